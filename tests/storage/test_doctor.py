"""What is damaged is told and, from a second copy, made whole again; never by guessing, and nothing is thrown away."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive.catalogue.database import release
from archive.errors import (
    ArchiveLockedError,
    CatalogueDamagedError,
    EnvironmentProblemError,
    UnfitBackupError,
    UnknownItemError,
)
from archive.keeping.fixity import Finding, State
from archive.keeping.repair import NotRepaired, Repaired
from archive.lock import writing
from indexer.request import SearchRequest
from reader.doctor import Doctor, Examination
from reader.open import open_library

ROWS = [("01", "渡口复航", "停了三年的渡口今天复航。"), ("02", "读者来信", "来信说路灯太暗。")]
MORE = [("01", "夜市开张", "江边的夜市今晚开张。")]


class Case:
    """An archive, and two other places where its bytes lie."""

    def __init__(self, folder: Path) -> None:
        self.archive, self.backup, self.copy = folder / "库", folder / "移动 硬盘", folder / "另一份"
        self.catalogue = self.archive / "catalogue.sqlite"
        self.doctor = Doctor(self.archive, open_library)

    def examine(self, *, full: bool = True) -> tuple[dict[str, Finding], Examination]:
        *steps, end = self.doctor.examine(full=full)
        assert isinstance(end, Examination)
        return {step.name: step for step in steps if isinstance(step, Finding)}, end

    def repair(self, source: Path | None = None) -> list[Any]:
        kinds = Repaired | NotRepaired
        return [step for step in self.doctor.repair(source or self.backup) if isinstance(step, kinds)]

    def originals(self) -> list[Path]:
        return sorted(path for path in (self.archive / "originals").rglob("*") if path.is_file())

    def change(self, statement: str) -> None:
        """As no program of ours does it."""
        with closing(sqlite3.connect(self.catalogue)) as plain, plain:
            plain.execute(statement)

    def rows(self) -> dict[str, list[Any]]:
        with closing(sqlite3.connect(self.catalogue)) as plain:
            plain.text_factory = bytes
            names = [row[0].decode() for row in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            kept = [name for name in names if name not in ("changes", "index_state", "sqlite_sequence")]
            return {name: sorted(plain.execute(f"SELECT * FROM {name}"), key=repr) for name in sorted(kept)}

    def is_whole(self) -> bool:
        found, end = self.examine()
        return not found and all(not tally.states for tally in end.tallies)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.storage.conftest import Press

    folder = tmp_path_factory.mktemp("doctor")
    press = Press(folder)
    case = Case(folder)
    with open_library(case.archive) as library:
        press.bring(library, press.table(ROWS, "甲.jsonl"))
        press.bring(library, press.table(MORE, "乙.jsonl", date="2026-03-03"))
        list(library.keeping.back_up(case.backup))
        list(library.copy_to(case.copy))
    return folder


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Case:
    shutil.copytree(made, tmp_path / "地方")
    return Case(tmp_path / "地方")


def flip(path: Path, at: int, bit: int = 3) -> None:
    with path.open("r+b") as stream:
        stream.seek(at)
        [byte] = stream.read(1)
        stream.seek(at)
        stream.write(bytes([byte ^ 1 << bit]))


def test_a_sound_archive_has_nothing_to_repair(case: Case) -> None:
    found, end = case.examine()
    assert found == {}
    tallies = {tally.thing: tally for tally in end.tallies}
    assert tallies["originals"].fine == len(case.originals()) == 2
    assert tallies["index"].fine == 1
    assert tallies["catalogue"].fine > 10
    before = case.rows()
    assert case.repair() == []
    assert case.rows() == before
    assert not (case.archive / "damaged").exists()


@pytest.mark.parametrize("source", ["backup", "copy"])
def test_originals_are_fetched_and_damaged_ones_kept_aside(case: Case, source: str) -> None:
    gone, changed = case.originals()
    gone.unlink()
    flip(changed, 5)
    wrong = changed.read_bytes()
    found, end = case.examine()
    assert {finding.state for finding in found.values()} == {State.MISSING, State.DAMAGED}
    assert end.tallies[0].fine == 0
    done = case.repair(getattr(case, source))
    assert [type(step) for step in done] == [Repaired, Repaired]
    assert case.is_whole()
    [aside] = (case.archive / "damaged" / "originals").iterdir()
    assert (aside.name, aside.read_bytes()) == (changed.name, wrong)


def test_a_copy_that_is_damaged_too_is_not_taken(case: Case) -> None:
    gone, changed = case.originals()
    gone.unlink()
    flip(changed, 5)
    before = changed.read_bytes()
    flip(case.backup / "objects" / changed.parent.name / changed.name, 6)
    (case.backup / "objects" / gone.parent.name / gone.name).unlink()
    done = case.repair()
    assert [(type(step), step.reason) for step in done] == [
        (NotRepaired, "那里的也不在了"),
        (NotRepaired, "那里的也内容已损坏"),
    ]
    assert changed.read_bytes() == before
    assert len(case.examine()[0]) == 2


@pytest.mark.parametrize("source", ["backup", "copy"])
def test_rows_come_back_when_they_make_the_sum(case: Case, source: str) -> None:
    before = case.rows()
    case.change("UPDATE versions SET content = replace(content, '渡口', '码头')")
    case.change("UPDATE articles SET title = '夜市关门' WHERE title = '夜市开张'")
    [done] = case.repair(getattr(case, source))
    assert isinstance(done, Repaired)
    assert "2 组行" in done.sentence
    assert case.rows() == before
    assert case.is_whole()
    assert len(list((case.archive / "damaged").glob("*-catalogue.sqlite"))) == 1
    with open_library(case.archive) as library:
        assert library.search(SearchRequest("渡口")).total == 1


def test_rows_that_were_written_after_the_backup_are_not_replaced(case: Case) -> None:
    from tests.storage.conftest import Press

    press = Press(case.archive.parent)
    with open_library(case.archive) as library:
        press.bring(library, press.table(MORE, "丙.jsonl", date="2026-03-04"))
    case.change("UPDATE versions SET content = replace(content, '渡口', '码头')")
    before = case.rows()
    [done] = case.repair()
    assert isinstance(done, NotRepaired)
    assert case.rows() == before
    assert case.examine()[0].keys() == {"catalogue.sqlite/versions"}


def test_what_can_be_mended_is_mended_and_the_rest_stays_as_it_is_and_is_said(case: Case) -> None:
    from tests.storage.conftest import Press

    press = Press(case.archive.parent)
    with open_library(case.archive) as library:  # changes the sums of versions, not of papers
        press.bring(library, press.table(MORE, "丙.jsonl", date="2026-03-04"))
    case.change("UPDATE versions SET content = replace(content, '渡口', '码头')")
    case.change("UPDATE papers SET name = '青湾早报'")
    left, mended = case.repair()
    assert isinstance(left, NotRepaired)
    assert isinstance(mended, Repaired)
    assert case.rows()["papers"][0][1].decode() == "青湾晚报"
    found, _end = case.examine()
    assert found.keys() == {"catalogue.sqlite/versions"}
    with open_library(case.archive) as library:  # and it is written as ever
        press.bring(library, press.table(MORE, "丁.jsonl", date="2026-03-05"))
        assert library.stats().articles == 5


def test_a_damaged_sum_is_told_from_damaged_rows(case: Case) -> None:
    before = case.rows()
    case.change("UPDATE digests SET value = zeroblob(16) WHERE part = 'versions'")
    assert case.examine()[0].keys() == {"catalogue.sqlite/versions"}
    [done] = case.repair()
    assert isinstance(done, Repaired)
    assert case.rows() == before
    assert case.is_whole()


@pytest.mark.parametrize("flips", [25, pytest.param(600, marks=[pytest.mark.slow, pytest.mark.timeout(1_800)])])
def test_any_flipped_bits_of_the_catalogue_are_mended_or_said(case: Case, flips: int) -> None:
    """Never a row that was not there, whatever of the file is damaged."""
    with closing(sqlite3.connect(case.catalogue)) as plain:
        plain.execute("PRAGMA journal_mode=DELETE")
    whole, before, chance = case.catalogue.read_bytes(), case.rows(), random.Random(flips)
    mended = 0
    for _ in range(flips):
        case.catalogue.write_bytes(whole)
        for _flip in range(chance.choice((1, 1, 3, 20))):
            flip(case.catalogue, chance.randrange(100, len(whole)), chance.randrange(8))
        try:
            done = case.repair()
        except EnvironmentProblemError:  # the row that says which version wrote it is gone
            continue
        if State.NEWER in {finding.state for finding in case.examine(full=False)[0].values()}:
            continue
        if not any(isinstance(step, NotRepaired) for step in done):
            assert case.rows() == before
            mended += bool(done)
    assert mended > flips / 8


@pytest.mark.parametrize("harm", ["gone", "empty", "header"])
@pytest.mark.parametrize("source", ["backup", "copy"])
def test_an_archive_that_cannot_be_opened_comes_back(case: Case, harm: str, source: str) -> None:
    before = case.rows()
    match harm:
        case "gone":
            case.catalogue.unlink()
        case "empty":
            case.catalogue.write_bytes(b"")
        case "header":
            flip(case.catalogue, 3)
    case.originals()[0].unlink()
    with pytest.raises(CatalogueDamagedError, match="doctor"):
        open_library(case.archive)
    found, end = case.examine()
    assert found["catalogue.sqlite"].state is (State.DAMAGED if harm == "header" else State.MISSING)
    assert end.tallies[0].fine == 1
    done = case.repair(getattr(case, source))
    assert [type(step) for step in done] == [Repaired] * 3
    assert "换成了" in done[0].sentence
    assert done[2] == Repaired("index", "更新了")
    assert case.rows() == before
    assert case.is_whole()


def test_a_newer_archive_is_left_alone(case: Case) -> None:
    case.change("UPDATE alembic_version SET version_num = '9999'")
    found, _end = case.examine()
    assert found["catalogue.sqlite"].state is State.NEWER
    before = case.catalogue.read_bytes()
    assert case.repair() == []
    assert case.catalogue.read_bytes() == before


def test_a_damaged_index_is_built_anew(case: Case) -> None:
    path = max((case.archive / "index").rglob("*"), key=lambda path: path.stat().st_size if path.is_file() else 0)
    flip(path, path.stat().st_size // 2)
    assert case.examine()[0].keys() == {"index"}
    assert case.repair() == [Repaired("index", "重建了")]
    assert case.is_whole()


def test_what_does_not_belong_there_is_told_and_left(case: Case) -> None:
    (case.archive / "账本.xls").write_bytes(b"1")
    (case.archive / ".tmp-1-abc").write_bytes(b"1")
    stray = case.archive / "originals" / "00" / ("0" * 64)
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"")
    found, end = case.examine()
    assert {name: finding.state for name, finding in found.items()} == {
        ".tmp-1-abc": State.UNFINISHED,
        "账本.xls": State.FOREIGN,
        f"originals/00/{'0' * 64}": State.ORPHANED,
    }
    assert [tally.fine for tally in end.tallies[:1]] == [2]
    assert case.repair() == []
    assert (case.archive / "账本.xls").exists()


def test_a_catalogue_kept_before_a_restore_is_checked_too(case: Case) -> None:
    kept = case.archive / "snapshots" / "20260101T000000Z.sqlite"
    kept.parent.mkdir()
    shutil.copy(next((case.backup / "snapshots").glob("*.sqlite")), kept)
    assert case.is_whole()
    with closing(sqlite3.connect(kept)) as plain, plain:
        plain.execute("UPDATE papers SET name = '别的报'")
    found, _end = case.examine()
    assert {name: finding.state for name, finding in found.items()} == {f"snapshots/{kept.name}": State.DAMAGED}


def test_refusals(case: Case, tmp_path: Path) -> None:
    with pytest.raises(UnknownItemError, match="没有这个档案库"):
        list(Doctor(tmp_path / "没有", open_library).examine(full=False))
    assert not (tmp_path / "没有").exists()
    with pytest.raises(UnfitBackupError, match="没有备份"):
        case.repair(tmp_path)
    case.originals()[0].unlink()
    with writing(case.archive, "导入"), pytest.raises(ArchiveLockedError, match="导入"):
        case.repair()


def test_who_has_the_archive_open_reads_on_and_sees_what_was_mended(case: Case) -> None:
    case.change("UPDATE papers SET name = '青湾早报'")
    with open_library(case.archive) as library:
        assert [paper.name for paper in library.papers()] == ["青湾早报"]
        with library._catalogue._database.reading() as reading:
            one = "SELECT name FROM papers"
            assert reading.exec_driver_sql(one).scalar() == "青湾早报"
            [done] = case.repair()
            assert isinstance(done, Repaired)
            assert reading.exec_driver_sql(one).scalar() == "青湾早报"  # one state from the first query to the last
        assert [paper.name for paper in library.papers()] == ["青湾晚报"]
        assert library.search(SearchRequest("渡口")).total == 1


def test_a_file_that_somebody_has_open_is_not_replaced(case: Case) -> None:
    with closing(sqlite3.connect(case.catalogue)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM papers").fetchone() == (1,)
        with pytest.raises(EnvironmentProblemError, match="正开着"):
            release(case.catalogue)
    release(case.catalogue)
