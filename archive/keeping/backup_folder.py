"""A backup's folder: what lies where in it, and what each backup says of itself.

objects/ab/abcdef…       originals (and settings) under their SHA-256, shared by all backups
snapshots/TIME.sqlite    the catalogue at that time (UTC)
snapshots/TIME.json      the manifest, written last: a backup counts when it is there

A bag (`bags`) is a backup, too: the same lies in its `data/`.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

import msgspec

from archive import bagit, files
from archive.catalogue.snapshot import Snapshot, open_snapshot
from archive.errors import ArchiveTooNewError, UnfitBackupError, UnknownItemError
from archive.keeping import copies
from archive.originals import Originals, is_sha
from archive.wording import _

FORM = 1
"""Of this folder's layout."""
_TIME = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_LARGEST_MANIFEST = 16 << 20
_LEFT_OVER = 86400.0
"""Seconds after which a working folder belongs to nobody any more."""


class Proof(msgspec.Struct, frozen=True):
    """The last test restore: `full` when every object was hashed; no `problems`: it is fine."""

    at: str
    full: bool
    problems: tuple[str, ...] = ()


class Manifest(msgspec.Struct, frozen=True):
    """What one backup says of itself.  `files`: settings by name, as objects; `lacking`: originals (SHA-256) that the
    archive could not give; sizes in bytes."""

    form: int
    program: str
    schema: str
    time: str
    sha256: str
    size: int
    papers: int
    issues: int
    articles: int
    objects: int
    object_bytes: int
    files: dict[str, str] = {}
    lacking: tuple[str, ...] = ()
    proof: Proof | None = None


class BackupState(StrEnum):
    """What is known of a backup."""

    PROVED = "proved"
    FLAWED = "flawed"  # its last test found problems
    UNPROVED = "unproved"  # its test did not come to an end
    UNREADABLE = "unreadable"
    NEWER = "newer"  # a newer program wrote it
    UNFINISHED = "unfinished"  # no manifest: it does not count


class Backup(msgspec.Struct, frozen=True):
    """One backup of a folder; `manifest` as far as it can be read."""

    time: str
    state: BackupState
    manifest: Manifest | None = None


_decode = msgspec.json.Decoder(Manifest)


class BackupFolder:
    """The backups under one folder.  Reading changes nothing."""

    def __init__(self, folder: Path) -> None:
        folder = folder.absolute()
        self.is_bag = bagit.is_bag(folder)
        self.folder = folder / bagit.PAYLOAD if self.is_bag else folder
        self.snapshots = self.folder / "snapshots"
        self.objects = Originals(self.folder / "objects")

    def backups(self) -> list[Backup]:
        """All of them, newest first; `UnfitBackupError` when the folder cannot be read or holds none."""
        try:
            names = {path.stem for path in self.snapshots.iterdir() if _NAME.fullmatch(path.stem)}
        except OSError as error:
            raise UnfitBackupError(str(self.folder), _("这里没有备份")) from error
        if not names:
            raise UnfitBackupError(str(self.folder), _("这里没有备份"))
        return [self._backup(name) for name in sorted(names, reverse=True)]

    def find(self, at: str | None) -> Manifest:
        """The newest backup, or the newest of those whose time begins with `at` (as in `2026-11-23T22:15`).

        `UnknownItemError` when there is none, `UnfitBackupError` and `ArchiveTooNewError` when it cannot be used.
        """
        wanted = re.sub(r"[-:\s]", "", at or "")
        counting = [found for found in self.backups() if found.state is not BackupState.UNFINISHED]
        found = next((backup for backup in counting if backup.time.startswith(wanted)), None)
        if found is None:
            raise UnknownItemError(_("备份"), at or str(self.folder))
        if found.manifest is None:
            raise UnfitBackupError(f"{self.folder}，{found.time}", _("它的说明文件（manifest）读不出来"))
        if found.state is BackupState.NEWER:
            raise ArchiveTooNewError(self.folder, found.manifest.program)
        return found.manifest

    def snapshot_path(self, name: str) -> Path:
        return self.snapshots / f"{name}.sqlite"

    @contextmanager
    def opened(self, manifest: Manifest, work: Path) -> Iterator[Snapshot]:
        """The backup's catalogue, carried into the folder `work` and checked on the way."""
        name = f"{self.folder}，{manifest.time}"
        copied = work / f"{manifest.time}.sqlite"
        try:
            with copies.told(work):
                copies.require_room(work, manifest.size)
            copies.copy(self.snapshot_path(manifest.time), copied, manifest.sha256)
        except copies.UnsoundFileError as error:
            raise UnfitBackupError(name, _("目录快照{reason}").format(reason=error.reason)) from error
        try:
            with open_snapshot(copied, name) as snapshot:
                yield snapshot
        finally:
            copied.unlink(missing_ok=True)

    def next_time(self) -> str:
        """A name for a new backup: now, but later than all that are there (a clock may have been set back)."""
        now = datetime.now(UTC)
        with contextlib.suppress(OSError, ValueError):
            last = max(path.stem for path in self.snapshots.iterdir() if _NAME.fullmatch(path.stem))
            now = max(now, datetime.strptime(last, _TIME).replace(tzinfo=UTC) + timedelta(seconds=1))
        return now.strftime(_TIME)

    def write(self, manifest: Manifest) -> None:
        data = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        files.write_atomically(self.snapshots / f"{manifest.time}.json", data)

    def remove(self, name: str) -> None:
        """The backup stops to count before its snapshot goes."""
        for suffix in (".json", ".sqlite"):
            with contextlib.suppress(FileNotFoundError):
                files.disk.remove(self.snapshots / f"{name}{suffix}")
            files.sync_folder(self.snapshots)

    def _backup(self, name: str) -> Backup:
        path = self.snapshots / f"{name}.json"
        try:
            if path.stat().st_size > _LARGEST_MANIFEST:
                return Backup(name, BackupState.UNREADABLE)
            manifest = _decode.decode(path.read_bytes())
        except FileNotFoundError:
            return Backup(name, BackupState.UNFINISHED)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return Backup(name, BackupState.UNREADABLE)
        if manifest.time != name or not all(map(is_sha, (manifest.sha256, *manifest.files.values()))):
            return Backup(name, BackupState.UNREADABLE)
        return Backup(name, _state(manifest), manifest)


def program_version() -> str:
    from importlib.metadata import version  # slow to import, and start-up must stay quick

    return version("dianzibao")


@contextmanager
def workroom(folder: Path) -> Iterator[Path]:
    """An empty folder inside `folder` for as long as it is needed; what killed processes left a day ago goes."""
    with copies.told(folder):
        files.make_folder(folder)
        for left in folder.glob(f"{files.TEMPORARY}*"):
            if time.time() - left.stat().st_mtime > _LEFT_OVER:
                shutil.rmtree(left, ignore_errors=True)
        made = Path(tempfile.mkdtemp(prefix=files.TEMPORARY, dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _state(manifest: Manifest) -> BackupState:
    if manifest.form > FORM or _numbers(manifest.program) > _numbers(program_version()):
        return BackupState.NEWER
    if manifest.proof is None:
        return BackupState.UNPROVED
    return BackupState.FLAWED if manifest.proof.problems else BackupState.PROVED


def _numbers(program: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d{1,9}", program, re.ASCII)[:3])
