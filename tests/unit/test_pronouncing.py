"""Pinyin: which characters are rare, and words that decide a reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.pronouncing import Pinyin, Reading, annotated, is_rare, other_readings, readings


@pytest.mark.parametrize(
    ("char", "rare"),
    [("的", False), ("發", False), ("龘", True), ("饕", True), ("a", False), ("，", False), ("\U00020bb7", True)],
)
def test_rare_is_what_few_know(char: str, rare: bool) -> None:
    assert is_rare(char) is rare


def test_the_common_ones_are_those_of_gb_2312() -> None:
    level_one = bytes(byte for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    common = level_one.decode("gb2312", "ignore")
    assert len(common) == 3755
    assert [char for char in common if is_rare(char)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("重庆银行的行长", "chóng qìng yín háng de háng zhǎng"),
        ("重慶銀行的行長", "chóng qìng yín háng de háng zhǎng"),
        ("朝阳区，朝阳初升", "cháo yáng qū  zhāo yáng chū shēng"),
        ("GDP增长5%", "   zēng zhǎng  "),
    ],
)
def test_words_decide(text: str, expected: str) -> None:
    assert " ".join(readings(text)) == expected


@given(st.text(st.sampled_from("重庆行长ABC12，。 龘\U00020bb7\u2028𠀀é"), max_size=30))
def test_one_reading_a_character(text: str) -> None:
    assert len(readings(text)) == len(text)


def test_others_are_told_apart() -> None:
    assert other_readings("行", "háng")[0] == "xíng"
    assert "háng" not in other_readings("行", "háng")
    assert other_readings("a", "") == []


def test_rare_ones_once_all_always() -> None:
    text = "饕餮与饕餮"
    assert annotated(text, Pinyin.RARE) == [Reading(0, "tāo"), Reading(1, "tiè")]
    assert [reading.at for reading in annotated(text, Pinyin.ALL)] == [0, 1, 2, 3, 4]
    assert annotated(text, Pinyin.NONE) == []
    assert annotated("平常的字", Pinyin.RARE) == []
