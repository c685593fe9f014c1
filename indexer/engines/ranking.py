"""The order of hits and of what is counted, the same for every engine: BM25 over the phrases of a query, with a head
start for titles, first paragraphs and the place that an article was given.

An engine brings exact matches with counts; nothing here looks at text.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from itertools import starmap
from math import exp, log
from typing import Final, NamedTuple

from indexer.request import MOST_COUNTED, Counted, Facets, Hit, Sort

SATURATION: Final = 1.2
LENGTH_SHARE: Final = 0.75
HEAD_BONUS: Final = 2.2
"""As much as any number of occurrences can bring, so of two articles the one with the word in its title comes first."""

LEAD_BONUS: Final = 0.4
"""For what stands first behind the head and before the second paragraph: there news says what it is about."""

TOGETHER_WEIGHT: Final = 1.0
"""Of a phrase that was not asked for but lifts."""

LEAD_ARTICLE: Final = 0.12
FRONT_PAGE: Final = 0.06
"""What an editor placed well counts so much more."""

FRESH_YEARS: Final = 3.0
STALE_SHARE: Final = 0.5
"""What is left of the score of an article that is very old, or undated."""


class Found(NamedTuple):
    """How often a phrase stands in a document, and how early: in its head, or at least before the second paragraph."""

    times: int
    in_head: bool
    in_lead: bool


class Ranked(NamedTuple):
    """A document that matches; `order` as in `IndexDocument`."""

    id: int
    order: int
    score: float


def rarity(documents: int, having: int) -> float:
    """What a phrase weighs (idf) that `having` of all `documents` have."""
    return log(1 + (documents - having + 0.5) / (having + 0.5))


def share(found: Found, length: int, mean_length: float) -> float:
    """What a phrase adds to a document of `length` UTF-16 code units, before its rarity."""
    ground = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / mean_length)
    often = found.times * (SATURATION + 1) / (found.times + ground)
    return often + HEAD_BONUS * found.in_head + LEAD_BONUS * found.in_lead


def prior(*, lead: bool, front: bool) -> float:
    """The factor for the place that an article was given."""
    return 1 + LEAD_ARTICLE * lead + FRONT_PAGE * front


def freshness(order: int, newest: int) -> float:
    """The factor for age: `order` of a document, and the highest of the whole index."""
    if not order:
        return STALE_SHARE
    return STALE_SHARE + (1 - STALE_SHARE) * exp((_years(order) - _years(newest)) / FRESH_YEARS)


def page_of_hits(ranked: Iterable[Ranked], sort: Sort, limit: int | None, offset: int) -> tuple[Hit, ...]:
    """Hits offset…offset+limit in order."""
    by_score = sort in (Sort.RELEVANCE, Sort.FRESH)

    def key(one: Ranked) -> tuple[float, int, int]:
        if by_score:
            return -one.score, -one.order, -one.id
        return 0.0, (one.order or 99_999_999) if sort is Sort.OLDEST else -one.order, -one.id

    first = sorted(ranked, key=key) if limit is None else heapq.nsmallest(offset + limit, ranked, key=key)
    return tuple(Hit(one.id, one.score if by_score else 0.0) for one in first[offset:])


def facets_of(
    *,
    papers: Mapping[str, int],
    sections: Mapping[str, int],
    pages: Mapping[str, int],
    authors: Mapping[str, int],
    kinds: Mapping[str, int],
    months: Mapping[str, int],
    undated: int,
) -> Facets:
    """What was counted, in order; a year alone comes before its months."""
    return Facets(
        _by_count(papers),
        _by_count(sections, MOST_COUNTED),
        _by_count(pages, MOST_COUNTED),
        _by_count(authors, MOST_COUNTED),
        _by_count(kinds),
        tuple(starmap(Counted, sorted(months.items()))),
        undated,
    )


def _by_count(counts: Mapping[str, int], most: int | None = None) -> tuple[Counted, ...]:
    listed = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Counted(value, count) for value, count in listed if value and count)[:most]


def _years(order: int) -> float:
    """A date as years; every month is a twelfth of one and every day a thirty-first of that."""
    return order // 10_000 + order // 100 % 100 / 12 + order % 100 / 372
