"""The full-text index of an archive: a cache in its own folder, deletable, replaced as a whole, never trusted blindly.

`current` names the generation (a folder beside it) that is searched.  Searching and rebuilding may go on at once; of
updating and rebuilding the caller lets only one run at a time over all processes (the archive's writer lock).
"""

from __future__ import annotations

import re
import secrets
import shutil
import zlib
from collections.abc import Iterator
from pathlib import Path
from threading import RLock
from time import perf_counter
from typing import Final

from archive.files import write_atomically
from archive.progress import Cancelled, Progress
from indexer import sync
from indexer.engines.base import Engine, EngineOpener
from indexer.errors import IndexDamagedError
from indexer.query import parse
from indexer.request import Hit, SearchRequest, SearchResult
from indexer.sync import ArticleFeed as ArticleFeed

UPDATING: Final = "更新检索索引"
REBUILDING: Final = "重建检索索引"

_POINTER: Final = "current"
_PREFIX: Final = "generation-"


class Index:
    """Search over what `feed` has.  Nothing is opened before it is needed.  Any thread may call any method."""

    def __init__(self, folder: Path, feed: ArticleFeed, open_engine: EngineOpener | None = None) -> None:
        self._folder = folder
        self._feed = feed
        self._open_engine = open_engine or _open_whoosh
        self._lock = RLock()
        self._opened: tuple[str, Engine] | None = None

    def search(self, request: SearchRequest) -> SearchResult:
        """Exact hits as of the last update.  No index yet: no hits.

        `IndexDamagedError` when the index cannot be trusted; `update` repairs that.
        """
        start = perf_counter()
        query = parse(request.query)
        total = 0
        hits: tuple[Hit, ...] = ()
        with self._lock:
            engine = self._engine()
            if engine is not None and query.parts:
                total, hits = engine.search(query, request.filters, request.sort, request.limit, request.offset)
        return SearchResult(total, hits, (perf_counter() - start) * 1000)

    def update(self, cancelled: Cancelled | None = None) -> Iterator[Progress]:
        """Bring the index up to date; builds it anew if there is none or it cannot be trusted.

        Cancelling keeps what is done so far.
        """
        try:
            yield from self._drain(cancelled)
            return
        except IndexDamagedError:
            pass
        yield from self.rebuild(cancelled)

    def rebuild(self, cancelled: Cancelled | None = None) -> Iterator[Progress]:
        """Build a new index beside the present one, then swap.  Cancelling leaves the present one as it is."""
        generation = _PREFIX + secrets.token_hex(8)
        folder = self._folder / generation
        seq = self._feed.last_change()
        total = self._feed.article_count()
        engine: Engine | None = None
        placed = False
        try:
            yield Progress(REBUILDING, 0, total)
            engine = self._open_engine(folder, create=True)
            for done in sync.fill(self._feed, engine):
                yield Progress(REBUILDING, done, max(total, done))
                if cancelled:
                    return
            for reached in sync.drain(self._feed, engine, seq):  # what came meanwhile
                seq = reached
                if cancelled:
                    return
            self._place(generation, engine)
            placed = True
            self._feed.set_index_checkpoint(generation, seq)
        finally:
            if not placed:
                if engine is not None:
                    engine.close()
                shutil.rmtree(folder, ignore_errors=True)
        self._sweep(generation)

    def document_count(self) -> int:
        """How many articles can be found now; 0 when there is no index that can be trusted."""
        try:
            with self._lock:
                engine = self._engine()
                return engine.count() if engine is not None else 0
        except IndexDamagedError:
            return 0

    def pending(self) -> int:
        """How many changes an update would bring in (all articles when it would build anew)."""
        checkpoint = self._feed.index_checkpoint()
        if checkpoint is None or checkpoint[0] != self._pointed_or_none():
            return self._feed.article_count()
        return max(self._feed.last_change() - checkpoint[1], 0)

    def close(self) -> None:
        """Let go of all files.  A later call opens them again."""
        with self._lock:
            if self._opened:
                self._opened[1].close()
            self._opened = None

    def _drain(self, cancelled: Cancelled | None) -> Iterator[Progress]:
        """`update`, as long as the index can be trusted."""
        generation, after = self._feed.index_checkpoint() or ("", 0)
        end = self._feed.last_change()
        if generation != self._pointed() or after > end:
            raise IndexDamagedError(self._folder, "与档案库不相符")
        engine = self._engine()
        if engine is None:
            raise IndexDamagedError(self._folder, "与档案库不相符")
        engine.count()  # looks at every file that has changed since it was checked
        begin = reached = after
        for reached in sync.drain(self._feed, engine, after):
            self._feed.set_index_checkpoint(generation, reached)
            yield Progress(UPDATING, reached - begin, max(end, reached) - begin)
            if cancelled:
                return
        documents = self._feed.article_count()
        if engine.count() != documents and self._feed.last_change() == reached:
            raise IndexDamagedError(self._folder, "篇数与档案库不相符")

    def _engine(self) -> Engine | None:
        """The engine of the present generation, None when there is none yet."""
        generation = self._pointed()
        while generation and not (self._opened and self._opened[0] == generation):
            try:
                self._swap(generation, self._open_engine(self._folder / generation))
            except IndexDamagedError:
                before, generation = generation, self._pointed()  # another process may have swapped just now
                if before == generation:
                    raise
        if not generation:
            self.close()
        return self._opened[1] if self._opened else None

    def _swap(self, generation: str, engine: Engine) -> None:
        with self._lock:
            self.close()
            self._opened = (generation, engine)

    def _place(self, generation: str, engine: Engine) -> None:
        """From here on this generation is the index."""
        with self._lock:
            name = generation.encode()
            write_atomically(self._folder / _POINTER, b"%s %08x\n" % (name, zlib.crc32(name)))
            self._swap(generation, engine)

    def _sweep(self, generation: str) -> None:
        """Remove all other generations; what another process still holds open (Windows) goes next time."""
        for folder in self._folder.glob(f"{_PREFIX}*"):
            if folder.name != generation:
                shutil.rmtree(folder, ignore_errors=True)

    def _pointed(self) -> str | None:
        """The present generation, None when there is none; `IndexDamagedError` if that cannot be read."""
        try:
            data = (self._folder / _POINTER).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise IndexDamagedError(self._folder, f"读不出 {_POINTER}") from error
        match = re.fullmatch(rb"(generation-[0-9a-f]+) ([0-9a-f]{8})\n", data)
        if not match or int(match[2], 16) != zlib.crc32(match[1]):
            raise IndexDamagedError(self._folder, f"{_POINTER} 读不懂")
        return match[1].decode()

    def _pointed_or_none(self) -> str | None:
        try:
            return self._pointed()
        except IndexDamagedError:
            return None


def _open_whoosh(folder: Path, *, create: bool = False) -> Engine:
    from indexer.engines.whoosh import open_engine

    return open_engine(folder, create=create)
