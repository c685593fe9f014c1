"""The page picture: pan, zoom, and zones that open articles.

It never zooms by itself: what the reader chose stays for the paper.  Screen readers see the article list, its twin.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGestureEvent,
    QGraphicsPixmapItem,
    QGraphicsPolygonItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsTextItem,
    QGraphicsView,
    QPinchGesture,
)

from reader.library import PageZone
from ui.desktop.theme import Scheme, serif_font

SHEET = QRectF(0, 0, 1000, 1430)
"""The scene of every page; a picture of other proportions changes the height."""
STEP = 1.2
CLOSEST = 12.0


class PagePicture(QGraphicsView):
    """Shows one page with its zones.  `zoom` 1 is the whole page in the view."""

    zone_entered = Signal(object)
    zone_chosen = Signal(int)
    zoomed = Signal(float)
    sharper_wanted = Signal(int)

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self.setObjectName("pagePicture")
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)
        self.setAccessibleName(self.tr("版面图"))
        self.setAccessibleDescription(self.tr("键盘：上下键选一块，回车打开；同样的内容在本期目录里"))
        self._scheme = scheme
        self._zoom = 1.0
        self._zones: list[tuple[PageZone, QGraphicsPolygonItem]] = []
        self._current: int | None = None
        self._hovered: int | None = None
        self._pressed: QPointF | None = None
        self._panning = False
        self._sharper = QTimer(self)
        self._sharper.setSingleShot(True)
        self._sharper.setInterval(120)
        self._sharper.timeout.connect(self._settle)
        self._image: QImage | None = None
        self._picture: QGraphicsPixmapItem | None = None
        self._sheet: QGraphicsRectItem | None = None
        self.clear()

    # ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def clear(self, sentence: str = "", title: str = "") -> None:
        """A blank sheet; with a sentence it says why it is blank."""
        scene = self.scene()
        scene.clear()
        self._zones, self._picture, self._image = [], None, None
        self._hovered = None
        self._sheet = scene.addRect(SHEET, QPen(Qt.PenStyle.NoPen), QBrush(QColor(self._scheme.paper)))
        scene.setSceneRect(SHEET)
        if title:
            self._words(title, serif_font(64, bold=True), self._scheme.muted, SHEET.height() * 0.42)
        if sentence:
            self._words(sentence, serif_font(36), self._scheme.muted, SHEET.height() * 0.42 + 120)
        self._sheet.setVisible(bool(sentence))
        self._apply_zoom()

    def show_picture(self, image: QImage) -> None:
        """Lay the picture on the sheet, the zones above it; the view stays where it is."""
        if image.isNull():
            return
        scene = self.scene()
        self._image = image
        for item in list(scene.items()):
            if isinstance(item, QGraphicsTextItem):
                scene.removeItem(item)
        if self._picture is None:
            self._picture = scene.addPixmap(QPixmap())
            self._picture.setZValue(0)
            self._picture.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        sheet = QRectF(0, 0, SHEET.width(), SHEET.width() * image.height() / image.width())
        if sheet != scene.sceneRect():
            scene.setSceneRect(sheet)
            if self._sheet:
                self._sheet.setRect(sheet)
            self._place_zones()
            self._apply_zoom()
        if self._sheet:
            self._sheet.setVisible(True)
        self._paint_picture()

    def show_zones(self, zones: Sequence[PageZone]) -> None:
        """Zones, smallest first."""
        for _zone, item in self._zones:
            self.scene().removeItem(item)
        self._zones = []
        for order, zone in enumerate(zones):
            item = QGraphicsPolygonItem()
            item.setZValue(10 + len(zones) - order)
            self.scene().addItem(item)
            self._zones.append((zone, item))
        self._place_zones()
        self._paint_zones()

    def show_current(self, article: int | None) -> None:
        self._current = article
        self._paint_zones()

    def mark(self, article: int | None) -> None:
        """Outline the article's zones (the pointer is on its entry in the list)."""
        self._hovered = article
        self._paint_zones()

    def set_zoom(self, zoom: float) -> None:
        """The reader's zoom for this paper, without telling anyone."""
        self._zoom = min(max(zoom, 1.0), CLOSEST)
        self._apply_zoom()

    @property
    def zoom(self) -> float:
        return self._zoom

    def zone_at(self, point: QPointF) -> PageZone | None:
        """The smallest zone that holds the point of the viewport."""
        where = self.mapToScene(point.toPoint())
        return next((zone for zone, item in self._zones if item.polygon().containsPoint(where, _FILL)), None)

    def centre_of(self, article: int) -> QPointF | None:
        """A point of the viewport inside the article's first zone that no smaller zone covers."""
        for zone, item in self._zones:
            if zone.article == article:
                centre = item.polygon().boundingRect().center()
                point = QPointF(self.mapFromScene(centre))
                found = self.zone_at(point)
                if found is not None and found.article == article:
                    return point
        return None

    # ── zoom ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def zoom_by(self, factor: float) -> None:
        before = self._zoom
        self._zoom = min(max(self._zoom * factor, 1.0), CLOSEST)
        if self._zoom != before:
            self._apply_zoom()
            self.zoomed.emit(self._zoom)

    def fit_page(self) -> None:
        self._zoom = 1.0
        self._apply_zoom()
        self.zoomed.emit(self._zoom)

    def fit_zone(self, article: int) -> None:
        area = QRectF()
        for zone, item in self._zones:
            if zone.article == article:
                area = area.united(item.polygon().boundingRect())
        if area.isEmpty():
            return
        room = self.viewport().rect()
        wanted = min(room.width() / (area.width() * 1.06), room.height() / (area.height() * 1.06))
        self._zoom = min(max(wanted / self._fit_scale(), 1.0), CLOSEST)
        self._apply_zoom()
        self.centerOn(area.center())
        self.zoomed.emit(self._zoom)

    def _fit_scale(self) -> float:
        sheet = self.scene().sceneRect()
        room = self.viewport().rect().adjusted(8, 8, -8, -8)
        return max(min(room.width() / sheet.width(), room.height() / sheet.height()), 0.01)

    def _apply_zoom(self) -> None:
        scale = self._fit_scale() * self._zoom
        self.setTransform(self.transform().fromScale(scale, scale))
        self._sharper.start()

    @property
    def _pixels(self) -> int:
        """How many pixels wide the page is now."""
        return max(1, round(SHEET.width() * self.transform().m11() * self.devicePixelRatioF()))

    def _settle(self) -> None:
        """The zoom rests: show as many pixels as the screen has, ask for more if there are too few."""
        self._paint_picture()
        self.sharper_wanted.emit(self._pixels)

    def _paint_picture(self) -> None:
        """A picture much bigger than shown is made smaller first: drawn directly, its letters would break up."""
        if self._picture is None or self._image is None:
            return
        image = self._image
        if image.width() > self._pixels * 1.15:
            image = image.scaledToWidth(self._pixels, Qt.TransformationMode.SmoothTransformation)
        self._picture.setPixmap(QPixmap.fromImage(image))
        self._picture.setScale(SHEET.width() / image.width())

    # ── events ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_zoom()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(STEP**steps)
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_by(1 + event.value())
            event.accept()
            return True
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self.zoom_by(pinch.scaleFactor())
                event.accept(pinch)
                return True
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = event.position()
            self._panning = False
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            moved = event.position() - self._pressed
            if self._panning or moved.manhattanLength() >= QApplication.startDragDistance():
                self._panning = True
                self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
                for bar, by in ((self.horizontalScrollBar(), moved.x()), (self.verticalScrollBar(), moved.y())):
                    bar.setValue(bar.value() - round(by))
                self._pressed = event.position()
            return
        zone = self.zone_at(event.position())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if zone else Qt.CursorShape.ArrowCursor)
        self.viewport().setToolTip(" ".join(zone.title.split()) if zone else "")
        self._hover(zone.article if zone else None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        was_click = self._pressed is not None and not self._panning
        self._pressed, self._panning = None, False
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        if was_click and (zone := self.zone_at(event.position())):
            self.zone_chosen.emit(zone.article)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        zone = self.zone_at(event.position())
        if self._zoom > 1.01 or zone is None:
            self.fit_page()
        else:
            self.fit_zone(zone.article)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Right:
                self._focus_zone(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Left:
                self._focus_zone(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if self._hovered is not None:
                self.zone_chosen.emit(self._hovered)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / STEP)
            case Qt.Key.Key_0:
                self.fit_page()
            case _:
                super().keyPressEvent(event)

    # ── zones ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _focus_zone(self, step: int) -> None:
        """Move the keyboard's outline in the order of the page: from top to bottom, from left to right."""
        places: dict[int, QRectF] = {}
        for zone, item in self._zones:
            places[zone.article] = places.get(zone.article, QRectF()).united(item.polygon().boundingRect())
        order = sorted(places, key=lambda article: (places[article].top(), places[article].left()))
        if order:
            here = order.index(self._hovered) if self._hovered in order else (-1 if step > 0 else 0)
            article = order[(here + step) % len(order)]
            self._hover(article)
            self.ensureVisible(places[article], 20, 20)

    def _hover(self, article: int | None) -> None:
        if article != self._hovered:
            self._hovered = article
            self._paint_zones()
            self.zone_entered.emit(article)

    def _place_zones(self) -> None:
        sheet = self.scene().sceneRect()
        for zone, item in self._zones:
            points = [QPointF(x * sheet.width(), y * sheet.height()) for x, y in zone.zone.polygon]
            item.setPolygon(QPolygonF(points))

    def _paint_zones(self) -> None:
        accent = QColor("#b03a2e")
        for zone, item in self._zones:
            hovered, current = zone.article == self._hovered, zone.article == self._current
            fill, edge = QColor(accent), QColor(accent)
            fill.setAlpha(26 if hovered else 14 if current else 0)
            edge.setAlpha(255 if hovered else 190 if current else 0)
            blank = self._picture is None
            if blank and not hovered and not current:
                edge = QColor(self._scheme.line)
            pen = QPen(edge, 2.0 if hovered or current else 1.0)
            pen.setCosmetic(True)
            item.setPen(pen)
            item.setBrush(fill)

    def _words(self, text: str, font: QFont, colour: str, top: float) -> None:
        item = self.scene().addText(text)
        item.setFont(font)
        item.setDefaultTextColor(QColor(colour))
        item.setPos((SHEET.width() - item.boundingRect().width()) / 2, top)


_FILL = Qt.FillRule.OddEvenFill
