"""Pages of an issue and the order of things in it, when an issue comes whole and when it comes piece by piece.

A draft that holds every known page says the order; where pages come one by one, they stand in the order of labels,
and articles by page, then as they came.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from archive.catalogue import schema as t
from archive.labels import label_order
from archive.model import DraftIssue, DraftPage

_FACTS = ("name", "picture", "preview", "document")


@dataclass(frozen=True, slots=True)
class Pages:
    """Page ids by label; `changed`: something about them is new."""

    ids: dict[str, int]
    changed: bool


def write_pages(connection: Connection, issue_id: int, draft: DraftIssue) -> Pages:
    """Bring the issue's pages up to date.  What a draft does not know never erases what is known."""
    known: dict[str, Row[*tuple[object, ...]]] = {
        row.label: row for row in connection.execute(select(t.pages).where(t.pages.c.issue_id == issue_id))
    }
    wanted = _wanted(draft)
    if not wanted:
        return Pages({}, changed=False)
    if set(known) <= set(wanted):
        order = list(wanted)
    elif all(label in known for label in wanted):
        order = sorted(known, key=lambda label: known[label].position)
    else:
        order = sorted({**known, **wanted}, key=label_order)
    ids: dict[str, int] = {}
    changed = False
    for position, label in enumerate(order, 1):
        page, row = wanted.get(label, DraftPage(label)), known.get(label)
        facts = {name: value for name in _FACTS if (value := getattr(page, name)) is not None}
        values = {"position": position, **facts}
        if row is None:
            key = connection.execute(
                insert(t.pages).values(issue_id=issue_id, label=label, **values)
            ).inserted_primary_key
            assert key is not None
            ids[label] = int(key[0])
        else:
            ids[label] = row.id
            if all(getattr(row, name) == value for name, value in values.items()):
                continue
            connection.execute(update(t.pages).where(t.pages.c.id == row.id).values(values))
        changed = True
    return Pages(ids, changed)


def arrange_articles(connection: Connection, issue_id: int) -> None:
    """Number the articles of an issue that came in pieces: by first page, then as they came."""
    first = (
        select(t.article_pages.c.article_id, func.min(t.pages.c.position).label("page"))
        .join(t.pages)
        .where(t.pages.c.issue_id == issue_id)
        .group_by(t.article_pages.c.article_id)
        .subquery()
    )
    rows = connection.execute(
        select(t.articles.c.id, t.articles.c.position)
        .outerjoin(first, first.c.article_id == t.articles.c.id)
        .where(t.articles.c.issue_id == issue_id)
        .order_by(func.coalesce(first.c.page, 0), t.articles.c.position, t.articles.c.id)
    ).all()
    moved = [{"article": row.id, "place": number} for number, row in enumerate(rows, 1) if row.position != number]
    if moved:
        statement = (
            update(t.articles).where(t.articles.c.id == bindparam("article")).values(position=bindparam("place"))
        )
        connection.execute(statement, moved)


def _wanted(draft: DraftIssue) -> dict[str, DraftPage]:
    """The draft's pages by label, and those that only its articles speak of."""
    pages = {page.label: page for page in draft.pages}
    for article in draft.articles:
        for ref in article.pages:
            page = pages.setdefault(ref.label, DraftPage(ref.label))
            if page.name is None and ref.name is not None:
                pages[ref.label] = msgspec.structs.replace(page, name=ref.name)
    return pages
