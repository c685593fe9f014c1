"""Highlighting and passages, on original text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from indexer import analysis
from indexer.query import parse
from indexer.snippets import find, snippet

TEXT = st.text(st.sampled_from("中国國发展a1，。 　\n"), max_size=200)
TYPED = st.text(st.sampled_from("中国發展a1，* "), max_size=8)


def test_spans_fall_on_the_original_text() -> None:
    text = "國務院　关于 DIP 改革、发 展"
    assert [text[a:b] for a, b in find(text, parse("务院关 dip 发展"))] == ["務院　关", "DIP", "发 展"]


def test_overlapping_places_are_one_span() -> None:
    assert find("哈哈哈，哈", parse("哈哈")) == ((0, 3),)
    assert find("甲乙丙", parse("甲乙 乙丙")) == ((0, 3),)


def test_nothing_found_nothing_marked() -> None:
    assert find("甲乙丙", parse("丁")) == ()
    assert find("甲乙丙", parse("")) == ()


@given(TEXT, TYPED)
def test_every_span_is_a_match_in_order(text: str, typed: str) -> None:
    query = parse(typed)
    spans = find(text, query)
    assert bool(spans) == any(part.pattern.search(analysis.fold(text)) for part in query.parts)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_the_passage_with_most_parts_wins_then_the_earliest() -> None:
    texts = ["前言", "国务院" + "乙" * 200, "丙" * 100 + "国务院发展" + "丁" * 100, "国务院发展"]
    passage = snippet(texts, parse("国务院 发展"), width=30)
    assert len(passage.text) == 30
    assert passage.text.startswith("丙")
    assert [passage.text[a:b] for a, b in passage.spans] == ["国务院", "发展"]


def test_words_far_apart_both_stay_in_the_passage() -> None:
    text = "甲" * 50 + "国务院" + "乙" * 80 + "发展" + "丙" * 50
    passage = snippet([text], parse("国务院 发展"), width=90)
    assert [passage.text[a:b] for a, b in passage.spans] == ["国务院", "发展"]


def test_without_a_place_the_beginning() -> None:
    assert snippet(["", " \n", "甲乙丙丁"], parse("戊"), width=3).text == "甲乙丙"
    assert snippet([], parse("戊")).text == ""


@given(st.lists(TEXT, max_size=4), TYPED, st.integers(1, 60))
def test_a_passage_is_original_text(texts: list[str], typed: str, width: int) -> None:
    query = parse(typed)
    passage = snippet(texts, query, width)
    assert len(passage.text) <= width
    assert not passage.text or any(passage.text in text for text in texts)
    assert all(0 <= a < b <= len(passage.text) for a, b in passage.spans)
    assert bool(passage.spans) == any(find(text, query) for text in texts)


def test_a_passage_does_not_begin_with_a_comma() -> None:
    text = "甲" * 60 + "，" + "乙" * 8 + "灯塔" + "丙" * 200
    for width in range(20, 60):
        found = snippet([text], parse("灯塔"), width)
        assert found.text[0] != "，"
        assert [found.text[start:end] for start, end in found.spans] == ["灯塔"]
