"""Reprints, front pages and the same day in other years on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
STORY = "停了三年的渡口今天复航，第一班船载着四十位老人和他们的自行车开往对岸的小镇，船老大说，潮水是最好的钟表。" * 3
ROWS = (
    ("青湾晚报", "2025-03-02", "渡口去年", "去年的旧闻一则，与别的都不相同。"),
    ("青湾晚报", "2026-03-02", "渡口复航", STORY),
    ("临岚日报", "2026-03-02", "头版头条", "这一篇只有一家登过。"),
    ("临岚日报", "2026-03-03", "渡口开船了", STORY.replace("，", " ") + "又加了一句。"),
)


@pytest.fixture
def ids(run: Run, tmp_path: Path) -> dict[str, int]:
    lines = [json.dumps({"paper": p, "date": d, "page": "01", "title": t, "text": x}) for p, d, t, x in ROWS]
    (tmp_path / "期.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert run("import", tmp_path / "期.jsonl").code == 0
    found = {}
    for paper, date in {row[:2] for row in ROWS}:
        found |= {
            item["title"]: item["id"] for item in run("articles", "--paper", paper, "--date", date, "--json").records
        }
    return found


def test_reprints_of_an_article_and_of_a_time(run: Run, ids: dict[str, int]) -> None:
    [group] = run("reprints", ids["渡口复航"], "--json").records
    assert [(one["paper"], one["date"], one["role"]) for one in group["printings"]] == [
        ("青湾晚报", "2026-03-02", "itself"),
        ("临岚日报", "2026-03-03", "same"),
    ]
    assert "临岚日报 第01版  渡口开船了（同一稿" in run("reprints", ids["渡口复航"]).out
    assert len(run("reprints", "--from", "2026-03-03", "--json").records) == 1
    assert len(run("reprints", "--to", "2026-03", "--json").records) == 1
    assert run("reprints", "--from", "2027", "--json").records == []
    assert "没有登过几次的" in run("reprints", "--paper", "没有的报").err
    assert "没有找到转载" in run("reprints", ids["头版头条"]).err
    diff = run("reprints", ids["渡口复航"], "--diff", ids["渡口开船了"]).out
    assert "- 渡口复航\n" in diff
    assert "+ 渡口开船了\n" in diff


def test_results_as_one(run: Run, ids: dict[str, int]) -> None:
    assert sum("id" in record for record in run("search", "复航", "--json").records) == 2
    [hit, summary] = run("search", "复航", "--collapse", "--json").records
    assert hit["elsewhere"] == {"papers": 1, "again": 0}
    assert summary["total"] == 2
    assert "另有 1 家刊登" in run("search", "复航", "--collapse").out


def test_front_pages_and_the_same_day(run: Run, ids: dict[str, int]) -> None:
    fronts = run("front-pages", "2026-03-02", "--json").records
    assert [(one["paper"], one["page"], one["articles"][0]["title"]) for one in fronts] == [
        ("临岚日报", "01", "头版头条"),
        ("青湾晚报", "01", "渡口复航"),
    ]
    [before] = run("same-day", "2026-03-02", "--json").records
    assert (before["paper"], before["date"]) == ("青湾晚报", "2025-03-02")
    assert "渡口去年" in run("same-day", "2026-03-02").out
    assert "没有 05-05 的报纸" in run("same-day", "2026-05-05").err
    assert "2026-05-05 没有报纸" in run("front-pages", "2026-05-05").err
    month = run("front-pages", "2026-03")
    assert (month.code, "要写到哪一天" in month.err) == (2, True)
