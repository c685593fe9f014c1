"""What a search says of itself, and what it suggests where nothing has all of the words."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from indexer.request import Counted, Explanation, Filters
from indexer.suggest import Kind, Suggestion
from ui.desktop.views.search_panel import SearchPanel

EXPLANATION = Explanation((Counted("渡口", 1203), Counted("复航", 0)), 12, (Counted("paper", 9), Counted("date", 0)))
LINES = "“渡口”：1,203 篇有\n“复航”：0 篇有\n合起来：12 篇\n只因“报纸”这一条少了 9 篇"


@pytest.fixture
def search(panel: SearchPanel, qtbot: QtBot) -> Any:
    def searched(query: str) -> None:
        panel.search(query)
        qtbot.waitUntil(lambda: not panel._jobs.busy)

    return searched


def test_how_the_words_were_understood_is_said(panel: SearchPanel, answers: Any, search: Any) -> None:
    answers.told, answers.remarks = ("要有：“渡口”", "不要：“复航”"), ("右边少一个括号，当作写了",)
    search("渡口 -(复航")
    assert panel.told.summary.text() == "找到 3 篇，用时 1 毫秒"
    assert panel.told.understood.text() == "这样理解：要有：“渡口”；不要：“复航”"
    assert panel.told.remarks.text() == "右边少一个括号，当作写了"
    assert not panel.told.notice.isVisible()
    answers.remarks = ()
    search("渡口")
    assert not panel.told.remarks.isVisible()


def test_details_are_asked_for_when_they_are_unfolded(
    panel: SearchPanel, answers: Any, search: Any, qtbot: QtBot
) -> None:
    answers.explanation = EXPLANATION
    search("渡口 复航")
    assert not any(request.explain for request in answers.asked)
    panel.told.details.click()
    qtbot.waitUntil(lambda: panel.told.explained.isVisible())
    assert panel.told.explained.text() == LINES
    assert answers.asked[-1].limit == 0
    answers.explanation = None
    search("渡口")
    assert not panel.told.explained.isVisible()


def test_nearest_matches_are_said_to_be_that(panel: SearchPanel, answers: Any, search: Any) -> None:
    answers.partial, answers.suggested = True, (Suggestion(Kind.FEWER, "渡口", 3),)
    search("渡口复航的那一天")
    assert panel.told.notice.isVisible()
    assert panel.told.summary.text() == "最接近的 3 篇，用时 1 毫秒"
    assert panel.results.isVisible()
    assert [button.text() for button in panel.suggestions.buttons] == ["渡口  3 篇"]
    answers.partial = False
    search("渡口")
    assert not panel.told.notice.isVisible()
    assert not panel.suggestions.isVisible()


def test_a_suggestion_is_searched_by_one_click(panel: SearchPanel, answers: Any, search: Any, qtbot: QtBot) -> None:
    answers.total, answers.suggested = 0, (Suggestion(Kind.PINYIN, "研发", 35), Suggestion(Kind.PINYIN, "岩发", 1))
    search("yanfa")
    assert panel.told.summary.text() == "没有找到"
    assert panel.nothing.isVisible()
    [first, _] = panel.suggestions.buttons
    assert first.accessibleName() == "检索“研发”"
    answers.total = 3
    first.click()
    qtbot.waitUntil(lambda: not panel._jobs.busy)
    assert panel.box.text() == "研发"
    assert answers.asked[-1].query == "研发"
    assert not panel.suggestions.isVisible()


def test_filters_that_take_everything_are_said(panel: SearchPanel, answers: Any, search: Any) -> None:
    answers.total, answers.explanation = 0, EXPLANATION
    panel.fields.show_filters(Filters(page="A06"))
    search("渡口")
    assert "不加限定有 12 篇。" in panel.nothing.sentence.text()
