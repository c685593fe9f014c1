"""Plumbing of the catalogue's SQLite file, without a word of newspapers: connections, transactions, schema version."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from archive.catalogue import digests
from archive.catalogue.schema import SCHEMA_REVISION, metadata
from archive.errors import ArchiveTooNewError, CatalogueDamagedError, EnvironmentProblemError
from archive.wording import _

BUSY_SECONDS = 10
_ROOM = 1 << 17
"""Bytes that SQLite asks for at most when it begins to write: less than that, and the disk is full."""
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # NORMAL loses acknowledged commits in a power cut
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}",
)


class Database:
    """One SQLite file.  Any number of readers in any thread; one writer at a time, who locks when beginning.

    Where nothing can be written (a read-only disk, another's folder) it can still be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._engine = create_engine(_url(path), connect_args={"timeout": BUSY_SECONDS})
        event.listen(self._engine, "connect", _on_connect)
        event.listen(self._engine, "begin", _on_begin)
        with self._translated():
            prepare(self._engine, path)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the catalogue from its first query to its last.

        Bytes that are no text are read as `�`: one damaged line does not keep the others from being read.
        """
        with self._translated(), self._engine.connect() as connection:
            try:
                yield connection
            except ValueError as error:  # a date or a name of ours that is none any more
                raise CatalogueDamagedError(self.path, _("损坏（{error}）").format(error=error)) from error

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[Connection]:
        """A transaction: all or nothing; with `keep` False always nothing, to see what it would do.

        Waits up to ten seconds for another writer.
        """
        with (
            self._translated(),
            self._engine.connect().execution_options(writer=True) as connection,
            connection.begin() as transaction,
        ):
            if (found := revision(connection)) != SCHEMA_REVISION:  # a newer program has migrated it since
                raise ArchiveTooNewError(self.path.parent, str(found))
            yield connection
            if not keep:
                transaction.rollback()

    def copy_to(self, path: Path) -> None:
        """A copy as of now in a new file, checked."""
        try:
            with self.reading() as connection, closing(sqlite3.connect(path)) as copy:
                source = connection.connection.driver_connection
                assert isinstance(source, sqlite3.Connection)
                source.backup(copy)
                sound = copy.execute("PRAGMA quick_check").fetchone() == ("ok",)
        except sqlite3.Error as error:
            if _says_full(str(error), path):
                raise EnvironmentProblemError(_("磁盘已满，写不进：{path}").format(path=path)) from error
            raise EnvironmentProblemError(
                _("目录数据库复制不了（{error}）：{path}").format(error=error, path=path)
            ) from error
        if not sound:
            raise EnvironmentProblemError(_("目录数据库损坏，没有复制：{path}").format(path=self.path))

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            if "no such table" in str(error.orig):
                raise CatalogueDamagedError(self.path, _("损坏（{error}）").format(error=error.orig)) from error
            raise EnvironmentProblemError(_sentence(str(error.orig), self.path)) from error
        except sqlite3.OperationalError as error:  # of the sums and of the copy before a migration
            raise EnvironmentProblemError(_sentence(str(error), self.path)) from error
        except DatabaseError as error:
            if isinstance(error.orig, sqlite3.IntegrityError | sqlite3.ProgrammingError):
                raise
            raise CatalogueDamagedError(self.path, _("损坏，读不出来")) from error
        except (UnicodeDecodeError, msgspec.MsgspecError, zlib.error) as error:  # also what SQLite quotes of its schema
            raise CatalogueDamagedError(self.path, _("损坏，读不出来")) from error


def overwrite(path: Path, new: Path) -> None:
    """Give a catalogue the content of another file, all or nothing; readers go on with what they read.

    `EnvironmentProblemError` when that cannot be written.
    """
    try:
        with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(path)) as target:
            target.execute("PRAGMA synchronous=FULL")
            source.backup(target)
    except sqlite3.Error as error:
        raise EnvironmentProblemError(
            _("目录数据库写不进（{error}）：{path}").format(error=error, path=path)
        ) from error


def release(path: Path) -> None:
    """See that nobody has a catalogue open and that all of it lies in its one file, before that is replaced.

    `EnvironmentProblemError` when it is open somewhere.  One that is too damaged to be asked is nobody's.
    """
    with closing(sqlite3.connect(path, timeout=1)) as connection:
        try:
            alone = connection.execute("PRAGMA journal_mode=DELETE").fetchone() == ("delete",)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            alone = "locked" not in str(error)
    if not alone:
        raise EnvironmentProblemError(_("档案库正开着，请先关掉阅读窗口：{folder}").format(folder=path.parent))


def prepare(engine: Engine, path: Path) -> None:
    """Create the tables in a new file, migrate an older one, refuse a newer one."""
    with engine.connect() as connection:
        found = revision(connection)
    if found == SCHEMA_REVISION:
        return
    if found is None:
        with engine.connect().execution_options(writer=True) as connection, connection.begin():
            if revision(connection) is None:  # another process may have been faster
                metadata.create_all(connection)
                connection.exec_driver_sql(
                    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,"
                    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
                )
                connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (SCHEMA_REVISION,))
                digests.fill(digests.driver(connection))
        return
    if is_read_only(path):
        raise EnvironmentProblemError(_("没有写入权限，旧版的目录数据库升级不了：{path}").format(path=path))
    from archive.catalogue import migrations  # alembic is only needed here, and start-up must stay quick

    if found not in migrations.known():
        raise ArchiveTooNewError(path.parent, found)
    migrations.upgrade(engine)


def needs_migration(path: Path) -> bool:
    """Is there a catalogue of another revision than ours, as far as can be told without opening it for good?"""
    if not path.is_file():
        return False
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as plain:
        try:
            found = plain.execute("SELECT version_num FROM alembic_version").fetchone()
        except (sqlite3.DatabaseError, UnicodeDecodeError):
            return False  # whoever opens it will say why
    return found is not None and found[0] != SCHEMA_REVISION


def revision(connection: Connection) -> str | None:
    """The schema's revision; None where there is no catalogue."""
    exists = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name='alembic_version'").first()
    if exists is None:
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])


def is_read_only(path: Path) -> bool:
    """Is there a catalogue in whose file or folder this user may not write?"""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _url(path: Path) -> URL:
    if not is_read_only(path):
        return URL.create("sqlite", database=str(path))
    query = {"uri": "true", "mode": "ro"}
    if not path.with_name(f"{path.name}-wal").exists():  # SQLite would want to make one, even to read
        query["immutable"] = "1"
    return URL.create("sqlite", database=path.absolute().as_uri(), query=query)


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so, not where the driver guesses
    for pragma in _PRAGMAS:
        connection.execute(pragma)
    digests.register(connection)


def _on_begin(connection: Connection) -> None:
    writer = connection.get_execution_options().get("writer", False)
    digests.driver(connection).text_factory = str if writer else _text  # what is damaged is not written anew
    if writer and not connection.info.get("summed"):
        connection.info["summed"] = digests.keep(digests.driver(connection))
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _sentence(text: str, path: Path) -> str:
    if "locked" in text or "busy" in text:
        return _("目录数据库正被别的程序写入，稍后再试：{path}").format(path=path)
    if _says_full(text, path):
        return _("磁盘已满，写不进：{path}").format(path=path)
    if "readonly" in text or "unable to open" in text:
        return _("打不开或没有写入权限：{path}").format(path=path)
    return _("目录数据库读写出错（{text}）：{path}").format(text=text, path=path)


def _says_full(text: str, path: Path) -> bool:
    """Has the disk no room?  SQLite calls it an I/O error where its journal's own index does not fit any more."""
    if "disk I/O error" not in text:
        return "full" in text
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False
