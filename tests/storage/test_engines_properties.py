"""Every engine answers as brute force does, whatever the articles, the commits and the query.

`scripts/fuzz` runs this for an hour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from engine_contract import kind_of
from hypothesis import Phase, event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from archive.model import PartialDate
from indexer import analysis
from indexer.engines.base import Answer, Engine, IndexDocument, Question
from indexer.engines.memory import MemoryEngine
from indexer.engines.whoosh import open_engine, writer
from indexer.query.nodes import And, Field, Kind, Marked, Near, Node, Not, Or, Own, Phrase, Query, Restrict, Scope, Unit
from indexer.request import Filters, Hit, Sort

TOLERANCE = 1e-3
"""Of scores: an engine may count in 32 bits."""

# ── articles ───────────────────────────────────────────────────────────────────────────────────────────────────────

LETTERS = "中中中国國发發髮aaAＡbéÉ11１2二二〇○十，，。！!《… 　\n\u200b\x1e𠀀𠀁😀\ud800"
"""Few enough that texts and queries meet: 繁 and 简, both widths and cases, numerals, marks, blanks, pairs, a half."""

TEXTS = st.text(st.sampled_from(LETTERS), max_size=12)
DAYS = [PartialDate.parse(text) for text in ("2022", "2022-01", "2022-01-01", "2022-01-02", "2021-12-31", "1999-02-28")]
PAPERS = ("临岚日报", "嶼光週報", "岚")
PAGES = ("01", "02", "A01")
SECTIONS = ("要闻", "國際", "")
AUTHORS = ("张三", "李四")
KINDS = ("", "评论", "消息")
FLAGS = st.sampled_from([(False, False, False), (True, False, False), (False, True, True), (True, True, False)])


def some(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """None, one, two or the same twice."""
    return st.sampled_from([(), (values[0],), (values[1],), (values[1], values[0]), (values[-1], values[-1])])


def document(
    id_: int,
    texts: list[tuple[Field, list[str]]],
    paper: str,
    day: PartialDate | None,
    names: tuple[tuple[str, ...], ...],
    kind: str,
    flags: tuple[bool, bool, bool],
) -> IndexDocument:
    first, last = (int(f"{one:%Y%m%d}") for one in (day.first, day.last)) if day else (0, 0)
    order = day.year * 10_000 + (day.month or 0) * 100 + (day.day or 0) if day else 0
    units = {field: tuple(several) for field, several in texts}
    return IndexDocument(id_, units, paper, first, last, order, *names, kind, *flags)


DOCUMENTS = st.builds(
    document,
    st.integers(1, 9),
    st.lists(st.tuples(st.sampled_from(Field), st.lists(TEXTS, min_size=1, max_size=2)), max_size=3),
    st.sampled_from(PAPERS),
    st.sampled_from([None, *DAYS]),
    st.tuples(some(PAGES), some(SECTIONS), some(AUTHORS)),
    st.sampled_from(KINDS),
    FLAGS,
)


class Commit(NamedTuple):
    puts: list[IndexDocument]
    deletes: list[int]
    merged: bool


COMMITS = st.lists(
    st.builds(Commit, st.lists(DOCUMENTS, max_size=3), st.lists(st.integers(1, 9), max_size=1), st.booleans()),
    min_size=1,
    max_size=5,
)

# ── queries ────────────────────────────────────────────────────────────────────────────────────────────────────────


def units(characters: str, marks: str, runs: str, numbers: str) -> list[Unit]:
    return [
        *(Unit(Kind.CHARACTER, one) for one in characters),
        *(Unit(Kind.MARK, one) for one in marks),
        *(Unit(Kind.LATIN, one) for one in runs.split()),
        *(Unit(Kind.DIGITS, one) for one in numbers.split()),
        *(Unit(Kind.NUMERALS, one) for one in ("二", "二〇", "十二")),
    ]


BETWEEN = [(), (), (), (Kind.GAP,), (Kind.ANY,), (Kind.SOME,), (Kind.GAP, Kind.ANY), (Kind.SOME, Kind.GAP)]
"""What may stand between two units that are no marks."""


def forms(units: list[Unit]) -> st.SearchStrategy[tuple[tuple[Unit, ...], ...]]:
    row = st.lists(st.tuples(st.sampled_from(BETWEEN), st.sampled_from(units)), min_size=1, max_size=3).map(form)
    return st.tuples(row) | st.tuples(row) | st.tuples(row, row)


def form(row: list[tuple[tuple[Kind, ...], Unit]]) -> tuple[Unit, ...]:
    made: list[Unit] = []
    for between, unit in row:
        if made and Kind.MARK not in (made[-1].kind, unit.kind):
            made += map(Unit, between)
        made.append(unit)
    return tuple(made)


def phrase(forms: tuple[tuple[Unit, ...], ...], fields: tuple[Field, ...], *, exact: bool) -> Phrase:
    return Phrase("".join(unit.text for unit in forms[0]), forms, fields, exact)


FIELDS = st.sampled_from([(), (), (), (Field.TITLE,), (Field.BYLINE, Field.BODY), tuple(Field)[:3]])
PLAIN = units("中中國国发發髮二〇十𠀀𠀁", "，。！!《… 😀", "a A Ａb éa É a* ? *É", "1 １2 1* ?2")
FOLDED = units("中中国发二〇十𠀀𠀁", ",。!《… 😀", "a ab é éa ba a* ? *é a?*b *a*", "1 12 211 1* ?2 *1*")
FOLDED_PHRASES = st.builds(phrase, forms(FOLDED), FIELDS, exact=st.just(value=False))
PHRASES = FOLDED_PHRASES | FOLDED_PHRASES | st.builds(phrase, forms(PLAIN), FIELDS, exact=st.just(value=True))

FILTER = st.one_of(
    st.builds(Filters, paper=st.sampled_from(PAPERS)),
    st.builds(Filters, date_from=st.sampled_from(DAYS)),
    st.builds(Filters, date_to=st.sampled_from(DAYS)),
    st.builds(Filters, page=st.sampled_from(PAGES)),
    st.builds(Filters, author=st.sampled_from(["中国", "发", "a", "é", "，", "1 2", "", "𠀀"])),
    st.builds(Filters, section=st.sampled_from(SECTIONS)),
    st.builds(Filters, kind=st.sampled_from(KINDS)),
    st.sampled_from([Filters(front=True), Filters(lead=True), Filters(pictures=True)]),
    st.builds(Filters, after=st.integers(0, 9)),
)
FILTERS = st.builds(
    Filters,
    st.none() | st.sampled_from(PAPERS),
    st.none() | st.sampled_from(DAYS),
    author=st.none() | st.sampled_from(["中", "a"]),
    section=st.none() | st.sampled_from(SECTIONS),
    front=st.booleans(),
)
LEAVES: st.SearchStrategy[Node] = (
    PHRASES
    | PHRASES
    | st.builds(Near, PHRASES, PHRASES, st.sampled_from(Scope), st.integers(0, 4))
    | st.builds(Marked, st.just(Own.TAG), ids=st.frozensets(st.integers(0, 11), max_size=4))
    | st.builds(Restrict, FILTER, st.sampled_from(["", "", "岚", "光周"]), st.sampled_from(["", "", "国"]))
)


def trees(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, max_size=3).map(tuple)
    return st.builds(And, several) | st.builds(Or, several, st.integers(1, 2)) | st.builds(Not, nodes)


NODES = LEAVES | trees(LEAVES) | trees(LEAVES | trees(LEAVES))
QUESTIONS = st.builds(
    Question,
    st.builds(Query, NODES, st.lists(PHRASES, max_size=1).map(tuple)),
    st.just(Filters()) | FILTER | FILTERS,
    st.sampled_from(Sort),
    facets=st.just(value=True),
    explain=st.just(value=True),
    dates=st.just(value=True),
)


# ── the properties ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(autouse=True, scope="module")
def _merging_early() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "MERGE_AT", 2)
        yield


@settings(phases=set(Phase) - {Phase.explain})
@given(COMMITS, st.lists(QUESTIONS, min_size=1, max_size=8), st.integers(0, 3), st.integers(0, 3))
def test_whoosh_answers_as_brute_force_does(
    commits: list[Commit], questions: list[Question], offset: int, limit: int
) -> None:
    memory = MemoryEngine()
    with TemporaryDirectory() as folder:
        engine = open_engine(Path(folder), create=True)
        for commit in commits:
            memory.write(commit.puts, commit.deletes)
            engine.write(commit.puts, commit.deletes)
            while commit.merged and engine.merge(2):
                event("merged")
        again = open_engine(Path(folder))
        assert engine.count() == again.count() == memory.count()
        for question in questions:
            theirs = memory.search(question)
            event(f"found {'some' if theirs.total else 'none'}")
            agree(engine.search(question), theirs, question)
            pages_fit(engine, replace(question, limit=limit, offset=offset))
            agree(again.search(question), theirs, question)
        again.close()
        engine.close()


def agree(ours: Answer, theirs: Answer, question: Question) -> None:
    """The same documents, the same counts, scores as near as they need be, and in the order of the scores."""
    assert ours.total == theirs.total
    assert (ours.facets, ours.explanation) == (theirs.facets, theirs.explanation)
    assert (ours.newest, ours.dates) == (theirs.newest, theirs.dates)
    if question.sort in (Sort.NEWEST, Sort.OLDEST):
        assert ours.hits == theirs.hits
        return
    scores = {hit.id: hit.score for hit in ours.hits}
    assert scores == pytest.approx({hit.id: hit.score for hit in theirs.hits}, rel=TOLERANCE, abs=TOLERANCE)
    assert [hit.score for hit in ours.hits] == sorted(scores.values(), reverse=True)
    assert ties(ours.hits, theirs.hits)


def ties(ours: tuple[Hit, ...], theirs: tuple[Hit, ...]) -> bool:
    """Whether hits stand in the order of the oracle, except where its scores are too near to tell."""
    scores = {hit.id: hit.score for hit in theirs}
    return all(
        one.id == other.id or scores[one.id] == pytest.approx(scores[other.id], rel=TOLERANCE, abs=TOLERANCE)
        for one, other in zip(ours, theirs, strict=True)
    )


def pages_fit(engine: Engine, question: Question) -> None:
    """A page of hits is cut from all hits."""
    assert question.limit is not None
    whole = engine.search(replace(question, limit=None, offset=0)).hits
    assert engine.search(question).hits == whole[question.offset : question.offset + question.limit]


@given(st.lists(TEXTS, min_size=1, max_size=3), st.integers(0, 30), st.integers(1, 6))
def test_what_stands_in_an_article_is_found(texts: list[str], start: int, length: int) -> None:
    """Quoted text is found where it was cut out, unless that cut a run of letters or digits."""
    whole = analysis.fold(texts[0])
    piece = whole[start : start + length].strip(" ")
    row = [unit for unit in analysis.split_units(piece) if unit in analysis.split_units(whole)]
    if not piece or "".join(row) != piece or not stands_whole(piece, whole):
        return
    phrase = Phrase(piece, (tuple(Unit(kind_of(unit), unit) for unit in row),))
    document = IndexDocument(1, {Field.BODY: tuple(texts)}, "临岚日报")
    with TemporaryDirectory() as folder:
        engine = open_engine(Path(folder), create=True)
        engine.write([document], [])
        assert engine.search(Question(Query(phrase))).total == 1
        engine.close()


def stands_whole(piece: str, whole: str) -> bool:
    units = analysis.split_units(whole)
    row = analysis.split_units(piece)
    return any(units[at : at + len(row)] == row for at in range(len(units)))
