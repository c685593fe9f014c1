"""The documents keep up with the program: every setting, every command, every format and its sample is named."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from archive.formats.registry import FORMATS
from reader.settings import KEYS, LIST_TABLES, LISTS, RECORDS, TABLES
from ui.cli.main import cli

DOCS = Path(__file__).resolve().parents[2] / "docs"
guides = pytest.mark.parametrize("guide", ["guide.md", "guide.en.md"])


@guides
def test_every_setting_is_in_the_guide(guide: str) -> None:
    text = (DOCS / guide).read_text(encoding="utf-8")
    names = {key.name for key in KEYS} | set(TABLES) | set(LISTS) | set(LIST_TABLES) | set(RECORDS)
    assert not {name for name in names if f"`{name}`" not in text and f"`[{name}]`" not in text}


@guides
def test_every_command_is_in_the_guide(guide: str) -> None:
    text = (DOCS / guide).read_text(encoding="utf-8")
    names: list[str] = []
    for name, command in cli.commands.items():
        if isinstance(command, click.Group):
            names += (f"{name} {inner}" for inner in command.commands)
        else:
            names.append(name)
    assert not {name for name in names if f"dianzibao {name}" not in text and f"`{name}`" not in text}


def test_every_format_is_in_its_table() -> None:
    table = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert not {form.name for form in FORMATS if f"`{form.name}`" not in table}
