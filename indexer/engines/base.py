"""What an engine is: it keeps articles for searching and answers queries by the rule of `indexer.rule`, exactly.

Engines know plain text, dates as numbers and ids; they know no archive and no user.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Protocol

import msgspec

from indexer.query.nodes import Field, Query
from indexer.request import Dates, Explanation, Facets, Filters, Hit, Sort

HEAD_FIELDS: Final = 3
"""The first three fields are the head: what is found there counts more."""


class IndexDocument(msgspec.Struct, frozen=True):
    """One article for an engine.

    `texts`: original (unfolded) paragraph-like units of each field; a field may be absent.
    `first`, `last`: the days its date covers, as yyyymmdd; both 0 when undated.
    `order`: yyyymmdd with 0 for an unknown month or day (2022 → 20220000), so that `2022` sorts before `2022-01-01`.
    `pages`: canonical page labels.  `sections`: names of these pages.  `authors`: names taken from the byline.
    """

    id: int
    texts: Mapping[Field, tuple[str, ...]]
    paper: str
    first: int = 0
    last: int = 0
    order: int = 0
    pages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    kind: str = ""
    front: bool = False
    lead: bool = False
    pictures: bool = False


class Question(msgspec.Struct, frozen=True):
    """One search.  `limit` None: all hits.

    `by_words`: of the first hits by relevance, those where the characters make up whole words go before the others.
    """

    query: Query
    filters: Filters = msgspec.field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    limit: int | None = None
    offset: int = 0
    facets: bool = False
    explain: bool = False
    by_words: bool = False
    dates: bool = False


class Answer(msgspec.Struct, frozen=True):
    """`total` documents match in all; `hits` are the asked ones in order; `newest` is the highest id of all that
    match, 0 without any; the others only when asked for."""

    total: int
    hits: tuple[Hit, ...]
    facets: Facets | None = None
    explanation: Explanation | None = None
    newest: int = 0
    dates: Dates = ()


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

    def merge(self, most: int | None = None) -> bool:
        """Do one of the merges that keep searching quick, if one is due; False when none is.  It is a commit of its
        own, so that what was written can be found before.  `IndexBusyError` as in `write`.

        `most`: more parts than that are too many, too; for when nothing else comes for a while.
        """

    def search(self, question: Question) -> Answer:
        """Order: by relevance (score), newest or oldest date; equals by newest date, then by highest id.  Undated
        documents come last in either order of dates.  Scores are 0 when sorted by date.
        """

    def count(self) -> int:
        """How many documents there are."""

    def verify(self) -> None:
        """Read through all that is kept: `IndexDamagedError` unless it is as it was written."""

    def close(self) -> None:
        """Let go of all files; nothing may be called after it."""


class EngineOpener(Protocol):
    """Opens the engine of a folder; `create` makes an empty one.  `IndexDamagedError` if it cannot be trusted."""

    def __call__(self, folder: Path, *, create: bool = False) -> Engine: ...
