"""A dialog whose work the command line does in a child process: what it is about, how far it is, what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from ui.desktop.importing import ImportRun
from ui.desktop.theme import Scheme, serif_font

translate = QCoreApplication.translate  # `self.tr` would look under the name of the subclass


class RunDialog(QDialog):
    """Subclasses say what the choices are, take the child's records, and say how it ended."""

    def __init__(self, parent: QWidget, archive: Path, scheme: Scheme, name: str) -> None:
        super().__init__(parent)
        self._archive, self._scheme = archive, scheme
        self._run: ImportRun | None = None
        self.setWindowTitle(name)
        self.resize(820, 560)
        self.step = QLabel()
        self.bar = QProgressBar()
        self.found = QTreeWidget()
        self.close_button = QPushButton(translate("RunDialog", "关闭"))

    @property
    def running(self) -> bool:
        return self._run is not None

    def abandon(self) -> None:
        """The window goes."""
        if self._run:
            self._run.abandon()

    # ── what subclasses say ────────────────────────────────────────────────────────────────────────────────────────

    def take(self, line: Mapping[str, Any]) -> None:
        """One record of the child."""

    def said(self) -> str:
        """What came of a run that went to its end."""
        return ""

    def show_state(self) -> None:
        """Enable what can be done now; called when a run begins and when it has ended."""
        running = self._run is not None
        self.bar.setVisible(running)
        self.close_button.setText(translate("RunDialog", "停下") if running else translate("RunDialog", "关闭"))

    # ── building ───────────────────────────────────────────────────────────────────────────────────────────────────

    def lay_out(self, about: str, choices: Sequence[QLayout], headings: Sequence[str], *buttons: QPushButton) -> None:
        """From top to bottom: name, `about`, choices, progress, a list with `headings`, buttons."""
        title = QLabel(self.windowTitle())
        title.setFont(serif_font(22, bold=True))
        title.setStyleSheet("font-size: 22px;")
        words = QLabel(about)
        words.setWordWrap(True)
        self.step.setProperty("role", "muted")
        self.step.setTextFormat(Qt.TextFormat.PlainText)
        self.step.setWordWrap(True)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(translate("RunDialog", "进度"))
        self.found.setHeaderLabels(list(headings))
        self.found.setAlternatingRowColors(True)
        header = self.found.header()
        for column in range(len(headings) - 1):
            header.resizeSection(column, 300 if column == 0 else 230)
        header.setSectionResizeMode(len(headings) - 1, QHeaderView.ResizeMode.Stretch)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for button in (*buttons, self.close_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        self.close_button.clicked.connect(self._stop_or_close)
        column_of_all = QVBoxLayout(self)
        column_of_all.setContentsMargins(22, 18, 22, 16)
        column_of_all.setSpacing(10)
        column_of_all.addWidget(title)
        column_of_all.addWidget(words)
        for choice in choices:
            column_of_all.addLayout(choice)
        for widget in (self.step, self.bar):
            column_of_all.addWidget(widget)
        column_of_all.addWidget(self.found, 1)
        column_of_all.addLayout(foot)

    @staticmethod
    def mark_next(following: QPushButton, *buttons: QPushButton) -> None:
        """Of several buttons this is the one to press next."""
        for button in buttons:
            button.setProperty("primary", button is following)
            button.style().polish(button)

    # ── running ────────────────────────────────────────────────────────────────────────────────────────────────────

    def begin(self, command: Sequence[str]) -> None:
        """Run a command with its options on the archive."""
        self.step.setText("")
        self.bar.setRange(0, 0)
        self._run = run = ImportRun(["--archive", str(self._archive), "--json", *command], self)
        run.progressed.connect(self._show_progress)
        run.record.connect(self.take)
        run.finished.connect(self._finish)
        self.show_state()
        run.start()

    def _show_progress(self, what: str, done: int, total: int) -> None:
        self.step.setText(f"{what}  {done}/{total}" if total else what)
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _finish(self, sentence: str) -> None:
        stopped = bool(self._run and self._run.cancelled)
        if self._run:
            self._run.deleteLater()
        self._run = None
        self.step.setText(sentence or (translate("RunDialog", "已停下") if stopped else self.said()))
        self.show_state()

    def _stop_or_close(self) -> None:
        if self._run:
            self._run.cancel()
        else:
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._run:
            event.ignore()
        else:
            super().closeEvent(event)

    def reject(self) -> None:
        if self._run is None:
            super().reject()
