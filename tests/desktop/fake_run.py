"""An import process that says what the test tells it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class FakeRun(QObject):
    """As `ui.desktop.importing.ImportRun`; `made` are all of one test, which empties it first."""

    progressed = Signal(str, int, int)
    item = Signal(object)
    record = Signal(object)
    finished = Signal(str)
    made: list[FakeRun] = []  # noqa: RUF012

    def __init__(self, arguments: list[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.arguments, self.cancelled, self.started = arguments, False, False
        FakeRun.made.append(self)

    def start(self) -> None:
        self.started = True

    def cancel(self) -> None:
        self.cancelled = True

    def abandon(self) -> None:
        self.cancelled = True
