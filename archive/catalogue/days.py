"""What there is of a day over all papers, and of the same day in other years."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, select

from archive.catalogue import schema as t
from archive.catalogue.rows import COUNTED, KEY_COLUMNS, batches, key_of, sound
from archive.model import IssueKey, PaperKind, PartialDate

_DAY = 10
"""Characters of a date that names a day."""
_issues = select(*KEY_COLUMNS).select_from(t.issues.join(t.papers)).where(t.issues.c.replaced == 0)


def issues_of(connection: Connection, day: PartialDate) -> list[IssueKey]:
    """The newspapers' issues of a day, by paper."""
    query = _issues.where(t.issues.c.date == str(day), t.papers.c.kind == PaperKind.NEWSPAPER)
    return list(sound(connection.execute(query.order_by(t.papers.c.name, t.issues.c.edition)), key_of))


def in_other_years(connection: Connection, day: PartialDate) -> list[IssueKey]:
    """The newspapers' issues of the same month and day in all other years, the newest first, then by paper."""
    same = t.issues.c.date.like(f"____{str(day)[4:]}")
    query = _issues.where(same, t.issues.c.date != str(day), t.papers.c.kind == PaperKind.NEWSPAPER)
    ordered = query.order_by(t.issues.c.date.desc(), t.papers.c.name, t.issues.c.edition)
    return list(sound(connection.execute(ordered), key_of))


def beside(connection: Connection, day: PartialDate, *, forward: bool) -> PartialDate | None:
    """The nearest day after or before it on which any newspaper has an issue."""
    date = t.issues.c.date
    found = connection.scalar(
        select(func.min(date) if forward else func.max(date))
        .join(t.papers)
        .where(t.issues.c.replaced == 0, func.length(date) == _DAY, t.papers.c.kind == PaperKind.NEWSPAPER)
        .where(date > str(day) if forward else date < str(day))
    )
    return None if found is None else PartialDate.parse(found)


def articles_between(
    connection: Connection, first: PartialDate | None, last: PartialDate | None, paper: str | None
) -> list[int]:
    """Articles that stand for themselves, of issues from `first` to `last`, both as far as they say; ascending."""
    query = select(t.articles.c.id).select_from(t.articles.join(t.issues).join(t.papers))
    query = query.where(COUNTED, t.issues.c.replaced == 0)
    if first is not None:
        query = query.where(t.issues.c.date >= str(first))
    if last is not None:
        query = query.where(t.issues.c.date <= str(last.last), t.issues.c.date != "")
    if paper is not None:
        query = query.where(t.papers.c.name == paper)
    return list(connection.scalars(query.order_by(t.articles.c.id)))


def papers_of(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """The paper of each of these articles."""
    found: dict[int, str] = {}
    for some in batches(ids):
        rows = connection.execute(
            select(t.articles.c.id, t.papers.c.name)
            .select_from(t.articles.join(t.issues).join(t.papers))
            .where(t.articles.c.id.in_(some))
        )
        found |= {row.id: row.name for row in rows}
    return found
