"""What was read: dots at what was not, going on where one stopped, the list, private reading, clearing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from reader.library import Library
from reader.settings import Settings
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.models.lists import UNREAD, VALUE
from ui.desktop.views.traces_dialog import TracesDialog
from ui.desktop.views.visits_dialog import VisitsDialog

MakeDesktop = Callable[..., Desktop]


@pytest.fixture
def desktop(make_desktop: MakeDesktop, evening: Library, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    monkeypatch.setattr("ui.desktop.visit_commands.DWELL", 20)
    return make_desktop(evening)


def unread(window: MainWindow) -> list[str]:
    model = window.page_column.contents_model
    return [row.data() for row in (model.index(number) for number in range(model.rowCount())) if row.data(UNREAD)]


def read(window: MainWindow, qtbot: QtBot, title: str) -> int:
    """Open the article of this title and stay until it counts as read."""
    model = window.page_column.contents_model
    rows = [model.index(number) for number in range(model.rowCount())]
    head = next(row.data(VALUE) for row in rows if row.data(VALUE) and row.data() == title)
    window.desk.open_article(head.id)
    qtbot.waitUntil(lambda: bool(window.page_column.contents_model._read) and title not in unread(window))
    return int(head.id)


def test_what_was_read_loses_its_dot_and_the_next_unread_is_found(desktop: Desktop, qtbot: QtBot) -> None:
    window = desktop.window
    all_titles = len(unread(window))
    assert all_titles > 5
    read(window, qtbot, "夜市开张")
    assert "夜市开张" not in unread(window)
    row = next(
        index
        for index in (window.page_column.contents_model.index(n) for n in range(all_titles + 4))
        if index.data() == "象棋残局"
    )
    assert row.data(Qt.ItemDataRole.AccessibleTextRole).endswith("没读过")
    for _ in range(all_titles):
        if not (left := unread(window)):
            break
        window._actions["next_unread"].trigger()
        qtbot.waitUntil(lambda before=left: len(unread(window)) < len(before))
        qtbot.waitUntil(lambda: not window.jobs.busy)
    window._actions["next_unread"].trigger()
    assert window.statusBar().currentMessage() == "这一期都读过了"


def test_one_goes_on_where_one_stopped(make_desktop: MakeDesktop, desktop: Desktop, qtbot: QtBot) -> None:
    window = desktop.window
    long = next(h.id for h in window.desk.issue.heads if h.title == "渡口复航十年记") if window.desk.issue else 0
    window.desk.open_article(long)
    window.article_view.browser.setFixedHeight(200)
    qtbot.waitUntil(lambda: window.article_view.browser.verticalScrollBar().maximum() > 100)
    bar = window.article_view.browser.verticalScrollBar()
    qtbot.waitUntil(lambda: not window.visit_commands._timer.isActive())
    bar.setValue(bar.maximum() // 2)
    desktop.window.close()
    visit = desktop.library.visits.last()
    assert visit is not None
    assert visit.anchor.title == "渡口复航十年记"
    assert 0.4 < visit.place < 0.6
    key = visit.anchor.key

    def forget() -> int:
        return 0

    desktop.library.visits.forget = forget  # type: ignore[method-assign] - the fixture clears, this test has them
    again = make_desktop(desktop.library).window
    assert again.desk.article is not None
    assert again.desk.article.id == long
    assert again.desk.issue is not None
    assert again.desk.issue.key == key
    qtbot.waitUntil(lambda: 0.4 < again.article_view.part < 0.6)
    again.desk.step_article(1)
    again._actions["continue_reading"].trigger()
    assert again.desk.article.id == long


def test_the_list_opens_what_was_read(desktop: Desktop, qtbot: QtBot) -> None:
    window = desktop.window
    first = read(window, qtbot, "夜市开张")
    read(window, qtbot, "象棋残局")
    qtbot.waitUntil(lambda: not window.jobs.busy)
    window._actions["visits"].trigger()
    dialog = window.findChild(VisitsDialog)
    assert dialog is not None
    titles = [dialog.table.item(row, 1).text() for row in range(dialog.table.rowCount())]
    assert titles[:2] == ["象棋残局", "夜市开张"]
    dialog.table.selectRow(1)
    dialog.do_button.click()
    assert window.desk.article is not None
    assert window.desk.article.id == first
    dialog.close()


def test_private_reading_leaves_nothing(desktop: Desktop, settings: Settings, qtbot: QtBot) -> None:
    library = desktop.library
    desktop.window._actions["star"].trigger()
    assert settings.path is not None
    before = settings.path.read_text("utf-8")
    visited = library.visits.count()
    desktop.window._actions["private_session"].trigger()
    qtbot.waitUntil(lambda: desktop.window.windowTitle().endswith("（无痕）"))
    window = desktop.window
    assert window._actions["private_session"].isChecked()
    assert window._actions["star"].isChecked(), "what was marked before is there"
    window._actions["later"].trigger()
    read(window, qtbot, "象棋残局")
    window._actions["larger"].trigger()
    assert settings.get("article.size") != 18
    assert len(library.marks.all()) == 2
    window._actions["private_session"].trigger()
    qtbot.waitUntil(lambda: not desktop.window.windowTitle().endswith("（无痕）"))
    assert len(library.marks.all()) == 1
    assert not desktop.window._actions["private_session"].isChecked()
    assert settings.get("article.size") == 18
    assert settings.path.read_text("utf-8") == before
    qtbot.waitUntil(lambda: not desktop.window.visit_commands._timer.isActive())
    qtbot.waitUntil(lambda: not desktop.window.jobs.busy)
    assert library.visits.count() <= visited + 1
    assert "象棋残局" in unread(desktop.window)


def test_traces_are_listed_and_cleared_but_marks_stay(desktop: Desktop, settings: Settings, qtbot: QtBot) -> None:
    window = desktop.window
    window._actions["star"].trigger()
    read(window, qtbot, "夜市开张")
    settings.set_in_table("page.zoom", "甲报", 2.0)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    window._actions["clear_traces"].trigger()
    dialog = window.findChild(TracesDialog)
    assert dialog is not None
    assert dialog.boxes["visits"].text().startswith("阅读历史：")
    assert not dialog.boxes["archives"].isEnabled()
    dialog.boxes["places"].setChecked(False)
    dialog.clear_button.click()
    assert window.desk.library.visits.count() == 0
    assert "夜市开张" in unread(window)
    assert settings.table("page.zoom") == {"甲报": 2.0}
    assert len(window.desk.library.marks.all()) == 1


def test_without_history_nothing_is_noted_or_dotted(
    make_desktop: MakeDesktop, evening: Library, settings: Settings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.desktop.visit_commands.DWELL", 20)
    settings.set("reading.history", value=False)
    window = make_desktop(evening).window
    assert not unread(window)
    qtbot.waitUntil(lambda: not window.visit_commands._timer.isActive())
    window.desk.step_article(1)
    qtbot.waitUntil(lambda: not window.jobs.busy)
    assert evening.visits.count() == 0
