"""The parts of a query that only the reader's own store can answer, answered: marks as ids of articles."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from indexer.query.nodes import And, Marked, Node, Not, Or, Query

Owned = Callable[[Marked], frozenset[int]]
"""The ids of the articles that a reader has marked so."""


def nobodys(_: Marked) -> frozenset[int]:
    """For who has no marks."""
    return frozenset()


def answered(query: Query, owned: Owned) -> Query:
    """The query with all that is `Marked` filled in, wherever it stands."""
    return replace(query, root=_answered(query.root, owned)) if query.root else query


def _answered(node: Node, owned: Owned) -> Node:
    match node:
        case Marked():
            return replace(node, ids=owned(node))
        case And(children=children) | Or(children=children):
            return replace(node, children=tuple(_answered(child, owned) for child in children))
        case Not(child=child):
            return Not(_answered(child, owned))
    return node
