"""`dianzibao export`, as people run it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bagit
import pytest

from ui.cli.export import _from_lines


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


@pytest.mark.parametrize("form", ["html", "epub", "pdf", "docx", "markdown", "machine", "jsonl", "csv"])
def test_an_issue_in_every_form(demo: Callable[..., Any], tmp_path: Path, form: str) -> None:
    target = tmp_path / "导出 的"
    wanted = ("--paper", "临岚日报", "--date", "2026-03-02")
    made = demo("export", "--as", form, target, *wanted, "--json", "--progress")
    assert made.code == 0, made.err
    done = made.records[-1]
    assert (done["exported"], done["issues"], done["articles"], done["skipped"]) == (str(target), 1, 22, 0)
    assert (done["pictures"] > 0) is (form in ("html", "epub", "pdf", "docx", "markdown"))
    assert "写出稿件" in {line["progress"]["what"] for line in made.records if "progress" in line}
    again = demo("export", "--as", form, target, *wanted)
    assert again.code == 2
    assert str(target) in again.err


def test_a_period_a_search_and_ids(demo: Callable[..., Any], tmp_path: Path) -> None:
    period = demo("export", "--as", "jsonl", tmp_path / "1.jsonl", "--paper", "临岚日报", "--from", "2026-03-03")
    assert period.code == 0, period.err
    assert "2 期 47 篇" in period.out
    found = demo("search", "江", "--paper", "临岚日报", "--sort", "oldest", "--ids").records
    made = demo(
        "export", "--as", "jsonl", tmp_path / "2.jsonl", "--search", "江", "--paper", "临岚日报", "--sort", "oldest"
    )
    assert made.code == 0, made.err
    ids = [json.loads(line)["id"] for line in (tmp_path / "2.jsonl").read_text("utf-8").splitlines()]
    assert ids == [str(hit["id"]) for hit in found]
    picked = demo("export", "--as", "machine", tmp_path / "3.txt", "--ids", f"{ids[1]}，{ids[0]}", "--title", "选稿")
    assert picked.code == 0, picked.err
    assert (tmp_path / "3.txt").read_text("utf-8").count("当前报纸名称:") == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "写法"),
        (("--as", "csv"), "写法"),
        (("--as", "csv", "T"), "写法"),
        (("--as", "csv", "T", "--bagit", "B"), "写法"),
        (("--as", "csv", "T", "--search", "江", "--ids", "1"), "只能用一个"),
        (("--as", "csv", "T", "--search", "江", "--date", "2026-03-02"), "用不上 --date"),
        (("--as", "csv", "T", "--ids", "1", "--from", "2026"), "用不上 --from"),
        (("--as", "csv", "T", "--ids", "一"), "编号应是数字"),
        (("--as", "csv", "T", "--ids", ","), "没有给出编号"),
        (("--as", "csv", "T", "--paper", "没有的报"), "没有这个期"),
        (("--as", "csv", "T", "--paper", "临岚日报", "--from", "2030"), "没有一期"),
        (("--as", "csv", "T", "--paper", "临岚日报", "--date", "2026-03-02", "--to", "2030"), "只能用一种"),
        (("--as", "csv", "T", "--paper", "临岚日报", "--front"), "用不上 --front"),
        (("--as", "csv", "T", "--search", "绝对没有这个词组"), "没有找到"),
        (("--as", "csv", "T", "--ids", "999999"), "没有可以导出的稿件"),
    ],
)
def test_what_cannot_be_exported_is_said(
    demo: Callable[..., Any], tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    places = {"T": str(tmp_path / "表.csv"), "B": str(tmp_path / "包")}
    ran = demo("export", *(places.get(word, word) for word in arguments))
    assert ran.code == 2
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


def test_ids_come_from_a_pipe_as_search_writes_them() -> None:
    assert _from_lines('{"id": 12}\n{"id": 7}\n3, 4\n') == ["12", "7", "3", "4"]
