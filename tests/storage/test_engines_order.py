"""In what order articles are found, the same for every engine, and what is counted of them."""

from __future__ import annotations

import pytest
from engine_contract import article, ask, dated, ids, phrase, words

from archive.model import PartialDate
from indexer.engines.base import Engine, Question
from indexer.query.nodes import And, Not, Or, Query
from indexer.request import Counted, Explanation, Facets, Filters, Sort

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
