"""How safe the archive is, at a glance: last check, last backup, index, room on the disk.  Costs a few small reads."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta

import msgspec

from reader.health import Checks
from reader.keeping import LastBackup
from reader.library import Library

LITTLE_ROOM = 1 << 30
"""Bytes free on the archive's disk below which the reader is told."""


class Condition(msgspec.Struct, frozen=True):
    """`empty`: nothing to lose yet; `pending`: changes that are not in the index; `free`: bytes on the disk."""

    empty: bool
    checks: Checks
    backup: LastBackup | None
    pending: int
    free: int

    @property
    def lost(self) -> int:
        """What the newest check found missing or damaged; a quick one does not excuse what a full one found."""
        checks = [check for check in (self.checks.quick, self.checks.full) if check]
        return max((check.lost for check in checks), default=0)


def condition(library: Library) -> Condition:
    """The archive's condition now; `EnvironmentProblemError` when the catalogue cannot be read."""
    return Condition(
        not library.papers(),
        library.health.last(),
        library.keeping.last(),
        library.pending(),
        shutil.disk_usage(library.folder).free,
    )


def age(at: str) -> timedelta | None:
    """How long ago a moment was (ISO, UTC), never negative: clocks are set back; None when it cannot be read."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return max(datetime.now(UTC) - moment.astimezone(UTC), timedelta())


def backup_is_due(condition: Condition, every: int) -> bool:
    """Is a backup wanted that is made each `every` days (0: never)?"""
    if not every or condition.empty:
        return False
    passed = age(condition.backup.at) if condition.backup else None
    return passed is None or passed >= timedelta(days=every)
