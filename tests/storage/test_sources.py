"""Sources and what is found under a path: nothing is followed out, nothing waits for ever, nothing grows without bound."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest

from archive.errors import UnreadableSourceError
from archive.importing import discover
from archive.importing.sources import FolderSource, ZipSource
from archive.progress import Outcome, OutcomeKind, Progress
from reader.library import Library


def packed(path: Path, members: dict[str, bytes], **info: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            for key, value in info.items():
                setattr(entry, key, value)
            target.writestr(entry, data)
    return path


@pytest.mark.parametrize("name", ["../out.txt", "/etc/x.txt", "C:/x.txt", "a/../../x.txt", "a\\..\\x.txt"])
def test_a_zip_with_a_name_that_climbs_out_is_refused_whole(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableSourceError, match="越界"):
        ZipSource(packed(tmp_path / "a.zip", {"good.txt": b"x", name: b"y"}))


def test_a_zip_with_a_link_or_clashing_names_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError, match="链接"):
        ZipSource(packed(tmp_path / "a.zip", {"link": b"/etc/passwd"}, external_attr=(stat.S_IFLNK | 0o777) << 16))
    with pytest.raises(UnreadableSourceError, match="重名"):
        ZipSource(packed(tmp_path / "b.zip", {"A.txt": b"x", "a.TXT": b"y"}))


def test_a_bomb_in_a_zip_is_stopped_by_what_comes_out(tmp_path: Path) -> None:
    source = ZipSource(packed(tmp_path / "bomb.zip", {"zeros.txt": b"\0" * (64 << 20)}))
    with pytest.raises(UnreadableSourceError, match="大得不正常"):
        source.read("zeros.txt")


def test_a_zip_reads_its_members(tmp_path: Path) -> None:
    source = ZipSource(packed(tmp_path / "a.zip", {"b/二.txt": b"2", "a.txt": b"1"}))
    assert source.members == ("a.txt", "b/二.txt")
    assert source.read("b/二.txt") == b"2"


def test_links_devices_and_hidden_files_of_a_folder_are_left_aside(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "x.txt").write_text("x")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    (folder / ".hidden").write_text("h")
    (folder / "link.txt").symlink_to(tmp_path / "secret" / "x.txt")
    (folder / "linked").symlink_to(tmp_path / "secret")
    os.mkfifo(folder / "pipe.txt")
    assert FolderSource(folder).members == ("a.txt",)
    with pytest.raises(UnreadableSourceError):
        FolderSource(folder).read("../secret/x.txt")


def test_a_pipe_does_not_make_the_import_wait(tmp_path: Path, library: Library) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    [outcome] = [step for step in library.import_paths([tmp_path / "pipe.txt"]) if isinstance(step, Outcome)]
    assert outcome.outcome is OutcomeKind.FAILED
    assert "不是普通文件" in (outcome.reason or "")


def test_a_file_that_vanishes_costs_one_item(tmp_path: Path, library: Library) -> None:
    gone, good = tmp_path / "a.txt", tmp_path / "b.txt"
    for path in (gone, good):
        path.write_text(f"题目 {path.name}\n正文。\n", encoding="utf-8")
    found: list[Outcome] = []
    for step in library.import_paths([gone, good]):
        if step == Progress(str(gone), 0, 2):  # it was there when the run began, and its turn comes now
            gone.unlink()
        if isinstance(step, Outcome):
            found.append(step)
    assert [(step.outcome, step.reason) for step in found] == [
        (OutcomeKind.FAILED, "文件不存在"),
        (OutcomeKind.ADDED, None),
    ]


def test_a_saved_page_comes_with_its_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "页_files").mkdir(parents=True)
    (folder / "页.htm").write_text("<html><body><p>x</p></body></html>")
    (folder / "页_files" / "1.jpg").write_bytes(b"jpg")
    (folder / "别的.txt").write_text("别的")
    [page, other] = discover.parts(FolderSource(folder))
    assert page.members == ("页.htm", "页_files/1.jpg")
    assert other.members == ("别的.txt",)


def test_every_hostile_zip_costs_at_most_itself(shared: Path, library: Library, tmp_path: Path) -> None:
    good = tmp_path / "好.txt"
    good.write_text("题目\n正文。\n", encoding="utf-8")
    steps = library.import_paths([shared / "samples" / "hostile" / "zip_bad", good])
    outcomes = [step for step in steps if isinstance(step, Outcome)]
    assert outcomes[-1].outcome is OutcomeKind.ADDED
    assert all(outcome.reason for outcome in outcomes if outcome.outcome.is_problem)
    assert sum(outcome.outcome.is_problem for outcome in outcomes) >= 20
    outside = [path for path in tmp_path.rglob("*") if not path.is_relative_to(library.folder)]
    assert [path for path in outside if path.is_file()] == [good]


def test_a_table_in_which_nothing_is_read_leaves_nothing_in_the_archive(library: Library, tmp_path: Path) -> None:
    """Its bytes would lie there, and no article would ever need them."""
    table = tmp_path / "表.jsonl"
    table.write_text('{"sort": 3, "when": null}\n', "utf-8")
    [outcome] = [step for step in library.import_paths([table]) if isinstance(step, Outcome)]
    assert outcome.outcome.is_problem
    assert outcome.reason
    assert not [path for path in (library.folder / "originals").rglob("*") if path.is_file()]
