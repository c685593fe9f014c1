"""Narrowing a search by lists with counts and by time; conditions as chips that can be taken away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive.model import PartialDate
from ui.desktop.main_window import MainWindow
from ui.desktop.models.lists import DETAIL
from ui.desktop.views.facet_list import NAMES
from ui.desktop.views.search_panel import BESIDE, SearchPanel


@pytest.fixture
def found(window: MainWindow, qtbot: QtBot) -> SearchPanel:
    """The samples' articles with a common word, the lists unfolded."""
    window.search_box.setText("的")
    qtbot.keyClick(window.search_box, Qt.Key.Key_Return)
    panel = window.search_panel
    settle(panel, qtbot)
    panel.told.narrow.click()
    return panel


def settle(panel: SearchPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not panel._jobs.busy, timeout=20_000)


def counts(panel: SearchPanel, name: str) -> dict[str, int]:
    panel.facets.tabs.setCurrentIndex(NAMES.index(name))
    model = panel.facets.model
    rows = [model.index(row) for row in range(model.rowCount())]
    return {row.data(): int(row.data(DETAIL).replace(",", "")) for row in rows}


def choose(panel: SearchPanel, qtbot: QtBot, row: int = 0) -> None:
    panel.facets.list.setFocus()
    panel.facets.list.setCurrentIndex(panel.facets.model.index(row))
    qtbot.keyClick(panel.facets.list, Qt.Key.Key_Return)
    settle(panel, qtbot)


def test_lists_count_the_hits(found: SearchPanel) -> None:
    assert found.facets.isVisible()
    papers = counts(found, "paper")
    assert {"临岚日报", "嶼光週報"} <= set(papers)
    assert sum(papers.values()) == found.model.total
    assert next(iter(counts(found, "month"))) == "2026年3月"


def test_enter_narrows_and_the_chip_takes_it_back(found: SearchPanel, qtbot: QtBot) -> None:
    everything, papers = found.model.total, counts(found, "paper")
    choose(found, qtbot)
    paper, count = next(iter(papers.items()))
    assert found.model.total == count < everything
    assert found.fields.paper.currentData() == paper
    [chip] = found.chips.buttons
    assert chip.text() == f"《{paper}》  ×"
    chip.click()
    settle(found, qtbot)
    assert found.model.total == everything
    assert found.fields.paper.currentData() is None
    assert not found.chips.isVisible()


def test_each_list_narrows_to_what_it_counted(found: SearchPanel, qtbot: QtBot) -> None:
    for name in NAMES:
        count = next(iter(counts(found, name).values()))
        choose(found, qtbot)
        if name == "author":  # any part of a byline: more than those who signed exactly so
            assert found.model.total >= count
        else:
            assert found.model.total == count, name
        found.chips.buttons[0].click()
        settle(found, qtbot)


def test_conditions_add_up_and_go_all_at_once(found: SearchPanel, qtbot: QtBot) -> None:
    everything = found.model.total
    for name in ("paper", "section"):
        counts(found, name)
        choose(found, qtbot)
    assert [button.text() for button in found.chips.buttons][-1] == "全部不限  ×"
    assert len(found.chips.buttons) == 3
    found.chips.buttons[-1].click()
    settle(found, qtbot)
    assert found.model.total == everything


def test_a_bar_of_the_histogram_sets_the_period(found: SearchPanel, qtbot: QtBot) -> None:
    histogram = found.histogram
    assert histogram.isVisible()
    histogram.setFocus()
    qtbot.keyClick(histogram, Qt.Key.Key_End)
    bar = histogram.bars[-1]
    qtbot.keyClick(histogram, Qt.Key.Key_Return)
    settle(found, qtbot)
    assert found.model.total == bar.count
    assert PartialDate.parse(found.fields.date_from.text()) == bar.first
    assert PartialDate.parse(found.fields.date_to.text()) == bar.last


def test_nothing_found_has_no_lists(found: SearchPanel, qtbot: QtBot) -> None:
    found.search('"月球背面"')
    settle(found, qtbot)
    assert not found.facets.isVisible()
    assert not found.histogram.isVisible()
    found.search("的")
    settle(found, qtbot)
    assert found.facets.isVisible()  # unfolded, as it was


def test_lists_stand_beside_the_hits_where_there_is_room(panel: SearchPanel, qtbot: QtBot) -> None:
    panel.search("渡口")
    settle(panel, qtbot)
    panel.told.narrow.click()
    for width, beside in ((BESIDE, True), (400, False)):
        panel.resize(width, 640)
        qtbot.waitUntil(lambda beside=beside: (panel.facets.geometry().right() < panel._stack.x()) == beside)
