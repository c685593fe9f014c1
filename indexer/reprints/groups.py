"""What follows from the pairs: which articles are one, printed several times, and which are extracts of others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from indexer.reprints.pairing import ALIKE, WITHIN, Ids, Pairs

T = TypeVar("T")


class Likeness(msgspec.Struct, frozen=True):
    """Another article and how alike it is, in per cent: of all passages of both, of this one's, of that one's."""

    id: int
    alike: int
    within: int
    holds: int

    @property
    def same(self) -> bool:
        """Printed twice, be it with changes; else one is an extract of the other."""
        return self.alike >= ALIKE


class Groups:
    """Groups of articles that are one, by ids; articles that stand alone are in none."""

    def __init__(self, pairs: Pairs) -> None:
        self._pairs = pairs
        same = pairs.alike >= ALIKE
        self._ids, self._labels = _components(pairs.first[same], pairs.second[same])
        self._order = np.argsort(self._labels, kind="stable")
        self._by_label = self._labels[self._order]
        self._by_second = np.argsort(pairs.second, kind="stable")

    def __len__(self) -> int:
        return len(np.unique(self._labels))

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        """Each group's articles, ascending."""
        for label in np.unique(self._labels):
            yield self._members(int(label))

    def of(self, article: int) -> tuple[int, ...]:
        """All articles of its group, itself among them, ascending; empty when it stands alone."""
        label = self.label(article)
        return () if label is None else self._members(label)

    def label(self, article: int) -> int | None:
        """What all articles of its group have in common: the lowest of their ids."""
        at = int(np.searchsorted(self._ids, article))
        return int(self._labels[at]) if at < len(self._ids) and self._ids[at] == article else None

    def alike(self, article: int) -> tuple[Likeness, ...]:
        """The articles that it was compared with and is like, the most alike first."""
        pairs = self._pairs
        here = range(*np.searchsorted(pairs.first, [article, article + 1]).tolist())
        found = [Likeness(int(pairs.second[at]), *_per_cent(pairs, at)) for at in here]
        ordered = pairs.second[self._by_second]
        for place in range(*np.searchsorted(ordered, [article, article + 1]).tolist()):
            at = int(self._by_second[place])
            alike, within, holds = _per_cent(pairs, at)
            found.append(Likeness(int(pairs.first[at]), alike, holds, within))
        useful = (one for one in found if one.same or max(one.within, one.holds) >= WITHIN)
        return tuple(sorted(useful, key=lambda one: (-one.alike, one.id)))

    def first_of_each(self, ids: Sequence[int]) -> list[int]:
        """The places in `ids` that are no second article of a group."""
        seen: set[int] = set()
        kept: list[int] = []
        for place, article in enumerate(ids):
            label = self.label(article)
            if label is None or label not in seen:
                kept.append(place)
            if label is not None:
                seen.add(label)
        return kept

    def _members(self, label: int) -> tuple[int, ...]:
        start, end = np.searchsorted(self._by_label, [label, label + 1])
        return tuple(sorted(self._ids[self._order[start:end]].tolist()))


def _per_cent(pairs: Pairs, at: int) -> tuple[int, int, int]:
    return int(pairs.alike[at]), int(pairs.within[at]), int(pairs.holds[at])


def _components(first: Ids, second: Ids) -> tuple[Ids, npt.NDArray[np.int64]]:
    """Articles that are joined by pairs, ascending, and for each the lowest id of those that it is joined with."""
    ids = np.union1d(first, second).astype(np.int64)
    one, other = np.searchsorted(ids, first), np.searchsorted(ids, second)
    labels = np.arange(len(ids))
    while len(ids):
        before = labels.copy()
        lowest = np.minimum(labels[one], labels[other])
        np.minimum.at(labels, one, lowest)
        np.minimum.at(labels, other, lowest)
        labels = labels[labels]
        if np.array_equal(labels, before):
            break
    return ids, ids[labels]
