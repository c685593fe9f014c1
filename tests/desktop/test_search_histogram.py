"""The hits of a search over time: which bars there are, how a period is chosen from them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from archive.model import PartialDate
from indexer.request import Counted, Facets
from ui.desktop.theme import SCHEMES
from ui.desktop.views.histogram import MOST_BARS, Histogram, bars

MONTHS = tuple(Counted(f"2024-{month:02}", count) for month, count in ((1, 4), (2, 2), (4, 35)))
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def histogram(qtbot: QtBot) -> Histogram:
    shown = Histogram(SCHEMES["light"])
    qtbot.addWidget(shown)
    shown.show_facets(Facets(months=MONTHS, undated=7))
    shown.resize(400, 68)
    shown.show()
    return shown


def test_a_short_time_is_shown_by_months_without_a_gap() -> None:
    assert [(str(bar.first), str(bar.last), bar.count) for bar in bars(MONTHS)] == [
        ("2024-01", "2024-01", 4),
        ("2024-02", "2024-02", 2),
        ("2024-03", "2024-03", 0),
        ("2024-04", "2024-04", 35),
    ]


def test_a_long_time_is_shown_by_years() -> None:
    found = bars((Counted("2021", 3), Counted("2021-05", 4), Counted("2024-12", 1)))
    assert [(str(bar.first), bar.count) for bar in found] == [("2021", 7), ("2022", 0), ("2023", 0), ("2024", 1)]


def test_nothing_dated_has_no_bars() -> None:
    assert bars(()) == ()


dates = st.builds(
    lambda year, month: f"{year}-{month:02}" if month else f"{year}", st.integers(1000, 9999), st.integers(0, 12)
)


@given(st.dictionaries(dates, st.integers(1, 99), min_size=1))
def test_bars_follow_one_another_and_are_never_too_many(counts: dict[str, int]) -> None:
    found = bars(tuple(Counted(value, counts[value]) for value in sorted(counts)))
    assert len(found) <= MOST_BARS
    days = [(bar.first.first, bar.last.last) for bar in found]
    assert all((start - end).days == 1 for (_, end), (start, _) in pairwise(days))
    dated = sum(count for value, count in counts.items() if len(value) > 4)
    assert dated <= sum(bar.count for bar in found) <= sum(counts.values())


def test_one_bar_is_not_shown(histogram: Histogram) -> None:
    assert histogram.isVisible()
    histogram.show_facets(Facets(months=MONTHS[:1]))
    assert not histogram.isVisible()


def test_arrows_move_and_enter_narrows(histogram: Histogram, qtbot: QtBot) -> None:
    histogram.setFocus()
    assert histogram.accessibleDescription() == "2024年4月 35 篇，另有 7 篇日期不详"
    qtbot.keyClick(histogram, Qt.Key.Key_Home)
    qtbot.keyClick(histogram, Qt.Key.Key_Left)
    qtbot.keyClick(histogram, Qt.Key.Key_Right)
    assert histogram.accessibleDescription().startswith("2024年2月 2 篇")
    with qtbot.waitSignal(histogram.period_chosen) as chosen:
        qtbot.keyClick(histogram, Qt.Key.Key_Return)
    assert chosen.args == [PartialDate(2024, 2), PartialDate(2024, 2)]


def test_a_drag_over_bars_chooses_their_period(histogram: Histogram, qtbot: QtBot) -> None:
    start, end = QPoint(250, 30), QPoint(30, 30)
    qtbot.mousePress(histogram, LEFT, pos=start)
    qtbot.mouseMove(histogram, end)
    with qtbot.waitSignal(histogram.period_chosen) as chosen:
        qtbot.mouseRelease(histogram, LEFT, pos=end)
    assert chosen.args == [PartialDate(2024, 1), PartialDate(2024, 3)]


def test_escape_gives_up_a_drag(histogram: Histogram, qtbot: QtBot) -> None:
    qtbot.mousePress(histogram, LEFT, pos=QPoint(250, 30))
    qtbot.keyClick(histogram, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(histogram.period_chosen):
        qtbot.mouseRelease(histogram, LEFT, pos=QPoint(250, 30))


@pytest.mark.parametrize("name", SCHEMES)
def test_the_highest_bar_is_drawn_in_every_scheme(qtbot: QtBot, name: str) -> None:
    shown = Histogram(SCHEMES[name])
    qtbot.addWidget(shown)
    shown.resize(400, 68)
    shown.show_facets(Facets(months=MONTHS))
    image = shown.grab().toImage()
    assert image.pixelColor(340, 20) == QColor(SCHEMES[name].focus)
    assert image.pixelColor(60, 20) != QColor(SCHEMES[name].focus)
