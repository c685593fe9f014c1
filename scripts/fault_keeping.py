"""Jobs of keeping that are disturbed: backup, restore and its undo, a migration, a full check."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from typing import Final

import msgspec
from alembic import command
from fault_place import EVERYWHERE, TABLE, TEXTS, Job, Place, bring, opened
from sqlalchemy import create_engine

import reader.health
from archive.catalogue import migrations
from archive.keeping import fixity
from archive.keeping.backup_folder import BackupState
from archive.model import Content, IssueKey, PaperKind, Paragraph, PartialDate
from archive.originals import Originals
from reader.archives import CATALOGUE, is_archive
from reader.keeping import backups, restore_into
from reader.library import Library

_CHANGED: Final = IssueKey(PaperKind.NEWSPAPER, TABLE, PartialDate(2026, 3, 2))
_LONG_AGO: Final = (0.0, 0.0)
_FIRST: Final = """
INSERT INTO papers VALUES (1, :paper, 'newspaper');
INSERT INTO issues VALUES (7, 1, '2026-03-02', '', 0, 'founder', 1, '2026-03-02T08:00:00+00:00');
INSERT INTO pages VALUES (3, 7, '01', '要闻', 1, NULL, NULL, NULL);
"""
"""An issue as the first version kept it."""


def back_up(place: Place) -> None:
    """Make a second backup that takes the place of the first."""
    with opened(place.archive) as library:
        if not _is_backed_up(place, library):
            list(library.keeping.back_up(place.backup, keep=1, prune=True))


def restore_anew(place: Place) -> None:
    """Make an archive of a backup where there is none."""
    if not is_archive(place.archive):
        list(restore_into(place.backup, place.archive))
    with opened(place.archive) as library:
        list(library.update_index())


def restore(place: Place) -> None:
    """Bring in what the backup has and the archive has not, or otherwise."""
    with opened(place.archive) as library:
        list(library.keeping.restore(place.backup, theirs=True))
        list(library.update_index())


def take_back(place: Place) -> None:
    """Undo that, where it stands."""
    with opened(place.archive) as library:
        if library.filing.journal()[0].undone_at is None:
            library.keeping.undo_restore()
        list(library.update_index())


def migrate(place: Place) -> None:
    with opened(place.archive) as library:
        list(library.update_index())


def verify(place: Place) -> None:
    """A full check that notes how far it is at every original."""
    fixity._EVERY = reader.health._KEEP_EVERY = 1  # type: ignore[misc]
    with opened(place.archive) as library:
        if library.health.last().full is None:
            list(library.health.verify(full=True))


JOBS: Final = (
    Job("backup", "backed up", back_up, lambda place: ["backup", str(place.backup), "--keep", "1", "--prune"]),
    Job("restore --into", "gone", restore_anew, lambda it: ["restore", str(it.backup), "--into", str(it.archive)]),
    Job("restore --apply", "behind", restore, lambda it: ["restore", str(it.backup), "--apply", "--theirs"]),
    Job("restore --undo", "restored", take_back, lambda _: ["restore", "--undo"]),
    Job("migration", "first", migrate, lambda _: ["reindex", "--update"]),
    Job("verify --full", "kept", verify, lambda _: ["verify", "--full"], only_notes=True),
)


def _make_backed_up(place: Place) -> None:
    """A backup of less than there is now, and beside its objects one that no backup needs."""
    bring(place, "临岚1.txt")
    _back_up(place)
    stray = Originals(place.backup / "objects")
    data = "早就没有用了".encode()
    stray.put(data, sha256(data).hexdigest())
    os.utime(stray.path(sha256(data).hexdigest()), _LONG_AGO)
    bring(place)


def _make_gone(place: Place) -> None:
    """Only the backup is left."""
    bring(place)
    _back_up(place)
    shutil.rmtree(place.archive)


def _make_behind(place: Place) -> None:
    """A backup of everything; the archive has less, and one issue otherwise."""
    _make_gone(place)
    bring(place, "临岚1.txt", "青湾2.jsonl")
    with opened(place.archive) as library:
        library.filing.trash_articles([library.articles(_CHANGED)[0].id])
        list(library.update_index())


def _make_restored(place: Place) -> None:
    _make_behind(place)
    restore(place)


def _make_first(place: Place) -> None:
    """An archive of the first schema, with an issue of two articles."""
    place.archive.mkdir()
    path = place.archive / CATALOGUE
    engine = create_engine(f"sqlite:///{path}")
    config = migrations._config()
    with engine.connect() as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    originals = Originals(place.archive / "originals")
    at = "2026-03-02T08:00:00+00:00"
    with closing(sqlite3.connect(path)) as plain, plain:
        for statement in filter(str.strip, _FIRST.split(";")):
            plain.execute(statement, {"paper": TEXTS})
        for number, title in enumerate(("渡口复航", "夜市开张"), 1):
            content = Content(title=title, blocks=(Paragraph(f"{EVERYWHERE}退去，{title}。"),))
            text = msgspec.json.encode(content)
            sha = sha256(text).hexdigest()
            originals.put(text, sha)
            article = (number, 7, f"id:{number}", number, None, title, None, None, 1, "p")
            plain.execute("INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", article)
            version = (number, 1, text.decode(), f"digest {number}", sha, "founder", 1, at)
            plain.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?, ?)", version)
            plain.execute("INSERT INTO article_pages VALUES (?, 0, 3)", (number,))
            plain.execute("INSERT INTO originals VALUES (?, ?, ?)", (sha, len(text), at))
            plain.execute("INSERT INTO issue_originals VALUES (7, ?, ?)", (sha, f"content_{number}.htm"))


STARTS: Final[dict[str, Callable[[Place], None]]] = {
    "backed up": _make_backed_up,
    "gone": _make_gone,
    "behind": _make_behind,
    "restored": _make_restored,
    "first": _make_first,
}


def _back_up(place: Place) -> None:
    with opened(place.archive) as library:
        list(library.keeping.back_up(place.backup))


def _is_backed_up(place: Place, library: Library) -> bool:
    newest, *older = backups(place.backup)
    return (
        not older
        and newest.state is BackupState.PROVED
        and newest.manifest is not None
        and newest.manifest.articles == library.stats().articles
    )
