"""Saved searches: kept and undone, what is new by when it came in, the digest, the report, what was searched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import msgspec
import pytest

from archive.catalogue import arrivals
from archive.errors import UnknownItemError, UsageError
from archive.model import PartialDate
from archive.personal.tables import LOOKS, TRACES
from indexer.request import Filters, SearchRequest, Sort
from reader.library import Library
from reader.reporting import files, written
from reader.reporting.digest import digest, gather
from reader.reporting.search_report import search_report
from reader.saved import LONGEST

FIRST = [("01", "渡口复航", "潮水退去，渡口复航。"), ("02", "夜市<开张>", "潮水上涨 & 夜市照开。")]
LATER = [("01", "灯塔 | 亮灯", "潮水平了，灯塔亮灯。"), ("02", "别的事", "与水无关。")]
NOW = dt.datetime(2026, 3, 4, 5, 6, tzinfo=dt.timezone(dt.timedelta(hours=8)))
Bring = Callable[..., None]


@pytest.fixture
def bring(library: Library, press: Any) -> Bring:
    """Bring articles in, by default of a day that is older than all that was there."""

    def bring(rows: Any, date: str = "2021-01-01") -> None:
        press.bring(library, press.table(rows, date=date))

    bring(FIRST, "2025-08-28")
    return bring


def titles(library: Library, request: SearchRequest) -> list[str]:
    return [hit.head.title for hit in library.search(request).hits]


def test_kept_found_moved_and_undone(library: Library, bring: Bring) -> None:
    filters = Filters(paper="临岚日报", date_from=PartialDate(2025, 8), front=True, after=1)
    saved = library.searches
    made = saved.save(SearchRequest(" 潮水 ", filters, Sort.OLDEST, exact=True), " 水  情 ", " 选题/ ")
    [kept] = saved.all()
    assert kept == made
    assert (kept.name, kept.folder, kept.path, kept.query) == ("水 情", "选题", "选题/水 情", "潮水")
    asked = kept.request()
    assert (asked.filters, asked.sort, asked.exact) == (
        Filters(paper="临岚日报", date_from=PartialDate(2025, 8), front=True), Sort.OLDEST, True,
    )  # fmt: skip
    assert saved.find(made.id) == saved.find("水 情") == saved.find("选题/水 情") == made
    with pytest.raises(UsageError, match="已经有"):
        saved.save(SearchRequest("渡口"), "水 情", "选题")
    other = saved.save(SearchRequest("渡口"), "水 情")
    assert saved.all() == [other, made], "those without a folder first"
    assert saved.find("水 情") == other, "the path says which"
    with pytest.raises(UsageError, match="已经有"):
        saved.move(other, folder="选题")
    assert saved.move(other, name="渡口", folder="选题").path == "选题/渡口"
    saved.remove(saved.all())
    assert saved.all() == []
    library.marks.undo()
    assert [one.name for one in saved.all()] == ["水 情", "渡口"]
    library.marks.undo()
    assert saved.find("水 情").id in {made.id, other.id}


@pytest.mark.parametrize(("query", "name"), [("", "名"), ("  ", "名"), ("潮水", " ")])
def test_without_words_or_name_nothing_is_kept(library: Library, query: str, name: str) -> None:
    with pytest.raises(UsageError):
        library.searches.save(SearchRequest(query), name)
    assert library.searches.all() == []


def test_names_that_say_too_little(library: Library) -> None:
    for folder in ("甲", "乙"):
        library.searches.save(SearchRequest("潮水"), "水", folder)
    with pytest.raises(UsageError, match="乙/水、甲/水"):
        library.searches.find("水")
    with pytest.raises(UnknownItemError):
        library.searches.find("火")


def test_new_is_what_came_in_whatever_its_date(library: Library, bring: Bring) -> None:
    saved = library.searches
    search = saved.save(SearchRequest("潮水"), "水")
    assert saved.new(search) == 0, "what it found when it was saved has been looked at"
    bring(LATER)
    assert saved.new(search) == 1
    assert titles(library, search.request(after=saved.after(search))) == ["灯塔 | 亮灯"]
    assert len(titles(library, search.request())) == 3
    saved.look(search, saved.newest(search))
    assert saved.new(search) == 0
    bring([("03", "再来", "潮水又来。")], "2020-02-02")
    assert saved.new(search) == 1
    library._personal.forget([table for table in TRACES if table is not LOOKS])
    assert saved.new(search) == 1


def test_a_search_of_a_mark_counts_what_came_in_too(library: Library, bring: Bring, press: Any) -> None:
    search = library.searches.save(SearchRequest("标签:选题"), "选题")
    bring(LATER)
    later = library.article(library.search_ids(SearchRequest("亮灯")).hits[0].id)
    library.marks.tag(later, ["选题"])
    assert library.searches.new(search) == 1


def test_by_the_clock_where_nobody_looked_yet(library: Library, press: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ids: list[int] = []
    for day in (1, 2, 2, 5):
        moment = f"2026-03-0{day}T08:00:00+00:00"
        for module in ("archive.catalogue.arrivals", "archive.catalogue.store"):
            monkeypatch.setattr(f"{module}.now", lambda moment=moment: moment)
        press.bring(library, press.table([("01", f"题{len(ids)}", "潮水")], date=f"2021-01-0{len(ids) + 1}"))
        ids.append(library._catalogue.newest_article())
    assert arrivals.now() == moment
    by = library._catalogue.came_by
    assert [by(f"2026-03-0{day}T08:00:00+00:00") for day in range(1, 7)] == [
        ids[0], ids[2], ids[2], ids[2], ids[3], ids[3],
    ]  # fmt: skip
    assert by("2026-02-28T00:00:00+00:00") == 0
    assert by("2026-03-01T07:59:59+00:00") == 0
    zone = dt.timezone(dt.timedelta(hours=8))
    assert library.searches.since(dt.datetime(2026, 3, 2, 16, tzinfo=zone)) == ids[2]
    assert library.searches.since(dt.datetime(2026, 3, 2, 15, 59, tzinfo=zone)) == ids[0]
    list(library.update_index())
    search = msgspec.structs.replace(library.searches.save(SearchRequest("潮水"), "水"), at="2026-03-01T20:00:00+00:00")
    assert library.searches.new(search) == 0
    library._personal.forget([LOOKS])
    assert library.searches.new(search) == 3, "without traces by when it was saved"


def test_an_archive_that_was_put_back_goes_by_the_clock(library: Library, bring: Bring) -> None:
    search = library.searches.save(SearchRequest("潮水"), "水")
    library.searches.look(search, 10_000)
    assert library.searches.after(search) == library._catalogue.newest_article()


# ── the digest and the report ──────────────────────────────────────────────────────────────────────────────────────


def test_the_digest_has_what_is_new(library: Library, bring: Bring) -> None:
    tide = library.searches.save(SearchRequest("潮水"), "水", "选题")
    library.searches.save(SearchRequest("渡口"), "渡")
    bring(LATER)
    found = gather(library, library.searches.all())
    assert [(one.search.name, one.total) for one in found] == [("渡", 0), ("水", 1)]
    text = written.markdown(digest(found, None, NOW))
    assert text.startswith("# 每日摘要 2026-03-04\n\n2026-03-04 05:06，上次看过以后新到：2 个检索里 1 个有新到的。")
    assert "## 选题/水（1 篇）" in text
    assert "1. **灯塔 \\| 亮灯**" in text
    assert "青湾晚报，2021-01-01 第01版" in text
    assert "**潮水**平了，灯塔亮灯。" in text
    assert text.rstrip().endswith("## 没有新到的\n\n渡")
    long_ago = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    everything = gather(library, [tide], long_ago, most=2)
    assert (everything[0].total, len(everything[0].hits)) == (3, 2)
    page = files.text_of(digest(everything, long_ago, NOW), "html")
    assert "只列最新的 2 篇" in page
    assert "2000-01-01 00:00 以后新到" in page
    assert "夜市&lt;开张&gt;" in page
    assert "<mark>潮水</mark>上涨 &amp; 夜市" in page
    ElementTree.fromstring(f"<body>{page.split('<body>')[1].split('</body>')[0]}</body>")


def test_the_report_says_how_where_and_what(library: Library, bring: Bring) -> None:
    bring(LATER)
    request = SearchRequest("潮水 -夜市", Filters(date_from=PartialDate(2021), date_to=PartialDate(2025)), Sort.OLDEST)
    text = written.markdown(search_report(library, request, NOW))
    for said in (
        "# 检索报告：潮水 \\-夜市", "2026-03-04 05:06，找到 2 篇。", "检索式：潮水 \\-夜市", "日期：2021 至 2025",
        "这样理解：要有：“潮水”；不要：“夜市”", "“潮水”：3 篇有", "在 4 篇里查的（档案库共 4 篇，1 种报纸和文件，2 期）。",
        "《青湾晚报》2021-01-01 至", "| 青湾晚报 | 2 |", "| 2021 | 1 |", "| 2025 | 1 |", "## 稿件（2 篇，最早的在前）",
    ):  # fmt: skip
        assert said.replace("\\-", "-") in text.replace("\\-", "-"), said
    assert text.index("灯塔") < text.index("渡口复航")
    short = files.text_of(search_report(library, request, NOW, most=1), "html")
    assert "共 2 篇，只列前 1 篇。" in short
    assert "渡口复航" not in short


@pytest.mark.parametrize("form", ["html", "markdown", "docx"])
def test_reports_as_files(library: Library, bring: Bring, tmp_path: Path, form: str) -> None:
    report = search_report(library, SearchRequest("潮水"), NOW)
    target = tmp_path / "报告"
    files.write_report(report, form, target)
    with pytest.raises(UsageError, match="已经有"):
        files.write_report(report, form, target)
    before = target.read_bytes()
    files.write_report(report, form, target, replace=True)
    begins = {"html": b"<!DOCTYPE html>", "markdown": "# 检索报告".encode(), "docx": b"PK"}[form]
    assert before.startswith(begins)
    assert target.read_bytes().startswith(begins)
    if form == "docx":
        text = "\n".join(one.text for one in docx.Document(str(target)).paragraphs)
        assert "夜市<开张>" in text
        assert "\n2. " in text
        assert "青湾晚报，2025-08-28 第01版" in text


def test_a_report_of_nothing_is_a_report(library: Library, bring: Bring) -> None:
    text = written.markdown(search_report(library, SearchRequest("不存在", partial=False), NOW))
    assert "找到 0 篇" in text
    assert "在 2 篇里查的" in text


# ── what was searched ──────────────────────────────────────────────────────────────────────────────────────────────


def test_what_was_searched_is_a_trace(library: Library) -> None:
    for query in ("潮水", "渡口", " 潮水 ", "", "长" * (LONGEST + 1)):
        library.searches.remember(query)
    assert library.searches.history() == ["潮水", "渡口"]
    assert library.marks.deeds() == []
    assert library._personal.forget(TRACES) == 2
    assert library.searches.history() == []
