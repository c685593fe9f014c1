"""The index as a cache: kept up with the feed, rebuilt while one reads, right whenever it answers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from index_feed import Feed, ids, is_right

from archive.model import (
    Article,
    Content,
    Figure,
    IssueKey,
    ListBlock,
    PageRef,
    PaperKind,
    PartialDate,
    Table,
)
from archive.progress import Cancelled
from indexer import sync
from indexer.documents import snippet_texts
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.index import REBUILDING, UPDATING, Index
from indexer.request import Filters, SearchRequest, Sort

ROOT = Path(__file__).resolve().parents[2]


def test_no_index_yet(index: Index, feed: Feed) -> None:
    assert index.search(SearchRequest("中国")).total == 0
    assert index.document_count() == 0
    assert index.pending() == 30


def test_update_follows_the_feed(index: Index, feed: Feed) -> None:
    steps = list(index.update())
    assert {step.what for step in steps} == {REBUILDING}
    assert is_right(index, feed)
    assert index.pending() == 0
    assert list(index.update()) == []
    feed.put(31, "新", "中国发展")
    feed.put(1, "改了", "中国发展")
    feed.delete(2)
    assert index.pending() == 3
    assert ids(index, "新") == []
    assert [(step.what, step.done, step.total) for step in index.update()] == [(UPDATING, 3, 3)]
    assert is_right(index, feed)
    assert (ids(index, "新"), ids(index, "改了"), ids(index, "第1篇")) == ([31], [1], [])
    assert ids(index, "第1*篇") == list(range(10, 20))


def test_batches(index: Index, feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync, "UPDATE_BATCH", 4)
    monkeypatch.setattr(sync, "FILL_BATCH", 7)
    assert [step.done for step in index.update()] == [0, 7, 14, 21, 28, 30]
    for number in range(40, 50):
        feed.put(number, "后来", "中国")
    cancelled = Cancelled()
    steps = index.update(cancelled)
    next(steps)
    cancelled.set()
    assert list(steps) == []
    assert len(ids(index, "后来")) == 4
    assert index.pending() == 6
    list(index.update())
    assert is_right(index, feed)


def test_all_that_is_searched(index: Index, feed: Feed) -> None:
    content = Content(
        "题\n目",
        kicker="引题",
        subtitle="副题",
        byline="作者",
        source="来源",
        fields={"发文字号": "国发〔2022〕1号", "主送": "主送"},
        blocks=(Figure(caption="图说", credit="摄影"), Table((("甲格", "乙格"),)), ListBlock(("●一", "●二"))),
    )
    key = IssueKey(PaperKind.DOCUMENTS, "国务院", None)
    feed.keep(Article(99, key, (PageRef("A06"),), 1, content, (), "0" * 64, 1))
    list(index.update())
    for query in ("题目", "引题", "副题", "作者", "国发〔2022〕1号", "图说", "摄影", "甲格", "●二", "题目 乙格"):
        assert ids(index, query) == [99], query
    for query in ("来源", "主送", "题目引题", "甲格乙格", "图说摄影"):
        assert ids(index, query) == [], query
    found = index.search(SearchRequest("题", Filters(paper="国务院", page="A06", author="作者"), Sort.OLDEST))
    assert found.total == 1
    assert index.search(SearchRequest("题", Filters(date_from=PartialDate(1000)))).total == 0
    texts = [text for _field, text in snippet_texts(content)]
    assert texts[:2] == ["图说", "摄影"]
    assert set(texts) >= {"题\n目", "国发〔2022〕1号", "●二"}


def test_an_emptied_archive(index: Index, feed: Feed) -> None:
    list(index.update())
    for number in list(feed.articles):
        feed.delete(number)
    list(index.update())
    assert ids(index, "中国") == []
    assert index.document_count() == 0


def test_rebuild_while_reading(index: Index, feed: Feed, tmp_path: Path) -> None:
    list(index.update())
    other = Index(tmp_path / "index", feed)
    assert is_right(other, feed)
    for _ in index.rebuild():
        assert is_right(index, feed)
        assert is_right(other, feed)
    assert is_right(other, feed)
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1
    other.close()


@pytest.mark.parametrize("asked", ["search", "count", "verify"])
def test_an_index_swept_by_another_process_while_it_is_asked(
    tmp_path: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """Between taking the engine and asking it, its whole folder may go."""
    reader, writer = Index(tmp_path / "index", feed), Index(tmp_path / "index", feed)
    list(writer.update())
    assert is_right(reader, feed)
    real, swept = getattr(WhooshEngine, asked), []

    def late(engine: WhooshEngine, *arguments: object) -> object:
        if not swept:
            swept.append(engine)
            list(writer.rebuild(anew=True))
        return real(engine, *arguments)

    monkeypatch.setattr(WhooshEngine, asked, late)
    if asked == "search":
        assert ids(reader, "中国") == sorted(feed.articles)
    elif asked == "count":
        assert reader.document_count() == len(feed.articles)
    else:
        reader.verify()
    assert swept
    reader.close()
    writer.close()


def test_changes_during_a_rebuild_are_not_lost(index: Index, feed: Feed) -> None:
    for step in index.rebuild():
        if step.done and 3 in feed.articles:
            feed.put(77, "插入", "中国")
            feed.delete(3)
    assert is_right(index, feed)
    assert index.pending() == 0


def test_a_stopped_rebuild_goes_on_where_it_was(
    index: Index, feed: Feed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sync, "FILL_BATCH", 7)
    list(index.update())
    checkpoint = feed.checkpoint
    cancelled = Cancelled()
    steps = index.rebuild(cancelled)
    assert [next(steps).done for _ in range(3)] == [0, 7, 14]
    cancelled.set()
    assert list(steps) == []
    assert feed.checkpoint == checkpoint
    assert is_right(index, feed)
    feed.put(3, "改了", "中国")  # in already: the change feed says so
    feed.delete(10)
    feed.put(29, "后来", "中国")
    again = Index(tmp_path / "index", feed)
    assert [step.done for step in again.rebuild()] == [14, 21, 28, 30]
    assert is_right(again, feed)
    assert (ids(again, "改了"), ids(again, "后来")) == ([3], [29])
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1
    again.close()


@pytest.mark.parametrize("spoil", ["notes", "files", "anew"])
def test_what_a_stopped_rebuild_left_is_not_trusted_blindly(
    index: Index, feed: Feed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoil: str
) -> None:
    monkeypatch.setattr(sync, "FILL_BATCH", 7)
    steps = index.rebuild()
    next(steps)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    [generation] = (tmp_path / "index").glob("generation-*")
    if spoil == "notes":
        (tmp_path / "index" / "building").write_bytes(b"generation-00 0 30 00000000\n")
    elif spoil == "files":
        next(generation.glob("*.arrays")).write_bytes(b"x" * 5000)
    assert next(iter(index.rebuild(anew=spoil == "anew"))).done == 0
    list(index.rebuild())
    assert is_right(index, feed)


def test_constructing_an_index_does_not_load_the_engine() -> None:
    script = "import sys, indexer.index as i; i.Index('x', None); sys.exit('whoosh' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0
