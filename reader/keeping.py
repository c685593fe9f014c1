"""Backups of one archive, their list, and what restoring from one would mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from archive.catalogue import Catalogue
from archive.keeping import restore
from archive.keeping.backup import KEPT, BackedUp, Lacking, back_up
from archive.keeping.backup_folder import Backup, BackupFolder, workroom
from archive.keeping.copies import require_outside
from archive.keeping.restore import Comparison, NotRestored, Restored
from archive.originals import Originals
from archive.progress import Cancelled, Progress


class Keeping:
    """What is done so that an archive is not lost.  `personal`: the user's own small files, kept along by name."""

    def __init__(self, folder: Path, catalogue: Catalogue, originals: Originals, personal: Sequence[Path] = ()) -> None:
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
        personal: dict[str, bytes] = {}
        for path in self._personal:
            with suppress(FileNotFoundError):
                personal[path.name] = path.read_bytes()
        with workroom(self._work) as work:
            yield from back_up(
                self._catalogue,
                self._originals,
                target,
                work,
                personal=personal,
                full=full,
                keep=keep,
                prune=prune,
                cancelled=Cancelled() if cancelled is None else cancelled,
            )

    def compare(self, source: Path, at: str | None = None) -> Comparison:
        """Hold a backup (the newest, or that of the time `at`) against this archive; changes nothing."""
        with workroom(self._work) as work:
            return restore.compare(BackupFolder(source), at, self._catalogue, work)


def backups(folder: Path) -> list[Backup]:
    """The backups in a folder, newest first."""
    return BackupFolder(folder).backups()


def restore_into(
    source: Path, target: Path, at: str | None = None, cancelled: Cancelled | None = None
) -> Iterator[Progress | NotRestored | Restored]:
    """Make a new archive of a backup; needs no archive here.  See `archive.keeping.restore`."""
    flag = Cancelled() if cancelled is None else cancelled
    yield from restore.restore_into(BackupFolder(source), at, target, flag)
