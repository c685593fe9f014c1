"""The archive's health in the window: a line at its foot, a dialog, checks and backups in a child, on schedule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow, QPushButton

from reader.condition import Condition, backup_is_due, condition
from reader.library import Library
from reader.settings import Settings
from ui.desktop import wording_health
from ui.desktop.commands import Commands
from ui.desktop.importing import ImportRun
from ui.desktop.index_updates import IndexUpdates
from ui.desktop.jobs import Jobs
from ui.desktop.theme import Scheme
from ui.desktop.views.backup_advice import BackupAdvice
from ui.desktop.views.health_dialog import HealthDialog
from ui.desktop.views.restore_dialog import RestoreDialog

LOOK_EVERY = 15 * 60_000
"""Milliseconds between two looks at the archive's condition; a backup that is due begins after such a look."""
FIRST_LOOK = 3_000
"""Milliseconds after the window's start: reading comes first."""


class HealthCommands(Commands):
    """`run` an action by its id.  One check or backup at a time; closing the window stops it.

    `changed`: the archive is another one than before.
    """

    changed = Signal()

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
        self._restore: RestoreDialog | None = None
        self._command = ""
        self._found = self._lost = 0
        self._repairing = False
        self._tried = False
        self._may_advise = False
        self.advice = BackupAdvice(window)
        self.advice.choice_wanted.connect(self._choose_and_back_up)
        self._room = True
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

    def show_line(self, *, room: bool) -> None:
        """Where there is room for it and something to say."""
        self._room = room
        self.line.setVisible(room and bool(self.line.text()))

    def run(self, _name: str) -> None:
        self.open()

    def look(self) -> None:
        """See how the archive is; a backup that is due begins."""
        self._jobs.start(lambda: condition(self._library), self._show, self._say)

    def look_after_import(self) -> None:
        """There is something to lose now: who has no backup is advised once to make one."""
        self._may_advise = True
        self.look()

    def open(self) -> None:
        if self._dialog is None:
            folder, every = self._settings.get("backup.folder"), self._settings.get("backup.every")
            self._dialog = dialog = HealthDialog(self._window, self._scheme, folder, every)
            dialog.check_wanted.connect(self.check)
            dialog.repair_wanted.connect(self.repair)
            dialog.backup_wanted.connect(self.back_up)
            dialog.restore_wanted.connect(self.restore)
            dialog.folder_wanted.connect(self._choose_folder)
            dialog.interval_chosen.connect(lambda days: self._settings.set("backup.every", days))
            dialog.index_wanted.connect(self._index_updates.start)
            dialog.stop_wanted.connect(self.stop)
            dialog.show_running(running=self._run is not None)
        self.look()
        self._dialog.show()
        self._dialog.activateWindow()

    def check(self, full: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._begin("verify", *(["--full"] if full else []))

    def repair(self, source: str) -> None:
        """With a backup or another archive in the folder `source`."""
        self._begin("doctor", "--repair", source)

    def back_up(self) -> None:
        self._begin("backup", "--", self._settings.get("backup.folder"))

    def restore(self) -> None:
        if self._restore is None:
            folder = self._settings.get("backup.folder")
            self._restore = RestoreDialog(self._dialog or self._window, self._library.folder, self._scheme, folder)
            self._restore.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self._restore.applied.connect(self.changed)
            self._restore.destroyed.connect(self._forget_restore)
        self._restore.show()
        self._restore.activateWindow()

    def stop(self) -> None:
        if self._run:
            self._run.cancel()

    def abandon(self) -> None:
        """The window goes."""
        self._timer.stop()
        for part in (self._run, self._restore):
            if part:
                part.abandon()

    # ── what is known ──────────────────────────────────────────────────────────────────────────────────────────────

    def _show(self, now: Condition) -> None:
        words = wording_health.line(now)
        self.line.setText(words)
        self.show_line(room=self._room)
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

        self._advise(now)

    def _advise(self, now: Condition) -> None:
        cared_for = now.backup or self._settings.get("backup.folder") or self._settings.get("backup.advised")
        if self._may_advise and not now.empty and not cared_for:
            self._settings.set("backup.advised", value=True)
            self.advice.advise()

    def _choose_folder(self) -> bool:
        """Whether one was chosen."""
        before, title = self._settings.get("backup.folder"), self.tr("备份放在哪里：最好是另一块硬盘")
        folder = QFileDialog.getExistingDirectory(self._dialog or self._window, title, before)
        if folder:
            self._settings.set("backup.folder", folder)
            self._tried = False
            if self._dialog:
                self._dialog.show_folder(folder)
        return bool(folder)

    def _choose_and_back_up(self) -> None:
        if self._choose_folder():
            self.open()
            self.back_up()

    # ── a run ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _begin(self, command: str, *options: str) -> None:
        if self._run is not None:
            return
        self._command, self._found, self._lost, self._repairing = command, 0, 0, False
        arguments = ["--archive", str(self._library.folder), "--json", command, "--progress", *options]
        self._run = run = ImportRun(arguments, self)
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
        if "findings" in line:
            self._found, self._lost = int(line["findings"]), int(line["lost"])
        elif "sentence" in line or "reason" in line:
            if "repaired" in line and not self._repairing and self._dialog:
                self._dialog.findings.clear()  # how it was before
            self._repairing |= "repaired" in line
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
        if self._command == "doctor":
            self.changed.emit()
        if self._dialog:
            self._dialog.show_end(said, lost=self._lost > 0)
        if self._dialog is None or not self._dialog.isVisible():
            self._say(said)
        self.look()

    def _summary(self) -> str:
        if not self._found:
            return {
                "backup": self.tr("备份好了，试恢复完好"),
                "doctor": self.tr("修复了，逐字节核对过，完好"),
            }.get(self._command, self.tr("核对完了，完好"))
        return {
            "backup": self.tr("备份做了，但有 {n} 处不对"),
            "doctor": self.tr("修复以后还有 {n} 处不对"),
        }.get(self._command, self.tr("核对完了，{n} 处可留意")).format(n=self._found)

    def _forget_restore(self) -> None:
        self._restore = None
