"""Reading the originals again: first only what would change, then, if the reader wants it, for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QTreeWidgetItem, QWidget

from ui.desktop.theme import Scheme
from ui.desktop.views.run_dialog import RunDialog


class ReparseDialog(RunDialog):
    """`applied` when something was written."""

    applied = Signal()

    def __init__(self, parent: QWidget, archive: Path, scheme: Scheme, papers: Sequence[str]) -> None:
        super().__init__(parent, archive, scheme, self.tr("重读原件"))
        self._writing = False
        self.paper = QComboBox()
        self.everything = QCheckBox(self.tr("全部重读，不只是旧版导入器读的"))
        self.look_button = QPushButton(self.tr("看看会变什么"))
        self.apply_button = QPushButton(self.tr("照此更新"))
        self.paper.setAccessibleName(self.tr("报纸"))
        self.paper.addItem(self.tr("全部报纸和文件"), None)
        for name in papers:
            self.paper.addItem(name, name)
        self.found.setAccessibleName(self.tr("会变的地方"))
        top = QHBoxLayout()
        top.addWidget(self.paper)
        top.addWidget(self.everything)
        top.addStretch(1)
        self.lay_out(
            self.tr("用现在的导入器重新读存着的原件。标注、人工的更正和旧版本都保留。先看会变什么，再决定。"),
            [top],
            [self.tr("来源或变化"), self.tr("原来"), self.tr("重读后")],
            self.look_button,
            self.apply_button,
        )
        self.look_button.clicked.connect(lambda: self._read_again(write=False))
        self.apply_button.clicked.connect(lambda: self._read_again(write=True))
        for change in (self.paper.currentIndexChanged, self.everything.toggled):
            change.connect(self._forget_changes)
        self.show_state()

    # ── running ────────────────────────────────────────────────────────────────────────────────────────────────────

    def command(self, *, write: bool) -> list[str]:
        paper = self.paper.currentData()
        return [
            *("reparse", "--progress"),
            *(["--apply"] if write else []),
            *(["--all"] if self.everything.isChecked() else []),
            *(["--paper", paper] if paper else []),
        ]

    def said(self) -> str:
        count = self.found.topLevelItemCount()
        if not count:
            return self.tr("重读的结果都与现有的相同，没有要更新的")
        words = self.tr("已更新 {n} 项") if self._writing else self.tr("{n} 项会有变化，还没有写入")
        return words.format(n=count)

    def show_state(self) -> None:
        super().show_state()
        running = self._run is not None
        for widget in (self.look_button, self.paper, self.everything):
            widget.setEnabled(not running)
        self.apply_button.setEnabled(not running and not self._writing and self.found.topLevelItemCount() > 0)
        following = self.apply_button if self.apply_button.isEnabled() else self.look_button
        self.mark_next(following, self.look_button, self.apply_button)

    def _read_again(self, *, write: bool) -> None:
        self.found.clear()
        self._writing = write
        self.begin(self.command(write=write))

    def _finish(self, sentence: str) -> None:
        super()._finish(sentence)
        if self._writing:
            self.applied.emit()

    def _forget_changes(self) -> None:
        self.found.clear()
        self.step.setText("")
        self.show_state()

    # ── results ────────────────────────────────────────────────────────────────────────────────────────────────────

    def take(self, line: Mapping[str, Any]) -> None:
        if "changes" not in line:
            return
        where = " ".join(str(line[name]) for name in ("paper", "date", "edition") if line.get(name))
        top = QTreeWidgetItem([where, "", str(line.get("problem") or "")])
        top.setToolTip(0, str(line.get("source") or ""))
        if line.get("problem"):
            top.setForeground(2, QColor(self._scheme.wrong))
        if line.get("read_as"):
            text = self.tr("现在读作 {date}，归档没有改动").format(date=line["read_as"])
            top.addChild(QTreeWidgetItem([text]))
        if line.get("pages_changed"):
            top.addChild(QTreeWidgetItem([self.tr("版面有变")]))
        for change in line["changes"]:
            before, after = (" ".join(str(change.get(name) or "").split()) for name in ("before", "after"))
            row = QTreeWidgetItem([self._words().get(change.get("action"), ""), before, after])
            for column, text in ((1, before), (2, after)):
                row.setToolTip(column, text)
            for was, wanted in change.get("misfits") or ():
                row.addChild(QTreeWidgetItem([self.tr("更正不再对得上"), was, wanted]))
            top.addChild(row)
            row.setExpanded(True)
        self.found.addTopLevelItem(top)
        top.setExpanded(self.found.topLevelItemCount() <= 20)

    def _words(self) -> dict[str | None, str]:
        return {
            "new": self.tr("新增"), "newer": self.tr("文字有变"), "placed": self.tr("版面或热区有变"),
            "held": self.tr("来源有变，保留人工的"), "carried": self.tr("文字有变，更正移到了新文字上"),
            None: self.tr("不再读出，保留原有的"),
        }  # fmt: skip
