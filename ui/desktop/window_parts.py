"""The window's parts and what its menus do, made and handed to one another; `MainWindow` has them live together."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QLineEdit, QMainWindow

from reader.library import Library
from reader.settings import Settings
from ui.desktop.archive_commands import ArchiveCommands
from ui.desktop.beside_commands import BesideCommands
from ui.desktop.book_commands import BookCommands
from ui.desktop.clipping_commands import ClippingCommands
from ui.desktop.commands import Commands
from ui.desktop.copying import CopyCommands
from ui.desktop.correcting_commands import CorrectingCommands
from ui.desktop.desk import Desk
from ui.desktop.export_commands import ExportCommands
from ui.desktop.filing_commands import FilingCommands
from ui.desktop.health_commands import HealthCommands
from ui.desktop.import_commands import ImportCommands
from ui.desktop.index_updates import IndexUpdates
from ui.desktop.jobs import Jobs
from ui.desktop.knowing_commands import KnowingCommands
from ui.desktop.look_commands import LookCommands, typography
from ui.desktop.mark_commands import MarkCommands
from ui.desktop.page_commands import PageCommands
from ui.desktop.print_commands import PrintCommands
from ui.desktop.reading_commands import ReadingCommands
from ui.desktop.saved_commands import SavedCommands
from ui.desktop.speech_commands import SpeechCommands
from ui.desktop.spoken import announce
from ui.desktop.theme import Scheme
from ui.desktop.together_commands import TogetherCommands
from ui.desktop.trend_commands import TrendCommands
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.columns import Columns
from ui.desktop.views.import_dialog import ImportDialog
from ui.desktop.views.marks_panel import MarksPanel
from ui.desktop.views.middle import Middle
from ui.desktop.views.page_column import PageColumn
from ui.desktop.views.saved_panel import SavedPanel
from ui.desktop.views.search_panel import SearchPanel
from ui.desktop.views.sidebar import SideBar
from ui.desktop.views.welcome import Welcome
from ui.desktop.visit_commands import VisitCommands


class Surroundings(msgspec.Struct, frozen=True):
    """What the window is given: settings, geometry store, colours."""

    settings: Settings
    geometry: QSettings
    scheme: Scheme


class WindowParts(QMainWindow):
    """`make_parts` once the actions are there; `groups` are the commands by the ids of their actions."""

    _actions: dict[str, QAction]

    def __init__(self, library: Library, surroundings: Surroundings) -> None:
        super().__init__()
        self.library = library
        self.settings, self._geometry = surroundings.settings, surroundings.geometry
        self.scheme = surroundings.scheme
        self.jobs = Jobs(self)
        self.desk = Desk(library, self)
        self.search_box = QLineEdit()
        self._unsaid = ""

    def say(self, sentence: str) -> None:
        """A passing sentence in the status bar, and aloud; once the window is seen."""
        if not self.isVisible():  # Qt would show the place along with it
            self._unsaid = sentence
            return
        self.statusBar().showMessage(sentence, 6000)
        announce(self, sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if sentence := self._unsaid:
            self._unsaid = ""
            self.say(sentence)

    def make_parts(self) -> None:
        self._make_views()
        self._make_commands()

    def _make_views(self) -> None:
        self.side_bar = SideBar(self.scheme)
        self.page_column = PageColumn(self.desk, self.jobs, self.scheme, self._actions)
        self.search_panel = SearchPanel(self.library, self.jobs, self.scheme)
        self.article_view = ArticleView(self.library, self.jobs, self.scheme, self._actions, typography(self.settings))
        self.marks_panel = MarksPanel(self.scheme)
        self.saved_panel = SavedPanel(self.scheme, self._actions["only_new"], self._actions["digest"])
        self.middle = Middle(self.page_column, self.search_panel, self.marks_panel, self.saved_panel)
        self.tabs = self.middle.tabs
        self.columns = Columns(self.side_bar, self.middle, self.article_view, self._geometry)
        self.import_dialog = ImportDialog(self, self.library.folder, self.scheme)
        self.welcome = Welcome()

    def _make_commands(self) -> None:
        view = self.article_view
        self.page_commands = PageCommands(self, self.desk, self.page_column, self.jobs, self.settings, self.say)
        self.index_updates = IndexUpdates(self.library, self.jobs, self.say, lambda: self.import_dialog.running, self)
        self.filing_commands = FilingCommands(
            self, self.desk, self.page_column, self.jobs, self.scheme, self.index_updates, self._actions
        )
        folder, corrections = self.library.folder, self.filing_commands.corrections
        self.import_commands = ImportCommands(self, folder, self.import_dialog, self.settings, self.say)
        self.knowing_commands = KnowingCommands(
            self, self.desk, self.jobs, self.settings, self.scheme, corrections, self.say
        )
        self.look_commands = LookCommands(
            self, self.settings, self.scheme, self._actions, view, self.page_column, self.columns
        )
        self.reading_commands = ReadingCommands(self, self.settings, self._actions, view, self.page_column, self.say)
        self.speech_commands = SpeechCommands(self, self.desk, view, self.settings, self._actions, self.scheme)
        self.export_commands = ExportCommands(self, self.desk, self.search_panel, self.scheme)
        self.copy_commands = CopyCommands(self, view, self.say)
        self.mark_commands = MarkCommands(
            self, self.library.marks, view, self.marks_panel, corrections.bar, self._actions
        )
        self.visit_commands = VisitCommands(
            self, self.desk, self.jobs, self.settings, view, self.page_column, self._actions
        )
        self.beside_commands = BesideCommands(
            self,
            self.desk,
            self.jobs,
            self.scheme,
            view,
            self.look_commands,
            self.reading_commands,
            self._actions,
            self.say,
        )
        self.correcting_commands = CorrectingCommands(
            self, self.desk, view, corrections, self._actions, self.mark_commands.show
        )
        self.clipping_commands = ClippingCommands(
            self, self.desk, corrections.bar, self._actions, self.scheme, self._geometry
        )
        self.book_commands = BookCommands(
            self, self.library, self.jobs, self.scheme, corrections.bar, self.clipping_commands
        )
        self.print_commands = PrintCommands(
            self, self.desk, self.article_view, self.page_column, self.clipping_commands
        )
        self.saved_commands = SavedCommands(
            self, self.library, self.search_panel, self.saved_panel, corrections.bar, self.jobs, self.settings,
            self.scheme, self._actions,
        )  # fmt: skip
        self.trend_commands = TrendCommands(self, self.desk, self.search_panel, self.jobs, self.scheme)
        self.archive_commands = ArchiveCommands(self, self.library.folder, self.settings, self._actions)
        self.together_commands = TogetherCommands(
            self, self.desk, self.jobs, self.scheme, self._actions, self.settings, view, self.search_panel
        )
        self.health_commands = HealthCommands(
            self, self.library, self.jobs, self.settings, self.scheme, self.index_updates, self.say
        )
        groups: tuple[Commands, ...] = (
            self.page_commands, self.filing_commands, self.archive_commands, self.import_commands,
            self.knowing_commands, self.health_commands, self.copy_commands, self.mark_commands,
            self.look_commands, self.export_commands, self.visit_commands, self.beside_commands,
            self.correcting_commands, self.together_commands, self.reading_commands, self.speech_commands,
            self.clipping_commands, self.book_commands, self.print_commands,
            self.saved_commands, self.trend_commands,
        )  # fmt: skip
        self.groups = {name: group for group in groups for name in group.NAMES}
