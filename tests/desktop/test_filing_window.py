"""Repairing a filing in the window: each operation through its action, the undo bar, the journal, the trash."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from archive.importing.reading import InProcess
from archive.lock import writing
from archive.model import IssueKey, PaperKind, Paragraph, PartialDate
from indexer.request import SearchRequest
from reader.library import Library
from reader.open import open_library
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.views.filing_dialogs import LinkDialog, MergeDialog, MoveDialog
from ui.desktop.views.record_dialogs import JournalDialog, TrashDialog
from ui.desktop.views.split_dialog import SplitDialog, suggested_title

D = TypeVar("D", bound=QDialog)
MakeDesktop = Callable[..., Desktop]

DAY, NEXT = (IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, day)) for day in (2, 3))
ROWS = [
    ("01", "渡口复航", "停了三年的渡口今天复航。\n第一班船坐满了人。\n夜市也在旧码头开张了，摊主们说往后天天都来。"),
    ("01", "夜市开张", "夜市在旧码头开张。"),
    ("02", "读者来信", "来信说路灯太暗。"),
    ("A03", "象棋残局", "红先胜。"),
]


def bring(library: Library, folder: Path, paper: str, date: str) -> None:
    path = folder / f"{paper}{date}.jsonl"
    lines = (
        {"id": str(number), "paper": paper, "date": date, "page": page, "title": title, "text": text}
        for number, (page, title, text) in enumerate(ROWS, 1)
    )
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    list(library.import_paths([path]))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "archive", reading=InProcess) as opened:
        bring(opened, tmp_path, "青湾晚报", "2026-03-02")
        list(opened.update_index())
        yield opened


@pytest.fixture
def window(make_desktop: MakeDesktop, library: Library, qtbot: QtBot) -> MainWindow:
    found = make_desktop(library).window
    qtbot.waitUntil(lambda: not found.jobs.busy)
    return found


@pytest.fixture
def do(window: MainWindow, qtbot: QtBot) -> Callable[[str], None]:
    """Trigger an action and wait until it is done."""

    def trigger(name: str) -> None:
        assert window._actions[name].isEnabled(), name
        window._actions[name].trigger()
        qtbot.waitUntil(lambda: not window.jobs.busy)

    return trigger


def shown(window: QWidget, kind: type[D]) -> D:
    [dialog] = [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
    return dialog


def titles(window: MainWindow) -> list[str]:
    assert window.desk.issue is not None
    return [head.title for head in window.desk.issue.heads]


def open_titled(window: MainWindow, title: str) -> None:
    assert window.desk.issue is not None
    window.desk.open_article(next(head.id for head in window.desk.issue.heads if head.title == title))


def bar_says(window: MainWindow) -> str:
    bar = window.filing_commands.corrections.bar
    return bar.sentence.text() if bar.isVisible() else ""


def test_an_issue_is_moved_and_the_bar_takes_it_back(
    window: MainWindow, do: Callable[[str], None], qtbot: QtBot
) -> None:
    do("move_issue")
    dialog = shown(window, MoveDialog)
    assert dialog.date.text() == "2026-03-02"
    assert dialog.quiet.text() == "现在的位置。"
    dialog.date.setText("2026-03-03")
    assert dialog.quiet.text() == "那里还没有报纸。"
    dialog.do_button.click()
    qtbot.waitUntil(lambda: window.desk.issue is not None and window.desk.issue.key == NEXT)
    assert "2026-03-03" in bar_says(window)
    window.filing_commands.corrections.bar.button.click()
    qtbot.waitUntil(lambda: window.desk.issue is not None and window.desk.issue.key == DAY)
    assert bar_says(window).startswith("已撤销")


def test_what_cannot_be_is_said_in_the_dialog_which_stays_open(
    window: MainWindow, do: Callable[[str], None], qtbot: QtBot
) -> None:
    do("move_page")
    dialog = shown(window, MoveDialog)
    dialog.page.setText("02")
    assert "第02版已有 1 篇" in dialog.quiet.text()
    dialog.do_button.click()
    qtbot.waitUntil(dialog.wrong.isVisible)
    assert "已有第02版" in dialog.wrong.text()
    for field, text, sentence in (
        (dialog.page, "版", "版面写成"), (dialog.page, "01、02", "一个版面"), (dialog.date, "三月", "日期写成"),
    ):  # fmt: skip
        field.setText(text)
        assert not dialog.wrong.isVisible()
        dialog.do_button.click()
        assert sentence in dialog.wrong.text()
        dialog.page.setText("B01")
    dialog.date.setText("2026-03-02")
    dialog.do_button.click()
    qtbot.waitUntil(lambda: window.desk.page == "B01")
    assert not window.findChildren(MoveDialog) or not dialog.isVisible()


def test_a_page_and_an_article_and_an_issue_go_to_the_trash_and_come_back(
    window: MainWindow, do: Callable[[str], None], library: Library, qtbot: QtBot
) -> None:
    do("trash_article")
    assert titles(window)[0] == "夜市开张"
    assert window.desk.article is not None
    assert window.desk.article.content.title == "夜市开张"
    do("trash_page")
    assert window.desk.issue is not None
    assert [page.label for page in window.desk.issue.pages] == ["02", "A03"]
    assert window.desk.page == "02"
    do("trash_issue")
    assert window.welcome.isVisible()
    do("trash")
    dialog = shown(window, TrashDialog)

    def kinds() -> list[str]:
        return [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())]

    def choose(kind: str) -> None:
        dialog.table.selectRow(kinds().index(kind))
        dialog.do_button.click()

    assert sorted(kinds()) == ["一期", "一版", "稿件", "稿件"]
    choose("一版")  # not while its issue lies there, too
    qtbot.waitUntil(lambda: "请先还原那一期" in dialog.wrong.text())
    choose("一期")
    qtbot.waitUntil(lambda: window.desk.issue is not None)
    assert window.columns.isVisible()
    qtbot.waitUntil(lambda: sorted(kinds()) == ["一版", "稿件", "稿件"])
    line = dialog.table.item(kinds().index("一版"), 1).text()
    assert line == "青湾晚报 2026-03-02 星期一 第01版"
    choose("一版")
    qtbot.waitUntil(lambda: kinds() == ["稿件"])
    assert window.desk.page == "01"
    assert titles(window) == ["夜市开张", *titles(window)[1:]]
    dialog.close()


def test_the_journal_lists_and_undoes_any_entry(window: MainWindow, do: Callable[[str], None], qtbot: QtBot) -> None:
    assert not window._actions["undo_correction"].isEnabled()
    open_titled(window, "读者来信")
    do("trash_article")
    open_titled(window, "象棋残局")
    do("trash_article")
    do("corrections")
    dialog = shown(window, JournalDialog)
    assert [dialog.table.item(row, 1).text() for row in range(2)] == ["删除《象棋残局》", "删除《读者来信》"]
    dialog.table.selectRow(1)
    dialog.do_button.click()
    qtbot.waitUntil(lambda: "读者来信" in titles(window))
    assert dialog.table.item(1, 3).text() == "已撤销"
    dialog.table.selectRow(1)
    assert not dialog.do_button.isEnabled()
    dialog.close()
    do("undo_correction")
    assert "象棋残局" in titles(window)
    assert not window._actions["undo_correction"].isEnabled()


def test_undo_by_key_is_the_text_fields_own_where_one_has_the_keyboard(
    window: MainWindow, do: Callable[[str], None], qtbot: QtBot
) -> None:
    do("trash_article")
    window.search_box.setFocus()
    qtbot.keyClicks(window.search_box, "ab")
    qtbot.keyClick(window.search_box, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.search_box.text() == ""
    qtbot.wait(50)
    assert "渡口复航" not in titles(window)
    window.article_view.browser.setFocus()
    qtbot.keyClick(window.article_view.browser, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "渡口复航" in titles(window))


def test_splitting_where_one_clicks(window: MainWindow, do: Callable[[str], None], qtbot: QtBot) -> None:
    do("split_article")
    dialog = shown(window, SplitDialog)
    rows = dialog.paragraphs
    assert rows.currentRow() == 1
    assert dialog.title.text() == "第一班船坐满了人"
    second = rows.visualItemRect(rows.item(1))
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(second.center().x(), second.bottom() - 2))
    assert rows.currentRow() == 2
    assert dialog.title.text() == "夜市也在旧码头开张了，摊主们说往后天天都来"
    qtbot.keyClick(rows, Qt.Key.Key_Home)
    assert rows.currentRow() == 1  # nothing would stay above the first
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    dialog.title.clear()
    dialog.do_button.click()
    assert "标题" in dialog.wrong.text()
    qtbot.keyClicks(dialog.title, "B")  # a test's keyboard has no Chinese
    qtbot.keyClick(rows, Qt.Key.Key_Up)
    assert dialog.title.text() == "B"  # what was typed stays
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    dialog.do_button.click()
    qtbot.waitUntil(lambda: titles(window)[:2] == ["渡口复航", "B"])
    open_titled(window, "读者来信")
    window._actions["split_article"].trigger()
    box = next(box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox))
    assert "只有一段" in box.text()
    box.close()


def test_suggested_titles_end_at_a_stop() -> None:
    text = "气象部门预报，明后天有一次小到中雨，过程雨量十二至二十毫米，正好接上。种田大户说省下一遍水。"
    assert suggested_title(Paragraph(text)) == "气象部门预报，明后天有一次小到中雨，过程雨量十二至二十毫米"
    assert suggested_title(Paragraph("●渡口。")) == "渡口"
    assert suggested_title(Paragraph("字" * 80)) == "字" * 30


def test_joining_with_the_next_or_the_selected_ones(
    window: MainWindow, do: Callable[[str], None], library: Library, qtbot: QtBot
) -> None:
    do("join_articles")
    assert titles(window) == ["渡口复航", "读者来信", "象棋残局"]
    do("undo_correction")
    contents, model = window.page_column.contents, window.page_column.contents_model
    assert window.desk.issue is not None
    ids = {head.title: head.id for head in window.desk.issue.heads}
    only_this = QItemSelectionModel.SelectionFlag.ClearAndSelect  # the view's own way heeds the keys of a test before
    contents.selectionModel().setCurrentIndex(model.index(model.row_of_article(ids["夜市开张"])), only_this)
    contents.scrollTo(model.index(model.row_of_article(ids["象棋残局"])))
    rect = contents.visualRect(model.index(model.row_of_article(ids["象棋残局"])))
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(contents.viewport(), Qt.MouseButton.LeftButton, control, rect.center())
    assert window.page_column.selected_articles() == (ids["夜市开张"], ids["象棋残局"])
    assert window.desk.article is not None
    assert window.desk.article.id == ids["渡口复航"]  # selecting several opens none
    do("join_articles")
    assert titles(window) == ["渡口复航", "夜市开张", "读者来信"]


def test_articles_are_continued_and_taken_apart(
    window: MainWindow, do: Callable[[str], None], library: Library, qtbot: QtBot
) -> None:
    open_titled(window, "象棋残局")
    assert not window._actions["unlink_article"].isEnabled()
    do("link_article")
    dialog = shown(window, LinkDialog)
    dialog.do_button.click()
    assert dialog.wrong.text() == "先选一篇"
    dialog.words.setText("来信")
    assert [dialog.list.item(row).isHidden() for row in range(3)] == [True, True, False]
    dialog.list.setCurrentRow(2)
    dialog.do_button.click()
    qtbot.waitUntil(window._actions["unlink_article"].isEnabled)
    assert window.desk.article is not None
    assert window.desk.article.part_of is not None
    do("unlink_article")
    assert library.article(window.desk.article.id).part_of is None


def test_articles_move_to_other_pages_and_papers(window: MainWindow, do: Callable[[str], None], qtbot: QtBot) -> None:
    do("move_article")
    dialog = shown(window, MoveDialog)
    dialog.paper.setEditText("青湾早报")
    dialog.page.setText("第2版、A03")
    dialog.do_button.click()
    qtbot.waitUntil(lambda: window.desk.paper is not None and window.desk.paper.name == "青湾早报")
    assert window.desk.article is not None
    assert [page.label for page in window.desk.article.pages] == ["02", "A03"]


def test_an_import_leaves_what_is_open_in_peace_unless_it_became_another(
    window: MainWindow, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shown_anew: list[str] = []
    window.desk.article_changed.connect(lambda: shown_anew.append(window.desk.article.content.title))  # type: ignore[union-attr]
    bring(library, tmp_path, "夜市晚报", "2026-03-05")
    bring(library, tmp_path, "青湾晚报", "2026-03-03")
    window.import_dialog.imported.emit()
    qtbot.waitUntil(lambda: [paper.name for paper in window.desk.papers] == ["夜市晚报", "青湾晚报"])
    assert shown_anew == []
    assert window.desk.next_issue_key == NEXT
    monkeypatch.setitem(globals(), "ROWS", [("01", "渡口复航", "停了三年的渡口昨天复航。"), *ROWS[1:]])
    bring(library, tmp_path, "青湾晚报", "2026-03-02")
    window.import_dialog.imported.emit()
    qtbot.waitUntil(lambda: shown_anew == ["渡口复航"])
    assert "昨天复航" in window.article_view.browser.toPlainText()


def test_papers_are_merged_and_the_desk_follows(
    window: MainWindow, do: Callable[[str], None], library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    bring(library, tmp_path, "青灣晚報", "2026-03-05")
    window.start()
    window.desk.open_paper("青灣晚報")
    do("merge_paper")
    dialog = shown(window, MergeDialog)
    assert [dialog.into.itemText(row) for row in range(dialog.into.count())] == ["青湾晚报"]
    dialog.do_button.click()
    assert dialog.wrong.text() == "要写报纸名"
    dialog.into.setEditText("青湾晚报")
    dialog.do_button.click()
    qtbot.waitUntil(lambda: window.desk.paper is not None and window.desk.paper.name == "青湾晚报")
    assert window.desk.issue is not None
    assert str(window.desk.issue.key.date) == "2026-03-05"
    assert len(window.desk.papers) == 1
    window.desk.back()  # where one was has another name now
    assert window.desk.issue.key.paper == "青湾晚报"


def test_a_locked_archive_is_said_and_nothing_changes(
    window: MainWindow, library: Library, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("archive.lock.WAIT_SECONDS", 0.1)
    monkeypatch.setattr(writing.__wrapped__, "__kwdefaults__", {"wait": 0.1})  # type: ignore[attr-defined]
    with writing(library.folder, "导入"):
        window._actions["trash_article"].trigger()
        qtbot.waitUntil(
            lambda: any(isinstance(box, QMessageBox) for box in QApplication.topLevelWidgets() if box.isVisible())
        )
    box = next(box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible())
    assert "正在被使用" in box.text()
    box.close()
    assert titles(window)[0] == "渡口复航"


def test_the_index_follows_a_correction(
    window: MainWindow, do: Callable[[str], None], library: Library, qtbot: QtBot
) -> None:
    assert library.search(SearchRequest("停了三年")).total == 1
    with qtbot.waitSignal(window.index_updates.updated, timeout=30_000):
        do("trash_article")
    assert library.search(SearchRequest("停了三年")).total == 0
    assert library.pending() == 0


def test_context_menus_say_what_can_be_done_here(window: MainWindow, qtbot: QtBot) -> None:
    side, column = window.side_bar, window.page_column
    for view, name in (
        (side.papers, "merge_paper"), (side.issues, "trash_issue"),
        (column.thumbnails, "trash_page"), (column.contents, "split_article"),
    ):  # fmt: skip
        assert name in offered(view.viewport(), view.visualRect(view.currentIndex()).center())
    heading = column.contents.visualRect(column.contents_model.index(column.contents_model.row_of_page("01")))
    assert offered(column.contents.viewport(), heading.center()) == ["move_page", "trash_page"]
    assert "split_article" in offered(column.contents, QPoint(0, 0), keyboard=True)  # the row that the keyboard is on
    assert "trash_article" in offered(window.article_view.browser.viewport(), QPoint(30, 300))
    calendar = side.calendar
    calendar.grab()
    assert offered(calendar, QPoint(0, 0), keyboard=True) == ["move_issue", "trash_issue"]
    empty = next(cell for date, cell in calendar._cells.items() if date.day() == 9)
    assert offered(calendar, calendar._grid.viewport().mapTo(calendar, empty.center())) == []


def offered(widget: QWidget, point: QPoint, *, keyboard: bool = False) -> list[str]:
    """The entries of the context menu there."""
    reason = QContextMenuEvent.Reason.Keyboard if keyboard else QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, point, widget.mapToGlobal(point)))
    menu = QApplication.activePopupWidget()
    if not isinstance(menu, QMenu):
        return []
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    menu.close()
    return names


def test_the_undo_bar_goes_by_itself_but_not_from_under_the_keyboard(
    window: MainWindow, do: Callable[[str], None], qtbot: QtBot
) -> None:
    bar = window.filing_commands.corrections.bar
    do("trash_article")
    bar.button.setFocus()
    bar._timer.start(60)
    qtbot.wait(150)
    assert bar.isVisible() or not window.isActiveWindow()
    window.article_view.browser.setFocus()
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=3000)
    assert bar.button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert "渡口复航" in bar.button.accessibleDescription()


def test_the_next_article_is_read_ahead_and_never_an_old_one_shown(
    window: MainWindow, library: Library, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    article = library.article
    monkeypatch.setattr(library, "article", lambda number: asked.append(number) or article(number))
    following = window.desk.article_beside(1)
    assert following is not None
    qtbot.waitUntil(lambda: window.desk._ahead is not None)
    asked.clear()
    window._step_article(1)
    assert window.desk.article == article(following)
    assert asked == []
    window._step_article(-1)
    qtbot.waitUntil(lambda: window.desk._ahead is not None)
    library.filing.trash_articles([following])
    window.desk.refresh()
    window._step_article(1)
    assert window.desk.article is not None
    assert window.desk.article.id != following
