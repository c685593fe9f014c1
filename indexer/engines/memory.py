"""The rule itself, by brute force over texts in memory: the oracle in tests, and an engine for a handful of articles.

Keeps nothing on disk.
"""

from __future__ import annotations

from collections.abc import Iterable

from indexer import analysis
from indexer.engines.base import IndexDocument, folded_text, split_head
from indexer.engines.ranking import Match, date_bounds, occurrences, ranked
from indexer.query import Query
from indexer.request import Filters, Hit, Sort


class MemoryEngine:
    """See `Engine`."""

    def __init__(self) -> None:
        self._documents: dict[int, tuple[IndexDocument, str]] = {}

    def write(self, puts: Iterable[IndexDocument], deletes: Iterable[int]) -> None:
        documents = dict(self._documents)
        for number in deletes:
            documents.pop(number, None)
        documents.update((document.id, (document, folded_text(document))) for document in puts)
        self._documents = documents

    def search(
        self, query: Query, filters: Filters, sort: Sort, limit: int | None, offset: int
    ) -> tuple[int, tuple[Hit, ...]]:
        documents = self._documents
        matches = [
            match
            for document, folded in documents.values()
            if _passes(document, folded, filters) and (match := _match(document, folded, query))
        ]
        mean = sum(len(folded) for _, folded in documents.values()) / max(len(documents), 1)
        return len(matches), ranked(matches, sort, limit, offset, len(documents), mean)

    def count(self) -> int:
        return len(self._documents)

    def close(self) -> None:
        self._documents = {}


def _passes(document: IndexDocument, folded: str, filters: Filters) -> bool:
    bounds = date_bounds(filters)
    return (
        (filters.paper is None or filters.paper == document.paper)
        and (filters.page is None or filters.page in document.pages)
        and (bounds is None or (document.last >= bounds[0] and 0 < document.first <= bounds[1]))
        and (not filters.author or analysis.fold(filters.author) in split_head(folded)[1])
    )


def _match(document: IndexDocument, folded: str, query: Query) -> Match | None:
    if not query.parts:
        return None
    head, _ = split_head(folded)
    found = [occurrences(part, folded, head) for part in query.parts]
    kept = tuple(one for one in found if one)
    return Match(document.id, document.order, len(folded), kept) if len(kept) == len(found) else None
