"""An archive as a folder: what one is, and how it is copied elsewhere, every byte checked, the old one kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from archive.catalogue import Catalogue
from archive.errors import EnvironmentProblemError
from archive.files import CHUNK, TEMPORARY, make_folder
from archive.keeping.copies import new_folder, require_outside, require_room
from archive.progress import Cancelled, Progress
from archive.wording import N_, _

CATALOGUE = "catalogue.sqlite"
COPYING = N_("复制档案库")
_LEFT = ("cache", "writer.lock", "writer.txt")
"""What is made anew where it is needed."""
_STEPS = 200
"""So many steps of progress at most."""


def is_archive(folder: Path) -> bool:
    return (folder / CATALOGUE).is_file()


def has_catalogue(folder: Path) -> bool:
    """A file without a byte is none: SQLite makes a new one of it."""
    path = folder / CATALOGUE
    return path.is_file() and path.stat().st_size > 0


def has_originals(folder: Path) -> bool:
    return any(path.is_dir() for path in (folder / "originals").glob("[0-9a-f][0-9a-f]"))


def copy_archive(
    folder: Path, catalogue: Catalogue, target: Path, cancelled: Cancelled | None = None
) -> Iterator[Progress]:
    """Copy the archive to `target`, which appears there whole or not at all.  Nobody may write meanwhile.

    `UsageError` when `target` is no place for it, `EnvironmentProblemError` when there is no room or a copy differs.
    """
    require_outside(folder, target)
    with new_folder(target) as new:
        files = list(_files(folder))
        needed = sum(path.stat().st_size for path in files) + (folder / CATALOGUE).stat().st_size
        require_room(new.path.parent, needed)
        make_folder(new.path)
        yield Progress(_(COPYING), 0, len(files) + 1)
        catalogue.copy_to(new.path / CATALOGUE)
        for number, path in enumerate(files, 1):
            if cancelled:
                return
            _copy(path, new.path / path.relative_to(folder))
            if number % max(len(files) // _STEPS, 1) == 0:
                yield Progress(_(COPYING), number, len(files) + 1)
        new.place()
        yield Progress(_(COPYING), len(files) + 1, len(files) + 1)


def _files(folder: Path) -> Iterator[Path]:
    """All files but the catalogue (and what SQLite keeps beside it) and what is made anew."""
    for root, folders, names in os.walk(folder):
        here = Path(root)
        if here == folder:
            folders[:] = [name for name in folders if name not in _LEFT]
            names = [name for name in names if name not in _LEFT and not name.startswith(CATALOGUE)]
        yield from (here / name for name in names if not name.startswith(TEMPORARY))


def _copy(path: Path, copy: Path) -> None:
    """Copy a file, read the copy back, and compare."""
    digest = sha256()
    copy.parent.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as source, copy.open("xb") as new:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
            new.write(chunk)
        new.flush()
        os.fsync(new.fileno())
    written = sha256()
    with copy.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            written.update(chunk)
    if written.digest() != digest.digest():
        raise EnvironmentProblemError(_("复制后核对不符：{path}").format(path=path))
