"""Restoring from a backup: what it has and the archive has not, and a new archive made of it.

The backup may be damaged or a stranger's.  Nothing in the present archive is changed (`merge` does that).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from archive import files
from archive.catalogue import Catalogue
from archive.keeping import copies
from archive.keeping.backup_folder import BackupFolder, Manifest
from archive.keeping.copies import Lacking
from archive.model import IssueKey
from archive.originals import Originals
from archive.progress import Cancelled, Progress
from archive.wording import N_, _

RESTORING = N_("恢复原件")
SETTINGS = "restored-settings"
"""Where the backed-up settings lie in a restored archive: beside it, never over the present ones."""
_CATALOGUE = "catalogue.sqlite"


class Comparison(msgspec.Struct, frozen=True):
    """Living issues of a backup and of an archive, told by content; each list in the order of papers and dates."""

    manifest: Manifest
    only_there: tuple[IssueKey, ...]
    only_here: tuple[IssueKey, ...]
    different: tuple[IssueKey, ...]
    same: int


class Restored(msgspec.Struct, frozen=True):
    """An archive that was made of a backup; `originals` were restored, each checked."""

    manifest: Manifest
    originals: int


def compare(folder: BackupFolder, at: str | None, catalogue: Catalogue, work: Path) -> Comparison:
    """Hold a backup against the archive."""
    manifest = folder.find(at)
    with folder.opened(manifest, work) as snapshot:
        return held_against(manifest, snapshot.contents(), catalogue.contents())


def held_against(manifest: Manifest, there: Mapping[IssueKey, str], here: Mapping[IssueKey, str]) -> Comparison:
    """A backup's contents and an archive's, compared."""
    return Comparison(
        manifest,
        tuple(key for key in there if key not in here),
        tuple(key for key in here if key not in there),
        tuple(key for key, digest in there.items() if key in here and here[key] != digest),
        sum(1 for key, digest in there.items() if here.get(key) == digest),
    )


def restore_into(
    folder: BackupFolder, at: str | None, target: Path, cancelled: Cancelled
) -> Iterator[Progress | Lacking | Restored]:
    """Make a new archive of a backup in the folder `target`, which appears there whole or not at all.

    Whole: the catalogue's rows all agree with their sums, every original with its hash; those that the backup cannot
    give are named.  `UsageError` when `target` is taken.
    """
    manifest = folder.find(at)
    with copies.new_folder(target) as new:
        files.make_folder(new.path)
        yield Progress(_(RESTORING), 0)
        with folder.opened(manifest, new.path) as snapshot:
            needed = snapshot.originals()
            copies.require_room(new.path, sum(needed.values()) + manifest.size)
            snapshot.fill(new.path / _CATALOGUE)
        originals = Originals(new.path / "originals")
        copied = yield from copies.copy_originals(folder.objects, originals, needed, _(RESTORING), cancelled)
        if cancelled:
            return
        for name, sha in manifest.files.items():
            try:
                if (path := files.inside(new.path / SETTINGS, name)) is not None:
                    copies.copy(folder.objects.path(sha), path, sha)
            except copies.UnsoundFileError as error:
                yield Lacking(name, error.reason)
        new.place()
    yield Restored(manifest, copied.originals)
