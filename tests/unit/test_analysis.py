"""Folding and units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import analysis

ANYTHING = st.text(st.sampled_from("中國发ａA1２ 　\n\t，。《é○\u200b\x1e\ud800𠀀か")) | st.text()


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
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert analysis.fold(text) == folded


@given(ANYTHING)
def test_origins_lead_back_to_the_character_that_was_folded(text: str) -> None:
    folded = analysis.fold_with_origins(text)
    assert folded.text == analysis.fold(text)
    assert len(folded.origins) == len(folded.text)
    assert list(folded.origins) == sorted(set(folded.origins))
    assert folded.text == "".join(analysis.fold_characters(text)[at] for at in folded.origins)


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


@pytest.mark.parametrize("sign", "，。、；：？！“”‘’（）《》【】—…·～~%+<=>|$^`￥●■→★")
def test_punctuation(sign: str) -> None:
    assert analysis.is_break(analysis.fold(sign))


@pytest.mark.parametrize("sign", "中〇々○か①²éa1\ue000𠀀ㄅ㎡℃ー")
def test_no_punctuation(sign: str) -> None:
    assert not analysis.is_break(analysis.fold(sign))


def test_a_changed_folding_table_needs_a_new_rule_version() -> None:
    assert (analysis.RULE_VERSION, analysis.folding_checksum()) == (1, 724424767)
