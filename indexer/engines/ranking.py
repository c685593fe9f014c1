"""The order of hits, the same for every engine: BM25 over the parts of a query, with a head start for titles.

An engine brings exact matches with counts; nothing here looks at text.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from math import log
from typing import Final, NamedTuple

from indexer.query import Part
from indexer.request import Filters, Hit, Sort

SATURATION: Final = 1.2
LENGTH_SHARE: Final = 0.75
HEAD_BONUS: Final = 2.2
"""As much as any number of occurrences can bring, so of two articles the one with the word in its title comes first."""


class Found(NamedTuple):
    """How often a part stands in a document, and whether in its head."""

    times: int
    in_head: bool


class Match(NamedTuple):
    """A document that matches; `length` in characters; `found` has one entry for each part."""

    id: int
    order: int
    length: int
    found: tuple[Found, ...]


def occurrences(part: Part, folded: str, head: int) -> Found | None:
    """Count a part in a `folded_text` whose head is `head` long; None if it is not there."""
    times, in_head = 0, False
    for place in part.matches(folded):
        times += 1
        in_head = in_head or place.start() < head
    return Found(times, in_head) if times else None


def ranked(
    matches: Sequence[Match], sort: Sort, limit: int | None, offset: int, documents: int, mean_length: float
) -> tuple[Hit, ...]:
    """Hits offset…offset+limit in order.  `documents` and `mean_length` describe all that is indexed."""
    if sort is Sort.RELEVANCE:
        weight = log(1 + (documents - len(matches) + 0.5) / (len(matches) + 0.5)) if matches else 0.0
        scale = LENGTH_SHARE / max(mean_length, 1.0)
        keys = [(-_score(match, weight, scale), -match.order, -match.id) for match in matches]
    elif sort is Sort.NEWEST:
        keys = [(0.0, -match.order, -match.id) for match in matches]
    else:
        keys = [(0.0, match.order or 99_999_999, -match.id) for match in matches]
    if limit is None:
        keys.sort()
    else:
        keys = heapq.nsmallest(offset + limit, keys)
    return tuple(Hit(-number, -score) for score, _, number in keys[offset:])


def date_bounds(filters: Filters) -> tuple[int, int] | None:
    """First and last day asked for as yyyymmdd, or None when any date (and none) will do."""
    if filters.date_from is None and filters.date_to is None:
        return None
    first = int(f"{filters.date_from.first:%Y%m%d}") if filters.date_from else 1
    return first, int(f"{filters.date_to.last:%Y%m%d}") if filters.date_to else 99_999_999


def _score(match: Match, weight: float, scale: float) -> float:
    ground = SATURATION * (1 - LENGTH_SHARE + scale * match.length)
    total = 0.0
    for times, in_head in match.found:
        total += times * (SATURATION + 1) / (times + ground) + (HEAD_BONUS if in_head else 0.0)
    return weight * total
