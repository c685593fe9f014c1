"""The first page of an empty archive: two ways to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.desktop import theme


class Welcome(QWidget):
    samples_wanted = Signal()
    files_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("welcome")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        picture = QLabel()
        picture.setPixmap(theme.app_icon().pixmap(96, 96))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = QLabel(self.tr("还没有报纸"))
        title.setProperty("role", "display")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel(self.tr("先看看随程序附带的样报，或者把自己的报纸、文件拖进窗口。"))
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.samples = QPushButton(self.tr("导入样报"))
        self.samples.setObjectName("importSamples")
        self.samples.setProperty("primary", True)
        self.files = QPushButton(self.tr("导入文件或文件夹"))
        for button in (self.samples, self.files):
            button.setProperty("big", True)
        self.samples.clicked.connect(self.samples_wanted)
        self.files.clicked.connect(self.files_wanted)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        row.addWidget(self.samples)
        row.addWidget(self.files)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(16)
        column.addStretch(4)
        for widget in (picture, title, words):
            column.addWidget(widget)
        column.addSpacing(16)
        column.addLayout(row)
        column.addStretch(5)
