"""One page in the scene: its picture, the sharper part over it, and what is marked on it.

It holds pictures and paints them; it decides nothing and loads nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from archive.model import Point
from reader.boxes import WHOLE, Box
from reader.page_text import NOTHING, PageText, Selection
from reader.zones import PageZone
from ui.desktop.pictures import Scaled
from ui.desktop.theme import Scheme, serif_font

ACCENT, HIT, HIT_EDGE, CHOSEN = "#b03a2e", "#ffdf6b", "#b8720a", "#a9c9f5"
"""Inks for marks: a page picture is light paper in every colour scheme."""


EDGE = 24
"""Units of the scene around a zone that its outline may cover, also when the page is shown small."""


class Sheet(QGraphicsItem):
    """`rect` is its place in the scene; boxes and zones are fractions of it."""

    def __init__(self, label: str, rect: QRectF, scheme: Scheme, scaled: Scaled) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        self.label = label
        self._scheme, self._scaled = scheme, scaled
        self._size = QSizeF()
        self._base: QImage | None = None
        self._shown: QImage | None = None
        self._detail: tuple[QImage, Box] | None = None
        self.full_width = 0
        """Pixels that the source has; 0 while unknown."""
        self.is_fresh = True
        """Zones and text were not asked for yet."""
        self._provisional = False
        self._sentence = ""
        self._zones: list[tuple[PageZone, QPolygonF]] = []
        self.text: PageText | None = None
        self._hits: tuple[Box, ...] = ()
        self.selection = NOTHING
        self._hovered: int | None = None
        self._current: int | None = None
        self.place(rect)

    def place(self, rect: QRectF) -> None:
        self.prepareGeometryChange()
        self.setPos(rect.topLeft())
        self._size = rect.size()
        self._zones = [(zone, self._polygon(zone)) for zone, _polygon in self._zones]

    @property
    def rect(self) -> QRectF:
        return QRectF(self.pos(), self._size)

    # ── picture ────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def has_picture(self) -> bool:
        return self._base is not None

    @property
    def lacks_picture(self) -> bool:
        """There is none, or only the small one that stands for it."""
        return self._base is None or self._provisional

    def set_base(self, image: QImage, full_width: int, pixels: int, *, provisional: bool = False) -> None:
        """The whole picture; `full_width` the pixels that its source has, `pixels` those shown now."""
        self._base, self.full_width, self._provisional = image, full_width, provisional
        self._sentence = ""
        self._shown = None
        self.fit(pixels)
        self.update()

    @property
    def base(self) -> QImage | None:
        """The whole picture, as it was given."""
        return self._base

    def set_detail(self, image: QImage, box: Box) -> None:
        """A part of the picture with more pixels than the base has."""
        self._detail = (image, box)
        self.update()

    def set_sentence(self, sentence: str) -> None:
        """Why there is no picture."""
        self._sentence = sentence
        self.update()

    def fit(self, pixels: int) -> None:
        """Be shown that many pixels wide."""
        if self._base is None:
            return
        shown = self._scaled.get(self._base, pixels)
        if self._shown is None or shown.cacheKey() != self._shown.cacheKey():
            self._shown = shown
            self.update()
        if self._base.width() >= min(pixels, self.full_width) * 0.95:
            self._detail = None

    def lacks_detail(self, pixels: int, seen: Box) -> bool:
        """Whether the part that is seen, the page being `pixels` wide, is not as sharp as its source."""
        wanted = min(pixels, self.full_width)
        if self._base is None or self._base.width() >= wanted * 0.95:
            return False
        if self._detail is None:
            return True
        image, box = self._detail
        return not box.holds(seen) or not 0.95 <= image.width() / (wanted * box.width) <= 1.5

    def forget_picture(self) -> None:
        """It is far from what is seen."""
        self._base = self._shown = self._detail = None

    @property
    def picture_bytes(self) -> int:
        """What it holds in memory."""
        held = {image.cacheKey(): image for image in (self._base, self._shown) if image}
        return sum(image.sizeInBytes() for image in held.values()) + (
            self._detail[0].sizeInBytes() if self._detail else 0
        )

    # ── marks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def set_zones(self, zones: Sequence[PageZone]) -> None:
        """Zones, smallest first."""
        self._zones = [(zone, self._polygon(zone)) for zone in zones]
        self.update()

    @property
    def articles(self) -> list[int]:
        """Articles with a zone here, in the order of the page: from top to bottom, from left to right."""
        found = {zone.article: area for zone, _polygon in self._zones if (area := self.area_of(zone.article))}
        return sorted(found, key=lambda article: (found[article].top, found[article].left))

    def zone_at(self, point: QPointF) -> PageZone | None:
        """The smallest zone that holds the point of the scene."""
        here = self.mapFromScene(point)
        fill = Qt.FillRule.OddEvenFill
        return next((zone for zone, polygon in self._zones if polygon.containsPoint(here, fill)), None)

    def title_of(self, article: int) -> str:
        return next((zone.title for zone, _polygon in self._zones if zone.article == article), "")

    def area_of(self, article: int) -> Box | None:
        """The smallest box around the article's zones."""
        area: Box | None = None
        for zone, _polygon in self._zones:
            if zone.article == article and zone.zone.polygon:
                box = Box.around(zone.zone.polygon)
                area = area.united(box) if area else box
        return area

    def set_marks(self, *, current: int | None, hovered: int | None) -> None:
        if (current, hovered) == (self._current, self._hovered):
            return
        changed = {self._current, self._hovered, current, hovered}
        self._current, self._hovered = current, hovered
        for zone, polygon in self._zones:  # the page itself is as it was
            if zone.article in changed:
                self.update(polygon.boundingRect().adjusted(-EDGE, -EDGE, EDGE, EDGE))

    def set_hits(self, boxes: tuple[Box, ...]) -> None:
        self._hits = boxes
        self.update()

    @property
    def hits(self) -> tuple[Box, ...]:
        return self._hits

    def select(self, selection: Selection) -> None:
        self.selection = selection
        self.update()

    # ── geometry ───────────────────────────────────────────────────────────────────────────────────────────────────

    def boundingRect(self) -> QRectF:
        return QRectF(QPointF(), self._size).adjusted(-4, -4, 4, 4)

    def fraction(self, point: QPointF) -> Point:
        """A point of the scene as fractions of the page."""
        here = self.mapFromScene(point)
        return here.x() / self._size.width(), here.y() / self._size.height()

    def rect_of(self, box: Box) -> QRectF:
        """A box as a rectangle of the scene."""
        return self._own_rect(box).translated(self.pos())

    def _own_rect(self, box: Box) -> QRectF:
        width, height = self._size.width(), self._size.height()
        return QRectF(box.left * width, box.top * height, box.width * width, box.height * height)

    def _polygon(self, zone: PageZone) -> QPolygonF:
        width, height = self._size.width(), self._size.height()
        return QPolygonF([QPointF(x * width, y * height) for x, y in zone.zone.polygon])

    # ── painting ───────────────────────────────────────────────────────────────────────────────────────────────────

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        whole = QRectF(QPointF(), self._size)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(whole, QColor(self._scheme.paper))
        if self._shown:
            self._draw(painter, self._shown, WHOLE)
        if self._detail:
            self._draw(painter, *self._detail)
        if self._sentence:
            self._write(painter, whole)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for box in self.selection.boxes:
            painter.fillRect(self._own_rect(box), QColor(CHOSEN))
        for box in self._hits:
            painter.fillRect(self._own_rect(box), QColor(HIT))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(_pen(HIT_EDGE, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self._hits:
            painter.drawRect(self._own_rect(box))
        self._paint_zones(painter)

    def _draw(self, painter: QPainter, image: QImage, box: Box) -> None:
        """On whole pixels of the screen: a picture that has just as many is copied, not blurred by half a pixel."""
        transform = painter.worldTransform()
        exact = transform.mapRect(self._own_rect(box))
        left, top = round(exact.left()), round(exact.top())
        target = QRect(left, top, round(exact.right()) - left, round(exact.bottom()) - top)
        ratio = painter.device().devicePixelRatioF()
        if abs(target.width() * ratio - image.width()) <= 2 and abs(target.height() * ratio - image.height()) <= 2:
            target.setSize((QSizeF(image.size()) / ratio).toSize())
        painter.resetTransform()
        painter.drawImage(target, image)
        painter.setWorldTransform(transform)

    def _paint_zones(self, painter: QPainter) -> None:
        for zone, polygon in reversed(self._zones):
            hovered, current = zone.article == self._hovered, zone.article == self._current
            if hovered or current:
                fill = QColor(ACCENT)
                fill.setAlpha(24 if hovered else 0)
                painter.setBrush(fill)
                painter.setPen(_pen(ACCENT, 2.4 if hovered else 1.8, 255 if hovered else 200))
                painter.drawPolygon(polygon)
            elif self._base is None:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(_pen(self._scheme.line, 1.0))
                painter.drawPolygon(polygon)

    def _write(self, painter: QPainter, whole: QRectF) -> None:
        painter.setFont(serif_font(36))
        painter.setPen(QColor(self._scheme.muted))
        inner = whole.adjusted(80, 0, -80, 0)
        painter.drawText(inner, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._sentence)


def _pen(colour: str, width: float, alpha: int = 255) -> QPen:
    ink = QColor(colour)
    ink.setAlpha(alpha)
    pen = QPen(ink, width)
    pen.setCosmetic(True)
    return pen
