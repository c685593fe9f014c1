"""How rows of lists are drawn: papers and issues, the contents of an issue, thumbnails, hits of a search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPen,
    QPixmap,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archive.labels import printed_labels
from reader.searching import SearchHit
from ui.desktop import wording, wording_relations, wording_reprints
from ui.desktop.models.lists import DETAIL, HEADING, MARKED, NOTE, UNREAD, VALUE
from ui.desktop.models.results import HIT, TITLE_SPANS
from ui.desktop.theme import Scheme, serif_font, ui_font

Index = QModelIndex | QPersistentModelIndex
Spans = Sequence[tuple[int, int]]
_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
TOUCH = 48
"""The side of what a finger touches, in pixels."""


class RowDelegate(QStyledItemDelegate):
    """Ground shared by all rows: selection, hover and the keyboard's place are drawn alike; higher `for_fingers`."""

    for_fingers = False

    def high(self, pixels: int) -> int:
        """The height of a row that wants so much."""
        return max(pixels, TOUCH) if self.for_fingers else pixels

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self.scheme = scheme

    def ground(self, painter: QPainter, option: QStyleOptionViewItem, *, marked: bool = False) -> None:
        state = option.state
        rect = option.rect.adjusted(4, 1, -4, -1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(self.scheme.selection))
            painter.drawRoundedRect(rect, 6, 6)
            painter.setBrush(QColor(self.scheme.accent))
            painter.drawRoundedRect(QRectF(rect.left(), rect.top() + 8, 3, rect.height() - 16), 1.5, 1.5)
        elif marked or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(self.scheme.hover))
            painter.drawRoundedRect(rect, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus or marked:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.scheme.focus), 1))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def line(self, painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class PaperDelegate(RowDelegate):
    """A paper's name in the serif of print, what is kept of it below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, 34 if index.data(HEADING) else 54)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        inner = option.rect.adjusted(16, 0, -12, 0)
        if index.data(HEADING):
            heading(painter, inner, index.data(), self.scheme)
        else:
            self.ground(painter, option)
            top = QRect(inner.left(), inner.top() + 5, inner.width(), 26)
            self.line(painter, top, index.data(), serif_font(18, bold=True), self.scheme.text)
            below = QRect(inner.left(), inner.top() + 31, inner.width(), 18)
            self.line(painter, below, index.data(DETAIL), ui_font(12), self.scheme.muted)
        painter.restore()


class IssueDelegate(RowDelegate):
    """A date on the left, the size on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, self.high(38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self.ground(painter, option)
        inner = option.rect.adjusted(16, 0, -14, 0)
        font, small = ui_font(14), ui_font(12)
        width = min(QFontMetrics(small).horizontalAdvance(index.data(DETAIL)) + 2, inner.width() // 2)
        painter.setFont(small)
        painter.setPen(QColor(self.scheme.muted))
        needed = QFontMetrics(font).horizontalAdvance(index.data())
        if needed + width + 8 <= inner.width():
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, index.data(DETAIL))
            inner.setWidth(inner.width() - width - 8)
        self.line(painter, inner, index.data(), font, self.scheme.text)
        painter.restore()


class ContentsDelegate(RowDelegate):
    """Page headings and article titles."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, 36 if index.data(HEADING) else self.high(38))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        if index.data(HEADING):
            heading(painter, option.rect.adjusted(14, 0, -12, 0), index.data(), self.scheme)
        else:
            self.ground(painter, option, marked=bool(index.data(MARKED)))
            inner = option.rect.adjusted(18, 0, -12, 0)
            if index.data(UNREAD):
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self.scheme.accent))
                painter.drawEllipse(QPointF(option.rect.left() + 12, option.rect.center().y() + 1), 2.5, 2.5)
            if note := index.data(NOTE):
                small = ui_font(12)
                room = QFontMetrics(small).horizontalAdvance(note)
                self.line(painter, inner.adjusted(inner.width() - room, 0, 0, 0), note, small, self.scheme.muted)
                inner.setRight(inner.right() - room - 10)
            part = index.data(VALUE).part_of is not None
            self.line(painter, inner, index.data(), serif_font(16), self.scheme.muted if part else self.scheme.text)
        painter.restore()


class SheetDelegate(RowDelegate):
    """A page that lies in its place as a sheet of paper; a blank one with its name while there is no picture."""

    BLANK = QSize(64, 90)
    NAME = 16
    """Pixels of the name on a blank one."""
    LIFT = 1
    """How far it lies above its shadow."""
    STANDS = Qt.AlignmentFlag.AlignCenter

    def sheet(self, painter: QPainter, room: QRect, option: QStyleOptionViewItem, index: Index) -> None:
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        picture, size = index.data(Qt.ItemDataRole.DecorationRole), self.BLANK
        if isinstance(picture, QPixmap):
            size = (picture.size() / picture.devicePixelRatio()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        sheet = QStyle.alignedRect(Qt.LayoutDirection.LeftToRight, self.STANDS, size, room)
        painter.fillRect(sheet.translated(self.LIFT, self.LIFT + 1), QColor(0, 0, 0, 40))
        painter.fillRect(sheet, QColor(self.scheme.paper))
        if isinstance(picture, QPixmap):
            painter.drawPixmap(sheet, picture)
        else:
            painter.setFont(serif_font(self.NAME, bold=True))
            painter.setPen(QColor(self.scheme.muted))
            painter.drawText(sheet.adjusted(4, 4, -4, -4), _CENTRED, index.data())
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            around = self.LIFT + 1
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self.scheme.accent if selected else self.scheme.faint), 2))
            painter.drawRect(QRectF(sheet).adjusted(-around, -around, around, around))


class ThumbnailDelegate(SheetDelegate):
    """A small page with its label below."""

    WIDTH, HEIGHT = 84, 124

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.WIDTH, self.HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        room = QRect(option.rect.left() + 8, option.rect.top() + 7, option.rect.width() - 16, 92)
        self.sheet(painter, room, option, index)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        label = QRect(option.rect.left(), room.bottom() + 4, option.rect.width(), 18)
        painter.setFont(ui_font(12))
        painter.setPen(QColor(self.scheme.text if selected else self.scheme.muted))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, index.data())
        painter.restore()


class HitDelegate(RowDelegate):
    """Title, two lines of snippet with the words marked, where it stands."""

    HEIGHT = 114

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = index.data(HIT)
        if not isinstance(hit, SearchHit):
            return
        painter.save()
        self.ground(painter, option)
        inner = option.rect.adjusted(18, 9, -14, -8)
        title = serif_font(17, bold=True)
        title_spans = index.data(TITLE_SPANS)
        self.marked(painter, inner.adjusted(0, 0, 0, 0), index.data(), title_spans, title, self.scheme.text, 1, 26)
        body = inner.adjusted(0, 28, 0, 0)
        text, spans = _begin_near_hit(hit.snippet.text, hit.snippet.spans, 2 * body.width() // 15)
        self.marked(painter, body, text, spans, ui_font(14), self.scheme.text, 2, 22)
        head = hit.head
        pages = printed_labels(head.pages)
        sure = wording_relations.certainty(head.certainty)
        facts = (head.key.paper, wording.issue_date(head.key), pages, sure, head.byline)
        where = " · ".join(fact for fact in facts if fact)
        foot = QRect(inner.left(), inner.bottom() - 19, inner.width(), 20)
        if elsewhere := wording_reprints.elsewhere(hit.elsewhere):
            room = QFontMetrics(ui_font(12)).horizontalAdvance(elsewhere) + 4
            self.line(painter, foot.adjusted(foot.width() - room, 0, 0, 0), elsewhere, ui_font(12), self.scheme.accent)
            foot.setRight(foot.right() - room - 10)
        self.line(painter, foot, " ".join(where.split()), ui_font(12), self.scheme.muted)
        painter.setPen(QColor(self.scheme.soft))
        painter.drawLine(inner.left(), option.rect.bottom(), inner.right(), option.rect.bottom())
        painter.restore()

    def marked(
        self, painter: QPainter, rect: QRect, text: str, spans: Spans, font: QFont, colour: str, lines: int, height: int
    ) -> None:
        """Draw at most `lines` lines of text with the spans marked, the last one elided."""
        flat = _elided(text.replace("\n", " "), font, rect.width(), lines)
        layout = _layout(flat, font)
        layout.setFormats([self._mark(flat, span) for span in spans])
        layout.beginLayout()
        for number in range(lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(rect.width())
            line.setPosition(QPointF(0, number * height))
        layout.endLayout()
        painter.setPen(QColor(colour))
        painter.setClipRect(rect.adjusted(0, -2, 0, 0))
        layout.draw(painter, QPointF(rect.topLeft()))
        painter.setClipping(False)

    def _mark(self, text: str, span: tuple[int, int]) -> QTextLayout.FormatRange:
        result = QTextLayout.FormatRange()
        result.start = utf16(text[: span[0]])
        result.length = utf16(text[span[0] : span[1]])
        style = QTextCharFormat()
        style.setBackground(QColor(self.scheme.mark))
        style.setForeground(QColor(self.scheme.mark_text))
        result.format = style
        return result


def _layout(text: str, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    return layout


def _begin_near_hit(text: str, spans: Spans, room: int) -> tuple[str, Spans]:
    """The passage from a little before its first hit, when only `room` characters can be seen."""
    cut = max(0, spans[0][0] - room // 4) if spans and spans[0][1] > room * 3 // 4 else 0
    while cut < len(text) and spans and cut < spans[0][0] and not text[cut].isalnum():
        cut += 1
    if not cut:
        return text, spans
    return "…" + text[cut:], [(start - cut + 1, end - cut + 1) for start, end in spans]


def _elided(text: str, font: QFont, width: int, lines: int) -> str:
    """As much of the text as stands on so many lines, `…` at the end of the last."""
    layout = _layout(text, font)
    layout.beginLayout()
    starts = []
    for _ in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        starts.append(line.textStart())
    layout.endLayout()
    if len(starts) < lines:
        return text
    start = len(text.encode("utf-16-le")[: 2 * starts[-1]].decode("utf-16-le", "ignore"))
    return text[:start] + QFontMetrics(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, width)


def heading(painter: QPainter, rect: QRect, text: str, scheme: Scheme) -> None:
    """A small quiet heading inside a list."""
    font = ui_font(12)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1)
    painter.setFont(font)
    painter.setPen(QColor(scheme.accent))
    area = rect.adjusted(0, 8, 0, 0)
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
    left = rect.left() + QFontMetrics(font).horizontalAdvance(text) + 12
    if left < rect.right():
        painter.setPen(QColor(scheme.line))
        painter.drawLine(left, area.center().y() + 1, rect.right(), area.center().y() + 1)


def utf16(text: str) -> int:
    """The text's length as Qt counts it."""
    return len(text) + sum(char > "\uffff" for char in text)
