"""Restoring into the present archive: what comes in, what stays, what is put out of sight, and all of it taken back."""

from __future__ import annotations

import errno
import json
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from archive import files
from archive.errors import ArchiveTooNewError, EnvironmentProblemError, UnfitBackupError, UsageError
from archive.importing.reading import InProcess
from archive.keeping.copies import Lacking
from archive.keeping.merge import Merged, SafetyCopy
from archive.keeping.restore import Comparison
from archive.progress import Cancelled
from indexer.request import SearchRequest
from reader.library import Library
from reader.open import open_library

ROWS = [("01", "渡口复航", "停了三年的渡口今天复航。"), ("02", "读者来信", "来信说路灯太暗。")]
MORE = [("01", "夜市开张", "江边的夜市今晚开张。")]
OTHER = [("01", "渡口停航", "大风，渡口今天停航。")]


@pytest.fixture
def disk(library: Library, press: Any, tmp_path: Path) -> Path:
    """A backup with an issue that is the same here, one that differs, and one that is only there; the index is up."""
    press.bring(library, press.table(ROWS, "同.jsonl"))
    with open_library(tmp_path / "别处", reading=InProcess) as other:
        press.bring(other, press.table(ROWS, "同.jsonl"))
        press.bring(other, press.table(MORE, "甲.jsonl", paper="屿光周报"))
        press.bring(other, press.table(ROWS, "丁.jsonl", date="2026-03-05"))
        list(other.keeping.back_up(tmp_path / "移动 硬盘"))
    press.bring(library, press.table(OTHER, "丁.jsonl", date="2026-03-05"))
    press.bring(library, press.table(MORE, "乙.jsonl", date="2026-03-04"))
    return tmp_path / "移动 硬盘"


def restore(library: Library, disk: Path, **how: Any) -> list[Any]:
    return list(library.keeping.restore(disk, **how))


def found(library: Library, words: str) -> int:
    list(library.update_index())
    return library.search(SearchRequest(words)).total


def titles(library: Library, press: Any, date: str) -> list[str]:
    return [head.title for head in library.articles(press.key(date=date))]


def state(library: Library) -> tuple[Any, ...]:
    catalogue = library._catalogue
    return catalogue.contents(), catalogue.papers(), catalogue.issues(), catalogue.trash(), catalogue.totals()


def test_what_is_only_there_comes_in_and_what_differs_stays(library: Library, press: Any, disk: Path) -> None:
    assert found(library, "夜市") == 1
    before = library._catalogue.contents()
    first, *_, last = restore(library, disk)
    assert isinstance(first, Comparison)
    assert (len(first.only_there), len(first.only_here), len(first.different), first.same) == (1, 1, 1, 1)
    assert last == Merged(1, 0, 1)
    after = library._catalogue.contents()
    assert {key: after[key] for key in before} == before
    [new] = after.keys() - before.keys()
    assert new == press.key("屿光周报")
    assert titles(library, press, "2026-03-05") == ["渡口停航"]
    assert found(library, "夜市") == 2
    for sha in library._catalogue.originals():
        assert library.original(sha).is_file()


def test_the_catalogue_as_it_was_is_kept(library: Library, disk: Path, tmp_path: Path) -> None:
    before = library._catalogue.contents()
    [copy] = [step for step in restore(library, disk) if isinstance(step, SafetyCopy)]
    assert copy.path.parent == library.folder / "snapshots"
    (tmp_path / "旧").mkdir()
    (tmp_path / "旧" / "catalogue.sqlite").write_bytes(copy.path.read_bytes())
    with open_library(tmp_path / "旧", reading=InProcess) as old:
        assert old._catalogue.contents() == before


def test_theirs_take_the_place_of_what_differs(library: Library, press: Any, disk: Path) -> None:
    assert restore(library, disk, theirs=True)[-1] == Merged(2, 1, 2)
    assert titles(library, press, "2026-03-05") == [title for _, title, _ in ROWS]
    assert (found(library, "停航"), found(library, "复航")) == (0, 2)
    held = library.keeping.compare(disk)
    assert (len(held.only_there), len(held.different), held.same) == (0, 0, 3)


@pytest.mark.parametrize("theirs", [False, True])
def test_undone_it_is_as_it_was(library: Library, disk: Path, *, theirs: bool) -> None:
    before = state(library), found(library, "夜市"), found(library, "停航"), library.keeping.compare(disk)
    restore(library, disk, theirs=theirs)
    assert found(library, "夜市") == 2
    library.keeping.undo_restore()
    after = state(library), found(library, "夜市"), found(library, "停航"), library.keeping.compare(disk)
    assert [now for now, was in zip(after[1:], before[1:], strict=True) if now != was] == []
    assert after[0][:4] == before[0][:4]
    with pytest.raises(UsageError, match="没有可撤销的恢复"):
        library.keeping.undo_restore()
    assert restore(library, disk, theirs=theirs)[-1].issues == 1 + theirs, "it can be restored again"


def test_a_second_time_changes_nothing(library: Library, disk: Path) -> None:
    restore(library, disk, theirs=True)
    before, journal = state(library), library.filing.journal()
    assert restore(library, disk, theirs=True)[-1] == Merged(0, 0, 0)
    assert (state(library), library.filing.journal()) == (before, journal)
    assert len(list((library.folder / "snapshots").iterdir())) == 1


def test_what_was_changed_since_is_not_taken_back(library: Library, press: Any, disk: Path) -> None:
    restore(library, disk)
    [head] = library.articles(press.key("屿光周报"))
    library.filing.trash_articles([head.id])
    before = state(library)
    with pytest.raises(UsageError, match="这之后又有改动"):
        library.keeping.undo_restore()
    assert state(library) == before
    library.filing.undo()
    library.keeping.undo_restore()
    assert library.keeping.compare(disk).only_there == (press.key("屿光周报"),)


def test_what_an_import_brought_since_is_not_taken_back(library: Library, press: Any, disk: Path) -> None:
    restore(library, disk)
    press.bring(library, press.table([*MORE, ("02", "补白", "江风。")], "甲.jsonl", paper="屿光周报"))
    with pytest.raises(UsageError, match="这之后又有改动"):
        library.keeping.undo_restore()


def test_what_people_corrected_comes_as_it_is(library: Library, press: Any, tmp_path: Path) -> None:
    """The trash, links, articles moved from one issue to another, other names of a paper; imports know all of it."""
    table = press.table(ROWS, "甲.jsonl", paper="屿光周报")
    target = tmp_path / "盘"
    with open_library(tmp_path / "别处", reading=InProcess) as other:
        press.bring(other, table)
        press.bring(other, press.table(MORE, "乙.jsonl", paper="屿光周报", date="2026-03-04"))
        key, later = press.key("屿光周报"), press.key("屿光周报", "2026-03-04")
        ferry, letter = other.articles(key)
        other.filing.link(ferry.id, letter.id, linked=True)
        other.filing.trash_articles([letter.id])
        other.filing.move_articles([ferry.id], later, ["01"])
        other.filing.merge_papers(key.kind, "屿光周报", "屿光报")
        there = other._catalogue.contents()
        trashed = [(item.key, item.title) for item in other.filing.trash().articles]
        list(other.keeping.back_up(target))
    press.bring(library, press.table(MORE, "先.jsonl"))  # so that the same ids mean other rows here
    restore(library, target)
    here = library._catalogue.contents()
    assert {key: here[key] for key in there} == there
    assert [(item.key, item.title) for item in library.filing.trash().articles] == trashed
    press.bring(library, table)
    here = library._catalogue.contents()
    assert {key: here[key] for key in there} == there, "importing its source again brings nothing new"


def test_an_original_that_the_backup_lacks_is_named(library: Library, press: Any, disk: Path) -> None:
    here = set(library._catalogue.originals())
    lost = [path for path in (disk / "objects").glob("??/*") if path.name not in here]
    for path in lost:
        path.write_bytes(b"?")
    steps = restore(library, disk)
    assert [step.reason for step in steps if isinstance(step, Lacking)] == ["内容已损坏"]
    assert steps[-1] == Merged(1, 0, 0)
    assert [head.title for head in library.articles(press.key("屿光周报"))] == ["夜市开张"]


def unfit(disk: Path, **values: Any) -> None:
    [path] = (disk / "snapshots").glob("*.json")
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), **values}), encoding="utf-8")


def test_a_backup_that_cannot_be_used_is_refused(library: Library, disk: Path) -> None:
    before = state(library)
    unfit(disk, sha256="0" * 64)
    with pytest.raises(UnfitBackupError, match="内容已损坏"):
        restore(library, disk)
    unfit(disk, program="9999.1")
    with pytest.raises(ArchiveTooNewError, match="更新的版本"):
        restore(library, disk)
    assert state(library) == before


class Full(files.Disk):
    """No room for originals."""

    def create(self, path: Path) -> BinaryIO:
        if path.parent.name == "originals":
            raise OSError(errno.ENOSPC, "full")
        return super().create(path)


def test_a_full_disk_leaves_the_archive_as_it_was(
    library: Library, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(library), library.filing.journal()
    with monkeypatch.context() as patched:
        patched.setattr(files, "disk", Full())
        with pytest.raises(EnvironmentProblemError, match="磁盘已满"):
            restore(library, disk, theirs=True)
    assert (state(library), library.filing.journal()) == before
    assert restore(library, disk)[-1] == Merged(1, 0, 1)


def test_stopped_it_changes_nothing(library: Library, disk: Path) -> None:
    before = library._catalogue.contents()
    flag = Cancelled()
    steps = library.keeping.restore(disk, cancelled=flag)
    assert isinstance(next(steps), Comparison)
    flag.set()
    assert not [step for step in steps if isinstance(step, Merged)]
    assert library._catalogue.contents() == before
