"""What must be so after a fault: the state is a legal one, nothing is lost, the job can be finished, search agrees."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Final

from fault_jobs import EVERYWHERE, Job, Place, opened

from archive.catalogue import Catalogue
from archive.errors import DianzibaoError
from archive.files import TEMPORARY
from indexer.request import SearchRequest
from reader.archives import CATALOGUE, is_archive
from reader.library import Library

_OLD: Final = 7200.0
_UNSTABLE: Final = {"changes", "digests", "index_state", "sqlite_sequence", "alembic_version"}
"""Tables that say how the state came about, not what it is; that the feed is right, the search shows."""


def state(place: Place) -> str:
    """A digest of all that the trial's folder holds for its user."""
    digest = sha256()
    for line in _lines(place):
        digest.update(line.encode())
    return digest.hexdigest()


def dump(archive: Path) -> Iterator[str]:
    """Every row of the catalogue in a canonical order, without times and numbers that another order of work changes."""
    if not is_archive(archive):
        return
    with closing(sqlite3.connect(archive / CATALOGUE)) as plain:
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


def damaged(archive: Path) -> list[str]:
    """Rows of the catalogue that are not as they were summed up when they were written."""
    with closing(Catalogue(archive / CATALOGUE)) as catalogue:
        return [f"damaged row: {damage}" for _, _, damage in catalogue.check() if damage is not None]


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
    """Temporary files of the archive that are still there after a start two hours later."""
    for path in place.archive.rglob(f"{TEMPORARY}*"):
        age(path)
    opened(place.archive).close()
    return temporaries(place.archive)


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
        yield "neither the state before nor the one after"
    yield from lost(place.archive)
    if is_archive(place.copy):
        yield from _copy(place)
    job.work(place)
    if state(place) != after:
        yield "done again, it ends otherwise"
    if job.start != "older":  # that one was made by hand
        yield from damaged(place.archive)
    yield from lost(place.archive)
    with opened(place.archive) as library:
        list(library.update_index())
        yield from found(library)


def _copy(place: Place) -> Iterator[str]:
    """A copy is there whole or not at all."""
    yield from lost(place.copy)
    with opened(place.copy) as library:
        yield from found(library)


def _lines(place: Place) -> Iterator[str]:
    yield from dump(place.archive)
    yield from (f"copy {line}" for line in dump(place.copy))
    if place.settings.exists():
        yield place.settings.read_text("utf-8")


def _stable(table: str, column: str) -> str:
    if column == "at" or column.endswith("_at"):
        return f"{column} IS NULL"
    return "0" if (table, column) == ("links", "id") else column


def _is_itself(path: Path) -> bool:
    return path.is_file() and sha256(path.read_bytes()).hexdigest() == path.name
