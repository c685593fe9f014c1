"""Pictures as files: decoded beside the window (pages, thumbnails, pictures in articles), and written as PNG."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from archive.errors import UnreadableSourceError

PIXELS_AT_MOST = 120_000_000
"""A picture with more is a bomb, or at least no page."""


def decode(path: Path, width: int | None = None) -> QImage:
    """The picture, made smaller to `width` while it is read.  `UnreadableSourceError` when it is no picture."""
    reader = _reader(path)
    size = reader.size()
    if size.isValid():
        if size.width() * size.height() > PIXELS_AT_MOST:
            raise UnreadableSourceError(path.name, f"图片太大：{size.width()} × {size.height()}")
        if width and size.width() > width:
            reader.setScaledSize(QSize(width, max(1, round(size.height() * width / size.width()))))
    image = reader.read()
    if image.isNull():
        raise UnreadableSourceError(path.name, "图片读不出来")
    if width and image.width() > width:
        image = image.scaledToWidth(width)
    return image


def size_of(path: Path) -> tuple[int, int]:
    """Width and height without decoding; zeros when it is no picture."""
    size = _reader(path).size()
    return (size.width(), size.height()) if size.isValid() else (0, 0)


def png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _reader(path: Path) -> QImageReader:
    """Judged by content: originals are stored under their hash, without a suffix."""
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return reader
