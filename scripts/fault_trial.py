"""One trial: a job in a child process that meets its fault, and what is found afterwards."""

from __future__ import annotations

import os
import random
import secrets
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from fault_calls import Call, Cut, Model
from fault_disk import FaultyDisk
from fault_jobs import begin
from fault_mount import changes, mounted
from fault_oracle import findings, leftovers, state
from fault_place import Job, Place
from sqlalchemy import Connection

from archive.catalogue.database import Database
from archive.errors import EnvironmentProblemError

DONE, REFUSED, BROKEN = 0, 3, 70
"""How a child ends: as it should, with a sentence of ours, in any other way."""
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Ended:
    """`code` as `waitpid` has it, negative for a signal; `said`: the sentence or the traceback."""

    code: int
    said: str


class Recorded(msgspec.Struct, frozen=True):
    """An undisturbed run: its points in order, and all states that it went through, the last one being its end."""

    points: list[str]
    states: list[str]

    @property
    def after(self) -> str:
        return self.states[-1]


@dataclass(slots=True)
class Tally:
    """What a part of the harness counts."""

    counts: dict[str, int] = field(default_factory=dict)
    losses: list[str] = field(default_factory=list)
    left: dict[str, int] = field(default_factory=dict)
    """Temporary files that outlive the next start, by kind of place."""

    def add(self, name: str, count: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + count


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a trial."""

    ended: Ended
    wrong: list[str]
    left: list[str]


def start(work: Callable[[], None], said: Path) -> int:
    """Begin `work` in a child process; returns its id."""
    child = os.fork()
    if child:
        return child
    code = BROKEN
    try:
        work()
        code = DONE
    except EnvironmentProblemError as error:
        code = REFUSED
        said.write_text(str(error), encoding="utf-8")
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        said.write_text(traceback.format_exc(), encoding="utf-8")
    finally:
        os._exit(code)


def wait(child: int, said: Path) -> Ended:
    """Until the child has ended; killed after a minute."""
    end = time.monotonic() + PATIENCE
    while True:
        number, status = os.waitpid(child, os.WNOHANG)
        if number:
            code = os.waitstatus_to_exitcode(status)
            return Ended(code, said.read_text("utf-8") if said.exists() else "")
        if time.monotonic() > end:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return Ended(BROKEN, "it did not end")
        time.sleep(0.001)


def record(folder: Path, job: Job) -> Recorded:
    """Run a job undisturbed."""
    with trial_folder(folder, job) as place:
        result = place.folder.with_suffix(".recorded")
        child = start(lambda: _record(place, job, result), place.folder.with_suffix(".said"))
        ended = wait(child, place.folder.with_suffix(".said"))
        if ended.code != DONE:
            sys.exit(f"{job.name} does not even work undisturbed: {ended.said}")
        return msgspec.json.decode(result.read_bytes(), type=Recorded)


def disturbed(folder: Path, job: Job, recorded: Recorded, disk: FaultyDisk) -> Found:
    """Run a job on a disk that fails, and look."""

    def work(place: Place) -> None:
        disk.put_in_place()
        job.work(place)

    return tried(folder, job, recorded, work, wait)


def tried(
    folder: Path, job: Job, recorded: Recorded, work: Callable[[Place], None], watch: Callable[[int, Path], Ended]
) -> Found:
    """Begin `work` where `job` begins, let `watch` see it end, and look at what is there."""
    with trial_folder(folder, job) as place:
        said = place.papers.with_name(f"{place.folder.name}.said")  # not on the disk that may be full
        ended = watch(start(lambda: work(place), said), said)
        wrong = findings(place, job, set(recorded.states), recorded.after)
        return Found(ended, wrong, leftovers(place))


def after_cut(folder: Path, job: Job, recorded: Recorded, calls: Sequence[Call], at: int, cut: Cut) -> Found:
    """Look at what is there when the job ends, or the power, after so many of its calls; after the last it is done."""
    model = Model(folder / "starts" / job.start)
    for call in calls[:at]:
        model.do(call)
    with trial_folder(folder, job) as place:
        shutil.rmtree(place.folder)
        model.write_out(place.folder, cut, random.Random(at))  # noqa: S311
        legal = {recorded.after} if at == len(calls) else set(recorded.states)
        wrong = findings(place, job, legal, recorded.after)
        return Found(Ended(-signal.SIGKILL, ""), wrong, leftovers(place))


def on_mount(
    folder: Path, job: Job, recorded: Recorded, at: int | None, cut: Cut, *, breaks: bool = False
) -> tuple[Found, int]:
    """Run a job on a disk that forgets, until its power fails before the change `at` (or that change ends with an error
    of the disk), and look; how many changes."""
    with trial_folder(folder, job) as place:
        said = place.folder.with_suffix(".said")
        with mounted(place.folder, at, cut, breaks=breaks) as mount:
            child = start(lambda: job.work(Place(mount, place.papers)), said)
            ended = wait(child, said)
        must_be_done = ended.code == DONE and not (breaks and job.only_notes)
        wrong = findings(place, job, {recorded.after} if must_be_done else set(recorded.states), recorded.after)
        return Found(ended, wrong, leftovers(place)), changes(place.folder)


@contextmanager
def trial_folder(folder: Path, job: Job) -> Iterator[Place]:
    place = begin(folder, job, f"trial-{secrets.token_hex(6)}")
    try:
        yield place
    finally:
        shutil.rmtree(place.folder, ignore_errors=True)
        for path in place.papers.parent.glob(f"{place.folder.name}.*"):
            path.unlink()


def _record(place: Place, job: Job, result: Path) -> None:
    points: list[str] = []
    states = [state(place)]

    def note() -> None:
        if (now := state(place)) != states[-1]:
            states.append(now)

    def seen(kind: str) -> None:
        points.append(kind)
        note()

    writing = Database.writing

    @contextmanager
    def noted(database: Database, *, keep: bool = True) -> Iterator[Connection]:
        with writing(database, keep=keep) as connection:
            yield connection
        note()

    Database.writing = noted  # type: ignore[assignment, method-assign]
    FaultyDisk(seen=seen).put_in_place()
    job.work(place)
    note()
    result.write_bytes(msgspec.json.encode(Recorded(points, states)))
