"""The picture of trends: bars side by side for each period, told apart by colour and by pattern.

A widget that is walked through by the keyboard and says each bar, and the same picture on any other device.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Final

import msgspec
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QBrush,
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from archive.model import PartialDate
from reader.trends import Series, Step, Trends
from ui.desktop import theme, wording_search
from ui.desktop.theme import Scheme, ui_font

LIGHT: Final = ("#9c2b25", "#0b5a9c", "#1b6e45", "#7a4a00", "#74348a", "#3d4652")
DARK: Final = ("#f0a196", "#8bc1f2", "#8fd6ae", "#e6bf6a", "#d6a8e6", "#c3ccd6")
"""One for each series, at 3 to 1 at least on what they lie on."""
PATTERNS: Final = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.NoBrush,
)
"""One for each series: without colours the bars are told apart, too."""
_LEFT, _RIGHT, _TOP, _BELOW = 64.0, 20.0, 16.0, 30.0
"""Pixels around the bars: figures, nothing, nothing, periods."""
_LEGEND = 26.0
"""Pixels of a row of the legend, which stands above the bars."""
_NARROWEST, _WIDEST = 3.0, 34.0
"""Pixels of a bar."""
_PATTERNED = 7.0
"""Pixels of a bar that shows its pattern, without which it cannot be told from others."""
_TICKS = 5
"""About so many lines of figures."""
_LABEL_GAP = 14.0


class Drawing(msgspec.Struct, frozen=True):
    """What is drawn: names of series as the legend has them; `share`: parts of all articles instead of numbers."""

    trends: Trends
    names: tuple[str, ...]
    share: bool = False

    def values(self, series: int) -> Sequence[float]:
        one = self.trends.series[series]
        return one.shares() if self.share else one.counts

    @property
    def most(self) -> float:
        return max((value for series in range(len(self.names)) for value in self.values(series)), default=0.0)

    def said(self, value: float) -> str:
        """A value as the axis has it."""
        if not self.share:
            return f"{value:,.0f}"
        return f"{100 * value:.{0 if self.most >= 0.1 else 1 if self.most >= 0.01 else 2}f}%"

    def least_width(self) -> float:
        """Pixels that the picture needs, so that each bar can be seen and pointed at."""
        count = len(self.names)
        slot = (_PATTERNED * count) / 0.8 if count > 1 else _NARROWEST + 1
        return _LEFT + _RIGHT + slot * len(self.trends.periods)


def ticks(most: float, *, whole: bool) -> list[float]:
    """Round figures from 0 to the first that is not below `most`; `whole`: no parts of one."""
    if most <= 0:
        return [0.0, 1.0]
    power: float = 10 ** floor(log10(most / _TICKS))
    step = next(step * power for step in (1, 2, 5, 10) if step * power * _TICKS >= most)
    step = max(step, 1.0) if whole else step
    return [number * step for number in range(ceil(most / step - 1e-9) + 1)]


def labels(found: Trends, slot: float, width: float) -> dict[int, str]:
    """Which periods are named below the bars: as many as have room, at round dates.  `width`: pixels of a name."""
    periods, room = found.periods, (width + _LABEL_GAP) / max(slot, 0.01)
    match found.step:
        case Step.YEAR:
            apart = next(step for step in (1, 2, 5, 10, 20, 50, 100, 10_000) if step >= room)
            return {place: str(one) for place, one in enumerate(periods) if one.year % apart == 0}
        case Step.MONTH:
            apart = next(step for step in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1_200, 120_000) if step >= room)
            named = {place: str(one) for place, one in enumerate(periods) if _month(one) % apart == 0}
            return named if apart < 12 else {place: name[:4] for place, name in named.items()}
    if room <= 1:
        return {place: str(one) for place, one in enumerate(periods)}
    if room <= 7:
        return {place: str(periods[place]) for place in range(0, len(periods), 7)}
    apart = next(step for step in (1, 3, 6, 12, 24, 60, 120, 1_200, 120_000) if 28 * step >= room)
    return {place: str(one)[:7] for place, one in enumerate(periods) if one.day == 1 and _month(one) % apart == 0}


def _month(date: PartialDate) -> int:
    """Months since the year 0."""
    return 12 * date.year + (date.month or 1) - 1


class TrendPainter:
    """Draws into a rectangle of any device; remembers where it put what."""

    def __init__(self, drawing: Drawing, scheme: Scheme, area: QRectF, seen: QRectF | None = None) -> None:
        """`seen`: the part that is in sight, where legend and figures stay; by default all of it."""
        self._drawing, self._scheme = drawing, scheme
        self._seen = seen or area
        self._metrics = QFontMetricsF(ui_font(12))
        self._legend = self._placed_legend(self._seen)
        above = (self._legend[-1][0].bottom() if self._legend else area.top()) + _TOP
        self.room = QRectF(area.left() + _LEFT, above, area.width() - _LEFT - _RIGHT, area.bottom() - _BELOW - above)
        self.ticks = ticks(drawing.most, whole=not drawing.share)

    @property
    def slot(self) -> float:
        """Pixels of one period."""
        return self.room.width() / max(1, len(self._drawing.trends.periods))

    def slot_at(self, period: int) -> QRectF:
        return QRectF(self.room.left() + self.slot * period, self.room.top(), self.slot, self.room.height())

    def bar(self, series: int, period: int) -> QRectF:
        """Of no height where there is nothing."""
        count = len(self._drawing.names)
        width = min((self.slot - min(6.0, self.slot * 0.2)) / count, _WIDEST)
        left = self.slot_at(period).center().x() + (series - count / 2) * width
        value = self._drawing.values(series)[period]
        height = max(2.0, self.room.height() * value / self.ticks[-1]) if value else 0.0
        return QRectF(left, self.room.bottom() - height, max(width - (1.0 if width >= 5 else 0.0), 1.0), height)

    def at(self, point: QPoint) -> tuple[int, int] | None:
        """Series and period of the bar nearest to a point; None beside the bars."""
        periods = len(self._drawing.trends.periods)
        period = int((point.x() - self.room.left()) // self.slot)
        if not 0 <= period < periods:
            return None
        count = range(len(self._drawing.names))
        return min(count, key=lambda series: abs(self.bar(series, period).center().x() - point.x())), period

    def draw(self, painter: QPainter, here: tuple[int, int] | None = None) -> None:
        """`here`: the bar that one is at."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self._draw_lines(painter)
        if here is not None:
            painter.fillRect(self.slot_at(here[1]), QColor(self._scheme.hover))
        for period in range(len(self._drawing.trends.periods)):
            for series in range(len(self._drawing.names)):
                if (place := self.bar(series, period)).height():
                    self._fill(painter, place, series)
        if here is not None:
            place = self.bar(*here)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._scheme.text), 2))
            painter.drawRect(place.adjusted(-2, -2, 2, 1))
        painter.setPen(QPen(QColor(self._scheme.muted), 1))
        painter.drawLine(self.room.bottomLeft(), self.room.bottomRight())
        self._draw_periods(painter)
        self._draw_figures(painter)
        self._draw_legend(painter)

    def _fill(self, painter: QPainter, place: QRectF, series: int) -> None:
        colour = QColor(colours(self._scheme)[series])
        painter.fillRect(place, QColor(self._scheme.paper))  # a pattern lets through what lies below
        if place.width() < _PATTERNED - 2:
            painter.fillRect(place, colour)
            return
        painter.setPen(QPen(colour, 1))
        painter.setBrush(QBrush(colour, PATTERNS[series]))
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _height(self, value: float) -> float:
        """Where a value of the axis lies."""
        return self.room.bottom() - self.room.height() * value / self.ticks[-1]

    def _draw_lines(self, painter: QPainter) -> None:
        for value in self.ticks[1:]:
            painter.setPen(QPen(QColor(self._scheme.faint), 1, Qt.PenStyle.DotLine))
            y = self._height(value)
            painter.drawLine(QPointF(self.room.left(), y), QPointF(self.room.right(), y))

    def _draw_figures(self, painter: QPainter) -> None:
        """They stay in sight, over the bars that are scrolled below them."""
        left = self._seen.left()
        if left > 0:
            hidden = QRectF(left, self.room.top() - _TOP, _LEFT, self.room.height() + _TOP + _BELOW)
            painter.fillRect(hidden, QColor(self._scheme.paper))
        painter.setFont(ui_font(12))
        painter.setPen(QColor(self._scheme.muted))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        for value in self.ticks:
            painter.drawText(QRectF(left, self._height(value) - 10, _LEFT - 8, 20), side, self._drawing.said(value))

    def _draw_periods(self, painter: QPainter) -> None:
        found = self._drawing.trends
        if not found.periods:
            return
        widest = self._metrics.horizontalAdvance(str(found.periods[-1]))
        painter.setFont(ui_font(12))
        for period, name in labels(found, self.slot, widest).items():
            middle = self.slot_at(period).center().x()
            painter.setPen(QPen(QColor(self._scheme.muted), 1))
            painter.drawLine(QPointF(middle, self.room.bottom()), QPointF(middle, self.room.bottom() + 4))
            width = self._metrics.horizontalAdvance(name) + 2
            left = min(max(middle - width / 2, 0), self.room.right() + _RIGHT - width)
            painter.drawText(QRectF(left, self.room.bottom() + 5, width, 20), Qt.AlignmentFlag.AlignCenter, name)

    def _placed_legend(self, area: QRectF) -> list[tuple[QRectF, str]]:
        """Where each name stands; they go on below where a row is full."""
        placed: list[tuple[QRectF, str]] = []
        left, top = area.left() + 12, area.top() + 8
        for name in self._drawing.names:
            width = min(self._metrics.horizontalAdvance(name) + 34, area.width() - 24)
            if left > area.left() + 12 and left + width > area.right() - 12:
                left, top = area.left() + 12, top + _LEGEND
            placed.append((QRectF(left, top, width, _LEGEND - 4), name))
            left += width + 14
        return placed

    def _draw_legend(self, painter: QPainter) -> None:
        painter.setFont(ui_font(13))
        for series, (place, name) in enumerate(self._legend):
            self._fill(painter, QRectF(place.left(), place.center().y() - 7, 20, 14), series)
            painter.setPen(QColor(self._scheme.text))
            words = place.adjusted(27, 0, 10, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)


def colours(scheme: Scheme) -> Sequence[str]:
    return DARK if theme.is_dark(scheme) else LIGHT


class TrendChart(QWidget):
    """Arrows walk from bar to bar and from series to series; a click or Enter chooses one."""

    chosen = Signal(object, object)
    """The Series and the period (PartialDate) of a bar."""
    walked = Signal(str)
    """What the bar says that one is at."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme
        self._drawing = Drawing(Trends(Step.YEAR, (), ()), ())
        self._here = (0, 0)
        self.setAccessibleName(self.tr("趋势图"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(220)

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    @property
    def drawing(self) -> Drawing:
        return self._drawing

    def show_drawing(self, drawing: Drawing) -> None:
        keep = drawing.trends.periods == self._drawing.trends.periods
        self._drawing = drawing
        series, period = self._here if keep else (0, len(drawing.trends.periods) - 1)
        self._here = min(series, max(0, len(drawing.names) - 1)), max(0, period)
        self.setMinimumWidth(int(drawing.least_width()))
        self._describe()
        self.update()

    @property
    def empty(self) -> bool:
        return not self._drawing.trends.periods or not self._drawing.names

    def words(self, series: int, period: int) -> str:
        """`潮水，2024年8月 35 篇，占 1,204 篇的 2.91%`."""
        one, date = self._drawing.trends.series[series], self._drawing.trends.periods[period]
        counted = self.tr("{name}，{period} {n} 篇").format(
            name=self._drawing.names[series], period=wording_search.date(date), n=f"{one.counts[period]:,}"
        )
        if not (whole := one.wholes[period]):
            return counted
        share = self.tr("占 {all} 篇的 {part}%").format(all=f"{whole:,}", part=f"{100 * one.shares()[period]:.2f}")
        return wording_search.joined(counted, share)

    def painter(self) -> TrendPainter:
        seen = QRectF(self.visibleRegion().boundingRect())
        return TrendPainter(self._drawing, self._scheme, QRectF(self.rect()), seen if seen.width() else None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._scheme.paper))
        if self.empty:
            painter.setFont(ui_font(14))
            painter.setPen(QColor(self._scheme.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("没有可画的"))
        else:
            self.painter().draw(painter, self._here if self.hasFocus() else None)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._scheme.focus), 2))
            painter.drawRect(self.visibleRegion().boundingRect().adjusted(1, 1, -1, -1))

    # ── pointing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = None if self.empty else self.painter().at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and found:
            self._go(*found)
            self._choose()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and not self.empty:
            found = self.painter().at(event.pos())
            QToolTip.showText(event.globalPos(), self.words(*found) if found else "", self)
            return True
        return super().event(event)

    # ── keys ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right: periods; Up, Down: series; Home, End, PageUp, PageDown; Enter."""
        series, period = self._here
        last, far = len(self._drawing.trends.periods) - 1, 10
        moves: dict[int, tuple[int, int]] = {
            Qt.Key.Key_Left: (series, period - 1),
            Qt.Key.Key_Right: (series, period + 1),
            Qt.Key.Key_Up: (series - 1, period),
            Qt.Key.Key_Down: (series + 1, period),
            Qt.Key.Key_PageUp: (series, period - far),
            Qt.Key.Key_PageDown: (series, period + far),
            Qt.Key.Key_Home: (series, 0),
            Qt.Key.Key_End: (series, last),
        }
        if self.empty:
            super().keyPressEvent(event)
        elif event.key() in moves:
            series, period = moves[event.key()]
            self._go(series % len(self._drawing.names), min(max(period, 0), last))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleDescription()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()
        self.update()

    def here(self) -> tuple[float, float]:
        """From where to where, across, should be in sight for the bar that one is at."""
        place = self.painter().slot_at(self._here[1])
        return place.left() - _LEFT - place.width(), place.right() + place.width()

    def _go(self, series: int, period: int) -> None:
        self._here = series, period
        self._describe()
        self.update()

    def _choose(self) -> None:
        series, period = self._here
        one: Series = self._drawing.trends.series[series]
        self.chosen.emit(one, self._drawing.trends.periods[period])

    def _describe(self) -> None:
        """For those who hear it, and for the line below."""
        words = "" if self.empty else self.words(*self._here)
        self.setAccessibleDescription(words)
        self.walked.emit(words)
