"""What every command shares: the options `--archive` and `--json`, and the library they name."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from pathlib import Path
from typing import Any

import click

from reader.library import Library
from reader.open import open_library
from ui.cli.output import Output


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
