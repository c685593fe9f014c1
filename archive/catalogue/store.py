"""Writing: one issue's plan becomes rows, with the change feed, inside a transaction that the caller holds."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.catalogue import schema as t
from archive.catalogue.arrange import PlacedPage, arrange_articles, write_pages
from archive.catalogue.arrivals import Arrival, Provenance, insert_row, now, write_arrival
from archive.catalogue.articles import printed_texts
from archive.catalogue.rows import CORRECTED, date_text
from archive.errata import errata
from archive.importing.decide import (
    Action,
    ArticlePlan,
    IssuePlan,
    KnownArticle,
    KnownIssue,
    content_digest,
    placement_digest,
)
from archive.model import Certainty, Content, DraftArticle, IssueKey

_encode = msgspec.json.Encoder().encode  # facts stay in the order in which they are printed
_content = msgspec.json.Decoder(Content).decode


class Written(msgspec.Struct, frozen=True):
    """What a write did; `ids` are the articles of the plan in its order.

    `held`: articles whose source changed but which people had corrected; `trashed`: those that stay in the trash.
    """

    issue_is_new: bool
    added: int
    updated: int
    pages_changed: bool
    ids: tuple[int, ...]
    held: int = 0
    trashed: int = 0


def known_issue(connection: Connection, key: IssueKey) -> KnownIssue | None:
    """What the catalogue knows of the issue that sources call `key` (people may have moved it), by article identity."""
    issue_id = connection.scalar(select(t.issues.c.id).join(t.papers).where(_is_issue(connection, key)))
    return None if issue_id is None else known_by_id(connection, issue_id)


def known_by_id(connection: Connection, issue_id: int) -> KnownIssue:
    """As `known_issue`, by the issue's row."""
    row = connection.execute(select(t.issues).where(t.issues.c.id == issue_id)).one()
    home = t.at_home(t.articles, row.id)
    rows = connection.execute(
        select(t.article_pages.c.article_id, func.coalesce(t.pages.c.home_label, t.pages.c.label).label("label"))
        .select_from(t.article_pages.join(t.pages).join(t.articles))
        .where(home, t.article_pages.c.position == 0)
    )
    first_pages = {place.article_id: place.label for place in rows}
    current = (t.versions.c.article_id == t.articles.c.id) & (t.versions.c.version == t.articles.c.version)
    known = connection.execute(
        select(
            t.articles,
            func.coalesce(t.articles.c.source_digest, t.versions.c.digest).label("digest"),
            case((t.versions.c.format == CORRECTED, t.versions.c.content)).label("corrected"),
        )
        .join(t.versions, current)
        .where(home)
    ).all()
    printed = printed_texts(connection, [article.id for article in known if article.corrected], by_source=True)
    articles = {
        article.identity.removesuffix(f"@{row.id}"): KnownArticle(
            article.id,
            article.version,
            article.digest,
            article.placement,
            first_pages.get(article.id),
            Certainty(article.certainty),
            edited=article.source_digest is not None,
            placed=article.placed_by_hand,
            trashed=article.trashed_at is not None,
            errata=errata(before, _content(article.corrected)) if (before := printed.get(article.id)) else (),
        )
        for article in known
    }
    return KnownIssue(row.id, row.format, row.collective, articles)


def is_trashed(connection: Connection, key: IssueKey) -> bool:
    """Does an issue of this key lie in the trash?"""
    return (
        connection.scalar(
            select(t.issues.c.id)
            .join(t.papers)
            .where(
                t.papers.c.name == _filed_as(connection, key),
                t.papers.c.kind == key.kind,
                t.issues.c.date == date_text(key.date),
                t.issues.c.edition == key.edition,
                t.issues.c.trashed_at.is_not(None),
            )
            .limit(1)
        )
        is not None
    )


def write(connection: Connection, plan: IssuePlan, provenance: Provenance, sizes: Mapping[str, int]) -> Written:
    """Carry out a plan.  `sizes`: the byte count of every original that the plan names (all are stored already)."""
    issue_id = plan.known.id if plan.known else _new_issue(connection, plan.draft.key, provenance)
    arrival_id = write_arrival(connection, issue_id, plan.draft, provenance, sizes)
    pages = write_pages(connection, issue_id, plan.draft)
    rows = _Rows(issue_id, arrival_id, provenance, pages.places)
    next_id, position = _next_article_id(connection), last_position(connection, issue_id)
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
    for superseded in plan.superseded:
        rows.changes.append({"article_id": superseded, "deleted": True})
    rows.write(connection)
    if plan.superseded:
        connection.execute(update(t.articles).where(t.articles.c.id.in_(plan.superseded)).values(trashed_at=now()))
    if plan.known and pages.places and rows.changes:
        arrange_articles(connection, issue_id)
    if rows.changes:
        connection.execute(update(t.issues).where(t.issues.c.id == issue_id).values(links_due=True))
    actions = [item.action for item in plan.articles]
    return Written(
        issue_is_new=plan.known is None,
        added=actions.count(Action.NEW),
        updated=sum(action in (Action.NEWER, Action.PLACED, Action.CARRIED) for action in actions),
        pages_changed=pages.changed,
        ids=tuple(ids),
        held=actions.count(Action.HELD),
        trashed=sum(1 for item in plan.articles if item.known and item.known.trashed),
    )


def rename(connection: Connection, article_id: int, identity: str) -> None:
    """The source calls an article by another identity than before."""
    home = connection.scalar(select(t.articles.c.home_issue_id).where(t.articles.c.id == article_id))
    named = identity if home is None else f"{identity}@{home}"
    connection.execute(update(t.articles).where(t.articles.c.id == article_id).values(identity=named))


def retag(connection: Connection, arrival: Arrival, form: str) -> None:
    """Another format reads what an arrival brought."""
    was = arrival.provenance.format
    connection.execute(update(t.arrivals).where(t.arrivals.c.id == arrival.id).values(format=form))
    here = (t.issues.c.id == arrival.issue, t.issues.c.format == was)
    connection.execute(update(t.issues).where(*here).values(format=form))


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
        .where(_same_day(connection, key), t.issues.c.format == format_name, t.issues.c.edition != key.edition)
        .order_by(t.issues.c.edition)
        .limit(1)
    )


def free_edition(connection: Connection, key: IssueKey) -> str:
    """The first edition name (`2`, `3`, …) that the paper's day does not have yet."""
    taken = set(connection.scalars(select(t.issues.c.edition).join(t.papers).where(_same_day(connection, key))))
    return next(str(number) for number in range(2, len(taken) + 3) if str(number) not in taken)


def _filed_as(connection: Connection, key: IssueKey) -> str:
    """The name that the key's paper is filed under: its own, unless the paper was merged."""
    merged: str | None = connection.scalar(
        select(t.papers.c.name)
        .join(t.paper_names)
        .where(t.paper_names.c.kind == key.kind, t.paper_names.c.name == key.paper)
    )
    return merged or key.paper


def _same_day(connection: Connection, key: IssueKey) -> ColumnElement[bool]:
    return and_(
        t.papers.c.name == _filed_as(connection, key),
        t.papers.c.kind == key.kind,
        t.issues.c.date == date_text(key.date),
        t.issues.c.replaced == 0,
    )


def _is_issue(connection: Connection, key: IssueKey) -> ColumnElement[bool]:
    """The issue that was moved away from this key, or else the one that is filed under it."""
    home = and_(
        t.issues.c.home_paper == key.paper,
        t.issues.c.home_date == date_text(key.date),
        t.issues.c.home_edition == key.edition,
        t.papers.c.kind == key.kind,
        t.issues.c.replaced == 0,
    )
    moved: int | None = connection.scalar(select(t.issues.c.id).join(t.papers).where(home).limit(1))
    if moved is not None:
        return and_(t.issues.c.id == moved)
    return and_(_same_day(connection, key), t.issues.c.edition == key.edition)


def paper_id(connection: Connection, key: IssueKey) -> int:
    """The paper's row, made where there is none."""
    name, kind = _filed_as(connection, key), key.kind
    connection.execute(upsert(t.papers).values(name=name, kind=kind).on_conflict_do_nothing())
    found: int | None = connection.scalar(select(t.papers.c.id).where(t.papers.c.name == name, t.papers.c.kind == kind))
    assert found is not None
    return found


def _new_issue(connection: Connection, key: IssueKey, provenance: Provenance) -> int:
    return insert_row(
        connection,
        insert(t.issues).values(
            paper_id=paper_id(connection, key),
            date=date_text(key.date),
            edition=key.edition,
            format=provenance.format,
            collective=provenance.collective,
            unsure=provenance.unsure,
            added_at=now(),
        ),
    )


class _Rows:
    """The rows that a plan's articles become, collected so that each table is written in one go."""

    def __init__(self, issue_id: int, arrival_id: int, provenance: Provenance, pages: Mapping[str, PlacedPage]) -> None:
        self.changes: list[dict[str, object]] = []
        self._issue_id = issue_id
        self._arrival_id = arrival_id
        self._provenance = provenance
        self._pages = pages
        self._held: list[dict[str, object]] = []
        self._articles: list[dict[str, object]] = []
        self._heads: list[dict[str, object]] = []
        self._versions: list[dict[str, object]] = []
        self._places: list[dict[str, object]] = []
        self._zones: list[dict[str, object]] = []
        self._replaced: list[dict[str, int]] = []  # articles whose pages and zones are written anew
        self._now = now()

    def new(self, item: ArticlePlan, article_id: int, position: int) -> None:
        head = _head(item.article)
        issue_id, home = self._issue_id, None
        if item.article.pages and (filed := self._pages[item.article.pages[0].label].issue) != issue_id:
            issue_id, home = filed, issue_id  # people moved the page: its new articles go with it
        self._articles.append(
            {"id": article_id, "issue_id": issue_id, "home_issue_id": home, "position": position, **head}
            | {"identity": item.identity if home is None else f"{item.identity}@{home}", "version": 1}
        )
        self._version(item, article_id, 1)
        self._placed(item, article_id)

    def known(self, item: ArticlePlan, known: KnownArticle) -> None:
        if item.action is Action.SAME:
            return
        if item.action is Action.HELD:
            self._hold(item, known, item.digest if known.edited else None)
            return
        if item.action is Action.PLACED and known.edited:  # its head stays as people wrote it
            self._hold(item, known, None)
        else:
            self._newer(item, known)
        self._placed(item, known.id, known)

    def _hold(self, item: ArticlePlan, known: KnownArticle, digest: str | None) -> None:
        self._held.append({"article": known.id, "digest": digest, "placement": placement_digest(item.article)})

    def _newer(self, item: ArticlePlan, known: KnownArticle) -> None:
        """What the source says now is a version, and what people had corrected in it another on top of that."""
        article, version, source_digest = item.article, known.version, None
        if item.action is not Action.PLACED:
            version += 1
            self._version(item, known.id, version)
        if item.action is Action.CARRIED:
            article, version = msgspec.structs.replace(article, content=item.carried), version + 1
            source_digest = item.digest
            row = {"format": CORRECTED, "format_version": 1, "arrival_id": None, "digest": content_digest(article)}
            content = _encode(article.content).decode()
            self._versions.append({**self._versions[-1], **row, "version": version, "content": content})
        changed = {"article": known.id, "new_version": version, "source": source_digest}
        self._heads.append({**changed, **_head(article)})

    def write(self, connection: Connection) -> None:
        if self._heads:
            columns: dict[str, BindParameter[str]] = {
                name: bindparam(name) for name in ("kicker", "title", "subtitle", "byline", "placement", "certainty")
            }
            connection.execute(
                update(t.articles)
                .where(t.articles.c.id == bindparam("article"))
                .values(version=bindparam("new_version"), source_digest=bindparam("source"), **columns),
                self._heads,
            )
        if self._replaced:
            for table in (t.article_pages, t.zones):
                connection.execute(delete(table).where(table.c.article_id == bindparam("old")), self._replaced)
        if self._held:
            connection.execute(
                update(t.articles)
                .where(t.articles.c.id == bindparam("article"))
                .values(
                    source_digest=func.coalesce(bindparam("digest"), t.articles.c.source_digest),
                    placement=bindparam("placement"),
                ),
                self._held,
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
                "arrival_id": self._arrival_id,
                "added_at": self._now,
            }
        )

    def _placed(self, item: ArticlePlan, article_id: int, known: KnownArticle | None = None) -> None:
        self.changes.append({"article_id": article_id, "deleted": False})
        if known is not None and known.placed:
            return
        if known is not None:
            self._replaced.append({"old": article_id})
        labels = dict.fromkeys(ref.label for ref in item.article.pages)
        self._places += (
            {"article_id": article_id, "position": number, "page_id": self._pages[label].id}
            for number, label in enumerate(labels)
        )
        self._zones += (
            {"article_id": article_id, "position": number, "page_id": self._pages[zone.page].id, "polygon": polygon}
            for number, zone in enumerate(item.article.zones)
            for polygon in (_encode(zone.polygon).decode(),)
        )


def _head(article: DraftArticle) -> dict[str, object]:
    """What lists show of an article, as columns."""
    content = article.content
    return {
        "kicker": content.kicker,
        "title": content.title,
        "subtitle": content.subtitle,
        "byline": content.byline,
        "placement": placement_digest(article),
        "certainty": article.certainty.value,
    }


def _next_article_id(connection: Connection) -> int:
    """The id after the highest that was ever given; safe, since only one writer is inside a transaction."""
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'articles'").scalar()
    return int(last or 0) + 1


def last_position(connection: Connection, issue_id: int) -> int:
    """The place of the issue's last article; 0 when it has none."""
    return connection.scalar(select(func.max(t.articles.c.position)).where(t.articles.c.issue_id == issue_id)) or 0
