"""Where a query stands in original text: spans to highlight, and the passage that shows an article best.

Works on text that the archive gives out, not on an index, so it is as right as the text is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from indexer import analysis
from indexer.query import Query
from indexer.request import Snippet, Span

LEAD: Final = 3
"""One part in this many of a passage's width goes before the first word found."""
_NEVER_FIRST: Final = frozenset("，。；：、！？…—」』）】》〉”’,.;:!?) \u3000")
"""No line of print begins with these."""


class _Place(NamedTuple):
    """A part of the query found at [start, end) of the original text."""

    start: int
    end: int
    part: int


def find(text: str, query: Query) -> tuple[Span, ...]:
    """All places of all parts in one paragraph (or title, caption, cell), as [start, end) offsets into the original.

    In order and without overlap: places that overlap become one span.
    """
    return _merged(_places(text, query))


def snippet(texts: Sequence[str], query: Query, width: int = 90) -> Snippet:
    """The passage of at most `width` characters that holds most different parts of the query, the earliest of those.

    `texts` are an article's paragraph-like units in reading order.  Without any place the beginning of the first text;
    a place longer than the passage is cut off at its end.
    """
    best: tuple[int, str, list[_Place], int] | None = None
    for text in texts:
        places = _places(text, query)
        count, first = _richest(places, width)
        if places and (best is None or count > best[0]):
            best = (count, text, places, first)
            if count == len(query.parts):
                break
    if best is None:
        return Snippet(next((text for text in texts if text.strip()), "")[:width], ())
    _, text, places, first = best
    start = _passage_start(places[first:], width, len(text))
    while 0 < start < places[first].start and text[start] in _NEVER_FIRST:
        start += 1
    spans = ((max(a - start, 0), min(b - start, width)) for a, b in _merged(places))
    return Snippet(text[start : start + width], tuple((a, b) for a, b in spans if a < b))


def _places(text: str, query: Query) -> list[_Place]:
    folded = analysis.fold_with_origins(text)
    return sorted(
        _Place(*folded.original_span(*match.span()), number)
        for number, part in enumerate(query.parts)
        for match in part.matches(folded.text)
    )


def _richest(places: list[_Place], width: int) -> tuple[int, int]:
    """How many different parts the best stretch of `width` holds, and the number of its first place."""
    best = (0, 0)
    held: Counter[int] = Counter()
    last = 0
    for number, first in enumerate(places):
        while last < len(places) and (last == number or places[last].end <= first.start + width):
            held[places[last].part] += 1
            last += 1
        if len(held) > best[0]:
            best = (len(held), number)
        held[first.part] -= 1
        held += Counter()  # forgets what is held no more
    return best


def _passage_start(places: list[_Place], width: int, length: int) -> int:
    """Where to begin: some lead before the first place, without losing a part at the other end."""
    first = places[0]
    reach: dict[int, int] = {}
    for place in places:
        if place.end <= first.start + width:
            reach.setdefault(place.part, place.end)
    start = max(first.start - width // LEAD, max(reach.values(), default=first.end) - width)
    return max(min(start, first.start, length - width), 0)


def _merged(places: list[_Place]) -> tuple[Span, ...]:
    return tuple(_merge(places))


def _merge(places: list[_Place]) -> Iterator[Span]:
    start, end = -1, -1
    for place in places:
        if place.start >= end:
            if end > 0:
                yield start, end
            start, end = place.start, place.end
        end = max(end, place.end)
    if end > 0:
        yield start, end
