"""Commits: deletions and new documents become segments and a table of contents; merges are commits of their own."""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate, groupby, takewhile
from pathlib import Path
from typing import Any, Final

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from archive.files import environment_problem
from archive.wording import _
from indexer.engines.base import IndexDocument
from indexer.engines.whoosh import manifest
from indexer.engines.whoosh.arrayfile import ArrayWriter
from indexer.engines.whoosh.arrays import look_up
from indexer.engines.whoosh.codec import INDEX_NAME, ArrayCodec, file_of, open_segment, schema
from indexer.engines.whoosh.merging import merge
from indexer.engines.whoosh.segment import LARGEST, Builder
from indexer.errors import IndexBusyError, IndexDamagedError

_RESTING: Final = 150
"""Megabytes that a process takes before it inverts anything: Python, numpy, a batch of articles."""
_UNIT: Final = 50
"""Bytes that inverting takes for each code unit of text."""
_FEWEST: Final = 1 << 18
MERGE_AT: Final = 8
"""So many segments of one size class (powers of this number) become one."""
LARGEST_MERGE: Final = 500_000
"""Documents of a merged segment at most."""
_LOCK: Final = "WRITELOCK"
_PATIENCE: Final = 2.0


def create(folder: Path) -> None:
    """Make an empty index."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _record(folder, 0, [], {})
    except OSError as error:
        raise environment_problem(error, folder) from error


def commit(folder: Path, puts: Iterable[IndexDocument], deletes: Iterable[int], memory: int) -> None:
    """Put and delete; see `Engine.write`.  `memory`: megabytes that the process should keep to."""
    most = max((memory - _RESTING) * 1_000_000 // _UNIT, _FEWEST)
    documents = {document.id: document for document in puts}
    with _writing(folder) as change:
        change.forget(documents.keys() | set(deletes))
        builder = Builder()
        for document in documents.values():
            builder.add(document)
            if builder.units >= most:
                change.add(builder.write, len(builder))
                builder = Builder()
        if len(builder):
            change.add(builder.write, len(builder))


def merge_due(folder: Path, most: int | None = None) -> bool:
    """Do one merge if one is due; see `Engine.merge`."""
    with _writing(folder) as change:
        due = change.due(most)
        if due:
            change.replace(due)
        return bool(due)


class _Change:
    """The commit that is being made: `segments` are what the next table of contents will name."""

    def __init__(self, folder: Path, storage: FileStorage) -> None:
        self.folder, self._storage = folder, storage
        self._record = manifest.parse(folder, manifest.read(folder))
        self.segments: list[Any] = read_contents(folder, self._record)
        self._seals: dict[str, manifest.FileSeal] = {}
        self._before = [(segment, segment.deleted_count()) for segment in self.segments]

    def forget(self, ids: set[int]) -> None:
        """Mark the documents with these ids as deleted."""
        if not ids:
            return
        wanted = np.array(sorted(ids), dtype=np.int64)
        for segment in self.segments:
            present = open_segment(self.folder, segment).ids
            if int(present.max()) < int(wanted[0]):  # all that is new
                continue
            for number in np.flatnonzero(look_up(present, wanted)[1]).tolist():
                segment.delete_document(number)

    def add(self, write: Callable[[ArrayWriter], object], documents: int) -> None:
        """A new segment of so many documents, which `write` writes."""
        segment = ArrayCodec().new_segment(self._storage, INDEX_NAME)
        segment.set_doc_count(documents)
        path = self.folder / file_of(segment)
        with ArrayWriter(path) as file:
            write(file)
            file.finish()
        self._seals[path.name] = manifest.seal(path, file.crc)
        self.segments.append(segment)

    def due(self, most: int | None) -> list[Any]:
        """Segments that should become one: one mostly deleted, a full size class, the smallest of too many."""
        for segment in self.segments:
            if segment.deleted_count() > segment.doc_count():
                return [segment]
        smallest = sorted(self.segments, key=_documents)
        classes = [list(members) for _, members in groupby(smallest, _size_class)]
        choices = [members[:MERGE_AT] for members in classes if len(members) >= MERGE_AT]
        if most is not None and len(smallest) > most:
            choices.append(smallest[: len(smallest) - (most + 1) // 2 + 1])  # leaves half of those
        return next((fitting for fitting in map(self._fitting, choices) if len(fitting) > 1), [])

    def replace(self, merged: Sequence[Any]) -> None:
        """One segment for several."""
        opened = [open_segment(self.folder, segment) for segment in merged]
        self.segments = [segment for segment in self.segments if segment not in merged]
        self.add(lambda file: merge(opened, file), sum(map(_documents, merged)))

    def _fitting(self, segments: Sequence[Any]) -> list[Any]:
        """As many of the first segments as one can hold."""
        documents = accumulate(map(_documents, segments))
        units = accumulate(len(open_segment(self.folder, segment).text) for segment in segments)
        fits = (most <= LARGEST_MERGE and long <= LARGEST for most, long in zip(documents, units, strict=True))
        return list(segments[: sum(takewhile(bool, fits))])

    def finish(self) -> None:
        """Make the commit, if anything has changed."""
        self.segments = [segment for segment in self.segments if segment.doc_count()]
        if [(segment, segment.deleted_count()) for segment in self.segments] == self._before:
            return
        known = {**self._record.files, **self._seals}
        self._seals = {}  # named from here on
        _sweep(self.folder, _record(self.folder, self._record.generation + 1, self.segments, known))

    def abandon(self) -> None:
        """Remove what was written and will never be named."""
        for name in self._seals:
            with contextlib.suppress(OSError):
                (self.folder / name).unlink()


@contextmanager
def _writing(folder: Path) -> Iterator[_Change]:
    """Change the index under Whoosh's lock; the commit is made at the end."""
    storage = FileStorage(str(folder))
    lock = storage.lock(f"{INDEX_NAME}_{_LOCK}")
    if not _acquired(lock, folder):
        raise IndexBusyError(folder)
    try:
        change = _Change(folder, storage)
        try:
            yield change
            change.finish()
        except BaseException:
            change.abandon()
            raise
    except OSError as error:
        raise environment_problem(error, folder) from error
    finally:
        lock.release()


def read_contents(folder: Path, record: manifest.Manifest) -> list[Any]:
    """Whoosh's segments of a commit; `IndexDamagedError` when the table is not as it was committed."""
    name = contents_name(record.generation)
    path = folder / name
    try:
        if manifest.checksum(path) != record.files[name].crc:
            raise IndexDamagedError(folder, _("文件损坏：{name}").format(name=name))
        contents = TOC.read(FileStorage(str(folder)), INDEX_NAME, gen=record.generation, schema=schema())
    except (OSError, KeyError, EOFError, ValueError, AttributeError, ImportError, pickle.UnpicklingError) as error:
        raise IndexDamagedError(folder, _("文件读不出：{name}").format(name=name)) from error
    segments: list[Any] = contents.segments
    return segments


def contents_name(generation: int) -> str:
    """The file of `read_contents`."""
    name: str = TOC._filename(INDEX_NAME, generation)
    return name


def _record(folder: Path, generation: int, segments: list[Any], known: dict[str, manifest.FileSeal]) -> set[str]:
    """Write the table of contents, then the manifest, which makes the commit; the names of its files."""
    contents = contents_name(generation)
    (folder / contents).unlink(missing_ok=True)  # of a commit that was cut off
    TOC(schema(), segments, generation).write(FileStorage(str(folder)), INDEX_NAME)
    files = {contents: manifest.seal(folder / contents)}
    files |= {name: known[name] for name in map(file_of, segments)}
    documents = sum(segment.doc_count() for segment in segments)
    manifest.write(folder, manifest.Manifest(generation, documents, files))
    return set(files)


def _sweep(folder: Path, keep: set[str]) -> None:
    """Remove what earlier commits, finished or cut off, have left; what is still open (Windows) goes next time."""
    for path in folder.iterdir():
        ours = path.name.startswith((f"{INDEX_NAME}_", f"_{INDEX_NAME}_"))
        if ours and path.name not in keep and not path.name.endswith(_LOCK):
            with contextlib.suppress(OSError):
                path.unlink()


def _documents(segment: Any) -> int:
    """Those that are not deleted."""
    count: int = segment.doc_count()
    return count


def _size_class(segment: Any) -> int:
    return (_documents(segment).bit_length() - 1) // (MERGE_AT.bit_length() - 1)


def _acquired(lock: Any, folder: Path) -> bool:
    from whoosh.util.filelock import try_for

    try:
        return bool(try_for(lock.acquire, timeout=_PATIENCE, delay=0.05))
    except OSError as error:
        raise environment_problem(error, folder) from error
