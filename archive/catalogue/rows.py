"""Rows of the catalogue as values of `archive.model`; a damaged one costs itself, not those beside it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, and_, select

from archive.catalogue import schema as t
from archive.errors import UnknownItemError
from archive.model import IssueKey, PaperKind, PartialDate
from archive.wording import _

AnyRow = Row[*tuple[Any, ...]]
_V = TypeVar("_V")

HAND, CORRECTED = "hand", "corrected"
"""The formats of texts that people wrote: of joined and split articles, and of those whose words they corrected."""
BATCH = 500
"""Ids asked for in one query; SQLite allows some thousands of parameters."""
DAMAGE = (ValueError, TypeError, AttributeError, msgspec.MsgspecError)
"""What making a value of a damaged row may raise."""
KEY_COLUMNS = (t.papers.c.kind, t.papers.c.name.label("paper"), t.issues.c.date, t.issues.c.edition)
"""What `key_of` makes an issue's key of."""
SHOWN = t.articles.c.trashed_at.is_(None)
COUNTED = and_(SHOWN, t.articles.c.part_of.is_(None))
"""An article that continues or repeats another counts as one with it."""

log = logging.getLogger(__name__)


def sound(rows: Iterable[AnyRow], make: Callable[[AnyRow], _V]) -> Iterator[_V]:
    """What is made of each row; a damaged one is left out, which the log says, and a check names it."""
    for row in rows:
        try:
            yield make(row)
        except DAMAGE:
            log.exception("a damaged row of the catalogue is left out")


def key_of(row: AnyRow) -> IssueKey:
    return IssueKey(PaperKind(row.kind), text_of(row.paper), date_of(row.date), text_of(row.edition))


def date_of(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text_of(text)) if text else None


def date_text(date: PartialDate | None) -> str:
    """A date as the catalogue keeps it; `''` for none."""
    return "" if date is None else str(date)


def text_of(value: object) -> str:
    """`ValueError` for what is no text any more: a flipped bit may have made a number of it."""
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r}")
    return value


def is_issue(key: IssueKey) -> ColumnElement[bool]:
    """Of issues joined with papers: the living one that is filed under this key."""
    return and_(
        t.papers.c.name == key.paper,
        t.papers.c.kind == key.kind,
        t.issues.c.date == date_text(key.date),
        t.issues.c.edition == key.edition,
        t.issues.c.replaced == 0,
    )


def issue_id_of(connection: Connection, key: IssueKey) -> int:
    issue_id = connection.scalar(select(t.issues.c.id).select_from(t.issues.join(t.papers)).where(is_issue(key)))
    if issue_id is None:
        raise UnknownItemError(_("期"), " ".join(filter(None, (key.paper, date_text(key.date), key.edition))))
    return int(issue_id)


def batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
