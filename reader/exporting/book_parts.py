"""What an EPUB says of itself: container, package document, table of contents."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime
from html import escape
from typing import Final

import msgspec

from archive.formats.office import epub_issues
from archive.formats.office.epub_issues import IssueMark
from reader.exporting.language import SIMPLIFIED
from reader.exporting.markup import book_page, xml

ROOT: Final = "EPUB"
CONTAINER: Final = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{ROOT}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_NAMESPACE: Final = uuid.UUID("0f3ad6b2-6a3c-4b5e-9a51-5d0c8f0f6e21")


class Item(msgspec.Struct, frozen=True):
    """A file of the book, by its address below `ROOT`."""

    id: str
    path: str
    kind: str
    properties: str = ""


class Line(msgspec.Struct):
    """A line of the contents and what stands below it."""

    words: str
    path: str
    below: list[Line] = msgspec.field(default_factory=list)


class Book(msgspec.Struct):
    """A book while it is written."""

    title: str
    language: str = SIMPLIFIED
    items: list[Item] = msgspec.field(default_factory=list)
    spine: list[str] = msgspec.field(default_factory=list)
    lines: list[Line] = msgspec.field(default_factory=list)
    issues: list[IssueMark] = msgspec.field(default_factory=list)
    cover: str = ""


def nav(book: Book) -> bytes:
    body = [
        '<nav epub:type="toc" id="toc">',
        f"<h1>{escape(book.title)}</h1>",
        *_listed(book.lines),
        "</nav>",
    ]
    return book_page(book.title, book.language, body)


def package(book: Book, now: datetime) -> bytes:
    """The package document; `now` in UTC."""
    items = "\n".join(_item(item) for item in book.items)
    spine = "\n".join(f'<itemref idref="{name}"/>' for name in ("nav", *book.spine))
    return xml(
        (
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
            f'xml:lang="{book.language}">',
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
            *_metadata(book, now),
            "</metadata>",
            f"<manifest>\n{items}\n</manifest>",
            f"<spine>\n{spine}\n</spine>",
            "</package>",
        )
    )


def _metadata(book: Book, now: datetime) -> Iterator[str]:
    named = "\0".join((book.title, *map(epub_issues.written, book.issues), *book.spine))
    yield f'<dc:identifier id="id">urn:uuid:{uuid.uuid5(_NAMESPACE, named)}</dc:identifier>'
    yield f"<dc:title>{escape(book.title)}</dc:title>"
    yield f"<dc:language>{book.language}</dc:language>"
    for paper in dict.fromkeys(issue.paper for issue in book.issues):
        yield f"<dc:publisher>{escape(paper)}</dc:publisher>"
    if len(book.issues) == 1 and book.issues[0].date:
        yield f"<dc:date>{book.issues[0].date}</dc:date>"
    yield f'<meta property="dcterms:modified">{now:%Y-%m-%dT%H:%M:%SZ}</meta>'
    if book.cover:
        cover = next(item.id for item in book.items if item.path == book.cover)
        yield f'<meta name="cover" content="{cover}"/>'
    for issue in book.issues:
        yield f'<meta name="{epub_issues.NAME}" content="{escape(epub_issues.written(issue))}"/>'


def _item(item: Item) -> str:
    properties = f' properties="{item.properties}"' if item.properties else ""
    return f'<item id="{item.id}" href="{item.path}" media-type="{item.kind}"{properties}/>'


def _listed(lines: list[Line]) -> Iterator[str]:
    """Nested lists; a list with nothing in it would be no EPUB."""
    yield "<ol>"
    for line in lines:
        yield f'<li><a href="{line.path}">{escape(line.words)}</a>'
        if line.below:
            yield from _listed(line.below)
        yield "</li>"
    yield "</ol>"
