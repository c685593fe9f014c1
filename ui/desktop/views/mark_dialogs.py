"""Asking for a note or for tags."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)


class NoteDialog(QDialog):
    """A note of some lines; `saved` says what was written, empty to take it away."""

    saved = Signal(str)

    def __init__(self, parent: QWidget, about: str, text: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("批注"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 260)
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName(self.tr("批注"))
        self.text.setTabChangesFocus(True)
        _lay_out(self, about, self.text)
        self.accepted.connect(lambda: self.saved.emit(self.text.toPlainText()))


class TagsDialog(QDialog):
    """Tags in one line; `saved` gives them."""

    saved = Signal(list)

    def __init__(self, parent: QWidget, about: str, tags: Sequence[str], known: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("标签"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 150)
        self.line = QLineEdit("，".join(tags))
        self.line.setPlaceholderText(self.tr("几个标签用逗号隔开"))
        self.line.setAccessibleName(self.tr("标签"))
        if known:
            completer = QCompleter(list(known), self.line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.line.setCompleter(completer)
        _lay_out(self, about, self.line)
        self.accepted.connect(lambda: self.saved.emit(self.tags()))

    def tags(self) -> list[str]:
        written = self.line.text()
        for sign in "，、；;":
            written = written.replace(sign, ",")
        return [name.strip() for name in written.split(",") if name.strip()]


def _lay_out(dialog: QDialog, about: str, field: QWidget) -> None:
    words = QLabel(about)
    words.setTextFormat(Qt.TextFormat.PlainText)
    words.setProperty("role", "muted")
    words.setWordWrap(True)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 16, 20, 14)
    column.setSpacing(12)
    column.addWidget(words)
    column.addWidget(field, 1)
    column.addWidget(buttons)
    field.setFocus()
