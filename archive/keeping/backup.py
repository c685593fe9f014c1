"""Backing up: a snapshot of the catalogue, then the originals that are not there yet, the manifest, the proof.

Needs no lock of the archive: an import may run meanwhile, what it brings later is in the next backup.  Cut short at any
point it leaves earlier backups whole and no backup that counts; the next one goes on with the originals.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from archive import files
from archive.catalogue import Catalogue
from archive.catalogue.schema import SCHEMA_REVISION
from archive.errors import EnvironmentProblemError, UsageError
from archive.keeping import copies
from archive.keeping.backup_folder import FORM, BackupFolder, BackupState, Manifest, Proof, program_version
from archive.keeping.copies import Lacking
from archive.keeping.proof import prove
from archive.lock import writing
from archive.originals import Originals
from archive.progress import Cancelled, Progress
from archive.wording import N_, _

SNAPSHOT = N_("备份目录数据库")
ORIGINALS = N_("备份原件")
KEPT = 10
"""Backups that stay unless somebody says otherwise."""


class BackedUp(msgspec.Struct, frozen=True):
    """A backup that was made: how many objects and bytes were new, how many old backups and objects went."""

    manifest: Manifest
    copied: int
    copied_bytes: int
    backups_removed: int = 0
    objects_removed: int = 0


def back_up(
    catalogue: Catalogue,
    originals: Originals,
    target: Path,
    work: Path,
    *,
    personal: Mapping[str, bytes],
    full: bool,
    keep: int,
    prune: bool,
    cancelled: Cancelled,
) -> Iterator[Progress | Lacking | BackedUp]:
    """Back up to the folder `target`; `personal` are small files by name, `work` a folder for what is needed meanwhile.

    Of the backups the newest `keep` stay; `prune` removes objects that none of them needs.  `EnvironmentProblemError`
    when the target cannot be written or is full.
    """
    if keep < 1:
        raise UsageError(_("至少要留一份备份，而不是 {keep} 份").format(keep=keep))
    folder = BackupFolder(target)
    if folder.is_bag:
        raise UsageError(_("这是一个 BagIt 包，备份请放到别的文件夹：{target}").format(target=target))
    with copies.told(folder.folder), writing(folder.folder, _("备份")):
        yield Progress(_(SNAPSHOT), 0, 1)
        _sweep(folder)
        name = folder.next_time()
        local = work / "new.sqlite"
        catalogue.copy_to(local)
        manifest = _place_snapshot(folder, local, name)
        yield Progress(_(SNAPSHOT), 1, 1)
        with folder.opened(manifest, work) as snapshot:
            needed = snapshot.originals()
            totals = snapshot.totals()
        copied = yield from copies.copy_originals(originals, folder.objects, needed, _(ORIGINALS), cancelled)
        if cancelled:
            return
        manifest = msgspec.structs.replace(
            manifest,
            papers=totals["papers"],
            issues=totals["issues"],
            articles=totals["articles"],
            objects=len(needed),
            object_bytes=sum(needed.values()),
            files={label: _keep(folder.objects, data) for label, data in personal.items()},
            lacking=copied.lacking,
        )
        folder.write(manifest)
        for step in prove(folder, manifest, work, full=full, cancelled=cancelled, healer=originals):
            if isinstance(step, Proof):
                manifest = msgspec.structs.replace(manifest, proof=step)
                folder.write(manifest)
            else:
                yield step
        old = objects = 0
        if manifest.proof and not manifest.proof.problems:  # nothing goes before the new one has proved itself
            old = _forget(folder, keep)
            objects = _prune(folder, work) if prune else 0
        yield BackedUp(manifest, copied.originals, copied.size, old, objects)


def _place_snapshot(folder: BackupFolder, local: Path, name: str) -> Manifest:
    sha, size = copies.hash_of(local), local.stat().st_size
    copies.require_room(folder.folder, size)
    copies.copy(local, folder.snapshot_path(name), sha)
    local.unlink()
    return Manifest(FORM, program_version(), SCHEMA_REVISION, name, sha, size, 0, 0, 0, 0, 0)


def _keep(objects: Originals, data: bytes) -> str:
    sha = sha256(data).hexdigest()
    objects.put(data, sha)
    return sha


def _sweep(folder: BackupFolder) -> None:
    """What a killed backup left: the lock says that nobody is at it."""
    if not folder.snapshots.is_dir():
        return
    for place in (folder.snapshots, folder.objects.folder):
        for left in place.glob(f"{files.TEMPORARY}*"):
            with contextlib.suppress(OSError):
                files.disk.remove(left)
    with contextlib.suppress(EnvironmentProblemError):
        for backup in folder.backups():
            if backup.state is BackupState.UNFINISHED:
                folder.remove(backup.time)


def _forget(folder: BackupFolder, keep: int) -> int:
    """Remove what is older than the newest `keep` sound backups; those that this program cannot judge stay."""
    judged = [backup for backup in folder.backups() if backup.manifest and backup.state is not BackupState.NEWER]
    for backup in judged[keep:]:
        folder.remove(backup.time)
    return len(judged[keep:])


def _prune(folder: BackupFolder, work: Path) -> int:
    """Remove objects that no backup needs and that are older than the last snapshot.

    `UnfitBackupError` when one of the backups cannot say what it needs: then nothing goes.
    """
    needed: set[str] = set()
    for backup in folder.backups():
        manifest = folder.find(backup.time)
        with folder.opened(manifest, work) as snapshot:
            needed.update(snapshot.originals(), manifest.files.values())
    last = folder.snapshot_path(folder.backups()[0].time).stat().st_mtime
    count = 0
    for path in folder.objects.folder.glob("??/*"):
        if path.name not in needed and path.stat().st_mtime < last:
            files.disk.remove(path)
            count += 1
    return count
