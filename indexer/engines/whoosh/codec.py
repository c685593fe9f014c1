"""The place of our segments in Whoosh: its schema, segment and codec classes with everything in one array file.

Whoosh keeps the list of segments, their deletions, generations and the writer's lock.  Its posting, column and stored
field files are not written: they take and give one value at a time.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import FieldType, Schema
from whoosh.formats import Existence

from indexer.engines.whoosh.segment import Segment

EXTENSION: Final = ".arrays"
INDEX_NAME: Final = "MAIN"


class SubstringText(FieldType):  # type: ignore[misc]  # Whoosh is not typed for mypy
    """A text of which every part can be found; indexed in bulk by `segment.Builder`, not value by value."""

    indexed = True
    scorable = True

    def __init__(self) -> None:
        self.format = Existence()

    def index(self, value: object, **_: object) -> Any:
        raise NotImplementedError("documents are put through indexer.engines.whoosh.writer")


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """Whoosh's codec with one array file for a segment."""

    def terms_reader(self, storage: Any, segment: Any) -> Segment:
        return open_segment(Path(storage.folder), segment)


def schema() -> Schema:
    """What a table of contents says of the documents: one text; numbers and names are arrays of the segment."""
    return Schema(text=SubstringText())


def file_of(segment: Any) -> str:
    """The one file of a segment."""
    name: str = segment.make_filename(EXTENSION)
    return name


def open_segment(folder: Path, segment: Any) -> Segment:
    """The segment's arrays; see `Segment.open`."""
    return Segment.open(folder / file_of(segment), frozenset(segment.deleted_docs()))
