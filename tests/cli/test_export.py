"""`dianzibao export --bagit`, as people run it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import bagit


def test_out_and_back_in(run: Callable[..., Any], tmp_path: Path) -> None:
    run("demo")
    target = tmp_path / "交接 包"
    made = run("export", "--bagit", target, "--info", "Source-Organization=临岚市图书馆", "--json", "--progress")
    assert made.code == 0, made.err
    assert made.records[-1]["bag"] == str(target)
    assert {"备份原件", "写出稿件", "算校验和"} <= {
        line["progress"]["what"] for line in made.records if "progress" in line
    }
    bagit.Bag(str(target)).validate()
    assert "相同 5 期" in run("restore", target).out
    refused = run("import", target)
    assert refused.code == 1
    assert "dianzibao restore" in refused.out


def test_refusals(run: Callable[..., Any], tmp_path: Path) -> None:
    assert run("export").code == 2
    assert run("export", "--bagit", tmp_path / "包", "--info", "没有等号").code == 2
    (tmp_path / "满的").mkdir()
    (tmp_path / "满的" / "文件").write_text("")
    full = run("export", "--bagit", tmp_path / "满的")
    assert full.code == 2
    assert "空的" in full.err
