"""Anything can be typed as a query: it is understood, bounded, and soon."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer import rule
from indexer.query import parse
from indexer.query.nodes import Kind
from indexer.query.parser import MAX_LENGTH, MAX_PARTS
from indexer.query.tokens import MAX_DEPTH

SIGNS = st.sampled_from(
    ["OR", "NOT", "AND", " ", "(", ")", "（", "|", "-", "~5", "~句", "标题:", "日期：", "去年", "2025", "*", "？", '"', "“", "」",
     "甲", "乙国", "abc", "二十", "，", "\x00", "\ud800", "𠀀"]
)  # fmt: skip


@given(st.lists(SIGNS | st.characters(), max_size=40).map("".join), st.booleans())
@example("((((", False)
@example("标题:(日期:(-", False)
def test_anything_can_be_typed(typed: str, exact: bool) -> None:
    query = parse(typed, exact=exact)
    for phrase in (*query.phrases(), *query.together):
        for form in phrase.forms:
            assert form[0].kind not in (Kind.GAP, Kind.SOME)
            assert form[-1].kind not in (Kind.GAP, Kind.SOME)
            assert all(unit.text or unit.kind in (Kind.GAP, Kind.ANY, Kind.SOME) for unit in form)
        rule.matcher(phrase.forms, exact=exact)
    assert all(remark and remark[-1] not in "。，" for remark in query.remarks)


def test_a_very_long_query_is_cut_at_a_unit() -> None:
    query = parse("改" * (MAX_LENGTH - 2) + "abcdef")
    assert query.shortened
    assert len(query.phrases()[0].forms[0]) == MAX_LENGTH - 2
    assert query.remarks == (f"太长了，只看前 {MAX_LENGTH} 个字",)
    many = parse(" ".join(chr(0x4E00 + n) for n in range(100)))
    assert many.shortened
    assert len(many.phrases()) == MAX_PARTS
    assert not parse("改" * MAX_LENGTH).shortened
    assert parse("，" * 10_000).root is None


def test_parentheses_are_bounded() -> None:
    typed = "(甲 OR " * (MAX_DEPTH + 5) + "乙" + ")" * (MAX_DEPTH + 5)
    query = parse(typed + " 丙 (丁 OR 戊)")
    assert query.shortened
    assert len(query.remarks) == 1
    assert {"丙", "丁", "戊"} <= {phrase.typed for phrase in query.phrases()}


@pytest.mark.parametrize(
    "typed",
    ["(" * 1000, "(a " * 333, ") " * 500, "NOT " * 250, "-" * 999, '"' * 999, "“" * 999, "*?" * 500, "a*" * 500, "甲*" * 500,
     "20届" * 333, "20 " * 333, "标题:" * 333, "甲|" * 500, "甲 ~5 " * 160],
)  # fmt: skip
def test_nothing_typed_is_slow(typed: str) -> None:
    start = time.process_time()
    query = parse(typed)
    for phrase in query.phrases():
        for text in ("甲" * 3_000, "a" * 3_000, "，" * 3_000):
            next(rule.matcher(phrase.forms).places(text), None)
    assert time.process_time() - start < 5
