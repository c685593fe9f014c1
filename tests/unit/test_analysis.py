"""Plain text, folding and units."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import analysis

ANYTHING = st.text(st.sampled_from("中國发ａA1２ 　\n\t，。《é○\u200b\x1e\ud800𠀀𨥛😀か")) | st.text()
BASIC_PLANE = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
RUNS = (analysis.LATIN, analysis.DIGIT, analysis.NUMERALS)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("國務院發佈", "国务院发布"),
        ("ＤＩＰ改革２０２５", "dip改革2025"),
        ("中 国　人\n民", "中国人民"),
        ("DIP  改革", "dip 改革"),
        ("中国 2025", "中国 2025"),
        ("　　新华社。 人民", "新华社。人民"),
        ("hello,  World", "hello, world"),
        ("中\u200b国", "中国"),
        ("ΣΑΣ ς", "σασ σ"),
        ("İß", "İß"),
        ("a\x1eb\x00c", "a b c"),
        ("\ud800", "\ufffd"),
        ("。　。", "。。"),
        ("二○二六 二◯二六", "二〇二六二〇二六"),
        ("Ⱥ ⱥ", "ⱥ ⱥ"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert analysis.fold(text) == folded


@pytest.mark.parametrize(
    "same",
    [
        "发發髮発", "着著", "里裏裡", "干乾幹榦", "只祇衹隻", "后後", "台臺颱檯", "面麵", "余餘馀", "云雲", "划畫劃", "国國",
        "历歷曆歴", "万萬", "亿億", "广廣広", "铁鐵鉄", "𫓫𨥟", "神神", "龙龍竜",
    ],
)  # fmt: skip
def test_characters_of_one_class(same: str) -> None:
    assert {analysis.fold(one) for one in same} == {analysis.fold(same[0])}


@pytest.mark.parametrize("different", ["连联", "芸艺", "呆待", "坐座", "欠缺", "辨辩", "浜滨", "零〇"])
def test_characters_that_are_not_one(different: str) -> None:
    """Neither what Japan writes for another, nor what the dictionaries know for the spelling of a few words."""
    assert len({analysis.fold(one) for one in different}) == len(different)


def test_numerals_stand_for_themselves() -> None:
    assert analysis.fold(analysis.NUMERALS) == analysis.NUMERALS


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("　國務院  發佈\n", "國務院發佈"),
        ("ＤＩＰ　改革", "ＤＩＰ 改革"),
        ("\ud800甲", "\ufffd甲"),
        ("𨥛鋼", analysis.fold("𨥛") + "鋼"),
        ("！ ？", "！？"),
    ],
)
def test_plain(text: str, plain: str) -> None:
    assert analysis.plain(text) == plain


@given(ANYTHING)
def test_folding_is_plain_text_character_by_character(text: str) -> None:
    plain = analysis.plain(text)
    table = analysis.bmp_folding()
    assert analysis.plain(plain) == plain
    assert (
        analysis.fold(text)
        == analysis.fold_plain(plain)
        == "".join(chr(table.get(ord(one), ord(one))) for one in plain)
    )
    assert len(analysis.fold_characters(text)) == len(text)


def test_the_table_is_one_step_and_stays_below_the_pairs() -> None:
    table = analysis.bmp_folding()
    assert max(*table, *table.values()) < 0x10000
    assert not any(0xD800 <= code < 0xE000 for code in (*table, *table.values()))
    assert not table.keys() & set(table.values())


@given(ANYTHING)
def test_the_way_back_leads_to_the_character_that_was_folded(text: str) -> None:
    folded = analysis.fold_with_origins(text)
    assert (folded.text, folded.plain) == (analysis.fold(text), analysis.plain(text))
    spans = [folded.original_span(at, at + 1) for at in range(len(folded.text))]
    assert [start for start, _ in spans] == sorted({start for start, _ in spans})
    assert folded.text == "".join(analysis.fold_characters(text)[start:end] for start, end in spans)


@given(ANYTHING)
def test_folding_again_changes_nothing_and_leaves_no_border(text: str) -> None:
    folded = analysis.fold(text)
    assert analysis.fold(folded) == folded
    assert analysis.FIELD_BORDER not in folded
    assert analysis.PARAGRAPH_BORDER not in folded
    folded.encode()


@given(ANYTHING)
def test_units_are_the_text(text: str) -> None:
    folded = analysis.fold(text)
    assert "".join(analysis.split_units(folded)) == folded


def test_units() -> None:
    assert analysis.split_units("dip改革2025a，é1 ") == ["dip", "改", "革", "2025", "a", "，", "é", "1", " "]


@pytest.mark.parametrize("sign", "，。、；：？！“”‘’（）《》【】—…·～~%+<=>|$^`￥●■→★䷀😀𝄞🀄")
def test_punctuation(sign: str) -> None:
    assert analysis.is_break(analysis.fold(sign))


@pytest.mark.parametrize("sign", "中〇々○か①²éa1\ue000𠀀ㄅ㎡℃ー𝐀𐄀")
def test_no_punctuation(sign: str) -> None:
    assert not analysis.is_break(analysis.fold(sign))


def test_characters_are_of_the_class_of_their_folded_form() -> None:
    folded = analysis.fold_characters(BASIC_PLANE)
    marks = f"{analysis.punctuation()} {analysis.FIELD_BORDER}"
    pairs = [(one, other) for one, other in zip(BASIC_PLANE, folded, strict=True) if other != " "]
    for over_plain, over_folded in [(marks, marks), *((analysis.unfolded(run), run) for run in RUNS)]:
        plain, pattern = re.compile(f"[{over_plain}]"), re.compile(f"[{over_folded}]")
        assert [one for one, other in pairs if bool(plain.match(one)) != bool(pattern.match(other))] == []


def test_the_first_half_of_a_pair_tells_punctuation() -> None:
    beyond = "".join(map(chr, range(0x10000, 0x110000)))
    marks = re.findall(f"[{analysis.punctuation()}]", beyond)
    assert {ord(one) >> 10 for one in marks} == {0x1D000 >> 10, *range(0x1F000 >> 10, 0x1FC00 >> 10)}
    assert len(marks) == 4 * 0x400


def test_a_changed_folding_table_needs_a_new_rule_version() -> None:
    assert (analysis.RULE_VERSION, analysis.folding_checksum()) == (2, 3718516690)
