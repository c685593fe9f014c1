"""What our delegates paint can be read in every scheme, still, pointed at and selected: measured by its pixels."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, QStringListModel
from PySide6.QtGui import QPainter, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from pytestqt.qtbot import QtBot

from archive.model import ArticleHead, IssueKey, PaperKind, PartialDate
from indexer.request import Snippet
from reader.library import Library
from reader.searching import SearchHit
from ui.desktop import speech_commands, theme
from ui.desktop.app import make_application
from ui.desktop.models.lists import DETAIL
from ui.desktop.models.results import HIT, TITLE_SPANS
from ui.desktop.theme import ui_font
from ui.desktop.views.delegates import HitDelegate, RowDelegate, SheetDelegate, ThumbnailDelegate
from ui.desktop.views.front_wall import FrontDelegate

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

import looks
from looks_check import ENOUGH, look
from looks_rows import STATES, is_ours, ratios
from looks_screens import SCREENS, shown
from looks_stage import SIZES, THEMES, Combination, Stage

OPENED = ("reading", "results", "facets", "saved", "marks", "clippings", "wall", "split-article")
"""Screens in which every delegate of the program is seen."""


@pytest.fixture(scope="module")
def lived_in(qapp: QApplication) -> Iterator[Library]:
    with looks.archives() as (full, _empty):
        yield full


def delegates() -> set[type]:
    """All that the program has."""
    found: set[type] = set()
    new: set[type] = {QStyledItemDelegate}
    while new:
        found |= new
        new = {below for one in new for below in one.__subclasses__()} - found
    return {one for one in found - {RowDelegate, SheetDelegate} if one.__module__.startswith("ui.")}


@pytest.mark.parametrize("scheme", THEMES)
def test_every_delegate_paints_what_can_be_read(
    lived_in: Library, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(speech_commands, "find_engine", speech_commands.find_engine)  # put back afterwards
    stage = Stage(lived_in, Combination(SIZES[0], scheme, "zh"))
    seen: set[type] = set()
    pale: set[str] = set()
    try:
        for name in OPENED:
            root = shown(stage, SCREENS[name])
            for view in (*root.findChildren(QAbstractItemView), *stage.window.findChildren(QAbstractItemView)):
                kind = type(view.itemDelegate())
                if kind in seen or not is_ours(view) or not view.isVisible() or not view.model().rowCount():
                    continue
                measured = list(ratios(view))
                assert {state for state, _text, _ratio in measured} == set(STATES), kind
                pale |= {
                    f"{kind.__name__}, {state}: “{text}” {ratio:.2f}"
                    for state, text, ratio in measured
                    if ratio < ENOUGH
                }
                seen.add(kind)
            if root is not stage.window:
                root.close()
    finally:
        stage.close()
    assert not pale, "\n".join(sorted(pale))
    assert seen == delegates()


class _Pale(RowDelegate):
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.ground(painter, option)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        colour = self.scheme.selection if chosen else self.scheme.text
        self.line(painter, option.rect, index.data(), ui_font(14), colour)


@pytest.mark.parametrize(("ours", "kinds"), [(True, ["contrast"]), (False, [])])
def test_a_row_that_fades_when_it_is_selected_is_found(
    qapp: QApplication, qtbot: QtBot, ours: bool, kinds: list[str]
) -> None:
    with theme.applied(make_application(), theme.SCHEMES["light"]):
        view = QListView()
    qtbot.addWidget(view)
    view.setModel(QStringListModel(["渡口复航十年记"], view))
    if ours:
        monkey = type("Pale", (_Pale,), {"__module__": "ui.planted"})(theme.SCHEMES["light"])
        monkey.setParent(view)
        view.setItemDelegate(monkey)
    view.show()
    findings = look(view, QSize(1280, 800), "zh")
    assert [finding.kind for finding in findings] == kinds
    assert all(finding.why.startswith("selected") for finding in findings)


@pytest.mark.parametrize("scheme", THEMES)
def test_marked_words_and_blank_sheets_can_be_read(qapp: QApplication, qtbot: QtBot, scheme: str) -> None:
    with theme.applied(make_application(), theme.SCHEMES[scheme]):
        view = QListView()
    qtbot.addWidget(view)
    model = QStandardItemModel(1, 1, view)
    words, key = (
        "渡口复航十年记停了三年的渡口",
        IssueKey(PaperKind.NEWSPAPER, "临岚日报", PartialDate.parse("2026-03-05")),
    )
    head = ArticleHead(1, key, ("01",), 1, None, words, None, "记者 林一")
    model.setData(model.index(0, 0), words)
    model.setData(model.index(0, 0), "头条", DETAIL)
    view.setModel(model)
    view.show()
    for kind in (ThumbnailDelegate, FrontDelegate):
        view.setItemDelegate(delegate := kind(theme.SCHEMES[scheme]))
        delegate.setParent(view)
        assert min(ratio for _state, _text, ratio in ratios(view)) >= ENOUGH
    model.setData(model.index(0, 0), SearchHit(head, Snippet(words, ((0, len(words)),)), 1.0), HIT)
    model.setData(model.index(0, 0), [(0, len(words))], TITLE_SPANS)
    view.setItemDelegate(hits := HitDelegate(theme.SCHEMES[scheme]))
    hits.setParent(view)
    measured = list(ratios(view))
    assert {text for _state, text, _ratio in measured} >= {"title", "passage"}
    assert min(ratio for _state, _text, ratio in measured) >= ENOUGH
