"""Rows of lists as our own delegates paint them, and days of the calendar, in all their states; each text's contrast
by its pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from looks_pixels import SCALE, Picture
from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyle, QStyleOptionViewItem

from ui.desktop.views.calendar import Calendar
from ui.desktop.views.delegates import HitDelegate

_ON: Final = QStyle.StateFlag.State_Enabled
_OVER, _CHOSEN = QStyle.StateFlag.State_MouseOver, QStyle.StateFlag.State_Selected
STATES: Final = {
    "still": _ON,
    "pointed at": _ON | _OVER,
    "selected": _ON | _CHOSEN,
    "selected and pointed at": _ON | _OVER | _CHOSEN,
    "selected, with the keys": _ON | _CHOSEN | QStyle.StateFlag.State_HasFocus,
}
ROWS: Final = 12
"""So many of a list are painted: each kind of row is among them."""


class Recorder(QPainter):
    """Paints, and remembers which texts it painted where."""

    def __init__(self, image: QImage) -> None:
        super().__init__(image)
        self.texts: list[tuple[str, QRect]] = []

    def drawText(self, *args: Any) -> Any:  # noqa: N802 - Qt's name
        match args:
            case ((QRect() | QRectF()) as place, flags, str() as text):
                rect = QRectF(place).toAlignedRect()
                self.texts.append((text, self.boundingRect(rect, int(flags), text).intersected(rect)))
            case _:
                raise TypeError(f"a delegate paints text in a way that is not known here: {args}")
        return super().drawText(*args)


def is_ours(view: QAbstractItemView) -> bool:
    return type(view.itemDelegate()).__module__.startswith("ui.")


def rows(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """The first ones, with those below the first that have some."""
    model = view.model()
    for row in range(min(model.rowCount(), ROWS)):
        index = model.index(row, 0)
        yield index
        for below in range(min(model.rowCount(index), 2)):
            yield model.index(below, 0, index)


def ratios(view: QAbstractItemView) -> Iterator[tuple[str, str, float]]:
    """State, text and contrast of all that is painted in a list's rows."""
    delegate, ground = view.itemDelegate(), _ground(view)
    for index in rows(view):
        for name, state in STATES.items():
            picture, texts = paint(delegate, view, index, state, ground)
            for text, rect in texts:
                ratio = picture.contrast(rect) if text.strip() and not rect.isEmpty() else None
                if ratio is not None:
                    yield name, text, ratio


def day_ratios(calendar: Calendar) -> Iterator[tuple[str, str, float]]:
    """Date, text and contrast of all that is painted in the days that are shown."""
    for date, cell in list(calendar._cells.items()):
        image = _canvas(cell.size(), QColor("transparent"))
        painter = Recorder(image)
        calendar.paintCell(painter, QRect(0, 0, cell.width(), cell.height()), date)
        calendar._cells[date] = cell
        texts = painter.texts
        painter.end()
        picture = Picture(image)
        for text, rect in texts:
            if (ratio := picture.contrast(rect)) is not None:
                yield date.toString("yyyy-MM-dd"), text, ratio


def paint(
    delegate: QAbstractItemDelegate,
    view: QAbstractItemView,
    index: QModelIndex,
    state: QStyle.StateFlag,
    ground: QColor,
) -> tuple[Picture, list[tuple[str, QRect]]]:
    option = QStyleOptionViewItem()
    option.widget = view
    option.palette, option.font, option.state = view.palette(), view.font(), state
    option.fontMetrics = QFontMetrics(view.font())
    hint = delegate.sizeHint(option, index)
    size = QSize(
        max(hint.width(), 320) if view.visualRect(index).width() > hint.width() else hint.width(), hint.height()
    )
    option.rect = QRect(0, 0, size.width(), size.height())
    image = _canvas(size, ground)
    painter = Recorder(image)
    delegate.paint(painter, option, index)
    texts = painter.texts
    if isinstance(delegate, HitDelegate):  # set by layouts, which paint by themselves
        inner = option.rect.adjusted(18, 9, -14, -8)
        texts += [("title", QRect(inner.topLeft(), QSize(inner.width(), 26)))]
        texts += [("passage", QRect(inner.left(), inner.top() + 28, inner.width(), 44))]
    painter.end()
    return Picture(image), texts


def _canvas(size: QSize, ground: QColor) -> QImage:
    image = QImage(size * SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SCALE)
    image.fill(ground)
    return image


def _ground(view: QAbstractItemView) -> QColor:
    """The list's own: rows leave its corner free."""
    corner = view.viewport().grab(QRect(0, 0, 2, 2)).toImage()
    return corner.pixelColor(1, 1)
