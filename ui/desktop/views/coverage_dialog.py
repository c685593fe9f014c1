"""What is kept of a newspaper and what is not: its years and months, and the days that lack something."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from archive.model import PartialDate
from archive.newspaper.coverage import Coverage, Day, DayState, Ledger, coverage, coverage_by_month
from ui.desktop import wording_coverage
from ui.desktop.ledgers import Ledgers
from ui.desktop.theme import serif_font

VALUE = Qt.ItemDataRole.UserRole


class CoverageDialog(QDialog):
    """Stays open beside the window; a day that is there opens by a double click."""

    day_chosen = Signal(str, object)
    """Paper and PartialDate."""

    def __init__(self, parent: QWidget, ledgers: Ledgers, say: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._ledgers, self._say = ledgers, say
        self._ledger = Ledger()
        self.setWindowTitle(self.tr("收录情况"))
        self.resize(940, 600)
        self.paper = QComboBox()
        self.paper.setAccessibleName(self.tr("报纸"))
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.periods = _tree(
            [self.tr("年月"), self.tr("应有"), self.tr("收到"), self.tr("缺期"), self.tr("缺版"), self.tr("不详")],
            self.tr("各年各月"),
        )
        self.days = _tree([self.tr("日期"), self.tr("状态"), self.tr("说明")], self.tr("各天"))
        self.all_days = QCheckBox(self.tr("收全的和不出报的也列出"))
        self._lay_out()
        self.paper.currentTextChanged.connect(self._show_paper)
        self.periods.currentItemChanged.connect(lambda *_: self._show_days())
        self.all_days.toggled.connect(self._show_days)
        self.days.itemActivated.connect(self._choose)
        ledgers.ready.connect(self._take)

    def _lay_out(self) -> None:
        self.paper.setMinimumWidth(220)
        self.summary.setFont(serif_font(17))
        self.summary.setStyleSheet("font-size: 17px;")
        header = self.periods.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.days.setRootIsDecorated(False)
        self.days.setUniformRowHeights(True)  # there may be thousands
        self.days.header().resizeSection(0, 180)
        self.days.header().resizeSection(1, 56)
        beside = QSplitter()
        for widget, width in ((self.periods, 420), (self.days, 480)):
            beside.addWidget(widget)
            widget.resize(width, widget.height())
        beside.setSizes([420, 480])
        copy, close = QPushButton(self.tr("复制为文字")), QPushButton(self.tr("关闭"))
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.close)
        close.setDefault(True)
        top = QHBoxLayout()
        top.addWidget(self.paper)
        top.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.all_days)
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.summary)
        column.addWidget(beside, 1)
        column.addLayout(buttons)

    # ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_papers(self, papers: Sequence[str], chosen: str) -> None:
        self.paper.blockSignals(True)
        self.paper.clear()
        self.paper.addItems(list(papers))
        self.paper.setCurrentText(chosen)
        self.paper.blockSignals(False)
        self._show_paper()

    def _take(self, paper: str) -> None:
        if paper == self.paper.currentText():
            self._show_paper()

    def _show_paper(self) -> None:
        found = self._ledgers.of(self.paper.currentText())
        self._ledger = found or Ledger()
        self.periods.clear()
        self.days.clear()
        if not self._ledger.days:
            self.summary.setText(self.tr("正在统计…") if found is None else self.tr("没有带日期的报纸"))
            return
        total = coverage(self._ledger, self._ledger.days[0].date, self._ledger.days[-1].date)
        self.summary.setText(_sentence(total))
        whole = _period_item(self.tr("全部"), total)
        self.periods.addTopLevelItem(whole)
        years: dict[int, QTreeWidgetItem] = {}
        for month in coverage_by_month(self._ledger):
            year = month.first.year
            if year not in years:
                days = [day.date for day in self._ledger.days if day.date.year == year]
                years[year] = _period_item(self.tr("{n}年").format(n=year), coverage(self._ledger, days[0], days[-1]))
                self.periods.addTopLevelItem(years[year])
            years[year].addChild(_period_item(self.tr("{n}月").format(n=month.first.month), month))
        if len(years) == 1:
            self.periods.expandAll()
        self.periods.setCurrentItem(whole)

    def _show_days(self) -> None:
        self.days.clear()
        for day in self._shown_days():
            row = QTreeWidgetItem([
                wording_coverage.date(day.date), wording_coverage.mark(day.state), wording_coverage.known(day)
            ])  # fmt: skip
            row.setData(0, VALUE, day)
            row.setToolTip(2, wording_coverage.day(day))
            self.days.addTopLevelItem(row)

    def _shown_days(self) -> list[Day]:
        period = self._period()
        if period is None:
            return []
        days = [day for day in self._ledger.days if period.first <= day.date <= period.last]
        return days if self.all_days.isChecked() else [day for day in days if _is_news(day)]

    def _period(self) -> Coverage | None:
        item = self.periods.currentItem()
        found = item.data(0, VALUE) if item else None
        return found if isinstance(found, Coverage) else None

    # ── doing ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def copy(self) -> None:
        """The chosen period with its days, as text."""
        item = self.periods.currentItem()
        period = item.data(0, VALUE) if item else None
        if isinstance(period, Coverage):
            lines = [
                f"《{self.paper.currentText()}》{_sentence(period)}",
                *map(wording_coverage.day, self._shown_days()),
            ]
            QGuiApplication.clipboard().setText("\n".join(lines) + "\n")
            self._say(self.tr("已复制收录情况"))

    def _choose(self, item: QTreeWidgetItem) -> None:
        day = item.data(0, VALUE)
        if isinstance(day, Day) and day.issues:
            self.day_chosen.emit(self.paper.currentText(), PartialDate.of(day.date))


def _sentence(found: Coverage) -> str:
    return f"{wording_coverage.period(found)} {wording_coverage.sentence(found)}"


def _is_news(day: Day) -> bool:
    """Incomplete, unknown, or with something to say of it."""
    return day.state in (DayState.INCOMPLETE, DayState.UNKNOWN) or bool(day.reasons)


def _period_item(name: str, found: Coverage) -> QTreeWidgetItem:
    counts = (found.due, found.kept, len(found.missing), found.incomplete, found.unknown)
    item = QTreeWidgetItem([name, *(str(count) if count else "–" for count in counts)])
    item.setData(0, VALUE, found)
    item.setToolTip(0, _sentence(found))
    for column in range(1, len(counts) + 1):
        item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _tree(headings: Sequence[str], name: str) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setHeaderLabels(list(headings))
    tree.setAccessibleName(name)
    tree.setAlternatingRowColors(True)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return tree
