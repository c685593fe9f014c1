"""What page files and article files say alike: the paper and the day."""

from __future__ import annotations

import re

from archive.formats.markup import text_of
from archive.formats.paths import path_date
from archive.formats.sites.document import Document
from archive.formats.sites.language import FactRules
from archive.formats.sites.selectors import hits, value
from archive.labels import dates_in, find_date
from archive.model import PartialDate
from archive.text import tidy

_WEEKDAY = re.compile(r"\s*[（(]?(?:星期|周|週)[一二三四五六日天]")
_LOOKED_AT = 20_000


def paper_and_date(document: Document, rules: FactRules) -> tuple[str | None, PartialDate | None]:
    """The paper's name, and the day that the file itself names or else its path."""
    paper = value(rules.paper, document, (document.root,))
    return tidy(paper) if paper else None, said_date(document, rules) or path_date(document.path)


def said_date(document: Document, rules: FactRules) -> PartialDate | None:
    """The day that the file itself names in one of the places where its family does."""
    for hit in hits(rules.date, document, (document.root,)):
        if (found := find_date(hit.value)) and found.date.is_day:
            return found.date
    return None


def printed_date(document: Document) -> PartialDate | None:
    """The day that is printed anywhere on a page, one with its weekday before others."""
    text = text_of(document.root)[:_LOOKED_AT]
    days = [found for found in dates_in(text) if found.date.is_day]
    for found in days:
        if _WEEKDAY.match(text[found.end : found.end + 8]):
            return found.date
    return days[0].date if days else None
