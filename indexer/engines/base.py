"""What an engine is: it keeps articles for searching and answers queries by the rule of `indexer.query`, exactly.

Engines know folded text, dates as numbers and ids; they know no archive and no user.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final, Protocol

from indexer import analysis
from indexer.query import Query
from indexer.request import Filters, Hit, Sort


class Field(StrEnum):
    """What is searched of an article, each for itself; the order is that of `folded_text`."""

    TITLE = "title"
    KICKER = "kicker"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    NUMBER = "number"
    BODY = "body"


HEAD_FIELDS: Final = 3
"""The first three fields are the head: what is found there counts more."""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One article for an engine.

    `texts`: original (unfolded) paragraph-like units of each field; a field may be absent.
    `first`, `last`: the days its date covers, as yyyymmdd; both 0 when undated.
    `order`: yyyymmdd with 0 for an unknown month or day (2022 → 20220000), so that `2022` sorts before `2022-01-01`.
    `pages`: canonical page labels.
    """

    id: int
    texts: Mapping[Field, tuple[str, ...]]
    paper: str
    first: int = 0
    last: int = 0
    order: int = 0
    pages: tuple[str, ...] = ()


class Engine(Protocol):
    """An open engine on one folder.

    Any number of threads may search at once; one thread at a time may write.  Another process may write the same
    folder meanwhile: a search sees the last whole commit that was made before it began.
    Every method may raise `IndexDamagedError`; none answers from what it cannot trust.
    """

    def write(self, puts: Iterable[IndexDocument], deletes: Iterable[int]) -> None:
        """Put and delete in one commit that survives a power cut once this returns.

        A put replaces the document of the same id (the last put counts); an id that is both put and deleted is put;
        deleting an unknown id is nothing.  `IndexBusyError` if another process is writing.
        """

    def search(
        self, query: Query, filters: Filters, sort: Sort, limit: int | None, offset: int
    ) -> tuple[int, tuple[Hit, ...]]:
        """How many documents match in all, and the asked ones in order.

        Order: by relevance (score), newest or oldest date; equals by newest date, then by highest id.  Undated
        documents come last in either order of dates.  Scores are 0 when sorted by date.
        """

    def count(self) -> int:
        """How many documents there are."""

    def close(self) -> None:
        """Let go of all files; nothing may be called after it."""


class EngineOpener(Protocol):
    """Opens the engine of a folder; `create` makes an empty one.  `IndexDamagedError` if it cannot be trusted."""

    def __call__(self, folder: Path, *, create: bool = False) -> Engine: ...


def folded_text(document: IndexDocument) -> str:
    """All that is searched as one string: fields and paragraphs in order, with the borders of `analysis`."""
    fold = analysis.fold
    return analysis.FIELD_BORDER.join(
        analysis.PARAGRAPH_BORDER.join(map(fold, document.texts.get(field, ()))) for field in Field
    )


def split_head(folded: str) -> tuple[int, str]:
    """From a `folded_text`: the length of its head (the fields that count more), and its byline."""
    head_and_rest = folded.split(analysis.FIELD_BORDER, HEAD_FIELDS + 1)
    return sum(map(len, head_and_rest[:HEAD_FIELDS])) + HEAD_FIELDS, head_and_rest[HEAD_FIELDS]
