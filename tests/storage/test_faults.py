"""Kills, full disks and failing system calls: a small part of `scripts/fault`, and that its oracle sees what is wrong."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archive import files
from reader.library import Library
from reader.open import open_library

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "scripts"
ROWS = [("01", "渡口复航", "潮水退去，渡口复航。"), ("02", "夜市开张", "潮水上涨，夜市照开。")]

FORGETFUL = """
import sys
from pathlib import Path
sys.path.append(sys.argv[1])
from archive import files
from fault_calls import Cut
from fault_mount import mounted
with mounted(Path(sys.argv[2]), None, Cut.BARE) as mount:
    (mount / "forgotten").write_bytes(b"new")
    files.write_atomically(mount / "kept", b"new")
"""

mounts = pytest.mark.skipif(
    not (Path("/dev/fuse").exists() and shutil.which("fusermount3") and os.geteuid() == 0),
    reason="FUSE is not there, or only root may use it",
)
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks")


def harness(*arguments: str) -> dict[str, int]:
    """What `scripts/fault` counted; it must have lost nothing."""
    command = [sys.executable, str(SCRIPTS / "fault_run.py"), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return {name: int(count) for name, count in re.findall(r"^  (.+) (\d+)$", done.stdout, re.MULTILINE)}


def test_a_kill_at_some_steps_and_at_any_time_loses_nothing() -> None:
    counted = harness(
        "2", "--parts", "points", "random", "--jobs", "import more", "restore --apply", "--stride", "17", "--seed", "5"
    )
    assert counted["kill: killed"] == counted["kill"] >= 4
    assert counted["random"] == 2


def test_a_full_disk_is_said_in_words_and_loses_nothing() -> None:
    counted = harness("--parts", "full", "--jobs", "import more", "backup", "--stride", "17")
    assert counted["full: refused in words"] >= 3


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace writes the calls down, and is not there")
def test_a_power_cut_between_any_two_calls_of_the_system_loses_nothing() -> None:
    counted = harness("--parts", "cuts", "--jobs", "import more", "--cuts", "12", "--seed", "5")
    assert counted["calls of the system"] > 100
    assert counted["power cut, all unsynced lost"] == 4


@mounts
def test_the_power_fails_under_a_running_job_and_nothing_is_lost() -> None:
    counted = harness("--parts", "mount", "--jobs", "import more", "backup", "--mounts", "9", "--seed", "5")
    assert counted["changes handed on by the kernel"] > 100
    assert counted["mounted, power cut, all unsynced lost: killed"] == 3


@mounts
def test_an_error_of_the_disk_is_said_in_words_and_loses_nothing() -> None:
    counted = harness("--parts", "errors", "--jobs", "import more", "restore --apply", "--errors", "8", "--seed", "5")
    assert counted["disk error"] == 8
    assert counted["disk error: refused in words"] > 0


@mounts
def test_a_disk_that_forgets_keeps_what_was_synced(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    subprocess.run([sys.executable, "-c", FORGETFUL, str(SCRIPTS), str(tmp_path / "disk")], check=True)
    assert {path.name: path.read_bytes() for path in (tmp_path / "disk").iterdir()} == {
        "forgotten": b"",
        "kept": b"new",
    }


def test_a_bit_that_flips_anywhere_is_found_and_the_rest_is_read() -> None:
    counted = harness("--parts", "flips", "--jobs", "settings", "--flips", "72", "--seed", "5")
    places = ("original", "picture", "index", "catalogue kept before a restore", "catalogue", "backup")
    for place in places:
        assert counted[f"{place}: found"] == counted[f"{place}: flipped"] == 12


def test_the_oracle_sees_what_is_lost(library: Library, press: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import fault_oracle

    press.bring(library, press.table(ROWS))
    assert fault_oracle.lost(library.folder) == []
    before = list(fault_oracle.dump(library.folder))
    [original] = [path for path in (library.folder / "originals").rglob("*") if path.is_file()]
    kept = original.read_bytes()
    original.write_bytes(bytes([kept[0] ^ 1]) + kept[1:])
    assert fault_oracle.lost(library.folder) == [f"lost original {original.name}"]
    original.write_bytes(kept)
    library.filing.trash_articles([library.articles(press.key())[0].id])
    assert list(fault_oracle.dump(library.folder)) != before
    assert fault_oracle.found(library) != []


@pytest.mark.parametrize("place", [".", "originals", "index", "snapshots"])
def test_the_start_sweeps_all_places_where_files_are_written(library: Library, press: Any, place: str) -> None:
    press.bring(library, press.table(ROWS))
    left = library.folder / place / f"{files.TEMPORARY}1-left"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"")
    os.utime(left, (0, 0))
    open_library(library.folder).close()
    assert not left.exists()


def test_the_model_of_a_disk_keeps_what_was_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file's bytes by its own sync, its name by that of its folder."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import random

    from fault_calls import Call, Cut, Model

    start = tmp_path / "start"
    start.mkdir()
    (start / "old").write_bytes(b"old")
    model = Model(start)
    for call in (
        Call("create", ("new",)),
        Call("write", ("new",), b"synced"),
        Call("sync", ("new",)),
        Call("write", ("new",), b" and not", 6),
        Call("write", ("old",), b"OLD"),
    ):
        model.do(call)
    chance = random.Random(0)
    for cut in Cut:
        model.write_out(tmp_path / cut, cut, chance)
    found = {cut: {path.name: path.read_bytes() for path in (tmp_path / cut).iterdir()} for cut in Cut}
    assert found[Cut.CALL] == {"old": b"OLD", "new": b"synced and not"}
    assert found[Cut.BARE] == {"old": b"old"}
    assert found[Cut.NAMES] == {"old": b"old", "new": b"synced"}
    model.do(Call("sync", ()))
    model.write_out(tmp_path / "after", Cut.BARE, chance)
    assert (tmp_path / "after" / "new").read_bytes() == b"synced"
