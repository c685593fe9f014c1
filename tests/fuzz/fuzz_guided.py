"""Fuzzing by coverage (atheris): each subject gets a process and some seconds; a round of `scripts/fuzz` runs this once.

What makes a process crash, hang or want too much is kept as a file under build/fuzz, and the printout says which
command tries it again, without atheris.  Exits 1 when there is such a find.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import secrets
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import fuzz_counts
from fuzz_subjects import LARGEST, SUBJECTS

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "fuzz"
CHILD = Path(__file__).with_name("fuzz_child.py")
SECONDS_AT_MOST = 20
"""What one input may take."""
MEGABYTES_AT_MOST = 2048
"""What the process may hold."""
_GO_ON_FROM = 300  # inputs of earlier rounds at most: they are all tried again at the start
_PATIENCE = 300.0  # seconds beyond what was asked, for the start
_COVERAGE = re.compile(r"\bcov: (\d+)")


def main() -> None:
    options = _options()
    if options.replay:
        replay(options.replay)
    elif importlib.util.find_spec("atheris") is None:
        print("by coverage: left out, there is no atheris for this system")
    else:
        sys.exit(1 if round_of(options.subjects or list(SUBJECTS), options.seconds) else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=" ".join(SUBJECTS))
    parser.add_argument("--seconds", type=int, default=20, help="for each subject, besides its start")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="try a kept input again, here and now")
    return parser.parse_args()


def round_of(subjects: list[str], seconds: int) -> list[Path]:
    """Fuzz each for some seconds, print what was tried; the finds."""
    finds: list[Path] = []
    counts: fuzz_counts.Counts = {}
    for name in subjects:
        folder = KEPT / name
        before = set(folder.glob("*-*"))
        reached, told = _fuzz(name, seconds, counts)
        print(f"{name:24} {reached:6} branches of our code reached", flush=True)
        new = sorted(set(folder.glob("*-*")) - before)
        if told:
            print(told)
            counts.setdefault(name, Counter())["lost"] += 1
            for find in new:
                print(f"kept; try it again: sh scripts/fuzz --replay {find}")
            finds += new or [folder]
    fuzz_counts.add("by coverage", counts)
    for line in fuzz_counts.lines("by coverage in this round", counts):
        print(line)
    return finds


def replay(find: Path) -> None:
    """The same input once more, for a plain traceback; prints what came of it."""
    with TemporaryDirectory() as folder:
        _own_folders(Path(folder), os.environ)
        subject = SUBJECTS[find.absolute().parent.name](Path(folder))
        for who, what in subject.tries(find.read_bytes()):
            print(f"{who}: {what}")


def _fuzz(name: str, seconds: int, counts: fuzz_counts.Counts) -> tuple[int, str]:
    """How many branches were reached, and the end of what the process said where it did not end well."""
    corpus = KEPT / name / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    _thin(corpus)
    with TemporaryDirectory(prefix="fuzz-") as place:
        folder = Path(place)
        environment = _own_folders(folder, dict(os.environ))
        command = [
            *(sys.executable, str(CHILD), name, place),
            *(f"-max_total_time={seconds}", f"-timeout={SECONDS_AT_MOST}", f"-rss_limit_mb={MEGABYTES_AT_MOST}"),
            *(f"-max_len={LARGEST}", f"-artifact_prefix={KEPT / name}/", f"-seed={secrets.randbelow(1 << 31) + 1}"),
            str(corpus),
        ]
        log, tried = folder / "log", folder / "tried"
        with log.open("wb") as stream:
            try:
                code = subprocess.run(
                    command, stdout=stream, stderr=stream, env=environment, check=False, timeout=seconds + _PATIENCE
                ).returncode
            except subprocess.TimeoutExpired:
                code = -1
        for line in tried.read_text("utf-8").splitlines() if tried.exists() else ():
            who, what = line.split("\t")
            counts.setdefault(who, Counter())[what] += 1
        said = log.read_text("utf-8", "replace")
    reached = [int(number) for number in _COVERAGE.findall(said)]
    return max(reached, default=0), "" if code == 0 else f"{_end_of(said)}\nended with {code}"


def _end_of(said: str) -> str:
    """From the exception on, where there is one."""
    return said[max(said.rfind("=== Uncaught"), len(said) - 6000) :]


def _thin(corpus: Path) -> None:
    """Leave as many as there is time to go on from."""
    found = sorted(corpus.iterdir())
    for path in Random(len(found)).sample(found, max(0, len(found) - _GO_ON_FROM)):
        path.unlink()


def _own_folders(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """Nothing of the user's own is read or written."""
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        environment[variable] = str(folder / variable.lower())
    return environment


if __name__ == "__main__":
    main()
