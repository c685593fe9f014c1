"""Every form of an export: which articles are in it, that it is there whole or not at all."""

from __future__ import annotations

import errno
import json
import sqlite3
from pathlib import Path
from typing import BinaryIO

import pytest
from exporting_shelf import TARGETS, every_issue, read

from archive import files
from archive.errors import EnvironmentProblemError, UsageError
from archive.importing.reading import InProcess
from archive.model import IssueKey, PaperKind, PartialDate
from archive.progress import Cancelled, Progress
from reader.exporting.contents import LeftOut, Selection
from reader.exporting.forms import FORMS, Exported
from reader.library import Library
from reader.open import open_library
from reader.samples import sample_papers

# ── what is exported ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_jump_is_one_article_and_a_copy_none(shelf: Library) -> None:
    evening = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, 13))
    heads = shelf.articles(evening)
    titles = [article.content.title for article in read(shelf, Selection("", (evening,)))]
    assert titles.count("渡口复航十年记") == titles.count("码头的算盘") == 1
    assert len(heads) == len(titles) + 2
    part = next(head for head in heads if head.part_of is not None and not head.repeats)
    assert part.part_of is not None
    [whole] = read(shelf, Selection("", articles=(part.id, part.part_of, part.id)))
    assert [page.label for page in whole.pages] == ["01", "04"]


def test_a_list_keeps_its_order_and_says_what_is_not_there(shelf: Library, tmp_path: Path) -> None:
    ids = [article.id for article in read(shelf)][:5][::-1]
    steps = list(shelf.export(Selection("", articles=(*ids, 10**9)), "jsonl", tmp_path / "表.jsonl"))
    assert [step for step in steps if isinstance(step, LeftOut)] == [
        LeftOut("编号 1000000000", "没有这个稿件，或者它在目录数据库里损坏了")
    ]
    lines = (tmp_path / "表.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == list(map(str, ids))


@pytest.mark.logs_errors
def test_a_damaged_article_and_lost_pictures_cost_themselves(tmp_path: Path) -> None:
    with open_library(tmp_path / "库", reading=InProcess) as library:
        list(library.import_paths(sample_papers()[:1]))
        first, *others = read(library)
        for sha in {sha for article in others for sha in article.content.pictures()}:
            library.original(sha).unlink()
        with sqlite3.connect(library.folder / "catalogue.sqlite") as raw:
            raw.execute("UPDATE versions SET content = '{' WHERE article_id = ?", (first.id,))
        raw.close()
        for form in FORMS:
            steps = list(library.export(every_issue(library), form, tmp_path / TARGETS[form]))
            [left] = [step for step in steps if isinstance(step, LeftOut)]
            assert first.content.title in left.name
            done = steps[-1]
            assert isinstance(done, Exported)
            assert (done.articles, done.left_out) == (len(others), 1)
            assert (done.lost > 0) is (form in ("html", "epub", "markdown", "docx"))


# ── whole or not at all ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("form", FORMS)
def test_what_is_stopped_leaves_nothing(shelf: Library, tmp_path: Path, form: str) -> None:
    cancelled = Cancelled()
    steps = []
    for step in shelf.export(every_issue(shelf), form, tmp_path / TARGETS[form], cancelled):
        steps.append(step)
        if isinstance(step, Progress) and step.done >= 3:
            cancelled.set()
    assert not [step for step in steps if isinstance(step, Exported)]
    assert list(tmp_path.iterdir()) == []


class Full(files.Disk):
    """A disk with room for `room` files."""

    def __init__(self, room: int) -> None:
        self.room = room

    def sync(self, stream: BinaryIO) -> None:
        self.room -= 1
        if self.room < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        super().sync(stream)


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_is_said_and_nothing_stays(
    shelf: Library, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "disk", Full(3 if form in ("html", "markdown", "machine") else 0))
    with pytest.raises(EnvironmentProblemError, match="磁盘已满"):
        list(shelf.export(every_issue(shelf), form, tmp_path / TARGETS[form]))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_overwritten(shelf: Library, tmp_path: Path, form: str) -> None:
    target = tmp_path / TARGETS[form]
    if form in ("html", "markdown", "machine"):
        target.mkdir()
        target = target / "已有.txt"
    target.write_bytes(b"kept")
    with pytest.raises(UsageError):
        list(shelf.export(every_issue(shelf), form, tmp_path / TARGETS[form]))
    assert target.read_bytes() == b"kept"


def test_nothing_is_written_into_the_archive_or_of_nothing(shelf: Library, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="不能放进档案库"):
        list(shelf.export(every_issue(shelf), "html", shelf.folder / "站"))
    gone = IssueKey(PaperKind.NEWSPAPER, "没有的报", PartialDate(2026, 1, 1))
    with pytest.raises(UsageError, match="没有可以导出的"):
        list(shelf.export(Selection("", (gone,)), "jsonl", tmp_path / "表.jsonl"))
    assert list(tmp_path.iterdir()) == []
