"""Frames: the length of a message (8 bytes, big-endian) and its bytes; no pickles, nothing executable."""

from __future__ import annotations

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">Q")


class OversizeError(Exception):
    """A message is larger than the listener takes."""


def write_frame(stream: BinaryIO, message: bytes) -> None:
    stream.write(_LENGTH.pack(len(message)))
    stream.write(message)


def read_frame(stream: BinaryIO, limit: int) -> bytes:
    """One message; `EOFError` where the other side is gone, `OversizeError` past `limit` bytes."""
    (length,) = _LENGTH.unpack(read_exactly(stream, _LENGTH.size))
    if length > limit:
        raise OversizeError
    return read_exactly(stream, length)


def read_exactly(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
