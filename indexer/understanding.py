"""A request → the query that is asked: what was typed, or, when nothing has all of it, what has most of it."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from indexer import partial as whole_sentence
from indexer.query import Query, parse
from indexer.query.nodes import And
from indexer.request import SearchRequest

EVERYTHING = Query(And(()))
"""All of nothing is asked for: every article has it."""


def query_of(request: SearchRequest, *, partial: bool = False) -> Query:
    """`partial`: the query for a result that is partial; its root is None when there is no such query."""
    if request.everything:
        return EVERYTHING
    if partial:
        return _partial(request.query)
    return _parsed(request.query, request.exact, datetime.now().astimezone().date())


@lru_cache(maxsize=32)
def _parsed(typed: str, exact: bool, today: date) -> Query:  # noqa: FBT001 - a key of the cache
    return parse(typed, exact=exact, today=today)


@lru_cache(maxsize=32)
def _partial(typed: str) -> Query:
    return whole_sentence.partial(typed) or Query(None)
