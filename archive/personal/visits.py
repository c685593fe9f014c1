"""What was opened, when last, and how far it was read: traces, one for each article."""

from __future__ import annotations

import msgspec

from archive.model import IssueKey
from archive.personal.marks import Anchor, anchor_from, anchor_row, near
from archive.personal.store import Personal, Row
from archive.personal.tables import VISITS


class Visit(msgspec.Struct, frozen=True):
    """`place`: how far down the article was left, 0 its top, 1 its end; `at`: when it was last open (ISO, UTC)."""

    anchor: Anchor
    place: float
    at: str


def visits(store: Personal, limit: int) -> list[Visit]:
    """The last ones, newest first."""
    return [_visit(row) for row in store.rows(VISITS, order="at DESC, id", limit=limit)]


def visits_near(store: Personal, key: IssueKey) -> list[Visit]:
    """Those of one issue."""
    return [_visit(row) for row in near(store, VISITS, key)]


def leave_visit(store: Personal, visit: Visit) -> None:
    """Note it, in the place of an earlier visit to the same article."""
    named = anchor_row(visit.anchor)
    parts = (str(named[name]) for name in ("paper_kind", "paper", "date", "edition", "page", "title"))
    store.leave(VISITS, {"id": "\x1f".join(parts), **named, "place": visit.place, "at": visit.at})


def _visit(row: Row) -> Visit:
    return Visit(anchor_from(row), row["place"], row["at"])
