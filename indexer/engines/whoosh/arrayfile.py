"""Named arrays in one file: written from front to back in bounded memory, read by mapping it.

Layout, little-endian:

    magic    8 bytes   b"DZBARR\\x1a\\n"
    version  u32       FORMAT
    zeros    to 64 bytes
    arrays   each begins at a multiple of 64
    table    JSON: name → [dtype, offset in bytes, number of values]
    tail     u64 offset of the table, u32 its length, u32 CRC-32 of the table, magic again

The whole file's CRC-32 is computed while writing; whoever keeps the file keeps that too.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

FORMAT: Final = 1
_MAGIC: Final = b"DZBARR\x1a\n"
_ALIGN: Final = 64
_TAIL: Final = struct.Struct("<QII8s")

Array = npt.NDArray[Any]


class ArrayWriter:
    """Write arrays one after the other; `close` makes the file whole.  `size` and `crc` are those of the file."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._table: dict[str, tuple[str, int, int]] = {}
        self.size = self.crc = 0
        self._put((_MAGIC + struct.pack("<I", FORMAT)).ljust(_ALIGN, b"\0"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, name: str, values: Array) -> None:
        """One array as it is."""
        self.stream(name, values.dtype, [values])

    def stream(self, name: str, dtype: npt.DTypeLike, parts: Iterable[Array]) -> None:
        """One array that comes in parts."""
        kind = np.dtype(dtype).newbyteorder("<")
        self._put(b"\0" * (-self.size % _ALIGN))
        start = self.size
        for part in parts:
            self._put(np.ascontiguousarray(part, dtype=kind).data.cast("B") if len(part) else b"")
        self._table[name] = (kind.str, start, (self.size - start) // kind.itemsize)

    def finish(self) -> None:
        """Write the table; the file is whole when it is closed after this."""
        table = json.dumps(self._table).encode()
        start = self.size
        self._put(table)
        self._put(_TAIL.pack(start, len(table), zlib.crc32(table), _MAGIC))
        self._file.flush()

    def _put(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self.crc = zlib.crc32(data, self.crc)
        self.size += len(data)


class ArrayFile:
    """The arrays of a file.  `ValueError` for what is no such file; `OSError` as usual.

    The arrays are views of the mapped file: they keep it open, and it must not be changed.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as stream:
            self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        size = len(self._map)
        if size < _ALIGN + _TAIL.size or self._map[:8] != _MAGIC or self._map[8:12] != struct.pack("<I", FORMAT):
            raise ValueError("not an array file of this version")
        start, length, crc, magic = _TAIL.unpack(self._map[-_TAIL.size :])
        table = self._map[start : start + length]
        if magic != _MAGIC or start + length + _TAIL.size != size or zlib.crc32(table) != crc:
            raise ValueError("the table of arrays is damaged")
        self._arrays: dict[str, Array] = {}
        for name, (dtype, offset, count) in json.loads(table).items():
            kind = np.dtype(dtype)
            if offset % _ALIGN or offset + count * kind.itemsize > start:
                raise ValueError(f"array {name} lies outside the file")
            self._arrays[name] = np.frombuffer(self._map, dtype=kind, count=count, offset=offset)

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    def release(self) -> None:
        """Give back the memory of what was read; it is read again when needed."""
        if hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)

    def close(self) -> None:
        """Let go of the file as soon as no array is in use."""
        self._arrays = {}
        with suppress(BufferError):  # somebody still reads; it goes with the last array
            self._map.close()
