"""Pictures for the README: the window on the sample papers, in its colours and on a wide and an upright screen.

Writes docs/screenshots/*.png; works without a display.  The archive and the settings live in a temporary folder.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from offscreen import ROOT  # first: it chooses Qt's platform
from PySide6.QtCore import QEventLoop, QSettings, QTimer

from archive.model import PaperKind
from reader.library import Library
from reader.open import open_library
from reader.samples import sample_papers
from reader.settings import Settings
from ui.desktop.app import Desktop, make_application
from ui.desktop.main_window import MainWindow

OUT = ROOT / "docs" / "screenshots"
WIDE, UPRIGHT = (1280, 800), (1080, 1920)
Show = Callable[[MainWindow], None]


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    make_application()
    with tempfile.TemporaryDirectory(prefix="dianzibao-pictures-") as folder, open_library(Path(folder)) as library:
        for _step in library.import_paths(sample_papers()):
            pass
        for _step in library.update_index():
            pass
        first, second = [paper.name for paper in library.papers() if paper.kind == PaperKind.NEWSPAPER][:2]
        take("reading-light", library, WIDE, "light", lambda window: open_at(window, first, 1))
        take("reading-sepia", library, WIDE, "sepia", lambda window: open_at(window, second, 0))
        take("search-light", library, WIDE, "light", lambda window: search(window, "图书馆"))
        take("search-dark", library, WIDE, "dark", lambda window: search(window, "春"))
        take("reading-dark", library, WIDE, "dark", lambda window: open_at(window, first, 0))
        take("upright-light", library, UPRIGHT, "light", lambda window: open_at(window, first, 0))
        take("upright-dark", library, UPRIGHT, "dark", lambda window: open_at(window, second, 0))
        take("english", library, WIDE, "light", lambda window: open_at(window, first, 2), language="en")
    return 0


def take(name: str, library: Library, size: tuple[int, int], theme: str, show: Show, *, language: str = "zh") -> None:
    """One picture of a fresh window."""
    settings = Settings()
    settings.set("window.theme", theme)
    settings.set("window.language", language)
    with tempfile.TemporaryDirectory() as folder:
        geometry = QSettings(str(Path(folder) / "window.ini"), QSettings.Format.IniFormat)
        desktop = Desktop(make_application(), library, settings, geometry)
        desktop.window.resize(*size)
        desktop.window.show()
        wait(300)
        show(desktop.window)
        settle(desktop.window)
        path = OUT / f"{name}.png"
        desktop.window.grab().save(str(path))
        desktop.close()
        wait(0)
    sys.stdout.write(f"{path.relative_to(ROOT)}\n")


def open_at(window: MainWindow, paper: str, page: int) -> None:
    window.desk.open_paper(paper)
    if window.desk.issue:
        window.desk.open_page(window.desk.issue.pages[page].label)


def search(window: MainWindow, words: str) -> None:
    window.search_box.setText(words)
    window.search_box.returnPressed.emit()
    settle(window)
    window.search_panel.step(1)


def settle(window: MainWindow) -> None:
    """Let pictures and results arrive."""
    for _ in range(200):
        wait(50)
        if not window.jobs.busy:
            break
    wait(400)


def wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main())
