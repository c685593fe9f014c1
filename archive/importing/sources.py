"""Concrete sources: one file, a folder, a zip, what the archive keeps.

Members are read as streams, never extracted to names of their own.  Hostile input is met here and in `archive.zips`:
links are not followed, devices are not opened, names that climb out are refused, sizes are counted on real bytes.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from archive.errors import UnreadableSourceError
from archive.files import inside
from archive.wording import _
from archive.zips import MEMBER_LIMIT, Zip


class FileSource:
    """A single file; its only member is its own name."""

    is_tree = False

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self.path = path

    @property
    def members(self) -> tuple[str, ...]:
        return (self.path.name,)

    def size(self, member: str) -> int:
        try:
            return self.path.stat().st_size
        except OSError as error:
            raise _unreadable(self.name, error) from error

    def read(self, member: str) -> bytes:
        with self.open(member) as stream:
            return _bounded(stream, self.name)

    def open(self, member: str) -> BinaryIO:
        return _open_regular(self.path, self.name)


class MemorySource:
    """One thing that lies in no file: what was pasted."""

    is_tree = False

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.data = data

    @property
    def members(self) -> tuple[str, ...]:
        return (self.name,)

    def size(self, member: str) -> int:
        return len(self.data)

    def read(self, member: str) -> bytes:
        return self.data

    def open(self, member: str) -> BinaryIO:
        return io.BytesIO(self.data)


class FolderSource:
    """All regular files below a folder, or those of them that `only` names (relative POSIX paths)."""

    is_tree = True

    def __init__(self, path: Path, only: tuple[str, ...] | None = None) -> None:
        self.name = str(path)
        self.path = path
        self.only = only

    @cached_property
    def members(self) -> tuple[str, ...]:
        return self.only if self.only is not None else walk(self.path)

    def size(self, member: str) -> int:
        try:
            return self._locate(member).stat().st_size
        except OSError as error:
            raise _unreadable(f"{self.name}/{member}", error) from error

    def read(self, member: str) -> bytes:
        with self.open(member) as stream:
            return _bounded(stream, f"{self.name}/{member}")

    def open(self, member: str) -> BinaryIO:
        return _open_regular(self._locate(member), f"{self.name}/{member}")

    def _locate(self, member: str) -> Path:
        path = inside(self.path, member)
        if path is None:
            raise UnreadableSourceError(f"{self.name}/{member}", _("路径越出了文件夹"))
        return path


class ZipSource(Zip):
    """The files in a zip that lies on the disk."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, str(path))
        self.path = path


class StoredSource:
    """What came in before, read from where the archive keeps its members (`files`: member → place)."""

    def __init__(self, name: str, files: Mapping[str, Path], *, is_tree: bool) -> None:
        self.name = name
        self.is_tree = is_tree
        self.files = files

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def size(self, member: str) -> int:
        with self.open(member) as stream:
            return os.fstat(stream.fileno()).st_size

    def read(self, member: str) -> bytes:
        with self.open(member) as stream:
            return _bounded(stream, f"{self.name}/{member}")

    def open(self, member: str) -> BinaryIO:
        try:
            return self.files[member].open("rb")
        except (KeyError, FileNotFoundError) as error:
            raise UnreadableSourceError(f"{self.name}/{member}", _("原件不在档案库里")) from error
        except OSError as error:
            raise UnreadableSourceError(
                f"{self.name}/{member}", _("原件读不出来（{error}）").format(error=error.strerror)
            ) from error


def walk(folder: Path) -> tuple[str, ...]:
    """Relative POSIX paths of the regular files below a folder, sorted; links, devices and hidden files left aside."""
    found: list[str] = []
    for root, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not Path(root, name).is_symlink())
        for name in names:
            path = Path(root, name)
            if not name.startswith(".") and not path.is_symlink() and path.is_file():
                found.append(path.relative_to(folder).as_posix())
    return tuple(sorted(found))


def _open_regular(path: Path, name: str) -> BinaryIO:
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # before opening: opening a FIFO would wait for ever
            raise UnreadableSourceError(name, _("不是普通文件"))
        stream = path.open("rb")
    except OSError as error:
        raise _unreadable(name, error) from error
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise UnreadableSourceError(name, _("不是普通文件"))
    return stream


def _bounded(stream: BinaryIO, name: str) -> bytes:
    try:
        data = stream.read(MEMBER_LIMIT + 1)
    except OSError as error:
        raise _unreadable(name, error) from error
    if len(data) > MEMBER_LIMIT:
        raise UnreadableSourceError(name, _("文件超过 {limit} MB").format(limit=MEMBER_LIMIT >> 20))
    return data


def _unreadable(name: str, error: OSError) -> UnreadableSourceError:
    reason = (
        _("文件不存在")
        if isinstance(error, FileNotFoundError)
        else _("读不出来（{error}）").format(error=error.strerror or error)
    )
    return UnreadableSourceError(name, reason)
