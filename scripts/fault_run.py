"""The fault harness: jobs are disturbed in every way we know, and afterwards nothing may be lost.  See scripts/fault.

Prints what was disturbed how often; exits 1 when anything was lost, ended otherwise, or was not said in words.
"""

from __future__ import annotations

import argparse
import logging
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from fault_calls import Cut
from fault_flips import Flipped
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
    "mount": Harness.mount,
    "errors": Harness.errors,
    "flips": Harness.flips,
}


def main() -> None:
    options = _options()
    logging.disable()  # what is damaged on purpose is logged by the thousand
    begun = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="fault-", dir=_MEMORY if _MEMORY.is_dir() else None))
    counted: Counter[str] = Counter()
    losses = 0
    try:
        jobs = [job for job in JOBS if job.name in options.jobs]
        make_starts(folder, jobs)
        harness = Harness(folder, Plan(**{name: getattr(options, name) for name in Plan.__slots__}), jobs)
        print(f"seed {options.seed}")
        for job, recorded in zip(jobs, harness.recorded, strict=True):
            kinds = ", ".join(f"{kind} {count}" for kind, count in Counter(recorded.points).items())
            print(f"{job.name}: {len(recorded.points)} points ({kinds}), {len(recorded.states)} states")
        for name in options.parts:
            if reason := _cannot(name):
                print(f"[{name}] skipped: {reason}")
                continue
            tally = PARTS[name](harness)
            _print(name, tally)
            losses += len(tally.losses)
            counted.update(tally.counts)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _print_sums(counted, losses, time.monotonic() - begun)
    sys.exit(1 if losses else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=600, help="kills at random times")
    parser.add_argument("--jobs", nargs="+", choices=[job.name for job in JOBS], default=[job.name for job in JOBS])
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--stride", type=int, default=1, help="every so many points of our own layer")
    parser.add_argument("--rooms", type=int, default=12, help="so many sizes of a small disk for each job")
    parser.add_argument("--cuts", type=int, default=800, help="kills and power cuts after one of the system's calls")
    parser.add_argument("--mounts", type=int, default=240, help="power cuts under a running job")
    parser.add_argument("--errors", type=int, default=240, help="changes that end with an error of the disk")
    parser.add_argument("--flips", type=int, default=3_000, help="single bits that flip, of what is read")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    return parser.parse_args()


def _cannot(part: str) -> str | None:
    """Why a part cannot run here."""
    if part == "room" and not _may_mount():
        return "only root may mount a small disk"
    if part == "cuts" and shutil.which("strace") is None:
        return "strace is not there"
    has_fuse = Path("/dev/fuse").exists() and shutil.which("fusermount3")
    if part in ("mount", "errors") and not (has_fuse and _may_mount()):
        return "FUSE is not there, or only root may use it"
    return None


def _may_mount() -> bool:
    if os.name != "posix" or os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        tried = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True)
        if tried.returncode == 0:
            subprocess.run(["umount", folder], check=True)
    return tried.returncode == 0


def _print_sums(counted: Counter[str], losses: int, seconds: float) -> None:
    killed = sum(count for what, count in counted.items() if what.endswith(": killed"))
    modelled = sum(counted[cut] for cut in Cut)
    found, flipped = (sum(counted[f"{where}: {what}"] for where in Flipped) for what in ("found", "flipped"))
    full = counted["full"] + counted["room"]
    print(f"killed = {killed} processes and {modelled} in the model of a disk, full disks = {full},")
    print(f"errors of a disk = {counted['disk error']},", end=" ")
    print(f"flipped bits = {flipped}, of which found = {found}, lost = {losses}   ({seconds:.0f} s)")


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
