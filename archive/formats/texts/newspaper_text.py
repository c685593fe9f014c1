"""Newspaper text: one article as copied from a paper's site, headed by `报名 2021年11月09日`.

Lines: kicker (ends in `——`), title, subtitle (begins with `——`), paper and date (perhaps the page), then the body with
`■` captions and subheads of one or two lines.  Not the reading machine's layout and not an official document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.base import Hints, Source
from archive.labels import parse_pages
from archive.model import Block, Content, DraftIssue, Heading, PageRef, PaperKind, PartialDate
from archive.text import blocks_of, byline_of, figure, tidy
from archive.wording import _

_MASTHEAD = re.compile(
    r"[《〈]?(?P<paper>[\u4e00-\u9fffA-Za-z·]{2,20})[》〉]?[\s,，:：(（]+"
    r"(?P<date>\d{4}\s*(?P<sep>[-/.年])\s*\d{1,2}\s*(?:(?P=sep)|月)\s*\d{1,2}\s*日?)[)）]?"
    r"(?:\s*星期[一二三四五六日])?\s*(?P<page>[^\s].{0,30})?"
)
_CAPTION = re.compile(r"[■▲▼△▽◀▶][^■]{1,119}")
_HEAD_LINES = 8
_SUBHEAD = 24


class _Masthead(msgspec.Struct, frozen=True):
    line: int
    paper: str
    date: PartialDate
    printed: str
    pages: tuple[PageRef, ...]


class NewspaperText:
    """Text of one newspaper article with paper and date on one line near its top."""

    name: ClassVar[str] = "newspaper-text"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        return _find_masthead(single.head_lines(source, _HEAD_LINES)) is not None

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        file = single.read_text(source)
        reading = read_newspaper_text(file.text)
        if reading is None:
            raise UnreadableSourceError(source.name, _("开头没有“报名 日期”这一行"))
        yield single.draft(source, file, reading, hints)


def read_newspaper_text(text: str) -> single.Reading | None:
    """Read the article; None when no line near the top is paper and date."""
    lines = [tidy(line) for line in text.split("\n")]
    lines = [line for line in lines if line]
    masthead = _find_masthead(lines[:_HEAD_LINES])
    if masthead is None:
        return None
    kicker, titles, subtitle = _head(lines[: masthead.line])
    blocks = _body(single.body_lines(lines[masthead.line + 1 :]))
    content = Content(
        title="\n".join(titles),
        kicker=kicker,
        subtitle=subtitle,
        byline=byline_of(blocks),
        fields=_as_printed(masthead),
        blocks=blocks,
    )
    return single.Reading(content, PaperKind.NEWSPAPER, masthead.paper, masthead.date, masthead.pages)


def _as_printed(masthead: _Masthead) -> dict[str, str]:
    """The date as it stood in the file, where it did not stand in its canonical form."""
    return {} if masthead.printed == str(masthead.date) else {"日期": masthead.printed}


def _find_masthead(lines: list[str]) -> _Masthead | None:
    for number, line in enumerate(lines):
        match = _MASTHEAD.fullmatch(line)
        if not match or number == 0:
            continue
        pages = parse_pages(match["page"]) if match["page"] else ()
        if match["page"] and not pages:
            continue
        digits = [int(part) for part in re.findall(r"\d+", match["date"])]
        try:
            return _Masthead(number, match["paper"], PartialDate(*digits), match["date"], pages)
        except ValueError:
            continue
    return None


def _head(lines: list[str]) -> tuple[str | None, list[str], str | None]:
    """Kicker, title lines and subtitle from the lines above the masthead."""
    kickers: list[str] = []
    subtitles: list[str] = []
    titles = list(lines)
    last_kicker = max((n for n, line in enumerate(titles[:-1]) if line.endswith(("——", "—", "──"))), default=-1)
    if last_kicker >= 0:
        kickers, titles = titles[: last_kicker + 1], titles[last_kicker + 1 :]
    first_subtitle = next((n for n, line in enumerate(titles) if n and line.startswith(("——", "──"))), None)
    if first_subtitle is not None:
        titles, subtitles = titles[:first_subtitle], titles[first_subtitle:]
    return "\n".join(kickers) or None, titles, "\n".join(subtitles) or None


def _body(lines: list[str]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    plain: list[str] = []
    for line in lines:
        if _CAPTION.fullmatch(line) and byline_of(blocks_of([line])) is None:
            blocks.extend(_join_subheads(blocks_of(plain)))
            plain = []
            blocks.append(figure(line))  # the printed mark stays: it stood in the file
        else:
            plain.append(line)
    blocks.extend(_join_subheads(blocks_of(plain)))
    return tuple(blocks)


def _join_subheads(blocks: tuple[Block, ...]) -> list[Block]:
    """A subhead of two short lines is one heading with a line break, as printed."""
    joined: list[Block] = []
    for number, block in enumerate(blocks):
        run = _heading_run(blocks, number)
        before = joined[-1] if joined else None
        if isinstance(block, Heading) and run == 2 and isinstance(before, Heading) and "\n" not in before.text:
            joined[-1] = Heading(block.level, f"{before.text}\n{block.text}")
        else:
            joined.append(block)
    return joined


def _heading_run(blocks: tuple[Block, ...], number: int) -> int:
    """How many short headings stand in the row that holds this one."""
    first = last = number
    while first > 0 and _short(blocks[first - 1]):
        first -= 1
    while last < len(blocks) and _short(blocks[last]):
        last += 1
    return last - first


def _short(block: Block) -> bool:
    return isinstance(block, Heading) and len(block.text) <= _SUBHEAD
