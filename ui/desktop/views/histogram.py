"""How the hits of a search are spread over time: bars by month or year, from which a period can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from archive.model import PartialDate
from indexer.request import Counted, Facets
from ui.desktop import theme, wording_search
from ui.desktop.spoken import announce
from ui.desktop.theme import Scheme

MOST_YEARS = 3
"""More of them are shown by years, fewer by months."""
MOST_BARS = 120
"""A longer time is shown by several years in a bar."""
WIDEST = 40.0
"""Pixels; few bars stand apart."""
_SIDE, _TOP, _AXIS = 18, 6, 18
"""Pixels: beside the bars, above them, for the words below."""


class Bar(msgspec.Struct, frozen=True):
    """`count` articles from `first` to `last`: a month, a year or some years."""

    first: PartialDate
    last: PartialDate
    count: int


def bars(months: Sequence[Counted]) -> tuple[Bar, ...]:
    """Counts as `Facets.months` has them → bars without a gap.

    By months where that is not too long; what knows only its year is then left out.
    """
    by_month: dict[int, int] = {}
    by_year: dict[int, int] = {}
    for one in months:
        date = PartialDate.parse(one.value)
        by_year[date.year] = by_year.get(date.year, 0) + one.count
        if date.month:
            by_month[12 * date.year + date.month - 1] = one.count
    if not by_year:
        return ()
    first, last = min(by_year), max(by_year)
    if by_month and last - first < MOST_YEARS:
        places = range(min(by_month), max(by_month) + 1)
        dates = [PartialDate(place // 12, place % 12 + 1) for place in places]
        return tuple(Bar(date, date, by_month.get(place, 0)) for date, place in zip(dates, places, strict=True))
    step = (last - first) // MOST_BARS + 1
    edges = [*range(first, last + 1, step), last + 1]
    return tuple(
        Bar(PartialDate(start), PartialDate(end - 1), sum(by_year.get(year, 0) for year in range(start, end)))
        for start, end in pairwise(edges)
    )


class Histogram(QWidget):
    """Click, Enter or a drag over bars chooses their period; arrows move from bar to bar."""

    period_chosen = Signal(object, object)
    """The first and the last PartialDate."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme
        self.bars: tuple[Bar, ...] = ()
        self._undrawn = 0
        self._here = 0
        self._under: int | None = None
        self._dragged_from: int | None = None
        self.setAccessibleName(self.tr("按时间的分布"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(300, 68)

    def show_facets(self, facets: Facets | None) -> None:
        """One bar says nothing: shown from two on."""
        found = bars(facets.months) if facets else ()
        keep = [(bar.first, bar.last) for bar in found] == [(bar.first, bar.last) for bar in self.bars]
        self.bars = found
        if not keep:
            self._here, self._under, self._dragged_from = max(0, len(found) - 1), None, None
        everything = facets.undated + sum(one.count for one in facets.months) if facets else 0
        self._undrawn = everything - sum(bar.count for bar in found)
        self.setVisible(len(found) > 1)
        self._describe()
        self.update()

    def words(self, place: int) -> str:
        """`2024年8月 35 篇`."""
        bar = self.bars[place]
        return f"{wording_search.period(bar.first, bar.last)} {wording_search.articles(bar.count)}"

    # ── painting ───────────────────────────────────────────────────────────────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.bars:
            return
        painter, scheme = QPainter(self), self._scheme
        chosen = self._chosen()
        most = max(bar.count for bar in self.bars)
        room = self._room()
        for place, bar in enumerate(self.bars):
            slot = self._slot(place)
            height = max(2.0, room.height() * bar.count / most) if bar.count else 0.0
            width = min(slot.width() - (1.0 if slot.width() >= 4 else 0.0), WIDEST)
            lit = place in chosen
            if lit:
                painter.fillRect(slot, QColor(scheme.hover))
            drawn = QRectF(slot.center().x() - width / 2, slot.bottom() - height, width, height)
            painter.fillRect(drawn, QColor(scheme.accent if lit else scheme.focus))
        painter.setPen(QPen(QColor(scheme.line), 1))
        painter.drawLine(room.left(), room.bottom() + 1, room.right(), room.bottom() + 1)
        self._draw_axis(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(scheme.focus), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(8.5, 0.5, -8.5, -0.5), 5, 5)

    def _draw_axis(self, painter: QPainter) -> None:
        """First and last period; between them what is pointed at, else what has no place in the bars."""
        axis = QRect(_SIDE, self.height() - _AXIS, self.width() - 2 * _SIDE, _AXIS)
        painter.setFont(theme.ui_font(12))
        painter.setPen(QColor(self._scheme.muted))
        ends = ((Qt.AlignmentFlag.AlignLeft, self.bars[0].first), (Qt.AlignmentFlag.AlignRight, self.bars[-1].last))
        for side, date in ends:
            painter.drawText(axis, side | Qt.AlignmentFlag.AlignVCenter, str(date))
        chosen = self._chosen()
        if chosen:
            painter.setPen(QColor(self._scheme.text))
            painter.drawText(axis, Qt.AlignmentFlag.AlignCenter, self._said(chosen))
        elif self._undrawn:
            painter.drawText(axis, Qt.AlignmentFlag.AlignCenter, self._without_place())

    def _said(self, chosen: range) -> str:
        first, last = self.bars[chosen[0]], self.bars[chosen[-1]]
        count = sum(self.bars[place].count for place in chosen)
        period = wording_search.period(first.first, last.last)
        return f"{period} {wording_search.articles(count)}"

    def _without_place(self) -> str:
        return self.tr("另有 {n} 篇日期不详").format(n=f"{self._undrawn:,}") if self._undrawn else ""

    def _chosen(self) -> range:
        """The bars under the pointer or the drag, or the keyboard's."""
        if not self.bars:
            return range(0)
        if self._under is not None:
            start = self._under if self._dragged_from is None else self._dragged_from
            return range(min(start, self._under), max(start, self._under) + 1)
        return range(self._here, self._here + 1) if self.hasFocus() else range(0)

    # ── places ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _room(self) -> QRect:
        return QRect(_SIDE, _TOP, self.width() - 2 * _SIDE, self.height() - _TOP - _AXIS - 2)

    def _slot(self, place: int) -> QRectF:
        """All of the height above and below a bar belongs to it."""
        room, count = self._room(), len(self.bars)
        left, right = (room.left() + room.width() * edge / count for edge in (place, place + 1))
        return QRectF(left, room.top(), right - left, room.height() + 1)

    def place_at(self, point: QPoint) -> int:
        """The bar at or nearest to a point."""
        room = self._room()
        part = (point.x() - room.left()) / max(1, room.width())
        return min(max(int(part * len(self.bars)), 0), len(self.bars) - 1)

    # ── pointing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.bars:
            self._under = self._dragged_from = self.place_at(event.position().toPoint())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.bars:
            self._under = self.place_at(event.position().toPoint())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._dragged_from is not None:
            chosen = self._chosen()
            self._here, self._dragged_from = chosen[-1], None
            self._choose(chosen)

    def leaveEvent(self, event: QEvent) -> None:
        self._under = None
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.bars:
            lines = (self.words(self.place_at(event.pos())), self._without_place())
            QToolTip.showText(event.globalPos(), "\n".join(filter(None, lines)), self)
            return True
        return super().event(event)

    # ── keys ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home, End, Enter; Escape gives up a drag."""
        last = len(self.bars) - 1
        moves: dict[int, int] = {
            Qt.Key.Key_Left: self._here - 1,
            Qt.Key.Key_Right: self._here + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        key = event.key()
        if key in moves:
            self._here, self._under = min(max(moves[key], 0), last), None
            self._describe()
            announce(self, self.accessibleDescription())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.bars:
            self._choose(range(self._here, self._here + 1))
        elif key == Qt.Key.Key_Escape and self._dragged_from is not None:
            self._dragged_from = self._under = None
        else:
            super().keyPressEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()
        self.update()

    def _choose(self, chosen: range) -> None:
        self.period_chosen.emit(self.bars[chosen[0]].first, self.bars[chosen[-1]].last)
        self._describe()
        self.update()

    def _describe(self) -> None:
        """For those who hear it."""
        lines = (self.words(self._here) if self.bars else "", self._without_place())
        self.setAccessibleDescription("，".join(filter(None, lines)))
