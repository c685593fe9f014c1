"""Reading the originals again: first only what would change, then, if the reader wants it, for good.

The command line does the work in a child process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
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

from ui.desktop.importing import ImportRun
from ui.desktop.theme import Scheme, serif_font


class ReparseDialog(QDialog):
    """`applied` when something was written."""

    applied = Signal()

    def __init__(self, parent: QWidget, archive: Path, scheme: Scheme, papers: Sequence[str]) -> None:
        super().__init__(parent)
        self._archive, self._scheme = archive, scheme
        self._run: ImportRun | None = None
        self._writing = False
        self.setWindowTitle(self.tr("重读原件"))
        self.resize(820, 560)
        self.title, self.step = QLabel(self.tr("重读原件")), QLabel()
        self.paper = QComboBox()
        self.everything = QCheckBox(self.tr("全部重读，不只是旧版导入器读的"))
        self.bar = QProgressBar()
        self.changes = QTreeWidget()
        self.look_button = QPushButton(self.tr("看看会变什么"))
        self.apply_button = QPushButton(self.tr("照此更新"))
        self.close_button = QPushButton(self.tr("关闭"))
        self._lay_out(papers)
        self._show_state()

    def _lay_out(self, papers: Sequence[str]) -> None:
        self.title.setFont(serif_font(22, bold=True))
        self.title.setStyleSheet("font-size: 22px;")
        words = QLabel(
            self.tr("用现在的导入器重新读存着的原件。标注、人工的更正和旧版本都保留。先看会变什么，再决定。")
        )
        words.setWordWrap(True)
        self.step.setProperty("role", "muted")
        self.step.setTextFormat(Qt.TextFormat.PlainText)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("进度"))
        self.paper.setAccessibleName(self.tr("报纸"))
        self.paper.addItem(self.tr("全部报纸和文件"), None)
        for name in papers:
            self.paper.addItem(name, name)
        self.changes.setHeaderLabels([self.tr("来源或变化"), self.tr("原来"), self.tr("重读后")])
        self.changes.setAccessibleName(self.tr("会变的地方"))
        self.changes.setAlternatingRowColors(True)
        header = self.changes.header()
        header.resizeSection(0, 300)
        header.resizeSection(1, 230)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        top = QHBoxLayout()
        top.addWidget(self.paper)
        top.addWidget(self.everything)
        top.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.look_button, self.apply_button, self.close_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        self.look_button.clicked.connect(lambda: self._begin(write=False))
        self.apply_button.clicked.connect(lambda: self._begin(write=True))
        self.close_button.clicked.connect(self._stop_or_close)
        for change in (self.paper.currentIndexChanged, self.everything.toggled):
            change.connect(self._forget_changes)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(words)
        column.addLayout(top)
        column.addWidget(self.step)
        column.addWidget(self.bar)
        column.addWidget(self.changes, 1)
        column.addLayout(buttons)

    # ── running ────────────────────────────────────────────────────────────────────────────────────────────────────

    def arguments(self, *, write: bool) -> list[str]:
        paper = self.paper.currentData()
        return [
            *("--archive", str(self._archive), "--json", "reparse", "--progress"),
            *(["--apply"] if write else []),
            *(["--all"] if self.everything.isChecked() else []),
            *(["--paper", paper] if paper else []),
        ]

    def abandon(self) -> None:
        """The window goes."""
        if self._run:
            self._run.abandon()

    def _begin(self, *, write: bool) -> None:
        self.changes.clear()
        self._writing = write
        self.step.setText("")
        self.bar.setRange(0, 0)
        self._run = run = ImportRun(self.arguments(write=write), self)
        run.progressed.connect(self._show_progress)
        run.record.connect(self._take)
        run.finished.connect(self._finish)
        self._show_state()
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
        count = self.changes.topLevelItemCount()
        if sentence:
            self.step.setText(sentence)
        elif stopped:
            self.step.setText(self.tr("已停下"))
        elif not count:
            self.step.setText(self.tr("重读的结果都与现有的相同，没有要更新的"))
        else:
            words = self.tr("已更新 {n} 项") if self._writing else self.tr("{n} 项会有变化，还没有写入")
            self.step.setText(words.format(n=count))
        self._show_state()
        if self._writing:
            self.applied.emit()

    def _show_state(self) -> None:
        running = self._run is not None
        self.bar.setVisible(running)
        for widget in (self.look_button, self.paper, self.everything):
            widget.setEnabled(not running)
        self.apply_button.setEnabled(not running and not self._writing and self.changes.topLevelItemCount() > 0)
        following = self.apply_button if self.apply_button.isEnabled() else self.look_button
        for button in (self.look_button, self.apply_button):
            button.setProperty("primary", button is following)
            button.style().polish(button)
        self.close_button.setText(self.tr("停下") if running else self.tr("关闭"))

    def _forget_changes(self) -> None:
        self.changes.clear()
        self.step.setText("")
        self._show_state()

    # ── results ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, line: Mapping[str, Any]) -> None:
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
            top.addChild(row)
        self.changes.addTopLevelItem(top)
        top.setExpanded(self.changes.topLevelItemCount() <= 20)

    def _words(self) -> dict[str | None, str]:
        return {
            "new": self.tr("新增"), "newer": self.tr("文字有变"), "placed": self.tr("版面或热区有变"),
            "held": self.tr("来源有变，保留人工的"), None: self.tr("不再读出，保留原有的"),
        }  # fmt: skip

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
