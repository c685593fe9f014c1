"""Archives that older versions of the program wrote (`archives/`, see `archives/make.py`) open with all that was in them.

Whatever interrupts a migration leaves the catalogue as it was.
"""

from __future__ import annotations

import errno
import json
import runpy
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from archive import files
from archive.catalogue import Catalogue, digests, migrations
from archive.catalogue.schema import SCHEMA_REVISION
from archive.errors import ArchiveLockedError, ArchiveTooNewError, DianzibaoError, EnvironmentProblemError
from archive.importing.reading import InProcess
from archive.importing.reparse import Reread
from archive.keeping.backup import BackedUp
from archive.keeping.fixity import Finding
from archive.keeping.repair import Repaired
from archive.keeping.restore import Restored
from archive.lock import writing
from archive.model import IssueKey, PaperKind, PartialDate
from archive.progress import OutcomeKind
from reader.doctor import Doctor
from reader.keeping import restore_into
from reader.library import Library
from reader.open import open_library

STORED = Path(__file__).parent / "archives"
REVISIONS = sorted(path.stem for path in STORED.glob("*.zip"))
OLDER = [revision for revision in REVISIONS if revision != SCHEMA_REVISION]
EVERYTHING = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
PROGRAM = """
import os, sys
from pathlib import Path
from sqlalchemy import Engine, event
from archive.catalogue import Catalogue

steps = int(sys.argv[2])

def count(*_) -> None:
    global steps
    steps -= 1
    if steps < 0:
        os._exit(9)

event.listen(Engine, "before_cursor_execute", count)
event.listen(Engine, "commit", count)
Catalogue(Path(sys.argv[1])).close()
"""

tell: Callable[[Library], dict[str, Any]] = runpy.run_path(str(STORED / "make.py"))["tell"]


def unpack(revision: str, folder: Path) -> Path:
    with zipfile.ZipFile(STORED / f"{revision}.zip") as packed:
        packed.extractall(folder)
    (folder / "told.json").unlink()
    return folder


def told_by(revision: str) -> dict[str, Any]:
    with zipfile.ZipFile(STORED / f"{revision}.zip") as packed:
        told: dict[str, Any] = json.loads(packed.read("told.json"))
    return told


@pytest.fixture
def old(archive: Path, request: pytest.FixtureRequest) -> Path:
    """An archive as it was left by the last version of the program with that schema."""
    return unpack(request.param, archive)


every = pytest.mark.parametrize("old", REVISIONS, indirect=True)
every_older = pytest.mark.parametrize("old", OLDER, indirect=True)
oldest = pytest.mark.parametrize("old", OLDER[:1], indirect=True)


def catalogue_of(folder: Path) -> Path:
    return folder / "catalogue.sqlite"


def dump(path: Path) -> list[str]:
    """All that is in a catalogue; read-only, so that looking changes nothing."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as plain:
        return list(plain.iterdump())


def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as plain:
        plain.row_factory = sqlite3.Row
        tables = [name for (name,) in plain.execute(EVERYTHING)]
        return {name: [dict(row) for row in plain.execute(f"SELECT * FROM {name}")] for name in tables}


def opened(folder: Path) -> Library:
    return open_library(folder, reading=InProcess)


def test_every_schema_has_its_stored_archive() -> None:
    """A new migration needs the archive of the schema before it (and at once its own): see `archives/make.py`."""
    assert set(REVISIONS) == migrations.known()
    assert {revision: dict(rows_in(revision))["alembic_version"] for revision in REVISIONS} == {
        revision: [{"version_num": revision}] for revision in REVISIONS
    }


def rows_in(revision: str) -> dict[str, list[dict[str, Any]]]:
    with zipfile.ZipFile(STORED / f"{revision}.zip") as packed, closing(sqlite3.connect(":memory:")) as plain:
        plain.deserialize(packed.read("catalogue.sqlite"))
        plain.row_factory = sqlite3.Row
        tables = [name for (name,) in plain.execute(EVERYTHING)]
        return {name: [dict(row) for row in plain.execute(f"SELECT * FROM {name}")] for name in tables}


@every
def test_an_old_archive_holds_what_it_held(old: Path, request: pytest.FixtureRequest) -> None:
    revision = request.node.callspec.params["old"]
    path, before = catalogue_of(old), dump(catalogue_of(old))
    held, originals = rows_in(revision), {file.name: file.read_bytes() for file in old.glob("originals/*/*")}
    with opened(old) as library:
        pass
    held_now = rows(path)
    for table, then in held.items():
        if table not in ("alembic_version", "digests", "issue_originals"):
            kept = [{name: row[name] for name in then[0]} for row in held_now[table]] if then else held_now[table]
            assert kept == then, table
    for row in held.get("issue_originals", []):
        names = {item["name"] for item in held_now["arrival_originals"] if item["sha256"] == row["sha256"]}
        newer = row["sha256"] in replaced(held)  # by a newer file of the same source
        assert newer or {row["name"], f"{row['name']}#{row['sha256']}"} & names
    copy = old / "catalogue.sqlite.before-migration"
    assert copy.is_file() == (revision != SCHEMA_REVISION)
    if copy.is_file():
        assert dump(copy) == before
    with opened(old) as library:
        list(library.update_index())
        told, now = told_by(revision), tell(library)
        assert {name: now[name] for name in told} == told
        assert [step for step in library.health.verify(full=True) if isinstance(step, Finding)] == []
    assert {file.name: file.read_bytes() for file in old.glob("originals/*/*")} == originals


def replaced(held: dict[str, list[dict[str, Any]]]) -> set[str]:
    """Originals of which an article has a newer version."""
    newest = {article["id"]: article["version"] for article in held["articles"]}
    return {row["original"] for row in held["versions"] if row["version"] < newest[row["article_id"]]}


@every
def test_an_old_archive_takes_in_and_corrects(old: Path, press: Any, tmp_path: Path) -> None:
    """What came in is known again, what lies in the trash comes back, jumps are found."""
    with opened(old) as library:
        key = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, 2))
        ids = [head.id for head in library.articles(key)]
        source = tmp_path / "期.jsonl"
        source.write_bytes(library.original(library.article(ids[1]).original).read_bytes())
        assert press.bring(library, source).outcome is OutcomeKind.SAME
        assert not press.bring(library, press.table([("01", "又一篇", "夜市旁")], date="2026-03-20")).outcome.is_problem
        assert [head.id for head in library.articles(key)] == ids
        assert [link.second for link in library.links(ids[0]) if link.second]
        reread = [step for step in library.reparse(apply=True, everything=True) if isinstance(step, Reread)]
        changed = [step for step in reread if step.problem or step.changes or step.read_as]
        assert changed == [], "what was read by an older importer is read again, and says the same"
        assert [head.id for head in library.articles(key)] == ids
        for item in library.filing.trash().issues:
            library.filing.restore_issue(item.id)
        for thing in library.filing.trash().articles:
            library.filing.restore_articles([thing.id])
        assert not library.filing.trash().articles
        done = library.filing.trash_articles(ids[:1])
        assert done is not None
        library.filing.undo(done.id)
        list(library.update_index())
        assert [step for step in library.health.verify(full=True) if isinstance(step, Finding)] == []


@every
def test_an_old_archive_is_backed_up_restored_and_lent_for_repair(old: Path, tmp_path: Path) -> None:
    disk, copy, lent = tmp_path / "移动 硬盘", tmp_path / "新", unpack(old_revision(old), tmp_path / "旧")
    with opened(old) as library:
        done = list(library.keeping.back_up(disk, full=True))[-1]
        assert isinstance(done, BackedUp)
        list(library.update_index())
        expected = tell(library)["articles"]
    assert isinstance(list(restore_into(disk, copy))[-1], Restored)
    with opened(copy) as library:
        list(library.update_index())
        assert tell(library)["articles"] == expected
    next(old.glob("originals/*/*")).unlink()
    before = catalogue_of(lent).read_bytes()
    assert [step for step in Doctor(old, open_library).repair(lent) if isinstance(step, Repaired)]
    assert catalogue_of(lent).read_bytes() == before
    with opened(old) as library:
        list(library.update_index())
        assert [step for step in library.health.verify(full=True) if isinstance(step, Finding)] == []


def old_revision(folder: Path) -> str:
    return str(rows(catalogue_of(folder))["alembic_version"][0]["version_num"])


# ── all or nothing ─────────────────────────────────────────────────────────────────────────────────────────────────


class StoppedError(Exception):
    pass


@pytest.fixture
def stop() -> Iterator[Callable[[int], list[int]]]:
    """Makes the statement with this number fail, whoever executes it; the list counts those that were begun."""
    counted: list[int] = []
    limit = [0]

    def count(*_: object) -> None:
        counted.append(1)
        if len(counted) > limit[0]:
            raise StoppedError

    def start(steps: int) -> list[int]:
        counted.clear()
        limit[0] = steps
        return counted

    hooks = ("before_cursor_execute", "commit")
    for hook in hooks:
        event.listen(Engine, hook, count)
    yield start
    for hook in hooks:
        event.remove(Engine, hook, count)


@every_older
def test_a_migration_that_fails_anywhere_changes_nothing(old: Path, stop: Callable[[int], list[int]]) -> None:
    path, before = catalogue_of(old), dump(catalogue_of(old))
    done = 0
    while True:
        counted = stop(done)
        try:
            Catalogue(path).close()
        except StoppedError:
            assert dump(path) == before, f"after {done} statements"
            assert not list(old.glob(".tmp-*"))
        else:
            break
        done = max(len(counted), done + 1)
    assert done > 10
    assert old_revision(old) == SCHEMA_REVISION
    assert dump(old / "catalogue.sqlite.before-migration") == before


@every_older
@pytest.mark.parametrize("sums", [0, 20])
def test_sums_that_fail_change_nothing(old: Path, monkeypatch: pytest.MonkeyPatch, sums: int) -> None:
    path, before, done, add_up = catalogue_of(old), dump(catalogue_of(old)), [0], digests._sum

    def stopped(*args: Any) -> bytes:
        done[0] += 1
        if done[0] > sums:
            raise sqlite3.OperationalError("database or disk is full")
        return add_up(*args)

    with monkeypatch.context() as broken, pytest.raises(EnvironmentProblemError, match="磁盘已满"):
        broken.setattr(digests, "_sum", stopped)
        Catalogue(path)
    assert dump(path) == before
    Catalogue(path).close()


@oldest
@pytest.mark.parametrize("step", ["create", "sync", "rename"])
def test_without_a_safety_copy_nothing_is_migrated(old: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    before = dump(catalogue_of(old))

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken, pytest.raises(EnvironmentProblemError, match="磁盘已满"):
        broken.setattr(files.disk, step, full)
        Catalogue(catalogue_of(old))
    assert dump(catalogue_of(old)) == before
    assert not list(old.glob(".tmp-*"))
    assert not (old / "catalogue.sqlite.before-migration").exists()
    Catalogue(catalogue_of(old)).close()


@every_older
def test_a_killed_migration_leaves_the_state_before_or_after(old: Path) -> None:
    path, before = catalogue_of(old), dump(catalogue_of(old))
    steps, killed = 2, 0
    while run(path, steps).returncode == 9:
        assert dump(path) == before, f"killed after {steps} statements"
        steps, killed = steps + 13, killed + 1
    assert killed > 1 or old_revision(old) != "0001"
    assert old_revision(old) == SCHEMA_REVISION
    assert dump(old / "catalogue.sqlite.before-migration") == before


def run(path: Path, steps: int) -> subprocess.CompletedProcess[bytes]:
    root = str(Path(__file__).resolve().parents[2])
    return subprocess.run([sys.executable, "-c", PROGRAM, str(path), str(steps)], cwd=root, check=False)


# ── others who have the archive open ───────────────────────────────────────────────────────────────────────────────


@oldest
def test_the_safety_copy_holds_what_only_the_journal_holds(old: Path) -> None:
    """A reader keeps SQLite from carrying its journal over into the file."""
    path = catalogue_of(old)
    with closing(sqlite3.connect(path, isolation_level=None)) as reader, closing(sqlite3.connect(path)) as writer:
        reader.execute("PRAGMA journal_mode=WAL")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM papers").fetchone()
        with writer:
            writer.execute("INSERT INTO papers (name, kind) VALUES ('最后一刻', 'newspaper')")
        Catalogue(path).close()
    assert "最后一刻" in {row["name"] for row in rows(old / "catalogue.sqlite.before-migration")["papers"]}
    assert "最后一刻" in {row["name"] for row in rows(path)["papers"]}


@oldest
def test_several_that_open_it_at_once_migrate_it_once(old: Path) -> None:
    path, before, errors = catalogue_of(old), dump(catalogue_of(old)), []
    barrier = threading.Barrier(4)

    def open_it() -> None:
        barrier.wait()
        try:
            Catalogue(path).close()
        except DianzibaoError as error:
            errors.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert old_revision(old) == SCHEMA_REVISION
    assert dump(old / "catalogue.sqlite.before-migration") == before


@oldest
def test_nothing_is_migrated_under_one_who_writes(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = dump(catalogue_of(old))
    with writing(old, "导入"), pytest.raises(ArchiveLockedError, match="导入"):
        monkeypatch.setitem(writing.__wrapped__.__kwdefaults__, "wait", 0.1)  # type: ignore[attr-defined]
        opened(old)
    assert dump(catalogue_of(old)) == before
    opened(old).close()


def test_who_had_it_open_before_a_migration_writes_no_more(library: Library, press: Any) -> None:
    press.bring(library, press.table([("01", "渡口复航", "潮水退去。")]))
    with closing(sqlite3.connect(catalogue_of(library.folder))) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    before = dump(catalogue_of(library.folder))
    with pytest.raises(ArchiveTooNewError, match="9999"):
        library.filing.trash_articles([1])
    assert dump(catalogue_of(library.folder)) == before
    assert library.article(1).content.title == "渡口复航"


@every
def test_a_newer_archive_is_refused_in_words(old: Path) -> None:
    with closing(sqlite3.connect(catalogue_of(old))) as plain, plain:
        plain.execute("UPDATE alembic_version SET version_num = '9999'")
    before = dump(catalogue_of(old))
    with pytest.raises(ArchiveTooNewError, match="更新的版本"):
        opened(old)
    assert dump(catalogue_of(old)) == before
    assert not (old / "catalogue.sqlite.before-migration").exists()


# ── migrated is fresh ──────────────────────────────────────────────────────────────────────────────────────────────


def shape(path: Path) -> dict[str, object]:
    """Columns, indexes and foreign keys of every table."""
    with closing(sqlite3.connect(path)) as plain:
        tables = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name")]
        return {
            name: (
                plain.execute(f"PRAGMA table_xinfo({name})").fetchall(),
                sorted(
                    (unique, tuple(plain.execute(f"PRAGMA index_info({index})").fetchall()))
                    for _, index, unique, *_ in plain.execute(f"PRAGMA index_list({name})").fetchall()
                ),
                sorted(row[2:] for row in plain.execute(f"PRAGMA foreign_key_list({name})")),  # numbered as they came
                plain.execute(
                    "SELECT sql LIKE '%AUTOINCREMENT%', sql LIKE '%WITHOUT ROWID%' FROM sqlite_master WHERE name=?",
                    (name,),
                ).fetchall(),
            )
            for name in tables
        }


@every
def test_migrated_is_fresh(old: Path, tmp_path: Path) -> None:
    Catalogue(catalogue_of(old)).close()
    Catalogue(tmp_path / "fresh.sqlite").close()
    assert shape(catalogue_of(old)) == shape(tmp_path / "fresh.sqlite")
