"""`dianzibao searches`, `report` and `trends`: saved, run, what is new, digests, reports, counts over time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def river(run: Run, tmp_path: Path) -> Callable[[str, str], None]:
    """Brings in an article of this title and date."""

    def bring(title: str, date: str) -> None:
        path = tmp_path / f"{title}.jsonl"
        path.write_text(
            f'{{"paper": "临岚日报", "date": "{date}", "page": "01", "title": "{title}", "text": "江水上涨。"}}\n',
            "utf-8",
        )
        assert run("import", path).code == 0

    bring("江一", "2025-08-01")
    return bring


def test_saved_searches_from_beginning_to_end(run: Run, river: Callable[[str, str], None], tmp_path: Path) -> None:
    assert run("searches", "list", "--json").records == []
    assert run("searches", "digest").code == 2
    made = run("searches", "save", "江水", "江", "--folder", "水情", "--from", "2020", "--sort", "newest")
    assert made.out == "存了：水情/江水\n"
    assert run("searches", "save", "江水", "江", "--folder", "水情").code == 2
    assert run("searches", "save", "船", "船 -帆", "--json").records[0]["name"] == "船"
    river("江二", "2024-01-01")
    boat, water = run("searches", "list", "--json").records
    assert (water["folder"], water["name"], water["query"], water["new"]) == ("水情", "江水", "江", 1)
    assert water["filters"] == {"date_from": "2020"}
    assert (boat["folder"], boat["new"], boat["filters"]) == ("", 0, {})
    assert [one["name"] for one in run("searches", "list", "--folder", "水情", "--json").records] == ["江水"]
    told = run("searches", "digest", "--as", "html", "--output", tmp_path / "今天.html")
    assert told.out == f"写好了：{tmp_path / '今天.html'}\n"
    assert "江二" in (tmp_path / "今天.html").read_text("utf-8")
    assert run("searches", "digest", "--output", tmp_path / "今天.html").code == 2
    *hits, last = run("searches", "run", "江水", "--new", "--keep", "--json").records
    assert [(hit["title"], hit["new"]) for hit in hits] == [("江二", True)]
    assert last == {"total": 1, "new": 1}
    assert "＊江二" in run("searches", "run", "水情/江水").out
    assert run("searches", "run", "江水", "--json").records[-1] == {"total": 2, "new": 0}
    river("江三", "2023-01-01")
    assert "江三" in run("searches", "digest", "江水", "--look").out
    assert "江三" not in run("searches", "digest", "江水").out
    assert "江一" in run("searches", "digest", "--since", "2020").out
    assert run("searches", "move", "江水").code == 2
    assert run("searches", "move", "江水", "--to", "", "--name", "大江").out == "现在是：大江\n"
    assert run("searches", "remove", "大江", "船").out == "删掉了 2 个检索\n"
    assert run("searches", "run", "大江").code == 2
    assert run("marks", "undo").code == 0
    assert len(run("searches", "list", "--json").records) == 2
    assert run("searches", "history").out == ""
    assert run("searches", "history", "--clear", "--json").records == [{"removed": 0}]


def test_report(demo: Run, tmp_path: Path) -> None:
    text = demo("report", "江", "--paper", "临岚日报", "--most", 2).out
    assert text.startswith("# 检索报告：江\n")
    assert "报纸：临岚日报" in text
    assert "，只列前 2 篇。" in text
    total = demo("search", "江", "--paper", "临岚日报", "--json").records[-1]["total"]
    assert f"找到 {total} 篇。" in text
    [record] = demo("report", "江", "--output", tmp_path / "报告.html", "--json").records
    assert record == {"query": "江", "as": "html", "file": str(tmp_path / "报告.html")}
    assert (tmp_path / "报告.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert demo("report", "江", "--output", tmp_path / "报告.html").code == 2
    assert demo("report", "船", "--output", tmp_path / "报告.html", "--replace").code == 0
    assert "检索报告：船" in (tmp_path / "报告.html").read_text("utf-8")
    for form, begin in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert demo("report", "江", "--most", 3, "--output", tmp_path / f"报告.{form}").code == 0
        assert (tmp_path / f"报告.{form}").read_bytes().startswith(begin)
        assert demo("report", "江", "--as", form).code == 2
    newest = max(hit["id"] for hit in demo("search", "江", "--limit", 999, "--json").records[:-1])
    assert "找到 0 篇" in demo("report", "江", "--after", newest).out


def test_trends(demo: Run, tmp_path: Path) -> None:
    total = demo("search", "江", "--json").records[-1]["total"]
    records = demo("trends", "江", "船", "--by", "month", "--json").records
    months = [one for one in records if one.get("series") == "江" and "period" in one]
    assert sum(one["count"] for one in months) == total
    assert all(0 <= one["count"] <= one["all"] for one in months)
    assert all(one["share"] == round(one["count"] / one["all"], 6) for one in months if one["all"])
    assert next(one["total"] for one in records if "total" in one) == total
    table = demo("trends", "江", "--by", "year", "--share", "--csv").out.splitlines()
    assert table[0] == "时间,江,江（全部）,江（%）"
    assert sum(int(line.split(",")[1]) for line in table[1:]) == total
    assert demo("trends", "江", "--output", tmp_path / "t.csv").out.startswith("写好了")
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert demo("trends", "江", "--output", tmp_path / "t.csv").code == 2
    said = demo("trends", "江", "--paper", "临岚日报", "--place", "front", "--place", "any").out
    assert "江 《临岚日报》 头版\n" in said
    assert "█" in said
    assert demo("trends", *"甲乙丙丁戊己庚").code == 2
