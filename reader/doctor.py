"""`doctor`: the state of everything in an archive, also where it cannot be opened; repair from a second copy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import msgspec

from archive.catalogue import Catalogue
from archive.errors import ArchiveTooNewError, CatalogueDamagedError, UnknownItemError
from archive.keeping import fixity, repair
from archive.keeping.backup_folder import workroom
from archive.keeping.fixity import Finding, Reached, State
from archive.keeping.repair import NotRepaired, Repaired
from archive.keeping.second_copy import SecondCopy
from archive.lock import writing
from archive.originals import Originals
from archive.progress import Cancelled, Progress
from archive.wording import N_, _
from reader.archives import has_catalogue, has_originals
from reader.health import OURS
from reader.library import Library

TASK: Final = N_("修复")
ORIGINALS, CATALOGUE, INDEX, OTHERS = _THINGS = "originals", "catalogue", "index", "others"
_COUNTED: Final = {fixity.ORIGINALS: ORIGINALS, fixity.CATALOGUE: CATALOGUE}
Open = Callable[[Path], Library]


class Tally(msgspec.Struct, frozen=True):
    """How many things of a kind there are (groups of up to 64 rows of the catalogue), and how many in which state."""

    thing: str
    fine: int
    states: Mapping[State, int]


class Examination(msgspec.Struct, frozen=True):
    """An archive that was looked through, by every byte or not."""

    tallies: tuple[Tally, ...]
    full: bool


class Doctor:
    """Of the archive in one folder; `opening` opens a library."""

    def __init__(self, folder: Path, opening: Open) -> None:
        self._folder = folder
        self._opening = opening

    def examine(self, *, full: bool, cancelled: Cancelled | None = None) -> Iterator[Progress | Finding | Examination]:
        """Every file and row in one state; the last step is the Examination, unless cancelled.

        `UnknownItemError` where there is no archive; `EnvironmentProblemError` where the folder cannot be read at all.
        """
        cancelled = Cancelled() if cancelled is None else cancelled
        totals: Counter[str] = Counter()
        found: list[Finding] = []
        for event in self._events(cancelled, full=full):
            if isinstance(event, Progress):
                totals[_counted(event.what)] = event.total
            elif isinstance(event, Finding):
                found.append(event)
            if not isinstance(event, Reached):
                yield event
        if not cancelled:
            yield Examination(tuple(_tally(thing, totals[thing], found) for thing in _THINGS), full)

    def repair(
        self, source: Path, cancelled: Cancelled | None = None
    ) -> Iterator[Progress | Finding | Repaired | NotRepaired | Examination]:
        """Repair what a backup or another archive can give, and look again; the last Examination says what is left.

        `UnfitBackupError` when `source` is neither, `ArchiveLockedError`.
        """
        cancelled = Cancelled() if cancelled is None else cancelled
        copy = SecondCopy(source)
        found = yield from self._look(cancelled)
        if cancelled or not any(finding.loss or _thing(finding) == INDEX for finding in found):
            return
        with writing(self._folder, _(TASK)), workroom(self._folder / "cache") as work:
            replaced = yield from self._repair_catalogue(copy, work, found)
            if replaced:  # it may speak of other originals
                found = yield from self._look(cancelled)
            originals = Originals(self._folder / "originals")
            damaged = self._folder / repair.DAMAGED / "originals"
            yield from repair.repair_originals(originals, found, copy.originals, damaged, cancelled)
        if cancelled:
            return
        with self._opening(self._folder) as library:
            broken = any(_thing(finding) == INDEX and finding.state is State.DAMAGED for finding in found)
            yield from library.reindex(cancelled) if broken else library.update_index(cancelled)
        if any(_thing(finding) == INDEX for finding in found):
            yield Repaired(INDEX, _("重建了") if broken else _("更新了"))
        yield from self.examine(full=True, cancelled=cancelled)

    def _look(self, cancelled: Cancelled) -> Generator[Progress | Finding | Examination, None, list[Finding]]:
        found: list[Finding] = []
        for event in self.examine(full=True, cancelled=cancelled):
            if isinstance(event, Finding):
                found.append(event)
            yield event
        return found

    def _repair_catalogue(
        self, copy: SecondCopy, work: Path, found: Sequence[Finding]
    ) -> Generator[Repaired | NotRepaired, None, bool]:
        """Whether another catalogue is in its place now."""
        wrong = sum(_thing(finding) == CATALOGUE for finding in found)
        if not wrong:
            return False
        try:
            if not has_catalogue(self._folder):
                raise CatalogueDamagedError(self._folder, _("不见了"))
            catalogue = Catalogue(self._folder / repair.CATALOGUE)
        except CatalogueDamagedError:
            yield repair.replace_catalogue(self._folder, copy, work)
            return True
        with closing(catalogue):
            yield from repair.mend_catalogue(self._folder, catalogue, copy, work, wrong)
        return False

    def _events(self, cancelled: Cancelled, *, full: bool) -> Iterator[Progress | Reached | Finding]:
        if not has_catalogue(self._folder) and not has_originals(self._folder):
            raise UnknownItemError(_("档案库"), str(self._folder))
        try:
            library = self._opening(self._folder)
        except ArchiveTooNewError:
            advice = _("升级电子报阅读机后再打开")
            yield Finding(State.NEWER, repair.CATALOGUE, _("目录数据库由更新的版本写成"), advice, loss=False)
        except CatalogueDamagedError as error:
            state = State.DAMAGED if has_catalogue(self._folder) else State.MISSING
            yield Finding(state, repair.CATALOGUE, _("目录数据库{reason}").format(reason=error.reason), _(fixity.MEND))
        else:
            with library:
                yield from library.health.verify(cancelled, full=full, anew=True)
            return
        yield from fixity.check_folder(self._folder, OURS)
        originals = self._folder / "originals"
        yield from fixity.check_originals(originals, fixity.sizes_by_name(originals), cancelled, full=full)


def _counted(what: str) -> str:
    return next(thing for step, thing in _COUNTED.items() if _(step) == what)


def _thing(finding: Finding) -> str:
    place = finding.name.split("/")[0]
    return {"originals": ORIGINALS, repair.CATALOGUE: CATALOGUE, "index": INDEX}.get(place, OTHERS)


def _tally(thing: str, total: int, found: Sequence[Finding]) -> Tally:
    """`total` things were looked at; what nothing speaks of, and the structure of a file, come on top of these."""
    about = [finding for finding in found if _thing(finding) == thing]
    states = Counter(finding.state for finding in about)
    if thing == INDEX:
        return Tally(thing, int(not about), states)
    wrong = sum(finding.loss and finding.name != repair.CATALOGUE for finding in about)
    return Tally(thing, total - wrong, states)
