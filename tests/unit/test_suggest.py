"""Suggestions: what the vocabulary proposes, and what of it an archive of a few sentences really has."""

from __future__ import annotations

import gzip
import re
import time
from collections.abc import Callable
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from indexer.pinyin import readings, writings
from indexer.query import parse
from indexer.suggest import MOST_COUNTS, MOST_OF_A_KIND, Kind, Suggestion, suggestions
from indexer.vocabulary import vocabulary

ARTICLES = (
    "临岚市加大研发投入，发展智能制造。",
    "研发中心落户青湾，乡村振兴有了新动力。",
    "青湾建设生态文明示范区，软件产业园开园。",
    "出租车司机王小明拾金不昧。",
    "人民银行发布公告，电脑、网络与生活。",
    "西安来的客人在海边读报。",
    *["方案通过。"] * 3,
    "反感噪声的居民投票。",
    "有人把智能写成了智熊。",
    *["智能电网送电到岛。"] * 10,
)


def count(typed: str) -> int:
    """Articles with all words; knows `？` and no other sign."""
    words = [re.compile(re.escape(word).replace("？", ".")) for word in typed.split()]
    return sum(all(word.search(article) for word in words) for article in ARTICLES) if words else 0


def of_kind(kind: Kind, typed: str) -> list[str]:
    return [suggestion.typed for suggestion in suggestions(typed, count) if suggestion.kind is kind]


# ── kinds ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("yanfa", ["研发"]),
        ("YanFa", ["研发"]),
        ("yánfā", ["研发"]),
        ("yan fa", ["研发"]),
        ("xian", ["西安"]),
        ("xi'an", ["西安"]),
        ("xi’an", ["西安"]),
        ("shengtaiwenming", ["生态文明"]),
        ("xiangcunzhenxing", ["乡村振兴"]),
        ("青湾 yanfa", ["青湾 研发"]),
        ("yanfa zhongxin", ["研发 中心"]),
        ("yanfa中心", ["研发中心"]),
        ("zhongg", []),
        ("GDP", []),
    ],
)
def test_pinyin(typed: str, expected: list[str]) -> None:
    assert of_kind(Kind.PINYIN, typed) == expected


def test_one_spelling_may_be_several_words_the_most_found_first() -> None:
    found = [suggestion for suggestion in suggestions("fangan", count) if suggestion.kind is Kind.PINYIN]
    assert found == [Suggestion(Kind.PINYIN, "方案", 3), Suggestion(Kind.PINYIN, "反感", 1)]


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (Kind.SAME_SOUND, "只能制造", "智能制造"),
        (Kind.SAME_SOUND, "隻能製造", "智能制造"),
        (Kind.SAME_SOUND, "青湾 生太文明", "青湾 生态文明"),
        (Kind.LIKE_SOUND, "人民营行", "人民银行"),
        (Kind.LIKE_SOUND, "zineng", "智能"),
        (Kind.LIKE_WORD, "智能制遣", "智能制造"),
        (Kind.LIKE_WORD, "生文明", "文明"),
        (Kind.LIKE_WORD, "生态的文明", "生态文明"),
        (Kind.LIKE_WORD, "态生文明", "生态文明"),
        (Kind.REGION, "軟體", "软件"),
        (Kind.REGION, "計程車司机", "出租车司机"),
        (Kind.REGION, "青湾 软体", "青湾 软件"),
        (Kind.CUT, "软件青湾", "软件 青湾"),
        (Kind.OPEN, "王晃明", "王？明"),
        (Kind.FEWER, "研发 投入 火星", "研发 投入"),
        (Kind.ALONE, "西安 火星", "西安"),
        (Kind.PLAIN, '标题:"西安" 客人', "西安 客人"),
    ],
)
def test_other_kinds(kind: Kind, typed: str, expected: str) -> None:
    assert of_kind(kind, typed)[:1] == [expected]


def test_a_rare_spelling_gives_way_to_one_that_is_found_ten_times_as_often() -> None:
    assert of_kind(Kind.LIKE_WORD, "智熊电网") == []
    assert count("智熊") == 1
    assert of_kind(Kind.SAME_SOUND, "方按") == ["方案"]
    assert of_kind(Kind.SAME_SOUND, "反感") == []


def test_a_word_that_is_found_is_not_spelt_otherwise() -> None:
    assert suggestions("智能", count) == ()


def test_an_open_character_is_not_offered_beside_a_better_spelling() -> None:
    assert count("智？制造") == 1
    assert of_kind(Kind.OPEN, "只能制造") == []


def test_order_and_limit() -> None:
    found = suggestions("青湾 研发 生太文明 王晃明 软体 客人", lambda typed: len(typed), limit=20)
    kinds = [suggestion.kind for suggestion in found]
    assert kinds == sorted(kinds, key=list(Kind).index)
    assert max(map(kinds.count, kinds)) <= MOST_OF_A_KIND
    assert suggestions("青湾 研发 火星", count, limit=2) == suggestions("青湾 研发 火星", count)[:2]


# ── any text ───────────────────────────────────────────────────────────────────────────────────────────────────────

TYPED = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("中国发展研究生态文明软體重行的a'nfgihu \"()|-:？*1标题日期"), max_size=60),
    st.lists(st.sampled_from(["yanfa", "xi'an", "研发", "只能制造", "标题:", "OR", "-软件", "~5", "軟體"])).map(
        " ".join
    ),
)
COUNTS: list[Callable[[str], int]] = [lambda typed: 0, lambda typed: len(typed) % 7, lambda typed: 1_000_000, count]


@settings(max_examples=60)
@given(TYPED, st.sampled_from(COUNTS))
def test_any_text_is_answered_with_few_counts(typed: str, counts: Callable[[str], int]) -> None:
    asked: list[str] = []

    def counting(other: str) -> int:
        asked.append(other)
        return counts(other)

    found = suggestions(typed, counting, limit=6)
    assert len(asked) == len(set(asked)) <= MOST_COUNTS
    assert len(found) <= 6
    assert len({suggestion.typed for suggestion in found} - {typed}) == len(found)
    assert all(suggestion.count == counts(suggestion.typed) > 0 for suggestion in found)
    assert all(parse(suggestion.typed).root for suggestion in found)


@pytest.mark.parametrize(
    "typed", ["an" * 500, "重" * 1000, "an " * 300, "中国银行" * 250, "1" * 1000, "重重重重重重重重 " * 90, "'" * 1000]
)
def test_long_text_does_not_take_long(typed: str) -> None:
    suggestions("研发", count)  # reads the vocabulary
    start = time.process_time()
    suggestions(typed, lambda other: 0)
    assert time.process_time() - start < 2


# ── the vocabulary ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_word_has_a_syllable_for_each_character_and_is_found_by_them() -> None:
    words = vocabulary()
    for syllables in (("yan", "fa"), ("sheng", "tai", "wen", "ming"), ("lv", "xing"), ("ce", "lue")):
        found = words.words(*syllables)
        assert found
        assert {len(word.text) for word in found} == {len(syllables)}
        assert [word.level for word in found] == sorted((word.level for word in found), reverse=True)
    assert words.words("yan", "fax") == ()
    assert words.words() == ()


def test_readings_begin_with_the_usual_one() -> None:
    assert vocabulary().readings["重"][:2] == ("zhong", "chong")
    assert vocabulary().readings["行"][:2] == ("xing", "hang")


def test_typed_characters_cost_nothing_others_do() -> None:
    words = vocabulary()
    (sounds, *_) = readings("研发", words)
    best, *others = writings(sounds, words)
    assert best.text == "研发"
    assert all(other.cost > best.cost for other in others)


def test_what_is_no_sound_has_no_reading() -> None:
    words = vocabulary()
    assert [readings(typed, words) for typed in ("5G", "zhongg", "研发!", "an" * 40)] == [[], [], [], []]
    assert readings("", words) == [()]


def test_the_table_is_in_order_and_each_reading_stands_once() -> None:
    packed = files(resources).joinpath("words/words.txt.gz").read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    assert lines == sorted(lines)
    assert len({line.partition(" ")[0] for line in lines}) == len(lines)
    assert len(packed) < 2_000_000
