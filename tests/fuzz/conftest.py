"""How the fuzzing tests count, and what they share.  Everything follows from a number, so every find returns.

`scripts/fuzz` runs these tests for long (profile `fuzz`), and fuzz_guided.py beside them; `scripts/test` runs the same
ones on a few inputs.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import fuzz_counts
import pytest
from fuzz_damage import damaged, damaged_seed
from fuzz_seeds import Seed, seeds

LONGEST = 20.0
"""Seconds of processor time for one input: far from what any takes, near enough to find what never ends."""

_counts: fuzz_counts.Counts = {}


class Fuzz:
    """Handed out as one fixture."""

    seeds: Mapping[str, Seed] = {f"{at}-{seed.name}": seed for at, seed in enumerate(seeds())}
    damaged = staticmethod(damaged)
    damaged_seed = staticmethod(damaged_seed)

    @staticmethod
    def count(subject: str, what: str) -> None:
        """One more input for `subject`, which was `read` or `refused`."""
        _counts.setdefault(subject, Counter())[what] += 1

    @staticmethod
    @contextmanager
    def in_time(subject: str) -> Iterator[None]:
        began = time.process_time()
        yield
        took = time.process_time() - began
        assert took < LONGEST, f"{subject} took {took:.1f} s"


@pytest.fixture(scope="session")
def fuzz() -> type[Fuzz]:
    return Fuzz


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """For the sum over all rounds of `scripts/fuzz`."""
    failed = [report.nodeid.rpartition("::")[2] for report in terminalreporter.stats.get("failed", ())]
    fuzz_counts.add("at random", _counts | {name: Counter(lost=1) for name in failed})
