"""A printed document as EPUB 3, a chapter for each title of the contents."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import BinaryIO, Final

from archive.progress import Progress
from archive.wording import N_, _
from reader.exporting.book_parts import CONTAINER, ROOT, Book, Item, Line, nav, package
from reader.exporting.language import SIMPLIFIED, language_of
from reader.exporting.markup import book_page, style_sheet
from reader.exporting.pictures import Picture
from reader.printed.document import Document, Part, Rule, Title, Words
from reader.printed.web import Markup

WRITING: Final = N_("写出电子书")
_KINDS: Final = {".jpg": "image/jpeg", ".png": "image/png", ".gif": "image/gif"}


def write_epub(document: Document, stream: BinaryIO) -> Iterator[Progress]:
    """Write it whole; a step for each chapter.  The document's data lies in it as `data.json`."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        yield from _Writer(document, file).write()


class _Writer:
    def __init__(self, document: Document, file: zipfile.ZipFile) -> None:
        self._document, self._zip = document, file
        texts = (part.text for section in document.sections for part in section.parts if isinstance(part, Words))
        self._book = Book(document.title, language_of(texts) or SIMPLIFIED)
        self._pictures = 0

    def write(self) -> Iterator[Progress]:
        self._zip.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        self._zip.writestr("META-INF/container.xml", CONTAINER)
        self._store(Item("style", "style.css", "text/css"), style_sheet("printed.css"))
        about = "".join(f'<p class="fact">{escape(line)}</p>' for line in self._document.about)
        self._chapter(
            "front", self._document.title, [f"<header><h1>{escape(self._document.title)}</h1>{about}</header>"]
        )
        chapters = _chapters(self._document)
        for number, parts in enumerate(chapters, 1):
            yield Progress(_(WRITING), number - 1, len(chapters))
            title = next((part for part in parts if isinstance(part, Title)), None)
            markup = Markup(self._picture)
            path = self._chapter(f"c{number}", title.text if title else "", [markup.part(part) for part in parts])
            self._book.lines.append(Line(title.text if title else "—", path))
        if self._document.data:
            self._store(Item("data", "data.json", "application/json"), self._document.data)
        self._store(Item("nav", "nav.xhtml", "application/xhtml+xml", "nav"), nav(self._book))
        self._zip.writestr(f"{ROOT}/package.opf", package(self._book, datetime.now(UTC)))

    def _chapter(self, name: str, title: str, body: list[str]) -> str:
        item = Item(name, f"{name}.xhtml", "application/xhtml+xml")
        self._book.spine.append(name)
        self._store(item, book_page(title, self._book.language, body))
        return item.path

    def _picture(self, picture: Picture) -> str:
        self._pictures += 1
        name = f"p{self._pictures}"
        item = Item(name, f"images/{name}{picture.suffix}", _KINDS[picture.suffix])
        self._store(item, picture.data)
        return item.path

    def _store(self, item: Item, data: bytes) -> None:
        self._book.items.append(item)
        self._zip.writestr(f"{ROOT}/{item.path}", data)


def _chapters(document: Document) -> list[list[Part]]:
    """Cut before each title of the contents (its line above goes with it); lines between two chapters are left away."""
    chapters: list[list[Part]] = [[]]
    for section in document.sections:
        for number, part in enumerate(section.parts):
            begins = isinstance(part, Title) and part.listed and part.level < 3
            if (begins or number == 0) and chapters[-1]:
                chapters.append([])
            chapters[-1].append(part)
    for chapter in chapters:
        while chapter and isinstance(chapter[-1], Rule):
            chapter.pop()
    return [chapter for chapter in chapters if chapter]
