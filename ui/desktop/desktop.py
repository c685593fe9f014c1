"""One library and its window, which is built anew for other colours, words, or another archive."""

from __future__ import annotations

import sys
from argparse import Namespace
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import TracebackType

import msgspec
from PySide6.QtCore import QCoreApplication, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from archive.errors import ArchiveGoneError, DianzibaoError
from archive.files import write_atomically
from reader.folders import usual_folder
from reader.library import Library
from reader.navigation import Place
from reader.open import open_library
from reader.settings import Settings
from ui.desktop import theme
from ui.desktop.diagnostics import show_trouble
from ui.desktop.jobs import sentence
from ui.desktop.language import Language
from ui.desktop.launch import SHOWS, TITLE, LaunchWindow, shown
from ui.desktop.main_window import MainWindow
from ui.desktop.pictures import png
from ui.desktop.scaling import start_again
from ui.desktop.views.dialogs import show_error, show_notice
from ui.desktop.window_parts import Surroundings

EXIT_ENVIRONMENT = 3


def run_desktop(app: QApplication, settings: Settings, launch: LaunchWindow, options: Namespace) -> int:
    """Open the window in the place of `launch` and stay until it is closed; the program's exit code."""
    sys.excepthook = report
    language = Language(app)
    language.choose(settings.get("window.language"))  # before anything can go wrong
    gone = ""
    try:
        try:
            library = open_library(options.archive)
        except ArchiveGoneError as error:
            library, gone = open_library(usual_folder()), str(error)
    except DianzibaoError as error:
        return _refuse(str(error), quiet=bool(options.selftest))
    library.set_private(on=options.private)
    desktop = Desktop(app, library, settings, launch.where(), language)
    sys.excepthook = partial(report, desktop=desktop)
    try:
        desktop.window.show()
        QTimer.singleShot(0, launch, launch.close)
        if options.selftest:
            QTimer.singleShot(0, desktop.window, partial(_paint_and_close, desktop))
        else:
            desktop.begin(gone)
            desktop.open_at(options.at)
        code = app.exec()
        desktop.keep_picture()
    finally:
        desktop.library.close()
    if desktop.again is not None:
        start_again(desktop.again)
    return code


class Desktop:
    """The application's state: one library, one window, built anew for other colours, words, or another archive."""

    def __init__(
        self,
        app: QApplication,
        library: Library,
        settings: Settings,
        geometry: QSettings,
        language: Language | None = None,
    ) -> None:
        self.app, self.library, self.settings, self.geometry = app, library, settings, geometry
        self._language = language or Language(app)
        self._scale = settings.get("window.scale")
        self._left: Place | None = None
        self.again: list[str] | None = None
        """With these arguments the program is to begin anew once this window is closed."""
        self.window = self._make_window()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def set_private(self, on: bool) -> None:  # noqa: FBT001 - a signal brings it
        """From now on nothing is left behind; or again what one does, at the place where that began."""
        if self.window.import_dialog.running:
            self.rebuild()  # which says that it has to wait
            self.window.visit_commands.show_private()
            return
        self.window.remember()
        self.window.visit_commands.settle()
        self.window.jobs.close(give_up=self.library.stop_drawing)  # what was begun so does not end otherwise
        here = self.window.desk.place()
        self.settings.set_private(on=on)
        self.library.set_private(on=on)
        if on:
            self._left = here
            self.rebuild()
        else:
            self._replace(self.library)
            if self._left:
                self.window.desk.go(self._left)

    def rebuild(self) -> None:
        """The same window in other colours or words, at the same place."""
        window = self.window
        place, query, part = window.desk.place(), window.search_panel.query, window.article_view.part
        if not self._replace(self.library):
            return
        if place:
            self.window.desk.go(place)
            self.window.article_view.go_to(part)
        if query:
            self.window.search_box.setText(query)

    def begin_anew(self) -> None:
        """Close, and have the program start again in the size that was chosen, at the same place."""
        if self.settings.private:
            self.window.say(QCoreApplication.translate("app", "无痕阅读结束后再换界面大小"))
            self.settings.set("window.scale", self._scale)
            self.window.look_commands.show_scale()
        elif self.window.import_dialog.running:
            self.window.say(QCoreApplication.translate("app", "界面大小下次打开时生效"))
        else:
            self.again = ["--archive", str(self.library.folder), "--at", written(self.window.desk.place())]
            self.window.close()

    def open_at(self, place: str) -> None:
        """Go to a place that `begin_anew` wrote down."""
        if found := read(place):
            self.window.desk.refresh(found)

    def open_archive(self, folder: Path, sentence: str = "") -> None:
        """Another archive in the place of this one, which is closed; then say the sentence."""
        left = self.library
        try:
            library = open_library(folder)
            library.set_private(on=self.settings.private)
        except DianzibaoError as error:
            show_error(self.window, str(error))
            return
        if self._replace(library):
            left.close()
            self.begin(sentence)
        else:
            library.close()

    def begin(self, sentence: str = "") -> None:
        """The window stands: remember which archive it shows, bring its index up to date, say what there is to say."""
        self.window.archive_commands.remember()
        self.window.index_updates.start()
        self.window.jobs.start(self.library.pictures.start, lambda _: None, lambda _: None)
        if sentence:
            show_notice(self.window, sentence)

    def _replace(self, library: Library) -> bool:
        """A new window on the library instead of the one there is; not while that imports."""
        old = self.window
        if old.import_dialog.running:
            old.say(QCoreApplication.translate("app", "导入完毕后生效"))
            return False
        old.remember()
        visible = old.isVisible()
        self.library = library
        self.window = self._make_window()
        if visible:
            self.window.show()
        old.close()
        old.deleteLater()
        return True

    def keep_picture(self) -> None:
        """Of the window, for the next start; none where the paper that was open last is not to be known either."""
        path, window = self.settings.picture, self.window
        if path is None or self.settings.private or not self.settings.get("window.last_paper"):
            return
        picture = window.grab().toImage()
        picture.setText(SHOWS, shown(window, self.library.folder, self.settings.get("window.language"), window.scheme))
        picture.setText(TITLE, window.windowTitle())
        with suppress(OSError):
            write_atomically(path, png(picture))

    def close(self) -> None:
        """For tests and scripts: close the window and forget it."""
        self.app.styleHints().colorSchemeChanged.disconnect(self._follow_system)
        self.window.close()
        self.window.deleteLater()
        self._language.forget()

    def _make_window(self) -> MainWindow:
        self._language.choose(self.settings.get("window.language"))
        scheme = theme.scheme_for(self.settings.get("window.theme"), self.app)
        with theme.applied(self.app, scheme):
            window = MainWindow(self.library, Surroundings(self.settings, self.geometry, scheme))
        window.scale_chosen.connect(self.begin_anew, Qt.ConnectionType.QueuedConnection)
        window.look_changed.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)
        window.visit_commands.private_wanted.connect(self.set_private, Qt.ConnectionType.QueuedConnection)
        window.archive_commands.wanted.connect(self.open_archive, Qt.ConnectionType.QueuedConnection)
        return window

    def _follow_system(self) -> None:
        if self.settings.get("window.theme") == "system":
            self.rebuild()


def _paint_and_close(desktop: Desktop) -> None:
    """A self-test: everything is painted once."""
    if desktop.window.grab().isNull():
        QCoreApplication.exit(1)
    desktop.window.close()


def written(place: Place | None) -> str:
    """A place as one argument, for `read`."""
    return msgspec.json.encode(place).decode() if place else ""


def read(text: str) -> Place | None:
    """The place again; None for what is none."""
    try:
        return msgspec.json.decode(text, type=Place) if text else None
    except msgspec.DecodeError:
        return None


def _refuse(text: str, *, quiet: bool) -> int:
    """The archive cannot be opened: say why and leave."""
    sys.stderr.write(text + "\n")
    if not quiet:
        QMessageBox.critical(None, QCoreApplication.translate("app", "打不开档案库"), text)
    return EXIT_ENVIRONMENT


def report(
    kind: type[BaseException], error: BaseException, _trace: TracebackType | None, desktop: Desktop | None = None
) -> None:
    """An exception that nobody caught, in a slot or elsewhere: logged whole, told in one sentence."""
    if issubclass(kind, KeyboardInterrupt):
        QCoreApplication.quit()
        return
    text = sentence(error)
    window = desktop.window if desktop else None
    copy = window.knowing_commands.copy_diagnostics if window else None
    QTimer.singleShot(0, lambda: show_trouble(QApplication.activeWindow() or window, text, copy))
