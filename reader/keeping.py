"""Backups of one archive, their list, and restoring from one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from archive.catalogue import Catalogue, Correction
from archive.catalogue.arrivals import now
from archive.files import write_atomically
from archive.keeping import restore
from archive.keeping.backup import KEPT, BackedUp, back_up
from archive.keeping.backup_folder import Backup, BackupFolder, Manifest, workroom
from archive.keeping.bags import Bagged, write_bag
from archive.keeping.copies import Lacking, require_outside
from archive.keeping.merge import TASK, Merged, SafetyCopy, merge
from archive.keeping.restore import Comparison, Restored
from archive.lock import writing
from archive.originals import Originals
from archive.progress import Cancelled, Progress
from archive.wording import _

BACKUPS = "backups.json"


class LastBackup(msgspec.Struct, frozen=True):
    """When (ISO, UTC) and where the archive was backed up; `sound`: all of it, and the trial restore found no fault."""

    at: str
    folder: str
    sound: bool


class Keeping:
    """What is done so that an archive is not lost.  `personal` gives the user's own small files by name, kept along."""

    def __init__(
        self,
        folder: Path,
        catalogue: Catalogue,
        originals: Originals,
        personal: Callable[[], Mapping[str, bytes]] = dict,
    ) -> None:
        self._folder = folder
        self._work = folder / "cache"
        self._catalogue = catalogue
        self._originals = originals
        self._personal = personal

    def back_up(
        self,
        target: Path,
        *,
        full: bool = False,
        keep: int = KEPT,
        prune: bool = False,
        cancelled: Cancelled | None = None,
    ) -> Iterator[Progress | Lacking | BackedUp]:
        """Back up to a folder what is not there yet and prove it; imports may go on.  See `archive.keeping.backup`."""
        require_outside(self._folder, target)
        with workroom(self._work) as work:
            for step in back_up(
                self._catalogue,
                self._originals,
                target,
                work,
                personal=self._personal(),
                full=full,
                keep=keep,
                prune=prune,
                cancelled=Cancelled() if cancelled is None else cancelled,
            ):
                if isinstance(step, BackedUp):
                    self._note(target, step.manifest)
                yield step

    def write_bag(
        self, target: Path, facts: dict[str, str] | None = None, cancelled: Cancelled | None = None
    ) -> Iterator[Progress | Lacking | Bagged]:
        """Hand the archive over as a BagIt bag in a new folder; imports may go on.  See `archive.keeping.bags`."""
        require_outside(self._folder, target)
        flag = Cancelled() if cancelled is None else cancelled
        with workroom(self._work) as work:
            yield from write_bag(self._catalogue, self._originals, target, work, facts=facts or {}, cancelled=flag)

    def last(self) -> LastBackup | None:
        """As `last_backup`."""
        return last_backup(self._folder)

    def compare(self, source: Path, at: str | None = None) -> Comparison:
        """Hold a backup (the newest, or that of the time `at`) against this archive; changes nothing."""
        with workroom(self._work) as work:
            return restore.compare(BackupFolder(source), at, self._catalogue, work)

    def restore(
        self, source: Path, at: str | None = None, *, theirs: bool = False, cancelled: Cancelled | None = None
    ) -> Iterator[Comparison | SafetyCopy | Progress | Lacking | Merged]:
        """Bring in what a backup has and this archive has not; with `theirs` also what is different there.

        See `archive.keeping.merge`; `Library.update_index` brings it into the index.
        """
        flag = Cancelled() if cancelled is None else cancelled
        with workroom(self._work) as work:
            yield from merge(
                BackupFolder(source),
                at,
                self._folder,
                self._catalogue,
                self._originals,
                work,
                theirs=theirs,
                cancelled=flag,
            )

    def undo_restore(self) -> Correction:
        """Take back the last restore; `UsageError` when there is none or its issues were changed since."""
        with writing(self._folder, _(TASK)):
            return self._catalogue.take_back_restore()

    def _note(self, target: Path, manifest: Manifest) -> None:
        sound = not manifest.lacking and manifest.proof is not None and not manifest.proof.problems
        last = LastBackup(now(), str(target.absolute()), sound)
        write_atomically(self._folder / BACKUPS, msgspec.json.encode(last))


def last_backup(archive: Path) -> LastBackup | None:
    """The newest backup that came to its end, wherever it lies; None when there was none or its note is lost."""
    try:
        return msgspec.json.decode((archive / BACKUPS).read_bytes(), type=LastBackup)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def backups(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first."""
    return BackupFolder(folder).backups()


def restore_into(
    source: Path, target: Path, at: str | None = None, cancelled: Cancelled | None = None
) -> Iterator[Progress | Lacking | Restored]:
    """Make a new archive of a backup; needs no archive here.  See `archive.keeping.restore`."""
    flag = Cancelled() if cancelled is None else cancelled
    yield from restore.restore_into(BackupFolder(source), at, target, flag)
