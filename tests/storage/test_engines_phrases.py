"""What phrases find, the same for every engine: fields, borders, runs, marks, characters left open, what is typed exactly."""

from __future__ import annotations

from engine_contract import ANY, GAP, HEAD, SOME, article, ask, digits, found, ids, latin, phrase, words

from indexer.engines.base import Engine
from indexer.query.nodes import Field, Kind, Phrase, Unit
from indexer.request import Counted, Explanation


def test_fields_apart_and_words_anywhere(engine: Engine) -> None:
    engine.write(
        [article(1, "发展", "中国", texts={Field.BYLINE: "本报记者 张三", Field.NUMBER: "国发〔2022〕1号"})], []
    )
    assert ids(engine, words("发展", "中国", "张三", "国发〔2022〕1号")) == [1]
    assert ids(engine, "发展中国") == []
    assert ids(engine, "发展 中国") == []
    assert ids(engine, "国发1号") == []
    assert ids(engine, phrase("国发", GAP, "2022", GAP, "1号")) == [1]


def test_paragraph_is_a_border_a_line_break_is_not(engine: Engine) -> None:
    engine.write([article(1, "中\n国", "改", "革，", "开放")], [])
    assert ids(engine, "中国") == [1]
    assert ids(engine, "改革") == []
    assert ids(engine, phrase("革", GAP, "开")) == []


def test_restricted_to_fields(engine: Engine) -> None:
    engine.write(
        [
            article(1, "丰收", "稻谷"),
            article(2, "稻谷", "丰收"),
            article(3, "", "稻谷", texts={Field.KICKER: "丰收", Field.SUBTITLE: "稻", Field.BYLINE: "丰"}),
        ],
        [],
    )
    assert found(engine, phrase("丰收", fields=(Field.TITLE,))) == [1]
    assert found(engine, phrase("丰收", fields=HEAD)) == [1, 3]
    assert found(engine, phrase("丰收", fields=(Field.BODY,))) == [2]
    assert found(engine, phrase("丰", fields=(Field.BYLINE, Field.BODY))) == [2, 3]
    assert found(engine, phrase("收", fields=(Field.NUMBER,))) == []


def test_one_character(engine: Engine) -> None:
    engine.write([article(1, "金2025年DIP改革", "𠀀，b😀"), article(2, "铜202年dips")], [])
    expected = {
        "金": [1], "202": [2], "2025": [1], "dip": [1], "b": [1], "𠀀": [1], "，": [1], "年": [1, 2], "革": [1],
        "😀": [1], "，b": [1], "b😀": [1], "𠀁": [], "😁": [],
    }  # fmt: skip
    for asked, articles in expected.items():
        assert found(engine, asked) == articles, asked


def test_runs_are_whole_unless_they_are_wild(engine: Engine) -> None:
    engine.write([article(1, "2025年DIP改革", "woman"), article(2, "铜202年dips", "women"), article(3, "2", "wn")], [])
    expected: list[tuple[tuple[str | Unit, ...], list[int]]] = [
        ((digits("202*"),), [1, 2]), ((digits("202*"), "年"), [1, 2]), ((digits("20?5"),), [1]), ((digits("*2"),), [2, 3]),
        ((latin("di*"),), [1, 2]), (("年", latin("dip*")), [1, 2]), ((latin("wom?n"),), [1, 2]), ((latin("w*n"),), [1, 2, 3]),
        ((latin("w?*n"),), [1, 2]), ((latin("*o*a*"),), [1]), ((digits("2*"), "年", latin("d*p")), [1]),
        ((digits("?"),), [3]), ((latin("??"),), [3]), (("铜", digits("???"), "年"), [2]),
    ]  # fmt: skip
    for parts, articles in expected:
        assert found(engine, phrase(*parts)) == articles, parts


def test_gaps_and_marks(engine: Engine) -> None:
    engine.write([article(1, "甲，乙"), article(2, "甲乙"), article(3, "甲。》乙"), article(4, "甲1 2乙")], [])
    assert found(engine, phrase("甲", GAP, "乙")) == [1, 2, 3]
    assert found(engine, "甲乙") == [2]
    assert found(engine, "甲，乙") == [1]
    assert found(engine, "。》") == [3]
    assert found(engine, "1 2") == [4]
    assert found(engine, phrase(Unit(Kind.MARK, " "))) == [4]


def test_characters_left_open(engine: Engine) -> None:
    engine.write(
        [
            article(1, "中国人民"),
            article(2, "中人民"),
            article(3, "中，人民"),
            article(4, "中" + "国" * 20 + "人民"),
            article(5, "中" + "国" * 21 + "人民"),
            article(6, "中𠀀人民"),
            article(7, "中a人 民"),
        ],
        [],
    )
    assert found(engine, phrase("中", ANY, "人民")) == [1, 6, 7]
    assert found(engine, phrase("中", ANY, ANY, "民")) == [1, 6, 7]
    assert found(engine, phrase("中", SOME, "人民")) == [1, 2, 4, 6, 7]
    assert found(engine, phrase("中", ANY, SOME, "民")) == [1, 2, 4, 6, 7]
    assert found(engine, phrase("国", SOME, "国", SOME, "民")) == [4, 5]
    assert found(engine, phrase("中", SOME, GAP, "人")) == [1, 2, 3, 4, 6, 7]


def test_numbers_in_both_scripts(engine: Engine) -> None:
    numerals = Unit(Kind.NUMERALS, "二〇二六")
    year = Phrase("2026年", ((digits("2026"), Unit(Kind.CHARACTER, "年")), (numerals, Unit(Kind.CHARACTER, "年"))))
    engine.write([article(1, "2026年"), article(2, "二○二六年"), article(3, "十二〇二六年"), article(4, "12026年")], [])
    assert found(engine, year) == [1, 2]
    assert found(engine, phrase(numerals)) == [2]
    assert found(engine, "二〇二六") == [2, 3]
    assert ask(engine, year, explain=True).explanation == Explanation((Counted("2026年", 2),), 2)


def test_as_typed(engine: Engine) -> None:
    engine.write(
        [
            article(1, "頭髮", "ＤＩＰ"),
            article(2, "头发", "DIP"),
            article(3, "頭发，", "dip"),
            article(4, "頭发,", "𠀀"),
        ],
        [],
    )
    assert found(engine, "头发") == found(engine, "頭髮") == [1, 2, 3, 4]
    assert found(engine, phrase("头发", exact=True)) == [2]
    assert found(engine, phrase("頭", exact=True)) == [1, 3, 4]
    assert found(engine, phrase("，", exact=True)) == [3]
    assert found(engine, phrase(latin("DIP"), exact=True)) == [2]
    assert found(engine, phrase(latin("Ｄ??"), exact=True)) == [1]
    assert found(engine, phrase(latin("DI"), exact=True)) == []
    assert found(engine, phrase("發", GAP, "，", exact=True)) == []
