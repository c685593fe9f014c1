"""What a format sees of a file: its bytes, with gzip and xz opened by their magic and counted while they come.

A bomb is stopped by the bytes that really came out, never by what a header says.
"""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from typing import BinaryIO, cast

from archive.errors import UnreadableSourceError
from archive.formats.base import Source
from archive.wording import _

MAX_TEXT = 64 * 1024 * 1024  # a document that is held whole
MAX_STREAM = 4 * 1024 * 1024 * 1024  # a table that is read line by line

_GZIP, _XZ = b"\x1f\x8b\x08", b"\xfd7zXZ\x00"
_BROKEN = (OSError, EOFError, lzma.LZMAError, zlib.error, gzip.BadGzipFile)


class Counted(io.RawIOBase):
    """A stream that stops with `UnreadableSourceError` after `limit` bytes, or where its container is broken."""

    def __init__(self, inner: BinaryIO, raw: BinaryIO, name: str, limit: int) -> None:
        self._inner = inner
        self._raw = raw
        self._name = name
        self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast("bytearray", buffer)).cast("B")
        try:
            data = self._inner.read(len(view))
        except _BROKEN as error:
            raise UnreadableSourceError(self._name, _("压缩文件已损坏（{error}）").format(error=error)) from error
        self._left -= len(data)
        if self._left < 0:
            raise UnreadableSourceError(self._name, _("展开后超过大小上限"))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        self._raw.close()  # a decompressor leaves what it read from open
        super().close()


def open_plain(source: Source, member: str, limit: int = MAX_STREAM) -> io.BufferedReader:
    """A buffered stream of a member's content, decompressed; `UnreadableSourceError` from any read past the limit."""
    with source.open(member) as start:
        magic = start.read(6)
    raw = source.open(member)
    inner: BinaryIO = raw
    if magic.startswith(_GZIP):
        inner = cast("BinaryIO", gzip.GzipFile(fileobj=raw, mode="rb"))
    elif magic.startswith(_XZ):
        inner = cast("BinaryIO", lzma.LZMAFile(raw, "rb"))  # noqa: SIM115 - closed by Counted
    return io.BufferedReader(Counted(inner, raw, source.name, limit), 1 << 18)


def plain_name(member: str) -> str:
    """The member's name without `.gz` or `.xz`."""
    return member[:-3] if member.lower().endswith((".gz", ".xz")) else member


def head(source: Source, size: int = 1 << 16) -> bytes:
    """The first bytes of a single file's content, decompressed; empty for a tree and for whatever cannot be read."""
    if source.is_tree or len(source.members) != 1:
        return b""
    try:
        with open_plain(source, source.members[0]) as stream:
            return stream.read(size)
    except (UnreadableSourceError, OSError, ValueError):
        return b""


def content(source: Source, member: str, limit: int = MAX_TEXT) -> tuple[bytes, bytes]:
    """A member's bytes as they came in and its content decompressed (the same object where nothing was packed)."""
    data = source.read(member)
    if not data.startswith((_GZIP, _XZ)):
        return data, data
    with open_plain(source, member, limit) as stream:
        return data, stream.read()
