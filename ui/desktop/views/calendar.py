"""A month of days: which have issues, and what is known of each (全 缺 无 ？)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QTableView, QToolTip

from archive.model import Issue
from archive.newspaper.coverage import Day, DayState, Ledger
from ui.desktop import theme, wording_coverage
from ui.desktop.spoken import announce
from ui.desktop.theme import Scheme
from ui.desktop.views.delegates import TOUCH


class Calendar(QCalendarWidget):
    """Days with issues are set bold, what is known of a day stands below it, the open one is filled.

    Without a ledger (documents) a dot for each issue stands there instead.
    """

    day_chosen = Signal(QDate)
    menu_wanted = Signal(QDate, QPoint)

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme
        self._days: dict[dt.date, int] = {}
        self._ledger = Ledger()
        self._open: dt.date | None = None
        self._cells: dict[QDate, QRect] = {}
        self.setNavigationBarVisible(False)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setLocale(QLocale())
        self.setDateEditEnabled(False)
        quiet = QTextCharFormat()
        quiet.setForeground(QColor(scheme.muted))
        quiet.setFont(theme.ui_font(12))
        self.setHeaderTextFormat(quiet)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, quiet)
        self.setMinimumHeight(252)
        self.clicked.connect(self.day_chosen)
        self.activated.connect(self.day_chosen)
        self.selectionChanged.connect(self._say)
        self.setAccessibleName(self.tr("日历：有报纸的日子带标记"))
        self.currentPageChanged.connect(lambda *_: self._cells.clear())
        [self._grid] = self.findChildren(QTableView)  # what a calendar widget is made of
        self._grid.horizontalHeader().setMinimumSectionSize(20)
        self._grid.setAccessibleName(self.accessibleName())
        self._grid.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._grid.viewport().installEventFilter(self)

    def set_touch(self, *, on: bool) -> None:
        """Days big enough for fingers."""
        self.setMinimumSize(7 * TOUCH + 4 if on else 0, 7 * TOUCH + 4 if on else 252)

    # ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_days(self, issues: Sequence[Issue]) -> None:
        self._days = {}
        for issue in issues:
            date = issue.key.date
            if date and date.is_day:
                self._days[date.first] = self._days.get(date.first, 0) + 1
        self._describe()
        self.updateCells()

    def show_ledger(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._describe()
        self.updateCells()

    def show_open(self, day: dt.date | None) -> None:
        self._open = day
        self._describe()
        if day:
            self.setSelectedDate(QDate(day.year, day.month, day.day))
            self.setCurrentPage(day.year, day.month)
        self.updateCells()

    def issues_on(self, date: QDate) -> int:
        return self._days.get(day_of(date), 0)

    def known(self, date: QDate) -> Day | None:
        """What is known of a day; None outside the time that the archive spans."""
        days, day = self._ledger.days, day_of(date)
        return self._ledger.day(day) if days and days[0].date <= day <= days[-1].date else None

    def words(self, date: QDate) -> str:
        """What is known of a day, in words; empty when nothing is."""
        known = self.known(date)
        return wording_coverage.day(known) if known else ""

    def spoken(self, date: QDate) -> str:
        """The whole day for those who hear it: Qt says its number alone."""
        if known := self.words(date):
            return known
        count = self.issues_on(date)
        what = self.tr("{n} 期").format(n=count) if count else self.tr("没有报纸")
        return f"{wording_coverage.date(day_of(date))}：{what}"

    def _describe(self) -> None:
        for widget in (self, self._grid):
            widget.setAccessibleDescription(self.spoken(self.selectedDate()))

    def _say(self) -> None:
        """The day to which the keyboard went."""
        self._describe()
        if self._grid.hasFocus():
            announce(self._grid, self._grid.accessibleDescription())

    # ── painting ───────────────────────────────────────────────────────────────────────────────────────────────────

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        scheme = self._scheme
        self._cells[date] = QRect(rect)
        count, known, is_open = self.issues_on(date), self.known(date), day_of(date) == self._open
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(scheme.side))
        ground = QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5)
        if is_open:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.accent))
            painter.drawRoundedRect(ground, 7, 7)
        elif date == self.selectedDate():
            painter.setPen(QPen(QColor(scheme.focus), 1.4))
            painter.drawRoundedRect(ground, 7, 7)
        smaller = 0 if date.month() == self.monthShown() else 3  # as dark: they can be opened
        above = rect.adjusted(0, 0, 0, -rect.height() * 2 // 5) if known or count else rect
        painter.setFont(theme.serif_font(15 - smaller, bold=True) if count else theme.ui_font(14 - smaller))
        painter.setPen(QColor(scheme.on_accent if is_open else scheme.text if count else scheme.muted))
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(date.day()))
        below = rect.adjusted(0, above.height() - 3, 0, -2)
        if known:
            self._draw_mark(painter, below, known, is_open=is_open)
        elif count:
            self._draw_dots(painter, below, count, is_open=is_open)
        painter.restore()

    def _draw_mark(self, painter: QPainter, rect: QRect, known: Day, *, is_open: bool) -> None:
        lacking = known.state is DayState.INCOMPLETE
        text = wording_coverage.mark(known.state) + (f"×{known.issues}" if known.issues > 1 else "")
        painter.setFont(theme.ui_font(11))
        scheme = self._scheme
        painter.setPen(QColor(scheme.on_accent if is_open else scheme.accent if lacking else scheme.muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)

    def _draw_dots(self, painter: QPainter, rect: QRect, count: int, *, is_open: bool) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._scheme.on_accent if is_open else self._scheme.accent))
        left = rect.center().x() - (min(count, 3) - 1) * 3
        for number in range(min(count, 3)):
            painter.drawEllipse(QRect(left + number * 6 - 1, rect.center().y() - 2, 4, 4))

    # ── pointing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """For the day under the pointer, or by the keyboard for the selected one."""
        viewport = self._grid.viewport()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            date = self.selectedDate()
            where = viewport.mapToGlobal(self._cells.get(date, QRect()).center())
        else:
            where = event.globalPos()
            date = self._date_at(viewport.mapFromGlobal(where))
        if date.isValid():
            self.menu_wanted.emit(date, where)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A day's tooltip says what is known of it."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            date = self._date_at(event.pos())
            QToolTip.showText(event.globalPos(), self.words(date) if date.isValid() else "", self)
            return True
        return super().eventFilter(watched, event)

    def _date_at(self, place: QPoint) -> QDate:
        """The day under a place of the grid; none over the names of the days."""
        return next((date for date, cell in self._cells.items() if cell.contains(place)), QDate())


def day_of(date: QDate) -> dt.date:
    return dt.date(date.year(), date.month(), date.day())
