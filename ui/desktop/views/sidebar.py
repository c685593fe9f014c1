"""The left column: papers, the calendar of the open paper, its issues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QDate, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListView, QMenu, QToolButton, QVBoxLayout, QWidget

from archive.model import Issue, IssueKey, Paper, PaperKind
from archive.newspaper.coverage import Ledger, coverage
from ui.desktop import theme, wording, wording_coverage
from ui.desktop.models.lists import VALUE, IssuesModel, PapersModel, Rows
from ui.desktop.theme import Scheme
from ui.desktop.views.calendar import Calendar, day_of
from ui.desktop.views.delegates import IssueDelegate, PaperDelegate, RowDelegate
from ui.desktop.views.row_menus import RowMenus, open_menu


class SideBar(QWidget):
    """Emits what was chosen; shows what is open."""

    paper_chosen = Signal(str)
    issue_chosen = Signal(object)
    message = Signal(str)
    coverage_wanted = Signal()
    """What is kept of the paper and what is not, in full."""
    paper_menu = Signal(QMenu, object)
    issue_menu = Signal(QMenu, object)
    """A context menu of a Paper, or of an issue (IssueKey), opens: others put in what they can do."""

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
        self.covered = QLabel()
        self.covered.setProperty("role", "section")
        self.covered.setTextFormat(Qt.TextFormat.PlainText)
        self.covered.setWordWrap(True)
        self.covered.setContentsMargins(16, 4, 12, 0)
        self.coverage_button = QToolButton()
        self.coverage_button.setText(self.tr("收录情况…"))
        self.coverage_button.setToolTip(self.tr("收到哪些期、缺哪些期和版面"))
        self.issues_title = QLabel()
        self.issues_title.setProperty("role", "section")
        self._issues: Sequence[Issue] = ()
        self._kind = PaperKind.NEWSPAPER
        self._ledger = Ledger()
        self._lay_out(scheme)
        self.coverage_button.clicked.connect(self.coverage_wanted)
        self.papers.activated.connect(self._choose_paper)
        self.papers.clicked.connect(self._choose_paper)
        self.issues.activated.connect(self._choose_issue)
        self.issues.clicked.connect(self._choose_issue)
        self.calendar.day_chosen.connect(self._choose_day)
        self.calendar.currentPageChanged.connect(self._show_month)
        self.calendar.menu_wanted.connect(self._open_day_menu)
        RowMenus(self.papers, lambda menu, index: self.paper_menu.emit(menu, index.data(VALUE)))
        RowMenus(self.issues, lambda menu, index: self.issue_menu.emit(menu, index.data(VALUE)))
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
        title.setContentsMargins(16, 2, 6, 2)
        title.addWidget(self.issues_title, 1)
        title.addWidget(self.coverage_button)
        calendar = QHBoxLayout()
        calendar.setContentsMargins(8, 0, 8, 0)
        calendar.addWidget(self.calendar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.papers, 9)
        column.addWidget(_line())
        column.addSpacing(6)
        column.addLayout(head)
        column.addLayout(calendar)
        column.addWidget(self.covered)
        column.addLayout(title)
        column.addWidget(self.issues, 3)
        self.setMinimumWidth(194)

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

    def show_ledger(self, ledger: Ledger) -> None:
        """What is known of the open paper's days; an empty one while it is not known."""
        self._ledger = ledger
        self.calendar.show_ledger(ledger)
        self.coverage_button.setVisible(bool(ledger.days))
        self._show_covered()

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
        self._show_covered()
        current = self.issues_model.key(self.issues.currentIndex())
        self.issues_model.show(shown)
        row = self.issues_model.row_of(current) if current else -1
        if row >= 0:
            self.issues.setCurrentIndex(self.issues_model.index(row))

    def _show_covered(self) -> None:
        """A sentence on the shown month, as far as the archive spans it."""
        year, month = self.calendar.yearShown(), self.calendar.monthShown()
        days = [day.date for day in self._ledger.days if (day.date.year, day.date.month) == (year, month)]
        self.covered.setText(wording_coverage.sentence(coverage(self._ledger, days[0], days[-1])) if days else "")
        self.covered.setVisible(bool(days))

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
        day = day_of(date)
        keys = self._keys_on(day)
        if not keys:
            nothing = self.tr("{day} 没有报纸").format(day=day.isoformat())
            known = self.calendar.known(date)
            self.message.emit(f"{nothing}（{wording_coverage.known(known)}）" if known else nothing)
            return
        self.issue_chosen.emit(keys[0])
        if len(keys) > 1:
            self.message.emit(self.tr("这一天有 {n} 个版次，可在下面的列表里选").format(n=len(keys)))

    def _open_day_menu(self, date: QDate, where: QPoint) -> None:
        """A day's issue; each in a menu of its own where there are several."""
        keys = self._keys_on(day_of(date))
        menu = QMenu(self)
        for key in keys:
            self.issue_menu.emit(menu.addMenu(wording.issue_date(key)) if len(keys) > 1 else menu, key)
        open_menu(menu, where)

    def _keys_on(self, day: dt.date) -> list[IssueKey]:
        dates = ((issue.key, issue.key.date) for issue in self._issues)
        return [key for key, date in dates if date and date.is_day and date.first == day]


def _in_month(issue: Issue, year: int, month: int) -> bool:
    date = issue.key.date
    return date is None or date.month is None or (date.year, date.month) == (year, month)


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
