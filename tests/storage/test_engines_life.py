"""The life of an engine's index: articles put, replaced, deleted; commits, merges, writers and readers at once."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest
from engine_contract import article, digits, found, ids, phrase, words

from indexer.engines.base import Engine, IndexDocument
from indexer.engines.memory import MemoryEngine
from indexer.engines.whoosh import open_engine
from indexer.errors import IndexBusyError
from indexer.query.nodes import Field, Not

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


# ── over many commits ──────────────────────────────────────────────────────────────────────────────────────────────


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
