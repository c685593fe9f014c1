"""Backups: only what is new, proved, damaged ones found; an archive made of one is the archive that was."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from archive import files
from archive.errors import ArchiveTooNewError, EnvironmentProblemError, UnfitBackupError, UnknownItemError, UsageError
from archive.keeping.backup import BackedUp
from archive.keeping.backup_folder import BackupState
from archive.keeping.copies import Lacking
from archive.keeping.restore import Restored
from archive.progress import Cancelled
from reader.folders import settings_file
from reader.keeping import backups, restore_into
from reader.library import Library
from reader.open import open_library

ROWS = [("01", "渡口复航", "停了三年的渡口今天复航。"), ("02", "读者来信", "来信说路灯太暗。")]
MORE = [("01", "夜市开张", "江边的夜市今晚开张。")]


@pytest.fixture
def filled(library: Library, press: Any) -> Library:
    press.bring(library, press.table(ROWS))
    return library


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    return tmp_path / "移动 硬盘"


def back_up(library: Library, disk: Path, **how: Any) -> BackedUp:
    done = list(library.keeping.back_up(disk, **how))[-1]
    assert isinstance(done, BackedUp)
    return done


def objects(disk: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in (disk / "objects").glob("??/*")}


def flip(path: Path, at: int = -1) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def dump(folder: Path) -> list[str]:
    """All that a catalogue holds, but for the state of an index that is elsewhere."""
    with closing(sqlite3.connect(folder / "catalogue.sqlite")) as plain:
        return sorted(line for line in plain.iterdump() if '"index_state" VALUES' not in line)


def edit_manifest(disk: Path, **values: Any) -> None:
    [path] = (disk / "snapshots").glob("*.json")
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **values}), encoding="utf-8")


def edit_snapshot(disk: Path, *statements: str) -> None:
    """As a forger would: the manifest names the hash of what was made."""
    [path] = (disk / "snapshots").glob("*.sqlite")
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA journal_mode=DELETE")
        for statement in statements:
            plain.execute(statement)
        plain.commit()
    edit_manifest(disk, sha256=sha256(path.read_bytes()).hexdigest(), size=path.stat().st_size)


def test_the_second_run_copies_only_what_is_new(filled: Library, press: Any, disk: Path) -> None:
    first = back_up(filled, disk)
    assert first.copied == first.manifest.objects > 0
    assert first.manifest.proof is not None
    assert first.manifest.proof.problems == ()
    before = objects(disk)
    assert back_up(filled, disk).copied == 0
    assert objects(disk) == before
    press.bring(filled, press.table(MORE, "又.jsonl", date="2026-03-03"))
    third = back_up(filled, disk)
    assert third.copied == 1
    assert third.manifest.issues == 2
    assert [item.state for item in backups(disk)] == [BackupState.PROVED] * 3


def test_an_archive_made_of_a_backup_is_the_archive_that_was(filled: Library, press: Any, disk: Path) -> None:
    [head, *_] = filled.articles(press.key())
    filled.filing.trash_articles([head.id])
    filled.filing.merge_papers(press.key().kind, press.paper, "青湾日报")
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text('[window]\ntheme = "sepia"\n', encoding="utf-8")
    back_up(filled, disk)
    target = disk.parent / "新 档案"
    done = list(restore_into(disk, target))[-1]
    assert isinstance(done, Restored)
    assert dump(target) == dump(filled.folder)
    assert (target / "restored-settings" / "settings.toml").read_bytes() == settings_file().read_bytes()
    with open_library(target) as copy:
        assert copy.issues() == filled.issues()
        assert copy.filing.trash() == filled.filing.trash()
        for path in (filled.folder / "originals").glob("??/*"):
            assert copy.original(path.name).read_bytes() == path.read_bytes()
        assert copy.pending() == 1
    assert not list(target.parent.glob(".tmp-*"))


def test_a_backup_while_an_import_writes(filled: Library, press: Any, disk: Path) -> None:
    steps = filled.import_paths([press.table(MORE, "又.jsonl", date="2026-03-03")])
    next(steps)
    with filled._catalogue.writing():
        done = back_up(filled, disk)
    list(steps)
    assert done.manifest.issues == 1
    assert done.manifest.proof is not None
    assert done.manifest.proof.problems == ()
    assert back_up(filled, disk).manifest.issues == 2


def test_a_damaged_original_is_named_and_the_rest_goes_on(filled: Library, press: Any, disk: Path) -> None:
    press.bring(filled, press.table(MORE, "又.jsonl", date="2026-03-03"))
    damaged, sound = sorted((filled.folder / "originals").glob("??/*"))
    flip(damaged)
    steps = list(filled.keeping.back_up(disk))
    assert [step for step in steps if isinstance(step, Lacking)] == [Lacking(damaged.name, "内容已损坏")]
    assert set(objects(disk)) == {sound.name}
    [backup] = backups(disk)
    assert backup.state is BackupState.FLAWED
    assert backup.manifest is not None
    assert backup.manifest.lacking == (damaged.name,)


def test_a_bit_that_flips_in_the_backup_is_found_and_mended(filled: Library, disk: Path) -> None:
    back_up(filled, disk)
    [flipped] = (disk / "objects").glob("??/*")
    whole = flipped.read_bytes()
    flip(flipped)
    lost = [step for step in restore_into(disk, disk.parent / "x") if isinstance(step, Lacking)]
    assert lost == [Lacking(flipped.name, "内容已损坏")]
    back_up(filled, disk, full=True)
    assert flipped.read_bytes() == whole


def test_what_cannot_be_mended_makes_the_backup_flawed(filled: Library, disk: Path) -> None:
    back_up(filled, disk)
    for store in (disk / "objects", filled.folder / "originals"):
        [path] = store.glob("??/*")
        flip(path)
    proof = back_up(filled, disk, full=True).manifest.proof
    assert proof is not None
    assert proof.problems == (f"原件 {path.name} 内容已损坏",)


def test_a_row_that_is_not_as_it_was_written_makes_the_backup_flawed(filled: Library, disk: Path, press: Any) -> None:
    """Every backup looks, not only a full one; the sound ones before it stay."""
    sound = back_up(filled, disk, keep=1).manifest.time
    press.bring(filled, press.table(MORE, "又一期.jsonl", date="2026-03-03"))
    with closing(sqlite3.connect(filled.folder / "catalogue.sqlite")) as plain, plain:
        plain.execute("UPDATE articles SET title = '渡口停航' WHERE title = '渡口复航'")
    flawed = back_up(filled, disk, keep=1)
    assert flawed.manifest.proof is not None
    assert (flawed.manifest.proof.full, flawed.backups_removed) == (False, 0)
    assert flawed.manifest.proof.problems == ("目录数据库的内容与它的校验和不符",)
    states = {backup.time: backup.state for backup in backups(disk)}
    assert states == {sound: BackupState.PROVED, flawed.manifest.time: BackupState.FLAWED}
    with closing(sqlite3.connect(filled.folder / "catalogue.sqlite")) as plain, plain:
        plain.execute("UPDATE articles SET title = '渡口复航' WHERE title = '渡口停航'")
    assert back_up(filled, disk, keep=1).manifest.proof.problems == ()


@pytest.mark.parametrize("at", [20, 5000, -1])
def test_a_flipped_bit_in_the_snapshot_is_found(filled: Library, disk: Path, at: int) -> None:
    back_up(filled, disk)
    [snapshot] = (disk / "snapshots").glob("*.sqlite")
    flip(snapshot, at)
    with pytest.raises(UnfitBackupError, match="内容已损坏"):
        filled.keeping.compare(disk)


class Dying(files.Disk):
    """Stops everything at a chosen step: with an error, or as a kill would (nothing is tidied up)."""

    def __init__(self, steps: int, error: BaseException) -> None:
        self._left = steps
        self._error = error

    def _step(self) -> None:
        self._left -= 1
        if self._left == 0:
            raise self._error

    def sync(self, stream: Any) -> None:
        self._step()
        super().sync(stream)

    def rename(self, old: Path, new: Path) -> None:
        self._step()
        super().rename(old, new)

    def remove(self, path: Path) -> None:
        if isinstance(self._error, OSError):
            super().remove(path)


class Killed(BaseException):
    """As good as SIGKILL: no `except Exception` sees it."""


@pytest.mark.parametrize("error", [Killed(), OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))], ids=["kill", "full"])
def test_cut_short_anywhere_earlier_backups_stay_whole(
    filled: Library, press: Any, disk: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    back_up(filled, disk)
    press.bring(filled, press.table(MORE, "又.jsonl", date="2026-03-03"))
    steps, said = 0, list[str]()
    while True:
        steps += 1
        with monkeypatch.context() as patch:
            patch.setattr(files, "disk", Dying(steps, error))
            try:
                back_up(filled, disk)
            except Killed:
                pass
            except EnvironmentProblemError as error_said:
                said.append(str(error_said))
            else:
                break
        first = backups(disk)[-1]
        assert first.state is BackupState.PROVED
        target = disk.parent / f"试 {steps}"
        assert isinstance(list(restore_into(disk, target, first.time))[-1], Restored)
        assert len(list((target / "originals").glob("??/*"))) == 1
    assert steps > 6
    assert all("磁盘已满" in sentence for sentence in said)
    done = back_up(filled, disk)
    assert done.copied == 0
    assert done.manifest.issues == 2
    assert not [item for item in backups(disk) if item.state is BackupState.UNFINISHED]
    assert not list(disk.rglob(".tmp-*"))


def test_a_stopped_backup_does_not_count_and_goes_on(filled: Library, press: Any, disk: Path) -> None:
    cancelled = Cancelled()
    for step in filled.keeping.back_up(disk, cancelled=cancelled):
        assert not isinstance(step, BackedUp)
        cancelled.set()
    assert [item.state for item in backups(disk)] == [BackupState.UNFINISHED]
    with pytest.raises(UnknownItemError):
        filled.keeping.compare(disk)
    back_up(filled, disk)
    assert [item.state for item in backups(disk)] == [BackupState.PROVED]


def test_old_backups_go_and_objects_only_when_asked(filled: Library, press: Any, disk: Path) -> None:
    back_up(filled, disk)
    [stray] = (filled.folder / "originals").glob("??/*")
    orphan, young = ((disk / "objects" / name[:2] / name) for name in ("a" * 64, "b" * 64))
    for path in (orphan, young):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"?")
    os.utime(orphan, (1, 1))
    os.utime(young, (4e9, 4e9))
    assert back_up(filled, disk, keep=1).backups_removed == 1
    assert orphan.exists()
    assert back_up(filled, disk, keep=1, prune=True).objects_removed == 1
    assert set(objects(disk)) == {stray.name, young.name}


def test_the_names_of_backups_go_on_when_the_clock_is_set_back(filled: Library, disk: Path) -> None:
    name = back_up(filled, disk).manifest.time
    for path in (disk / "snapshots").iterdir():
        path.rename(path.with_name(path.name.replace(name, "20991231T235959Z")))
    edit_manifest(disk, time="20991231T235959Z")
    assert back_up(filled, disk).manifest.time == "21000101T000000Z"


def test_what_differs_is_told_by_content(filled: Library, press: Any, disk: Path, tmp_path: Path) -> None:
    with open_library(tmp_path / "别处") as other:
        press.bring(other, press.table(MORE, "甲.jsonl", paper="屿光周报"))
        press.bring(other, press.table(ROWS, "期.jsonl"))
        press.bring(other, press.table(MORE, "丙.jsonl", date="2026-03-05"))
        back_up(other, disk)
    press.bring(filled, press.table(MORE, "乙.jsonl", date="2026-03-04"))
    press.bring(filled, press.table(ROWS, "丁.jsonl", date="2026-03-05"))
    found = filled.keeping.compare(disk)
    assert found.same == 1
    assert [key.paper for key in found.only_there] == ["屿光周报"]
    assert [str(key.date) for key in found.only_here] == ["2026-03-04"]
    assert [str(key.date) for key in found.different] == ["2026-03-05"]


def test_only_an_empty_place_is_restored_into(filled: Library, disk: Path) -> None:
    back_up(filled, disk)
    with pytest.raises(UsageError, match="空的"):
        list(restore_into(disk, filled.folder))
    cancelled = Cancelled()
    for _step in restore_into(disk, disk.parent / "x", cancelled=cancelled):
        cancelled.set()
    assert not (disk.parent / "x").exists()


def test_a_backup_does_not_lie_in_what_it_keeps(filled: Library) -> None:
    with pytest.raises(UsageError, match="自己里面"):
        back_up(filled, filled.folder / "备份")


def test_a_backup_of_an_older_version_is_migrated_in_a_copy(filled: Library, disk: Path) -> None:
    back_up(filled, disk)
    edit_snapshot(disk, "DROP TABLE digests", "UPDATE alembic_version SET version_num = '0003'")
    [snapshot] = (disk / "snapshots").glob("*.sqlite")
    before = snapshot.read_bytes()
    assert filled.keeping.compare(disk).same == 1
    assert isinstance(list(restore_into(disk, disk.parent / "x"))[-1], Restored)
    assert dump(disk.parent / "x") == dump(filled.folder)
    assert snapshot.read_bytes() == before


def newer(disk: Path) -> None:
    edit_manifest(disk, program="9999.1")


def newer_schema(disk: Path) -> None:
    edit_snapshot(disk, "UPDATE alembic_version SET version_num = '9999'")


@pytest.mark.parametrize("change", [newer, newer_schema])
def test_a_newer_backup_is_refused(filled: Library, disk: Path, change: Any) -> None:
    back_up(filled, disk)
    change(disk)
    with pytest.raises(ArchiveTooNewError, match="更新的版本"):
        filled.keeping.compare(disk)
    with pytest.raises(ArchiveTooNewError, match="更新的版本"):
        list(restore_into(disk, disk.parent / "x"))


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("CREATE TRIGGER x AFTER INSERT ON papers BEGIN DELETE FROM papers; END", "不该有的东西"),
        ("CREATE VIEW x AS SELECT 1", "不该有的东西"),
        ("DROP TABLE zones", "读不出来"),
        ("DROP TABLE alembic_version", "不是电子报阅读机"),
        ("UPDATE originals SET sha256 = '../../x'", "原件清单"),
        ("UPDATE articles SET title = 'x'", "校验和"),
        ("UPDATE articles SET issue_id = 77", "校验和"),
    ],
)
def test_a_forged_snapshot_is_refused_in_words(filled: Library, disk: Path, statement: str, said: str) -> None:
    back_up(filled, disk)
    edit_snapshot(disk, statement)
    with pytest.raises(UnfitBackupError, match=said):
        list(restore_into(disk, disk.parent / "x"))
    assert not (disk.parent / "x").exists()


def strangers(disk: Path) -> Iterator[tuple[str, bytes]]:
    yield ".json", b"{"
    yield ".json", b"\xff\xfe"
    yield ".json", b'{"form": 1}'
    yield ".sqlite", b"no database"
    yield ".sqlite", b""


def test_a_strangers_files_are_refused_in_words(filled: Library, disk: Path) -> None:
    with pytest.raises(UnfitBackupError, match="没有备份"):
        filled.keeping.compare(disk)
    back_up(filled, disk)
    for suffix, data in strangers(disk):
        [path] = (disk / "snapshots").glob(f"*{suffix}")
        before = path.read_bytes()
        path.write_bytes(data)
        with pytest.raises(UnfitBackupError):
            filled.keeping.compare(disk)
        path.write_bytes(before)
    assert filled.keeping.compare(disk).same == 1
