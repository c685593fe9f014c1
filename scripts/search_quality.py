"""Retrieval by whole sentences: questions typed as they are, each with the one passage that answers it (cmrc2018)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from indexer.engines.base import Engine, IndexDocument, Question
from indexer.engines.whoosh import open_engine
from indexer.partial import partial
from indexer.query import parse
from indexer.query.nodes import Field

CORPORA: Final = Path(__file__).resolve().parent.parent.parent / "shared" / "samples" / "corpora"
PASSAGES: Final = CORPORA / "cmrc2018.passages.jsonl"
QUESTIONS: Final = CORPORA / "cmrc2018.queries.jsonl"
_LOOKED_AT: Final = 100


class Passage(msgspec.Struct, frozen=True):
    id: str
    title: str
    text: str


class Asked(msgspec.Struct, frozen=True):
    query: str
    rel: list[str]


class Quality(msgspec.Struct, frozen=True):
    """`first`, `ten`: the share of questions with the right passage as first hit, among ten; `mrr`: the mean of one
    divided by its place."""

    questions: int
    first: float
    ten: float
    mrr: float


def measure(folder: Path) -> Quality | None:
    """None when the questions are not there."""
    if not QUESTIONS.is_file():
        return None
    places = list(_places(folder))
    count = len(places)
    return Quality(
        count,
        sum(place == 1 for place in places) / count,
        sum(0 < place <= 10 for place in places) / count,
        sum(1 / place for place in places if place) / count,
    )


def _places(folder: Path) -> Iterator[int]:
    """Where the passage of each question stands among the hits, 0 for not at all; empty questions do not count."""
    passages = [msgspec.json.decode(line, type=Passage) for line in PASSAGES.read_bytes().splitlines()]
    numbers = {passage.id: number for number, passage in enumerate(passages, 1)}
    engine = open_engine(folder, create=True)
    engine.write((_document(number, passage) for number, passage in enumerate(passages, 1)), ())
    for line in QUESTIONS.read_bytes().splitlines():
        asked = msgspec.json.decode(line, type=Asked)
        if asked.query.strip():
            hits = _hits(engine, asked.query)
            right = [numbers[passage] for passage in asked.rel]
            yield next((place for place, hit in enumerate(hits, 1) if hit in right), 0)
    engine.close()


def _document(number: int, passage: Passage) -> IndexDocument:
    texts = {Field.TITLE: (passage.title,), Field.BODY: tuple(passage.text.split("\n"))}
    return IndexDocument(number, texts, paper="cmrc2018")


def _hits(engine: Engine, typed: str) -> list[int]:
    """As the program answers: what has all of it, or else what has most of it."""
    for query in (parse(typed), partial(typed)):
        if query is not None:
            answer = engine.search(Question(query, limit=_LOOKED_AT, by_words=True))
            if answer.hits:
                return [hit.id for hit in answer.hits]
    return []
