"""Clipping books: what goes into them, in which order, with which notes; every change can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import msgspec

from archive.errors import UnknownItemError, UsageError
from archive.model import Article, Figure, block_texts
from archive.personal import Book, ClipKind, Clipping, Deed, Kept, Original, Personal, Quote, Role, new_id, now
from archive.personal.clippings import all_books, clipping_row, clippings_of
from archive.personal.tables import BOOKS, CLIPPINGS
from archive.wording import N_, _
from reader.marks import anchor_of, article_named, short
from reader.navigation import source_of

if TYPE_CHECKING:
    from reader.library import Library

FIRST_BOOK: Final = N_("我的剪报")
"""What the book is called that appears with the first clipping."""

FILE_FORMS: Final = {
    "docx": ".docx", "pdf": ".pdf", "html": ".html", "epub": ".epub", "markdown": ".md", "json": ".json",
}  # fmt: skip
"""The forms in which a book is written, and what their files end in."""


class Pick(msgspec.Struct, frozen=True):
    """What somebody wants to clip: an article, its words (`quote`), or its area on the page with this label."""

    article: int
    quote: Quote | None = None
    page: str | None = None


class Clippings:
    """The clipping books of one reader, over one archive."""

    def __init__(self, personal: Personal, library: Library) -> None:
        self._personal, self._library = personal, library

    # ── looking ────────────────────────────────────────────────────────────────────────────────────────────────────

    def books(self) -> list[Book]:
        return all_books(self._personal)

    def book(self, name: str) -> Book:
        """By its name, or by its id.  `UnknownItemError` when there is none."""
        for book in self.books():
            if name in (book.name, book.id):
                return book
        raise UnknownItemError(_("剪报本"), name)

    def of(self, book: Book) -> list[Clipping]:
        """In the reader's order."""
        return clippings_of(self._personal, book.id)

    def clipping(self, name: str) -> Clipping:
        """By its id.  `UnknownItemError` when there is none."""
        for book in self.books():
            for clipping in self.of(book):
                if clipping.id == name:
                    return clipping
        raise UnknownItemError(_("剪报"), name)

    def article_of(self, clipping: Clipping) -> int | None:
        """The id of its article in this archive; None when it is not here."""
        return article_named(clipping.anchor, self._library)

    # ── books ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def new_book(self, name: str) -> Book:
        """`UsageError` for no name, or one that another book has."""
        book = self._new_book(self._free(name))
        self._personal.change(
            _("新建剪报本“{name}”").format(name=book.name), put=[(BOOKS, msgspec.structs.asdict(book))]
        )
        return book

    def rename(self, book: Book, name: str) -> Book:
        """`UsageError` for no name, or one that another book has."""
        if " ".join(name.split()) == book.name:
            return book
        renamed = msgspec.structs.replace(book, name=self._free(name))
        self._personal.change(
            _("剪报本“{name}”改名“{new}”").format(name=book.name, new=renamed.name),
            put=[(BOOKS, msgspec.structs.asdict(renamed))],
        )
        return renamed

    def remove_book(self, book: Book) -> None:
        """The book and all that is in it."""
        rows = [(CLIPPINGS, clipping.id) for clipping in self.of(book)]
        self._personal.change(
            _("删除剪报本“{name}”（{count} 条）").format(name=book.name, count=len(rows)),
            remove=[(BOOKS, book.id), *rows],
        )

    # ── clippings ──────────────────────────────────────────────────────────────────────────────────────────────────

    def add(self, book: Book | None, picks: Sequence[Pick], at: int | None = None) -> list[Clipping]:
        """Clip into a book (None: the first one, which appears where there is none), before its clipping number `at`.

        What is in the book already, to the letter, is passed over; what was clipped is returned.

        Raises:
            UnknownItemError: an article that is not there.
            UsageError: an area of a page on which the article has none.
        """
        put = []
        if book is None:
            books = self.books()
            book = books[0] if books else self._new_book(_(FIRST_BOOK))
            put = [] if books else [(BOOKS, msgspec.structs.asdict(book))]
        there = self.of(book)
        known = {_identity(clipping) for clipping in there}
        made: list[Clipping] = []
        for pick in picks:
            clipping = self._clip(pick, book)
            if _identity(clipping) not in known:
                known.add(_identity(clipping))
                made.append(clipping)
        if made:
            named = short(made[0].anchor.title) if len(made) == 1 else _("{count} 条").format(count=len(made))
            placed = _placed(there, at, made)
            rows = [(CLIPPINGS, clipping_row(clipping)) for clipping in placed]
            self._personal.change(_("剪进“{book}”：{what}").format(book=book.name, what=named), put=[*put, *rows])
            made = [clipping for clipping in placed if clipping.id in {new.id for new in made}]
        return made

    def note(self, clipping: Clipping, text: str) -> None:
        """What the reader says of it; empty takes it away."""
        changed = msgspec.structs.replace(clipping, note=text.strip())
        self._personal.change(
            _("剪报批注：{title}").format(title=short(clipping.anchor.title)), put=[(CLIPPINGS, clipping_row(changed))]
        )

    def move(self, clippings: Sequence[Clipping], book: Book, at: int | None = None) -> None:
        """To another place, or into another book: before its clipping number `at` (as they stand now), or last."""
        moving = {clipping.id for clipping in clippings}
        standing = self.of(book)
        before = standing if at is None else standing[:at]
        index = sum(clipping.id not in moving for clipping in before)
        staying = [clipping for clipping in standing if clipping.id not in moving]
        moved = [msgspec.structs.replace(clipping, book=book.id) for clipping in clippings]
        named = short(moved[0].anchor.title) if len(moved) == 1 else _("{count} 条").format(count=len(moved))
        rows = [(CLIPPINGS, clipping_row(clipping)) for clipping in _placed(staying, index, moved)]
        self._personal.change(_("移动剪报：{what}").format(what=named), put=rows)

    def remove(self, clippings: Sequence[Clipping]) -> None:
        named = (
            short(clippings[0].anchor.title) if len(clippings) == 1 else _("{count} 条").format(count=len(clippings))
        )
        self._personal.change(
            _("删除剪报：{what}").format(what=named), remove=[(CLIPPINGS, clipping.id) for clipping in clippings]
        )

    def undo(self) -> Deed | None:
        """Take back the last change of anything that the reader made; None when there is nothing to take back."""
        return self._personal.undo()

    def forget(self) -> int:
        """Remove all books and clippings for good; how many clippings."""
        count = sum(len(self.of(book)) for book in self.books())
        self._personal.forget((CLIPPINGS, BOOKS))
        return count

    # ── making ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _free(self, name: str) -> str:
        name = " ".join(name.split())
        if not name:
            raise UsageError(_("剪报本要有名称"))
        if any(book.name == name for book in self.books()):
            raise UsageError(_("已经有叫“{name}”的剪报本").format(name=name))
        return name

    def _new_book(self, name: str) -> Book:
        last = max((book.place for book in self.books()), default=0.0)
        return Book(new_id(), name, last + 1, now())

    def _clip(self, pick: Pick, book: Book) -> Clipping:
        article = self._library.whole_article(self._library.article(pick.article))
        kind = ClipKind.WORDS if pick.quote else ClipKind.ZONE if pick.page is not None else ClipKind.ARTICLE
        label = pick.page or (article.pages[0].label if article.pages else "")
        zones = tuple(zone for zone in article.zones if zone.page == label)
        page = self._page_picture(article, label)
        if kind is ClipKind.ZONE and (not zones or page is None):
            raise UsageError(
                _("这一版没有版面图，或者图上没有这一篇：{title}").format(title=short(article.content.title))
            )
        content = article.content
        kept = Kept(
            source_of(article.key, article.pages),
            pick.quote.words if pick.quote else body_of(article),
            _flat(content.kicker or ""),
            _flat(content.subtitle or ""),
            _flat(content.byline or ""),
            zones,
            self._originals(article, page),
        )
        anchor = msgspec.structs.replace(anchor_of(article), page=label)
        return Clipping(new_id(), book.id, 0.0, kind, anchor, kept, pick.quote, "", now())

    def _page_picture(self, article: Article, label: str) -> Original | None:
        """None where the page has no picture."""
        from reader.pictures import facsimile  # what draws pictures is not needed to list clippings

        with suppress(UnknownItemError):
            for page in self._library.pages(article.key):
                if page.label == label and (source := facsimile(page)) is not None:
                    return Original(source.sha, Role.PAGE, source.frame)
        return None

    def _originals(self, article: Article, page: Original | None) -> tuple[Original, ...]:
        """Of the article with its parts, of the page, of the pictures: each once."""
        parts = [article.original, *(self._library.article(part).original for part in article.parts)]
        found = [Original(sha, Role.ARTICLE) for sha in parts]
        found += [page] if page else []
        found += [Original(sha, Role.PICTURE) for sha in article.content.pictures()]
        return tuple(dict.fromkeys(found))


def body_of(article: Article) -> str:
    """What an article says below its head, a paragraph a line; the words below a picture begin with `［图］`."""
    lines = [article.content.dateline or ""]
    for block in article.content.blocks:
        texts = list(block_texts(block))
        lines += [f"［图］{' '.join(texts)}"] if isinstance(block, Figure) and texts else texts
    return "\n".join(filter(None, lines))


def _placed(standing: Sequence[Clipping], at: int | None, new: Sequence[Clipping]) -> list[Clipping]:
    """What has to be written for `new` to stand before number `at` of the others, or behind all.

    These alone, between their neighbours; where there is no number left between those, the whole book.
    """
    at = len(standing) if at is None else min(at, len(standing))
    low = standing[at - 1].place if at else (standing[0].place - 1 if standing else 0.0)
    high = standing[at].place if at < len(standing) else low + len(new) + 1
    places = [low + (high - low) * number / (len(new) + 1) for number in range(1, len(new) + 1)]
    if all(one < other for one, other in pairwise((low, *places, high))):
        return [msgspec.structs.replace(one, place=place) for one, place in zip(new, places, strict=True)]
    everything = (*standing[:at], *new, *standing[at:])
    return [msgspec.structs.replace(one, place=float(number)) for number, one in enumerate(everything, 1)]


def _identity(clipping: Clipping) -> tuple[object, ...]:
    anchor = msgspec.structs.replace(clipping.anchor, article=None)
    return clipping.kind, anchor, clipping.quote


def _flat(text: str) -> str:
    return " ".join(text.split())
