"""A rectangle of a page picture in fractions of it: 0…1, x to the right, y down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self

from archive.model import Point


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, points: Iterable[Point]) -> Self:
        """The smallest box that holds all points; there must be at least one."""
        across, down = zip(*points, strict=True)
        return cls(min(across), min(down), max(across), max(down))

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def united(self, other: Box) -> Box:
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def clamped(self) -> Box:
        """What of it lies on the page."""
        left, top, right, bottom = (min(max(value, 0.0), 1.0) for value in self)
        return Box(left, top, right, bottom)

    def holds(self, other: Box) -> bool:
        """Whether the other lies wholly inside, up to a rounding error."""
        slack = 1e-6
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and self.right + slack >= other.right
            and self.bottom + slack >= other.bottom
        )


WHOLE = Box(0.0, 0.0, 1.0, 1.0)
