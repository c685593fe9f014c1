"""One commit into a Whoosh index: deletions, new documents, merging of small segments, then the manifest."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from whoosh.columns import NumericColumn, RefBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex, LockError
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from archive.files import environment_problem
from indexer.engines.base import IndexDocument, folded_text, split_head
from indexer.engines.whoosh import manifest
from indexer.engines.whoosh.codec import WEIGHT_BITS, PairCodec
from indexer.engines.whoosh.numbers import read_numbers
from indexer.engines.whoosh.terms import weights
from indexer.errors import IndexBusyError

INDEX_NAME: Final = "MAIN"
_LOCK_FILE: Final = f"{INDEX_NAME}_WRITELOCK"
PAGE_BORDER: Final = "\x1f"
MERGE_AT: Final = 8
"""So many segments of one size class (powers of this number) become one."""
LARGEST_MERGE: Final = 8_000
"""Documents; a merge holds all its postings in memory, about 20 kB a document."""
_LOCK_PATIENCE: Final = 2.0


def schema() -> Schema:
    """The columns of a document.  Postings are outside the schema: the codec writes them."""
    return Schema(
        id=COLUMN(NumericColumn("q")),
        first=COLUMN(NumericColumn("I")),
        last=COLUMN(NumericColumn("I")),
        order=COLUMN(NumericColumn("I")),
        length=COLUMN(NumericColumn("I")),
        paper=COLUMN(RefBytesColumn()),
        pages=COLUMN(RefBytesColumn()),
        folded=COLUMN(VarBytesColumn()),
    )


def create(folder: Path) -> None:
    """Make an empty index."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        TOC.create(FileStorage(str(folder)), schema(), INDEX_NAME)
    except OSError as error:
        raise environment_problem(error, folder) from error
    _record(folder, 0, [], {})


def commit(folder: Path, puts: Iterable[IndexDocument], deletes: Iterable[int]) -> None:
    """Put and delete; see `Engine.write`."""
    documents = {document.id: document for document in puts}
    try:
        writer = _Writer(folder)
    except LockError as error:
        raise IndexBusyError(folder) from error
    try:
        writer.forget({*documents, *deletes})
        for document in documents.values():
            writer.put(document)
        writer.commit(mergetype=_merge_small)
    except OSError as error:
        raise environment_problem(error, folder) from error
    finally:
        if not writer.is_closed:
            writer.cancel()


class _CommittedIndex(FileIndex):  # type: ignore[misc]
    """A Whoosh index whose present state is what the manifest says, not the newest file in the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.storage = FileStorage(str(folder))
        self.indexname = INDEX_NAME
        self.record = manifest.Manifest(0, 0, {})

    def _read_toc(self) -> TOC:
        self.record = manifest.parse(self.folder, manifest.read(self.folder))
        return read_contents(self.storage, self.record.generation)


class _Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer with postings gathered by term, so that nothing has to be sorted posting by posting."""

    writelock: Any = None

    def __init__(self, folder: Path) -> None:
        self._index = _CommittedIndex(folder)
        self._postings: dict[str, list[int]] = {}
        try:
            super().__init__(self._index, timeout=_LOCK_PATIENCE, codec=PairCodec())
        except LockError:
            raise
        except BaseException:  # Whoosh has taken the lock and would keep it
            if self.writelock:
                self.writelock.release()
            raise

    def forget(self, ids: set[int]) -> None:
        """Mark the documents with these ids as deleted."""
        if not ids:
            return
        for segment in self.segments:
            reader = SegmentReader(self.storage, self.schema, segment)
            present = read_numbers(reader.column_reader("id", translate=False), "q")
            for found in ids.intersection(present):
                segment.delete_document(present.index(found))
            reader.close()

    def put(self, document: IndexDocument) -> None:
        folded = folded_text(document)
        head, _ = split_head(folded)
        entry = self.docnum << WEIGHT_BITS
        postings = self._postings
        for term, weight in weights(folded, head).items():
            if term in postings:
                postings[term].append(entry | weight)
            else:
                postings[term] = [entry | weight]
        self._put_columns(
            id=document.id,
            first=document.first,
            last=document.last,
            order=document.order,
            length=len(folded),
            paper=document.paper.encode(errors="surrogatepass"),
            pages=PAGE_BORDER.join(("", *document.pages, "")).encode(errors="surrogatepass"),
            folded=folded.encode(),
        )

    def add_reader(self, reader: SegmentReader) -> None:
        """Take over a segment's documents that are not deleted."""
        deleted = set(reader.segment().deleted_docs())
        columns = {name: reader.column_reader(name, translate=False) for name in self.schema.names()}
        places: list[int | None] = []
        for number in range(reader.doc_count_all()):
            places.append(None if number in deleted else self.docnum)
            if number not in deleted:
                self._put_columns(**{name: column[number] for name, column in columns.items()})
        for term, documents, term_weights in reader._terms.items():
            entries = [
                place << WEIGHT_BITS | weight
                for number, weight in zip(documents, term_weights, strict=True)
                if (place := places[number]) is not None
            ]
            if entries:
                self._postings.setdefault(term, []).extend(entries)

    def _put_columns(self, **values: Any) -> None:
        documents = self.perdocwriter
        documents.start_doc(self.docnum)
        for name, value in values.items():
            documents.add_column_value(name, self.schema[name].column_type, value)
        documents.finish_doc()
        self.docnum += 1
        self._added = True

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        self.fieldwriter.write(self._postings)
        self.fieldwriter.close()

    def _commit_toc(self, segments: list[Any]) -> None:
        folder = self._index.folder
        (folder / contents_name(self.generation)).unlink(missing_ok=True)  # of a commit that was cut off
        TOC(self.schema, segments, self.generation).write(self.storage, INDEX_NAME)
        _sweep(folder, _record(folder, self.generation, segments, self._index.record.files))


def read_contents(storage: FileStorage, generation: int) -> TOC:
    """Whoosh's table of contents of one commit."""
    return TOC.read(storage, INDEX_NAME, gen=generation, schema=schema())


def contents_name(generation: int) -> str:
    """The file of `read_contents`."""
    name: str = TOC._filename(INDEX_NAME, generation)
    return name


def segment_name(segment: Any) -> str:
    """The one file of a segment."""
    name: str = segment.make_filename(segment.COMPOUND_EXT)
    return name


def _record(folder: Path, generation: int, segments: list[Any], known: dict[str, manifest.FileSeal]) -> set[str]:
    """Sync what is new, then write the manifest; the names of all files that make up the commit.

    Segment files never change, so known ones keep their seal.
    """
    files = {}
    for name in (contents_name(generation), *map(segment_name, segments)):
        if name.endswith(".toc") or name not in known:
            manifest.sync(folder / name)
            files[name] = manifest.seal(folder / name)
        else:
            files[name] = known[name]
    documents = sum(segment.doc_count() for segment in segments)
    manifest.write(folder, manifest.Manifest(generation, documents, files))
    return set(files)


def _sweep(folder: Path, keep: set[str]) -> None:
    """Remove what earlier commits, finished or cut off, have left; what is still open (Windows) goes next time."""
    for path in folder.iterdir():
        if path.name.startswith((f"{INDEX_NAME}_", f"_{INDEX_NAME}_")) and path.name not in {*keep, _LOCK_FILE}:
            with contextlib.suppress(OSError):
                path.unlink()


def _merge_small(writer: _Writer, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy protocol: merge some into the writer, return the others."""
    classes: dict[int, list[Any]] = {}
    for segment in segments:
        if segment.doc_count():
            classes.setdefault(_size_class(segment.doc_count()), []).append(segment)
    merged: list[Any] = [segment for segment in segments if not segment.doc_count()]
    budget = LARGEST_MERGE
    for size in sorted(classes):
        group = classes[size]
        half_empty = [segment for segment in group if segment.deleted_count() > segment.doc_count()]
        for segment in group if len(group) >= MERGE_AT - 1 else half_empty:
            if segment.doc_count() <= budget:
                budget -= segment.doc_count()
                merged.append(segment)
    for segment in merged:
        if segment.doc_count():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if segment not in merged]


def _size_class(documents: int) -> int:
    return (documents.bit_length() - 1) // (MERGE_AT.bit_length() - 1)
