"""The index follows the archive: after corrections, and after an import that was cut short, in a child process."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from reader.library import Library
from ui.desktop.importing import ImportRun, index_arguments
from ui.desktop.jobs import Jobs

PAUSE = 400
"""Milliseconds that pass after a correction: several in a row are brought in together."""


class IndexUpdates(QObject):
    """`updated`: a run came to its end, searches may find something else."""

    updated = Signal()

    def __init__(
        self,
        library: Library,
        jobs: Jobs,
        say: Callable[[str], None],
        importing: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._library, self._jobs, self._say, self._importing = library, jobs, say, importing
        self._run: ImportRun | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.start)

    @Slot()
    def start(self) -> None:
        """Bring in what is not in the index yet; an import that is under way does so itself at its end."""
        self._jobs.start(self._library.pending, self._begin, self._say)

    def soon(self) -> None:
        """As `start`, a moment after the last call."""
        self._pause.start()

    def hold(self) -> None:
        """Somebody wants to write: a run under way stops at its next item and leaves the archive's lock."""
        self._pause.stop()
        if self._run:
            self._run.cancel()

    def abandon(self) -> None:
        self._pause.stop()
        if self._run:
            self._run.abandon()

    def _begin(self, pending: int) -> None:
        if self._run is not None:
            self.soon()
        elif pending and not self._importing():
            self._run = ImportRun(index_arguments(self._library.folder, update=True), self)
            self._run.finished.connect(self._finish)
            self._run.start()

    def _finish(self, sentence: str) -> None:
        if self._run:
            self._run.deleteLater()
        self._run = None
        if sentence:
            self._say(sentence)
        self.updated.emit()
