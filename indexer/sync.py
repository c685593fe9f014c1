"""The archive's change feed → an engine, in bounded batches.  Remembers nothing: who calls keeps the checkpoint."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

from archive.model import Article, Change
from indexer.documents import index_document
from indexer.engines.base import IndexDocument

UPDATE_BATCH: Final = 2_000
FILL_BATCH: Final = 4_000


class ArticleFeed(Protocol):
    """Where articles and their changes come from; `archive.catalogue.Catalogue` is one."""

    def changes(self, after: int, limit: int) -> list[Change]:
        """At most `limit` changes with seq > `after`, ascending."""

    def last_change(self) -> int:
        """The newest change's seq, 0 when there never was one."""

    def articles_by_id(self, ids: Sequence[int]) -> list[Article]:
        """These articles; unknown ids are left out."""

    def leads(self, ids: Sequence[int]) -> set[int]:
        """Those of these articles that are the first of their page."""

    def article_ids(self, after: int, limit: int) -> list[int]:
        """At most `limit` ids > `after`, ascending."""

    def article_count(self) -> int:
        """How many articles there are: as many as `article_ids` would name."""

    def index_checkpoint(self) -> tuple[str, int] | None:
        """What `set_index_checkpoint` kept: the index's generation and the last change in it."""

    def set_index_checkpoint(self, generation: str, seq: int) -> None:
        """Keep this, durably."""


class Sink(Protocol):
    """What is written to: an engine, or what is kept in step with one."""

    def write(self, puts: Iterable[IndexDocument], deletes: Iterable[int]) -> None:
        """As `Engine.write`."""

    def merge(self, most: int | None = None) -> bool:
        """As `Engine.merge`."""


def drain(feed: ArticleFeed, engine: Sink, after: int) -> Iterator[int]:
    """Bring all changes after seq `after` into the engine; yields the seq reached after each commit.

    Doing a change twice does no harm, so a crash between a commit and the checkpoint costs only the batch.
    """
    while changes := feed.changes(after, UPDATE_BATCH):
        last = {change.article: change for change in changes}
        articles = _whole(feed, [number for number, change in last.items() if not change.deleted])
        gone = last.keys() - {article.id for article, _ in articles}
        engine.write(_documents(feed, articles), gone)
        after = changes[-1].seq
        yield after
        while engine.merge():  # what came in can be found already
            pass


def fill(feed: ArticleFeed, engine: Sink, after: int = 0) -> Iterator[int]:
    """Bring all articles with ids > `after` into an engine; yields the id reached after each commit."""
    while ids := feed.article_ids(after, FILL_BATCH):
        engine.write(_documents(feed, _whole(feed, ids)), ())
        after = ids[-1]
        yield after
        while engine.merge():
            pass


def _documents(feed: ArticleFeed, articles: list[tuple[Article, list[Article]]]) -> Iterator[IndexDocument]:
    leads = feed.leads([article.id for article, _ in articles if article.pages])
    return (index_document(article, parts, lead=article.id in leads) for article, parts in articles)


def _whole(feed: ArticleFeed, ids: Sequence[int]) -> list[tuple[Article, list[Article]]]:
    """Articles that stand for themselves, each with the parts that continue it on other pages."""
    articles = [article for article in feed.articles_by_id(ids) if article.part_of is None]
    numbers = [number for article in articles for number in article.parts]
    parts = {part.id: part for part in feed.articles_by_id(numbers)} if numbers else {}
    return [(article, [parts[number] for number in article.parts if number in parts]) for article in articles]
