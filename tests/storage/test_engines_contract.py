"""What every engine must do, the same tests for each.  `test_engines_properties` compares them on random articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest

from archive.model import PartialDate
from indexer import analysis
from indexer.engines.base import Answer, Engine, IndexDocument, Question
from indexer.engines.memory import MemoryEngine
from indexer.engines.whoosh import open_engine
from indexer.errors import IndexBusyError
from indexer.query.nodes import And, Field, Kind, Marked, Near, Node, Not, Or, Own, Phrase, Query, Restrict, Scope, Unit
from indexer.request import Counted, Explanation, Facets, Filters, Sort

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "memory": lambda _: MemoryEngine(),
    "whoosh": lambda folder: open_engine(folder, create=True),
}
GAP, ANY, SOME = Unit(Kind.GAP), Unit(Kind.ANY), Unit(Kind.SOME)
HEAD = (Field.TITLE, Field.KICKER, Field.SUBTITLE)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = ENGINES[request.param](tmp_path / "engine")
    yield engine
    engine.close()


def article(
    id_: int,
    title: str = "",
    *body: str,
    date: str | None = None,
    paper: str = "临岚日报",
    pages: str = "01",
    texts: dict[Field, str] | None = None,
    **other: object,
) -> IndexDocument:
    day = PartialDate.parse(date) if date else None
    return IndexDocument(
        id_,
        {Field.TITLE: (title,), Field.BODY: body} | {field: (text,) for field, text in (texts or {}).items()},
        paper,
        int(f"{day.first:%Y%m%d}") if day else 0,
        int(f"{day.last:%Y%m%d}") if day else 0,
        day.year * 10_000 + (day.month or 0) * 100 + (day.day or 0) if day else 0,
        tuple(pages.split()),
        **other,  # type: ignore[arg-type]
    )


def phrase(*parts: str | Unit, fields: tuple[Field, ...] = (), exact: bool = False) -> Phrase:
    """Text in units (punctuation as it stands), and units."""
    units: list[Unit] = []
    for part in parts:
        if isinstance(part, Unit):
            units.append(part)
        else:
            whole = analysis.plain(part) if exact else analysis.fold(part)
            units += [Unit(kind_of(unit), unit) for unit in analysis.split_units(whole)]
    return Phrase("".join(part if isinstance(part, str) else "?" for part in parts), (tuple(units),), fields, exact)


def kind_of(unit: str) -> Kind:
    if analysis.is_break(unit):
        return Kind.MARK
    if analysis.is_latin(unit):
        return Kind.LATIN
    return Kind.DIGITS if unit[0] in "0123456789" else Kind.CHARACTER


def latin(text: str) -> Unit:
    return Unit(Kind.LATIN, text)


def digits(text: str) -> Unit:
    return Unit(Kind.DIGITS, text)


def words(*texts: str) -> And:
    return And(tuple(map(phrase, texts)))


def ask(engine: Engine, asked: str | Node | None, filters: Filters | None = None, **other: object) -> Answer:
    root = phrase(asked) if isinstance(asked, str) else asked
    return engine.search(Question(Query(root), filters or Filters(), **other))  # type: ignore[arg-type]


def ids(engine: Engine, asked: str | Node | None, filters: Filters | None = None, **other: object) -> list[int]:
    """In order."""
    answer = ask(engine, asked, filters, **other)
    if not other.keys() & {"limit", "offset"}:
        assert answer.total == len(answer.hits)
    return [hit.id for hit in answer.hits]


def found(engine: Engine, asked: str | Node | None, filters: Filters | None = None) -> list[int]:
    """In order of ids."""
    return sorted(ids(engine, asked, filters))


# ── keeping ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_empty(engine: Engine) -> None:
    assert engine.count() == 0
    assert ids(engine, "中国") == []
    assert ids(engine, Not(phrase("中国"))) == []
    engine.write([], [])
    engine.write([], [7])
    assert engine.count() == 0
    assert ids(engine, "中国", facets=True, explain=True) == []


def test_put_replaces_delete_removes(engine: Engine) -> None:
    engine.write([article(1, "甲"), article(2, "甲"), article(1, "乙")], [])
    assert (ids(engine, "甲"), ids(engine, "乙"), engine.count()) == ([2], [1], 2)
    engine.write([article(2, "丙")], [1, 2, 99])
    assert (ids(engine, "甲"), ids(engine, "乙"), ids(engine, "丙")) == ([], [], [2])
    assert engine.count() == 1
    engine.write([], [2])
    assert (ids(engine, "丙"), engine.count()) == ([], 0)


def test_an_article_without_any_text(engine: Engine) -> None:
    engine.write([IndexDocument(1, {}, "临岚日报"), IndexDocument(2, {Field.BODY: ()}, ""), article(3, "甲")], [])
    assert engine.count() == 3
    assert found(engine, "甲") == [3]
    assert found(engine, Not(phrase("甲"))) == [1, 2]


def test_a_huge_article(engine: Engine) -> None:
    engine.write([article(1, "甲", "乙" * 300_000 + "丙", "丁"), article(2, "丙")], [])
    assert found(engine, "乙丙") == [1]
    assert found(engine, "丙") == [1, 2]
    assert ids(engine, "丁") == [1]
    assert ids(engine, "丙丁") == []


# ── what phrases find ──────────────────────────────────────────────────────────────────────────────────────────────


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


# ── what trees find ────────────────────────────────────────────────────────────────────────────────────────────────


def test_and_or_not(engine: Engine) -> None:
    engine.write([article(1, "甲乙"), article(2, "甲"), article(3, "乙丙"), article(4, "丁")], [])
    one, two, three = map(phrase, "甲乙丙")
    assert found(engine, And((one, two))) == [1]
    assert found(engine, And(())) == [1, 2, 3, 4]
    assert found(engine, Or((one, two))) == [1, 2, 3]
    assert found(engine, Or(())) == []
    assert found(engine, Or((one, two, three), at_least=2)) == [1, 3]
    assert found(engine, Or((one, one, three), at_least=2)) == [1, 2]
    assert found(engine, Or((one, two), at_least=3)) == []
    assert found(engine, And((two, Not(one)))) == [3]
    assert found(engine, Not(Or((one, two)))) == [4]
    assert found(engine, Not(Not(one))) == [1, 2]
    assert ids(engine, None) == []


def test_near(engine: Engine) -> None:
    engine.write(
        [
            article(1, "甲一二乙"),
            article(2, "乙一二三甲"),
            article(3, "", "甲。乙", "甲一！二一二三四五；六乙"),
            article(4, "甲", "乙"),
            article(5, "", "甲", "乙"),
            article(6, "甲乙甲"),
            article(7, "甲，，乙"),
        ],
        [],
    )
    one, two = map(phrase, "甲乙")

    def near(scope: Scope, distance: int = 0) -> list[int]:
        return found(engine, Near(one, two, scope, distance))

    assert near(Scope.CHARACTERS, 0) == [6]
    assert near(Scope.CHARACTERS, 1) == [3, 6]
    assert near(Scope.CHARACTERS, 2) == [1, 3, 6, 7]
    assert near(Scope.CHARACTERS, 99) == [1, 2, 3, 6, 7]
    assert near(Scope.SENTENCE) == [1, 2, 6, 7]
    assert near(Scope.PARAGRAPH) == [1, 2, 3, 6, 7]
    assert found(engine, Near(one, one, Scope.PARAGRAPH)) == [6]
    assert found(engine, Near(phrase("甲乙"), phrase("乙甲"), Scope.PARAGRAPH)) == []
    assert found(engine, Near(phrase("甲", fields=HEAD), two, Scope.PARAGRAPH)) == [1, 2, 6, 7]


# ── what is not text ───────────────────────────────────────────────────────────────────────────────────────────────


def dated(engine: Engine) -> None:
    engine.write(
        [
            article(1, "中国", date="2022", paper="嶼光週報", texts={Field.BYLINE: "张三"}, kind="评论"),
            article(
                2, "中国", date="2022-08", paper="嶼光週報", pages="A01 A02", sections=("要闻", "國際"), front=True
            ),
            article(
                3,
                "中国",
                date="2022-08-28",
                pages="A1",
                texts={Field.BYLINE: "李 四，王五"},
                sections=("要闻",),
                lead=True,
            ),
            article(4, "中国", pictures=True, front=True),
        ],
        [],
    )


def test_filters(engine: Engine) -> None:
    dated(engine)
    day = PartialDate.parse

    def filtered(**values: object) -> list[int]:
        filters = Filters(**values)  # type: ignore[arg-type]
        assert found(engine, "中国", filters) == found(engine, And((phrase("中国"), Restrict(filters))))
        return found(engine, "中国", filters)

    assert filtered(paper="嶼光週報") == [1, 2]
    assert filtered(paper="嶼光") == filtered(paper="屿光周报") == filtered(paper="") == []
    assert filtered(date_from=day("2022-08-28")) == [1, 2, 3]
    assert filtered(date_to=day("2022-08-27")) == [1, 2]
    assert filtered(date_from=day("2022-09")) == [1]
    assert filtered(date_from=day("2022"), date_to=day("2022")) == [1, 2, 3]
    assert filtered(date_from=day("2023")) == []
    assert filtered(date_to=day("2021")) == []
    assert filtered(page="A01") == [2]
    assert filtered(page="A1") == [3]
    assert filtered(page="01") == [1, 4]
    assert filtered(author="李四") == [3]
    assert filtered(author="四，王") == [3]
    assert filtered(author="李四，") == [3]
    assert filtered(author="中") == []
    assert filtered(author="") == filtered(author=" ") == [1, 2, 3, 4]
    assert filtered(section="要闻") == [2, 3]
    assert filtered(section="国际") == []
    assert filtered(kind="评论") == [1]
    assert filtered(front=True) == [2, 4]
    assert filtered(lead=True) == [3]
    assert filtered(pictures=True, front=True) == [4]
    assert filtered(after=2) == [3, 4]
    assert (filtered(after=0), filtered(after=4)) == ([1, 2, 3, 4], [])
    assert ids(engine, None, Filters(paper="嶼光週報")) == []


def test_restrictions_inside_a_query(engine: Engine) -> None:
    dated(engine)
    assert found(engine, Restrict(Filters(), paper_part="光周")) == [1, 2]
    assert found(engine, Restrict(Filters(), section_part="国")) == [2]
    assert found(engine, Restrict(Filters(front=True), section_part="要")) == [2]
    assert found(engine, Restrict(Filters())) == [1, 2, 3, 4]
    assert found(engine, Or((Restrict(Filters(kind="评论")), Restrict(Filters(pictures=True))))) == [1, 4]
    assert found(engine, Not(Restrict(Filters(date_from=PartialDate.parse("2022"))))) == [4]


def test_what_a_reader_has_marked(engine: Engine) -> None:
    dated(engine)
    marked = Marked(Own.TAG, "选题", frozenset({2, 4, 99}))
    assert found(engine, marked) == [2, 4]
    assert found(engine, Marked(Own.STAR)) == []
    assert found(engine, Not(marked)) == [1, 3]
    assert found(engine, Not(Marked(Own.STAR))) == [1, 2, 3, 4]
    assert found(engine, Or((marked, Restrict(Filters(kind="评论"))))) == [1, 2, 4]
    assert found(engine, And((marked, phrase("中国"), Not(Restrict(Filters(pictures=True)))))) == [2]
    assert ids(engine, marked, sort=Sort.RELEVANCE) == ids(engine, marked, sort=Sort.NEWEST)
    engine.write([], [2])
    assert found(engine, marked) == [4]


def test_newest_and_dates(engine: Engine) -> None:
    assert (ask(engine, And(()), dates=True).newest, ask(engine, And(()), dates=True).dates) == (0, ())
    engine.write([article(3, "甲", date="2022"), article(7, "甲乙", date="2022-01-02"), article(5, "乙")], [])
    engine.write([article(4, "甲", date="2022-01-02"), article(9, "丙", date="1999-01")], [])
    every = ask(engine, And(()), dates=True, limit=0)
    assert (every.total, every.newest) == (5, 9)
    assert every.dates == ((0, 1), (19990100, 1), (20220000, 1), (20220102, 2))
    assert (ask(engine, "甲").newest, ask(engine, "甲").dates) == (7, ())
    assert ask(engine, "甲", Filters(date_from=PartialDate.parse("2022-01-01")), dates=True).dates == (
        (20220000, 1),
        (20220102, 2),
    )
    engine.write([], [7])
    assert (ask(engine, "甲").newest, ask(engine, "丁").newest, ask(engine, None).newest) == (4, 0, 0)


# ── order ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_order(engine: Engine) -> None:
    engine.write(
        [
            article(1, "", "中国", date="2022-01-01"),
            article(2, "", "中国", date="2022"),
            article(3, "", "中国", date="2022-01-01"),
            article(4, "", "中国"),
            article(5, "中国", "", date="1999"),
            article(6, "", "中国，中国", date="1999"),
        ],
        [],
    )
    assert ids(engine, "中国", sort=Sort.NEWEST) == [3, 1, 2, 6, 5, 4]
    assert ids(engine, "中国", sort=Sort.OLDEST) == [6, 5, 2, 3, 1, 4]
    assert ids(engine, "中国") == [5, 6, 3, 1, 2, 4]
    assert ids(engine, "中国", limit=2, offset=1) == [6, 3]
    assert ids(engine, "中国", limit=0) == []
    assert ids(engine, "中国", offset=10) == []
    assert ids(engine, "中国", sort=Sort.NEWEST, limit=2, offset=3) == [6, 5]
    assert ids(engine, Not(phrase("甲"))) == [3, 1, 2, 6, 5, 4]
    answer = ask(engine, "中国", limit=1)
    assert answer.total == 6
    assert answer.hits[0].score > 0
    assert {hit.score for hit in ask(engine, "中国", sort=Sort.NEWEST).hits} == {0}
    assert {hit.score for hit in ask(engine, Not(phrase("甲"))).hits} == {0}


def test_what_lifts_an_article(engine: Engine) -> None:
    """Each of two articles that are otherwise the same."""
    engine.write(
        [
            article(1, "乙乙", "丙", "甲丙"),
            article(2, "乙乙", "甲", "丙丙"),
            article(3, "甲乙", "丙", "乙丙"),
            article(4, "乙乙", "丙", "甲丙", lead=True),
            article(5, "乙乙", "丙", "甲丙", front=True),
            article(6, "乙乙", "丙", "甲甲"),
            *(article(number, "戊") for number in range(7, 30)),
        ],
        [],
    )
    scores = {hit.id: hit.score for hit in ask(engine, "甲").hits}
    assert scores[3] > scores[2] > scores[6] > scores[4] > scores[5] > scores[1]


def test_fresh_articles_first(engine: Engine) -> None:
    engine.write(
        [
            article(1, "甲", date="2026-01-01"),
            article(2, "甲", date="2025-01-01"),
            article(3, "甲", date="1990"),
            article(4, "甲"),
            article(5, "", "甲", date="2026-01-01"),
            *(article(number, "戊") for number in range(6, 30)),
        ],
        [],
    )
    assert ids(engine, "甲") == [1, 2, 3, 4, 5]
    fresh = {hit.id: hit.score for hit in ask(engine, "甲", sort=Sort.FRESH).hits}
    scores = {hit.id: hit.score for hit in ask(engine, "甲").hits}
    assert fresh[1] == pytest.approx(scores[1])
    assert fresh[4] == pytest.approx(scores[4] / 2)
    assert 1 > fresh[2] / scores[2] > fresh[3] / scores[3] > 0.5
    assert ids(engine, "甲", sort=Sort.FRESH) == [1, 2, 3, 4, 5]


def test_words_that_stand_together(engine: Engine) -> None:
    engine.write([article(1, "甲乙"), article(2, "乙甲"), *(article(number, "丙丁") for number in range(3, 9))], [])
    asked, together = words("甲", "乙"), (phrase("甲乙"),)
    assert ids(engine, asked) == [2, 1]
    answer = engine.search(Question(Query(asked, together), explain=True))
    assert [hit.id for hit in answer.hits] == [1, 2]
    assert answer.explanation == Explanation((Counted("甲", 2), Counted("乙", 2)), 2)


# ── counting ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_facets(engine: Engine) -> None:
    dated(engine)
    engine.write(
        [
            article(5, "别的", date="2020", authors=("赵六",)),
            article(6, "中国", date="2022-08-01", authors=("钱七", "孙八")),
        ],
        [],
    )
    assert ask(engine, "中国", facets=True, limit=1).facets == Facets(
        papers=(Counted("临岚日报", 3), Counted("嶼光週報", 2)),
        sections=(Counted("要闻", 2), Counted("國際", 1)),
        pages=(Counted("01", 3), Counted("A01", 1), Counted("A02", 1), Counted("A1", 1)),
        authors=(Counted("孙八", 1), Counted("钱七", 1)),
        kinds=(Counted("评论", 1),),
        months=(Counted("2022", 1), Counted("2022-08", 3)),
        undated=1,
    )
    assert ask(engine, "中国").facets is None
    assert ask(engine, "没有", facets=True).facets == Facets()


def test_facets_count_a_value_once_and_only_the_most_frequent(engine: Engine) -> None:
    names = tuple(f"作者{number:02}" for number in range(60))
    engine.write(
        [article(1, "甲", authors=names, pages="01 01"), article(2, "甲", authors=("作者59", "作者59"), paper="")], []
    )
    facets = ask(engine, "甲", facets=True).facets
    assert facets is not None
    assert facets.authors == (Counted("作者59", 2), *(Counted(name, 1) for name in names[:49]))
    assert facets.pages == (Counted("01", 2),)
    assert facets.papers == (Counted("临岚日报", 1),)


def test_explanation(engine: Engine) -> None:
    dated(engine)
    engine.write([article(5, "别的", "中", paper="青湾晚报")], [])
    filters = Filters("嶼光週報", PartialDate.parse("2022-08"), None, "A01", front=True, pictures=True)
    answer = ask(engine, Or((phrase("中国"), phrase("中"))), filters, explain=True)
    assert (answer.total, answer.explanation) == (
        0,
        Explanation(
            (Counted("中国", 4), Counted("中", 5)),
            5,
            (Counted("paper", 3), Counted("date", 2), Counted("page", 4), Counted("front", 3), Counted("pictures", 4)),
        ),
    )
    assert ask(engine, "中国").explanation is None
    unlike = ask(
        engine,
        And((phrase("中"), Not(phrase("别")))),
        Filters(author="三", section="要闻", kind="", lead=True),
        explain=True,
    )
    assert unlike.explanation == Explanation(
        (Counted("中", 5),), 4, (Counted("author", 3), Counted("section", 2), Counted("kind", 1), Counted("lead", 3))
    )


# ── life of an index ───────────────────────────────────────────────────────────────────────────────────────────────


def test_many_commits_and_merges_stay_right(tmp_path: Path) -> None:
    engine, memory = open_engine(tmp_path / "engine", create=True), MemoryEngine()
    for turn in range(60):
        puts = [article(turn * 3 + n, f"第{turn}回", f"甲{'乙' * n}丙", date="2022") for n in range(3)]
        for one in (engine, memory):
            one.write(puts, [turn * 2])
            while one.merge():
                pass
    assert engine.count() == memory.count()
    fresh = open_engine(tmp_path / "engine")
    for asked in (
        phrase("甲"),
        phrase("甲乙"),
        phrase("乙丙"),
        phrase("第", digits("1*")),
        phrase("回"),
        phrase("第5回"),
    ):
        assert ids(engine, asked) == ids(fresh, asked) == ids(memory, asked), asked
    fresh.close()
    engine.close()


def test_deleting_nearly_all_shrinks_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "engine"
    engine = open_engine(folder, create=True)
    engine.write([article(n, chr(0x4E00 + n) * 50) for n in range(1, 400)], [])
    before = sum(path.stat().st_size for path in folder.iterdir())
    engine.write([], range(2, 400))
    engine.write([article(500, "甲")], [])
    while engine.merge():
        pass
    assert sum(path.stat().st_size for path in folder.iterdir()) < before / 4
    assert engine.count() == 2
    engine.close()


def test_an_open_engine_sees_what_another_commits(tmp_path: Path) -> None:
    reading, writing = open_engine(tmp_path, create=True), open_engine(tmp_path)
    for number in range(1, 30):
        writing.write([article(number, "中国")], [])
        assert len(ids(reading, "中国")) == reading.count() == number
    reading.close()
    writing.close()


@pytest.mark.parametrize(("bound", "most"), [("LARGEST", 64 * 5), ("LARGEST_MERGE", 2)])
def test_merging_ends_where_segments_are_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    from indexer.engines.whoosh import writer

    monkeypatch.setattr(writer, bound, most)
    engine = open_engine(tmp_path, create=True)
    for number in range(1, 18):
        engine.write([article(number, "中国", "甲" * number * 5)], [])
    merges = 0
    while engine.merge(2):
        merges += 1
        assert merges < 18
    assert merges
    assert sorted(ids(engine, "中国")) == list(range(1, 18))
    engine.close()


def test_two_writers_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer.engines.whoosh import writer

    monkeypatch.setattr(writer, "_PATIENCE", 0.1)
    engine = open_engine(tmp_path, create=True)
    with writer._writing(tmp_path), pytest.raises(IndexBusyError):
        engine.write([article(1, "甲")], [])
    engine.write([article(1, "甲")], [])
    assert ids(engine, "甲") == [1]
    engine.close()


def test_threads_search_while_one_writes(engine: Engine) -> None:
    engine.write([article(n, "中国", "甲" * n) for n in range(1, 20)], [])
    problems: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(40):
                answers = ids(engine, words("中国", "甲"), facets=True)
                assert len(answers) == len(set(answers)) >= 19
        except BaseException as error:
            problems.append(error)

    threads = [Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(20, 40):
        engine.write([article(number, "中国", "甲")], [])
    for thread in threads:
        thread.join()
    assert problems == []
    assert len(ids(engine, "中国")) == 39
