"""A word as a word: 中国 in 发展中国家 goes behind 中国 in 建设中国.

Only the first hits are looked at, and of each only the place where it has the phrase first: what matches is never a
question of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from indexer.engines.whoosh.alphabet import tables, units_of
from indexer.engines.whoosh.evaluate import Evaluation
from indexer.query.nodes import Kind, Phrase
from indexer.words import boundaries

MOST: Final = 50
"""Hits that are looked at."""
LONGEST: Final = 4
"""Characters of a phrase that may be a word; what is longer says by itself what is meant."""
ACROSS: Final = 0.75
"""What is left of a score when no phrase stands as a word."""
_AROUND: Final = 6


def words_of(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Those that may be words."""
    return [
        phrase
        for phrase in phrases
        if 2 <= len(phrase.forms[0]) <= LONGEST and all(unit.kind is Kind.CHARACTER for unit in phrase.forms[0])
    ]


def factors(words: Sequence[Phrase], places: Sequence[tuple[Evaluation, int]]) -> list[float]:
    """What the score of each document is worth; a document is a number in its segment."""
    windows = ""
    each: list[list[tuple[int, int]]] = []
    for one, number in places:
        found: list[tuple[int, int]] = []
        for phrase in words:
            place = one.first_place(phrase, number)
            if place is not None:
                before, inside, after = _window(one, place, sum(len(units_of(unit.text)) for unit in phrase.forms[0]))
                begin = len(windows) + len(before)
                found.append((begin, begin + len(inside)))
                windows += f"{before}{inside}{after}\n"
        each.append(found)
    borders = boundaries(windows)
    return [
        1 - (1 - ACROSS) * sum(not {*place} <= borders for place in found) / len(found) if found else 1.0
        for found in each
    ]


def _window(one: Evaluation, place: int, length: int) -> tuple[str, str, str]:
    """What stands before a place, at it and after it, folded."""
    begin = max(place - _AROUND, 0)
    folded = tables().fold[one.segment.text[begin : place + length + _AROUND]].tobytes()
    cuts = (0, place - begin, place - begin + length, len(folded) // 2)
    before, inside, after = (
        folded[2 * start : 2 * end].decode("utf-16-le", errors="replace") for start, end in pairwise(cuts)
    )
    return before, inside, after
