"""The middle column's frame: the issue's pages, the results of a search, the reader's marks under three tabs."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget


class Middle(QWidget):
    def __init__(self, pages: QWidget, results: QWidget, marks: QWidget) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        stack = QStackedWidget()
        titles = (self.tr("版面导航"), self.tr("检索结果"), self.tr("我的标记"))
        for title, widget in zip(titles, (pages, results, marks), strict=True):
            self.tabs.addTab(title)
            stack.addWidget(widget)
        self.tabs.currentChanged.connect(stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(stack, 1)
        self.setMinimumWidth(300)
