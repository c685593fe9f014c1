"""Full screen for fingers: what is touched is big enough; strokes turn, two fingers make larger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScroller,
    QSlider,
    QTabBar,
    QTableWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.desktop.main_window import MainWindow
from ui.desktop.models.lists import HEADING
from ui.desktop.touch import suit_lists
from ui.desktop.views.delegates import TOUCH
from ui.desktop.views.flick import HOLD, Flick, set_flick
from ui.desktop.views.help_dialog import HelpDialog


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


# ── lists ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def hold(widget: QWidget, qtbot: QtBot, start: QPoint, end: QPoint) -> None:
    """A finger that stays for a while and then goes from here to there."""
    device = QTest.createTouchDevice()
    QTest.touchEvent(widget, device).press(0, start, widget).commit()
    qtbot.wait(HOLD + 60)
    for step in range(1, 11) if start != end else ():
        QTest.touchEvent(widget, device).move(0, start + (end - start) * step / 10, widget).commit()
    QTest.touchEvent(widget, device).release(0, end, widget).commit()


def flicks(window: QWidget) -> list[Flick]:
    return window.findChildren(Flick)


@pytest.fixture
def listed(qtbot: QtBot) -> Iterator[QListView]:
    """A list in a window in which fingers scroll."""
    window = QWidget()
    qtbot.addWidget(window)
    view = QListView()
    view.setModel(QStringListModel([f"第 {number} 行" for number in range(200)], view))
    view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
    view.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
    QVBoxLayout(window).addWidget(view)
    window.resize(400, 500)
    window.show()
    set_flick(window, on=True)
    yield view
    window.close()


def test_full_screen_has_lists_flicked_and_the_window_does_not(window: MainWindow, qtbot: QtBot) -> None:
    views = [window.side_bar.papers, window.page_column.contents, window.search_panel.results, window.marks_panel.list]
    assert not flicks(window)
    modes = {view: view.verticalScrollMode() for view in window.findChildren(QAbstractItemView)}
    window.showFullScreen()
    qtbot.waitUntil(lambda: bool(flicks(window)))
    assert {flick.parent() for flick in flicks(window)} >= set(views)
    assert window.article_view.browser not in {flick.parent() for flick in flicks(window)}
    assert window.page_column.picture not in {flick.parent() for flick in flicks(window)}
    window._actions["help"].trigger()
    dialog = window.findChild(HelpDialog)
    assert dialog is not None
    assert {flick.parent() for flick in flicks(dialog)} >= {dialog.page, dialog.headings}
    dialog.close()
    window.showNormal()
    qtbot.waitUntil(lambda: not flicks(window))
    assert {view: view.verticalScrollMode() for view in modes} == modes


def test_rows_of_dialogs_are_big_enough_there_too(window: MainWindow, qtbot: QtBot) -> None:
    for name, touched in (("coverage", True), ("coverage", False), ("settings", True)):
        (window.showFullScreen if touched else window.showNormal)()
        qtbot.waitUntil(lambda touched=touched: bool(flicks(window)) is touched)
        window._actions[name].trigger()
        dialog = next(one for one in window.findChildren(QDialog) if one.isVisible())
        views = [
            view for view in dialog.findChildren(QAbstractItemView) if view.isVisible() and view.model().rowCount()
        ]
        rows = [view for view in views if not isinstance(view, QHeaderView)]
        assert rows
        for view in rows:
            assert (view.visualRect(view.model().index(0, 0)).height() >= TOUCH) is touched, view
        dialog.reject()
        qtbot.waitUntil(lambda: not any(one.isVisible() for one in window.findChildren(QDialog)))


def test_rows_of_tables_are_big_enough_and_as_they_were(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    table = QTableWidget(3, 2, window)
    before = table.rowHeight(1)
    for on in (True, True, False, False, True):
        suit_lists(window, on=on)
        assert table.rowHeight(1) == (TOUCH if on else before)


def test_a_flick_moves_a_list_on_after_the_finger_and_chooses_nothing(listed: QListView, qtbot: QtBot) -> None:
    clicked: list[object] = []
    listed.clicked.connect(clicked.append)
    listed.setCurrentIndex(listed.model().index(0, 0))
    bar, port = listed.verticalScrollBar(), listed.viewport()
    touch(port, qtbot, (QPoint(100, 400), QPoint(110, 200)))
    there = bar.value()
    assert there > 100
    qtbot.waitUntil(lambda: bar.value() > there + 20)  # momentum
    scroller = QScroller.scroller(port)
    moving = scroller.state() == QScroller.State.Scrolling
    touch(port, qtbot, (QPoint(100, 300), QPoint(100, 300)))  # stops it, and is no tap
    assert scroller.state() == QScroller.State.Inactive
    assert not moving or not clicked
    assert listed.currentIndex().row() == 0 or not moving
    assert bar.value() < bar.maximum()


@pytest.fixture
def _slow_fingers(qapp: QApplication) -> Iterator[None]:
    """Two taps are two also where the machine is busy between them."""
    before = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(1_200)
    yield
    qapp.setDoubleClickInterval(before)


@pytest.mark.usefixtures("_slow_fingers")
def test_a_tap_chooses_a_row_and_two_open_it(listed: QListView, qtbot: QtBot) -> None:
    clicked: list[QModelIndex] = []
    opened: list[QModelIndex] = []
    listed.clicked.connect(clicked.append)
    listed.activated.connect(opened.append)
    point = listed.visualRect(listed.model().index(3, 0)).center()
    touch(listed.viewport(), qtbot, (point, point + QPoint(3, 4)))
    assert [index.row() for index in clicked] == [3]
    assert listed.currentIndex().row() == 3
    assert not opened
    qtbot.wait(QApplication.doubleClickInterval())
    device = QTest.createTouchDevice()
    for _ in range(2):
        QTest.touchEvent(listed.viewport(), device).press(0, point, listed.viewport()).commit()
        QTest.touchEvent(listed.viewport(), device).release(0, point, listed.viewport()).commit()
    assert [index.row() for index in opened] == [3]


def test_two_taps_of_one_millisecond_are_two(listed: QListView, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[QEvent.Type] = []
    flick = next(child for child in listed.children() if isinstance(child, Flick))
    monkeypatch.setattr(flick, "_mouse", lambda kind, *_: sent.append(kind))
    for when in (5, 5, 5):
        flick._tap(when)
    press, twice, release = (
        QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease,
    )  # fmt: skip
    assert sent == [press, release, twice, release, press, release]


def test_a_finger_that_waits_selects_rows_or_asks_for_the_menu(listed: QListView, qtbot: QtBot) -> None:
    asked: list[QPoint] = []
    listed.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    listed.customContextMenuRequested.connect(asked.append)
    first, last = (listed.visualRect(listed.model().index(row, 0)).center() for row in (2, 6))
    hold(listed.viewport(), qtbot, first, last)
    assert sorted(index.row() for index in listed.selectedIndexes()) == [2, 3, 4, 5, 6]
    assert listed.verticalScrollBar().value() == 0
    assert not asked
    hold(listed.viewport(), qtbot, last, last)
    assert len(asked) == 1
    assert listed.currentIndex().row() == 6


def test_a_second_finger_ends_what_the_first_began(listed: QListView, qtbot: QtBot) -> None:
    port = listed.viewport()
    touch(port, qtbot, (QPoint(100, 400), QPoint(100, 200)), (QPoint(200, 400), QPoint(200, 200)))
    assert not listed.selectedIndexes()


def test_a_plain_text_is_moved_by_as_many_lines_as_the_finger(qtbot: QtBot) -> None:
    text = QPlainTextEdit("\n".join(f"第 {number} 行" for number in range(400)))
    window = QWidget()
    qtbot.addWidget(window)
    QVBoxLayout(window).addWidget(text)
    window.resize(400, 500)
    window.show()
    set_flick(window, on=True)
    touch(text.viewport(), qtbot, (QPoint(100, 400), QPoint(100, 200)))
    assert 4 < text.verticalScrollBar().value() < 40
    assert not text.textCursor().hasSelection()


def test_an_area_scrolls_and_what_it_holds_is_tapped(qtbot: QtBot) -> None:
    inner, area, pressed = QWidget(), QScrollArea(), []
    column = QVBoxLayout(inner)
    for number in range(40):
        button = QPushButton(str(number))
        button.clicked.connect(lambda _on=False, number=number: pressed.append(number))
        column.addWidget(button)
    slider = QSlider(Qt.Orientation.Horizontal)
    column.insertWidget(0, slider)
    short = QListView()
    short.setModel(QStringListModel(["一", "二"], short))
    column.insertWidget(1, short)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.resize(400, 500)
    qtbot.addWidget(area)
    area.show()
    set_flick(area, on=True)
    set_flick(area, on=True)  # changes nothing
    Flick(area)
    button = inner.findChildren(QPushButton)[2]
    spot = button.rect().center()
    touch(button, qtbot, (spot, spot))
    assert pressed == [2]
    touch(slider, qtbot, (QPoint(5, slider.height() // 2), QPoint(200, slider.height() // 2)))
    assert slider.value() > 20
    assert area.verticalScrollBar().value() == 0
    touch(short.viewport(), qtbot, (QPoint(50, 120), QPoint(50, 20)))  # has nothing to scroll: what is around it does
    assert area.verticalScrollBar().value() > 40
    assert pressed == [2]
