"""Where a trial is made: its folder, two small papers written by us, and what a job is."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from archive.importing.reading import InProcess
from archive.progress import Outcome
from reader.library import Library
from reader.open import open_library

EVERYWHERE: Final = "潮水"
"""A word that each of our articles has."""
TABLE: Final = "青湾晚报"
TEXTS: Final = "临岚日报"
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
    def backup(self) -> Path:
        return self.folder / "备份盘"

    @property
    def personal(self) -> Path:
        return self.folder / "读者" / "personal.sqlite"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.toml"


@dataclass(frozen=True, slots=True)
class Job:
    """`start` names the archive that it begins with, see `fault_jobs.STARTS`.

    `command`: the words of the command line that do the same, where it has them.  `only_notes`: what it writes is a
    note of what it found; it is done even where a broken disk does not take that.
    """

    name: str
    start: str
    work: Callable[[Place], None]
    command: Callable[[Place], list[str]] | None = None
    only_notes: bool = False


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
        head = f"{subject}在望\n{TEXTS} 2026年03月0{number}日 第01版\n"
        text = f"{head}　　{EVERYWHERE}退去，{subject}在即，众人到岸边看。\n"
        (folder / f"临岚{number}.txt").write_text(text, encoding="utf-8")


def bring(place: Place, *names: str) -> None:
    """Import the papers of these names, or all, and index them."""
    paths = [place.papers / name for name in names] or sorted(place.papers.iterdir())
    with opened(place.archive) as library:
        for step in library.import_paths(paths):
            if isinstance(step, Outcome) and step.reason:
                raise RuntimeError(f"{step.source}: {step.reason}")
        list(library.update_index())


def _row(day: int, number: int, subject: str) -> dict[str, str]:
    return {
        "id": f"{day}-{number}",
        "paper": TABLE,
        "date": f"2026-03-0{day}",
        "page": f"0{number % 2 + 1}",
        "title": f"{subject}（{day}）",
        "text": f"{subject}的消息。{EVERYWHERE}今晨上涨{number}寸，第{day}日。" * 20,
    }
