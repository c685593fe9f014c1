"""The rule itself, by brute force over texts in memory: the oracle in tests, and an engine for a handful of articles.

Keeps nothing on disk.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import msgspec

from indexer.engines.base import HEAD_FIELDS, Answer, IndexDocument, Question
from indexer.engines.ranking import (
    TOGETHER_WEIGHT,
    Found,
    Ranked,
    facets_of,
    freshness,
    page_of_hits,
    prior,
    rarity,
    share,
)
from indexer.query.nodes import Field, Phrase
from indexer.request import Counted, Explanation, Facets, Sort
from indexer.rule import Text, conditions, matches, passes, places


class _Kept(msgspec.Struct, frozen=True):
    document: IndexDocument
    text: Text
    length: int
    """In UTF-16 code units."""


_Weighed = tuple[float, dict[int, Found]]
"""What a phrase weighs, and where it was found by the id of the document."""


class MemoryEngine:
    """See `Engine`."""

    def __init__(self) -> None:
        self._kept: dict[int, _Kept] = {}

    def write(self, puts: Iterable[IndexDocument], deletes: Iterable[int]) -> None:
        kept = dict(self._kept)
        for number in deletes:
            kept.pop(number, None)
        for document in puts:
            text = Text.of(document.texts)
            kept[document.id] = _Kept(document, text, len(text.plain.encode("utf-16-le")) // 2)
        self._kept = kept

    def merge(self, most: int | None = None) -> bool:
        return False

    def search(self, question: Question) -> Answer:
        kept = self._kept
        root = question.query.root
        matched = [one for one in kept.values() if root and matches(root, one.document, one.text)]
        hits = [one for one in matched if passes(question.filters, one.document)]
        return Answer(
            len(hits),
            page_of_hits(_ranked(hits, kept, question), question.sort, question.limit, question.offset),
            _facets([one.document for one in hits]) if question.facets else None,
            _explanation(matched, kept, question) if question.explain else None,
            max((one.document.id for one in hits), default=0),
            tuple(sorted(Counter(one.document.order for one in hits).items())) if question.dates else (),
        )

    def count(self) -> int:
        return len(self._kept)

    def verify(self) -> None:
        """Memory is as it is."""

    def close(self) -> None:
        self._kept = {}


def _ranked(hits: list[_Kept], kept: dict[int, _Kept], question: Question) -> list[Ranked]:
    asked = [_weighed(phrase, kept) for phrase in question.query.phrases()]
    together = [_weighed(phrase, kept) for phrase in question.query.together]
    mean = sum(one.length for one in kept.values()) / max(len(kept), 1)
    newest = max((one.document.order for one in kept.values()), default=0)
    ranked = []
    for one in hits:
        document = one.document
        score = _sum(asked, one, mean) + TOGETHER_WEIGHT * _sum(together, one, mean)
        score *= prior(lead=document.lead, front=document.front)
        if question.sort is Sort.FRESH:
            score *= freshness(document.order, newest)
        ranked.append(Ranked(document.id, document.order, score))
    return ranked


def _weighed(phrase: Phrase, kept: dict[int, _Kept]) -> _Weighed:
    found = {number: found for number, one in kept.items() if (found := _found(phrase, one.text))}
    return rarity(len(kept), len(found)), found


def _found(phrase: Phrase, text: Text) -> Found | None:
    starts = [start for start, _ in places(phrase, text)]
    if not starts:
        return None
    in_head = starts[0] < text.fields[list(Field)[HEAD_FIELDS]][0]
    return Found(len(starts), in_head, not in_head and starts[0] < text.lead_end)


def _sum(phrases: list[_Weighed], one: _Kept, mean: float) -> float:
    number = one.document.id
    return sum(weight * share(found[number], one.length, mean) for weight, found in phrases if number in found)


def _facets(hits: list[IndexDocument]) -> Facets:
    """A document counts once for each value it has."""
    return facets_of(
        papers=Counter(one.paper for one in hits),
        sections=Counter(value for one in hits for value in set(one.sections)),
        pages=Counter(value for one in hits for value in set(one.pages)),
        authors=Counter(value for one in hits for value in set(one.authors)),
        kinds=Counter(one.kind for one in hits),
        months=Counter(_month(one.order) for one in hits if one.order),
        undated=sum(not one.order for one in hits),
    )


def _month(order: int) -> str:
    year, month = divmod(order // 100, 100)
    return f"{year}-{month:02}" if month else f"{year}"


def _explanation(matched: list[_Kept], kept: dict[int, _Kept], question: Question) -> Explanation:
    return Explanation(
        tuple(Counted(phrase.typed, len(_weighed(phrase, kept)[1])) for phrase in question.query.phrases()),
        len(matched),
        tuple(
            Counted(name, sum(not holds(one.document) for one in matched))
            for name, holds in conditions(question.filters).items()
        ),
    )
