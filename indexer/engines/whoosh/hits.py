"""What was found in all segments, put in order: by score or date, then by newest date, then by highest id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer.engines.whoosh import by_words
from indexer.engines.whoosh.evaluate import Evaluation, Mask
from indexer.query.nodes import Phrase
from indexer.request import Hit

Array = npt.NDArray[Any]
_UNDATED_LAST: Final = 99_999_999


class Rows:
    """The documents of a mask for each segment; say what they are sorted by, then ask for hits."""

    def __init__(self, segments: Sequence[Evaluation], masks: Sequence[Mask]) -> None:
        self._segments = segments
        self._chosen = [np.flatnonzero(mask) for mask in masks]
        self._ends = np.cumsum([len(chosen) for chosen in self._chosen])
        self._keys: Array = np.zeros(0, dtype=np.float32)
        self._scored = False

    def by_score(self, scores: Sequence[Array]) -> None:
        """The score of each document, the highest first."""
        self._keys = -np.concatenate([np.zeros(0, np.float32), *scores])
        self._scored = True

    def by_date(self, *, oldest: bool) -> None:
        orders = [
            one.segment.order[chosen].astype(np.int64) for one, chosen in zip(self._segments, self._chosen, strict=True)
        ]
        order = np.concatenate([np.zeros(0, np.int64), *orders])
        self._keys = np.where(order > 0, order, _UNDATED_LAST) if oldest else -order

    def hits(self, limit: int | None, offset: int, words: Sequence[Phrase]) -> tuple[Hit, ...]:
        """Those from `offset` on; with `words` the first are looked at, see `by_words`."""
        end = len(self._keys) if limit is None else offset + limit
        rows = self._first(max(end, by_words.MOST) if words else end)
        keys = self._keys[rows]
        if words and len(rows):
            lifted = min(by_words.MOST, len(rows))
            keys[:lifted] *= self._factors(rows[:lifted], words)
            again = np.concatenate((self._order(rows[:lifted], keys[:lifted]), np.arange(lifted, len(rows))))
            rows, keys = rows[again], keys[again]
        ids = self._columns(rows[offset:end], "ids")[0].tolist()
        scores = (-keys[offset:end]).tolist() if self._scored else [0.0] * len(ids)
        return tuple(Hit(*pair) for pair in zip(ids, scores, strict=True))

    def _first(self, count: int) -> Array:
        """The first rows in order."""
        if 0 < count < len(self._keys):
            rows = np.flatnonzero(self._keys <= np.partition(self._keys, count - 1)[count - 1])
        else:
            rows = np.arange(len(self._keys))
        return rows[self._order(rows, self._keys[rows])][:count]

    def _order(self, rows: Array, keys: Array) -> Array:
        ids, order = self._columns(rows, "ids", "order")
        return np.lexsort((-ids, -order, keys))

    def _factors(self, rows: Array, words: Sequence[Phrase]) -> Array:
        return by_words.factors(list(self._by_segment(rows)), words, len(rows))

    def _columns(self, rows: Array, *names: str) -> Array:
        """Of each name a row of values."""
        values = np.zeros((len(names), len(rows)), dtype=np.int64)
        for one, at, documents in self._by_segment(rows):
            for number, name in enumerate(names):
                values[number, at] = getattr(one.segment, name)[documents]
        return values

    def _by_segment(self, rows: Array) -> Iterator[tuple[Evaluation, Array, Array]]:
        """Each segment with which of the rows are its documents, and their numbers."""
        segments = np.searchsorted(self._ends, rows, side="right")
        begin = 0
        for number, end in enumerate(self._ends.tolist()):
            at = np.flatnonzero(segments == number)
            if len(at):
                yield self._segments[number], at, self._chosen[number][rows[at] - begin]
            begin = end
