"""The issue ledgers of the open archive: computed beside the window, kept until the archive changes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from archive.newspaper.coverage import Ledger
from reader.library import Library
from ui.desktop.jobs import Job, Jobs


class Ledgers(QObject):
    """`of` gives what is known and begins to compute what is not; `ready(paper)` when it is there."""

    ready = Signal(str)

    def __init__(self, library: Library, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._jobs = library, jobs
        self._kept: dict[str, Ledger] = {}
        self._under_way: dict[str, Job] = {}

    def of(self, paper: str) -> Ledger | None:
        """The newspaper's ledger, or None while it is computed."""
        if paper not in self._kept and paper not in self._under_way:
            self._under_way[paper] = self._jobs.start(
                lambda: self._library.ledger(paper), lambda found: self._keep(paper, found), lambda _: self._drop(paper)
            )
        return self._kept.get(paper)

    def forget(self) -> None:
        """The archive changed."""
        for job in self._under_way.values():
            job.cancel()
        self._under_way.clear()
        self._kept.clear()

    def _keep(self, paper: str, found: Ledger) -> None:
        self._drop(paper)
        self._kept[paper] = found
        self.ready.emit(paper)

    def _drop(self, paper: str) -> None:
        self._under_way.pop(paper, None)
