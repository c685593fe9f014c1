"""What a page says of itself and what stands on it: paper, day and page in its margins, its headline, its text.

Works on the lines of a page, whether a PDF or an OCR engine gave them.  A page whose articles nobody marked out is one
article, and says that it is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from archive.formats.printed.file_names import paper_name
from archive.formats.printed.page_paragraphs import blocks_of, body_size, is_headline
from archive.formats.printed.page_text import Direction, Line, bounds
from archive.formats.printed.pdf_words import PageText
from archive.labels import dates_in, parse_pages, printed_labels, weekday
from archive.model import Certainty, Content, DraftArticle, PageRef, PartialDate, Zone
from archive.text import byline_of, compact

_TOP, _BOTTOM = 0.18, 0.93  # of the page's height: where papers print their name, day and page number
_WEEKDAY = re.compile(r"\s*[（(]?(?:星期|周|週)([一二三四五六日天])")
_LABEL = re.compile(
    r"(?<![转轉接见見自0-9A-Za-z])(第\s?[A-Z]{0,2}[\d〇一二三四五六七八九十]{1,3}\s?版|[A-Z]{1,2}\d{2}(?![\dA-Za-z])版?|(?<!\d)\d{2}\s?版)"
)
_LONGEST_HEADLINE = 120


class Margins(msgspec.Struct, frozen=True):
    """What the head and foot of a page print; `sure`: the day agrees with its printed weekday."""

    paper: str | None = None
    date: PartialDate | None = None
    page: PageRef | None = None
    sure: bool = False


def read_margins(page: PageText) -> Margins:
    """Paper, day and label as printed at the page's edges; None for what is not there."""
    edge = [line for line in page.lines if line.top < _TOP * page.height or line.bottom > _BOTTOM * page.height]
    date, sure = _day(edge)
    paper = next((name for line in edge for part in _spaced(line).split() if (name := paper_name(part))), None)
    label = next((found for line in edge if (found := _label(line, paper))), None)
    return Margins(paper, date, label, sure)


def page_article(page: PageText, ref: PageRef, original: str, certainty: Certainty) -> DraftArticle | None:
    """All text of a page as one article whose title is its headline; None for a page without text."""
    if not page.lines:
        return None
    body = body_size(page.lines)
    headline = headline_of(page)
    rest = [line for line in page.lines if line not in headline]
    title = "\n".join(line.text for line in headline) or ref.name or printed_labels((ref.label,))
    blocks = blocks_of(rest, body)
    zone = Zone(ref.label, bounds(page.lines, page.width, page.height))
    content = Content(title, byline=byline_of(blocks), blocks=blocks)
    return DraftArticle(content, original, f"page-{ref.label}", (ref,), (zone,), certainty)


def headline_of(page: PageText) -> tuple[Line, ...]:
    """The lines in the largest type of the page that are no masthead; empty where all type is of one size."""
    body = body_size(page.lines)
    large = [line for line in page.lines if is_headline(line, body) and _may_be_headline(line)]
    if not large:
        return ()
    first = max(large, key=lambda line: (round(line.size, 1), -line.top))
    start = page.lines.index(first)
    end = start + 1
    while end < len(page.lines) and _goes_on(page.lines[end - 1], page.lines[end]):
        end += 1
    lines = page.lines[start:end]
    return lines if sum(len(line.text) for line in lines) <= _LONGEST_HEADLINE else (first,)


def _day(lines: Sequence[Line]) -> tuple[PartialDate | None, bool]:
    days: list[PartialDate] = []
    for line in lines:
        text = _spaced(line)
        for found in dates_in(text):
            if not found.date.is_day:
                continue
            named = _WEEKDAY.match(text, found.end)
            if named and weekday(found.date.first)[-1] == named[1].replace("天", "日"):
                return found.date, True
            days.append(found.date)
    return (days[0] if days else None), False


def _label(line: Line, paper: str | None) -> PageRef | None:
    """The page label in a line of the margin, with the page's name where it stands behind the label."""
    text = _spaced(line)
    text = text.replace(paper, " ") if paper else text
    for found in reversed(list(dates_in(text))):
        text = text[: found.start] + " " + _WEEKDAY.sub("", text[found.end :])
    match = _LABEL.search(text)
    if not match:
        return None
    pages = parse_pages(text[match.start() :].strip()) or parse_pages(match[1])
    if len(pages) != 1:
        return None
    name = pages[0].name
    return pages[0] if name is None or len(name) <= 12 else PageRef(pages[0].label)


def _spaced(line: Line) -> str:
    """The line with its white kept: in a margin it parts the name of the paper from the day and the page."""
    return " ".join(run.char for run in line.runs) if line.direction is Direction.RIGHT else line.text


def _may_be_headline(line: Line) -> bool:
    text = compact(line.text)
    letters = sum(char.isalpha() for char in text)
    return letters > 1 and not paper_name(text) and not parse_pages(text) and not any(True for _ in dates_in(text))


def _goes_on(line: Line, other: Line) -> bool:
    """Is `other` the next line of the same headline?"""
    near = abs(other.top - line.bottom) < line.size or abs(other.left - line.right) < line.size
    return near and 0.85 * line.size <= other.size <= 1.15 * line.size and _may_be_headline(other)
