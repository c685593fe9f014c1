"""What `scripts/fuzz` tried so far, kept in the file that `DIANZIBAO_FUZZ_COUNTS` names, over all its rounds.

Counted are tries, by way (at random, by coverage), subject (an importer, a kind of file) and outcome: `read`, `refused`
(in words), `lost` (anything else).  Run as a program it prints them.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

PLACE = "DIANZIBAO_FUZZ_COUNTS"
Counts = dict[str, Counter[str]]
"""Subject → outcome → number."""


def add(way: str, counts: Mapping[str, Mapping[str, int]]) -> None:
    """Add to the file; without one, nothing is kept."""
    if place := os.environ.get(PLACE):
        ways = _kept(Path(place))
        total = ways.setdefault(way, {})
        for subject, outcomes in counts.items():
            total.setdefault(subject, Counter()).update(outcomes)
        Path(place).write_text(json.dumps(ways), "utf-8")


def lines(way: str, counts: Counts) -> Iterator[str]:
    yield f"── tried {way}"
    for subject, outcomes in sorted(counts.items()):
        yield _line(subject, outcomes)
    total = Counter(lost=0)
    for outcomes in counts.values():
        total.update(outcomes)
    yield _line("all", total)


def _line(subject: str, outcomes: Counter[str]) -> str:
    told = ", ".join(f"{outcome} {number:,}" for outcome, number in sorted(outcomes.items()))
    return f"{subject:28} {outcomes.total():10,}   {told}"


def _kept(place: Path) -> dict[str, Counts]:
    text = place.read_text("utf-8") if place.exists() else ""
    return {
        way: {subject: Counter(outcomes) for subject, outcomes in counts.items()}
        for way, counts in json.loads(text or "{}").items()
    }


def main() -> None:
    ways = _kept(Path(os.environ[PLACE]))
    for way, counts in ways.items():
        sys.stdout.writelines(f"{line}\n" for line in lines(way, counts))


if __name__ == "__main__":
    main()
