"""The proof of a backup: its catalogue is carried back, opened and counted, and every object it needs is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.catalogue.arrivals import now
from archive.errors import EnvironmentProblemError, UnfitBackupError
from archive.keeping import copies
from archive.keeping.backup_folder import BackupFolder, Manifest, Proof
from archive.originals import Originals
from archive.progress import Cancelled, Progress
from archive.wording import N_, _

PROVING = N_("试恢复")
_EVERY = 50


def prove(
    folder: BackupFolder, manifest: Manifest, work: Path, *, full: bool, cancelled: Cancelled, healer: Originals
) -> Iterator[Progress | Proof]:
    """Restore on trial; the last step is the Proof, unless cancelled.

    The catalogue's rows must agree with their sums (that takes half as long as writing the snapshot), objects be there
    with their size, with `full` their hash too.  One that is wrong is taken anew from `healer` where that has it.
    """
    try:
        with folder.opened(manifest, work) as snapshot:
            totals, needed = snapshot.totals(), snapshot.originals()
            written = snapshot.is_as_written()
    except UnfitBackupError as error:
        yield Proof(now(), full, (error.reason,))
        return
    problems = [] if written else [_("目录数据库的内容与它的校验和不符")]
    counted = (totals["papers"], totals["issues"], totals["articles"])
    if counted != (manifest.papers, manifest.issues, manifest.articles):
        problems.append(_("目录快照里的报纸、期、稿件数与说明不符"))
    needed |= dict.fromkeys(manifest.files.values(), -1)
    for number, (sha, size) in enumerate(needed.items()):
        if cancelled:
            return
        if number % _EVERY == 0:
            yield Progress(_(PROVING), number, len(needed))
        reason = _fault(folder.objects, sha, size, full=full)
        if reason and not _healed(healer, folder.objects, sha):
            problems.append(_("原件 {sha} {reason}").format(sha=sha, reason=reason))
    yield Progress(_(PROVING), len(needed), len(needed))
    yield Proof(now(), full, tuple(problems))


def _fault(objects: Originals, sha: str, size: int, *, full: bool) -> str | None:
    """What is wrong with an object, in words; its size is not known where it is negative."""
    path = objects.path(sha)
    try:
        found = path.stat().st_size
        if full or size < 0:
            copies.check(path, sha)
    except copies.UnsoundFileError as error:
        return error.reason
    except FileNotFoundError:
        return _("不在备份里")
    except OSError as error:
        return _("读不出来（{error}）").format(error=error.strerror or error)
    return None if size in (found, -1) else _("大小不对")


def _healed(healer: Originals, objects: Originals, sha: str) -> bool:
    try:
        copies.copy_object(healer, objects, sha)
    except (copies.UnsoundFileError, EnvironmentProblemError):
        return False
    return True
