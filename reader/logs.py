"""The log file: warnings and errors of the program, a few hundred kilobytes that turn round.  Never an article's text.

Each program writes a file of its own, so that two of them never turn the same one.
"""

from __future__ import annotations

import contextlib
import logging
from collections import deque
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

from reader.folders import APP, portable_folder

WINDOW, COMMANDS = "window.log", "commands.log"
OUTCOMES = logging.getLogger("outcomes")
"""What could not be imported, and why."""

_SIZE, _OLDER = 400_000, 2
_LONGEST = 400
"""Characters of a line: an error may quote what it could not read."""


def log_folder() -> Path:
    """The user's folder for logs; beside the program when it is portable."""
    portable = portable_folder()
    return portable / "logs" if portable else Path(platformdirs.user_log_dir(APP, appauthor=False))


def start_log(name: str) -> None:
    """Write warnings and errors into the file (with what became of failed imports) and to standard error.

    Where the folder cannot be written the program goes on without the file.
    """
    terminal = logging.StreamHandler()
    terminal.setLevel(logging.WARNING)
    kept = _LogFile(
        log_folder() / name, maxBytes=_SIZE, backupCount=_OLDER, encoding="utf-8", errors="replace", delay=True
    )
    for handler in (terminal, kept):
        handler.setFormatter(_Short("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[terminal, kept])
    OUTCOMES.setLevel(logging.INFO)


def last_lines(count: int) -> list[str]:
    """The newest lines of each log file, the files by name; empty where there is none."""
    found: list[str] = []
    for name in (COMMANDS, WINDOW):
        with contextlib.suppress(OSError), (log_folder() / name).open(encoding="utf-8", errors="replace") as stream:
            found += [f"[{name}]", *(line.rstrip("\n") for line in deque(stream, maxlen=count))]
    return found


class _LogFile(RotatingFileHandler):
    """Made when there is something to write; in one that cannot be renamed (on Windows, open elsewhere) it goes on."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """The disk is full or read-only: what goes to the terminal has to do."""

    def rotate(self, source: str, dest: str) -> None:
        with contextlib.suppress(OSError):
            super().rotate(source, dest)


class _Short(logging.Formatter):
    """Cuts long lines."""

    def format(self, record: logging.LogRecord) -> str:
        lines = super().format(record).split("\n")
        return "\n".join(line if len(line) <= _LONGEST else line[:_LONGEST] + "…" for line in lines)
