"""Government web page text: one article with the page's breadcrumb, 发布时间, 来源, buttons and footer around it.

The chrome goes (and is named in the notes), its facts are kept as fields.  Headings that lost their number stay as they
are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.base import Hints, Source
from archive.formats.texts.official_text import NUMBER, body_blocks, issuer_in, without_residue
from archive.formats.web.page_facts import PageFacts
from archive.labels import parse_date
from archive.model import Content, DraftIssue, PaperKind
from archive.wording import _

_HEAD_LINES = 30
_PUBLISHED = re.compile(r"(?:发布时间|发布日期|成文日期|时间|日期)\s*[:：]")


class GovPageText:
    """A web page of an authority, copied as text."""

    name: ClassVar[str] = "gov-page-text"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        lines = single.head_lines(source, _HEAD_LINES)
        facts = PageFacts()
        for line in lines:
            facts.take(line)
        return len(lines) > 2 and facts.date is not None and bool(facts.chrome or facts.source)

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        file = single.read_text(source)
        reading = read_gov_page_text(file.text)
        if reading is None:
            raise UnreadableSourceError(source.name, _("只有网页的界面文字，没有正文"))
        yield single.draft(source, file, reading, hints)


def read_gov_page_text(text: str) -> single.Reading | None:
    """Read the page; None when nothing is left beside chrome."""
    text, residue = without_residue(text)
    lines = single.body_lines(text.split("\n"))
    facts = PageFacts()
    published = next((n for n, line in enumerate(lines[:_HEAD_LINES]) if _PUBLISHED.match(line)), 0)
    head = [line for line in lines[: published + 1] if not facts.take(line)]
    rest = lines[published + 1 :]
    body_starts = next((n for n, line in enumerate(rest) if not facts.take(line)), len(rest))
    rest = rest[body_starts:]
    tail = len(rest)
    while tail and facts.take(rest[tail - 1]):  # from the end, so that 来源： inside the text stays text
        tail -= 1
    body = rest[:tail]
    if not head and body:
        head, body = body[:1], body[1:]
    if not head:
        return None
    title = "\n".join(head)
    numbers = [line for line in body[:3] if NUMBER.fullmatch(line)]
    kept = dict(facts.kept)
    if numbers:
        kept.setdefault("发文字号", numbers[0])
        body.remove(numbers[0])
    date = parse_date(facts.date or "")
    notes = (*residue, *facts.notes())
    if date is None:
        notes = (*notes, _("没有看懂发布日期"))
    byline = facts.fields.get("作者") or facts.fields.get("记者")
    content = Content(
        title,
        byline=byline,
        source=facts.source,
        fields=kept,
        blocks=body_blocks(body),
        printed=tuple(facts.printed),
    )
    paper = facts.source or facts.fields.get("发布机构") or issuer_in(title) or single.UNSORTED
    return single.Reading(content, PaperKind.DOCUMENTS, paper, date, notes=notes)
