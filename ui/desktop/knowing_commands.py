"""What the archive knows of itself, shown: coverage, what belongs together, how sure it is; and what helps a helper."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from archive.model import PaperKind, PartialDate
from archive.newspaper.coverage import Ledger
from reader.settings import Settings
from ui.desktop.commands import Commands
from ui.desktop.corrections import Corrections
from ui.desktop.desk import Desk
from ui.desktop.diagnostics import copy_diagnostics, open_log_folder
from ui.desktop.jobs import Jobs
from ui.desktop.ledgers import Ledgers
from ui.desktop.theme import Scheme
from ui.desktop.views.article_notes import ArticleNotes
from ui.desktop.views.coverage_dialog import CoverageDialog
from ui.desktop.views.reparse_dialog import ReparseDialog
from ui.desktop.views.search_panel import SearchPanel
from ui.desktop.views.sidebar import SideBar


class KnowingCommands(Commands):
    """`run` an action by its id; `attach` shows in the window what is known."""

    NAMES: ClassVar[tuple[str, ...]] = ("coverage", "reparse", "copy_diagnostics", "open_log_folder")

    def __init__(
        self,
        window: QWidget,
        desk: Desk,
        jobs: Jobs,
        settings: Settings,
        scheme: Scheme,
        corrections: Corrections,
        say: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._jobs = window, desk, jobs
        self._settings, self._scheme, self._say = settings, scheme, say
        self._corrections = corrections
        self._reparse: ReparseDialog | None = None
        self._coverage: CoverageDialog | None = None
        self.ledgers = Ledgers(desk.library, jobs, self)
        self._commands: dict[str, Callable[[], object]] = {
            "coverage": self.open_coverage,
            "reparse": self.open_reparse,
            "copy_diagnostics": self.copy_diagnostics,
            "open_log_folder": lambda: open_log_folder(say),
        }

    def run(self, name: str) -> None:
        self._commands[name]()

    def abandon(self) -> None:
        """The window goes."""
        if self._reparse:
            self._reparse.abandon()

    def attach(
        self, side_bar: SideBar, panel: SearchPanel, notes: ArticleNotes, open_article: Callable[..., None]
    ) -> None:
        """Days of the calendar, the coverage of a search, what stands below an article's head."""
        desk = self._desk
        shown = ""

        def show_ledger() -> None:
            nonlocal shown
            paper = desk.paper
            known = self.ledgers.of(paper.name) if paper and paper.kind is PaperKind.NEWSPAPER else Ledger()
            name = paper.name if paper else ""
            if known is not None or name != shown:
                side_bar.show_ledger(known or Ledger())
            shown = name

        def note_issue() -> None:
            key = desk.issue.key if desk.issue else None
            notes.issue_unsure = any(issue.unsure for issue in desk.issues if issue.key == key)

        desk.papers_changed.connect(self.ledgers.forget)
        desk.paper_changed.connect(show_ledger)
        desk.issue_changed.connect(note_issue)
        self.ledgers.ready.connect(show_ledger)
        side_bar.coverage_wanted.connect(self.open_coverage)
        panel.coverage_wanted.connect(self.open_coverage)
        notes.article_wanted.connect(open_article)
        notes.settled.connect(self._settle)

    def open_coverage(self, paper: str = "") -> None:
        """Of a newspaper, else of the open one."""
        names = [known.name for known in self._desk.papers if known.kind is PaperKind.NEWSPAPER]
        if not names:
            self._say(self.tr("还没有报纸"))
            return
        open_name = self._desk.paper.name if self._desk.paper else ""
        chosen = next((name for name in (paper, open_name) if name in names), names[0])
        if self._coverage is None:
            self._coverage = CoverageDialog(self._window, self.ledgers, self._say)
            self._coverage.day_chosen.connect(self._open_day)
        self._coverage.show()  # first: rows that are measured before it is styled stay too low
        self._coverage.show_papers(names, chosen)
        self._coverage.activateWindow()

    def open_reparse(self) -> None:
        if self._reparse is None:
            names = [paper.name for paper in self._desk.papers]
            self._reparse = ReparseDialog(self._window, self._desk.library.folder, self._scheme, names)
            self._reparse.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._reparse.applied.connect(self._corrections.show)
            self._reparse.destroyed.connect(self._forget_reparse)
        self._reparse.show()
        self._reparse.activateWindow()

    def copy_diagnostics(self) -> None:
        copy_diagnostics(self._desk.library, self._settings, self._jobs, self._say)

    def _forget_reparse(self) -> None:
        self._reparse = None

    def _open_day(self, paper: str, date: PartialDate) -> None:
        self._desk.open_paper(paper)
        self._desk.open_date(date)

    def _settle(self, first: int, second: int, linked: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._corrections.carry_out(lambda filing: filing.link(first, second, linked=linked))
