"""One commit, opened for reading: checked files, columns in memory, postings and texts on disk.  Not thread-safe."""

from __future__ import annotations

from array import array
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from indexer.engines.whoosh import manifest, writer
from indexer.engines.whoosh.codec import TermsReader
from indexer.engines.whoosh.numbers import read_numbers
from indexer.errors import IndexDamagedError

Looks = tuple[int, int]
"""Size and time of change of a file, in bytes and nanoseconds."""


class Segment:
    """One segment; documents are numbered from 0 and `deleted` ones must be left out."""

    def __init__(self, reader: SegmentReader, deleted: frozenset[int]) -> None:
        self._reader = reader
        self.deleted = deleted
        self.terms: TermsReader = reader._terms
        self.ids = self._numbers("id", "q")
        self.first = self._numbers("first", "I")
        self.last = self._numbers("last", "I")
        self.order = self._numbers("order", "I")
        self.lengths = self._numbers("length", "I")
        self._texts = reader.column_reader("folded", translate=False)

    def with_deleted(self, deleted: frozenset[int]) -> Segment:
        """The same segment after more deletions."""
        if deleted == self.deleted:
            return self
        new = copy(self)
        new.deleted = deleted
        vars(new).pop("total_length", None)
        return new

    def text(self, number: int) -> str:
        """The `folded_text` of a document."""
        data: bytes = self._texts[number]
        return data.decode()

    @cached_property
    def papers(self) -> list[bytes]:
        return list(self._reader.column_reader("paper", translate=False))

    @cached_property
    def pages(self) -> list[bytes]:
        return list(self._reader.column_reader("pages", translate=False))

    @cached_property
    def total_length(self) -> int:
        return sum(self.lengths) - sum(self.lengths[number] for number in self.deleted)

    def close(self) -> None:
        self._reader.close()

    def _numbers(self, name: str, typecode: str) -> array[int]:
        return read_numbers(self._reader.column_reader(name, translate=False), typecode)


class Snapshot:
    """All segments of one commit; `data` are the manifest's bytes."""

    def __init__(self, folder: Path, data: bytes, documents: int, looks: dict[str, Looks]) -> None:
        self._folder = folder
        self.data = data
        self.documents = documents
        self._looks = looks
        self._segments: dict[str, Segment] = {}

    @classmethod
    def open(cls, folder: Path, data: bytes, before: Self | None) -> Self:
        """Open the commit that `data` records, taking over from `before` what has not changed.

        `IndexDamagedError` unless every file is as recorded.  `before` must not be used after success, nor closed.
        """
        record = manifest.parse(folder, data)
        known = before._looks if before else {}
        looks = {name: _checked(folder / name, seal, known.get(name)) for name, seal in record.files.items()}
        new = cls(folder, data, record.documents, looks)
        opened = before._segments if before else {}
        fresh: list[Segment] = []
        try:
            storage = FileStorage(str(folder))
            contents = writer.read_contents(storage, record.generation)
            for segment in contents.segments:
                name = segment.segment_id()
                deleted = frozenset(segment.deleted_docs())
                if name in opened and writer.segment_name(segment) in known:
                    new._segments[name] = opened[name].with_deleted(deleted)
                else:
                    fresh.append(Segment(SegmentReader(storage, contents.schema, segment), deleted))
                    new._segments[name] = fresh[-1]
        except Exception as error:  # the bytes are as written, so whatever Whoosh stumbles over is not ours to read
            for one in fresh:
                one.close()
            raise IndexDamagedError(folder, f"打不开：{error}") from error
        for name, one in opened.items():
            if name not in new._segments:
                one.close()
        return new

    @property
    def segments(self) -> list[Segment]:
        return list(self._segments.values())

    @cached_property
    def mean_length(self) -> float:
        return sum(one.total_length for one in self._segments.values()) / max(self.documents, 1)

    def check(self) -> None:
        """`IndexDamagedError` if a file was touched since it was checked: reading it could even end the process."""
        for name, looks in self._looks.items():
            if _looks(self._folder / name) != looks:
                raise IndexDamagedError(self._folder, f"文件已被改动：{name}")

    def close(self) -> None:
        for one in self._segments.values():
            one.close()
        self._segments = {}


def _checked(path: Path, seal: manifest.FileSeal, known: Looks | None) -> Looks:
    looks = _looks(path)
    if known is None or looks != known:
        try:
            if looks[0] != seal.size or manifest.seal(path) != seal:
                raise IndexDamagedError(path.parent, f"文件损坏：{path.name}")
        except OSError as error:
            raise IndexDamagedError(path.parent, f"文件读不出：{path.name}") from error
    return looks


def _looks(path: Path) -> Looks:
    try:
        status: Any = path.stat()
    except OSError as error:
        raise IndexDamagedError(path.parent, f"文件不见了：{path.name}") from error
    return status.st_size, status.st_mtime_ns
