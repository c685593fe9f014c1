"""The bar below the article: words to find in it, how many places, next and previous."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from ui.desktop import theme
from ui.desktop.theme import Scheme
from ui.desktop.views.flow import FlowLayout


class FindBar(QWidget):
    typed = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self.setObjectName("findBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.box = QLineEdit()
        self.box.setObjectName("findBox")
        self.box.setPlaceholderText(self.tr("在本篇中查找"))
        self.box.setAccessibleName(self.tr("在本篇中查找"))
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        previous, following = QToolButton(), QToolButton()
        previous.setText(self.tr("上一处"))
        following.setText(self.tr("下一处"))
        close = QToolButton()
        close.setIcon(theme.icon("close", scheme))
        close.setToolTip(self.tr("关闭（Esc）"))
        close.setAccessibleName(self.tr("关闭"))
        row = FlowLayout(self, gap=6, row_gap=2)
        row.setContentsMargins(14, 6, 8, 6)
        row.add_group([self.box], gap_after=6, grows=True)
        row.add_group([self.count, previous, following, close])
        self.box.textChanged.connect(self.typed)
        self.box.returnPressed.connect(lambda: self.stepped.emit(1))
        previous.clicked.connect(lambda: self.stepped.emit(-1))
        following.clicked.connect(lambda: self.stepped.emit(1))
        close.clicked.connect(self.closed)

    def open(self, text: str) -> None:
        self.show()
        self.box.setText(text)
        self.box.selectAll()
        self.box.setFocus()
        self.typed.emit(text)

    def show_count(self, here: int, total: int, *, asked: bool) -> None:
        self.count.setText(f"{here}/{total}" if total else self.tr("没有找到") if asked else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
