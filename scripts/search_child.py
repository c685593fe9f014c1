"""What the search benchmark measures, each in a process of its own: `run(task)` starts one, `main` is what it does.

CPU seconds are those of the process and of what it starts.  The garbage collector runs as it does in the program.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec
from search_corpus import batches, read_rows
from search_engines import Ours, Searcher, opened
from search_queries import TWO, Asked, Classes, Truth, checked, new_issue

from indexer.sync import FILL_BATCH

ISSUES: Final = 5
ISSUE_SIZE: Final = 100
WARM: Final = tuple(Asked((word,)) for word in ("会议", "上海", "他们", "学习", "发现"))
NOWHERE: Final = Asked(("龘龘",))
_LOOK_EVERY: Final = 0.02
"""Seconds between two looks at the memory."""


class Task(msgspec.Struct, frozen=True):
    """`step` is index, ask, check, begin or issues; `corpus` the articles, of which the first `count` are meant.

    `queries` and `truth` are files of `Classes` and `Truth`; `without`: these classes are not asked.
    """

    step: str
    name: str
    folder: str
    corpus: str = ""
    count: int | None = None
    queries: str = ""
    truth: str = ""
    without: tuple[str, ...] = ()


class Spent(msgspec.Struct):
    """Seconds; `after`: what follows in the background, by the clock."""

    cpu: float = 0.0
    wall: float = 0.0
    after: float = 0.0


class Indexed(msgspec.Struct):
    """`peak`: most memory, pages of mapped files included; `own`: without these; both in bytes."""

    count: int
    text: int
    spent: Spent
    size: int
    size_without_text: int
    peak: int
    own: int


class Latency(msgspec.Struct):
    """CPU milliseconds; `found`: articles in all."""

    p50: float
    p95: float
    p99: float
    found: int


class Checked(msgspec.Struct):
    """Over so many queries."""

    queries: int
    recall: float
    precision: float


def run(task: Task) -> bytes:
    """Do it in a new process; JSON of what it measured."""
    command = [sys.executable, __file__, msgspec.json.encode(task).decode()]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def indexed(task: Task) -> Indexed:
    """Bring all articles in, batch by batch; reading them is not counted."""
    spent, count, text = Spent(), 0, 0
    with opened(task.name, Path(task.folder)) as searcher:
        with _watched() as memory:
            for rows in batches(read_rows(Path(task.corpus), task.count), FILL_BATCH):
                with _measured(spent):
                    searcher.write(rows)
                if isinstance(searcher, Ours):
                    searcher.keep_texts(rows)
                count += len(rows)
                text += sum(row.size for row in rows)
            with _measured(spent):
                searcher.finish()
        size, without = searcher.sizes()
    return Indexed(count, text, spent, size, without, memory.peak, memory.own)


def asked(task: Task) -> dict[str, Latency]:
    """Each class with an index opened anew, so that no class knows what another has read; every query once."""
    return {name: _asked(task, queries) for name, queries in _queries(task).items()}


def _asked(task: Task, queries: list[Asked]) -> Latency:
    found, times = 0, []
    with opened(task.name, Path(task.folder)) as searcher:
        for query in WARM:
            searcher.ask(query)
        for query in queries:
            start = time.process_time()
            found += searcher.ask(query)
            times.append((time.process_time() - start) * 1_000)
    times.sort()
    p50, p95, p99 = (times[int(len(times) * part) - 1] for part in (0.5, 0.95, 0.99))
    return Latency(p50, p95, p99, found)


def compared(task: Task) -> dict[str, Checked]:
    """Answers beside the truth; recall and precision over all answers of a class taken together."""
    truth = msgspec.json.decode(Path(task.truth).read_bytes(), type=Truth)
    with opened(task.name, Path(task.folder)) as searcher:
        return {
            name: _compared(searcher, queries, truth[name]) for name, queries in _queries(task).items() if name in truth
        }


def _compared(searcher: Searcher, queries: list[Asked], truth: list[list[int]]) -> Checked:
    right = found = there = 0
    for query, ids in zip(checked(queries), truth, strict=True):
        answer = searcher.ids(query)
        right += len(answer.intersection(ids))
        found += len(answer)
        there += len(ids)
    return Checked(len(truth), right / max(there, 1), right / max(found, 1))


def begun(task: Task) -> Spent:
    """From opening to the first answer, imports done; a dictionary that the first answer needs is part of it."""
    query = _queries(task)[TWO][0]
    with tempfile.TemporaryDirectory() as folder, opened(task.name, Path(folder)) as searcher:
        searcher.write(list(islice(read_rows(Path(task.corpus)), 10)))
        searcher.finish()
        searcher.ask(NOWHERE)
    spent = Spent()
    with _measured(spent), opened(task.name, Path(task.folder)) as searcher:
        searcher.ask(query)
    return spent


def new_issues(task: Task) -> Spent:
    """The costliest of some issues that come one after the other: bring it in, commit, find a name in it."""
    every: list[Spent] = []
    rows = list(islice(read_rows(Path(task.corpus)), ISSUE_SIZE))
    with opened(task.name, Path(task.folder)) as searcher:
        searcher.ask(WARM[0])
        for number in range(ISSUES):
            articles, name = new_issue(number, rows)
            spent, after = Spent(), Spent()
            with _measured(spent):
                if isinstance(searcher, Ours):
                    searcher.add(articles)
                else:
                    searcher.write(articles)
                    searcher.finish()
                total = searcher.ask(Asked((name,)))
            if isinstance(searcher, Ours):
                with _measured(after):
                    searcher.settle()
            spent.after = after.wall
            assert total == ISSUE_SIZE, f"{total} of {ISSUE_SIZE} found"
            every.append(spent)
    worst = max(every, key=lambda spent: spent.wall)
    return Spent(worst.cpu, worst.wall, max(spent.after for spent in every))


def _queries(task: Task) -> Classes:
    queries = msgspec.json.decode(Path(task.queries).read_bytes(), type=Classes)
    return {name: asked for name, asked in queries.items() if name not in task.without}


@contextmanager
def _measured(spent: Spent) -> Iterator[None]:
    """Adds what the block takes."""
    begin, start = _cpu(), time.perf_counter()
    yield
    spent.cpu += _cpu() - begin
    spent.wall += time.perf_counter() - start


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


# ── memory ─────────────────────────────────────────────────────────────────────────────────────────────────────────


class Memory:
    """Most bytes so far.  Only Linux says how many of them are not pages of mapped files."""

    peak = own = 0

    def look(self) -> None:
        status = Path("/proc/self/status")
        if not status.exists():
            self.peak = self.own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
            return
        values = dict(line.split(":", 1) for line in status.read_text().splitlines())
        # Not ru_maxrss: that begins with what the process which forked this one had.
        self.peak = int(values["VmHWM"].split()[0]) * 1024
        self.own = max(self.own, int(values["RssAnon"].split()[0]) * 1024)


@contextmanager
def _watched() -> Iterator[Memory]:
    """Looks at the memory all the time."""
    memory, done = Memory(), threading.Event()

    def watch() -> None:
        while not done.wait(_LOOK_EVERY):
            memory.look()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield memory
    finally:
        done.set()
        thread.join()
        memory.look()


def main() -> None:
    task = msgspec.json.decode(sys.argv[1], type=Task)
    steps = {"index": indexed, "ask": asked, "check": compared, "begin": begun, "issues": new_issues}
    sys.stdout.buffer.write(msgspec.json.encode(steps[task.step](task)))


if __name__ == "__main__":
    main()
