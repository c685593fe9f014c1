"""The change feed and what the indexer needs besides it: ids in order, and how far the index has come."""

from __future__ import annotations

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.catalogue import schema as t
from archive.model import Change


def changes(connection: Connection, after: int, limit: int) -> list[Change]:
    """Changes with a `seq` above `after`, oldest first."""
    rows = connection.execute(select(t.changes).where(t.changes.c.seq > after).order_by(t.changes.c.seq).limit(limit))
    return [Change(row.seq, row.article_id, row.deleted) for row in rows]


def last_change(connection: Connection) -> int:
    return int(connection.scalar(select(func.max(t.changes.c.seq))) or 0)


def article_ids(connection: Connection, after: int, limit: int) -> list[int]:
    """Ids of living articles that stand for themselves, above `after`, ascending."""
    return list(
        connection.scalars(
            select(t.articles.c.id)
            .join(t.issues)
            .where(
                t.articles.c.id > after,
                t.issues.c.replaced == 0,
                t.articles.c.trashed_at.is_(None),
                t.articles.c.part_of.is_(None),  # what continues or repeats another is found with it
            )
            .order_by(t.articles.c.id)
            .limit(limit)
        )
    )


def came_by(connection: Connection, moment: str) -> int:
    """The highest id of the articles that had come in by a moment (as `arrivals.now` says it); 0 when none had.

    Ids ascend as articles come in, so it is searched by halves; what a restore brought back counts by its place.
    """
    low, high = 0, newest_article(connection)
    while low < high:
        middle = (low + high) // 2
        row = connection.execute(
            select(t.versions.c.article_id, t.versions.c.added_at)
            .where(t.versions.c.article_id > middle, t.versions.c.version == 1)
            .order_by(t.versions.c.article_id)
            .limit(1)
        ).first()
        if row is not None and row.added_at <= moment:
            low = row.article_id
        else:
            high = middle
    return low


def newest_article(connection: Connection) -> int:
    """The highest id of an article, be it in sight or not; 0 when there is none."""
    return int(connection.scalar(select(func.max(t.articles.c.id))) or 0)


def checkpoint(connection: Connection) -> tuple[str, int] | None:
    """(generation, seq) of the index as it was last recorded, or None."""
    row = connection.execute(select(t.index_state.c.generation, t.index_state.c.seq)).first()
    return None if row is None else (row.generation, row.seq)


def set_checkpoint(connection: Connection, generation: str, seq: int) -> None:
    values = {"generation": generation, "seq": seq}
    connection.execute(
        upsert(t.index_state).values(id=1, **values).on_conflict_do_update(index_elements=["id"], set_=values)
    )
