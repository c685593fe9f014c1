"""The forms of an export by their names, and the running of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from archive.keeping.copies import require_outside
from archive.progress import Cancelled
from reader.exporting import book, printed, site, tables, texts
from reader.exporting.contents import Contents, LeftOut, Selection, Step
from reader.exporting.pictures import Pictures
from reader.printed import Press
from reader.printed.word import write_docx

if TYPE_CHECKING:
    from reader.library import Library

Writer = Callable[[Contents, Pictures, Path], Iterator[Step]]
FORMS: Final[dict[str, Writer]] = {
    "html": site.write_site,
    "epub": book.write_book,
    "markdown": texts.markdown,
    "machine": texts.machine_text,
    "jsonl": tables.json_lines,
    "csv": tables.comma_separated,
    "docx": partial(printed.write_printed, write_docx),
}
PDF: Final = "pdf"
"""The form that needs a press, which only a floor above has: setting pages is Qt's."""


class Exported(msgspec.Struct, frozen=True):
    """An export that is there, whole: what it holds and what it lacks.  `lost`: pictures that could not be read;
    `notes`: what the form could not hold, in words."""

    target: Path
    issues: int
    articles: int
    pictures: int
    lost: int
    left_out: int
    notes: tuple[str, ...]


def export(
    library: Library,
    selection: Selection,
    form: str,
    target: Path,
    cancelled: Cancelled,
    press: Press | None = None,
) -> Iterator[Step | Exported]:
    """Write a selection in one of `FORMS`, or with a `press` as `PDF`, to a new file or folder, which appears whole or
    not at all.

    `UsageError` when something is there already, `EnvironmentProblemError` when the disk is full.  Stopped half-way it
    ends without `Exported`.
    """
    require_outside(library.folder, target)
    contents, pictures = Contents(library, selection, cancelled), Pictures(library)
    write = FORMS[form] if press is None else partial(printed.write_printed, press)
    yield from write(contents, pictures, target)
    if contents.finished:
        yield Exported(
            target.absolute(),
            contents.issues,
            contents.articles,
            pictures.written,
            pictures.missing,
            contents.left_out,
            tuple(contents.notes),
        )


__all__ = ["FORMS", "PDF", "Exported", "LeftOut", "Selection", "export"]
