"""The command line as people run it: real processes, their output and exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Ran]


def run(*arguments: object, archive: Path | None = None, env: dict[str, str] | None = None) -> Ran:
    """`dianzibao --archive ARCHIVE arguments…`; any output on standard error other than our sentences fails."""
    command = [sys.executable, "-W", "error", "-m", "ui.cli.main"]
    if archive is not None:
        command += ["--archive", str(archive)]
    done = subprocess.run(
        [*command, *map(str, arguments)],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "LANG": "C", **(env or {})},
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture(name="run")
def run_fixture(archive: Path) -> Run:
    """Commands on an archive of this test's own."""
    return lambda *arguments, **options: run(*arguments, **{"archive": archive, **options})


@pytest.fixture(scope="session")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, list[dict[str, Any]]]:
    """Commands on an archive with the five seeds, and what their import said."""
    folder = tmp_path_factory.mktemp("seeds") / "档案"
    ran = run("import", "--json", *sorted((shared / "seeds").glob("*.txt")), archive=folder)
    assert ran.code == 0, ran.err
    return (lambda *arguments, **options: run(*arguments, archive=folder, **options)), ran.records


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Commands on an archive with the sample papers."""
    folder = tmp_path_factory.mktemp("demo") / "样报"
    ran = run("demo", "--json", archive=folder)
    assert ran.code == 0, ran.err
    return lambda *arguments, **options: run(*arguments, archive=folder, **options)
