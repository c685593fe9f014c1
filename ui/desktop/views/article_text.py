"""An article's body as a QTextDocument, set as Chinese newspapers set it.

Two-character indent, justified, by default line height 1.7 and at most 36 characters to the line; punctuation that
meets punctuation gives up its empty half, CJK and Latin stand a little apart.  The text itself is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping

import msgspec
from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextTableFormat,
)

from archive.model import Block, Content, Figure, Heading, ListBlock, Paragraph, Table
from reader.pronouncing import Pinyin, annotated
from ui.desktop.theme import Scheme, text_font
from ui.desktop.views import ruby

SCHEME = "dianzibao"
"""The scheme of the archive's own pictures; nothing else is ever loaded."""
SEAM = QTextFormat.Property.UserProperty.value + 1
"""Of a block that is no text of the article but says where a later part begins: the number of the block below it."""
ORIGINAL = QTextFormat.Property.UserProperty.value + 2
"""Of a block that is shown in other characters: its text as it was printed."""
MEASURE = 36
LINE_HEIGHT = 1.7
_WITH_PINYIN = 2.0
_OPENING = "（《〈「『【〔［｛“‘"
_CLOSING = "）》〉」』】〕］｝，。、；：！？”’"
_CJK = "\u3400-\u9fff\U00010000-\U0010ffff"
_LATIN = "0-9A-Za-z"
_SPACED = re.compile(
    f"(?P<half>[{_CLOSING}](?=[{_CLOSING}{_OPENING}])|[{_OPENING}](?=[{_OPENING}]))"
    f"|[{_CJK}](?=[{_LATIN}])|[{_LATIN}](?=[{_CJK}])"
)
"""Characters after which the space is another: none between two marks that are half blank, some between scripts."""


class Typography(msgspec.Struct, frozen=True):
    """What a reader chooses: pixels of an em, line height in ems, characters to the line at most, and the `family` as
    `theme.text_font` knows it; over which characters `pinyin` stands."""

    em: int = 18
    line: float = LINE_HEIGHT
    measure: int = MEASURE
    family: str = "serif"
    pinyin: Pinyin = Pinyin.NONE


class Setting(msgspec.Struct, frozen=True):
    """How the body is set: pixels of an em, the column's left and right margin, room above and below."""

    em: int
    side: float
    top: float
    width: float
    line: float = LINE_HEIGHT
    family: str = "serif"
    pinyin: Pinyin = Pinyin.NONE

    @property
    def line_height(self) -> float:
        """In ems; pinyin over all characters needs room."""
        return max(self.line, _WITH_PINYIN) if self.pinyin is Pinyin.ALL else self.line


def column_width(room: int, em: int, measure: int = MEASURE) -> int:
    """The width of the column in `room` pixels: whole ems, at most `measure`, with some air on both sides."""
    fitting = (room - 2 * max(20, em)) // em
    return max(8, min(measure, fitting)) * em


def picture_url(sha256: str) -> QUrl:
    return QUrl(f"{SCHEME}:{sha256}")


def set_frame(document: QTextDocument, setting: Setting) -> None:
    frame = QTextFrameFormat()
    frame.setLeftMargin(setting.side)
    frame.setRightMargin(setting.side)
    frame.setTopMargin(setting.top)
    frame.setBottomMargin(setting.em * 4)
    document.rootFrame().setFrameFormat(frame)


def make_document(
    content: Content,
    setting: Setting,
    scheme: Scheme,
    pictures: dict[str, tuple[int, int]],
    parent: QObject | None = None,
    *,
    seams: Mapping[int, str] | None = None,
    convert: Callable[[str], str] = str,
) -> QTextDocument:
    """The body.  `pictures` gives the size of each picture that can be shown; the others leave their caption only.

    `seams` are words on a thin line above the blocks with these numbers.  `convert`: in which characters the text is
    shown; blocks that look otherwise than they were printed keep their `ORIGINAL`.
    """
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setDefaultFont(text_font(setting.family, setting.em))
    set_frame(document, setting)
    whole = QTextCursor(document)
    whole.beginEditBlock()  # laid out once, at its end, not for each run
    writer = _Writer(document, setting, scheme, pictures, convert)
    if content.blocks and isinstance(content.blocks[0], Figure):
        writer.thin_line()
    if content.dateline:
        writer.paragraph(content.dateline)
    for number, block in enumerate(content.blocks):
        if seams and number in seams:
            writer.seam(number, seams[number])
        writer.block(block)
    if writer.empty:
        writer.note("")
    whole.endEditBlock()
    return document


class _Writer:
    """Writes blocks one after another into an empty document."""

    def __init__(
        self,
        document: QTextDocument,
        setting: Setting,
        scheme: Scheme,
        pictures: dict[str, tuple[int, int]],
        convert: Callable[[str], str],
    ) -> None:
        self._cursor = QTextCursor(document)
        self._setting, self._scheme, self._pictures, self._convert = setting, scheme, pictures, convert
        self._whole_width = QTextLength(QTextLength.Type.PercentageLength, 100)
        self.empty = True

    def block(self, block: Block) -> None:
        match block:
            case Paragraph(text=text):
                self.paragraph(text)
            case Heading(level=level, text=text):
                self._heading(level, text)
            case Figure():
                self._figure(block)
            case ListBlock(items=items):
                for item in items:
                    self._item(item)
            case Table(rows=rows):
                self._table(rows)

    def paragraph(self, text: str) -> None:
        style = self._lines()
        style.setTextIndent(2 * self._setting.em)
        style.setAlignment(Qt.AlignmentFlag.AlignJustify)
        self._begin(style)
        self._write(text, self._ink(self._scheme.text))

    def thin_line(self) -> None:
        """Where Qt's text cursor stands: else Qt scrolls until the foot of a first picture is in view."""
        style = QTextBlockFormat()
        style.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        self._begin(style)

    def seam(self, number: int, words: str) -> None:
        """Where a later part begins."""
        em = self._setting.em
        small = max(12, round(em * 0.72))
        style = self._lines(small)
        style.setTopMargin(em * 0.6)
        style.setBottomMargin(em * 0.5)
        style.setAlignment(Qt.AlignmentFlag.AlignRight)
        style.setProperty(SEAM, number)
        style.setProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth.value, self._whole_width)
        colour = QBrush(QColor(self._scheme.line), Qt.BrushStyle.NoBrush)  # Qt draws the ruler with it, and no ground
        style.setProperty(QTextFormat.Property.BackgroundBrush.value, colour)
        self._begin(style)
        self._write(words, self._ink(self._scheme.muted, pixels=small))

    def note(self, text: str) -> None:
        self._begin(self._lines())
        self._write(text, self._ink(self._scheme.muted))

    def _heading(self, level: int, text: str) -> None:
        em = self._setting.em
        style = self._lines()
        style.setTopMargin(em * (0.9 if level <= 2 else 0.5))
        style.setBottomMargin(em * 0.2)
        if level > 2:
            style.setTextIndent(2 * em)
        self._begin(style)
        self._write(text, self._ink(self._scheme.text, pixels=round(em * (1.12 if level == 1 else 1.0)), bold=True))

    def _item(self, text: str) -> None:
        style = self._lines()
        style.setLeftMargin(2 * self._setting.em)
        marked = bool(text) and unicodedata.category(text[0]) in ("So", "Po", "Pd", "Sm")
        style.setTextIndent(-self._setting.em if marked else 0)
        style.setAlignment(Qt.AlignmentFlag.AlignJustify)
        self._begin(style)
        self._write(text, self._ink(self._scheme.text))

    def _figure(self, figure: Figure) -> None:
        em, width = self._setting.em, self._setting.width
        size = self._pictures.get(figure.picture or "")
        if figure.picture and size:
            style = QTextBlockFormat()
            style.setAlignment(Qt.AlignmentFlag.AlignCenter)
            style.setTopMargin(em * 0.9)
            self._begin(style)
            picture = QTextImageFormat()
            picture.setName(picture_url(figure.picture).toString())
            scale = min(1.0, width / size[0], (em * 30) / size[1])
            picture.setWidth(size[0] * scale)
            picture.setHeight(size[1] * scale)
            self._cursor.insertImage(picture)
        small = max(12, round(em * 0.82))
        for text in (figure.caption, figure.credit):
            if text:
                style = self._lines(small)
                style.setAlignment(Qt.AlignmentFlag.AlignCenter)
                style.setTopMargin(em * 0.35 if text == figure.caption else 0)
                style.setBottomMargin(em * 0.6 if text == (figure.credit or figure.caption) else 0)
                self._begin(style)
                self._write(text, self._ink(self._scheme.muted, pixels=small))

    def _table(self, rows: tuple[tuple[str, ...], ...]) -> None:
        columns = max((len(row) for row in rows), default=0)
        if not columns:
            return
        self._begin(QTextBlockFormat())
        form = QTextTableFormat()
        form.setBorder(1)
        form.setBorderBrush(QColor(self._scheme.line))
        form.setBorderCollapse(True)
        form.setCellPadding(self._setting.em * 0.3)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table = self._cursor.insertTable(len(rows), columns, form)
        small = max(12, round(self._setting.em * 0.88))
        for number, row in enumerate(rows):
            for place, text in enumerate(row):
                cell = table.cellAt(number, place).firstCursorPosition()
                cell.setBlockFormat(self._lines(small))
                cell.insertText(self._shown(text, cell), self._ink(self._scheme.text, pixels=small))
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    # ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, style: QTextBlockFormat) -> None:
        if self.empty:
            self._cursor.setBlockFormat(style)
            self.empty = False
        else:
            self._cursor.insertBlock(style)

    def _lines(self, pixels: int | None = None) -> QTextBlockFormat:
        em = pixels or self._setting.em
        style = QTextBlockFormat()
        style.setLineHeight(round(em * self._setting.line_height), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        style.setBottomMargin(round(em * 0.28))
        return style

    def _ink(self, colour: str, *, pixels: int | None = None, bold: bool = False) -> QTextCharFormat:
        style = QTextCharFormat()
        style.setFont(text_font(self._setting.family, pixels or self._setting.em, bold=bold))
        style.setForeground(QColor(colour))
        return style

    def _write(self, text: str, style: QTextCharFormat) -> None:
        pixels = style.font().pixelSize()
        text = self._shown(text, self._cursor)
        styles = {0.0: style}
        for run, spacing in spaced_runs(text.replace("\n", "\u2028"), self._pinyin(text, pixels)):
            if spacing not in styles:
                styles[spacing] = QTextCharFormat(style)
                styles[spacing].setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
                styles[spacing].setFontLetterSpacing(spacing * pixels)
            self._cursor.insertText(run, styles[spacing])

    def _shown(self, text: str, cursor: QTextCursor) -> str:
        """The text as it is shown, the original noted at the cursor's block."""
        shown = self._convert(text)
        if shown != text:
            style = QTextBlockFormat()
            style.setProperty(ORIGINAL, text.replace("\n", "\u2028"))
            cursor.mergeBlockFormat(style)
        return shown

    def _pinyin(self, text: str, pixels: int) -> dict[int, float]:
        """Notes what stands over the text; returns the room that it needs, as `ruby.room`."""
        found = annotated(text, self._setting.pinyin)
        if not found:
            return {}
        style = QTextBlockFormat()
        style.setProperty(ruby.RUBY, ruby.noted(text, found))
        self._cursor.mergeBlockFormat(style)
        return ruby.room(found, pixels, ruby.EVEN if self._setting.pinyin is Pinyin.ALL else 0.0)


def spaced_runs(text: str, more: Mapping[int, float] | None = None) -> Iterator[tuple[str, float]]:
    """The text cut into runs with the letter spacing after each, in ems (0 for most), with `more` at some places."""
    spacing = {found.start(): -0.5 if found.lastgroup == "half" else 0.14 for found in _SPACED.finditer(text)}
    for place, room in (more or {}).items():
        if 0 <= place < len(text):
            spacing[place] = spacing.get(place, 0.0) + room
    start = 0
    for place in sorted(place for place, room in spacing.items() if room):
        if place > start:
            yield text[start:place], 0.0
        yield text[place], spacing[place]
        start = place + 1
    if start < len(text):
        yield text[start:], 0.0
