"""Kills, full disks and failing system calls: a small part of `scripts/fault`, and that its oracle sees what is wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from archive import files
from reader.library import Library
from reader.open import open_library

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "scripts"
ROWS = [("01", "渡口复航", "潮水退去，渡口复航。"), ("02", "夜市开张", "潮水上涨，夜市照开。")]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the harness forks")


def harness(*arguments: str) -> dict[str, int]:
    """What `scripts/fault` counted; it must have lost nothing."""
    command = [sys.executable, str(SCRIPTS / "fault_run.py"), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return {name: int(count) for name, count in re.findall(r"^  (.+) (\d+)$", done.stdout, re.MULTILINE)}


def test_a_kill_at_some_steps_and_at_any_time_loses_nothing() -> None:
    counted = harness("4", "--parts", "points", "random", "--stride", "11", "--seed", "5")
    assert counted["kill: killed"] == counted["kill"] >= 8
    assert counted["random"] == 4


def test_a_full_disk_is_said_in_words_and_loses_nothing() -> None:
    counted = harness("0", "--parts", "full", "--stride", "13")
    assert counted["full: refused in words"] >= 3


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


def test_a_clock_that_was_set_back_does_not_keep_temporaries(tmp_path: Path) -> None:
    left = tmp_path / f"{files.TEMPORARY}1-from-the-future"
    left.write_bytes(b"")
    soon = time.time() + 86_400
    os.utime(left, (soon, soon))
    assert files.sweep_temporaries(tmp_path) == 1


def test_an_archive_on_a_long_path_with_spaces_and_chinese(tmp_path: Path, press: Any) -> None:
    folder = tmp_path / "我的 报纸" / ("青湾晚报 合订本" * 6) / "档案 库"
    folder = folder.parent / ("长" * max((200 - len(str(folder))), 1)) / folder.name
    with open_library(folder) as library:
        press.bring(library, press.table(ROWS))
        assert len(library.articles(press.key())) == len(ROWS)
    with open_library(folder) as library:
        assert library.pending() == 0


def test_a_reader_goes_on_while_the_index_is_swapped(library: Library, press: Any) -> None:
    press.bring(library, press.table(ROWS))
    from indexer.request import SearchRequest

    with open_library(library.folder) as reader:
        for _step in library.reindex():
            assert reader.search_ids(SearchRequest("潮水")).total == len(ROWS)
        assert reader.search_ids(SearchRequest("潮水")).total == len(ROWS)


def test_the_start_sweeps_the_index_too(library: Library, press: Any) -> None:
    press.bring(library, press.table(ROWS))
    left = library.folder / "index" / f"{files.TEMPORARY}1-left"
    left.write_bytes(b"")
    os.utime(left, (0, 0))
    open_library(library.folder).close()
    assert not left.exists()
