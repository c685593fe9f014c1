"""Another place where the archive's bytes lie: a backup's folder, or a copied archive.  Read, never changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from archive.catalogue.snapshot import Snapshot, carry, open_snapshot
from archive.errors import ArchiveTooNewError, UnfitBackupError, UnknownItemError
from archive.keeping.backup_folder import BackupFolder
from archive.originals import Originals
from archive.wording import _

_CATALOGUE: Final = "catalogue.sqlite"


class SecondCopy:
    """`originals`, and `catalogue()`.  `UnfitBackupError` for a folder that is neither."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._archive = self.folder / _CATALOGUE
        self._backups = BackupFolder(self.folder)
        if self._archive.is_file():
            self.originals = Originals(self.folder / "originals")
        else:
            self._backups.backups()
            self.originals = self._backups.objects

    @contextmanager
    def catalogue(self, work: Path) -> Iterator[tuple[str, Snapshot]]:
        """What it is called, and the copy's catalogue, the newest that is sound, carried into the folder `work`."""
        if self._archive.is_file():
            local = work / "second.sqlite"
            carry(self._archive, local)
            with open_snapshot(local, str(self._archive)) as snapshot:
                yield str(self.folder), snapshot
            return
        for backup in self._backups.backups():
            with ExitStack() as opened:
                try:
                    manifest = self._backups.find(backup.time)
                    snapshot = opened.enter_context(self._backups.opened(manifest, work))
                except (UnfitBackupError, ArchiveTooNewError, UnknownItemError):
                    continue
                yield f"{self.folder}，{manifest.time}", snapshot
                return
        raise UnfitBackupError(str(self.folder), _("没有哪一份的目录数据库能用"))
