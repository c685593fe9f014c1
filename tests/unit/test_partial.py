"""Whole sentences: what is asked for, and what the best partial matches are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer import analysis
from indexer.engines.base import IndexDocument, Question
from indexer.engines.memory import MemoryEngine
from indexer.partial import _COMMON, partial
from indexer.query.nodes import Field, Kind, Or, Phrase
from indexer.query.parser import MAX_LENGTH, MAX_PARTS

ARTICLES = {
    1: ("滨湖大桥今日通车", "滨湖大桥昨天上午十时正式通车，全长两千米。"),
    2: ("老城区改造启动", "老城区的滨湖路将拓宽，改造工期三年。"),
    3: ("大型客车安全检查", "客车站昨天开展检查，桥梁专家到场。"),
    4: ("渔港开渔", "休渔期结束，百余条渔船出海。"),
}


def asked(typed: str) -> list[str]:
    query = partial(typed)
    assert query is not None
    assert isinstance(query.root, Or)
    return [child.typed for child in query.root.children if isinstance(child, Phrase)]


def lifted(typed: str) -> list[str]:
    query = partial(typed)
    assert query is not None
    return [phrase.typed for phrase in query.together]


def found(typed: str) -> list[int]:
    engine = MemoryEngine()
    engine.write(
        (
            IndexDocument(number, {Field.TITLE: (title,), Field.BODY: (text,)}, "临岚日报")
            for number, (title, text) in ARTICLES.items()
        ),
        (),
    )
    query = partial(typed)
    return [hit.id for hit in engine.search(Question(query)).hits] if query else []


def test_question_finds_what_answers_it_first() -> None:
    assert found("滨湖大桥是什么时候通车的？")[0] == 1
    assert found("滨湖路什么时候改造？")[0] == 2


def test_copied_line_with_a_slip_of_the_pen_is_found() -> None:
    assert found("休渔期己结束，百余条渔船出了海")[0] == 4


def test_traditional_characters_are_found() -> None:
    assert found("濱湖大橋甚麼時候通車")[0] == 1


def test_pairs_find_and_words_lift() -> None:
    assert asked("滨湖大桥通车") == ["滨湖", "湖大", "大桥", "桥通", "通车"]
    assert lifted("滨湖大桥通车") == ["滨湖", "大桥", "通车"]


def test_no_pair_reaches_over_punctuation() -> None:
    assert "结束百余" not in asked("休渔结束，百余条渔船")
    assert "束百" not in asked("休渔结束，百余条渔船")


@pytest.mark.parametrize("asking", ["什么时候", "为什么", "如何", "怎样", "在哪里", "多少"])
def test_words_that_ask_are_left_out(asking: str) -> None:
    assert not any(set(phrase) & set("什么怎样如何哪") for phrase in asked(f"滨湖大桥{asking}通车"))


def test_particles_alone_and_common_characters_alone_are_left_out() -> None:
    assert "的是" not in asked("通车的是滨湖大桥")
    assert "大" not in asked("大，通车仪式")


def test_rare_word_of_one_character_is_asked_for() -> None:
    assert "鲸" in asked("鲸是怎样呼吸的")


def test_latin_words_and_numbers_count_whole_and_in_the_other_script() -> None:
    assert asked("2024年iPhone销量") == ["2024年", "年iphone", "iphone销", "销量", "2024", "iphone"]
    query = partial("2024年iPhone销量")
    assert query is not None
    assert any(unit.kind is Kind.NUMERALS for form in query.phrases()[0].forms for unit in form)


def test_more_of_a_long_sentence_is_needed() -> None:
    long, short = partial("滨湖大桥昨天上午十时正式通车全长两千米"), partial("滨湖大桥通车")
    assert long is not None
    assert short is not None
    assert isinstance(long.root, Or)
    assert isinstance(short.root, Or)
    assert (short.root.at_least, long.root.at_least) == (1, 3)


@pytest.mark.parametrize(
    "typed",
    ["", "滨湖大桥", "？？？！！！。。。", "什么什么什么", "为什么呢？", "的了是在有和"],
)
def test_what_is_no_sentence_is_not_answered_in_part(typed: str) -> None:
    assert partial(typed) is None


@pytest.mark.parametrize(
    "typed",
    [
        "滨湖大桥 OR 长虹大桥",
        "滨湖大桥 -通车仪式",
        "标题：滨湖大桥通车",
        "“滨湖大桥今日通车”",
        "滨湖大桥 ~5 通车",
        "日期:2025 滨湖大桥",
    ],
)
def test_query_language_means_what_it_says(typed: str) -> None:
    assert partial(typed) is None


@pytest.mark.parametrize("typed", ["“滨湖大桥”什么时候通车", "滨湖大桥（Binhu Bridge）何时通车", "滨湖大桥 通车仪式"])
def test_quotes_and_parentheses_inside_a_sentence_are_punctuation(typed: str) -> None:
    assert {"滨湖", "通车"} <= set(asked(typed))


def test_endless_text_is_cut_and_says_so() -> None:
    line = "".join(map(chr, range(0x4E00, 0x4E00 + 2 * MAX_LENGTH)))
    query = partial(line)
    assert query is not None
    assert query.shortened
    assert len(query.phrases()) <= MAX_PARTS
    assert len(query.together) <= MAX_PARTS


def test_common_characters_are_as_text_is_folded() -> None:
    assert all(analysis.fold(one) == one for one in _COMMON)
    assert len(_COMMON) == 500


@given(st.text())
def test_anything_can_be_typed(typed: str) -> None:
    query = partial(typed)
    if query is not None:
        assert isinstance(query.root, Or)
        assert 1 <= query.root.at_least <= len(query.root.children)
