"""The program with a window: arguments, fonts, language, colours, errors in words; then Qt's loop.

Exit 0 done, 3 when the archive cannot be opened.  `--worker …` makes a frozen program its own command line.
"""

from __future__ import annotations

import argparse
import logging
import logging.handlers
import os
import runpy
import sys
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSettings, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from archive.errors import DianzibaoError
from reader.library import Library
from reader.open import open_library, settings_folder
from reader.settings import Settings
from ui.desktop import theme
from ui.desktop.jobs import sentence
from ui.desktop.main_window import MainWindow, Surroundings
from ui.desktop.views.dialogs import show_error

EXIT_ENVIRONMENT = 3
LOCALES = {"zh": "zh_CN", "en": "en"}


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of `dianzibao-desktop`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["--worker"]:
        _work(given[1:])
    sys.exit(run(given))


def run(arguments: Sequence[str]) -> int:
    """Open the window and stay until it is closed."""
    parser = argparse.ArgumentParser("dianzibao-desktop", description="电子报阅读机")
    parser.add_argument("--archive", type=Path, metavar="DIR", help="档案库所在的文件夹")
    parser.add_argument("--selftest", action="store_true", help="打开窗口，画一次，退出")
    options = parser.parse_args(list(arguments))
    if options.selftest and not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.setswitchinterval(0.001)
    app = make_application()
    folder = settings_folder()
    _log_to(folder)
    sys.excepthook = _report
    settings = Settings(folder / "settings.toml")
    geometry = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    try:
        library = open_library(options.archive)
    except DianzibaoError as error:
        return _refuse(str(error), quiet=options.selftest)
    with library:
        desktop = Desktop(app, library, settings, geometry)
        desktop.window.show()
        if options.selftest:
            return _self_test(desktop)
        desktop.window.catch_up()
        return app.exec()


def make_application() -> QApplication:
    """The QApplication with style, fonts and names; the one there is, if there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(["dianzibao"])
    app.setApplicationName("dianzibao")
    app.setDesktopFileName("dianzibao")
    app.setStyle("Fusion")
    app.setWindowIcon(theme.app_icon())
    theme.load_fonts()
    return app


class Desktop:
    """The application's state: one library, one window, which is built anew when colours or language change."""

    def __init__(self, app: QApplication, library: Library, settings: Settings, geometry: QSettings) -> None:
        self.app, self.library, self.settings, self.geometry = app, library, settings, geometry
        self._translators: list[QTranslator] = []
        self.window = self._make_window()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def rebuild(self) -> None:
        """The same window in other colours or words, at the same place."""
        old, place = self.window, self.window.desk.place()
        query = old.search_panel.query
        if old.import_dialog.running:
            old.say(QCoreApplication.translate("app", "导入完毕后生效"))
            return
        old.remember()
        visible = old.isVisible()
        self.window = self._make_window()
        if place:
            self.window.desk.go(place)
        if query:
            self.window.search_box.setText(query)
        if visible:
            self.window.show()
        old.close()
        old.deleteLater()

    def close(self) -> None:
        """For tests and scripts: close the window and forget it."""
        self.app.styleHints().colorSchemeChanged.disconnect(self._follow_system)
        self.window.close()
        self.window.deleteLater()

    def _make_window(self) -> MainWindow:
        self._translate(self.settings.get("window.language"))
        scheme = theme.scheme_for(self.settings.get("window.theme"), self.app)
        theme.apply(self.app, scheme)
        window = MainWindow(self.library, Surroundings(self.settings, self.geometry, scheme))
        window.look_changed.connect(self.rebuild, Qt.ConnectionType.QueuedConnection)
        return window

    def _follow_system(self) -> None:
        if self.settings.get("window.theme") == "system":
            self.rebuild()

    def _translate(self, language: str) -> None:
        for translator in self._translators:
            self.app.removeTranslator(translator)
        self._translators = []
        name = LOCALES[language]
        QLocale.setDefault(QLocale(name))
        self._install("qtbase_" + name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        with as_file(files("resources") / "translations") as folder:
            self._install("dianzibao_" + language, str(folder))

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator()
        if translator.load(name, folder):
            self.app.installTranslator(translator)
            self._translators.append(translator)


def _self_test(desktop: Desktop) -> int:
    """Paint the window once and leave."""
    seen: list[bool] = []

    def look() -> None:
        seen.append(not desktop.window.grab().isNull())
        desktop.window.close()

    QTimer.singleShot(0, desktop.window, look)
    code = desktop.app.exec()
    return code if seen == [True] else 1


def _refuse(text: str, *, quiet: bool) -> int:
    """The archive cannot be opened: say why and leave."""
    sys.stderr.write(text + "\n")
    if not quiet:
        QMessageBox.critical(None, QCoreApplication.translate("app", "打不开档案库"), text)
    return EXIT_ENVIRONMENT


def _report(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    """An exception that nobody caught, in a slot or elsewhere: logged whole, told in one sentence."""
    if issubclass(kind, KeyboardInterrupt):
        QCoreApplication.quit()
        return
    text = sentence(error)
    QTimer.singleShot(0, lambda: show_error(QApplication.activeWindow(), text))


def _log_to(folder: Path) -> None:
    """A small log beside the settings; the terminal alone when the folder cannot be written."""
    handlers: list[logging.Handler] = [logging.StreamHandler()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "desktop.log"
        handlers.append(logging.handlers.RotatingFileHandler(path, maxBytes=500_000, backupCount=1, encoding="utf-8"))
    except OSError as error:
        sys.stderr.write(f"{error}\n")
    logging.basicConfig(
        level=logging.WARNING, handlers=handlers, format="%(asctime)s %(name)s %(levelname)s %(message)s"
    )


def _work(arguments: list[str]) -> None:
    """A frozen program has one executable: as a worker it is the command line."""
    sys.argv = [sys.argv[0], *arguments]
    runpy.run_module("ui.cli.main", run_name="__main__")
    sys.exit(0)


if __name__ == "__main__":
    main()
