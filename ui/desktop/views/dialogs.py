"""Small dialogs: go to a date and page, help, about, settings, and errors in words."""

from __future__ import annotations

from html import escape
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from archive.model import PartialDate
from ui.desktop import actions, theme
from ui.desktop.action_table import MENUS, READING_KEYS, SPECS
from ui.desktop.theme import Scheme, serif_font
from ui.printing.fonts import SERIF


class GoToDialog(QDialog):
    """Asks for a date and, if wanted, a page."""

    def __init__(self, parent: QWidget, date: str, page: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("按日期查找"))
        self.date, self.page = QLineEdit(date), QLineEdit(page)
        self.date.setPlaceholderText("2025-08-28")
        self.page.setPlaceholderText(self.tr("可以不填，如 A06"))
        self.wrong = QLabel()
        self.wrong.setProperty("role", "wrong")
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(self.tr("日期"), self.date)
        form.addRow(self.tr("版次"), self.page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self._check)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.wrong)
        column.addWidget(buttons)
        self.setMinimumWidth(360)
        self.date.selectAll()

    def value(self) -> tuple[PartialDate, str]:
        return PartialDate.parse(self.date.text()), self.page.text().strip()

    def _check(self) -> None:
        try:
            self.value()
        except ValueError:
            self.wrong.setText(self.tr("日期写成 2025、2025-08 或 2025-08-28"))
            self.date.setFocus()
        else:
            self.accept()


class HelpDialog(QDialog):
    """The keys, made from the table of actions."""

    def __init__(self, parent: QWidget, scheme: Scheme) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("使用说明"))
        self.resize(620, 680)
        page = QTextBrowser()
        page.setAccessibleName(self.tr("使用说明"))
        page.setHtml(self._html(scheme))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 12)
        page.document().setDocumentMargin(22)
        column.addWidget(page)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.setContentsMargins(0, 0, 16, 0)
        column.addWidget(buttons)

    def _html(self, scheme: Scheme) -> str:
        paragraphs = (
            self.tr("左边选报纸和日期，中间点版面图上的稿件或目录里的标题，右边就是全文。"),
            self.tr("版面图：滚轮放大缩小，拖动移动，双击放大一块、再双击回到整版。"),
            self.tr("检索：空格隔开的词都要出现；加引号就一字不差；繁体、简体、全角、半角不分。"),
            self.tr("数字和字母按整词算，202* 表示开头。"),
            self.tr("导入：把文件或文件夹拖进窗口就行；原件一字不动地存着。"),
        )
        serif = f"font-family:'{SERIF[0]}'"
        parts = [f'<h2 style="{serif}">{escape(self.tr("电子报阅读机"))}</h2>']
        parts += [f'<p style="line-height:160%">{escape(text)}</p>' for text in paragraphs]
        for menu, title in MENUS.items():
            rows = [(actions.words(spec.text), actions.shown_keys(spec)) for spec in SPECS
                    if spec.menu == menu and spec.keys]  # fmt: skip
            if menu == "view":
                rows += [(actions.words(text), keys) for text, keys in READING_KEYS]
            if rows:
                name = escape(actions.without_key(actions.words(title)))
                parts.append(f'<h3 style="{serif};color:{scheme.accent}">{name}</h3>')
                cells = "".join(
                    f'<tr><td width="300" style="padding:4px 0">{escape(text.rstrip("…"))}</td>'
                    f'<td style="padding:4px 0;color:{scheme.muted}">{escape(keys)}</td></tr>'
                    for text, keys in rows
                )
                parts.append(f"<table>{cells}</table>")
        return "".join(parts)


class AboutDialog(QDialog):
    def __init__(self, parent: QWidget, folder: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("关于电子报阅读机"))
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
        lines.setWordWrap(True)
        lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        rights = QLabel(self.tr("MIT 许可。字体取自思源宋体、思源黑体（SIL 开放字体许可）。Qt 和 PySide6：LGPL。"))
        rights.setProperty("role", "muted")
        rights.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 30, 36, 20)
        column.setSpacing(12)
        for widget in (picture, name, lines, rights, buttons):
            column.addWidget(widget)
        for label in (lines, rights):
            label.setFixedWidth(388)  # the height of wrapped text follows from it


def show_error(parent: QWidget | None, sentence: str) -> None:
    """One sentence in a box that does not stop the program's loop."""
    _show(QMessageBox.Icon.Warning, parent, sentence)


def show_notice(parent: QWidget, sentence: str) -> None:
    """As `show_error`, where nothing went wrong."""
    _show(QMessageBox.Icon.Information, parent, sentence)


def _show(icon: QMessageBox.Icon, parent: QWidget | None, sentence: str) -> None:
    box = QMessageBox(icon, "", sentence, QMessageBox.StandardButton.Ok, parent)
    box.setWindowTitle(QCoreApplication.translate("MainWindow", "电子报阅读机"))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
