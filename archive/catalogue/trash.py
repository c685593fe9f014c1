"""What lies in the trash: articles and issues that were taken out of sight and can be restored."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from archive.catalogue import schema as t
from archive.catalogue.browse import issue_key
from archive.model import IssueKey


@dataclass(frozen=True, slots=True)
class TrashedIssue:
    id: int
    key: IssueKey
    at: str


@dataclass(frozen=True, slots=True)
class TrashedArticle:
    id: int
    key: IssueKey
    title: str
    at: str


@dataclass(frozen=True, slots=True)
class Trash:
    """Newest first."""

    issues: tuple[TrashedIssue, ...]
    articles: tuple[TrashedArticle, ...]


def trash(connection: Connection) -> Trash:
    """All that was deleted and can be restored."""
    issues = connection.execute(
        select(t.issues.c.id, t.issues.c.trashed_at)
        .where(t.issues.c.trashed_at.is_not(None))
        .order_by(t.issues.c.trashed_at.desc(), t.issues.c.id.desc())
    ).all()
    articles = connection.execute(
        select(t.articles.c.id, t.articles.c.issue_id, t.articles.c.title, t.articles.c.trashed_at)
        .join(t.issues, t.issues.c.id == t.articles.c.issue_id)
        .where(t.articles.c.trashed_at.is_not(None), t.issues.c.replaced == 0)
        .order_by(t.articles.c.trashed_at.desc(), t.articles.c.id.desc())
    ).all()
    keys = {row.issue_id: issue_key(connection, row.issue_id) for row in articles}
    return Trash(
        tuple(TrashedIssue(row.id, issue_key(connection, row.id), row.trashed_at) for row in issues),
        tuple(TrashedArticle(row.id, keys[row.issue_id], row.title, row.trashed_at) for row in articles),
    )
