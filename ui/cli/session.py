"""What every command shares: the options `--archive` and `--json`, and the library they name."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import Any

import click

from archive.errors import UsageError
from archive.labels import canonical_label
from archive.model import PartialDate
from reader.library import Library
from reader.open import open_library
from ui.cli.output import Output

EXIT_ITEMS, EXIT_USAGE, EXIT_ENVIRONMENT, EXIT_BUG = 1, 2, 3, 4


class Session:
    """What the shared options said, and the library they name, opened when a command first asks for it."""

    def __init__(self) -> None:
        self.archive: Path | None = None
        self.as_json = False
        self._library: Library | None = None

    @property
    def output(self) -> Output:
        return Output(as_json=self.as_json)

    @property
    def library(self) -> Library:
        if self._library is None:
            self._library = open_library(self.archive)
        return self._library

    def close(self) -> None:
        if self._library is not None:
            self._library.close()


pass_session = click.make_pass_decorator(Session, ensure=True)


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """`--archive` and `--json`, accepted before and after the command."""

    @click.option("--archive", type=click.Path(path_type=Path), metavar="DIR", help="档案库文件夹 (archive folder)")
    @click.option("--json", "as_json", is_flag=True, help="每行一个 JSON 对象 (one JSON object a line)")
    @click.pass_context
    def wrapper(context: click.Context, /, archive: Path | None, as_json: bool, **arguments: Any) -> Any:
        session = context.ensure_object(Session)
        session.archive = archive or session.archive
        session.as_json = as_json or session.as_json
        return context.invoke(function, **arguments)

    return update_wrapper(wrapper, function)


def date_of(text: str | None) -> PartialDate | None:
    """A date as an option says it.  `UsageError` for what is no date."""
    if not text:
        return None
    try:
        return PartialDate.parse(text)
    except ValueError as error:
        raise UsageError(f"日期应写成 2025-08-28、2025-08 或 2025，而不是：{text}") from error


def label_of(text: str | None) -> str | None:
    """A page as an option says it, in any printed form, as its canonical label.  `UsageError` for what is no label."""
    if text is None:
        return None
    try:
        return canonical_label(text)
    except ValueError as error:
        raise UsageError(f"版次应写成 1、A06 或 第A06版，而不是：{text}") from error
