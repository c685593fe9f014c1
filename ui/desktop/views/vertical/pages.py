"""Columns and pictures placed on pages: from right to left, tier below tier, the head at the first page's right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont

from ui.desktop.views.vertical.cells import Cell
from ui.desktop.views.vertical.columns import Column, break_columns
from ui.desktop.views.vertical.pieces import HeadLine, Picture, Piece, Text, head_cells, is_found

_TIER_GAP: Final = 2.0
_SIDE: Final = 1.6
_ABOVE: Final = 46
"""Pixels for the running head; a little less stays free at the foot."""
_BELOW: Final = 26
_LARGEST_PICTURE: Final = 0.62
"""Of the width that the head leaves: caption and text begin beside it."""


class Line(msgspec.Struct, frozen=True):
    """A column on its page: the box that it fills, its font and colour, and where each cell stands in it."""

    box: QRectF
    column: Column
    font: QFont
    colour: QColor
    found: frozenset[int] = frozenset()
    """Starts of cells of the head that a search has found."""


class Placed(msgspec.Struct, frozen=True):
    box: QRectF
    picture: Picture


class Page(msgspec.Struct):
    lines: list[Line] = msgspec.field(default_factory=list)
    pictures: list[Placed] = msgspec.field(default_factory=list)
    rules: list[tuple[QPointF, QPointF]] = msgspec.field(default_factory=list)

    def places(self) -> Iterable[tuple[int, int]]:
        """Spans of the document that stand here."""
        for line in self.lines:
            for placed in line.column.sets:
                if placed.cell.start >= 0:
                    yield placed.cell.start, placed.cell.end
        for picture in self.pictures:
            yield picture.picture.place, picture.picture.place + 1


class Form(msgspec.Struct, frozen=True):
    """The page: its size, the body's em in pixels, distance of columns and longest column in ems."""

    size: QSizeF
    em: int
    pitch: float
    measure: int

    @property
    def tiers(self) -> int:
        """As few as keep columns short enough to be read."""
        return max(1, math.ceil((self._room() + _TIER_GAP * self.em) / ((self.measure + _TIER_GAP) * self.em)))

    @property
    def tier_height(self) -> float:
        """In whole ems."""
        each = (self._room() - (self.tiers - 1) * _TIER_GAP * self.em) / self.tiers
        return max(4, int(each / self.em)) * self.em

    def tier(self, number: int) -> QRectF:
        """The room of one tier, its columns centred between the margins."""
        side = _SIDE * self.em
        columns = max(1, int((self.size.width() - 2 * side) / (self.pitch * self.em)))
        width = columns * self.pitch * self.em
        spare = self._room() - self.tiers * self.tier_height - (self.tiers - 1) * _TIER_GAP * self.em
        top = _ABOVE + max(0.0, spare / 2) + number * (self.tier_height + _TIER_GAP * self.em)
        return QRectF((self.size.width() - width) / 2, top, width, self.tier_height)

    def _room(self) -> float:
        return self.size.height() - _ABOVE - _BELOW


def make_pages(head: Sequence[HeadLine], body: Iterable[Piece], form: Form) -> list[Page]:
    """At least one page.  The head takes the right of the first one, over all tiers that there is text for."""
    pieces = list(body)
    setter = _set(head, pieces, form, form.tiers)
    if len(setter.pages) == 1 and setter.tiers < form.tiers:
        setter = _set(head, pieces, form, setter.tiers)
    return setter.pages


def _set(head: Sequence[HeadLine], pieces: Sequence[Piece], form: Form, tiers: int) -> _Setter:
    setter = _Setter(form, tiers)
    setter.set_head(head)
    for piece in pieces:
        if isinstance(piece, Picture):
            setter.set_picture(piece)
        else:
            setter.set_text(piece)
    return setter


class _Setter:
    """`tiers`: how many of them the first page shows."""

    def __init__(self, form: Form, tiers: int) -> None:
        self._form, self._shown = form, tiers
        self.pages = [Page()]
        self._tier = 0
        self._right = form.tier(0).right()
        """Of the room that the head leaves on the first page."""
        self._x = self._right
        self._rule_tiers(self.pages[0], self._right)

    @property
    def tiers(self) -> int:
        """How many are in use on the last page."""
        return self._tier + 1

    def set_head(self, lines: Sequence[HeadLine]) -> None:
        form, page = self._form, self.pages[0]
        top, foot = form.tier(0).top(), form.tier(self._shown - 1).bottom()
        x = form.tier(0).right()
        em = form.em
        for line in lines:
            size = line.font.pixelSize()
            begin = top + line.top * em * (0 if line.from_foot else 1)
            room = foot - begin - (line.top * em if line.from_foot else 0)
            found = head_cells(line)
            for column in _balanced(found, room):
                width = size * (1.42 if size > 1.3 * em else 1.7)
                height = column.length
                y = foot - line.top * em - height if line.from_foot else begin
                marked = frozenset(cell.cell.start for cell in column.sets if is_found(cell.cell, line.found))
                page.lines.append(Line(QRectF(x - width, y, width, height), column, line.font, line.colour, marked))
                x -= width
        if not lines:
            return
        x -= 0.7 * em
        page.rules = [(QPointF(x, top), QPointF(x, foot))]
        self._right = self._x = x - 0.9 * em
        self._rule_tiers(page, self._right)

    def set_text(self, piece: Text) -> None:
        form = self._form
        pitch = form.pitch * max(piece.size, form.em * 0.8)
        if piece.before and self._x < self._right - 1:
            self._x -= piece.before * piece.size
        for column in break_columns(piece.cells, form.tier_height, piece.indent * piece.size, even=piece.even):
            self._make_room(pitch)
            tier = form.tier(self._tier)
            box = QRectF(self._x - pitch, tier.top(), pitch, tier.height())
            self.pages[-1].lines.append(Line(box, column, piece.font, piece.colour))
            self._x -= pitch

    def set_picture(self, picture: Picture) -> None:
        tier = self._form.tier(0)
        room = max((self._right - tier.left()) * _LARGEST_PICTURE, 8 * self._form.em)
        scale = min(1.0, tier.height() / picture.height, room / picture.width)
        width, height = picture.width * scale, picture.height * scale
        gap = 0.6 * self._form.em
        self._make_room(width + 2 * gap)
        tier = self._form.tier(self._tier)
        if self._x < self._right - 1:
            self._x -= gap
        box = QRectF(self._x - width, tier.top() + (tier.height() - height) / 2, width, height)
        self.pages[-1].pictures.append(Placed(box, picture))
        self._x -= width + gap

    def _make_room(self, width: float) -> None:
        """Go on to the next tier or page where this one is full."""
        tier = self._form.tier(self._tier)
        empty = self._x >= tier.right() - 1  # what is wider than a tier has to stand somewhere
        if empty or self._x - width >= tier.left() - 0.5:
            return
        self._tier += 1
        if self._tier == self._form.tiers:
            self._tier = 0
            self.pages.append(Page())
            self._right = self._form.tier(0).right()
            self._rule_tiers(self.pages[-1], self._right)
        self._x = self._right

    def _rule_tiers(self, page: Page, right: float) -> None:
        """Thin lines between the tiers."""
        form = self._form
        page.rules = [rule for rule in page.rules if rule[0].x() == rule[1].x()]
        for number in range(1, self._shown if len(self.pages) == 1 else form.tiers):
            y = form.tier(number).top() - _TIER_GAP * form.em / 2
            page.rules.append((QPointF(form.tier(0).left(), y), QPointF(right, y)))


def _balanced(cells: Sequence[Cell], room: float) -> list[Column]:
    """A headline in columns of like length, broken where it was printed broken."""
    columns: list[Column] = []
    for part in _parts(cells):
        length = sum(cell.length for cell in part)
        count = max(1, math.ceil(length / room))
        height = min(room, length / count + (max(cell.length for cell in part) * 0.9 if count > 1 else 0.1))
        columns += break_columns(part, height, even=False)
    return columns


def _parts(cells: Sequence[Cell]) -> Iterable[list[Cell]]:
    part: list[Cell] = []
    for cell in cells:
        if "\n" in cell.text:
            if part:
                yield part
            part = []
        else:
            part.append(cell)
    if part:
        yield part
