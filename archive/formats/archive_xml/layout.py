"""A page as its text lies on it: runs in reading order with boxes in the source's own unit, whatever the file format.

From here come the words with boxes (fractions of the page picture) and the running text of any part of the page.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import median

import msgspec

from archive.model import Point, Word

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_INDENT = 0.6  # of the line's height: a line set in by more begins a paragraph
_OUTSIDE = 0.02  # of the page: a box that stands out by less is within the rounding of its source


class Run(msgspec.Struct, frozen=True):
    """A word or string of one printed line.

    `space`: white space stands before it.  `hyphen`: a hyphen at the line's end stands after it, which belongs to the
    line and not to the word.  `whole`: on the first half of a hyphenated word, all of it; `second`: the other half.
    """

    text: str
    box: Box | None
    line: int
    block: int
    space: bool = True
    hyphen: bool = False
    whole: str = ""
    second: bool = False

    @property
    def printed(self) -> str:
        """With the hyphen that ends its line."""
        return f"{self.text}-" if self.hyphen and not self.text.endswith("-") else self.text


class Span(msgspec.Struct, frozen=True):
    """What an element with an id covers: runs `start:end` and the box that the element itself names."""

    start: int
    end: int
    box: Box | None


class Sheet(msgspec.Struct):
    """One page as read.  `width` and `height` are those of the coordinates, 0 when the source does not say them.

    `spans` are by element id; `articles` and `adverts` are areas that the source types so.  `pixels`: coordinates count
    the pixels of the picture `image` (a file name as the source has it).  `number` is what the source counts the page
    by.  `rotated` counts blocks set at an angle.
    """

    width: float = 0.0
    height: float = 0.0
    pixels: bool = True
    image: str = ""
    number: str = ""
    recognised: bool = False
    damaged: bool = False
    runs: list[Run] = msgspec.field(default_factory=list)
    spans: dict[str, Span] = msgspec.field(default_factory=dict)
    articles: list[Span] = msgspec.field(default_factory=list)
    adverts: list[Span] = msgspec.field(default_factory=list)
    rotated: int = 0

    def settle(self, picture: tuple[int, int] | None) -> bool:
        """Make sure that the page has a size; False when what the source says cannot be true of its own boxes.

        A page without a size has that of its picture, if coordinates are pixels, else the extent of its boxes.
        """
        boxes = [item.box for item in (self.runs or self.spans.values()) if item.box]
        if (self.width <= 0 or self.height <= 0) and picture and self.pixels:
            self.width, self.height = float(picture[0]), float(picture[1])
        said = self.width > 0 and self.height > 0
        if said and 2 * sum(map(self.is_outside, boxes)) <= len(boxes):
            return True
        extent = bounds(boxes) or (0.0, 0.0, 1.0, 1.0)
        self.width, self.height = max(extent[2], 1.0), max(extent[3], 1.0)
        return not said

    def is_outside(self, box: Box) -> bool:
        slack_x, slack_y = self.width * _OUTSIDE, self.height * _OUTSIDE
        return box[0] < -slack_x or box[1] < -slack_y or box[2] > self.width + slack_x or box[3] > self.height + slack_y

    def fraction(self, box: Box) -> Box:
        """A box in fractions of the page, clamped."""
        left, top, right, bottom = box
        return (
            clamped(left / self.width),
            clamped(top / self.height),
            clamped(right / self.width),
            clamped(bottom / self.height),
        )

    def words(self) -> tuple[Word, ...]:
        """All runs that have a box, as words whose characters share the box evenly."""
        return tuple(
            Word(text, *self.fraction(box), run.line)
            for run in self.runs
            if run.box is not None
            for text, box in _even(run.printed, run.box)
        )

    def span_between(self, begin: str, end: str) -> Span | None:
        """What lies from one element to another, both included; None when an id is unknown or they stand reversed."""
        first = self.spans.get(begin)
        last = self.spans.get(end) if end else first
        if first is None or last is None or last.end < first.start:
            return None
        if first is last:
            return first
        return Span(first.start, last.end, bounds([run.box for run in self.runs[first.start : last.end]]))


def clamped(part: float) -> float:
    return round(min(max(part, 0.0), 1.0), 5)


def bounds(boxes: Sequence[Box | None]) -> Box | None:
    """The smallest box around boxes."""
    known = [box for box in boxes if box]
    if not known:
        return None
    return (
        min(box[0] for box in known),
        min(box[1] for box in known),
        max(box[2] for box in known),
        max(box[3] for box in known),
    )


def corners(box: Box) -> tuple[Point, ...]:
    left, top, right, bottom = box
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def _even(text: str, box: Box) -> Iterator[tuple[str, Box]]:
    """Cut a run where its characters would not share its box evenly: CJK beside Latin, and CJK set downwards."""
    left, top, right, bottom = box
    if len(text) == 1 or text.isascii():
        yield text, box
    elif bottom - top > 1.5 * (right - left) and any(map(_is_wide, text)):
        step = (bottom - top) / len(text)
        for number, char in enumerate(text):
            yield char, (left, top + number * step, right, top + (number + 1) * step)
    else:
        parts = [(wide, "".join(chars)) for wide, chars in groupby(text, key=_is_wide)]
        unit = (right - left) / sum(len(part) * (1 + wide) for wide, part in parts)
        for wide, part in parts:
            width = len(part) * (1 + wide) * unit
            yield part, (left, top, left + width, bottom)
            left += width


def _is_wide(char: str) -> bool:
    """CJK and full-width forms: twice as wide as a letter, written without spaces.  Hangul is written with them."""
    return unicodedata.east_asian_width(char) in "WF" and not "\uac00" <= char <= "\ud7a3"


# ── running text ───────────────────────────────────────────────────────────────────────────────────────────────────


def paragraphs(parts: Sequence[Sequence[Run]]) -> list[str]:
    """The text of some parts of pages, in order: parts, blocks and indented lines begin paragraphs, but not within a
    word that is divided.
    """
    found: list[list[Run]] = []
    for part in parts:
        for runs in _paragraph_runs(part):
            if found and _is_one_word(found[-1][-1], runs[0]):
                found[-1] += runs
            else:
                found.append(runs)
    return [text for runs in found if (text := running_text(runs))]


def running_text(runs: Sequence[Run]) -> str:
    """Runs as one line of text: CJK without spaces, hyphenated words once."""
    pieces: list[str] = []
    previous: Run | None = None
    for run in runs:
        if previous is None:
            pieces.append(run.text)
        elif _is_one_word(previous, run):
            pieces[-1] = _joined(pieces[-1], previous, run)
        else:
            if _needs_space(previous, run):
                pieces.append(" ")
            pieces.append(run.text)
        previous = run
    return "".join(pieces).strip()


def _paragraph_runs(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Runs paragraph by paragraph."""
    for _, in_block in groupby(runs, key=lambda run: run.block):
        lines = [list(line) for _, line in groupby(in_block, key=lambda run: run.line)]
        boxes = [bounds([run.box for run in line]) for line in lines]
        paragraph = lines[0]
        for number in range(1, len(lines)):
            if _is_indented(boxes, number):
                yield paragraph
                paragraph = []
            paragraph += lines[number]
        yield paragraph


def _is_indented(boxes: Sequence[Box | None], number: int) -> bool:
    """Is a line set in against the line before and, if there is one, the line after it?  A slanting column is not."""
    box = boxes[number]
    around = [other for other in boxes[number - 1 : number + 2] if other and other is not box]
    if box is None or not around or box[3] - box[1] > box[2] - box[0]:  # without boxes, or set downwards
        return False
    height = median(other[3] - other[1] for other in (*around, box))
    return all(box[0] - other[0] > _INDENT * height for other in around)


def _is_one_word(first: Run, second: Run) -> bool:
    """Are these the halves of a word that was divided at a line's end?"""
    if first.line == second.line and first.block == second.block:
        return False
    if first.whole:
        return second.second
    if first.hyphen:  # said by the source, but what follows may be another article
        return first.text[-1].isupper() == second.text[0].isupper()
    return first.text.endswith("-") and first.text[-2:-1].isalpha() and second.text[0].islower()


def _joined(before: str, first: Run, second: Run) -> str:
    if first.whole:
        return before.removesuffix(first.text) + first.whole
    return before.removesuffix("-") + second.text


def _needs_space(first: Run, second: Run) -> bool:
    if _is_wide(first.text[-1]) or _is_wide(second.text[0]):
        return False
    return second.space or first.line != second.line or first.block != second.block
