"""Searching in the window: results, highlights, next and previous, filters, nothing found."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from indexer.request import Filters, SearchRequest, Snippet
from reader.library import Library
from reader.searching import Finder, SearchHit, SearchPage
from ui.desktop.jobs import Jobs
from ui.desktop.main_window import MainWindow
from ui.desktop.models.results import STEP, ResultsModel
from ui.desktop.views.delegates import _begin_near_hit


def search(window: MainWindow, qtbot: QtBot, query: str) -> None:
    window.search_box.setText(query)
    qtbot.keyClick(window.search_box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not window.search_panel.model.searching, timeout=20_000)


def test_search_box_is_one_key_away(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(window.isActiveWindow)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_F, modifiers)
    assert window.search_box.hasFocus()


def test_a_hit_opens_with_its_words_marked(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "江 本报讯")
    panel, view = window.search_panel, window.article_view
    assert panel.isVisible()
    assert panel.model.rowCount() == panel.model.total > 0
    assert "找到" in panel.told.summary.text()
    window._actions["next_result"].trigger()
    assert window.desk.article is not None
    hit = panel.model.hit(0)
    assert hit is not None
    assert window.desk.article.id == hit.head.id
    marked = {selection.cursor.selectedText() for selection in view.browser.extraSelections()}
    assert marked <= {"江", "本报讯"}
    assert marked
    assert window.page_column.picture._current == hit.head.id


def test_words_looked_for_in_titles_are_marked_there_only(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "标题:江")
    window._actions["next_result"].trigger()
    view = window.article_view
    assert "background-color" in view.head.title.text()
    assert not view.browser.extraSelections()
    assert "江" in view.browser.toPlainText()


def test_the_nearest_matches_have_their_words_marked(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "渡口复航的那一天老人说了什么")
    window._actions["next_result"].trigger()
    assert window.search_panel.told.notice.isVisible()
    assert window.article_view.hit_count > 0


def test_the_exact_form_marks_only_itself(window: MainWindow, qtbot: QtBot) -> None:
    window.search_panel.exact.setChecked(True)
    search(window, qtbot, "嶼光")
    window._actions["next_result"].trigger()
    _query, find = window.search_panel.found
    assert find is not None
    assert [find("嶼光"), find("屿光")] == [((0, 2),), ()]
    assert window.article_view.hit_count > 0


def test_next_and_previous_mark_go_round(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "江")
    window._actions["next_result"].trigger()
    view = window.article_view
    count = view.hit_count
    assert count > 0
    here = view._here
    window._actions["find_next"].trigger()
    assert view._here == (here + 1) % count
    window._actions["find_previous"].trigger()
    assert view._here == here


def test_results_step_and_stop_at_the_edge(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "江")
    panel = window.search_panel
    for row in range(panel.model.total):
        window._actions["next_result"].trigger()
        assert panel.results.currentIndex().row() == row
    assert not window._actions["next_result"].isEnabled()
    window._actions["previous_result"].trigger()
    assert panel.results.currentIndex().row() == panel.model.total - 2


def test_nothing_found_is_said_with_advice(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, '"月球背面" "火星"')
    panel = window.search_panel
    assert panel.nothing.isVisible()
    assert "没有找到" in panel.nothing.sentence.text()
    assert "少写一个词" in panel.nothing.sentence.text()


def test_filters_and_wrong_dates(window: MainWindow, qtbot: QtBot) -> None:
    search(window, qtbot, "江")
    panel = window.search_panel
    everything = panel.model.total
    panel.fields.paper.setCurrentIndex(panel.fields.paper.findData("嶼光週報"))
    panel.again()
    qtbot.waitUntil(lambda: not panel.model.searching)
    assert panel.model.total < everything
    panel.fields.date_from.setText("昨天")
    panel.again()
    assert "日期写成" in panel.told.summary.text()
    assert panel.fields.date_from.property("wrong") is True
    panel.fields.date_from.setText("2026-03")
    panel.again()
    assert panel.model.request is not None
    assert panel.model.request.filters.paper == "嶼光週報"
    qtbot.waitUntil(lambda: not panel.model.searching)


def test_sort_is_remembered(window: MainWindow, qtbot: QtBot) -> None:
    panel = window.search_panel
    panel.sort.setCurrentIndex(panel.sort.findData("newest"))
    panel.sort.activated.emit(panel.sort.currentIndex())
    assert window.settings.get("search.sort") == "newest"


def test_find_in_article_folds_like_the_search(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.open_paper("海角晚报")
    window._actions["find"].trigger()
    bar = window.article_view.find_bar
    assert bar.isVisible()
    bar.box.setText("燈塔")
    marked = [selection.cursor.selectedText() for selection in window.article_view.browser.extraSelections()]
    assert marked == ["灯塔"]
    assert bar.count.text() == "1/2"
    bar.box.setText("月球")
    assert bar.count.text() == "没有找到"
    qtbot.keyClick(bar.box, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert not window.article_view.browser.extraSelections()


def test_results_are_fetched_in_steps(qtbot: QtBot, filled: Library) -> None:
    head = filled.articles(filled.issues("临岚日报")[0].key)[0]

    class Many:
        """Answers like a library with 120 hits."""

        asked: list[tuple[int | None, int]] = []  # noqa: RUF012

        def search(self, request: SearchRequest) -> SearchPage:
            self.asked.append((request.limit, request.offset))
            hits = tuple(SearchHit(head, Snippet("江", ((0, 1),)), 1.0) for _ in range(min(STEP, 120 - request.offset)))
            return SearchPage(120, hits, 1.0)

        def finder(self, query: str, *, exact: bool, partial: bool) -> Finder:
            return lambda text, field=None: ()

    jobs = Jobs()
    model = ResultsModel(Many(), jobs)  # type: ignore[arg-type]
    model.search(SearchRequest("江", Filters()))
    for rows in (50, 100, 120):
        qtbot.waitUntil(lambda rows=rows: model.rowCount() == rows)
        model.fetchMore(QModelIndex())
    assert not model.canFetchMore(QModelIndex())
    assert Many.asked == [(50, 0), (50, 50), (50, 100)]
    jobs.close()


def test_a_failing_search_is_said_in_words(qtbot: QtBot) -> None:
    class Broken:
        def search(self, request: SearchRequest) -> SearchPage:
            from archive.errors import EnvironmentProblemError

            raise EnvironmentProblemError("索引读不出来")

    jobs = Jobs()
    model = ResultsModel(Broken(), jobs)  # type: ignore[arg-type]
    with qtbot.waitSignal(model.failed) as caught:
        model.search(SearchRequest("江"))
    assert caught.args == ["索引读不出来"]
    jobs.close()


def test_a_narrow_list_still_shows_the_hit() -> None:
    text = "，" + "天" * 40 + "江" + "水" * 40
    shown, spans = _begin_near_hit(text, ((41, 42),), 40)
    assert shown.startswith("…天")
    assert [shown[start:end] for start, end in spans] == ["江"]
    assert spans[0][1] <= 40
    assert _begin_near_hit("江水", ((0, 1),), 40) == ("江水", ((0, 1),))
