"""What the search benchmark says: the targets with a verdict for each, and the figures of every engine and size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from typing import Final

import msgspec
from search_child import Checked, Indexed, Latency, Spent
from search_plot import Points, plot
from search_quality import Quality
from search_queries import AND, FACETS, FOUR, SNIPPETS, TIMED, TWO

OURS, TANTIVY = "dianzibao", "Tantivy, bigrams"
STOCK: Final = ("Whoosh, bigrams", "Whoosh, jieba")
REAL, MADE = "xwlb", "made"
MILLION: Final = 1_000_000
PLOTTED: Final = {TWO: "two", FOUR: "four", AND: "and", SNIPPETS: "snippets", FACETS: "facets"}
"""Classes whose cost is drawn, and the names of the files."""


class Measure(msgspec.Struct):
    """All about one engine at one size; what it was not asked is None or empty."""

    name: str
    corpus: str
    indexed: Indexed
    latencies: dict[str, Latency] = {}
    checks: dict[str, Checked] = {}
    begun: Spent | None = None
    issue: Spent | None = None

    @property
    def count(self) -> int:
        return self.indexed.count

    @property
    def rate(self) -> float:
        """Articles per CPU second."""
        return self.count / self.indexed.spent.cpu

    @property
    def size(self) -> float:
        """Bytes of the index without texts, by bytes of text."""
        return self.indexed.size_without_text / self.indexed.text


class Report(msgspec.Struct):
    """One run."""

    machine: str
    measures: list[Measure]
    quality: Quality | None = None

    def at(self, name: str, corpus: str, count: int | None = None) -> Measure | None:
        """This engine with these articles; without `count` with the most of them."""
        found = [one for one in self.measures if one.name == name and one.corpus == corpus]
        found = [one for one in found if count in (None, one.count)]
        return max(found, key=lambda one: one.count, default=None)


@dataclass(frozen=True, slots=True)
class Target:
    """`most`: the value may be this at most, else it must be this at least.  `peer` is printed beside.

    An `aim` that was not measured is NaN, which nothing reaches.
    """

    what: str
    value: float
    must: float
    aim: float
    unit: str = ""
    most: bool = True
    peer: float | None = None

    @property
    def sign(self) -> str:
        return "≤" if self.most else "≥"

    @property
    def verdict(self) -> str:
        if self._reaches(self.aim):
            return "aim"
        return "must" if self._reaches(self.must) else "MISSED"

    def _reaches(self, limit: float) -> bool:
        return self.value <= limit if self.most else self.value >= limit


def targets(report: Report) -> Iterator[Target]:
    """What of issue 4's table this run can say."""
    real, made = report.at(OURS, REAL), report.at(OURS, MADE, MILLION)
    for ours in filter(None, (real, made)):
        if peer := report.at(TANTIVY, ours.corpus, ours.count):
            yield Target(f"index rate : Tantivy's, {_of(ours)}", ours.rate / peer.rate, 2.5, 4, " ×", most=False)
    stock = [one for name in STOCK if (one := report.at(name, REAL))]
    if real and stock:
        ratio = real.rate / max(one.rate for one in stock)
        yield Target("index rate : stock Whoosh's", ratio, 40, 40, " ×", most=False)
    for ours in filter(None, (real, made)):
        peer = report.at(TANTIVY, ours.corpus, ours.count)
        yield Target(
            f"index without text : text, {_of(ours)}", ours.size, 1.5, 1.1, "", peer=peer.size if peer else None
        )
    if made:
        peer = report.at(TANTIVY, MADE, MILLION)
        yield Target(
            "peak memory, 1 M", made.indexed.peak / 1e6, 600, 350, " MB", peer=peer.indexed.peak / 1e6 if peer else None
        )
    for ours in filter(None, (real, made)):
        yield from _latency_targets(ours, report.at(TANTIVY, ours.corpus, ours.count))
    if made and made.begun:
        yield Target("open to first answer, 1 M", made.begun.wall * 1_000, 300, 100, " ms")
    if made and made.issue:
        yield Target("an issue of 100 in and found, 1 M", made.issue.wall, 1, 0.2, " s")
    for ours in (one for one in report.measures if one.name == OURS and one.checks):
        worst = min(min(check.recall, check.precision) for check in ours.checks.values())
        yield Target(f"recall, precision (worst class), {_of(ours)}", worst, 1, 1, "", most=False)
    if quality := report.quality:
        yield Target("cmrc2018 recall@1", quality.first, 0.971, 0.98, "", most=False)
        yield Target("cmrc2018 recall@10", quality.ten, 0.998, 0.999, "", most=False)
        yield Target("cmrc2018 MRR", quality.mrr, 0.983, 0.99, "", most=False)


def _latency_targets(ours: Measure, peer: Measure | None) -> Iterator[Target]:
    for name in TIMED:
        p95 = ours.latencies[name].p95
        theirs = peer.latencies[name].p95 if peer else None
        if ours.corpus == MADE:
            yield Target(f"p95 {name}, {_of(ours)}", p95, 40, 10, " ms", peer=theirs)
        else:
            yield Target(f"p95 {name}, {_of(ours)}", p95, 5, theirs if theirs else nan, " ms", peer=theirs)


def _of(measure: Measure) -> str:
    return "1 M" if measure.count == MILLION else f"{measure.count:,}"


def print_report(report: Report) -> None:
    """All there is, as tables in Markdown."""
    print(f"\n{report.machine}\n\n## Targets\n")
    _print_table(
        ("", "dianzibao", "Tantivy", "must", "aim", "reached"),
        [
            (
                target.what,
                f"{target.value:.4g}{target.unit}",
                "" if target.peer is None else f"{target.peer:.3g}{target.unit}",
                f"{target.sign} {target.must:.4g}",
                f"{target.sign} {target.aim:.3g}",
                target.verdict,
            )
            for target in targets(report)
        ],
    )
    if report.measures:
        _print_measures(report)


def _print_measures(report: Report) -> None:
    print("\n## Indexing\n")
    _print_table(
        ("articles", "engine", "docs/CPU s", "docs/s", "index : text", "with text", "peak memory MB", "own MB",
         "open ms", "+100 s", "then s"),
        [(f"{one.count:,} {one.corpus}", one.name, *_indexing(one)) for one in report.measures],
    )  # fmt: skip
    classes = list(dict.fromkeys(name for one in report.measures for name in one.latencies))
    print("\n## Queries, CPU ms: p50 / p95 / p99\n")
    _print_table(
        ("articles", "engine", *classes),
        [
            (f"{one.count:,} {one.corpus}", one.name, *(_latency(one.latencies.get(name)) for name in classes))
            for one in report.measures
        ],
    )
    print("\n## Beside brute force: recall / precision\n")
    _print_table(
        ("articles", "engine", *classes),
        [
            (f"{one.count:,} {one.corpus}", one.name, *(_checked(one.checks.get(name)) for name in classes))
            for one in report.measures
            if one.checks
        ],
    )


def _indexing(one: Measure) -> tuple[str, ...]:
    indexed = one.indexed
    return (
        f"{one.rate:,.0f}",
        f"{one.count / indexed.spent.wall:,.0f}",
        f"{one.size:.2f}",
        f"{indexed.size / indexed.text:.2f}",
        f"{indexed.peak / 1e6:.0f}",
        f"{indexed.own / 1e6:.0f}",
        f"{one.begun.wall * 1_000:.0f}" if one.begun else "",
        f"{one.issue.wall:.3f}" if one.issue else "",
        f"{one.issue.after:.3f}" if one.issue else "",
    )


def _latency(latency: Latency | None) -> str:
    return f"{latency.p50:.2f} / {latency.p95:.2f} / {latency.p99:.2f}" if latency else "–"


def _checked(check: Checked | None) -> str:
    return f"{check.recall:.4g} / {check.precision:.4g}" if check else "–"


def _print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    for row in (head, ["---"] * len(head), *rows):
        print(f"| {' | '.join(row)} |")


def draw_plots(report: Report, folder: Path) -> None:
    """Cost against size, over the made articles."""
    made = sorted((one for one in report.measures if one.corpus == MADE), key=lambda one: one.count)
    if not made:
        return
    for name, file in PLOTTED.items():
        lines = _lines(made, lambda one: one.latencies[name].p95)
        plot(folder / f"search-{file}.svg", f"{name}: p95, CPU ms, by number of articles", lines)
    lines = _lines(made, lambda one: one.rate)
    plot(folder / "search-index.svg", "Articles indexed per CPU second, by number of articles", lines)
    lines = _lines(made, lambda one: one.indexed.peak / 1e6)
    plot(folder / "search-memory.svg", "Peak memory while indexing, MB, by number of articles", lines)


def _lines(measures: Sequence[Measure], value: Callable[[Measure], float]) -> dict[str, Points]:
    names = dict.fromkeys(one.name for one in measures)
    return {name: [(one.count, value(one)) for one in measures if one.name == name] for name in names}
