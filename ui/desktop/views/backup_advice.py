"""Said once, when there is something to lose: choose where backups go."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from ui.desktop.views.foot_bar import FootBar


class BackupAdvice(FootBar):
    """Stays until the reader has chosen; `choice_wanted`: now."""

    choice_wanted = Signal()

    def __init__(self, window: QWidget) -> None:
        self.choose, self.later = QPushButton(), QPushButton()
        super().__init__(window, self.choose, self.later)
        self.choose.setText(self.tr("选备份的文件夹…"))
        self.choose.setProperty("primary", True)
        self.later.setText(self.tr("以后再说"))
        self.later.setToolTip(self.tr("以后在“工具 → 档案库的健康”里选"))
        self.later.setFlat(True)
        self.choose.clicked.connect(self.hide)
        self.choose.clicked.connect(self.choice_wanted)
        self.later.clicked.connect(self.hide)

    def advise(self) -> None:
        self.say(self.tr("报纸存好了。硬盘总有坏的一天：选一个别处的文件夹，以后按时自动备份。"))
