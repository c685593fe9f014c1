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
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from fault_disk import Fault, FaultyDisk
from fault_jobs import JOBS
from fault_place import Job, Place, opened
from fault_trial import DONE, REFUSED, Ended, Found, Recorded, Tally, disturbed, record, tried, wait

import ui.cli.main
import ui.cli.session

FULL: Final = ("磁盘已满", "放不下")
_ROOM: Final = "8m"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much: `stride` every so many points, `kills` at random times, `rooms` sizes of a small disk."""

    stride: int
    kills: int
    rooms: int
    seed: int


@dataclass(frozen=True, slots=True)
class Trial:
    """One disturbance: `kind` a fault of our own disk at step `at`, or another way, see `_try`."""

    job: int
    kind: str
    at: float


class Harness:
    """The jobs, as they ran undisturbed, in one folder."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder = folder
        self.plan = plan
        self.recorded = [record(folder, job) for job in JOBS]

    def points(self) -> Tally:
        """A kill at every step of our own layer, and at every write once with half of it written."""
        trials = []
        for number, recorded in enumerate(self.recorded):
            for at in range(1, len(recorded.points) + 1, self.plan.stride):
                trials.append(Trial(number, Fault.KILL, at))
                if recorded.points[at - 1] == "write":
                    trials.append(Trial(number, Fault.TEAR, at))
        return self._run(trials)

    def full(self) -> Tally:
        """No room from any step on that takes room."""
        trials = [
            Trial(number, Fault.FULL, at)
            for number, recorded in enumerate(self.recorded)
            for at in range(1, len(recorded.points) + 1, self.plan.stride)
            if recorded.points[at - 1] in ("create", "write", "sync", "make")
        ]
        return self._run(trials)

    def random(self) -> Tally:
        """Kills of the command line itself at random times."""
        chance = random.Random(self.plan.seed)  # noqa: S311
        jobs = cycle(number for number, job in enumerate(JOBS) if job.command)
        return self._run([Trial(next(jobs), "random", chance.random()) for _ in range(self.plan.kills)])

    def room(self) -> Tally:
        """A small disk of its own, which SQLite and the index writer fill too."""
        trials = [
            Trial(number, "room", at / self.plan.rooms) for number in range(len(JOBS)) for at in range(self.plan.rooms)
        ]
        return self._run(trials)

    def _run(self, trials: Sequence[Trial]) -> Tally:
        tally = Tally()
        with get_context("fork").Pool(os.cpu_count()) as pool:
            for trial, found in zip(trials, pool.imap(self._try, trials, chunksize=4), strict=True):
                self._count(tally, trial, found)
        return tally

    def _count(self, tally: Tally, trial: Trial, found: Found) -> None:
        job = JOBS[trial.job]
        how = trial.kind
        tally.add(f"{job.name}: {how}")
        tally.add(how)
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

    def _try(self, trial: Trial) -> Found:
        job, recorded = JOBS[trial.job], self.recorded[trial.job]
        match trial.kind:
            case "random":
                return self._killed(job, recorded, trial.at)
            case "room":
                return _cramped(self.folder, job, recorded, trial.at)
            case _:
                return disturbed(self.folder, job, recorded, FaultyDisk(int(trial.at), Fault(trial.kind)))

    def _killed(self, job: Job, recorded: Recorded, share: float) -> Found:
        seconds = _undisturbed_seconds(self.folder, job, recorded)

        def watch(child: int, said: Path) -> Ended:
            time.sleep(share * seconds)
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            return wait(child, said)

        return tried(self.folder, job, recorded, _command(job), watch)


_ENDINGS: Final = {DONE: "done", REFUSED: "refused in words", -signal.SIGKILL: "killed"}
_seconds: dict[str, float] = {}


def _undisturbed_seconds(folder: Path, job: Job, recorded: Recorded) -> float:
    """How long the command takes when nobody kills it; measured once in each process."""
    if job.name not in _seconds:
        begun = ended = time.monotonic()

        def watch(child: int, said: Path) -> Ended:
            nonlocal begun, ended
            begun = time.monotonic()
            done = wait(child, said)
            ended = time.monotonic()
            return done

        tried(folder, job, recorded, _command(job), watch)
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
        ui.cli.session.open_library = opened
        ui.cli.main.main()

    return work


def _cramped(folder: Path, job: Job, recorded: Recorded, share: float) -> Found:
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

        return tried(disk, job, recorded, work, watch)
    finally:
        subprocess.run(["umount", str(disk)], check=True)
        disk.rmdir()
