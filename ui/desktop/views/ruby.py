"""Pinyin over characters: Qt's documents know no ruby, so it is painted into the room above the line.

The text itself is not touched: what is marked, found and copied stays as it is.  A character whose pinyin is wider
than itself gets room on both sides as letter spacing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextBlock, QTextDocument, QTextFormat

from reader.pronouncing import Reading
from ui.desktop.views.delegates import utf16
from ui.printing.fonts import SANS

RUBY: Final = QTextFormat.Property.UserProperty.value + 3
"""Of a block: places in it, as Qt counts, and what stands over them: `3:lóng 8:tāo`."""
SIZE: Final = 0.47
"""Of the pinyin, in ems of the text."""
_SMALLEST: Final = 9
_GAP: Final = 0.22
"""Between the pinyin of neighbours, in ems of the text."""
EVEN: Final = 0.3
"""The least spacing where all characters have pinyin, so that they stand evenly."""
_TOP: Final = 0.9
"""How far above the baseline the characters reach, in ems."""


def ruby_font(em: int) -> QFont:
    font = QFont(SANS)
    font.setPixelSize(max(_SMALLEST, round(em * SIZE)))
    return font


def noted(text: str, found: Sequence[Reading]) -> str:
    """As a block keeps it."""
    return " ".join(f"{utf16(text[: reading.at])}:{reading.pinyin}" for reading in found)


def room(found: Sequence[Reading], em: int, least: float = 0.0) -> dict[int, float]:
    """Letter spacing in ems behind the characters at these places, so that no pinyin touches another."""
    metrics = QFontMetricsF(ruby_font(em))
    spacing: dict[int, float] = {}
    for reading in found:
        more = metrics.horizontalAdvance(reading.pinyin) / em + _GAP - 1
        more = max(more, least)
        if more > 0:
            for at in (reading.at - 1, reading.at):
                spacing[at] = spacing.get(at, 0.0) + more / 2
    return spacing


def paint(painter: QPainter, document: QTextDocument, top: float, bottom: float, colour: QColor) -> None:
    """Paint what stands over the lines between two heights of the document."""
    layout = document.documentLayout()
    painter.setPen(colour)
    block = document.begin()
    while block.isValid():
        box = layout.blockBoundingRect(block)
        if box.top() > bottom:
            return
        if box.bottom() >= top and block.blockFormat().hasProperty(RUBY):
            _paint_block(painter, block, box)
        block = block.next()


def _paint_block(painter: QPainter, block: QTextBlock, box: QRectF) -> None:
    em = block.charFormat().font().pixelSize()
    font = ruby_font(em)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    for entry in block.blockFormat().stringProperty(RUBY).split(" "):
        at, _, pinyin = entry.partition(":")
        line = block.layout().lineForTextPosition(int(at))
        if not line.isValid():
            continue
        x = box.left() + line.cursorToX(int(at))[0]  # type: ignore[index]
        baseline = box.top() + line.y() + line.ascent()
        place = QPointF(x + (em - metrics.horizontalAdvance(pinyin)) / 2, baseline - em * _TOP - metrics.descent() / 2)
        painter.drawText(place, pinyin)
