"""Shared by formats whose source is one text file that holds one article: opening it, and making its draft.

Not a format itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import unpack
from archive.formats.base import Hints, Source, blob
from archive.labels import parse_date, parse_pages
from archive.model import (
    Blob,
    Content,
    DraftArticle,
    DraftIssue,
    DraftPage,
    IssueKey,
    PageRef,
    PaperKind,
    PartialDate,
)
from archive.text import Decoded, clean, decode, lines_of, paragraphs
from archive.wording import _

HEAD = 1 << 16
UNSORTED = "未分类文本"
UNTITLED = "（无标题）"


class TextFile(msgspec.Struct, frozen=True):
    """One file as text: its original bytes as a blob, the decoded and cleaned text, and notes on the decoding."""

    original: Blob
    text: str
    notes: tuple[str, ...]


class Reading(msgspec.Struct, frozen=True):
    """What a format made of one text."""

    content: Content
    kind: PaperKind
    paper: str | None
    date: PartialDate | None
    pages: tuple[PageRef, ...] = ()
    edition: str = ""
    notes: tuple[str, ...] = ()
    blobs: tuple[Blob, ...] = ()
    missing: tuple[str, ...] = ()
    own_id: str | None = None
    left_out: tuple[str, ...] = msgspec.field(default=())


def head_lines(source: Source, count: int = 40) -> list[str]:
    """The first lines of a single text file, for sniffing; empty for trees, binary files and HTML."""
    data = unpack.head(source, HEAD)
    if not data or is_binary(data):
        return []
    text = decode(data).text
    if text.lstrip("\ufeff \t\r\n")[:1] in ("<", "{", "["):
        return []
    return lines_of(text[:20_000])[:count]


def is_binary(data: bytes) -> bool:
    """Does the head hold bytes that no text has (UTF-16 with its mark is text)?"""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    controls = sum(data[:4096].count(bytes([code])) for code in (*range(9), *range(14, 27), *range(28, 32)))
    return b"\0" in data[:4096] or controls > 2


def read_text(source: Source) -> TextFile:
    """Open the one file of a source; `UnreadableSourceError` when there is nothing to read in it."""
    if len(source.members) != 1:
        raise UnreadableSourceError(source.name, _("不是单个文件"))
    member = source.members[0]
    data, plain = unpack.content(source, member)
    if is_binary(plain):
        raise UnreadableSourceError(source.name, _("不是文本文件"))
    decoded = decode(plain)
    text = clean(decoded.text)
    if not text.strip():
        raise UnreadableSourceError(source.name, _("文件里没有文字"))
    return TextFile(blob(member, data), text, decoding_notes(decoded))


def decoding_notes(decoded: Decoded) -> tuple[str, ...]:
    if not decoded.replaced:
        return ()
    return (
        _("按 {encoding} 读取时有 {count} 个字符无法辨认，已用 � 代替").format(
            encoding=decoded.encoding, count=decoded.replaced
        ),
    )


def draft(source: Source, file: TextFile, reading: Reading, hints: Hints) -> DraftIssue:
    """One article as a draft, with what the user set put over what was read.

    `UnreadableSourceError` when no paper is known, when a newspaper has no date, or when a set value is no date or
    page.
    """
    values = hints.values
    paper = values.get("paper") or reading.paper
    if not paper:
        raise UnreadableSourceError(source.name, _("不知道是哪家报纸，请用 --set paper=报名 指定"))
    date = set_date(source.name, values) or reading.date
    if reading.kind is PaperKind.NEWSPAPER and date is None:
        raise UnreadableSourceError(source.name, _("没有日期，请用 --set date=YYYY-MM-DD 指定"))
    pages = set_pages(source.name, values) or reading.pages
    key = IssueKey(reading.kind, paper, date, values.get("edition", reading.edition))
    article = DraftArticle(
        set_content(reading.content, values), file.original.sha256, values.get("id") or reading.own_id, pages
    )
    return DraftIssue(
        key,
        pages=tuple(DraftPage(page.label, page.name) for page in pages),
        articles=(article,),
        blobs=(file.original, *reading.blobs),
        missing=reading.missing,
        notes=(*file.notes, *reading.notes),
        left_out=reading.left_out,
    )


def set_date(name: str, values: Mapping[str, str]) -> PartialDate | None:
    printed = values.get("date")
    if not printed:
        return None
    date = parse_date(printed)
    if date is None:
        raise UnreadableSourceError(name, _("指定的日期看不懂：{printed}").format(printed=printed))
    return date


def set_pages(name: str, values: Mapping[str, str]) -> tuple[PageRef, ...]:
    printed = values.get("page")
    if not printed:
        return ()
    pages = parse_pages(printed)
    if not pages:
        raise UnreadableSourceError(name, _("指定的版次看不懂：{printed}").format(printed=printed))
    named = values.get("page_name")
    return tuple(PageRef(page.label, named or page.name) for page in pages)


def set_content(read: Content, values: Mapping[str, str]) -> Content:
    """The content with the user's title, kicker, subtitle, byline and source over what was read."""
    given = {name: values[name] for name in ("title", "kicker", "subtitle", "byline", "source") if values.get(name)}
    return msgspec.structs.replace(read, **given) if given else read


def body_lines(lines: Sequence[str]) -> list[str]:
    """Raw lines as printed paragraphs: indents and blank lines are layout."""
    return [part for line in lines for part in paragraphs(line)]
