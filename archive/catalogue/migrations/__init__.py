"""Schema migrations (Alembic), run only when an older catalogue is opened; all or nothing, a safety copy first."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from archive import files
from archive.catalogue import digests

BEFORE = ".before-migration"
"""Ends the name of the copy that is kept."""


def known() -> set[str]:
    """Revisions that this version of the program can read."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(engine: Engine) -> None:
    """Bring an older catalogue to the newest revision; a copy of it as it was lies beside it afterwards.

    Nobody else writes from the copy to the end, so the copy is what was there, and it is made once.
    """
    path = Path(str(engine.url.database))
    config = _config()
    with engine.connect().execution_options(writer=True) as connection, connection.begin():
        script = ScriptDirectory.from_config(config)
        if MigrationContext.configure(connection).get_current_revision() == script.get_current_head():
            return  # another process was faster
        _keep_copy(path)
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        digests.fill(digests.driver(connection))


def _keep_copy(path: Path) -> None:
    """What SQLite says the catalogue holds, its journal included, in one file, as durable as all that we write."""
    with files.incoming(path.parent) as new:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(new.temporary)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # else whoever looks into it leaves files beside it
        new.place(path.with_name(f"{path.name}{BEFORE}"))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
