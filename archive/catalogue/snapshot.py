"""A copy of a catalogue that lies elsewhere and may be a stranger's: read only, and only rows, by our own statements.

It never becomes a catalogue itself: `fill` writes its rows into a new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, NullPool, Table, create_engine, insert, select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from archive.catalogue import arrivals, browse, digests
from archive.catalogue import schema as t
from archive.catalogue.checking import check
from archive.catalogue.contents import contents
from archive.catalogue.database import Database, revision
from archive.catalogue.schema import SCHEMA_REVISION
from archive.errors import ArchiveTooNewError, UnfitBackupError
from archive.model import IssueKey
from archive.originals import is_sha
from archive.wording import _

_ROWS = 1000
_MADE_ANEW = (t.digests, t.index_state)
"""Sums keep themselves; the index is not in a copy."""
_PRAGMAS = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA query_only=ON",
    "PRAGMA cell_size_check=ON",
)


class Snapshot:
    """One state of a catalogue.  All methods raise `UnfitBackupError` for what no catalogue of ours holds."""

    def __init__(self, connection: Connection, path: Path, name: str) -> None:
        self._connection = connection
        self._name = name
        self.path = path

    @property
    def driver(self) -> sqlite3.Connection:
        """SQLite's own connection."""
        return digests.driver(self._connection)

    def totals(self) -> dict[str, int]:
        """As `Catalogue.totals`."""
        with _understood(self._name):
            return browse.totals(self._connection)

    def originals(self) -> dict[str, int]:
        """SHA-256 → bytes of all that came in."""
        with _understood(self._name):
            found = arrivals.originals(self._connection)
        if not all(is_sha(sha) and _is_size(size) for sha, size in found.items()):
            raise UnfitBackupError(self._name, _("原件清单不合规矩"))
        return found

    def contents(self) -> dict[IssueKey, str]:
        """As `Catalogue.contents`."""
        with _understood(self._name):
            return contents(self._connection)

    def is_as_written(self) -> bool:
        """Does every row agree with its sum?  Reads all of it."""
        with _understood(self._name):
            return all(damage is None for _done, _total, damage in check(self._connection))

    def fill(self, path: Path) -> None:
        """Make a catalogue at `path` with all rows of this one, ids and all; where they differ at the end, it fails."""
        new = Database(path)
        try:
            with new.writing() as connection:
                connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
                for table in t.metadata.sorted_tables:
                    if table not in _MADE_ANEW:
                        for rows in self._rows(table):
                            connection.execute(insert(table), rows)
                for name, last in self.last_ids().items():
                    connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": name})
                    row = {"name": name, "last": last}
                    connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), row)
                sums = _sums(connection)
                with _understood(self._name):
                    if sums != _sums(self._connection):
                        raise UnfitBackupError(self._name, _("目录数据库的内容与它的校验和不符"))
        except IntegrityError as error:
            raise UnfitBackupError(self._name, _("目录数据库的内容自相矛盾")) from error
        finally:
            new.close()

    def _rows(self, table: Table) -> Iterator[list[dict[str, object]]]:
        with _understood(self._name):
            rows = self._connection.execute(select(table), execution_options={"yield_per": _ROWS})
            for some in rows.mappings().partitions():
                yield [{str(name): value for name, value in row.items()} for row in some]

    def last_ids(self) -> dict[str, int]:
        """The last id that each table gave out: none is ever given out twice."""
        with _understood(self._name):
            rows = self._connection.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
            return {str(row.name): int(row.seq) for row in rows if row.name in t.metadata.tables}


def carry(source: Path, target: Path) -> None:
    """Copy a catalogue that may be in use, as it is now, into a new file.  `UnfitBackupError`."""
    with (
        _understood(str(source)),
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as there,
        closing(sqlite3.connect(target)) as here,
    ):
        there.backup(here)


@contextmanager
def open_snapshot(path: Path, name: str) -> Iterator[Snapshot]:
    """Read the snapshot in a file of our own making (one of an older version is migrated there).

    `name` is what the user knows it by.  `UnfitBackupError` for what is no sound catalogue, `ArchiveTooNewError`.
    """
    with _reading(path, name) as connection:
        found = _look_over(connection, name)
    if found != SCHEMA_REVISION:
        from archive.catalogue import migrations  # alembic is only needed here

        if found not in migrations.known():
            raise ArchiveTooNewError(Path(name), found)
        with _understood(name):
            Database(path).close()
    with _reading(path, name) as connection:
        yield Snapshot(connection, path, name)


@contextmanager
def _reading(path: Path, name: str) -> Iterator[Connection]:
    engine = create_engine("sqlite://", creator=partial(_connect, path), poolclass=NullPool)
    try:
        with _understood(name):
            connection = engine.connect()
        with connection:
            yield connection
    finally:
        engine.dispose()


def _connect(path: Path) -> sqlite3.Connection:
    # immutable: no lock, no journal beside it is looked at
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    digests.register(connection)
    return connection


def _look_over(connection: Connection, name: str) -> str:
    """The schema's revision, if the file is sound and holds tables and nothing that acts by itself."""
    with _understood(name):
        if connection.execute(text("PRAGMA quick_check(1)")).scalar() != "ok":
            raise UnfitBackupError(name, _("目录数据库已损坏"))
        for kind, statement in connection.execute(text("SELECT type, sql FROM sqlite_master")).all():
            if kind not in ("table", "index") or str(statement).upper().startswith("CREATE VIRTUAL"):
                raise UnfitBackupError(name, _("目录数据库里有不该有的东西（触发器、视图或虚拟表）"))
        found = revision(connection)
    if found is None:
        raise UnfitBackupError(name, _("不是电子报阅读机的目录数据库"))
    return found


def _sums(connection: Connection) -> dict[tuple[str, int], bytes]:
    """The sums of rows; that of the schema is another where a catalogue was migrated."""
    rows = connection.execute(select(t.digests).where(t.digests.c.part.in_(t.metadata.tables)))
    return {(row.part, row.bucket): row.value for row in rows if any(row.value)}


def _is_size(value: object) -> bool:
    """SQLite keeps anything in a column of numbers."""
    return isinstance(value, int) and value >= 0


@contextmanager
def _understood(name: str) -> Iterator[None]:
    """What a strange file makes SQLite or us stumble over is said in one sentence."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, ValueError, TypeError) as error:
        raise UnfitBackupError(name, _("目录数据库读不出来")) from error
