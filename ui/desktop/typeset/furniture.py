"""What surrounds a typeset page's articles: who and when at the top, the mark 重排, what that means at the foot."""

from __future__ import annotations

import math
from collections.abc import Iterator

import msgspec
from PySide6.QtCore import QCoreApplication

from archive.model import Page
from ui.desktop.typeset.measure import EM, Face, Line, Ruler, Style
from ui.desktop.typeset.pieces import Area, Ink, Mark, Words

MARGIN = 3.5 * EM
HEAD = 6.5 * EM
FOOT = 4 * EM
"""Units that belong to the furniture at each side, above and below the articles."""
_NAME_LENGTH = 80
"""Characters of a paper's or page's name that are looked at."""
_TAG = Style(Face.SANS, EM)
_PAPER_NAME = Style(Face.BOLD, 15 * EM // 8)
_LABEL = Style(Face.BOLD, 21 * EM // 8)
_PAGE_NAME = Style(Face.BOLD, 9 * EM // 8)
_DATE = Style(Face.SERIF, 13 * EM // 16)
_FOOTNOTE = Style(Face.SANS, 3 * EM // 4)


class Furniture(msgspec.Struct, frozen=True):
    """Marks for a page of `width` times `height` units."""

    ruler: Ruler
    width: float
    height: float

    def masthead(self, paper: str, date: str, page: Page) -> Iterator[Mark]:
        """Label, name and date at the left, the paper and the mark 重排 at the right, a double rule below."""
        left, right = MARGIN, self.width - MARGIN
        tag = self._line(QCoreApplication.translate("typeset", "重排"), _TAG, right - left)
        frame = tag.width + EM
        yield from _frame(right - frame, 2.55 * EM, frame, 1.7 * EM)
        yield Words(tag, _TAG, right - frame + EM / 2, 3.72 * EM, Ink.ACCENT)
        name = self._line(paper, _PAPER_NAME, (right - left) * 0.45)
        yield Words(name, _PAPER_NAME, right - frame - 0.8 * EM - name.width, 4.1 * EM)
        label = self._line(page.label, _LABEL, (right - left) * 0.25)
        yield Words(label, _LABEL, left, 4.2 * EM)
        beside = left + label.width + (0.7 * EM if label.text else 0)
        room = right - frame - name.width - 2 * EM - beside
        yield Words(self._line(page.name or "", _PAGE_NAME, room), _PAGE_NAME, beside, 2.95 * EM)
        yield Words(self._line(date, _DATE, room), _DATE, beside, 4.2 * EM, Ink.MUTED)
        yield Area(left, 4.9 * EM, right - left, 5, Ink.TEXT)
        yield Area(left, 5.2 * EM, right - left, 2, Ink.TEXT)

    def foot(self, sentence: str) -> Iterator[Mark]:
        """A thin rule and the sentence."""
        room = self.width - 2 * MARGIN
        yield Area(MARGIN, self.height - 2.9 * EM, room, 2, Ink.LINE)
        yield Words(self._line(sentence, _FOOTNOTE, room), _FOOTNOTE, MARGIN, self.height - 1.8 * EM, Ink.MUTED)

    def middle(self, sentence: str) -> Iterator[Mark]:
        """What a page without articles says instead."""
        line = self._line(sentence, _PAGE_NAME, self.width - 2 * MARGIN)
        yield Words(line, _PAGE_NAME, (self.width - line.width) / 2, self.height * 0.4, Ink.MUTED)

    def _line(self, text: str, style: Style, room: float) -> Line:
        """The text on one line, its end left out where there is no room."""
        text = " ".join(text[:_NAME_LENGTH].split())
        while len(text) > 1 and self.ruler.width(text, style) > room:
            text = text.rstrip("…")[:-1] + "…"
        return next(iter(self.ruler.lines(text, style, math.inf)), Line("", (), 0.0))


def _frame(x: float, y: float, width: float, height: float) -> Iterator[Area]:
    for left, top, wide, high in (
        (x, y, width, 3), (x, y + height - 3, width, 3), (x, y, 3, height), (x + width - 3, y, 3, height),
    ):  # fmt: skip
        yield Area(left, top, wide, high, Ink.ACCENT)
