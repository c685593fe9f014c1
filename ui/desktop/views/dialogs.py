"""Small dialogs: go to a date and page, and errors in words."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from archive.errors import DianzibaoError
from archive.model import PartialDate


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


def tried(parent: QWidget, call: Callable[..., object], *also: type[Exception]) -> Callable[..., None]:
    """The call with its known errors (and `also` these) said in words; others go to the program's own hook."""

    known: tuple[type[Exception], ...] = (DianzibaoError, *also)

    def call_or_say(*arguments: object) -> None:
        try:
            call(*arguments)
        except known as error:
            show_error(parent, str(error))

    return call_or_say


def file_to_save(parent: QWidget, title: str, name: str, forms: str, suffixes: Collection[str]) -> Path | None:
    """Asked of the user; a name with none of the suffixes gets that of the form chosen, of Qt's "JSON (*.json);;…"."""
    chosen, form = QFileDialog.getSaveFileName(parent, title, name, forms)
    if not chosen:
        return None
    target = Path(chosen)
    if target.suffix.lower() in suffixes:
        return target
    return target.with_name(target.name + form[form.index("(*") + 2 : -1])


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
