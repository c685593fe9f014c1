"""Results of a search: the words, the filters below them, the hits; friendly when there are none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive.model import Paper, PartialDate
from archive.newspaper.coverage import Coverage
from indexer.request import Filters, SearchRequest, Sort
from reader.library import Library
from reader.navigation import typed_label
from ui.desktop import wording_coverage
from ui.desktop.jobs import Job, Jobs
from ui.desktop.models.results import ResultsModel
from ui.desktop.theme import Scheme
from ui.desktop.views.delegates import HitDelegate

_PAPERS_SAID = 4
"""Papers whose coverage of a period stands under the results."""


class SearchPanel(QWidget):
    """`search` begins one; emits the hit that is opened."""

    hit_chosen = Signal(int)
    sort_chosen = Signal(str)
    repair_wanted = Signal()
    coverage_wanted = Signal(str)
    """What is kept of a newspaper, in full."""

    def __init__(self, library: Library, jobs: Jobs, scheme: Scheme) -> None:
        super().__init__()
        self.model = ResultsModel(library, jobs)
        self._library, self._jobs = library, jobs
        self._covering: Job | None = None
        self._covered: dict[str, Coverage] = {}
        self.query = ""
        self.box = QLineEdit()
        self.box.setObjectName("searchTerms")
        self.box.setPlaceholderText(self.tr("检索词，空格表示都要有，引号表示一字不差"))
        self.box.setAccessibleName(self.tr("检索词"))
        self.paper, self.sort = QComboBox(), QComboBox()
        self.date_from, self.date_to, self.page, self.author = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.summary, self.empty, self.covered = QLabel(), QLabel(), QLabel()
        self.coverage_button = QToolButton()
        self.repair = QPushButton(self.tr("重建检索索引"))
        self.results = QListView()
        self._stack = QStackedWidget()
        self._lay_out(scheme)
        self._connect()

    def _lay_out(self, scheme: Scheme) -> None:
        for box, words, name in (
            (self.date_from, self.tr("起始日期"), self.tr("起始日期，可以只写年或年月")),
            (self.date_to, self.tr("截止日期"), self.tr("截止日期，可以只写年或年月")),
            (self.page, self.tr("版次"), self.tr("版次，如 A06")),
            (self.author, self.tr("作者"), self.tr("作者")),
        ):
            box.setPlaceholderText(words)
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.setClearButtonEnabled(True)
        self.paper.setAccessibleName(self.tr("报纸"))
        self.sort.setAccessibleName(self.tr("次序"))
        for text, value in (
            (self.tr("最相关"), Sort.RELEVANCE),
            (self.tr("最新的在前"), Sort.NEWEST),
            (self.tr("最早的在前"), Sort.OLDEST),
        ):
            self.sort.addItem(text, value.value)
        filters = QWidget()
        filters.setObjectName("filters")
        filters.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(filters)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setSpacing(8)
        self._go = QPushButton(self.tr("检索"))
        self._go.setProperty("primary", True)
        grid.addWidget(self.box, 0, 0, 1, 3)
        grid.addWidget(self._go, 0, 3)
        pairs = ((self.paper, self.sort), (self.date_from, self.date_to), (self.page, self.author))
        for line, pair in enumerate(pairs, 1):  # half a row each: a date needs it
            for place, field in enumerate(pair):
                grid.addWidget(field, line, 2 * place, 1, 2)
        for place in range(4):
            grid.setColumnStretch(place, 1)
            grid.setColumnMinimumWidth(place, 60)
        self.summary.setProperty("role", "section")
        self.summary.setContentsMargins(18, 8, 12, 6)
        self.summary.setWordWrap(True)
        self.covered.setProperty("role", "section")
        self.covered.setTextFormat(Qt.TextFormat.PlainText)
        self.covered.setWordWrap(True)
        self.coverage_button.setText(self.tr("收录情况…"))
        self._coverage = QWidget()
        row = QHBoxLayout(self._coverage)
        row.setContentsMargins(18, 0, 8, 4)
        row.addWidget(self.covered, 1)
        row.addWidget(self.coverage_button)
        self._coverage.hide()
        self.results.setObjectName("results")
        self.results.setAccessibleName(self.tr("检索结果"))
        self.results.setModel(self.model)
        delegate = HitDelegate(scheme)
        delegate.setParent(self.results)
        self.results.setItemDelegate(delegate)
        self.results.setUniformItemSizes(True)
        self.results.setMouseTracking(True)
        self.results.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "muted")
        self.empty.setContentsMargins(32, 0, 32, 12)
        self._stack.addWidget(self.results)
        nothing = QWidget()
        rows = QVBoxLayout(nothing)
        rows.addStretch(1)
        rows.addWidget(self.empty)
        rows.addWidget(self.repair, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(2)
        self._stack.addWidget(nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(filters)
        column.addWidget(self.summary)
        column.addWidget(self._coverage)
        column.addWidget(self._stack, 1)
        self._say_empty(self.tr("输入要找的字词，按回车检索全部报纸和文件。"))

    def _connect(self) -> None:
        self._go.clicked.connect(self.again)
        for box in (self.box, self.date_from, self.date_to, self.page, self.author):
            box.returnPressed.connect(self.again)
        self.paper.activated.connect(self.again)
        self.sort.activated.connect(self._resort)
        self.results.clicked.connect(self._choose)
        self.results.activated.connect(self._choose)
        self.model.searched.connect(self._show_total)
        self.model.failed.connect(self._show_failure)
        self.repair.clicked.connect(self.repair_wanted)
        self.coverage_button.clicked.connect(lambda: self.coverage_wanted.emit(next(iter(self._covered), "")))

    def show_papers(self, papers: Sequence[Paper]) -> None:
        chosen = self.paper.currentData()
        self.paper.clear()
        self.paper.addItem(self.tr("全部报纸和文件"), None)
        for paper in papers:
            self.paper.addItem(paper.name, paper.name)
        self.paper.setCurrentIndex(max(0, self.paper.findData(chosen)))

    def set_sort(self, sort: str) -> None:
        self.sort.setCurrentIndex(max(0, self.sort.findData(sort)))

    # ── searching ──────────────────────────────────────────────────────────────────────────────────────────────────

    def search(self, query: str) -> None:
        self.box.setText(query)
        self.again()

    def again(self) -> None:
        """Search with the words and filters that stand there."""
        query = self.box.text().strip()
        filters = self._filters()
        if filters is None:
            return
        self.query = query
        self._ask_coverage(filters if query else Filters())
        if not query:
            self.model.clear()
            self.summary.setText("")
            self._say_empty(self.tr("输入要找的字词，按回车检索全部报纸和文件。"))
            return
        self.summary.setText(self.tr("正在检索…"))
        self._stack.setCurrentWidget(self.results)
        self.model.search(SearchRequest(query, filters, Sort(self.sort.currentData())))

    def step(self, step: int) -> bool:
        """Open the next (1) or previous (−1) result; False at the edge."""
        row = self.results.currentIndex().row()
        row = row + step if row >= 0 else (0 if step > 0 else -1)
        if self.model.canFetchMore(QModelIndex()) and row >= self.model.rowCount() - 2:
            self.model.fetchMore(QModelIndex())
        if self.model.hit(row) is None:
            return False
        self.results.setCurrentIndex(self.model.index(row))
        self._choose(self.model.index(row))
        return True

    def can_step(self, step: int) -> bool:
        row = self.results.currentIndex().row()
        if row < 0:
            return step > 0 and self.model.rowCount() > 0
        return 0 <= row + step < self.model.total

    def _filters(self) -> Filters | None:
        """What the fields say; None (and the field marked) when a date cannot be read."""
        dates: list[PartialDate | None] = []
        good = True
        for box in (self.date_from, self.date_to):
            text = box.text().strip()
            try:
                dates.append(PartialDate.parse(text) if text else None)
                wrong = False
            except ValueError:
                wrong, good = True, False
            box.setProperty("wrong", wrong)
            box.style().polish(box)
        if not good:
            self.summary.setText(self.tr("日期写成 2025、2025-08 或 2025-08-28"))
            return None
        return Filters(
            paper=self.paper.currentData(),
            date_from=dates[0],
            date_to=dates[1],
            page=typed_label(self.page.text()) if self.page.text().strip() else None,
            author=self.author.text().strip() or None,
        )

    def _resort(self) -> None:
        self.sort_chosen.emit(self.sort.currentData())
        if self.query:
            self.again()

    # ── answers ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _show_total(self, total: int, took_ms: float) -> None:
        if total:
            self.summary.setText(self.tr("找到 {n} 篇，用时 {ms} 毫秒").format(n=total, ms=round(took_ms)))
            self._stack.setCurrentWidget(self.results)
            self.results.scrollToTop()
            return
        self.summary.setText(self.tr("没有找到"))
        lines = [self.tr("没有找到“{query}”。").format(query=self.query)]
        if len(self.query.split()) > 1:
            lines.append(self.tr("少写一个词试试：空格隔开的词要都出现才算。"))
        else:
            lines.append(self.tr("换个说法，或者写短一点试试。繁体、简体写哪种都行。"))
        if self._filters() != Filters():
            lines.append(self.tr("也可以放宽上面的报纸、日期、版次和作者。"))
        self._say_empty("\n".join(lines))

    def _ask_coverage(self, filters: Filters) -> None:
        """How much of the asked period the archive holds, beside the search."""
        self._show_coverage({})
        if self._covering:
            self._covering.cancel()
            self._covering = None
        if filters.date_from or filters.date_to:
            work = partial(self._library.coverage, filters)
            self._covering = self._jobs.start(work, self._show_coverage, lambda _: None)

    def _show_coverage(self, covered: dict[str, Coverage]) -> None:
        """One paper's in full; of several how many issues are there of how many."""
        self._covered = covered
        full = {
            paper: f"《{paper}》{wording_coverage.period(found)} {wording_coverage.sentence(found)}"
            for paper, found in covered.items()
        }
        short = [
            self.tr("《{paper}》{kept}/{due} 期").format(paper=paper, kept=found.kept, due=found.due)
            for paper, found in list(covered.items())[:_PAPERS_SAID]
        ]
        if len(covered) > _PAPERS_SAID:
            short.append(self.tr("等 {n} 种").format(n=len(covered)))
        said = next(iter(full.values())) if len(full) == 1 else self.tr("，").join(short)
        self.covered.setText(self.tr("收录：{papers}").format(papers=said))
        self.covered.setToolTip("\n".join(full.values()))
        self._coverage.setVisible(bool(covered))

    def _show_failure(self, sentence: str) -> None:
        self.summary.setText(self.tr("没能检索"))
        self._say_empty(sentence)
        self.repair.show()

    def _say_empty(self, text: str) -> None:
        self.empty.setText(text)
        self.repair.hide()
        self._stack.setCurrentIndex(1)

    def _choose(self, index: QModelIndex) -> None:
        hit = self.model.hit(index.row())
        if hit:
            self.hit_chosen.emit(hit.head.id)
