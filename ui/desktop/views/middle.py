"""The middle column's frame: the issue's pages, the results of a search, the reader's marks and saved searches under
tabs."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

PAGES, RESULTS, MARKS, SAVED = range(4)
"""The tabs."""


class Middle(QWidget):
    def __init__(self, pages: QWidget, results: QWidget, marks: QWidget, saved: QWidget) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("中间一栏"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        stack = QStackedWidget()
        titles = (self.tr("版面导航"), self.tr("检索结果"), self.tr("我的标记"), self.tr("我的检索"))
        for title, widget in zip(titles, (pages, results, marks, saved), strict=True):
            self.tabs.addTab(title)
            stack.addWidget(widget)
        self.tabs.currentChanged.connect(stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(stack, 1)
        self._make_room()

    def _make_room(self) -> None:
        """No tab is cut off; where the interface is shown large, the tabs scroll."""
        self.setMinimumWidth(max(286, min(self.tabs.sizeHint().width(), 400)))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make_room()

    def show_new(self, count: int) -> None:
        """How many hits of saved searches are new, beside their name."""
        name = self.tr("我的检索")
        self.tabs.setTabText(SAVED, f"{name} {count:,}" if count else name)
        self._make_room()
