"""One reader's own store, kept apart from the archive, so that reading never needs its writer.

What the reader made (marks and the like) is changed by deeds: each notes how the rows were before and can be undone.
The file is plain SQLite (docs/archive-format.md), `:memory:` for a reader who leaves no traces.
"""

from __future__ import annotations

import datetime as dt
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, Final

import msgspec

from archive import files
from archive.errors import EnvironmentProblemError
from archive.personal.tables import DEEDS, FORM, KEPT, MARKS, TRACES, Table
from archive.wording import _

Row = dict[str, Any]
"""A row by the names of its table's columns."""
_Rows = list[tuple[str, str, Row | None]]
"""Table, id, and the row, or None where there is none of this id."""
_TABLES: Final = {table.name: table for table in (*KEPT, *TRACES)}


def new_id() -> str:
    """A name that nothing else has."""
    return secrets.token_hex(8)


def now() -> str:
    """This moment, as rows have it (ISO, UTC)."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


class Deed(msgspec.Struct, frozen=True):
    """One change, as it can be undone."""

    id: int
    at: str
    sentence: str
    undone: bool


class Personal:
    """The store in one file; it appears with the first thing kept.  May be used from any thread.

    `private`: what is in the file is there, whatever changes is kept in memory and gone at the end.
    `EnvironmentProblemError` from whatever cannot be read or written.
    """

    def __init__(self, path: Path | None = None, *, private: bool = False) -> None:
        self.path, self.private = path, private
        self._connection: sqlite3.Connection | None = None
        self._lock = RLock()

    def set_private(self, *, on: bool) -> None:
        """From now on, what is done is kept in memory; or that is forgotten, and what is in the file is there again."""
        with self._lock:
            self.close()
            self.private = on

    def close(self) -> None:
        with self._lock:
            if self._connection:
                self._connection.close()
            self._connection = None

    # ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────

    def rows(
        self, table: Table, where: str = "1", values: Sequence[object] = (), *, order: str = "at, id", limit: int = -1
    ) -> list[Row]:
        """Rows for which `where` (SQL, our own text, never a reader's) holds; `limit` −1: all of them."""
        with self.reading() as connection:
            if connection is None:
                return []
            query = f"{_select(table)} WHERE {where} ORDER BY {order} LIMIT ?"
            return [_named(table, row) for row in connection.execute(query, (*values, limit))]

    def deeds(self, limit: int = 200) -> list[Deed]:
        """What was done, newest first."""
        with self.reading() as connection:
            if connection is None:
                return []
            query = "SELECT id, at, sentence, undone FROM deeds ORDER BY id DESC LIMIT ?"
            return [
                Deed(number, at, said, bool(undone)) for number, at, said, undone in connection.execute(query, (limit,))
            ]

    # ── writing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def change(
        self, sentence: str, *, put: Sequence[tuple[Table, Row]] = (), remove: Sequence[tuple[Table, str]] = ()
    ) -> None:
        """Put rows in (or in place of those with the same id) and remove others, all or nothing; it can be undone."""
        rows: _Rows = [(table.name, row["id"], row) for table, row in put]
        rows += [(table.name, name, None) for table, name in remove]
        with self.writing() as connection:
            before: _Rows = [(table, name, _row(connection, _TABLES[table], name)) for table, name, _ in rows]
            _replace(connection, rows)
            at = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            noted = (at, sentence, msgspec.json.encode(before).decode())
            connection.execute("INSERT INTO deeds (at, sentence, rows) VALUES (?, ?, ?)", noted)

    def count(self, table: Table) -> int:
        """How many rows it has."""
        with self.reading() as connection:
            if connection is None:
                return 0
            [(count,)] = connection.execute(f"SELECT count(*) FROM {table.name}")  # noqa: S608 - ours
            return int(count)

    def leave(self, table: Table, row: Row) -> None:
        """Put a trace in (or in place of that with the same id); no deed."""
        with self.writing() as connection:
            _replace(connection, [(table.name, row["id"], row)])

    def undo(self) -> Deed | None:
        """Take back the last change that stands; None when there is none."""
        with self.writing() as connection:
            query = "SELECT id, at, sentence, rows FROM deeds WHERE undone = 0 ORDER BY id DESC LIMIT 1"
            found = connection.execute(query).fetchone()
            if found is None:
                return None
            number, at, sentence, rows = found
            _replace(connection, msgspec.json.decode(rows, type=_Rows))
            connection.execute("UPDATE deeds SET undone = 1 WHERE id = ?", (number,))
            return Deed(number, at, sentence, undone=True)

    def forget(self, tables: Sequence[Table]) -> int:
        """Remove all rows of these tables for good, and every deed that could bring them back; how many rows."""
        count = 0
        with self.writing() as connection:
            for table in tables:
                count += connection.execute(f"DELETE FROM {table.name} WHERE 1").rowcount  # noqa: S608 - ours
            names = {table.name for table in tables}
            for number, rows in connection.execute("SELECT id, rows FROM deeds").fetchall():
                if any(name in names for name, _, _ in msgspec.json.decode(rows, type=_Rows)):
                    connection.execute("DELETE FROM deeds WHERE id = ?", (number,))
        with self._lock, self._told():
            self._opened().execute("VACUUM")
        return count

    def copy(self) -> bytes:
        """What the file holds, as a file of its own; empty where nothing was kept yet."""
        if self.private:
            return Personal(self.path).copy() if self.path else b""
        with self.reading() as connection:
            return b"" if connection is None else connection.serialize()

    # ── plumbing ───────────────────────────────────────────────────────────────────────────────────────────────────

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """None where nothing was kept yet."""
        with self._lock, self._told():
            if self.path is not None and self._connection is None and not self.path.exists():
                yield None
            else:
                yield self._opened()

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
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
            file = None if self.private else self.path
            if file is not None:
                files.make_folder(file.parent)
            connection = sqlite3.connect(file or ":memory:", timeout=10, isolation_level=None, check_same_thread=False)
            if self.private and (kept := self.copy()):
                connection.deserialize(kept)
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
                raise EnvironmentProblemError(_("磁盘已满，写不进：{path}").format(path=self.path)) from error
            raise EnvironmentProblemError(
                _("个人标记读写不了（{error}）：{path}").format(error=error, path=self.path or _("内存"))
            ) from error
        except OSError as error:
            raise files.environment_problem(error, self.path or Path()) from error


def _prepare(connection: sqlite3.Connection, path: Path | None) -> None:
    [(form,)] = connection.execute("PRAGMA user_version")
    if form > FORM:
        raise EnvironmentProblemError(_("个人标记由更新的版本写成，请升级电子报阅读机：{path}").format(path=path))
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if form == FORM and there >= _TABLES.keys():  # a form grows by tables while it is not released
        return
    tables = "".join(table.made() for table in _TABLES.values())
    connection.executescript(f"BEGIN IMMEDIATE; {tables} {DEEDS} PRAGMA user_version = {FORM};")
    if form == 1:  # its deeds were of marks only, and did not say so
        for number, rows in connection.execute("SELECT id, rows FROM deeds").fetchall():
            named = [(MARKS.name, *row) for row in msgspec.json.decode(rows, type=list[tuple[str, Row | None]])]
            connection.execute("UPDATE deeds SET rows = ? WHERE id = ?", (msgspec.json.encode(named).decode(), number))
    connection.execute("COMMIT")


def _select(table: Table) -> str:
    return f"SELECT {', '.join(table.columns)} FROM {table.name}"  # noqa: S608 - names of our own


def _row(connection: sqlite3.Connection, table: Table, name: str) -> Row | None:
    found = connection.execute(f"{_select(table)} WHERE id = ?", (name,)).fetchone()
    return _named(table, found) if found else None


def _named(table: Table, row: Sequence[Any]) -> Row:
    return dict(zip(table.columns, row, strict=True))


def _replace(connection: sqlite3.Connection, rows: _Rows) -> None:
    """Make the rows of these ids what they are said to be; None: gone."""
    for table, name, row in rows:
        if row is None:
            connection.execute(f"DELETE FROM {_TABLES[table].name} WHERE id = ?", (name,))  # noqa: S608 - ours
        else:
            places = ", ".join(f":{column}" for column in _TABLES[table].columns)
            connection.execute(f"INSERT OR REPLACE INTO {_TABLES[table].name} VALUES ({places})", row)  # noqa: S608 - ours
