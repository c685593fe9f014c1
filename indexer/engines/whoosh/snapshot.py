"""One commit, opened for reading: files that are as they were committed.  Any thread may read it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Self

from archive.wording import _
from indexer.engines.whoosh import manifest, writer
from indexer.engines.whoosh.codec import file_of, open_segment
from indexer.engines.whoosh.segment import Segment
from indexer.errors import IndexDamagedError

Looks = tuple[int, int]
"""Size and time of change of a file, in bytes and nanoseconds."""


class Snapshot:
    """All segments of one commit; `data` are the manifest's bytes."""

    def __init__(self, folder: Path, data: bytes, documents: int, looks: dict[Path, Looks]) -> None:
        self._folder = folder
        self.data = data
        self.documents = documents
        self._looks = looks
        self._segments: dict[str, Segment] = {}

    @classmethod
    def open(cls, folder: Path, data: bytes, before: Self | None) -> Self:
        """Open the commit that `data` records, taking over from `before` what has not changed.

        `IndexDamagedError` unless every file is as recorded.
        """
        record = manifest.parse(folder, data)
        known = before._looks if before else {}
        paths = {name: folder / name for name in record.files}
        looks = {path: _checked(path, record.files[name], known.get(path)) for name, path in paths.items()}
        new = cls(folder, data, record.documents, looks)
        for segment in writer.read_contents(folder, record):
            name = file_of(segment)
            old = before._segments.get(name) if before and looks.get(paths[name]) == known.get(paths[name]) else None
            try:
                new._segments[name] = (
                    old.with_deleted(frozenset(segment.deleted_docs())) if old else open_segment(folder, segment)
                )
            except (OSError, ValueError, KeyError) as error:
                raise IndexDamagedError(folder, _("文件读不懂：{name}").format(name=name)) from error
        return new

    @property
    def segments(self) -> list[Segment]:
        return list(self._segments.values())

    @cached_property
    def mean_length(self) -> float:
        return sum(one.total_length for one in self._segments.values()) / max(self.documents, 1)

    def check(self) -> None:
        """`IndexDamagedError` if a file was touched since it was checked: reading it could even end the process."""
        for path, looks in self._looks.items():
            if _looks(path) != looks:
                raise IndexDamagedError(self._folder, _("文件已被改动：{name}").format(name=path.name))


def _checked(path: Path, seal: manifest.FileSeal, known: Looks | None) -> Looks:
    looks = _looks(path)
    if looks in (known, (seal.size, seal.changed)):
        return looks
    try:
        if looks[0] != seal.size or manifest.checksum(path) != seal.crc:
            raise IndexDamagedError(path.parent, _("文件损坏：{name}").format(name=path.name))
    except OSError as error:
        raise IndexDamagedError(path.parent, _("文件读不出：{name}").format(name=path.name)) from error
    return looks


def _looks(path: Path) -> Looks:
    try:
        status = path.stat()
    except OSError as error:
        raise IndexDamagedError(path.parent, _("文件不见了：{name}").format(name=path.name)) from error
    return status.st_size, status.st_mtime_ns
