"""Clipping books in the window: clipped by keys, menus and dragging, ordered, noted, opened, exported, proved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QSettings, Qt
from PySide6.QtGui import QDrag, QGuiApplication, QTextCursor
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QInputDialog, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from archive.model import IssueKey
from archive.personal import ClipKind
from reader.clipping_book import bound, to_json
from reader.clippings import FIRST_BOOK, Pick
from reader.library import Library
from reader.proving import Finding
from ui.desktop.desktop import Desktop
from ui.desktop.dragging import PICKS, picks_in
from ui.desktop.main_window import MainWindow
from ui.desktop.models.clippings import CLIPPING, VERDICT
from ui.desktop.models.lists import VALUE
from ui.desktop.views.book_export_dialog import BookExportDialog
from ui.desktop.views.mark_dialogs import NoteDialog
from ui.desktop.views.proof_dialog import ProofDialog

MakeDesktop = Callable[..., Desktop]
LEFT, NONE, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
FULL_RUN = 60_000


@pytest.fixture
def window(make_desktop: MakeDesktop, daily: Library, qtbot: QtBot) -> MainWindow:
    found = make_desktop(daily).window
    qtbot.waitUntil(lambda: not found.jobs.busy)
    return found


@pytest.fixture
def dragged(monkeypatch: pytest.MonkeyPatch) -> list[QMimeData]:
    """What drags carried; none of them waits for a hand that drops it."""
    seen: list[QMimeData] = []

    def carried(drag: QDrag, *_: object) -> Qt.DropAction:
        copy = QMimeData()
        for kind in drag.mimeData().formats():
            copy.setData(kind, drag.mimeData().data(kind))
        seen.append(copy)
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", carried)
    return seen


def titles(window: MainWindow) -> list[str]:
    model = window.clipping_commands.panel.model
    return [" ".join(clipping.anchor.title.split()) for clipping in model.clippings]


def heads(window: MainWindow, count: int) -> list[int]:
    issue = window.desk.issue
    assert issue is not None
    return [head.id for head in issue.heads if head.part_of is None][:count]


def fill(window: MainWindow, count: int = 3) -> list[str]:
    """A book with the first articles; their titles."""
    window.library.clippings.add(None, [Pick(article) for article in heads(window, count)])
    window._actions["clippings"].trigger()
    return titles(window)


def select(window: MainWindow, start: int, end: int) -> str:
    cursor = window.article_view.browser.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    window.article_view.browser.setTextCursor(cursor)
    return cursor.selectedText()


def pull(qtbot: QtBot, view: QAbstractItemView, index: QModelIndex, modifiers: Qt.KeyboardModifier = NONE) -> None:
    start = view.visualRect(index).center()
    qtbot.mousePress(view.viewport(), LEFT, modifiers, start)
    for step in (6, 12, 24, 40):
        qtbot.mouseMove(view.viewport(), start + QPoint(step, step))
    qtbot.mouseRelease(view.viewport(), LEFT, modifiers, start + QPoint(40, 40))


def drop(window: MainWindow, data: QMimeData, row: int) -> bool:
    model = window.clipping_commands.panel.model
    assert model.canDropMimeData(data, Qt.DropAction.CopyAction, row, 0, QModelIndex())
    return model.dropMimeData(data, Qt.DropAction.CopyAction, row, 0, QModelIndex())


# ── clipping ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_article_and_words_by_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    browser, panel = window.article_view.browser, window.clipping_commands.panel
    assert not window._actions["export_book"].isEnabled()
    qtbot.keyClick(browser, Qt.Key.Key_J, CTRL)
    words = select(window, 8, 20)
    window._actions["clip"].trigger()
    assert [book.name for book in window.library.clippings.books()] == [FIRST_BOOK]
    article, quoted = panel.model.clippings
    assert (article.kind, quoted.kind, quoted.kept.text) == (ClipKind.ARTICLE, ClipKind.WORDS, words.strip())
    assert panel.books.currentText() == f"{FIRST_BOOK}（2）"
    assert window._actions["export_book"].isEnabled()
    window._actions["clip"].trigger()
    assert "已经有了" in window.filing_commands.corrections.bar.sentence.text()
    assert len(panel.model.clippings) == 2
    window._actions["undo_mark"].trigger()
    assert list(panel.model.clippings) == [article]
    window._actions["clip"].trigger()
    qtbot.mouseClick(window.filing_commands.corrections.bar.button, LEFT)
    assert list(panel.model.clippings) == [article]


def test_an_area_of_the_page_by_its_menu(window: MainWindow, qtbot: QtBot) -> None:
    window._actions["clip_zone"].trigger()
    [clipping] = window.clipping_commands.panel.model.clippings
    assert clipping.kind is ClipKind.ZONE
    assert clipping.anchor.page == window.desk.page
    assert {zone.page for zone in clipping.kept.zones} == {window.desk.page}
    menus: list[QMenu] = []
    window.page_column.article_menu.connect(lambda menu, _ids: menus.append(menu))
    window.page_column._open_menu(QPoint(10, 10))
    [correcting] = menus
    assert "剪下" not in [action.text() for action in correcting.actions()]
    shown = correcting.parent()
    assert isinstance(shown, QMenu)
    assert "剪下版面上这一块" in [action.text() for action in shown.actions()]
    shown.close()


def test_lists_and_results_have_it_in_their_menu(window: MainWindow, qtbot: QtBot) -> None:
    menu = QMenu()
    index = window.page_column.contents.model().index(2, 0)
    window.page_column._fill_contents_menu(menu, index)
    next(action for action in menu.actions() if action.text() == "剪下").trigger()
    assert titles(window) == [" ".join(index.data(VALUE).title.split())]


# ── dragging ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_rows_of_the_contents_are_dragged_between_clippings(
    window: MainWindow, qtbot: QtBot, dragged: list[QMimeData]
) -> None:
    before = fill(window, 2)
    contents = window.page_column.contents
    wanted = contents.model().index(4, 0)
    pull(qtbot, contents, wanted)
    [data] = dragged
    assert picks_in(data) == [Pick(wanted.data(VALUE).id)]
    assert drop(window, data, 1)
    assert titles(window) == [before[0], " ".join(wanted.data(VALUE).title.split()), before[1]]
    assert len(contents.selectedIndexes()) == 1  # the rows that were passed on the way are not
    rows = [contents.model().index(row, 0) for row in (1, 2)]
    for index in rows:
        contents.selectionModel().select(index, contents.selectionModel().SelectionFlag.Select)
    contents.selectionModel().select(wanted, contents.selectionModel().SelectionFlag.Deselect)
    menu_articles = window.clipping_commands._contents_dragged(rows[0])
    assert list(menu_articles) == [index.data(VALUE).id for index in rows]
    pull(qtbot, contents, contents.model().index(0, 0))  # a heading
    assert len(dragged) == 1


def test_hits_words_and_areas_are_dragged(window: MainWindow, qtbot: QtBot, dragged: list[QMimeData]) -> None:
    words = select(window, 8, 20)
    data = window.article_view.browser.createMimeDataFromSelection()
    article = window.desk.article
    assert article is not None
    [pick] = picks_in(data)
    assert (pick.article, pick.quote.words if pick.quote else "") == (article.id, words.strip())
    assert data.text().strip() == words.strip()
    assert drop(window, data, 0)
    picture = window.page_column.picture
    start = picture.centre_of(article.id)
    assert start is not None
    port = picture.viewport()
    qtbot.mousePress(port, LEFT, NONE, start.toPoint())
    qtbot.mouseMove(port, start.toPoint() + QPoint(30, 0))
    qtbot.mouseMove(port, start.toPoint() + QPoint(60, 0))
    qtbot.mouseRelease(port, LEFT, NONE, start.toPoint() + QPoint(60, 0))
    [area] = dragged
    assert picks_in(area) == [Pick(article.id, page=window.desk.page)]
    assert drop(window, area, 5)
    window.search_box.setText("图书馆")
    qtbot.keyClick(window.search_box, Qt.Key.Key_Return)
    results = window.search_panel.results
    qtbot.waitUntil(lambda: results.model().rowCount() > 0)
    pull(qtbot, results, results.model().index(0, 0))
    assert len(picks_in(dragged[-1])) == 1
    assert drop(window, dragged[-1], 0)
    kinds = [clipping.kind for clipping in window.clipping_commands.panel.model.clippings]
    assert kinds == [ClipKind.ARTICLE, ClipKind.WORDS, ClipKind.ZONE]


def test_a_page_that_can_be_panned_is_panned(window: MainWindow, qtbot: QtBot, dragged: list[QMimeData]) -> None:
    picture, article = window.page_column.picture, window.desk.article
    assert article is not None
    picture.zoom_by(3)
    start = next(point for head in heads(window, 30) if (point := picture.centre_of(head)))
    bar = picture.horizontalScrollBar()
    before = bar.value()
    qtbot.mousePress(picture.viewport(), LEFT, NONE, start.toPoint())
    for step in (10, 20, 30):
        qtbot.mouseMove(picture.viewport(), start.toPoint() - QPoint(step, 0))
    qtbot.mouseRelease(picture.viewport(), LEFT, NONE, start.toPoint() - QPoint(30, 0))
    assert dragged == []
    assert bar.value() != before or bar.maximum() == bar.minimum()


def test_clippings_change_their_place_by_dragging_and_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    one, two, three = fill(window)
    panel = window.clipping_commands.panel
    model, rows = panel.model, panel.list
    data = model.mimeData([model.index(2)])
    assert drop(window, data, 0)
    assert titles(window) == [three, one, two]
    assert drop(window, model.mimeData([model.index(0), model.index(1)]), 3)
    assert titles(window) == [two, three, one]
    assert not model.dropMimeData(QMimeData(), Qt.DropAction.CopyAction, 0, 0, QModelIndex())
    rows.setFocus()
    rows.setCurrentIndex(model.index(0))
    qtbot.keyClick(rows, Qt.Key.Key_Down, CTRL)
    assert titles(window) == [three, two, one]
    assert rows.currentIndex().row() == 1
    qtbot.keyClick(rows, Qt.Key.Key_Down, CTRL)
    qtbot.keyClick(rows, Qt.Key.Key_Down, CTRL)
    assert titles(window) == [three, one, two]
    qtbot.keyClick(rows, Qt.Key.Key_Up, CTRL)
    assert titles(window) == [three, two, one]
    qtbot.keyClick(rows, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().endswith(f"——《{two}》，{model.clippings[1].kept.source}")
    qtbot.keyClick(rows, Qt.Key.Key_Delete)
    assert titles(window) == [three, one]
    window._actions["undo_mark"].trigger()
    assert titles(window) == [three, two, one]


# ── opening, notes, books ──────────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_opens_its_article_and_shows_its_words(window: MainWindow, qtbot: QtBot) -> None:
    words = select(window, 30, 44).strip()
    window._actions["clip"].trigger()
    window._actions["clippings"].trigger()
    article = window.desk.article
    window._step_article(1)
    rows = window.clipping_commands.panel.list
    qtbot.mouseClick(rows.viewport(), LEFT, NONE, rows.visualRect(rows.model().index(0, 0)).center())
    assert window.desk.article == article
    assert window.article_view.browser.textCursor().selectedText().strip() == words
    window.library.filing.trash_articles([article.id])  # type: ignore[union-attr]
    window.start()
    messages: list[str] = []
    window.clipping_commands.tried = lambda call: call  # type: ignore[method-assign]
    try:
        window.clipping_commands._open(window.clipping_commands.panel.model.clippings[0])
    except Exception as error:
        messages.append(str(error))
    assert messages[0].startswith("这个档案库里没有这一篇：")


def test_a_note_is_written_with_f2(window: MainWindow, qtbot: QtBot) -> None:
    fill(window, 1)
    rows = window.clipping_commands.panel.list
    rows.setCurrentIndex(rows.model().index(0, 0))
    qtbot.keyClick(rows, Qt.Key.Key_F2)
    dialog = window.findChild(NoteDialog)
    dialog.text.setPlainText("用在年鉴里")
    dialog.accept()
    index = rows.model().index(0, 0)
    assert index.data(CLIPPING).note == "用在年鉴里"
    assert "用在年鉴里" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_books_are_made_renamed_changed_and_removed(window: MainWindow, qtbot: QtBot) -> None:
    first = fill(window, 2)
    commands, panel = window.clipping_commands, window.clipping_commands.panel

    def answer(action: str, name: str) -> None:
        window._actions[action].trigger()
        dialog = window.findChild(QInputDialog)
        assert dialog.isVisible()
        dialog.setTextValue(name)
        dialog.accept()
        qtbot.waitUntil(lambda: window.findChild(QInputDialog) is None)

    answer("new_book", "年鉴&资料")
    assert panel.books.currentText() == "年鉴&资料（0）"
    assert panel.hint.isVisible()
    answer("rename_book", "年鉴")
    assert panel.books.currentText() == "年鉴（0）"
    panel.books.setCurrentIndex(0)
    panel.books.activated.emit(0)
    assert titles(window) == first
    assert not panel.hint.isVisible()
    menu = QMenu()
    commands._fill_menu(menu, panel.model.index(0))
    into = next(action.menu() for action in menu.actions() if action.text() == "移到")
    assert isinstance(into, QMenu)
    into.actions()[0].trigger()
    assert titles(window) == first[1:]
    window._actions["remove_book"].trigger()
    assert [book.name for book in window.library.clippings.books()] == ["年鉴"]
    assert titles(window) == first[:1]
    window._actions["undo_mark"].trigger()
    assert [book.name for book in window.library.clippings.books()] == [FIRST_BOOK, "年鉴"]


def test_all_books_are_cleared_for_good_after_a_question(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(window, 2)
    asked: list[str] = []
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]

    def question(_parent: object, _title: str, text: str) -> QMessageBox.StandardButton:
        asked.append(text)
        return answers[len(asked) - 1]

    monkeypatch.setattr(QMessageBox, "question", question)
    window._actions["clear_books"].trigger()
    assert "1 本里的 2 条" in asked[0]
    assert len(titles(window)) == 2
    window._actions["clear_books"].trigger()
    assert titles(window) == []
    assert window.library.clippings.books() == []
    window._actions["clear_books"].trigger()
    assert len(asked) == 2


def test_the_panel_is_where_it_was_left(
    make_desktop: MakeDesktop, daily: Library, qtbot: QtBot, tmp_path: Path
) -> None:
    first = make_desktop(daily)
    dock = first.window.clipping_commands.dock
    assert dock.isHidden()
    first.window._actions["clippings"].trigger()
    assert dock.isVisible()
    assert first.window.dockWidgetArea(dock) == Qt.DockWidgetArea.RightDockWidgetArea
    first.window.close()
    QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat).sync()
    second = make_desktop(daily).window
    assert second.clipping_commands.dock.isVisible()
    assert second._actions["clippings"].isChecked()
    second.resize(1080, 1920)
    second._actions["clippings"].trigger()
    assert second.clipping_commands.dock.isHidden()
    second._actions["clippings"].trigger()
    assert second.dockWidgetArea(second.clipping_commands.dock) == Qt.DockWidgetArea.BottomDockWidgetArea
    second.clipping_commands.dock.close()
    assert not second._actions["clippings"].isChecked()


# ── files and proofs ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_book_goes_out_beside_the_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = fill(window, 2)
    window._actions["export_book"].trigger()
    dialog = window.book_commands.dialog
    assert isinstance(dialog, BookExportDialog)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    qtbot.mouseClick(dialog.folder_button, LEFT)
    assert dialog.target() == tmp_path / f"{FIRST_BOOK}.docx"
    dialog.name.setText("")
    assert not dialog.export_button.isEnabled()
    dialog.name.setText("渡口")
    qtbot.mouseClick(dialog.export_button, LEFT)
    assert dialog.running
    window._actions["export_book"].trigger()
    assert window.book_commands.dialog is dialog
    qtbot.waitUntil(lambda: not dialog.running, timeout=FULL_RUN)
    assert dialog.step.text() == f"导出了 2 条：{tmp_path / '渡口.docx'}"
    word = docx.Document(str(tmp_path / "渡口.docx"))
    assert [p.text for p in word.paragraphs if p.style.name == "Heading 2"] == [
        f"{number}. {title}" for number, title in enumerate(first, 1)
    ]
    dialog.form.setCurrentIndex(1)
    assert dialog.name.text() == FIRST_BOOK
    dialog.close()
    assert window.book_commands.dialog is None


def test_proofs_are_seen_in_the_dialog_and_in_the_list(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(window, 2)
    clippings = window.library.clippings
    [book] = clippings.books()
    file = tmp_path / "本.json"
    file.write_bytes(to_json(bound(book, clippings.of(book))))
    _, two = clippings.of(book)
    article = clippings.article_of(two)
    assert article is not None
    key: IssueKey = two.anchor.key
    window.library.filing.move_articles([article], key, ["04"])

    def proved(action: str) -> ProofDialog:
        window._actions[action].trigger()
        dialog = window.book_commands.dialog
        assert isinstance(dialog, ProofDialog)
        qtbot.waitUntil(lambda: not dialog.running, timeout=FULL_RUN)
        return dialog

    dialog = proved("prove_book")
    assert dialog.said.text() == "相符 1 条，变了 1 条"
    worst = dialog.found.topLevelItem(0)
    assert worst.text(0) == "变了"
    assert worst.child(0).text(1).startswith("出处现在是")
    model = window.clipping_commands.panel.model
    assert [model.index(row).data(VERDICT).finding for row in (0, 1)] == [Finding.SAME, Finding.CHANGED]
    assert "出处现在是" in model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    dialog.close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    assert proved("prove_file").said.text() == "相符 1 条，变了 1 条"


def test_what_is_dragged_elsewhere_is_words(window: MainWindow, qtbot: QtBot) -> None:
    [title] = fill(window, 1)
    model = window.clipping_commands.panel.model
    data = model.mimeData([model.index(0)])
    assert title in data.text()
    assert not data.hasFormat(PICKS)
