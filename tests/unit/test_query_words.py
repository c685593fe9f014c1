"""What words and numbers of a query find: folding, marks, wild cards, numerals, words side by side."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import analysis, rule
from indexer.engines.base import IndexDocument
from indexer.query import Query, parse
from indexer.query.nodes import Field
from indexer.query.numbers import chinese
from indexer.query.units import MOST_FORMS


def finds(query: Query, text: str, field: Field = Field.BODY) -> bool:
    texts = {field: (text,)}
    document = IndexDocument(1, texts, "临岚日报")
    return query.root is not None and rule.matches(query.root, document, rule.Text.of(texts))


def test_a_title_is_the_whole_head() -> None:
    query = parse("标题:渔港")
    assert all(finds(query, "渔港", field) for field in (Field.TITLE, Field.KICKER, Field.SUBTITLE))
    assert not finds(query, "渔港", Field.BODY)


@given(st.text(st.sampled_from("甲乙丙國abＡ12，。（）《》？「」"), max_size=12))
def test_a_copied_line_finds_itself(text: str) -> None:
    query = parse(text)
    assert query.root is None or finds(query, text)


# ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("发展，渔港", "发展渔港", False),
        ("发展，渔港", "发展。渔港", True),
        ("发展……》渔港", "发展，渔港", True),
        ("发展渔港", "发展，渔港", True),
        ("发展，渔港", '"发展,渔港"', True),
        ("发展，渔港", "「发展。渔港」", False),
        ("发展，渔港", "『发展，渔港』", True),
        ("2025年", "202", False),
        ("2025年", "202*", True),
        ("2025年", "202＊年", True),
        ("2025年", "2*5", True),
        ("2025年", "20?5年", True),
        ("A2025", "*25", True),
        ("women", "wom?n", True),
        ("women", "wo*n", True),
        ("women", "wom?", False),
        ("DIP改革", "dip", True),
        ("DIPS改革", "dip", False),
        ("DIPS改革", "DIP?改革", True),
        ("GB2312", "gb 2312", True),
        ("DIP 改革", "DIP改革", False),
        ("DIP 改革", '"DIP 改革"', True),
        ("渔 港", '"渔港"', True),
        ("渔港", '"渔 港"', True),
        ("他说：“渔港”很好", "他说：“渔港”很好", True),
        ("他说渔港很好", "他说：“渔港”很好", True),
        ("𠀀乙", "𠀀", True),
        ("甲，", '"，"', True),
        ("推进“互联网+”行动", "推进“互联网+”行动", True),
        ("推进互联网行动", "推进“互联网+”行动", True),
        ("推进互联网行动", "推进 “互联网+” 行动", False),
        ("國務院", "国务院", True),
        ("国务院", "國務院", True),
        ("甲乙", "乙\x00甲", True),
        ("甲乙", "甲 * 乙", True),
        ("100%", "100％", True),
        ("渔业港口", "渔？港口", True),
        ("渔业港口", "渔?港口", True),
        ("渔港口", "渔？港口", False),
        ("渔业港口", "渔＊口", True),
        ("渔口", "渔*口", True),
        ("渔业，口", "渔*口", False),
        ("渔业港口", "渔??口", True),
        ("怎么办？我们", "怎么办？我们", True),
        ("怎么办？”我们", "怎么办？”我们", True),
        ("你好", "你好吗？", False),
        ("你好吗", "你好吗？", True),
        ("渔港", "＊渔港＊", True),
        ("page.php?id=3", "page.php?id=3", True),
    ],
)
def test_words(text: str, typed: str, expected: bool) -> None:
    assert finds(parse(typed), text) is expected


def test_an_exact_query_keeps_case_width_and_script() -> None:
    query = parse("國Ａb", exact=True)
    assert finds(query, "國Ａb")
    assert not any(finds(query, text) for text in ("国Ａb", "國Ab", "國ＡB"))
    assert not finds(parse("２０届", exact=True), "二十届")
    assert finds(parse("GD*", exact=True), "GDP")
    assert not finds(parse("gd*", exact=True), "GDP")


# ── numbers ────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026年", "二〇二六年"), ("2026年", "二零二六年"), ("110", "一一〇"), ("20届", "二十届"), ("12月", "十二月"),
        ("105", "一百零五"), ("105", "一百〇五"), ("35000人", "三万五千人"), ("20万", "二十万"), ("3万", "三万"),
        ("10月", "十月"), ("2025年8月12日", "二〇二五年八月十二日"), ("20届三中全会", "二十届三中全会"),
        ("007", "〇〇七"), ("“第20届，”", "“第二十届，”"), ("二〇二六", "二零二六"),
    ],
)  # fmt: skip
def test_numbers_are_found_in_both_scripts(one: str, other: str) -> None:
    for typed, text in ((one, other), (other, one)):
        assert finds(parse(typed), text)
        assert finds(parse(typed), typed)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("20届", "二百二十届"),
        ("20", "二十一"),
        ("二十", "202"),
        ("十分", "10分"),
        ("千万", "10000000"),
        ("三三两两", "33两两"),
        ("一带一路", "1带1路"),
        ("GB2312", "GB二三一二"),
        ("10.20", "十.二十"),
        ("5", "五"),
        ("05", "五"),
    ],
)
def test_numbers_that_are_none_stay_as_they_are(typed: str, text: str) -> None:
    assert not finds(parse(typed), text)


@given(st.integers(10, 99_999))
def test_each_number_has_a_way_there_and_back(value: int) -> None:
    assert finds(parse(f"共{value}人"), f"共{chinese(value)}人")
    if chinese(value) != "十":
        assert finds(parse(f"共{chinese(value)}人"), f"共{value}人")


def test_a_phrase_has_few_forms() -> None:
    query = parse("20届30次100人2026年105元？甲 20届 30届 40届")
    assert all(len(phrase.forms) <= MOST_FORMS for phrase in (*query.phrases(), *query.together))


# ── words side by side ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("渔港 灯塔", ["渔港灯塔"]),
        ("渔港 日期:2025 -雾 灯塔", ["渔港灯塔"]),
        ("甲 乙 丙 丁", ["甲乙丙丁"]),
        ("甲 乙 丙 丁 戊", []),
        ("甲 (乙 OR 丙) 丁", []),
        ("标题:甲 乙", []),
        ("标题:(甲 乙) 丙 丁", ["甲乙", "丙丁"]),
        ('甲 "乙，丙"', []),
        ("甲 OR 乙", []),
        ("甲", []),
    ],
)
def test_words_side_by_side_lift(typed: str, expected: list[str]) -> None:
    assert [phrase.typed for phrase in parse(typed).together] == expected


@pytest.mark.parametrize("text", ["DIP改革", "DIP 改革"])
def test_side_by_side_means_with_a_blank_too_where_letters_are(text: str) -> None:
    [phrase] = parse("DIP 改革").together
    assert any(True for _ in rule.matcher(phrase.forms).places(analysis.fold(text)))
