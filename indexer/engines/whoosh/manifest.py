"""The commit record of an index folder: which files make it up, with sizes and checksums.  It is what makes a commit.

Whoosh writes its own table of contents, but never syncs and cannot tell torn files; here a commit counts when this one
file has been replaced, after all that it names is on the disk.
"""

from __future__ import annotations

import json
import os
import sys
import zlib
from pathlib import Path
from typing import Final

import msgspec

from archive.files import write_atomically
from archive.wording import _
from indexer.analysis import ANALYSIS_VERSION
from indexer.errors import IndexDamagedError

FORMAT: Final = 2
"""Goes up whenever the same texts would give other files, or other files the same answers."""

NAME: Final = "commit.json"
_CHUNK: Final = 1 << 20


class FileSeal(msgspec.Struct, frozen=True):
    """One file as it was committed: bytes, CRC-32, and its time of change in nanoseconds.

    A file of this size and time is taken as it is; another time, as after copying, means reading it through.
    """

    size: int
    crc: int
    changed: int


class Manifest(msgspec.Struct, frozen=True):
    """One commit: Whoosh's generation, how many documents there are, all files by name."""

    generation: int
    documents: int
    files: dict[str, FileSeal]


def write(folder: Path, manifest: Manifest) -> None:
    """Make the commit; durable when this returns."""
    body = json.dumps({**_stamp(), **msgspec.to_builtins(manifest)}, sort_keys=True).encode()
    write_atomically(folder / NAME, b"%08x\n%s\n" % (zlib.crc32(body), body))


def read(folder: Path) -> bytes:
    """The record's bytes, to see whether anything has changed; `IndexDamagedError` if there is none."""
    try:
        return (folder / NAME).read_bytes()
    except OSError as error:
        raise IndexDamagedError(folder, _("没有提交记录")) from error


def parse(folder: Path, data: bytes) -> Manifest:
    """The record itself; `IndexDamagedError` if it is torn or was written by another version."""
    checksum, _line, body = data.rstrip(b"\n").partition(b"\n")
    try:
        if int(checksum, 16) != zlib.crc32(body):
            raise ValueError("checksum")
        values = json.loads(body)
        stamp = {name: values.pop(name) for name in _stamp()}
        files = {name: FileSeal(**seal) for name, seal in values.pop("files").items()}
        manifest = Manifest(**values, files=files)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise IndexDamagedError(folder, _("提交记录读不懂")) from error
    if stamp != _stamp():
        raise IndexDamagedError(folder, _("由另一版本或另一种机器写成"))
    return manifest


def check(folder: Path, data: bytes) -> None:
    """Read all files of a commit through: `IndexDamagedError` unless each is as it was committed."""
    for name, seal in parse(folder, data).files.items():
        try:
            same = checksum(folder / name) == seal.crc
        except OSError as error:
            raise IndexDamagedError(folder, _("文件读不出：{name}").format(name=name)) from error
        if not same:
            raise IndexDamagedError(folder, _("文件损坏：{name}").format(name=name))


def checksum(path: Path) -> int:
    """CRC-32 of a file; `OSError` as usual."""
    crc = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            crc = zlib.crc32(chunk, crc)
    return crc


def seal(path: Path, crc: int | None = None) -> FileSeal:
    """The file as it is now (`crc` where it is known already), after its bytes are on the disk; `OSError` as usual."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
    status = path.stat()
    return FileSeal(status.st_size, checksum(path) if crc is None else crc, status.st_mtime_ns)


def _stamp() -> dict[str, str | int]:
    return {"format": FORMAT, "analysis": ANALYSIS_VERSION, "byteorder": sys.byteorder}
