"""The middle column's frame: the issue's pages and the results of a search under two tabs."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget


class Middle(QWidget):
    def __init__(self, pages: QWidget, results: QWidget) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        stack = QStackedWidget()
        for title, widget in ((self.tr("版面导航"), pages), (self.tr("检索结果"), results)):
            self.tabs.addTab(title)
            stack.addWidget(widget)
        self.tabs.currentChanged.connect(stack.setCurrentIndex)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(stack, 1)
        self.setMinimumWidth(300)
