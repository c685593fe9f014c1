"""A scene that hands move: dragged by the mouse, flicked by a finger, zoomed by wheel, pinch and keys, at the pointer.

What lies in the scene is the affair of whoever derives from it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QInputDevice,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGestureEvent,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QScroller,
    QScrollerProperties,
)

from ui.desktop.views.strokes import stroke

STEP = 1.2
CLOSEST = 12.0
MARGIN = 8


class ZoomView(QGraphicsView):
    """`zoom` 1 shows the frame whole; what the reader chose stays, whatever is put into the scene."""

    zoomed = Signal(float)
    """The reader zoomed."""
    swiped = Signal(int)
    """A finger went to the left (1) or to the right (−1) where all is seen at once."""

    def __init__(self) -> None:
        super().__init__()
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.wheel_scrolls = False
        """The wheel moves the scene; with Ctrl it zooms in any case."""
        self._zoom = 1.0
        self._frame = QSizeF(1000, 1430)
        self._lowest = 1.0
        self._pressed: QPointF | None = None
        self._panning = False
        self.set_flick(on=True)

    # ── for whoever derives ────────────────────────────────────────────────────────────────────────────────────────

    def set_frame(self, frame: QSizeF, *, lowest: float = 1.0) -> None:
        """What zoom 1 shows whole, in units of the scene; `lowest` zoom."""
        self._frame, self._lowest = frame, lowest
        self._zoom = max(self._zoom, lowest)
        self._apply()

    def set_flick(self, *, on: bool) -> None:
        """A finger scrolls with momentum; otherwise its way is the mouse's."""
        self._flicks = on
        if not on:
            QScroller.ungrabGesture(self.viewport())
            return
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        scroller = QScroller.scroller(self.viewport())
        properties = scroller.scrollerProperties()
        metric, off = QScrollerProperties.ScrollMetric, QScrollerProperties.OvershootPolicy.OvershootAlwaysOff
        properties.setScrollMetric(metric.HorizontalOvershootPolicy, off)
        properties.setScrollMetric(metric.VerticalOvershootPolicy, off)
        scroller.setScrollerProperties(properties)

    def on_moved(self) -> None:
        """Something else can be seen now, or at another scale."""

    def on_click(self, point: QPointF) -> None:
        """A click at this point of the viewport, without dragging."""

    def on_hover(self, point: QPointF) -> None:
        """The pointer is over this point of the viewport, no button pressed."""

    def on_drag(self, start: QPointF, end: QPointF) -> bool:
        """The pointer was dragged from here to there; True when that did not mean to pan."""
        return False

    # ── zoom ───────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def closest(self) -> bool:
        return self._zoom >= CLOSEST

    @property
    def widest(self) -> bool:
        return self._zoom <= self._lowest

    @property
    def scale_now(self) -> float:
        """Screen points of a unit of the scene."""
        return self.transform().m11()

    @property
    def fit_scale(self) -> float:
        """The scale of zoom 1."""
        return self.scale_for(self._frame)

    def scale_for(self, size: QSizeF) -> float:
        """The scale at which a piece of the scene just fits in."""
        room = self.viewport().rect()
        across, down = room.width() - 2 * MARGIN, room.height() - 2 * MARGIN
        return max(min(across / size.width(), down / size.height()), 0.01)

    def set_zoom(self, zoom: float) -> None:
        """The zoom remembered for what is shown, without telling anyone."""
        self._zoom = min(max(zoom, self._lowest), CLOSEST)
        self._apply()

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom while the point of the viewport (the middle, if none is named) stays where it is."""
        self._zoom_to(self._zoom * factor, at)

    def fit(self, rect: QRectF) -> None:
        """Show this piece of the scene as large as it fits in."""
        self._zoom_to(self.scale_for(rect.size()) / self.fit_scale, None)
        self.centerOn(rect.center())

    def fit_across(self, rect: QRectF) -> None:
        """Show this piece as wide as the view; what is above stays in sight."""
        room = self.viewport().width() - 2 * MARGIN
        top = max(rect.top(), self.mapToScene(0, 0).y())
        self._zoom_to(room / rect.width() / self.fit_scale, None)
        seen = self.viewport().height() / self.scale_now
        self.centerOn(rect.center().x(), top + seen / 2 - MARGIN / self.scale_now)

    def _zoom_to(self, zoom: float, at: QPointF | None) -> None:
        zoom = min(max(zoom, self._lowest), CLOSEST)
        if zoom != self._zoom:
            self._zoom = zoom
            self._apply(at)
            self.zoomed.emit(zoom)

    def _apply(self, at: QPointF | None = None) -> None:
        """Set the scale, the point staying where it is."""
        point = at or QPointF(self.viewport().rect().center())
        there = self.viewportTransform().inverted()[0].map(point)
        scale = self.fit_scale * self._zoom
        self.setTransform(QTransform.fromScale(scale, scale))
        off = self.viewportTransform().map(there) - point
        self._scroll_by(off)
        self.on_moved()

    def _scroll_by(self, off: QPointF) -> None:
        for bar, by in ((self.horizontalScrollBar(), off.x()), (self.verticalScrollBar(), off.y())):
            bar.setValue(bar.value() + round(by))

    # ── events ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.on_moved()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.wheel_scrolls and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            by = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
            self._scroll_by(QPointF(-by.x(), -by.y()))
        elif event.angleDelta().y():
            self.zoom_by(STEP ** (event.angleDelta().y() / 120), event.position())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + event.value(), event.position())
            event.accept()  # or Qt applies it a second time
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                centre = QPointF(self.viewport().mapFromGlobal(pinch.hotSpot().toPoint()))
                self.zoom_by(pinch.scaleFactor(), centre)
                event.accept(pinch)
                return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._panning = event.position(), False
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self.on_hover(event.position())
            return
        moved = event.position() - self._pressed
        self._panning = self._panning or moved.manhattanLength() >= QApplication.startDragDistance()
        if self._flicks and event.device().type() == QInputDevice.DeviceType.TouchScreen:
            return  # the scroller moves it
        if not self._panning or self.on_drag(self._pressed, event.position()):
            return
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        self._scroll_by(-moved)
        self._pressed = event.position()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        was_click = self._pressed is not None and not self._panning
        finger = self._flicks and event.device().type() == QInputDevice.DeviceType.TouchScreen
        if finger and self._pressed is not None and self._zoom <= 1.01:
            step = stroke(event.position() - self._pressed)
            if step:
                self.swiped.emit(step)
        self._pressed, self._panning = None, False
        self.on_hover(event.position())
        if was_click:
            self.on_click(event.position())
