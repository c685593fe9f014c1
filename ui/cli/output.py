"""How the command line speaks: JSON lines for programs, tables and sentences for people, progress on terminals."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click
import msgspec

from archive.model import PaperKind, PartialDate
from archive.progress import Progress
from archive.shown import shown

_encode = msgspec.json.Encoder().encode


class Output:
    """One command's way of speaking.  `rows` go to standard output, progress and remarks to standard error."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._bar_shown = False

    def line(self, record: Mapping[str, Any]) -> None:
        """One JSON object on a line of its own."""
        self._clear()
        plain = {key: str(value) if isinstance(value, PartialDate) else value for key, value in record.items()}
        click.echo(_encode(plain).decode())

    def text(self, text: str) -> None:
        self._clear()
        click.echo(text)

    def record_or_text(self, record: Mapping[str, Any], text: str) -> None:
        """A single answer: as JSON, or as a sentence."""
        if self.as_json:
            self.line(record)
        else:
            self.text(text)

    def remark(self, text: str) -> None:
        """A sentence for a person; never mixed into standard output."""
        self._clear()
        click.echo(text, err=True)

    def rows(self, records: Sequence[Mapping[str, Any]], headings: Mapping[str, str]) -> None:
        """Records as JSON lines, or as a table with the columns that `headings` names."""
        if self.as_json:
            for record in records:
                self.line(record)
            return
        cells = [[_cell(record[key]) for key in headings] for record in records]
        widths = [max(map(_width, column)) for column in zip(headings.values(), *cells, strict=True)]
        for row in ([*headings.values()], *cells):
            self.text("  ".join(_pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())

    def progress(self, step: Progress) -> None:
        """The present step, on a terminal only."""
        if self.as_json or not sys.stderr.isatty():
            return
        count = f"{step.done}/{step.total}" if step.total else f"{step.done}"
        click.echo(f"\r\x1b[K{count}  {shown(step.what)}"[:200], err=True, nl=False)
        self._bar_shown = True

    def _clear(self) -> None:
        if self._bar_shown:
            click.echo("\r\x1b[K", err=True, nl=False)
            self._bar_shown = False


def consume(steps: Iterable[Progress], output: Output) -> None:
    """Run long work that only reports progress."""
    for step in steps:
        output.progress(step)


def _cell(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, PaperKind):
        return {PaperKind.NEWSPAPER: "报纸", PaperKind.DOCUMENTS: "文件"}[value]
    if isinstance(value, bool):
        return "有" if value else "无"
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return " ".join(str(value).split())


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
