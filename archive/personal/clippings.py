"""Clipping books: articles, words and areas of pages, each with what was there when it was clipped.

A clipping names its article as a mark does.  It keeps the words, where they stood, and the SHA-256 of the originals
that they were read from, so that it can be proved later.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

import msgspec

from archive.model import Zone
from archive.personal.marks import Anchor, Quote, anchor_from, anchor_row, quote_from, quote_row
from archive.personal.store import Personal, Row
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


_ORDER: Final = "place, at, id"


def all_books(store: Personal) -> list[Book]:
    """In their order."""
    return [Book(**row) for row in store.rows(BOOKS, order=_ORDER)]


def clippings_of(store: Personal, book: str) -> list[Clipping]:
    """In their order."""
    return [_clipping(row) for row in store.rows(CLIPPINGS, "book = ?", (book,), order=_ORDER)]


def clipping_row(clipping: Clipping) -> Row:
    row = {"id": clipping.id, "book": clipping.book, "place": clipping.place, "kind": clipping.kind.value}
    row |= anchor_row(clipping.anchor) | quote_row(clipping.quote)
    return row | {"kept": msgspec.json.encode(clipping.kept).decode(), "note": clipping.note, "at": clipping.at}


def _clipping(row: Row) -> Clipping:
    kind, kept = ClipKind(row["kind"]), msgspec.json.decode(row["kept"], type=Kept)
    named = (row["id"], row["book"], row["place"], kind, anchor_from(row), kept, quote_from(row))
    return Clipping(*named, row["note"], row["at"])
