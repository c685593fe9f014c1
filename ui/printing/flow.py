"""A section of a printed document as one QTextDocument: Chinese setting, headings that keep to their text.

Lengths are tenths of a point (720 to the inch), so that Qt's whole pixels are finer than any printer's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never, cast

import msgspec
from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableFormat,
)

from archive.wording import _
from reader.printed import Aside, Grid, Image, Part, Rule, Title, Tone, Words
from ui.printing.drawing import Drawing, Drawings
from ui.printing.fonts import SANS, SERIF, face

PT: Final = 10
"""Units of a point."""
PICTURE_DOTS: Final = 150
"""Pixels of a picture to the inch, at most."""
INK, MUTED, ACCENT, LINE, TINT = "#1f1d1a", "#625b52", "#84211c", "#cfc8bb", "#f6f1e7"
_KEEP: Final = QTextFormat.Property.UserProperty.value + 2
"""Of a block that does not stay at the foot of a page without the next one."""
_LISTED: Final = QTextFormat.Property.UserProperty.value + 3
"""Of a title that stands in the contents."""
_WHOLE: Final = QTextFormat.Property.UserProperty.value + 4
"""Of a table that stands on one page, with the title above it."""
_TALLEST: Final = 0.86
"""Of a page's text height that a picture takes."""
_MARKED: Final = "#ffe69a"
_AIR: Final = 40
"""Points: less room above than this is left away at the beginning of a page."""


class _Look(msgspec.Struct, frozen=True):
    """Type in points; `indent` in ems; `above` and `below` in points."""

    size: float = 10.5
    line: float = 1.65
    families: tuple[str, ...] = tuple(SERIF)
    bold: bool = False
    colour: str = INK
    indent: float = 0
    left: float = 0
    above: float = 0
    below: float = 3
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    ground: str = ""
    keep: bool = False

    def font(self) -> QFont:
        return face(list(self.families), round(self.size * PT), bold=self.bold)


_JUSTIFIED: Final = Qt.AlignmentFlag.AlignJustify
_LOOKS: Final = {
    Tone.BODY: _Look(indent=2, align=_JUSTIFIED),
    Tone.PLAIN: _Look(align=_JUSTIFIED),
    Tone.SOURCE: _Look(9.5, 1.5, tuple(SANS), colour=ACCENT, below=4),
    Tone.FACT: _Look(9, 1.5, colour=MUTED, below=2),
    Tone.NOTE: _Look(10.5, 1.6, left=9, above=3, below=5, ground=TINT, align=_JUSTIFIED),
    Tone.QUOTE: _Look(10.5, 1.65, indent=2, left=21, align=_JUSTIFIED),
    Tone.SUM: _Look(6.5, 1.5, tuple(SANS), colour=MUTED, below=2),
}
_TITLES: Final = {
    1: _Look(18, 1.5, bold=True, above=6, below=8, keep=True),
    2: _Look(15, 1.5, bold=True, above=10, below=5, keep=True),
    3: _Look(11.5, 1.5, bold=True, above=7, below=3, keep=True),
}
_KICKER: Final = _Look(10.5, 1.5, colour=MUTED, above=10, below=0, keep=True)
_SUBTITLE: Final = _Look(11, 1.5, colour=MUTED, below=6, keep=True)
_BOOK_TITLE: Final = _Look(24, 1.5, bold=True, above=70, below=14, align=Qt.AlignmentFlag.AlignHCenter)
_ABOUT: Final = _Look(10, 1.6, colour=MUTED, below=2, align=Qt.AlignmentFlag.AlignHCenter)
_CONTENTS: Final = _Look(13, 1.5, bold=True, above=34, below=8, keep=True)
_ENTRY: Final = _Look(10.5, 1.5, below=3)
_CELL: Final = _Look(9.5, 1.5, below=0)
_CAPTION: Final = _Look(9, 1.5, colour=MUTED, below=6, align=Qt.AlignmentFlag.AlignHCenter)


class Flow:
    """Parts as one column of `size`; `pages` says how many pages it fills, `listed` where its titles stand."""

    def __init__(self, size: QSizeF) -> None:
        self._size = size
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(_LOOKS[Tone.BODY].font())
        self.document.setPageSize(size)
        self._drawings: Drawings | None = None
        self._cursor = QTextCursor(self.document)
        self._images = 0
        self._fresh = True
        """The document's first block is still empty."""

    # ── writing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def front(self, title: str, about: Iterable[str], entries: Iterable[tuple[int, str, str]]) -> None:
        """A title page and, where there are entries (level, words, page), the contents."""
        self._paragraph(title, _BOOK_TITLE)
        for line in about:
            self._paragraph(line, _ABOUT)
        rows = list(entries)
        if rows:
            self._paragraph(_("目录"), _CONTENTS)
        for level, words, page in rows:
            self._entry(level, words, page)

    def add(self, part: Part) -> None:
        match part:
            case Words(text=text, tone=tone):
                self._paragraph(text, _LOOKS[tone], part.marks)
            case Title():
                if part.kicker:
                    self._paragraph(part.kicker, _KICKER)
                self._paragraph(part.text, _TITLES[part.level], listed=part.listed and part.level < 3)
                if part.subtitle:
                    self._paragraph(part.subtitle, _SUBTITLE)
            case Image():
                self._image(part, self._size.width() * part.share)
            case Grid():
                self._grid(part)
            case Aside():
                self._aside(part)
            case Rule():
                self._rule()
            case _:
                assert_never(part)

    # ── pages ──────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def pages(self) -> int:
        return self.document.pageCount()

    def keep_together(self) -> None:
        """Move to the next page what must not stay alone at the foot of one."""
        block = self.document.begin()
        while block.isValid():
            if not block.blockFormat().hasProperty(_KEEP):
                block = block.next()
                continue
            first = block
            while block.isValid() and block.blockFormat().hasProperty(_KEEP):
                block = block.next()
            if block.isValid() and self._page_of(first) != self._last_page_of(block):
                form = first.blockFormat()
                form.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(first).setBlockFormat(form)

    def listed(self) -> list[int]:
        """The page (from 0) of each title that stands in the contents."""
        return [self._page_of(block) for block in self._blocks() if block.blockFormat().hasProperty(_LISTED)]

    def _last_page_of(self, block: QTextBlock) -> int:
        """Of the first line of a block; of all that stands beside a picture, if the block begins such a thing."""
        table = cast("QTextTable | None", QTextCursor(block).currentTable())
        if table is None or not table.format().hasProperty(_WHOLE):
            return self._page_of(block)
        last = table.lastCursorPosition().block()
        pages = []
        while block.isValid() and block.position() <= last.position():
            pages.append(self._page_of(block))
            block = block.next()
        return max(pages)

    def _page_of(self, block: QTextBlock) -> int:
        """Of its first line."""
        top = self.document.documentLayout().blockBoundingRect(block).top()
        layout = block.layout()
        if layout.lineCount():
            line = layout.lineAt(0)
            top += line.y() + line.height() / 2
        return int(top // self._size.height())

    def _blocks(self) -> Iterator[QTextBlock]:
        block = self.document.begin()
        while block.isValid():
            yield block
            block = block.next()

    # ── parts ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _block(self, look: _Look, *, fixed: bool = True) -> QTextBlockFormat:
        """A new block; `fixed`: its lines have the height of its type (not where a picture stands in it)."""
        form = QTextBlockFormat()
        em = look.size * PT
        if fixed:
            form.setLineHeight(look.line * em, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        form.setTextIndent(look.indent * em)
        form.setLeftMargin(look.left * PT)
        form.setTopMargin(look.above * PT)
        form.setBottomMargin(look.below * PT)
        form.setAlignment(look.align)
        if look.ground:
            form.setBackground(QBrush(QColor(look.ground)))
        if look.keep:
            form.setProperty(_KEEP, True)
        return form

    def _begin(self, form: QTextBlockFormat) -> None:
        if self._fresh:
            form.setTopMargin(form.topMargin() if form.topMargin() > _AIR * PT else 0)
            self._cursor.setBlockFormat(form)
        else:
            self._cursor.insertBlock(form, QTextCharFormat())
        self._fresh = False

    def _paragraph(
        self, text: str, look: _Look, marks: tuple[tuple[int, int], ...] = (), *, listed: bool = False
    ) -> None:
        form = self._block(look)
        if listed:
            form.setProperty(_LISTED, True)
        self._begin(form)
        self._text(text, look, marks)

    def _text(self, text: str, look: _Look, marks: tuple[tuple[int, int], ...] = ()) -> None:
        plain = QTextCharFormat()
        plain.setFont(look.font())
        plain.setForeground(QBrush(QColor(look.colour)))
        marked = QTextCharFormat(plain)
        marked.setBackground(QBrush(QColor(_MARKED)))
        at = 0
        for start, end in (*sorted(marks), (len(text), len(text))):
            if start >= at:
                self._cursor.insertText(_broken(text[at:start]), plain)
                self._cursor.insertText(_broken(text[start:end]), marked)
                at = end

    def _entry(self, level: int, words: str, page: str) -> None:
        """A line of the contents: never more than one line."""
        look = _ENTRY
        form = self._block(look)
        left = (0 if level == 1 else 1.6) * look.size * PT
        form.setLeftMargin(left)
        form.setTabPositions([QTextOption.Tab(self._size.width() - left, QTextOption.TabType.RightTab)])
        self._begin(form)
        room = self._size.width() - left - 40 * PT
        elided = QFontMetricsF(look.font()).elidedText(words, Qt.TextElideMode.ElideRight, room)
        self._text(f"{elided}\t{page}", look)

    def _image(self, image: Image, width: float, *, in_cell: bool = False) -> None:
        """At most `width` wide, its caption below."""
        if isinstance(image, Drawing):
            self._draw(image, width)
            return
        picture = image.load()
        pixels = QImage.fromData(picture.data) if picture is not None else QImage()
        if not pixels.isNull():
            natural = pixels.width() / PICTURE_DOTS * 72 * PT
            ratio = pixels.width() / pixels.height()
            tallest = self._size.height() * _TALLEST * ratio
            wide = min(width, natural, tallest)
            if image.whole:
                wide = min(width, (self._size.height() - _AIR * PT) * ratio)
            align = Qt.AlignmentFlag.AlignRight if in_cell else Qt.AlignmentFlag.AlignHCenter
            form = self._block(_Look(align=align, above=4, below=4, keep=bool(image.caption)), fixed=False)
            if in_cell:
                form.setTopMargin(0)
                self._cursor.setBlockFormat(form)
            else:
                self._begin(form)
            self._insert(pixels, wide, wide * pixels.height() / pixels.width())
        if image.caption:
            self._paragraph(image.caption, _CAPTION)

    def _draw(self, drawing: Drawing, width: float) -> None:
        """As large as the page allows."""
        wide, high = drawing.size
        width = min(width, (self._size.height() - _AIR * PT) * wide / high)
        self._begin(self._block(_Look(align=Qt.AlignmentFlag.AlignHCenter, above=4, below=4), fixed=False))
        self._drawings = self._drawings or Drawings(self.document)
        self._cursor.insertText("\ufffc", self._drawings.add(drawing, width))

    def _insert(self, pixels: QImage, width: float, height: float) -> None:
        name = f"picture:{self._images}"
        self._images += 1
        self.document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), pixels)
        shown = QTextImageFormat()
        shown.setName(name)
        shown.setWidth(width)
        shown.setHeight(height)
        self._cursor.insertImage(shown)

    def _rule(self) -> None:
        self._begin(self._block(_Look(above=8, below=6), fixed=False))
        line = QImage(1, 1, QImage.Format.Format_RGB32)
        line.fill(QColor(LINE))
        self._insert(line, self._size.width(), 4)

    def _grid(self, grid: Grid) -> None:
        columns = max((len(row) for row in grid.rows), default=0)
        if not columns:
            return
        form = QTextTableFormat()
        form.setBorder(5)
        form.setBorderCollapse(True)
        form.setBorderBrush(QBrush(QColor(LINE)))
        form.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        form.setCellPadding(3 * PT)
        form.setCellSpacing(0)
        form.setTopMargin(4 * PT)
        form.setBottomMargin(8 * PT)
        form.setHeaderRowCount(1 if grid.head else 0)
        self._widths(form, grid.shares or (1 / columns,) * columns)
        table = self._cursor.insertTable(len(grid.rows), columns, form)
        for number, row in enumerate(grid.rows):
            for place, text in enumerate(row):
                self._cursor = table.cellAt(number, place).firstCursorPosition()
                self._cursor.setBlockFormat(self._block(_CELL))
                head = grid.head and number == 0
                self._text(text, _Look(9.5, 1.5, bold=head, below=0))
        self._leave_table()

    def _aside(self, aside: Aside) -> None:
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellPadding(0)
        form.setCellSpacing(0)
        form.setBottomMargin(4 * PT)
        form.setProperty(_WHOLE, True)
        share = aside.image.share
        self._widths(form, (1 - share, share))
        table = self._cursor.insertTable(1, 2, form)
        self._cursor = table.cellAt(0, 0).firstCursorPosition()
        for number, words in enumerate(aside.parts):
            look = _LOOKS[words.tone]
            if number == 0:
                self._cursor.setBlockFormat(self._block(look))
                self._text(words.text, look, words.marks)
            else:
                self._paragraph(words.text, look, words.marks)
        self._cursor = table.cellAt(0, 1).firstCursorPosition()
        self._image(aside.image, self._size.width() * share - 10 * PT, in_cell=True)
        self._leave_table()

    def _widths(self, form: QTextTableFormat, shares: Iterable[float]) -> None:
        kind = QTextLength.Type.PercentageLength
        form.setWidth(QTextLength(kind, 100))
        form.setColumnWidthConstraints([QTextLength(kind, 100 * share) for share in shares])

    def _leave_table(self) -> None:
        """The block after a table is there already: the next part takes it."""
        self._cursor = QTextCursor(self.document)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._fresh = True


def _broken(text: str) -> str:
    """Line breaks stay within their paragraph."""
    return text.replace("\n", "\u2028")
