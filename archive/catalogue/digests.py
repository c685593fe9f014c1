"""Sums over the rows of the catalogue: SQLite keeps none, and to it a text with a flipped bit is a text.

Every row has a digest (16 bytes of BLAKE2b over its values), and the digests of 64 neighbours are added up, mod 2¹²⁸,
in the table `digests`.  Temporary triggers of each writing connection keep the sums, in the same transaction, whatever
code writes a row.  Checking adds up anew: a row that was changed in any other way than by writing it is found, and the
rest of the catalogue stays readable.  Not covered: pages of the file that are free, and the change feed, which only
says what must be indexed.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, Final

import msgspec
from sqlalchemy import Column, Connection, MetaData, Table, Text

from archive.catalogue import schema as t

BUCKET: Final = 64
"""Rows (by their key) that share a sum."""
_LAST_BUCKET: Final = (1 << 63) // BUCKET
"""Keys of SQLite have 63 bits."""
_WIDTH: Final = 16
_RING: Final = 1 << 8 * _WIDTH
_HEX: Final = "0123456789abcdef"


class Sum(msgspec.Struct, frozen=True):
    """One sum: rows from `bucket` × 64 on of a table with a number for a key, those whose hash begins so, or all."""

    table: str
    bucket: int


class _Summed(msgspec.Struct, frozen=True):
    """A table; `key` is the column that says which of its sums a row belongs to (empty: there is one sum)."""

    table: Table
    key: str

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def by_hash(self) -> bool:
        return bool(self.key) and isinstance(self.table.c[self.key].type, Text)

    def bucket(self, row: str) -> str:
        if not self.key:
            return "0"
        if self.by_hash:
            first, second = (f"instr('{_HEX}', substr({row}.{self.key}, {place}, 1)) - 1" for place in (1, 2))
            return f"({first}) * 16 + {second}"
        return f"{row}.{self.key} / {BUCKET}"

    def values(self, row: str) -> str:
        """The values of a row; text goes as bytes, which can be read whatever has become of them."""
        return ", ".join(
            f"CAST({row}.{column.name} AS BLOB)" if isinstance(column.type, Text) else f"{row}.{column.name}"
            for column in self.table.columns
        )

    def rows(self, bucket: int) -> str:
        """The rows of a bucket, as a condition that the key's index serves."""
        if not self.key:
            return "1"
        if self.by_hash:
            return f"{self.key} >= '{bucket:02x}' AND {self.key} < '{bucket:02x}g'"
        return f"{self.key} BETWEEN {bucket * BUCKET} AND {bucket * BUCKET + BUCKET - 1}"

    def buckets(self, connection: sqlite3.Connection) -> Iterable[int]:
        """All that have rows or a sum; a key that a flipped bit has made huge, or text, makes one more at most."""
        if not self.key:
            return range(1)
        if self.by_hash:
            return range(len(_HEX) ** 2)
        known = connection.execute("SELECT bucket FROM digests WHERE part = ?", (self.name,)).fetchall()
        there = connection.execute(f"SELECT DISTINCT {self.key} / {BUCKET} FROM {self.name}").fetchall()
        return sorted({bucket for (bucket,) in known + there if isinstance(bucket, int) and 0 <= bucket < _LAST_BUCKET})


_SUMMED: Final = tuple(
    _Summed(table, key)
    for table, key in (
        (t.papers, "id"),
        (t.paper_names, ""),
        (t.issues, "id"),
        (t.pages, "id"),
        (t.page_words, "page_id"),
        (t.articles, "id"),
        (t.versions, "article_id"),
        (t.links, "id"),
        (t.article_pages, "article_id"),
        (t.zones, "article_id"),
        (t.originals, "sha256"),
        (t.arrivals, "id"),
        (t.arrival_originals, "arrival_id"),
        (t.corrections, "id"),
    )
)
_SCHEMA: Final = _Summed(
    Table("sqlite_master", MetaData(), *(Column(name, Text) for name in ("type", "name", "tbl_name", "sql"))), ""
)
"""The tables themselves, which only a migration changes."""
_ALL: Final = (_SCHEMA, *_SUMMED)
_BY_NAME: Final = {summed.name: summed for summed in _ALL}


def driver(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection behind SQLAlchemy's."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def register(connection: sqlite3.Connection) -> None:
    """The functions that the triggers and `check` call."""
    connection.create_function("row_digest", -1, _row_digest, deterministic=True)
    connection.create_function("sum_changed", 3, _changed, deterministic=True)
    connection.create_aggregate("row_sum", -1, _RowSum)  # type: ignore[arg-type]  # typeshed knows one argument only


def keep(connection: sqlite3.Connection) -> bool:
    """From here on what this connection writes is summed up.  Called outside a transaction."""
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'digests'").fetchone() is None:
        return False  # an older catalogue, which is going to be migrated
    for summed in _SUMMED:
        for event, rows in (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), ("UPDATE", ("OLD", "NEW"))):
            changes = " ".join(_change(summed, row, away=row == "OLD") for row in rows)
            connection.execute(
                f"CREATE TEMP TRIGGER IF NOT EXISTS digest_{event}_{summed.name} AFTER {event} ON main.{summed.name}"
                f" BEGIN {changes} END"
            )
    return True


def fill(connection: sqlite3.Connection) -> None:
    """Sum up all rows that there are, in a catalogue that was just made or migrated."""
    register(connection)
    connection.execute("DELETE FROM digests")
    for summed in _ALL:
        for bucket in summed.buckets(connection):
            value = _sum(connection, summed, bucket)
            if any(value):
                connection.execute("INSERT INTO digests VALUES (?, ?, ?)", (summed.name, bucket, value))


def check(connection: sqlite3.Connection) -> Iterator[tuple[int, int, Sum | None]]:
    """Add up again, sum by sum: how many are done, how many there are, and the one just done where it differs.

    One that cannot be read at all differs.
    """
    todo = [one for summed in _ALL for one in _sums(connection, summed) or [Sum(summed.name, 0)]]
    for done, one in enumerate(todo, 1):
        now = added_up(connection, one)
        yield done, len(todo), None if now is not None and now == kept(connection, one) else one


def sums_of(connection: sqlite3.Connection, table: Table) -> list[Sum]:
    """All sums that a table may have here; none when that cannot be read."""
    return _sums(connection, _BY_NAME[table.name])


def kept(connection: sqlite3.Connection, one: Sum) -> bytes | None:
    """A sum as it was written, zero where there is none; None when it cannot be read."""
    query = "SELECT value FROM digests WHERE part = ? AND bucket = ?"
    try:
        row = connection.execute(query, (one.table, one.bucket)).fetchone()
    except sqlite3.DatabaseError:
        return None
    return row[0] if row else bytes(_WIDTH)


def added_up(connection: sqlite3.Connection, one: Sum) -> bytes | None:
    """A sum as its rows make it now; None when these cannot be read."""
    try:
        return _sum(connection, _BY_NAME[one.table], one.bucket)
    except sqlite3.DatabaseError:
        return None


def rows_of(one: Sum) -> str:
    """The rows behind a sum, as a condition on its table."""
    return _BY_NAME[one.table].rows(one.bucket)


def _sums(connection: sqlite3.Connection, summed: _Summed) -> list[Sum]:
    try:
        return [Sum(summed.name, bucket) for bucket in summed.buckets(connection)]
    except sqlite3.DatabaseError:
        return []


def _change(summed: _Summed, row: str, *, away: bool) -> str:
    change = f"sum_changed(NULL, row_digest({summed.values(row)}), {away:d})"
    return (
        f"INSERT INTO digests VALUES ('{summed.name}', {summed.bucket(row)}, {change})"
        f" ON CONFLICT DO UPDATE SET value = sum_changed(value, excluded.value, 0);"
    )


def _sum(connection: sqlite3.Connection, summed: _Summed, bucket: int) -> bytes:
    query = f"SELECT row_sum({summed.values(summed.name)}) FROM {summed.name} WHERE {summed.rows(bucket)}"
    value = connection.execute(query).fetchone()[0]
    return bytes(_WIDTH) if value is None else bytes(value)


def _row_digest(*values: Any) -> bytes:
    return blake2b(msgspec.msgpack.encode(values), digest_size=_WIDTH).digest()


def _changed(value: bytes | None, digest: bytes, away: int) -> bytes:
    """A sum after a row came or went.  A sum that is damaged stays wrong, and so is found."""
    before = int.from_bytes(value or b"")
    change = int.from_bytes(digest)
    return ((before - change if away else before + change) % _RING).to_bytes(_WIDTH)


class _RowSum:
    def __init__(self) -> None:
        self._total = 0

    def step(self, *values: Any) -> None:
        self._total += int.from_bytes(_row_digest(*values))

    def finalize(self) -> bytes:
        return (self._total % _RING).to_bytes(_WIDTH)
