"""What a newspaper is: paper → issue → page → article, as plain frozen values.

No disk, no database, no window.  `Draft…` values are what a format reads from a source; the others are what the
archive holds and gives out.  Zone polygons are fractions (0…1, x to the right, y down) of the page picture.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Self

import msgspec

Point = tuple[float, float]


class PaperKind(StrEnum):
    """A newspaper has issues with pages; documents (公文、网页) are kept by issuer and date."""

    NEWSPAPER = "newspaper"
    DOCUMENTS = "documents"


class PartialDate(msgspec.Struct, frozen=True, order=False):
    """A year, a month or a day, as far as the source says it: `2022`, `2022-08`, `2022-08-28`.

    Sorts before its own first day.  `ValueError` for a day that does not exist.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1000 <= self.year <= 9999 or (self.month is None and self.day is not None):
            raise ValueError(f"not a date: {self.year}-{self.month}-{self.day}")
        if self.month is not None:
            try:
                datetime.date(self.year, self.month, self.day or 1)
            except OverflowError as error:  # a number too large to be looked at
                raise ValueError(f"not a date: {self.year}-{self.month}-{self.day}") from error

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `ValueError` otherwise."""
        match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text.strip(), re.ASCII)
        if not match:
            raise ValueError(f"not a date: {text!r}")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        return cls(year, month, day)

    @classmethod
    def of(cls, day: datetime.date) -> Self:
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> datetime.date:
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> datetime.date:
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def is_day(self) -> bool:
        return self.day is not None

    def __str__(self) -> str:
        parts = [f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    def __lt__(self, other: PartialDate) -> bool:
        return str(self) < str(other)


# ── blocks: what an article's body is made of ──────────────────────────────────────────────────────────────────────


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    text: str


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A subhead, or a numbered heading of an official document; level 1…4, 1 the highest."""

    level: int
    text: str


class Figure(msgspec.Struct, frozen=True, tag="figure"):
    """A picture (SHA-256 of its bytes, or None when it did not come along) with caption and credit as printed."""

    picture: str | None = None
    caption: str | None = None
    credit: str | None = None


class ListBlock(msgspec.Struct, frozen=True, tag="list"):
    """Items keep their printed marker (`●…`)."""

    items: tuple[str, ...]


class Table(msgspec.Struct, frozen=True, tag="table"):
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Heading | Figure | ListBlock | Table


def block_texts(block: Block) -> Iterator[str]:
    """The block's texts in reading order, one for each paragraph-like unit (nothing for what is absent)."""
    match block:
        case Paragraph(text=text) | Heading(text=text):
            yield text
        case Figure(caption=caption, credit=credit):
            yield from (part for part in (caption, credit) if part)
        case ListBlock(items=items):
            yield from items
        case Table(rows=rows):
            for row in rows:
                yield from row


# ── what an article is ─────────────────────────────────────────────────────────────────────────────────────────────


class Content(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that an article says.  Its JSON is what is kept and versioned, its canonical JSON what is compared.

    `title` keeps printed line breaks as `\\n`.  `fields` holds facts without a place of their own, under the names
    that the source prints (发文字号, 主送, 发布时间, 责任编辑, 阅读日期, …).  `printed` keeps, word for word, the lines
    of a text file from which such facts were taken (`日期:08-28`, `来源:企改科`), so that nothing is lost.
    """

    title: str
    kicker: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    source: str | None = None
    dateline: str | None = None
    fields: dict[str, str] = {}
    blocks: tuple[Block, ...] = ()
    printed: tuple[str, ...] = ()

    def texts(self) -> Iterator[str]:
        """Body texts in reading order (not the head)."""
        for block in self.blocks:
            yield from block_texts(block)

    def pictures(self) -> tuple[str, ...]:
        return tuple(block.picture for block in self.blocks if isinstance(block, Figure) and block.picture)


class Zone(msgspec.Struct, frozen=True):
    """One area of a page picture that belongs to an article; the polygon is in fractions of the picture."""

    page: str
    polygon: tuple[Point, ...]


class IssueKey(msgspec.Struct, frozen=True):
    """An issue's name: paper, date, edition (`""` unless there are several a day).  date None: undated documents."""

    kind: PaperKind
    paper: str
    date: PartialDate | None
    edition: str = ""

    @property
    def words(self) -> str:
        """`临岚日报 2025-08-28 晚版`"""
        return " ".join(str(part) for part in (self.paper, self.date, self.edition) if part)


class PageRef(msgspec.Struct, frozen=True):
    """A page as an article speaks of it: canonical label (`01`, `A06`, `02-03`) and name (`都市新闻`) or None."""

    label: str
    name: str | None = None


class Certainty(StrEnum):
    """How far an article's text and bounds can be relied on."""

    SURE = ""
    UNSURE = "unsure"  # guessed from a page whose form is not known, or a whole page's text taken as one article
    RECOGNISED = "recognised"  # read from a picture by OCR


class Word(msgspec.Struct, frozen=True, array_like=True):
    """A run of text in one line of a page picture and its box, in fractions of the picture (0…1, y down).

    The box's width is shared evenly by the characters: where that would not hold (CJK beside Latin, a wide gap) a new
    run begins.  Runs stand in reading order; those of one printed line share `line`.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    line: int = 0


# ── drafts: what a format reads ────────────────────────────────────────────────────────────────────────────────────


class Blob(msgspec.Struct, frozen=True):
    """Bytes that came in under a name inside their source (`images/…/01.jpg`), with their SHA-256 (64 hex digits)."""

    name: str
    data: bytes
    sha256: str


class DraftPage(msgspec.Struct, frozen=True, omit_defaults=True):
    """A page as a source shows it: `picture` is the best picture, `preview` the small one, `document` its PDF, each
    the SHA-256 of a blob.

    `picture` may be a picture file or a PDF; `frame` counts from 0 the page of the PDF or of a multi-page TIFF.
    `words` are the page's text with boxes where the source has them, `recognised` when they come from OCR.
    `original` is the SHA-256 of the file that describes the page.
    """

    label: str
    name: str | None = None
    picture: str | None = None
    preview: str | None = None
    document: str | None = None
    frame: int = 0
    words: tuple[Word, ...] = ()
    recognised: bool = False
    original: str | None = None


class DraftArticle(msgspec.Struct, frozen=True, omit_defaults=True):
    """An article as a source shows it.

    `own_id`: the source's own id within paper, date and edition, or None.  `pages` are labels, first page first.
    `original`: SHA-256 of the file the article came from.
    """

    content: Content
    original: str
    own_id: str | None = None
    pages: tuple[PageRef, ...] = ()
    zones: tuple[Zone, ...] = ()
    certainty: Certainty = Certainty.SURE


class DraftIssue(msgspec.Struct, frozen=True, omit_defaults=True):
    """One issue, or the part of one that a source brings.

    `whole`: the source claims to be the complete issue (an e-paper folder), not one article of it.
    `unsure`: the form of the source is not known; pages and articles were guessed.
    `missing` names what the source speaks of and did not bring; `notes` say what was not understood or was dropped.
    `blobs` are all bytes that belong to it, the originals among them.
    """

    key: IssueKey
    pages: tuple[DraftPage, ...] = ()
    articles: tuple[DraftArticle, ...] = ()
    blobs: tuple[Blob, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    whole: bool = False
    unsure: bool = False


# ── what the archive gives out ─────────────────────────────────────────────────────────────────────────────────────


class Paper(msgspec.Struct, frozen=True):
    """A newspaper or a collection of documents, with the span of what is kept (dates None when undated)."""

    name: str
    kind: PaperKind
    issues: int
    first: PartialDate | None
    last: PartialDate | None


class Issue(msgspec.Struct, frozen=True):
    """An issue with its counts; an article that continues on another page counts once."""

    key: IssueKey
    pages: int
    articles: int
    unsure: bool = False


class Page(msgspec.Struct, frozen=True):
    """A page in its issue; `order` counts from 1; `picture`, `preview`, `document` and `frame` as in `DraftPage`."""

    label: str
    name: str | None
    order: int
    articles: int
    zones: int
    picture: str | None
    preview: str | None
    document: str | None = None
    frame: int = 0
    has_words: bool = False
    recognised: bool = False


class ArticleHead(msgspec.Struct, frozen=True):
    """What a list shows of an article; `order` counts from 1 within the issue.

    `part_of`: the article that this one continues on another page, or (`repeats`) says once more.
    """

    id: int
    key: IssueKey
    pages: tuple[str, ...]
    order: int
    kicker: str | None
    title: str
    subtitle: str | None
    byline: str | None
    certainty: Certainty = Certainty.SURE
    part_of: int | None = None
    repeats: bool = False


class Article(msgspec.Struct, frozen=True):
    """One archived article, whole, in its newest version (`version` counts from 1).

    `parts` are the articles that continue it on other pages, `part_of` the one that this continues or repeats.
    `printed`: what it said before people corrected its text; None where they did not.
    """

    id: int
    key: IssueKey
    pages: tuple[PageRef, ...]
    order: int
    content: Content
    zones: tuple[Zone, ...]
    original: str
    version: int
    certainty: Certainty = Certainty.SURE
    part_of: int | None = None
    parts: tuple[int, ...] = ()
    printed: Content | None = None


def head_of(article: Article) -> ArticleHead:
    """What a list shows of an article that is at hand."""
    content = article.content
    labels = tuple(page.label for page in article.pages)
    return ArticleHead(
        article.id,
        article.key,
        labels,
        article.order,
        content.kicker,
        content.title,
        content.subtitle,
        content.byline,
        article.certainty,
        article.part_of,
    )


class LinkKind(StrEnum):
    """How two articles of one issue belong together."""

    CONTINUES = "continues"  # the second goes on where the first was cut (下转第4版)
    SAME = "same"  # the second says the same once more (a front-page copy)
    DIGEST = "digest"  # the first is a 导读 of the second


class ArticleLink(msgspec.Struct, frozen=True):
    """`first` and `second` belong together; `second` None: page `label` is spoken of, but holds no such article
    (the article goes on there, or with `back` began there).

    `sure`: printed so on both sides or the only candidate; else 可能.  `by_hand`: people said so; if not `sure`, that
    the two do not belong together.
    """

    kind: LinkKind
    first: int
    second: int | None
    label: str | None
    sure: bool
    by_hand: bool = False
    back: bool = False


class Change(msgspec.Struct, frozen=True):
    """One entry of the change feed: article `article` was written or (`deleted`) taken away; `seq` only grows."""

    seq: int
    article: int
    deleted: bool
