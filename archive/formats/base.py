"""What a format is: it sniffs content and reads drafts.  Pure values out; a format never touches the archive.

A `Source` is one file, or a folder or zip seen as a tree of named members.  The registry (`archive.formats.registry`)
asks each format in order; the first that is sure takes the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import BinaryIO, ClassVar, Protocol

import msgspec

from archive.model import Blob, DraftIssue


class Source(Protocol):
    """One thing to import.

    `name` is what the user calls it (a path, or `archive.zip/inner.txt`).  `members` are the relative POSIX paths of
    the files in it in sorted order; a single file has exactly one member, its own file name.
    """

    name: str

    @property
    def members(self) -> tuple[str, ...]: ...

    @property
    def is_tree(self) -> bool:
        """True for a folder or zip, False for a single file."""
        ...

    def size(self, member: str) -> int: ...

    def read(self, member: str) -> bytes:
        """All bytes of a member; `UnreadableSourceError` when it cannot be read or passes the size limit."""
        ...

    def open(self, member: str) -> BinaryIO:
        """A stream of the member's bytes, for files too big to hold."""
        ...


class Hints(msgspec.Struct, frozen=True):
    """What the user said beforehand: values to set and, for tables, which column is which field.

    Keys of both are field names: paper date edition page page_name order kicker title subtitle byline text source url
    id.
    `today` (ISO date) stands for the reader's day where a format prints none.
    `recognise`: pages that are only pictures are read by OCR, where it is installed.
    """

    values: Mapping[str, str] = msgspec.field(default_factory=dict)
    columns: Mapping[str, str] = msgspec.field(default_factory=dict)
    recognise: bool = False


class Format(Protocol):
    """One family of sources.

    `name` is stored with every article (with `version`, raised whenever the same bytes may read differently).
    `per_file`: a table, streamed: one outcome for the whole file, not one for each issue; the caller keeps the file and
    fills in the articles' `original`, which the drafts leave empty.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    per_file: ClassVar[bool]

    def sniff(self, source: Source) -> bool:
        """Does this source look like ours?  Judged by content; must be quick and must not raise on any bytes."""
        ...

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        """Yield drafts; `UnreadableSourceError` for a source that turned out to be broken.

        A tree may hold several issues.  Members that no draft used stand in `left_out` of the last one.
        """
        ...


def blob(name: str, data: bytes) -> Blob:
    """Bytes with their SHA-256."""
    return Blob(name, data, sha256(data).hexdigest())
