"""Concrete sources: one file, a folder, a zip.  Members are read as streams, never extracted to names of their own.

Hostile input is met here: links are not followed, devices are not opened, names that climb out are refused, sizes are
counted on real bytes.
"""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from archive.errors import UnreadableSourceError
from archive.files import inside

MEMBER_LIMIT = 256 << 20
"""Bytes of one member that are held in memory."""
TOTAL_LIMIT = 4 << 30
"""Bytes that one zip may unpack to."""
RATIO_LIMIT = 200
"""How many times larger than its packed form a member may be, once it is over a megabyte."""
COUNT_LIMIT = 100_000
"""Members of one zip."""


class FileSource:
    """A single file; its only member is its own name."""

    is_tree = False

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        self._path = path

    @property
    def members(self) -> tuple[str, ...]:
        return (self._path.name,)

    def size(self, member: str) -> int:
        try:
            return self._path.stat().st_size
        except OSError as error:
            raise _unreadable(self.name, error) from error

    def read(self, member: str) -> bytes:
        with self.open(member) as stream:
            return _bounded(stream, self.name)

    def open(self, member: str) -> BinaryIO:
        return _open_regular(self._path, self.name)


class FolderSource:
    """All regular files below a folder, or those of them that `only` names (relative POSIX paths)."""

    is_tree = True

    def __init__(self, path: Path, only: tuple[str, ...] | None = None) -> None:
        self.name = str(path)
        self._path = path
        self._only = only

    @cached_property
    def members(self) -> tuple[str, ...]:
        return self._only if self._only is not None else walk(self._path)

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
        path = inside(self._path, member)
        if path is None:
            raise UnreadableSourceError(f"{self.name}/{member}", "路径越出了文件夹")
        return path


class ZipSource:
    """The files in a zip.  The whole zip is refused when any name in it climbs out, doubles another or is a link."""

    is_tree = True

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise UnreadableSourceError(self.name, f"不是完好的 zip（{_said(error)}）") from error
        self._infos = self._check()

    @cached_property
    def members(self) -> tuple[str, ...]:
        return tuple(sorted(self._infos))

    def size(self, member: str) -> int:
        return self._infos[member].file_size

    def read(self, member: str) -> bytes:
        info = self._infos[member]
        limit = max(1 << 20, min(MEMBER_LIMIT, info.compress_size * RATIO_LIMIT))
        where = f"{self.name}/{member}"
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        except (
            OSError,
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            RuntimeError,
            NotImplementedError,
            EOFError,
        ) as error:
            raise UnreadableSourceError(where, f"zip 里的这个文件读不出来（{_said(error)}）") from error
        if len(data) > limit:
            raise UnreadableSourceError(where, "解压后大得不正常，已停止读取")
        return data

    def open(self, member: str) -> BinaryIO:
        return io.BytesIO(self.read(member))

    def close(self) -> None:
        self._zip.close()

    def _check(self) -> dict[str, zipfile.ZipInfo]:
        infos: dict[str, zipfile.ZipInfo] = {}
        folded: set[str] = set()
        total = 0
        entries = self._zip.infolist()
        if len(entries) > COUNT_LIMIT:
            raise UnreadableSourceError(self.name, f"zip 里的文件太多（{len(entries)} 个）")
        for info in entries:
            name = info.filename
            if info.is_dir():
                continue
            if inside(Path(), name) is None or "\\" in name:
                raise UnreadableSourceError(self.name, f"zip 里有越界的文件名：{name!r}")
            if stat.S_ISLNK(info.external_attr >> 16):
                raise UnreadableSourceError(self.name, f"zip 里有链接：{name!r}")
            if name.casefold() in folded:
                raise UnreadableSourceError(self.name, f"zip 里有重名文件：{name!r}")
            if info.flag_bits & 0x1:
                raise UnreadableSourceError(self.name, "zip 有密码，请先解开再导入")
            folded.add(name.casefold())
            total += info.file_size
            infos[str(PurePosixPath(name))] = info
        if total > TOTAL_LIMIT:
            raise UnreadableSourceError(self.name, "zip 解压后超过 4 GB，请分开导入")
        return infos


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
            raise UnreadableSourceError(name, "不是普通文件")
        stream = path.open("rb")
    except OSError as error:
        raise _unreadable(name, error) from error
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise UnreadableSourceError(name, "不是普通文件")
    return stream


def _bounded(stream: BinaryIO, name: str) -> bytes:
    try:
        data = stream.read(MEMBER_LIMIT + 1)
    except OSError as error:
        raise _unreadable(name, error) from error
    if len(data) > MEMBER_LIMIT:
        raise UnreadableSourceError(name, f"文件超过 {MEMBER_LIMIT >> 20} MB")
    return data


def _unreadable(name: str, error: OSError) -> UnreadableSourceError:
    reason = "文件不存在" if isinstance(error, FileNotFoundError) else f"读不出来（{error.strerror or error}）"
    return UnreadableSourceError(name, reason)


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
