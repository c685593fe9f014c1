"""Counting what was found: by paper, section, page, author, kind and month."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.engines.ranking import facets_of
from indexer.engines.whoosh.segment import SEVERAL, SINGLE, Segment
from indexer.request import Facets

Mask = npt.NDArray[np.bool_]
_MONTHS = 13
"""As in `Segment.months`."""


class Counting:
    """Adds up the documents of one segment after the other."""

    def __init__(self) -> None:
        self._names: dict[str, Counter[str]] = {name: Counter() for name in (*SINGLE, *SEVERAL)}
        self._months: Counter[int] = Counter()

    def add(self, segment: Segment, mask: Mask) -> None:
        """Count the documents of a mask."""
        for name in SINGLE:
            self._count(name, segment, segment.one(name)[mask])
        for name in SEVERAL:
            codes, starts = segment.several(name)
            counts = np.diff(starts)
            each_one = len(codes) == len(mask) and bool((counts == 1).all())
            self._count(name, segment, codes[mask if each_one else np.repeat(mask, counts)])
        self._months.update(dict(zip(*_counted(segment.months[mask]), strict=True)))

    def facets(self) -> Facets:
        """What was counted, in order."""
        months = {f"{number // _MONTHS}{f'-{number % _MONTHS:02}' if number % _MONTHS else ''}": count
                  for number, count in self._months.items() if number}  # fmt: skip
        names = self._names
        return facets_of(
            papers=names["paper"],
            sections=names["sections"],
            pages=names["pages"],
            authors=names["authors"],
            kinds=names["kind"],
            months=Counter(months),
            undated=self._months[0],
        )

    def _count(self, name: str, segment: Segment, codes: npt.NDArray[Any]) -> None:
        names = segment.names[name]
        for code, count in zip(*_counted(codes), strict=True):
            self._names[name][names[code]] += count


def _counted(values: npt.NDArray[Any]) -> tuple[list[int], list[int]]:
    counts = np.bincount(values)
    present = np.flatnonzero(counts)
    return present.tolist(), counts[present].tolist()
