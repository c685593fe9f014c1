"""One reader's own store: marks, kept apart from the archive, so that reading never needs its writer.

A mark names its article by paper, date, edition and title, and its words by themselves with what stands around them:
ids and positions change when an original is read again, words rarely do.  Every change notes how the rows were before,
and can be undone.  The file is plain SQLite (docs/archive-format.md), `:memory:` for a reader who leaves no traces.
"""

from __future__ import annotations

import datetime as dt
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from threading import RLock
from typing import Any, Final

import msgspec

from archive import files
from archive.errors import EnvironmentProblemError
from archive.model import IssueKey, PaperKind, PartialDate

FORM: Final = 1
"""The form of the file (SQLite's `user_version`); a newer one is refused in words."""
_TABLES: Final = """
CREATE TABLE marks (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, paper_kind TEXT NOT NULL, paper TEXT NOT NULL, date TEXT NOT NULL,
  edition TEXT NOT NULL, page TEXT NOT NULL, title TEXT NOT NULL, article INTEGER, words TEXT NOT NULL,
  before TEXT NOT NULL, after TEXT NOT NULL, colour TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL);
CREATE INDEX marks_by_issue ON marks (paper, date, edition);
CREATE TABLE deeds (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, sentence TEXT NOT NULL,
  rows TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);
"""
_COLUMNS: Final = (
    *("id", "kind", "paper_kind", "paper", "date", "edition", "page", "title", "article"),
    *("words", "before", "after", "colour", "text", "at"),
)
_Rows = list[tuple[str, dict[str, Any] | None]]


class MarkKind(StrEnum):
    """What a mark is."""

    STAR = "star"
    LATER = "later"  # on the reading list
    HIGHLIGHT = "highlight"  # words, with a note where the reader wrote one
    NOTE = "note"  # about the whole article
    TAG = "tag"


class Anchor(msgspec.Struct, frozen=True):
    """An article as a mark names it: `article` is its id when the mark was made, `page` its first page or `""`."""

    key: IssueKey
    title: str
    page: str = ""
    article: int | None = None


class Quote(msgspec.Struct, frozen=True):
    """Words of an article, and some of what stands before and after them."""

    words: str
    before: str = ""
    after: str = ""


class Mark(msgspec.Struct, frozen=True):
    """`text`: the note or the tag; `colour`: a name that the window knows; `at`: when it was made (ISO, UTC)."""

    id: str
    kind: MarkKind
    anchor: Anchor
    quote: Quote | None = None
    colour: str = ""
    text: str = ""
    at: str = ""


class Deed(msgspec.Struct, frozen=True):
    """One change of the marks, as it can be undone."""

    id: int
    at: str
    sentence: str
    undone: bool


def new_mark(
    kind: MarkKind, anchor: Anchor, *, quote: Quote | None = None, colour: str = "", text: str = "", at: str = ""
) -> Mark:
    """A mark with a name of its own, made now unless `at` says otherwise."""
    moment = at or dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
    return Mark(secrets.token_hex(8), kind, anchor, quote, colour, text, moment)


class Personal:
    """The store in one file; it appears with the first mark.  May be used from any thread.

    `EnvironmentProblemError` from whatever cannot be read or written.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._lock = RLock()

    def close(self) -> None:
        with self._lock:
            if self._connection:
                self._connection.close()
            self._connection = None

    # ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────

    def marks(self) -> list[Mark]:
        """All marks, oldest first."""
        return self._found("1", ())

    def near(self, key: IssueKey, article: int) -> list[Mark]:
        """Marks of an issue, and those whose article had this id, wherever it was filed then; oldest first."""
        where = "(paper_kind = ? AND paper = ? AND date = ? AND edition = ?) OR article = ?"
        return self._found(where, (key.kind.value, key.paper, _date_text(key), key.edition, article))

    def deeds(self, limit: int = 200) -> list[Deed]:
        """What was done, newest first."""
        with self._reading() as connection:
            if connection is None:
                return []
            query = "SELECT id, at, sentence, undone FROM deeds ORDER BY id DESC LIMIT ?"
            return [
                Deed(number, at, said, bool(undone)) for number, at, said, undone in connection.execute(query, (limit,))
            ]

    # ── writing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def change(self, sentence: str, *, put: Sequence[Mark] = (), remove: Sequence[str] = ()) -> None:
        """Put marks in (or in place of those with the same id) and remove others, all or nothing."""
        with self._writing() as connection:
            before: _Rows = [(name, _row(connection, name)) for name in (*(mark.id for mark in put), *remove)]
            _replace(connection, [(mark.id, flattened(mark)) for mark in put] + [(name, None) for name in remove])
            _note(connection, sentence, before)

    def undo(self) -> Deed | None:
        """Take back the last change that stands; None when there is none."""
        with self._writing() as connection:
            query = "SELECT id, at, sentence, rows FROM deeds WHERE undone = 0 ORDER BY id DESC LIMIT 1"
            found = connection.execute(query).fetchone()
            if found is None:
                return None
            number, at, sentence, rows = found
            _replace(connection, msgspec.json.decode(rows, type=_Rows))
            connection.execute("UPDATE deeds SET undone = 1 WHERE id = ?", (number,))
            return Deed(number, at, sentence, undone=True)

    def forget(self) -> int:
        """Remove everything for good, what could be undone too; how many marks it were."""
        with self._writing() as connection:
            [(count,)] = connection.execute("SELECT count(*) FROM marks")
            connection.execute("DELETE FROM marks")
            connection.execute("DELETE FROM deeds")
        with self._lock, self._told():
            self._opened().execute("VACUUM")
        return int(count)

    def copy(self) -> bytes:
        """The whole store as a file of its own; empty where nothing was kept yet."""
        with self._reading() as connection:
            return b"" if connection is None else connection.serialize()

    # ── plumbing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _found(self, where: str, values: tuple[object, ...]) -> list[Mark]:
        with self._reading() as connection:
            if connection is None:
                return []
            return [
                unflattened(_named(row))
                for row in connection.execute(f"{_SELECT} WHERE {where} ORDER BY at, id", values)
            ]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """None where nothing was kept yet."""
        with self._lock, self._told():
            if self.path is not None and self._connection is None and not self.path.exists():
                yield None
            else:
                yield self._opened()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._told():
            connection = self._opened()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            if self.path is not None:
                files.make_folder(self.path.parent)
            connection = sqlite3.connect(
                self.path or ":memory:", timeout=10, isolation_level=None, check_same_thread=False
            )
            for pragma in ("synchronous=EXTRA", "secure_delete=ON"):
                connection.execute(f"PRAGMA {pragma}")
            _prepare(connection, self.path)
            self._connection = connection
        return self._connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            if "full" in str(error):
                raise EnvironmentProblemError(f"磁盘已满，写不进：{self.path}") from error
            raise EnvironmentProblemError(f"个人标记读写不了（{error}）：{self.path or '内存'}") from error
        except OSError as error:
            raise files.environment_problem(error, self.path or Path()) from error


_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM marks"  # noqa: S608 - names of our own columns


def _prepare(connection: sqlite3.Connection, path: Path | None) -> None:
    [(form,)] = connection.execute("PRAGMA user_version")
    if form > FORM:
        raise EnvironmentProblemError(f"个人标记由更新的版本写成，请升级电子报阅读机：{path}")
    if form < FORM:
        connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} PRAGMA user_version = {FORM}; COMMIT;")


def unflattened(at: Mapping[str, Any]) -> Mark:
    """A mark from what `flattened` makes of it; `ValueError` or `KeyError` for what is none."""
    date = PartialDate.parse(at["date"]) if at["date"] else None
    key = IssueKey(PaperKind(at["paper_kind"]), at["paper"], date, at["edition"])
    quote = Quote(at["words"], at["before"], at["after"]) if at["words"] else None
    anchor = Anchor(key, at["title"], at["page"], at["article"])
    return Mark(at["id"], MarkKind(at["kind"]), anchor, quote, at["colour"], at["text"], at["at"])


def flattened(mark: Mark) -> dict[str, Any]:
    """A mark as named texts, and the `article`'s id."""
    key, quote = mark.anchor.key, mark.quote or Quote("")
    return dict(
        zip(
            _COLUMNS,
            (
                *(mark.id, mark.kind.value, key.kind.value, key.paper, _date_text(key), key.edition, mark.anchor.page),
                *(mark.anchor.title, mark.anchor.article, quote.words, quote.before, quote.after, mark.colour),
                *(mark.text, mark.at),
            ),
            strict=True,
        )
    )


def _row(connection: sqlite3.Connection, name: str) -> dict[str, Any] | None:
    found = connection.execute(f"{_SELECT} WHERE id = ?", (name,)).fetchone()
    return _named(found) if found else None


def _named(row: Sequence[Any]) -> dict[str, Any]:
    return dict(zip(_COLUMNS, row, strict=True))


def _replace(connection: sqlite3.Connection, rows: _Rows) -> None:
    """Make the rows of these ids what they are said to be; None: gone."""
    for name, row in rows:
        if row is None:
            connection.execute("DELETE FROM marks WHERE id = ?", (name,))
        else:
            places = ", ".join(f":{column}" for column in _COLUMNS)
            connection.execute(f"INSERT OR REPLACE INTO marks VALUES ({places})", row)  # noqa: S608 - our own columns


def _note(connection: sqlite3.Connection, sentence: str, before: _Rows) -> None:
    at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    rows = msgspec.json.encode(before).decode()
    connection.execute("INSERT INTO deeds (at, sentence, rows) VALUES (?, ?, ?)", (at, sentence, rows))


def _date_text(key: IssueKey) -> str:
    return str(key.date or "")
