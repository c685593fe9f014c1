"""A zip as named members, read without unpacking it: a folder that somebody packed, or an office file (DOCX, EPUB …).

Hostile input is met here: names that climb out, links, doubled names and passwords refuse the whole zip, and sizes are
counted on the bytes that really come out.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from archive.errors import UnreadableSourceError
from archive.files import inside
from archive.wording import _

MEMBER_LIMIT = 256 << 20
"""Bytes of one member that are held in memory."""
TOTAL_LIMIT = 4 << 30
"""Bytes that one zip may unpack to."""
RATIO_LIMIT = 200
"""How many times larger than its packed form a member may be, once it is over a megabyte."""
COUNT_LIMIT = 100_000
"""Members of one zip."""
OFFICE_MARKS = frozenset(("[Content_Types].xml", "mimetype", "OFD.xml", "META-INF/container.xml"))
"""Members that office files and e-books have: they are one document each, not a packed folder."""

_BROKEN = (OSError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, NotImplementedError, EOFError)


class Zip:
    """The files in a zip, as a source (`archive.formats.base.Source`); `UnreadableSourceError` from whatever fails.

    `file` is a path or a stream that can be sought in, `name` what the user calls it, `total` the bytes that it may
    unpack to.
    """

    is_tree = True

    def __init__(self, file: Path | BinaryIO, name: str, total: int = TOTAL_LIMIT) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise UnreadableSourceError(name, _("不是完好的 zip（{error}）").format(error=_said(error))) from error
        self._infos = self._check(total)

    @cached_property
    def members(self) -> tuple[str, ...]:
        return tuple(sorted(self._infos))

    def size(self, member: str) -> int:
        return self._infos[member].file_size

    def read(self, member: str) -> bytes:
        info = self._infos.get(member)
        where = f"{self.name}/{member}"
        if info is None:
            raise UnreadableSourceError(where, _("zip 里没有这个文件"))
        limit = max(1 << 20, min(MEMBER_LIMIT, info.compress_size * RATIO_LIMIT))
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        except _BROKEN as error:
            raise UnreadableSourceError(
                where, _("zip 里的这个文件读不出来（{error}）").format(error=_said(error))
            ) from error
        if len(data) > limit:
            raise UnreadableSourceError(where, _("解压后大得不正常，已停止读取"))
        return data

    def open(self, member: str) -> BinaryIO:
        return io.BytesIO(self.read(member))

    def close(self) -> None:
        self._zip.close()

    def _check(self, limit: int) -> dict[str, zipfile.ZipInfo]:
        infos: dict[str, zipfile.ZipInfo] = {}
        folded: set[str] = set()
        total = 0
        entries = self._zip.infolist()
        if len(entries) > COUNT_LIMIT:
            raise UnreadableSourceError(self.name, _("zip 里的文件太多（{count} 个）").format(count=len(entries)))
        for info in entries:
            name = info.filename
            if name.endswith("/"):  # a folder; ZipInfo.is_dir stumbles over a name that is empty
                continue
            if inside(Path(), name) is None or "\\" in name:
                raise UnreadableSourceError(self.name, _("zip 里有越界的文件名：{name!r}").format(name=name))
            if stat.S_ISLNK(info.external_attr >> 16):
                raise UnreadableSourceError(self.name, _("zip 里有链接：{name!r}").format(name=name))
            if name.casefold() in folded:
                raise UnreadableSourceError(self.name, _("zip 里有重名文件：{name!r}").format(name=name))
            if info.flag_bits & 0x1:
                raise UnreadableSourceError(self.name, _("zip 有密码，请先解开再导入"))
            folded.add(name.casefold())
            total += info.file_size
            infos[str(PurePosixPath(name))] = info
        if total > limit:
            raise UnreadableSourceError(
                self.name, _("zip 解压后超过 {limit:g} GB，请分开导入").format(limit=limit / (1 << 30))
            )
        return infos


def names_in(file: BinaryIO) -> frozenset[str]:
    """The names in a zip, for sniffing; empty for whatever is none."""
    try:
        with zipfile.ZipFile(file) as packed:
            return frozenset(packed.namelist())
    except _BROKEN:
        return frozenset()


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
