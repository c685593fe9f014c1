"""`dianzibao history` and `dianzibao traces`: what was read, listed and cleared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.open import open_library

Run = Callable[..., Any]


def test_history_is_listed_and_cleared(run: Run, archive: Path) -> None:
    assert run("demo").code == 0
    [first, second, *_] = run("articles", "--paper", "临岚日报", "--date", "2026-03-02", "--json").records
    assert run("history", "--json").records == []
    with open_library(archive) as library:
        library.visits.note(library.article(first["id"]), 0.25)
        library.visits.note(library.article(second["id"]), 1.0)
        library.visits.note(library.article(first["id"]), 0.5)
    records = run("history", "--json").records
    assert [(record["article"], record["place"]) for record in records] == [(first["id"], 0.5), (second["id"], 1.0)]
    assert records[0]["title"] == " ".join(first["title"].split())
    assert run("history", "--paper", "没有的报", "--json").records == []
    assert len(run("history", "--limit", "1", "--json").records) == 1
    counts = {record["name"]: record["count"] for record in run("traces", "--json").records}
    assert counts["visits"] == 2
    assert run("traces", "--clear", "脚印").code == 2
    [cleared] = run("traces", "--clear", "visits", "--json").records
    assert cleared == {"name": "visits", "count": 2, "cleared": True}
    assert run("history", "--json").records == []
    assert run("traces", "--clear-all", "--clear", "visits").code == 2
    assert run("traces", "--clear-all").code == 0
