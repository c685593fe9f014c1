"""A file system in the kernel (FUSE) that forgets what was not synced: the job itself runs on it until the power fails.

What reaches it goes to the same `Model` of a disk as what `strace` wrote down, so that two ways of listening, one to
the calls of a process and one to what the kernel hands on, must come to the same end.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import mfusepy as fuse
from fault_calls import Call, Cut, Model

_HIDDEN: Final = ".fuse_hidden"
"""What libfuse calls a file that was removed while somebody has it open: it has no name any more."""
_TIMES: Final = ("st_atime", "st_mtime", "st_ctime")
_PLAIN: Final = ("st_mode", "st_nlink", "st_uid", "st_gid", "st_size", "st_ino", "st_blocks")
_ROOM: Final = ("f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_namemax")
_PATIENCE: Final = 10.0


@contextmanager
def mounted(backing: Path, at: int | None, cut: Cut, *, breaks: bool = False) -> Iterator[Path]:
    """The folder `backing` as such a file system.

    Before its change number `at` (from 0) the power fails: whoever asks is killed; with None it fails at the very end.
    With `breaks` that change, and it alone, ends with an error of the disk instead, and the power fails at the end.
    Afterwards `backing` is what is then found on the disk.
    """
    mount = backing.with_name(f"{backing.name}.mount")
    found = backing.with_name(f"{backing.name}.found")
    mount.mkdir()
    server = os.fork()
    if not server:
        try:
            fuse.FUSE(_Forgetful(backing, at, cut, found, breaks=breaks), str(mount), foreground=True, nothreads=True)
        finally:
            os._exit(0)
    try:
        end = time.monotonic() + _PATIENCE
        while not os.path.ismount(mount):
            if time.monotonic() > end:
                raise OSError(errno.ETIMEDOUT, "the file system was not mounted", str(mount))
            time.sleep(0.002)
        yield mount
    finally:
        subprocess.run(["umount", "-l", str(mount)], check=True)
        os.waitpid(server, 0)
        mount.rmdir()
    shutil.rmtree(backing)
    found.rename(backing)


def changes(backing: Path) -> int:
    """How many changes the file system was asked for while `backing` was mounted; to be asked once, afterwards."""
    noted = backing.with_name(f"{backing.name}.changes")
    count = int(noted.read_text())
    noted.unlink()
    return count


class _Forgetful(fuse.Operations):  # type: ignore[misc]
    """Hands everything on to the folder `backing`, and each change to the model too."""

    use_ns = True

    def __init__(self, backing: Path, at: int | None, cut: Cut, found: Path, *, breaks: bool) -> None:
        self._backing = backing
        self._model = Model(backing)
        self._at = at
        self._cut = cut
        self._found = found
        self._count = 0
        self._is_out = False
        self._breaks = breaks

    # ── what changes ───────────────────────────────────────────────────────────────────────────────────────────────

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        self._step()
        opened = os.open(self._real(path), os.O_RDWR | os.O_CREAT, mode)
        self._tell("create", path)
        return opened

    def open(self, path: str, flags: int) -> int:
        self._look()
        if flags & os.O_TRUNC:
            self.truncate(path, 0)
        return os.open(self._real(path), flags & ~os.O_TRUNC & ~os.O_APPEND)

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        self._step()
        written = os.pwrite(fh, data, offset)
        self._tell("write", path, data[:written], offset)
        return written

    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        self._step()
        os.truncate(fh if fh else self._real(path), length)
        self._tell("write", path, None, length)
        return 0

    def rename(self, old: str, new: str) -> int:
        self._step()
        self._real(old).replace(self._real(new))
        if _is_nameless(new):
            self._tell("remove", old)
        else:
            self._model.do(Call("rename", _parts(old), to=_parts(new)))
        return 0

    def unlink(self, path: str) -> int:
        self._step()
        self._real(path).unlink()
        self._tell("remove", path)
        return 0

    def rmdir(self, path: str) -> int:
        self._step()
        self._real(path).rmdir()
        self._tell("remove", path)
        return 0

    def mkdir(self, path: str, mode: int) -> int:
        self._step()
        self._real(path).mkdir(mode)
        self._tell("make", path)
        return 0

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        self._step()
        self._tell("sync", path)
        return 0

    def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
        return self.fsync(path, datasync, fh)

    # ── what does not ──────────────────────────────────────────────────────────────────────────────────────────────

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        self._look()
        found = os.fstat(fh) if fh else os.lstat(self._real(path))
        return {key: getattr(found, key) for key in _PLAIN} | {key: getattr(found, f"{key}_ns") for key in _TIMES}

    def readdir(self, path: str, fh: int) -> list[str]:
        self._look()
        return [".", "..", *(entry.name for entry in self._real(path).iterdir())]

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        self._look()
        return os.pread(fh, size, offset)

    def release(self, path: str, fh: int) -> int:
        os.close(fh)
        return 0

    def statfs(self, path: str) -> dict[str, int]:
        self._look()
        found = os.statvfs(self._real(path))
        return {
            key: getattr(found, key) for key in ("f_bsize", "f_frsize", "f_blocks", "f_bfree", "f_bavail", "f_namemax")
        }

    def chmod(self, path: str, mode: int) -> int:
        self._look()
        self._real(path).chmod(mode)
        return 0

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> int:
        self._look()
        if times is None:  # now
            os.utime(self._real(path))
        else:
            os.utime(self._real(path), ns=times)
        return 0

    # ── the power ──────────────────────────────────────────────────────────────────────────────────────────────────

    def destroy(self, path: str) -> None:
        if not self._is_out:
            self._fail()
        self._backing.with_name(f"{self._backing.name}.changes").write_text(str(self._count))

    def _step(self) -> None:
        self._look()
        asks = fuse.fuse_get_context()[2]  # 0: the kernel itself, which writes back what is mapped
        if self._breaks and self._count == self._at:
            self._count += 1
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        if not self._breaks and self._at is not None and self._count >= self._at and asks:
            self._fail()
            os.kill(asks, signal.SIGKILL)
            self._look()
        self._count += 1

    def _look(self) -> None:
        if self._is_out:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    def _fail(self) -> None:
        self._is_out = True
        self._model.write_out(self._found, self._cut, random.Random(self._at))  # noqa: S311

    def _tell(self, kind: str, path: str, data: bytes | None = None, at: int = 0) -> None:
        if not _is_nameless(path):
            self._model.do(Call(kind, _parts(path), data, at))

    def _real(self, path: str) -> Path:
        return self._backing / path.strip("/")


def _parts(path: str) -> tuple[str, ...]:
    return tuple(filter(None, path.split("/")))


def _is_nameless(path: str) -> bool:
    return path.rpartition("/")[2].startswith(_HIDDEN)
