"""`dianzibao copy-archive`: an archive elsewhere, checked; the old one stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any


def test_the_copy_holds_the_same(run: Callable[..., Any], tmp_path: Path) -> None:
    run("demo")
    ran = run("copy-archive", "--json", "--progress", tmp_path / "大盘")
    assert ran.code == 0, ran.err
    steps = [record["progress"] for record in ran.records[:-1]]
    assert steps[0]["done"] == 0
    assert steps[-1]["done"] == steps[-1]["total"]
    assert ran.records[-1] == {"archive": str(tmp_path / "大盘")}
    there, here = (run("search", "--json", "图书馆", **where) for where in ({"archive": tmp_path / "大盘"}, {}))
    assert there.records[0] == here.records[0]
    again = run("copy-archive", tmp_path / "大盘")
    assert again.code == 2
    assert "空的" in again.err
