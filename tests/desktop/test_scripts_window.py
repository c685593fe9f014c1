"""Other characters on the screen, and the interface in traditional ones."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu
from pytestqt.qtbot import QtBot

from archive.errors import UnknownItemError
from reader.converting import Script, converted
from reader.library import Library
from reader.settings import Settings
from ui.desktop import traditional
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.views.article_head import ArticleHead

MakeDesktop = Callable[..., Desktop]

TEXT = "老张理发三十年，头发是他看惯了的。\n互联网上有人说：打印机旁边的面馆最干净，鼠标点一下就下单。"


@pytest.fixture
def window(make_desktop: MakeDesktop, library: Library, tmp_path, qtbot: QtBot) -> MainWindow:  # type: ignore[no-untyped-def]
    source = tmp_path / "报.csv"
    source.write_text(f'paper,date,page,title,text\n青湾晚报,2026-03-13,01,发展后的理发店,"{TEXT}"\n', encoding="utf-8")
    for _ in (*library.import_paths([source]), *library.update_index()):
        pass
    return make_desktop(library).window


def body(window: MainWindow) -> str:
    return window.article_view.browser.document().toPlainText().strip()


def select(window: MainWindow, words: str) -> None:
    document = window.article_view.browser.document()
    window.article_view.browser.setTextCursor(document.find(words))


def grounds(window: MainWindow) -> list[str]:
    return [selection.cursor.selectedText() for selection in window.article_view.browser.extraSelections()]


def test_one_key_goes_to_the_original_and_back(window: MainWindow, qtbot: QtBot) -> None:
    head, browser = window.article_view.head, window.article_view.browser
    qtbot.keyClick(browser, Qt.Key.Key_F5)
    assert "頭髮是他看慣了的" in body(window)
    assert head.title.text() == "發展後的理髮店"
    contents = window.page_column.contents_model
    assert contents.index(contents.row_of_article(window.desk.article.id)).data() == "發展後的理髮店"
    window._actions["script_taiwan"].trigger()
    assert "滑鼠點一下" in body(window)
    qtbot.keyClick(browser, Qt.Key.Key_F5)
    assert body(window) == TEXT
    assert head.title.text() == "发展后的理发店"
    assert window._actions["script_original"].isChecked()
    qtbot.keyClick(browser, Qt.Key.Key_F5)
    assert "滑鼠點一下" in body(window)
    assert (window.settings.get("article.script"), window.settings.get("article.script_last")) == ("taiwan", "taiwan")
    assert window.article_view.article.content.title == "发展后的理发店"  # what is kept stays
    assert window.library.article(window.desk.article.id).content.title == "发展后的理发店"


def test_marks_made_here_stand_there(window: MainWindow) -> None:
    select(window, "鼠标点一下")
    window._actions["highlight"].trigger()
    window._actions["script_taiwan"].trigger()
    assert grounds(window) == ["滑鼠點一下"]
    select(window, "網際網路上有人")
    window._actions["highlight"].trigger()
    assert window.library.marks.all()[0].quote.words == "互联网上有人"
    assert sorted(grounds(window)) == ["滑鼠點一下", "網際網路上有人"]
    window._actions["script_original"].trigger()
    assert sorted(grounds(window)) == ["互联网上有人", "鼠标点一下"]


def test_finding_by_either_words(window: MainWindow) -> None:
    window._actions["script_taiwan"].trigger()
    view = window.article_view
    for query in ("滑鼠", "鼠标", "鼠標"):
        view.mark(query)
        assert grounds(window) == ["滑鼠"], query
    view.mark("理发")
    assert view.hit_count == 2  # the title and the text
    assert "理髮" in re.sub("<[^>]*>", "", view.head.title.text())
    assert '">理髮<' in view.head.title.text()


def test_what_is_copied_is_what_is_seen(window: MainWindow) -> None:
    window._actions["script_traditional"].trigger()
    clipboard = QGuiApplication.clipboard()
    select(window, "頭髮是他")
    window.article_view.browser.copy()
    assert clipboard.text() == "頭髮是他"
    window._actions["copy_with_source"].trigger()
    assert clipboard.text().startswith("頭髮是他\n——《发展后的理发店》，青湾晚报")
    window.article_view.browser.moveCursor(QTextCursor.MoveOperation.Start)
    window._actions["copy_markdown"].trigger()
    assert "頭髮是他看慣了的" in clipboard.text()
    window._actions["cite_gb7714"].trigger()
    assert "发展后的理发店" in clipboard.text()


def test_the_place_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    window.look_commands.set_size(48)
    bar = window.article_view.browser.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 200)
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    window._actions["toggle_script"].trigger()
    assert abs(bar.value() - before) < 40


def test_the_whole_interface_in_traditional_characters(
    make_desktop: MakeDesktop, filled: Library, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.set("window.language", "zh_hant")
    window = make_desktop(filled).window
    window.desk.open_paper("临岚日报")
    assert window._actions["next_issue"].text() == "下一期"
    assert window._actions["settings"].text() == "設定…"
    assert "星期四" in window.place_label.text()
    assert window.menuBar().actions()[0].text() == "檔案(&F)"
    said: list[str] = []
    for menu in window.findChildren(QMenu):
        said += [menu.title(), *(action.text() for action in menu.actions())]
    head = window.article_view.head
    for widget in (*window.findChildren(QLabel), *window.findChildren(QAbstractButton)):
        if widget is not window.place_label and not head.isAncestorOf(widget) and not isinstance(widget, ArticleHead):
            said.append(widget.text())
    for text in said:
        assert text == converted(text, Script.TRADITIONAL), text
    with pytest.raises(UnknownItemError, match="沒有這個稿件"):
        filled.article(7000)


def test_keys_and_places_survive_in_every_string(qapp: object) -> None:
    import xml.etree.ElementTree as ET
    from pathlib import Path

    root = Path(__file__).resolve().parents[2]
    sources = [node.text or "" for node in ET.parse(root / "resources/translations/dianzibao_en.ts").iter("source")]
    assert len(sources) > 800
    for text in sources:
        words = traditional.interface_words(text)
        for pattern in (r"\(&\w\)", r"\{\w*\}", r"[A-Za-z0-9+.*&]+", "[：；，。…\n]"):
            assert re.findall(pattern, words) == re.findall(pattern, text), text
        assert not re.search("瞭(?!解)|錶|衹|籤(?![名到])(?<!標籤)", words), words


def test_qts_own_words_come_from_qt(make_desktop: MakeDesktop, filled: Library, settings: Settings) -> None:
    settings.set("window.language", "zh_hant")
    make_desktop(filled)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    settings.set("window.language", "zh")
    make_desktop(filled)


def test_what_was_said_before_is_shown_in_the_characters_of_the_interface() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("zh_TW"))
    try:
        assert traditional.said("更正《头发》的文字 2 处") == "更正《头发》的文字 2 處"
        assert traditional.said("移到 /报纸/发展") == "移到 /报纸/发展"
    finally:
        QLocale.setDefault(before)
