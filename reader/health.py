"""Is the archive as it should be: originals, catalogue, index.  What the last check found is kept beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from archive.catalogue import Catalogue
from archive.catalogue.arrivals import now
from archive.errors import EnvironmentProblemError
from archive.files import write_atomically
from archive.keeping import fixity
from archive.keeping.backup_folder import workroom
from archive.keeping.fixity import Finding, Reached, State
from archive.originals import Originals
from archive.progress import Cancelled, Progress
from archive.wording import _
from indexer.errors import IndexDamagedError
from indexer.index import Index

CHECKS = "checks.json"
OURS = frozenset(
    {
        *("catalogue.sqlite", "catalogue.sqlite-wal", "catalogue.sqlite-shm", "catalogue.sqlite-journal"),
        "catalogue.sqlite.before-migration",
        *("originals", "index", "cache", "snapshots", "damaged", "writer.lock", "writer.txt", CHECKS, "backups.json"),
        "restored-settings",
    }
)
"""What the program puts into the top of an archive's folder."""
_KEEP_EVERY = 20
"""Reports of progress between two notes of how far a full check has come."""


class Check(msgspec.Struct, frozen=True):
    """A check that has run to its end: when (ISO, UTC), how much was found, how much of it is lost."""

    at: str
    findings: int
    lost: int


class Checks(msgspec.Struct, frozen=True):
    """The last checks.  `after`: a full one was stopped behind this original, with `so_far` of its findings."""

    quick: Check | None = None
    full: Check | None = None
    after: str = ""
    so_far: tuple[Finding, ...] = ()


class Health:
    """Checks one archive."""

    def __init__(self, folder: Path, catalogue: Catalogue, originals: Originals, index: Index) -> None:
        self._folder = folder
        self._path = folder / CHECKS
        self._catalogue, self._originals, self._index = catalogue, originals, index

    def last(self) -> Checks:
        """What is known of earlier checks; nothing when the note cannot be read."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Checks)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return Checks()

    def verify(
        self, cancelled: Cancelled | None = None, *, full: bool, anew: bool = False
    ) -> Iterator[Progress | Finding]:
        """Check everything, by sizes or (`full`) by every byte.

        A full check that was stopped goes on where it was, unless it is to begin `anew`.
        """
        cancelled = Cancelled() if cancelled is None else cancelled
        before = self.last()
        if anew:
            before = Checks(before.quick, before.full)
        found = list(before.so_far) if full else []
        after = before.after if full else ""
        yield from found
        reports = 0
        for event in self._events(cancelled, full=full, after=after):
            if isinstance(event, Finding):
                found.append(event)
            elif isinstance(event, Reached):
                after = event.sha256
                reports += 1
                if full and reports % _KEEP_EVERY == 0:
                    self._note(msgspec.structs.replace(before, after=after, so_far=tuple(found)))
                continue
            yield event
        if cancelled:
            if full:
                self._note(msgspec.structs.replace(before, after=after, so_far=tuple(found)))
            return
        check = Check(now(), len(found), sum(finding.loss for finding in found))
        if full:
            self._note(Checks(check, check))  # it has looked at all that a quick one looks at
        else:
            self._note(msgspec.structs.replace(before, quick=check))

    def _events(self, cancelled: Cancelled, *, full: bool, after: str) -> Iterator[Progress | Reached | Finding]:
        if not after:
            yield from fixity.check_catalogue(self._catalogue, cancelled)
            yield from self._check_index(full=full)
            yield from fixity.check_folder(self._folder, OURS)
            if full:
                with workroom(self._folder / "cache") as work:
                    yield from fixity.check_snapshots(self._folder / "snapshots", work, cancelled)
        try:
            known = self._catalogue.originals()
        except EnvironmentProblemError:  # said already; their names still say what they must be
            known = fixity.sizes_by_name(self._originals.folder)
        yield from fixity.check_originals(self._originals.folder, known, cancelled, full=full, after=after)

    def _check_index(self, *, full: bool) -> Iterator[Finding]:
        again = _("重建索引（检索菜单，或 dianzibao reindex）；阅读不受影响")
        try:
            if full:
                self._index.verify()
            pending = self._index.pending()
        except IndexDamagedError as error:
            yield Finding(State.DAMAGED, "index", _("检索索引损坏（{error}）").format(error=error), again, loss=False)
        except EnvironmentProblemError:
            return  # the catalogue cannot be read, which was said
        else:
            if pending:
                yield Finding(
                    State.UNINDEXED,
                    "index",
                    _("{count} 处变动还没有进检索索引").format(count=pending),
                    _("更新索引，或等它自己更新"),
                    loss=False,
                )

    def _note(self, checks: Checks) -> None:
        with suppress(EnvironmentProblemError):  # an archive that may only be read can be checked all the same
            write_atomically(self._path, msgspec.json.encode(checks))
