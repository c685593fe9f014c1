"""What issues hold, told by content and not by row: two catalogues can be compared, wherever their ids come from."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import msgspec
from sqlalchemy import Connection, Select, select

from archive.catalogue import schema as t
from archive.model import IssueKey, PaperKind, PartialDate

_encode = msgspec.json.Encoder().encode


def contents(connection: Connection) -> dict[IssueKey, str]:
    """For every living issue a digest of its pages, articles and zones, in order; old versions do not count.

    `ValueError` for rows that no importer writes.
    """
    rows = connection.execute(
        select(t.issues.c.id, t.papers.c.kind, t.papers.c.name, t.issues.c.date, t.issues.c.edition)
        .join(t.papers)
        .where(t.issues.c.replaced == 0)
        .order_by(t.papers.c.kind.desc(), t.papers.c.name, t.issues.c.date, t.issues.c.edition)
    ).all()
    keys = {
        row.id: IssueKey(PaperKind(row.kind), row.name, PartialDate.parse(row.date) if row.date else None, row.edition)
        for row in rows
    }
    digests = _digests(connection, keys)
    return {key: digests[issue_id] for issue_id, key in keys.items()}


def state(connection: Connection, issues: Iterable[int]) -> str:
    """One digest of what these issues hold."""
    return sha256(_encode(sorted(_digests(connection, issues).items()))).hexdigest()


def _digests(connection: Connection, issues: Iterable[int]) -> dict[int, str]:
    digests = {issue_id: sha256() for issue_id in issues}
    for number, query in enumerate((_pages(), _articles(), _places(), _zones())):
        for row in connection.execute(query, execution_options={"yield_per": 1000}):
            if (digest := digests.get(row.issue_id)) is not None:
                digest.update(_encode((number, *row[1:])))
    return {issue_id: digest.hexdigest() for issue_id, digest in digests.items()}


_current = (t.versions.c.article_id == t.articles.c.id) & (t.versions.c.version == t.articles.c.version)
_in_order = (t.articles.c.issue_id, t.articles.c.position, t.versions.c.digest)


def _pages() -> Select[tuple[object, ...]]:
    p = t.pages.c
    return select(
        p.issue_id, p.label, p.name, p.picture, p.document, p.frame, p.recognised, p.trashed_at.is_not(None)
    ).order_by(p.issue_id, p.position, p.label)


def _articles() -> Select[tuple[object, ...]]:
    a = t.articles.c
    return (
        select(a.issue_id, t.versions.c.digest, a.certainty, a.trashed_at.is_not(None))
        .join(t.versions, _current)
        .order_by(*_in_order)
    )


def _places() -> Select[tuple[object, ...]]:
    return (
        select(t.articles.c.issue_id, t.versions.c.digest, t.pages.c.label)
        .select_from(t.articles.join(t.versions, _current).join(t.article_pages).join(t.pages))
        .order_by(*_in_order, t.article_pages.c.position)
    )


def _zones() -> Select[tuple[object, ...]]:
    return (
        select(t.articles.c.issue_id, t.versions.c.digest, t.pages.c.label, t.zones.c.polygon)
        .select_from(t.articles.join(t.versions, _current).join(t.zones).join(t.pages))
        .order_by(*_in_order, t.zones.c.position)
    )
