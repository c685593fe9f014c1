"""What is done with something damaged, and what may come of it: it is read, or refused in words.

All else that comes out of here (any other exception) is a bug, whoever damaged the input: the tests at random, or
scripts/fuzz_guided.py by coverage.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from fuzz_seeds import CASES

from archive.bagit import validate
from archive.drawing import messages as drawing_messages
from archive.errors import DianzibaoError, UnreadableSourceError
from archive.formats.base import Format, Hints, Source
from archive.formats.registry import find
from archive.formats.sites.definitions import Definitions
from archive.importing import worker_messages
from archive.importing.discover import split_left_out
from archive.importing.reading import InProcess
from archive.limited import frames
from archive.newspaper.papers import PaperNames
from archive.zips import Zip, names_in
from indexer.query import form as search_form
from indexer.query.parser import parse
from indexer.query.told import told
from indexer.request import SearchRequest
from reader.keeping import backups, restore_into
from reader.library import Library
from reader.open import open_library
from reader.pictures import Facsimile, PagePictures
from reader.settings import KEYS, LIST_TABLES, LISTS, RECORDS, TABLES, Settings

READ, REFUSED = "read", "refused"
HINTS = (Hints(), Hints({"paper": "临岚日报", "date": "2025-12-30"}))
SETTINGS = """[reading]
zoom = 1.25
[archive]
recent = ["/报/一", "/报/二"]
[tables.abc.columns]
title = "标题"
"""
NAMES = '["临岚日报"]\nnames = ["llrb"]\nhosts = ["llrb.example"]\n'


def _refused(words: str, naming: str = "") -> str:
    assert words, "a refusal without words"
    assert naming in words, "what is refused?"
    return REFUSED


def _in_words(act: Callable[[], object]) -> str:
    try:
        act()
    except DianzibaoError as error:
        return _refused(str(error))
    return READ


# ── papers and documents ───────────────────────────────────────────────────────────────────────────────────────────


def import_source(source: Source, known: Format | None, hints: Hints) -> Iterator[tuple[str, str]]:
    """Which importers tried it, and what came of it.

    `known` reads it while it is whole: damage may hide it from its own importer, which must stand it all the same.
    """
    found = find(source)
    if found is None:
        yield "no format", REFUSED
    for form in dict.fromkeys((found, known)):
        if form is not None:
            yield form.name, _read(form, source, hints)


def _read(form: Format, source: Source, hints: Hints) -> str:
    """As the reading child does, as far as the pipe to its parent; the child knows one kind of refusal."""
    try:
        for draft in form.read(source, hints):
            _, kept = split_left_out(source, draft)
            worker_messages.write_draft(io.BytesIO(), kept)
    except UnreadableSourceError as error:
        return _refused(error.reason)
    return READ


def read_zip(data: bytes) -> str:
    def act() -> None:
        names_in(io.BytesIO(data))
        packed = Zip(io.BytesIO(data), "报.zip")
        for member in packed.members:
            packed.read(member)

    return _in_words(act)


def hear_answer(data: bytes) -> str:
    """What a child that is no longer itself may say to its parent: the one that reads, and the one that draws."""
    return READ if READ in (_heard(_hear_reading, data), _heard(drawing_messages.read_answer, data)) else REFUSED


def _hear_reading(stream: BinaryIO) -> None:
    answer = worker_messages.answers.decode(frames.read_frame(stream, 1 << 20))
    if isinstance(answer, worker_messages.Drafted):
        worker_messages.read_blobs(stream, answer, 1 << 20)


def _heard(hear: Callable[[BinaryIO], object], data: bytes) -> str:
    try:
        hear(io.BytesIO(data))
    except (EOFError, OSError, ValueError, frames.OversizeError):  # what the parent says in words
        return REFUSED
    return READ


def draw(pictures: Mapping[str, Path], kept: Path) -> str:
    """A page's picture, without the child that draws for the window; every way is tried, whatever became of the others."""
    drawing = PagePictures(kept, lambda sha: pictures[sha])
    source = Facsimile(next(iter(pictures)))
    acts: Iterable[Callable[[], object]] = (
        lambda: drawing.suffix(source),
        lambda: drawing.size(source),
        lambda: drawing.render(source, 300),
        lambda: drawing.keep(source, drawing.preview(source)),
    )
    return READ if {_in_words(act) for act in acts} == {READ} else REFUSED


# ── archives, backups, settings ────────────────────────────────────────────────────────────────────────────────────


def make_sound(folder: Path) -> None:
    """An archive (库) and its backup (备份), side by side."""
    with open_library(folder / "库", reading=InProcess) as library:
        steps = (
            library.import_paths([CASES / "founder-a1"]),
            library.update_index(),
            library.keeping.back_up(folder / "备份"),
            library.health.verify(full=True),
        )
        for step in steps:
            for _ in step:
                pass


def files_of(folder: Path) -> list[str]:
    """The files below a folder that are not originals, whose bytes mean nothing to us, as POSIX paths."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if not {"originals", "objects"} & set(name.split("/")))


def read_archive(folder: Path) -> str:
    """Open it and do all that a reader does; what fails does not keep the rest from being tried."""

    def act() -> None:
        with open_library(folder, reading=InProcess) as library:
            for step in _reading(library):
                _in_words(lambda step=step: [None for _ in step()])  # type: ignore[misc]

    return _in_words(act)


def _reading(library: Library) -> Iterator[Callable[[], Iterable[object]]]:
    yield library.papers
    yield lambda: (library.article(head.id) for issue in library.issues() for head in library.articles(issue.key))
    yield lambda: (
        library.zones(issue.key, page.label) for issue in library.issues() for page in library.pages(issue.key)
    )
    yield lambda: library.search(SearchRequest("渡口", facets=True)).hits
    yield lambda: library.health.verify(full=True)
    yield lambda: filter(None, [library.keeping.last()])
    yield library.update_index


def restore_backup(folder: Path, target: Path) -> str:
    def act() -> None:
        backups(folder)
        for _ in restore_into(folder, target):
            pass

    return _in_words(act)


def check_bag(folder: Path) -> str:
    return _in_words(lambda: validate(folder))


def read_settings(path: Path, size: int) -> str:
    """Settings are never refused: what cannot be read is as usual, and what is set is set."""
    found = Settings(path)
    for key in KEYS:
        assert type(found.get(key.name)) is type(key.default), key.name
    for name in LISTS:
        found.texts(name)
    for name in TABLES:
        found.table(name)
    for name in LIST_TABLES:
        found.lists(name)
    for name in RECORDS:
        found.record(name, "abc")
    found.set("article.size", size)
    assert Settings(path).get("article.size") == found.get("article.size")
    return READ


def read_names(path: Path) -> str:
    """A list of papers' names; what is wrong with it is said with its place."""
    try:
        PaperNames(path).canonical("llrb")
    except DianzibaoError as error:
        return _refused(str(error), naming=str(path))
    return READ


def read_definitions(folder: Path) -> str:
    """Definitions of sites that a user keeps beside the settings."""

    return _in_words(lambda: Definitions.with_users(folder))


# ── what is typed ──────────────────────────────────────────────────────────────────────────────────────────────────


def ask(library: Library, request: SearchRequest) -> str:
    """It is parsed, told, searched, marked and given suggestions; nothing that is typed is refused."""
    told(parse(request.query, exact=request.exact))
    search_form.read(request.query)
    library.search(request)
    library.suggestions(request)
    library.finder(request.query, exact=request.exact)("江面起雾，老渡口有了新船。" * 5)
    return READ
