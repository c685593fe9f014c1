"""Proving clippings beside the window: what is as it was, what changed, what is gone, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from archive.personal import Clipping
from archive.progress import Cancelled
from reader.library import Library
from reader.proving import Finding, Verdict, prove
from ui.desktop import wording_clippings
from ui.desktop.jobs import Jobs
from ui.desktop.theme import serif_font


class ProofDialog(QDialog):
    """Begins at once.  `proved`: the verdicts, by the ids of clippings."""

    proved = Signal(dict)

    def __init__(self, parent: QWidget, library: Library, jobs: Jobs, name: str, clippings: Sequence[Clipping]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("核对剪报"))
        self.resize(820, 520)
        self._cancelled = Cancelled()
        self.running = True
        title = QLabel(self.tr("核对“{name}”").format(name=name))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setFont(serif_font(22, bold=True))
        title.setStyleSheet("font-size: 22px;")
        about = QLabel(
            self.tr("用剪下时记着的校验和找原件，逐字节核对；再看稿件现在说的是不是剪下时的话。档案库不变。")
        )
        about.setWordWrap(True)
        self.said = QLabel(self.tr("正在核对 {n} 条…").format(n=len(clippings)))
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("进度"))
        self.found = QTreeWidget()
        self.found.setAccessibleName(self.tr("核对的结果"))
        self.found.setHeaderLabels([self.tr("结果"), self.tr("剪报"), self.tr("出处")])
        self.found.setWordWrap(True)
        header = self.found.header()
        header.resizeSection(0, 110)
        header.resizeSection(1, 360)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        for widget in (title, about, self.said, self.bar):
            column.addWidget(widget)
        column.addWidget(self.found, 1)
        column.addWidget(buttons)
        cancelled, wanted = self._cancelled, list(clippings)
        self._job = jobs.start(
            lambda: [step for step in prove(library, wanted, cancelled) if isinstance(step, Verdict)],
            self._done,
            self._failed,
        )

    def abandon(self) -> None:
        """The window goes."""
        self._cancelled.set()
        self._job.cancel()
        self.running = False

    def done(self, code: int) -> None:
        self.abandon()
        super().done(code)

    def _done(self, verdicts: list[Verdict]) -> None:
        """What is wrong stands first, its reasons below it."""
        self._end(wording_clippings.counted(verdicts) or self.tr("没有剪报"))
        order = [Finding.GONE, Finding.CHANGED, Finding.SAME]
        for verdict in sorted(verdicts, key=lambda verdict: order.index(verdict.finding)):
            clipping = verdict.clipping
            words = [
                wording_clippings.finding(verdict.finding),
                wording_clippings.title(clipping),
                clipping.kept.source,
            ]
            row = QTreeWidgetItem(words)
            self.found.addTopLevelItem(row)
            for reason in verdict.reasons:
                below = QTreeWidgetItem(["", reason])
                row.addChild(below)
                below.setFirstColumnSpanned(False)
                below.setToolTip(1, reason)
            row.setExpanded(True)
        self.proved.emit({verdict.clipping.id: verdict for verdict in verdicts})

    def _failed(self, sentence: str) -> None:
        self._end(sentence)

    def _end(self, sentence: str) -> None:
        self.running = False
        self.bar.hide()
        self.said.setText(sentence)
