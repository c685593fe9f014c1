"""Counting what was found: by paper, section, page, author, kind and month."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.engines.ranking import facets_of
from indexer.engines.whoosh.segment import SEVERAL, SINGLE, Segment
from indexer.request import MOST_COUNTED, Facets

Mask = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]
_MONTHS = 13
"""As in `Segment.months`."""


class Names:
    """One number for each name over all segments; remembered from one search to the next.  Any thread may ask."""

    def __init__(self) -> None:
        self._numbers: dict[str, dict[str, int]] = {name: {} for name in (*SINGLE, *SEVERAL)}
        self.spelled: dict[str, list[str]] = {name: [] for name in (*SINGLE, *SEVERAL)}
        self._of_segment: dict[tuple[Path, str], npt.NDArray[Any]] = {}
        self._lock = Lock()

    def numbers(self, segment: Segment, name: str) -> npt.NDArray[Any]:
        """The number of each code of a segment."""
        with self._lock:
            found = self._of_segment.get((segment.path, name))
            if found is None:
                known, spelled = self._numbers[name], self.spelled[name]
                for value in segment.names[name]:
                    if value not in known:
                        known[value] = len(spelled)
                        spelled.append(value)
                found = np.array([known[value] for value in segment.names[name]], dtype=np.int64)
                self._of_segment[segment.path, name] = found
            return found

    def forget(self, paths: set[Path]) -> None:
        """Let go of the numbers of segments other than these."""
        with self._lock:
            self._of_segment = {key: found for key, found in self._of_segment.items() if key[0] in paths}


class Counting:
    """Adds up the documents of one segment after the other."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._counts: dict[str, Counts] = {name: np.zeros(0, dtype=np.int64) for name in (*SINGLE, *SEVERAL)}
        self._months: Counts = np.zeros(0, dtype=np.int64)

    def add(self, segment: Segment, mask: Mask) -> None:
        """Count the documents of a mask."""
        chosen = np.flatnonzero(mask)  # by numbers: numpy is ten times slower by masks
        for name in SINGLE:
            self._add(name, segment, segment.one(name)[chosen])
        for name in SEVERAL:
            counts = segment.how_many(name)
            rows = chosen if counts is None else np.flatnonzero(np.repeat(mask, counts))
            self._add(name, segment, segment.several(name)[0][rows])
        self._months = _sum(self._months, np.bincount(segment.months[chosen]))

    def facets(self) -> Facets:
        """What was counted, in order."""
        present = [month for month in np.flatnonzero(self._months).tolist() if month]
        months = {_month(month): int(self._months[month]) for month in present}
        return facets_of(
            papers=self._most("paper", None),
            sections=self._most("sections"),
            pages=self._most("pages"),
            authors=self._most("authors"),
            kinds=self._most("kind", None),
            months=months,
            undated=int(self._months[0]) if len(self._months) else 0,
        )

    def _add(self, name: str, segment: Segment, codes: npt.NDArray[Any]) -> None:
        numbers = self._names.numbers(segment, name)
        counts: Counts = np.zeros(int(numbers.max(initial=-1)) + 1, dtype=np.int64)
        counts[numbers] = np.bincount(codes, minlength=len(numbers))
        self._counts[name] = _sum(self._counts[name], counts)

    def _most(self, name: str, most: int | None = MOST_COUNTED) -> dict[str, int]:
        """Those that were counted most, and their equals."""
        counts = self._counts[name]
        least = 1 if most is None or most >= len(counts) else max(int(np.partition(counts, -most)[-most]), 1)
        spelled = self._names.spelled[name]
        return {spelled[number]: int(counts[number]) for number in np.flatnonzero(counts >= least).tolist()}


@lru_cache(maxsize=5_000)
def _month(number: int) -> str:
    year, month = divmod(number, _MONTHS)
    return f"{year}-{month:02}" if month else str(year)


def _sum(one: Counts, other: Counts) -> Counts:
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    longer = longer.copy()
    longer[: len(shorter)] += shorter
    return longer
