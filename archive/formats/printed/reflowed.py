"""An issue typeset anew as running text: each article under a line that says where it was printed.

`《临岚日报》（2025年12月30日 第 03 版）` below the title.  The sheets of such a file are not the pages of the paper, so
the pages get no picture from it; articles go on over the sheets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from archive.formats.printed.page_paragraphs import blocks_of, body_size, is_headline, joined
from archive.formats.printed.page_text import Line
from archive.formats.printed.pdf_words import PdfText
from archive.formats.sites.article import is_article_title
from archive.labels import canonical_label, parse_date
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
from archive.text import byline_in
from archive.wording import _, listed

_CITATION = re.compile(
    r"《(?P<paper>[^《》]{2,20})》\s*[（(]\s*(?P<date>[0-9]{4}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)\s*[，,]?\s*"
    r"第\s*(?P<page>[A-Z]{0,3}\s*[0-9]{1,3})\s*版\s*[）)]"
)
_FOOTER = re.compile(r"第\s*\d+\s*页|[-—]?\s*\d+\s*[-—]?")
_HEAD_LINES = 10


class _Story(msgspec.Struct, frozen=True):
    paper: str
    date: PartialDate
    label: str
    title: tuple[Line, ...]
    between: tuple[Line, ...]
    start: int
    first: int  # the line after the citation


def read_reflowed(pdf: PdfText, file: Blob) -> list[DraftIssue]:
    """The issues in a reflowed PDF; empty when it is none."""
    lines = [line for page in pdf.pages for line in _without_footer(page.lines)]
    stories = list(_stories(lines, body_size(lines)))
    if not stories:
        return []
    notes: list[str] = []
    if stories[0].start:
        notes.append(_("第一篇稿件之前的文字（{text}…）是目录，没有作为稿件").format(text=lines[0].text[:20]))
    ends = [story.start for story in stories[1:]] + [len(lines)]
    drafts: dict[tuple[str, PartialDate], list[tuple[_Story, DraftArticle]]] = {}
    dropped: list[str] = []
    for story, end in zip(stories, ends, strict=True):
        title = joined(line.text for line in story.title)
        if not is_article_title(title):
            dropped.append(title)
            continue
        article = _article(story, title, lines[story.first : end], body_size(lines), file.sha256)
        drafts.setdefault((story.paper, story.date), []).append((story, article))
    if dropped:
        notes.append(_("不是稿件，没有收：{names}").format(names=listed(dict.fromkeys(dropped))))
    return [_issue(IssueKey(PaperKind.NEWSPAPER, *key), found, file, tuple(notes)) for key, found in drafts.items()]


def _without_footer(lines: Sequence[Line]) -> Sequence[Line]:
    return lines[:-1] if lines and _FOOTER.fullmatch(lines[-1].text) else lines


def _stories(lines: Sequence[Line], body: float) -> Iterator[_Story]:
    """Where articles begin: a citation with a title in larger type not far above it."""
    floor = 0
    for number, line in enumerate(lines):
        match = _CITATION.fullmatch(line.text)
        date = parse_date(match["date"]) if match else None
        if match is None or date is None:
            continue
        lowest = max(floor, number - _HEAD_LINES)
        end = next((at for at in range(number - 1, lowest - 1, -1) if is_headline(lines[at], body)), None)
        floor = number + 1
        if end is None:
            continue
        start = end
        while start > lowest and is_headline(lines[start - 1], body) and lines[start - 1].page == lines[end].page:
            start -= 1
        label = canonical_label("".join(match["page"].split()))
        title, between = tuple(lines[start : end + 1]), tuple(lines[end + 1 : number])
        yield _Story(match["paper"], date, label, title, between, start, number + 1)


def _article(story: _Story, title: str, body: Sequence[Line], size: float, sha: str) -> DraftArticle:
    byline, subtitle = None, None
    between = joined(line.text for line in story.between)
    if between and (byline_in(between) or len(between) <= 40):
        byline = between
    elif between:
        subtitle = between
    content = Content(title, subtitle=subtitle, byline=byline, blocks=blocks_of(body, size))
    return DraftArticle(content, sha, pages=(PageRef(story.label),))


def _issue(
    key: IssueKey, found: Sequence[tuple[_Story, DraftArticle]], file: Blob, notes: tuple[str, ...]
) -> DraftIssue:
    first: dict[str, int] = {}
    for story, _article in found:
        first.setdefault(story.label, story.title[0].page)
    pages = tuple(
        DraftPage(label, document=file.sha256, frame=frame, original=file.sha256) for label, frame in first.items()
    )
    articles = tuple(article for _, article in found)
    return DraftIssue(key, pages=pages, articles=articles, blobs=(file,), notes=notes, whole=len(pages) > 1)
