"""What lies on the clipboard becomes an article, or a page's picture, where one is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from reader.library import Library
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.pasting import pasted
from ui.desktop.views.paste_dialog import PasteDialog

MakeDesktop = Callable[..., Desktop]
LONG = "停了三年的渡口今天复航，第一班船坐满了人，船老大说往后每天六班，早晚各三班，票价两元，老人和孩子免票。" * 2


@pytest.fixture
def window(make_desktop: MakeDesktop, daily: Library, qtbot: QtBot) -> MainWindow:
    found = make_desktop(daily).window
    qtbot.waitUntil(lambda: not found.jobs.busy)
    return found


def paste(window: MainWindow, data: QMimeData) -> PasteDialog:
    QGuiApplication.clipboard().setMimeData(data)
    window._actions["paste_article"].trigger()
    [dialog] = [dialog for dialog in window.findChildren(PasteDialog) if dialog.isVisible()]
    return dialog


def text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def test_text_becomes_an_article_where_one_is_and_can_be_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    place = window.desk.place()
    assert place is not None
    dialog = paste(window, text("渡口今天复航\n停了三年的渡口今天复航。\n"))
    assert (dialog.paper.currentText(), dialog.date.text(), dialog.page.text(), dialog.title.text()) == (
        place.key.paper, str(place.key.date), place.page, "渡口今天复航",
    )  # fmt: skip
    dialog.do_button.click()
    qtbot.waitUntil(lambda: bool(window.desk.article and window.desk.article.content.title == "渡口今天复航"))
    assert window.desk.place() != place
    assert window.desk.issue is not None
    assert window.desk.issue.key == place.key
    assert window.desk.article is not None
    assert list(window.desk.article.content.texts()) == ["停了三年的渡口今天复航。"]
    window.filing_commands.corrections.bar.button.click()
    qtbot.waitUntil(
        lambda: bool(window.desk.issue) and all(head.title != "渡口今天复航" for head in window.desk.issue.heads)
    )


def test_another_title_costs_no_line_of_the_text(window: MainWindow, qtbot: QtBot) -> None:
    dialog = paste(window, text("第一行。\n第二行。"))
    dialog.title.setText("自己起的标题")
    dialog.do_button.click()
    qtbot.waitUntil(lambda: bool(window.desk.article and window.desk.article.content.title == "自己起的标题"))
    assert window.desk.article is not None
    assert list(window.desk.article.content.texts()) == ["第一行。", "第二行。"]


def test_html_keeps_its_paragraphs_and_loses_nothing(window: MainWindow, qtbot: QtBot) -> None:
    data = QMimeData()
    fragment = f"<p>{LONG}</p><h2>小标题</h2><p>又<b>一</b>段。</p>"
    data.setHtml(f"<html><body><!--StartFragment-->{fragment}<!--EndFragment--></body></html>")
    data.setText("后备的文字")
    dialog = paste(window, data)
    dialog.title.setText("渡口")
    dialog.do_button.click()
    qtbot.waitUntil(lambda: bool(window.desk.article and window.desk.article.content.title == "渡口"))
    assert window.desk.article is not None
    assert list(window.desk.article.content.texts()) == [LONG, "小标题", "又一段。"]


def test_little_html_is_taken_as_its_text() -> None:
    data = QMimeData()
    data.setHtml("<span>半句<b>话</b></span>")
    found = pasted(data)
    assert found is not None
    assert (found.text, found.html) == ("半句话", "")
    assert found.source("") == ("粘贴的文字.txt", "半句话".encode())


def test_pasted_html_opens_no_file_that_it_names(tmp_path: Path) -> None:
    """Qt's own reading does, and what it opened would keep all blanks."""
    style = tmp_path / "style.css"
    style.write_text("p { white-space: pre }")
    data = QMimeData()
    data.setHtml(f"<style>@import url('{style}');</style><p>{'潮水涨了，  船回来了。' * 12}</p>")
    found = pasted(data)
    assert found is not None
    assert "  " not in found.text


def test_a_picture_becomes_a_page(window: MainWindow, qtbot: QtBot) -> None:
    image = QImage(300, 420, QImage.Format.Format_RGB32)
    image.fill(QColor("#ddeeff"))
    data = QMimeData()
    data.setImageData(image)
    dialog = paste(window, data)
    dialog.page.setText("B09")
    dialog.do_button.click()
    qtbot.waitUntil(lambda: window.desk.page == "B09")
    assert window.desk.issue is not None
    page = window.desk.issue.page("B09")
    assert page is not None
    assert page.picture is not None


def test_what_cannot_be_kept_is_said(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = paste(window, text("渡口今天复航"))
    dialog.date.setText("")
    dialog.do_button.click()
    assert "日期写成" in dialog.wrong.text()
    dialog.date.setText("2026-03-05")
    dialog.page.setText("")
    dialog.do_button.click()
    assert "要写版面" in dialog.wrong.text()
    dialog.reject()
    QGuiApplication.clipboard().setMimeData(QMimeData())
    window._actions["paste_article"].trigger()
    box = next(box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible())
    assert "剪贴板里没有" in box.text()
    box.close()


def test_into_an_empty_archive(make_desktop: MakeDesktop, tmp_path: Path, qtbot: QtBot, library: Library) -> None:
    window = make_desktop(library).window
    dialog = paste(window, text("渡口今天复航\n停了三年。"))
    dialog.paper.setEditText("青湾晚报")
    dialog.date.setText("2026年3月2日")
    dialog.page.setText("第1版")
    dialog.do_button.click()
    qtbot.waitUntil(lambda: window.desk.article is not None)
    assert window.columns.isVisible()
    assert window.desk.page == "01"
