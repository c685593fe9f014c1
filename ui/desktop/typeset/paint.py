"""Marks on paper, painted at any width.  Safe in any thread; the fonts must have been loaded by the application."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGlyphRun, QImage, QPainter, QRawFont

from ui.desktop.theme import SCHEMES
from ui.desktop.typeset.measure import Style
from ui.desktop.typeset.pieces import Area, Image, Ink, Placed, Words

WIDEST = 12_000
"""Pixels; a wider page is not painted."""
_FINEST = 1.0
"""Pixels to a unit on paper, where a body character has some six points: more than 300 to the inch."""
_LIGHT = SCHEMES["light"]
_PAPER = QColor("#faf7ef")
_INKS = {
    Ink.TEXT: QColor(_LIGHT.text),
    Ink.MUTED: QColor(_LIGHT.muted),
    Ink.LINE: QColor("#b9b1a3"),
    Ink.TINT: QColor("#f1ebdd"),
    Ink.ACCENT: QColor(_LIGHT.accent),
}


def paint(placed: Iterable[Placed], size: tuple[float, float], pictures: Mapping[str, QImage], width: int) -> QImage:
    """A page of `size` units as a picture `width` pixels wide."""
    width = max(1, min(width, WIDEST))
    scale = width / size[0]
    image = QImage(width, max(1, round(size[1] * scale)), QImage.Format.Format_RGB32)
    image.fill(_PAPER)
    painter = QPainter(image)
    try:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(scale, scale)
        _paint(painter, placed, pictures, scale, _Text(painter))
    finally:
        painter.end()
    return image


def draw(painter: QPainter, placed: Iterable[Placed], pictures: Mapping[str, QImage]) -> None:
    """The same on paper, without its ground: text as text, which can be copied out of a PDF."""
    _paint(painter, placed, pictures, _FINEST, _Words(painter))


def _paint(
    painter: QPainter, placed: Iterable[Placed], pictures: Mapping[str, QImage], scale: float, text: _Text
) -> None:
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for place in placed:
        for mark in place.marks:
            match mark:
                case Words():
                    text.add(mark, place.x, place.y)
                case Area():
                    _fill(painter, mark, place, scale)
                case Image():
                    _draw_picture(painter, mark, place, pictures[mark.sha256], scale)
                case _:
                    assert_never(mark)
    text.draw()


class _Text:
    """Collects glyphs and draws all of one style and ink in one go: a page has thousands."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self._glyphs: dict[tuple[Style, Ink], tuple[list[str], list[QPointF]]] = {}

    def add(self, words: Words, left: float, top: float) -> None:
        chars, points = self._glyphs.setdefault((words.style, words.ink), ([], []))
        for char, x in zip(words.line.text, words.line.xs, strict=True):
            if not char.isspace():
                chars.append(char)
                points.append(QPointF(left + words.x + x, top + words.y))

    def draw(self) -> None:
        for (style, ink), (chars, points) in self._glyphs.items():
            self._painter.setPen(_INKS[ink])
            self._draw(style.font(), chars, points)

    def _draw(self, font: QFont, chars: list[str], points: list[QPointF]) -> None:
        """Characters that the face does not have are left to Qt, which finds another."""
        raw = QRawFont.fromFont(font, QFontDatabase.WritingSystem.SimplifiedChinese)
        glyphs = raw.glyphIndexesForString("".join(chars))
        if len(glyphs) != len(chars):
            glyphs = [0] * len(chars)
        run = QGlyphRun()
        run.setRawFont(raw)
        run.setGlyphIndexes([glyph for glyph in glyphs if glyph])
        run.setPositions([point for point, glyph in zip(points, glyphs, strict=True) if glyph])
        self._painter.drawGlyphRun(QPointF(0, 0), run)
        self._painter.setFont(font)
        for char, point, glyph in zip(chars, points, glyphs, strict=True):
            if not glyph:
                self._painter.drawText(point, char)


class _Words(_Text):
    """Draws characters, not glyphs: glyphs alone are lost in a preview, and say nothing in a PDF."""

    def _draw(self, font: QFont, chars: list[str], points: list[QPointF]) -> None:
        font.setFeature(QFont.Tag("ccmp"), 0)
        self._painter.setFont(font)
        for char, point in zip(chars, points, strict=True):
            self._painter.drawText(point, char)


def _fill(painter: QPainter, area: Area, place: Placed, scale: float) -> None:
    """Rules are at least as thick as they can be seen."""
    least = 0.6 / scale
    rect = QRectF(place.x + area.x, place.y + area.y, max(area.width, least), max(area.height, least))
    painter.fillRect(rect, _INKS[area.ink])


def _draw_picture(painter: QPainter, box: Image, place: Placed, picture: QImage, scale: float) -> None:
    """Scaled well beforehand: the painter's own scaling loses detail when it makes much smaller."""
    wide, high = max(1, round(box.width * scale)), max(1, round(box.height * scale))
    if wide < picture.width():
        picture = picture.scaled(wide, high, mode=Qt.TransformationMode.SmoothTransformation)
    painter.drawImage(QRectF(place.x + box.x, place.y + box.y, box.width, box.height), picture)
