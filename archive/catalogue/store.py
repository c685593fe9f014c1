"""Writing: one issue's plan becomes rows, with the change feed, inside a transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from sqlalchemy import BindParameter, ColumnElement, Connection, Insert, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.catalogue import schema as t
from archive.catalogue.arrange import arrange_articles, write_pages
from archive.catalogue.browse import date_text
from archive.importing.decide import Action, ArticlePlan, IssuePlan, KnownArticle, KnownIssue, placement_digest
from archive.model import DraftArticle, DraftIssue, IssueKey

_encode = msgspec.json.Encoder().encode  # facts stay in the order in which they are printed


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which importer read it, in which version; `collective`: as a whole issue or from a table."""

    format: str
    format_version: int
    collective: bool


@dataclass(frozen=True, slots=True)
class Written:
    """What a write did; `ids` are the articles of the plan in its order."""

    issue_is_new: bool
    added: int
    updated: int
    pages_changed: bool
    ids: tuple[int, ...]


def known_issue(connection: Connection, key: IssueKey) -> KnownIssue | None:
    """What the catalogue knows of an issue, by article identity."""
    row = connection.execute(
        select(t.issues.c.id, t.issues.c.format, t.issues.c.collective).join(t.papers).where(*_is_issue(key))
    ).first()
    if row is None:
        return None
    places: dict[int, list[str]] = {}
    for article_id, label in connection.execute(
        select(t.article_pages.c.article_id, t.pages.c.label)
        .join(t.pages)
        .where(t.pages.c.issue_id == row.id)
        .order_by(t.article_pages.c.article_id, t.article_pages.c.position)
    ):
        places.setdefault(article_id, []).append(label)
    articles = {
        identity: KnownArticle(article_id, version, digest, placement, next(iter(places.get(article_id, ())), None))
        for identity, article_id, version, digest, placement in connection.execute(
            select(
                t.articles.c.identity,
                t.articles.c.id,
                t.articles.c.version,
                t.versions.c.digest,
                t.articles.c.placement,
            )
            .join(
                t.versions,
                (t.versions.c.article_id == t.articles.c.id) & (t.versions.c.version == t.articles.c.version),
            )
            .where(t.articles.c.issue_id == row.id)
        )
    }
    return KnownIssue(row.id, row.format, row.collective, articles)


def write(connection: Connection, plan: IssuePlan, provenance: Provenance, sizes: Mapping[str, int]) -> Written:
    """Carry out a plan.  `sizes`: the byte count of every original that the plan names (all are stored already)."""
    issue_id = plan.known.id if plan.known else _new_issue(connection, plan.draft.key, provenance)
    _write_originals(connection, issue_id, plan.draft, sizes)
    pages = write_pages(connection, issue_id, plan.draft)
    rows = _Rows(issue_id, provenance, pages.ids)
    next_id, position = _next_article_id(connection), _last_position(connection, issue_id)
    ids: list[int] = []
    for item in plan.articles:
        if item.known is None:
            position += 1
            rows.new(item, next_id, position)
            ids.append(next_id)
            next_id += 1
        else:
            rows.known(item, item.known)
            ids.append(item.known.id)
    rows.write(connection)
    if plan.known and pages.ids and rows.changes:
        arrange_articles(connection, issue_id)
    actions = [item.action for item in plan.articles]
    return Written(
        issue_is_new=plan.known is None,
        added=actions.count(Action.NEW),
        updated=actions.count(Action.NEWER) + actions.count(Action.PLACED),
        pages_changed=pages.changed,
        ids=tuple(ids),
    )


def replace_issue(connection: Connection, known: KnownIssue) -> None:
    """Take a living issue out of sight (its rows and originals stay); its articles leave the index."""
    connection.execute(update(t.issues).where(t.issues.c.id == known.id).values(replaced=known.id))
    for article in known.articles.values():
        connection.execute(insert(t.changes).values(article_id=article.id, deleted=True))


def edition_from(connection: Connection, key: IssueKey, format_name: str) -> str | None:
    """Another edition of the paper's day that came from this format, or None."""
    return connection.scalar(
        select(t.issues.c.edition)
        .join(t.papers)
        .where(*_same_day(key), t.issues.c.format == format_name, t.issues.c.edition != key.edition)
        .order_by(t.issues.c.edition)
        .limit(1)
    )


def free_edition(connection: Connection, key: IssueKey) -> str:
    """The first edition name (`2`, `3`, …) that the paper's day does not have yet."""
    taken = set(connection.scalars(select(t.issues.c.edition).join(t.papers).where(*_same_day(key))))
    return next(str(number) for number in range(2, len(taken) + 3) if str(number) not in taken)


def _same_day(key: IssueKey) -> tuple[ColumnElement[bool], ...]:
    return (
        t.papers.c.name == key.paper,
        t.papers.c.kind == key.kind,
        t.issues.c.date == date_text(key.date),
        t.issues.c.replaced == 0,
    )


def _is_issue(key: IssueKey) -> tuple[ColumnElement[bool], ...]:
    return (*_same_day(key), t.issues.c.edition == key.edition)


def _new_issue(connection: Connection, key: IssueKey, provenance: Provenance) -> int:
    connection.execute(upsert(t.papers).values(name=key.paper, kind=key.kind).on_conflict_do_nothing())
    paper_id = connection.scalar(select(t.papers.c.id).where(t.papers.c.name == key.paper, t.papers.c.kind == key.kind))
    return _insert(
        connection,
        insert(t.issues).values(
            paper_id=paper_id,
            date=date_text(key.date),
            edition=key.edition,
            format=provenance.format,
            collective=provenance.collective,
            added_at=_now(),
        ),
    )


def _write_originals(connection: Connection, issue_id: int, draft: DraftIssue, sizes: Mapping[str, int]) -> None:
    names = {(blob.sha256, blob.name) for blob in draft.blobs}
    rows = [{"sha256": sha, "size": size, "added_at": _now()} for sha, size in sizes.items()]
    if rows:
        connection.execute(upsert(t.originals).on_conflict_do_nothing(), rows)
    named = {sha for sha, _ in names}
    names |= {(sha, "") for sha in sizes if sha not in named}
    if names:
        connection.execute(
            upsert(t.issue_originals).on_conflict_do_nothing(),
            [{"issue_id": issue_id, "sha256": sha, "name": name} for sha, name in sorted(names)],
        )


class _Rows:
    """The rows that a plan's articles become, collected so that each table is written in one go."""

    def __init__(self, issue_id: int, provenance: Provenance, pages: Mapping[str, int]) -> None:
        self.changes: list[dict[str, object]] = []
        self._issue_id = issue_id
        self._provenance = provenance
        self._pages = pages
        self._articles: list[dict[str, object]] = []
        self._heads: list[dict[str, object]] = []
        self._versions: list[dict[str, object]] = []
        self._places: list[dict[str, object]] = []
        self._zones: list[dict[str, object]] = []
        self._now = _now()

    def new(self, item: ArticlePlan, article_id: int, position: int) -> None:
        head = _head(item.article)
        self._articles.append(
            {"id": article_id, "issue_id": self._issue_id, "identity": item.identity, "position": position, **head}
            | {"version": 1}
        )
        self._version(item, article_id, 1)
        self._placed(item, article_id)

    def known(self, item: ArticlePlan, known: KnownArticle) -> None:
        if item.action is Action.SAME:
            return
        version = known.version + (item.action is Action.NEWER)
        self._heads.append({"article": known.id, "new_version": version, **_head(item.article)})
        if item.action is Action.NEWER:
            self._version(item, known.id, version)
        self._placed(item, known.id)

    def write(self, connection: Connection) -> None:
        if self._heads:
            columns: dict[str, BindParameter[str]] = {
                name: bindparam(name) for name in ("kicker", "title", "subtitle", "byline", "placement")
            }
            connection.execute(
                update(t.articles)
                .where(t.articles.c.id == bindparam("article"))
                .values(version=bindparam("new_version"), **columns),
                self._heads,
            )
            old = [head["article"] for head in self._heads]
            for table in (t.article_pages, t.zones):
                connection.execute(
                    delete(table).where(table.c.article_id == bindparam("old")), [{"old": i} for i in old]
                )
        for table, rows in (
            (t.articles, self._articles),
            (t.versions, self._versions),
            (t.article_pages, self._places),
            (t.zones, self._zones),
            (t.changes, self.changes),
        ):
            if rows:
                connection.execute(insert(table), rows)

    def _version(self, item: ArticlePlan, article_id: int, version: int) -> None:
        self._versions.append(
            {
                "article_id": article_id,
                "version": version,
                "content": _encode(item.article.content).decode(),
                "digest": item.digest,
                "original": item.article.original,
                "format": self._provenance.format,
                "format_version": self._provenance.format_version,
                "added_at": self._now,
            }
        )

    def _placed(self, item: ArticlePlan, article_id: int) -> None:
        labels = dict.fromkeys(ref.label for ref in item.article.pages)
        self._places += (
            {"article_id": article_id, "position": number, "page_id": self._pages[label]}
            for number, label in enumerate(labels)
        )
        self._zones += (
            {"article_id": article_id, "position": number, "page_id": self._pages[zone.page], "polygon": polygon}
            for number, zone in enumerate(item.article.zones)
            for polygon in (_encode(zone.polygon).decode(),)
        )
        self.changes.append({"article_id": article_id, "deleted": False})


def _head(article: DraftArticle) -> dict[str, object]:
    """What lists show of an article, as columns."""
    content = article.content
    return {
        "kicker": content.kicker,
        "title": content.title,
        "subtitle": content.subtitle,
        "byline": content.byline,
        "placement": placement_digest(article),
    }


def _next_article_id(connection: Connection) -> int:
    """The id after the highest that was ever given; safe, since only one writer is inside a transaction."""
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'articles'").scalar()
    return int(last or 0) + 1


def _last_position(connection: Connection, issue_id: int) -> int:
    return connection.scalar(select(func.max(t.articles.c.position)).where(t.articles.c.issue_id == issue_id)) or 0


def _insert(connection: Connection, statement: Insert) -> int:
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return int(key[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
