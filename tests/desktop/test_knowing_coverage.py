"""What is kept and what is not: in the calendar, under a search, in its own dialog."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, QEvent
from PySide6.QtGui import QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from archive.newspaper.coverage import DayState
from reader.library import Library
from reader.settings import Settings
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.views.coverage_dialog import CoverageDialog

MARCH_4, MARCH_12 = QDate(2026, 3, 4), QDate(2026, 3, 12)


@pytest.fixture
def window(make_desktop: Callable[..., Desktop], evening: Library, qtbot: QtBot) -> MainWindow:
    found = make_desktop(evening).window
    qtbot.waitUntil(lambda: bool(found.side_bar.covered.text()))
    qtbot.waitUntil(lambda: not found.jobs.busy)
    return found


def test_calendar_says_what_is_known_of_a_day(window: MainWindow, qtbot: QtBot) -> None:
    calendar = window.side_bar.calendar
    assert calendar.words(MARCH_4) == "2026-03-04 星期三：应有一期，没有收到"
    assert calendar.words(MARCH_12).startswith("2026-03-12 星期四：2 种版本")
    assert calendar.words(QDate(2026, 2, 27)).endswith("缺第02版")
    assert calendar.words(QDate(2025, 1, 1)) == ""
    known = calendar.known(QDate(2026, 3, 2))
    assert known is not None
    assert known.state is DayState.COMPLETE
    calendar.setSelectedDate(MARCH_4)
    assert "没有收到" in calendar.accessibleDescription()
    calendar.repaint()
    calendar.grab()
    point = calendar._cells[MARCH_4].center()
    viewport = calendar._grid.viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QEvent.Type.ToolTip, point, viewport.mapToGlobal(point)))
    qtbot.waitUntil(lambda: "没有收到" in QToolTip.text())
    QToolTip.hideText()


def test_month_is_summed_up_and_a_missing_day_says_why(window: MainWindow) -> None:
    bar = window.side_bar
    assert bar.covered.text().startswith("应有 11 期，收 10 期（缺 03-04）")
    bar.calendar.day_chosen.emit(MARCH_4)
    assert window.statusBar().currentMessage() == "2026-03-04 没有报纸（应有一期，没有收到）"
    bar.calendar.setCurrentPage(2020, 1)
    assert not bar.covered.isVisible()


def test_the_ledger_follows_the_archive(window: MainWindow, qtbot: QtBot) -> None:
    desk = window.desk
    key = next(issue.key for issue in desk.issues if str(issue.key.date) == "2026-03-09")
    window.knowing_commands._corrections.carry_out(lambda filing: filing.trash_issue(key))
    qtbot.waitUntil(lambda: "03-09" in window.side_bar.covered.text())


def test_coverage_dialog_lists_months_and_days_and_copies_them(window: MainWindow, qtbot: QtBot) -> None:
    window.side_bar.coverage_button.click()
    dialog = window.findChild(CoverageDialog)
    assert dialog is not None
    assert dialog.paper.currentText() == "青湾晚报"
    year = dialog.periods.topLevelItem(1)
    assert [year.child(row).text(0) for row in range(year.childCount())] == ["1月", "2月", "3月"]
    dialog.periods.setCurrentItem(year.child(2))
    assert [dialog.days.topLevelItem(row).text(0)[:10] for row in range(dialog.days.topLevelItemCount())] == [
        "2026-03-04"
    ]
    dialog.copy()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("《青湾晚报》2026-03-01 至 2026-03-13 应有")
    assert "2026-03-04 星期三：应有一期，没有收到" in copied
    dialog.all_days.setChecked(True)
    row = next(
        item for number in range(99) if (item := dialog.days.topLevelItem(number)).text(0).startswith("2026-03-05")
    )
    dialog.days.itemActivated.emit(row, 0)
    assert "2026-03-05" in window.place_label.text()
    dialog.close()


def test_search_over_a_period_says_its_coverage(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.search_panel
    panel.box.setText("渡口")
    panel.again()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert not panel.coverage.isVisibleTo(panel)
    panel.fields.date_from.setText("2026-03")
    panel.fields.date_to.setText("2026-03-13")
    panel.again()
    qtbot.waitUntil(lambda: panel.coverage.isVisibleTo(panel))
    assert panel.coverage.covered.text().startswith("收录：《青湾晚报》2026-03-01 至 2026-03-13 应有")
    panel.coverage.button.click()
    dialog = window.findChild(CoverageDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.close()
    panel.fields.date_from.clear()
    panel.fields.date_to.clear()
    panel.again()
    assert not panel.coverage.isVisibleTo(panel)


def test_documents_have_no_ledger(
    make_desktop: Callable[..., Desktop], filled: Library, settings: Settings, qtbot: QtBot
) -> None:
    window = make_desktop(filled).window
    name = next(paper.name for paper in filled.papers() if paper.kind == "documents")
    window.desk.open_paper(name)
    assert not window.side_bar.coverage_button.isVisible()
    assert window.side_bar.calendar.known(QDate(2026, 3, 2)) is None
