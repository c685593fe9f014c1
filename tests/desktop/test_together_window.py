"""Reprints, the wall of front pages and 往年今日 in the window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from archive.importing.reading import InProcess
from archive.model import IssueKey, PaperKind, PartialDate
from reader.library import Library
from reader.open import open_library
from reader.settings import Settings
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.models.lists import VALUE
from ui.desktop.models.results import HIT
from ui.desktop.views.front_wall import FrontWall
from ui.desktop.views.reprints_dialog import ReprintsDialog

MakeDesktop = Callable[..., Desktop]
STORY = "停了三年的渡口今天复航，第一班船载着四十位老人和他们的自行车开往对岸的小镇，船老大说，潮水是最好的钟表。" * 3
ROWS = (
    ("青湾晚报", "2025-03-02", "渡口去年", "去年的旧闻一则，与别的都不相同。"),
    ("青湾晚报", "2026-03-02", "渡口复航", f"{STORY}\n头一天坐满了人。"),
    ("临岚日报", "2026-03-02", "头版头条", "这一篇只有一家登过，说的不是渡口。"),
    ("临岚日报", "2026-03-05", "渡口开船了", f"{STORY}\n头一天<b>座</b>满了人。"),
)
DAY = PartialDate(2026, 3, 2)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    lines = [json.dumps({"paper": p, "date": d, "page": "01", "title": t, "text": x}) for p, d, t, x in ROWS]
    (tmp_path / "期.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with open_library(tmp_path / "archive", reading=InProcess) as opened:
        for _ in (*opened.import_paths([tmp_path / "期.jsonl"]), *opened.update_index()):
            pass
        yield opened


@pytest.fixture
def window(make_desktop: MakeDesktop, library: Library, qtbot: QtBot) -> MainWindow:
    found = make_desktop(library).window
    found.desk.open_issue(IssueKey(PaperKind.NEWSPAPER, "青湾晚报", DAY))
    qtbot.waitUntil(lambda: not found.jobs.busy)
    return found


def reprints(window: MainWindow, qtbot: QtBot) -> ReprintsDialog:
    window._actions["reprints"].trigger()
    dialog = window.together_commands.reprints
    assert dialog is not None
    qtbot.waitUntil(lambda: not window.jobs.busy)
    return dialog


def rows(dialog: ReprintsDialog) -> list[list[str]]:
    table = dialog.table
    return [
        [item.text() if (item := table.item(row, column)) else "" for column in range(table.columnCount())]
        for row in range(table.rowCount())
    ]


def test_who_ran_it_when_where_and_how_it_differs(window: MainWindow, qtbot: QtBot) -> None:
    dialog = reprints(window, qtbot)
    found = rows(dialog)
    assert found[0] == ["2026-03-02", "青湾晚报", "第01版", "渡口复航", "这一篇"]
    assert found[1][:4] == ["2026-03-05", "临岚日报", "第01版", "渡口开船了"]
    assert found[1][4].startswith("同一稿 ")
    assert dialog.quiet.text() == "另登 1 次"
    text = dialog.text.toPlainText()
    assert "头一天坐满了人" in text
    assert "<b>座</b>" in text  # words of an article are never markup
    qtbot.mouseClick(dialog.open_button, Qt.MouseButton.LeftButton)
    assert window.desk.article is not None
    assert window.desk.article.content.title == "渡口开船了"


def test_an_article_that_was_printed_once_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.open_issue(IssueKey(PaperKind.NEWSPAPER, "临岚日报", DAY))
    dialog = reprints(window, qtbot)
    assert "没有找到转载" in dialog.quiet.text()
    assert not dialog.table.isVisible()


def search(window: MainWindow, qtbot: QtBot) -> list[str]:
    with qtbot.waitSignal(window.search_panel.model.searched):
        window.search_panel.search("潮水")
    model = window.search_panel.model
    return [model.index(row).data() for row in range(model.rowCount())]


def test_results_are_one_until_they_are_wanted_apart(window: MainWindow, settings: Settings, qtbot: QtBot) -> None:
    panel = window.search_panel
    assert panel.collapse.isChecked()
    [_] = search(window, qtbot)
    hit = panel.model.index(0).data(HIT)
    assert hit.elsewhere is not None
    assert hit.elsewhere.papers == 1
    assert "另有 1 家刊登" in panel.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    with qtbot.waitSignal(panel.model.searched):
        panel.collapse.click()
    assert panel.model.rowCount() == 2
    assert settings.get("search.collapse") is False
    assert panel.model.index(0).data(HIT).elsewhere is None


def wall(window: MainWindow, qtbot: QtBot, action: str) -> FrontWall:
    window._actions[action].trigger()
    found = window.together_commands.wall
    assert found is not None
    qtbot.waitUntil(lambda: not window.jobs.busy)
    return found


def cards(wall: FrontWall) -> list[str]:
    return [str(wall.model.index(row).data()) for row in range(wall.model.rowCount())]


def test_the_wall_shows_all_front_pages_of_the_day_and_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    found = wall(window, qtbot, "front_wall")
    assert cards(found) == ["临岚日报", "青湾晚报"]
    assert found.date.text() == "2026-03-02 星期一"
    qtbot.waitUntil(  # typeset, as there are no pictures
        lambda: all(
            isinstance(found.model.index(row).data(Qt.ItemDataRole.DecorationRole), QPixmap) for row in range(2)
        )
    )
    qtbot.keyClick(found, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: found.date.text() == "2026-03-05 星期四")
    assert cards(found) == ["临岚日报"]
    assert not found.later.isEnabled()
    qtbot.mouseClick(found.earlier, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: found.date.text() == "2026-03-02 星期一")
    assert found.later.isEnabled()


def test_a_front_page_is_opened_by_the_keyboard(window: MainWindow, qtbot: QtBot) -> None:
    found = wall(window, qtbot, "front_wall")
    assert found.wall.currentIndex().row() == 0
    qtbot.keyClick(found.wall, Qt.Key.Key_Return)
    assert window.desk.paper is not None
    assert window.desk.paper.name == "临岚日报"
    assert not found.isVisible()


def test_the_same_day_in_other_years(window: MainWindow, qtbot: QtBot) -> None:
    found = wall(window, qtbot, "same_day")
    assert cards(found) == ["2025 青湾晚报"]
    front = found.model.index(0).data(VALUE)
    assert front.key.date == PartialDate(2025, 3, 2)
    assert [head.title for head in front.heads] == ["渡口去年"]
    found.tabs.setCurrentIndex(0)
    qtbot.waitUntil(lambda: len(cards(found)) == 2)
    found.step(1)
    qtbot.waitUntil(lambda: found.date.text().startswith("2026-03-05"))
    found.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: found.nothing.isVisible())
    assert found.nothing.text() == "别的年份没有这一天的报纸。"
