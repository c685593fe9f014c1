"""Characters and lines that lie somewhere on a page become lines and words in reading order.

Pure geometry, in points of the page as it is shown (x to the right, y down).  What a PDF, an OFD or an OCR engine says
comes in here; what is an article and what a masthead is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple, Self

import msgspec

from archive.model import Point, Word

_STEP = 1.5  # ems between two characters of one line; more is another column
_MEND = 0.6  # ems over which a line is joined again: PDFs break it where the font changes
_WIDE = 0.8  # ems of an ideographic space
_GUTTER = 0.3  # ems of white between two columns; lines of one column leave none
_LONG = 6  # ems: longer than the cells of a table
_SPANNING = 20  # lines at most that span columns where no white goes through
_DEPTH = 60
_MOST_LINES = 5_000  # of a page that is put in order; a full broadsheet has about 1,500
_CJK = re.compile(
    "[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_MARKS = re.compile("[—…‘’“”·]")


class Glyph(NamedTuple):
    """One character and its box."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


class Direction(Enum):
    """Where the next character of a line stands."""

    RIGHT = "right"
    DOWN = "down"
    UP = "up"  # Latin turned on its side
    LEFT = "left"  # upside down


class Box(NamedTuple):
    """A box in reading space: `start`…`end` along the line, `head`…`foot` across the lines."""

    start: float
    head: float
    end: float
    foot: float


class Line(msgspec.Struct, frozen=True):
    """One printed line: its text, its box, the runs in it, and the number of its page in the source."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    runs: tuple[Glyph, ...]
    direction: Direction = Direction.RIGHT
    page: int = 0

    @property
    def size(self) -> float:
        """The size of its type, in points: that of most of it, since a character without a glyph may count for two."""
        level = self.direction in (Direction.RIGHT, Direction.LEFT)
        return median(run.bottom - run.top if level else run.right - run.left for run in self.runs)

    @classmethod
    def of(cls, glyphs: Sequence[Glyph], direction: Direction, page: int) -> Self | None:
        """None for a line of spaces."""
        seen = [glyph for glyph in glyphs if not glyph.char.isspace()]
        if not seen:
            return None
        box = _union(seen)
        return cls(_text(glyphs, direction), *box, tuple(_runs(glyphs, direction)), direction, page)


# ── lines and words ────────────────────────────────────────────────────────────────────────────────────────────────


def lines_of(glyphs: Iterable[Glyph | None], page: int = 0, *, mend: float = _MEND) -> list[Line]:
    """Glyphs as their source orders them, None where it breaks the line, put together by where they stand.

    `mend`: ems of white over which a broken line is joined again.
    """
    found: list[Line] = []
    line: list[Glyph] = []
    direction: Direction | None = None
    broken = False

    def finish() -> None:
        if made := Line.of(line, direction or Direction.RIGHT, page):
            found.append(made)

    for glyph in glyphs:
        if glyph is None:
            broken = True
            continue
        if line:
            step = _step(line[-1], glyph, direction, mend if broken else _STEP)
            if step is None or (broken and direction is None and step is not Direction.RIGHT):
                finish()
                line, direction = [], None
            else:
                direction = direction or step
        line.append(glyph)
        broken = False
    finish()
    return _turned(found)


def words_of(lines: Sequence[Line], width: float, height: float) -> tuple[Word, ...]:
    """The runs of the lines with their boxes as fractions of the page."""
    return tuple(
        Word(
            run.char,
            _fraction(run.left, width),
            _fraction(run.top, height),
            _fraction(run.right, width),
            _fraction(run.bottom, height),
            number,
        )
        for number, line in enumerate(lines)
        for run in line.runs
        if run.right > run.left and run.bottom > run.top
    )


def bounds(lines: Sequence[Line], width: float, height: float) -> tuple[Point, ...]:
    """The rectangle around the lines, in fractions of the page; there must be at least one line."""
    left, top, right, bottom = _union(lines)
    x0, y0, x1, y1 = _fraction(left, width), _fraction(top, height), _fraction(right, width), _fraction(bottom, height)
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


def is_cjk(char: str) -> bool:
    return bool(_CJK.match(char) or _MARKS.match(char))


def _step(one: Glyph, other: Glyph, direction: Direction | None, reach: float) -> Direction | None:
    """The direction in which `other` goes on from `one`; None when it stands elsewhere."""
    high = max(one.bottom - one.top, other.bottom - other.top, 0.1)
    wide = max(one.right - one.left, other.right - other.left, 0.1)
    level = abs(one.top + one.bottom - other.top - other.bottom) < high
    upright = abs(one.left + one.right - other.left - other.right) < wide
    gaps = (
        (Direction.RIGHT, level, other.left - one.right, high),
        (Direction.DOWN, upright, other.top - one.bottom, wide),
        (Direction.UP, upright, one.top - other.bottom, wide),
        (Direction.LEFT, level, one.left - other.right, high),
    )
    for way, aligned, gap, em in gaps:
        if direction in (None, way) and aligned and -em / 2 <= gap <= reach * em:
            return way
    return None


def _turned(lines: list[Line]) -> list[Line]:
    """Lines of one character go the way that the page goes."""
    way = main_direction(lines)
    if way is Direction.RIGHT:
        return lines
    return [
        Line(line.text, line.left, line.top, line.right, line.bottom, line.runs, way, line.page)
        if len(line.text) == 1
        else line
        for line in lines
    ]


def _text(glyphs: Sequence[Glyph], direction: Direction) -> str:
    """The characters with spaces where they belong: between Latin words; between CJK only where one is really wide."""
    parts: list[str] = []
    last: Glyph | None = None
    spaced = False
    for glyph in glyphs:
        if glyph.char.isspace():
            spaced = True
            continue
        if last is not None:
            gap, em = _gap(last, glyph, direction)
            if is_cjk(last.char) and is_cjk(glyph.char):
                parts.append("\u3000" if gap >= _WIDE * em else "")
            elif spaced or gap > em / 3:
                parts.append(" ")
        parts.append(glyph.char)
        last, spaced = glyph, False
    return "".join(parts)


def _runs(glyphs: Sequence[Glyph], direction: Direction) -> Iterable[Glyph]:
    """Runs whose characters share their width evenly; in vertical lines each character stands alone."""
    run: list[Glyph] = []
    spaced = False
    for glyph in glyphs:
        if glyph.char.isspace():
            spaced = True
            continue
        if run:
            gap, em = _gap(run[-1], glyph, direction)
            same = is_cjk(run[-1].char) == is_cjk(glyph.char)
            if spaced or not same or gap > em / 3 or direction is not Direction.RIGHT:
                yield _run(run)
                run = []
        run.append(glyph)
        spaced = False
    if run:
        yield _run(run)


def _run(glyphs: Sequence[Glyph]) -> Glyph:
    return Glyph("".join(glyph.char for glyph in glyphs), *_union(glyphs))


def _gap(one: Glyph, other: Glyph, direction: Direction) -> tuple[float, float]:
    """The white between two characters of a line, and their em: CJK is as long as its em, Latin as high or wide."""
    long = max(one.right - one.left, other.right - other.left)
    across = max(one.bottom - one.top, other.bottom - other.top)
    if direction in (Direction.DOWN, Direction.UP):
        long, across = across, long
    em = long if is_cjk(one.char[0]) and is_cjk(other.char[0]) else across
    match direction:
        case Direction.RIGHT:
            return other.left - one.right, em
        case Direction.DOWN:
            return other.top - one.bottom, em
        case Direction.UP:
            return one.top - other.bottom, em
        case Direction.LEFT:
            return one.left - other.right, em


def _union(boxes: Sequence[Glyph] | Sequence[Line]) -> tuple[float, float, float, float]:
    return (
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _fraction(value: float, whole: float) -> float:
    return round(min(max(value / whole, 0.0), 1.0), 5) if whole > 0 else 0.0


# ── reading order ──────────────────────────────────────────────────────────────────────────────────────────────────


def main_direction(lines: Sequence[Line]) -> Direction:
    """The way that most characters of the page go."""
    count = dict.fromkeys(Direction, 0)
    for line in lines:
        count[line.direction] += len(line.text) - 1
    return max(Direction, key=lambda direction: count[direction])


def in_order(lines: Sequence[Line], *, typeset: bool) -> list[Line]:
    """The lines of one page as they are read.

    The order in which a typesetter's program wrote them (`typeset`) is kept when it goes down the columns; otherwise
    columns and bands are found by the white between them.
    """
    way = main_direction(lines)
    boxes = [reading_box(line, way) for line in lines]
    em = median([line.size for line in lines] or [0.0])
    astray = sum(_goes_astray(one, other, em) for one, other in pairwise(boxes))
    if len(lines) > _MOST_LINES or (typeset and astray * 10 <= len(lines)):
        return list(lines)
    return [lines[index] for index in _cut(list(range(len(lines))), boxes, em, _DEPTH)]


def reading_box(line: Line, way: Direction) -> Box:
    """The line's box on a page that goes that way."""
    match way:
        case Direction.RIGHT:
            return Box(line.left, line.top, line.right, line.bottom)
        case Direction.DOWN:
            return Box(line.top, -line.right, line.bottom, -line.left)
        case Direction.UP:
            return Box(-line.bottom, line.left, -line.top, line.right)
        case Direction.LEFT:
            return Box(-line.right, -line.bottom, -line.left, -line.top)


def in_one_column(one: Box, other: Box) -> bool:
    """Do the two stand in one column?"""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared > 0.4 * min(one.end - one.start, other.end - other.start)


def _goes_astray(one: Box, other: Box, em: float) -> bool:
    """Does the next line go up in its column, or over to a neighbour in the same row (the cells of a table may)?"""
    if in_one_column(one, other):
        return other.foot <= one.head + 1
    beside = min(one.foot, other.foot) - max(one.head, other.head) > em / 2
    return beside and min(one.end - one.start, other.end - other.start) > _LONG * em


def _cut(indexes: list[int], boxes: Sequence[Box], em: float, depth: int) -> list[int]:
    """Recursive cuts: between columns first, else above and below what spans them, else at the widest white."""
    if len(indexes) > 1 and depth:
        for cut in (_columns, _around_spanning, _bands):
            parts = cut(indexes, boxes, em)
            if len(parts) > 1:
                return [index for part in parts for index in _cut(part, boxes, em, depth - 1)]
    return sorted(indexes, key=lambda index: (boxes[index].head, boxes[index].start))


def _columns(indexes: list[int], boxes: Sequence[Box], em: float) -> list[list[int]]:
    return _parts(indexes, [(boxes[index].start, boxes[index].end) for index in indexes], _GUTTER * em)


def _around_spanning(indexes: list[int], boxes: Sequence[Box], em: float) -> list[list[int]]:
    """The few lines (headlines, captions) without which there would be columns, and what lies between them."""
    widest = sorted(indexes, key=lambda index: boxes[index].start - boxes[index].end)
    for count in range(1, min(_SPANNING, len(indexes) // 3) + 1):
        columns = _columns(widest[count:], boxes, em)
        if len(columns) < 2:
            continue
        gutters = [min(boxes[index].start for index in column) for column in columns[1:]]
        spanning = {
            index
            for index in widest[:count]
            if any(boxes[index].start < gutter - em and boxes[index].end > gutter + em for gutter in gutters)
        }
        down = sorted(indexes, key=lambda index: boxes[index].head + boxes[index].foot)
        return [list(part) for _, part in groupby(down, key=spanning.__contains__)]
    return [indexes]


def _bands(indexes: list[int], boxes: Sequence[Box], _em: float) -> list[list[int]]:
    spans = [(boxes[index].head, boxes[index].foot) for index in indexes]
    widest = max((gap for gap in _gaps(spans) if gap > 0), default=0.0)
    return _parts(indexes, spans, 0.8 * widest) if widest else [indexes]


def _gaps(spans: Iterable[tuple[float, float]]) -> Iterable[float]:
    reached: float | None = None
    for low, high in sorted(spans):
        if reached is not None:
            yield low - reached
        reached = high if reached is None else max(reached, high)


def _parts(indexes: list[int], spans: Sequence[tuple[float, float]], white: float) -> list[list[int]]:
    """The indexes in groups between which lies at least that much white."""
    parts: list[list[int]] = []
    reached = 0.0
    for (low, high), index in sorted(zip(spans, indexes, strict=True)):
        if not parts or low - reached >= white:
            parts.append([])
            reached = high
        parts[-1].append(index)
        reached = max(reached, high)
    return parts
