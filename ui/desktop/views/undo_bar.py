"""The quiet bar at the window's foot: what was just done, and a button that takes it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

STAYS = 10_000
"""Milliseconds; the bar waits for a pointer on it, or for the keyboard's place in it."""
_ABOVE = 42
"""Pixels between the bar and the window's lower edge: the status bar stays free."""


class UndoBar(QFrame):
    """Lies over the window, takes no room from it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("undoBar")
        self._undo: Callable[[], None] | None = None
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(self.tr("撤销"))
        self.button.clicked.connect(self._take_back)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 10, 8)
        row.setSpacing(16)
        row.addWidget(self.sentence)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self._leave)
        window.installEventFilter(self)
        self.hide()

    def tell(self, sentence: str, undo: Callable[[], None] | None = None) -> None:
        """Say what was done; with `undo` it can be taken back from here."""
        self._undo = undo
        room = self._window.width() - 240
        shown = self.fontMetrics().elidedText(sentence, Qt.TextElideMode.ElideMiddle, room)
        self.sentence.setText(shown)
        self.sentence.setToolTip(sentence)
        self.button.setVisible(undo is not None)
        self.button.setAccessibleDescription(sentence)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

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

    def _place(self) -> None:
        window = self._window
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - _ABOVE)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.start()
        super().enterEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
