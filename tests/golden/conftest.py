"""Sources in memory, the shared material where it lies beside the repo, and drafts as JSON."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pytest

from archive.errors import UnreadableSourceError
from archive.formats import registry
from archive.formats.base import Hints
from archive.model import DraftIssue
from archive.text import decode

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CASES = Path(__file__).parent / "cases"


@dataclass
class MemorySource:
    """A source whose members are given as bytes."""

    files: Mapping[str, bytes]
    name: str = "memory"
    is_tree: bool = False

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def size(self, member: str) -> int:
        return len(self.files[member])

    def read(self, member: str) -> bytes:
        if member not in self.files:
            raise UnreadableSourceError(self.name, "没有这个文件")
        return self.files[member]

    def open(self, member: str) -> BinaryIO:
        return io.BytesIO(self.read(member))


def one_file(data: bytes | str, name: str = "text.txt") -> MemorySource:
    return MemorySource({name: data.encode() if isinstance(data, str) else data}, name)


def folder(path: Path) -> MemorySource:
    files = {file.relative_to(path).as_posix(): file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()}
    return MemorySource(files, str(path), is_tree=True)


def read_all(source: MemorySource, hints: Hints | None = None, expected: str | None = None) -> list[DraftIssue]:
    """Read with whichever format the registry finds, which must be the expected one."""
    found = registry.find(source)
    assert found is not None
    assert expected is None or found.name == expected
    return list(found.read(source, hints or Hints()))


def as_json(draft: DraftIssue) -> dict[str, Any]:
    """A draft as a golden file holds it: without bytes and hashes, which only say the same once more."""
    built: dict[str, Any] = msgspec.to_builtins(draft)
    names = {blob["sha256"]: f"<{blob['name']}>" for blob in built.pop("blobs", ())}

    def named(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: named(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [named(inner) for inner in value]
        return names.get(value, value) if isinstance(value, str) else value

    result: dict[str, Any] = named(built)
    result["key"]["date"] = None if draft.key.date is None else str(draft.key.date)
    return result


def case(name: str) -> MemorySource:
    """The files of a golden case as a tree, without what is expected of them."""
    files = {path: data for path, data in folder(CASES / name).files.items() if path != "expected.json"}
    return MemorySource(files, name, is_tree=True)


def recoded(source: MemorySource, encoding: str, declared: str) -> MemorySource:
    """The same pages in another encoding, declaring what may be true or not."""
    files = dict(source.files)
    for name in files:
        if re.search(r"\.s?html?$", name):
            text = re.sub(r"(charset=\"?)[\w-]+", rf"\g<1>{declared}", decode(files[name], "gb2312").text)
            files[name] = text.encode(encoding)
    return MemorySource(files, source.name, source.is_tree)


class Golden:
    """What golden tests share, handed out as one fixture (test modules cannot import each other)."""

    one_file = staticmethod(one_file)
    folder = staticmethod(folder)
    read_all = staticmethod(read_all)
    as_json = staticmethod(as_json)
    case = staticmethod(case)
    recoded = staticmethod(recoded)
    Source = MemorySource

    @staticmethod
    def material(relative: str) -> Path:
        """A path in the shared material; the test is skipped where it is absent."""
        path = SHARED / relative
        if not path.exists():
            pytest.skip(f"../shared/{relative} is not here")
        return path


@pytest.fixture(scope="session")
def golden() -> type[Golden]:
    return Golden
