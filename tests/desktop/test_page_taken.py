"""What is taken from the page picture: found and selected words, zones, pictures, the PDF itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_hands import CTRL, LEFT, NONE, run, shown, view
from PIL import Image
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from reader.pictures import PREVIEW_WIDTH
from reader.searching import finder
from ui.desktop import page_commands
from ui.desktop.main_window import MainWindow

# ── found words and selected text ──────────────────────────────────────────────────────────────────────────────────


def test_words_of_a_search_are_outlined_on_the_page(pdf_window: MainWindow, qtbot: QtBot) -> None:
    window = pdf_window
    window.search_box.setText("图书馆")
    window.search_box.returnPressed.emit()
    qtbot.waitUntil(lambda: window.search_panel.model.rowCount() > 0)
    run(window, "next_result")
    window.tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: len(shown(window).hits) == 2)
    assert all(0 < hit.left < hit.right < 1 and 0 < hit.top < hit.bottom < 1 for hit in shown(window).hits)
    window._open_from_page(window.desk.issue.heads[0].id)  # opened from the page: not a hit any more
    assert shown(window).hits == ()


def test_text_is_selected_by_dragging_and_copied_with_its_source(pdf_window: MainWindow, qtbot: QtBot) -> None:
    window, picture = pdf_window, view(pdf_window)
    run(window, "select_text")
    qtbot.waitUntil(lambda: bool(shown(window).text))
    assert not window._actions["copy_page_text"].isEnabled()
    text = shown(window).text
    assert text is not None
    [first, _second] = text.find(finder("图书馆"))
    box = shown(window).rect_of(first)
    port, place = picture.viewport(), picture.mapToScene(QPoint(0, 0))
    start = picture.mapFromScene(box.left() + 0.1 * box.width(), box.center().y())
    end = picture.mapFromScene(box.right() - 0.1 * box.width(), box.center().y())
    qtbot.mousePress(port, LEFT, NONE, start)
    qtbot.mouseMove(port, start + QPoint(40, 0))
    qtbot.mouseMove(port, end)
    qtbot.mouseRelease(port, LEFT, NONE, end)
    assert picture.mapToScene(QPoint(0, 0)) == place  # nothing was moved
    assert shown(window).selection.text == "图书馆"
    picture.setFocus()
    qtbot.keyClick(picture, Qt.Key.Key_C, CTRL)
    copied = QGuiApplication.clipboard().text().splitlines()
    assert copied[0] == "图书馆"
    assert copied[1].startswith("——")
    assert copied[1].endswith("青湾晚报，2026-03-06 第01版")
    qtbot.keyClick(picture, Qt.Key.Key_A, CTRL)
    assert "第1版的文字。" in shown(window).selection.text
    run(window, "select_text")
    assert picture.selected_sheet() is None


def test_pages_without_words_offer_no_selection(scan_window: MainWindow) -> None:
    assert not scan_window._actions["select_text"].isEnabled()


# ── copying, saving, opening ───────────────────────────────────────────────────────────────────────────────────────


def test_a_zone_is_copied_with_all_its_pixels(window: MainWindow, qtbot: QtBot) -> None:
    assert window.desk.article is not None
    area = shown(window).area_of(window.desk.article.id)
    assert area is not None
    QGuiApplication.clipboard().clear()
    run(window, "copy_zone")
    qtbot.waitUntil(lambda: not QGuiApplication.clipboard().image().isNull())
    image = QGuiApplication.clipboard().image()
    assert image.width() == pytest.approx(area.width * shown(window).full_width, abs=1)
    assert "已复制为图片" in window.statusBar().currentMessage()


def test_a_page_picture_is_saved_as_it_came(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(parent: object, title: str, name: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "saved.jpg"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    run(window, "save_page")
    qtbot.waitUntil(lambda: (tmp_path / "saved.jpg").exists())
    page = window.desk.issue.page("01")
    assert offered == ["临岚日报 2026-03-05 第01版.jpg"]
    assert (tmp_path / "saved.jpg").read_bytes() == window.library.original(page.picture).read_bytes()


def test_a_typeset_page_and_a_page_of_a_pdf_are_saved_as_png(
    window: MainWindow, pdf_window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.desk.open_paper("海角晚报")
    for number, ours in enumerate((window, pdf_window)):
        path = tmp_path / f"{number}.png"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given, path=path: (str(path), ""))
        run(ours, "save_page")
        qtbot.waitUntil(path.exists)
        with Image.open(path) as image:
            assert image.width > PREVIEW_WIDTH


def test_the_pdf_opens_under_a_name_of_its_own(
    pdf_window: MainWindow, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(page_commands.QDesktopServices, "openUrl", opened.append)
    assert not window._actions["open_pdf"].isEnabled()
    run(pdf_window, "open_pdf")
    qtbot.waitUntil(lambda: bool(opened))
    path = Path(opened[0].toLocalFile())
    assert path.name == "青湾晚报 2026-03-06 第01版.pdf"
    assert path.read_bytes().startswith(b"%PDF")


def test_the_menu_of_a_zone_names_its_article_and_means_it(window: MainWindow, qtbot: QtBot) -> None:
    picture = view(window)
    assert window.desk.issue is not None
    head = window.desk.issue.heads_on("01")[2]
    point = picture.centre_of(head.id)
    assert point is not None
    where = point.toPoint()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, picture.viewport().mapToGlobal(where))
    QGuiApplication.sendEvent(picture.viewport(), event)
    [menu] = window.page_column.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly)
    qtbot.waitUntil(menu.isVisible)
    words = [action.text() for action in menu.actions()]
    assert words[0].startswith(f"打开《{head.title[:4]}")
    assert "复制这一块为图片" in words
    QTest.mouseMove(picture.viewport(), QPoint(2, 2))
    assert picture.target == head.id  # also while the pointer is on the menu
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert window.desk.article is not None
    assert window.desk.article.id == head.id
    qtbot.waitUntil(lambda: picture._target is None)
