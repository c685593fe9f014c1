"""Where the pages of an issue lie beside one another: one page, one opening of two, or all of them as a strip.

Pure geometry in units of the scene.  All pages have one width; a picture wider than high is a spread and has two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import QRectF, QSizeF

WIDTH = 1000.0
ASPECT = 1.43
"""Height to width of a page that was not measured yet."""
GAP = 28.0
FOLD = 6.0
"""Between the two pages of an opening."""

_NUMBERED = re.compile(r"([A-Z]*)(\d+)")


class Mode(StrEnum):
    SINGLE = "single"
    STRIP = "strip"
    SPREAD = "spread"


def rows(labels: Sequence[str], mode: Mode, current: str | None) -> list[tuple[str, ...]]:
    """The pages to lay out, row below row: those of the whole issue in a strip, else the row of the current page."""
    if mode is Mode.STRIP:
        return [(label,) for label in labels]
    if mode is Mode.SINGLE:
        return [(label,) for label in labels if label == current]
    return [row for row in openings(labels) if current in row]


def openings(labels: Sequence[str]) -> list[tuple[str, ...]]:
    """Pages as the open paper shows them: 1 | 2 3 | 4 5 …, anew in each section (A, B); a page whose partner is
    missing, and one that is a spread itself (`02-03`), stands alone.
    """
    result: list[tuple[str, ...]] = []
    for label in labels:
        if result and len(result[-1]) == 1 and _face_each_other(result[-1][0], label):
            result[-1] = (result[-1][0], label)
        else:
            result.append((label,))
    return result


def arrange(laid: Sequence[tuple[str, ...]], aspects: Mapping[str, float]) -> dict[str, QRectF]:
    """A rectangle for each page; rows are centred around x = 0 and stand below one another."""
    places: dict[str, QRectF] = {}
    top = 0.0
    for row in laid:
        sizes = [sheet_size(aspects.get(label, ASPECT)) for label in row]
        left = -(sum(size.width() for size in sizes) + FOLD * (len(row) - 1)) / 2
        for label, size in zip(row, sizes, strict=True):
            places[label] = QRectF(left, top, size.width(), size.height())
            left += size.width() + FOLD
        top += max(size.height() for size in sizes) + GAP
    return places


def sheet_size(aspect: float) -> QSizeF:
    """The size of a page whose height is `aspect` times its width."""
    width = 2 * WIDTH if aspect < 1 else WIDTH
    return QSizeF(width, width * aspect)


def _face_each_other(left: str, right: str) -> bool:
    one, other = _NUMBERED.fullmatch(left), _NUMBERED.fullmatch(right)
    if not one or not other or one[1] != other[1]:
        return False
    return int(one[2]) % 2 == 0 and int(other[2]) == int(one[2]) + 1
