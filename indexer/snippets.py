"""Where a query stands in original text: spans to highlight, and the passage that shows an article best.

Works on text that the archive gives out, not on an index, so it is as right as the text is.  What is marked are the
phrases of a query, each by itself: words that must be near one another are marked wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import Final, NamedTuple

import msgspec

from indexer import analysis, rule
from indexer.query.nodes import Field, Kind, Phrase, Query, Unit
from indexer.request import Snippet, Span

LEAD: Final = 3
"""One part in this many of a passage's width goes before the first word found."""
_NEVER_FIRST: Final = frozenset("，。；：、！？…—」』）】》〉”’,.;:!?) \u3000")
"""No line of print begins with these."""
_SOLID: Final = (Kind.CHARACTER, Kind.LATIN, Kind.DIGITS, Kind.NUMERALS)
_BEYOND: Final = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]")
"""What `plain` may replace by another character."""


class _Place(NamedTuple):
    """A phrase of the query, by number, found at [start, end) of the original text."""

    start: int
    end: int
    phrase: int


def find(text: str, query: Query, *, field: Field | None = None) -> tuple[Span, ...]:
    """All places of all phrases in one paragraph (or title, caption, cell), as [start, end) offsets into the original.

    In order and without overlap: places that overlap become one span.  `field`: which one the text belongs to; phrases
    that are looked for in others only are left out.  None: all phrases count.
    """
    return _merged(_places(text, _likely(text, _sought(query), field)))


def snippet(
    texts: Sequence[str], query: Query, width: int = 90, *, fields: Sequence[Field | None] | None = None
) -> Snippet:
    """The passage of at most `width` characters that holds most different phrases of the query, the earliest of those.

    `texts` are an article's paragraph-like units in reading order, `fields` the field of each (as in `find`).  Without
    any place the beginning of the first text; a place longer than the passage is cut off at its end.
    """
    sought = _sought(query)
    likely = [_likely(text, sought, field) for text, field in zip(texts, fields or repeat(None), strict=False)]
    most, best, first, places = 0, -1, 0, list[_Place]()
    for number in sorted(range(len(likely)), key=lambda number: -len(likely[number])):
        if len(likely[number]) < max(most, 1) or (len(likely[number]) == most and number > best):
            break
        found = _places(texts[number], likely[number])
        count, start = _richest(found, width)
        if (count, -number) > (most, -best):
            most, best, first, places = count, number, start, found
    if not most:
        return Snippet(next((text for text in texts if text.strip()), "")[:width], ())
    text = texts[best]
    start = _passage_start(places[first:], width, len(text))
    while 0 < start < places[first].start and text[start] in _NEVER_FIRST:
        start += 1
    spans = ((max(a - start, 0), min(b - start, width)) for a, b in _merged(places))
    return Snippet(text[start : start + width], tuple((a, b) for a, b in spans if a < b))


class _Sought(msgspec.Struct, frozen=True):
    """A phrase of a query and its number; `characters`: of each form those that it cannot do without, each as all that
    fold to it."""

    number: int
    phrase: Phrase
    matcher: rule.Matcher
    characters: tuple[tuple[str, ...], ...]

    def may_stand_in(self, text: str) -> bool:
        """Asking for characters costs far less than folding, and most texts hold nothing that is sought."""
        for form in self.characters:
            for same in form:
                for one in same:
                    if one in text:
                        break
                else:
                    break
            else:
                return True
        return False


@lru_cache(maxsize=64)
def _sought(query: Query) -> tuple[_Sought, ...]:
    return tuple(
        _Sought(number, phrase, rule.matcher(phrase.forms, exact=phrase.exact), tuple(map(_characters, phrase.forms)))
        for number, phrase in enumerate(query.phrases())
    )


def _characters(form: tuple[Unit, ...]) -> tuple[str, ...]:
    return tuple(_same().get(one, one) for unit in form if unit.kind in _SOLID and not unit.wild for one in unit.text)


@lru_cache(maxsize=1)
def _same() -> dict[str, str]:
    """Folded character → itself and all up to U+FFFF that fold to it."""
    same: dict[str, str] = {}
    for one, folded in analysis.bmp_folding().items():
        same[chr(folded)] = same.get(chr(folded), chr(folded)) + chr(one)
    return same


def _likely(text: str, sought: Sequence[_Sought], field: Field | None) -> list[_Sought]:
    """What may stand in this text."""
    if field is not None:
        sought = [each for each in sought if not each.phrase.fields or field in each.phrase.fields]
    return list(sought) if _BEYOND.search(text) else [each for each in sought if each.may_stand_in(text)]


def _places(text: str, sought: Sequence[_Sought]) -> list[_Place]:
    if not sought:
        return []
    folded = analysis.fold_with_origins(text)
    return sorted(
        _Place(*folded.original_span(*span), each.number)
        for each in sought
        for span in each.matcher.places(folded.plain if each.phrase.exact else folded.text)
    )


def _richest(places: list[_Place], width: int) -> tuple[int, int]:
    """How many different phrases the best stretch of `width` holds, and the number of its first place."""
    best = (0, 0)
    different = len({place.phrase for place in places})
    held: dict[int, int] = {}
    last = 0
    for number, first in enumerate(places):
        while last < len(places) and (last == number or places[last].end <= first.start + width):
            held[places[last].phrase] = held.get(places[last].phrase, 0) + 1
            last += 1
        if len(held) > best[0]:
            best = (len(held), number)
            if len(held) == different:
                break
        held[first.phrase] -= 1
        if not held[first.phrase]:
            del held[first.phrase]
    return best


def _passage_start(places: list[_Place], width: int, length: int) -> int:
    """Where to begin: some lead before the first place, without losing a phrase at the other end."""
    first = places[0]
    reach: dict[int, int] = {}
    for place in places:
        if place.end <= first.start + width:
            reach.setdefault(place.phrase, place.end)
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
