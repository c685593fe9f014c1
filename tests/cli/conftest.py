"""The command line as people run it: real processes, their output and exit codes.

Each command is a process of its own, forked from one that has the modules loaded: starting Python anew some 250 times
was a third of the whole suite.  Where there is no fork, and for `fresh=True`, Python is started as usual.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
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


_SERVER = """
import json, os, sys
import archive.importing.pipeline, ui.cli.main
for line in sys.stdin:
    job = json.loads(line)
    child = os.fork()
    if child == 0:
        os.environ.update(job["env"])
        for number, path in ((1, job["out"]), (2, job["err"])):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.argv = ["dianzibao", *job["arguments"]]
        code = 70
        try:
            ui.cli.main.main()
        except SystemExit as end:
            code = end.code or 0
        except BaseException:
            sys.excepthook(*sys.exc_info())
            code = 1
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
_SPEAK_PLAIN = {"LANG": "C"}


class _Forks:
    """The process that commands are forked from; started at the first one."""

    def __init__(self) -> None:
        self._server: subprocess.Popen[str] | None = None

    def run(self, arguments: list[str], env: dict[str, str]) -> Ran:
        if self._server is None:
            command = [sys.executable, "-W", "error", "-c", _SERVER]
            self._server = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **_SPEAK_PLAIN}
            )
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        with tempfile.TemporaryDirectory() as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            job = {"arguments": arguments, "env": {**os.environ, **env}, "out": str(out), "err": str(err)}
            self._server.stdin.write(json.dumps(job) + "\n")
            self._server.stdin.flush()
            code = int(self._server.stdout.readline())
            return Ran(code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))

    def close(self) -> None:
        if self._server is not None:
            assert self._server.stdin is not None
            self._server.stdin.close()
            self._server.wait(10)
            assert self._server.stdout is not None
            self._server.stdout.close()


_forks = _Forks()


@pytest.fixture(scope="session", autouse=True)
def _one_server() -> Iterator[None]:
    yield
    _forks.close()


def run(*arguments: object, archive: Path | None = None, env: dict[str, str] | None = None, fresh: bool = False) -> Ran:
    """`dianzibao --archive ARCHIVE arguments…`; any output on standard error other than our sentences fails."""
    words = ([] if archive is None else ["--archive", str(archive)]) + [str(word) for word in arguments]
    if fresh or not hasattr(os, "fork"):
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "ui.cli.main", *words],
            capture_output=True,
            check=False,
            encoding="utf-8",
            env={**os.environ, **_SPEAK_PLAIN, **(env or {})},
        )
        ran = Ran(done.returncode, done.stdout, done.stderr)
    else:
        ran = _forks.run(words, {**_SPEAK_PLAIN, **(env or {})})
    assert "Traceback" not in ran.err, ran.err
    return ran


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
