"""Rows of small round buttons: the conditions of a search, which go when pressed, and what else might be searched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from indexer.request import Filters
from reader.searching import without
from ui.desktop import wording_search
from ui.desktop.plain import literal
from ui.desktop.views.flow import FlowLayout

if TYPE_CHECKING:
    from indexer.suggest import Suggestion


class Chips(QWidget):
    """Hidden while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[QPushButton] = []
        self._flow = FlowLayout(self, gap=6, row_gap=5, centred=False)
        self._flow.setContentsMargins(18, 2, 12, 5)
        self.hide()

    def fill(self, buttons: Sequence[QPushButton], heading: str = "") -> None:
        self._flow.clear()
        self.buttons = list(buttons)
        label = QLabel(heading)
        label.setProperty("role", "section")
        for widget in (label, *buttons) if heading else buttons:
            self._flow.add_group([widget], gap_after=6)
            widget.show()
        self.setVisible(bool(buttons))


class FilterChips(Chips):
    taken_away = Signal(object)
    """The Filters that stay."""

    def show_filters(self, filters: Filters) -> None:
        rests = {words: without(filters, names) for names, words in wording_search.conditions(filters).items()}
        if len(rests) > 1:
            rests[self.tr("全部不限")] = Filters()
        self.fill([self._button(words, rest) for words, rest in rests.items()])

    def _button(self, words: str, rest: Filters) -> QPushButton:
        button = _chip(f"{words}  ×", self.tr("不再限定：{words}").format(words=words))
        button.clicked.connect(lambda: self.taken_away.emit(rest))
        return button


class Suggestions(Chips):
    chosen = Signal(str)
    """The query to search."""

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        self.fill([self._button(suggestion) for suggestion in suggestions], self.tr("可以试试："))

    def _button(self, suggestion: Suggestion) -> QPushButton:
        count = wording_search.articles(suggestion.count)
        button = _chip(f"{suggestion.typed}  {count}", self.tr("检索“{query}”").format(query=suggestion.typed))
        button.clicked.connect(lambda: self.chosen.emit(suggestion.typed))
        return button


def _chip(text: str, tip: str) -> QPushButton:
    button = QPushButton(literal(text))
    button.setProperty("chip", True)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    return button
