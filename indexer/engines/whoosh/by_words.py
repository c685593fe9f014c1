"""A word as a word: 中国 in 发展中国家 goes behind 中国 in 建设中国.

Only the first hits are looked at, and of each only the place where it has the phrase first: what matches is never a
question of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer.engines.whoosh.alphabet import Units, tables, units_of
from indexer.engines.whoosh.evaluate import Evaluation
from indexer.engines.whoosh.segment import Segment
from indexer.query.nodes import Kind, Phrase
from indexer.words import are_words

Array = npt.NDArray[Any]

MOST: Final = 20
"""Hits that are looked at."""
LONGEST: Final = 4
"""Characters of a phrase that may be a word; what is longer says by itself what is meant."""
ACROSS: Final = 0.75
"""What is left of a score when no phrase stands as a word."""
_AROUND: Final = 4


def words_of(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Those that may be words."""
    return [
        phrase
        for phrase in phrases
        if 2 <= len(phrase.forms[0]) <= LONGEST and all(unit.kind is Kind.CHARACTER for unit in phrase.forms[0])
    ]


def factors(parts: Sequence[tuple[Evaluation, Array, Array]], words: Sequence[Phrase], count: int) -> Array:
    """What the scores of `count` rows are worth; `parts` say of each segment which rows are which of its documents."""
    rows: list[Array] = []
    spelled: list[bytes] = []
    spans: list[tuple[int, int]] = []
    end = 0
    for phrase in words:
        length = sum(len(units_of(unit.text)) for unit in phrase.forms[0])
        for one, its_rows, documents in parts:
            having, places = one.first_places(phrase, documents)
            windows = _windows(one.segment, places, length)
            rows.append(its_rows[having])
            spelled.append(windows.tobytes())
            begins = range(end + _AROUND, end + windows.size, windows.shape[1])
            spans += [(begin, begin + length) for begin in begins]
            end += windows.size
    as_words = are_words(b"".join(spelled).decode("utf-16-le"), spans)
    all_rows = np.concatenate(rows)
    having = np.bincount(all_rows, minlength=count)
    across = np.bincount(all_rows, np.logical_not(as_words), minlength=count)
    return (1 - (1 - ACROSS) * across / np.maximum(having, 1)).astype(np.float32)


def _windows(segment: Segment, places: Array, length: int) -> Units:
    """The folded text around a phrase of so many units, a row for each of its places; a line's end closes a row."""
    at = places.astype(np.int64)[:, np.newaxis] + np.arange(-_AROUND, length + _AROUND + 1)
    windows: Units = _spelling().take(segment.text.take(at, mode="clip"))
    windows[:, -1] = ord("\n")
    return windows


@lru_cache(maxsize=1)
def _spelling() -> Units:
    """The table of folding, so that every unit is a character."""
    table: Units = tables().fold.astype("<u2")
    table[0xD800:0xE000] = 0xFFFD
    return table
