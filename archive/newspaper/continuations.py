"""Which articles of one issue belong together: parts that jump from page to page, copies, 导读.

Pure: takes an issue's articles as texts, gives links.  What the printed marks look like is `jump_marks`, copies and
导读 are `repeats`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest

import msgspec
from msgspec.structs import replace

from archive.labels import pages_of
from archive.model import ArticleLink, LinkKind
from archive.newspaper.headlines import Headline, Resemblance
from archive.newspaper.jump_marks import Direction, Mark, Marked, read_marks, without_marks
from archive.newspaper.repeats import IssueText, PagePlaces, repeated

_RANKS = {
    (2, Resemblance.SAME): 5,  # (marks on how many sides, headlines)
    (2, Resemblance.RELATED): 4,
    (1, Resemblance.SAME): 3,
    (2, Resemblance.NONE): 2,
    (1, Resemblance.RELATED): 1,
}
_SURE_FROM = 2
_MOST_CANDIDATES = 12  # for one jump

__all__ = ["Dangling", "IssueLinks", "IssueText", "issue_links"]


class Dangling(msgspec.Struct, frozen=True):
    """Article `article` says that it goes on (or began) on page `label`, where no such part is found."""

    article: int
    label: str
    direction: Direction


class IssueLinks(msgspec.Struct, frozen=True):
    """Links in the order of their first articles.  No article continues two articles for sure."""

    links: tuple[ArticleLink, ...]
    dangling: tuple[Dangling, ...]


def issue_links(articles: Sequence[IssueText]) -> IssueLinks:
    """All links between the articles of one issue, which stand in reading order."""
    marked = [_marked(article) for article in articles]
    repeats = tuple(repeated(articles, marked))
    same = [link for link in repeats if link.kind is LinkKind.SAME]
    copies = {link.second for link in same}
    jumps = _Jumps(articles, marked, frozenset(at for at, article in enumerate(articles) if article.id in copies))
    parts = jumps.links()
    continuing = {(link.first, link.second) for link in parts}
    digests = [link for link in repeats if link.kind is LinkKind.DIGEST and (link.first, link.second) not in continuing]
    whole = copies | {link.first for link in same}  # its other part may be what the longer copy holds
    dangling = tuple(loose for loose in jumps.dangling(parts) if loose.article not in whole)
    order = {article.id: at for at, article in enumerate(articles)}
    links = sorted([*parts, *same, *digests], key=lambda link: order[link.first])
    return IssueLinks(tuple(links), dangling)


def _marked(article: IssueText) -> Marked:
    """The marks of title and texts; 上接第1版 may stand in the headline."""
    title, body = read_marks((article.title,)), read_marks(article.texts)
    return Marked(body.texts, title.marks + body.marks)


class _Edge(msgspec.Struct, frozen=True):
    """`after` may go on with what `before` broke off; `slot` is the jump of `before` that it would fill."""

    before: int
    after: int
    page: str
    rank: int

    @property
    def slot(self) -> tuple[int, str]:
        return self.before, self.page


class _Jumps:
    """The parts of an issue's articles, by place.  Copies take no part."""

    def __init__(self, articles: Sequence[IssueText], marked: Sequence[Marked], copies: Collection[int]) -> None:
        self._articles = articles
        self._copies = copies
        self._places = PagePlaces(articles)
        self._own = [tuple(page for ref in article.pages for page in pages_of(ref.label)) for article in articles]
        self._headlines = [Headline.of("".join(without_marks((article.title,)))) for article in articles]
        self._onward = [self._meant(texts, Direction.ONWARD) for texts in marked]
        self._back = [self._meant(texts, Direction.BACK) for texts in marked]

    def links(self) -> list[ArticleLink]:
        """Surest first; where two fit equally well they are possible both, and nothing less sure is looked at."""
        filled: set[tuple[int, str]] = set()
        begun: dict[int, int | None] = {}  # continuing part → what it continues, None where that is not sure
        by_rank: defaultdict[int, list[_Edge]] = defaultdict(list)
        for edge in self._edges():
            by_rank[edge.rank].append(edge)
        links: list[ArticleLink] = []
        for rank in sorted(by_rank, reverse=True):
            open_edges = [edge for edge in by_rank[rank] if edge.slot not in filled and edge.after not in begun]
            slots, afters = Counter(edge.slot for edge in open_edges), Counter(edge.after for edge in open_edges)
            for edge in open_edges:
                if _leads_to(edge.before, edge.after, begun):
                    continue
                sure = rank >= _SURE_FROM and slots[edge.slot] == 1 == afters[edge.after]
                filled.add(edge.slot)
                begun[edge.after] = edge.before if sure else None
                first, second = self._articles[edge.before].id, self._articles[edge.after].id
                links.append(ArticleLink(LinkKind.CONTINUES, first, second, edge.page, sure=sure))
        return links

    def dangling(self, links: Collection[ArticleLink]) -> Iterator[Dangling]:
        """Marks that no link answers, one for each page they name; of a mark that is answered only absent pages."""
        answered = {(link.first, link.label) for link in links}
        begun = {link.second for link in links}
        for place, article in enumerate(self._articles):
            if place in self._copies:
                continue
            for mark in self._onward[place]:
                found = any((article.id, page) in answered for page in mark.pages)
                for page in mark.pages:
                    if not (self._stands_on(place, mark.pages) or (found and self._places.on(page))):
                        yield Dangling(article.id, page, Direction.ONWARD)
            for mark in self._back[place]:
                if article.id not in begun and not self._stands_on(place, mark.pages):
                    yield from (Dangling(article.id, page, Direction.BACK) for page in mark.pages)

    def _meant(self, texts: Marked, direction: Direction) -> tuple[Mark, ...]:
        """The marks of one direction, with the pages that are meant by those they print."""
        marks = texts.leading(direction)
        return tuple(replace(mark, pages=tuple(map(self._places.page, mark.pages))) for mark in marks)

    def _edges(self) -> Iterator[_Edge]:
        """What may continue what: each pair once, at the first page that its mark names."""
        for before, marks in enumerate(self._onward):
            known: set[int] = set()
            jumps = [(mark, page) for mark in marks for page in mark.pages if not self._stands_on(before, mark.pages)]
            for jump, page in jumps:
                others = [after for after in self._others(page, before) if after not in known]
                edges = self._best(_Edge(before, after, page, self._rank(before, after, jump)) for after in others)
                known.update(edge.after for edge in edges)
                yield from edges
        for after, marks in enumerate(self._back):
            own = self._own[after]
            for page in dict.fromkeys(page for mark in marks for page in mark.pages if page not in own):
                others = [before for before in self._others(page, after) if not self._onward[before]]
                label = own[0] if own else ""
                yield from self._best(_Edge(before, after, label, self._rank(before, after, None)) for before in others)

    def _best(self, edges: Iterable[_Edge]) -> list[_Edge]:
        return nlargest(_MOST_CANDIDATES, (edge for edge in edges if edge.rank), key=lambda edge: edge.rank)

    def _others(self, page: str, place: int) -> Iterator[int]:
        if place not in self._copies:
            yield from (other for other in self._places.on(page) if other != place and other not in self._copies)

    def _rank(self, before: int, after: int, onward: Mark | None) -> int:
        """How sure it is that `after` goes on with `before`; 0 when it is not, or is said to begin elsewhere."""
        backs = [mark for mark in self._back[after] if self._stands_on(before, mark.pages)]
        if self._back[after] and not backs:
            return 0
        alike = self._headlines[before].resembles(self._headlines[after])
        back = backs[0] if backs else None
        if onward and back and onward.item and back.item:
            if onward.item != back.item:
                return 0
            alike = Resemblance.SAME
        named = [mark.heading for mark in (onward, back) if mark and mark.heading]
        both = (self._headlines[before], self._headlines[after])
        if any(Headline.of(heading).resembles(line) is Resemblance.SAME for heading in named for line in both):
            alike = Resemblance.SAME
        return _RANKS.get((bool(onward) + bool(back), alike), 0)

    def _stands_on(self, place: int, pages: Collection[str]) -> bool:
        return not set(self._own[place]).isdisjoint(pages)


def _leads_to(place: int, wanted: int, begun: Mapping[int, int | None]) -> bool:
    """Does `place` continue, over however many parts, what `wanted` began?  Then `wanted` cannot continue it."""
    at: int | None = place
    while at is not None and at != wanted:
        at = begun.get(at)
    return at == wanted
