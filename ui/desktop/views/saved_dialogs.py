"""Asking for the name and the folder of a saved search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget


class SaveSearchDialog(QDialog):
    """`saved` gives the name and the folder (`""` for none)."""

    saved = Signal(str, str)

    def __init__(self, parent: QWidget, about: str, name: str, folder: str, folders: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("保存检索"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 220)
        words = QLabel(about)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        self.name = QLineEdit(name)
        self.name.selectAll()
        self.folder = QComboBox()
        self.folder.setEditable(True)
        self.folder.addItems(["", *folders])
        self.folder.setCurrentText(folder)
        line = self.folder.lineEdit()
        if line:
            line.setPlaceholderText(self.tr("不放文件夹；写一个新名称就是新文件夹"))
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(self.tr("名称(&N)"), self.name)
        form.addRow(self.tr("文件夹(&F)"), self.folder)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self._save = buttons.button(QDialogButtonBox.StandardButton.Save)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 14)
        column.setSpacing(12)
        column.addWidget(words)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(buttons)
        self.name.textChanged.connect(self._allow)
        self.accepted.connect(lambda: self.saved.emit(self.name.text(), self.folder.currentText()))
        self._allow()
        self.name.setFocus()

    def _allow(self) -> None:
        self._save.setEnabled(bool(self.name.text().strip()))
