"""Repair from a second copy, never by guessing: only bytes that have their hash, only rows that make their sum.

What is replaced is not deleted: it lies in the archive's folder `damaged` afterwards.  The caller holds the archive's
lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from archive import files
from archive.catalogue import Catalogue
from archive.catalogue.arrivals import now
from archive.catalogue.database import overwrite, release
from archive.catalogue.mending import UnmendableError
from archive.catalogue.snapshot import carry
from archive.keeping import copies
from archive.keeping.fixity import Finding, State
from archive.keeping.second_copy import SecondCopy
from archive.originals import Originals, is_sha
from archive.progress import Cancelled, Progress
from archive.wording import N_, _

FETCHING: Final = N_("取回原件")
DAMAGED: Final = "damaged"
CATALOGUE: Final = "catalogue.sqlite"
_BESIDE: Final = ("-wal", "-shm", "-journal")


class Repaired(msgspec.Struct, frozen=True):
    """A thing that is whole again; `sentence` says how."""

    name: str
    sentence: str


class NotRepaired(msgspec.Struct, frozen=True):
    """A thing that the second copy could not help with; `reason` in words."""

    name: str
    reason: str


def repair_originals(
    originals: Originals, found: Sequence[Finding], source: Originals, damaged: Path, cancelled: Cancelled
) -> Iterator[Progress | Repaired | NotRepaired]:
    """Take missing and damaged originals from a second copy; a damaged file is moved to the folder `damaged` first."""
    wrong = [finding for finding in found if is_sha(sha_of(finding))]
    for done, finding in enumerate(wrong):
        if cancelled:
            return
        yield Progress(_(FETCHING), done, len(wrong))
        sha = sha_of(finding)
        try:
            copies.check(source.path(sha), sha)
            if finding.state is State.DAMAGED:
                _put_aside(originals.path(sha), damaged / sha)
            copies.copy_object(source, originals, sha)
        except copies.UnsoundFileError as error:
            yield NotRepaired(finding.name, _("那里的也{reason}").format(reason=error.reason))
        else:
            yield Repaired(finding.name, _("已取回，内容核对过"))


def sha_of(finding: Finding) -> str:
    """The original that a finding is about, where something of it is lost."""
    folder, _slash, name = finding.name.rpartition("/")
    return name if folder.startswith("originals") and finding.loss else ""


def mend_catalogue(
    archive: Path, catalogue: Catalogue, source: SecondCopy, work: Path, wrong: int
) -> Iterator[Repaired | NotRepaired]:
    """Put a catalogue with `wrong` damaged parts together again; who has it open goes on reading."""
    old, new = work / "before.sqlite", work / CATALOGUE
    carry(archive / CATALOGUE, old)
    try:
        with source.catalogue(work) as (name, snapshot):
            done = catalogue.mend(snapshot, new)
    except UnmendableError as error:
        yield NotRepaired(CATALOGUE, error.reason)
        return
    if done.left:
        yield NotRepaired(CATALOGUE, _("{count} 组行在那里也没有原来的样子").format(count=len(done.left)))
    if len(done.left) >= wrong:
        return
    kept = _aside(archive)
    copies.copy(old, kept, copies.hash_of(old))
    with copies.told(archive):
        overwrite(archive / CATALOGUE, new)
    yield Repaired(
        CATALOGUE,
        _("从 {name} 换上 {count} 组行，都合校验和；原来的留在 {kept}").format(
            name=name, count=len(done.mended), kept=kept
        ),
    )


def replace_catalogue(archive: Path, source: SecondCopy, work: Path) -> Repaired:
    """Put the second copy's catalogue in the place of one that cannot be opened or is not there.

    `UnfitBackupError` when that is not whole.
    """
    new = work / CATALOGUE
    with source.catalogue(work) as (name, snapshot):
        snapshot.fill(new)
    kept = _place(archive, new)
    said = _("；原来的留在 {kept}").format(kept=kept) if kept else ""
    return Repaired(
        CATALOGUE,
        _("换成了 {name} 的目录数据库，那之后的变动不在里面，请重新导入那之后的来源{said}").format(
            name=name, said=said
        ),
    )


def _place(archive: Path, new: Path) -> Path | None:
    """Make a file the archive's catalogue; where the one that was there is now, None when there was none."""
    path = archive / CATALOGUE
    kept: Path | None = None
    if path.exists():
        release(path)
        kept = _aside(archive)
        copies.copy(path, kept, copies.hash_of(path))
        for ending in _BESIDE:  # of a file that is too damaged for SQLite to tidy up
            if (beside := path.with_name(path.name + ending)).exists():
                _put_aside(beside, kept.with_name(kept.name + ending))
    with copies.told(path):
        with new.open("r+b") as stream:
            files.disk.sync(stream)
        files.disk.rename(new, path)
        files.sync_folder(archive)
    return kept


def _aside(archive: Path) -> Path:
    return archive / DAMAGED / f"{now()[:19].replace(':', '')}-{CATALOGUE}"


def _put_aside(path: Path, target: Path) -> None:
    with copies.told(target):
        files.make_folder(target.parent)
        files.disk.rename(path, target)
        files.sync_folder(target.parent)
