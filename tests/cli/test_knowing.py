"""The columns of tables, diagnostics, reading again with progress, errors of the program's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]
TABLE = "题,内文\n渡口复航,第一班船载着老人。\n夜市开张,卖出八百碗鱼丸。\n"


def test_columns_of_a_table_are_shown_and_then_said(run: Run, tmp_path: Path) -> None:
    path, text = tmp_path / "导出.csv", tmp_path / "文章.txt"
    path.write_text(TABLE, encoding="utf-8")
    text.write_text("题目\n正文\n", encoding="utf-8")
    found = run("columns", path, text, "--json")
    table, none = found.records
    assert found.code == 1
    assert table["columns"] == ["题", "内文"]
    assert table["missing"] == ["paper", "title", "text"]
    assert table["rows"][0] == ["渡口复航", "第一班船载着老人。"]
    assert len(table["fingerprint"]) == 16
    assert none["problem"]
    failed = run("import", path)
    assert "表里的列：题、内文" in failed.out
    done = run("import", path, "--map", "title=题,text=内文", "--set", "paper=甲\\,乙报", "--json")
    assert [item["paper"] for item in done.records] == ["甲,乙报"]
    for_people = run("columns", path, "--map", "title=题")
    assert "缺少字段：paper" in for_people.out


def test_diagnostics_hold_what_could_not_be_imported(run: Run, tmp_path: Path) -> None:
    bad = tmp_path / "坏.bin"
    bad.write_bytes(b"\0\1\2")
    assert run("import", bad).code == 1
    found = run("diagnostics")
    assert found.code == 0
    assert "藏量：0 种" in found.out
    assert f"refused {bad}" in found.out
    [record] = run("diagnostics", "--json").records
    assert set(record) == {"facts", "log"}
    assert record["facts"]["目录版本"]


def test_reading_again_tells_its_progress(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "题.txt"
    path.write_text("题目\n正文\n", encoding="utf-8")
    run("import", path)
    steps = run("reparse", "--all", "--json", "--progress").records
    assert steps[0] == {"progress": {"what": str(path), "done": 0, "total": 1}}
