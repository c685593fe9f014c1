"""Something from the clipboard as an article: where it belongs, its title, and what will be kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from archive.errors import UsageError
from archive.model import Paper, PaperKind
from ui.desktop.pasting import Pasted
from ui.desktop.views.filing_dialogs import Destination, FilingDialog, PaperBox, read_date, read_labels

_PREVIEW = 4000
"""Characters of the text that the preview shows."""


class PasteDialog(FilingDialog):
    """`value`: the fields' values as an import wants them (paper, date, page, title)."""

    def __init__(self, parent: QWidget, what: Pasted, papers: Sequence[Paper], here: Destination) -> None:
        super().__init__(parent)
        picture = what.image is not None
        about = self.tr("这幅图收作哪一版的版面图？") if picture else self.tr("这段文字收作一篇稿件。")
        self.put(self.tr("粘贴为版面图") if picture else self.tr("粘贴为稿件"), about, self.tr("收下"))
        self._kind, self._edition, self._picture = here.key.kind, here.key.edition, picture
        self.paper = PaperBox([paper for paper in papers if paper.kind is self._kind], here.key.paper)
        self.date = QLineEdit(str(here.key.date or ""))
        self.date.setPlaceholderText("2025-08-28")
        self.page = QLineEdit("、".join(here.pages))
        self.page.setPlaceholderText(self.tr("如 A06"))
        self.title = QLineEdit(what.title)
        self.title.setPlaceholderText(self.tr("不写就取第一行"))
        self.form.addRow(self.tr("报纸"), self.paper)
        self.form.addRow(self.tr("日期"), self.date)
        self.form.addRow(self.tr("版面"), self.page)
        if not picture:
            self.form.addRow(self.tr("标题"), self.title)
        self.preview = _picture(what) if picture else _text(what)
        self.preview.setAccessibleName(self.tr("剪贴板里的内容"))
        self.column.insertWidget(2, self.preview, 1)
        self.setMinimumWidth(560)
        (self.page if picture else self.title).setFocus()

    def value(self) -> dict[str, str]:
        date, pages = read_date(self.date.text(), self._kind), read_labels(self.page.text())
        if self._kind is PaperKind.NEWSPAPER and not pages:
            raise UsageError(self.tr("要写版面，如 A06"))
        values = {
            "paper": self.paper.chosen(),
            "date": str(date or ""),
            "edition": self._edition,
            "page": "、".join(pages),
            "title": "" if self._picture else self.title.text().strip(),
        }
        return {name: value for name, value in values.items() if value}


def _text(what: Pasted) -> QWidget:
    preview = QPlainTextEdit(what.text[:_PREVIEW] + ("…" if len(what.text) > _PREVIEW else ""))
    preview.setObjectName("preview")
    preview.setReadOnly(True)
    preview.setTabChangesFocus(True)
    preview.setMinimumHeight(180)
    return preview


def _picture(what: Pasted) -> QWidget:
    preview = QLabel()
    preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    if what.image is not None:
        preview.setPixmap(QPixmap.fromImage(what.image.scaled(480, 320, keep, smooth)))
    return preview
