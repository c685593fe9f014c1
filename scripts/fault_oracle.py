"""What must be so after a fault: the state is a legal one, nothing is lost, the job can be finished, search agrees."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Final

import msgspec
from fault_place import EVERYWHERE, Job, Place, opened

from archive.errors import DianzibaoError
from archive.files import TEMPORARY
from archive.keeping.backup_folder import Backup, BackupFolder, BackupState
from archive.keeping.copies import Lacking
from archive.keeping.fixity import Finding, State
from archive.personal import Personal, all_marks
from indexer.request import SearchRequest
from reader.archives import CATALOGUE, is_archive
from reader.health import CHECKS, Checks
from reader.keeping import restore_into
from reader.library import Library
from reader.settings import Settings

_OLD: Final = 172_800.0
_UNSTABLE: Final = {"changes", "digests", "index_state", "sqlite_sequence", "alembic_version"}
"""Tables that say how the state came about, not what it is; that the feed is right, the search shows."""
_NAMED_OTHERWISE: Final = {("links", "id"), ("corrections", "sentence")}
"""Columns that another order of work changes, or that name the trial's folder."""
_HARMLESS: Final = {State.UNFINISHED, State.ORPHANED}
"""What a check may find after a fault: it says itself that nothing is to be done about it."""


def state(place: Place) -> str:
    """A digest of all that the trial's folder holds for its user."""
    digest = sha256()
    for line in _lines(place):
        digest.update(line.encode())
    return digest.hexdigest()


def dump(archive: Path) -> Iterator[str]:
    """Every row of the catalogue in a canonical order, without times and numbers that another order of work changes."""
    if is_archive(archive):
        yield from _rows(str(archive / CATALOGUE))


def _rows(catalogue: str) -> Iterator[str]:
    with closing(sqlite3.connect(catalogue, uri=catalogue.startswith("file:"))) as plain:
        tables = plain.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            if table not in _UNSTABLE:
                columns = [name for _, name, *_ in plain.execute(f"PRAGMA table_info({table})")]
                wanted = ", ".join(_stable(table, column) for column in columns)
                yield from sorted(f"{table} {row}" for row in plain.execute(f"SELECT {wanted} FROM {table}"))


def lost(archive: Path) -> list[str]:
    """Originals that the catalogue names and that are not there as they came in."""
    if not is_archive(archive):
        return []
    with closing(sqlite3.connect(archive / CATALOGUE)) as plain:
        if not plain.execute("SELECT 1 FROM sqlite_master WHERE name = 'originals'").fetchone():
            return []
        named = [sha for (sha,) in plain.execute("SELECT sha256 FROM originals")]
    paths = (archive / "originals" / sha[:2] / sha for sha in named)
    return [f"lost original {path.name}" for path in paths if not _is_itself(path)]


def unsound(library: Library) -> list[str]:
    """What a full check finds."""
    events = library.health.verify(full=True, anew=True)
    found = [event for event in events if isinstance(event, Finding) and event.state not in _HARMLESS]
    return [f"{finding.name}: {finding.sentence}" for finding in found]


def findings(place: Place, job: Job, legal: set[str], after: str) -> list[str]:
    """What is wrong after `job` was disturbed; undisturbed it goes through the states `legal` and ends `after`."""
    try:
        return list(_findings(place, job, legal, after))
    except (DianzibaoError, OSError, sqlite3.Error, AssertionError, RuntimeError, LookupError, ValueError) as error:
        return [f"{type(error).__name__}: {error}"]


def temporaries(folder: Path) -> list[str]:
    """What writers have left behind, as paths in `folder`."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob(f"{TEMPORARY}*"))


def leftovers(place: Place) -> list[str]:
    """Temporary files that are still there after a start, a check and a change of settings two days later."""
    for path in place.folder.rglob(f"{TEMPORARY}*"):
        age(path)
    with opened(place.archive) as library:
        list(library.health.verify(full=True))
    Settings(place.settings).save()
    return temporaries(place.folder)


def age(path: Path, seconds: float = _OLD) -> None:
    """As if nobody had touched a file for so long."""
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def found(library: Library) -> list[str]:
    """Where the index and the archive differ."""
    heads = [head.id for issue in library.issues() for head in library.articles(issue.key)]
    hits = library.search_ids(SearchRequest(EVERYWHERE, limit=None)).hits
    wrong = sorted({hit.id for hit in hits} ^ set(heads))
    for head in heads:
        title = re.sub(r"\W", "", library.article(head).content.title)
        if head not in {hit.id for hit in library.search_ids(SearchRequest(title, limit=None)).hits}:
            wrong.append(head)
    return [f"search and archive differ in articles {wrong}"] * bool(wrong) + [
        f"{library.pending()} changes pending"
    ] * bool(library.pending())


def _findings(place: Place, job: Job, legal: set[str], after: str) -> Iterator[str]:
    if is_archive(place.archive):
        with opened(place.archive) as library:  # as somebody does who starts the program again
            library.stats()
    if state(place) not in legal:
        told = [line for line in _lines(place) if line.startswith(("checked", "backup", "mark"))]
        yield f"neither the state before nor the one after: {told}"
    yield from lost(place.archive)
    if is_archive(place.copy):
        yield from _copy(place)
    for backup in _counting(place):
        yield from _restored(place, backup)
    job.work(place)
    if state(place) != after:
        yield "done again, it ends otherwise"
    yield from lost(place.archive)
    for backup in _counting(place):
        yield from _restored(place, backup)
    with opened(place.archive) as library:
        list(library.update_index())
        yield from found(library)
        yield from unsound(library)


def _copy(place: Place) -> Iterator[str]:
    """A copy is there whole or not at all."""
    yield from lost(place.copy)
    with opened(place.copy) as library:
        yield from found(library)


def _counting(place: Place) -> list[Backup]:
    """The backups that say they are there."""
    if not place.backup.is_dir():
        return []
    return [backup for backup in BackupFolder(place.backup).backups() if backup.state is not BackupState.UNFINISHED]


def _restored(place: Place, backup: Backup) -> Iterator[str]:
    """What is missing in a new archive made of a backup."""
    target = place.folder / f"restored {backup.time}"
    for step in restore_into(place.backup, target, backup.time):
        if isinstance(step, Lacking):
            yield f"the backup cannot give back {step.name}: {step.reason}"
    yield from lost(target)
    if list(dump(target)) != list(_kept(place, backup)):
        yield "what is restored is not what was backed up"
    shutil.rmtree(target)


def _kept(place: Place, backup: Backup) -> Iterator[str]:
    """The rows of a backup's catalogue."""
    yield from _rows(f"{BackupFolder(place.backup).snapshot_path(backup.time).as_uri()}?immutable=1")


def _lines(place: Place) -> Iterator[str]:
    yield from dump(place.archive)
    yield from (f"copy {line}" for line in dump(place.copy))
    for backup in _counting(place):
        yield f"backup {backup.state}"
        yield from _kept(place, backup)
    if is_archive(place.archive) and (place.archive / CHECKS).exists():
        checks = msgspec.json.decode((place.archive / CHECKS).read_bytes(), type=Checks)
        yield f"checked {checks.full and checks.full.lost} up to {checks.after}"
    if place.personal.exists():
        personal = Personal(place.personal)
        yield from (f"mark {mark}" for mark in all_marks(personal))
        personal.close()
    if place.settings.exists():
        yield place.settings.read_text("utf-8")


def _stable(table: str, column: str) -> str:
    if column == "at" or column.endswith("_at"):
        return f"{column} IS NULL"
    return "0" if (table, column) in _NAMED_OTHERWISE else column


def _is_itself(path: Path) -> bool:
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == path.name
