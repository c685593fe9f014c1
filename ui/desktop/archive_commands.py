"""Several archives: open another one, make a new one, move this one; which one is open stands in the title bar."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMenu

from archive.errors import DianzibaoError, UsageError
from reader.archives import is_archive
from reader.open import archive_folder
from reader.settings import Settings
from ui.desktop.actions import Actions
from ui.desktop.commands import Commands
from ui.desktop.plain import literal
from ui.desktop.views.copy_dialog import CopyDialog
from ui.desktop.views.dialogs import show_error

RECENT = 8


class ArchiveCommands(Commands):
    """`run` an action by its id.  `wanted`: this archive is to be opened, with a sentence to say then."""

    NAMES: ClassVar[tuple[str, ...]] = ("open_archive", "recent_archives", "new_archive", "move_archive")

    wanted = Signal(Path, str)

    def __init__(self, window: QMainWindow, folder: Path, settings: Settings, actions: Actions) -> None:
        super().__init__(window)
        self._window, self._folder, self._settings = window, folder, settings
        self._menu = QMenu(window)
        self._menu.aboutToShow.connect(self._list_recent)
        actions["recent_archives"].setMenu(self._menu)
        self._commands = {
            "open_archive": self._open,
            "recent_archives": lambda: None,  # a menu
            "new_archive": self._make,
            "move_archive": self._move,
        }
        if not self.is_usual:
            window.setWindowTitle(f"{folder.name} — {window.windowTitle()}")

    @property
    def is_usual(self) -> bool:
        """Is this the archive that opens when nobody names one?"""
        try:
            return archive_folder().absolute() == self._folder
        except DianzibaoError:
            return False

    def run(self, name: str) -> None:
        try:
            self._commands[name]()
        except DianzibaoError as error:
            show_error(self._window, str(error))

    def remember(self) -> None:
        """The open archive comes first among the recent ones."""
        here = str(self._folder)
        others = [path for path in self._settings.texts("archive.recent") if path != here]
        self._settings.set_texts("archive.recent", [here, *others][:RECENT])

    def open(self, folder: Path) -> None:
        """`UsageError` when there is no archive in the folder."""
        if not is_archive(folder):
            raise UsageError(self.tr("这个文件夹里没有档案库：{path}").format(path=folder))
        if folder.absolute() != self._folder:
            self.wanted.emit(folder, "")

    def _open(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self._window, self.tr("打开另一个档案库")):
            self.open(Path(chosen))

    def _make(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self._window, self.tr("新建档案库：选一个空文件夹")):
            self.wanted.emit(_free(Path(chosen), self.tr("要一个空的文件夹：{path}")), "")

    def _move(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("把档案库移到：选一个空文件夹"))
        if not chosen:
            return
        target = _free(Path(chosen), self.tr("要一个空的文件夹：{path}"))
        dialog = CopyDialog(self._window, self._folder, target)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.copied.connect(lambda: self._go_on_in(target))
        dialog.begin()

    def _go_on_in(self, target: Path) -> None:
        if self.is_usual:
            self._settings.set("archive.folder", str(target))
        said = self.tr("档案库现在在 {new}。原来的还在 {old}，核对无误后可以自己删除。")
        self.wanted.emit(target, said.format(new=target, old=self._folder))

    def _list_recent(self) -> None:
        self._menu.clear()
        for path in self._settings.texts("archive.recent"):
            entry = self._menu.addAction(literal(path), partial(self._open_recent, Path(path)))
            entry.setEnabled(Path(path) != self._folder)
        if self._menu.isEmpty():
            self._menu.addAction(self.tr("还没有")).setEnabled(False)

    def _open_recent(self, folder: Path) -> None:
        try:
            self.open(folder)
        except UsageError as error:
            left = [path for path in self._settings.texts("archive.recent") if path != str(folder)]
            self._settings.set_texts("archive.recent", left)
            show_error(self._window, str(error))


def _free(folder: Path, otherwise: str) -> Path:
    """The folder, if it is empty; `UsageError` with the sentence if not."""
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(otherwise.format(path=folder))
    return folder.absolute()
