"""Pinyin in the window: painted over the characters, in nobody's way, and told on asking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage, QTextCursor
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.pronouncing import Reading
from ui.desktop.app import make_application
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.views import ruby
from ui.desktop.views.shown_text import blocks

MakeDesktop = Callable[..., Desktop]
TEXT = "重庆的饕餮纹铜器，\U00020bb7野家的老板说重量是三斤。"
LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(make_desktop: MakeDesktop, library: Library, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    source = tmp_path / "报.csv"
    source.write_text(f"paper,date,page,title,text\n青湾晚报,2026-03-13,01,铜器,{TEXT}\n", encoding="utf-8")
    for _ in (*library.import_paths([source]), *library.update_index()):
        pass
    return make_desktop(library).window


def over(window: MainWindow) -> dict[str, str]:
    """What stands over which characters."""
    found = {}
    document = window.article_view.browser.document()
    for block in blocks(document):
        for entry in filter(None, block.blockFormat().stringProperty(ruby.RUBY).split(" ")):
            at, _, pinyin = entry.partition(":")
            cursor = QTextCursor(document)
            cursor.setPosition(block.position() + int(at))
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
            found[cursor.selectedText()] = pinyin
    return found


def picture(window: MainWindow) -> QImage:
    return window.article_view.browser.viewport().grab().toImage()


def test_over_rare_characters_or_all(window: MainWindow) -> None:
    plain = picture(window)
    window._actions["pinyin_rare"].trigger()
    assert over(window) == {"饕": "tāo", "餮": "tiè"}  # of the rarest the dictionary knows nothing
    assert picture(window) != plain
    window._actions["pinyin_all"].trigger()
    everything = over(window)
    assert everything["庆"] == "qìng"
    assert everything["板"] == "bǎn"
    assert everything["重"] == "zhòng"  # the second one, after chóng
    assert "，" not in everything
    assert window.settings.get("article.pinyin") == "all"
    window._actions["pinyin_none"].trigger()
    assert over(window) == {}


def test_it_stands_above_its_character(window: MainWindow) -> None:
    """Pixels that pinyin alone can have coloured: above 饕, none above 的."""
    browser = window.article_view.browser
    before = picture(window)
    window._actions["pinyin_rare"].trigger()
    after = picture(window)
    changed: dict[str, int] = {}
    for char in "饕的":
        cursor = browser.document().find(char)
        cursor.setPosition(cursor.selectionStart())
        box = browser.cursorRect(cursor)
        xs, ys = range(box.left() + 2, box.left() + 16), range(box.bottom() - 30, box.bottom() - 19)
        changed[char] = sum(before.pixel(x, y) != after.pixel(x, y) for x in xs for y in ys if y >= 0)
    assert changed["饕"] > 10
    assert changed["的"] == 0


def test_marks_finding_and_copying_do_not_know_of_it(window: MainWindow) -> None:
    browser = window.article_view.browser
    browser.setTextCursor(browser.document().find("饕餮纹"))
    window._actions["highlight"].trigger()
    window._actions["pinyin_all"].trigger()
    assert [s.cursor.selectedText() for s in browser.extraSelections()] == ["饕餮纹"]
    window.article_view.mark("餮纹铜")
    assert window.article_view.hit_count == 1
    browser.selectAll()
    browser.copy()
    assert QGuiApplication.clipboard().text().strip() == TEXT


def test_a_click_with_alt_tells_the_reading_in_its_word(window: MainWindow, qtbot: QtBot) -> None:
    browser, bubble = window.article_view.browser, window.reading_commands._bubble
    cursor = browser.document().find("重量")
    cursor.setPosition(cursor.selectionStart())
    spot = browser.cursorRect(cursor).center() + QPoint(13, 0)  # its right half, nearer to the next gap
    qtbot.mouseClick(browser.viewport(), LEFT, ALT, spot)
    assert bubble.isVisible()
    assert bubble.accessibleName() == "重  zhòng 也读 chóng、tóng"
    assert window.statusBar().currentMessage() == "重  zhòng，也读 chóng、tóng"
    qtbot.keyClick(browser, Qt.Key.Key_Shift)
    assert bubble.isHidden()


def test_the_menu_asks_about_words(window: MainWindow, qtbot: QtBot) -> None:
    browser = window.article_view.browser
    menu = QMenu()
    window.article_view.menu_opening.emit(menu)
    assert "这个字怎么读" in [action.text() for action in menu.actions()]
    browser.setTextCursor(browser.document().find("重庆"))
    window._actions["pronounce"].trigger()
    assert window.reading_commands._bubble.accessibleName() == "重庆  chóng qìng "
    browser.setTextCursor(browser.document().find("，"))
    window._actions["pronounce"].trigger()
    assert window.statusBar().currentMessage() == "这里没有可以注音的字"


def test_wide_pinyin_gets_room_on_both_sides() -> None:
    make_application()
    found = [Reading(1, "zhuāng"), Reading(2, "ā")]
    spacing = ruby.room(found, 20)
    assert spacing[0] == spacing[1] > 0.1
    assert 2 not in spacing
    even = ruby.room(found, 20, ruby.EVEN)
    assert even[2] == pytest.approx(ruby.EVEN / 2)
    assert even[1] > spacing[1]
    assert ruby.noted("\U00020bb7甲", [Reading(1, "jiǎ")]) == "2:jiǎ"
