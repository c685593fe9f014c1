"""Lines in reading order become headings and paragraphs, by indents, white, the size of type and the ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple, Self

import msgspec

from archive.formats.printed.page_text import Box, Direction, Line, in_one_column, is_cjk, main_direction, reading_box
from archive.labels import parse_date
from archive.model import Block, Heading, Paragraph

_HEADLINE = 1.3  # times the size of body text
_INDENT = 0.8  # ems by which a paragraph is indented
_CENTRED = 3  # ems by which no paragraph is
_SENTENCE_END = re.compile(r"[。！？!?…：:；;][”’」』）)》]*$")
_FORBIDDEN_START = re.compile("^[，。、；：！？”’」』）》]")


def body_size(lines: Sequence[Line]) -> float:
    """The size of type in which most of the text is set; 0 without lines."""
    sized = sorted((line.size, len(line.text)) for line in lines)
    half = sum(length for _, length in sized) / 2
    for size, length in sized:
        half -= length
        if half <= 0:
            return size
    return 0.0


def is_headline(line: Line, body: float) -> bool:
    return line.size >= _HEADLINE * body


def blocks_of(lines: Sequence[Line], body: float) -> tuple[Block, ...]:
    """Lines in reading order as paragraphs; larger type becomes headings."""
    way = main_direction(lines)
    found: list[Block] = []
    text: list[str] = []
    before: _Placed | None = None
    for run in _runs_of_one_size(lines, way):
        if is_headline(run[0], body):
            _close(found, text)
            found.append(Heading(2, "\n".join(line.text for line in run)))
            before = None
            continue
        column = _Column.of([reading_box(line, way) for line in run], run)
        for line, box in zip(run, column.boxes, strict=True):
            placed = _Placed(line, box, column)
            if before is not None and _begins(placed, before):
                _close(found, text)
            text.append(line.text)
            before = placed
    _close(found, text)
    return tuple(found)


def joined(lines: Iterable[str]) -> str:
    """Printed lines as one text: CJK without spaces, Latin words apart, hyphenated ones whole again."""
    text = ""
    for line in lines:
        if not text:
            text = line
        elif text.endswith("-") and len(text) > 1 and text[-2].isalpha() and line[0].islower():
            text = text[:-1] + line
        elif is_cjk(text[-1]) or is_cjk(line[0]) or (text[-1].isdigit() and line[0].isdigit()):
            text += line
        else:
            text += " " + line
    return text


class _Column(msgspec.Struct, frozen=True):
    """Lines under one another: where they start and end, how far they lie apart.

    `ragged`: most end before the column does, as those of verse and of lists.
    """

    boxes: tuple[Box, ...]
    start: float
    end: float
    pitch: float
    ragged: bool

    @classmethod
    def of(cls, boxes: Sequence[Box], lines: Sequence[Line]) -> Self:
        start, end = min(box.start for box in boxes), max(box.end for box in boxes)
        pitch = median([other.head - one.head for one, other in pairwise(boxes)] or [0.0])
        short = sum(end - box.end > _slack(line) for box, line in zip(boxes[:-1], lines, strict=False))
        return cls(tuple(boxes), start, end, pitch, ragged=short * 2 >= len(boxes) > 1)


class _Placed(NamedTuple):
    line: Line
    box: Box
    column: _Column

    @property
    def full(self) -> bool:
        """Does the line go to the end of its column?"""
        return self.column.end - self.box.end <= _slack(self.line)


def _runs_of_one_size(lines: Sequence[Line], way: Direction) -> Iterable[list[Line]]:
    """Neighbours that stand under one another in type of one size."""
    run: list[Line] = []
    for line in lines:
        if run:
            one, other = reading_box(run[-1], way), reading_box(line, way)
            small, large = sorted((run[-1].size, line.size))
            under = one.head < other.head and other.head - one.foot < 2 * large
            if line.page != run[-1].page or large > 1.25 * small or not under or not _in_one_column(one, other, large):
                yield run
                run = []
        run.append(line)
    if run:
        yield run


def _in_one_column(one: Box, other: Box, em: float) -> bool:
    """Like `in_one_column`, where the upper line may be an indented one above a very short one."""
    return in_one_column(one._replace(start=one.start - _CENTRED * em), other)


def _slack(line: Line) -> float:
    """How much white the end of a full line may have: a character, or a Latin word that did not fit."""
    return (2 if is_cjk(line.text[-1]) else 6) * line.size


def _begins(this: _Placed, before: _Placed) -> bool:
    """Does a paragraph begin with this line?"""
    if _FORBIDDEN_START.match(this.line.text):
        return False
    if parse_date(this.line.text):  # the day under a signature
        return True
    if not 0.8 <= this.line.size / max(before.line.size, 0.1) <= 1.25:
        return True
    ended = _SENTENCE_END.search(before.line.text) is not None
    indented = this.box.start - this.column.start > _INDENT * this.line.size
    if this.column is not before.column:
        white = this.box.head - before.box.foot  # negative at the top of the next column
        apart = white >= this.line.size or (white >= 0 and not _in_one_column(before.box, this.box, this.line.size))
        below = this.line.page == before.line.page and apart
        return below or indented or ended or not before.full or before.column.ragged
    if this.column.ragged:
        return True
    centred = before.box.start - before.column.start > _CENTRED * before.line.size
    parted = this.box.head - before.box.head > 1.4 * this.column.pitch
    return indented or centred or parted or (ended and not before.full)


def _close(found: list[Block], text: list[str]) -> None:
    if text:
        found.append(Paragraph(joined(text)))
        text.clear()
