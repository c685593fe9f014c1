"""Bits that flip as a disk flips them: one at a time, the file's size and times as they were.  A full check must name
the file, and reading the rest must go on.

A flip that changes nothing anybody reads (a free page of a catalogue) is counted apart.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Final

from fault_jobs import STARTS
from fault_place import TEXTS, Place, opened
from fault_trial import Tally
from PIL import Image

from archive.errors import DianzibaoError, UnfitBackupError
from archive.keeping.copies import Lacking
from archive.keeping.fixity import Finding
from archive.progress import Outcome
from reader.archives import CATALOGUE
from reader.keeping import restore_into
from reader.library import Library

_UNSUMMED: Final = {"changes", "index_state", "alembic_version", "digests", "sqlite_sequence"}
"""Tables in which nothing is that came in."""
_TRIES: Final = 50
"""Flips for each that changes something: a small catalogue is mostly free space."""
_PNG: Final = b"\x89PNG"


class Flipped(StrEnum):
    """Where a bit flips."""

    ORIGINAL = "original"
    PICTURE = "picture"
    INDEX = "index"
    KEPT = "catalogue kept before a restore"
    CATALOGUE = "catalogue"
    BACKUP = "backup"


def make_flipped(folder: Path) -> Place:
    """An archive with a picture, a catalogue kept before a restore, and a backup."""
    place = Place(folder / "flips", folder / "papers")
    place.folder.mkdir()
    STARTS["restored"](place)
    picture = place.folder / f"{TEXTS}-2026-03-05-01.png"
    page = Image.new("L", (60, 90))
    page.putdata([at % 251 for at in range(60 * 90)])
    page.save(picture)
    with opened(place.archive) as library:
        reasons = [step.reason for step in library.import_paths([picture]) if isinstance(step, Outcome)]
        assert reasons == [None], reasons
        list(library.update_index())
    return place


def flip_bits(start: Place, where: Flipped, times: int, seed: int) -> Tally:
    """Flip bits in a copy of what `make_flipped` made until so many have changed something, and look each time."""
    tally = Tally()
    chance = random.Random(seed)  # noqa: S311
    place = Place(start.folder.with_name(f"flips-{os.getpid()}-{where.name}"), start.papers)
    shutil.copytree(start.folder, place.folder)
    try:
        with opened(place.archive) as library:
            before = _texts(library)
        files = [path for path in _files(place, where) if path.stat().st_size]
        whole = {path: _rows(path) for path in files if path.suffix == ".sqlite"}
        for _ in range(times * _TRIES):
            if tally.counts.get(f"{where}: flipped", 0) == times:
                break
            path = chance.choice(files)
            at, bit = chance.randrange(path.stat().st_size), chance.randrange(8)
            with _flip(path, at, bit):
                if path in whole and _rows(path) == whole[path]:
                    tally.add(f"{where}: changed nothing that is read")
                    continue
                tally.add(f"{where}: flipped")
                wrong = [*_looked_at(place, where, path, before, tally)]
            tally.losses += [f"bit {bit} of byte {at} of {path.relative_to(place.folder)}: {what}" for what in wrong]
            tally.add(f"{where}: found", int(not wrong))
    finally:
        shutil.rmtree(place.folder)
    return tally


def _files(place: Place, where: Flipped) -> Iterator[Path]:
    roots = {
        Flipped.INDEX: [place.archive / "index"],
        Flipped.KEPT: [place.archive / "snapshots"],
        Flipped.CATALOGUE: [place.archive / CATALOGUE],
        Flipped.BACKUP: [place.backup / "snapshots", place.backup / "objects"],
    }
    for root in roots.get(where, [place.archive / "originals"]):
        for path in [root] if root.is_file() else sorted(root.rglob("*")):
            is_picture = path.is_file() and path.read_bytes().startswith(_PNG)
            if path.is_file() and path.suffix != ".json" and (where is Flipped.PICTURE) == is_picture:
                yield path


def _looked_at(place: Place, where: Flipped, path: Path, before: dict[int, str], tally: Tally) -> Iterator[str]:
    """What is wrong about how the program takes it."""
    if where is Flipped.BACKUP:
        yield from _restored(place, path)
        return
    try:
        library = opened(place.archive)
    except DianzibaoError:
        tally.add(f"{where}: the archive does not open, which is said in words")
        if where is not Flipped.CATALOGUE:
            yield "the archive does not open"
        return
    with library:
        names = {event.name for event in library.health.verify(full=True, anew=True) if isinstance(event, Finding)}
        name = "index" if where is Flipped.INDEX else path.relative_to(place.archive).as_posix()
        if where is Flipped.CATALOGUE:  # originals and index then differ from it
            names = {name.partition("/")[0] for name in names} & {name}
        if names != {name}:
            yield f"found {sorted(names)}"
        read = _texts(library)
        if where is not Flipped.CATALOGUE and read != before:
            yield "the rest is not read as before"
        if where is Flipped.CATALOGUE:
            same = sum(read.get(number) == text for number, text in before.items())
            tally.add("catalogue: all articles read as before", int(same == len(before)))
            tally.add("catalogue: all but some articles read as before", int(0 < same < len(before)))
            tally.add("catalogue: nothing read, which is said in words", int(same == 0))


def _restored(place: Place, path: Path) -> Iterator[str]:
    """A new archive made of the backup: one original is said to lack, or the whole is refused in words."""
    target = place.folder / "restored"
    is_snapshot = path.parent.name == "snapshots"
    lacking = set()
    try:
        lacking = {step.name for step in restore_into(place.backup, target) if isinstance(step, Lacking)}
        refused = False
    except UnfitBackupError:
        refused = True
    if refused is not is_snapshot or (not is_snapshot and lacking != {path.name}):
        yield f"refused: {refused}, lacking {sorted(lacking)}"
    shutil.rmtree(target, ignore_errors=True)


def _texts(library: Library) -> dict[int, str]:
    """Every article that is read; those refused in words are left out."""
    found = {}
    with suppress(DianzibaoError):
        for issue in library.issues():
            with suppress(DianzibaoError):
                for head in library.articles(issue.key):
                    with suppress(DianzibaoError):
                        found[head.id] = str(library.article(head.id).content)
    return found


def _rows(path: Path) -> object:
    """All that stands in the summed tables of a catalogue, or what SQLite says instead."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as plain:
            plain.text_factory = bytes
            tables = [name.decode() for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: plain.execute(f"SELECT * FROM {name}").fetchall() for name in tables if name not in _UNSUMMED}
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return str(error)


@contextmanager
def _flip(path: Path, at: int, bit: int) -> Iterator[None]:
    data, status = path.read_bytes(), path.stat()
    changed = bytearray(data)
    changed[at] ^= 1 << bit
    _overwrite(path, changed, status)
    try:
        yield
    finally:
        _overwrite(path, data, status)


def _overwrite(path: Path, data: bytes | bytearray, status: os.stat_result) -> None:
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
