"""An archive copied elsewhere: all of it, checked, whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from archive.errors import EnvironmentProblemError, UsageError
from archive.keeping.copies import new_folder
from archive.progress import Cancelled
from indexer.request import SearchRequest
from reader import archives
from reader.library import Library
from reader.open import open_library

ROWS = [("01", "渡口复航", "停了三年的渡口今天复航。"), ("02", "读者来信", "来信说路灯太暗。")]


class Usage(NamedTuple):
    total: int
    used: int
    free: int


@pytest.fixture
def filled(library: Library, press: Any) -> Library:
    press.bring(library, press.table(ROWS))
    return library


def test_the_copy_has_everything_and_finds_everything(filled: Library, tmp_path: Path) -> None:
    steps = list(filled.copy_to(tmp_path / "大盘" / "报纸"))
    assert steps[-1].done == steps[-1].total
    with open_library(tmp_path / "大盘" / "报纸") as copy:
        assert copy.issues() == filled.issues()
        assert copy.pending() == 0
        assert copy.search(SearchRequest("路灯")).total == 1
        originals = sorted(path.name for path in (filled.folder / "originals").rglob("*") if path.is_file())
        assert sorted(path.name for path in (copy.folder / "originals").rglob("*") if path.is_file()) == originals
    assert [path.name for path in (tmp_path / "大盘").iterdir()] == ["报纸"]


def test_it_does_not_go_over_something_or_into_itself(filled: Library, tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "y").write_text("y")
    with pytest.raises(UsageError, match="空的"):
        list(filled.copy_to(tmp_path / "x"))
    with pytest.raises(UsageError, match="自己里面"):
        list(filled.copy_to(filled.folder / "originals" / "neu"))


def test_what_a_killed_copy_left_goes_and_who_comes_second_is_refused(filled: Library, tmp_path: Path) -> None:
    left = tmp_path / ".tmp-抄本-0123abcd"
    (left / "originals").mkdir(parents=True)
    other = tmp_path / ".tmp-另一份-0123abcd"
    other.mkdir()
    steps = filled.copy_to(tmp_path / "抄本")
    next(steps)
    assert not left.exists()
    with pytest.raises(UsageError, match="另一个程序正在往那里写"), new_folder(tmp_path / "抄本"):
        pass
    list(steps)
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".tmp-")) == [other.name]


def test_cancelling_leaves_nothing(filled: Library, tmp_path: Path) -> None:
    cancelled = Cancelled()
    for _step in filled.copy_to(tmp_path / "neu" / "x", cancelled):
        cancelled.set()
    assert list((tmp_path / "neu").iterdir()) == []


def test_too_small_a_disk_is_said_beforehand(filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, 10))
    with pytest.raises(EnvironmentProblemError, match="放不下"):
        list(filled.copy_to(tmp_path / "neu"))
    assert not (tmp_path / "neu").exists()


def test_a_byte_that_changed_on_the_way_stops_it(
    filled: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "CHUNK", 7)
    opened = Path.open
    seen: list[Path] = []

    def flipping(path: Path, mode: str = "r", *rest: Any, **named: Any) -> Any:
        if mode == "rb" and ".tmp-" in str(path) and not seen:
            seen.append(path)
            path.write_bytes(b"?" + path.read_bytes()[1:])
        return opened(path, mode, *rest, **named)

    monkeypatch.setattr(Path, "open", flipping)
    with pytest.raises(EnvironmentProblemError, match="核对不符"):
        list(filled.copy_to(tmp_path / "neu"))
    assert seen
    assert not (tmp_path / "neu").exists()
