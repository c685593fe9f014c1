"""What one finger says by a stroke to the left or the right, and two by moving apart."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QTouchEvent
from PySide6.QtWidgets import QScroller, QWidget

LEAST = 80
"""Points that a stroke goes at least."""
FLAT = 2.0
"""How many times as far across as up or down."""
STILL = 12
"""A finger that moved less has tapped."""
PINCHED = 1.15
"""Fingers so many times as far apart, or as near, are a step of the size."""


def stroke(way: QPointF) -> int:
    """1 for a stroke to the left (onwards), −1 to the right, 0 for anything else."""
    if abs(way.x()) < LEAST or abs(way.x()) < FLAT * abs(way.y()):
        return 0
    return 1 if way.x() < 0 else -1


class Strokes:
    """Reads the touches of one widget: `swiped` is called with 1 (to the left: onwards) or −1, `pinched` with 1 or −1,
    `tapped` with the point.

    One finger scrolls, with momentum: a scroller that grabbed the gesture itself would keep the touches from us.
    A stroke counts when it began and ended with one finger.
    """

    def __init__(
        self,
        widget: QWidget,
        swiped: Callable[[int], object],
        pinched: Callable[[int], object] | None = None,
        tapped: Callable[[QPointF], object] | None = None,
    ) -> None:
        self._swiped, self._pinched, self._tapped = swiped, pinched, tapped
        widget.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._scroller = QScroller.scroller(widget)
        self._start: QPointF | None = None
        self._apart = 0.0

    def watch(self, event: QTouchEvent) -> None:
        points = event.points()
        if len(points) == 1 and (move := _SCROLL.get(event.type())) is not None:
            self._scroller.handleInput(move, points[0].position(), event.timestamp())
        match event.type():
            case QEvent.Type.TouchBegin:
                self._start, self._apart = points[0].position(), 0.0
            case QEvent.Type.TouchUpdate if len(points) > 1:
                self._start = None
                self._spread(_distance(points[0].position(), points[1].position()))
            case QEvent.Type.TouchEnd if self._start is not None and len(points) == 1:
                self._end(self._start, points[0].position())
            case QEvent.Type.TouchEnd | QEvent.Type.TouchCancel:
                self._start, self._apart = None, 0.0

    def _end(self, start: QPointF, end: QPointF) -> None:
        self._start, way = None, end - start
        if self._tapped and way.manhattanLength() < STILL:
            self._tapped(start)
        elif step := stroke(way):
            self._swiped(step)

    def _spread(self, apart: float) -> None:
        if not self._apart or not apart:
            self._apart = apart
        elif self._pinched and (apart >= self._apart * PINCHED or apart <= self._apart / PINCHED):
            step = 1 if apart > self._apart else -1
            self._apart = apart
            self._pinched(step)


_SCROLL = {
    QEvent.Type.TouchBegin: QScroller.Input.InputPress,
    QEvent.Type.TouchUpdate: QScroller.Input.InputMove,
    QEvent.Type.TouchEnd: QScroller.Input.InputRelease,
}


def _distance(one: QPointF, other: QPointF) -> float:
    way = one - other
    return float((way.x() ** 2 + way.y() ** 2) ** 0.5)
