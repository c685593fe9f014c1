"""The conditions of a search that are not words, as fields below the words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from archive.model import Paper, PartialDate
from indexer.request import Filters
from reader.navigation import typed_label


class FilterFields(QWidget):
    """Newspaper, period and page have fields; other conditions are only kept here (lists of counts set them)."""

    entered = Signal()
    """Enter in a field, or a newspaper was chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.paper = QComboBox()
        self.paper.setAccessibleName(self.tr("报纸"))
        self.date_from, self.date_to, self.page = QLineEdit(), QLineEdit(), QLineEdit()
        self._others = Filters()
        for box, words, name in (
            (self.date_from, self.tr("起始日期"), self.tr("起始日期，可以只写年或年月")),
            (self.date_to, self.tr("截止日期"), self.tr("截止日期，可以只写年或年月")),
            (self.page, self.tr("版次"), self.tr("版次，如 A06")),
        ):
            box.setPlaceholderText(words)
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setClearButtonEnabled(True)
            box.returnPressed.connect(self.entered)
        self.paper.activated.connect(self.entered)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        fields = (self.paper, self.page, self.date_from, self.date_to)
        for place, field in enumerate(fields):
            grid.addWidget(field, place // 2, place % 2)
        for place in range(2):
            grid.setColumnStretch(place, 1)
            grid.setColumnMinimumWidth(place, 120)

    def show_papers(self, papers: Sequence[Paper]) -> None:
        chosen = self.paper.currentData()
        self.paper.clear()
        self.paper.addItem(self.tr("全部报纸和文件"), None)
        for paper in papers:
            self.paper.addItem(paper.name, paper.name)
        self._show_paper(chosen)

    def filters(self) -> Filters | None:
        """What is set; None (and the field marked) when a date cannot be read."""
        dates: list[PartialDate | None] = []
        for box in (self.date_from, self.date_to):
            text, wrong = box.text().strip(), False
            try:
                dates.append(PartialDate.parse(text) if text else None)
            except ValueError:
                wrong = True
            box.setProperty("wrong", wrong)
            box.style().polish(box)
        if len(dates) < 2:
            return None
        label = self.page.text().strip()
        return replace(
            self._others,
            paper=self.paper.currentData(),
            date_from=dates[0],
            date_to=dates[1],
            page=typed_label(label) if label else None,
        )

    def show_filters(self, filters: Filters) -> None:
        """Set all conditions."""
        self._others = filters
        self._show_paper(filters.paper)
        self.date_from.setText(str(filters.date_from or ""))
        self.date_to.setText(str(filters.date_to or ""))
        self.page.setText(filters.page or "")

    def _show_paper(self, name: str | None) -> None:
        if name and self.paper.findData(name) < 0:
            self.paper.addItem(name, name)
        self.paper.setCurrentIndex(max(0, self.paper.findData(name)))
