"""A word as a word: 中国 in 发展中国家 goes behind 中国 in 建设中国.

Only the first hits are looked at, and of each only the place where it has the phrase first: what matches is never a
question of words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer.engines.whoosh.alphabet import tables, units_of
from indexer.engines.whoosh.evaluate import Evaluation
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


def factors(one: Evaluation, words: Sequence[Phrase], numbers: Array) -> Array:
    """What the scores of these documents of a segment are worth."""
    having = np.zeros(len(numbers))
    across = np.zeros(len(numbers))
    for phrase in words:
        rows, places = one.first_places(phrase, numbers)
        length = sum(len(units_of(unit.text)) for unit in phrase.forms[0])
        having[rows] += 1
        across[rows] += ~_stand_as_words(one, places, length)
    return (1 - (1 - ACROSS) * across / np.maximum(having, 1)).astype(np.float32)


def _stand_as_words(one: Evaluation, places: Array, length: int) -> npt.NDArray[np.bool_]:
    """Of each place of a phrase whether words begin and end there."""
    text = one.segment.text
    width = length + 2 * _AROUND
    at = places.astype(np.int64)[:, np.newaxis] + np.arange(-_AROUND, length + _AROUND)
    windows = tables().fold[text[np.clip(at, 0, len(text) - 1)]]
    windows[(windows >= 0xD800) & (windows < 0xE000)] = 0xFFFD  # so that a unit is a character
    windows = np.column_stack((windows, np.full(len(windows), ord("\n"), np.uint16)))
    begins = (np.arange(len(places)) * (width + 1) + _AROUND).tolist()
    text_of_all = windows.astype("<u2").tobytes().decode("utf-16-le")
    return np.array(are_words(text_of_all, [(begin, begin + length) for begin in begins]), dtype=bool)
