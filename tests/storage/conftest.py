"""A small paper as a table, brought into an archive of its own; an archive to be exported; engines and indexes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from engine_contract import ENGINES
from exporting_shelf import papers_to_export
from index_feed import Feed, thirty

from archive.importing.reading import InProcess
from archive.model import IssueKey, PaperKind, PartialDate
from archive.progress import Outcome
from indexer.engines.base import Engine
from indexer.index import Index
from reader.library import Library
from reader.open import open_library

Row = tuple[str, str, str]
"""Page, title, text."""


@dataclass(frozen=True)
class Press:
    """Prints papers into a folder and brings them into a library."""

    folder: Path
    paper: str = "青湾晚报"
    date: str = "2026-03-02"

    def key(self, paper: str | None = None, date: str | None = None) -> IssueKey:
        return IssueKey(PaperKind.NEWSPAPER, paper or self.paper, PartialDate.parse(date or self.date))

    def table(
        self, rows: Sequence[Row], name: str = "期.jsonl", *, paper: str | None = None, date: str | None = None
    ) -> Path:
        path = self.folder / name
        common = {"paper": paper or self.paper, "date": date or self.date}
        lines = (
            {"id": str(number), **common, "page": page, "title": title, "text": text}
            for number, (page, title, text) in enumerate(rows, 1)
        )
        path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
        return path

    def bring(self, library: Library, path: Path) -> Outcome:
        [outcome] = [step for step in library.import_paths([path]) if isinstance(step, Outcome)]
        list(library.update_index())
        return outcome


@pytest.fixture
def press(tmp_path: Path) -> Press:
    return Press(tmp_path)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = ENGINES[request.param](tmp_path / "engine")
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """An archive to be exported, which no test changes."""
    folder = tmp_path_factory.mktemp("shelf")
    with open_library(folder / "档案", reading=InProcess) as library:
        outcomes = [step for step in library.import_paths(papers_to_export(folder)) if isinstance(step, Outcome)]
        assert not [outcome for outcome in outcomes if outcome.outcome.is_problem], outcomes
        list(library.update_index())
        yield library


@pytest.fixture
def feed() -> Feed:
    return thirty()


@pytest.fixture
def index(tmp_path: Path, feed: Feed) -> Iterator[Index]:
    index = Index(tmp_path / "index", feed)
    yield index
    index.close()
