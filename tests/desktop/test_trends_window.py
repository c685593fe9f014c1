"""Trends in the window: the picture, its axis, keys, what is spoken, files, and the search behind a bar."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from archive.model import PartialDate
from indexer.request import Filters
from reader.library import Library
from reader.trends import MOST_SERIES, Asked, Series, Step, Trends
from ui.desktop.main_window import MainWindow
from ui.desktop.theme import SCHEMES
from ui.desktop.views import trend_chart
from ui.desktop.views.middle import RESULTS
from ui.desktop.views.trend_chart import PATTERNS, Drawing, TrendChart, TrendPainter, colours, labels, ticks
from ui.desktop.views.trends_dialog import TrendsDialog

COUNTS = {"2024-12-31": 1, "2025-01-01": 2, "2025-03-01": 3}


def drawing(*counts: tuple[int, ...], step: Step = Step.YEAR, share: bool = False) -> Drawing:
    periods = tuple(PartialDate(2000 + number) for number in range(len(counts[0])))
    series = tuple(
        Series(Asked(f"词{number}", Filters()), row, tuple(2 * count for count in row))
        for number, row in enumerate(counts)
    )
    return Drawing(Trends(step, periods, series), tuple(f"词{number}" for number in range(len(counts))), share)


@pytest.fixture
def chart(qtbot: QtBot) -> TrendChart:
    shown = TrendChart(SCHEMES["light"])
    qtbot.addWidget(shown)
    shown.resize(600, 300)
    shown.show()
    return shown


@pytest.fixture
def dialog(make_desktop: object, library: Library, tmp_path: Path, qtbot: QtBot) -> TrendsDialog:
    rows = [
        {"paper": paper, "date": date, "page": "01", "page_name": "要闻" if date < "2025-02" else "海事", "title": f"{paper}{date}{number}", "text": "潮水。" if number else "夜市。"}
        for paper in ("临岚日报", "青湾晚报")
        for date, count in COUNTS.items()
        for number in range(count)
    ]  # fmt: skip
    path = tmp_path / "报.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    for _ in (*library.import_paths([path]), *library.update_index()):
        pass
    window: MainWindow = make_desktop(library).window  # type: ignore[operator]
    qtbot.waitUntil(lambda: not window.jobs.busy)
    window.search_panel.box.setText("潮水")
    window._actions["trends"].trigger()
    found = window.trend_commands.dialog
    assert found
    qtbot.waitUntil(lambda: not window.jobs.busy)
    return found


def window_of(dialog: TrendsDialog) -> MainWindow:
    window = dialog.parent()
    assert isinstance(window, MainWindow)
    return window


def pick(dialog: TrendsDialog, qtbot: QtBot, box: str, value: object) -> None:
    chosen = getattr(dialog, box)
    chosen.setCurrentIndex(chosen.findData(value))
    chosen.activated.emit(chosen.currentIndex())
    qtbot.waitUntil(lambda: not window_of(dialog).jobs.busy)


# ── the picture ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("most", "whole", "expected"),
    [
        (0, True, [0, 1]), (1, True, [0, 1]), (3, True, [0, 1, 2, 3]), (7, True, [0, 2, 4, 6, 8]),
        (25, True, [0, 5, 10, 15, 20, 25]), (1_234, True, [0, 500, 1_000, 1_500]), (0.4, False, [0, 0.1, 0.2, 0.3, 0.4]),
        (0.013, False, [0, 0.005, 0.01, 0.015]),
    ],
)  # fmt: skip
def test_ticks_are_round_and_reach_the_highest(most: float, whole: bool, expected: list[float]) -> None:
    assert ticks(most, whole=whole) == pytest.approx(expected)


def test_no_two_names_of_periods_overlap() -> None:
    for step, count in ((Step.YEAR, 200), (Step.MONTH, 300), (Step.DAY, 900)):
        if step is Step.YEAR:
            periods = tuple(PartialDate(1900 + number) for number in range(count))
        elif step is Step.MONTH:
            periods = tuple(PartialDate(2000 + number // 12, number % 12 + 1) for number in range(count))
        else:
            start = PartialDate(2020, 1, 5).first.toordinal()
            periods = tuple(PartialDate.of(type(PartialDate(1999).first).fromordinal(start + n)) for n in range(count))
        for slot in (3.0, 7.5, 20.0, 90.0):
            named = labels(Trends(step, periods, ()), slot, 70)
            assert named, (step, slot)
            places = sorted(named)
            room = min((after - before) * slot for before, after in itertools.pairwise(places))
            assert room >= 70 or len(next(iter(named.values()))) * 8 < room, (step, slot, room)


def test_bars_are_as_high_as_their_values_and_empty_ones_are_not_drawn(chart: TrendChart) -> None:
    shown = drawing((1, 0, 4), (2, 2, 2))
    painter = TrendPainter(shown, SCHEMES["light"], QRectF(0, 0, 600, 300))
    heights = [painter.bar(0, period).height() for period in range(3)]
    assert heights[1] == 0
    assert heights[2] == pytest.approx(painter.room.height())
    assert heights[0] == pytest.approx(painter.room.height() / 4)
    assert painter.bar(0, 0).right() <= painter.bar(1, 0).left() < painter.slot_at(0).right()
    assert painter.at(painter.bar(1, 2).center().toPoint()) == (1, 2)
    assert painter.at(QPoint(5, 100)) is None


def test_colours_and_patterns_tell_series_apart_in_every_scheme() -> None:
    assert len(PATTERNS) == len(set(PATTERNS)) == MOST_SERIES
    for name, scheme in SCHEMES.items():
        chosen = colours(scheme)
        assert len(set(chosen)) == MOST_SERIES
        assert all(contrast(colour, scheme.paper) >= 3 for colour in chosen), name


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = (part / 255 for part in QColor(colour).getRgb()[:3])  # type: ignore[operator]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_several_series_are_wide_enough_for_their_patterns(chart: TrendChart) -> None:
    chart.show_drawing(drawing(tuple(range(200)), tuple(range(200)), tuple(range(200))))
    chart.resize(chart.minimumWidth(), 300)
    assert chart.painter().bar(1, 9).width() >= trend_chart._PATTERNED - 2
    image = chart.grab().toImage()
    bar = chart.painter().bar(1, 199).toRect()
    found = {image.pixelColor(x, y).name() for x in range(bar.left() + 2, bar.right() - 1) for y in range(200, 220)}
    assert found >= {SCHEMES["light"].paper}, "a pattern lets the paper through"
    assert len(found) > 1


# ── walking and speaking ───────────────────────────────────────────────────────────────────────────────────────────


def test_keys_walk_and_each_bar_is_said(chart: TrendChart, qtbot: QtBot) -> None:
    chart.show_drawing(drawing((1, 0, 4), (2, 2, 2)))
    assert chart.accessibleName() == "趋势图"
    said: list[str] = []
    chart.walked.connect(said.append)
    for key, expected in (
        (Qt.Key.Key_Home, "词0，2000年 1 篇，占 2 篇的 50.00%"),
        (Qt.Key.Key_Left, "词0，2000年 1 篇，占 2 篇的 50.00%"),
        (Qt.Key.Key_Right, "词0，2001年 0 篇"),
        (Qt.Key.Key_Down, "词1，2001年 2 篇，占 4 篇的 50.00%"),
        (Qt.Key.Key_Down, "词0，2001年 0 篇"),
        (Qt.Key.Key_End, "词0，2002年 4 篇，占 8 篇的 50.00%"),
        (Qt.Key.Key_PageUp, "词0，2000年 1 篇，占 2 篇的 50.00%"),
    ):
        qtbot.keyClick(chart, key)
        assert chart.accessibleDescription() == said[-1] == expected
    with qtbot.waitSignal(chart.chosen) as chosen:
        qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert (chosen.args[0].asked.query, chosen.args[1]) == ("词0", PartialDate(2000))


def test_a_click_chooses_the_bar(chart: TrendChart, qtbot: QtBot) -> None:
    chart.show_drawing(drawing((1, 0, 4), (2, 2, 2)))
    with qtbot.waitSignal(chart.chosen) as chosen:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.painter().bar(1, 1).center().toPoint())
    assert (chosen.args[0].asked.query, chosen.args[1]) == ("词1", PartialDate(2001))


def test_nothing_to_draw_takes_no_keys(chart: TrendChart, qtbot: QtBot) -> None:
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert chart.accessibleDescription() == ""


# ── the dialog ─────────────────────────────────────────────────────────────────────────────────────────────────────


def counts(dialog: TrendsDialog) -> dict[str, tuple[int, ...]]:
    shown = dialog.chart.drawing
    return dict(zip(shown.names, (one.counts for one in shown.trends.series), strict=True))


def test_begins_with_what_was_searched_and_follows_its_choices(dialog: TrendsDialog, qtbot: QtBot) -> None:
    assert dialog.queries.toPlainText() == "潮水"
    assert [sum(row) for row in counts(dialog).values()] == [6]
    pick(dialog, qtbot, "step", Step.YEAR.value)
    assert counts(dialog) == {"潮水": (0, 6)}
    pick(dialog, qtbot, "paper", "each")
    assert counts(dialog) == {"潮水 《临岚日报》": (0, 3), "潮水 《青湾晚报》": (0, 3)}
    pick(dialog, qtbot, "paper", "青湾晚报")
    dialog.queries.setPlainText("潮水\n\n夜市 ")
    qtbot.waitUntil(lambda: set(counts(dialog)) == {"潮水", "夜市"})
    assert counts(dialog)["夜市"] == (1, 2)
    pick(dialog, qtbot, "place", "each")
    assert list(counts(dialog)) == ["潮水", "潮水 头版", "潮水 各版头条", "夜市", "夜市 头版", "夜市 各版头条"]
    pick(dialog, qtbot, "place", "section 海事")
    assert counts(dialog) == {"潮水": (2,), "夜市": (1,)}
    pick(dialog, qtbot, "value", True)
    assert dialog.chart.drawing.said(0.5) == "50%"


def test_what_cannot_be_counted_is_said(dialog: TrendsDialog, qtbot: QtBot) -> None:
    dialog.queries.setPlainText("")
    dialog.count()
    assert dialog.remark.text() == "先写下要比较的检索词"
    assert dialog.chart.empty
    assert not dialog.picture.isEnabled()
    dialog.queries.setPlainText("潮水")
    dialog.date_from.setText("昨天")
    dialog.date_from.editingFinished.emit()
    dialog.count()
    qtbot.waitUntil(lambda: not window_of(dialog).jobs.busy)
    assert dialog.date_from.property("wrong") is True
    dialog.date_from.setText("2025")
    dialog.date_to.setText("2025-06")
    dialog.date_to.editingFinished.emit()
    qtbot.waitUntil(lambda: not window_of(dialog).jobs.busy)
    assert dialog.date_from.property("wrong") is False
    assert sum(counts(dialog)["潮水"]) == 6
    pick(dialog, qtbot, "step", Step.MONTH.value)
    assert counts(dialog)["潮水"] == (2, 0, 4, 0, 0, 0)


def test_a_bar_is_searched_in_the_window(dialog: TrendsDialog, qtbot: QtBot) -> None:
    pick(dialog, qtbot, "step", Step.MONTH.value)
    pick(dialog, qtbot, "paper", "each")
    dialog.chart.setFocus()
    qtbot.keyClick(dialog.chart, Qt.Key.Key_End)
    qtbot.keyClick(dialog.chart, Qt.Key.Key_Return)
    window = window_of(dialog)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert window.tabs.currentIndex() == RESULTS
    request = window.search_panel.model.request
    assert request
    march = PartialDate(2025, 3)
    assert (request.query, request.filters) == ("潮水", Filters(paper="临岚日报", date_from=march, date_to=march))
    assert window.search_panel.model.total == 2


def test_what_one_is_at_stays_in_sight(dialog: TrendsDialog, qtbot: QtBot) -> None:
    pick(dialog, qtbot, "step", Step.DAY.value)
    dialog.queries.setPlainText("潮水\n夜市\n渡口")
    dialog.count()
    qtbot.waitUntil(lambda: not window_of(dialog).jobs.busy)
    dialog.resize(500, 400)
    chart, bar = dialog.chart, dialog.area.horizontalScrollBar()
    assert bar.maximum() > 0
    chart.setFocus()
    for key, edge in ((Qt.Key.Key_Home, 0), (Qt.Key.Key_End, bar.maximum())):
        qtbot.keyClick(chart, key)
        assert bar.value() == edge


def test_files(dialog: TrendsDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def save(button: str, name: str, form: str = "") -> bytes:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), form))
        getattr(dialog, button).click()
        return (tmp_path / (name if "." in name else f"{name}{form[form.index('*') + 1 : -1]}")).read_bytes()

    pick(dialog, qtbot, "step", Step.MONTH.value)
    image = QImage.fromData(save("picture", "图.png"))
    assert image.width() == 2 * dialog.chart.width()
    accent = QColor(colours(SCHEMES["light"])[0]).rgb()
    assert any(image.pixel(x, y) == accent for x in range(0, image.width(), 3) for y in range(100, image.height(), 50))
    drawn = ElementTree.fromstring(save("picture", "图", "SVG (*.svg)"))
    assert drawn.tag.endswith("svg")
    assert "潮水" in "".join(drawn.itertext())
    rows = list(csv.reader(io.StringIO(save("table", "数.csv").decode("utf-8-sig"))))
    assert rows[0] == ["时间", "潮水", "潮水（全部）", "潮水（%）"]
    assert [row[0] for row in rows[1:]] == ["2024-12", "2025-01", "2025-02", "2025-03"]
    assert dialog.remark.text() == "保存到 数.csv"


def test_one_dialog_at_a_time(dialog: TrendsDialog) -> None:
    window = window_of(dialog)
    window._actions["trends"].trigger()
    assert window.findChildren(TrendsDialog) == [dialog]
    dialog.close()
    assert window.trend_commands.dialog is None
