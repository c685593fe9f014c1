"""Cells broken into columns: no column begins with a closing mark or ends with an opening one, full ones end even.

Marks that meet give up their empty halves; a column that is a little too long gives up more of them, one that is too
short is opened evenly.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from ui.desktop.views.vertical.cells import CLOSING, OPENING, Cell, Way

_MOST_BACK: Final = 6
"""Cells that may move on to the next column together."""


class Set(msgspec.Struct, frozen=True):
    """A cell in its column: `top` and `length` in pixels from the column's top, `shift` where its signs begin."""

    cell: Cell
    top: float
    length: float
    shift: float


class Column(msgspec.Struct, frozen=True):
    sets: tuple[Set, ...]
    length: float


def break_columns(cells: Sequence[Cell], height: float, indent: float = 0.0, *, even: bool = True) -> list[Column]:
    """The cells in columns of `height` pixels, the first begun `indent` lower.  `even`: full ones end at the foot."""
    columns: list[Column] = []
    rest = _split_long(cells, height - indent)
    first, begun = 0, indent
    while first < len(rest):
        if columns:
            while first < len(rest) - 1 and rest[first].way is Way.BLANK:
                first += 1  # no column begins with a blank
        after = _end(rest, first, height - begun)
        last = after == len(rest)
        columns.append(_column(rest[first:after], height, begun, even=even and not last))
        first, begun = after, 0.0
    return columns


def _given(cells: Sequence[Cell], at: int) -> float:
    """How much a mark gives up because another one stands beside it."""
    cell = cells[at]
    if not cell.give:
        return 0.0
    after = cells[at + 1].text if at + 1 < len(cells) else ""
    before = cells[at - 1].text if at else ""
    if cell.opening:
        return cell.give if before in OPENING else 0.0
    return cell.give if after in CLOSING or after in OPENING else 0.0


def _end(cells: Sequence[Cell], first: int, height: float) -> int:
    """After which cell the column that begins with `first` is full; it holds one at least."""
    used = spare = 0.0
    after = first
    while after < len(cells):
        cell = cells[after]
        given = _given(cells, after) if after > first or not cell.opening else 0.0
        used += cell.length - given
        if after > first or not cell.opening:
            spare += cell.give - given
        if used > height + 0.01 and (used - spare > height + 0.01 or cells[after].opening):
            break
        after += 1
    if after == len(cells) or after == first:
        return max(after, first + 1)
    return _moved(cells, first, after)


def _moved(cells: Sequence[Cell], first: int, after: int) -> int:
    """The nearest place before `after` where a column may end."""
    for place in range(after, max(first, after - _MOST_BACK), -1):
        if not cells[place].never_first and not cells[place - 1].never_last and not _together(cells, place):
            return place
    return after


def _together(cells: Sequence[Cell], place: int) -> bool:
    """Dashes and dots of a pair."""
    return cells[place].text in "—…" and cells[place - 1].text == cells[place].text


def _column(cells: Sequence[Cell], height: float, begun: float, *, even: bool) -> Column:
    while len(cells) > 1 and cells[-1].way is Way.BLANK:
        cells = cells[:-1]
    gives = [_given(cells, at) for at in range(len(cells))]
    room = height - begun - sum(cell.length - give for cell, give in zip(cells, gives, strict=True))
    if room < 0:
        gives = _give_more(cells, gives, -room)
        room = height - begun - sum(cell.length - give for cell, give in zip(cells, gives, strict=True))
    most = max((cell.length for cell in cells), default=0.0) / 2
    gap = room / (len(cells) - 1) if even and len(cells) > 1 and 0 < room / (len(cells) - 1) <= most else 0.0
    sets, top = [], begun
    for cell, give in zip(cells, gives, strict=True):
        sets.append(Set(cell, top, cell.length - give + gap, -give if cell.opening else 0.0))
        top += cell.length - give + gap
    return Column(tuple(sets), top - gap)


def _give_more(cells: Sequence[Cell], gives: list[float], wanted: float) -> list[float]:
    """The mark at the foot gives first, then all others in equal parts."""
    gives = list(gives)
    if cells and not cells[-1].opening:
        more = min(wanted, cells[-1].give - gives[-1])
        gives[-1] += more
        wanted -= more
    left = [
        cell.give - give if at or not cell.opening else 0.0
        for at, (cell, give) in enumerate(zip(cells, gives, strict=True))
    ]
    total = sum(left)
    part = min(1.0, wanted / total) if total > 0 and wanted > 0 else 0.0
    return [give + more * part for give, more in zip(gives, left, strict=True)]


def _split_long(cells: Sequence[Cell], height: float) -> list[Cell]:
    """Turned words that no column can hold, in parts."""
    found: list[Cell] = []
    for cell in cells:
        if cell.length <= height or len(cell.text) < 2:
            found.append(cell)
            continue
        size = max(1, int(len(cell.text) * height / cell.length))
        for at in range(0, len(cell.text), size):
            text = cell.text[at : at + size]
            share = cell.length * len(text) / len(cell.text)
            found.append(Cell(cell.start + at, cell.start + at + len(text), text, cell.way, min(share, height)))
    return found
