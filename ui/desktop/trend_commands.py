"""检索 → 趋势…: one dialog; a bar that is chosen is searched in the window."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from indexer.request import SearchRequest
from ui.desktop.commands import Commands
from ui.desktop.desk import Desk
from ui.desktop.jobs import Jobs
from ui.desktop.theme import Scheme
from ui.desktop.views.middle import RESULTS
from ui.desktop.views.search_panel import SearchPanel
from ui.desktop.views.trends_dialog import TrendsDialog


class TrendCommands(Commands):
    """`run` an action by its id."""

    NAMES: ClassVar[tuple[str, ...]] = ("trends",)

    tab_wanted = Signal(int)
    """A tab of the middle column is to be seen."""

    def __init__(self, window: QWidget, desk: Desk, panel: SearchPanel, jobs: Jobs, scheme: Scheme) -> None:
        super().__init__(window)
        self._window, self._desk, self._panel, self._jobs, self._scheme = window, desk, panel, jobs, scheme
        self.dialog: TrendsDialog | None = None

    def run(self, _name: str) -> None:
        """Open the dialog on the query that stands in the panel, or the one that is open."""
        if self.dialog is None:
            library, papers = self._desk.library, self._desk.papers
            self.dialog = TrendsDialog(self._window, library, self._jobs, self._scheme, papers, self._panel.query)
            self.dialog.chosen.connect(self._search)
            self.dialog.finished.connect(self._forget)
        self.dialog.show()
        self.dialog.activateWindow()

    def abandon(self) -> None:
        """The window goes."""
        if self.dialog:
            self.dialog.close()

    def _search(self, request: SearchRequest) -> None:
        self._panel.ask(request)
        self.tab_wanted.emit(RESULTS)

    def _forget(self) -> None:
        self.dialog = None
