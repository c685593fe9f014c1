"""Pictures for the window: drawn by the archive's drawer, read from what is kept of them, written as PNG.

What came in is drawn by a child with limits (`archive.drawing`); Qt reads only the previews that we have written.
"""

from __future__ import annotations

from collections import OrderedDict
from math import ceil
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter, QPixmap

from archive.errors import UnreadableSourceError
from archive.wording import _
from reader.pictures import Facsimile, PagePictures, Raster

PIXELS_AT_MOST = 120_000_000
"""A picture with more is a bomb, or at least no page."""
_SCALED = 6
"""So many are kept in the width of the screen: one or two openings and their neighbours."""
_HARDLY = 1.15
"""A picture that much wider is shown as it is."""
_MEASURED = ("JPEG", "PNG", "GIF", "BMP", "TIFF")
"""Formats whose headers Pillow reads in Python alone."""
_ORIENTATION = 0x0112  # of EXIF; 5 to 8 lie on their side


def drawn(pictures: PagePictures, sha: str, width: int) -> QImage:
    """A picture that came in, at most `width` wide.  Slow: call it beside the window.  `UnreadableSourceError`."""
    return image_of(pictures.render(Facsimile(sha), width))


def image_of(raster: Raster) -> QImage:
    """In the format that is painted without conversion."""
    image = QImage(raster.data, raster.width, raster.height, 3 * raster.width, QImage.Format.Format_RGB888)
    return image.convertToFormat(QImage.Format.Format_RGB32)


def decode(path: Path, width: int | None = None) -> QImage:
    """A kept preview, made smaller to `width` while it is read.  `UnreadableSourceError` when it is no picture."""
    reader = _reader(path)
    size = reader.size()
    if size.isValid():
        if size.width() * size.height() > PIXELS_AT_MOST:
            raise UnreadableSourceError(
                path.name, _("图片太大：{width} × {height}").format(width=size.width(), height=size.height())
            )
        if width and size.width() > width:
            reader.setScaledSize(QSize(width, max(1, round(size.height() * width / size.width()))))
    image = reader.read()
    if image.isNull():
        raise UnreadableSourceError(path.name, _("图片读不出来"))
    if width and image.width() > width:
        image = image.scaledToWidth(width)
    return image


def fitted(image: QImage, room: QSize, ratio: float) -> QPixmap:
    """Made as small as a list shows it, on a screen of so many pixels a point: a painter would break its letters up."""
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    pixmap = QPixmap.fromImage(image.scaled(room * ratio, keep, smooth))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


class Scaled:
    """Whole pictures in the widths that they were last shown in: a page that is turned to may have been made ready."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], QImage] = OrderedDict()

    def has(self, image: QImage, width: int) -> bool:
        """Whether `get` has it at hand."""
        return image.width() <= width * _HARDLY or (image.cacheKey(), width) in self._kept

    def get(self, image: QImage, width: int) -> QImage:
        """That wide, or the picture itself where that is hardly wider.

        Drawn directly from a much bigger picture, letters would break up.
        """
        if image.width() <= width * _HARDLY:
            return image
        key = (image.cacheKey(), width)
        found = self._kept.get(key)
        if found is None:
            found = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            self._kept[key] = found
            while len(self._kept) > _SCALED:
                self._kept.popitem(last=False)
        return found


def pixels_across(room: QSize, ratio: float) -> int:
    """The width that `fitted` needs, so as not to enlarge what is higher than wide."""
    return ceil(room.width() * ratio)


def size_of(path: Path) -> tuple[int, int]:
    """Width and height by its header, as it is shown; zeros when that cannot be told so."""
    from PIL import Image

    try:
        with Image.open(path, formats=_MEASURED) as image:
            width, height = image.size
            on_its_side = image.getexif().get(_ORIENTATION, 1) >= 5
    except Exception:  # Pillow raises nearly anything for bytes that are no picture
        return (0, 0)
    return (height, width) if on_its_side else (width, height)


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
