"""Schema migrations (Alembic), run only when an older catalogue is opened; all or nothing, a safety copy first."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from archive import files
from archive.catalogue import digests


def known() -> set[str]:
    """Revisions that this version of the program can read."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def upgrade(engine: Engine) -> None:
    """Bring an older catalogue to the newest revision; a copy of the file as it was lies beside it afterwards."""
    path = Path(str(engine.url.database))
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # the file alone is then the whole catalogue
    with path.open("rb") as old, files.replacing(path.with_name(f"{path.name}.before-migration")) as copy:
        shutil.copyfileobj(old, copy)
    config = _config()
    with engine.connect().execution_options(writer=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        digests.fill(digests.driver(connection))


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
