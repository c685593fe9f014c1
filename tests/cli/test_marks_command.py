"""`dianzibao marks`: made, listed, written, read back, undone, cleared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_marks_from_beginning_to_end(demo: Run, tmp_path: Path) -> None:
    one, other = [
        record["id"] for record in demo("articles", "--paper", "临岚日报", "--date", "2026-03-02", "--json").records
    ][:2]
    assert demo("marks", "list", "--json").records == []
    assert demo("marks", "star", one).out == "标上了\n"
    assert demo("marks", "star", other, "--later", "--json").records == [{"marked": True}]
    demo("marks", "note", one, "要紧")
    demo("marks", "tag", one, "水运", "民生")
    kinds = sorted(record["kind"] for record in demo("marks", "list", "--json").records)
    assert kinds == ["later", "note", "star", "tag", "tag"]
    [found] = demo("marks", "list", "--find", "水", "--kind", "tag", "--json").records
    assert (found["text"], found["article"], found["paper"], found["date"]) == ("水运", one, "临岚日报", "2026-03-02")
    assert demo("marks", "export", tmp_path / "m.csv").out.startswith("写了 5 处标记")
    assert demo("marks", "export", tmp_path / "m.csv").code == 2
    assert "标签：" in (demo("marks", "export", tmp_path / "m.md"), (tmp_path / "m.md").read_text("utf-8"))[1]
    assert demo("marks", "undo").out.startswith("已撤销：标签：")
    assert len(demo("marks", "list", "--json").records) == 3
    assert demo("marks", "import", tmp_path / "m.csv", "--json").records == [{"marks": 2}]
    assert "有 5 处标记" in demo("marks", "clear").out
    assert demo("marks", "clear", "--yes", "--json").records == [{"marks": 5, "removed": True}]
    assert demo("marks", "undo").code == 2
    broken = tmp_path / "坏.csv"
    broken.write_text("甲,乙\n1,2\n", encoding="utf-8")
    refused = demo("marks", "import", broken)
    assert (refused.code, refused.out) == (1, "")
    assert "坏.csv：不是导出的标记" in refused.err
