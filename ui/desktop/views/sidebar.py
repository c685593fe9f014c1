"""The left column: papers, the calendar of the open paper, its issues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLabel,
    QListView,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive.model import Issue, IssueKey, Paper, PaperKind
from ui.desktop import theme
from ui.desktop.models.lists import VALUE, IssuesModel, PapersModel, Rows
from ui.desktop.theme import Scheme
from ui.desktop.views.delegates import IssueDelegate, PaperDelegate, RowDelegate


class Calendar(QCalendarWidget):
    """A month; days with issues are set bold with a mark below, the open one stands in a filled circle."""

    day_chosen = Signal(QDate)

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme
        self._days: dict[dt.date, int] = {}
        self._open: dt.date | None = None
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
        self.setMinimumHeight(236)
        self.clicked.connect(self.day_chosen)
        self.activated.connect(self.day_chosen)
        self.setAccessibleName(self.tr("日历：有报纸的日子带标记"))
        grid = self.findChild(QTableView)
        if grid is not None:
            grid.horizontalHeader().setMinimumSectionSize(20)
            grid.setAccessibleName(self.accessibleName())

    def show_days(self, issues: Sequence[Issue]) -> None:
        self._days = {}
        for issue in issues:
            date = issue.key.date
            if date and date.is_day:
                self._days[date.first] = self._days.get(date.first, 0) + 1
        self.updateCells()

    def show_open(self, day: dt.date | None) -> None:
        self._open = day
        if day:
            self.setSelectedDate(QDate(day.year, day.month, day.day))
            self.setCurrentPage(day.year, day.month)
        self.updateCells()

    def issues_on(self, date: QDate) -> int:
        return self._days.get(_day(date), 0)

    def paintCell(self, painter: QPainter, rect: QRect, date: QDate) -> None:
        scheme = self._scheme
        count = self.issues_on(date)
        outside = date.month() != self.monthShown()
        is_open = _day(date) == self._open
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, QColor(scheme.side))
        side = min(rect.width(), rect.height()) - 4
        circle = QRect(0, 0, side, side)
        circle.moveCenter(rect.center())
        if is_open:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.accent))
            painter.drawEllipse(circle)
        elif date == self.selectedDate():
            painter.setPen(QPen(QColor(scheme.focus), 1.4))
            painter.drawEllipse(circle)
        font = theme.ui_font(14)
        if count:
            font = theme.serif_font(15, bold=True)
        painter.setFont(font)
        colour = scheme.on_accent if is_open else scheme.text if count else scheme.faint
        painter.setPen(QColor(colour))
        painter.setOpacity(0.45 if outside and not is_open else 1.0)
        painter.drawText(rect.adjusted(0, -3 if count else 0, 0, -3 if count else 0), Qt.AlignmentFlag.AlignCenter,
                         str(date.day()))  # fmt: skip
        if count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(scheme.on_accent if is_open else scheme.accent))
            left = rect.center().x() - (min(count, 3) - 1) * 3
            for number in range(min(count, 3)):
                painter.drawEllipse(QRect(left + number * 6 - 1, circle.bottom() - 6, 4, 4))
        painter.restore()


class SideBar(QWidget):
    """Emits what was chosen; shows what is open."""

    paper_chosen = Signal(str)
    issue_chosen = Signal(object)
    message = Signal(str)

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.papers_model, self.issues_model = PapersModel(), IssuesModel()
        self.papers = _list("papers", self.tr("报纸"), self.papers_model, PaperDelegate(scheme))
        self.issues = _list("issues", self.tr("各期"), self.issues_model, IssueDelegate(scheme))
        self.calendar = Calendar(scheme)
        self.month = QLabel()
        self.month.setFont(theme.serif_font(16, bold=True))
        self.issues_title = QLabel()
        self.issues_title.setProperty("role", "section")
        self._issues: Sequence[Issue] = ()
        self._kind = PaperKind.NEWSPAPER
        self._lay_out(scheme)
        self.papers.activated.connect(self._choose_paper)
        self.papers.clicked.connect(self._choose_paper)
        self.issues.activated.connect(self._choose_issue)
        self.issues.clicked.connect(self._choose_issue)
        self.calendar.day_chosen.connect(self._choose_day)
        self.calendar.currentPageChanged.connect(self._show_month)
        self._show_month()

    def _lay_out(self, scheme: Scheme) -> None:
        earlier, later = _step(self.tr("上个月"), "back", scheme), _step(self.tr("下个月"), "forward", scheme)
        earlier.clicked.connect(self.calendar.showPreviousMonth)
        later.clicked.connect(self.calendar.showNextMonth)
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 6, 0)
        head.addWidget(self.month, 1)
        head.addWidget(earlier)
        head.addWidget(later)
        title = QHBoxLayout()
        title.setContentsMargins(16, 8, 8, 4)
        title.addWidget(self.issues_title)
        calendar = QHBoxLayout()
        calendar.setContentsMargins(8, 0, 8, 0)
        calendar.addWidget(self.calendar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.papers, 6)
        column.addWidget(_line())
        column.addSpacing(6)
        column.addLayout(head)
        column.addLayout(calendar)
        column.addLayout(title)
        column.addWidget(self.issues, 4)
        self.setMinimumWidth(208)

    # ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_papers(self, papers: Sequence[Paper]) -> None:
        self.papers_model.show(papers)
        rows = range(self.papers_model.rowCount())
        self.papers.setMaximumHeight(sum(self.papers.sizeHintForRow(row) for row in rows) + 8)

    def show_paper(self, paper: Paper | None, issues: Sequence[Issue]) -> None:
        row = self.papers_model.row_named(paper.name if paper else None)
        self.papers.setCurrentIndex(self.papers_model.index(row))
        self._issues = issues
        self._kind = paper.kind if paper else PaperKind.NEWSPAPER
        self.calendar.show_days(issues)
        self._show_month()

    def show_issue(self, key: IssueKey | None) -> None:
        day = key.date.first if key and key.date and key.date.is_day else None
        self.calendar.show_open(day)
        if key and key.date and not key.date.is_day:
            self.calendar.setCurrentPage(key.date.year, key.date.month or 1)
        self._show_month()
        row = self.issues_model.row_of(key)
        self.issues.setCurrentIndex(self.issues_model.index(row))

    def _show_month(self) -> None:
        """Newspapers list the month's issues (and what has no day), documents all their dates."""
        year, month = self.calendar.yearShown(), self.calendar.monthShown()
        self.month.setText(self.tr("{year}年{month}月").format(year=year, month=month))
        if self._kind == PaperKind.DOCUMENTS:
            shown = list(self._issues)
            self.issues_title.setText(self.tr("全部日期"))
        else:
            shown = [issue for issue in self._issues if _in_month(issue, year, month)]
            self.issues_title.setText(self.tr("本月各期") if shown else self.tr("本月没有报纸"))
        current = self.issues_model.key(self.issues.currentIndex())
        self.issues_model.show(shown)
        row = self.issues_model.row_of(current) if current else -1
        if row >= 0:
            self.issues.setCurrentIndex(self.issues_model.index(row))

    # ── choosing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _choose_paper(self, index: QModelIndex) -> None:
        paper = index.data(VALUE)
        if isinstance(paper, Paper):
            self.paper_chosen.emit(paper.name)

    def _choose_issue(self, index: QModelIndex) -> None:
        key = index.data(VALUE)
        if isinstance(key, IssueKey):
            self.issue_chosen.emit(key)

    def _choose_day(self, date: QDate) -> None:
        day = _day(date)
        keys = [issue.key for issue in self._issues if issue.key.date and issue.key.date.is_day
                and issue.key.date.first == day]  # fmt: skip
        if not keys:
            self.message.emit(self.tr("{day} 没有报纸").format(day=day.isoformat()))
            return
        self.issue_chosen.emit(keys[0])
        if len(keys) > 1:
            self.message.emit(self.tr("这一天有 {n} 个版次，可在下面的列表里选").format(n=len(keys)))


def _in_month(issue: Issue, year: int, month: int) -> bool:
    date = issue.key.date
    return date is None or date.month is None or (date.year, date.month) == (year, month)


def _day(date: QDate) -> dt.date:
    return dt.date(date.year(), date.month(), date.day())


def _list(name: str, accessible: str, model: Rows, delegate: RowDelegate) -> QListView:
    view = QListView()
    view.setObjectName(name)
    view.setAccessibleName(accessible)
    view.setModel(model)
    delegate.setParent(view)
    view.setItemDelegate(delegate)
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMinimumHeight(80)
    return view


def _step(words: str, icon: str, scheme: Scheme) -> QToolButton:
    button = QToolButton()
    button.setIcon(theme.icon(icon, scheme))
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button


def _line() -> QWidget:
    line = QLabel()
    line.setProperty("role", "line")
    line.setFixedHeight(1)
    return line
