"""The same article twice in one issue: equal copies, copies inside a longer one, and 导读 that lead to another page.

Give only articles whose bounds are sure: a whole page's text taken as one article holds everything that stands on it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from archive.labels import label_order, pages_of
from archive.model import ArticleLink, LinkKind, PageRef
from archive.newspaper.headlines import Headline, Resemblance
from archive.newspaper.jump_marks import Direction, Marked
from archive.text import compact

_PROBE = 20  # characters; a shorter text is never told to be a copy
_SHORTEST_HEADLINE = 6  # characters, of a 导读 that names no page
_LONGEST_DIGEST = 300  # characters

_DIGEST_PAGE = re.compile("导读|導讀|要闻|要聞|头版|頭版|封面")
_DIGEST_SURELY = re.compile("导读|導讀")


class IssueText(msgspec.Struct, frozen=True):
    """An article of an issue: id, pages (first page first), title, body texts in reading order."""

    id: int
    pages: tuple[PageRef, ...]
    title: str
    texts: tuple[str, ...]


class PagePlaces:
    """Which articles (by their place in the issue) stand on which page."""

    def __init__(self, articles: Sequence[IssueText]) -> None:
        self._on: defaultdict[str, list[int]] = defaultdict(list)
        for place, article in enumerate(articles):
            for page in dict.fromkeys(page for ref in article.pages for page in pages_of(ref.label)):
                self._on[page].append(place)
        self._bare = any(page[0].isdigit() for page in self._on if page)
        self._lettered = any(page.startswith("A") for page in self._on)

    def page(self, label: str) -> str:
        """The page that a mark means: papers print A04 where their own site says 04, and the other way round."""
        if label in self._on:
            return label
        if not self._lettered and re.fullmatch(r"A\d+", label):
            return label[1:]
        if not self._bare and label.isdigit():
            return f"A{label}"
        return label

    def on(self, page: str) -> Sequence[int]:
        return self._on.get(page, ())


def repeated(articles: Sequence[IssueText], marked: Sequence[Marked]) -> Iterator[ArticleLink]:
    """Copies (`SAME`, the full article first) and 导读 (`DIGEST`, the 导读 first); `marked` are the articles' texts.

    A copy says nothing that the other does not say: texts without spaces and marks are equal, or one holds the other
    whole.  Of equal ones the first is the full article, but not one on a page of 导读.  An article is a copy of one
    other at most, which is itself none.
    """
    bodies = [compact("".join(texts.texts)) for texts in marked]
    announced = [any(_DIGEST_SURELY.search(ref.name or "") for ref in article.pages) for article in articles]
    copies = _copies(bodies, announced)
    for place, full in copies.items():
        yield ArticleLink(LinkKind.SAME, articles[full].id, articles[place].id, None, sure=True)
    places = PagePlaces(articles)
    headlines = [Headline.of(article.title) for article in articles]
    digests = _Digests(articles, marked, bodies, headlines, places, copies)
    yield from digests.links()


def _copies(bodies: Sequence[str], announced: Sequence[bool]) -> dict[int, int]:
    """Places of copies to the place of the longest text that holds them."""
    by_length = sorted(range(len(bodies)), key=lambda place: (-len(bodies[place]), announced[place], place))
    by_start: defaultdict[str, list[int]] = defaultdict(list)
    for place in by_length:
        if len(bodies[place]) >= _PROBE:
            by_start[bodies[place][:_PROBE]].append(place)
    copies: dict[int, int] = {}
    for full in by_length:
        if full in copies:
            continue
        text = bodies[full]
        # A copy begins somewhere in the full text: only those whose first characters do are looked at.
        starts = {start for at in range(len(text) - _PROBE + 1) if (start := text[at : at + _PROBE]) in by_start}
        for place in (place for start in starts for place in by_start[start]):
            if place != full and place not in copies and bodies[place] in text:
                copies[place] = full
    return copies


class _Digests(msgspec.Struct, frozen=True):
    """The search for what a 导读 stands for; all sequences are by the place of an article in the issue."""

    articles: Sequence[IssueText]
    marked: Sequence[Marked]
    bodies: Sequence[str]
    headlines: Sequence[Headline]
    places: PagePlaces
    copies: dict[int, int]

    def links(self) -> Iterator[ArticleLink]:
        front = self._front_page()
        for place, texts in enumerate(self.marked):
            if place in self.copies or len(self.bodies[place]) > _LONGEST_DIGEST:
                continue
            pages = [self.places.page(page) for mark in texts.leading(Direction.ELSEWHERE) for page in mark.pages]
            if pages:
                yield from self._pointed(place, pages)
            elif self._may_announce(place, front):
                yield from self._announced(place)

    def _pointed(self, place: int, pages: Sequence[str]) -> Iterator[ArticleLink]:
        """详见第3版: what stands there under this headline."""
        candidates = {other for page in pages for other in self.places.on(page) if self._is_fuller(other, place)}
        for wanted in (Resemblance.SAME, Resemblance.RELATED):
            found = [other for other in sorted(candidates) if self._resemblance(place, other) is wanted]
            for other in found:
                sure = wanted is Resemblance.SAME and len(found) == 1
                label = next(page for page in pages if other in self.places.on(page))
                yield self._link(place, other, label, sure=sure)
            if found:
                return

    def _announced(self, place: int) -> Iterator[ArticleLink]:
        """A 导读 that names no page: the one article on another page under its very headline."""
        own = {ref.label for ref in self.articles[place].pages}
        found = [
            other
            for other, article in enumerate(self.articles)
            if self._is_fuller(other, place)
            and own.isdisjoint(ref.label for ref in article.pages)
            and self._resemblance(place, other) is Resemblance.SAME
        ]
        if len(found) == 1:
            pages = self.articles[found[0]].pages
            sure = any(ref.name and _DIGEST_SURELY.search(ref.name) for ref in self.articles[place].pages)
            yield self._link(place, found[0], pages[0].label if pages else None, sure=sure)

    def _may_announce(self, place: int, front: str | None) -> bool:
        pages = self.articles[place].pages
        named = [ref for ref in pages if ref.name and _DIGEST_PAGE.search(ref.name)]
        on_digest_page = any(ref.label == front or _DIGEST_SURELY.search(ref.name or "") for ref in named)
        jumps = any(mark.direction is not Direction.ELSEWHERE for mark in self.marked[place].marks)
        return on_digest_page and not jumps and len(self.headlines[place].text) >= _SHORTEST_HEADLINE

    def _is_fuller(self, other: int, place: int) -> bool:
        if other == place or other in self.copies or self.marked[other].leading(Direction.BACK):
            return False
        return len(self.bodies[other]) > 2 * len(self.bodies[place])

    def _resemblance(self, place: int, other: int) -> Resemblance:
        return self.headlines[place].resembles(self.headlines[other])

    def _front_page(self) -> str | None:
        labels = {ref.label for article in self.articles for ref in article.pages}
        return min(labels, key=label_order, default=None)

    def _link(self, place: int, other: int, label: str | None, *, sure: bool) -> ArticleLink:
        return ArticleLink(LinkKind.DIGEST, self.articles[place].id, self.articles[other].id, label, sure=sure)
