"""What the importer and its reading child say to each other: frames (`archive.limited.frames`) of MessagePack.

The bytes of a draft's blobs follow its frame as they are, so that neither side holds them twice.  Sources travel as
descriptions: the child opens what lies on the disk itself.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import msgspec

from archive.formats.base import Hints, Source
from archive.formats.tables.fields import TablePreview
from archive.importing.discover import PartSource
from archive.importing.reading import Form
from archive.importing.sources import FileSource, FolderSource, MemorySource, StoredSource, ZipSource
from archive.limited.frames import OversizeError, read_exactly, write_frame
from archive.model import DraftIssue

# ── sources ────────────────────────────────────────────────────────────────────────────────────────────────────────


class AFile(msgspec.Struct, frozen=True, tag="file"):
    path: str


class AFolder(msgspec.Struct, frozen=True, tag="folder"):
    path: str
    only: tuple[str, ...] | None


class AZip(msgspec.Struct, frozen=True, tag="zip"):
    path: str


class Pasted(msgspec.Struct, frozen=True, tag="pasted"):
    name: str
    data: bytes


class APart(msgspec.Struct, frozen=True, tag="part"):
    tree: Described
    member: str
    companions: tuple[str, ...]


class Kept(msgspec.Struct, frozen=True, tag="kept"):
    """Members of a source that came in before, with where the archive keeps them."""

    name: str
    is_tree: bool
    files: dict[str, str]


Described = AFile | AFolder | AZip | Pasted | APart | Kept


def describe(source: Source) -> Described:
    """What the child needs to open the same source; `TypeError` for a kind that exists in one process only."""
    match source:
        case FileSource():
            return AFile(str(source.path))
        case FolderSource():
            return AFolder(str(source.path), source.only)
        case ZipSource():
            return AZip(str(source.path))
        case MemorySource():
            return Pasted(source.name, source.data)
        case PartSource():
            return APart(describe(source.tree), source.member, source.companions)
        case StoredSource():
            files = {member: str(path) for member, path in source.files.items()}
            return Kept(source.name, source.is_tree, files)
        case _:
            raise TypeError(type(source).__name__)


def opened(described: Described) -> Source:
    """The source that was described; `UnreadableSourceError` for a zip that is broken by now."""
    match described:
        case AFile(path):
            return FileSource(Path(path))
        case AFolder(path, only):
            return FolderSource(Path(path), only)
        case AZip(path):
            return ZipSource(Path(path))
        case Pasted(name, data):
            return MemorySource(name, data)
        case APart(tree, member, companions):
            return PartSource(opened(tree), member, companions)
        case Kept(name, is_tree, files):
            return StoredSource(name, {member: Path(path) for member, path in files.items()}, is_tree=is_tree)


# ── questions and answers ──────────────────────────────────────────────────────────────────────────────────────────


class Question(msgspec.Struct, frozen=True, tag="read"):
    """Read this; `seconds` between two answers and `memory` in bytes are what it may take."""

    source: Described
    hints: Hints
    wished: str
    seconds: int
    memory: int


class Look(msgspec.Struct, frozen=True, tag="look"):
    """What columns has this table?  Limits as in `Question`."""

    source: Described
    hints: Hints
    seconds: int
    memory: int


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The first word of a child."""


class Found(msgspec.Struct, frozen=True, tag="found"):
    """The first answer: the format that reads the source.  None: no format knows it, and nothing follows."""

    form: Form | None


class Drafted(msgspec.Struct, frozen=True, tag="drafted"):
    """A draft; the bytes of its blobs (`sizes`) follow the frame."""

    draft: DraftIssue
    sizes: tuple[int, ...]


class Looked(msgspec.Struct, frozen=True, tag="looked"):
    """The beginning of a table, the only answer to `Look`."""

    table: TablePreview


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """That was the last draft."""


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """The source cannot be read, or (`refused`) no importer reads its kind."""

    source: str
    reason: str
    refused: bool


class Stumbled(msgspec.Struct, frozen=True, tag="stumbled"):
    """A bug of ours: the exception in a line, and its trace for the log."""

    error: str
    trace: str


class Starved(msgspec.Struct, frozen=True, tag="starved"):
    """More memory was wanted than is allowed.  The child leaves."""


Answer = Ready | Found | Drafted | Looked | Ended | Failed | Stumbled | Starved

questions = msgspec.msgpack.Decoder(Question | Look)
answers = msgspec.msgpack.Decoder(Answer)
encode = msgspec.msgpack.Encoder().encode


def write_draft(stream: BinaryIO, draft: DraftIssue) -> None:
    """A draft as `Drafted` and the bytes of its blobs."""
    bare = tuple(msgspec.structs.replace(blob, data=b"") for blob in draft.blobs)
    sizes = tuple(len(blob.data) for blob in draft.blobs)
    write_frame(stream, encode(Drafted(msgspec.structs.replace(draft, blobs=bare), sizes)))
    for blob in draft.blobs:
        stream.write(blob.data)


def read_blobs(stream: BinaryIO, drafted: Drafted, limit: int) -> DraftIssue:
    """The draft with its blobs, of `limit` bytes together.

    `ValueError` for bytes that do not have the hash they come under: the archive would keep them under a wrong name.
    """
    bare = drafted.draft.blobs
    if sum(drafted.sizes) > limit:
        raise OversizeError
    blobs = [
        msgspec.structs.replace(blob, data=read_exactly(stream, size))
        for blob, size in zip(bare, drafted.sizes, strict=True)
    ]
    if any(sha256(blob.data).hexdigest() != blob.sha256 for blob in blobs):
        raise ValueError("bytes under a wrong hash")
    return msgspec.structs.replace(drafted.draft, blobs=tuple(blobs))
