"""Restoring from a backup: which one, how it differs from what is here, then bringing it in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidgetItem,
    QWidget,
)

from ui.desktop import wording_health
from ui.desktop.theme import Scheme
from ui.desktop.views.run_dialog import RunDialog

_GROUPS = ("only_there", "different", "only_here")
_USABLE = ("proved", "flawed", "unproved")


class RestoreDialog(RunDialog):
    """`applied` when something came in."""

    applied = Signal()

    def __init__(self, parent: QWidget, archive: Path, scheme: Scheme, folder: str) -> None:
        super().__init__(parent, archive, scheme, self.tr("从备份恢复"))
        self._doing = ""
        self._compared: Mapping[str, Any] = {}
        self._restored: Mapping[str, Any] = {}
        self._groups: dict[str, QTreeWidgetItem] = {}
        self.folder = QLabel()
        self.folder_button = QPushButton(self.tr("选备份的文件夹…"))
        self.backup = QComboBox()
        self.theirs = QCheckBox(self.tr("内容不同的也换成备份里的（现有的收起来，可以撤销）"))
        self.look_button = QPushButton(self.tr("看看有何不同"))
        self.apply_button = QPushButton(self.tr("恢复"))
        self.backup.setAccessibleName(self.tr("哪一份备份"))
        self.backup.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.folder.setProperty("role", "muted")
        self.folder_button.setAutoDefault(False)
        self.folder.setWordWrap(True)
        self.found.setAccessibleName(self.tr("有何不同"))
        where, which, how = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        where.addWidget(self.folder, 1)
        where.addWidget(self.folder_button)
        which.addWidget(self.backup)
        which.addStretch(1)
        how.addWidget(self.theirs)
        self.lay_out(
            self.tr("取回备份里有、这里没有的期。先看有何不同，再决定。恢复以后可以撤销，现有的什么也不会删除。"),
            [where, which, how],
            [self.tr("期"), self.tr("会怎样")],
            self.look_button,
            self.apply_button,
        )
        self.folder_button.clicked.connect(self._choose)
        self.look_button.clicked.connect(lambda: self._restore(write=False))
        self.apply_button.clicked.connect(lambda: self._restore(write=True))
        self.backup.currentIndexChanged.connect(self._forget)
        self.theirs.toggled.connect(self._show_what_becomes)
        self.theirs.toggled.connect(self.show_state)
        self.show_state()
        self._list(folder)

    # ── running ────────────────────────────────────────────────────────────────────────────────────────────────────

    def said(self) -> str:
        if self._doing == "list":
            return "" if self.backup.count() else self.tr("这里没有能用的备份")
        if self._doing == "look":
            if not self._compared.get("only_there") and not self._compared.get("different"):
                return self.tr("备份里有的这里都有，内容也相同")
            return self.tr("还没有改动什么")
        if not self._restored.get("restored"):
            return self.tr("没有要取回的")
        return self.tr("取回了 {n} 期；“编辑 → 撤销更正”可以撤销").format(n=self._restored["restored"])

    def show_state(self) -> None:
        super().show_state()
        running = self._run is not None
        wanted = self._compared.get("only_there", 0) + self.theirs.isChecked() * self._compared.get("different", 0)
        self.folder_button.setEnabled(not running)
        for widget in (self.look_button, self.backup, self.theirs):
            widget.setEnabled(not running and self.backup.count() > 0)
        self.apply_button.setEnabled(not running and self._doing == "look" and wanted > 0)
        steps = (self.apply_button, self.look_button, self.folder_button)
        self.mark_next(next((step for step in steps if step.isEnabled()), self.look_button), *steps)

    def _list(self, folder: str) -> None:
        self._folder = folder
        self.folder.setText(
            self.tr("备份在 {folder}").format(folder=folder) if folder else self.tr("还没有选备份的文件夹")
        )
        self.backup.clear()
        self._forget()
        if folder:
            self._doing = "list"
            self.begin(["backup", "--list", "--", folder])

    def _restore(self, *, write: bool) -> None:
        self._forget()
        self._doing = "apply" if write else "look"
        theirs = ["--theirs"] if write and self.theirs.isChecked() else []
        options = ["--apply", *theirs] if write else []
        self.begin(["restore", "--progress", *options, "--at", self.backup.currentData(), "--", self._folder])

    def _finish(self, sentence: str) -> None:
        super()._finish(sentence)
        if self._restored.get("restored"):
            self.applied.emit()

    def _forget(self) -> None:
        self._compared, self._restored, self._doing = {}, {}, ""
        self.found.clear()
        self._groups.clear()
        self.step.setText("")
        self.show_state()

    def _choose(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, self.tr("备份在哪个文件夹"), self._folder):
            self._list(chosen)

    # ── results ────────────────────────────────────────────────────────────────────────────────────────────────────

    def take(self, line: Mapping[str, Any]) -> None:
        if self._doing == "list":
            self._offer(line)
        elif "issue" in line:
            issue = " ".join(str(line[name]) for name in ("paper", "date", "edition") if line[name])
            self._add(str(line["issue"]), issue)
        elif "same" in line:
            self._compared = line
            self._show_what_becomes()
        elif "original" in line:
            row = QTreeWidgetItem(
                [str(line["original"]), self.tr("原件取不回：{reason}").format(reason=line["reason"])]
            )
            row.setForeground(1, QColor(self._scheme.wrong))
            self.found.addTopLevelItem(row)
        elif "restored" in line:
            self._restored = line

    def _offer(self, backup: Mapping[str, Any]) -> None:
        if backup.get("state") not in _USABLE:
            return
        words = wording_health.backup_made(str(backup["time"]), int(backup["issues"]), str(backup["state"]))
        self.backup.addItem(words, backup["time"])

    def _add(self, group: str, issue: str) -> None:
        if group not in self._groups:
            self._groups[group] = QTreeWidgetItem()
            self.found.insertTopLevelItem(
                sum(known in self._groups for known in _GROUPS[: _GROUPS.index(group)]), self._groups[group]
            )
        self._groups[group].addChild(QTreeWidgetItem([issue]))

    def _show_what_becomes(self) -> None:
        theirs = self.theirs.isChecked()
        words = {
            "only_there": (self.tr("只在备份里，{n} 期"), self.tr("取回")),
            "different": (
                self.tr("内容不同，{n} 期"), self.tr("换成备份里的") if theirs else self.tr("保持现有的")
            ),
            "only_here": (self.tr("只在这里，{n} 期"), self.tr("保持现有的")),
        }  # fmt: skip
        for group, row in self._groups.items():
            name, becomes = words[group]
            row.setText(0, name.format(n=row.childCount()))
            row.setText(1, becomes)
            row.setExpanded(group != "only_here")
