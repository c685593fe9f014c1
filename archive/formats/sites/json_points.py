"""The outline of a zone as answers write it: points `{x, y}`, pairs, a box, or any of these in a string.

The string need be no JSON: only names and numbers are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archive.formats.markup import Element
from archive.model import Point

_NAMED = re.compile(
    r"""(?:(?P<name>[A-Za-z]\w{0,20})["']?\s{0,9}[:=]\s{0,9}["']?)?(?P<number>-?\d{1,9}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?)"""
)
_LONGEST = 100_000
_BOXES = (
    ("left", "top", "right", "bottom"),
    ("x1", "y1", "x2", "y2"),
    ("left", "top", "width", "height"),
    ("x", "y", "width", "height"),
    ("x", "y", "w", "h"),
)


def points_of(element: Element) -> list[Point]:
    """The points of an outline, in whatever unit it is written; none when there are no numbers."""
    numbers = list(_numbers(element))
    named: dict[str, list[float]] = {}
    for name, number in numbers:
        named.setdefault(name, []).append(number)
    for names in _BOXES:
        if named.keys() >= set(names):
            left, top, right, bottom = (named[name][0] for name in names)
            if names[-1] not in ("bottom", "y2"):
                right, bottom = left + right, top + bottom
            return [(left, top), (right, top), (right, bottom), (left, bottom)]
    if named.keys() >= {"x", "y"}:
        return list(zip(named["x"], named["y"], strict=False))
    bare = [number for _, number in numbers]
    if len(bare) == 4:
        left, top, right, bottom = bare
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    return list(zip(bare[::2], bare[1::2], strict=False))


def _numbers(element: Element) -> Iterator[tuple[str, float]]:
    """The numbers in an element and its parts, with their names where they have one."""
    for part in element.iter():
        text = (part.text or "")[:_LONGEST]
        for match in _NAMED.finditer(text):
            name = match["name"] or ("" if part is element or part.tag == "item" else str(part.tag))
            yield name.lower(), float(match["number"])
