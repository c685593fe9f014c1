"""Plain text that no other format knows: the first line is the title, the rest is text.

Kept among 未分类文本 unless the user says where it belongs.  Binary files are not claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar

from archive.formats import single, unpack
from archive.formats.base import Hints, Source
from archive.labels import parse_date
from archive.model import Content, DraftIssue, PaperKind
from archive.text import blocks_of, byline_of, decode

_MAX_TITLE = 120
_TEXT_SUFFIXES = {"", ".txt", ".text", ".md"}
# Mail and saved-page archives, JSON: text by their bytes, but not to be read as such.
_OTHER = re.compile(r"(?:mime-version|from|content-type|message-id): |[\[{]\s*(?:[\[{\"]|$)")


class PlainText:
    """The last format of the registry."""

    name: ClassVar[str] = "plain-text"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        data = unpack.head(source, single.HEAD)
        if not source.members or not _may_be_text(source.members[0]):
            return False
        if not data.strip() or single.is_binary(data) or data.startswith((b"%PDF", b"{\\rtf", b"PK\x03\x04")):
            return False
        decoded = decode(data)
        start = decoded.text.lstrip("\ufeff \t\r\n")[:200].lower()
        if start.startswith(("<!doctype", "<html", "<?xml", "<head", "<body")) or _OTHER.match(start):
            return False
        visible = sum(1 for char in decoded.text if not char.isspace())
        return visible > 0 and decoded.replaced * 20 <= visible

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        file = single.read_text(source)
        lines = single.body_lines(file.text.split("\n"))
        if len(lines[0]) <= _MAX_TITLE:
            title, rest = lines[0], lines[1:]
        else:  # no title line: the text stays whole, its beginning stands in for the title
            title, rest = lines[0][:40] + "…", lines
        blocks = blocks_of(rest)
        newspaper = bool(hints.values.get("page")) and bool(hints.values.get("date"))
        content = Content(title, byline=byline_of(blocks), blocks=blocks)
        reading = single.Reading(
            content,
            PaperKind.NEWSPAPER if newspaper else PaperKind.DOCUMENTS,
            single.UNSORTED,
            parse_date(hints.values.get("date", "")),
        )
        yield single.draft(source, file, reading, hints)


def _may_be_text(member: str) -> bool:
    """Any other suffix promises something else: a program, a style sheet, a damaged document.  `1.消息` has none."""
    suffix = PurePosixPath(unpack.plain_name(member)).suffix.lower()
    return suffix in _TEXT_SUFFIXES or not re.fullmatch(r"\.[a-z0-9]{1,8}", suffix)
