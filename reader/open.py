"""The composition root: builds a Library from where the data lives.  The only place that names concrete classes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from archive.catalogue import Catalogue
from archive.catalogue.database import needs_migration
from archive.errors import ArchiveGoneError, CatalogueDamagedError, EnvironmentProblemError
from archive.files import environment_problem, make_folder, sweep_temporaries
from archive.limited import DRAW, READ
from archive.lock import writing
from archive.newspaper.papers import PaperNames
from archive.originals import Originals
from archive.personal import Personal
from archive.wording import _
from indexer.engines.whoosh import open_engine
from indexer.index import Index
from reader.archives import CATALOGUE, has_catalogue, has_originals, is_archive
from reader.folders import PAPERS, asked_folder, personal_file, settings_file, settings_folder, usual_folder
from reader.library import Library
from reader.settings import Settings

if TYPE_CHECKING:
    from archive.drawing.drawer import Drawer
    from archive.importing.reading import Reader
    from archive.importing.worker import WorkerReader


def archive_folder(given: Path | None = None) -> Path:
    """Where the archive is: as given, or `DIANZIBAO_ARCHIVE`, or as the settings say, or the usual place.

    `ArchiveGoneError` when the settings name one that is not there.
    """
    if asked := asked_folder(given):
        return asked
    chosen = Settings(settings_file()).get("archive.folder")
    if chosen and not is_archive(Path(chosen)):
        raise ArchiveGoneError(Path(chosen))
    return Path(chosen) if chosen else usual_folder()


def worker_reader() -> WorkerReader:
    """What reads sources: a child process, within the limits that the settings name."""
    from archive.importing.worker import Limits, WorkerReader, child_command

    get = Settings(settings_file()).get
    limits = Limits(get("import.seconds"), get("import.memory"), get("import.answer"), get("import.drafts"))
    frozen = getattr(sys, "frozen", False)
    return WorkerReader([sys.executable, READ] if frozen else child_command(), limits)


def worker_drawer() -> Drawer:
    """What draws page pictures: a child process, within the limits that the settings name."""
    from archive.drawing.drawer import ChildDrawer
    from archive.drawing.messages import Limits

    get = Settings(settings_file()).get
    command = [sys.executable, DRAW] if getattr(sys, "frozen", False) else None
    return ChildDrawer(command, Limits(get("page.seconds"), get("page.memory")))


def open_library(
    archive: Path | None = None,
    *,
    reading: Callable[[], Reader] = worker_reader,
    drawing: Callable[[], Drawer] = worker_drawer,
    personal: Path | None = None,
) -> Library:
    """Open the archive, or make it where there is none.  `EnvironmentProblemError` when the folder cannot be used.

    `reading` makes what reads the sources of imports, `drawing` what draws page pictures; `personal` is where the
    reader's marks are, if not in the usual place.
    """
    folder = archive_folder(archive).absolute()
    if folder.exists() and not folder.is_dir():
        raise EnvironmentProblemError(_("档案库的位置不是文件夹：{folder}").format(folder=folder))
    try:
        make_folder(folder)
        for place in (folder, folder / "originals", folder / "snapshots", folder / "index", *folder.glob("index/*/")):
            sweep_temporaries(place)
    except OSError as error:
        raise environment_problem(error, folder) from error
    if not has_catalogue(folder) and has_originals(folder):
        raise CatalogueDamagedError(folder / CATALOGUE, _("不见了，而原件还在"))
    catalogue = _catalogue(folder)
    names = PaperNames(settings_folder() / PAPERS)
    small = (settings_file(), settings_folder() / PAPERS)
    store = Personal(personal or personal_file())
    engine = partial(open_engine, memory=Settings(settings_file()).get("index.memory"))
    index = Index(folder / "index", catalogue, engine)
    return Library(folder, catalogue, Originals(folder / "originals"), index, reading, names, store, small, drawing)


def _catalogue(folder: Path) -> Catalogue:
    """An older one is migrated while nobody writes: the program that does would go on as if nothing had changed."""
    path = folder / CATALOGUE
    with writing(folder, _("升级目录数据库")) if needs_migration(path) else nullcontext():
        return Catalogue(path)
