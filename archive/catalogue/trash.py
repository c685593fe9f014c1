"""What lies in the trash, articles, pages and issues that were deleted, and how it is taken out again.

Each is restored by itself, whatever was corrected since; each restoring is one entry of the journal.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, or_, select

from archive.catalogue import schema as t
from archive.catalogue.browse import issue_key
from archive.catalogue.corrections import Correction, Journal, Step, last_steps, places
from archive.catalogue.filing import AnyRow, article_ids, articles_by_id, is_taken, said, settle, titles
from archive.errors import UnknownItemError, UsageError
from archive.model import IssueKey
from archive.wording import _


class TrashedIssue(msgspec.Struct, frozen=True):
    id: int
    key: IssueKey
    at: str


class TrashedPage(msgspec.Struct, frozen=True):
    id: int
    key: IssueKey
    label: str
    name: str | None
    at: str


class TrashedArticle(msgspec.Struct, frozen=True):
    id: int
    key: IssueKey
    title: str
    at: str


Trashed = TrashedIssue | TrashedPage | TrashedArticle


class Trash(msgspec.Struct, frozen=True):
    """Newest first."""

    issues: tuple[TrashedIssue, ...]
    pages: tuple[TrashedPage, ...]
    articles: tuple[TrashedArticle, ...]

    @property
    def items(self) -> list[Trashed]:
        """All of it, newest first; of what went at one moment the larger thing first."""
        everything: list[Trashed] = [*self.issues, *self.pages, *self.articles]
        return sorted(everything, key=lambda item: item.at, reverse=True)


def trash(connection: Connection) -> Trash:
    """All that was deleted and can be restored."""
    issues = connection.execute(
        select(t.issues.c.id, t.issues.c.trashed_at)
        .where(t.issues.c.trashed_at.is_not(None))
        .order_by(t.issues.c.trashed_at.desc(), t.issues.c.id.desc())
    ).all()
    pages = connection.execute(
        select(t.pages)
        .join(t.issues, t.issues.c.id == t.pages.c.issue_id)
        .where(t.pages.c.trashed_at.is_not(None), _not_replaced())
        .order_by(t.pages.c.trashed_at.desc(), t.pages.c.id.desc())
    ).all()
    articles = connection.execute(
        select(t.articles.c.id, t.articles.c.issue_id, t.articles.c.title, t.articles.c.trashed_at)
        .join(t.issues, t.issues.c.id == t.articles.c.issue_id)
        .where(t.articles.c.trashed_at.is_not(None), _not_replaced())
        .order_by(t.articles.c.trashed_at.desc(), t.articles.c.id.desc())
    ).all()
    keys = {row.issue_id: issue_key(connection, row.issue_id) for row in (*pages, *articles)}
    return Trash(
        tuple(TrashedIssue(row.id, issue_key(connection, row.id), row.trashed_at) for row in issues),
        tuple(TrashedPage(row.id, keys[row.issue_id], row.label, row.name, row.trashed_at) for row in pages),
        tuple(TrashedArticle(row.id, keys[row.issue_id], row.title, row.trashed_at) for row in articles),
    )


def restore_articles(connection: Connection, ids: Sequence[int]) -> Correction | None:
    """Take articles out of the trash, and the pages that they stand on.  `UsageError` while their issue lies there."""
    articles = articles_by_id(connection, ids, trashed=True)
    _require_issues(connection, {article.issue_id for article in articles})
    journal = Journal(connection)
    for article in articles:
        journal.set(t.articles, article.id, trashed_at=None)
        for place in places(connection, t.article_pages, article.id):
            journal.set(t.pages, place["page_id"], trashed_at=None)
        journal.touch([article.id])
    settle(connection, *{article.issue_id for article in articles})
    return journal.close("restore-article", _("还原{articles}").format(articles=titles(articles)))


def restore_page(connection: Connection, page_id: int) -> Correction | None:
    """Take a page out of the trash, with the articles that went there with it and still lie there.

    Those that stayed, on other pages, stand on this one again.  `UsageError` while its issue lies in the trash.
    """
    page = connection.execute(select(t.pages).where(t.pages.c.id == page_id, t.pages.c.trashed_at.is_not(None))).first()
    if page is None:
        raise UnknownItemError(_("回收站里的版面"), str(page_id))
    _require_issues(connection, {page.issue_id})
    journal = Journal(connection)
    steps = last_steps(connection, "trash-page", t.pages, page_id)
    journal.set(t.pages, page_id, trashed_at=None)
    for article in articles_by_id(connection, _gone_with(connection, page, steps), trashed=True):
        journal.set(t.articles, article.id, trashed_at=None)
        journal.touch([article.id])
    for step in steps:
        if step.table == t.article_pages.name and step.rows_before is not None:
            _put_back(journal, page, step)
    settle(connection, page.issue_id)
    key = issue_key(connection, page.issue_id)
    return journal.close("restore-page", _("还原{key}第{label}版").format(key=said(key), label=page.label))


def restore_issue(connection: Connection, issue_id: int) -> Correction | None:
    """Take an issue out of the trash.  `UsageError` when another is filed in its place by now."""
    issue = connection.execute(
        select(t.issues).where(t.issues.c.id == issue_id, t.issues.c.trashed_at.is_not(None))
    ).first()
    if issue is None:
        raise UnknownItemError(_("回收站里的期"), str(issue_id))
    if is_taken(connection, issue.paper_id, issue.date, issue.edition):
        raise UsageError(_("这一天已另有一期，先移开它再还原"))
    journal = Journal(connection)
    journal.set(t.issues, issue_id, replaced=0, trashed_at=None)
    journal.touch(article_ids(connection, issue_id))
    name = connection.scalar(select(t.papers.c.name).where(t.papers.c.id == issue.paper_id))
    return journal.close("restore-issue", _("还原《{name}》{date}").format(name=name, date=issue.date))


def _not_replaced() -> ColumnElement[bool]:
    """Of an issue that is shown or lies in the trash itself; what another source has replaced was not deleted."""
    return or_(t.issues.c.replaced == 0, t.issues.c.trashed_at.is_not(None))


def _require_issues(connection: Connection, ids: set[int]) -> None:
    for issue_id in ids:
        trashed_at = connection.scalar(select(t.issues.c.trashed_at).where(t.issues.c.id == issue_id))
        if trashed_at is not None:
            raise UsageError(
                _("所在的{issue}也在回收站里，请先还原那一期").format(issue=said(issue_key(connection, issue_id)))
            )


def _gone_with(connection: Connection, page: AnyRow, steps: Sequence[Step]) -> list[int]:
    """Articles that still lie in the trash since the page went there, by the journal or (a restored backup has none)
    by the moment.
    """
    moments = {
        int(step.key["id"]): step.after["trashed_at"]
        for step in steps
        if step.table == t.articles.name and step.after and step.after.get("trashed_at")
    }
    here = connection.execute(
        select(t.articles.c.id, t.articles.c.trashed_at)
        .join(t.article_pages, t.article_pages.c.article_id == t.articles.c.id)
        .where(t.article_pages.c.page_id == page.id, t.articles.c.issue_id == page.issue_id)
        .where(t.articles.c.trashed_at.is_not(None))
    ).all()
    since = page.trashed_at
    return [row.id for row in here if row.trashed_at == (moments.get(row.id) if steps else since)]


def _put_back(journal: Journal, page: AnyRow, step: Step) -> None:
    """An article that stood on this page and others stands on it again, unless it was moved to another issue."""
    article_id = int(step.key["article_id"])
    issue = journal.connection.scalar(select(t.articles.c.issue_id).where(t.articles.c.id == article_id))
    rows = places(journal.connection, t.article_pages, article_id)
    if issue != page.issue_id or any(row["page_id"] == page.id for row in rows):
        return
    if rows != step.rows_after:
        last = max((row["position"] for row in rows), default=-1)
        journal.exchange(t.article_pages, article_id, [*rows, {"position": last + 1, "page_id": page.id}])
    else:
        journal.exchange(t.article_pages, article_id, step.rows_before or [])
    journal.touch([article_id])
