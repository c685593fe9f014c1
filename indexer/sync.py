"""The archive's change feed → an engine, in bounded batches.  Remembers nothing: who calls keeps the checkpoint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import starmap
from typing import Final, Protocol

from archive.model import Article, Change
from indexer.documents import index_document
from indexer.engines.base import Engine

UPDATE_BATCH: Final = 500
FILL_BATCH: Final = 1_000


class ArticleFeed(Protocol):
    """Where articles and their changes come from; `archive.catalogue.Catalogue` is one."""

    def changes(self, after: int, limit: int) -> list[Change]:
        """At most `limit` changes with seq > `after`, ascending."""

    def last_change(self) -> int:
        """The newest change's seq, 0 when there never was one."""

    def articles_by_id(self, ids: Sequence[int]) -> list[Article]:
        """These articles; unknown ids are left out."""

    def article_ids(self, after: int, limit: int) -> list[int]:
        """At most `limit` ids > `after`, ascending."""

    def article_count(self) -> int:
        """How many articles there are: as many as `article_ids` would name."""

    def index_checkpoint(self) -> tuple[str, int] | None:
        """What `set_index_checkpoint` kept: the index's generation and the last change in it."""

    def set_index_checkpoint(self, generation: str, seq: int) -> None:
        """Keep this, durably."""


def drain(feed: ArticleFeed, engine: Engine, after: int) -> Iterator[int]:
    """Bring all changes after seq `after` into the engine; yields the seq reached after each commit.

    Doing a change twice does no harm, so a crash between a commit and the checkpoint costs only the batch.
    """
    while changes := feed.changes(after, UPDATE_BATCH):
        last = {change.article: change for change in changes}
        articles = _whole(feed, [number for number, change in last.items() if not change.deleted])
        gone = last.keys() - {article.id for article, _ in articles}
        engine.write(starmap(index_document, articles), gone)
        after = changes[-1].seq
        yield after


def fill(feed: ArticleFeed, engine: Engine) -> Iterator[int]:
    """Bring all articles into an empty engine; yields how many are in after each commit."""
    after = done = 0
    while ids := feed.article_ids(after, FILL_BATCH):
        articles = _whole(feed, ids)
        engine.write(starmap(index_document, articles), ())
        after = ids[-1]
        done += len(articles)
        yield done


def _whole(feed: ArticleFeed, ids: Sequence[int]) -> list[tuple[Article, list[Article]]]:
    """Articles that stand for themselves, each with the parts that continue it on other pages."""
    articles = [article for article in feed.articles_by_id(ids) if article.part_of is None]
    numbers = [number for article in articles for number in article.parts]
    parts = {part.id: part for part in feed.articles_by_id(numbers)} if numbers else {}
    return [(article, [parts[number] for number in article.parts if number in parts]) for article in articles]
