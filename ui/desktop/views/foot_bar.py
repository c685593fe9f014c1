"""A quiet bar that lies over the window's foot and takes no room from it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.desktop.spoken import announce

_ABOVE = 42
"""Pixels between the bar and the window's lower edge: the status bar stays free."""
_BESIDE = 160
"""Pixels of the window that a bar leaves free."""


class FootBar(QFrame):
    """A sentence and some buttons; hidden until `say`."""

    def __init__(self, window: QWidget, *buttons: QPushButton) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("role", "foot-bar")
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 10, 8)
        row.setSpacing(16)
        row.addWidget(self.sentence)
        self._buttons = buttons
        for button in buttons:
            row.addWidget(button)
        window.installEventFilter(self)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show the sentence, shortened in its middle where the window is narrow, and speak it."""
        taken = sum(button.sizeHint().width() + 16 for button in self._buttons if not button.isHidden())
        room = self._window.width() - _BESIDE - taken
        self.sentence.setText(self.fontMetrics().elidedText(sentence, Qt.TextElideMode.ElideMiddle, room))
        self.sentence.setToolTip(sentence)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        announce(self, sentence)

    def _place(self) -> None:
        window = self._window
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - _ABOVE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)
