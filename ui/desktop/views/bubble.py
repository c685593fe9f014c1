"""A few words beside a place in the text; gone with the next key, click or turn of the wheel."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QLabel, QWidget

from ui.printing.fonts import SERIF

_MILLISECONDS = 12_000
_GONE_WITH = frozenset((QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.Resize))


class Bubble(QLabel):
    """A child of what it speaks about; `tell` shows it."""

    def __init__(self, parent: QWidget, watched: Sequence[QWidget]) -> None:
        """`watched`: what keys, clicks and turns of the wheel go to."""
        super().__init__(parent)
        self._parent = parent
        self.setObjectName("bubble")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        for widget in watched:
            widget.installEventFilter(self)

    def tell(self, about: QRect, large: str, small: str) -> None:
        """`large` and `small`, which are no markup, above or below a place of the parent."""
        family = SERIF[0]
        lines = [f"<span style=\"font-family:'{family}'; font-size:20px\">{escape(large)}</span>"]
        if small:
            lines.append(f'<span style="font-size:13px">{escape(small)}</span>')
        self.setText("<br>".join(lines))
        self.setAccessibleName(f"{large} {small}")
        self.adjustSize()
        room = self._parent.rect().adjusted(6, 6, -6, -6)
        x = max(room.left(), min(about.center().x() - self.width() // 2, room.right() - self.width()))
        y = about.top() - self.height() - 8
        self.move(QPoint(x, y if y >= room.top() else about.bottom() + 8))
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.isVisible() and event.type() in _GONE_WITH:
            self.hide()
        return super().eventFilter(watched, event)
