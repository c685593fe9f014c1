"""Searching: the words, a form and filters below them, what the search says of itself, the hits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive.model import Paper, PartialDate
from indexer.request import Explanation, Filters, SearchRequest, Sort
from reader.library import Library
from reader.searching import Finder, SearchPage, narrowed
from ui.desktop.jobs import Job, Jobs
from ui.desktop.models.results import ResultsModel
from ui.desktop.spoken import announce
from ui.desktop.theme import Scheme
from ui.desktop.views.chips import FilterChips, Suggestions
from ui.desktop.views.delegates import HitDelegate
from ui.desktop.views.facet_list import FacetList
from ui.desktop.views.flow import FlowLayout
from ui.desktop.views.histogram import Histogram
from ui.desktop.views.nothing_found import NothingFound
from ui.desktop.views.search_coverage import SearchCoverage
from ui.desktop.views.search_filters import FilterFields
from ui.desktop.views.search_form import SearchForm
from ui.desktop.views.search_told import SearchTold

if TYPE_CHECKING:
    from indexer.suggest import Suggestion

PAUSE = 250
"""Milliseconds without a key after which what was typed is searched."""
TYPED_LEAST = 2
"""Characters from which one searches while typing; one alone waits for Enter."""
PATIENCE = 400
"""Milliseconds after which a search says that it is under way."""
BESIDE = 640
"""Pixels of width from which the lists to narrow by stand beside the hits."""


class SearchPanel(QWidget):
    """`search` begins one; emits the hit that is opened."""

    hit_chosen = Signal(int)
    sort_chosen = Signal(str)
    repair_wanted = Signal()
    coverage_wanted = Signal(str)
    """What is kept of a newspaper, in full."""

    def __init__(self, library: Library, jobs: Jobs, scheme: Scheme) -> None:
        super().__init__()
        self.model = ResultsModel(library, jobs, self)
        self._library, self._jobs = library, jobs
        self._answered: SearchRequest | None = None
        self._asking: Job | None = None
        self._open: int | None = None
        self._lacking = False
        """Nothing has all of the words."""
        self.box, self.sort = QLineEdit(), QComboBox()
        self.unfold, self.exact = QToolButton(), QCheckBox(self.tr("原样"))
        self.collapse = QCheckBox(self.tr("合并转载"))
        self.form, self.fields, self.chips = SearchForm(), FilterFields(), FilterChips()
        self.told, self.suggestions, self.coverage = SearchTold(), Suggestions(), SearchCoverage(library, jobs)
        self.histogram, self.facets = Histogram(scheme), FacetList(scheme)
        self.results, self.nothing = QListView(), NothingFound()
        self._pause, self._patience = QTimer(self), QTimer(self)
        self._lay_out()
        self._set_up_results(scheme)
        self._connect()
        self._say(self.tr("输入要找的字词，按回车检索全部报纸和文件。"))

    # ── building ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        self.box.setObjectName("searchTerms")
        self.box.setPlaceholderText(self.tr("检索词，空格表示都要有，引号表示一字不差"))
        self.box.setAccessibleName(self.tr("检索词"))
        self.box.setClearButtonEnabled(True)
        self._go = QPushButton(self.tr("检索"))
        self._go.setProperty("primary", True)
        self.unfold.setText(self.tr("按条件检索"))
        self.unfold.setToolTip(self.tr("不写符号，按条件填写；也可以限定报纸、日期、版次"))
        self.unfold.setCheckable(True)
        self.unfold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.unfold.setProperty("small", True)
        self.exact.setToolTip(self.tr("繁简、大小写、全角半角都要和写的一样"))
        self.collapse.setToolTip(self.tr("几家都登过的稿件只列一条，写明另有几家刊登"))
        self.sort.setAccessibleName(self.tr("次序"))
        for text, value in (
            (self.tr("最相关"), Sort.RELEVANCE),
            (self.tr("新近相关"), Sort.FRESH),
            (self.tr("最新的在前"), Sort.NEWEST),
            (self.tr("最早的在前"), Sort.OLDEST),
        ):
            self.sort.addItem(text, value.value)
        words, manner = QHBoxLayout(), QWidget()
        words.addWidget(self.box, 1)
        words.addWidget(self._go)
        flow = FlowLayout(manner, gap=8, row_gap=4, centred=False)
        for control in (self.unfold, self.exact, self.collapse, self.sort):
            flow.add_group([control], gap_after=8)
        self.conditions = QWidget()
        conditions = QVBoxLayout(self.conditions)
        conditions.setContentsMargins(0, 0, 0, 0)
        conditions.addWidget(self.form)
        conditions.addWidget(self.fields)
        self.conditions.hide()
        head = QWidget()
        head.setObjectName("filters")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        rows = QVBoxLayout(head)
        rows.setContentsMargins(12, 10, 12, 6)
        rows.setSpacing(8)
        rows.addLayout(words)
        rows.addWidget(manner)
        rows.addWidget(self.conditions)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.results)
        self._stack.addWidget(self.nothing)
        self.facets.hide()
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(0)
        self._body.addWidget(self.facets)
        self._body.addWidget(self._stack, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, self.chips, self.told, self.suggestions, self.coverage, self.histogram):
            column.addWidget(part)
        column.addLayout(self._body, 1)

    def _set_up_results(self, scheme: Scheme) -> None:
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

    def _connect(self) -> None:
        for timer, milliseconds, call in (
            (self._pause, PAUSE, self._search),
            (self._patience, PATIENCE, self.told.say_busy),
        ):
            timer.setSingleShot(True)
            timer.setInterval(milliseconds)
            timer.timeout.connect(call)
        for again in (self._go.clicked, self.box.returnPressed, self.form.entered, self.fields.entered):
            again.connect(self.again)
        self.exact.clicked.connect(self.again)
        self.collapse.clicked.connect(self.again)
        self.box.textEdited.connect(self._type)
        self.box.textChanged.connect(self.form.show_text)
        self.form.edited.connect(self._take)
        self.unfold.toggled.connect(self.conditions.setVisible)
        self.sort.activated.connect(self._resort)
        self.chips.taken_away.connect(self._filter)
        self.facets.chosen.connect(self._narrow)
        self.histogram.period_chosen.connect(self._choose_period)
        self.told.narrowing.connect(self.facets.setVisible)
        self.told.details_wanted.connect(self._ask_more)
        self.coverage.coverage_wanted.connect(self.coverage_wanted)
        self.suggestions.chosen.connect(self.search)
        self.nothing.repair.clicked.connect(self.repair_wanted)
        self.results.clicked.connect(self._choose)
        self.results.activated.connect(self._choose)
        self.model.searched.connect(self._show_page)
        self.model.failed.connect(self._show_failure)

    def show_papers(self, papers: Sequence[Paper]) -> None:
        self.fields.show_papers(papers)

    def set_sort(self, sort: str) -> None:
        self.sort.setCurrentIndex(max(0, self.sort.findData(sort)))

    # ── searching ──────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def query(self) -> str:
        """What stands in the box."""
        return self.box.text().strip()

    @property
    def found(self) -> tuple[str, Finder | None]:
        """The query whose hits are listed, and what marks its words."""
        return self.model.found

    @property
    def listed(self) -> SearchRequest | None:
        """The search whose hits are listed; `partial` where they are only the closest."""
        return replace(self._answered, partial=self._lacking) if self._answered and self.model.total else None

    def search(self, query: str) -> None:
        self.box.setText(query)
        self.again()

    def asked(self) -> SearchRequest | None:
        """The search that stands there; None where there are no words, or a date cannot be read."""
        filters = self.fields.filters()
        if not self.query or filters is None:
            return None
        return SearchRequest(self.query, filters, Sort(self.sort.currentData()), exact=self.exact.isChecked())

    def ask(self, request: SearchRequest) -> None:
        """Search for this: its words, conditions and order."""
        self.box.setText(request.query)
        self.fields.show_filters(request.filters)
        self.set_sort(request.sort.value)
        self.exact.setChecked(request.exact)
        self.again()

    def share(self, other: QLineEdit) -> None:
        """Another box that says the same; what is typed there is searched while the results can be seen."""

        def take(text: str) -> None:
            if self.isVisible():
                self._take(text)

        def give(text: str) -> None:
            if other.text() != text:  # its cursor stays where one types
                other.setText(text)

        other.textEdited.connect(take)
        self.box.textChanged.connect(give)

    def again(self) -> None:
        """Search with the words and filters that stand there."""
        self._search(anew=True)

    def _search(self, *, anew: bool = False) -> None:
        self._pause.stop()
        filters = self.fields.filters()
        if filters is None:
            self.told.say(self.tr("日期写成 2025、2025-08 或 2025-08-28"))
            return
        query = self.query
        self.chips.show_filters(filters)
        self.coverage.ask(filters if query else Filters(), anew=anew)
        self._drop_asking()
        if not query:
            self.model.clear()
            self._show_nothing("")
            self._say(self.tr("输入要找的字词，按回车检索全部报纸和文件。"))
            return
        self._patience.start()
        sort = Sort(self.sort.currentData())
        exact, collapse = self.exact.isChecked(), self.collapse.isChecked()
        self.model.search(SearchRequest(query, filters, sort, exact=exact, facets=True, collapse=collapse))

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

    # ── what changes a search ──────────────────────────────────────────────────────────────────────────────────────

    def _type(self) -> None:
        if len(self.query) >= TYPED_LEAST:
            self._pause.start()
        elif self.query:
            self._pause.stop()
        else:
            self._search()

    def _take(self, text: str) -> None:
        """Typed elsewhere."""
        self.box.setText(text)
        self._type()

    def _resort(self) -> None:
        self.sort_chosen.emit(self.sort.currentData())
        if self.query:
            self.again()

    def _filter(self, filters: Filters) -> None:
        self.fields.show_filters(filters)
        self.again()

    def _narrow(self, name: str, value: str) -> None:
        if (filters := self.fields.filters()) is not None:
            self._filter(narrowed(filters, name, value))

    def _choose_period(self, first: PartialDate, last: PartialDate) -> None:
        if (filters := self.fields.filters()) is not None:
            self._filter(replace(filters, date_from=first, date_to=last))

    # ── answers ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _show_page(self, page: SearchPage) -> None:
        self._patience.stop()
        same, self._answered = self.model.request == self._answered, self.model.request
        self.told.show_page(page)
        self._show_spread(page)
        if not page.total:
            self._say(self._advice())
        announce(self.results, self.told.heard(page) if page.total else self._advice())
        self._lacking = page.partial or not page.total
        if self._lacking or self.told.unfolded:
            self._ask_more()
        else:
            self.suggestions.show_suggestions(())
        if page.total:
            self._stack.setCurrentWidget(self.results)
            row = self.model.row_of(self._open) if same and self._open is not None else -1
            self.results.setCurrentIndex(self.model.index(row))
            if row < 0:
                self.results.scrollToTop()

    def _show_spread(self, page: SearchPage | None) -> None:
        """How the hits are spread, over time and otherwise."""
        facets = page.facets if page and page.total else None
        self.histogram.show_facets(facets)
        self.facets.show_facets(facets)
        self.facets.setVisible(facets is not None and self.told.narrow.isChecked())

    def _ask_more(self) -> None:
        """Why there are so many; when nothing has all of the words, what else would find something."""
        self._drop_asking()
        if (request := self.model.request) is None:
            return
        library, lacking = self._library, self._lacking
        bare = replace(request, limit=0, facets=False, explain=True, partial=False)

        def work() -> tuple[Explanation | None, tuple[Suggestion, ...]]:
            return library.search(bare).explanation, library.suggestions(request) if lacking else ()

        def done(found: tuple[Explanation | None, tuple[Suggestion, ...]]) -> None:
            explanation, suggestions = found
            self.told.show_explanation(explanation)
            self.suggestions.show_suggestions(suggestions)
            if not self.model.total:
                self._say(self._advice(explanation.matched if explanation else 0))

        self._asking = self._jobs.start(work, done, lambda _sentence: self.told.show_explanation(None))

    def _drop_asking(self) -> None:
        """What is under way, and what is said, is about another search."""
        if self._asking:
            self._asking.cancel()
            self._asking = None

    def _advice(self, without_filters: int = 0) -> str:
        query = self.model.request.query if self.model.request else ""
        lines = [self.tr("没有找到“{query}”。").format(query=query)]
        if without_filters:
            lines.append(self.tr("不加限定有 {n} 篇。").format(n=f"{without_filters:,}"))
        elif len(query.split()) > 1:
            lines.append(self.tr("少写一个词试试：空格隔开的词要都出现才算。"))
        else:
            lines.append(self.tr("换个说法，或者写短一点试试。繁体、简体写哪种都行。"))
        return "\n".join(lines)

    def _show_failure(self, sentence: str) -> None:
        self._show_nothing(self.tr("没能检索"))
        self._say(sentence, damaged=True)

    def _show_nothing(self, summary: str) -> None:
        self._patience.stop()
        self._show_spread(None)
        self.suggestions.show_suggestions(())
        self.told.say(summary)

    def _say(self, text: str, *, damaged: bool = False) -> None:
        self.nothing.say(text, damaged=damaged)
        self._stack.setCurrentWidget(self.nothing)

    def _choose(self, index: QModelIndex) -> None:
        if hit := self.model.hit(index.row()):
            self._open = hit.head.id
            self.hit_chosen.emit(hit.head.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wide: the lists to narrow by stand beside the hits; else above them."""
        super().resizeEvent(event)
        beside = self.width() >= BESIDE
        self._body.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._body.setStretch(0, 1 if beside else 2)
