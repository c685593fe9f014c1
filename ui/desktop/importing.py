"""Import as a child process: the command line does the work and says on JSON lines how far it is.

The window stays smooth, a crash of the child costs nothing but the run, and cancelling is a polite end of the process.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from archive import wording

KILL_AFTER = 10_000
"""Milliseconds of patience after the polite request to stop."""


class Item(msgspec.Struct, frozen=True):
    """What became of one source, as the command line reports it."""

    source: str
    outcome: str
    paper: str = ""
    date: str = ""
    edition: str = ""
    pages: int = 0
    articles: int = 0
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    reason: str = ""
    conflict: bool = False

    @property
    def is_problem(self) -> bool:
        return self.outcome in ("failed", "refused")

    @classmethod
    def from_line(cls, line: dict[str, Any]) -> Item:
        return cls(
            source=str(line.get("source") or ""),
            outcome=str(line.get("outcome") or ""),
            paper=str(line.get("paper") or ""),
            date=str(line.get("date") or ""),
            edition=str(line.get("edition") or ""),
            pages=int(line.get("pages") or 0),
            articles=int(line.get("articles") or 0),
            missing=tuple(str(part) for part in line.get("missing") or ()),
            left_out=tuple(str(part) for part in line.get("left_out") or ()),
            notes=tuple(str(part) for part in line.get("notes") or ()),
            reason=str(line.get("reason") or ""),
            conflict=bool(line.get("conflict")),
        )


def worker_command() -> list[str]:
    """The program that runs as the child: ourselves when frozen, else the interpreter."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--worker"]
    return [sys.executable, "-m", "ui.cli.main"]


def import_arguments(
    archive: Path, paths: Sequence[str], on_conflict: str | None = None, options: Sequence[str] = ()
) -> list[str]:
    conflict = ["--on-conflict", on_conflict] if on_conflict else []
    return ["--archive", str(archive), "--json", "import", "--progress", *conflict, *options, "--", *paths]


def samples_arguments(archive: Path) -> list[str]:
    return ["--archive", str(archive), "--json", "demo", "--progress"]


def index_arguments(archive: Path, *, update: bool) -> list[str]:
    """Build the search index anew, or (`update`) only bring it up to date."""
    return ["--archive", str(archive), "--json", "reindex", "--progress", *(["--update"] if update else [])]


def copy_arguments(archive: Path, target: Path) -> list[str]:
    return ["--archive", str(archive), "--json", "copy-archive", "--progress", "--", str(target)]


class ImportRun(QObject):
    """One child.  `finished(sentence)`: the sentence says what stopped it, empty when it came to its end."""

    progressed = Signal(str, int, int)
    item = Signal(object)
    record = Signal(object)
    """A JSON object of another kind, as a dict."""
    finished = Signal(str)

    def __init__(self, arguments: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        program, *fixed = worker_command()
        self.cancelled = False
        self._rest = b""
        self._errors = b""
        self._done = False
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in wording.environment({"PYTHONUTF8": "1"}).items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.setProgram(program)
        self._process.setArguments([*fixed, *arguments])
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_errors)
        self._process.finished.connect(self._end)
        self._process.errorOccurred.connect(self._fail)

    def start(self) -> None:
        self._process.start()

    @property
    def running(self) -> bool:
        return self._process.state() != QProcess.ProcessState.NotRunning

    def cancel(self) -> None:
        """Ask the child to stop at the next item; end it by force if it does not listen."""
        self.cancelled = True
        self._process.terminate()
        QTimer.singleShot(KILL_AFTER, self, self._kill)

    def abandon(self) -> None:
        """The window goes: stop the child and wait for it (what it has finished is kept)."""
        if self.running:
            self.cancelled = True
            self._process.terminate()
            if not self._process.waitForFinished(KILL_AFTER):
                self._kill()
                self._process.waitForFinished(KILL_AFTER)

    def take_line(self, line: bytes) -> None:
        """One line of the child's output; what is no JSON object is passed over (and kept with the errors)."""
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        if not isinstance(value, dict):
            self._errors += line + b"\n"
        elif isinstance(progress := value.get("progress"), dict):
            what, done, total = progress.get("what"), progress.get("done"), progress.get("total")
            self.progressed.emit(str(what or ""), int(done or 0), int(total or 0))
        elif "outcome" in value:
            self.item.emit(Item.from_line(value))
        else:
            self.record.emit(value)

    def _read(self) -> None:
        lines = (self._rest + self._process.readAllStandardOutput().data()).split(b"\n")
        self._rest = lines.pop()
        for line in lines:
            if line.strip():
                self.take_line(line)

    def _read_errors(self) -> None:
        self._errors += self._process.readAllStandardError().data()

    def _end(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._read_errors()
        crashed = status == QProcess.ExitStatus.CrashExit
        if self.cancelled or (code in (0, 1) and not crashed):
            self._finish("")
            return
        said = [line for line in self._errors.decode("utf-8", "replace").splitlines() if line.strip()]
        self._finish(said[-1] if said else self.tr("导入程序意外结束（{code}）").format(code=code))

    def _fail(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._finish(self.tr("导入程序没能启动：{reason}").format(reason=self._process.errorString()))

    def _finish(self, sentence: str) -> None:
        if not self._done:
            self._done = True
            self.finished.emit(sentence)

    def _kill(self) -> None:
        if self.running:
            self._process.kill()
