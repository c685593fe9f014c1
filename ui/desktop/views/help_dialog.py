"""帮助 → 使用说明 (F1): the keys, and the user's guide with its pictures, read from the disk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction, QImage, QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from archive.errors import DianzibaoError
from reader.guide import guide
from ui.desktop import actions
from ui.desktop.action_table import MENUS, READING_KEYS, SPECS
from ui.desktop.theme import Scheme
from ui.printing.fonts import SERIF

_LINK = re.compile(r"(?<!!)\[([^\]]+)\]\([^)]*\)")
_OTHER_LANGUAGE = re.compile(r"^\[[^\]]+\]\(guide[^)]*\)\n+", re.MULTILINE)
"""The line that leads to the guide in another language: F1 has chosen."""
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
_PICTURE_ALONE = "\ufffc"
"""The text of a block that is a picture."""


class HelpDialog(QDialog):
    """Two sheets.  `all_actions` are the window's, which know the keys as the reader has set them.

    `english` is the language of the guide.
    """

    def __init__(self, parent: QWidget, scheme: Scheme, all_actions: Mapping[str, QAction], *, english: bool) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("使用说明"))
        self.resize(min(940, parent.width() - 40), min(720, parent.height() - 40))
        self._scheme, self._actions, self._english = scheme, all_actions, english
        self.keys = QTextBrowser()
        self.keys.setAccessibleName(self.tr("按键"))
        self.keys.setHtml(self._key_sheet())
        self.keys.document().setDocumentMargin(22)
        self.sheets = QTabWidget()
        self.sheets.addTab(self.keys, self.tr("按键"))
        self.sheets.addTab(self._guide(), self.tr("使用手册"))
        self.sheets.currentChanged.connect(self._fill)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.sheets, 1)
        column.addWidget(buttons)

    # ── keys ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _key_sheet(self) -> str:
        paragraphs = (
            self.tr("左边选报纸和日期，中间点版面图上的稿件或目录里的标题，右边就是全文。"),
            self.tr("版面图：滚轮放大缩小，拖动移动，双击放大一块、再双击回到整版。"),
            self.tr("检索：空格隔开的词都要出现；加引号就一字不差；繁体、简体、全角、半角不分。"),
            self.tr("数字和字母按整词算，202* 表示开头。"),
            self.tr("导入：把文件或文件夹拖进窗口就行；原件一字不动地存着。"),
        )
        serif = f"font-family:'{SERIF[0]}'"
        parts = [f'<p style="line-height:160%">{escape(text)}</p>' for text in paragraphs]
        for menu, title in MENUS.items():
            specs = [spec for spec in SPECS if spec.menu == menu and self._actions[spec.id].shortcuts()]
            rows = [(actions.words(spec.text), actions.keys_of(self._actions[spec.id])) for spec in specs]
            if menu == "view":
                rows += [(actions.words(text), keys) for text, keys in READING_KEYS]
            if rows:
                name = escape(actions.without_key(actions.words(title)))
                parts.append(f'<h3 style="{serif};color:{self._scheme.accent}">{name}</h3>')
                cells = "".join(
                    f'<tr><td width="320" style="padding:4px 0">{escape(text.rstrip("…"))}</td>'
                    f'<td style="padding:4px 0;color:{self._scheme.muted}">{escape(keys)}</td></tr>'
                    for text, keys in rows
                )
                parts.append(f"<table>{cells}</table>")
        return "".join(parts)

    # ── guide ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _guide(self) -> QWidget:
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("在手册里找，回车下一处"))
        self.words.setAccessibleName(self.tr("在手册里找"))
        self.words.setClearButtonEnabled(True)
        self.headings = QListWidget()
        self.headings.setObjectName("sections")
        self.headings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.headings.setMinimumWidth(250)
        self.headings.setAccessibleName(self.tr("手册的目录"))
        self.page = QTextBrowser()
        self.page.setAccessibleName(self.tr("使用手册"))
        self.page.setOpenLinks(False)
        self.page.document().setDocumentMargin(22)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.words)
        side.addWidget(self.headings, 1)
        sheet = QWidget()
        row = QHBoxLayout(sheet)
        row.setContentsMargins(0, 10, 0, 0)
        row.setSpacing(10)
        row.addLayout(side, 2)
        row.addWidget(self.page, 5)
        self.words.returnPressed.connect(self.find_words)
        self.headings.currentItemChanged.connect(self._jump)
        return sheet

    def _fill(self, sheet: int) -> None:
        """The guide is read when it is asked for."""
        if sheet != 1 or self.headings.count():
            return
        try:
            file = guide(english=self._english)
            text = _OTHER_LANGUAGE.sub("", file.read_text(encoding="utf-8"))
        except (DianzibaoError, OSError) as error:
            self.page.setPlainText(str(error))
            return
        self.page.setMarkdown(_LINK.sub(r"\1", text))
        room = self.page.viewport().width() - 2 * 22 - 8  # pictures follow the text, which forgets those before it
        ratio = self.devicePixelRatioF()
        for name in _PICTURE.findall(text):
            image = QImage(str(file.parent / name))
            if not image.isNull():
                small = image.scaledToWidth(round(max(200, room) * ratio), Qt.TransformationMode.SmoothTransformation)
                small.setDevicePixelRatio(ratio)
                self.page.document().addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), small)
        _set_in_peace(self.page.document())
        for block, level in _headings(self.page.document()):
            item = QListWidgetItem(f"{'    ' * (level - 2)}{block.text()}")
            item.setData(Qt.ItemDataRole.UserRole, block.position())
            item.setToolTip(block.text())
            self.headings.addItem(item)

    def find_words(self) -> bool:
        """Go to the next place of the words, from the beginning after the last; whether there is one."""
        words = self.words.text().strip()
        if not words:
            return False
        if not self.page.find(words):
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            return self.page.find(words)
        return True

    def _jump(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            block = self.page.document().findBlock(item.data(Qt.ItemDataRole.UserRole))
            top = self.page.document().documentLayout().blockBoundingRect(block).top()
            self.page.verticalScrollBar().setValue(round(top) - 8)


def _headings(document: QTextDocument) -> list[tuple[QTextBlock, int]]:
    found, block = [], document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level in (2, 3):
            found.append((block, level))
        block = block.next()
    return found


def _set_in_peace(document: QTextDocument) -> None:
    """Room between lines and paragraphs, which Markdown leaves to whoever shows it; code is broken where it must."""
    block = document.begin()
    while block.isValid():
        form = block.blockFormat()
        if block.text() != _PICTURE_ALONE:
            form.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setTopMargin(22 if form.headingLevel() else form.topMargin())
        form.setBottomMargin(4 if block.textList() is not None else 10 if not form.nonBreakableLines() else 0)
        form.setNonBreakableLines(False)
        QTextCursor(block).setBlockFormat(form)
        block = block.next()
