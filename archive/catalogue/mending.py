"""A damaged catalogue made anew from itself and from a copy of it, never by guessing.

Rows go into a new file, sum by sum (see `digests`): ours where they make the sum that was kept; else the copy's if
*they* make it; ours again where the copy has the very same rows and the same sum, for then it is our sum that was
damaged.  What none of this holds for stays as it is, with the sum that says so.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec
from sqlalchemy import Connection

from archive.catalogue import digests
from archive.catalogue import schema as t
from archive.catalogue.database import Database
from archive.catalogue.digests import Sum
from archive.catalogue.snapshot import Snapshot
from archive.errors import DianzibaoError
from archive.wording import _

_OURS: Final = "ours"
_THEIRS: Final = "theirs"
_MADE_ANEW: Final = (t.digests, t.index_state, t.changes)
"""Sums go with their rows; the index is built anew."""


class UnmendableError(DianzibaoError):
    """Too much is damaged for rows to be put together; `reason` in words."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(_("目录数据库修不好：{reason}").format(reason=reason))


class Mending(msgspec.Struct, frozen=True):
    """What became of damaged groups of rows: taken from the copy, or left as they are."""

    mended: tuple[Sum, ...]
    left: tuple[Sum, ...]


def mend(connection: Connection, path: Path, other: Snapshot, new: Path) -> Mending:
    """Write the catalogue in `path`, which `connection` reads, into the file `new`, with rows of `other` where needed.

    `UnmendableError` when rows can be read neither here nor there, or contradict each other.
    """
    Database(new).close()
    ours = digests.driver(connection)
    try:
        with closing(sqlite3.connect(new.absolute().as_uri(), uri=True, isolation_level=None)) as target:
            target.execute("PRAGMA trusted_schema=OFF")
            digests.register(target)
            for name, file in ((_OURS, path), (_THEIRS, other.path)):
                target.execute(f"ATTACH ? AS {name}", (f"{file.absolute().as_uri()}?mode=ro",))
            mended, left = [], []
            target.execute("BEGIN IMMEDIATE")
            for one in _sums(ours, other):
                whose, kept = _judged(ours, other.driver, one)
                if kept is None:
                    left.append(one)
                elif whose == _THEIRS or kept != digests.kept(ours, one):
                    mended.append(one)
                _carry(target, one, whose, kept if kept is not None else digests.kept(ours, one))
            _carry_last_ids(target, other)
            target.execute("COMMIT")
            _prove(target, left)
    except sqlite3.Error as error:
        raise UnmendableError(_("读不出来的太多，或者各处自相矛盾（{error}）").format(error=error)) from error
    return Mending(tuple(mended), tuple(left))


def _sums(ours: sqlite3.Connection, other: Snapshot) -> list[Sum]:
    """All that there are here or there, table by table."""
    tables = [table for table in t.metadata.sorted_tables if table not in _MADE_ANEW]
    return [
        one
        for table in tables
        for one in dict.fromkeys((*digests.sums_of(ours, table), *digests.sums_of(other.driver, table)))
    ]


def _judged(ours: sqlite3.Connection, theirs: sqlite3.Connection, one: Sum) -> tuple[str, bytes | None]:
    """Whose rows are to be taken, and the sum that vouches for them; None when nothing does."""
    kept, here = digests.kept(ours, one), digests.added_up(ours, one)
    if here is not None and here == kept:
        return _OURS, kept
    there = digests.added_up(theirs, one)
    if there is not None and there == kept:
        return _THEIRS, kept
    if here is None:
        raise UnmendableError(_("“{table}”里有读不出来的行，另一份里的又不是同样的").format(table=one.table))
    return _OURS, here if here == there == digests.kept(theirs, one) else None


def _carry(target: sqlite3.Connection, one: Sum, whose: str, value: bytes | None) -> None:
    # by name: a migrated file may have its columns in another order
    columns = ", ".join(f'"{column.name}"' for column in t.metadata.tables[one.table].columns)
    target.execute(
        f"INSERT INTO main.{one.table} ({columns}) SELECT {columns} FROM {whose}.{one.table}"
        f" WHERE {digests.rows_of(one)}"
    )
    if value is not None and any(value):
        target.execute("INSERT INTO main.digests VALUES (?, ?, ?)", (one.table, one.bucket, value))


def _carry_last_ids(target: sqlite3.Connection, other: Snapshot) -> None:
    """No id that was given out, here or there, is given out again."""
    for name, last in other.last_ids().items():
        target.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, name))
    target.execute(
        "UPDATE sqlite_sequence SET seq = max(seq, coalesce((SELECT max(seq) FROM ours.sqlite_sequence AS before"
        " WHERE before.name = sqlite_sequence.name), 0))"
    )


def _prove(target: sqlite3.Connection, left: list[Sum]) -> None:
    """The new file is sound, and its rows agree with their sums but where that was said."""
    target.execute("DETACH ours")
    target.execute("DETACH theirs")
    wrong = [one for _done, _total, one in digests.check(target) if one is not None]
    if set(wrong) != set(left) or target.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise UnmendableError(_("拼出来的与校验和不符"))
    if not left and target.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise UnmendableError(_("拼出来的自相矛盾"))
