"""A document's text, as it is shown and as it was printed: what is said of the one is found in the other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from indexer.query.nodes import Field
from reader.converting import Shown
from reader.searching import Finder
from ui.desktop.views.article_text import ORIGINAL, SEAM
from ui.desktop.views.delegates import utf16


def blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


class ShownText:
    """Of one document, which must not change.  Offsets into `original` count characters, Qt's places UTF-16 units."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document

    @cached_property
    def _lines(self) -> list[tuple[int, Shown, bool]]:
        """Each block's position, its text, and whether it is text of the article."""
        found = []
        for block in blocks(self._document):
            text, style = block.text(), block.blockFormat()
            original = style.stringProperty(ORIGINAL) if style.hasProperty(ORIGINAL) else text
            found.append((block.position(), Shown(original, text), not style.hasProperty(SEAM)))
        return found

    @cached_property
    def original(self) -> str:
        """As it was printed, a line for each block."""
        return "\n".join(shown.original for _, shown, _ in self._lines)

    def find(self, find: Finder) -> list[QTextCursor]:
        """Where a query's words stand in the article's text."""
        return [
            self._cursor(position, shown, *span)
            for position, shown, of_article in self._lines
            if of_article
            for span in shown.find(find, Field.BODY)
        ]

    def paragraphs(self) -> Iterator[tuple[int, str]]:
        """The article's own lines: where each begins in `original`, and its text."""
        offset = 0
        for _, shown, of_article in self._lines:
            if of_article:
                yield offset, shown.original
            offset += len(shown.original) + 1

    def cursor(self, start: int, end: int) -> QTextCursor:
        """What stands for a span of `original`, selected."""
        first = last = QTextCursor(self._document)
        offset = 0
        for position, shown, _ in self._lines:
            length = len(shown.original)
            if offset <= start <= offset + length:
                first = self._cursor(position, shown, *shown.to_shown(start - offset, min(end - offset, length)))
            if offset <= end <= offset + length:
                last = self._cursor(position, shown, *shown.to_shown(max(start - offset, 0), end - offset))
            offset += length + 1
        cursor = QTextCursor(self._document)
        cursor.setPosition(first.selectionStart())
        cursor.setPosition(max(last.selectionEnd(), first.selectionStart()), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def span(self, cursor: QTextCursor) -> tuple[int, int]:
        """The span of `original` for which the selection stands."""
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        offset, first, last = 0, 0, 0
        for position, shown, _ in self._lines:
            size = utf16(shown.text)
            here = (_characters(shown.text, max(start - position, 0)), _characters(shown.text, end - position))
            if position <= start <= position + size:
                first = offset + shown.to_original(*here)[0]
            if position <= end <= position + size:
                last = offset + shown.to_original(*here)[1]
            offset += len(shown.original) + 1
        return first, max(first, last)

    def _cursor(self, position: int, shown: Shown, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._document)
        cursor.setPosition(position + utf16(shown.text[:start]))
        cursor.setPosition(position + utf16(shown.text[:end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor


def _characters(text: str, units: int) -> int:
    """How many characters the first UTF-16 units are."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return min(units, len(text))
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
