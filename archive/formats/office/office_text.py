"""What the printed lines of an office document say: an official document, a newspaper article, or any other text.

The formats for text read the lines; tables and pictures are woven in where they stood.  Not a format: DOCX and OFD
bring their lines here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from archive.formats import single
from archive.formats.base import Hints
from archive.formats.texts.newspaper_text import read_newspaper_text
from archive.formats.texts.numbered import is_heading, marker, numbered_blocks
from archive.formats.texts.official_text import ADDRESSEE, issuer_in, read_official_text, signature_of
from archive.labels import parse_date
from archive.model import Block, Content, Figure, Heading, ListBlock, PaperKind, Paragraph, PartialDate, Table
from archive.text import blocks_of, byline_of

_MAX_TITLE = 120
_TITLE_LINES = 4
_HEAD_LINES = 10
_DATE_LINES = 4
_DATE_LINE = 40


class Line(msgspec.Struct, frozen=True):
    """One printed paragraph.

    `level` is its outline level (1…9) or 0; `role` is `title`, `subtitle`, `caption` or `""`.
    """

    text: str
    level: int = 0
    role: str = ""
    centred: bool = False


Part = Line | Table | Figure


def read_parts(parts: Sequence[Part], hints: Hints) -> single.Reading | None:
    """Read a document's parts in their printed order; None when there is nothing in them."""
    if not parts:
        return None
    text = "\n".join(part.text for part in parts if isinstance(part, Line))
    reading = read_official_text(text) or read_newspaper_text(text)
    if reading is None:
        return _plain(parts, hints)
    content = msgspec.structs.replace(reading.content, blocks=_woven(reading.content.blocks, parts))
    return msgspec.structs.replace(reading, content=content)


def _plain(parts: Sequence[Part], hints: Hints) -> single.Reading:
    """A text without a form of its own: title by style, by its place in the middle of the line, or the first line."""
    lines = [part for part in parts if isinstance(part, Line)]
    head = lines[:_HEAD_LINES]
    titles = [line for line in head if line.role == "title"] or list(_centred(lines)) or _first(lines)
    subtitles = [line for line in head if line.role == "subtitle"]
    taken = {id(line) for line in (*titles, *subtitles)}
    rest = [line.text for line in lines if id(line) not in taken]
    title = "\n".join(line.text for line in titles)
    signature, signed = signature_of(rest)
    fields = {"主送": rest[0].rstrip("：:")} if rest and ADDRESSEE.fullmatch(rest[0]) and len(rest[0]) <= 60 else {}
    fields |= {"落款": " ".join(signature)} if signature else {}
    fields |= {"成文日期": signed} if signed else {}
    numbered = any(marker(line)[0] == 1 and is_heading(line) for line in rest)
    blocks = _woven(tuple(numbered_blocks(rest)) if numbered else blocks_of(rest), parts, taken)
    content = Content(
        title or (lines[0].text[:40] + "…" if lines else single.UNTITLED),
        subtitle="\n".join(line.text for line in subtitles) or None,
        byline=byline_of(blocks),
        fields=fields,
        blocks=blocks,
    )
    date = parse_date(signed) if signed else _printed_date(rest[:_DATE_LINES])
    newspaper = bool(hints.values.get("page")) and (date is not None or bool(hints.values.get("date")))
    kind = PaperKind.NEWSPAPER if newspaper else PaperKind.DOCUMENTS
    paper = issuer_in(title.replace("\n", "")) or " ".join(signature) or single.UNSORTED
    return single.Reading(content, kind, paper, date)


def _centred(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines at the top that stand in the middle and end no sentence."""
    for line in lines[:_TITLE_LINES]:
        if not line.centred or len(line.text) > _MAX_TITLE or re.search(r"[。；：:]$", line.text):
            return
        if _printed_date([line.text]) is None:
            yield line


def _first(lines: Sequence[Line]) -> list[Line]:
    return list(lines[:1]) if lines and len(lines[0].text) <= _MAX_TITLE else []


def _printed_date(lines: Sequence[str]) -> PartialDate | None:
    """The day that one of the lines is, and nothing but it."""
    found = (parse_date(line.strip("（）() ")) for line in lines if len(line) <= _DATE_LINE)
    return next((date for date in found if date and date.is_day), None)


def _woven(blocks: Sequence[Block], parts: Sequence[Part], taken: set[int] | None = None) -> tuple[Block, ...]:
    """Blocks made of a document's last lines, with its tables and pictures between them.

    `taken` are the lines (by `id`) that were used elsewhere; without it those that no block covers stood at the top.
    """
    lines = [part for part in parts if isinstance(part, Line) and (taken is None or id(part) not in taken)]
    above = max(0, len(lines) - sum(map(_lines_in, blocks)))
    others: list[tuple[int, Block]] = []  # the body's lines before each, and what it is
    count = 0
    for part in parts:
        if isinstance(part, Line):
            count += taken is None or id(part) not in taken
        else:
            others.append((count - above, part))
    woven: list[Block] = []
    done = 0
    for block in blocks:
        while others and others[0][0] <= done:
            woven.append(others.pop(0)[1])
        line = lines[above + done] if above + done < len(lines) else None
        woven.append(_styled(block, line))
        done += _lines_in(block)
    return (*woven, *(other for _, other in others))


def _lines_in(block: Block) -> int:
    match block:
        case Heading(text=text):
            return text.count("\n") + 1
        case ListBlock(items=items):
            return len(items)
        case _:
            return 1


def _styled(block: Block, line: Line | None) -> Block:
    """A paragraph that the document itself calls a heading."""
    if isinstance(block, Paragraph) and line and line.level and block.text == line.text and is_heading(line.text):
        return Heading(min(line.level, 4), block.text)
    return block
