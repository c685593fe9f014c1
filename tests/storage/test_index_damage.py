"""An index that cannot be trusted: damaged, lost, of another version or archive, left by a crash.  It is noticed and rebuilt."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from index_feed import Feed, ids, is_right

from archive.errors import EnvironmentProblemError
from indexer.errors import IndexDamagedError
from indexer.index import REBUILDING, Index

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

ROOT = Path(__file__).resolve().parents[2]


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
import os, signal, sys
from pathlib import Path
from index_feed import Feed, thirty
from indexer.index import Index
feed = thirty()
index = Index(Path(sys.argv[1]), feed)
list(index.update())
print(*feed.checkpoint, flush=True)
def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)
exec(sys.argv[2])
feed.put(31, "新", "中国")
list(index.rebuild() if sys.argv[3] == "rebuild" else index.update())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="POSIX")
@pytest.mark.parametrize("moment", KILLED_IN)
def test_killed_at_any_moment(tmp_path: Path, feed: Feed, moment: str) -> None:
    kind = "rebuild" if "pointer" in moment or "sweeping" in moment else "update"
    child = subprocess.run(
        [sys.executable, "-c", KILL, str(tmp_path), KILLED_IN[moment], kind],
        cwd=ROOT,
        env={"PYTHONPATH": os.pathsep.join((str(ROOT), str(Path(__file__).parent)))},
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
