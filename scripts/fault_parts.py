"""The parts of the harness: each disturbs the jobs in one way and counts.  `Plan` says how thoroughly."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from fault_calls import Call, Cut, recorded
from fault_disk import Fault, FaultyDisk
from fault_flips import Flipped, flip_bits, make_flipped
from fault_place import Job, Place, opened
from fault_trial import (
    DONE,
    REFUSED,
    Ended,
    Found,
    Recorded,
    Tally,
    after_cut,
    disturbed,
    on_mount,
    record,
    trial_folder,
    tried,
    wait,
)

import ui.cli.main
import ui.cli.session

FULL: Final = ("磁盘已满", "放不下")
_ROOM: Final = "8m"
MOUNTED: Final = "mounted, "
"""Before the name of a cut: on a file system that forgets."""
BROKEN_DISK: Final = "disk error"
_POWER: Final = (Cut.BARE, Cut.NAMES, Cut.TORN)
_SHARES: Final = 4
"""Into so many the flips of one kind are parted."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much: `stride` every so many points, `kills` at random times, `rooms` sizes of a small disk, `cuts` after
    one of the system's calls, `mounts` on a disk that forgets, `errors` of it, `flips` of a bit."""

    stride: int
    kills: int
    rooms: int
    cuts: int
    mounts: int
    errors: int
    flips: int
    seed: int


@dataclass(frozen=True, slots=True)
class Trial:
    """One disturbance: `kind` a fault of our own disk at step `at`, a cut after call `at`, or as `attempt` has it."""

    job: int
    kind: str
    at: float


class Harness:
    """The jobs, as they ran undisturbed, in one folder."""

    def __init__(self, folder: Path, plan: Plan, jobs: Sequence[Job]) -> None:
        self.folder = folder
        self.plan = plan
        self.jobs = jobs
        self.recorded = [record(folder, job) for job in jobs]
        self._calls: list[list[Call]] = []
        self._chance = random.Random(plan.seed)  # noqa: S311

    def points(self) -> Tally:
        """A kill at every step of our own layer, and at every write once with half of it written."""
        trials = []
        for number, run in enumerate(self.recorded):
            for at in range(1, len(run.points) + 1, self.plan.stride):
                trials.append(Trial(number, Fault.KILL, at))
                if run.points[at - 1] == "write":
                    trials.append(Trial(number, Fault.TEAR, at))
        return self._run(trials)

    def full(self) -> Tally:
        """No room from any step on that takes room."""
        trials = [
            Trial(number, Fault.FULL, at)
            for number, run in enumerate(self.recorded)
            for at in range(1, len(run.points) + 1, self.plan.stride)
            if run.points[at - 1] in ("create", "write", "sync", "make")
        ]
        return self._run(trials)

    def random(self) -> Tally:
        """Kills of the command line itself at random times."""
        chance = random.Random(self.plan.seed)  # noqa: S311
        jobs = cycle(number for number, job in enumerate(self.jobs) if job.command)
        return self._run([Trial(next(jobs), "random", chance.random()) for _ in range(self.plan.kills)])

    def room(self) -> Tally:
        """A small disk of its own, which SQLite and the index writer fill too."""
        trials = [
            Trial(number, "room", at / self.plan.rooms)
            for number in range(len(self.jobs))
            for at in range(self.plan.rooms)
        ]
        return self._run(trials)

    def cuts(self) -> Tally:
        """A kill or a power cut after some of the calls of the system, and after the last of each job."""
        self._calls = [self._traced(job) for job in self.jobs]
        chance = random.Random(self.plan.seed)  # noqa: S311
        places = [(number, at) for number, calls in enumerate(self._calls) for at in range(len(calls))]
        last = [(number, len(calls)) for number, calls in enumerate(self._calls)]
        few = min(self.plan.cuts // len(Cut), len(places))
        trials = [Trial(number, cut, at) for cut in Cut for number, at in sorted(chance.sample(places, few)) + last]
        tally = self._run(trials)
        tally.add("calls of the system", len(places))
        return tally

    def mount(self) -> Tally:
        """The power fails before some of the changes that the kernel hands on, and after the last of each job."""
        few = self.plan.mounts // len(_POWER)
        trials = [Trial(number, f"{MOUNTED}{cut}", at) for cut in _POWER for number, at in self._some_changes(few)]
        trials += [Trial(number, f"{MOUNTED}{Cut.BARE}", count) for number, count in enumerate(self._changes)]
        tally = self._run(trials)
        tally.add("changes handed on by the kernel", sum(self._changes))
        return tally

    def _some_changes(self, few: int) -> list[tuple[int, int]]:
        """Jobs and numbers of their changes, at random, other ones each time it is asked."""
        places = [(number, at) for number, count in enumerate(self._changes) for at in range(count)]
        return sorted(self._chance.sample(places, min(few, len(places))))

    @cached_property
    def _changes(self) -> list[int]:
        """How many changes of each job the kernel hands on."""
        runs = zip(self.jobs, self.recorded, strict=True)
        return [on_mount(self.folder, job, run, None, Cut.BARE)[1] for job, run in runs]

    def errors(self) -> Tally:
        """The disk ends some of the changes that the kernel hands on with an error, one in each trial."""
        trials = [Trial(number, BROKEN_DISK, at) for number, at in self._some_changes(self.plan.errors)]
        return self._run(trials)

    def flips(self) -> Tally:
        """Single bits of everything that is kept."""
        start = make_flipped(self.folder)
        each = max(self.plan.flips // (len(Flipped) * _SHARES), 1)
        tasks = [(start, where, each, self.plan.seed + share) for where in Flipped for share in range(_SHARES)]
        tally = Tally()
        with get_context("fork").Pool(os.cpu_count()) as pool:
            for one in pool.starmap(flip_bits, tasks, chunksize=1):
                tally.losses += one.losses
                for name, count in one.counts.items():
                    tally.add(name, count)
        return tally

    def _traced(self, job: Job) -> list[Call]:
        with trial_folder(self.folder, job) as place:
            return recorded(self.folder, job.name, place.folder)

    def _run(self, trials: Sequence[Trial]) -> Tally:
        tally = Tally()
        with get_context("fork").Pool(os.cpu_count(), _harness.append, (self,)) as pool:
            for trial, found in zip(trials, pool.imap(_try, trials, chunksize=4), strict=True):
                self._count(tally, trial, found)
        return tally

    def _count(self, tally: Tally, trial: Trial, found: Found) -> None:
        job = self.jobs[trial.job]
        how = trial.kind
        tally.add(f"{job.name}: {how}")
        if place := self._place(trial):
            tally.add(f"{how} at a {place}")
        tally.add(how)
        if not isinstance(how, Cut):
            tally.add(f"{how}: {_ENDINGS.get(found.ended.code, 'died otherwise')}")
        wrong = [*found.wrong]
        if found.ended.code not in _ENDINGS:
            wrong.append(f"ended {found.ended.code}: {found.ended.said}")
        if (
            how in ("full", "room")
            and found.ended.code == REFUSED
            and not any(words in found.ended.said for words in FULL)
        ):
            wrong.append(f"a full disk is called: {found.ended.said}")
        tally.losses += [f"{job.name}, {trial.kind} at {trial.at}: {what}" for what in wrong]
        places = Counter("/".join(Path(path).parts[:-1]).split("-")[0] for path in found.left)
        tally.left = dict(Counter(tally.left) + places)

    def _place(self, trial: Trial) -> str | None:
        """What kind of step is disturbed, where that is known."""
        if isinstance(trial.kind, Fault):
            return self.recorded[trial.job].points[int(trial.at) - 1]
        if isinstance(trial.kind, Cut) and trial.at < len(self._calls[trial.job]):
            return self._calls[trial.job][int(trial.at)].kind
        return None

    def attempt(self, trial: Trial) -> Found:
        job, run = self.jobs[trial.job], self.recorded[trial.job]
        match trial.kind:
            case Cut() as cut:
                return after_cut(self.folder, job, run, self._calls[trial.job], int(trial.at), cut)
            case "random":
                return self._killed(job, run, trial.at)
            case "disk error":
                return on_mount(self.folder, job, run, int(trial.at), Cut.BARE, breaks=True)[0]
            case str() as kind if kind.startswith(MOUNTED):
                return on_mount(self.folder, job, run, int(trial.at), Cut(kind.removeprefix(MOUNTED)))[0]
            case "room":
                return _cramped(self.folder, job, run, trial.at)
            case _:
                return disturbed(self.folder, job, run, FaultyDisk(int(trial.at), Fault(trial.kind)))

    def _killed(self, job: Job, run: Recorded, share: float) -> Found:
        seconds = _undisturbed_seconds(self.folder, job, run)

        def watch(child: int, said: Path) -> Ended:
            time.sleep(share * seconds)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            return wait(child, said)

        return tried(self.folder, job, run, _command(job), watch)


_ENDINGS: Final = {DONE: "done", REFUSED: "refused in words", -signal.SIGKILL: "killed"}
_seconds: dict[str, float] = {}
_harness: list[Harness] = []
"""What a child of the pool works for: it is inherited, not sent."""


def _try(trial: Trial) -> Found:
    return _harness[0].attempt(trial)


def _undisturbed_seconds(folder: Path, job: Job, run: Recorded) -> float:
    """How long the command takes when nobody kills it and all modules are loaded; measured once in each process."""
    if job.name not in _seconds:
        begun = ended = time.monotonic()

        def watch(child: int, said: Path) -> Ended:
            nonlocal begun, ended
            begun = time.monotonic()
            done = wait(child, said)
            ended = time.monotonic()
            return done

        for _ in range(2):  # the first loads what is looked with
            tried(folder, job, run, _command(job), watch)
        _seconds[job.name] = ended - begun
    return _seconds[job.name]


def _command(job: Job) -> Callable[[Place], None]:
    """The command line doing what `job` does."""

    def work(place: Place) -> None:
        assert job.command
        sys.argv = ["dianzibao", "--archive", str(place.archive), *job.command(place)]
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(nothing, number)
        ui.cli.session.open_library = opened  # type: ignore[attr-defined, assignment]
        ui.cli.main.main()

    return work


def _cramped(folder: Path, job: Job, run: Recorded, share: float) -> Found:
    """Run a job where there is only a part of the room that it takes; afterwards there is room again."""
    disk = folder / f"disk-{os.getpid()}"
    ballast = disk / "ballast"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_ROOM}", "tmpfs", str(disk)], check=True)
    try:
        for name in ("papers", "starts"):
            (disk / name).symlink_to(folder / name)

        def work(place: Place) -> None:
            free = shutil.disk_usage(disk).free
            ballast.write_bytes(bytes(int(free - share * 700_000)))
            job.work(place)

        def watch(child: int, said: Path) -> Ended:
            ended = wait(child, said)
            ballast.unlink(missing_ok=True)
            return ended

        return tried(disk, job, run, work, watch)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
        disk.rmdir()
