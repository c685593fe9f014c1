"""A finger on a list, a text or an area: it scrolls with momentum, taps, and after a pause is the mouse's button.

A scroller that grabbed the touches itself would have Qt make a mouse of them as well: each stroke would choose a row.
So the touches are kept from Qt here, and what is meant for the mouse is sent to the window, as a click.
"""

from __future__ import annotations

from enum import Enum
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, QRectF, QSizeF, Qt, QTimer
from PySide6.QtGui import QEventPoint, QMouseEvent, QScrollEvent, QScrollPrepareEvent, QTouchEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QGraphicsView,
    QHeaderView,
    QPlainTextEdit,
    QScrollArea,
    QScroller,
    QScrollerProperties,
    QSplitterHandle,
    QWidget,
)

from ui.desktop.views.article_browser import ArticleBrowser
from ui.desktop.views.strokes import STILL

HOLD = 500
"""Milliseconds after which a finger that has not moved drags and selects, or asks for the menu."""
_LEFT, _RIGHT, _NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
_PRESS, _MOVE, _RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease


def set_flick(window: QWidget, *, on: bool) -> None:
    """For all that scrolls in a window and has no ways of its own with fingers."""
    for area in window.findChildren(QAbstractScrollArea):
        if isinstance(area, ArticleBrowser | QGraphicsView | QHeaderView):
            continue
        if area.window().windowType() == Qt.WindowType.Popup:  # the list of a combo box
            continue
        flick = next((child for child in area.children() if isinstance(child, Flick)), None)
        if on and flick is None:
            Flick(area)
        elif not on and flick is not None:
            flick.end()


class _State(Enum):
    AWAY = "away"
    TOUCHED = "touched"
    STOPPED = "stopped"  # what was moving: no tap
    SCROLLING = "scrolling"
    HELD = "held"
    DRAGGING = "dragging"


class Flick(QObject):
    """Reads the touches of an area until `end`.  Lists scroll by points as long as it is there."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area, self._state = area, _State.AWAY
        self._start, self._tapped = QPointF(), QPointF()
        self._tapped_at: int | None = None
        self._moved = area
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(HOLD)
        self._hold.timeout.connect(self._held)
        self._mode = area.verticalScrollMode() if isinstance(area, QAbstractItemView) else None
        if isinstance(area, QAbstractItemView):
            area.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._took = area.viewport().testAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        area.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        area.viewport().installEventFilter(self)

    def end(self) -> None:
        """The finger is the mouse again, as Qt has it."""
        self._area.viewport().removeEventFilter(self)
        self._area.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, self._took)
        if isinstance(self._area, QAbstractItemView) and self._mode is not None:
            self._area.setVerticalScrollMode(self._mode)
        self._hold.stop()
        self.setParent(None)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if isinstance(event, QTouchEvent):
            return self._touch(event)
        if isinstance(self._area, QPlainTextEdit) and kind in (QEvent.Type.ScrollPrepare, QEvent.Type.Scroll):
            return _scroll_by_lines(self._area, cast("QScrollPrepareEvent | QScrollEvent", event))
        return False

    def _touch(self, event: QTouchEvent) -> bool:
        """Whether Qt is to do nothing with it."""
        kind, points = event.type(), event.points()
        if kind == QEvent.Type.TouchBegin:
            if not self._is_mine(points[0].position()):
                return False
            if len(points) == 1:
                self._begin(points[0], event.timestamp())
        elif self._state is _State.AWAY:
            pass  # two fingers, or what is left of them
        elif len(points) != 1 or kind == QEvent.Type.TouchCancel:
            self._give_up(event.timestamp())
        elif kind == QEvent.Type.TouchUpdate:
            self._move(points[0], event.timestamp())
        else:
            self._end(points[0], event.timestamp())
        event.accept()
        return True

    def _is_mine(self, point: QPointF) -> bool:
        """Sliders and the lines between columns are dragged at once; what an area holds is reached by its own ways."""
        under = self._area.viewport().childAt(point.toPoint())
        if isinstance(under, QAbstractSlider | QSplitterHandle):
            return False
        return not isinstance(self._area, QScrollArea) or _has_room(self._area)

    def _begin(self, point: QEventPoint, when: int) -> None:
        self._start = point.position()
        self._moved = next((area for area in _areas(self._area) if _has_room(area)), self._area)
        scroller = _scroller(self._moved)
        moving = scroller.state() == QScroller.State.Scrolling
        self._state = _State.STOPPED if moving else _State.TOUCHED
        self._scroll(QScroller.Input.InputPress, point, when)
        if not moving:
            self._hold.start()

    def _move(self, point: QEventPoint, when: int) -> None:
        far = (point.position() - self._start).manhattanLength() >= STILL
        if self._state is _State.HELD and far:
            self._state = _State.DRAGGING
            self._mouse(_PRESS, self._start, _LEFT, _LEFT)
        if self._state is _State.DRAGGING:
            self._mouse(_MOVE, point.position(), _NONE, _LEFT)
        elif self._state is not _State.HELD:
            if far:
                self._state = _State.SCROLLING
                self._hold.stop()
            self._scroll(QScroller.Input.InputMove, point, when)

    def _end(self, point: QEventPoint, when: int) -> None:
        state, self._state = self._state, _State.AWAY
        self._hold.stop()
        if state is _State.DRAGGING:
            self._mouse(_RELEASE, point.position(), _LEFT, _NONE)
        elif state is _State.HELD:
            self._mouse(_PRESS, self._start, _RIGHT, _RIGHT)
            self._mouse(_RELEASE, self._start, _RIGHT, _NONE)
        else:
            self._scroll(QScroller.Input.InputRelease, point, when)
            if state is _State.TOUCHED:
                self._tap(when)

    def _tap(self, when: int) -> None:
        near = (self._start - self._tapped).manhattanLength() < 2 * STILL
        soon = self._tapped_at is not None and when - self._tapped_at < QApplication.doubleClickInterval()
        twice = near and soon
        self._tapped, self._tapped_at = self._start, None if twice else when
        self._mouse(QEvent.Type.MouseButtonDblClick if twice else _PRESS, self._start, _LEFT, _LEFT)
        self._mouse(_RELEASE, self._start, _LEFT, _NONE)

    def _held(self) -> None:
        self._state = _State.HELD
        _scroller(self._moved).stop()

    def _give_up(self, when: int) -> None:
        """A second finger, or the system wants the touches."""
        state, self._state = self._state, _State.AWAY
        self._hold.stop()
        if state is _State.DRAGGING:
            self._mouse(_RELEASE, self._start, _LEFT, _NONE)
        _scroller(self._moved).stop()

    def _scroll(self, move: QScroller.Input, point: QEventPoint, when: int) -> None:
        place = self._moved.viewport().mapFromGlobal(point.globalPosition())
        _scroller(self._moved).handleInput(move, place, when)

    def _mouse(self, kind: QEvent.Type, point: QPointF, button: Qt.MouseButton, buttons: Qt.MouseButton) -> None:
        """To the window, which finds out what lies there, and whether something is being dragged."""
        viewport = self._area.viewport()
        window = viewport.window()
        there = QPointF(viewport.mapTo(window, point))
        none = Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, there, there, viewport.mapToGlobal(point), button, buttons, none)
        if (handle := window.windowHandle()) is not None:
            QCoreApplication.sendEvent(handle, event)


def _areas(area: QAbstractScrollArea) -> list[QAbstractScrollArea]:
    """The area and those around it, from the inside."""
    found, around = [area], area.parentWidget()
    while around is not None and not around.isWindow():
        if isinstance(around, QAbstractScrollArea):
            found.append(around)
        around = around.parentWidget()
    return found


def _has_room(area: QAbstractScrollArea) -> bool:
    return any(bar.maximum() > bar.minimum() for bar in (area.verticalScrollBar(), area.horizontalScrollBar()))


def _scroller(area: QAbstractScrollArea) -> QScroller:
    """Straight down or across, and no farther than there is something."""
    scroller = QScroller.scroller(area.viewport())
    properties = scroller.scrollerProperties()
    metric, off = QScrollerProperties.ScrollMetric, QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
    properties.setScrollMetric(metric.HorizontalOvershootPolicy, off)
    properties.setScrollMetric(metric.VerticalOvershootPolicy, off)
    properties.setScrollMetric(metric.AxisLockThreshold, 0.66)
    scroller.setScrollerProperties(properties)
    return scroller


def _scroll_by_lines(text: QPlainTextEdit, event: QScrollPrepareEvent | QScrollEvent) -> bool:
    """A plain text counts lines, where a scroller counts points."""
    bar, height = text.verticalScrollBar(), text.fontMetrics().lineSpacing()
    if isinstance(event, QScrollPrepareEvent):
        event.setViewportSize(QSizeF(text.viewport().size()))
        event.setContentPosRange(QRectF(0, 0, 0, bar.maximum() * height))
        event.setContentPos(QPointF(0, bar.value() * height))
        event.accept()
    else:
        bar.setValue(round(event.contentPos().y() / height))
    return True
