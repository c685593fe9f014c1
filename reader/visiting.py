"""What this reader has read: which articles of an issue, where one stopped, and the list of all."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TYPE_CHECKING

from archive.model import Article, ArticleHead, IssueKey
from archive.personal import Personal, Visit, leave_visit, now, visits, visits_near
from archive.personal.tables import VISITS
from reader.marks import anchor_of, article_named, whose

if TYPE_CHECKING:
    from reader.library import Library


class Visits:
    """The visits of one reader to the articles of one archive.  `on` False: nothing is noted any more."""

    def __init__(self, personal: Personal, library: Library) -> None:
        self._personal, self._library = personal, library
        self.on = True

    def note(self, article: Article, place: float) -> None:
        """The article was open until now, and was left at this part of its length."""
        if self.on:
            leave_visit(self._personal, Visit(anchor_of(article), min(max(place, 0.0), 1.0), now()))

    def read(self, key: IssueKey, heads: Sequence[ArticleHead]) -> set[int]:
        """The ids of those articles of an issue that were opened, with those that were shown along with them."""
        there = visits_near(self._personal, key)
        return with_parts({found for visit in there if (found := whose(visit.anchor, heads, key)) is not None}, heads)

    def recent(self, limit: int = 500) -> list[Visit]:
        """The last ones, newest first, also of articles that are not in this archive."""
        return visits(self._personal, limit)

    def last(self) -> Visit | None:
        """The last one whose article is in this archive."""
        return next((visit for visit in self.recent(50) if self.article_of(visit) is not None), None)

    def article_of(self, visit: Visit) -> int | None:
        """The id of the visited article in this archive; None when it is not here."""
        return article_named(visit.anchor, self._library)

    def count(self) -> int:
        return self._personal.count(VISITS)

    def forget(self) -> int:
        """Remove them all for good; how many it were."""
        return self._personal.forget((VISITS,))


def with_parts(articles: Set[int], heads: Sequence[ArticleHead]) -> set[int]:
    """These articles of an issue and all that they are continued in, or continue: they are read as one."""
    whole = {head.part_of or head.id for head in heads if head.id in articles}
    return {head.id for head in heads if (head.part_of or head.id) in whole}
