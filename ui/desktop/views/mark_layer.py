"""Highlights of the reader in an article's document: found by their words, painted, told by the place pointed at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from archive.personal import Mark, Quote
from reader.marks import COLOURS
from reader.quoting import locate, quote
from ui.desktop.theme import Scheme
from ui.desktop.views.shown_text import ShownText


def pen(scheme: Scheme, colour: str) -> str:
    """The ground of a highlight; an unknown colour is the first."""
    return dict(zip(COLOURS, scheme.pens, strict=True)).get(colour, scheme.pens[0])


class MarkLayer:
    """`place` finds the highlights in a document; those whose words are gone are `lost`."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._found: list[tuple[Mark, QTextCursor]] = []
        self.lost: list[Mark] = []

    def place(self, text: ShownText, marks: Sequence[Mark]) -> None:
        self._found, self.lost = [], []
        for mark in marks:
            if mark.quote is None:
                continue
            where = locate(text.original, mark.quote)
            if where is None:
                self.lost.append(mark)
            else:
                self._found.append((mark, text.cursor(*where)))

    def selections(self) -> list[QTextEdit.ExtraSelection]:
        """As they are painted: a ground in their colour, a line below those with a note."""
        painted = []
        for mark, cursor in self._found:
            style = QTextCharFormat()
            style.setBackground(QColor(pen(self._scheme, mark.colour)))
            if mark.text:
                style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
                style.setUnderlineColor(QColor(self._scheme.accent))
            selection = QTextEdit.ExtraSelection()
            selection.format, selection.cursor = style, cursor
            painted.append(selection)
        return painted

    def at(self, position: int) -> Mark | None:
        """The shortest highlight around a place of the document."""
        around = [
            (cursor.selectionEnd() - cursor.selectionStart(), number)
            for number, (_, cursor) in enumerate(self._found)
            if cursor.selectionStart() <= position < cursor.selectionEnd()
        ]
        return self._found[min(around)[1]][0] if around else None

    def cursor_of(self, mark_id: str) -> QTextCursor | None:
        return next((cursor for mark, cursor in self._found if mark.id == mark_id), None)


def selected_quote(text: ShownText, cursor: QTextCursor) -> Quote | None:
    """What is selected, as it was printed and can be found again; None when nothing is."""
    if not cursor.hasSelection():
        return None
    found = quote(text.original, *text.span(cursor))
    return found if found.words.replace("\ufffc", "").strip() else None


def painted(cursor: QTextCursor, ground: str, ink: str = "") -> QTextEdit.ExtraSelection:
    """What a cursor selects, on this ground; without `ink` in its own colour."""
    selection = QTextEdit.ExtraSelection()
    style = QTextCharFormat()
    style.setBackground(QColor(ground))
    if ink:
        style.setForeground(QColor(ink))
    selection.format, selection.cursor = style, cursor
    return selection
