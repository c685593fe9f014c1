"""What is disturbed: the archives that jobs begin with, and the jobs; those of keeping are in `fault_keeping`.

A job looks at what is there and does what is not done yet, as a person would who starts the program again.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

import fault_keeping
from fault_place import TABLE, Job, Place, bring, opened, write_papers
from msgspec import structs

from archive.catalogue import digests
from archive.model import IssueKey, PaperKind, Paragraph, PartialDate
from archive.personal import Anchor, Mark, MarkKind, Personal, all_marks, change_marks
from reader.archives import CATALOGUE, is_archive
from reader.settings import Settings

_MOVED: Final = IssueKey(PaperKind.NEWSPAPER, TABLE, PartialDate(2026, 3, 2))
_TO: Final = IssueKey(PaperKind.NEWSPAPER, TABLE, PartialDate(2026, 4, 12))


def reindex(place: Place) -> None:
    with opened(place.archive) as library:
        list(library.reindex())


def correct(place: Place) -> None:
    """Move an issue to another day, where that is not done."""
    with opened(place.archive) as library:
        if not library.filing.journal():
            library.filing.move_issue(_MOVED, _TO)
        list(library.update_index())


def correct_text(place: Place) -> None:
    """Correct the words of an article, where that is not done."""
    with opened(place.archive) as library:
        if not library.filing.journal():
            article = library.article(library.articles(_MOVED)[0].id)
            blocks = (Paragraph("改过的一段。"), *article.content.blocks[1:])
            library.filing.correct_text(
                article.id, structs.replace(article.content, byline="改过的署名", blocks=blocks)
            )
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


def mark(place: Place) -> None:
    """A star and a note at once, where they are not there."""
    personal = Personal(place.personal)
    try:
        if not all_marks(personal):
            anchor = Anchor(_MOVED, "渡口复航（2）", "02")
            star = Mark("1", MarkKind.STAR, anchor, at="2026-03-02T08:00:00+00:00")
            note = Mark("2", MarkKind.NOTE, anchor, text="查一查" * 2_000, at="2026-03-02T08:00:01+00:00")
            change_marks(personal, "标记", put=[star, note])
    finally:
        personal.close()


def copy(place: Place) -> None:
    with opened(place.archive) as library:
        if not is_archive(place.copy):
            list(library.copy_to(place.copy))


JOBS: Final = (
    Job("import", "empty", bring, lambda place: ["import", *map(str, sorted(place.papers.iterdir()))]),
    Job("import more", "half", bring, lambda place: ["import", *map(str, sorted(place.papers.iterdir()))]),
    Job("reindex", "kept", reindex, lambda _: ["reindex"]),
    Job("correct", "kept", correct),
    Job("correct text", "kept", correct_text),
    Job("undo", "corrected", undo),
    Job("reparse", "older", reparse, lambda _: ["reparse", "--apply"]),
    Job("settings", "kept", prefer),
    Job("marks", "kept", mark),
    Job("copy", "kept", copy, lambda place: ["copy-archive", str(place.copy)]),
    *fault_keeping.JOBS,
)


def _make_empty(place: Place) -> None:
    Settings(place.settings).set("article.size", 24)


def _make_half(place: Place) -> None:
    bring(place, "临岚1.txt")


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
        digests.fill(plain)


STARTS: Final[dict[str, Callable[[Place], None]]] = {
    "empty": _make_empty,
    "half": _make_half,
    "kept": bring,
    "corrected": _make_corrected,
    "older": _make_older,
    **fault_keeping.STARTS,
}


def make_starts(folder: Path, jobs: Sequence[Job]) -> None:
    """Write the papers and the archives that the jobs begin with under `folder`."""
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[variable] = str(folder / "home" / variable.lower())
    write_papers(folder / "papers")
    for name in sorted({job.start for job in jobs}):
        place = Place(folder / "starts" / name, folder / "papers")
        place.folder.mkdir(parents=True)
        if name != "empty":
            _make_empty(place)
        STARTS[name](place)


def begin(folder: Path, job: Job, name: str) -> Place:
    """A fresh copy of what the job begins with."""
    place = Place(folder / name, (folder / "papers").resolve())
    shutil.copytree(folder / "starts" / job.start, place.folder)
    return place
