"""Clipping books as files: Word, PDF, one HTML page, EPUB, Markdown, JSON; each whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

from archive.errors import UsageError
from archive.keeping.copies import require_outside
from archive.progress import Cancelled, Progress
from archive.wording import _
from reader.clipping_book import Bound, describe, to_json
from reader.clippings import FILE_FORMS
from reader.exporting.naming import address
from reader.exporting.pictures import Picture
from reader.exporting.places import Tree, new_file, new_tree
from reader.exporting.texts import PICTURES
from reader.printed import Press
from reader.printed.epub import write_epub
from reader.printed.notes import markdown
from reader.printed.web import write_html
from reader.printed.word import write_docx

if TYPE_CHECKING:
    from reader.library import Library

SUFFIXES: Final = {suffix: form for form, suffix in FILE_FORMS.items()} | {".htm": "html"}
"""The form that a file's name asks for."""
_PRESSES: Final[dict[str, Press]] = {"docx": write_docx, "html": write_html, "epub": write_epub}


def export_book(
    library: Library, book: Bound, form: str, target: Path, cancelled: Cancelled, press: Press | None = None
) -> Iterator[Progress]:
    """Write a book in one of `FILE_FORMS` to a new file; `press` sets the pages of a PDF.

    Markdown keeps its pictures in a folder beside (`渡口 图片` beside `渡口.md`), the others are one file.  Stopped
    half-way nothing is left, and the target is not there.

    Raises:
        UsageError: the book is empty, or something is there already.
        EnvironmentProblemError: the disk is full or cannot be written.
    """
    require_outside(library.folder, target)
    if not book.clippings:
        raise UsageError(_("剪报本“{name}”里还没有剪报").format(name=book.name))
    if form == "markdown":
        yield from _markdown(library, book, target, cancelled)
        return
    with new_file(target) as new:
        if form == "json":
            new.stream.write(to_json(book))
        else:
            write = press if form == "pdf" else _PRESSES[form]
            assert write is not None, "a PDF needs a press"
            for step in write(describe(library, book), new.stream):
                if cancelled:
                    return
                yield step
        if not cancelled:
            new.place()


def _markdown(library: Library, book: Bound, target: Path, cancelled: Cancelled) -> Iterator[Progress]:
    """The folder of pictures appears first: a text is never there without its pictures."""
    beside = target.with_name(f"{target.stem} {PICTURES}")
    kept = 0
    with ExitStack() as stack:
        new = stack.enter_context(new_file(target))
        tree: Tree | None = None

        def keep(picture: Picture) -> str:
            nonlocal kept, tree
            tree = tree or stack.enter_context(new_tree(beside))
            kept += 1
            name = f"{kept:03}{picture.suffix}"
            tree.write(name, picture.data)
            return address(f"{beside.name}/{name}")

        for number, piece in enumerate(markdown(describe(library, book), keep)):
            if cancelled:
                return
            yield Progress(_("写出 Markdown"), number, 0)
            new.stream.write(piece.encode())
        if not cancelled:
            if tree is not None:
                tree.place()
            new.place()
