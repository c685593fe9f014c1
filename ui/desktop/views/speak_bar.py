"""The bar below the article while it is read aloud: where it is, back and on, faster and slower."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QToolButton, QWidget

from ui.desktop import theme
from ui.desktop.theme import Scheme
from ui.desktop.views.flow import FlowLayout

RATES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


class SpeakBar(QWidget):
    """Says only what was pressed; what happens then is told with `show_state`."""

    paused = Signal()
    """Pause, or go on."""
    stepped = Signal(int)
    article_stepped = Signal(int)
    rate_chosen = Signal(float)
    closed = Signal()

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self.setObjectName("speakBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.where = QLabel()
        self.where.setProperty("role", "muted")
        self.pause = self._button(self.tr("暂停"))
        self.rate = QComboBox()
        self.rate.setAccessibleName(self.tr("语速"))
        self.rate.setToolTip(self.tr("语速"))
        for rate in RATES:
            self.rate.addItem(f"{rate:g}×", rate)
        close = self._button(self.tr("停止朗读"))
        close.setText("")
        close.setIcon(theme.icon("close", scheme))
        close.setToolTip(self.tr("停止朗读"))
        before = self._button(self.tr("上一句"), self.tr("上一句", "spoken"))  # in English the button says less
        after = self._button(self.tr("下一句"), self.tr("下一句", "spoken"))
        earlier = self._button(self.tr("上一篇"), self.tr("上一篇", "spoken"))
        later = self._button(self.tr("下一篇"), self.tr("下一篇", "spoken"))
        row = FlowLayout(self, gap=2, row_gap=2)
        row.setContentsMargins(14, 4, 8, 4)
        row.add_group([self.where], gap_after=6)
        row.add_group([earlier, before], gap_after=2)
        row.add_group([self.pause], gap_after=2)
        row.add_group([after, later], gap_after=6)
        row.add_group([self.rate, close])
        self.pause.clicked.connect(self.paused)
        before.clicked.connect(lambda: self.stepped.emit(-1))
        after.clicked.connect(lambda: self.stepped.emit(1))
        earlier.clicked.connect(lambda: self.article_stepped.emit(-1))
        later.clicked.connect(lambda: self.article_stepped.emit(1))
        self.rate.activated.connect(lambda _row: self.rate_chosen.emit(self.rate.currentData()))
        close.clicked.connect(self.closed)
        self.hide()

    def show_rate(self, rate: float) -> None:
        """The nearest one that can be chosen."""
        self.rate.setCurrentIndex(min(range(len(RATES)), key=lambda at: abs(RATES[at] - rate)))

    def show_state(self, counts: tuple[int, int, int, int], *, speaking: bool) -> None:
        sentence, sentences, article, articles = counts
        words = self.tr("{n}/{total} 句").format(n=sentence, total=sentences)
        if articles > 1:
            words += " · " + self.tr("{n}/{total} 篇").format(n=article, total=articles)
        self.where.setText(words)
        self.pause.setText(self.tr("暂停") if speaking else self.tr("继续"))
        self.pause.setAccessibleName(self.pause.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _button(words: str, name: str = "") -> QToolButton:
        button = QToolButton()
        button.setText(words)
        button.setAccessibleName(name or words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
