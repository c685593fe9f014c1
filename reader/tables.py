"""Tables before they are imported: their columns, and what a reader said that these are.

A file is judged by its name here; whether it is a table its format decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from reader.settings import Settings

if TYPE_CHECKING:
    from archive.formats.base import Hints
    from archive.formats.tables.fields import TablePreview
    from archive.importing.worker import WorkerReader

SUFFIXES = frozenset((".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"))
_PACKED = frozenset((".gz", ".xz"))


class Mapped(msgspec.Struct, frozen=True):
    """What a reader said of a table: field → column, field → constant value."""

    columns: Mapping[str, str] = msgspec.field(default_factory=dict)
    values: Mapping[str, str] = msgspec.field(default_factory=dict)


def is_table_name(path: str) -> bool:
    """`导出.csv`, `导出.jsonl.gz`."""
    suffixes = [suffix.lower() for suffix in Path(path).suffixes[-2:]]
    return bool(suffixes) and (suffixes[-1] in SUFFIXES or (suffixes[-1] in _PACKED and suffixes[0] in SUFFIXES))


def look_at(reader: WorkerReader, path: Path, hints: Hints) -> TablePreview:
    """A table's beginning, and the fields that it still lacks, read by a child with limits.

    `UnreadableSourceError` for what is no table, and for what its reader died of.
    """
    from archive.importing import discover

    [source] = discover.sources(path)
    return reader.look(source, hints)


def remembered(settings: Settings, fingerprint: str) -> Mapped | None:
    """What was said of a table with these columns."""
    found = settings.record("tables", fingerprint)
    return Mapped(found.get("columns", {}), found.get("values", {})) if found else None


def remember(settings: Settings, fingerprint: str, mapped: Mapped) -> None:
    settings.set_record("tables", fingerprint, {"columns": mapped.columns, "values": mapped.values})
