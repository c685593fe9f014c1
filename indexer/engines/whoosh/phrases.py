"""Where a phrase stands in a segment: positions of pairs intersected, and text read only for what pairs cannot say.

A phrase is cut at quoted punctuation, at gaps and between runs into stretches of codes.  The rarest stretch is found
by its pairs; from there the rest of the phrase is walked to the right and to the left over the text of all candidates
at once.  What cannot be walked (wildcards) is left to `indexer.rule`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, Final

import msgspec
import numpy as np
import numpy.typing as npt

from indexer import analysis
from indexer.engines.whoosh.alphabet import END, Class, Units, knows_start, tables, units_of
from indexer.engines.whoosh.arrays import look_up
from indexer.engines.whoosh.segment import Segment
from indexer.query.nodes import Kind, Unit

Array = npt.NDArray[Any]
Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

SIMPLE: Final = frozenset({Kind.CHARACTER, Kind.LATIN, Kind.DIGITS, Kind.NUMERALS, Kind.MARK, Kind.GAP})
"""Kinds that can be walked; the others are for the rule."""


class Stretch(msgspec.Struct, frozen=True):
    """Codes of units in a row.  `closed`: the last one ends a run, so END follows it."""

    codes: tuple[int, ...]
    closed: bool


def walkable(units: Sequence[Unit]) -> bool:
    """Whether `starts` can answer for this form of a phrase."""
    return all(unit.kind in SIMPLE and not unit.wild for unit in units)


def starts(segment: Segment, units: Sequence[Unit], *, exact: bool) -> Positions:
    """Where this form of a phrase begins, ascending; see `indexer.rule`."""
    anchor, at = _anchor(segment, units)
    if anchor is None:
        return _scan(segment, units, exact=exact)
    positions = at.astype(np.int64)
    first, last = anchor
    if not exact and last - first == len(units) and _pairs_suffice(units):
        return positions
    walk = _Walk(segment, exact=exact)
    _, keep = walk.right(positions, units[first:])
    begins, kept = walk.left(positions, units[:first])
    return begins[np.flatnonzero(keep & kept)]


def candidates(segment: Segment, units: Sequence[Unit]) -> Array | None:
    """Documents that may have this form of a phrase, ascending and without repeats; None when any may."""
    found: Array | None = None
    for _, _, stretch in _stretches(tuple(units), loose=True):
        if len(stretch.codes) > 1:
            documents = np.unique(segment.documents(_stretch_positions(stretch, _pairs(segment, stretch))))
            found = documents if found is None else np.intersect1d(found, documents, assume_unique=True)
    return found


def _anchor(segment: Segment, units: Sequence[Unit]) -> tuple[tuple[int, int] | None, Array]:
    """The rarest stretch as (first, end) of its units, and where it stands; None when no stretch can be looked up."""
    best: tuple[int, tuple[int, int], Stretch, list[tuple[int, Array]]] | None = None
    for first, end, stretch in _stretches(tuple(units)):
        pairs = _pairs(segment, stretch)
        size = min(len(found) for _, found in pairs)
        if best is None or size < best[0]:
            best = size, (first, end), stretch, pairs
    if best is None:
        return None, np.zeros(0, np.uint32)
    return best[1], _stretch_positions(best[2], best[3])


@lru_cache(maxsize=256)
def _stretches(units: tuple[Unit, ...], *, loose: bool = False) -> list[tuple[int, int, Stretch]]:
    """The stretches between what has no codes: (first, end) of their units, and their codes.

    `loose`: runs with wildcards are cut there, and only what is sure is said.
    """
    found: list[tuple[int, int, Stretch]] = []
    first = 0
    codes: list[int] = []
    closed = False
    for number, unit in enumerate([*units, Unit(Kind.GAP)]):
        if unit.kind in (Kind.CHARACTER, Kind.NUMERALS) or (unit.kind in (Kind.LATIN, Kind.DIGITS) and not unit.wild):
            if not codes:
                first = number
            if closed:  # END stands where the next code would: a new stretch, walked or looked up by itself
                found.append((first, number, Stretch(tuple(codes), closed)))
                first, codes = number, []
            codes += _codes_of(unit)
            closed = unit.kind in (Kind.LATIN, Kind.DIGITS)
            continue
        if codes:
            found.append((first, number, Stretch(tuple(codes), closed)))
        codes, closed = [], False
        if loose and unit.wild:
            found += [(number, number + 1, Stretch(piece, closed=False)) for piece in _sure_pieces(unit)]
    return found


@lru_cache(maxsize=4_096)
def _codes_of(unit: Unit) -> list[int]:
    table = tables()
    codes: list[int] = table.fold[units_of(unit.text)].tolist()
    if unit.kind in (Kind.LATIN, Kind.DIGITS):
        codes[0] = int(table.starts[codes[0]])
    return codes


def _sure_pieces(unit: Unit) -> list[tuple[int, ...]]:
    """What of a run with wildcards stands there letter by letter."""
    pieces = [piece for part in unit.text.split("*") for piece in part.split("?")]
    codes = [[int(one) for one in units_of(piece)] for piece in pieces]
    if codes[0]:
        codes[0][0] = int(tables().starts[codes[0][0]])
    return [tuple(piece) for piece in codes if len(piece) > 1]


def _pairs_suffice(units: Sequence[Unit]) -> bool:
    """Whether the pairs of a whole stretch say everything: numerals and é… at the beginning of a run need the text."""
    return not any(
        unit.kind is Kind.NUMERALS or (unit.kind in (Kind.LATIN, Kind.DIGITS) and not knows_start(ord(unit.text[0])))
        for unit in units
    )


def _pairs(segment: Segment, stretch: Stretch) -> list[tuple[int, Array]]:
    """The positions of each pair of a stretch, with its offset in the stretch; one lone character: all its pairs."""
    codes = (*stretch.codes, END) if stretch.closed else stretch.codes
    if len(codes) == 1:
        return [(0, segment.postings_between(codes[0] << 16, (codes[0] + 1) << 16))]
    return list(enumerate(segment.postings([first << 16 | second for first, second in pairwise(codes)])))


def _stretch_positions(stretch: Stretch, pairs: list[tuple[int, Array]]) -> Array:
    """Where a stretch begins, ascending: as many pairs as cover it, the rarest first."""
    pairs = sorted(pairs, key=lambda pair: len(pair[1]))
    if len(stretch.codes) == 1 and not stretch.closed:
        return np.sort(pairs[0][1])
    open_ = set(range(len(stretch.codes) + stretch.closed))
    found: Array | None = None
    for at, positions in pairs:
        if found is None:
            found = positions - np.uint32(at) if at else positions
        elif open_ & {at, at + 1}:
            found = found[np.flatnonzero(look_up(found + np.uint32(at), positions)[1])]
        open_ -= {at, at + 1}
        if not open_ or not len(found):
            break
    assert found is not None
    return found


def _scan(segment: Segment, units: Sequence[Unit], *, exact: bool) -> Positions:
    """A phrase of punctuation alone: read all text."""
    mark = units_of(units[0].text)
    text = segment.text if exact else tables().fold[segment.text]
    positions = np.flatnonzero(text == mark[0])
    _, keep = _Walk(segment, exact=exact).right(positions, units)
    return positions[np.flatnonzero(keep)]


class _Walk:
    """Goes along a phrase over the text of many candidates at once."""

    def __init__(self, segment: Segment, *, exact: bool) -> None:
        self._text = segment.text
        self._last = len(segment.text) - 1
        self._exact = exact

    def right(self, positions: Positions, units: Sequence[Unit]) -> tuple[Positions, Mask]:
        """From where the first unit begins: where the last one ends, and who has them all."""
        at, keep = positions, np.ones(len(positions), dtype=bool)
        for unit in units:
            if unit.kind is Kind.GAP:
                at = self._skip(at, 1)
                continue
            length = len(units_of(unit.text))
            keep &= self._stands(at, unit)
            at = at + length
        return at, keep

    def left(self, positions: Positions, units: Sequence[Unit]) -> tuple[Positions, Mask]:
        """From where the last unit ends: where the first one begins, and who has them all."""
        at, keep = positions, np.ones(len(positions), dtype=bool)
        for unit in reversed(units):
            if unit.kind is Kind.GAP:
                at = self._skip(at - 1, -1) + 1
                continue
            at = at - len(units_of(unit.text))
            keep &= self._stands(at, unit)
        return at, keep

    def _stands(self, at: Positions, unit: Unit) -> Mask:
        """Whether the unit stands at each place."""
        keep = np.ones(len(at), dtype=bool)
        wanted: Units = units_of(unit.text)
        for offset, one in enumerate(wanted):
            keep &= self._read(at + offset) == one
        if unit.kind in (Kind.LATIN, Kind.DIGITS):
            inside = Class.LATIN if unit.kind is Kind.LATIN else Class.DIGIT
            keep &= (self._class(at - 1) != inside) & (self._class(at + len(wanted)) != inside)
        elif unit.kind is Kind.NUMERALS:
            keep &= ~self._numeral(at - 1) & ~self._numeral(at + len(wanted))
        return keep

    def _read(self, at: Positions) -> Array:
        units = self._text[np.clip(at, 0, self._last)]
        return units if self._exact else tables().fold[units]

    def _class(self, at: Positions) -> Array:
        return np.where(at < 0, Class.BREAK, tables().classes[self._text[np.clip(at, 0, self._last)]])

    def _numeral(self, at: Positions) -> Mask:
        folded = tables().fold[self._text[np.clip(at, 0, self._last)]]
        return (at >= 0) & _numerals()[folded]

    def _skip(self, at: Positions, step: int) -> Positions:
        """Over punctuation, as far as it goes; text units of zero are the end."""
        at = at.copy()
        moving = np.arange(len(at))
        while len(moving):
            here = at[moving]
            units = self._text[np.clip(here, 0, self._last)]
            low = (units >= 0xDC00) & (units < 0xE000)
            if low.any():
                units = np.where(low, self._text[np.clip(here - 1, 0, self._last)], units)
            on = (here >= 0) & (here <= self._last) & (units != 0) & (tables().classes[units] == Class.BREAK)
            moving = moving[on]
            at[moving] += step
        return at


@lru_cache(maxsize=1)
def _numerals() -> Mask:
    table = np.zeros(0x10000, dtype=bool)
    table[[ord(one) for one in analysis.NUMERALS]] = True
    return table
