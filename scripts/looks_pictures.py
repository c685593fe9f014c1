"""A picture of the window with the dialogs and menus that lie over it, and how it is made small on the disk."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

COLOURS = 256


def composed(window: QWidget) -> QPixmap:
    """What a reader would see; a dialog that stands elsewhere is put into the middle."""
    picture = window.grab()
    painter = QPainter(picture)
    for top in QApplication.topLevelWidgets():
        if top is window or not top.isVisible() or top.windowType() == Qt.WindowType.ToolTip:
            continue
        at = top.mapToGlobal(QPoint(0, 0)) - window.mapToGlobal(QPoint(0, 0))
        if isinstance(top, QDialog) or not isinstance(top, QMenu):
            at = QPoint((window.width() - top.width()) // 2, max(0, (window.height() - top.height()) // 2))
            painter.fillRect(picture.rect(), QColor(0, 0, 0, 70))
        painter.drawPixmap(at, top.grab())
        painter.setPen(QColor(128, 128, 128))
        painter.drawRect(at.x() - 1, at.y() - 1, top.width() + 1, top.height() + 1)
    painter.end()
    return picture


def save_small(picture: QPixmap, path: Path) -> None:
    """As a PNG of few colours: a quarter of the size, and no difference to the eye."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    image = Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGB")
    image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
