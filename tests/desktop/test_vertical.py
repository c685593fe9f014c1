"""Vertical reading: pages, places, what is marked, found, selected and copied, all with the horizontal text's document."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QSizeF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive.model import Content, Figure, Heading, ListBlock, Paragraph, Table
from reader.library import Library
from reader.settings import Settings
from ui.desktop.app import make_application
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.theme import SCHEMES, text_font
from ui.desktop.views.article_text import Setting, make_document
from ui.desktop.views.vertical.cells import Way
from ui.desktop.views.vertical.pages import Form, Page, make_pages
from ui.desktop.views.vertical.pieces import HeadLine, Picture, Text, body_pieces, vertical
from ui.desktop.views.vertical.view import VerticalView

MakeDesktop = Callable[..., Desktop]
SETTING = Setting(18, 20, 20, 360)
LONG = "清晨的码头，渔船一条接一条靠岸；“今天的鱼真新鲜！”老林说，2026年3月5日他卖了42斤。" * 24
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(make_desktop: MakeDesktop, library: Library, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    source = tmp_path / "报.jsonl"
    common = {"paper": "青湾晚报", "date": "2026-03-13", "page": "01"}
    rows = [
        {**common, "title": "一船鱼的早晨", "kicker": "码头", "byline": "记者 林一", "text": LONG + "\n灯塔熄了。"},
        {**common, "title": "下一篇", "text": "短讯。"},
    ]
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    for _ in (*library.import_paths([source]), *library.update_index()):
        pass
    found = make_desktop(library).window
    found._actions["vertical"].trigger()
    qtbot.waitUntil(found.article_view.vertical.isVisible)
    return found


@pytest.fixture
def sheet(window: MainWindow) -> VerticalView:
    return window.article_view.vertical


def at(sheet: VerticalView, words: str) -> tuple[int, int]:
    cursor = sheet._browser.document().find(words)
    assert cursor.hasSelection()
    return cursor.selectionStart(), cursor.selectionEnd()


def colours(image: QImage, box) -> set[str]:  # type: ignore[no-untyped-def]
    return {image.pixelColor(x, y).name() for x in range(box.left() - 3, box.right() + 3, 2)
            for y in range(box.top(), box.bottom(), 2)}  # fmt: skip


def test_pages_hold_all_of_the_text_once_and_in_order(sheet: VerticalView) -> None:
    assert sheet.pages > 1
    places = [place for page in sheet._pages for place in page.places()]
    assert places == sorted(places)
    text = sheet._browser.document().toPlainText()
    shown = {at for start, end in places for at in range(start, end)}
    assert {number for number, char in enumerate(text) if not char.isspace()} == shown - {
        number for number, char in enumerate(text) if char.isspace()
    }


def test_columns_go_from_right_to_left_inside_the_page(sheet: VerticalView) -> None:
    area = sheet.rect()
    for page in sheet._pages:
        body = [line for line in page.lines if line.column.sets[0].cell.start >= 0]
        xs = [line.box.center().x() for line in body]
        assert xs == sorted(xs, reverse=True)
        for line in page.lines:
            assert area.contains(line.box.toRect())
            assert line.column.length <= line.box.height() + 0.1
    head = [line for line in sheet._pages[0].lines if line.column.sets[0].cell.start < 0]
    assert len(head) == 3  # kicker, title, byline
    assert min(line.box.left() for line in head) > max(xs[0] for xs in [[sheet._pages[0].lines[3].box.right()]])


def test_space_wheel_arrows_and_edges(window: MainWindow, sheet: VerticalView, qtbot: QtBot) -> None:
    qtbot.keyClick(sheet, Qt.Key.Key_Space)
    assert sheet.number == 1
    qtbot.keyClick(sheet, Qt.Key.Key_Right)
    assert sheet.number == 0
    qtbot.keyClick(sheet, Qt.Key.Key_Left)
    assert sheet.number == 1
    for delta, number in ((60, 1), (60, 0), (-120, 1)):  # two small steps of a touch pad are one
        point = QPointF(50, 50)
        buttons = Qt.MouseButton.NoButton
        wheel = QWheelEvent(
            point, point, QPoint(), QPoint(0, delta), buttons, NONE, Qt.ScrollPhase.NoScrollPhase, False
        )
        QApplication.sendEvent(sheet, wheel)
        assert sheet.number == number
    qtbot.keyClick(sheet, Qt.Key.Key_End)
    assert sheet.number == sheet.pages - 1
    title = window.desk.article.content.title
    qtbot.keyClick(sheet, Qt.Key.Key_Space)
    assert window.desk.article.content.title == "下一篇" != title
    assert sheet.number == 0
    qtbot.keyClick(sheet, Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert window.desk.article.content.title == title


def test_a_stroke_to_the_right_turns_on_and_a_tap_does_not(sheet: VerticalView) -> None:
    device = QTest.createTouchDevice()
    QTest.touchEvent(sheet, device).press(0, QPoint(100, 200), sheet).commit()
    QTest.touchEvent(sheet, device).release(0, QPoint(300, 205), sheet).commit()
    assert sheet.number == 1
    here = QPointF(300, 200)
    for way, number in ((QPointF(5, 5), 1), (QPointF(70, 200), 1), (QPointF(-200, 9), 0)):
        sheet._stroke(way, here)
        assert sheet.number == number


def test_what_is_selected_with_the_mouse_is_copied_and_marked(
    window: MainWindow, sheet: VerticalView, qtbot: QtBot
) -> None:
    first, last = at(sheet, "渔船一条")
    upper, lower = sheet.rect_of(first), sheet.rect_of(last - 1)
    qtbot.mousePress(sheet, LEFT, NONE, upper.center() - QPoint(0, 6))
    qtbot.mouseMove(sheet, lower.center() + QPoint(0, 6))
    qtbot.mouseRelease(sheet, LEFT, NONE, lower.center() + QPoint(0, 6))
    assert sheet._browser.textCursor().selectedText() == "渔船一条"
    qtbot.keyClick(sheet, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "渔船一条"
    window._actions["highlight"].trigger()
    assert window.library.marks.all()[0].quote.words == "渔船一条"
    assert window.scheme.pens[0] in colours(sheet.grab().toImage(), sheet.rect_of(first))
    assert window.scheme.pens[0] not in colours(sheet.grab().toImage(), sheet.rect_of(last + 2))


def test_found_words_are_painted_and_turned_to(window: MainWindow, sheet: VerticalView) -> None:
    view = window.article_view
    view.mark("灯塔")
    assert sheet.number == sheet.pages - 1
    assert window.scheme.mark_current in colours(sheet.grab().toImage(), sheet.rect_of(at(sheet, "灯塔")[0]))
    view.mark("早晨")  # in the title
    assert sheet.number == 0
    title = next(line for line in sheet._pages[0].lines if line.font.bold())
    assert len(title.found) == 2
    assert window.scheme.mark in colours(sheet.grab().toImage(), title.box.toRect())


def test_the_way_back_keeps_the_place(window: MainWindow, sheet: VerticalView, qtbot: QtBot) -> None:
    sheet.turn(1)
    place = sheet.place
    window._actions["vertical"].trigger()
    browser = window.article_view.browser
    assert browser.isVisible()
    assert browser.textCursor().position() == place
    assert window.settings.get("article.vertical") is False
    window._actions["vertical"].trigger()
    assert sheet.number == 1
    assert sheet.rect_of(place)
    window.look_commands.set_size(30)
    assert sheet.pages > 3
    assert sheet._setting.em == 30


def test_a_new_window_is_vertical_again(make_desktop: MakeDesktop, filled: Library, settings: Settings) -> None:
    settings.set("article.vertical", True)
    window = make_desktop(filled).window
    assert window.article_view.vertical.isVisible()
    assert window._actions["vertical"].isChecked()
    assert window.article_view.vertical.accessibleDescription().strip()


def test_readings_are_told_here_too(window: MainWindow, sheet: VerticalView, qtbot: QtBot) -> None:
    box = sheet.rect_of(at(sheet, "渔")[0])
    qtbot.mouseClick(sheet, LEFT, Qt.KeyboardModifier.AltModifier, box.center() + QPoint(0, 5))
    bubble = window.reading_commands._bubble
    assert bubble.isVisible()
    assert bubble.accessibleName().startswith("渔  yú")
    window._actions["pinyin_all"].trigger()
    [cell] = [
        one.cell for line in sheet._pages[0].lines for one in line.column.sets if one.cell.start == at(sheet, "渔")[0]
    ]
    assert cell.ruby == "yú"


# ── pieces and pages ───────────────────────────────────────────────────────────────────────────────────────────────


def form(width: float, height: float) -> Form:
    return Form(QSizeF(width, height), 18, 1.7, 36)


@pytest.mark.parametrize(("height", "tiers"), [(400, 1), (700, 1), (900, 2), (1800, 3)])
def test_tall_pages_have_tiers(height: float, tiers: int) -> None:
    page = form(600, height)
    assert page.tiers == tiers
    assert page.tier_height <= 36 * 18
    boxes = [page.tier(number) for number in range(tiers)]
    assert all(one.bottom() < other.top() for one, other in pairwise(boxes))
    assert boxes[-1].bottom() <= height


def test_every_kind_of_block_becomes_a_piece(qapp: QApplication) -> None:
    make_application()
    content = Content(
        title="",
        blocks=(
            Paragraph("第一段"), Heading(1, "小标题"), Figure("a" * 64, "图说", "摄影"), ListBlock(("●甲", "●乙")),
            Table((("表头", "数"), ("行", "2"))), Paragraph("末段"),
        ),
    )  # fmt: skip
    document = make_document(content, SETTING, SCHEMES["light"], {"a" * 64: (300, 200)})
    pieces = list(body_pieces(document, 18))
    texts = ["".join(cell.text for cell in piece.cells) if isinstance(piece, Text) else piece.url for piece in pieces]
    assert texts == [
        "第一段", "小标题", "dianzibao:" + "a" * 64, "图说", "摄影", "●甲", "●乙", "表头\u3000数", "行\u30002", "末段",
    ]  # fmt: skip
    assert pieces[0].indent == 2
    assert pieces[1].font.bold()
    assert pieces[3].size < 18


def test_a_picture_stands_in_a_tier_and_text_goes_on_beside_it(qapp: QApplication) -> None:
    make_application()
    document = make_document(Content("", blocks=(Paragraph(LONG),)), SETTING, SCHEMES["light"], {})
    text = list(body_pieces(document, 18))
    for size in ((300.0, 200.0), (3000.0, 200.0), (100.0, 5000.0)):
        pages = make_pages([], [*text, Picture(99999, "x", *size), *text], form(600, 700))
        [(page, box)] = [(page, placed.box) for page in pages for placed in page.pictures]
        assert box.width() / box.height() == pytest.approx(size[0] / size[1])
        assert not [line for line in page.lines if line.box.intersects(box)]
        assert box.left() >= 0
        assert box.bottom() <= 700


def test_headlines_break_into_even_columns(qapp: QApplication) -> None:
    make_application()
    font = vertical(text_font("serif", 40, bold=True))
    line = HeadLine("一个很长很长的标题要分成差不多长的两行才好看\n另起一行", (), font, QColor("black"), 1.0)
    [page] = make_pages([line], [], form(600, 700))
    lengths = [len(found.column.sets) for found in page.lines]
    assert len(lengths) == 3
    assert abs(lengths[0] - lengths[1]) <= 1
    assert lengths[2] == 4
    assert [cell.cell.way for cell in page.lines[2].column.sets] == [Way.UPRIGHT] * 4


def test_an_empty_article_has_one_empty_page() -> None:
    [page] = make_pages([], [], form(600, 700))
    assert page == Page()


def test_a_text_cursor_at_the_end_does_no_harm(sheet: VerticalView) -> None:
    sheet.turn(1)
    sheet._browser.moveCursor(QTextCursor.MoveOperation.End)
    assert sheet.rect_of(10**6).isEmpty()
    sheet.show_place(10**6)
    assert sheet.number == sheet.pages - 1
