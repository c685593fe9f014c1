"""The only way files are written: a temporary file in the same folder, synced, renamed over the name, folder synced.

After a power cut a name holds the old bytes or the new ones, never a mixture (measured: without the folder's sync the
new name is lost).  Also streamed hashing and joining of untrusted names inside a root.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from archive.errors import EnvironmentProblemError
from archive.wording import _

CHUNK = 1 << 20
TEMPORARY = ".tmp-"
_SHARING_RETRIES = 20  # Windows: a virus scanner may hold a fresh file for some tenths of a second
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


class Disk:
    """The single steps that every write is made of.  The fault harness puts one that fails in the place of `disk`."""

    def create(self, path: Path) -> BinaryIO:
        """A new file; `FileExistsError` when there is one."""
        return path.open("xb")

    def sync(self, stream: BinaryIO) -> None:
        stream.flush()
        os.fsync(stream.fileno())

    def rename(self, old: Path, new: Path) -> None:
        old.replace(new)

    def make(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)

    def sync_folder(self, folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        path.unlink()


disk = Disk()


def write_atomically(path: Path, data: bytes) -> None:
    """Write `data` under `path`, all or nothing.  `EnvironmentProblemError` for a full disk or a read-only folder."""
    with replacing(path) as stream:
        stream.write(data)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A stream whose bytes become `path` when the block ends without an exception; nothing is left otherwise."""
    with incoming(path.parent) as new:
        yield new.stream
        new.place(path)


@contextlib.contextmanager
def incoming(folder: Path) -> Iterator[Incoming]:
    """A temporary file in `folder` whose final name may be chosen after writing; removed when it is not placed."""
    temporary = folder / f"{TEMPORARY}{os.getpid()}-{secrets.token_hex(6)}"
    try:
        make_folder(folder)
        with disk.create(temporary) as stream:
            yield Incoming(stream, temporary)
    except OSError as error:
        raise environment_problem(error, folder) from error
    finally:
        with contextlib.suppress(OSError):
            if temporary.exists():  # it has not become what it should
                disk.remove(temporary)


class Incoming:
    """Bytes on their way to a name: written to `stream`, or by somebody else into the file `temporary`."""

    def __init__(self, stream: BinaryIO, temporary: Path) -> None:
        self.stream = stream
        self.temporary = temporary

    def place(self, path: Path) -> None:
        """Give the bytes written so far their name, durably."""
        disk.sync(self.stream)
        self.stream.close()
        make_folder(path.parent)
        _rename(self.temporary, path)
        sync_folder(path.parent)


def environment_problem(error: OSError, path: Path) -> EnvironmentProblemError:
    """The user's sentence for what the operating system said about `path`."""
    if error.errno in _FULL:
        return EnvironmentProblemError(_("磁盘已满，写不进：{path}").format(path=path))
    if error.errno in _REFUSED:
        return EnvironmentProblemError(_("没有写入权限：{path}").format(path=path))
    return EnvironmentProblemError(_("读写出错（{error}）：{path}").format(error=error.strerror or error, path=path))


def make_folder(folder: Path) -> None:
    """Make a folder and its parents; each new name is synced in its parent."""
    missing = []
    probe = folder
    while not probe.is_dir():
        missing.append(probe)
        probe = probe.parent
    for new in reversed(missing):
        disk.make(new)
        sync_folder(new.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable.  Windows has no such call and needs none."""
    if os.name != "nt":
        disk.sync_folder(folder)


def sweep_temporaries(folder: Path, *, older_than: float = 3600.0) -> int:
    """Remove temporary files in a folder that a killed process left more than `older_than` seconds ago; how many.

    One from the future is older too: the clock was set back since.
    """
    count = 0
    now = time.time()
    for path in folder.glob(f"{TEMPORARY}*"):
        with contextlib.suppress(OSError):
            if abs(now - path.stat().st_mtime) > older_than:
                disk.remove(path)
                count += 1
    return count


def inside(root: Path, relative: str) -> Path | None:
    """`root / relative` if that stays below `root`; None for absolute, drive-lettered and climbing names."""
    if not relative or "\0" in relative or relative.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", relative):
        return None
    parts = relative.replace("\\", "/").split("/")
    return None if ".." in parts else root.joinpath(*parts)


def _rename(temporary: Path, path: Path) -> None:
    for attempt in range(_SHARING_RETRIES):
        try:
            disk.rename(temporary, path)
        except PermissionError:
            if os.name != "nt" or attempt == _SHARING_RETRIES - 1:
                raise
            time.sleep(0.05)
        else:
            return
