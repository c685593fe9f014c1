"""A scroll bar that shows where in the document the hits are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider

_THICK = 3


class HitBar(QScrollBar):
    """`show_hits` paints a line for each: `parts` of the document's height (0 to 1), `here` the one that is open."""

    def __init__(self, colour: str, here: str) -> None:
        super().__init__()
        self._colour, self._colour_here = QColor(colour), QColor(here)
        self.parts: Sequence[float] = ()
        self._here = -1

    def show_hits(self, parts: Sequence[float], here: int) -> None:
        self.parts, self._here = parts, here
        self.update()

    def lines(self) -> list[QRect]:
        """Where the lines are painted, in the order of the parts."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control, groove = QStyle.ComplexControl.CC_ScrollBar, QStyle.SubControl.SC_ScrollBarGroove
        room = self.style().subControlRect(control, option, groove, self)
        reach = room.height() - _THICK
        return [QRect(room.left(), room.top() + round(part * reach), room.width(), _THICK) for part in self.parts]

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.parts:
            return
        painter, lines = QPainter(self), self.lines()
        for line in lines:
            painter.fillRect(line, self._colour)
        if 0 <= self._here < len(lines):  # over its neighbours
            painter.fillRect(lines[self._here].adjusted(0, -1, 0, 1), self._colour_here)
        painter.end()
