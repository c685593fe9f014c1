"""Drawing helpers shared by the sample pictures: sky, hills, water, houses, trees, boats, people."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

Points = Sequence[tuple[float, float]]


class Brush:
    """A canvas of w x h with flat, muted shapes; the same seed gives the same picture."""

    def __init__(self, w: int, h: int, seed: int) -> None:
        self.w, self.h = float(w), float(h)
        self.image = QImage(w, h, QImage.Format.Format_RGB32)
        self.rng = random.Random(seed)  # noqa: S311 - drawing, not secrets
        self.p = QPainter(self.image)
        self.p.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.p.setPen(Qt.PenStyle.NoPen)

    def fill(self, colour: str, alpha: int = 255) -> None:
        c = QColor(colour)
        c.setAlpha(alpha)
        self.p.setPen(Qt.PenStyle.NoPen)
        self.p.setBrush(c)

    def sky(self, top: str, low: str, to: float = 1.0) -> None:
        g = QLinearGradient(0, 0, 0, self.h * to)
        g.setColorAt(0, QColor(top))
        g.setColorAt(1, QColor(low))
        self.p.fillRect(QRectF(0, 0, self.w, self.h), QBrush(g))

    def rect(self, x: float, y: float, w: float, h: float, colour: str, alpha: int = 255) -> None:
        self.fill(colour, alpha)
        self.p.drawRect(QRectF(x, y, w, h))

    def disc(self, x: float, y: float, r: float, colour: str, alpha: int = 255, flat: float = 1.0) -> None:
        self.fill(colour, alpha)
        self.p.drawEllipse(QPointF(x, y), r, r * flat)

    def poly(self, points: Points, colour: str, alpha: int = 255) -> None:
        self.fill(colour, alpha)
        self.p.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))

    def line(self, points: Points, colour: str, width: float = 2.0) -> None:
        pen = QPen(QColor(colour), width)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.p.setPen(pen)
        self.p.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))
        self.p.setPen(Qt.PenStyle.NoPen)

    def arc(self, x: float, y: float, rx: float, ry: float, a: float, b: float, colour: str, width: float) -> None:
        steps = [a + (b - a) * i / 40 for i in range(41)]
        self.line([(x + rx * math.cos(s), y + ry * math.sin(s)) for s in steps], colour, width)

    def hills(self, y: float, amp: float, colour: str, wave: float = 1.6) -> None:
        a, b = self.rng.random() * 6, self.rng.random() * 6
        path = QPainterPath(QPointF(0, self.h))
        for i in range(81):
            s = i / 80 * math.tau * wave
            path.lineTo(self.w * i / 80, y - amp * (math.sin(s + a) * 0.6 + math.sin(2.3 * s + b) * 0.4))
        path.lineTo(self.w, self.h)
        self.fill(colour)
        self.p.drawPath(path)

    def water(self, y: float, top: str, low: str, glint: str = "#ffffff", count: int = 60) -> None:
        g = QLinearGradient(0, y, 0, self.h)
        g.setColorAt(0, QColor(top))
        g.setColorAt(1, QColor(low))
        self.p.fillRect(QRectF(0, y, self.w, self.h - y), QBrush(g))
        for _ in range(count):
            depth = self.rng.random() ** 1.4
            self.rect(
                self.rng.random() * self.w, y + 6 + depth * (self.h - y), 14 + 46 * depth, 1.5 + 2 * depth, glint, 60
            )

    def house(self, x: float, base: float, w: float, h: float, wall: str, roof: str, lit: str = "#40505a") -> None:
        self.rect(x, base - h, w, h, wall)
        self.poly(
            [
                (x - w * 0.1, base - h),
                (x + w * 1.1, base - h),
                (x + w * 0.88, base - h - w * 0.3),
                (x + w * 0.12, base - h - w * 0.3),
            ],
            roof,
        )
        for i in range(2):
            self.rect(x + w * (0.18 + 0.4 * i), base - h * 0.72, w * 0.22, h * 0.3, lit)

    def tower(self, x: float, base: float, w: float, h: float, wall: str, lit: str) -> None:
        self.rect(x, base - h, w, h, wall)
        for r in range(int(h // 18)):
            for c in range(int(w // 15)):
                if self.rng.random() < 0.72:
                    self.rect(x + 6 + c * 15, base - h + 8 + r * 18, 7, 9, lit, 190)

    def tree(self, x: float, base: float, size: float, leaf: str, trunk: str = "#5d4a3c") -> None:
        self.rect(x - size * 0.05, base - size * 0.6, size * 0.1, size * 0.6, trunk)
        for dx, dy, r in ((-0.2, -0.62, 0.25), (0.2, -0.62, 0.25), (0, -0.85, 0.29)):
            self.disc(x + dx * size, base + dy * size, r * size, leaf)

    def boat(self, x: float, y: float, s: float, hull: str, cabin: str, *, mast: bool = True) -> None:
        self.poly(
            [
                (x - s, y - s * 0.22),
                (x + s * 1.1, y - s * 0.3),
                (x + s * 0.8, y + s * 0.12),
                (x - s * 0.8, y + s * 0.12),
            ],
            hull,
        )
        self.rect(x - s * 0.55, y - s * 0.56, s * 0.6, s * 0.34, cabin)
        self.rect(x - s * 0.45, y - s * 0.48, s * 0.14, s * 0.12, "#33424c")
        self.rect(x - s * 0.22, y - s * 0.48, s * 0.14, s * 0.12, "#33424c")
        if mast:
            self.line([(x + s * 0.3, y - s * 0.26), (x + s * 0.3, y - s * 1.1)], "#4a4038", max(1.5, s * 0.035))
            self.line([(x + s * 0.3, y - s * 1.1), (x + s * 1.05, y - s * 0.3)], "#4a4038", 1.2)

    def person(self, x: float, base: float, s: float, coat: str, legs: str = "#3b4048", hat: str = "") -> None:
        self.line([(x - s * 0.08, base - s * 0.42), (x - s * 0.11, base)], legs, s * 0.1)
        self.line([(x + s * 0.08, base - s * 0.42), (x + s * 0.12, base)], legs, s * 0.1)
        self.p.setBrush(QColor(coat))
        self.p.drawRoundedRect(QRectF(x - s * 0.17, base - s * 0.8, s * 0.34, s * 0.44), s * 0.1, s * 0.1)
        self.disc(x, base - s * 0.9, s * 0.11, "#d9b597")
        if hat:
            self.poly([(x - s * 0.24, base - s * 0.92), (x + s * 0.24, base - s * 0.92), (x, base - s * 1.1)], hat)

    def gull(self, x: float, y: float, s: float, colour: str = "#f6f4ee") -> None:
        self.arc(x - s, y, s, s * 0.5, math.pi * 1.15, math.tau, colour, max(1.6, s * 0.16))
        self.arc(x + s, y, s, s * 0.5, math.pi, math.pi * 1.85, colour, max(1.6, s * 0.16))

    def done(self) -> QImage:
        self.p.end()
        return self.image
