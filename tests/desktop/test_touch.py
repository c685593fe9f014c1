"""Full screen for fingers: what is touched is big enough; strokes turn, two fingers make larger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListView,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.desktop.main_window import MainWindow
from ui.desktop.models.lists import HEADING
from ui.desktop.views.delegates import TOUCH


def too_small(window: MainWindow) -> list[str]:
    """What is seen, and less than a finger needs."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.objectName().startswith("qt_") or isinstance(widget.parent(), QTabBar):
            continue
        if isinstance(widget, QAbstractButton | QLineEdit | QComboBox):
            inside = isinstance(widget.parent(), QLineEdit)
            wide = TOUCH if not isinstance(widget, QCheckBox) and not inside else 0
            if widget.height() < (0 if inside else TOUCH) or widget.width() < wide:
                found.append(f"{type(widget).__name__} {widget.accessibleName()} {widget.size().toTuple()}")
        elif isinstance(widget, QTabBar):
            sizes = [widget.tabRect(tab) for tab in range(widget.count()) if widget.isTabVisible(tab)]
            found += [f"tab {size.size().toTuple()}" for size in sizes if min(size.width(), size.height()) < TOUCH]
        elif isinstance(widget, QListView):
            model = widget.model()
            rows = [row for row in range(model.rowCount()) if not model.index(row, 0).data(HEADING)]
            low = [row for row in rows if widget.sizeHintForIndex(model.index(row, 0)).height() < TOUCH]
            found += [f"row of {widget.objectName()}"] if low else []
    return found


def test_everything_is_big_enough_for_fingers(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1280, 800)
    sizes = window.side_bar.papers.height(), window.search_box.height()
    window.showFullScreen()
    window.resize(1920, 1080)
    qtbot.waitUntil(lambda: window.search_box.height() >= TOUCH)
    window.search_box.setText("图书馆")
    window.search_box.returnPressed.emit()
    qtbot.waitUntil(lambda: window.search_panel.model.total > 0)
    for tab in range(window.tabs.count()):
        window.tabs.setCurrentIndex(tab)
        window.search_panel.told.narrow.setChecked(True)
        qtbot.wait(20)
        assert too_small(window) == []
    days = [cell for cell in window.side_bar.calendar._cells.values() if cell.width()]
    window.side_bar.calendar.updateCells()
    qtbot.waitUntil(lambda: len(window.side_bar.calendar._cells) == 42)
    days = list(window.side_bar.calendar._cells.values())
    assert min(min(day.width(), day.height()) for day in days) >= TOUCH
    window.showNormal()
    window.resize(1280, 800)
    qtbot.waitUntil(lambda: (window.side_bar.papers.height(), window.search_box.height()) == sizes)


def touch(widget: QWidget, qtbot: QtBot, *ways: tuple[QPoint, QPoint]) -> None:
    """Fingers, each from here to there, in ten steps."""
    device = QTest.createTouchDevice()
    down = QTest.touchEvent(widget, device)
    for finger, (start, _end) in enumerate(ways):
        down.press(finger, start, widget)
    down.commit()
    for step in range(1, 11):
        qtbot.wait(10)
        moved = QTest.touchEvent(widget, device)
        for finger, (start, end) in enumerate(ways):
            moved.move(finger, start + (end - start) * step / 10, widget)
        moved.commit()
    up = QTest.touchEvent(widget, device)
    for finger, (_start, end) in enumerate(ways):
        up.release(finger, end, widget)
    up.commit()


@pytest.fixture
def reading(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The article alone, within the screen of the offscreen platform: beyond it there are no touches."""
    for name in ("side_bar", "middle"):
        window._actions[name].trigger()
    window.resize(780, 760)
    qtbot.waitUntil(lambda: window.article_view.browser.viewport().width() > 700)
    return window


def test_a_stroke_in_the_article_goes_on_and_back(reading: MainWindow, qtbot: QtBot) -> None:
    port = reading.article_view.browser.viewport()
    first = reading.desk.article
    touch(port, qtbot, (QPoint(400, 300), QPoint(200, 310)))
    second = reading.desk.article
    assert first
    assert second
    assert second.id != first.id
    touch(port, qtbot, (QPoint(200, 300), QPoint(400, 310)))
    assert reading.desk.article
    assert reading.desk.article.id == first.id
    touch(port, qtbot, (QPoint(200, 300), QPoint(230, 300)))  # too short
    assert reading.desk.article.id == first.id


def test_a_finger_scrolls_the_article_and_turns_nothing(reading: MainWindow, qtbot: QtBot) -> None:
    browser = reading.article_view.browser
    place = reading.desk.place()
    touch(browser.viewport(), qtbot, (QPoint(300, 400), QPoint(330, 250)))
    assert 60 < browser.verticalScrollBar().value() < 400
    assert reading.desk.place() == place
    assert not browser.textCursor().hasSelection()


def test_a_tap_sets_the_cursor(reading: MainWindow, qtbot: QtBot) -> None:
    browser = reading.article_view.browser
    browser.verticalScrollBar().setValue(browser.verticalScrollBar().maximum())
    point = QPoint(200, browser.viewport().height() // 2)
    touch(browser.viewport(), qtbot, (point, point))
    assert browser.textCursor().position() == browser.cursorForPosition(point).position()


@pytest.mark.parametrize(("nearer", "sign"), [(False, 1), (True, -1)])
def test_two_fingers_change_the_size_of_the_text(reading: MainWindow, qtbot: QtBot, nearer: bool, sign: int) -> None:
    port = reading.article_view.browser.viewport()
    size = reading.settings.get("article.size")
    ways = ((QPoint(280, 300), QPoint(180, 300)), (QPoint(320, 300), QPoint(420, 300)))
    if nearer:
        ways = ((ways[0][1], ways[0][0]), (ways[1][1], ways[1][0]))
    place = reading.desk.place()
    touch(port, qtbot, *ways)
    assert (reading.settings.get("article.size") - size) * sign > 0
    assert reading.desk.place() == place


def test_a_stroke_on_the_whole_page_turns_it_and_on_a_large_one_moves_it(window: MainWindow, qtbot: QtBot) -> None:
    picture = window.page_column.picture
    port = picture.viewport()
    right, left = QPoint(port.width() - 30, 150), QPoint(port.width() - 180, 155)
    picture.set_zoom(1.0)
    touch(port, qtbot, (right, left))
    assert window.desk.page == "02"
    touch(port, qtbot, (left, right))
    assert window.desk.page == "01"
    picture.set_zoom(4.0)
    touch(port, qtbot, (right, left))
    assert window.desk.page == "01"


def test_lists_can_be_left_by_finger_as_before(window: MainWindow) -> None:
    """Rows are chosen by a tap, which Qt makes a click of."""
    for view in window.findChildren(QAbstractItemView):
        assert not view.testAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
