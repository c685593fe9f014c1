"""Exporting a clipping book: the form, where to; the command line writes it in a child process.

The book goes to the child as a file, so that one that is kept nowhere (a private session) can be exported, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from reader.clipping_book import Bound, to_json
from reader.clippings import FILE_FORMS
from ui.desktop.theme import Scheme
from ui.desktop.views.target_dialog import TargetDialog


class BookExportDialog(TargetDialog):
    """One book; asked for its form, folder and name."""

    def __init__(self, parent: QWidget, archive: Path, scheme: Scheme, book: Bound) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        super().__init__(parent, archive, scheme, self.tr("导出剪报本"), folder)
        self._book = book
        self._done = ""
        self._passed: TemporaryDirectory[str] | None = None
        self.open_button.setText(self.tr("打开"))
        words = {
            "docx": (self.tr("Word 文档"), self.tr("DOCX，可以再改，前面有目录")),
            "pdf": ("PDF", self.tr("A4，字体嵌在文件里，文字可以复制；前面有目录和页码")),
            "html": (self.tr("一个网页文件"), self.tr("图片在文件里，不用联网就能打开；以后可以用它核对")),
            "epub": (self.tr("EPUB 电子书"), self.tr("每条一章")),
            "markdown": ("Markdown", self.tr("图片放在旁边的文件夹里")),
            "json": ("JSON", self.tr("给程序读；以后可以用它核对")),
        }
        self._about = {form: about for form, (_, about) in words.items()}
        self.form.blockSignals(True)  # a name is suggested when all of them are there
        for form, (name, _) in words.items():
            self.form.addItem(name, form)
        self.form.blockSignals(False)
        self.resize(640, 360)
        about = self.tr("“{name}”，{n} 条。每条写明出处、批注、版面上的位置和原件的 SHA-256，已有的文件不会覆盖。")
        said = about.format(name=book.name, n=len(book.clippings))
        self.lay_out(said, [self.rows()], [""], self.open_button, self.export_button)
        self.found.hide()
        self.export_button.clicked.connect(self._export)
        self.open_button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._done)))
        self.finished.connect(self._drop_passed)
        self.suggest()

    # ── what is chosen ─────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def suffix(self) -> str:
        return FILE_FORMS[self.form.currentData()]

    @property
    def about_form(self) -> str:
        return self._about[self.form.currentData()]

    def words(self) -> str:
        return self._book.name

    def hindrance(self) -> str:
        return "" if self._book.clippings else self.tr("这一本里还没有剪报")

    @property
    def is_done(self) -> bool:
        return bool(self._done)

    def forget_done(self) -> None:
        self._done = ""

    # ── running ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _export(self) -> None:
        self._drop_passed()
        self._passed = TemporaryDirectory(prefix="dianzibao-")
        book = Path(self._passed.name) / "book.json"
        book.write_bytes(to_json(self._book))
        form = ("--as", self.form.currentData())
        self.begin(["clippings", "export", "--progress", *form, "--file", str(book), "--", str(self.target())])

    def _drop_passed(self) -> None:
        if self._passed is not None:
            self._passed.cleanup()
            self._passed = None

    def take(self, line: Mapping[str, Any]) -> None:
        if "exported" in line:
            self._done = str(line["exported"])

    def said(self) -> str:
        if not self._done:
            return ""
        return self.tr("导出了 {n} 条：{file}").format(n=len(self._book.clippings), file=self._done)

    def _finish(self, sentence: str) -> None:
        super()._finish(sentence)
        self._drop_passed()
