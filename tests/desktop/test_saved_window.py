"""Saved searches in the window: kept, counted, opened, looked at, undone; the digest; what was searched before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from indexer.request import SearchRequest, Sort
from reader.library import Library
from ui.desktop.main_window import MainWindow
from ui.desktop.models.lists import VALUE
from ui.desktop.views.middle import RESULTS, SAVED
from ui.desktop.views.report_dialog import ReportDialog
from ui.desktop.views.saved_dialogs import SaveSearchDialog
from ui.desktop.views.saved_panel import COUNT


def bring(library: Library, folder: Path, *titles: str) -> None:
    path = folder / f"{titles[0]}.jsonl"
    rows = [
        {
            "paper": "临岚日报",
            "date": f"2025-08-{number + 1:02}",
            "page": "01",
            "title": title,
            "text": f"{title}，潮水。",
        }
        for number, title in enumerate(titles)
    ]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    for _ in (*library.import_paths([path]), *library.update_index()):
        pass


@pytest.fixture
def tide(make_desktop: object, library: Library, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    bring(library, tmp_path, "渡口", "灯塔")
    window: MainWindow = make_desktop(library).window  # type: ignore[operator]
    qtbot.waitUntil(lambda: not window.jobs.busy)
    return window


@pytest.fixture(autouse=True)
def _no_dialog_stays() -> Iterator[None]:
    yield
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, ReportDialog | SaveSearchDialog):
            widget.close()


def search(window: MainWindow, qtbot: QtBot, words: str) -> None:
    window.search_box.setText(words)
    window.search_box.returnPressed.emit()
    qtbot.waitUntil(lambda: not window.jobs.busy)


def save(window: MainWindow, qtbot: QtBot, name: str, folder: str = "") -> None:
    window._actions["save_search"].trigger()
    [dialog] = window.findChildren(SaveSearchDialog)
    dialog.name.setText(name)
    dialog.folder.setCurrentText(folder)
    dialog.accept()
    qtbot.waitUntil(lambda: not window.jobs.busy)


def rows(window: MainWindow) -> list[tuple[str, int | None]]:
    """All rows with what is new of them, folders with their searches after them."""
    tree = window.saved_panel.tree
    found: list[tuple[str, int | None]] = []
    for at in range(tree.topLevelItemCount()):
        top = tree.topLevelItem(at)
        assert top
        inside = [top.child(row) for row in range(top.childCount())]
        found += [(item.text(0), item.data(0, COUNT)) for item in (top, *inside) if item]
    return found


def test_saved_counted_opened_and_looked_at(tide: MainWindow, library: Library, tmp_path: Path, qtbot: QtBot) -> None:
    assert tide.saved_panel.none.isVisibleTo(tide.saved_panel)
    tide.search_panel.set_sort(Sort.OLDEST.value)
    search(tide, qtbot, "潮水")
    save(tide, qtbot, "水", "选题")
    search(tide, qtbot, "渡口")
    save(tide, qtbot, "渡")
    assert rows(tide) == [("渡", 0), ("选题", 0), ("水", 0)]
    assert tide.tabs.tabText(SAVED) == "我的检索"
    bring(library, tmp_path, "大潮", "小潮")
    tide.import_dialog.indexed.emit()
    qtbot.waitUntil(lambda: not tide.jobs.busy)
    assert rows(tide) == [("渡", 0), ("选题", 2), ("水", 2)]
    assert tide.tabs.tabText(SAVED) == "我的检索 2"
    tide._actions["my_searches"].trigger()
    assert tide.tabs.currentIndex() == SAVED
    tree = tide.saved_panel.tree
    assert tide.focusWidget() is tree
    tide._actions["only_new"].trigger()
    assert tide.settings.get("search.only_new") is True
    folder = tree.topLevelItem(1)
    assert folder
    item = folder.child(0)
    assert item
    assert item.data(0, Qt.ItemDataRole.AccessibleTextRole) == "水，潮水，2 篇新到"
    tree.setCurrentItem(item)
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not tide.jobs.busy)
    panel = tide.search_panel
    assert tide.tabs.currentIndex() == RESULTS
    assert [panel.model.hit(row).head.title for row in range(panel.model.rowCount())] == ["大潮", "小潮"]  # type: ignore[union-attr]
    assert panel.sort.currentData() == Sort.OLDEST.value
    assert rows(tide) == [("渡", 0), ("选题", 0), ("水", 0)], "now they have been looked at"
    [chip] = panel.chips.buttons
    assert "新到的" in chip.text()
    chip.click()
    qtbot.waitUntil(lambda: not tide.jobs.busy)
    assert panel.model.total == 4


def test_another_search_does_not_count_as_looked_at(
    tide: MainWindow, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    search(tide, qtbot, "潮水")
    save(tide, qtbot, "水")
    bring(library, tmp_path, "大潮")
    tide.saved_commands.refresh()
    search(tide, qtbot, "大潮")
    assert rows(tide) == [("水", 1)]


def test_menu_of_a_search(tide: MainWindow, library: Library, tmp_path: Path, qtbot: QtBot) -> None:
    search(tide, qtbot, "潮水")
    save(tide, qtbot, "水")
    bring(library, tmp_path, "大潮")
    tide.saved_commands.refresh()
    qtbot.waitUntil(lambda: not tide.jobs.busy)
    [saved] = library.searches.all()

    def choose(words: str) -> None:
        menu = QMenu(tide)
        tide.saved_panel.menu_opening.emit(menu, saved.id)
        next(action for action in menu.actions() if action.text() == words).trigger()
        qtbot.waitUntil(lambda: not tide.jobs.busy)

    choose("算都看过了")
    assert rows(tide) == [("水", 0)]
    search(tide, qtbot, "灯塔")
    choose("改成现在的检索")
    assert library.searches.find("水").query == "灯塔"
    choose("改名、移动…")
    [dialog] = tide.findChildren(SaveSearchDialog)
    dialog.name.setText("塔")
    dialog.folder.setCurrentText("存档")
    dialog.accept()
    assert [name for name, _ in rows(tide)] == ["存档", "塔"]
    choose("删除")
    assert rows(tide) == []
    bar = tide.filing_commands.corrections.bar
    assert bar.isVisible()
    bar.button.click()
    assert [name for name, _ in rows(tide)] == ["存档", "塔"]
    qtbot.waitUntil(lambda: not tide.jobs.busy)


def test_the_menu_opens_on_a_row(tide: MainWindow, qtbot: QtBot) -> None:
    search(tide, qtbot, "潮水")
    save(tide, qtbot, "水")
    tide._actions["my_searches"].trigger()
    tree = tide.saved_panel.tree
    assert tree.currentItem().data(0, VALUE)
    place = tree.visualItemRect(tree.currentItem()).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, tree.viewport().mapToGlobal(place))
    QApplication.sendEvent(tree.viewport(), asked)
    [menu] = [menu for menu in tree.findChildren(QMenu) if menu.isVisible()]
    assert [action.text() for action in menu.actions() if action.text()][:2] == ["打开", "只看新到的"]
    menu.close()


def test_folded_folders_stay_folded(tide: MainWindow, qtbot: QtBot) -> None:
    search(tide, qtbot, "潮水")
    save(tide, qtbot, "水", "选题")
    folder = tide.saved_panel.tree.topLevelItem(0)
    assert folder
    assert folder.isExpanded()
    tide.saved_panel.tree.itemClicked.emit(folder, 0)
    tide.saved_commands.refresh()
    qtbot.waitUntil(lambda: not tide.jobs.busy)
    again = tide.saved_panel.tree.topLevelItem(0)
    assert again
    assert not again.isExpanded()


def test_nothing_to_save_and_a_taken_name_are_said(tide: MainWindow, qtbot: QtBot, said: list[str]) -> None:
    tide._actions["save_search"].trigger()
    tide._actions["digest"].trigger()
    tide._actions["search_report"].trigger()
    assert said == [
        "先写下要检索的字词，再保存", "还没有存着的检索：检索以后用“检索 → 保存检索…”存下来", "先检索，再写报告",
    ]  # fmt: skip
    search(tide, qtbot, "潮水")
    save(tide, qtbot, "水")
    save(tide, qtbot, "水")
    assert said[3:] == ["已经有一个检索叫“水”"]
    assert len(rows(tide)) == 1


# ── digest and report ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_digest_is_read_followed_copied_and_saved(
    tide: MainWindow, library: Library, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    search(tide, qtbot, "潮水")
    save(tide, qtbot, "水")
    bring(library, tmp_path, "大<潮>")
    tide._actions["digest"].trigger()
    qtbot.waitUntil(lambda: not tide.jobs.busy)
    [dialog] = tide.findChildren(ReportDialog)
    text = dialog.text.toPlainText()
    assert "水（1 篇）" in text
    assert "大<潮>" in text
    assert "渡口" not in text
    number = library.search_ids(SearchRequest("大")).hits[0].id
    dialog.text.anchorClicked.emit(QUrl(f"article:{number}"))
    assert tide.desk.article
    assert tide.desk.article.id == number
    dialog.copy.click()
    assert QApplication.clipboard().text().startswith("# 每日摘要")
    for name, begin in (("摘要.html", "<!DOCTYPE html>"), ("摘要", "# 每日摘要")):
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *_, name=name: (str(tmp_path / name), "Markdown (*.md)")
        )
        dialog.save.click()
        qtbot.waitUntil(lambda: not tide.jobs.busy)
        assert (tmp_path / (name if "." in name else f"{name}.md")).read_text("utf-8").startswith(begin)
    for name, begin in (("摘要.docx", b"PK"), ("摘要.pdf", b"%PDF")):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, name=name: (str(tmp_path / name), ""))
        dialog.save.click()
        qtbot.waitUntil(lambda: not tide.jobs.busy)
        assert (tmp_path / name).read_bytes().startswith(begin)
        assert dialog.state.text() == f"保存到 {name}"
    printed = pypdfium2.PdfDocument(tmp_path / "摘要.pdf")[0].get_textpage().get_text_range()
    assert "大<潮>" in printed
    dialog.choice.setCurrentIndex(1)
    dialog.choice.activated.emit(1)
    qtbot.waitUntil(lambda: not tide.jobs.busy)
    assert "水（3 篇）" in dialog.text.toPlainText(), "all came in today"


def test_the_report_of_what_stands_in_the_panel(tide: MainWindow, qtbot: QtBot) -> None:
    search(tide, qtbot, "潮水")
    tide._actions["search_report"].trigger()
    qtbot.waitUntil(lambda: not tide.jobs.busy)
    [dialog] = tide.findChildren(ReportDialog)
    assert not dialog.choice.isVisible()
    text = dialog.text.toPlainText()
    assert text.startswith("检索报告：潮水")
    assert "稿件（2 篇，最相关的在前）" in text


# ── what was searched ──────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_searched_is_offered_again(tide: MainWindow, library: Library, qtbot: QtBot) -> None:
    search(tide, qtbot, "潮水")
    search(tide, qtbot, "灯塔")
    assert library.searches.history() == ["灯塔", "潮水"]
    for box in (tide.search_box, tide.search_panel.box):
        completer = box.completer()
        completer.setCompletionPrefix("水")
        assert [completer.completionModel().index(row, 0).data() for row in range(completer.completionCount())] == [
            "潮水"
        ]
    tide.search_box.completer().activated.emit("潮水")
    qtbot.waitUntil(lambda: not tide.jobs.busy)
    assert tide.search_panel.query == "潮水"
    assert tide.search_panel.model.total == 2
    library.searches.forget_history()
    tide.saved_commands.refresh()
    model = tide.search_box.completer().model()
    assert model
    assert model.rowCount() == 0
