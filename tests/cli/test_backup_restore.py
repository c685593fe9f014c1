"""`dianzibao backup` and `dianzibao restore`, as people run them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_there_and_back(run: Callable[..., Any], tmp_path: Path) -> None:
    run("demo")
    disk, new = tmp_path / "大盘", tmp_path / "新 档案"
    made = run("backup", "--json", "--progress", disk)
    assert made.code == 0, made.err
    assert made.records[-1]["copied"] == made.records[-1]["objects"]
    assert made.records[-1]["proof"]["problems"] == []
    assert "新添 0 个" in run("backup", "--full", disk).out
    listed = run("backup", "--list", "--json", disk)
    assert [record["state"] for record in listed.records] == ["proved", "proved"]
    assert "完好" in run("backup", "--list", disk).out
    assert "没有改动什么" in run("restore", disk).out
    assert run("restore", "--json", disk).records[-1]["only_there"] == 0
    restored = run("restore", disk, "--into", new, "--at", made.records[-1]["time"])
    assert restored.code == 0, restored.err
    run("reindex", archive=new)
    there, here = (run("search", "--json", "图书馆", **where) for where in ({"archive": new}, {}))
    assert there.records[0] == here.records[0]


def test_problems_have_exit_codes_and_sentences(run: Callable[..., Any], tmp_path: Path) -> None:
    run("demo")
    disk = tmp_path / "大盘"
    assert run("restore", disk).code == 3
    (original, *_) = sorted((run("stats", "--json"), tmp_path)[1].rglob("originals/??/*"))
    original.write_bytes(b"?")
    flawed = run("backup", disk)
    assert flawed.code == 1
    assert original.name in flawed.out
    assert run("restore", disk, "--at", "1999").code == 2
    assert run("restore", disk, "--into", disk).code == 2
    incomplete = run("restore", disk, "--into", tmp_path / "新")
    assert incomplete.code == 1
    assert original.name in incomplete.out


def test_restored_into_the_present_archive_and_taken_back(run: Callable[..., Any], tmp_path: Path) -> None:
    disk, other = tmp_path / "大盘", tmp_path / "别处"
    run("demo", archive=other)
    run("backup", disk, archive=other)
    before = run("restore", "--json", disk).records[-1]
    assert before["only_there"] > 0
    done = run("restore", "--json", disk, "--apply")
    assert done.code == 0, done.err
    assert before in done.records
    assert done.records[-1]["restored"] == before["only_there"]
    [safety] = [Path(record["safety_copy"]) for record in done.records if "safety_copy" in record]
    assert safety.is_file()
    again = run("restore", disk, "--apply", "--theirs")
    assert "没有要取回的" in again.out
    assert run("restore", "--json", disk).records[-1]["same"] == before["only_there"]
    assert "已撤销" in run("restore", "--undo").out
    assert run("restore", "--json", disk).records[-1] == before
    undone = run("restore", "--undo")
    assert undone.code == 2
    assert "没有可撤销的恢复" in undone.err


def test_how_restoring_is_written(run: Callable[..., Any], tmp_path: Path) -> None:
    for words in (
        (),
        (tmp_path, "--undo"),
        (tmp_path, "--theirs"),
        (tmp_path, "--apply", "--into", tmp_path / "新"),
        ("--undo", "--apply"),
    ):
        refused = run("restore", *words)
        assert refused.code == 2
        assert "写法" in refused.err
