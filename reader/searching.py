"""Searching as the Library does it: hits with their passages, how they came about, what else might be tried."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
from msgspec.structs import replace

from archive.catalogue import Catalogue
from archive.model import Article, ArticleHead, PartialDate, head_of
from indexer.documents import snippet_texts
from indexer.index import Index
from indexer.query.nodes import Field, Query
from indexer.query.owned import Owned, nobodys
from indexer.query.told import told
from indexer.request import Explanation, Facets, Filters, SearchRequest, SearchResult, Snippet, Span
from indexer.snippets import find, snippet
from indexer.understanding import query_of
from reader.reprints import Elsewhere, Reprints

if TYPE_CHECKING:
    from indexer.suggest import Suggestion  # its words are loaded when nothing was found: start-up stays quick

_NONE = Filters()


class SearchHit(msgspec.Struct, frozen=True):
    """A hit as a list shows it: the article's head, the best passage with its highlights, the score.

    `elsewhere`: where else it was printed; only of searches that collapse reprints.
    """

    head: ArticleHead
    snippet: Snippet
    score: float
    elsewhere: Elsewhere | None = None


class SearchPage(msgspec.Struct, frozen=True):
    """`total` hits in all, `hits` the asked page of them.

    `told`: how the words were understood, `remarks`: what was understood otherwise than written; a line each.
    `partial`: nothing has all that was typed, these have the most of it.  `newest`: the highest id of all hits.
    """

    total: int
    hits: tuple[SearchHit, ...]
    took_ms: float
    facets: Facets | None = None
    explanation: Explanation | None = None
    partial: bool = False
    told: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    newest: int = 0


class Finder(Protocol):
    """Where a query stands in one paragraph of original text, for highlighting; `field`: which one that is."""

    def __call__(self, text: str, field: Field | None = None) -> tuple[Span, ...]: ...


def finder(typed: str, *, exact: bool = False, partial: bool = False) -> Finder:
    """What marks the words of a query; `partial`: those of a search that was answered with the most of it."""
    query = query_of(SearchRequest(typed, exact=exact), partial=partial)
    return lambda text, field=None: find(text, query, field=field)


def without(filters: Filters, names: Iterable[str]) -> Filters:
    """All other conditions."""
    return replace(filters, **{name: getattr(_NONE, name) for name in names})


def narrowed(filters: Filters, name: str, value: str) -> Filters:
    """With one condition more; `month` (`2024-08`, `2024`) sets both ends of the period."""
    date = PartialDate.parse(value) if name == "month" else None
    changes: dict[str, Any] = {"date_from": date, "date_to": date} if date else {name: value}
    return replace(filters, **changes)


class Searching:
    """`whole` gives an article with the parts that continue it, `owned` answers what is asked of the reader's marks."""

    def __init__(
        self,
        catalogue: Catalogue,
        index: Index,
        whole: Callable[[Article], Article],
        reprints: Reprints,
        owned: Owned = nobodys,
    ) -> None:
        self._catalogue, self._index, self._whole, self._owned = catalogue, index, whole, owned
        self._reprints = reprints

    def page(self, request: SearchRequest) -> SearchPage:
        """The asked page of hits, each with its best passage."""
        result = self._index.search(request, self._owned)
        query, shown = query_of(request), query_of(request, partial=result.partial)
        articles = {article.id: article for article in self._catalogue.articles_by_id([hit.id for hit in result.hits])}
        elsewhere = self._reprints.elsewhere(list(articles)) if request.collapse else {}
        hits = tuple(
            SearchHit(head_of(article), self._passage(article, shown), hit.score, elsewhere.get(hit.id))
            for hit in result.hits
            if (article := articles.get(hit.id)) is not None
        )
        return SearchPage(
            result.total, hits, result.took_ms, result.facets, result.explanation, result.partial, told(query),
            query.remarks, result.newest,
        )  # fmt: skip

    def ids(self, request: SearchRequest) -> SearchResult:
        """Ids and scores alone."""
        return self._index.search(request, self._owned)

    def suggestions(self, request: SearchRequest) -> tuple[Suggestion, ...]:
        """What else would find something under the same conditions, each with how many articles."""
        from indexer.suggest import suggestions

        bare = replace(request, limit=0, offset=0, facets=False, explain=False, partial=False)
        return suggestions(
            request.query, lambda typed: self._index.search(replace(bare, query=typed), self._owned).total
        )

    def _passage(self, article: Article, query: Query) -> Snippet:
        texts = snippet_texts(self._whole(article).content, article.printed)
        return snippet([text for _, text in texts], query, fields=[field for field, _ in texts])
