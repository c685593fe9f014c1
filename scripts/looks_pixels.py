"""Colours of painted text: the contrast between what was written and what it was written on."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtWidgets import QWidget

SCALE: Final = 3
"""Strokes are painted so many times as thick: thin ones are all edge, and edges are paler than the pen."""
INK: Final = 24
"""Fewer pixels of another colour than these (at `SCALE`) are no text."""


def painted(widget: QWidget) -> QImage:
    """A widget, `SCALE` times as large."""
    pixmap = QPixmap(widget.size() * SCALE)
    pixmap.setDevicePixelRatio(SCALE)
    widget.render(pixmap, QPoint(0, 0))
    return pixmap.toImage()


class Picture:
    """The pixels of what was painted `SCALE` times as large."""

    def __init__(self, image: QImage) -> None:
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        width, height = image.width(), image.height()
        rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
        self._pixels: NDArray[np.uint8] = rows[:, : width * 4].reshape(height, width, 4)[:, :, 2::-1].copy()

    def contrast(self, rect: QRect) -> float | None:
        """Between the commonest colour of the rectangle and the one farthest from it; None where there is only one."""
        part = self._pixels[
            rect.top() * SCALE : (rect.bottom() + 1) * SCALE, rect.left() * SCALE : (rect.right() + 1) * SCALE
        ].reshape(-1, 3)
        if not len(part):
            return None
        packed = part.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32)
        colours, counts = np.unique(packed, return_counts=True)
        ground = _light(colours[[counts.argmax()]])[0]
        ratios = _ratio(_light(colours), ground)
        order = ratios.argsort()[::-1]
        reached = counts[order].cumsum()
        if reached[-1] - counts.max() < INK:
            return None
        return float(ratios[order][min(int((reached < INK).sum()), len(order) - 1)])


def contrast(first: str, second: str) -> float:
    """Of two colours by name, as WCAG has it: 1 to 21."""
    lights = _light(np.array([QColor(first).rgb() & 0xFFFFFF, QColor(second).rgb() & 0xFFFFFF], np.uint32))
    return float(_ratio(lights[:1], lights[1])[0])


def _light(packed: NDArray[np.uint32]) -> NDArray[np.float64]:
    parts = np.stack([packed >> 16 & 255, packed >> 8 & 255, packed & 255], axis=1) / 255
    linear = np.where(parts <= 0.03928, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return np.asarray(linear @ np.array([0.2126, 0.7152, 0.0722]), np.float64)


def _ratio(lights: NDArray[np.float64], ground: np.float64) -> NDArray[np.float64]:
    high, low = np.maximum(lights, ground), np.minimum(lights, ground)
    return np.asarray((high + 0.05) / (low + 0.05), np.float64)
