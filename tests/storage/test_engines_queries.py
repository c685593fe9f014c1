"""What trees of queries find, the same for every engine: joined phrases, conditions that are not text, a reader's marks."""

from __future__ import annotations

from engine_contract import HEAD, article, dated, found, ids, phrase

from archive.model import PartialDate
from indexer.engines.base import Engine
from indexer.query.nodes import And, Marked, Near, Not, Or, Own, Restrict, Scope
from indexer.request import Filters, Sort

# ── trees ──────────────────────────────────────────────────────────────────────────────────────────────────────────


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
