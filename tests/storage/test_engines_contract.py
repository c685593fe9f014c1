"""What every engine must do, the same tests for each; and Whoosh against brute force on random articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import PartialDate
from indexer.engines.base import Engine, Field, IndexDocument
from indexer.engines.memory import MemoryEngine
from indexer.engines.whoosh import open_engine
from indexer.errors import IndexBusyError
from indexer.query import parse
from indexer.request import Filters, Sort

ENGINES: dict[str, Callable[[Path], Engine]] = {
    "memory": lambda _: MemoryEngine(),
    "whoosh": lambda folder: open_engine(folder, create=True),
}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = ENGINES[request.param](tmp_path / "engine")
    yield engine
    engine.close()


def article(id_: int, title: str = "", *body: str, date: str | None = None, **other: str) -> IndexDocument:
    texts = {Field.TITLE: (title,), Field.BODY: body}
    texts |= {Field(name): (text,) for name, text in other.items() if name in list(Field)}
    day = PartialDate.parse(date) if date else None
    return IndexDocument(
        id_,
        texts,
        other.get("paper", "人民日报"),
        int(f"{day.first:%Y%m%d}") if day else 0,
        int(f"{day.last:%Y%m%d}") if day else 0,
        day.year * 10_000 + (day.month or 0) * 100 + (day.day or 0) if day else 0,
        tuple(other.get("pages", "01").split()),
    )


def ids(
    engine: Engine,
    query: str,
    filters: Filters = Filters(),  # noqa: B008 - frozen
    sort: Sort = Sort.RELEVANCE,
    limit: int | None = None,
    offset: int = 0,
) -> list[int]:
    total, hits = engine.search(parse(query), filters, sort, limit, offset)
    if limit is None and not offset:
        assert total == len(hits)
    return [hit.id for hit in hits]


def test_empty(engine: Engine) -> None:
    assert engine.count() == 0
    assert ids(engine, "中国") == []
    engine.write([], [])
    engine.write([], [7])
    assert engine.count() == 0


def test_fields_apart_and_parts_anywhere(engine: Engine) -> None:
    engine.write([article(1, "发展", "中国", byline="本报记者 张三", number="国发〔2022〕1号")], [])
    assert ids(engine, "发展 中国 张三 国发〔2022〕1号") == [1]
    assert ids(engine, "发展中国") == []
    assert ids(engine, '"发展 中国"') == []
    assert ids(engine, "国发1号") == []


def test_paragraph_is_a_border_a_line_break_is_not(engine: Engine) -> None:
    engine.write([article(1, "中\n国", "改", "革，", "开放")], [])
    assert ids(engine, "中国") == [1]
    assert ids(engine, "改革") == []
    assert ids(engine, "革，开") == []


def test_put_replaces_delete_removes(engine: Engine) -> None:
    engine.write([article(1, "甲"), article(2, "甲"), article(1, "乙")], [])
    assert (ids(engine, "甲"), ids(engine, "乙"), engine.count()) == ([2], [1], 2)
    engine.write([article(2, "丙")], [1, 2, 99])
    assert (ids(engine, "甲"), ids(engine, "乙"), ids(engine, "丙")) == ([], [], [2])
    assert engine.count() == 1
    engine.write([], [2])
    assert (ids(engine, "丙"), engine.count()) == ([], 0)


def test_filters(engine: Engine) -> None:
    engine.write(
        [
            article(1, "中国", date="2022", paper="甲报", byline="张三"),
            article(2, "中国", date="2022-08", paper="甲报", pages="A01 A02"),
            article(3, "中国", date="2022-08-28", paper="乙报", pages="A1", byline="李 四，王五"),
            article(4, "中国"),
        ],
        [],
    )
    day = PartialDate.parse

    def filtered(**values: object) -> list[int]:
        return sorted(ids(engine, "中国", Filters(**values)))  # type: ignore[arg-type]

    assert filtered(paper="甲报") == [1, 2]
    assert filtered(paper="甲") == []
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
    assert filtered(author="中") == []
    assert filtered(author="") == [1, 2, 3, 4]
    assert ids(engine, "", Filters(paper="甲报")) == []


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
    total, hits = engine.search(parse("中国"), Filters(), Sort.RELEVANCE, 1, 0)
    assert total == 6
    assert hits[0].score > 0


def test_short_queries(engine: Engine) -> None:
    engine.write([article(1, "金2025年DIP改革", "𠀀，b"), article(2, "铜202年dips")], [])
    expected = {
        "金": [1], "202": [2], "2025": [1], "202*": [1, 2], "202＊年": [1, 2], "dip": [1], "DI*": [1, 2], "b": [1],
        "𠀀": [1], "𠀀 b": [1], "*": [], "，": [], '"，"': [1], "年dip*": [1, 2], "金202*年": [1], "2*年d*": [1, 2],
    }  # fmt: skip
    for query, found in expected.items():
        assert sorted(ids(engine, query)) == found, query


def test_many_commits_are_merged_and_stay_right(tmp_path: Path) -> None:
    folder = tmp_path / "engine"
    engine, memory = open_engine(folder, create=True), MemoryEngine()
    for turn in range(60):
        puts = [article(turn * 3 + n, f"第{turn}回", f"甲{'乙' * n}丙", date="2022") for n in range(3)]
        deletes = [turn * 2]
        for one in (engine, memory):
            one.write(puts, deletes)
    assert engine.count() == memory.count()
    assert len(list(folder.glob("*.seg"))) < 20
    for query in ("甲", "甲乙", "乙丙", "第1*", "回", "第5回"):
        assert ids(engine, query) == ids(memory, query), query
    fresh = open_engine(folder)
    assert ids(fresh, "甲") == ids(memory, "甲")
    fresh.close()
    engine.close()


def test_deleting_nearly_all_shrinks_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "engine"
    engine = open_engine(folder, create=True)
    engine.write([article(n, chr(0x4E00 + n) * 50) for n in range(1, 400)], [])
    before = sum(path.stat().st_size for path in folder.iterdir())
    engine.write([], range(2, 400))
    engine.write([article(500, "甲")], [])
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


def test_two_writers_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer.engines.whoosh import writer

    monkeypatch.setattr(writer, "_LOCK_PATIENCE", 0.1)
    engine = open_engine(tmp_path, create=True)
    held = writer._Writer(tmp_path)
    with pytest.raises(IndexBusyError):
        engine.write([article(1, "甲")], [])
    held.cancel()
    engine.write([article(1, "甲")], [])
    assert ids(engine, "甲") == [1]
    engine.close()


def test_threads_search_while_one_writes(engine: Engine) -> None:
    engine.write([article(n, "中国", "甲" * n) for n in range(1, 20)], [])
    problems: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(40):
                found = ids(engine, "中国 甲*")
                assert len(found) == len(set(found)) >= 19
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


TEXT = st.text(st.sampled_from("中国國发展，。a1A２ 　\n"), max_size=12)
ARTICLES = st.lists(
    st.builds(
        lambda title, byline, body, date: (title, byline, body, date),
        TEXT,
        TEXT,
        st.lists(TEXT, max_size=3),
        st.sampled_from([None, "2022", "2022-01", "2022-01-01", "2021-12-31"]),
    ),
    min_size=1,
    max_size=8,
)
PIECE = st.text(st.sampled_from("中国發展，a1*"), min_size=1, max_size=4)
TYPED = st.lists(PIECE | PIECE.map(lambda text: f"“{text}”"), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(ARTICLES, st.lists(TYPED, min_size=1, max_size=12), st.integers(0, 7), st.sampled_from(Sort))
def test_whoosh_answers_as_brute_force_does(
    articles: list[tuple[str, str, list[str], str | None]], queries: list[str], cut: int, sort: Sort
) -> None:
    documents = [
        article(number, title, *body, date=date, byline=byline)
        for number, (title, byline, body, date) in enumerate(articles)
    ]
    with TemporaryDirectory() as folder:
        engine, memory = open_engine(Path(folder), create=True), MemoryEngine()
        for one in (engine, memory):
            one.write(documents[:cut], [])
            one.write(documents[cut:], range(0, cut, 3))
        filters = Filters(date_from=PartialDate.parse("2022")) if cut % 2 else Filters()
        for query in queries:
            tree = parse(query)
            theirs = memory.search(tree, filters, sort, None, 0)
            ours = engine.search(tree, filters, sort, None, 0)
            assert ours == theirs, query
            assert engine.search(tree, filters, sort, 2, 1) == (theirs[0], theirs[1][1:3])
        engine.close()
