"""What is painted on paper itself, not as a picture: its words stay words in a PDF, and sharp on every printer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPyTextObject, QTextCharFormat, QTextDocument, QTextFormat

from reader.printed import Image

OBJECT: Final = QTextFormat.ObjectTypes.UserObject.value + 1
_NUMBER: Final = QTextFormat.Property.UserProperty.value + 5
_SIZE: Final = QTextFormat.Property.UserProperty.value + 6


class Drawing(Image, frozen=True):
    """`paint` paints it from the origin on, `size` in its own units.  Whoever cannot paint has the caption only."""

    paint: Callable[[QPainter], None] = lambda _painter: None
    size: tuple[float, float] = (1.0, 1.0)


class Drawings(QPyTextObject):
    """The drawings of one document, each standing in its text as one character of the form that `add` gives."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._drawings: list[Drawing] = []
        document.documentLayout().registerHandler(OBJECT, self)

    def add(self, drawing: Drawing, width: float) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setObjectType(OBJECT)
        form.setProperty(_NUMBER, len(self._drawings))
        form.setProperty(_SIZE, QSizeF(width, width * drawing.size[1] / drawing.size[0]))
        self._drawings.append(drawing)
        return form

    def intrinsicSize(self, _document: QTextDocument, _place: int, form: QTextFormat) -> QSizeF:
        size = form.property(_SIZE)
        return size if isinstance(size, QSizeF) else QSizeF()

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _document: QTextDocument, _place: int, form: QTextFormat
    ) -> None:
        drawing = self._drawings[form.intProperty(_NUMBER)]
        painter.save()
        painter.translate(rect.x(), rect.y())
        scale = rect.width() / drawing.size[0]
        painter.scale(scale, scale)
        drawing.paint(painter)
        painter.restore()
