"""Damaged files of an archive, of a backup and of the settings: what is sound is read, the rest is refused in words."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import DianzibaoError
from archive.importing.reading import InProcess
from archive.newspaper.papers import PaperNames
from indexer.request import SearchRequest
from reader.keeping import backups, restore_into
from reader.library import Library
from reader.open import open_library
from reader.settings import KEYS, LISTS, RECORDS, TABLES, Settings

CASE = Path(__file__).resolve().parents[1] / "golden" / "cases" / "founder-a1"
SETTINGS = """[reading]
zoom = 1.25
[archive]
recent = ["/报/一", "/报/二"]
[tables.abc.columns]
title = "标题"
"""
fewer = settings(max_examples=max(10, settings.default.max_examples // 5))
"""Opening an archive takes ten times as long as reading a paper."""


def _read_everything(folder: Path) -> None:
    with open_library(folder, reading=InProcess) as library:
        for step in _reading(library):
            try:
                for _ in step():
                    pass
            except DianzibaoError as error:
                assert str(error)  # noqa: PT017 - any error of this kind will do


def _reading(library: Library) -> Iterator[Callable[[], Iterable[object]]]:
    """One thing after the other that a reader does; what fails does not keep the others from being tried."""
    yield library.papers
    yield lambda: (library.article(head.id) for issue in library.issues() for head in library.articles(issue.key))
    yield lambda: (
        library.zones(issue.key, page.label) for issue in library.issues() for page in library.pages(issue.key)
    )
    yield lambda: library.search(SearchRequest("渡口", facets=True)).hits
    yield lambda: library.health.verify(full=True)
    yield lambda: filter(None, [library.keeping.last()])
    yield library.update_index


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive, its backup and its settings, side by side."""
    folder = tmp_path_factory.mktemp("sound")
    with open_library(folder / "库", reading=InProcess) as library:
        steps = (
            library.import_paths([CASE]),
            library.update_index(),
            library.keeping.back_up(folder / "备份"),
            library.health.verify(full=True),
        )
        for step in steps:
            for _ in step:
                pass
    (folder / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "papers.toml").write_text('["临岚日报"]\nnames = ["llrb"]\nhosts = ["llrb.example"]\n', encoding="utf-8")
    return folder


def _files(folder: Path) -> list[str]:
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if "/originals/" not in name and "/objects/" not in name)


@pytest.mark.logs_errors
@fewer
@given(seed=st.integers(0, 2**48))
def test_a_damaged_archive_is_read_as_far_as_it_goes(fuzz: Any, sound: Path, seed: int) -> None:
    random = Random(seed)
    name = random.choice([name for name in _files(sound) if name.startswith("库/")])
    with TemporaryDirectory() as place, fuzz.in_time(name):
        folder = Path(place) / "库"
        shutil.copytree(sound / "库", folder)
        path = folder.parent / name
        path.write_bytes(fuzz.damaged(path.read_bytes(), random))
        what = "read"
        try:
            _read_everything(folder)
        except DianzibaoError as error:
            assert str(error)  # noqa: PT017 - any error of this kind will do
            what = "refused"
        fuzz.count(f"archive {_kind(path)}", what)


@fewer
@given(seed=st.integers(0, 2**48))
def test_a_damaged_backup_is_refused_or_restored(fuzz: Any, sound: Path, seed: int) -> None:
    random = Random(seed)
    name = random.choice([name for name in _files(sound) if name.startswith("备份/")])
    with TemporaryDirectory() as place, fuzz.in_time(name):
        folder = Path(place) / "备份"
        shutil.copytree(sound / "备份", folder)
        path = folder.parent / name
        path.write_bytes(fuzz.damaged(path.read_bytes(), random))
        what = "read"
        try:
            backups(folder)
            for _ in restore_into(folder, Path(place) / "库"):
                pass
        except DianzibaoError as error:
            assert str(error)  # noqa: PT017 - any error of this kind will do
            what = "refused"
        fuzz.count(f"backup {_kind(path)}", what)


@pytest.mark.logs_errors
@given(seed=st.integers(0, 2**48))
def test_damaged_settings_fall_back_to_what_is_usual(fuzz: Any, sound: Path, seed: int) -> None:
    random = Random(seed)
    with TemporaryDirectory() as place, fuzz.in_time("settings"):
        path = Path(place) / "settings.toml"
        path.write_bytes(fuzz.damaged((sound / "settings.toml").read_bytes(), random))
        found = Settings(path)
        for key in KEYS:
            assert type(found.get(key.name)) is type(key.default)
        for name in LISTS:
            found.texts(name)
        for name in TABLES:
            found.table(name)
        for name in RECORDS:
            found.record(name, "abc")
        found.set("article.size", random.randint(12, 48))
        assert Settings(path).get("article.size") == found.get("article.size")
    fuzz.count("settings", "read")


@given(seed=st.integers(0, 2**48))
def test_a_damaged_list_of_papers_says_where(fuzz: Any, sound: Path, seed: int) -> None:
    what = "read"
    with TemporaryDirectory() as place:
        path = Path(place) / "papers.toml"
        path.write_bytes(fuzz.damaged((sound / "papers.toml").read_bytes(), Random(seed)))
        try:
            PaperNames(path).canonical("llrb")
        except DianzibaoError as error:
            assert str(path) in str(error)  # noqa: PT017 - any error of this kind will do
            what = "refused"
    fuzz.count("papers.toml", what)


def _kind(path: Path) -> str:
    return path.suffix or path.name
