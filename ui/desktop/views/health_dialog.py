"""The archive's health: last check, last backup, index, room; starts checks and backups and lists what was found.

Runs nothing itself: it says what is wanted and shows what it is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.condition import Condition
from ui.desktop import wording_health
from ui.desktop.theme import Scheme, serif_font

INTERVALS = (0, 1, 7, 30)
"""Days between automatic backups that are offered; 0: none."""


_WIDTH = 820


class HealthDialog(QDialog):
    """`check_wanted(full)`, `repair_wanted(from)`, `backup_wanted`, `restore_wanted`, `folder_wanted`,
    `interval_chosen(days)`, `index_wanted`, `stop_wanted`."""

    check_wanted = Signal(bool)
    repair_wanted = Signal(str)
    backup_wanted = Signal()
    restore_wanted = Signal()
    folder_wanted = Signal()
    interval_chosen = Signal(int)
    index_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget, scheme: Scheme, folder: str, every: int) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self._running = False
        self.setWindowTitle(self.tr("档案库的健康"))
        self.checks, self.backup, self.index, self.disk = QLabel(), QLabel(), QLabel(), QLabel()
        self.folder, self.step = QLabel(), QLabel()
        self.quick_button = QPushButton(self.tr("核对"))
        self.full_button = QPushButton(self.tr("逐字节核对"))
        self.folder_button = QPushButton(self.tr("备份到…"))
        self.backup_button = QPushButton(self.tr("现在备份"))
        self.restore_button = QPushButton(self.tr("恢复…"))
        self.repair_button = QPushButton(self.tr("用备份修复…"))
        self.index_button = QPushButton(self.tr("更新索引"))
        self.close_button = QPushButton(self.tr("关闭"))
        self.every = QComboBox()
        self.bar = QProgressBar()
        self.findings = QTreeWidget()
        self._lay_out()
        self._connect()
        for days in sorted({*INTERVALS, every}):
            self.every.addItem(self._interval(days), days)
        self.every.setCurrentIndex(self.every.findData(every))
        self.show_folder(folder)
        self.show_running(running=False)
        self.findings.hide()
        self.resize(_WIDTH, self.sizeHint().height())

    # ── what is known ──────────────────────────────────────────────────────────────────────────────────────────────

    def show_condition(self, condition: Condition) -> None:
        for label, text in (
            (self.checks, wording_health.checks(condition)),
            (self.backup, wording_health.backup(condition)),
            (self.index, wording_health.index(condition)),
            (self.disk, wording_health.disk(condition)),
        ):
            label.setText(text)
        self.index_button.setVisible(condition.pending > 0)

    def show_folder(self, folder: str) -> None:
        """Where backups go; empty when nobody has said."""
        self._folder = folder
        self.folder.setText(
            self.tr("备份放在 {folder}").format(folder=folder) if folder else self.tr("还没有选备份放在哪里")
        )
        self.every.setEnabled(bool(folder))
        self.show_running(running=self._running)

    # ── a run ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_running(self, *, running: bool) -> None:
        if running and not self._running:
            self.findings.clear()
            self.findings.hide()
            self.step.setText("")
            self.bar.setRange(0, 0)
        self._running = running
        self.bar.setVisible(running)
        for button in (self.quick_button, self.full_button, self.folder_button, self.restore_button):
            button.setEnabled(not running)
        self.backup_button.setEnabled(not running and bool(self._folder))
        self.repair_button.hide()
        self.close_button.setText(self.tr("停下") if running else self.tr("关闭"))

    def show_progress(self, what: str, done: int, total: int) -> None:
        self.step.setText(f"{what}  {done}/{total}" if total else what)
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def add_finding(self, line: Mapping[str, Any]) -> None:
        """One of `verify` and `doctor` (`name`, `sentence`, `advice`, `loss`; `repaired`, `name` and `sentence` or
        `reason`), or of `backup` (`original`, `reason`)."""
        name = str(line.get("name") or line.get("original") or "")
        words = str(line.get("sentence") or line.get("reason") or "")
        row = QTreeWidgetItem([words, str(line.get("advice") or ""), name])
        for column in range(3):
            row.setToolTip(column, row.text(column))
        if line.get("loss", not line.get("repaired")):
            row.setForeground(0, QColor(self._scheme.wrong))
        self.findings.addTopLevelItem(row)
        if self.findings.isHidden():
            self.findings.show()
            self.resize(self.width(), max(self.height(), self.sizeHint().height()))

    def show_end(self, sentence: str, *, lost: bool) -> None:
        """`lost`: something is missing or damaged that a second copy may bring back."""
        self.step.setText(sentence)
        self.show_running(running=False)
        self.repair_button.setVisible(lost)

    def reject(self) -> None:
        """Closing leaves a run alone: it goes on in the background."""
        self.hide()

    # ── building ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _lay_out(self) -> None:
        title = QLabel(self.tr("档案库的健康"))
        title.setFont(serif_font(22, bold=True))
        title.setStyleSheet("font-size: 22px;")
        self.every.setAccessibleName(self.tr("自动备份的间隔"))
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("进度"))
        self.findings.setHeaderLabels([self.tr("有什么不对"), self.tr("怎么办"), self.tr("在哪里")])
        self.findings.setAccessibleName(self.tr("核对出来的"))
        self.findings.setRootIsDecorated(False)
        self.findings.setMinimumHeight(180)
        self.findings.setAlternatingRowColors(True)
        header = self.findings.header()
        header.resizeSection(0, 260)
        header.resizeSection(1, 300)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(1, 170)
        where = QHBoxLayout()
        where.addWidget(self.folder, 1)
        where.addWidget(self.every)
        rows: tuple[tuple[str, QLabel, tuple[QPushButton, ...]], ...] = (
            (self.tr("核对"), self.checks, (self.quick_button, self.full_button)),
            (self.tr("备份"), self.backup, (self.folder_button, self.backup_button, self.restore_button)),
            (self.tr("检索索引"), self.index, (self.index_button,)),
            (self.tr("磁盘"), self.disk, ()),
        )
        at = 0
        for name, label, buttons in rows:
            heading = QLabel(name)
            heading.setProperty("role", "muted")
            grid.addWidget(heading, at, 0)
            grid.addWidget(label, at, 1)
            beside = QHBoxLayout()
            beside.setSpacing(8)
            beside.addStretch(1)
            for button in buttons:
                beside.addWidget(button)
            grid.addLayout(beside, at, 2)
            at += 1
            if label is self.backup:
                grid.addLayout(where, at, 1, 1, 2)
                at += 1
        for label in (self.checks, self.backup, self.index, self.disk, self.folder, self.step):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for label in (self.folder, self.step):
            label.setProperty("role", "muted")
        for button in self._buttons():
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.addWidget(self.step, 1)
        foot.addWidget(self.repair_button)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(14)
        column.addWidget(title)
        column.addLayout(grid)
        column.addWidget(self.bar)
        column.addWidget(self.findings, 1)
        column.addStretch(0)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.quick_button.clicked.connect(lambda: self.check_wanted.emit(False))
        self.full_button.clicked.connect(lambda: self.check_wanted.emit(True))
        self.backup_button.clicked.connect(self.backup_wanted)
        self.restore_button.clicked.connect(self.restore_wanted)
        self.repair_button.clicked.connect(self._choose_source)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.index_button.clicked.connect(self.index_wanted)
        self.every.activated.connect(lambda: self.interval_chosen.emit(self.every.currentData()))
        self.close_button.clicked.connect(self._stop_or_close)

    def _interval(self, days: int) -> str:
        if days == 0:
            return self.tr("不自动备份")
        return self.tr("每天自动备份") if days == 1 else self.tr("每 {n} 天自动备份").format(n=days)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.quick_button, self.full_button, self.folder_button, self.backup_button, self.index_button,
            self.restore_button, self.repair_button, self.close_button,
        )  # fmt: skip

    def _choose_source(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("用哪个备份或哪份档案库修复"), self._folder)
        if chosen:
            self.repair_wanted.emit(chosen)

    def _stop_or_close(self) -> None:
        if self._running:
            self.stop_wanted.emit()
        else:
            self.hide()
