"""Where modules stand on a page and lines in a module: pure geometry in whole columns and rows, nothing is measured.

A page is cut by straight lines (above each other, beside each other, again and again) until each part holds one story.
All cuttings of a few stories in reading order are weighed and the one that takes the least room wins, so what stands
side by side is of about the same height.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

GAP = 1
"""Rows between modules that stand above each other."""
_AT_ONCE = 8
"""Stories whose cuttings are weighed together; more are stacked in groups of about this size."""
_KEPT = 3
"""Ways of cutting that are remembered for each run of stories and width, of different heights."""
_GROWTH = 1.07


# ── modules on the page ────────────────────────────────────────────────────────────────────────────────────────────


class Shape(msgspec.Struct, frozen=True):
    """A form that a story can take: its columns and rows, and how many cells of waste it is worth to avoid it."""

    span: int
    rows: int
    penalty: float = 0.0


class Module(msgspec.Struct, frozen=True):
    """A story's place: `rows` may be more than its shape asks for, never fewer."""

    story: int
    shape: Shape
    column: int
    row: int
    rows: int


class Cut(msgspec.Struct, frozen=True):
    """A line between modules: across `span` columns in the gap above `row`, or (`span` 0) down `rows` rows before
    `column`."""

    column: int
    row: int
    span: int
    rows: int


class Arrangement(msgspec.Struct, frozen=True):
    """Modules in reading order, the cuts between them, and the page's height in rows."""

    modules: tuple[Module, ...]
    cuts: tuple[Cut, ...]
    rows: int


class _Leaf(msgspec.Struct, frozen=True):
    story: int
    shape: Shape

    @property
    def rows(self) -> int:
        return self.shape.rows

    @property
    def penalty(self) -> float:
        return self.shape.penalty


class _Pair(msgspec.Struct, frozen=True):
    """Two parts: `above` each other, or beside each other with `split` columns for the first."""

    first: _Node
    second: _Node
    split: int
    rows: int
    penalty: float

    @property
    def above(self) -> bool:
        return self.split == 0


_Node = _Leaf | _Pair


def arrange(stories: Sequence[Sequence[Shape]], columns: int, *, stacked: int = 0, wanted: int = 0) -> Arrangement:
    """Place all stories, each in one of its shapes, on a page of `columns` columns.

    The last `stacked` stories are short ones of one column that follow each other down the columns.  A page of fewer
    than `wanted` rows grows a little towards them.  Each story needs a shape for every span from 1 to `columns`, a
    stacked one for span 1.
    """
    first_stacked = len(stories) - stacked
    nodes = [_best(stories, start, stop, columns) for start, stop in _groups(first_stacked)]
    if stacked:
        nodes.append(_stacks([_lowest(stories, number) for number in range(first_stacked, len(stories))], columns))
    if not nodes:
        return Arrangement((), (), 0)
    page = _above(nodes)
    rows = max(page.rows, min(wanted, int(page.rows * _GROWTH)))
    modules: list[Module] = []
    cuts: list[Cut] = []
    _place(page, 0, 0, columns, rows, modules, cuts)
    return Arrangement(tuple(modules), tuple(cuts), rows)


def _groups(count: int) -> Iterator[tuple[int, int]]:
    """Runs of about equal length that hold at most `_AT_ONCE` stories each."""
    groups = -(-count // _AT_ONCE)
    yield from pairwise(count * number // groups for number in range(groups + 1)) if groups else ()


def _lowest(stories: Sequence[Sequence[Shape]], number: int) -> _Node:
    return _Leaf(number, min((shape for shape in stories[number] if shape.span == 1), key=lambda shape: shape.rows))


def _stacks(leaves: Sequence[_Node], columns: int) -> _Node:
    """The leaves in order in `columns` columns of about the same height."""
    low = max(max(leaf.rows for leaf in leaves), sum(leaf.rows + GAP for leaf in leaves) // columns)
    while len(stacks := _filled(leaves, low)) > columns:
        low += 1
    return _beside([_above(stack) for stack in stacks], columns)


def _filled(leaves: Sequence[_Node], rows: int) -> list[list[_Node]]:
    """As many stacks as it takes when none is higher than `rows`."""
    stacks: list[list[_Node]] = [[]]
    used = 0
    for leaf in leaves:
        if stacks[-1] and used + leaf.rows > rows:
            stacks.append([])
            used = 0
        stacks[-1].append(leaf)
        used += leaf.rows + GAP
    return stacks


def _above(nodes: Sequence[_Node]) -> _Node:
    """One below the other; halved again and again, so that no tree is deep."""
    if len(nodes) == 1:
        return nodes[0]
    first, second = _above(nodes[: len(nodes) // 2]), _above(nodes[len(nodes) // 2 :])
    return _Pair(first, second, 0, first.rows + GAP + second.rows, first.penalty + second.penalty)


def _beside(nodes: Sequence[_Node], columns: int) -> _Node:
    """Side by side, one column each; columns that are left stay empty."""
    if len(nodes) == 1:
        return nodes[0]
    rest = _beside(nodes[1:], columns - 1)
    return _Pair(nodes[0], rest, 1, max(nodes[0].rows, rest.rows), nodes[0].penalty + rest.penalty)


def _best(stories: Sequence[Sequence[Shape]], start: int, stop: int, columns: int) -> _Node:
    """The cutting of stories `start`…`stop` that takes the fewest cells, penalties counted."""
    known: dict[tuple[int, int, int], list[_Node]] = {}
    for length in range(1, stop - start + 1):
        for first in range(start, stop - length + 1):
            for width in range(1, columns + 1):
                known[first, first + length, width] = _ways(stories, known, first, first + length, width)
    return known[start, stop, columns][0]


def _ways(
    stories: Sequence[Sequence[Shape]],
    known: dict[tuple[int, int, int], list[_Node]],
    start: int,
    stop: int,
    width: int,
) -> list[_Node]:
    """The best few ways to fill `width` columns with stories `start`…`stop`, cheapest first."""
    if stop - start == 1:
        leaves: list[_Node] = [_Leaf(start, shape) for shape in stories[start] if shape.span == width]
        return sorted(leaves, key=lambda leaf: leaf.rows * width + leaf.penalty)[:_KEPT]
    found: dict[int, tuple[float, _Node, _Node, int, float]] = {}
    for middle in range(start + 1, stop):
        for split in range(width):
            one = known[start, middle, split or width]
            two = known[middle, stop, width - split]
            for first in one:
                for second in two:
                    rows = max(first.rows, second.rows) if split else first.rows + GAP + second.rows
                    penalty = first.penalty + second.penalty
                    cost = rows * width + penalty
                    if rows not in found or cost < found[rows][0]:
                        found[rows] = (cost, first, second, split, penalty)
    best = sorted(found.items(), key=lambda item: item[1][0])[:_KEPT]
    return [_Pair(first, second, split, rows, penalty) for rows, (_, first, second, split, penalty) in best]


def _place(node: _Node, column: int, row: int, width: int, rows: int, modules: list[Module], cuts: list[Cut]) -> None:
    """Give the node `rows` rows; what it does not need is shared out by height."""
    if isinstance(node, _Leaf):
        modules.append(Module(node.story, node.shape, column, row, rows))
    elif node.above:
        spare = rows - node.rows
        upper = node.first.rows + spare * node.first.rows // (node.first.rows + node.second.rows)
        _place(node.first, column, row, width, upper, modules, cuts)
        below = row + upper + GAP
        cuts.append(Cut(column, below, width, 0))
        _place(node.second, column, below, width, rows - upper - GAP, modules, cuts)
    else:
        _place(node.first, column, row, node.split, rows, modules, cuts)
        cuts.append(Cut(column + node.split, row, 0, rows))
        _place(node.second, column + node.split, row, width - node.split, rows, modules, cuts)


# ── blocks in a module's columns ───────────────────────────────────────────────────────────────────────────────────


class Block(msgspec.Struct, frozen=True):
    """What stays together in a column: its rows, rows of air above it (not at a column's top), whether it must not
    be the last of a column."""

    rows: int
    air: int = 0
    keep: bool = False


class Spot(msgspec.Struct, frozen=True):
    """Where a block begins: column and row inside the module's body."""

    column: int
    row: int


def pour(blocks: Sequence[Block], tops: Sequence[int], rows: int) -> tuple[Spot, ...] | None:
    """Fill columns that begin at `tops` and end at `rows`, one after another; None when they do not hold all."""
    spots: list[Spot] = []
    column, row = 0, tops[0]
    for number, block in enumerate(blocks):
        follower = blocks[number + 1] if block.keep and number + 1 < len(blocks) else None
        wanted = block.rows + (follower.air + follower.rows if follower else 0)
        start = row + (block.air if row > tops[column] else 0)
        if start + wanted > rows and (start > tops[column] or start + block.rows > rows):
            column += 1
            while column < len(tops) and tops[column] + block.rows > rows:
                column += 1
            if column == len(tops):
                return None
            start = tops[column]
        spots.append(Spot(column, start))
        row = start + block.rows
    return tuple(spots)


def shortest(blocks: Sequence[Block], tops: Sequence[int]) -> tuple[int, tuple[Spot, ...]]:
    """The least height in rows in which the columns hold all blocks, and where these stand then."""
    rows = max(max(tops), -(-(sum(block.rows for block in blocks) + sum(tops)) // len(tops)))
    while (spots := pour(blocks, tops, rows)) is None:
        rows += 1
    return rows, spots
