"""The fault harness: jobs are disturbed in every way we know, and afterwards nothing may be lost.  See scripts/fault.

Prints what was disturbed how often; exits 1 when anything was lost, ended otherwise, or was not said in words.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from fault_calls import Cut
from fault_jobs import JOBS, make_starts
from fault_parts import Harness, Plan
from fault_trial import Tally

# All that a child needs is loaded before the first fork.
import archive.importing.pipeline
import archive.importing.reparse  # noqa: F401

_MEMORY: Final = Path("/dev/shm")  # noqa: S108
"""A kill needs no real disk: what the system was given is there."""
PARTS: Final[dict[str, Callable[[Harness], Tally]]] = {
    "points": Harness.points,
    "full": Harness.full,
    "random": Harness.random,
    "room": Harness.room,
    "cuts": Harness.cuts,
}


_KILLS: Final = ("kill: killed", "tear: killed", "random: killed", Cut.CALL)


def main() -> None:
    options = _options()
    begun = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="fault-", dir=_MEMORY if _MEMORY.is_dir() else None))
    losses = killed = 0
    try:
        jobs = [job for job in JOBS if job.name in options.jobs]
        make_starts(folder, jobs)
        harness = Harness(folder, Plan(options.stride, options.kills, options.rooms, options.cuts, options.seed), jobs)
        print(f"seed {options.seed}")
        for job, recorded in zip(jobs, harness.recorded, strict=True):
            print(f"{job.name}: {len(recorded.points)} points, {len(recorded.states)} states")
        for name in options.parts:
            if reason := _cannot(name):
                print(f"[{name}] skipped: {reason}")
                continue
            tally = PARTS[name](harness)
            _print(name, tally)
            losses += len(tally.losses)
            killed += sum(tally.counts.get(what, 0) for what in _KILLS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"killed = {killed}, lost = {losses}   ({time.monotonic() - begun:.0f} s)")
    sys.exit(1 if losses else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=600, help="kills at random times")
    parser.add_argument("--jobs", nargs="+", choices=[job.name for job in JOBS], default=[job.name for job in JOBS])
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--stride", type=int, default=1, help="every so many points of our own layer")
    parser.add_argument("--rooms", type=int, default=12, help="so many sizes of a small disk for each job")
    parser.add_argument("--cuts", type=int, default=800, help="kills and power cuts after one of the system's calls")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    return parser.parse_args()


def _cannot(part: str) -> str | None:
    """Why a part cannot run here."""
    if part == "room" and not _may_mount():
        return "only root may mount a small disk"
    if part == "cuts" and shutil.which("strace") is None:
        return "strace is not there"
    return None


def _may_mount() -> bool:
    if os.name != "posix" or os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True)
        if tried.returncode == 0:
            subprocess.run(["umount", folder], check=True)
    return tried.returncode == 0


def _print(name: str, tally: Tally) -> None:
    print(f"[{name}]")
    for what, count in sorted(tally.counts.items()):
        print(f"  {what} {count}")
    for place, count in sorted(tally.left.items()):
        print(f"  temporary files that the next start leaves in {place or 'the archive'}: {count}")
    for loss in tally.losses:
        print(f"  LOST {loss}")


if __name__ == "__main__":
    main()
