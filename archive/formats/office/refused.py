"""Files that are known and not read: each is refused with what it is and what its owner can do about it.

Told by their first bytes where those are known, else by their suffix.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from archive.errors import UnreadableSourceError, UnsupportedSourceError
from archive.formats import single, unpack
from archive.formats.base import Hints, Source
from archive.formats.office.office import part_names
from archive.model import DraftIssue
from archive.wording import N_, _

_SAVE_AS = N_("请用 Word 或 WPS 打开，另存为 DOCX 或 PDF 再导入")
_PRINT = N_("请用它的阅读器打开，打印成 PDF 再导入")
_UNPACK = N_("请先解压，再导入解出的文件夹")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRIES = 128

_Known = tuple[str, str]
"""What a file is, and what its owner can do."""

_BY_MAGIC: tuple[tuple[bytes, int, _Known], ...] = (
    (b"Rar!\x1a\x07", 0, (N_("RAR 压缩包"), _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", 0, (N_("7z 压缩包"), _UNPACK)),
    (b"ustar", 257, (N_("tar 包"), _UNPACK)),
    (b"BZh", 0, (N_("bzip2 压缩包"), _UNPACK)),
    (b"{\\rtf", 0, (N_("RTF 文档"), _SAVE_AS)),
    (b"CAJ\0", 0, (N_("知网 CAJ 文献"), _PRINT)),
    (b"KDH ", 0, (N_("知网 KDH 文献"), _PRINT)),
    (b"HN", 0, (N_("知网 CAJ 文献"), _PRINT)),
    (b"BOOKMOBI", 60, (N_("Kindle 电子书（MOBI/AZW）"), N_("请用 calibre 转成 EPUB 再导入"))),
    (b"ITSF", 0, (N_("CHM 帮助文件"), N_("请先解成网页文件夹再导入"))),
    (b"AT&TFORM", 0, (N_("DjVu 扫描书"), _PRINT)),
    (b"MZ", 0, (N_("Windows 程序"), N_("不会运行它；如果是自解压包，请先解压再导入"))),
    (b"\x7fELF", 0, (N_("程序"), N_("不是报纸"))),
    (b"SQLite format 3\0", 0, (N_("数据库文件"), N_("请先导出成 CSV 或 JSON 再导入"))),
)
_BY_SUFFIX = {
    ".ceb": (N_("方正 CEB 版式文件"), N_("请用方正 Apabi Reader 打开，打印成 PDF 再导入")),
    ".cebx": (N_("方正 CEBX 版式文件"), N_("请用方正 Apabi Reader 打开，打印成 PDF 再导入")),
    ".caj": (N_("知网 CAJ 文献"), _PRINT),
    ".kdh": (N_("知网 KDH 文献"), _PRINT),
    ".nh": (N_("知网 NH 文献"), _PRINT),
    ".pdg": (N_("超星 PDG 图书页"), N_("请用超星阅读器打印成 PDF 再导入")),
    ".pdz": (N_("超星 PDZ 图书"), N_("请用超星阅读器打印成 PDF 再导入")),
    ".sep": (N_("书生 SEP 版式文件"), _PRINT),
    ".gw": (N_("书生公文 GW 文件"), _PRINT),
    ".gd": (N_("书生 GD 版式文件"), _PRINT),
    ".uof": (N_("UOF 文档"), _SAVE_AS),
    ".uot": (N_("UOF 文档"), _SAVE_AS),
    ".pages": (N_("Pages 文稿"), N_("请导出成 DOCX 或 PDF 再导入")),
    ".azw3": (N_("Kindle 电子书（MOBI/AZW）"), N_("请用 calibre 转成 EPUB 再导入")),
    ".doc": (N_("Word 97–2003 文档（DOC）"), _SAVE_AS),
    ".wps": (N_("WPS 文字文档"), _SAVE_AS),
    ".et": (N_("WPS 表格"), N_("请另存为 XLSX 再导入")),
    ".dps": (N_("WPS 演示"), N_("请另存为 PDF 再导入")),
}
_IN_OLE = (
    ("EncryptedPackage", (N_("有密码的 Office 文档"), N_("请先用密码打开，另存为没有密码的文件"))),
    ("WordDocument", (N_("Word 97–2003 文档（DOC）"), _SAVE_AS)),
    ("PowerPoint Document", (N_("PowerPoint 演示文稿"), N_("请另存为 PDF 再导入"))),
    ("__properties_version1.0", (N_("Outlook 邮件（MSG）"), N_("请把正文另存为 HTML 或 TXT 再导入"))),
)
_IN_ZIP = (
    ("ppt/presentation.xml", (N_("PowerPoint 演示文稿"), N_("请另存为 PDF 再导入"))),
    ("[Content_Types].xml", (N_("Office 文件"), N_("但不是 DOCX 或 XLSX，请另存为 DOCX、XLSX 或 PDF 再导入"))),
    ("mimetype", (N_("OpenDocument 文档"), N_("请另存为 DOCX 或 PDF 再导入"))),
)


class Refused:
    """The last word on files that nobody reads; it never yields a draft."""

    name: ClassVar[str] = "refused"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        return _known(source) is not None

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        if (known := _known(source)) is None:
            raise UnsupportedSourceError(source.name, _("这是本程序不认识的文件"))
        what, advice = known
        raise UnsupportedSourceError(source.name, _("这是{what}，{advice}").format(what=_(what), advice=_(advice)))


def _known(source: Source) -> _Known | None:
    """What the file is and what to do; None for one that is not of these."""
    head = unpack.head(source, 1 << 12)
    if not head:
        return None
    suffix = PurePosixPath(source.members[0]).suffix.lower()
    if head.startswith(_OLE):
        return _in_ole(ole_streams(source), suffix)
    if head.startswith(b"PK\x03\x04"):
        names = part_names(source)
        found = next((what for name, what in _IN_ZIP if name in names), None)
        return _BY_SUFFIX.get(suffix, found)
    for magic, offset, what in _BY_MAGIC:
        # two letters may begin any text: they count in what is no text
        if head[offset:].startswith(magic) and (len(magic) > 3 or single.is_binary(head)):
            return what
    return _BY_SUFFIX.get(suffix) if single.is_binary(head) else None


def _in_ole(streams: frozenset[str], suffix: str) -> _Known:
    by_suffix = _BY_SUFFIX.get(suffix)
    if by_suffix and "EncryptedPackage" not in streams:
        return by_suffix
    found = next((what for name, what in _IN_OLE if name in streams), None)
    return found or by_suffix or (N_("旧式 Office 文件"), N_("请另存为 DOCX、XLSX 或 PDF 再导入"))


def ole_streams(source: Source) -> frozenset[str]:
    """The names in the first directory sectors of an OLE file (DOC, XLS, WPS); empty for any other."""
    try:
        with source.open(source.members[0]) as stream:
            header = stream.read(512)
            if not header.startswith(_OLE) or len(header) < 512:
                return frozenset()
            (shift,) = struct.unpack_from("<H", header, 30)
            (sector,) = struct.unpack_from("<I", header, 48)
            stream.seek((sector + 1) << min(shift, 12))
            directory = stream.read(_DIRECTORY_ENTRIES * 128)
    except (UnreadableSourceError, OSError, ValueError, KeyError, IndexError):
        return frozenset()
    names: set[str] = set()
    for start in range(0, len(directory) - 127, 128):
        (length,) = struct.unpack_from("<H", directory, start + 64)
        if 2 < length <= 64:
            names.add(directory[start : start + length - 2].decode("utf-16-le", "replace"))
    return frozenset(names)
