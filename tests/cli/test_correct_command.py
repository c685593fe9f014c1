"""`dianzibao correct` and `dianzibao corrections` as people run them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def bring(run: Run, folder: Path) -> int:
    row = {"paper": "青湾晚报", "date": "2026-03-02", "page": "01", "title": "渡口复行", "text": "一段。\n船座满了人。"}
    (folder / "期.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert run("import", folder / "期.jsonl").code == 0
    [found] = run("articles", "--paper", "青湾晚报", "--date", "2026-03-02", "--json").records
    return int(found["id"])


def test_a_text_is_corrected_listed_and_taken_back(run: Run, tmp_path: Path) -> None:
    article = bring(run, tmp_path)
    done = run("correct", article, "--title", "渡口复航", "--byline", "林一", "--replace", "座满", "坐满")
    assert done.code == 0, done.err
    assert "更正《渡口复行》的文字 3 处" in done.out
    assert run("search", "坐满", "--ids", "--json").records == run("search", "座满", "--ids", "--json").records != []
    [listed] = run("corrections", "--json").records
    assert (listed["id"], listed["date"], len(listed["errata"])) == (article, "2026-03-02", 3)
    for_people = run("corrections")
    assert "主题：渡口复行 → 渡口复航" in for_people.out
    assert "署名：（无） → 林一" in for_people.out
    diff = run("corrections", article, "--diff").out
    assert "-船座满了人。" in diff
    assert "+船坐满了人。" in diff
    [entry] = run("file", "log", "--json").records
    assert entry["who"]
    assert len(entry["errata"]) == 3
    assert run("correct", article, "--revert").code == 0
    assert run("corrections", "--json").records == []
    assert "还没有" in run("corrections").err


def test_the_whole_text_is_written_out_and_read_back(run: Run, tmp_path: Path) -> None:
    article = bring(run, tmp_path)
    text = run("correct", article, "--show").out
    assert text == "一段。\n\n船座满了人。\n"
    (tmp_path / "改.txt").write_text(text.replace("一段。", "# 小标题\n\n一段。"), encoding="utf-8")
    assert "1 处" in run("correct", article, "--text", tmp_path / "改.txt").out
    assert "小标题" in run("correct", article, "--show").out


def test_a_patch_is_written_and_applied(run: Run, tmp_path: Path) -> None:
    article = bring(run, tmp_path)
    run("correct", article, "--title", "渡口复航")
    patch = tmp_path / "更正.json"
    assert "1 篇" in run("corrections", "--export", patch).err
    run("correct", article, "--revert")
    [applied] = run("corrections", "--apply", patch, "--json").records
    assert (applied["fate"], applied["id"]) == ("applied", article)
    assert run("search", "复航", "--ids", "--json").records == [{"id": article}]
    patch.write_text(patch.read_text(encoding="utf-8").replace("青湾晚报", "别的报"), encoding="utf-8")
    refused = run("corrections", "--apply", patch)
    assert refused.code == 1
    assert "这里没有这一篇" in refused.out


def test_what_cannot_be_meant_is_said(run: Run, tmp_path: Path) -> None:
    article = bring(run, tmp_path)
    assert "要写改什么" in run("correct", article).err
    assert "要正好一处" in run("correct", article, "--replace", "。", "！").err
    assert "要有标题" in run("correct", article, "--title", " ").err
    (tmp_path / "坏.json").write_text("[]", encoding="utf-8")
    bad = run("corrections", "--apply", tmp_path / "坏.json")
    assert (bad.code, "不是更正的补丁文件" in bad.err) == (2, True)
