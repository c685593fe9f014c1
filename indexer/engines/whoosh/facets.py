"""Counting what was found: by paper, section, page, author, kind and month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.engines.ranking import facets_of
from indexer.engines.whoosh.segment import SEVERAL, SINGLE, Segment
from indexer.request import MOST_COUNTED, Facets

Mask = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


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


class _Part(NamedTuple):
    """A segment, which of its documents count, and their numbers."""

    segment: Segment
    mask: Mask
    chosen: npt.NDArray[np.intp]  # numpy is ten times slower by masks


def count(names: Names, found: Iterable[tuple[Segment, Mask]]) -> Facets:
    """Count the documents of a mask of each segment."""
    parts = [_Part(segment, mask, np.flatnonzero(mask)) for segment, mask in found]
    months = _by_month(parts)
    return facets_of(
        papers=_by_name(names, "paper", parts, None),
        sections=_by_name(names, "sections", parts),
        pages=_by_name(names, "pages", parts),
        authors=_by_name(names, "authors", parts),
        kinds=_by_name(names, "kind", parts, None),
        months={_spelled(month): number for month, number in months.items() if month},
        undated=months[0],
    )


def _by_name(names: Names, name: str, parts: Sequence[_Part], most: int | None = MOST_COUNTED) -> dict[str, int]:
    """Those that were counted most, and their equals."""
    numbers = [names.numbers(part.segment, name) for part in parts]
    spelled = names.spelled[name]
    counts: Counts = np.zeros(len(spelled), dtype=np.int64)
    for own, part in zip(numbers, parts, strict=True):
        counts[own] += np.bincount(_codes(part, name), minlength=len(own))
    least = 1 if most is None or most >= len(counts) else max(int(np.partition(counts, -most)[-most]), 1)
    present = np.flatnonzero(counts >= least)
    return {spelled[number]: times for number, times in zip(present.tolist(), counts[present].tolist(), strict=True)}


def _codes(part: _Part, name: str) -> npt.NDArray[Any]:
    """All codes of the documents that count."""
    if name in SINGLE:
        return part.segment.one(name)[part.chosen]
    counts = part.segment.how_many(name)
    rows = part.chosen if counts is None else np.flatnonzero(np.repeat(part.mask, counts))
    return part.segment.several(name)[0][rows]


def _by_month(parts: Sequence[_Part]) -> Counter[int]:
    months: Counter[int] = Counter()
    for part in parts:
        present, codes = part.segment.months
        counts = np.bincount(codes[part.chosen], minlength=len(present)).tolist()
        months.update({month: times for month, times in zip(present, counts, strict=True) if times})
    return months


@lru_cache(maxsize=5_000)
def _spelled(month: int) -> str:
    year, number = divmod(month, 100)
    return f"{year}-{number:02}" if number else str(year)
