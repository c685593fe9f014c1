"""What is disturbed: two small papers written by us, the archives that jobs begin with, and the jobs.

A job looks at what is there and does what is not done yet, as a person would who starts the program again.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive.importing.reading import InProcess
from archive.model import IssueKey, PaperKind, PartialDate
from archive.progress import Outcome
from reader.archives import CATALOGUE, is_archive
from reader.library import Library
from reader.open import open_library
from reader.settings import Settings

EVERYWHERE: Final = "潮水"
"""A word that each of our articles has."""
_TABLE: Final = "青湾晚报"
_TEXTS: Final = "临岚日报"
_MOVED: Final = IssueKey(PaperKind.NEWSPAPER, _TABLE, PartialDate(2026, 3, 2))
_TO: Final = IssueKey(PaperKind.NEWSPAPER, _TABLE, PartialDate(2026, 4, 12))
_SUBJECTS: Final = ("渡口复航", "夜市开张", "读者来信", "堤岸加高", "新桥合龙", "鱼市早讯")


@dataclass(frozen=True, slots=True)
class Place:
    """A folder in which one trial is made."""

    folder: Path
    papers: Path

    @property
    def archive(self) -> Path:
        return self.folder / "档案 库"

    @property
    def copy(self) -> Path:
        return self.folder / "另一块盘" / "档案"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.toml"


@dataclass(frozen=True, slots=True)
class Job:
    """`start` names the archive that it begins with, see `STARTS`."""

    name: str
    start: str
    work: Callable[[Place], None]


def opened(archive: Path | None = None) -> Library:
    """As the program opens an archive; sources are read in this process: what reads them writes nothing."""
    return open_library(archive, reading=InProcess)


def write_papers(folder: Path) -> None:
    """Two tables of an issue each and two texts of one article each."""
    folder.mkdir()
    for day in (2, 3):
        lines = (json.dumps(_row(day, *one), ensure_ascii=False) for one in enumerate(_SUBJECTS, 1))
        (folder / f"青湾{day}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for number, subject in enumerate(_SUBJECTS[:2], 1):
        head = f"{subject}在望\n{_TEXTS} 2026年03月0{number}日 第01版\n"
        text = f"{head}　　{EVERYWHERE}退去，{subject}在即，众人到岸边看。\n"
        (folder / f"临岚{number}.txt").write_text(text, encoding="utf-8")


def bring(place: Place) -> None:
    """Import all papers and index them."""
    with opened(place.archive) as library:
        _import(library, place)
        list(library.update_index())


def reindex(place: Place) -> None:
    with opened(place.archive) as library:
        list(library.reindex())


def correct(place: Place) -> None:
    """Move an issue to another day, where that is not done."""
    with opened(place.archive) as library:
        if not library.filing.journal():
            library.filing.move_issue(_MOVED, _TO)
        list(library.update_index())


def undo(place: Place) -> None:
    """Take that back, where it stands."""
    with opened(place.archive) as library:
        if library.filing.journal()[0].undone_at is None:
            library.filing.undo()
        list(library.update_index())


def reparse(place: Place) -> None:
    with opened(place.archive) as library:
        list(library.reparse(apply=True))
        list(library.update_index())


def prefer(place: Place) -> None:
    """Change two preferences, each saved at once."""
    settings = Settings(place.settings)
    settings.set("article.size", 30)
    settings.set_texts("archive.recent", [str(place.archive.name)] * 300)


def copy(place: Place) -> None:
    with opened(place.archive) as library:
        if not is_archive(place.copy):
            list(library.copy_to(place.copy))


JOBS: Final = (
    Job("import", "empty", bring),
    Job("import more", "half", bring),
    Job("reindex", "kept", reindex),
    Job("correct", "kept", correct),
    Job("undo", "corrected", undo),
    Job("reparse", "older", reparse),
    Job("settings", "kept", prefer),
    Job("copy", "kept", copy),
)


def _make_empty(place: Place) -> None:
    Settings(place.settings).set("article.size", 24)


def _make_half(place: Place) -> None:
    with opened(place.archive) as library:
        list(library.import_paths([place.papers / "临岚1.txt"]))
        list(library.update_index())


def _make_corrected(place: Place) -> None:
    bring(place)
    correct(place)


def _make_older(place: Place) -> None:
    """As an importer left it that could not read titles well."""
    bring(place)
    with closing(sqlite3.connect(place.archive / CATALOGUE)) as plain, plain:
        plain.execute("UPDATE arrivals SET format_version = 0")
        plain.execute("UPDATE articles SET title = '?' || title")
        plain.execute(
            "UPDATE versions SET content = replace(content, '\"title\":\"', '\"title\":\"?'), digest = 'older'"
        )


STARTS: Final[dict[str, Callable[[Place], None]]] = {
    "empty": _make_empty,
    "half": _make_half,
    "kept": bring,
    "corrected": _make_corrected,
    "older": _make_older,
}


def make_starts(folder: Path) -> None:
    """Write the papers and the archives that jobs begin with under `folder`."""
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[variable] = str(folder / "home" / variable.lower())
    write_papers(folder / "papers")
    for name, make in STARTS.items():
        place = Place(folder / "starts" / name, folder / "papers")
        place.folder.mkdir(parents=True)
        if name != "empty":
            _make_empty(place)
        make(place)


def begin(folder: Path, job: Job, name: str) -> Place:
    """A fresh copy of what the job begins with."""
    place = Place(folder / name, (folder / "papers").resolve())
    shutil.copytree(folder / "starts" / job.start, place.folder)
    return place


def _row(day: int, number: int, subject: str) -> dict[str, str]:
    return {
        "id": f"{day}-{number}",
        "paper": _TABLE,
        "date": f"2026-03-0{day}",
        "page": f"0{number % 2 + 1}",
        "title": f"{subject}（{day}）",
        "text": f"{subject}的消息。{EVERYWHERE}今晨上涨{number}寸，第{day}日。" * 20,
    }


def _import(library: Library, place: Place) -> None:
    for step in library.import_paths(sorted(place.papers.iterdir())):
        if isinstance(step, Outcome) and step.reason:
            raise RuntimeError(f"{step.source}: {step.reason}")
