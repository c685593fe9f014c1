"""Zones of a page: from image maps, overlays, SVG polygons or lists of points to fractions of the page picture.

What the coordinates are fractions of is not always what a site says: its own statement is tested against how far they
reach (formats.md 2.B.2, 2.A).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from archive.formats.markup import Element
from archive.formats.sites.document import Document
from archive.formats.sites.json_points import points_of
from archive.formats.sites.language import ZoneRules
from archive.formats.sites.selectors import Scope, elements, hits, value
from archive.model import Point
from archive.text import tidy

Size = tuple[float, float]

_PERCENT: Size = (100.0, 100.0)
_USUAL: Size = (350.0, 550.0)  # what most Founder sites show, for a page whose picture is not there
_SLACK = 1.02
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")
_LENGTH = re.compile(
    r"(?<![\w-])(?P<side>left|top|width|height)\s*:\s*(?P<number>-?\d+(?:\.\d+)?)\s*(?P<unit>px|%)?", re.IGNORECASE
)
_FIXED = re.compile(r"(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)?")
_LIMIT = 1e6


class Area(msgspec.Struct, frozen=True):
    """A zone as printed: where it leads, its points, and their space where the zone itself says it."""

    path: str
    points: tuple[Point, ...]
    title: str
    space: Size | None = None


def read_areas(document: Document, scope: Scope, rules: ZoneRules, lead: Callable[[str], str | None]) -> Iterator[Area]:
    """The zones of a page as printed; without points where the coordinates make no area.

    `lead` says where an address leads, None where not to an article.
    """
    for count, element in enumerate(elements(rules.items, document, scope), 1):
        if rules.kind == "json" and value(rules.coords, document, (element,)) is None:
            continue  # an entry without an outline is no zone
        addresses = [hit.value for hit in hits(rules.address, document, (element,))]
        addresses.append(nth_address(rules.numbered, document, count))
        path = next((path for address in addresses if (path := lead(address))), None)
        if path is None:
            continue
        points, space = _geometry(document, element, rules)
        if len(set(points)) < 3:
            points = ()
        yield Area(path, points, tidy(value(rules.title, document, (element,)) or ""), space)


def nth_address(template: str, document: Document, number: int) -> str:
    """The address of a page's n-th article where the page gives none: `{stem}_{n}.htm`; empty without a template."""
    stem = posixpath.splitext(posixpath.basename(document.path))[0]
    return template.replace("{stem}", stem).replace("{n}", str(number))


def page_space(areas: Sequence[Area], stated: str, shown: Size | None, natural: Size | None) -> tuple[Size, bool]:
    """What the zones' coordinates are fractions of, and whether that agrees with what is known of the picture.

    `stated`: the definition's `space`; `shown`: the size that the page gives its picture; `natural`: that of the file.
    """
    points = [point for area in areas if area.space is None for point in area.points]
    reach = max((x for x, _ in points), default=0.0), max((y for _, y in points), default=0.0)
    known = [size for size in ((natural, shown) if stated == "natural" else (shown, natural)) if size]
    if stated == "percent":
        known.insert(0, _PERCENT)
    elif fixed := _FIXED.fullmatch(stated):
        width, height = known[0] if known else _USUAL
        known.insert(0, (float(fixed[1]), float(fixed[2] or float(fixed[1]) * height / width)))
    elif _is_percent(reach, known):
        return _PERCENT, True
    for size in known:
        if reach[0] <= size[0] * _SLACK and reach[1] <= size[1] * _SLACK:
            return size, True
    if known:
        return (max(reach[0], 1.0), max(reach[1], 1.0)), False
    return (max(reach[0] + 3, _USUAL[0]), max(reach[1] + 3, _USUAL[1])), True


def fractions(points: Sequence[Point], space: Size) -> tuple[Point, ...]:
    """Points as fractions of the page picture, inside it."""
    return tuple((_clamped(x / space[0]), _clamped(y / space[1])) for x, y in points)


def number(text: str | None) -> float | None:
    """A length in pixels as an attribute gives it (`350`, `350px`); None for anything else."""
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*", text or "")
    return float(match[1]) if match and 0 < float(match[1]) < _LIMIT else None


def _is_percent(reach: Size, known: Sequence[Size]) -> bool:
    """Zones that end just where per cents do, on a picture much larger than that."""
    return all(min(size) >= 250 for size in known) and max(reach) <= 100.5 and min(reach) > 75


def _geometry(document: Document, element: Element, rules: ZoneRules) -> tuple[tuple[Point, ...], Size | None]:
    if rules.kind == "json":
        outlines = (points_of(found) for found in elements(rules.coords, document, (element,)))
        return tuple(_once(next(outlines, ()))), None
    printed = value(rules.coords, document, (element,)) or ""
    if rules.kind == "overlay" or (rules.kind == "area" and not printed):
        boxes = (_box(one.get("style") or "") for one in (element, *element.iterchildren("*")))
        return next((box for box in boxes if box[0]), ((), None))
    if rules.kind == "area" and element.tag != "polygon":
        return _shape(element.get("shape") or "", _numbers(printed)), None
    return _pairs(_numbers(printed)), _view_box(element)


def _numbers(printed: str) -> list[float]:
    """The numbers of a coordinate list; none when one of them is out of all bounds."""
    found = [float(part) for part in _NUMBER.findall(printed[:100_000])]
    return found if all(-_LIMIT < one < _LIMIT for one in found) else []


def _shape(shape: str, numbers: list[float]) -> tuple[Point, ...]:
    if len(numbers) == 4 and not shape.lower().startswith("poly"):
        left, top, right, bottom = numbers
        return ((left, top), (right, top), (right, bottom), (left, bottom))
    if len(numbers) == 3 and shape.lower().startswith("circ"):
        x, y, radius = numbers
        return ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    return _pairs(numbers)


def _pairs(numbers: list[float]) -> tuple[Point, ...]:
    return tuple(_once(zip(numbers[::2], numbers[1::2], strict=False)))


def _once(points: Iterable[Point]) -> Iterator[Point]:
    """Points without vertices that repeat the one before, and without those that are out of all bounds."""
    last: Point | None = None
    for point in points:
        if point != last and all(-_LIMIT < one < _LIMIT for one in point):
            yield point
        last = point


def _box(style: str) -> tuple[tuple[Point, ...], Size | None]:
    """An absolutely placed box; in per cent when all its sides are."""
    sides = {match["side"].lower(): match for match in _LENGTH.finditer(style)}
    if not {"left", "top", "width", "height"} <= sides.keys():
        return (), None
    left, top, width, height = (float(sides[side]["number"]) for side in ("left", "top", "width", "height"))
    percent = all(match["unit"] == "%" for match in sides.values())
    if not all(abs(one) < _LIMIT for one in (left, top, width, height)):
        return (), None
    return _shape("rect", [left, top, left + width, top + height]), _PERCENT if percent else None


def _view_box(element: Element) -> Size | None:
    """The size that an SVG gives its drawing."""
    for parent in element.iterancestors("svg"):
        box = _numbers(parent.get("viewbox") or parent.get("viewBox") or "")
        if len(box) == 4 and box[2] > 0 and box[3] > 0:
            return box[2], box[3]
        width, height = number(parent.get("width")), number(parent.get("height"))
        return (width, height) if width and height else None
    return None


def _clamped(part: float) -> float:
    return round(min(max(part, 0.0), 1.0), 6)
