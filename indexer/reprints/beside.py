"""Reprints kept in step with the engine of one generation: written together, made from the archive where lacking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from archive.progress import Cancelled, Progress
from archive.wording import N_, _
from indexer import sync
from indexer.engines.base import Engine, IndexDocument
from indexer.errors import IndexDamagedError
from indexer.reprints.groups import Groups
from indexer.reprints.pairing import Pairs
from indexer.reprints.store import MANIFEST, Reprints

FOLDER: Final = "reprints"
COMPARING: Final = N_("比对转载")


class Beside:
    """What `indexer.sync` writes to: the engine, then the reprints.

    Both commit by themselves; a crash between them costs the batch once more, since who calls notes how far it came
    only after both.
    """

    def __init__(self, engine: Engine, reprints: Reprints) -> None:
        self.engine, self.reprints = engine, reprints

    def write(self, puts: Iterable[IndexDocument], deletes: Iterable[int]) -> None:
        texts: dict[int, str] = {}
        gone = list(deletes)
        self.engine.write(self.reprints.seen(puts, texts), gone)
        self.reprints.commit(texts, gone)

    def merge(self, most: int | None = None) -> bool:
        return self.engine.merge(most) or self.reprints.merge()


def opened(folder: Path) -> Reprints:
    """The reprints of a generation; begun anew where there are none, or none that can be trusted."""
    try:
        found = Reprints(folder / FOLDER)
        found.count()
    except IndexDamagedError:
        found = Reprints(folder / FOLDER, create=True)
    return found


def fill(feed: sync.ArticleFeed, reprints: Reprints, cancelled: Cancelled | None) -> Iterator[Progress]:
    """Compare all articles that are not in yet; goes on where it was stopped."""
    if reprints.reached is None:
        return
    total = feed.article_count()
    yield Progress(_(COMPARING), 0, total)
    done = 0
    for reached in sync.fill(feed, reprints, reprints.reached):
        reprints.finish(reached)
        done += sync.FILL_BATCH
        yield Progress(_(COMPARING), min(done, total), total)
        if cancelled:
            return
    reprints.finish()


class Shown:
    """The groups of a generation, read when first asked for and again when they have changed."""

    def __init__(self) -> None:
        self._stamp: tuple[Path, int, int] | None = None
        self._groups = Groups(Pairs.none())

    def groups(self, folder: Path) -> Groups:
        """None are known where there is nothing that can be trusted: the next update mends that."""
        path = folder / FOLDER / MANIFEST
        try:
            stat = path.stat()
            stamp = (path, stat.st_mtime_ns, stat.st_size)
            if stamp != self._stamp:
                self._groups = Groups(Reprints(folder / FOLDER).pairs())
                self._stamp = stamp
        except (OSError, IndexDamagedError):
            self._groups, self._stamp = Groups(Pairs.none()), None
        return self._groups
