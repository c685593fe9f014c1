"""How words are to be said that a voice says wrong: a line each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from archive.errors import UsageError
from reader.speaking import reading_words


class WordsDialog(QDialog):
    """`saved` gives the lines once all of them are understood."""

    saved = Signal(list)

    def __init__(self, parent: QWidget, lines: Sequence[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("读音"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(460, 320)
        about = QLabel(self.tr("念错的词一行一个，等号后面写带声调的拼音或同音的字：\n重庆=chóngqìng\n行长=航掌"))
        about.setWordWrap(True)
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setAccessibleName(self.tr("读音"))
        self.text.setTabChangesFocus(True)
        self.wrong = QLabel()
        self.wrong.setProperty("role", "wrong")
        self.wrong.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        for widget in (about, self.text, self.wrong, buttons):
            column.addWidget(widget)

    def _save(self) -> None:
        lines = [line.strip() for line in self.text.toPlainText().splitlines() if line.strip()]
        try:
            reading_words(lines)
        except UsageError as error:
            self.wrong.setText(str(error))
            return
        self.saved.emit(lines)
        self.accept()
