"""The peers of the search benchmark, each as its own documentation uses it, over character bigrams where it takes them.

None folds 繁简 or width and none knows the rule for runs of letters and digits.  One commit at the end, without waiting
for the disk.  Cutting texts into bigrams in Python counts: whoever uses the peer from here must do it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import suppress
from operator import add
from pathlib import Path
from typing import Any, Final

from search_corpus import Row
from search_engines import WIDTH, Searcher, size_of
from search_queries import Asked

BORDER: Final = "¶"
"""Between paragraphs: no pair of characters reaches over it."""


def whole(row: Row) -> str:
    """What is searched of an article, without blanks."""
    return BORDER.join((row.title, row.author, row.text.replace("\n", BORDER)))


def bigrams(text: str) -> list[str]:
    """All overlapping pairs of characters.  Punctuation stays: without it 人民，民主 would have 人民主."""
    text = "".join(text.split())
    return list(map(add, text, text[1:]))


def passage(text: str, words: Sequence[str]) -> str:
    """Around the first place of any word, which is less than the best passage and needs no more than `find`."""
    first = min((place for word in words if (place := text.find(word)) >= 0), default=0)
    return text[max(first - WIDTH // 3, 0) :][:WIDTH]


class Tantivy:
    """Bigrams cut here, taken apart by Tantivy's whitespace tokenizer.  Its own n-gram tokenizer gives all of them one
    position, so that no phrase is found.  The text is stored beside, filters and dates are fast fields."""

    HEAP: Final = 128 << 20

    def __init__(self, folder: Path) -> None:
        import tantivy

        self._tantivy: Any = tantivy
        self._folder = folder
        build = tantivy.SchemaBuilder()
        build.add_text_field("grams", tokenizer_name="whitespace", index_option="position")
        build.add_bytes_field("text", stored=True, indexed=False)
        for name in ("id", "date", "month"):
            build.add_unsigned_field(name, indexed=name == "date", fast=True)
        for name in ("paper", "page", "section", "author"):
            build.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        self._schema = build.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("whitespace", analyzer)
        self._writer: Any = None
        self._searcher: Any = self._index.searcher()

    def write(self, rows: Sequence[Row]) -> None:
        self._writer = self._writer or self._index.writer(self.HEAP, 1)
        for row in rows:
            text = whole(row)
            values = {
                "id": row.id, "date": row.date, "month": row.date // 100, "paper": row.paper, "page": f"{row.page:02}",
                "section": row.section, "author": row.author, "text": text.encode(), "grams": " ".join(bigrams(text)),
            }  # fmt: skip
            self._writer.add_document(self._tantivy.Document.from_dict(values, self._schema))

    def finish(self) -> None:
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._writer = None
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, asked: Asked) -> int:
        query = self._query(asked)
        newest = {"order_by_field": "date"} if asked.newest else {}
        result = self._searcher.search(query, 20, count=True, **newest)
        places = [place for _, place in result.hits]
        self._searcher.fast_field_values("id", places)
        if asked.snippets:
            for place in places:
                passage(self._searcher.doc(place)["text"][0].decode(), asked.words)
        if asked.facets:
            fields = {"paper": 50, "page": 50, "section": 50, "author": 50, "month": 10_000}
            counted = {name: {"terms": {"field": name, "size": size}} for name, size in fields.items()}
            self._searcher.aggregate(query, counted)
        return int(result.count)

    def ids(self, asked: Asked) -> set[int]:
        result = self._searcher.search(self._query(asked), max(self._searcher.num_docs, 1), count=False)
        return set(self._searcher.fast_field_values("id", [place for _, place in result.hits]))

    def sizes(self) -> tuple[int, int]:
        return size_of(self._folder), size_of(self._folder, without=".store")

    def close(self) -> None:
        if self._writer is not None:
            self._writer.rollback()

    def _query(self, asked: Asked) -> Any:
        make, schema = self._tantivy.Query, self._schema
        parts = [
            make.phrase_query(schema, "grams", grams) if len(grams) > 1 else make.term_query(schema, "grams", *grams)
            for grams in map(bigrams, asked.words)
        ]
        if asked.paper:
            parts.append(make.term_query(schema, "paper", asked.paper, "basic"))
        if asked.first and asked.last:
            kind = self._tantivy.FieldType.Unsigned
            parts.append(make.range_query(schema, "date", kind, asked.first, asked.last))
        if len(parts) == 1:
            return parts[0]
        return make.boolean_query([(self._tantivy.Occur.Must, part) for part in parts])


class Fts5:
    """SQLite's full-text index over bigrams as tokens, without content; articles in a table of another file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection = sqlite3.connect(folder / "index.sqlite")
        self._connection.execute("ATTACH ? AS kept", (str(folder / "articles.texts"),))
        for schema in ("main", "kept"):
            self._connection.execute(f"PRAGMA {schema}.synchronous=OFF")
        with suppress(sqlite3.OperationalError):  # they are there
            self._connection.execute(
                "CREATE TABLE kept.article (id INTEGER PRIMARY KEY, paper, date INTEGER, page, section, author, text)"
            )
            # The tokenizer knows nothing but what separates tokens, so that punctuation stays in them.
            marks = "categories 'L* M* N* P* S* C*'"
            self._connection.execute(
                f"CREATE VIRTUAL TABLE found USING fts5(grams, content='', tokenize=\"unicode61 {marks}\")"
            )

    def write(self, rows: Sequence[Row]) -> None:
        texts = [whole(row) for row in rows]
        self._connection.executemany(
            "INSERT INTO kept.article VALUES (?,?,?,?,?,?,?)",
            [
                (row.id, row.paper, row.date, f"{row.page:02}", row.section, row.author, text)
                for row, text in zip(rows, texts, strict=True)
            ],
        )
        self._connection.executemany(
            "INSERT INTO found (rowid, grams) VALUES (?,?)",
            ((row.id, " ".join(bigrams(text))) for row, text in zip(rows, texts, strict=True)),
        )

    def finish(self) -> None:
        self._connection.commit()

    def ask(self, asked: Asked) -> int:
        where, values = self._where(asked)
        [(total,)] = self._connection.execute(f"SELECT count(*) {where}", values)
        order = "date DESC" if asked.newest else "bm25(found)"
        columns = "found.rowid, text" if asked.snippets else "found.rowid"
        rows = self._connection.execute(f"SELECT {columns} {where} ORDER BY {order} LIMIT 20", values).fetchall()
        if asked.snippets:
            for _, text in rows:
                passage(text, asked.words)
        if asked.facets:
            for group in ("paper", "page", "section", "author", "date / 100"):
                self._connection.execute(f"SELECT {group}, count(*) {where} GROUP BY 1", values).fetchall()
        return int(total)

    def ids(self, asked: Asked) -> set[int]:
        where, values = self._where(asked)
        return {number for (number,) in self._connection.execute(f"SELECT found.rowid {where}", values)}

    def sizes(self) -> tuple[int, int]:
        return size_of(self._folder), size_of(self._folder, without=".texts")

    def close(self) -> None:
        self._connection.close()

    @staticmethod
    def _where(asked: Asked) -> tuple[str, list[str | int]]:
        """FROM and WHERE; the articles are joined only where something of them is asked for."""
        values: list[str | int] = [" AND ".join(f'"{" ".join(bigrams(word))}"' for word in asked.words)]
        joined = asked.paper or asked.first or asked.newest or asked.snippets or asked.facets
        where = f"FROM found {'JOIN kept.article ON article.id = found.rowid' if joined else ''} WHERE grams MATCH ?"
        if asked.paper:
            where += " AND paper = ?"
            values.append(asked.paper)
        if asked.first and asked.last:
            where += " AND date BETWEEN ? AND ?"
            values += [asked.first, asked.last]
        return where, values


class Whoosh:
    """Stock Whoosh with its own codec and the analyzer it is given; the text is stored.

    Not `phrases`: words of several terms are asked for term by term, as the places of jieba's terms, which count
    characters, are no use for phrases.
    """

    def __init__(self, folder: Path, analyzer: Any, *, phrases: bool) -> None:
        from whoosh.fields import ID, NUMERIC, STORED, TEXT, Schema
        from whoosh.index import create_in, exists_in, open_dir

        self._folder, self._phrases = folder, phrases
        schema = Schema(
            id=STORED, paper=ID(sortable=True), date=NUMERIC(sortable=True), grams=TEXT(analyzer=analyzer), text=STORED,
            page=ID(sortable=True), section=ID(sortable=True), author=ID(sortable=True), month=NUMERIC(sortable=True),
        )  # fmt: skip
        self._index: Any = open_dir(folder) if exists_in(folder) else create_in(folder, schema)
        self._writer: Any = None
        self._open_searcher: Any = None

    def write(self, rows: Sequence[Row]) -> None:
        self._writer = self._writer or self._index.writer(limitmb=256)
        for row in rows:
            text = whole(row)
            self._writer.add_document(
                id=row.id, paper=row.paper, date=row.date, grams="".join(text.split()), text=text,
                page=f"{row.page:02}", section=row.section, author=row.author, month=row.date // 100,
            )  # fmt: skip

    def finish(self) -> None:
        self._writer.commit()
        self._writer = self._open_searcher = None

    def ask(self, asked: Asked) -> int:
        query = self._query(asked)
        options: dict[str, Any] = {"sortedby": "date", "reverse": True} if asked.newest else {}
        if asked.facets:
            options["groupedby"] = ["paper", "page", "section", "author", "month"]
        results = self._searcher.search(query, limit=20, **options)
        for hit in results:
            if asked.snippets:
                passage(hit["text"], asked.words)
        return len(results)

    def ids(self, asked: Asked) -> set[int]:
        return {hit["id"] for hit in self._searcher.search(self._query(asked), limit=None)}

    def sizes(self) -> tuple[int, int]:
        """Texts are in the file of the columns and cannot be told apart."""
        return size_of(self._folder), size_of(self._folder)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.cancel()
        self._index.close()

    @property
    def _searcher(self) -> Any:
        self._open_searcher = self._open_searcher or self._index.searcher()
        return self._open_searcher

    def _query(self, asked: Asked) -> Any:
        from whoosh.query import And, NumericRange, Phrase, Term

        parts: list[Any] = []
        for word in asked.words:
            terms = [token.text for token in self._index.schema["grams"].analyzer(word, mode="query")]
            if self._phrases and len(terms) > 1:
                parts.append(Phrase("grams", terms))
            else:
                parts += [Term("grams", term) for term in terms]
        if asked.paper:
            parts.append(Term("paper", asked.paper))
        if asked.first and asked.last:
            parts.append(NumericRange("date", asked.first, asked.last))
        return And(parts)


def _whoosh_bigrams(folder: Path) -> Searcher:
    from whoosh.analysis import NgramTokenizer

    return Whoosh(folder, NgramTokenizer(2, 2), phrases=True)


def _whoosh_jieba(folder: Path) -> Searcher:
    import jieba
    from jieba.analyse import ChineseAnalyzer

    jieba.setLogLevel("ERROR")
    jieba.initialize()  # which is not indexing
    return Whoosh(folder, ChineseAnalyzer(), phrases=False)


PEERS: Final[dict[str, Callable[[Path], Searcher]]] = {
    "Tantivy, bigrams": Tantivy,
    "FTS5, bigrams": Fts5,
    "Whoosh, bigrams": _whoosh_bigrams,
    "Whoosh, jieba": _whoosh_jieba,
}
