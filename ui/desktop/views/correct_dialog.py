"""更正文字: the lines of an article's head and its text as an editor types them, and how much of it differs."""

from __future__ import annotations

from msgspec import structs
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from archive.errata import errata
from archive.errors import UsageError
from archive.model import Article, Content
from reader.correcting import as_text, from_text
from ui.desktop.theme import serif_font
from ui.desktop.views.filing_dialogs import FilingDialog

PAUSE = 250
"""Milliseconds without a key after which the changes are counted."""


class CorrectDialog(FilingDialog):
    """`value`: the article's content as it should be.  `revert_wanted`: as it was printed."""

    revert_wanted = Signal()

    def __init__(self, parent: QWidget, article: Article) -> None:
        super().__init__(parent)
        content = article.content
        self._content, self._printed = content, article.printed or content
        self.put(
            self.tr("更正文字"),
            self.tr(
                "空一行分段；行首的 # 是小标题；〔图1〕等代表图、列表和表，可以挪动。原文会留着，两种写法都查得到。"
            ),
            self.tr("更正"),
        )
        self.kicker, self.subtitle, self.byline = (
            QLineEdit(text or "") for text in (content.kicker, content.subtitle, content.byline)
        )
        self.title, self.text = QPlainTextEdit(content.title), QPlainTextEdit(as_text(content.blocks))
        self.title.setTabChangesFocus(True)
        self.title.setFixedHeight(62)
        self.title.setFont(serif_font(18, bold=True))
        self.text.setFont(serif_font(17))
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        for name, box in (
            (self.tr("引题"), self.kicker),
            (self.tr("主题"), self.title),
            (self.tr("副题"), self.subtitle),
            (self.tr("署名"), self.byline),
        ):
            box.setAccessibleName(name)
            self.form.addRow(name, box)
        self.text.setAccessibleName(self.tr("正文"))
        self.column.insertWidget(2, self.text, 1)
        self.revert = QPushButton(self.tr("恢复原文"))
        self.revert.setToolTip(self.tr("取消这一篇所有的文字更正；可以撤销"))
        self.revert.setAutoDefault(False)
        self.revert.clicked.connect(self.revert_wanted)
        self.revert.setVisible(article.printed is not None)
        if buttons := self.findChild(QDialogButtonBox):
            buttons.addButton(self.revert, QDialogButtonBox.ButtonRole.ResetRole)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._count)
        for line in (self.kicker, self.subtitle, self.byline):
            line.textChanged.connect(self._pause.start)
        for edit in (self.title, self.text):
            edit.textChanged.connect(self._pause.start)
        self._count()
        self.resize(680, 720)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def value(self) -> Content:
        """`UsageError` where the text cannot be meant."""
        blocks = from_text(self.text.toPlainText(), self._content.blocks)
        title = self.title.toPlainText().strip()
        if not title:
            raise UsageError(self.tr("稿件要有标题"))
        return structs.replace(
            self._content,
            title=title if title != self._content.title.strip() else self._content.title,
            kicker=self.kicker.text().strip() or None,
            subtitle=self.subtitle.text().strip() or None,
            byline=self.byline.text().strip() or None,
            blocks=blocks,
        )

    def _count(self) -> None:
        """So many places differ from what was printed."""
        try:
            count = len(errata(self._printed, self.value()))
        except UsageError as error:
            self.remark(str(error))
            return
        self.remark(self.tr("与原文有 {n} 处不同").format(n=count) if count else self.tr("与原文相同"))
