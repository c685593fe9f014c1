"""Restoring into the present archive: told first, then the issues merged in one transaction.

Before that the catalogue is kept as it was, in `snapshots/TIME.sqlite` of the archive.

Nothing that is here is deleted: issues that are different stay, unless the backup's are asked for; then the present
ones are put out of sight, and undoing brings them back.  A restore that is cut short leaves the archive as it was, and
at most originals that nothing names yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from archive.catalogue import Catalogue
from archive.keeping import copies
from archive.keeping.backup_folder import BackupFolder
from archive.keeping.copies import Lacking
from archive.keeping.restore import RESTORING, Comparison, held_against
from archive.lock import writing
from archive.originals import Originals
from archive.progress import Cancelled, Progress
from archive.wording import N_, _

TASK = N_("恢复")


class SafetyCopy(msgspec.Struct, frozen=True):
    """The catalogue as it was, in a file."""

    path: Path


class Merged(msgspec.Struct, frozen=True):
    """A restore that was done: issues that came in, those of them that took the place of another, originals copied."""

    issues: int
    replaced: int
    originals: int


def merge(
    folder: BackupFolder,
    at: str | None,
    archive: Path,
    catalogue: Catalogue,
    originals: Originals,
    work: Path,
    *,
    theirs: bool,
    cancelled: Cancelled,
) -> Iterator[Comparison | SafetyCopy | Progress | Lacking | Merged]:
    """Bring into the archive what a backup has and it has not; with `theirs` also what is different there.

    The comparison comes first; a caller that goes no further has changed nothing.  `UnfitBackupError`,
    `ArchiveTooNewError`, `EnvironmentProblemError`: nothing was merged.
    """
    manifest = folder.find(at)
    with writing(archive, _(TASK)):
        incoming = work / "incoming.sqlite"
        with folder.opened(manifest, work) as snapshot:
            snapshot.originals()  # names of files: none but hashes
            found = held_against(manifest, snapshot.contents(), catalogue.contents())
            yield found
            keys = (*found.only_there, *(found.different if theirs else ()))
            if not keys:
                yield Merged(0, 0, 0)
                return
            copies.require_room(work, manifest.size)
            snapshot.fill(incoming)
        there = Catalogue(incoming)
        try:
            yield SafetyCopy(_keep_safe(catalogue, archive, work))
            needed = there.originals_of(keys)
            copied = yield from copies.copy_originals(folder.objects, originals, needed, _(RESTORING), cancelled)
            if cancelled:
                return
            catalogue.bring_in(
                there,
                keys,
                _("从备份 {time} 恢复 {count} 期：{folder}").format(
                    time=manifest.time, count=len(keys), folder=folder.folder
                ),
            )
        finally:
            there.close()
    yield Merged(len(keys), len(keys) - len(found.only_there), copied.originals)


def _keep_safe(catalogue: Catalogue, archive: Path, work: Path) -> Path:
    """A copy of the catalogue, durably, named by the present time as a backup's snapshot is."""
    local = work / "safety.sqlite"
    catalogue.copy_to(local)
    kept = BackupFolder(archive)
    path = kept.snapshot_path(kept.next_time())
    copies.copy(local, path, copies.hash_of(local))
    return path
