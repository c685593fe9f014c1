"""An article is read whole, says what belongs together with it and how sure that is."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from archive.model import Certainty, Issue, IssueKey, PaperKind, PartialDate
from reader.library import Library
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow
from ui.desktop.models.lists import DETAIL, NOTE, ContentsModel, IssuesModel
from ui.desktop.views.article_text import SEAM
from ui.desktop.views.shown_text import blocks

DAY = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, 13))


@pytest.fixture
def window(make_desktop: Callable[..., Desktop], evening: Library, qtbot: QtBot) -> MainWindow:
    found = make_desktop(evening).window
    found.desk.open_issue(DAY)
    qtbot.waitUntil(lambda: not found.jobs.busy)
    return found


def open_article(window: MainWindow, title: str, page: str) -> None:
    heads = window.desk.issue.heads if window.desk.issue else ()
    window.desk.open_article(next(head.id for head in heads if head.title == title and head.pages == (page,)))


def notes(window: MainWindow) -> list[str]:
    found = window.article_view.head.notes
    shown = [item.widget() for number in range(99) if (item := found._flow.itemAt(number))]
    return [widget.text() for widget in shown]


def button(window: MainWindow, words: str) -> QToolButton:
    found = window.article_view.head.notes.findChildren(QToolButton)
    return next(one for one in found if one.text() == words and one.isVisibleTo(window))


def test_both_parts_show_the_whole_article(window: MainWindow, qtbot: QtBot) -> None:
    view = window.article_view
    open_article(window, "渡口复航十年记", "01")
    text = view.browser.toPlainText()
    assert "四十位老人和他们的自行车。" in text
    assert "下转" not in text
    assert "这一段转入第04版" in text
    assert notes(window) == ["接第04版"]
    assert view.browser.verticalScrollBar().value() == 0
    assert view.head.pages.text() == "版面:第01、04版"
    button(window, "接第04版").click()
    assert window.desk.page == "04"
    assert view.browser.toPlainText() == text
    assert view.browser.verticalScrollBar().value() > 0
    assert notes(window) == ["上接第01版"]


def test_copied_text_is_the_one_article_with_all_its_pages(window: MainWindow) -> None:
    for page in ("01", "04"):
        open_article(window, "渡口复航十年记", page)
        copied = window.article_view.text_with_source()
        assert copied.count("渡口复航十年记") == 2
        assert "自行车。" in copied
        assert "转入第04版" not in copied
        assert copied.rstrip().endswith("青湾晚报，2026-03-13 第01、04版")


def test_the_line_at_the_seam_is_not_searched(window: MainWindow) -> None:
    open_article(window, "渡口复航十年记", "01")
    assert any(block.blockFormat().hasProperty(SEAM) for block in blocks(window.article_view.browser.document()))
    window.article_view.mark("转入第04版")
    assert window.article_view.hit_count == 0


def test_next_article_passes_over_parts_and_copies(window: MainWindow) -> None:
    seen = []
    while True:
        assert window.desk.article is not None
        seen.append((window.desk.article.content.title, window.desk.page))
        if not window._actions["next_article"].isEnabled():
            break
        window._actions["next_article"].trigger()
    assert [title for title, _ in seen] == [
        "渡口复航十年记", "夜市开张", "码头的算盘", "象棋残局", "老屋修缮记", "修缮记", "修缮后记",
    ]  # fmt: skip
    assert ("码头的算盘", "02") in seen


def test_what_is_possible_is_settled_with_yes_or_no(window: MainWindow, evening: Library, qtbot: QtBot) -> None:
    open_article(window, "老屋修缮记", "03")
    assert notes(window) == [
        "可能接第04版《修缮记》", "是", "不是", "可能接第04版《修缮后记》", "是", "不是"
    ]  # fmt: skip
    button(window, "是").click()
    qtbot.waitUntil(lambda: "接第04版" in notes(window))
    assert "梁上有一行墨字" in window.article_view.browser.toPlainText()
    window._actions["undo_correction"].trigger()
    qtbot.waitUntil(lambda: "可能接第04版《修缮记》" in notes(window))
    button(window, "不是").click()
    qtbot.waitUntil(lambda: "可能接第04版《修缮记》" not in notes(window))


def test_copies_and_missing_pages_are_said(window: MainWindow) -> None:
    open_article(window, "码头的算盘", "02")
    assert notes(window) == ["同稿：第01版"]
    open_article(window, "码头的算盘", "01")
    assert notes(window) == ["同稿：第02版"]
    assert "天亮了" in window.article_view.browser.toPlainText()
    open_article(window, "象棋残局", "03")
    assert notes(window) == ["下转第09版：这一版不在档案库里"]


def test_lists_say_what_a_part_belongs_to(window: MainWindow) -> None:
    model = window.page_column.contents.model()
    assert isinstance(model, ContentsModel)
    rows = [model.index(row).data() for row in range(model.rowCount())]
    assert "↪ 接第01版  渡口复航十年记" in rows
    assert "↪ 同第02版  码头的算盘" in rows


def test_how_sure_a_text_is_stands_on_head_and_lists(window: MainWindow, evening: Library) -> None:
    issue = window.desk.issue
    assert issue is not None
    heads = [msgspec.structs.replace(head, certainty=Certainty.RECOGNISED) for head in issue.heads]
    model = ContentsModel()
    model.show(replace(issue, heads=tuple(heads)))
    assert model.index(1).data(NOTE) == "识别文字"
    assert "可能有错字" in model.index(1).data(Qt.ItemDataRole.ToolTipRole)
    article = msgspec.structs.replace(evening.article(heads[1].id), certainty=Certainty.UNSURE)
    window.article_view.head.notes.issue_unsure = True
    window.article_view.show_reading(window.library.reading(article))
    assert notes(window)[:2] == ["本期未确认", "未确认"]
    assert "以版面图为准" in window.article_view.head.notes._flow.itemAt(1).widget().toolTip()
    issues = IssuesModel()
    issues.show([Issue(DAY, 4, 9, unsure=True)])
    assert issues.index(0).data(DETAIL) == "未确认"
    assert "4 版 · 9 篇" in issues.index(0).data(Qt.ItemDataRole.ToolTipRole)
