"""A document to be handed over or printed: what stands in it and in which part, never how it looks.

Pure values.  Pictures are read when a writer comes to them, so that a long document costs little memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import BinaryIO

import msgspec

from archive.progress import Progress
from reader.exporting.pictures import Picture


class Tone(StrEnum):
    """What a paragraph is."""

    BODY = "body"  # running text: indented by two characters, justified
    PLAIN = "plain"  # running text without the indent: an entry of a list
    SOURCE = "source"  # where something is from
    FACT = "fact"  # small and grey: a byline, a caption, a date
    NOTE = "note"  # what the reader wrote of it
    QUOTE = "quote"  # words taken over from elsewhere
    SUM = "sum"  # a checksum or the like, in small type that may break anywhere


class Words(msgspec.Struct, frozen=True):
    """A paragraph; a line break in `text` is kept.  `marks`: `start, end` of what is highlighted in it."""

    text: str
    tone: Tone = Tone.BODY
    marks: tuple[tuple[int, int], ...] = ()


class Title(msgspec.Struct, frozen=True):
    """A heading of `level` 1 (a page, a chapter), 2 (an article, an entry) or 3 (a subhead).

    It is never left alone at the foot of a page.  `listed`: stands in the contents (levels 1 and 2 only).
    """

    text: str
    level: int = 2
    kicker: str = ""
    subtitle: str = ""
    listed: bool = True


class Image(msgspec.Struct, frozen=True):
    """A picture: `load` reads it (None: it cannot be read, and only the caption is left).

    `share` of the text's width that it takes at most, 0…1; it is never made larger than it is at 150 dots an inch,
    unless it is to fill the page as far as it can (`whole`).
    """

    load: Callable[[], Picture | None]
    caption: str = ""
    share: float = 1.0
    alt: str = ""
    whole: bool = False


class Grid(msgspec.Struct, frozen=True):
    """A table; with `head` its first row says what the columns are.  `shares` of the width, one a column, or even."""

    rows: tuple[tuple[str, ...], ...]
    head: bool = True
    shares: tuple[float, ...] = ()


class Aside(msgspec.Struct, frozen=True):
    """Paragraphs with a picture at their right, such as a page's thumbnail; `image.share` is the picture's part."""

    parts: tuple[Words, ...]
    image: Image


class Rule(msgspec.Struct, frozen=True):
    """A thin line between two things."""


Part = Words | Title | Image | Grid | Aside | Rule


class Section(msgspec.Struct, frozen=True):
    """Parts that begin on a page of their own.  `header` stands at the head of its pages, else the document's title."""

    parts: tuple[Part, ...]
    header: str = ""


class Document(msgspec.Struct, frozen=True):
    """A whole document.

    `about`: lines below its title.  `footer` stands at the foot of every page, beside the page's number.  `contents`:
    a list of its titles comes first; without one, and with `title_page` off, it begins with its first section.
    `data` is JSON for programs, which HTML and EPUB carry along.
    """

    title: str
    sections: Sequence[Section]
    about: tuple[str, ...] = ()
    footer: str = ""
    contents: bool = False
    title_page: bool = True
    data: bytes = b""

    @property
    def listed(self) -> list[Title]:
        """The titles of the contents, in order."""
        parts = (part for section in self.sections for part in section.parts)
        return [part for part in parts if isinstance(part, Title) and part.listed and part.level < 3]


Press = Callable[[Document, BinaryIO], Iterator[Progress]]
"""Writes a document into a stream, a step for each section."""
