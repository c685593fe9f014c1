"""Carrying out corrections: beside the window, then the desk shows what is there now and a quiet bar offers to undo it.

The index follows in a child process.  What to correct is asked elsewhere (`filing_commands`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from archive.catalogue import Correction
from archive.catalogue.trash import Trashed, TrashedArticle, TrashedIssue
from reader.filing import Filing
from reader.navigation import Place
from ui.desktop.desk import Desk
from ui.desktop.index_updates import IndexUpdates
from ui.desktop.jobs import Done, Failed, Jobs
from ui.desktop.views.dialogs import show_error
from ui.desktop.views.record_dialogs import JournalDialog, TrashDialog
from ui.desktop.views.undo_bar import UndoBar

Work = Callable[[Filing], Correction | None]
Then = Callable[[], object]


class Corrections(QObject):
    """Corrections of one archive as its window makes them, and how they are taken back."""

    made = Signal()
    """The archive was changed: what is remembered of it (pictures of pages) no longer holds."""
    shown = Signal()
    """The desk shows it as it is now."""

    def __init__(self, window: QWidget, desk: Desk, jobs: Jobs, updates: IndexUpdates) -> None:
        super().__init__(window)
        self._window, self._desk, self._jobs = window, desk, jobs
        self._updates, self._filing = updates, desk.library.filing
        self._before: dict[int, Place | None] = {}
        self.bar = UndoBar(window)
        self.can_undo = False
        self._look()

    def carry_out(
        self, work: Work, place: Place | None = None, *, then: Then | None = None, failed: Failed | None = None
    ) -> None:
        """Do it; then open `place` (or stay), say so, and call `then`.  An error goes to `failed`, else into a box."""
        before = self._desk.place()

        def done(entry: Correction | None) -> None:
            if then:
                then()
            if entry is None:
                self.bar.tell(self.tr("没有什么要改的"))
                return
            self._before[entry.id] = before
            self.show(place)
            self.bar.tell(entry.sentence, lambda: self.undo(entry.id))

        self.start(lambda: work(self._filing), done, failed)

    def undo(self, number: int | None = None, *, failed: Failed | None = None) -> None:
        """Take back a correction, the newest that stands without a number, and go back to where one was before it."""

        def done(entry: Correction) -> None:
            self.show(self._before.pop(entry.id, None))
            self.bar.tell(self.tr("已撤销：{sentence}").format(sentence=entry.sentence))

        self.start(lambda: self._filing.undo(number), done, failed)

    def start(self, work: Callable[[], Any], done: Done, failed: Failed | None = None) -> None:
        """Write to the archive beside the window.  An index update under way makes room and is taken up again."""

        def fail(sentence: str) -> None:
            self._updates.soon()
            if failed:
                failed(sentence)
            else:
                show_error(self._window, sentence)

        self._updates.hold()
        self._jobs.start(work, done, fail, priority=2)

    def show(self, place: Place | None = None) -> None:
        """Show the archive as it is now, at `place` or where one is, and let the index follow."""
        self.made.emit()
        self._look()
        self._desk.refresh(place)
        self._updates.soon()
        self.shown.emit()

    def open_journal(self) -> None:
        dialog = JournalDialog(self._window, self._filing)
        dialog.wanted.connect(lambda entry: self.undo(entry.id, failed=dialog.refuse))
        self._open(dialog)

    def open_trash(self) -> None:
        dialog = TrashDialog(self._window, self._filing)

        def restore(item: Trashed) -> None:
            if isinstance(item, TrashedIssue):
                self.carry_out(lambda filing: filing.restore_issue(item.id), Place(item.key), failed=dialog.refuse)
            elif not isinstance(item, TrashedArticle):
                place = Place(item.key, item.label)
                self.carry_out(lambda filing: filing.restore_page(item.id), place, failed=dialog.refuse)
            else:
                place = Place(item.key, None, item.id)
                self.carry_out(lambda filing: filing.restore_articles([item.id]), place, failed=dialog.refuse)

        dialog.wanted.connect(restore)
        self._open(dialog)

    def _open(self, dialog: JournalDialog | TrashDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.shown.connect(dialog.load)
        dialog.show()

    def _look(self) -> None:
        self.can_undo = any(entry.undone_at is None for entry in self._filing.journal())
