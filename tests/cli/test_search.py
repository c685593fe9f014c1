"""`search`: conditions, how the hits are spread, why there are so many, what else might be tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]
DAILY, WEEKLY = "临岚日报", "嶼光週報"


def test_facets_and_explanation_are_lines_of_their_own_before_the_last(demo: Run) -> None:
    *hits, facets, explanation, last = demo("search", "江", "--facets", "--explain", "--limit", 3, "--json").records
    assert [set(hit) >= {"id", "title", "snippet"} for hit in hits] == [True] * 3
    papers = {one["value"]: one["count"] for one in facets["facets"]["papers"]}
    assert sum(papers.values()) == last["total"] > 3
    assert sum(one["count"] for one in facets["facets"]["months"]) == last["total"]
    assert explanation["explanation"]["phrases"] == [{"value": "江", "count": last["total"]}]
    assert explanation["explanation"]["matched"] == last["total"]
    assert (last["partial"], last["told"], last["remarks"]) == (False, ["要有：“江”"], [])


def test_without_being_asked_only_hits_and_the_last_line(demo: Run) -> None:
    *hits, last = demo("search", "江", "--limit", 3, "--json").records
    assert all("id" in hit for hit in hits)
    assert "total" in last


def test_an_explanation_says_what_a_filter_takes_away(demo: Run) -> None:
    everything = demo("search", "江", "--json").records[-1]["total"]
    *_, explained, last = demo("search", "江", "--paper", WEEKLY, "--explain", "--json").records
    assert explained["explanation"]["matched"] == everything
    assert explained["explanation"]["filters"] == [{"value": "paper", "count": everything - last["total"]}]
    assert (
        f"只因“报纸”这一条少了 {everything - last['total']} 篇"
        in demo("search", "江", "--paper", WEEKLY, "--explain").out
    )


@pytest.mark.parametrize("name", ["--front", "--lead", "--pictures"])
def test_marks_narrow(demo: Run, name: str) -> None:
    everything = demo("search", "的", "--limit", 0, "--json").records[-1]["total"]
    [*hits, last] = demo("search", "的", name, "--limit", 200, "--json").records
    assert 0 < last["total"] < everything
    if name == "--front":
        assert {hit["pages"][0] for hit in hits} == {"01"}


def test_section_and_kind_narrow_to_what_was_counted(demo: Run) -> None:
    facets = demo("search", "的", "--facets", "--limit", 0, "--json").records[0]["facets"]
    section = facets["sections"][0]
    assert demo("search", "的", "--section", section["value"], "--json").records[-1]["total"] == section["count"]
    [kind] = facets["kinds"]
    assert demo("search", "的", "--kind", kind["value"], "--json").records[-1]["total"] == kind["count"]
    assert demo("search", "的", "--kind", "documents", "--json").records[-1]["total"] == 0


def test_exact_form_tells_simplified_from_traditional(demo: Run) -> None:
    assert demo("search", "屿光", "--json").records[-1]["total"] > 0
    assert demo("search", "屿光", "--exact", "--no-partial", "--json").records[-1]["total"] == 0
    assert {hit["paper"] for hit in demo("search", "嶼光", "--exact", "--json").records[:-1]} == {WEEKLY}


def test_nothing_found_suggests(demo: Run) -> None:
    suggested, last = demo("search", "dengta", "--json").records
    assert last["total"] == 0
    assert suggested["suggestions"][0]["typed"] == "灯塔"
    assert suggested["suggestions"][0]["count"] > 0
    assert "可以试试：灯塔（" in demo("search", "dengta").out


def test_a_sentence_finds_the_nearest_unless_that_is_not_wanted(demo: Run) -> None:
    sentence = "渡口复航的那一天老人说了什么"
    *_, last = demo("search", sentence, "--json").records
    assert last["partial"] is True
    assert last["total"] > 0
    assert "以下是最接近的" in demo("search", sentence).out
    assert demo("search", sentence, "--no-partial", "--json").records[-1]["total"] == 0


def test_fresh_order(demo: Run) -> None:
    ran = demo("search", "江", "--sort", "fresh", "--json")
    assert ran.code == 0
    assert ran.records[-1]["total"] == demo("search", "江", "--json").records[-1]["total"]


def test_people_read_how_the_hits_are_spread(demo: Run) -> None:
    out = demo("search", "江", "--facets", "--limit", 1).out
    assert f"报纸：{DAILY} " in out
    assert "年月：2026-" in out
    assert "类别：报纸 " in out
    assert "等 " in out
