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
