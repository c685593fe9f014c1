"""What surrounds an archive: other processes, folders of all kinds, sources that go away, a clock that was set back."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from archive import files
from archive.catalogue import corrections, database, filing
from archive.errors import EnvironmentProblemError
from archive.importing.reading import InProcess
from archive.keeping import backup_folder
from archive.keeping.fixity import Finding
from archive.progress import Outcome
from indexer.request import SearchRequest
from reader.keeping import backups, restore_into
from reader.library import Library
from reader.open import open_library

ROWS = [("01", "渡口复航", "潮水退去，渡口复航。"), ("02", "夜市开张", "潮水上涨，夜市照开。")]
TIDE = SearchRequest("潮水", limit=None)


def test_two_processes_import_at_once(archive: Path, press: Any) -> None:
    """The second waits, or is told who holds the archive; tried again it comes in, and nothing is there twice."""
    tables = [press.table(ROWS, f"{day}.jsonl", date=f"2026-03-0{day}") for day in (2, 3)]
    commands = [
        [sys.executable, "-m", "ui.cli.main", "--archive", str(archive), "import", *map(str, order)]
        for order in (tables, tables[::-1])
    ]
    running = [subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for words in commands]
    for command, process in zip(commands, running, strict=True):
        _, said = process.communicate(timeout=60)
        if process.returncode:
            assert "正在写入" in said, said
            subprocess.run(command, check=True, capture_output=True)
    with open_library(archive) as library:
        assert [issue.articles for issue in library.issues()] == [len(ROWS)] * 2
        assert library.pending() == 0
        assert library.search_ids(TIDE).total == 2 * len(ROWS)


def test_another_reader_goes_on_while_the_index_is_swapped(library: Library, press: Any) -> None:
    press.bring(library, press.table(ROWS))
    done = Event()
    found: list[int] = []
    problems: list[Exception] = []

    def read() -> None:
        try:
            with open_library(library.folder) as reader:
                while not done.is_set():
                    found.append(reader.search_ids(TIDE).total)
        except Exception as problem:
            problems.append(problem)

    reading = Thread(target=read)
    reading.start()
    for _ in range(5):
        list(library.reindex())
    done.set()
    reading.join()
    assert problems == []
    assert set(found) == {len(ROWS)}


@pytest.fixture
def shut(library: Library, press: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An archive in a folder where nothing can be written, opened by nobody."""
    press.bring(library, press.table(ROWS))
    library.close()
    if os.name == "posix" and os.geteuid() == 0:
        mounted = ["mount", "--bind", str(library.folder), str(library.folder)]
        if subprocess.run(mounted, capture_output=True).returncode:
            pytest.skip("root writes everywhere, and a read-only mount is not allowed here")
        subprocess.run(["mount", "-o", "remount,bind,ro", str(library.folder)], check=True)
        yield library.folder
        subprocess.run(["umount", str(library.folder)], check=True)
        return
    if os.name != "posix":
        pytest.skip("folders are shut otherwise there")
    everything = [library.folder, *library.folder.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield library.folder
    for path in everything:
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_a_read_only_archive_is_read_and_searched_and_nothing_else(shut: Path, press: Any) -> None:
    before = sorted(path.relative_to(shut) for path in shut.rglob("*"))
    with open_library(shut, reading=InProcess) as library:
        heads = library.articles(press.key())
        assert [library.article(head.id).content.title for head in heads] == [title for _, title, _ in ROWS]
        assert library.search_ids(TIDE).total == len(ROWS)
        writers: list[Callable[[], object]] = [
            lambda: list(library.import_paths([press.table(ROWS, date="2026-03-05")])),
            lambda: library.filing.trash_articles([heads[0].id]),
            lambda: list(library.reindex()),
            lambda: list(library.keeping.back_up(press.folder / "备份")),
        ]
        for write in writers:
            with pytest.raises(EnvironmentProblemError, match=r"没有写入权限|读写出错"):
                write()
    assert sorted(path.relative_to(shut) for path in shut.rglob("*")) == before


def test_a_read_only_archive_of_an_older_version_says_why_it_does_not_open(
    library: Library, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.bring(library, press.table(ROWS))
    monkeypatch.setattr(database, "SCHEMA_REVISION", "another")
    monkeypatch.setattr(database, "is_read_only", lambda _: True)
    with pytest.raises(EnvironmentProblemError, match="旧版的目录数据库升级不了"):
        open_library(library.folder)


def test_a_source_that_goes_away_or_shrinks_costs_one_sentence(library: Library, press: Any) -> None:
    tables = [press.table(ROWS, f"{day}.jsonl", date=f"2026-03-0{day}") for day in (2, 3, 4, 5)]
    gone, shrunk = tables[1], tables[2]
    outcomes: list[Outcome] = []
    for step in library.import_paths(tables):
        if isinstance(step, Outcome):
            outcomes.append(step)
        if gone.exists():
            gone.unlink()
            shrunk.write_bytes(shrunk.read_bytes()[:40])
    problems = [outcome for outcome in outcomes if outcome.reason]
    assert [Path(problem.source).name for problem in problems] == [gone.name, shrunk.name]
    assert [str(issue.key.date) for issue in library.issues()] == ["2026-03-02", "2026-03-05"]


def test_a_clock_that_was_set_back_does_not_keep_temporaries(tmp_path: Path) -> None:
    left = tmp_path / f"{files.TEMPORARY}1-from-the-future"
    left.write_bytes(b"")
    soon = time.time() + 86_400
    os.utime(left, (soon, soon))
    assert files.sweep_temporaries(tmp_path) == 1


def test_a_clock_that_goes_backwards_changes_no_order(
    library: Library, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of backups the one made last is the newest, of corrections the one made last is undone first."""
    moments = iter(datetime(2026, 3, 9, 12, tzinfo=UTC) - timedelta(days=days) for days in range(1000))

    class Backwards(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return next(moments)

    def stamp() -> str:
        return next(moments).isoformat(timespec="seconds")

    monkeypatch.setattr(backup_folder, "datetime", Backwards)
    monkeypatch.setattr(corrections, "now", stamp)
    monkeypatch.setattr(filing, "now", stamp)
    press.bring(library, press.table(ROWS))
    target = press.folder / "备份"
    articles = [head.id for head in library.articles(press.key())]
    for expected, article in zip((2, 1), articles, strict=True):
        list(library.keeping.back_up(target))
        manifest = backups(target)[0].manifest
        assert manifest
        assert manifest.articles == expected
        library.filing.trash_articles([article])
    for article in articles[::-1]:
        library.filing.undo()
        assert article in [head.id for head in library.articles(press.key())]
    assert len(library.articles(press.key())) == len(ROWS)


def test_an_archive_on_a_long_path_with_spaces_and_chinese(tmp_path: Path, press: Any) -> None:
    folder = tmp_path / "我的 报纸" / ("青湾晚报 合订本" * 6) / "档案 库"
    folder = folder.parent / ("长" * max((200 - len(str(folder))), 1)) / folder.name
    with open_library(folder) as library:
        press.bring(library, press.table(ROWS))
    target, anew = folder.with_name("备份 盘"), folder.with_name("恢复 的")
    with open_library(folder) as library:
        assert library.pending() == 0
        assert library.search_ids(TIDE).total == len(ROWS)
        list(library.keeping.back_up(target))
    list(restore_into(target, anew))
    with open_library(anew) as library:
        list(library.update_index())
        assert library.search_ids(TIDE).total == len(ROWS)
        assert [step for step in library.health.verify(full=True) if isinstance(step, Finding)] == []
