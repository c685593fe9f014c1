"""Under a search over a period: how much of that time the archive holds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from archive.newspaper.coverage import Coverage
from indexer.request import Filters
from reader.library import Library
from ui.desktop import wording_coverage
from ui.desktop.jobs import Job, Jobs

_PAPERS_SAID = 4


class SearchCoverage(QWidget):
    """Asked beside the search; hidden for one without a period."""

    coverage_wanted = Signal(str)
    """What is kept of a newspaper, in full."""

    def __init__(self, library: Library, jobs: Jobs) -> None:
        super().__init__()
        self._library, self._jobs = library, jobs
        self._job: Job | None = None
        self._asked = Filters()
        self._covered: dict[str, Coverage] = {}
        self.covered = QLabel()
        self.covered.setProperty("role", "section")
        self.covered.setTextFormat(Qt.TextFormat.PlainText)
        self.covered.setWordWrap(True)
        self.button = QToolButton()
        self.button.setText(self.tr("收录情况…"))
        self.button.setProperty("small", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 0, 8, 4)
        row.addWidget(self.covered, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(lambda: self.coverage_wanted.emit(next(iter(self._covered), "")))
        self.hide()

    def ask(self, filters: Filters, *, anew: bool) -> None:
        """What is said stays until the answer is there; the same is asked again only `anew`."""
        if filters == self._asked and not anew:
            return
        self._asked = filters
        if self._job:
            self._job.cancel()
            self._job = None
        if filters.date_from or filters.date_to:
            work = partial(self._library.coverage, filters)
            self._job = self._jobs.start(work, self._show, lambda _: None)
        else:
            self._show({})

    def _show(self, covered: dict[str, Coverage]) -> None:
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
        self.setVisible(bool(covered))
