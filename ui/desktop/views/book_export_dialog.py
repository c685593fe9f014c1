"""Exporting a clipping book: the form, where to; the command line writes it in a child process.

The book goes to the child as a file, so that one that is kept nowhere (a private session) can be exported, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from archive.shown import file_name
from reader.clipping_book import Bound, to_json
from ui.desktop.theme import Scheme
from ui.desktop.views.run_dialog import RunDialog

_SUFFIXES = {"docx": ".docx", "pdf": ".pdf", "html": ".html", "epub": ".epub", "markdown": ".md", "json": ".json"}


class BookExportDialog(RunDialog):
    """One book; asked for its form, folder and name."""

    def __init__(self, parent: QWidget, archive: Path, scheme: Scheme, book: Bound) -> None:
        super().__init__(parent, archive, scheme, self.tr("导出剪报本"))
        self._book = book
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._done = ""
        self._passed: TemporaryDirectory[str] | None = None
        self.form, self.name = QComboBox(), QLineEdit(book.name)
        self.about, self.where = QLabel(), QLabel()
        self.folder_button = QPushButton(self.tr("选文件夹…"))
        self.export_button = QPushButton(self.tr("导出"))
        self.open_button = QPushButton(self.tr("打开"))
        words = {
            "docx": (self.tr("Word 文档"), self.tr("DOCX，可以再改，前面有目录")),
            "pdf": ("PDF", self.tr("A4，字体嵌在文件里，文字可以复制；前面有目录和页码")),
            "html": (self.tr("一个网页文件"), self.tr("图片在文件里，不用联网就能打开；以后可以用它核对")),
            "epub": (self.tr("EPUB 电子书"), self.tr("每条一章")),
            "markdown": ("Markdown", self.tr("图片放在旁边的文件夹里")),
            "json": ("JSON", self.tr("给程序读；以后可以用它核对")),
        }
        self._about = {form: about for form, (_, about) in words.items()}
        for form, (name, _) in words.items():
            self.form.addItem(name, form)
        self._lay_out_choices()
        self.form.currentIndexChanged.connect(self._suggest)
        self.name.textChanged.connect(self._forget)
        self.folder_button.clicked.connect(self._choose_folder)
        self.export_button.clicked.connect(self._export)
        self.open_button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self._done)))
        self.finished.connect(self._drop_passed)
        self._suggest()

    def _lay_out_choices(self) -> None:
        for field, name in ((self.form, self.tr("形式")), (self.name, self.tr("名称"))):
            field.setAccessibleName(name)
        for label in (self.about, self.where):
            label.setProperty("role", "muted")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        place = QHBoxLayout()
        place.addWidget(self.where, 1)
        place.addWidget(self.folder_button)
        self.folder_button.setAutoDefault(False)
        choices = QFormLayout()
        choices.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        choices.addRow(self.tr("形式"), self.form)
        choices.addRow("", self.about)
        choices.addRow(self.tr("放在"), place)
        choices.addRow(self.tr("名称"), self.name)
        self.resize(640, 360)
        about = self.tr("“{name}”，{n} 条。每条写明出处、批注、版面上的位置和原件的 SHA-256，已有的文件不会覆盖。")
        said = about.format(name=self._book.name, n=len(self._book.clippings))
        self.lay_out(said, [choices], [""], self.open_button, self.export_button)
        self.found.hide()

    # ── what is chosen ─────────────────────────────────────────────────────────────────────────────────────────────

    def target(self) -> Path:
        suffix = _SUFFIXES[self.form.currentData()]
        return Path(self._folder) / file_name(self.name.text().strip().removesuffix(suffix), suffix)

    def reason(self) -> str:
        """Why it cannot begin; empty when it can."""
        if not self._book.clippings:
            return self.tr("这一本里还没有剪报")
        if not self._folder:
            return self.tr("还没有选文件夹")
        return "" if self.name.text().strip() else self.tr("还没有名称")

    def _suggest(self) -> None:
        """A name that is free."""
        self.about.setText(self._about[self.form.currentData()])
        name, number = file_name(self._book.name), 1
        self.name.setText(name)
        while self._folder and self.target().exists():
            number += 1
            self.name.setText(f"{name} ({number})")
        self._forget()

    def _forget(self) -> None:
        self._done = ""
        self.step.setText(self.reason())
        self.show_state()

    def _choose_folder(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, self.tr("导出到哪个文件夹"), self._folder):
            self._folder = chosen
            self._suggest()

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

    def show_state(self) -> None:
        super().show_state()
        running, reason = self._run is not None, self.reason()
        for widget in (self.form, self.folder_button, self.name):
            widget.setEnabled(not running)
        self.where.setText(self._folder or self.tr("还没有选文件夹"))
        self.export_button.setEnabled(not running and not reason and not self._done)
        self.export_button.setToolTip(reason)
        self.open_button.setVisible(bool(self._done))
        self.mark_next(self.open_button if self._done else self.export_button, self.open_button, self.export_button)

    def _finish(self, sentence: str) -> None:
        super()._finish(sentence)
        self._drop_passed()
        if self._done:
            self.step.setText(self.said())
            self.open_button.setFocus()
