"""The full-text index of an archive: a cache in its own folder, deletable, replaced as a whole, never trusted blindly.

`current` names the generation (a folder beside it) that is searched.  Searching and rebuilding may go on at once; of
updating and rebuilding the caller lets only one run at a time over all processes (the archive's writer lock).
"""

from __future__ import annotations

import re
import secrets
import shutil
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import RLock
from time import perf_counter
from typing import TYPE_CHECKING, Final, Self, TypeVar

import msgspec
from msgspec.structs import replace

from archive.files import write_atomically
from archive.progress import Cancelled, Progress
from archive.wording import N_, _
from indexer import sync
from indexer.engines.base import Answer, Engine, EngineOpener, Question
from indexer.errors import IndexDamagedError
from indexer.query import Query
from indexer.query.owned import Owned, answered, nobodys
from indexer.request import SearchRequest, SearchResult
from indexer.sync import ArticleFeed as ArticleFeed
from indexer.understanding import query_of

if TYPE_CHECKING:
    from indexer.reprints.beside import Shown
    from indexer.reprints.groups import Groups

T = TypeVar("T")

UPDATING: Final = N_("更新检索索引")
REBUILDING: Final = N_("重建检索索引")

PARTS_AFTER_UPDATE: Final = 12
PARTS_AFTER_REBUILD: Final = 3
"""More are merged: every part of an index is asked by every search."""

_POINTER: Final = "current"
_NOTES: Final = "building"
"""How far a rebuild has come."""
_PREFIX: Final = "generation-"


class _Building(msgspec.Struct, frozen=True):
    """A generation that is being built: all articles up to id `after` are in, as they were at change `seq` or later."""

    generation: str
    seq: int
    after: int

    @classmethod
    def read(cls, data: bytes) -> Self:
        """`ValueError` for anything else than `written` gives."""
        match = re.fullmatch(rb"(generation-[0-9a-f]+) (\d+) (\d+) ([0-9a-f]{8})\n", data)
        if not match or int(match[4], 16) != zlib.crc32(data[: match.start(4)]):
            raise ValueError("not the notes of a rebuild")
        return cls(match[1].decode(), int(match[2]), int(match[3]))

    def written(self) -> bytes:
        line = f"{self.generation} {self.seq} {self.after} ".encode()
        return b"%s%08x\n" % (line, zlib.crc32(line))


class Index:
    """Search over what `feed` has.  Nothing is opened before it is needed.  Any thread may call any method."""

    def __init__(self, folder: Path, feed: ArticleFeed, open_engine: EngineOpener | None = None) -> None:
        self._folder = folder
        self._feed = feed
        self._open_engine = open_engine or _open_whoosh
        self._lock = RLock()
        self._opened: tuple[str, Engine] | None = None
        self._shown: Shown | None = None
        self._agreed: tuple[str, int] | None = None
        """Where index and archive were last of as many articles."""

    def search(self, request: SearchRequest, owned: Owned = nobodys) -> SearchResult:
        """Exact hits as of the last update.  No index yet: no hits.  `owned` answers what is asked of marks.

        `IndexDamagedError` when the index cannot be trusted; `update` repairs that.
        """
        start = perf_counter()
        groups = self.reprints() if request.collapse else None
        found = self._ask(lambda engine: _searched(engine, request, owned, groups))
        if found is None:
            return SearchResult(0, (), 0.0)
        answer, is_partial = found
        took = (perf_counter() - start) * 1000
        return SearchResult(
            answer.total, answer.hits, took, answer.facets, answer.explanation, is_partial, answer.newest, answer.dates
        )

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

    def rebuild(self, cancelled: Cancelled | None = None, *, anew: bool = False) -> Iterator[Progress]:
        """Build a new index beside the present one, then swap.

        Stopped, it leaves the present one as it is and goes on the next time where it was; with `anew` it begins again.
        """
        from indexer.reprints import (  # their arrays are needed for updates and reprints only: start-up stays quick
            beside,
        )

        building, engine = self._building(anew=anew)
        try:
            total = self._feed.article_count()
            yield Progress(_(REBUILDING), engine.count(), total)
            reprints = beside.opened(self._folder / building.generation)
            both = beside.Beside(engine, reprints)
            for reached in sync.fill(self._feed, both, building.after):
                building = replace(building, after=reached)
                self._note(building)
                yield Progress(_(REBUILDING), engine.count(), max(total, engine.count()))
                if cancelled:
                    return
            while engine.merge(PARTS_AFTER_REBUILD):
                if cancelled:
                    return
            seq = building.seq
            for reached in sync.drain(self._feed, both, seq):  # what came meanwhile
                seq = reached
                if cancelled:
                    return
            self._place(building.generation, engine)
            self._feed.set_index_checkpoint(building.generation, seq)
        finally:
            if self._opened is None or self._opened[1] is not engine:
                engine.close()
        self._sweep(building.generation)

    def reprints(self) -> Groups:
        """Which articles are one, printed several times, as of the last update; nothing is known without an index."""
        from indexer.reprints.beside import Shown

        with self._lock:
            self._shown = self._shown or Shown()
            return self._shown.groups(self._folder / (self._pointed_or_none() or ""))

    def document_count(self) -> int:
        """How many articles can be found now; 0 when there is no index that can be trusted."""
        try:
            return self._ask(lambda engine: engine.count()) or 0
        except IndexDamagedError:
            return 0

    def pending(self) -> int:
        """How many changes an update would bring in (all articles when it would build anew)."""
        checkpoint = self._feed.index_checkpoint()
        if checkpoint is None or checkpoint[0] != self._pointed_or_none() or not self._is_sound():
            return self._feed.article_count()
        return max(self._feed.last_change() - checkpoint[1], 0)

    def verify(self) -> None:
        """Read every file through: `IndexDamagedError` if one is not as it was committed.  No index is no damage."""
        self._ask(lambda engine: engine.verify())
        self._verify_reprints()

    def _verify_reprints(self) -> None:
        from indexer.reprints import beside, store

        generation = self._pointed()
        if generation and (folder := self._folder / generation / beside.FOLDER).exists():
            store.Reprints(folder).verify()

    def close(self) -> None:
        """Let go of all files.  A later call opens them again."""
        with self._lock:
            if self._opened:
                self._opened[1].close()
            self._opened = None

    def _drain(self, cancelled: Cancelled | None) -> Iterator[Progress]:
        """`update`, as long as the index can be trusted."""
        from indexer.reprints import beside

        generation, after = self._feed.index_checkpoint() or ("", 0)
        end = self._feed.last_change()
        if generation != self._pointed() or after > end:
            raise IndexDamagedError(self._folder, _("与档案库不相符"))
        engine = self._engine()
        if engine is None:
            raise IndexDamagedError(self._folder, _("与档案库不相符"))
        engine.count()  # looks at every file that has changed since it was checked
        reprints = beside.opened(self._folder / generation)
        yield from beside.fill(self._feed, reprints, cancelled)
        if cancelled:
            return
        begin = reached = after
        for reached in sync.drain(self._feed, beside.Beside(engine, reprints), after):
            self._feed.set_index_checkpoint(generation, reached)
            yield Progress(_(UPDATING), reached - begin, max(end, reached) - begin)
            if cancelled:
                return
        while engine.merge(PARTS_AFTER_UPDATE):
            if cancelled:
                return
        if self._agreed != (generation, after):  # counting reads the whole catalogue: not after each issue
            documents = self._feed.article_count()
            if engine.count() != documents and self._feed.last_change() == reached:
                raise IndexDamagedError(self._folder, _("篇数与档案库不相符"))
        self._agreed = (generation, reached)

    def _building(self, *, anew: bool) -> tuple[_Building, Engine]:
        """What a rebuild that was stopped has built, when that can be trusted; otherwise a new beginning."""
        from indexer.reprints import beside, store

        try:
            building = _Building.read((self._folder / _NOTES).read_bytes())
            if not anew and building.seq <= self._feed.last_change():
                store.Reprints(self._folder / building.generation / beside.FOLDER)  # of both or of neither
                return building, self._open_engine(self._folder / building.generation)
        except (OSError, ValueError, IndexDamagedError):
            pass
        building = _Building(_PREFIX + secrets.token_hex(8), self._feed.last_change(), 0)
        engine = self._open_engine(self._folder / building.generation, create=True)
        store.Reprints(self._folder / building.generation / beside.FOLDER, create=True, reached=None)
        self._note(building)
        return building, engine

    def _note(self, building: _Building) -> None:
        write_atomically(self._folder / _NOTES, building.written())

    def _ask(self, question: Callable[[Engine], T]) -> T | None:
        """The engine's answer, None when there is none yet.

        Another process may swap the index and sweep the old one while it is asked: then the new one is asked.
        """
        while True:
            with self._lock:
                if self._engine() is None or self._opened is None:
                    return None
                generation, engine = self._opened
            try:
                return question(engine)
            except IndexDamagedError:
                if self._pointed() == generation:
                    raise

    def _engine(self) -> Engine | None:
        """The engine of the present generation, None when there is none yet."""
        with self._lock:
            return self._present()

    def _present(self) -> Engine | None:
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
        (self._folder / _NOTES).unlink(missing_ok=True)
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
            raise IndexDamagedError(self._folder, _("读不出 {name}").format(name=_POINTER)) from error
        match = re.fullmatch(rb"(generation-[0-9a-f]+) ([0-9a-f]{8})\n", data)
        if not match or int(match[2], 16) != zlib.crc32(match[1]):
            raise IndexDamagedError(self._folder, _("{name} 读不懂").format(name=_POINTER))
        return match[1].decode()

    def _is_sound(self) -> bool:
        """Whether the present generation can be opened, and all its files are as they were."""
        try:
            return self._ask(lambda engine: engine.count()) is not None
        except IndexDamagedError:
            return False

    def _pointed_or_none(self) -> str | None:
        try:
            return self._pointed()
        except IndexDamagedError:
            return None


def _searched(engine: Engine, request: SearchRequest, owned: Owned, groups: Groups | None) -> tuple[Answer, bool]:
    """The answer, and whether it is only to most of the words, as not all of them are in any article."""
    answer = _collapsed(engine, _question(request, answered(query_of(request), owned)), groups)
    if not answer.total and request.partial and (most := query_of(request, partial=True)).root is not None:
        closest = _collapsed(engine, _question(request, most), groups)
        if closest.total:
            return replace(closest, explanation=answer.explanation), True
    return answer, False


def _collapsed(engine: Engine, question: Question, groups: Groups | None) -> Answer:
    """The answer in which of each group of reprints only the first hit is listed; all of them are counted."""
    if not groups or question.limit == 0:
        return engine.search(question)
    end = None if question.limit is None else question.offset + question.limit
    asked = end and end + end // 2 + 10
    while True:
        answer = engine.search(replace(question, offset=0, limit=asked))
        hits = [answer.hits[place] for place in groups.first_of_each([hit.id for hit in answer.hits])]
        if end is None or asked is None or len(hits) >= end or len(answer.hits) < asked:
            return replace(answer, hits=tuple(hits[question.offset : end]))
        asked *= 2


def _question(request: SearchRequest, query: Query) -> Question:
    return Question(
        query,
        request.filters,
        request.sort,
        request.limit,
        request.offset,
        facets=request.facets,
        explain=request.explain,
        by_words=True,
        dates=request.dates,
    )


def _open_whoosh(folder: Path, *, create: bool = False) -> Engine:
    from indexer.engines.whoosh import open_engine

    return open_engine(folder, create=create)
