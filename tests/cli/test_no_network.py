"""Offline means offline, seen from outside: what the system is asked for by the program and by all that it starts.

`strace` writes down every call of the network, of children too; a network namespace of its own would make each of them
fail.  Sockets of the machine itself (AF_UNIX: one window at a time) are no network.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DIANZIBAO = (sys.executable, "-m", "ui.cli.main")
TEXT = "临岚日报 2026-03-05 第01版 要闻\n\n渡口复航\n\n停了三年的渡口今天复航，第一班船载着四十位老人。\n"


def works(*command: str) -> bool:
    return shutil.which(command[0]) is not None and not subprocess.run(command, capture_output=True).returncode


ISOLATED = ("unshare", "--net", "--map-root-user")
traced = pytest.mark.skipif(not works("strace", "-f", "true"), reason="strace is not here, or not allowed")
isolated = pytest.mark.skipif(not works(*ISOLATED, "true"), reason="network namespaces are not here, or not allowed")


def reached(log: Path, *command: str, environment: dict[str, str] | None = None) -> list[str]:
    """Run a command and return the sockets that it or a child of it opened, but for the machine's own."""
    strace = ("strace", "-f", "-qq", "-e", "trace=network", "-o", str(log))
    run = subprocess.run([*strace, *command], cwd=ROOT, capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stdout + run.stderr
    families = re.findall(r"socket\((\w+)", log.read_text())
    return [family for family in families if family not in ("AF_UNIX", "AF_LOCAL")]


@traced
def test_a_call_of_the_network_would_be_seen_also_in_a_grandchild(tmp_path: Path) -> None:
    opening = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    within = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {opening!r}], check=True)"
    assert reached(tmp_path / "log", sys.executable, "-c", within) == ["AF_INET"]


@traced
def test_importing_and_searching_use_no_network(tmp_path: Path) -> None:
    (tmp_path / "报.txt").write_text(TEXT, encoding="utf-8")
    archive = ("--archive", str(tmp_path / "档案"))
    assert reached(tmp_path / "import", *DIANZIBAO, *archive, "import", str(tmp_path / "报.txt")) == []
    assert reached(tmp_path / "search", *DIANZIBAO, *archive, "search", "渡口") == []


@isolated
def test_importing_and_searching_work_where_there_is_no_network(tmp_path: Path) -> None:
    (tmp_path / "报.txt").write_text(TEXT, encoding="utf-8")
    within = f'"$@" import "{tmp_path}/报.txt" && "$@" search 渡口'
    command = [*ISOLATED, "sh", "-c", within, "sh", *DIANZIBAO, "--archive", str(tmp_path / "档案")]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "渡口复航" in run.stdout


@pytest.mark.slow
@traced
def test_the_window_uses_no_network(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    assert reached(tmp_path / "log", sys.executable, "scripts/tour.py", environment=environment) == []


@pytest.mark.slow
@isolated
def test_the_window_works_where_there_is_no_network() -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [*ISOLATED, sys.executable, "scripts/tour.py"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment)
    assert run.returncode == 0, run.stdout + run.stderr
