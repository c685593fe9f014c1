"""An archive in memory that feeds an index, and whether the index is right."""

from __future__ import annotations

from collections.abc import Sequence

from archive.model import (
    Article,
    Change,
    Content,
    IssueKey,
    PageRef,
    PaperKind,
    Paragraph,
    PartialDate,
)
from indexer.index import Index
from indexer.request import SearchRequest


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


def thirty() -> Feed:
    feed = Feed()
    for number in range(1, 31):
        feed.put(number, f"第{number}篇", "中国发展", f"数字{number}号")
    return feed


def ids(index: Index, query: str) -> list[int]:
    result = index.search(SearchRequest(query, limit=None))
    assert result.total == len(result.hits)
    return sorted(hit.id for hit in result.hits)


def is_right(index: Index, feed: Feed) -> bool:
    return ids(index, "中国") == sorted(feed.articles) and index.document_count() == len(feed.articles)
