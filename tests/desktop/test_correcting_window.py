"""更正文字 in the window: the dialog, the quiet line below the head, the printed text, patches, the journal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from archive.importing.reading import InProcess
from archive.model import Heading, Paragraph
from reader.library import Library
from reader.open import open_library
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.views.correct_dialog import CorrectDialog
from ui.desktop.views.record_dialogs import JournalDialog

MakeDesktop = Callable[..., Desktop]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    row = {"paper": "青湾晚报", "date": "2026-03-02", "page": "01", "title": "渡口复行", "text": "一段。\n船座满了人。"}
    (tmp_path / "期.jsonl").write_text(json.dumps(row), encoding="utf-8")
    with open_library(tmp_path / "archive", reading=InProcess) as opened:
        for _ in (*opened.import_paths([tmp_path / "期.jsonl"]), *opened.update_index()):
            pass
        yield opened


@pytest.fixture
def window(make_desktop: MakeDesktop, library: Library, qtbot: QtBot) -> MainWindow:
    found = make_desktop(library).window
    qtbot.waitUntil(lambda: not found.jobs.busy)
    return found


def shown(window: MainWindow) -> str:
    return window.article_view.browser.toPlainText()


def note(window: MainWindow) -> list[str]:
    notes = window.article_view.head.notes
    return [label.text() for label in notes.findChildren(QLabel) if not label.isHidden()]


def correct(window: MainWindow, qtbot: QtBot, change: Callable[[CorrectDialog], None]) -> None:
    window._actions["correct_text"].trigger()
    dialog = next(one for one in window.findChildren(CorrectDialog) if one.isVisible())
    change(dialog)
    with qtbot.waitSignal(window.filing_commands.corrections.shown):
        qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.jobs.busy)


def write_right(dialog: CorrectDialog) -> None:
    assert dialog.quiet.text() == "与原文相同"
    dialog.title.setPlainText("渡口复航")
    dialog.byline.setText("林一")
    dialog.text.setPlainText(dialog.text.toPlainText().replace("座满", "坐满") + "\n\n# 小标题")


def test_correcting_is_told_quietly_and_the_printed_text_is_a_click_away(
    window: MainWindow, library: Library, qtbot: QtBot
) -> None:
    assert not window._actions["printed_text"].isEnabled()
    correct(window, qtbot, write_right)
    article = window.desk.article
    assert article is not None
    assert article.content.blocks == (Paragraph("一段。"), Paragraph("船坐满了人。"), Heading(1, "小标题"))
    assert "坐满" in shown(window)
    assert "已更正 4 处 ·" in note(window)
    button = window.article_view.head.notes.findChild(QToolButton, "printed")
    assert isinstance(button, QToolButton)
    assert button.text() == "看原文"
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "座满" in shown(window)
    assert window.article_view.head.title.text() == "渡口复行"
    assert "这是更正前的原文 ·" in note(window)
    assert window._actions["printed_text"].isChecked()
    window._actions["printed_text"].trigger()
    assert "坐满" in shown(window)
    assert not window._actions["printed_text"].isChecked()


def test_undo_and_back_to_the_printed_text(window: MainWindow, library: Library, qtbot: QtBot) -> None:
    correct(window, qtbot, write_right)
    window._actions["correct_text"].trigger()
    dialog = next(one for one in window.findChildren(CorrectDialog) if one.isVisible())
    with qtbot.waitSignal(window.filing_commands.corrections.shown):
        qtbot.mouseClick(dialog.revert, Qt.MouseButton.LeftButton)
    assert "座满" in shown(window)
    assert note(window) == []
    for words in ("坐满", "座满"):
        with qtbot.waitSignal(window.filing_commands.corrections.shown):
            window._actions["undo_correction"].trigger()
        assert words in shown(window)


def test_the_journal_says_who_and_what(window: MainWindow, qtbot: QtBot) -> None:
    correct(window, qtbot, write_right)
    window._actions["corrections"].trigger()
    [dialog] = window.findChildren(JournalDialog)
    cells = [dialog.table.item(0, column) for column in range(4)]
    assert all(cells)
    assert cells[1] is not None
    assert cells[2] is not None
    assert cells[1].text() == "更正《渡口复行》的文字 4 处"
    assert cells[2].text()
    assert "船座满了人。 → 船坐满了人。" in cells[1].toolTip()


def test_a_dialog_that_cannot_be_meant_stays_open(window: MainWindow, qtbot: QtBot) -> None:
    window._actions["correct_text"].trigger()
    dialog = next(one for one in window.findChildren(CorrectDialog) if one.isVisible())
    dialog.text.setPlainText("〔图7〕")
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert "原来没有〔图7〕" in dialog.wrong.text()
    dialog.text.setPlainText("好。")
    dialog.title.setPlainText("")
    qtbot.mouseClick(dialog.do_button, Qt.MouseButton.LeftButton)
    assert dialog.wrong.text() == "稿件要有标题"
    assert dialog.isVisible()
    dialog.reject()


def test_patches_are_written_and_applied(
    window: MainWindow, library: Library, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window._actions["export_corrections"].trigger()
    assert window.filing_commands.corrections.bar.isVisible()  # nothing to export, said quietly
    correct(window, qtbot, write_right)
    path = tmp_path / "更正.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    window._actions["export_corrections"].trigger()
    assert json.loads(path.read_text(encoding="utf-8"))["articles"][0]["title"] == "渡口复行"
    library.filing.undo()
    window.desk.refresh()
    assert "座满" in shown(window)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(window.filing_commands.corrections.shown):
        window._actions["apply_corrections"].trigger()
    qtbot.waitUntil(lambda: "坐满" in shown(window))
    QApplication.processEvents()
