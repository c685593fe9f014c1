"""Benchmarks: import, index, query, start-up, e-paper issues, page pictures, each beside a peer in the same run.

Run: sh scripts/bench [--articles N] [--corpus FILE] [--repeat N], or a part: --issues [N], --pages,
--window [N].
The figures in docs/benchmarks.md come from here.
Rates are per CPU second (of this process and its children) and by the clock; latencies are wall milliseconds.
"""

from __future__ import annotations

import argparse
import itertools
import json
import lzma
import os
import platform
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from archive.model import PartialDate
from archive.progress import Outcome
from indexer.request import Filters, SearchRequest, Sort
from reader.library import Library
from reader.open import open_library
from reader.samples import sample_papers

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora" / "xwlb.jsonl.xz"
SEED = 20261123
QUERIES = 40
ISSUES = 60


@dataclass(slots=True)
class Cost:
    cpu: float = 0.0
    wall: float = 0.0


@contextmanager
def measured() -> Iterator[Cost]:
    """CPU and wall seconds of the block, children included."""
    cost = Cost()
    before, start = cpu_seconds(), time.perf_counter()
    yield cost
    cost.wall = time.perf_counter() - start
    cost.cpu = cpu_seconds() - before


def cpu_seconds() -> float:
    """Of this process and its children; of those that still live (the reader of sources) by /proc, on Linux."""
    living = [int(pid) for path in Path("/proc/self/task").glob("*/children") for pid in path.read_text().split()]
    ticks = 0
    for pid in living:
        with suppress(OSError):  # it has ended: its time is among that of the others
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return sum(os.times()[:4]) + ticks / os.sysconf("SC_CLK_TCK")


def drain(steps: Iterable[object]) -> int:
    """Run long work to its end; returns the articles that its outcomes count."""
    return sum(step.articles for step in steps if isinstance(step, Outcome))


def rate(count: int, cost: Cost) -> str:
    return f"{count / cost.cpu:8.0f} /CPU s {count / cost.wall:8.0f} /s"


def percentiles(milliseconds: list[float]) -> str:
    ordered = sorted(milliseconds)
    return f"p50 {statistics.median(ordered):7.1f} ms   p95 {ordered[int(len(ordered) * 0.95) - 1]:7.1f} ms"


def timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


class Fts5:
    """The peer: SQLite FTS5 over character bigrams, text in a table beside it."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path)
        self.connection.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "CREATE TABLE article (id INTEGER PRIMARY KEY, paper TEXT, date TEXT, title TEXT, text TEXT);"
            "CREATE VIRTUAL TABLE found USING fts5(grams, content='', tokenize=\"unicode61 remove_diacritics 0\");"
        )

    def add(self, rows: Iterable[dict[str, str]]) -> None:
        with self.connection:
            for number, row in enumerate(rows, 1):
                values = (number, row["paper"], row["date"], row["title"], row["text"])
                self.connection.execute("INSERT INTO article VALUES (?,?,?,?,?)", values)
                grams = self.grams(row["title"]) + " " + self.grams(row["text"])
                self.connection.execute("INSERT INTO found(rowid, grams) VALUES (?,?)", (number, grams))

    @staticmethod
    def grams(text: str) -> str:
        return " ".join(text[i : i + 2] for i in range(len(text) - 1) if text[i : i + 2].isalnum())

    def search(self, typed: str, *, newest: bool = False, after: str | None = None) -> int:
        match = " AND ".join('"' + self.grams(part) + '"' for part in typed.split())
        [(total,)] = self.connection.execute("SELECT count(*) FROM found WHERE grams MATCH ?", (match,))
        order = "article.date DESC" if newest else "bm25(found)"
        where = "AND article.date >= ?" if after else ""
        sql = (
            "SELECT article.id, title, substr(text, 1, 90) FROM found JOIN article ON article.id = found.rowid "
            f"WHERE grams MATCH ? {where} ORDER BY {order} LIMIT 20"
        )
        self.connection.execute(sql, (match, after) if after else (match,)).fetchall()
        return int(total)


def corpus_rows(path: Path, count: int) -> list[str]:
    """The first `count` lines of the corpus."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as stream:
        return list(itertools.islice(stream, count))


def draw_queries(texts: list[str], length: int, rng: random.Random) -> list[str]:
    """Substrings of Han characters drawn from the texts themselves: common ones come up more often, as with people."""
    found: list[str] = []
    while len(found) < QUERIES:
        text = rng.choice(texts)
        start = rng.randrange(max(1, len(text) - length))
        piece = text[start : start + length]
        if len(piece) == length and all("一" <= char <= "鿿" for char in piece):
            found.append(piece)
    return found


def bench_corpus(folder: Path, corpus: Path, count: int) -> None:
    lines = corpus_rows(corpus, count)
    table = folder / "articles.jsonl"
    table.write_text("".join(lines), encoding="utf-8")
    rows = [json.loads(line) for line in lines]
    characters = sum(len(row["title"]) + len(row["text"]) for row in rows)
    print(f"\n## {len(rows)} articles of {corpus.name}, {characters / 1e6:.2f} M characters")
    peer = Fts5(folder / "peer.sqlite")
    with open_library(folder / "archive") as library, closing(peer.connection):
        with measured() as cost:
            imported = drain(library.import_paths([table]))
        print(f"import              dianzibao {rate(imported, cost)}")
        with measured() as cost:
            drain(library.update_index())
        print(f"index               dianzibao {rate(imported, cost)}   {index_size(library, characters)}")
        with measured() as cost:
            peer.add(json.loads(line) for line in lines)
        print(f"import + index      FTS5      {rate(len(rows), cost)}")
        with measured() as cost:
            drain(library.import_paths([table]))
        print(f"import again (same) dianzibao {rate(imported, cost)}")
        bench_queries(library, peer, rows)


def index_size(library: Library, characters: int) -> str:
    size = sum(path.stat().st_size for path in (library.folder / "index").rglob("*") if path.is_file())
    return f"index : text (UTF-8 bytes) = {size / (characters * 3):.2f}"


def bench_queries(library: Library, peer: Fts5, rows: list[dict[str, str]]) -> None:
    rng = random.Random(SEED)  # noqa: S311 - the same queries each time
    texts = [row["text"] for row in rows if len(row["text"]) > 50]
    pairs = [f"{one} {other}" for one, other in zip(*(draw_queries(texts, 2, rng) for _ in range(2)), strict=True)]
    middle = sorted(row["date"] for row in rows)[len(rows) // 2]
    classes: dict[str, tuple[list[str], Filters, Sort]] = {
        "1 character": (draw_queries(texts, 1, rng), Filters(), Sort.RELEVANCE),
        "2 characters": (draw_queries(texts, 2, rng), Filters(), Sort.RELEVANCE),
        "4 characters": (draw_queries(texts, 4, rng), Filters(), Sort.RELEVANCE),
        "8 characters": (draw_queries(texts, 8, rng), Filters(), Sort.RELEVANCE),
        "two words": (pairs, Filters(), Sort.RELEVANCE),
        "2, second half": (
            draw_queries(texts, 2, rng),
            Filters(date_from=PartialDate.parse(middle[:10])),
            Sort.RELEVANCE,
        ),
        "2, newest first": (draw_queries(texts, 2, rng), Filters(), Sort.NEWEST),
    }
    for name, (queries, filters, sort) in classes.items():
        ours = [timed(lambda: library.search(SearchRequest(q, filters, sort))) for q in queries]
        print(f"query {name:<16} dianzibao {percentiles(ours)}   (top 20 with snippets)")
        if name != "1 character":  # bigrams cannot answer it
            after = str(filters.date_from) if filters.date_from else None
            theirs = [timed(lambda: peer.search(q, newest=sort is Sort.NEWEST, after=after)) for q in queries]
            print(f"      {'':<16} FTS5      {percentiles(theirs)}   (top 20, first 90 characters)")


def bench_samples(folder: Path) -> None:
    papers = sample_papers()
    print("\n## sample papers")
    with open_library(folder / "samples") as library:
        with measured() as cost:
            count = drain(library.import_paths(papers))
        print(f"import              dianzibao {rate(count, cost)}   ({count} articles with pages and pictures)")
        with measured() as cost:
            drain(library.update_index())
        print(f"index               dianzibao {rate(count, cost)}")


def bench_start(folder: Path, repeat: int) -> None:
    print(f"\n## start-up, best of {repeat} (wall)")
    python = [sys.executable]
    commands = {
        "python -c pass (floor)": [*python, "-c", "pass"],
        "python -c 'import sqlite3, json' (peer)": [*python, "-c", "import sqlite3, json"],
        "dianzibao --version": [*python, "-m", "ui.cli.main", "--version"],
        "dianzibao papers": [*python, "-m", "ui.cli.main", "--archive", str(folder / "samples"), "papers"],
        "dianzibao search 港": [*python, "-m", "ui.cli.main", "--archive", str(folder / "samples"), "search", "港"],
        "python -c 'import PySide6.QtWidgets' (peer)": [*python, "-c", "import PySide6.QtWidgets"],
        "window: open, paint, close (--selftest)": [
            *python,
            "-m",
            "ui.desktop.app",
            "--archive",
            str(folder / "samples"),
            "--selftest",
        ],
    }
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    for name, command in commands.items():
        times = [
            timed(lambda: subprocess.run(command, env=environment, check=True, capture_output=True))
            for _ in range(repeat)
        ]
        print(f"{name:<44} {min(times):7.0f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--issues", type=int, nargs="?", const=ISSUES, help="only import this many e-paper issues")
    parser.add_argument("--grown", type=int, default=0, help="with --issues: once more after this many articles")
    parser.add_argument("--pages", action="store_true", help="only how soon page pictures are seen")
    parser.add_argument(
        "--window", type=int, nargs="?", const=100_000, help="only how quick the window is, on so many articles"
    )
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores")
    everything = not (arguments.issues or arguments.pages or arguments.window)
    if everything:
        bench_archive(arguments)
    if arguments.issues or everything:
        import bench_issues

        bench_issues.main(arguments.issues or ISSUES, arguments.grown)
    if arguments.pages or everything:
        import bench_pages

        bench_pages.main(arguments.repeat)
    if arguments.window or everything:
        import bench_window

        bench_window.main(arguments.window or 100_000, arguments.repeat)


def bench_archive(arguments: argparse.Namespace) -> None:
    """Texts: samples, a corpus beside the peer, start-up."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench_samples(folder)
        if arguments.corpus.is_file():
            bench_corpus(folder, arguments.corpus, arguments.articles)
        else:
            print(f"\n(no corpus at {arguments.corpus.name}: give one with --corpus)")
        bench_start(folder, arguments.repeat)


if __name__ == "__main__":
    main()
