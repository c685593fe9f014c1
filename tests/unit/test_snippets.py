"""Highlighting and passages, on original text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import rule
from indexer.query import parse
from indexer.query.nodes import Field
from indexer.snippets import find, snippet

TEXT = st.text(st.sampled_from("中国國发髮展a1１二十，。？ 　\n𠀀\ud800"), max_size=200)
TYPED = st.text(st.sampled_from("中国發展a1２，*？ |"), max_size=8)


def marked(text: str, typed: str, *, exact: bool = False, field: Field | None = None) -> list[str]:
    return [text[a:b] for a, b in find(text, parse(typed, exact=exact), field=field)]


def test_spans_fall_on_the_original_text() -> None:
    assert marked("國務院　关于 DIP 改革、发 展", "务院关 dip 发展") == ["務院　关", "DIP", "发 展"]


def test_overlapping_places_are_one_span() -> None:
    assert find("哈哈哈，哈", parse("哈哈")) == ((0, 3),)
    assert find("甲乙丙", parse("甲乙 乙丙")) == ((0, 3),)


def test_nothing_found_nothing_marked() -> None:
    assert find("甲乙丙", parse("丁")) == ()
    assert find("甲乙丙", parse("")) == ()
    assert find("甲乙丙", parse("日期:2025 -甲")) == ()


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("渔港和灯塔", "渔港 OR 灯塔", ["渔港", "灯塔"]),
        ("渔港，灯塔。渔港", "渔港 ~5 灯塔", ["渔港", "灯塔", "渔港"]),
        ("渔业港口", "渔＊口", ["渔业港口"]),
        ("二〇二六年，２０２６年", "2026年", ["二〇二六年", "２０２６年"]),
        ("20250801", "2025*", ["20250801"]),
    ],
)
def test_every_kind_of_phrase_is_marked(text: str, typed: str, expected: list[str]) -> None:
    assert marked(text, typed) == expected


def test_words_of_the_title_are_marked_there_only() -> None:
    assert marked("渔港开放", "标题:渔港 开放", field=Field.BODY) == ["开放"]
    assert marked("渔港开放", "标题:渔港 开放", field=Field.KICKER) == ["渔港", "开放"]
    assert marked("渔港开放", "标题:渔港 开放") == ["渔港", "开放"]


def test_the_exact_form_is_marked_as_typed() -> None:
    assert marked("漁港渔港", "漁港", exact=True) == ["漁港"]


def found(text: str, typed: str) -> bool:
    """By the rule, phrase by phrase."""
    whole = rule.Text.of({Field.TITLE: (text,)})
    return any(True for phrase in parse(typed).phrases() for _ in rule.places(phrase, whole))


@given(TEXT, TYPED)
def test_every_span_is_a_match_in_order(text: str, typed: str) -> None:
    spans = find(text, parse(typed))
    assert bool(spans) == found(text, typed)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


def test_the_passage_with_most_phrases_wins_then_the_earliest() -> None:
    texts = ["前言", "国务院" + "乙" * 200, "丙" * 100 + "国务院发展" + "丁" * 100, "国务院发展"]
    passage = snippet(texts, parse("国务院 发展"), width=30)
    assert len(passage.text) == 30
    assert passage.text.startswith("丙")
    assert [passage.text[a:b] for a, b in passage.spans] == ["国务院", "发展"]


def test_a_text_that_only_has_the_characters_loses_against_an_earlier_one() -> None:
    texts = ["甲乙", "丙丁", "甲与乙，丙与丁，丙丁"]
    assert snippet(texts, parse("甲乙 丙丁")).text == "甲乙"


def test_words_far_apart_both_stay_in_the_passage() -> None:
    text = "甲" * 50 + "国务院" + "乙" * 80 + "发展" + "丙" * 50
    passage = snippet([text], parse("国务院 发展"), width=90)
    assert [passage.text[a:b] for a, b in passage.spans] == ["国务院", "发展"]


def test_without_a_place_the_beginning() -> None:
    assert snippet(["", " \n", "甲乙丙丁"], parse("戊"), width=3).text == "甲乙丙"
    assert snippet([], parse("戊")).text == ""


def test_the_field_of_each_text_counts() -> None:
    fields = (Field.BODY, Field.TITLE)
    assert snippet(["渔港", "渔港开放"], parse("标题:渔港"), fields=fields).text == "渔港开放"


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


def test_twenty_passages_take_a_moment() -> None:
    texts = ["这一段说的是江边的早晨，雾散得很慢，船都还没有动，" * 3] * 10 + ["渔港和灯塔"]
    query = parse("渔港 灯塔")
    snippet(texts, query)
    start = time.process_time()
    for _ in range(20):
        snippet(texts, query)
    assert time.process_time() - start < 0.02
