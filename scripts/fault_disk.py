"""A disk that fails when it is told to: every step of `archive.files` is numbered, at one of them something happens.

`put_in_place` arms it for this process, which is a child of the harness; the program itself knows nothing of it.
"""

from __future__ import annotations

import errno
import io
import os
import signal
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from archive import files

if TYPE_CHECKING:
    from typing_extensions import Buffer

_TAKES_ROOM = {"create", "write", "sync", "make"}


class Fault(StrEnum):
    """What happens at a point."""

    KILL = "kill"
    TEAR = "tear"
    """Half of the bytes are written, then the process is killed."""
    FULL = "full"
    """From here on there is no room; a write that meets it first is cut short."""


class FaultyDisk(files.Disk):
    """Takes every step as usual but the one numbered `at` (from 1), where `fault` happens.  `seen` is told of each."""

    def __init__(self, at: int = 0, fault: Fault = Fault.KILL, seen: Callable[[str], None] | None = None) -> None:
        self._at = at
        self._fault = fault
        self._seen = seen
        self._count = 0
        self._is_full = False

    def put_in_place(self) -> None:
        files.disk = self

    def create(self, path: Path) -> BinaryIO:
        self.step("create", path)
        return io.BufferedWriter(_FaultyFile(path, self))

    def sync(self, stream: BinaryIO) -> None:
        stream.flush()
        self.step("sync", Path(stream.name))
        super().sync(stream)

    def rename(self, old: Path, new: Path) -> None:
        self.step("rename", new)
        super().rename(old, new)

    def make(self, folder: Path) -> None:
        self.step("make", folder)
        super().make(folder)

    def sync_folder(self, folder: Path) -> None:
        self.step("sync folder", folder)
        super().sync_folder(folder)

    def remove(self, path: Path) -> None:
        self.step("remove", path)
        super().remove(path)

    def step(self, kind: str, path: Path) -> bool:
        """Count a step; True when a write should be cut to half of its bytes.  May not return."""
        self._count += 1
        if self._seen:
            self._seen(kind)
        is_here = self._count == self._at
        if is_here and self._fault is not Fault.FULL:
            if self._fault is Fault.TEAR and kind == "write":
                return True
            die()
        if self._is_full and kind in _TAKES_ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        if is_here:
            self._is_full = True
            if kind == "write":
                return True
            if kind in _TAKES_ROOM:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return False

    def cut(self) -> None:
        """After half a write."""
        if self._fault is Fault.TEAR:
            die()


class _FaultyFile(io.FileIO):
    """The bytes of a new file as they leave for the disk."""

    def __init__(self, path: Path, disk: FaultyDisk) -> None:
        super().__init__(path, "xb")
        self._path = path
        self._disk = disk

    def write(self, data: Buffer, /) -> int:
        if not self._disk.step("write", self._path):
            return super().write(data)
        view = memoryview(data)
        written = super().write(view[: max(len(view) // 2, 1)])
        self._disk.cut()
        return written


def die() -> None:
    """As a power cut ends a process: at once, nothing is tidied up."""
    os.kill(os.getpid(), signal.SIGKILL)
