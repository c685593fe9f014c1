"""What is set vertically, one piece after another: head, paragraphs, pictures, rows of tables, read off a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextBlock, QTextCursor, QTextDocument, QTextTable

from indexer.request import Span
from ui.desktop.views.article_text import SEAM
from ui.desktop.views.ruby import RUBY, ruby_font
from ui.desktop.views.shown_text import blocks
from ui.desktop.views.vertical.cells import Cell, Way, cells

HEAD = -1
"""The place of what is no text of the document: kicker, title, byline."""


class Text(msgspec.Struct, frozen=True):
    """Cells in one font.  `indent` of the first column and `before`, room to its right, in ems of its own size."""

    cells: tuple[Cell, ...]
    font: QFont
    colour: QColor
    indent: float = 0.0
    before: float = 0.0
    even: bool = True

    @property
    def size(self) -> int:
        return self.font.pixelSize()


class Picture(msgspec.Struct, frozen=True):
    """The picture at a place of the document, as large as the horizontal text shows it, in pixels."""

    place: int
    url: str
    width: float
    height: float


Piece = Text | Picture


class HeadLine(msgspec.Struct, frozen=True):
    """One of kicker, title, subtitle, byline, source: its words and where a search stands in them.

    `top` is where it begins, in ems of the body from the top (`from_foot`: it ends there above the foot).
    """

    text: str
    found: tuple[Span, ...]
    font: QFont
    colour: QColor
    top: float
    from_foot: bool = False


def vertical(font: QFont) -> QFont:
    """The font with its vertical forms of punctuation."""
    turned = QFont(font)
    turned.setFeature(QFont.Tag("vert"), 1)
    turned.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0)
    return turned


def body_pieces(document: QTextDocument, em: int) -> Iterator[Piece]:
    """The document's text, pictures and tables in reading order.  `em`: pixels of the body's text."""
    row: list[Cell] = []
    place: tuple[int, int] | None = None
    """Table and row of the block before."""
    style: Text | None = None
    for block in blocks(document):
        cell = _cell_of_table(block)
        if row and style is not None and cell != place:
            yield Text(tuple(row), style.font, style.colour, before=0.0, even=False)
            row = []
        found = list(_of_block(block, em))
        if cell is None:
            yield from found
        else:
            for piece in found:
                if isinstance(piece, Text):
                    if row:
                        gap = piece.cells[0].start if piece.cells else block.position()
                        row.append(Cell(gap, gap, "\u3000", Way.BLANK, float(piece.size)))
                    row += piece.cells
                    style = piece
        place = cell
    if row and style is not None:
        yield Text(tuple(row), style.font, style.colour, even=False)


def head_cells(line: HeadLine) -> list[Cell]:
    """Cells without a place in the document; their `start` and `end` count characters of the line from −1 down."""
    metrics = QFontMetricsF(line.font)
    return [
        Cell(HEAD - cell.start, HEAD - cell.end, cell.text, cell.way, cell.length, cell.give)
        for cell in cells(line.text, 0, line.font.pixelSize(), metrics.horizontalAdvance)
    ]


def is_found(cell: Cell, spans: Sequence[Span]) -> bool:
    """Whether a cell of the head is among what was searched."""
    start, end = HEAD - cell.start, HEAD - cell.end
    return any(first < end and start < last for first, last in spans)


def _of_block(block: QTextBlock, em: int) -> Iterator[Piece]:
    text, style = block.text(), block.blockFormat()
    font, colour, pictures = None, QColor(), []
    entry = block.begin()
    while not entry.atEnd():
        fragment = entry.fragment()
        entry += 1
        form = fragment.charFormat()
        if form.isImageFormat():
            image = form.toImageFormat()
            pictures.append(Picture(fragment.position(), image.name(), image.width(), image.height()))
        elif font is None:
            font, colour = vertical(form.font()), form.foreground().color()
    yield from pictures
    if font is None or not text.strip("\ufffc\u2028 \u3000"):
        return
    size = font.pixelSize()
    metrics, small = QFontMetricsF(font), QFontMetricsF(ruby_font(size))
    ruby = {
        int(at): reading
        for at, _, reading in (entry.partition(":") for entry in style.stringProperty(RUBY).split(" ") if entry)
    }
    heading, seam = font.bold(), style.hasProperty(SEAM)
    at = block.position()
    for number, line in enumerate(text.split("\u2028")):
        placed = cells(
            line, at, size, metrics.horizontalAdvance,
            {place - (at - block.position()): reading for place, reading in ruby.items()}, small.horizontalAdvance,
        )  # fmt: skip
        before = 0.9 if heading and not number else 0.5 if seam else 0.0
        caption = size < em and not seam and _cell_of_table(block) is None
        indent = max(style.textIndent(), 0.0) / size if not number else 0.0
        indent = 1.0 if caption else max(indent, style.leftMargin() / size)
        yield Text(tuple(placed), font, colour, indent, before, even=not (heading or seam or caption))
        at = placed[-1].end + 1 if placed else at + 1


def _cell_of_table(block: QTextBlock) -> tuple[int, int] | None:
    """Which table (by its place) and row a block belongs to."""
    cursor = QTextCursor(block)
    table: QTextTable | None = cursor.currentTable()
    return None if table is None else (table.firstPosition(), table.cellAt(cursor).row())
