"""Reading the catalogue: papers, issues, pages, counts.  Queries return values of `archive.model`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, exists, func, select, tuple_

from archive.catalogue import schema as t
from archive.catalogue.arrange import read_words
from archive.catalogue.rows import COUNTED, KEY_COLUMNS, date_of, date_text, issue_id_of, key_of, sound
from archive.model import Issue, IssueKey, Page, Paper, PaperKind, Word

_newspapers_first = (t.papers.c.kind != PaperKind.NEWSPAPER, t.papers.c.name)


def papers(connection: Connection) -> list[Paper]:
    """Newspapers first, then collections, each by name; only those with living issues."""
    rows = connection.execute(
        select(
            t.papers.c.name,
            t.papers.c.kind,
            func.count(t.issues.c.id),
            func.min(func.nullif(t.issues.c.date, "")),
            func.max(func.nullif(t.issues.c.date, "")),
        )
        .join(t.issues)
        .where(t.issues.c.replaced == 0)
        .group_by(t.papers.c.id)
        .order_by(*_newspapers_first)
    )
    return list(sound(rows, lambda row: Paper(row.name, PaperKind(row.kind), row[2], date_of(row[3]), date_of(row[4]))))


def issues(connection: Connection, paper: str | None) -> list[Issue]:
    """Issues by paper, then oldest first."""
    pages = (
        select(func.count())
        .select_from(t.pages)
        .where(t.pages.c.issue_id == t.issues.c.id, t.pages.c.trashed_at.is_(None))
        .scalar_subquery()
    )
    articles = (
        select(func.count())
        .select_from(t.articles)
        .where(t.articles.c.issue_id == t.issues.c.id, COUNTED)
        .scalar_subquery()
    )
    query = (
        select(*KEY_COLUMNS, pages.label("pages"), articles.label("articles"), t.issues.c.unsure)
        .select_from(t.issues.join(t.papers))
        .where(t.issues.c.replaced == 0)
        .order_by(*_newspapers_first, t.issues.c.date, t.issues.c.edition)
    )
    if paper is not None:
        query = query.where(t.papers.c.name == paper)
    rows = connection.execute(query)
    return list(sound(rows, lambda row: Issue(key_of(row), row.pages, row.articles, row.unsure)))


def pages(connection: Connection, key: IssueKey) -> list[Page]:
    """The issue's pages in printed order.  `UnknownItemError` for an issue that is not there."""
    issue_id = issue_id_of(connection, key)
    article_counts = dict(_counts(connection, t.article_pages, issue_id))
    zone_counts = dict(_counts(connection, t.zones, issue_id))
    has_words = exists().where(t.page_words.c.page_id == t.pages.c.id).label("has_words")
    rows = connection.execute(
        select(t.pages, has_words)
        .where(t.pages.c.issue_id == issue_id, t.pages.c.trashed_at.is_(None))
        .order_by(t.pages.c.position, t.pages.c.id)
    )
    return [
        Page(
            row.label,
            row.name,
            number,
            article_counts.get(row.id, 0),
            zone_counts.get(row.id, 0),
            row.picture,
            row.preview,
            row.document,
            row.frame,
            row.has_words,
            row.recognised,
        )
        for number, row in enumerate(rows, 1)
    ]


def page_facts(connection: Connection, paper: str) -> list[tuple[IssueKey, str, str | None, int, bool]]:
    """(issue, label, name, how many articles, is there a picture) of every page of a newspaper, in order."""
    count = (
        select(func.count())
        .select_from(t.article_pages)
        .where(t.article_pages.c.page_id == t.pages.c.id)
        .scalar_subquery()
    )
    pictured = func.coalesce(t.pages.c.picture, t.pages.c.document).is_not(None)
    rows = connection.execute(
        select(*KEY_COLUMNS, t.pages.c.label, t.pages.c.name, count.label("articles"), pictured.label("pictured"))
        .select_from(t.pages.join(t.issues).join(t.papers))
        .where(
            t.papers.c.name == paper,
            t.papers.c.kind == PaperKind.NEWSPAPER,
            t.issues.c.replaced == 0,
            t.pages.c.trashed_at.is_(None),
        )
        .order_by(t.issues.c.date, t.issues.c.edition, t.pages.c.position)
    )
    return [(key_of(row), row.label, row.name, row.articles, row.pictured) for row in rows]


def page_words(connection: Connection, key: IssueKey, label: str) -> tuple[Word, ...]:
    """The words of one page; empty where there are none or no such page."""
    issue_id = issue_id_of(connection, key)
    page_id = connection.scalar(select(t.pages.c.id).where(t.pages.c.issue_id == issue_id, t.pages.c.label == label))
    return () if page_id is None else read_words(connection, page_id)


def issue_key(connection: Connection, issue_id: int, *, home: bool = False) -> IssueKey:
    """What an issue is filed under, or (`home`) what its sources call it."""
    row = connection.execute(
        select(*KEY_COLUMNS, t.issues.c.home_paper, t.issues.c.home_date, t.issues.c.home_edition)
        .select_from(t.issues.join(t.papers))
        .where(t.issues.c.id == issue_id)
    ).one()
    if not home or row.home_paper is None:
        return key_of(row)
    return IssueKey(PaperKind(row.kind), row.home_paper, date_of(row.home_date), row.home_edition)


def neighbour_issue(connection: Connection, key: IssueKey, *, forward: bool) -> IssueKey | None:
    """The paper's next or previous issue that exists."""
    place = tuple_(t.issues.c.date, t.issues.c.edition)
    mark = tuple_(date_text(key.date), key.edition)
    order = (t.issues.c.date, t.issues.c.edition)
    row = connection.execute(
        select(*KEY_COLUMNS)
        .select_from(t.issues.join(t.papers))
        .where(
            t.papers.c.name == key.paper,
            t.papers.c.kind == key.kind,
            t.issues.c.replaced == 0,
            place > mark if forward else place < mark,
        )
        .order_by(*(order if forward else (column.desc() for column in order)))
        .limit(1)
    ).first()
    return None if row is None else key_of(row)


def article_count(connection: Connection) -> int:
    """How many living articles there are that stand for themselves: one query, asked at every update of the index."""
    gone = select(t.issues.c.id).where(t.issues.c.replaced != 0)
    return int(connection.scalar(select(func.count()).where(t.articles.c.issue_id.not_in(gone), COUNTED)) or 0)


def totals(connection: Connection) -> dict[str, int]:
    """How many living papers, issues, pages, articles and how many originals with how many bytes there are."""
    living = t.issues.c.replaced == 0

    def count(query: Select[Any]) -> int:
        return int(connection.scalar(query) or 0)

    return {
        "papers": count(select(func.count(func.distinct(t.issues.c.paper_id))).where(living)),
        "issues": count(select(func.count()).select_from(t.issues).where(living)),
        "pages": count(
            select(func.count()).select_from(t.pages.join(t.issues)).where(living, t.pages.c.trashed_at.is_(None))
        ),
        "articles": article_count(connection),
        "originals": count(select(func.count()).select_from(t.originals)),
        "original_bytes": count(select(func.sum(t.originals.c.size))),
    }


def _counts(connection: Connection, table: Any, issue_id: int) -> Iterable[tuple[int, int]]:
    query = (
        select(table.c.page_id, func.count())
        .select_from(table.join(t.pages, t.pages.c.id == table.c.page_id))
        .where(t.pages.c.issue_id == issue_id)
        .group_by(table.c.page_id)
    )
    return ((page_id, count) for page_id, count in connection.execute(query))
