"""Searching while typing: when it begins, and that the list stays still until there is another one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from indexer.request import SearchRequest, Sort
from ui.desktop.main_window import MainWindow
from ui.desktop.views.search_panel import PAUSE, SearchPanel


def type_words(box: QLineEdit, text: str) -> None:
    """As an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(box, event)


def test_two_characters_are_searched_after_a_pause(panel: SearchPanel, answers: Any, qtbot: QtBot) -> None:
    type_words(panel.box, "渡")
    qtbot.wait(PAUSE + 50)
    assert answers.asked == []
    type_words(panel.box, "口")
    assert answers.asked == []
    qtbot.waitUntil(lambda: panel.model.total == 3)
    type_words(panel.box, "复")
    type_words(panel.box, "航")
    qtbot.waitUntil(lambda: len(answers.asked) == 2)
    assert [request.query for request in answers.asked] == ["渡口", "渡口复航"]


def test_enter_does_not_wait(panel: SearchPanel, answers: Any, qtbot: QtBot) -> None:
    type_words(panel.box, "渡")
    qtbot.keyClick(panel.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not panel.model.searching)
    qtbot.wait(PAUSE + 50)
    assert [request.query for request in answers.asked] == ["渡"]


def test_the_old_list_stays_until_the_new_one_is_there(panel: SearchPanel, answers: Any, qtbot: QtBot) -> None:
    panel.search("渡口")
    qtbot.waitUntil(lambda: panel.model.total == 3)
    answers.gate.clear()
    answers.total = 2
    panel.search("复航")
    qtbot.waitUntil(lambda: panel.told.summary.text() == "正在检索…")
    assert panel.model.rowCount() == 3
    assert panel.found[0] == "渡口"
    assert panel.results.isVisible()
    answers.gate.set()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 2)
    assert panel.found[0] == "复航"


def test_an_answer_that_came_too_late_is_not_shown(panel: SearchPanel, answers: Any, qtbot: QtBot) -> None:
    answers.gate.clear()
    panel.search("渡口")
    panel.search("复航")
    answers.gate.set()
    qtbot.waitUntil(lambda: not panel._jobs.busy)
    assert panel.found[0] == "复航"


def test_an_emptied_box_empties_the_list(panel: SearchPanel, qtbot: QtBot) -> None:
    panel.search("渡口")
    qtbot.waitUntil(lambda: panel.model.total == 3)
    panel.box.selectAll()
    qtbot.keyClick(panel.box, Qt.Key.Key_Backspace)
    assert panel.model.rowCount() == 0
    assert not panel.told.isVisible()
    assert panel.nothing.isVisible()


def test_the_same_search_anew_keeps_the_place(panel: SearchPanel, answers: Any, qtbot: QtBot) -> None:
    panel.search("渡口")
    qtbot.waitUntil(lambda: panel.model.total == 3)
    assert panel.step(1)
    assert panel.step(1)
    answers.heads.reverse()
    panel.again()
    qtbot.waitUntil(lambda: not panel.model.searching)
    assert panel.results.currentIndex().row() == 1
    panel.search("复航")
    qtbot.waitUntil(lambda: not panel.model.searching)
    assert panel.results.currentIndex().row() == -1


def test_manner_and_order_are_asked_for(panel: SearchPanel, answers: Any, qtbot: QtBot) -> None:
    panel.set_sort("fresh")
    panel.exact.click()
    panel.search("渡口")
    qtbot.waitUntil(lambda: not panel.model.searching)
    assert answers.asked[-1] == SearchRequest("渡口", sort=Sort.FRESH, limit=50, exact=True, facets=True)


def test_both_boxes_of_the_window_say_the_same(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.search_panel
    type_words(window.search_box, "灯塔")
    assert panel.box.text() == ""  # the results cannot be seen
    qtbot.keyClick(window.search_box, Qt.Key.Key_Return)
    assert panel.box.text() == "灯塔"
    window.search_box.setCursorPosition(0)
    type_words(window.search_box, "海")
    assert panel.box.text() == window.search_box.text() == "海灯塔"
    assert window.search_box.cursorPosition() == 1
    type_words(panel.box, "角")
    assert window.search_box.text() == "海灯塔角"
    qtbot.waitUntil(lambda: not window.jobs.busy)
