"""An archive on its way to another folder: how far it is, and a way to stop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.desktop.importing import ImportRun, copy_arguments


class CopyDialog(QDialog):
    """Copies in a child process.  `copied`: the copy is there, whole and checked."""

    copied = Signal()

    def __init__(self, parent: QWidget, archive: Path, target: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("移动档案库"))
        self._run = ImportRun(copy_arguments(archive, target), self)
        self.step, self.wrong = QLabel(self.tr("正在复制到 {path}，逐个核对…").format(path=target)), QLabel()
        self.wrong.setProperty("role", "wrong")
        self.wrong.hide()
        for label in (self.step, self.wrong):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("复制的进度"))
        self.button = QPushButton(self.tr("取消"))
        self.button.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        for widget in (self.step, self.bar, self.wrong):
            column.addWidget(widget)
        column.addLayout(buttons)
        self.setMinimumWidth(460)
        self._run.progressed.connect(self._show)
        self._run.finished.connect(self._finish)

    def begin(self) -> None:
        self.open()
        self._run.start()

    def reject(self) -> None:
        """Stop: what was copied so far is taken away again."""
        if self._run.running and not self._run.cancelled:
            self.button.setEnabled(False)
            self._run.cancel()
        elif not self._run.running:
            super().reject()

    def _show(self, _what: str, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _finish(self, sentence: str) -> None:
        if self._run.cancelled:
            super().reject()
        elif sentence:
            self.bar.hide()
            self.wrong.setText(sentence)
            self.wrong.show()
            self.button.setText(self.tr("关闭"))
        else:
            self.accept()
            self.copied.emit()
