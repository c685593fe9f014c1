"""What the command line says of a table's columns, and how the reader's answer is told to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from reader.tables import Mapped


class TableFacts(msgspec.Struct, frozen=True):
    """A table's columns, first rows, guessed mapping (field → column), the fields it lacks; or its problem."""

    source: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    mapping: Mapping[str, str] | None = None
    missing: tuple[str, ...] = ()
    fingerprint: str = ""
    problem: str = ""

    @classmethod
    def from_line(cls, line: Mapping[str, Any]) -> TableFacts:
        return cls(
            source=str(line.get("source") or ""),
            columns=tuple(str(name) for name in line.get("columns") or ()),
            rows=tuple(tuple(str(cell) for cell in row) for row in line.get("rows") or ()),
            mapping={str(name): str(column) for name, column in (line.get("mapping") or {}).items()},
            missing=tuple(str(name) for name in line.get("missing") or ()),
            fingerprint=str(line.get("fingerprint") or ""),
            problem=str(line.get("problem") or ""),
        )


def columns_arguments(archive: Path, paths: Sequence[str]) -> list[str]:
    return ["--archive", str(archive), "--json", "columns", "--", *paths]


def mapping_options(mapped: Mapped) -> list[str]:
    """`--map` and `--set` of the import."""
    given = (("--map", mapped.columns), ("--set", mapped.values))
    return [
        part
        for option, pairs in given
        for name, value in pairs.items()
        for part in (option, f"{name}={value.replace(',', chr(92) + ',')}")
    ]
