"""帮助 → 关于: what this is, where the archive lies, what it is made of and by whose leave."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from reader.licences import Component, components
from ui.desktop import theme
from ui.desktop.theme import serif_font


class AboutDialog(QDialog):
    """Two sheets: the program, and its parts with their licences."""

    def __init__(self, parent: QWidget, folder: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("关于电子报阅读机"))
        self.resize(820, 560)
        self.sheets = QTabWidget()
        self.sheets.addTab(self._about(folder), self.tr("程序"))
        self.sheets.addTab(self._licences(), self.tr("许可"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.sheets, 1)
        column.addWidget(buttons)
        self.sheets.currentChanged.connect(self._fill)

    def _about(self, folder: str) -> QWidget:
        try:
            number = version("dianzibao")
        except PackageNotFoundError:
            number = ""
        picture, name = QLabel(), QLabel(self.tr("电子报阅读机"))
        picture.setPixmap(theme.app_icon().pixmap(72, 72))
        name.setFont(serif_font(28, bold=True))
        name.setStyleSheet("font-size: 28px;")
        lines = QLabel(
            self.tr("版本 {version}\n读报、存报、查报，全在自己的电脑上，不用网络。\n\n档案库在 {folder}").format(
                version=number, folder=folder
            )
        )
        rights = QLabel(
            self.tr(
                "MIT 许可。字体取自思源宋体、思源黑体（SIL 开放字体许可）。Qt {qt} 和 PySide6 按 LGPL 3 使用，"
                "是动态链接的，可以换成自己编译的。各部分的许可全文在“许可”里。"
            ).format(qt=qVersion())
        )
        rights.setProperty("role", "muted")
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(28, 24, 28, 20)
        column.setSpacing(12)
        for label in (picture, name, lines, rights):
            column.addWidget(label)
        for label in (lines, rights):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addStretch(1)
        return sheet

    def _licences(self) -> QWidget:
        self.parts = QListWidget()
        self.parts.setAccessibleName(self.tr("组成部分"))
        self.parts.setFixedWidth(250)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("许可全文"))
        self.parts.currentItemChanged.connect(self._show)
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 10, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.parts)
        row.addWidget(self.text, 1)
        return sheet

    def _fill(self, sheet: int) -> None:
        """Read when they are asked for: it takes a moment."""
        if sheet != 1 or self.parts.count():
            return
        for part in components():
            item = QListWidgetItem(" ".join(word for word in (part.name, part.version) if word))
            item.setData(Qt.ItemDataRole.UserRole, part)
            item.setToolTip(part.licence)
            self.parts.addItem(item)
        self.parts.setCurrentRow(0)

    def _show(self, item: QListWidgetItem | None) -> None:
        part = item.data(Qt.ItemDataRole.UserRole) if item else None
        if isinstance(part, Component):
            head = [f"{part.name} {part.version}".strip(), part.licence, part.home]
            self.text.setPlainText("\n".join(line for line in head if line) + f"\n\n{part.text}")
