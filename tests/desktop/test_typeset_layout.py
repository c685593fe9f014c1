"""Where modules and lines stand: no overlaps, all inside, everything there, in an order one can read."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from ui.desktop.typeset.layout import Arrangement, Block, Module, Shape, arrange, pour, shortest


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[list[Shape]], int, int]:
    """Stories with one or two shapes a span, columns, and how many of the last stories are stacked."""
    columns = draw(st.integers(1, 6))
    heights, penalties = st.integers(1, 40), st.floats(0, 50)
    count = draw(st.integers(0, 12))
    stories = [
        [
            Shape(span, draw(heights), draw(penalties))
            for span in range(1, columns + 1)
            for _ in range(draw(st.integers(1, 2)))
        ]
        for _ in range(count)
    ]
    return stories, columns, draw(st.integers(0, count))


def cells(module: Module) -> set[tuple[int, int]]:
    columns = range(module.column, module.column + module.shape.span)
    return {(column, row) for column in columns for row in range(module.row, module.row + module.rows)}


@given(pages())
@settings(max_examples=150)
def test_every_story_has_a_place_of_its_own_inside_the_page(page: tuple[list[list[Shape]], int, int]) -> None:
    stories, columns, stacked = page
    arrangement = arrange(stories, columns, stacked=stacked)
    assert [module.story for module in arrangement.modules] == list(range(len(stories)))
    taken: set[tuple[int, int]] = set()
    for module in arrangement.modules:
        assert module.shape in stories[module.story]
        assert module.rows >= module.shape.rows
        mine = cells(module)
        assert not mine & taken
        assert all(0 <= column < columns and 0 <= row < arrangement.rows for column, row in mine)
        taken |= mine


@given(pages())
@settings(max_examples=100)
def test_no_story_stands_above_or_left_of_one_that_is_read_before_it(page: tuple[list[list[Shape]], int, int]) -> None:
    stories, columns, stacked = page
    modules = arrange(stories, columns, stacked=stacked).modules
    for place, before in enumerate(modules):
        for after in modules[place + 1 :]:
            same_columns = {column for column, _ in cells(before)} & {column for column, _ in cells(after)}
            same_rows = {row for _, row in cells(before)} & {row for _, row in cells(after)}
            assert not (same_columns and after.row < before.row)
            assert not (same_rows and after.column < before.column)


@given(pages())
@settings(max_examples=60)
def test_cuts_run_between_modules_and_never_through_one(page: tuple[list[list[Shape]], int, int]) -> None:
    stories, columns, stacked = page
    arrangement = arrange(stories, columns, stacked=stacked)
    assert len(arrangement.cuts) == max(0, len(stories) - 1)
    taken = {cell: module.story for module in arrangement.modules for cell in cells(module)}
    for cut in arrangement.cuts:
        if cut.span:
            assert not [taken for column in range(cut.column, cut.column + cut.span) if (column, cut.row - 1) in taken]
        for row in range(cut.row, cut.row + cut.rows):
            left, right = taken.get((cut.column - 1, row)), taken.get((cut.column, row))
            assert left is None or left != right


def test_stories_of_the_same_length_stand_side_by_side_at_the_same_height() -> None:
    shapes = [Shape(span, -(-24 // span), 5.0 * (span - 1)) for span in (1, 2, 3)]
    arrangement = arrange([shapes] * 3, 3)
    assert {(module.column, module.row, module.rows) for module in arrangement.modules} == {
        (n, 0, 24) for n in range(3)
    }


def test_what_is_left_over_is_shared_out_by_height() -> None:
    page = arrange([[Shape(1, 30), Shape(2, 99)], [Shape(1, 10), Shape(2, 99)], [Shape(1, 9), Shape(2, 99)]], 2)
    by_story = {module.story: module for module in page.modules}
    assert page.rows == 30
    assert (by_story[1].rows, by_story[2].rows) == (15, 14)


def test_a_short_page_grows_a_little_but_not_to_any_length() -> None:
    stories = [[Shape(1, 100)]]
    assert arrange(stories, 1, wanted=103).rows == 103
    assert arrange(stories, 1, wanted=200).rows == 107
    assert arrange(stories, 1, wanted=50).rows == 100


def test_stacked_stories_fill_the_columns_evenly_one_after_another() -> None:
    arrangement = arrange([[Shape(1, 4)] for _ in range(60)], 5, stacked=60)
    assert [module.column for module in arrangement.modules] == [n // 12 for n in range(60)]
    assert arrangement.rows == 12 * 4 + 11


def test_thousands_of_notices_do_not_exhaust_the_stack() -> None:
    assert len(arrange([[Shape(1, 3)] for _ in range(6000)], 4, stacked=6000).modules) == 6000


def test_nothing_to_place_is_an_empty_page() -> None:
    assert arrange([], 5) == Arrangement((), (), 0)


# ── lines in columns ───────────────────────────────────────────────────────────────────────────────────────────────

BLOCKS = st.lists(st.builds(Block, st.integers(1, 6), st.integers(0, 1), st.booleans()), max_size=60)
TOPS = st.lists(st.integers(0, 8), min_size=1, max_size=5)


@given(BLOCKS, TOPS)
@settings(max_examples=200)
def test_blocks_follow_each_other_inside_the_columns(blocks: list[Block], tops: list[int]) -> None:
    rows, spots = shortest(blocks, tops)
    assert len(spots) == len(blocks)
    for block, spot in zip(blocks, spots, strict=True):
        assert tops[spot.column] <= spot.row
        assert spot.row + block.rows <= rows
    for (block, spot), (_, following) in pairwise(zip(blocks, spots, strict=True)):
        assert (following.column, following.row) >= (
            spot.column,
            spot.row + block.rows,
        ) or following.column > spot.column


@given(BLOCKS, TOPS)
def test_no_lower_height_holds_the_blocks(blocks: list[Block], tops: list[int]) -> None:
    rows, _ = shortest(blocks, tops)
    least = max(max(tops), -(-(sum(block.rows for block in blocks) + sum(tops)) // len(tops)))
    assert rows == least or pour(blocks, tops, rows - 1) is None


def test_a_subhead_goes_with_the_line_below_it() -> None:
    lines, subhead = [Block(1)] * 4, Block(1, air=1, keep=True)
    spots = pour([*lines, subhead, *lines], (0, 0), 6)
    assert spots is not None
    assert (spots[4].column, spots[4].row) == (1, 0), "no air at the top of a column, and not alone at its foot"


def test_columns_below_a_picture_begin_under_it() -> None:
    rows, spots = shortest([Block(1)] * 20, (0, 10))
    assert rows == 15
    assert [spot.row for spot in spots if spot.column == 1] == list(range(10, 15))
