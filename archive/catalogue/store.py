"""Writing: one issue's plan becomes rows, with the change feed, inside a transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, Insert, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.catalogue import schema as t
from archive.catalogue.browse import date_text
from archive.importing.decide import Action, ArticlePlan, IssuePlan, KnownArticle, KnownIssue, placement_digest
from archive.model import DraftIssue, IssueKey

_encode = msgspec.json.Encoder(order="deterministic").encode


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
    pages, pages_changed = _write_pages(connection, issue_id, plan.draft)
    position = connection.scalar(select(func.max(t.articles.c.position)).where(t.articles.c.issue_id == issue_id)) or 0
    ids: list[int] = []
    counts = dict.fromkeys(Action, 0)
    for number, item in enumerate(plan.articles, 1):
        counts[item.action] += 1
        order = number if plan.draft.whole else position + counts[Action.NEW]
        ids.append(_write_article(connection, issue_id, item, provenance, pages, order))
    return Written(
        issue_is_new=plan.known is None,
        added=counts[Action.NEW],
        updated=counts[Action.NEWER] + counts[Action.PLACED],
        pages_changed=pages_changed,
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


def _write_pages(connection: Connection, issue_id: int, draft: DraftIssue) -> tuple[dict[str, int], bool]:
    """Page ids by label, and whether anything changed.  What a draft does not know never erases what is known."""
    known = {row.label: row for row in connection.execute(select(t.pages).where(t.pages.c.issue_id == issue_id))}
    ids = {label: row.id for label, row in known.items()}
    changed = False
    wanted = [(page.label, page.name, page.picture, page.preview, page.document) for page in draft.pages]
    listed = {page.label for page in draft.pages}
    for article in draft.articles:
        wanted += [(ref.label, ref.name, None, None, None) for ref in article.pages if ref.label not in listed]
        listed.update(ref.label for ref in article.pages)
    position = max((row.position for row in known.values()), default=0)
    for number, (label, *values) in enumerate(wanted, 1):
        facts = dict(zip(("name", "picture", "preview", "document"), values, strict=True))
        new = {name: value for name, value in facts.items() if value is not None}
        if draft.whole and number <= len(draft.pages):
            new["position"] = str(number)
        row = known.get(label)
        if row is None:
            position += 1
            values_new = {"issue_id": issue_id, "label": label, "position": position, **new}
            ids[label] = _insert(connection, insert(t.pages).values(values_new))
            changed = True
        elif any(str(getattr(row, name)) != value for name, value in new.items()):
            connection.execute(update(t.pages).where(t.pages.c.id == row.id).values(new))
            changed = True
    return ids, changed


def _write_article(
    connection: Connection,
    issue_id: int,
    item: ArticlePlan,
    provenance: Provenance,
    pages: Mapping[str, int],
    order: int,
) -> int:
    if item.action is Action.SAME and item.known is not None:
        return item.known.id
    content = item.article.content
    head = {
        "kicker": content.kicker,
        "title": content.title,
        "subtitle": content.subtitle,
        "byline": content.byline,
        "placement": placement_digest(item.article),
    }
    if item.known is None:
        version = 1
        article_id = _insert(
            connection,
            insert(t.articles).values(
                issue_id=issue_id,
                identity=item.identity,
                position=order,
                version=version,
                **head,
            ),
        )
    else:
        article_id = item.known.id
        version = item.known.version + (item.action is Action.NEWER)
        connection.execute(update(t.articles).where(t.articles.c.id == article_id).values(version=version, **head))
        connection.execute(delete(t.article_pages).where(t.article_pages.c.article_id == article_id))
        connection.execute(delete(t.zones).where(t.zones.c.article_id == article_id))
    if item.action is not Action.PLACED:
        connection.execute(
            insert(t.versions).values(
                article_id=article_id,
                version=version,
                content=_encode(content).decode(),
                digest=item.digest,
                original=item.article.original,
                format=provenance.format,
                format_version=provenance.format_version,
                added_at=_now(),
            )
        )
    labels = dict.fromkeys(ref.label for ref in item.article.pages)
    if labels:
        connection.execute(
            insert(t.article_pages),
            [
                {"article_id": article_id, "position": number, "page_id": pages[label]}
                for number, label in enumerate(labels)
            ],
        )
    if item.article.zones:
        connection.execute(
            insert(t.zones),
            [
                {
                    "article_id": article_id,
                    "position": number,
                    "page_id": pages[zone.page],
                    "polygon": _encode(zone.polygon).decode(),
                }
                for number, zone in enumerate(item.article.zones)
            ],
        )
    connection.execute(insert(t.changes).values(article_id=article_id, deleted=False))
    return article_id


def _insert(connection: Connection, statement: Insert) -> int:
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return int(key[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
