"""Marks in the window: made with the keyboard and the menu, seen in the text, listed, opened, undone, carried in files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from archive.personal import MarkKind
from reader.library import Library
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.models.lists import VALUE
from ui.desktop.views.mark_dialogs import NoteDialog, TagsDialog

MakeDesktop = Callable[..., Desktop]


@pytest.fixture
def window(make_desktop: MakeDesktop, evening: Library) -> MainWindow:
    return make_desktop(evening).window


def select(window: MainWindow, start: int, end: int) -> str:
    cursor = window.article_view.browser.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    window.article_view.browser.setTextCursor(cursor)
    return cursor.selectedText()


def stand(window: MainWindow, position: int) -> None:
    cursor = window.article_view.browser.textCursor()
    cursor.setPosition(position)
    window.article_view.browser.setTextCursor(cursor)


def grounds(window: MainWindow) -> list[tuple[str, str]]:
    """What is marked in the text, and with which colour."""
    return [
        (selection.cursor.selectedText(), selection.format.background().color().name())
        for selection in window.article_view.browser.extraSelections()
    ]


def test_a_star_comes_and_goes_with_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.article_view.browser, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert window._actions["star"].isChecked()
    assert window.article_view.head.marks.text() == "★ 星标"
    assert window.article_view.head.marks.isVisible()
    window._step_article(1)
    assert not window._actions["star"].isChecked()
    assert window.article_view.head.marks.isHidden()
    window._step_article(-1)
    window._actions["star"].trigger()
    assert window.library.marks.all() == []


def test_words_are_highlighted_coloured_noted_and_freed(window: MainWindow, qtbot: QtBot) -> None:
    view, scheme = window.article_view, window.scheme
    words = select(window, 12, 20)
    window._actions["highlight"].trigger()
    assert grounds(window) == [(words, scheme.pens[0])]
    stand(window, 14)
    window._actions["pen_blue"].trigger()
    assert grounds(window) == [(words, scheme.pens[2])]
    window._actions["note_words"].trigger()
    [dialog] = window.findChildren(NoteDialog)
    dialog.text.setPlainText("核对数字")
    dialog.accept()
    assert view.browser.tip_at(14) == "核对数字"
    assert view.browser.tip_at(30) == ""
    window.look_commands.set_size(24)  # laid out anew
    assert grounds(window) == [(words, scheme.pens[2])]
    view.mark(words[:2])  # what is found lies over it
    assert len(grounds(window)) >= 2
    view.mark("")
    menu = QMenu()
    stand(window, 14)
    view.menu_opening.emit(menu)
    assert "去掉划线" in [action.text() for action in menu.actions()]
    window._actions["unmark"].trigger()
    assert grounds(window) == []
    window.mark_commands._bar.button.click()  # 撤销
    assert grounds(window) == [(words, scheme.pens[2])]


def test_an_article_without_marks_is_laid_out_once(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    view, built = window.article_view, []
    build = view._build
    monkeypatch.setattr(view, "_build", lambda: built.append(view.article) or build())
    window._step_article(1)
    assert len(built) == 1


def test_without_words_it_says_what_to_do(window: MainWindow, said: list[str]) -> None:
    stand(window, 0)
    window._actions["highlight"].trigger()
    window._actions["unmark"].trigger()
    assert said == ["先选中要划线的文字", "这里没有划线"]


def test_notes_and_tags_of_an_article(window: MainWindow) -> None:
    window._actions["note"].trigger()
    [note] = window.findChildren(NoteDialog)
    note.text.setPlainText("要紧")
    note.accept()
    window._actions["tags"].trigger()
    [tags] = window.findChildren(TagsDialog)
    tags.line.setText("水运， 民生、水运")
    tags.accept()
    assert window.article_view.head.marks.text() == "标签：水运、民生 · 批注：要紧"
    window._actions["undo_mark"].trigger()
    assert window.article_view.head.marks.text() == "批注：要紧"


def test_the_panel_lists_narrows_and_opens(window: MainWindow, qtbot: QtBot) -> None:
    words = select(window, 12, 20)
    window._actions["highlight"].trigger()
    marked = window.desk.article
    window._step_article(1)
    window._actions["later"].trigger()
    window._actions["my_marks"].trigger()
    panel = window.marks_panel
    assert panel.isVisible()
    assert [panel.model.index(row).data(VALUE).kind for row in range(2)] == [MarkKind.LATER, MarkKind.HIGHLIGHT]
    panel.words.setText(words[2:6])
    assert panel.model.rowCount() == 1
    panel.list.activated.emit(panel.model.index(0))
    assert window.desk.article == marked
    assert window.article_view.mark_here() is not None
    panel.kinds.setCurrentIndex(1)
    assert panel.none.text() == "没有这样的标记"
    assert panel.list.isHidden()


def test_a_mark_whose_article_is_not_here_says_so(window: MainWindow, said: list[str]) -> None:
    window._actions["star"].trigger()
    [mark] = window.library.marks.all()
    window.library.filing.trash_issue(mark.anchor.key)
    window._try(window._open_mark)(mark)
    assert said[0].startswith("这个档案库里没有这一篇：")


def test_files_out_and_in_and_all_cleared(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window._actions["star"].trigger()
    window._actions["later"].trigger()
    target = tmp_path / "标记"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), "CSV (*.csv)"))
    window._actions["export_marks"].trigger()
    assert (tmp_path / "标记.csv").is_file()
    asked: list[str] = []

    def answer(_parent: object, _title: str, question: str) -> QMessageBox.StandardButton:
        asked.append(question)
        return QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", answer)
    window._actions["clear_marks"].trigger()
    assert "星标：1\n待读：1" in asked[0]
    assert window.library.marks.all() == []
    assert not window._actions["star"].isChecked()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "标记.csv"), ""))
    window._actions["import_marks"].trigger()
    assert window._actions["star"].isChecked()
    window._actions["clear_marks"].trigger()
    window._actions["clear_marks"].trigger()
    assert len(asked) == 2  # nothing to clear is not asked
