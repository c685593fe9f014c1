"""What the search benchmark measures: this program's engine, and what a peer must be able to do beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Protocol

from search_corpus import Row
from search_queries import Asked

from archive.model import PartialDate
from indexer.engines.base import Engine, IndexDocument, Question
from indexer.index import PARTS_AFTER_REBUILD, PARTS_AFTER_UPDATE
from indexer.partial import partial
from indexer.query import parse
from indexer.query.nodes import Field
from indexer.request import Filters, Sort
from indexer.snippets import snippet

WIDTH = 90
"""Characters of a snippet."""


class Searcher(Protocol):
    """An index in a folder of its own."""

    def write(self, rows: Sequence[Row]) -> None:
        """Bring a batch in."""

    def finish(self) -> None:
        """All is in: commit, and end what goes on in the background."""

    def ask(self, asked: Asked) -> int:
        """Answer as a user gets it: the first 20 with what is asked for.  How many there are in all."""

    def ids(self, asked: Asked) -> set[int]:
        """All that are found."""

    def sizes(self) -> tuple[int, int]:
        """Bytes on disk, with and without the texts themselves."""

    def close(self) -> None: ...


class Texts:
    """Articles by id, as the archive keeps them beside its index."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / "texts.sqlite")
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS article (id INTEGER PRIMARY KEY, title TEXT, author TEXT, text TEXT)"
        )

    def put(self, rows: Iterable[Row]) -> None:
        with self._connection:
            self._connection.executemany(
                "INSERT OR REPLACE INTO article VALUES (?,?,?,?)",
                ((row.id, row.title, row.author, row.text) for row in rows),
            )

    def units(self, numbers: Sequence[int]) -> Iterator[tuple[str, ...]]:
        """Title, writer and paragraphs of these articles, read at once as the catalogue does."""
        select = f"SELECT title, author, text FROM article WHERE id IN ({','.join('?' * len(numbers))})"
        for title, author, text in self._connection.execute(select, numbers):
            yield (*text.split("\n"), title, author)

    def close(self) -> None:
        self._connection.close()


def size_of(folder: Path, *, without: str = "") -> int:
    """Bytes of all files, but for those whose names end so."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return sum(path.stat().st_size for path in files if not (without and path.name.endswith(without)))


def document(row: Row) -> IndexDocument:
    return IndexDocument(
        id=row.id,
        texts={
            Field.TITLE: (row.title,),
            Field.BYLINE: (row.author,),
            Field.BODY: tuple(row.text.split("\n")),
        },
        paper=row.paper,
        first=row.date,
        last=row.date,
        order=row.date,
        pages=(f"{row.page:02}",),
        sections=(row.section,),
        authors=(row.author,),
        front=row.page == 1,
        lead=row.lead,
    )


class Ours:
    """The program's engine, asked as `indexer.index` asks it; texts for snippets from SQLite, as in an archive."""

    def __init__(self, folder: Path) -> None:
        from indexer.engines.whoosh import open_engine

        self._folder = folder / "index"
        self._engine: Engine = open_engine(self._folder, create=not self._folder.exists())
        self._texts = Texts(folder)

    def write(self, rows: Sequence[Row]) -> None:
        self._engine.write(map(document, rows), ())
        while self._engine.merge():
            pass

    def add(self, rows: Sequence[Row]) -> None:
        """Bring an issue in; it can be found when this returns."""
        self._engine.write(map(document, rows), ())

    def settle(self) -> None:
        """What follows an update in the background, as `Index.update` does it."""
        while self._engine.merge(PARTS_AFTER_UPDATE):
            pass

    def finish(self) -> None:
        """Every batch was committed as it came; what a rebuild does at its end."""
        while self._engine.merge(PARTS_AFTER_REBUILD):
            pass

    def keep_texts(self, rows: Iterable[Row]) -> None:
        """What the archive does, which is not indexing."""
        self._texts.put(rows)

    def ask(self, asked: Asked) -> int:
        typed = " ".join(asked.words)
        query = partial(typed) if asked.most else parse(typed)
        assert query is not None, f"{typed} is no sentence"
        question = Question(
            query,
            self._filters(asked),
            Sort.NEWEST if asked.newest else Sort.RELEVANCE,
            limit=20,
            facets=asked.facets,
            by_words=True,
        )
        answer = self._engine.search(question)
        if asked.snippets:
            for units in self._texts.units([hit.id for hit in answer.hits]):
                snippet(units, query, WIDTH)
        return answer.total

    def ids(self, asked: Asked) -> set[int]:
        question = Question(parse(" ".join(asked.words)), self._filters(asked))
        return {hit.id for hit in self._engine.search(question).hits}

    def sizes(self) -> tuple[int, int]:
        from indexer.engines.whoosh.arrayfile import ArrayFile

        text = 0
        for path in self._folder.rglob("*"):
            with suppress(ValueError, IsADirectoryError), closing(ArrayFile(path)) as file:  # of others' files neither
                text += file["text"].nbytes
        whole = size_of(self._folder)
        return whole, whole - text

    def close(self) -> None:
        self._engine.close()
        self._texts.close()

    @staticmethod
    def _filters(asked: Asked) -> Filters:
        return Filters(paper=asked.paper, date_from=_day(asked.first), date_to=_day(asked.last))


def _day(number: int | None) -> PartialDate | None:
    return PartialDate.parse(f"{number // 10_000:04}-{number // 100 % 100:02}-{number % 100:02}") if number else None


@contextmanager
def opened(name: str, folder: Path) -> Iterator[Searcher]:
    """The engine or peer of this name in a folder."""
    import search_peers

    folder.mkdir(parents=True, exist_ok=True)
    searcher: Searcher = {"dianzibao": Ours, **search_peers.PEERS}[name](folder)
    try:
        yield searcher
    finally:
        searcher.close()
