"""The house itself: names, borders that import-linter cannot see, sizes of modules."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import files
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ["archive", "indexer", "reader", "ui", "resources"]


@pytest.mark.parametrize("name", PACKAGES)
def test_the_five_names_are_ours(name: str) -> None:
    """Packages of these names exist elsewhere and would overwrite ours silently."""
    code = f"import {name}; print({name}.__file__)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    installed = [str(path.locate()) for path in files("dianzibao") or []]
    assert Path(found).is_relative_to(ROOT) or found in installed


def loaded_by(code: str) -> set[str]:
    """Modules in a fresh process after running `code`."""
    report = f"{code}\nimport sys; print(' '.join(sys.modules))"
    return set(
        subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True).stdout.split()
    )


def test_the_command_line_starts_without_qt_engines_and_parsers() -> None:
    loaded = loaded_by("import ui.cli.main")
    assert not loaded & {"PySide6", "whoosh", "trafilatura", "PIL", "alembic", "bs4", "docx"}
    assert not loaded & {"archive.newspaper.continuations", "archive.importing.pipeline"}


def test_modules_stay_small() -> None:
    large = {
        str(path.relative_to(ROOT)): lines
        for package in (*PACKAGES, "scripts")
        for path in (ROOT / package).rglob("*.py")
        if (lines := path.read_text("utf-8").count("\n")) > 450
    }
    assert not large


def test_values_are_structs() -> None:
    others = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "from dataclasses import" in path.read_text("utf-8") or "import dataclasses" in path.read_text("utf-8")
    ]
    assert not others, "a dataclass takes ten times as long to make when the program starts (docs/decisions/0004)"


def test_every_module_says_what_it_is() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if (text := path.read_text("utf-8")) and not text.startswith('"""')
    ]
    assert not silent
