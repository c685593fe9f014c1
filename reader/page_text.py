"""The text of a page picture with its places: where a query stands, and what lies between two points.

Built of the runs that a source brings (`archive.model.Word`).  Runs are joined to paragraphs as print means them: lines
of one column go on in the next, Chinese without a space.  What a query finds is decided by the search's own rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

import msgspec

from archive.formats.printed.page_text import is_cjk
from archive.model import Point, Word
from indexer.request import Span
from reader.boxes import Box

INDENT = 1.2
"""A line that begins this many line heights further in than the line before begins a paragraph."""
APART = 1.2
"""Line heights of white that end a paragraph."""
LIKE = 1.25
"""Type that much higher or lower is another paragraph (a headline, a caption)."""
SHORT = 6
"""A line that ends this many line heights before the next one does was a paragraph's last."""


class Selection(msgspec.Struct, frozen=True):
    """A stretch of the page's text, paragraphs on lines of their own, and the boxes that it covers."""

    text: str
    boxes: tuple[Box, ...]


NOTHING = Selection("", ())


class _Place(msgspec.Struct, frozen=True):
    """Character `at` of run number `word`."""

    word: int
    at: int


class _Paragraph(msgspec.Struct):
    """Runs `first` to `last`; `places` has an entry for each character of `text`, None for a space not printed."""

    first: int
    last: int
    text: str = ""
    places: list[_Place | None] = msgspec.field(default_factory=list)

    def add(self, text: str, word: int) -> None:
        self.last = word
        self.text += text
        self.places += [_Place(word, at) for at in range(len(text))]

    def space(self) -> None:
        self.text += " "
        self.places.append(None)

    def drop_last(self) -> None:
        self.text = self.text[:-1]
        self.places.pop()


class PageText:
    """The runs of one page, in reading order; `aspect` is the picture's height divided by its width."""

    def __init__(self, words: Sequence[Word], aspect: float = 1.43) -> None:
        self._words = tuple(word for word in words if word.text)
        self._aspect = aspect
        self._paragraphs = tuple(_paragraphs(self._words, aspect))

    def __bool__(self) -> bool:
        return bool(self._words)

    @property
    def text(self) -> str:
        """All of it, a line for each paragraph."""
        return "\n".join(paragraph.text for paragraph in self._paragraphs)

    def find(self, find: Callable[[str], Iterable[Span]]) -> tuple[Box, ...]:
        """The boxes of all places that `find` finds, in reading order; a place on two lines has two boxes."""
        return tuple(
            box
            for paragraph in self._paragraphs
            for start, end in find(paragraph.text)
            for box in self._boxes(paragraph.places[start:end])
        )

    def between(self, start: Point, end: Point) -> Selection:
        """The text from the character nearest to one point to that nearest to the other, both included."""
        if not self._words:
            return NOTHING
        one, other = self._nearest(start), self._nearest(end)
        first, last = sorted((one, other), key=lambda place: (place.word, place.at))
        texts: list[str] = []
        boxes: list[Box] = []
        for paragraph in self._paragraphs:
            if paragraph.last < first.word or paragraph.first > last.word:
                continue
            kept = [
                (char, place)
                for char, place in zip(paragraph.text, paragraph.places, strict=True)
                if place is None or _within(place, first, last)
            ]
            if found := "".join(char for char, _place in kept).strip():
                texts.append(found)
                boxes += self._boxes([place for _char, place in kept])
        return Selection("\n".join(texts), tuple(boxes))

    def everything(self) -> Selection:
        """All text of the page."""
        places = [place for paragraph in self._paragraphs for place in paragraph.places]
        return Selection(self.text, tuple(self._boxes(places)))

    def _nearest(self, point: Point) -> _Place:
        x, y = point

        def distance(number: int) -> float:
            word = self._words[number]
            across = max(word.left - x, 0.0, x - word.right)
            down = max(word.top - y, 0.0, y - word.bottom) * self._aspect
            return across * across + down * down

        number = min(range(len(self._words)), key=distance)
        word = self._words[number]
        width = max(word.right - word.left, 1e-9)
        at = int((x - word.left) / width * len(word.text))
        return _Place(number, min(max(at, 0), len(word.text) - 1))

    def _boxes(self, places: Iterable[_Place | None]) -> Iterable[Box]:
        """A box for each run that is touched; touching boxes of one printed line are one."""
        box: Box | None = None
        line = -1
        for number, group in groupby((place for place in places if place), key=lambda place: place.word):
            word = self._words[number]
            ats = [place.at for place in group]
            step = (word.right - word.left) / len(word.text)
            new = Box(word.left + ats[0] * step, word.top, word.left + (ats[-1] + 1) * step, word.bottom)
            if box and word.line == line and new.left - box.right < new.height * self._aspect:
                box = box.united(new)
                continue
            if box:
                yield box
            box, line = new, word.line
        if box:
            yield box


def _within(place: _Place, first: _Place, last: _Place) -> bool:
    return (first.word, first.at) <= (place.word, place.at) <= (last.word, last.at)


def _paragraphs(words: Sequence[Word], aspect: float) -> Iterable[_Paragraph]:
    paragraph = _Paragraph(0, 0)
    above: Box | None = None
    for numbers in _lines(words):
        line = _box_of(words[number] for number in numbers)
        if above and not _goes_on(above, line, aspect):
            yield paragraph
            paragraph = _Paragraph(numbers[0], numbers[0])
        for number in numbers:
            _join(paragraph, words, number)
            paragraph.add(words[number].text, number)
        above = line
    if paragraph.text:
        yield paragraph


def _lines(words: Sequence[Word]) -> Iterable[list[int]]:
    """Numbers of runs, printed line by printed line."""
    for _line, numbers in groupby(range(len(words)), key=lambda number: words[number].line):
        yield list(numbers)


def _box_of(words: Iterable[Word]) -> Box:
    return Box.around(point for word in words for point in ((word.left, word.top), (word.right, word.bottom)))


def _goes_on(above: Box, line: Box, aspect: float) -> bool:
    """Whether a line goes on from the one before it."""
    if max(above.height, line.height) > LIKE * min(above.height, line.height):
        return False
    if line.top < above.top:
        return line.left > above.left  # the next column
    em = line.height * aspect  # across
    return (
        line.left < above.right
        and line.right > above.left
        and line.top - above.bottom < APART * line.height
        and line.left - above.left < INDENT * em
        and line.right - above.right < SHORT * em
    )


def _join(paragraph: _Paragraph, words: Sequence[Word], number: int) -> None:
    """What stands between the text so far and the run: nothing, a space, or one hyphen less."""
    before, text = paragraph.text, words[number].text
    if not before or before[-1].isspace() or text[0].isspace() or is_cjk(before[-1]) or is_cjk(text[0]):
        return
    last, new = words[number - 1], words[number]
    if last.line == new.line:
        if new.left - last.right > 0.1 * (new.bottom - new.top):
            paragraph.space()
    elif before[-1] == "-" and before[-2:-1].isalpha() and text[0].islower():
        paragraph.drop_last()
    else:
        paragraph.space()
