"""A printed document on pages: how many there are, and each of them painted with its head and foot."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Final

import msgspec
from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QFontMetricsF, QPageSize, QPainter, QPalette

from archive.progress import Progress
from archive.wording import N_, _
from reader.printed import Document
from ui.printing.flow import INK, LINE, MUTED, PT, Flow
from ui.printing.fonts import SANS, face, load_fonts

DPI: Final = 72 * PT
"""Units of an inch."""
A4: Final = QPageSize(QPageSize.PageSizeId.A4).size(QPageSize.Unit.Point) * PT
SETTING: Final = N_("排版")
_SIDE: Final = 28 / 25.4 * DPI
_TOP, _BOTTOM = 27 / 25.4 * DPI, 25 / 25.4 * DPI
_FURNITURE: Final = 8.5 * PT
"""Type of head and foot."""
_KEPT: Final = 8
"""Sections that stay set; the others are set anew when they are painted."""


class _Measured(msgspec.Struct):
    """A section that was set once: its pages, and on which of them (from 0) its listed titles stand."""

    pages: int
    listed: list[int] = msgspec.field(default_factory=list)


class Pages:
    """A document on paper of `paper` (in tenths of a point).  `measure` before anything else; needs a QGuiApplication.

    `painter` must have one unit for a tenth of a point and its origin in the paper's upper left corner.
    """

    def __init__(self, document: Document, paper: QSizeF = A4) -> None:
        load_fonts()
        self._document, self._paper = document, paper
        self._area = QRectF(_SIDE, _TOP, paper.width() - 2 * _SIDE, paper.height() - _TOP - _BOTTOM)
        self._measured: list[_Measured] = []
        self._front_pages = 0
        self._flows: OrderedDict[int, Flow] = OrderedDict()

    def measure(self) -> Iterator[Progress]:
        """Set every section once; a step for each."""
        total = len(self._document.sections)
        for number in range(total):
            yield Progress(_(SETTING), number, total)
            flow = self._flow(number)
            self._measured.append(_Measured(flow.pages, flow.listed()))
        self._front_pages = self._front().pages if self._has_front else 0

    @property
    def count(self) -> int:
        return self._front_pages + sum(section.pages for section in self._measured)

    def of_section(self, number: int) -> range:
        """Its pages, from 0; the title page and the contents are no section."""
        start = self._front_pages + sum(section.pages for section in self._measured[:number])
        return range(start, start + self._measured[number].pages)

    @property
    def front(self) -> range:
        return range(self._front_pages)

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint the page with this number, from 0.  `IndexError` when there is none."""
        if page in self.front:
            self._paint(painter, self._flow(-1), page, page, "")
            return
        for number, section in enumerate(self._document.sections):
            if page in (pages := self.of_section(number)):
                head = section.header or self._document.title
                self._paint(painter, self._flow(number), page - pages.start, page, head)
                return
        raise IndexError(page)

    # ── setting ────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def _has_front(self) -> bool:
        return self._document.title_page

    def _flow(self, number: int) -> Flow:
        """A section's, or (−1) that of the front."""
        if number in self._flows:
            self._flows.move_to_end(number)
            return self._flows[number]
        flow = self._front() if number < 0 else self._set(number)
        self._flows[number] = flow
        if len(self._flows) > _KEPT:
            self._flows.popitem(last=False)
        return flow

    def _set(self, number: int) -> Flow:
        flow = Flow(self._area.size())
        for part in self._document.sections[number].parts:
            flow.add(part)
        flow.keep_together()
        return flow

    def _front(self) -> Flow:
        """The numbers in the contents are right once the front itself has been measured."""
        flow = Flow(self._area.size())
        numbers = [
            self.of_section(number).start + page + 1
            for number, section in enumerate(self._measured)
            for page in section.listed
        ]
        titles = self._document.listed if self._document.contents else []
        entries = [(title.level, title.text, str(page)) for title, page in zip(titles, numbers, strict=False)]
        flow.front(self._document.title, self._document.about, entries)
        return flow

    # ── painting ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _paint(self, painter: QPainter, flow: Flow, of_flow: int, page: int, head: str) -> None:
        area = self._area
        painter.save()
        painter.translate(area.left(), area.top() - of_flow * area.height())
        clip = QRectF(0, of_flow * area.height(), area.width(), area.height() - PT)  # not the edge of the next page
        painter.setClipRect(clip)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = clip
        context.palette.setColor(QPalette.ColorRole.Text, QColor(INK))
        flow.document.documentLayout().draw(painter, context)
        painter.restore()
        self._furnish(painter, page, head)

    def _furnish(self, painter: QPainter, page: int, head: str) -> None:
        area = self._area
        font = face(SANS, round(_FURNITURE))
        metrics = QFontMetricsF(font)
        painter.save()
        painter.setFont(font)
        height = metrics.height()
        if head:
            line = QRectF(area.left(), area.top() - height - 11 * PT, area.width(), height)
            self._say(painter, line, metrics.elidedText(head, Qt.TextElideMode.ElideRight, area.width()), right=False)
            painter.fillRect(QRectF(area.left(), line.bottom() + 3 * PT, area.width(), 5), QColor(LINE))
        foot = QRectF(area.left(), area.bottom() + 12 * PT, area.width(), height)
        numbered = _("第 {page} 页，共 {count} 页").format(page=page + 1, count=self.count)
        room = area.width() - metrics.horizontalAdvance(numbered) - 20 * PT
        self._say(
            painter, foot, metrics.elidedText(self._document.footer, Qt.TextElideMode.ElideRight, room), right=False
        )
        self._say(painter, foot, numbered, right=True)
        painter.restore()

    def _say(self, painter: QPainter, box: QRectF, text: str, *, right: bool) -> None:
        painter.setPen(QColor(MUTED))
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignVCenter), text)
