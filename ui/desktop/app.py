"""The program with a window: arguments, what is seen first, then the window; then Qt's loop.

Exit 0 done, 3 when the archive cannot be opened.  `--worker …` makes a frozen program its own command line,
`--read` the child that reads sources.  What makes the window (`ui.desktop.desktop`) takes a second to be loaded: it is
imported once there is something to see.
"""

from __future__ import annotations

import argparse
import gc
import os
import runpy
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from archive.limited import DRAW, READ
from reader.folders import APP, settings_file, settings_folder
from reader.logs import WINDOW, start_log
from reader.settings import Settings
from ui.desktop import theme
from ui.desktop.launch import LaunchWindow
from ui.desktop.plain import PlainStyle
from ui.desktop.scaling import SCALES, scaled
from ui.printing.fonts import load_fonts

_DRESSED = "dressed"
"""The property of an application that has our style."""


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of `dianzibao-desktop`."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["--worker"]:
        _work(given[1:])
    if given in ([READ], [DRAW]):
        child = "archive.importing.worker_child" if given == [READ] else "archive.drawing.child"
        runpy.run_module(child, run_name="__main__")
        sys.exit(0)
    gc.disable()
    sys.exit(run(given))


def run(arguments: Sequence[str]) -> int:
    """Show the window as it was left, then open it and stay until it is closed."""
    options = _parser().parse_args(list(arguments))
    if options.selftest and not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.setswitchinterval(0.001)
    start_log(WINDOW)
    settings = Settings(settings_file())
    with scaled(options.scale or settings.get("window.scale")):
        app = make_application()
    settings.set_private(on=options.private)
    geometry = QSettings(str(settings_folder() / "window.ini"), QSettings.Format.IniFormat)
    launch = LaunchWindow(app, settings, geometry, options.archive)
    launch.paint_now()
    if options.selftest == "launch":
        return 0
    from ui.desktop.desktop import run_desktop

    if not gc.isenabled():  # what was loaded is no garbage; looking through it now and then would be pauses of 40 ms
        gc.freeze()
        gc.enable()
    return run_desktop(app, settings, launch, options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("dianzibao-desktop", description="电子报阅读机")
    parser.add_argument("--archive", type=Path, metavar="DIR", help="档案库所在的文件夹")
    parser.add_argument("--private", action="store_true", help="无痕阅读：标记、历史和设置的改动都不留下")
    parser.add_argument("--scale", type=int, choices=SCALES, metavar="PERCENT", help="界面大小，100 到 300，不记住")
    parser.add_argument("--at", default="", help=argparse.SUPPRESS)
    parser.add_argument(
        "--selftest", nargs="?", const="window", choices=("launch", "window"), help="打开窗口，画一次，退出"
    )
    return parser


def make_application() -> QApplication:
    """The QApplication with style, fonts and names; the one there is, if there is one."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication([APP])
    if not app.property(_DRESSED):
        app.setProperty(_DRESSED, True)
        app.setApplicationName(APP)
        app.setDesktopFileName(APP)
        app.setStyle(PlainStyle())
        app.setWindowIcon(theme.app_icon())
        load_fonts()
    return app


def _work(arguments: list[str]) -> None:
    """A frozen program has one executable: as a worker it is the command line."""
    sys.argv = [sys.argv[0], *arguments]
    runpy.run_module("ui.cli.main", run_name="__main__")
    sys.exit(0)


if __name__ == "__main__":
    main()
