"""What stands in the place of the hits when there are none: a sentence, and the way out of a damaged index."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget


class NothingFound(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.sentence = QLabel()
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("role", "muted")
        self.sentence.setContentsMargins(32, 0, 32, 12)
        self.repair = QPushButton(self.tr("重建检索索引"))
        rows = QVBoxLayout(self)
        rows.addStretch(1)
        rows.addWidget(self.sentence)
        rows.addWidget(self.repair, 0, Qt.AlignmentFlag.AlignHCenter)
        rows.addStretch(2)

    def say(self, sentence: str, *, damaged: bool = False) -> None:
        """`damaged`: the index has to be built anew before anything can be found."""
        self.sentence.setText(sentence)
        self.repair.setVisible(damaged)
