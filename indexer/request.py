"""What is asked of the index and what it answers: plain values shared by engines, the library and its users."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive.model import PartialDate


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class Filters:
    """All that is given must hold.  `paper`: exact name; `page`: a canonical label; `author`: any part of a byline.

    A partial date (`2022`) overlaps when its period and `date_from`…`date_to` share a day; undated articles never match
    a date filter.
    """

    paper: str | None = None
    date_from: PartialDate | None = None
    date_to: PartialDate | None = None
    page: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """`query` as the user typed it; `limit` None for all hits."""

    query: str
    filters: Filters = Filters()
    sort: Sort = Sort.RELEVANCE
    limit: int | None = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """`score` is 0 or more, comparable inside one result only."""

    id: int
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`total` counts all hits, `hits` holds the asked page of them, `took_ms` is wall time."""

    total: int
    hits: tuple[Hit, ...]
    took_ms: float


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of the original text (unfolded) and where the words stand in it, as [start, end) offsets."""

    text: str
    spans: tuple[Span, ...]
