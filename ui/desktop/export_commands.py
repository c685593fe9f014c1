"""文件 → 导出…: one dialog at a time; its work is done beside the window."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QWidget

from ui.desktop.commands import Commands
from ui.desktop.desk import Desk
from ui.desktop.exporting import ISSUE, RESULTS, offers
from ui.desktop.theme import Scheme
from ui.desktop.views.export_dialog import ExportDialog
from ui.desktop.views.search_panel import SearchPanel


class ExportCommands(Commands):
    """`run` an action by its id."""

    NAMES: ClassVar[tuple[str, ...]] = ("export",)

    def __init__(self, window: QWidget, desk: Desk, search_panel: SearchPanel, scheme: Scheme) -> None:
        super().__init__(window)
        self._window, self._desk, self._panel, self._scheme = window, desk, search_panel, scheme
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.dialog: ExportDialog | None = None

    def run(self, _name: str) -> None:
        """Open the dialog for where one is now; one that is at work stays as it is."""
        if self.dialog is not None and not self.dialog.running:
            self.dialog.close()
            self._forget()
        if self.dialog is None:
            found = offers(self._desk, self._panel.listed, self._panel.model.total)
            first = RESULTS if self._panel.isVisible() else ISSUE
            folder = self._desk.library.folder
            self.dialog = ExportDialog(self._window, folder, self._scheme, found, first, self._folder)
            self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.dialog.folder_chosen.connect(self._remember)
            self.dialog.finished.connect(self._forget)
        self.dialog.show()
        self.dialog.activateWindow()

    def abandon(self) -> None:
        """The window goes."""
        if self.dialog:
            self.dialog.abandon()

    def _remember(self, folder: str) -> None:
        self._folder = folder

    def _forget(self) -> None:
        self.dialog = None
