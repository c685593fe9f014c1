"""Vertical setting: cells, and columns that keep the rules of print."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.desktop.views.vertical.cells import Cell, Way, cells
from ui.desktop.views.vertical.columns import break_columns

SIZE = 20.0
TEXT = st.text("国家图书馆发布（）《》“”，。！？：、—…2026年3月AI互联网 GDP增长5.2%·\u3000", max_size=120)


def cut(text: str, start: int = 0) -> list[Cell]:
    return cells(text, start, SIZE, lambda run: 0.55 * SIZE * len(run))


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("国A", [("国", Way.UPRIGHT), ("A", Way.ACROSS)]),
        ("3月28日", [("3", Way.ACROSS), ("月", Way.UPRIGHT), ("28", Way.ACROSS), ("日", Way.UPRIGHT)]),
        ("2026年", [("2026", Way.TURNED), ("年", Way.UPRIGHT)]),
        ("GDP 5.2%", [("GDP", Way.TURNED), (" ", Way.BLANK), ("5.2%", Way.TURNED)]),
        ("——好", [("—", Way.TURNED), ("—", Way.TURNED), ("好", Way.UPRIGHT)]),
        ("“好”", [("“", Way.UPRIGHT), ("好", Way.UPRIGHT), ("”", Way.UPRIGHT)]),
    ],
)
def test_how_signs_are_set(text: str, ways: list[tuple[str, Way]]) -> None:
    assert [(cell.text, cell.way) for cell in cut(text)] == ways


def test_places_are_the_documents() -> None:
    found = cut("\U00020bb7野3月", 7)
    assert [(cell.start, cell.end) for cell in found] == [(7, 9), (9, 10), (10, 11), (11, 12)]


@given(TEXT)
def test_nothing_is_lost(text: str) -> None:
    assert "".join(cell.text for cell in cut(text)) == text


@given(TEXT, st.integers(4, 30), st.sampled_from([0.0, 2 * SIZE]))
def test_columns_keep_the_rules(text: str, high: int, indent: float) -> None:
    height = high * SIZE
    found = break_columns(cut(text), height, indent)
    printed = "".join(placed.cell.text for column in found for placed in column.sets)
    assert printed.split() == text.split() or printed.replace(" ", "").replace("\u3000", "") == "".join(text.split())
    for number, column in enumerate(found):
        assert column.sets
        assert column.length <= height + 0.1
        tops = [placed.top for placed in column.sets]
        assert tops == sorted(tops)
        assert tops[0] == pytest.approx(indent if number == 0 else 0.0)


@pytest.mark.parametrize(
    ("text", "high", "columns"),
    [
        ("一二三四，五", 4.5, ["一二三四，", "五"]),  # half of the mark is empty and gives way
        ("一二三四，五", 4, ["一二三", "四，五"]),
        ("一二三（四五", 4, ["一二三", "（四五"]),
        ("一二“三”，四五", 4.5, ["一二“三”，", "四五"]),
        ("一二三——四", 4.5, ["一二三", "——四"]),
    ],
)
def test_marks_stay_where_they_belong(text: str, high: float, columns: list[str]) -> None:
    found = break_columns(cut(text), high * SIZE)
    assert ["".join(placed.cell.text for placed in column.sets) for column in found] == columns


def test_full_columns_end_even_and_the_last_does_not() -> None:
    found = break_columns(cut("一二三四五（六七"), 5.6 * SIZE)
    assert found[0].length == pytest.approx(5.6 * SIZE)
    assert found[-1].length < 5 * SIZE
    ragged = break_columns(cut("一二三四五（六七"), 5.6 * SIZE, even=False)
    assert ragged[0].length == pytest.approx(5 * SIZE)


def test_marks_that_meet_give_up_their_halves() -> None:
    [column] = break_columns(cut("一。”（二"), 9 * SIZE)
    assert [placed.length for placed in column.sets] == [SIZE, SIZE / 2, SIZE / 2, SIZE, SIZE]


def test_a_word_longer_than_a_column_is_parted() -> None:
    found = break_columns(cut("abcdefghijklmnopqrstuvwxyz"), 4 * SIZE)
    assert len(found) > 2
    assert "".join(placed.cell.text for column in found for placed in column.sets) == "abcdefghijklmnopqrstuvwxyz"
    places = [(placed.cell.start, placed.cell.end) for column in found for placed in column.sets]
    assert places[0][0] == 0
    assert all(one[1] == other[0] for one, other in pairwise(places))
