"""What opens beside the window: an article to compare with, pictures large; hits on the scroll bar."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.library import Library
from ui.desktop.article_window import ArticleWindow
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.models.lists import VALUE
from ui.desktop.views.picture_dialog import PictureDialog

MakeDesktop = Callable[..., Desktop]


@pytest.fixture
def compared(make_desktop: MakeDesktop, evening: Library) -> MainWindow:
    return make_desktop(evening).window


def beside(window: MainWindow) -> ArticleWindow:
    [found] = window.beside_commands.windows
    return found


def test_an_article_beside_steps_finds_and_closes_by_itself(compared: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(compared.article_view.browser, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    other = beside(compared)
    qtbot.waitUntil(other.isActiveWindow)
    here = compared.desk.article
    assert here is not None
    assert other.windowTitle().startswith(" ".join(here.content.title.split()))
    assert here.key.paper in other.windowTitle()
    qtbot.keyClick(other.view.browser, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert other.desk.article is not None
    assert other.desk.article.id != here.id
    assert compared.desk.article is here, "the main window stays where it is"
    assert other._actions["back"].isEnabled()
    other._actions["find"].trigger()
    assert other.view.find_bar.isVisible()
    size = compared.settings.get("article.size")
    other._actions["larger"].trigger()
    assert compared.settings.get("article.size") > size
    assert other.view._type == compared.article_view._type, "one size in all windows"
    other._actions["toggle_script"].trigger()
    assert other.view.head.title.text() == "夜市開張"
    other._actions["vertical"].trigger()
    assert other.view.text is other.view.vertical
    assert compared.article_view.text is compared.article_view.vertical
    other._actions["vertical"].trigger()
    other._actions["toggle_script"].trigger()
    compared.desk.open_article(other.desk.article.id)
    compared._actions["star"].trigger()
    qtbot.waitUntil(lambda: not compared.jobs.busy)
    assert other.view.head.marks.text() == "★ 星标"
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    qtbot.keyClick(other.view.browser, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert not compared.beside_commands.windows


def click_row(qtbot: QtBot, view: QAbstractItemView, row: int) -> None:
    index = view.model().index(row, 0)
    view.scrollTo(index)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.MiddleButton, pos=view.visualRect(index).center())


def test_the_middle_button_opens_a_row_beside(compared: MainWindow, qtbot: QtBot) -> None:
    contents = compared.page_column.contents
    row = next(n for n in range(contents.model().rowCount()) if contents.model().index(n, 0).data() == "夜市开张")
    before = compared.desk.article
    click_row(qtbot, contents, row)
    head = contents.model().index(row, 0).data(VALUE)
    other = beside(compared)
    assert other.desk.article is not None
    assert other.desk.article.id == head.id
    assert compared.desk.article is before
    click_row(qtbot, contents, 0)  # a heading
    assert len(compared.beside_commands.windows) == 1
    compared.close()
    assert not compared.beside_commands.windows


def test_hits_are_marked_on_the_scroll_bar_where_they_are(compared: MainWindow, qtbot: QtBot) -> None:
    view = compared.article_view
    long = next(h.id for h in compared.desk.issue.heads if h.title == "渡口复航十年记") if compared.desk.issue else 0
    compared.desk.open_article(long)
    view.mark("潮水")
    bar = view._bar
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert len(bar.parts) == view.hit_count == 60
    assert list(bar.parts) == sorted(bar.parts)
    assert bar.parts[0] < 0.5 < bar.parts[-1] <= 1.0
    lines = bar.lines()
    shown = bar.grab().toImage()
    last = lines[-1].center()
    assert shown.pixelColor(last).name() == compared.scheme.mark_current
    here = lines[0].center()
    assert shown.pixelColor(here).name() == compared.scheme.accent
    view.mark("")
    assert list(bar.parts) == []


def test_pictures_open_large(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk.issue is not None
    articles = [window.library.article(head.id) for head in window.desk.issue.heads]
    article = next(one for one in articles if one.content.pictures())
    window.desk.open_article(article.id)
    assert window._actions["open_picture"].isEnabled()
    qtbot.waitUntil(lambda: not window.jobs.busy)
    browser = window.article_view.browser
    sha = article.content.pictures()[0]
    spots = (QPoint(browser.viewport().width() // 2, y) for y in range(0, browser.viewport().height(), 8))
    spot = next((point for point in spots if browser.picture_at(point) == sha), None)
    if spot is None:
        browser.verticalScrollBar().setValue(browser.verticalScrollBar().maximum())
        spots = (QPoint(browser.viewport().width() // 2, y) for y in range(0, browser.viewport().height(), 8))
        spot = next(point for point in spots if browser.picture_at(point) == sha)
    qtbot.mouseClick(browser.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    dialog = window.findChild(PictureDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.copy.isEnabled)
    assert dialog._item.pixmap().width() > 100
    zoom = dialog.view.zoom
    qtbot.keyClick(dialog, Qt.Key.Key_Plus)
    assert dialog.view.zoom > zoom
    qtbot.keyClick(dialog, Qt.Key.Key_0)
    assert dialog.view.zoom == 1.0
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def point_at(widget: QWidget, point: QPoint) -> None:
    """The mouse is there now, wherever it was."""
    none, there = Qt.MouseButton.NoButton, widget.mapToGlobal(QPointF(point))
    moved = QMouseEvent(QMouseEvent.Type.MouseMove, point, there, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, moved)


def opened_picture(parent: QWidget) -> PictureDialog | None:
    """The dialog that is open now; it is closed."""
    dialog = next((one for one in parent.findChildren(PictureDialog) if one.isVisible()), None)
    if dialog:
        dialog.reject()
    return dialog


def test_pictures_of_vertical_text_open_by_click_and_tap(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk.issue is not None
    article = next(
        one for head in window.desk.issue.heads if (one := window.library.article(head.id)).content.pictures()
    )
    window.desk.open_article(article.id)
    window._actions["vertical"].trigger()
    sheet = window.article_view.vertical
    parent: MainWindow | ArticleWindow = window
    for _ in range(2):
        while not sheet._pages[sheet.number].pictures:
            assert sheet.turn(1)
        placed = sheet._pages[sheet.number].pictures[0]
        inside, outside = placed.box.center().toPoint(), placed.box.bottomLeft().toPoint() + QPoint(-30, 0)
        assert sheet.picture_at(QPointF(inside)) == article.content.pictures()[0]
        point_at(sheet, inside)
        assert sheet.cursor().shape() == Qt.CursorShape.PointingHandCursor
        point_at(sheet, outside)
        assert sheet.cursor().shape() == Qt.CursorShape.IBeamCursor
        qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=outside)
        assert opened_picture(parent) is None
        qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=inside)
        assert opened_picture(parent)
        for way, opens in ((QPointF(3, 2), True), (QPointF(5, 40), False)):
            sheet._stroke(way, QPointF(inside))
            assert (opened_picture(parent) is not None) is opens
        assert "〔图片〕" in sheet.accessibleDescription()
        assert "\ufffc" not in sheet.accessibleDescription()
        if parent is window:  # the same in a window beside
            window._actions["open_beside"].trigger()
            parent = beside(window)
            sheet = parent.view.vertical
            qtbot.waitUntil(sheet.isVisible)
    parent._actions["open_picture"].trigger()
    assert opened_picture(parent)


def test_a_finger_opens_a_picture_of_vertical_text(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk.issue is not None
    article = next(
        one for head in window.desk.issue.heads if (one := window.library.article(head.id)).content.pictures()
    )
    window.desk.open_article(article.id)
    for name in ("vertical", "side_bar", "middle"):
        window._actions[name].trigger()
    window.resize(780, 760)  # beyond the offscreen platform's screen there are no touches
    sheet = window.article_view.vertical
    qtbot.waitUntil(lambda: sheet.width() > 700)
    while not sheet._pages[sheet.number].pictures:
        assert sheet.turn(1)
    point, device = sheet._pages[sheet.number].pictures[0].box.center().toPoint(), QTest.createTouchDevice()
    QTest.touchEvent(sheet, device).press(0, point, sheet).commit()
    QTest.touchEvent(sheet, device).release(0, point, sheet).commit()
    assert opened_picture(window)


def test_an_article_without_pictures_has_none_to_open(compared: MainWindow) -> None:
    assert not compared._actions["open_picture"].isEnabled()
    compared.beside_commands.open_picture("")
    assert compared.statusBar().currentMessage() == "这一篇没有图片"
