"""A day over all papers: the wall of front pages, and the same day in other years (往年今日)."""

from __future__ import annotations

import msgspec

from archive.catalogue import Catalogue
from archive.errors import UsageError
from archive.model import ArticleHead, IssueKey, Page, PartialDate
from archive.wording import _

HEADLINES = 5
"""So many articles of a front page are named."""


class FrontPage(msgspec.Struct, frozen=True):
    """An issue's first page (None: it has no pages) and what stands on it, the first articles."""

    key: IssueKey
    page: Page | None
    heads: tuple[ArticleHead, ...]


class Days:
    """Every method that is given a date wants a whole day: `UsageError` for a month or a year."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def front_pages(self, day: PartialDate) -> list[FrontPage]:
        """The front pages of all newspapers of a day, by paper."""
        return [self._front(key) for key in self._catalogue.issues_of_day(_whole(day))]

    def in_other_years(self, day: PartialDate) -> list[FrontPage]:
        """The front pages of the same day in other years, the newest first, then by paper."""
        return [self._front(key) for key in self._catalogue.issues_in_other_years(_whole(day))]

    def beside(self, day: PartialDate, *, forward: bool) -> PartialDate | None:
        """The nearest day after (or before) it on which any newspaper has an issue; None at the archive's edge."""
        return self._catalogue.day_beside(_whole(day), forward=forward)

    def _front(self, key: IssueKey) -> FrontPage:
        page = next(iter(self._catalogue.pages(key)), None)
        heads = self._catalogue.articles(key, page.label if page else None)
        return FrontPage(key, page, tuple(head for head in heads if head.part_of is None)[:HEADLINES])


def _whole(day: PartialDate) -> PartialDate:
    if not day.is_day:
        raise UsageError(_("要写到哪一天，例如 2025-08-28，而不是：{day}").format(day=day))
    return day
