"""Clickable areas of a page picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from archive.model import Point, Zone


class PageZone(msgspec.Struct, frozen=True):
    """One clickable area of a page picture and the article it opens."""

    article: int
    title: str
    zone: Zone


def smallest_first(zones: Iterable[PageZone]) -> list[PageZone]:
    """By their areas: the first that contains a point is the one meant."""
    return sorted(zones, key=lambda one: polygon_area(one.zone.polygon))


def polygon_area(polygon: Sequence[Point]) -> float:
    """Area of a polygon by the shoelace formula, in squares of its unit; vertices in either direction."""
    following = (*polygon[1:], *polygon[:1])
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(polygon, following, strict=True))) / 2
