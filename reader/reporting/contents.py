"""What a report is, whatever form it is written in: plain values, no markup."""

from __future__ import annotations

import msgspec

from archive.labels import printed_labels
from archive.model import ArticleHead
from archive.wording import _
from indexer.request import Snippet
from reader.searching import SearchHit


class Table(msgspec.Struct, frozen=True):
    """Rows of cells, the first of each a name, the others numbers or words."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Entry(msgspec.Struct, frozen=True):
    """An article (by id) as a report lists it: its headline on one line, where it stood, a passage with its words."""

    article: int
    title: str
    source: str
    passage: Snippet | None = None


class Part(msgspec.Struct, frozen=True):
    """Under a heading of its own: sentences, then tables, then articles, `numbered` from 1."""

    heading: str
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    entries: tuple[Entry, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """`lines` stand below the title, before the parts."""

    title: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]


def entry_of(hit: SearchHit, *, passage: bool = True) -> Entry:
    """A hit as a report lists it."""
    title = " ".join(hit.head.title.split()) or _("（无题）")
    return Entry(hit.head.id, title, head_source(hit.head), hit.snippet if passage else None)


def head_source(head: ArticleHead) -> str:
    """`厦门日报，2025-08-28 第A06版，本报记者 林一`: paper, date, edition, pages, byline, as far as they are known."""
    key = head.key
    where = " ".join(filter(None, (str(key.date or ""), key.edition, printed_labels(head.pages))))
    return "，".join(filter(None, (key.paper, where, " ".join((head.byline or "").split()))))
