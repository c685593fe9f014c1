"""Clipping books: articles, words and areas of pages, each with what was there when it was clipped.

A clipping names its article as a mark does.  It keeps the words, where they stood, and the SHA-256 of the originals
that they were read from, so that it can be proved later.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

import msgspec

from archive.model import IssueKey, PaperKind, PartialDate, Zone
from archive.personal.marks import Anchor, Quote
from archive.personal.store import Personal
from archive.personal.tables import BOOKS, CLIPPINGS


class ClipKind(StrEnum):
    """What was clipped."""

    ARTICLE = "article"
    WORDS = "words"  # some words of an article
    ZONE = "zone"  # the article's area on a page picture


class Role(StrEnum):
    """What an original was to a clipping."""

    ARTICLE = "article"  # the file that the article was read from
    PAGE = "page"  # the page's picture, or its PDF
    PICTURE = "picture"  # a picture in the article


class Original(msgspec.Struct, frozen=True, omit_defaults=True):
    """An original by the SHA-256 of its bytes (64 hex digits); `frame` is the page of a PDF or TIFF, from 0."""

    sha256: str
    role: Role
    frame: int = 0


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was there: `source` is the source line, `text` the words clipped or the article's whole body, a paragraph a
    line, `zones` the article's areas on the page."""

    source: str
    text: str
    kicker: str = ""
    subtitle: str = ""
    byline: str = ""
    zones: tuple[Zone, ...] = ()
    originals: tuple[Original, ...] = ()


class Book(msgspec.Struct, frozen=True):
    """A clipping book; `at`: when it was made (ISO, UTC)."""

    id: str
    name: str
    place: float
    at: str


class Clipping(msgspec.Struct, frozen=True):
    """`place` orders within the book; `quote` of words only; `note` is what the reader wrote of it."""

    id: str
    book: str
    place: float
    kind: ClipKind
    anchor: Anchor
    kept: Kept
    quote: Quote | None = None
    note: str = ""
    at: str = ""


def new_id() -> str:
    return secrets.token_hex(8)


def now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")


_ORDER: Final = "place, at, id"


def all_books(store: Personal) -> list[Book]:
    """In their order."""
    return [Book(**row) for row in store.rows(BOOKS, order=_ORDER)]


def clippings_of(store: Personal, book: str) -> list[Clipping]:
    """In their order."""
    return [_clipping(row) for row in store.rows(CLIPPINGS, "book = ?", (book,), order=_ORDER)]


def book_row(book: Book) -> dict[str, Any]:
    return {"id": book.id, "name": book.name, "place": book.place, "at": book.at}


def clipping_row(clipping: Clipping) -> dict[str, Any]:
    anchor, quote = clipping.anchor, clipping.quote or Quote("")
    key = anchor.key
    return dict(
        zip(
            CLIPPINGS.columns,
            (
                *(clipping.id, clipping.book, clipping.place, clipping.kind.value),
                *(key.kind.value, key.paper, str(key.date or ""), key.edition, anchor.page, anchor.title),
                *(anchor.article, quote.words, quote.before, quote.after),
                *(msgspec.json.encode(clipping.kept).decode(), clipping.note, clipping.at),
            ),
            strict=True,
        )
    )


def _clipping(row: Mapping[str, Any]) -> Clipping:
    date = PartialDate.parse(row["date"]) if row["date"] else None
    key = IssueKey(PaperKind(row["paper_kind"]), row["paper"], date, row["edition"])
    anchor = Anchor(key, row["title"], row["page"], row["article"])
    quote = Quote(row["words"], row["before"], row["after"]) if row["words"] else None
    kept = msgspec.json.decode(row["kept"], type=Kept)
    return Clipping(
        row["id"], row["book"], row["place"], ClipKind(row["kind"]), anchor, kept, quote, row["note"], row["at"]
    )
