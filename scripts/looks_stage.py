"""One window of the program in one look, and what a script does with it: `Stage`.

Import `offscreen` first: it chooses Qt's platform.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reader.library import Library
from reader.settings import KEYS, Settings, Value
from ui.desktop import speech_commands
from ui.desktop.app import make_application
from ui.desktop.desktop import Desktop
from ui.desktop.main_window import MainWindow

SIZES: Final = ((1280, 800), (1920, 1080), (1080, 1920))
THEMES: Final = ("light", "sepia", "dark", "contrast")
LANGUAGES: Final = ("zh", "zh_hant", "en")
PATIENCE = 400
"""Steps of 25 ms to wait for pictures, results and child processes."""


@dataclass(frozen=True, slots=True)
class Combination:
    """One look: `scale` is of the whole interface, in per cent: what is twice as large has half the room."""

    size: tuple[int, int]
    theme: str
    language: str
    scale: int = 100

    @property
    def room(self) -> tuple[int, int]:
        """The screen's size in the interface's own pixels."""
        return self.size[0] * 100 // self.scale, self.size[1] * 100 // self.scale

    def __str__(self) -> str:
        words = f"{self.size[0]}×{self.size[1]}/{self.theme}/{self.language}"
        return words if self.scale == 100 else f"{words}/{self.scale}%"


class Silence:
    """A voice for the bar of reading aloud; it never comes to the end of a sentence."""

    def speak(self, text: str, rate: float, done: Callable[[], None], failed: Callable[[str], None]) -> None:
        """Says nothing."""

    def stop(self) -> None:
        """There is nothing to stop."""


class Stage:
    """A fresh window in one look; `close` it.  `settings` on top of those of the look."""

    def __init__(
        self, library: Library, look: Combination, settings: dict[str, Value] | None = None, *, private: bool = False
    ) -> None:
        self.library, self.look = library, look
        self._folder = tempfile.TemporaryDirectory(prefix="dianzibao-look-")
        chosen = Settings()
        chosen.set("window.theme", look.theme)
        chosen.set("window.language", look.language)
        for name, value in (settings or {}).items():
            chosen.set(name, value)
        chosen.set_private(on=private)
        setattr(speech_commands, "find_engine", lambda _parent: Silence())  # noqa: B010 - a voice that is everywhere
        geometry = QSettings(str(Path(self._folder.name) / "window.ini"), QSettings.Format.IniFormat)
        self.desktop = Desktop(make_application(), library, chosen, geometry)
        self.window: MainWindow = self.desktop.window
        self.window.resize(*look.room)
        self.window.show()
        self.window.activateWindow()
        self.settle()

    def act(self, *names: str) -> None:
        """Trigger actions by their ids."""
        for name in names:
            self.window._actions[name].trigger()

    def open(self, paper: str, page: int = 0, article: int = 0) -> None:
        desk = self.window.desk
        desk.open_paper(paper)
        if desk.issue and page:
            desk.open_page(desk.issue.pages[page].label)
        if desk.issue and article:
            desk.open_article(desk.issue.heads[article].id)

    def search(self, words: str) -> None:
        self.window.search_box.setText(words)
        self.window.search_box.returnPressed.emit()
        self.settle()

    def dialog(self) -> QWidget:
        """What was opened last."""
        self.settle()
        tops = [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not self.window]
        dialogs = [top for top in tops if not isinstance(top, QMenu)]
        if not dialogs:
            raise LookupError("no dialog was opened")
        return next((top for top in dialogs if top.isModal()), dialogs[-1])

    def settle(self) -> None:
        """Let pictures, results and children of the program come to their end."""
        wait(20)
        for _ in range(PATIENCE):
            if not self.window.jobs.busy:
                break
            wait(25)
        wait(60)

    def close(self) -> None:
        for top in QApplication.topLevelWidgets():
            if top is not self.window and top.isVisible():
                top.close()
        self.desktop.close()
        wait(0)
        self._folder.cleanup()


def can_scale() -> bool:
    """Whether the program has a preference for the size of its interface."""
    return any(key.name == "window.scale" for key in KEYS)


def wait(milliseconds: int) -> None:
    """Run the event loop."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
