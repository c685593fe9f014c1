"""The pieces of which a module is built: headline, paragraphs, subheads, tables, pictures, each as marks on paper.

A piece has a height in whole rows and marks in units from its left top corner; what a mark looks like is decided in
`paint`, where a piece stands in `layout`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

import msgspec
from msgspec.structs import replace

from archive.model import Content, Figure
from ui.desktop.typeset.layout import Block
from ui.desktop.typeset.measure import EM, Face, Line, Ruler, Style

ROW = EM * 3 // 2
"""Units from one body line to the next."""
TEXT = Style(Face.SERIF, EM)
STRONG = Style(Face.BOLD, EM)
SMALL = Style(Face.SERIF, EM * 13 // 16)
BYLINE = Style(Face.SERIF, EM * 15 // 16)

_ASCENT = 0.88
"""Where the baseline stands in the em of the shipped faces."""
_TITLE_EMS = (1.56, 2.1, 2.6, 3.1, 3.5, 3.9, 4.2)
"""Headline size by the columns it spans."""
LEAD_SCALE = 1.22
"""A leading headline against another one of its width."""
_SHRINK = 0.78
"""How far a headline shrinks so as to need one line less."""
_HEAD_LINES = 8
"""Lines at most of a title, kicker, subtitle or byline; what is longer is no headline."""
_HEAD_LENGTH = 1_000
"""Characters of one of these that are looked at: more than its lines hold."""
_TALLEST = 1.15
"""Height of a picture at most, in its width's measure."""
_MAGNIFIED = 4.0
"""Units to a pixel at most: a small picture is not blown up."""
_TABLE_COLUMNS = 6
_CELL_LINES = 8
_PARAGRAPH = 40_000
"""Characters of a paragraph that are looked at: more than any page holds."""
_PAD = EM / 4
_NUMBERED = re.compile(r"[一二三四五六七八九十]+[、.．]")


class Ink(Enum):
    """What a mark is drawn in; `paint` knows the colours."""

    TEXT = "text"
    MUTED = "muted"
    LINE = "line"
    TINT = "tint"
    ACCENT = "accent"


class Words(msgspec.Struct, frozen=True):
    """A set line; `y` is its baseline."""

    line: Line
    style: Style
    x: float
    y: float
    ink: Ink = Ink.TEXT


class Image(msgspec.Struct, frozen=True):
    """An archived picture, by its SHA-256, scaled into a box of its own proportions."""

    sha256: str
    x: float
    y: float
    width: float
    height: float


class Area(msgspec.Struct, frozen=True):
    """A filled rectangle: a rule when thin, a tint when not."""

    x: float
    y: float
    width: float
    height: float
    ink: Ink


Mark = Words | Image | Area


class Placed(msgspec.Struct, frozen=True):
    """Marks at a place of the page."""

    x: float
    y: float
    marks: tuple[Mark, ...]


class Piece(msgspec.Struct, frozen=True):
    """Marks that stay together, and the room they take."""

    block: Block
    marks: tuple[Mark, ...]


class Typesetter:
    """Makes the pieces of one page.  `sizes` gives each picture's pixels; pictures without one leave their caption."""

    def __init__(self, ruler: Ruler, sizes: dict[str, tuple[int, int]]) -> None:
        self.ruler = ruler
        self._sizes = sizes

    def has_picture(self, figure: Figure) -> bool:
        return figure.picture in self._sizes

    # ── head ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def head(self, content: Content, width: float, span: int, *, scale: float = 1.0, number: str = "") -> Piece:
        """Kicker, title, subtitle, document number and byline, centred over `width`; `scale` is the title's."""
        title, size = self._title(content.title, width, scale * _TITLE_EMS[min(span, len(_TITLE_EMS)) - 1] * EM)
        beside = Style(Face.SERIF, _even(min(2 * EM, max(1.06 * EM, 0.55 * size.pixels))))
        signed = "　".join(part for part in (content.byline, content.source) if part)
        parts = (
            (self._few_lines(content.kicker or "", beside, width), beside, Ink.TEXT, 0.3),
            (title, size, Ink.TEXT, 0.3),
            (self._few_lines(content.subtitle or "", beside, width), beside, Ink.TEXT, 0.3),
            (self._few_lines(number, BYLINE, width), BYLINE, Ink.TEXT, 0.5),
            (self._few_lines(signed, BYLINE, width), BYLINE, Ink.MUTED, 0.35),
        )
        y, marks = 0.0, list[Mark]()
        for lines, style, ink, air in parts:
            y += air * EM if lines and marks else 0
            for line in lines:
                leading = style.pixels * 1.26
                marks.append(Words(line, style, (width - line.width) / 2, _baseline(y, leading, style), ink))
                y += leading
        rows = _rows(y + 0.6 * EM)
        top = (rows * ROW - 0.35 * EM - y) / 2
        return Piece(Block(rows), tuple(replace(mark, y=mark.y + top) for mark in marks))

    def _title(self, title: str, width: float, cap: float) -> tuple[tuple[Line, ...], Style]:
        """Headline lines and their size: one line where that costs little size, else two or three about equal ones.

        Line breaks that were printed are kept.
        """
        parts = _printed_lines(title)
        widest = max((self.ruler.width(part, STRONG) / EM for part in parts), default=1.0) or 1.0
        floor = max(1.15 * EM, cap * _SHRINK)
        for count in (1, 2, 3):
            size = min(cap, count * width / widest * (1 if count == 1 else 0.95))
            style = Style(Face.BOLD, _even(size))
            lines = self._balanced(parts, style, width, count)
            if size >= floor and len(lines) <= count * len(parts):
                return lines, style
        style = Style(Face.BOLD, _even(floor))
        return self._clipped(self._balanced(parts, style, width, _HEAD_LINES), style, width), style

    def _balanced(self, parts: Sequence[str], style: Style, width: float, count: int) -> tuple[Line, ...]:
        def needed(part: str) -> int:
            return max(1, min(count, -int(-self.ruler.width(part, style) // width)))

        return tuple(line for part in parts for line in self.ruler.balanced(part, style, width, needed(part)))

    def _few_lines(self, text: str, style: Style, width: float) -> tuple[Line, ...]:
        return self._clipped(self._balanced(_printed_lines(text), style, width, _HEAD_LINES), style, width)

    def _clipped(self, lines: tuple[Line, ...], style: Style, width: float) -> tuple[Line, ...]:
        if len(lines) <= _HEAD_LINES:
            return lines
        return (*lines[: _HEAD_LINES - 1], *self.ruler.lines("……", style, width))

    # ── body ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def paragraph(self, text: str, width: float, *, indent: float = 2 * EM) -> Iterator[Piece]:
        """One piece a line."""
        for line in self.ruler.lines(text[:_PARAGRAPH], TEXT, width, indent=indent):
            yield Piece(Block(1), (Words(line, TEXT, 0, _baseline(0, ROW, TEXT)),))

    def signature(self, text: str, width: float) -> Iterator[Piece]:
        """Who signs a document and when: at the right, two characters in."""
        for line in self.ruler.lines(text, TEXT, width - 2 * EM, justified=False):
            x = width - 2 * EM - line.width
            yield Piece(Block(1), (Words(line, TEXT, x, _baseline(0, ROW, TEXT)),))

    def heading(self, level: int, text: str, width: float, *, air: bool) -> Piece:
        """A subhead: the highest level centred in the column unless it is numbered, the others indented."""
        centred = level == 1 and not _NUMBERED.match(text)
        indent = 0 if centred else 2 * EM
        lines = self.ruler.lines(text, STRONG, width - indent, justified=False)
        marks = tuple(
            Words(line, STRONG, (width - line.width) / 2 if centred else indent, _baseline(n * ROW, ROW, STRONG))
            for n, line in enumerate(lines)
        )
        return Piece(Block(len(lines), air=1 if air and level <= 2 else 0, keep=True), marks)

    def figure(self, figure: Figure, width: float) -> Piece:
        """Picture, caption, credit; without the picture, what stood below it."""
        marks: list[Mark] = []
        y = 0.0
        if figure.picture and (size := self._sizes.get(figure.picture)):
            scale = min(_MAGNIFIED, width / size[0], width * _TALLEST / size[1])
            wide, high = size[0] * scale, size[1] * scale
            marks.append(Image(figure.picture, (width - wide) / 2, _PAD, wide, high))
            y = high + 1.5 * _PAD
        for text, ink in ((figure.caption, Ink.TEXT), (figure.credit, Ink.MUTED)):
            lines = self.ruler.lines(text or "", SMALL, width)
            for line in lines:
                leading = SMALL.pixels * 1.35
                x = (width - line.width) / 2 if len(lines) == 1 else 0.0
                marks.append(Words(line, SMALL, x, _baseline(y, leading, SMALL), ink))
                y += leading
        return Piece(Block(_rows(y + _PAD / 2) if marks else 0), tuple(marks))

    def table(self, rows: Sequence[Sequence[str]], width: float) -> Iterator[Piece]:
        """A ruled table, one piece a row; one that does not fit the column is written out as lines."""
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        wishes = [max(self.ruler.width(row[n], SMALL) if n < len(row) else 0 for row in rows) for n in range(columns)]
        widths = _shares([min(wish, width / 2) + 2 * _PAD for wish in wishes], width)
        cells = [
            [self.ruler.lines(text, SMALL, widths[n] - 2 * _PAD, justified=False) for n, text in enumerate(row)]
            for row in rows
        ]
        tallest = max((len(lines) for row in cells for lines in row), default=0)
        if columns > _TABLE_COLUMNS or tallest > _CELL_LINES:
            for row in rows:
                yield from self.paragraph("　".join(row), width, indent=0)
            return
        for number, row_cells in enumerate(cells):
            yield self._table_row(row_cells, widths, first=number == 0)

    def _table_row(self, cells: Sequence[Sequence[Line]], widths: Sequence[float], *, first: bool) -> Piece:
        leading = SMALL.pixels * 1.3
        count = max((len(lines) for lines in cells), default=1) or 1
        rows = _rows(count * leading + _PAD)
        height, full = rows * ROW, sum(widths)
        marks: list[Mark] = [Area(0, height - 1, full, 2, Ink.LINE)]
        if first:
            marks.append(Area(0, 0, full, 2, Ink.LINE))
        left = 0.0
        for number, wide in enumerate(widths):
            marks.append(Area(left, 0, 2, height, Ink.LINE))
            lines = cells[number] if number < len(cells) else ()
            top = (height - len(lines) * leading) / 2
            marks += (
                Words(line, SMALL, left + _PAD, _baseline(top + n * leading, leading, SMALL))
                for n, line in enumerate(lines)
            )
            left += wide
        marks.append(Area(full - 2, 0, 2, height, Ink.LINE))
        return Piece(Block(rows), tuple(marks))

    def note(self, text: str, width: float) -> Piece:
        """One small muted line at the right of the column."""
        line = self.ruler.lines(text, SMALL, 1e6)[0]
        return Piece(Block(1), (Words(line, SMALL, width - line.width, _baseline(0, ROW, SMALL), Ink.MUTED),))


def _printed_lines(text: str) -> list[str]:
    return [part.strip() for part in text[:_HEAD_LENGTH].split("\n") if part.strip()]


def _baseline(top: float, leading: float, style: Style) -> float:
    return top + (leading - style.pixels) / 2 + _ASCENT * style.pixels


def _rows(height: float) -> int:
    return max(1, -int(-height // ROW))


def _even(size: float) -> int:
    """A size of which a page has few: glyphs are made once for each."""
    return max(2, int(size) // 2 * 2)


def _shares(wishes: Sequence[float], width: float) -> list[float]:
    """The whole width, shared out as wished."""
    total = sum(wishes)
    return [width * wish / total for wish in wishes]
