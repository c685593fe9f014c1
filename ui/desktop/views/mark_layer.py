"""Highlights of the reader in an article's document: found by their words, painted, told by the place pointed at."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from archive.personal import Mark, Quote
from reader.quoting import locate, quote
from ui.desktop.theme import Scheme
from ui.desktop.views.delegates import utf16


class MarkLayer:
    """`place` finds the highlights in a document; those whose words are gone are `lost`."""

    def __init__(self, scheme: Scheme) -> None:
        self._scheme = scheme
        self._found: list[tuple[Mark, QTextCursor]] = []
        self.lost: list[Mark] = []

    def place(self, document: QTextDocument, marks: Sequence[Mark]) -> None:
        self._found, self.lost = [], []
        text = document.toPlainText() if any(mark.quote for mark in marks) else ""
        for mark in marks:
            if mark.quote is None:
                continue
            cursor = cursor_on(document, mark.quote, text)
            if cursor is None:
                self.lost.append(mark)
            else:
                self._found.append((mark, cursor))

    def selections(self) -> list[QTextEdit.ExtraSelection]:
        """As they are painted: a ground in their colour, a line below those with a note."""
        painted = []
        for mark, cursor in self._found:
            style = QTextCharFormat()
            style.setBackground(QColor(self._scheme.pen(mark.colour)))
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


def cursor_on(document: QTextDocument, quote: Quote, text: str = "") -> QTextCursor | None:
    """What selects the words in a document (`text`: its own, if it is known); None when they are not there."""
    text = text or document.toPlainText()
    where = locate(text, quote)
    if where is None:
        return None
    cursor = QTextCursor(document)
    cursor.setPosition(utf16(text[: where[0]]))
    cursor.setPosition(utf16(text[: where[1]]), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def selected_quote(cursor: QTextCursor) -> Quote | None:
    """What is selected, as it can be found again; None when nothing is."""
    if not cursor.hasSelection():
        return None
    text = cursor.document().toPlainText()
    units = text.encode("utf-16-le")  # as Qt counts
    ends = (cursor.selectionStart(), cursor.selectionEnd())
    found = quote(text, *(len(units[: 2 * end].decode("utf-16-le", "ignore")) for end in ends))
    return found if found.words.replace("\ufffc", "").strip() else None
