"""Marks: stars, a reading list, highlights, notes and tags of articles.

A mark names its article by paper, date, edition and title, and its words by themselves with what stands around them:
ids and positions change when an original is read again, words rarely do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import msgspec

from archive.model import IssueKey, PaperKind, PartialDate
from archive.personal.store import Personal, Row, new_id, now
from archive.personal.tables import MARKS, Table


class MarkKind(StrEnum):
    """What a mark is."""

    STAR = "star"
    LATER = "later"  # on the reading list
    HIGHLIGHT = "highlight"  # words, with a note where the reader wrote one
    NOTE = "note"  # about the whole article
    TAG = "tag"


class Anchor(msgspec.Struct, frozen=True):
    """An article as a mark names it: `article` is its id when the mark was made, `page` its first page or `""`."""

    key: IssueKey
    title: str
    page: str = ""
    article: int | None = None


class Quote(msgspec.Struct, frozen=True):
    """Words of an article, and some of what stands before and after them."""

    words: str
    before: str = ""
    after: str = ""


class Mark(msgspec.Struct, frozen=True):
    """`text`: the note or the tag; `colour`: a name that the window knows; `at`: when it was made (ISO, UTC)."""

    id: str
    kind: MarkKind
    anchor: Anchor
    quote: Quote | None = None
    colour: str = ""
    text: str = ""
    at: str = ""


def new_mark(
    kind: MarkKind, anchor: Anchor, *, quote: Quote | None = None, colour: str = "", text: str = "", at: str = ""
) -> Mark:
    """A mark with a name of its own, made now unless `at` says otherwise."""
    return Mark(new_id(), kind, anchor, quote, colour, text, at or now())


def all_marks(store: Personal) -> list[Mark]:
    """All marks, oldest first."""
    return [unflattened(row) for row in store.rows(MARKS)]


def marks_near(store: Personal, key: IssueKey, article: int) -> list[Mark]:
    """Marks of an issue, and those whose article had this id, wherever it was filed then; oldest first."""
    return [unflattened(row) for row in near(store, MARKS, key, article)]


def near(store: Personal, table: Table, key: IssueKey, article: int | None = None) -> list[Row]:
    """Rows of a table with an anchor: those of an issue, and those whose article had this id; oldest first."""
    where = "(paper_kind = ? AND paper = ? AND date = ? AND edition = ?) OR article = ?"
    return store.rows(table, where, (key.kind.value, key.paper, _date_text(key), key.edition, article))


def change_marks(store: Personal, sentence: str, *, put: Sequence[Mark] = (), remove: Sequence[str] = ()) -> None:
    """Put marks in (or in place of those with the same id) and remove others, all or nothing."""
    rows = [(MARKS, flattened(mark)) for mark in put]
    store.change(sentence, put=rows, remove=[(MARKS, name) for name in remove])


def unflattened(row: Mapping[str, Any]) -> Mark:
    """A mark from what `flattened` makes of it; `ValueError` or `KeyError` for what is none."""
    kind, anchor = MarkKind(row["kind"]), anchor_from(row)
    return Mark(row["id"], kind, anchor, quote_from(row), row["colour"], row["text"], row["at"])


def flattened(mark: Mark) -> Row:
    """A mark as its row."""
    row = {"id": mark.id, "kind": mark.kind.value, **anchor_row(mark.anchor), **quote_row(mark.quote)}
    return row | {"colour": mark.colour, "text": mark.text, "at": mark.at}


def quote_from(row: Mapping[str, Any]) -> Quote | None:
    """The words that a row has, if any."""
    return Quote(row["words"], row["before"], row["after"]) if row["words"] else None


def quote_row(quote: Quote | None) -> Row:
    """The columns of words."""
    return msgspec.structs.asdict(quote or Quote(""))


def anchor_from(row: Mapping[str, Any]) -> Anchor:
    """The article that a row names."""
    date = PartialDate.parse(row["date"]) if row["date"] else None
    key = IssueKey(PaperKind(row["paper_kind"]), row["paper"], date, row["edition"])
    return Anchor(key, row["title"], row["page"], row["article"])


def anchor_row(anchor: Anchor) -> Row:
    """The columns that name an article."""
    key = anchor.key
    issue = {"paper_kind": key.kind.value, "paper": key.paper, "date": _date_text(key), "edition": key.edition}
    return issue | {"page": anchor.page, "title": anchor.title, "article": anchor.article}


def _date_text(key: IssueKey) -> str:
    return str(key.date or "")
