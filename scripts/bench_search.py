"""Benchmark: search on 74,545 real articles and on made ones up to a million, beside Tantivy, SQLite FTS5 and Whoosh.

Run: sh scripts/bench --search [--million] [--json FILE] [--plots FOLDER], or a part: --quality, --alone, --articles N.
Every measurement is a process of its own (search_child.py); queries are drawn from the articles, the same each time.
Times are CPU time, but for opening and adding an issue, which are by the clock.  docs/benchmarks.md has the figures.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from subprocess import CalledProcessError
from typing import Final, TypeVar

import msgspec
import search_child
import search_corpus
import search_quality
import search_queries
from search_child import Checked, Indexed, Latency, Spent, Task
from search_report import MADE, MILLION, OURS, REAL, STOCK, TANTIVY, Measure, Report, draw_plots, print_report

FTS5: Final = "FTS5, bigrams"
NEEDS: Final = {TANTIVY: "tantivy", STOCK[1]: "jieba"}
"""Packages of the bench extra."""
STOCK_SIZE: Final = 2_000
"""Stock Whoosh indexes no hundred articles a second, and with more of them fewer."""
CURVE: Final = (1_000, 10_000)
MILLION_CURVE: Final = (100_000, MILLION)
CHECKED_UP_TO: Final = 100_000
"""Brute force takes minutes for more."""
BEGINNINGS: Final = 3
T = TypeVar("T")


class Bench:
    """Measures in `folder`, which must have room for three times the texts."""

    def __init__(self, folder: Path, peers: list[str]) -> None:
        self._folder = folder
        self._peers = peers
        self.measures: list[Measure] = []

    def real(self, limit: int | None) -> None:
        """On real articles: everybody, stock Whoosh on its first ones."""
        corpus = self._folder / "real.jsonl"
        count = search_corpus.write_real(corpus, limit)
        self._compare(REAL, corpus, count, [OURS, *self._there(TANTIVY, FTS5)])
        if stock := self._there(*STOCK):
            self._compare(REAL, corpus, min(STOCK_SIZE, count), stock, steps=("ask", "check"))

    def made(self, sizes: tuple[int, ...]) -> None:
        """On made articles: ours and Tantivy."""
        maker = search_corpus.Maker(self._folder / "real.jsonl")
        for size in sizes:
            corpus = self._folder / f"made-{size}.jsonl"
            maker.write(corpus, size)
            self._compare(MADE, corpus, size, [OURS, *self._there(TANTIVY)])
            corpus.unlink()

    def _there(self, *names: str) -> list[str]:
        return [name for name in names if name in self._peers]

    def _compare(
        self,
        kind: str,
        corpus: Path,
        count: int,
        names: Sequence[str],
        steps: tuple[str, ...] = ("ask", "check", "begin", "issues"),
    ) -> None:
        """These engines on the first `count` articles, one after the other."""
        classes = search_queries.draw(corpus, count)
        queries, truth = self._folder / "queries.json", self._folder / "truth.json"
        queries.write_bytes(msgspec.json.encode(classes))
        if count <= CHECKED_UP_TO:
            truth.write_bytes(msgspec.json.encode(search_queries.truth(corpus, classes, count)))
        else:
            steps = tuple(step for step in steps if step != "check")
        for name in names:
            with tempfile.TemporaryDirectory(dir=self._folder) as folder:
                task = Task(
                    "index", name, folder=f"{folder}/index", corpus=str(corpus), count=count, queries=str(queries),
                    truth=str(truth), without=() if name == OURS else search_queries.OURS_ALONE,
                )  # fmt: skip
                try:
                    self.measures.append(measured(task, kind, steps))
                except CalledProcessError as error:  # an hour's figures are not lost for one that failed
                    print(f"({name} failed at {count:,}: {error.returncode})", file=sys.stderr)


def measured(task: Task, kind: str, steps: tuple[str, ...]) -> Measure:
    """Index, then the other steps on that index; the issues last, since they change it."""
    measure = Measure(task.name, kind, _run(task, "index", Indexed))
    if "ask" in steps:
        measure.latencies = _run(task, "ask", dict[str, Latency])
    if "check" in steps:
        measure.checks = _run(task, "check", dict[str, Checked])
    if "begin" in steps:
        begun = [_run(task, "begin", Spent) for _ in range(BEGINNINGS)]
        measure.begun = sorted(begun, key=lambda spent: spent.wall)[BEGINNINGS // 2]
    if "issues" in steps:
        measure.issue = _run(task, "issues", Spent)
    return measure


def _run(task: Task, step: str, kind: type[T]) -> T:
    print(f"  {step:<7}{task.name:<18}{task.count:>10,}", file=sys.stderr, flush=True)
    return msgspec.json.decode(search_child.run(msgspec.structs.replace(task, step=step)), type=kind)


def installed(package: str) -> str | None:
    """Its version."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def peers() -> list[str]:
    """Those that are installed; says which are not."""
    missing = [name for name, package in NEEDS.items() if not installed(package)]
    for name in missing:
        print(f"(without {name}: {NEEDS[name]} of the bench extra is not installed)", file=sys.stderr)
    return [name for name in (TANTIVY, FTS5, *STOCK) if name not in missing]


def machine() -> str:
    named = [f"{name} {number}" for name in ("numpy", "whoosh3", *NEEDS.values()) if (number := installed(name))]
    return ", ".join((f"Python {platform.python_version()}", *named, f"{os.cpu_count()} cores"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--million", action="store_true", help="made articles up to a million, not 10,000 (an hour)")
    parser.add_argument("--articles", type=int, help="only so many real articles")
    parser.add_argument("--alone", action="store_true", help="without the peers")
    parser.add_argument("--quality", action="store_true", help="only retrieval by whole sentences")
    parser.add_argument("--made", type=int, nargs="+", metavar="N", help="only so many made articles")
    parser.add_argument("--add", type=Path, metavar="FILE", help="the figures of an earlier run, too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there too")
    parser.add_argument("--plots", type=Path, metavar="FOLDER", help="draw cost against size there")
    parser.add_argument("--folder", type=Path, help="where to work (by default where the system keeps such things)")
    arguments = parser.parse_args()
    report = Report(machine(), [])
    with tempfile.TemporaryDirectory(prefix="dianzibao-bench-", dir=arguments.folder) as name:
        folder = Path(name)
        report.quality = search_quality.measure(folder / "quality")
        if not arguments.quality:
            report.measures = measure_all(folder, arguments)
    if arguments.add:
        report.measures = msgspec.json.decode(arguments.add.read_bytes(), type=Report).measures + report.measures
    print_report(report)
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(report)))
    if arguments.plots:
        draw_plots(report, arguments.plots)


def measure_all(folder: Path, arguments: argparse.Namespace) -> list[Measure]:
    if not search_corpus.XWLB.is_file():
        print(f"(no corpus at {search_corpus.XWLB.name}: nothing to measure)", file=sys.stderr)
        return []
    bench = Bench(folder, [] if arguments.alone else peers())
    if arguments.made:
        search_corpus.write_real(folder / "real.jsonl", None)
        bench.made(tuple(arguments.made))
    else:
        bench.real(arguments.articles)
        bench.made(CURVE + MILLION_CURVE * arguments.million)
    return bench.measures


if __name__ == "__main__":
    main()
