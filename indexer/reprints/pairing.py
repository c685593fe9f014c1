"""Comparing the sketches of many texts at once: which pairs share enough of their passages.  Pure array arithmetic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt

from indexer.reprints.sketches import Hashes, Sketch

ALIKE: Final = 50
"""Per cent of all passages of two texts that both have, from which they are one article printed twice."""
WITHIN: Final = 70
"""Per cent of a text's passages that another has, from which it is an extract of that."""
_FEWEST: Final = 8
"""Passages of the sample that two texts share at least."""
_MOST_ROWS: Final = 64
"""Articles looked at for one passage in one file: those that came first."""
_MOST_PAIRS: Final = 32
"""Pairs kept for one article and file: the most alike."""

Ids = npt.NDArray[np.int64]
Rows = npt.NDArray[np.uint32]
Parts = npt.NDArray[np.uint8]


class Part(NamedTuple):
    """Sketches of many articles.  By row: `ids` ascending, `counts` of kept hashes, `bounds`; then all `hashes`
    ascending, each with one of the `rows` that have it, ascending for one hash."""

    ids: Ids
    counts: Rows
    bounds: Rows
    hashes: Hashes
    rows: Rows


class Pairs(NamedTuple):
    """Per pair: `first` < `second`, ids; `alike`, per cent of all their passages that both have; `within` and `holds`,
    per cent of the first's passages that the second has, and the other way round.

    `dead`: rows that no longer count, for each file of sketches.
    """

    first: Ids
    second: Ids
    alike: Parts
    within: Parts
    holds: Parts
    dead: tuple[Rows, ...] = ()

    @classmethod
    def none(cls) -> Self:
        ids, parts = np.zeros(0, np.int64), np.zeros(0, np.uint8)
        return cls(ids, ids, parts, parts, parts)


PAIRS: Final = ("first", "second", "alike", "within", "holds")


def part_of(found: Mapping[int, Sketch]) -> Part:
    """The arrays of sketches by article id, ids ascending."""
    counts = np.array([len(one.hashes) for one in found.values()], dtype=np.uint32)
    rows = np.repeat(np.arange(len(found), dtype=np.uint32), counts)
    hashes = np.concatenate([np.zeros(0, np.uint32), *(one.hashes for one in found.values())])
    order = np.argsort(hashes, kind="stable")
    return Part(
        np.fromiter(found, dtype=np.int64, count=len(found)),
        counts,
        np.array([one.bound for one in found.values()], dtype=np.uint32),
        hashes[order],
        rows[order],
    )


def paired(new: Part, known: Part, dead: Rows) -> Pairs:
    """Pairs of a new article with a known one that are alike; within one part each pair once."""
    left = np.searchsorted(known.hashes, new.hashes, side="left")
    right = np.searchsorted(known.hashes, new.hashes, side="right")
    lengths = np.minimum(right - left, _MOST_ROWS)
    starts = np.cumsum(lengths) - lengths
    places = np.arange(int(lengths.sum())) - np.repeat(starts - left, lengths)
    mine = np.repeat(new.rows, lengths).astype(np.int64)
    theirs = known.rows[places].astype(np.int64)
    both = mine * len(known.ids) + theirs
    keys, shared = np.unique(both, return_counts=True)
    keys, shared = keys[shared >= _FEWEST], shared[shared >= _FEWEST]
    mine, theirs = keys // max(1, len(known.ids)), keys % max(1, len(known.ids))
    use = ~np.isin(theirs, dead)
    use &= (theirs < mine) if known is new else (known.ids[theirs] != new.ids[mine])
    return _judged(new, known, mine[use], theirs[use], shared[use])


def without(pairs: Pairs, gone: Ids) -> Pairs:
    """The pairs in which none of these articles is; nothing of `dead`."""
    use = ~(np.isin(pairs.first, gone) | np.isin(pairs.second, gone))
    return Pairs(pairs.first[use], pairs.second[use], pairs.alike[use], pairs.within[use], pairs.holds[use])


def joined(several: Sequence[Pairs]) -> Pairs:
    """All of them, in the order of their ids."""
    first, second, *parts = (np.concatenate([getattr(one, name) for one in several]) for name in PAIRS)
    order = np.lexsort((second, first))
    alike, within, holds = (part[order] for part in parts)
    return Pairs(first[order], second[order], alike, within, holds)


def _judged(new: Part, known: Part, mine: Ids, theirs: Ids, shared: Ids) -> Pairs:
    """How alike candidates are; what is not alike enough is left out."""
    bound = np.minimum(new.bounds[mine], known.bounds[theirs]).astype(np.float64)
    ours = _below(new, mine, bound)  # passages of each that the sample of the other would show, too
    others = _below(known, theirs, bound)
    union = ours + others - shared
    alike = np.minimum(100, np.round(100 * shared / np.maximum(union, 1)))
    within = np.minimum(100, np.round(100 * shared / np.maximum(ours, 1)))
    holds = np.minimum(100, np.round(100 * shared / np.maximum(others, 1)))
    use = (alike >= ALIKE) | (within >= WITHIN) | (holds >= WITHIN)
    use[use] = _best(mine[use], np.maximum(alike, np.maximum(within, holds) - 30)[use])
    a, b = new.ids[mine[use]], known.ids[theirs[use]]
    swap = a > b
    first, second = np.where(swap, b, a), np.where(swap, a, b)
    one, other = within[use].astype(np.uint8), holds[use].astype(np.uint8)
    return Pairs(first, second, alike[use].astype(np.uint8), np.where(swap, other, one), np.where(swap, one, other))


def _below(part: Part, rows: Ids, bound: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How many of each row's hashes lie below the bound, as hashes are spread evenly."""
    share = np.minimum(1.0, bound / part.bounds[rows].astype(np.float64))
    return np.asarray(part.counts[rows] * share, dtype=np.float64)


def _best(rows: Ids, score: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """For each row its best candidates."""
    order = np.lexsort((-score, rows))
    ordered = rows[order]
    rank = np.arange(len(rows)) - np.searchsorted(ordered, ordered, side="left")
    use = np.zeros(len(rows), dtype=bool)
    use[order] = rank < _MOST_PAIRS
    return use
