"""The index as a cache: kept up with the feed, rebuilt when it cannot be trusted, right whenever it answers."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from archive.errors import EnvironmentProblemError
from archive.model import (
    Article,
    Change,
    Content,
    Figure,
    IssueKey,
    ListBlock,
    PageRef,
    PaperKind,
    Paragraph,
    PartialDate,
    Table,
)
from archive.progress import Cancelled
from indexer import sync
from indexer.documents import snippet_texts
from indexer.engines.whoosh.engine import WhooshEngine
from indexer.errors import IndexDamagedError
from indexer.index import REBUILDING, UPDATING, Index
from indexer.request import Filters, SearchRequest, Sort

ROOT = Path(__file__).resolve().parents[2]


class Feed:
    """An archive in memory."""

    def __init__(self) -> None:
        self.articles: dict[int, Article] = {}
        self.feed: list[Change] = []
        self.checkpoint: tuple[str, int] | None = None

    def put(self, number: int, title: str, *blocks: str, **head: str) -> None:
        key = IssueKey(PaperKind.NEWSPAPER, "人民日报", PartialDate(2022, 8, 28))
        content = Content(title, blocks=tuple(map(Paragraph, blocks)), **head)  # type: ignore[arg-type]
        self.keep(Article(number, key, (PageRef("01"),), 1, content, (), "0" * 64, 1))

    def keep(self, article: Article) -> None:
        self.articles[article.id] = article
        self.feed.append(Change(len(self.feed) + 1, article.id, deleted=False))

    def delete(self, number: int) -> None:
        del self.articles[number]
        self.feed.append(Change(len(self.feed) + 1, number, deleted=True))

    def changes(self, after: int, limit: int) -> list[Change]:
        return self.feed[after : after + limit]

    def last_change(self) -> int:
        return len(self.feed)

    def articles_by_id(self, ids: Sequence[int]) -> list[Article]:
        return [self.articles[number] for number in ids if number in self.articles]

    def leads(self, ids: Sequence[int]) -> set[int]:
        return set()

    def article_ids(self, after: int, limit: int) -> list[int]:
        return sorted(number for number in self.articles if number > after)[:limit]

    def article_count(self) -> int:
        return len(self.articles)

    def index_checkpoint(self) -> tuple[str, int] | None:
        return self.checkpoint

    def set_index_checkpoint(self, generation: str, seq: int) -> None:
        self.checkpoint = (generation, seq)


@pytest.fixture
def feed() -> Feed:
    feed = Feed()
    for number in range(1, 31):
        feed.put(number, f"第{number}篇", "中国发展", f"数字{number}号")
    return feed


@pytest.fixture
def index(tmp_path: Path, feed: Feed) -> Iterator[Index]:
    index = Index(tmp_path / "index", feed)
    yield index
    index.close()


def ids(index: Index, query: str) -> list[int]:
    result = index.search(SearchRequest(query, limit=None))
    assert result.total == len(result.hits)
    return sorted(hit.id for hit in result.hits)


def is_right(index: Index, feed: Feed) -> bool:
    return ids(index, "中国") == sorted(feed.articles) and index.document_count() == len(feed.articles)


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


# ── damage ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[len(data) // 2] ^= 1
    path.write_bytes(data)


DAMAGES: dict[str, Callable[[Path], object]] = {
    "delete": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "truncate": _truncate,
    "flip": _flip,
    "foreign": lambda path: path.write_bytes(b"something else\n" * 20),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("opened", [True, False])
def test_any_damaged_file_is_noticed_and_repaired(tmp_path: Path, feed: Feed, damage: str, opened: bool) -> None:
    folder = tmp_path / "index"
    index = Index(folder, feed)
    list(index.update())
    names = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    count = len(names)
    for number in range(count):
        name = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())[number]
        if opened:
            assert is_right(index, feed)
        else:
            index.close()
        DAMAGES[damage](folder / name)
        with suppress(IndexDamagedError):
            assert ids(index, "中国") in (sorted(feed.articles), [])
        feed.put(100 + number, "后来", "中国")
        list(index.update())
        assert is_right(index, feed), name
    index.close()


def test_a_lost_folder_is_rebuilt(index: Index, feed: Feed, tmp_path: Path) -> None:
    list(index.update())
    shutil.rmtree(tmp_path / "index")
    assert ids(index, "中国") == []
    assert index.pending() == 30
    list(index.update())
    assert is_right(index, feed)


def test_another_version_is_rebuilt(index: Index, feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    from indexer.engines.whoosh import manifest

    list(index.update())
    index.close()
    monkeypatch.setattr(manifest, "ANALYSIS_VERSION", "2/unicode-99")
    with pytest.raises(IndexDamagedError):
        ids(index, "中国")
    assert index.document_count() == 0
    assert {step.what for step in index.update()} == {REBUILDING}
    assert is_right(index, feed)


@pytest.mark.parametrize("checkpoint", [None, ("generation-00", 30), "future"])
def test_an_index_of_another_archive_is_rebuilt(index: Index, feed: Feed, checkpoint: object) -> None:
    list(index.update())
    assert feed.checkpoint
    feed.checkpoint = (feed.checkpoint[0], 99) if checkpoint == "future" else checkpoint  # type: ignore[assignment]
    assert {step.what for step in index.update()} == {REBUILDING}
    assert is_right(index, feed)


def test_an_archive_put_back_to_an_older_state(index: Index, feed: Feed) -> None:
    list(index.update())
    old, checkpoint, articles = list(feed.feed), feed.checkpoint, dict(feed.articles)
    feed.put(50, "未来", "中国")
    list(index.update())
    feed.feed, feed.checkpoint, feed.articles = old, checkpoint, articles
    list(index.update())
    assert is_right(index, feed)


# ── crashes ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_crash_between_commit_and_checkpoint(index: Index, feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    list(index.update())
    feed.put(31, "新", "中国")
    feed.delete(5)

    def crash(generation: str, seq: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(feed, "set_index_checkpoint", crash)
        with pytest.raises(KeyboardInterrupt):
            list(index.update())
    assert index.pending() == 2
    assert ids(index, "新") == [31]
    list(index.update())
    assert is_right(index, feed)


KILLED_IN = {
    "before the commit record": "from indexer.engines.whoosh import manifest as m; m.write = die",
    "after the commit record": "from indexer.engines.whoosh import writer as m; m._sweep = die",
    "while writing postings": "from indexer.engines.whoosh.arrayfile import ArrayWriter as m; m.finish = die",
    "after writing postings": "from indexer.engines.whoosh import manifest as m; m.seal = die",
    "before the contents": "from whoosh.index import TOC as m; m.write = die",
    "before the pointer": "Index._place = die",
    "before the checkpoint": "Feed.set_index_checkpoint = die",
    "while sweeping": "import shutil as m; m.rmtree = die",
}
KILL = """
import importlib.util, os, signal, sys
from contextlib import suppress
from pathlib import Path
spec = importlib.util.spec_from_file_location("t", sys.argv[1])
t = importlib.util.module_from_spec(spec)
spec.loader.exec_module(t)
Feed, Index = t.Feed, t.Index
feed = Feed()
for number in range(1, 31):
    feed.put(number, f"第{number}篇", "中国发展", f"数字{number}号")
index = t.Index(Path(sys.argv[2]), feed)
list(index.update())
print(*feed.checkpoint, flush=True)
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
exec(sys.argv[3])
feed.put(31, "新", "中国")
list(index.rebuild() if sys.argv[4] == "rebuild" else index.update())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX")
@pytest.mark.parametrize("moment", KILLED_IN)
def test_killed_at_any_moment(tmp_path: Path, feed: Feed, moment: str) -> None:
    kind = "rebuild" if "pointer" in moment or "sweeping" in moment else "update"
    child = subprocess.run(
        [sys.executable, "-c", KILL, __file__, str(tmp_path), KILLED_IN[moment], kind],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
    generation, seq = child.stdout.split()
    feed.checkpoint = (generation, int(seq))
    index = Index(tmp_path, feed)
    assert ids(index, "中国") in (sorted(feed.articles), [*sorted(feed.articles), 31])
    feed.put(31, "新", "中国")
    list(index.update())
    assert is_right(index, feed)
    assert len(list(tmp_path.glob("generation-*"))) == 1 or kind == "rebuild"
    list(index.rebuild())
    assert is_right(index, feed)
    assert len(list(tmp_path.glob("generation-*"))) == 1
    index.close()


def test_constructing_an_index_does_not_load_the_engine() -> None:
    script = "import sys, indexer.index as i; i.Index('x', None); sys.exit('whoosh' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="another lock there")
def test_an_index_that_cannot_be_locked_is_said_in_words(
    index: Index, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    from whoosh.util import filelock

    def fail(_lock: object, *_: object, **__: object) -> bool:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(filelock.FcntlLock, "acquire", fail)
    with pytest.raises(EnvironmentProblemError, match="读写出错"):
        list(index.update())
