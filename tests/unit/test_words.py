"""Words as ranking sees them: where they begin and end, inside compounds too."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.words import are_words, words


def span_of(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("世界上最大的发展中国家", "国家"),
        ("世界上最大的发展中国家", "发展中国家"),
        ("研究生命的起源", "研究"),
        ("研究生命的起源", "生命"),
        ("他考上了研究生", "研究生"),
        ("中国人民银行发布公告", "中国"),
        ("中国人民银行发布公告", "人民银行"),
        ("上海市民读报", "上海"),
        ("长江大桥通车", "大桥"),
    ],
)
def test_a_word_stands_as_a_word(text: str, word: str) -> None:
    assert are_words(text, [span_of(text, word)]) == [True]


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("世界上最大的发展中国家", "中国"),
        ("研究生命的起源", "研究生"),
        ("南京市长江大桥通车", "市长"),
        ("中国人民银行发布公告", "国人"),
    ],
)
def test_the_same_characters_across_a_boundary_do_not(text: str, characters: str) -> None:
    assert are_words(text, [span_of(text, characters)]) == [False]


def test_names_are_not_taken_apart() -> None:
    assert are_words("习近平", [(0, 3), (1, 3), (0, 1)]) == [True, False, False]
    assert are_words("不三不四", [(0, 4), (0, 2)]) == [True, False]


@given(
    st.text(
        st.one_of(st.sampled_from("中国人民银行发展研究生命a1 ，\n"), st.characters(exclude_categories=["Cs"])),
        max_size=40,
    )
)
def test_words_are_the_text_cut(text: str) -> None:
    cut = words(text)
    assert all(cut)
    assert "".join(cut) == text
    borders = list(accumulate(map(len, cut), initial=0))
    assert all(are_words(text, list(pairwise(borders))))
    are_words(text, [(start, end) for start in range(len(text)) for end in range(start, len(text) + 1)])


def test_half_a_surrogate_pair_does_no_harm() -> None:
    assert words("中国\ud840") == ["中国", "\ufffd"]
