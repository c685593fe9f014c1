"""A page painted: grounds of what is marked, found and selected, then signs upright, turned or across, and pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from ui.desktop.theme import Scheme
from ui.desktop.views.ruby import ruby_font
from ui.desktop.views.vertical.cells import DASHES, Way
from ui.desktop.views.vertical.columns import Set
from ui.desktop.views.vertical.pages import Line, Page

_ASCENT: Final = 0.88
"""Of a Chinese character above the baseline, in ems."""
_GROUND: Final = 1.24
"""Width of a marked column, in ems."""


class Ground(msgspec.Struct, frozen=True):
    """A span of the document and how it is painted; `ink` None leaves the text's colour; `line` is dotted, beside."""

    start: int
    end: int
    colour: QColor
    ink: QColor | None = None
    line: QColor | None = None


def paint_page(
    painter: QPainter, page: Page, grounds: Sequence[Ground], scheme: Scheme, image: Callable[[str], QImage | None]
) -> None:
    """`grounds`: later ones lie over earlier ones.  `image` gives what has been decoded of a picture so far."""
    painter.setPen(QPen(QColor(scheme.line), 1))
    for start, end in page.rules:
        painter.drawLine(start, end)
    found = [Ground(0, 0, QColor(scheme.mark), QColor(scheme.mark_text))]
    for line in page.lines:
        shown = [ground for ground in grounds if _touches(line, ground)]
        inks = _paint_grounds(painter, line, shown, found[0])
        _paint_line(painter, line, inks)
    for placed in page.pictures:
        picture = image(placed.picture.url)
        if picture is not None and picture.width() > 1:
            painter.drawImage(placed.box, picture)
        else:
            painter.fillRect(placed.box, QColor(scheme.soft))


def _touches(line: Line, ground: Ground) -> bool:
    sets = line.column.sets
    return bool(sets) and sets[0].cell.start < ground.end and ground.start < sets[-1].cell.end


def _paint_grounds(painter: QPainter, line: Line, grounds: Sequence[Ground], found: Ground) -> dict[int, QColor]:
    """Returns the ink of the cells that have their own, by their `start`."""
    inks: dict[int, QColor] = {}
    size = line.font.pixelSize()
    for ground in grounds:
        inside = [one for one in line.column.sets if one.cell.start < ground.end and ground.start < one.cell.end]
        if not inside:
            continue
        box = _stretch(line, inside, size)
        painter.fillRect(box, ground.colour)
        if ground.ink is not None:
            inks |= {one.cell.start: ground.ink for one in inside}
        if ground.line is not None:
            pen = QPen(ground.line, 1.4)
            pen.setDashPattern([1.2, 2.2])
            painter.setPen(pen)
            painter.drawLine(box.topRight(), box.bottomRight())
    for one in line.column.sets:
        if one.cell.start in line.found:
            painter.fillRect(_stretch(line, [one], size), found.colour)
            assert found.ink is not None
            inks[one.cell.start] = found.ink
    return inks


def _stretch(line: Line, sets: Sequence[Set], size: int) -> QRectF:
    x, width = line.box.center().x(), size * _GROUND
    top, bottom = line.box.top() + sets[0].top, line.box.top() + sets[-1].top + sets[-1].length
    return QRectF(x - width / 2, top, width, bottom - top)


def _paint_line(painter: QPainter, line: Line, inks: dict[int, QColor]) -> None:
    font, size = line.font, line.font.pixelSize()
    metrics = QFontMetricsF(font)
    small = ruby_font(size)
    x = line.box.center().x()
    half = metrics.capHeight() / 2
    painter.setFont(font)
    for placed in line.column.sets:
        cell, y = placed.cell, line.box.top() + placed.top + placed.shift
        painter.setPen(inks.get(cell.start, line.colour))
        match cell.way:
            case Way.UPRIGHT:
                y += (placed.length - size) / 2 if cell.ruby else 0.0
                width = metrics.horizontalAdvance(cell.text)
                painter.drawText(QPointF(x - width / 2, y + size * _ASCENT), cell.text)
            case Way.TURNED:
                if cell.text in DASHES:  # drawn, so that two of them join
                    ink = inks.get(cell.start, line.colour)
                    painter.fillRect(QRectF(x - size * 0.025, y, size * 0.05, placed.length), ink)
                else:
                    _turned(painter, QPointF(x, y), QPointF(size * 0.06, half), cell.text)
            case Way.ACROSS:
                width = metrics.horizontalAdvance(cell.text)
                scale = min(1.0, size * 0.98 / width) if width else 1.0
                painter.save()
                painter.translate(x - width * scale / 2, y + size / 2 + half)
                painter.scale(scale, 1.0)
                painter.drawText(QPointF(0, 0), cell.text)
                painter.restore()
            case Way.BLANK:
                pass
        if cell.ruby:
            _ruby(painter, small, QPointF(x + size * 0.56, line.box.top() + placed.top), placed.length, cell.ruby)
            painter.setFont(font)


def _turned(painter: QPainter, corner: QPointF, at: QPointF, text: str) -> None:
    """Along the column downwards, the foot of the letters to the left."""
    painter.save()
    painter.translate(corner)
    painter.rotate(90)
    painter.drawText(at, text)
    painter.restore()


def _ruby(painter: QPainter, font: QFont, corner: QPointF, length: float, text: str) -> None:
    painter.setFont(font)
    width = QFontMetricsF(font).horizontalAdvance(text)
    _turned(painter, corner, QPointF((length - width) / 2, -1), text)
