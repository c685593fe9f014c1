"""What the menu 剪报 does with whole books: making, naming, deleting, exporting, proving, clearing them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from archive.personal import Clipping
from reader.clipping_book import bound, from_file
from reader.library import Library
from ui.desktop.clipping_commands import OF_BOOK, ClippingCommands
from ui.desktop.commands import Commands
from ui.desktop.jobs import Jobs
from ui.desktop.theme import Scheme
from ui.desktop.views.book_export_dialog import BookExportDialog
from ui.desktop.views.proof_dialog import ProofDialog
from ui.desktop.views.undo_bar import UndoBar


class BookCommands(Commands):
    """`run` an action by its id; what it changes is seen in the panel of `shown`."""

    NAMES: ClassVar[tuple[str, ...]] = ("new_book", *OF_BOOK, "prove_file", "clear_books")

    def __init__(
        self, window: QWidget, library: Library, jobs: Jobs, scheme: Scheme, bar: UndoBar, shown: ClippingCommands
    ) -> None:
        super().__init__(window)
        self._window, self._library, self._jobs, self._scheme = window, library, jobs, scheme
        self._bar, self._shown, self._clippings = bar, shown, library.clippings
        self.dialog: BookExportDialog | ProofDialog | None = None
        self._commands: Mapping[str, Callable[[], object]] = {
            "new_book": self._new_book,
            "rename_book": self._rename_book,
            "remove_book": self._remove_book,
            "export_book": self._export,
            "prove_book": self._prove_book,
            "prove_file": self._prove_file,
            "clear_books": self._clear,
        }

    def run(self, name: str) -> None:
        """Errors that are known are said in words."""
        self._shown.tried(self._commands[name])()

    def abandon(self) -> None:
        if self.dialog:
            self.dialog.abandon()

    # ── books ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _new_book(self) -> None:
        def make(name: str) -> None:
            made = self._clippings.new_book(name)
            self._shown.show_dock(on=True)
            self._shown.open_book(made)
            self._shown.told(self.tr("新建了剪报本“{book}”").format(book=made.name))

        self._ask_name(self.tr("新建剪报本"), "", make)

    def _rename_book(self) -> None:
        book = self._shown.book
        if book is None:
            return

        def rename(name: str) -> None:
            self._clippings.rename(book, name)
            self._shown.show()

        self._ask_name(self.tr("给剪报本改名"), book.name, rename)

    def _ask_name(self, title: str, name: str, then: Callable[[str], None]) -> None:
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setLabelText(self.tr("名称"))
        dialog.setTextValue(name)
        dialog.textValueSelected.connect(self._shown.tried(then))
        dialog.open()

    def _remove_book(self) -> None:
        if self._shown.book is not None:
            name = self._shown.book.name
            self._clippings.remove_book(self._shown.book)
            self._shown.show()
            self._shown.told(self.tr("删除了剪报本“{book}”").format(book=name))

    def _export(self) -> None:
        if self._shown.book is None or self._busy():
            return
        book = bound(self._shown.book, self._clippings.of(self._shown.book))
        self._open_dialog(BookExportDialog(self._window, self._library.folder, self._scheme, book))

    def _prove_book(self) -> None:
        if self._shown.book is not None:
            self._prove(self._shown.book.name, self._clippings.of(self._shown.book))

    def _prove_file(self) -> None:
        title = self.tr("核对导出的剪报本")
        chosen, _ = QFileDialog.getOpenFileName(self._window, title, "", "JSON, HTML (*.json *.html *.htm)")
        if chosen:
            file = from_file(Path(chosen).read_bytes(), Path(chosen).name)
            self._prove(file.name, file.clippings)

    def _prove(self, name: str, clippings: Sequence[Clipping]) -> None:
        if self._busy():
            return
        dialog = ProofDialog(self._window, self._library, self._jobs, name, clippings)
        dialog.proved.connect(self._shown.panel.model.show_verdicts)
        self._open_dialog(dialog)

    def _clear(self) -> None:
        """Says how much would go, and asks."""
        books = self._clippings.books()
        count = sum(len(self._clippings.of(book)) for book in books)
        if not books:
            self._bar.tell(self.tr("没有剪报可以清除"))
            return
        question = self.tr("永远清除 {n} 本里的 {count} 条剪报？不能撤销。").format(n=len(books), count=count)
        if QMessageBox.question(self._window, self.tr("清除全部剪报"), question) == QMessageBox.StandardButton.Yes:
            self._clippings.forget()
            self._shown.show()
            self._bar.tell(self.tr("清除了 {n} 条剪报").format(n=count))

    def _busy(self) -> bool:
        """One that is at work stays as it is."""
        if self.dialog is None:
            return False
        if not self.dialog.running:
            self.dialog.close()
            self.dialog = None
            return False
        self.dialog.activateWindow()
        return True

    def _open_dialog(self, dialog: BookExportDialog | ProofDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget_dialog)
        dialog.show()

    def _forget_dialog(self) -> None:
        self.dialog = None
