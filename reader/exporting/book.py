"""EPUB 3: issue → page → article in its contents, the first page's picture as cover.

Read back by `archive.formats.office.epub`: what an issue is called stands in the package's metadata.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Final

from archive.formats.office.epub_issues import IssueMark
from archive.formats.office.epub_own import PAGES
from archive.labels import printed_labels
from archive.model import Article, Figure, IssueKey, Page
from archive.progress import Progress
from archive.wording import _
from reader.exporting.book_parts import CONTAINER, ROOT, Book, Item, Line, nav, package
from reader.exporting.contents import PICTURES, Contents, LeftOut, Section, Step
from reader.exporting.language import SIMPLIFIED, language_of
from reader.exporting.markup import book_page, flat, style_sheet
from reader.exporting.pictures import Picture, Pictures
from reader.exporting.places import new_file
from reader.exporting.reading_order import begins
from reader.rendering.html import article_html

PAGE_WIDTH: Final = 1250
_HEAD_TEXTS: Final = 40
"""Headlines that tell a book's language."""


def write_book(contents: Contents, pictures: Pictures, target: Path) -> Iterator[Step]:
    """One book of the whole selection."""
    with new_file(target) as new:
        with zipfile.ZipFile(new.stream, "w", zipfile.ZIP_DEFLATED) as package_file:
            yield from _Writer(contents, pictures, package_file).write()
        contents.finish(new.place)


class _Writer:
    """Writes each document as it is read; contents and package come last."""

    def __init__(self, contents: Contents, pictures: Pictures, package_file: zipfile.ZipFile) -> None:
        self._contents, self._pictures, self._zip = contents, pictures, package_file
        self._book = Book(contents.selection.title)
        self._written: dict[str, str] = {}
        """Pictures of articles: SHA-256 → where it lies; empty for one that cannot be read."""
        self._titles: list[str] = []

    def write(self) -> Iterator[Step]:
        self._zip.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        self._zip.writestr("META-INF/container.xml", CONTAINER)
        self._add(Item("style", "style.css", "text/css"), style_sheet("book.css"))
        alone = len(self._contents.selection.issues) == 1
        for number, section in enumerate(self._contents.sections(), 1):
            if isinstance(section, LeftOut):
                yield section
            elif section.key is None:
                yield from self._list(section)
            else:
                yield from self._issue(section, section.key, number, alone=alone)
        if self._contents.cancelled:
            return
        self._book.language = language_of(self._titles[:_HEAD_TEXTS]) or SIMPLIFIED
        self._add(Item("nav", "nav.xhtml", "application/xhtml+xml", "nav"), nav(self._book))
        self._zip.writestr(f"{ROOT}/package.opf", package(self._book, datetime.now(UTC)))

    # ── issues ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _issue(self, section: Section, key: IssueKey, number: int, *, alone: bool) -> Iterator[Step]:
        """Pages and, below each, the articles that begin there; articles without a page follow."""
        first = begins(section)
        lines: list[Line] = []
        front = self._document(f"i{number}", key.words, [f"<h1>{escape(key.words)}</h1>"]) if not alone else None
        for place, page in enumerate(section.pages):
            if self._contents.cancelled:
                return
            yield Progress(f"{_(PICTURES)} {printed_labels([page.label])}", place, len(section.pages))
            words = " ".join(filter(None, (printed_labels([page.label]), page.name)))
            holder = Line(words, self._reserve(f"i{number}p{place + 1}"))
            picture = self._page_picture(page, f"i{number}p{place + 1}")
            yield from self._articles(section, first[page.label], f"i{number}", holder)
            self._fill(holder, picture)
            lines.append(holder)
        rest = Line("", "")
        yield from self._articles(section, first[None], f"i{number}", rest)
        lines += rest.below
        self._book.lines += lines if front is None else [Line(key.words, front, lines)]
        date = str(key.date) if key.date else None
        pages = tuple((page.label, page.name) for page in section.pages)
        self._book.issues.append(IssueMark(key.kind, key.paper, date, key.edition, pages))

    def _list(self, section: Section) -> Iterator[Step]:
        holder = Line("", "")
        yield from self._articles(section, section.articles, "a", holder)
        self._book.lines += holder.below

    def _articles(self, section: Section, ids: Iterable[int], prefix: str, holder: Line) -> Iterator[Step]:
        """Articles as documents and, in the contents, below `holder`."""
        for step in self._contents.walk(section, tuple(ids)):
            if not isinstance(step, Article):
                yield step
                continue
            title = flat(step.content.title) or "—"
            self._titles.append(title)
            spoken = language_of((title, *step.content.texts()))
            body = [article_html(step, self._figure, spoken)]
            pages = (PAGES, "、".join(page.label for page in step.pages))
            holder.below.append(Line(title, self._document(f"{prefix}a{step.id}", title, body, pages)))

    # ── documents ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _document(self, name: str, title: str, body: Iterable[str], *facts: tuple[str, str]) -> str:
        """Written and next in the spine; its address."""
        path = self._reserve(name)
        self._store(path, book_page(title, self._language(), body, *facts))
        return path

    def _reserve(self, name: str) -> str:
        """A place in the spine for a document that is written later."""
        item = Item(name, f"{name}.xhtml", "application/xhtml+xml")
        self._book.items.append(item)
        self._book.spine.append(name)
        return item.path

    def _fill(self, page: Line, picture: str) -> None:
        rows = "".join(f'<li><a href="{line.path}">{escape(line.words)}</a></li>' for line in page.below)
        body = [f"<h1>{escape(page.words)}</h1>", picture, f'<ol class="list">{rows}</ol>' if rows else ""]
        self._store(page.path, book_page(page.words, self._language(), body))

    def _page_picture(self, page: Page, name: str) -> str:
        """The `<figure>`; the first picture of all is the cover."""
        found = self._pictures.of_page(page, PAGE_WIDTH)
        if not found:
            return ""
        [picture] = found
        path = self._store_picture(name, picture, "" if self._book.cover else "cover-image")
        self._book.cover = self._book.cover or path
        alt = escape(printed_labels([page.label]))
        return f'<figure><img src="{path}" alt="{alt}" width="{picture.width}" height="{picture.height}"/></figure>'

    def _figure(self, figure: Figure) -> str:
        sha = figure.picture
        if sha is None:
            return ""
        if sha not in self._written:
            picture = self._pictures.of_article(sha)
            self._written[sha] = self._store_picture(f"f{sha[:20]}", picture) if picture else ""
        path = self._written[sha]
        return f'<img src="{path}" alt="{escape(flat(figure.caption or ""))}"/>' if path else ""

    def _store_picture(self, name: str, picture: Picture, properties: str = "") -> str:
        kind = {".jpg": "image/jpeg", ".png": "image/png", ".gif": "image/gif"}[picture.suffix]
        item = Item(f"img-{name}", f"images/{name}{picture.suffix}", kind, properties)
        self._book.items.append(item)
        self._zip.writestr(f"{ROOT}/{item.path}", picture.data, zipfile.ZIP_STORED)
        return item.path

    def _add(self, item: Item, data: bytes) -> None:
        self._book.items.append(item)
        self._store(item.path, data)

    def _store(self, path: str, data: bytes) -> None:
        self._zip.writestr(f"{ROOT}/{path}", data)

    def _language(self) -> str:
        return language_of(self._titles[:_HEAD_TEXTS]) or SIMPLIFIED
