"""What was just done, and a button that takes it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.desktop.traditional import said
from ui.desktop.views.foot_bar import FootBar

STAYS = 10_000
"""Milliseconds; the bar waits for a pointer on it, or for the keyboard's place in it."""


class UndoBar(FootBar):
    def __init__(self, window: QWidget) -> None:
        self.button = QPushButton()
        super().__init__(window, self.button)
        self.button.setText(self.tr("撤销"))
        self.button.clicked.connect(self._take_back)
        self._undo: Callable[[], None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self._leave)

    def tell(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done; with `undo` it can be taken back from here."""
        sentence, self._undo = said(sentence), undo
        self.button.setVisible(undo is not None)
        self.button.setAccessibleDescription(sentence)
        self.say(sentence)
        self._timer.start()

    def _take_back(self) -> None:
        undo = self._undo
        self.hide()
        if undo:
            undo()

    def _leave(self) -> None:
        if self.underMouse() or self.button.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.start()
        super().enterEvent(event)
