"""What is asked of the index and what it answers: plain values shared by engines, the library and its users."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from archive.model import PartialDate


class Sort(StrEnum):
    RELEVANCE = "relevance"
    FRESH = "fresh"
    """By relevance, newer articles lifted."""
    NEWEST = "newest"
    OLDEST = "oldest"


class Filters(msgspec.Struct, frozen=True):
    """All that is given must hold.  `paper`, `section` (the page's name, 要闻), `kind`: exact; `page`: a canonical
    label; `author`: any part of a byline.  `front`: stands on a first page (01, A01); `lead`: is the first article of
    its page; `pictures`: has one.  `after`: came into the archive after the article of this id (ids ascend).

    A partial date (`2022`) overlaps when its period and `date_from`…`date_to` share a day; undated articles never match
    a date filter.
    """

    paper: str | None = None
    date_from: PartialDate | None = None
    date_to: PartialDate | None = None
    page: str | None = None
    author: str | None = None
    section: str | None = None
    kind: str | None = None
    front: bool = False
    lead: bool = False
    pictures: bool = False
    after: int | None = None


class SearchRequest(msgspec.Struct, frozen=True):
    """`query` as the user typed it; `limit` None for all hits.  `exact`: 繁简, case and width as typed.

    `facets`, `explain`, `dates`: count these too.  `partial`: when nothing has all of it, answer with what has most of
    it.  `everything`: whatever the words, all that the filters leave.
    `collapse`: of an article that was printed several times only the first hit is listed; `total` counts them all.
    """

    query: str
    filters: Filters = Filters()
    sort: Sort = Sort.RELEVANCE
    limit: int | None = 20
    offset: int = 0
    exact: bool = False
    facets: bool = False
    explain: bool = False
    partial: bool = True
    collapse: bool = False
    dates: bool = False
    everything: bool = False


class Hit(msgspec.Struct, frozen=True):
    """`score` is 0 or more, comparable inside one result only."""

    id: int
    score: float


class Counted(msgspec.Struct, frozen=True):
    value: str
    count: int


class Facets(msgspec.Struct, frozen=True):
    """How the hits are spread, each list by count, then by value; without empty values.  At most `MOST_COUNTED` of
    authors, sections and pages.  `months`: `2022-08` (`2022` where only the year is known) → count, by time; `undated`
    the rest."""

    papers: tuple[Counted, ...] = ()
    sections: tuple[Counted, ...] = ()
    pages: tuple[Counted, ...] = ()
    authors: tuple[Counted, ...] = ()
    kinds: tuple[Counted, ...] = ()
    months: tuple[Counted, ...] = ()
    undated: int = 0


MOST_COUNTED = 50


Dates = tuple[tuple[int, int], ...]
"""How many hits have each date, ascending: yyyymmdd with 0 for an unknown month or day, and 0 for no date at all."""


class Explanation(msgspec.Struct, frozen=True):
    """Why so many: `phrases`, each with the articles that have it, in the whole index; `filters`: by name of a
    condition of `Filters`, how many of those that match the words it alone takes away."""

    phrases: tuple[Counted, ...] = ()
    matched: int = 0
    """Articles that match the words, before any filter."""
    filters: tuple[Counted, ...] = ()


class SearchResult(msgspec.Struct, frozen=True):
    """`total` counts all hits, `hits` holds the asked page of them, `took_ms` is wall time.

    `partial`: nothing has all that was typed; these have the most of it.  `newest`: the highest id of all hits.
    """

    total: int
    hits: tuple[Hit, ...]
    took_ms: float
    facets: Facets | None = None
    explanation: Explanation | None = None
    partial: bool = False
    newest: int = 0
    dates: Dates = ()


Span = tuple[int, int]


class Snippet(msgspec.Struct, frozen=True):
    """A passage of the original text (unfolded) and where the words stand in it, as [start, end) offsets."""

    text: str
    spans: tuple[Span, ...]
