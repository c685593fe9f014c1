"""The archive's health in the window: a line at its foot, a dialog, checks and backups in a child, on schedule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QPushButton

from reader.condition import Condition, backup_is_due, condition
from reader.library import Library
from reader.settings import Settings
from ui.desktop import wording_health
from ui.desktop.importing import ImportRun
from ui.desktop.index_updates import IndexUpdates
from ui.desktop.jobs import Jobs
from ui.desktop.theme import Scheme
from ui.desktop.views.health_dialog import HealthDialog

LOOK_EVERY = 15 * 60_000
"""Milliseconds between two looks at the archive's condition; a backup that is due begins after such a look."""
FIRST_LOOK = 3_000
"""Milliseconds after the window's start: reading comes first."""


class HealthCommands(QObject):
    """`run` an action by its id.  One check or backup at a time; closing the window stops it."""

    NAMES: ClassVar[tuple[str, ...]] = ("health",)

    def __init__(
        self,
        window: QMainWindow,
        library: Library,
        jobs: Jobs,
        settings: Settings,
        scheme: Scheme,
        index_updates: IndexUpdates,
        say: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._jobs = window, library, jobs
        self._settings, self._scheme, self._say = settings, scheme, say
        self._index_updates = index_updates
        self._dialog: HealthDialog | None = None
        self._run: ImportRun | None = None
        self._backing_up = False
        self._found = 0
        self._tried = False
        self.line = QPushButton()
        self.line.setFlat(True)
        self.line.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.line.setCursor(Qt.CursorShape.PointingHandCursor)
        self.line.setProperty("role", "health")
        self.line.hide()
        self.line.clicked.connect(self.open)
        window.statusBar().addPermanentWidget(self.line)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(FIRST_LOOK, self, self.look)
        index_updates.updated.connect(self.look)

    def run(self, _name: str) -> None:
        self.open()

    def look(self) -> None:
        """See how the archive is; a backup that is due begins."""
        self._jobs.start(lambda: condition(self._library), self._show, self._say)

    def open(self) -> None:
        if self._dialog is None:
            folder, every = self._settings.get("backup.folder"), self._settings.get("backup.every")
            self._dialog = dialog = HealthDialog(self._window, self._scheme, folder, every)
            dialog.check_wanted.connect(self.check)
            dialog.backup_wanted.connect(self.back_up)
            dialog.folder_chosen.connect(self._choose_folder)
            dialog.interval_chosen.connect(lambda days: self._settings.set("backup.every", days))
            dialog.index_wanted.connect(self._index_updates.start)
            dialog.stop_wanted.connect(self.stop)
            dialog.show_running(running=self._run is not None)
        self.look()
        self._dialog.show()
        self._dialog.activateWindow()

    def check(self, full: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._begin(["verify", "--progress", *(["--full"] if full else [])], backing_up=False)

    def back_up(self) -> None:
        self._begin(["backup", "--progress", "--", self._settings.get("backup.folder")], backing_up=True)

    def stop(self) -> None:
        if self._run:
            self._run.cancel()

    def abandon(self) -> None:
        """The window goes."""
        self._timer.stop()
        if self._run:
            self._run.abandon()

    # ── what is known ──────────────────────────────────────────────────────────────────────────────────────────────

    def _show(self, now: Condition) -> None:
        words = wording_health.line(now)
        self.line.setText(words)
        self.line.setVisible(bool(words))
        self.line.setAccessibleName(self.tr("档案库的健康：{words}").format(words=words))
        self.line.setToolTip(self.tr("核对、备份、索引和磁盘的情况"))
        self.line.setProperty("wrong", wording_health.is_grave(now))
        self.line.style().polish(self.line)
        if self._dialog:
            self._dialog.show_condition(now)
        every = self._settings.get("backup.every")
        if self._settings.get("backup.folder") and backup_is_due(now, every) and not self._run and not self._tried:
            self._tried = True  # one that fails is said once, and tried again when the window opens next
            self.back_up()

    def _choose_folder(self, folder: str) -> None:
        self._settings.set("backup.folder", folder)
        self._tried = False
        if self._dialog:
            self._dialog.show_folder(folder)

    # ── a run ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, command: Sequence[str], *, backing_up: bool) -> None:
        if self._run is not None:
            return
        self._backing_up, self._found = backing_up, 0
        name, *options = command
        self._run = run = ImportRun(["--archive", str(self._library.folder), "--json", name, *options], self)
        run.progressed.connect(self._show_progress)
        run.record.connect(self._take)
        run.finished.connect(self._finish)
        if self._dialog:
            self._dialog.show_running(running=True)
        run.start()

    def _show_progress(self, what: str, done: int, total: int) -> None:
        if self._dialog:
            self._dialog.show_progress(what, done, total)

    def _take(self, line: Mapping[str, Any]) -> None:
        if "sentence" in line or "original" in line:
            self._found += 1
            if self._dialog:
                self._dialog.add_finding(line)
        else:
            for problem in line.get("problems") or ():
                self._take({"sentence": problem})

    def _finish(self, sentence: str) -> None:
        stopped = bool(self._run and self._run.cancelled)
        if self._run:
            self._run.deleteLater()
        self._run = None
        said = sentence or (self.tr("已停下") if stopped else self._summary())
        if self._dialog:
            self._dialog.show_end(said)
        if self._dialog is None or not self._dialog.isVisible():
            self._say(said)
        self.look()

    def _summary(self) -> str:
        if self._backing_up:
            done = self.tr("备份好了，试恢复完好")
            return self.tr("备份做了，但有 {n} 处不对").format(n=self._found) if self._found else done
        return self.tr("核对完了，{n} 处可留意").format(n=self._found) if self._found else self.tr("核对完了，完好")
