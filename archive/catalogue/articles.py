"""Reading articles from the catalogue: heads, whole articles, their places and zones on pages."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import BindParameter, Connection, bindparam, func, select

from archive.catalogue import schema as t
from archive.catalogue.rows import (
    CORRECTED,
    DAMAGE,
    HAND,
    KEY_COLUMNS,
    SHOWN,
    AnyRow,
    batches,
    issue_id_of,
    key_of,
    sound,
    text_of,
)
from archive.model import (
    Article,
    ArticleHead,
    Certainty,
    Content,
    IssueKey,
    LinkKind,
    PageRef,
    Paragraph,
    Point,
    Zone,
)
from archive.wording import N_, _

UNREADABLE = N_("（这一篇的正文在目录数据库里损坏了，读不出来。请在“工具 → 档案库的健康”里逐字节核对，再用备份修复。）")

log = logging.getLogger(__name__)
_content = msgspec.json.Decoder(Content)
_polygon = msgspec.json.Decoder(tuple[Point, ...])
_head_columns = (
    t.articles.c.id,
    *KEY_COLUMNS,
    t.articles.c.position,
    t.articles.c.kicker,
    t.articles.c.title,
    t.articles.c.subtitle,
    t.articles.c.byline,
    t.articles.c.certainty,
    t.articles.c.part_of,
)

# Built once: that takes longer than SQLite takes to answer.
_ids: BindParameter[int] = bindparam("ids", expanding=True)
_version = (t.versions.c.article_id == t.articles.c.id) & (t.versions.c.version == t.articles.c.version)
_HEADS = (
    select(*_head_columns)
    .select_from(t.articles.join(t.issues).join(t.papers))
    .where(t.articles.c.issue_id == bindparam("issue"), SHOWN)
    .order_by(t.articles.c.position, t.articles.c.id)
)
_WHOLE = (
    select(*_head_columns, t.articles.c.version, t.versions.c.content, t.versions.c.original, t.versions.c.format)
    .select_from(t.articles.join(t.issues).join(t.papers).join(t.versions, _version))
    .where(t.articles.c.id.in_(_ids), t.issues.c.replaced == 0, SHOWN)
)
_PAGE_REFS = (
    select(t.article_pages.c.article_id, t.pages.c.label, t.pages.c.name)
    .join(t.pages)
    .where(t.article_pages.c.article_id.in_(_ids))
    .order_by(t.article_pages.c.article_id, t.article_pages.c.position)
)
_ZONES = (
    select(t.zones.c.article_id, t.pages.c.label, t.zones.c.polygon)
    .select_from(t.zones.join(t.pages, t.pages.c.id == t.zones.c.page_id))
    .where(t.zones.c.article_id.in_(_ids))
    .order_by(t.zones.c.article_id, t.zones.c.position)
)
_PARTS = (
    select(t.articles.c.part_of, t.articles.c.id)
    .join(t.links, (t.links.c.second == t.articles.c.id) & (t.links.c.kind == LinkKind.CONTINUES))
    .where(t.articles.c.part_of.in_(_ids), t.links.c.certainty == "", SHOWN)
    .order_by(t.articles.c.part_of, t.articles.c.position)
)
_older = t.versions.alias()
_newest = (
    select(func.max(_older.c.version))
    .where(_older.c.article_id == t.articles.c.id, _older.c.format != CORRECTED)
    .where(_older.c.version < t.articles.c.version)
    .correlate(t.articles)
    .scalar_subquery()
)
_PRINTED = (
    select(t.articles.c.id, t.articles.c.title, t.versions.c.content)
    .select_from(t.articles)
    .join(t.versions, (t.versions.c.article_id == t.articles.c.id) & (t.versions.c.version == _newest))
    .where(t.articles.c.id.in_(_ids), t.versions.c.format != bindparam("but"))
)
_COPIES = select(t.links.c.second).where(
    t.links.c.issue_id == bindparam("issue"), t.links.c.kind == LinkKind.SAME, t.links.c.certainty == ""
)


def articles(connection: Connection, key: IssueKey, page: str | None) -> list[ArticleHead]:
    """The issue's articles in order; with `page` those that stand on it, in the same order."""
    issue_id = issue_id_of(connection, key)
    heads = _with_pages(connection, connection.execute(_HEADS, {"issue": issue_id}).all())
    copies = _copies(connection, issue_id)
    numbered = [
        msgspec.structs.replace(head, order=number, repeats=head.id in copies) for number, head in enumerate(heads, 1)
    ]
    return numbered if page is None else [head for head in numbered if page in head.pages]


def articles_by_id(connection: Connection, ids: Sequence[int]) -> list[Article]:
    """Whole living articles in the order of `ids`; unknown ids are left out."""
    found: dict[int, Article] = {}
    for part in batches(ids):
        rows = connection.execute(_WHOLE, {"ids": part}).all()
        found |= {article.id: article for article in _made(connection, rows)}
    return [found[article_id] for article_id in ids if article_id in found]


def leads(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Those of these articles before which no other living article stands on the page where they begin."""
    place, before = t.article_pages, t.article_pages.alias()
    other = t.articles.alias()
    earlier = (
        select(before.c.article_id)
        .join(other, other.c.id == before.c.article_id)
        .where(
            before.c.page_id == place.c.page_id,
            other.c.position < t.articles.c.position,
            other.c.trashed_at.is_(None),
            other.c.part_of.is_(None),
        )
    )
    found: set[int] = set()
    for some in batches(ids):
        first = select(t.articles.c.id).join(place).where(t.articles.c.id.in_(some), place.c.position == 0)
        found.update(connection.scalars(first.where(~earlier.exists())))
    return found


def page_zones(connection: Connection, key: IssueKey, label: str) -> list[tuple[int, str, Zone]]:
    """(article id, title, zone) of one page."""
    issue_id = issue_id_of(connection, key)
    rows = connection.execute(
        select(t.zones.c.article_id, t.articles.c.title, t.zones.c.polygon)
        .select_from(t.zones.join(t.articles).join(t.pages, t.pages.c.id == t.zones.c.page_id))
        .where(t.pages.c.issue_id == issue_id, t.pages.c.label == label, SHOWN)
        .order_by(t.articles.c.position, t.zones.c.position)
    )
    return list(sound(rows, lambda row: (row.article_id, row.title, Zone(label, _polygon.decode(row.polygon)))))


def _with_pages(connection: Connection, rows: Sequence[AnyRow]) -> list[ArticleHead]:
    refs = _page_refs(connection, [row.id for row in rows])

    def head(row: AnyRow) -> ArticleHead:
        return ArticleHead(
            row.id,
            key_of(row),
            tuple(ref.label for ref in refs.get(row.id, ())),
            row.position,
            row.kicker,
            text_of(row.title),
            row.subtitle,
            row.byline,
            Certainty(row.certainty),
            row.part_of,
        )

    return list(sound(rows, head))


def _made(connection: Connection, rows: Sequence[AnyRow]) -> Iterator[Article]:
    ids = [row.id for row in rows]
    refs, zones, parts = _page_refs(connection, ids), _zones(connection, ids), _parts(connection, ids)
    printed = printed_texts(connection, [row.id for row in rows if row.format == CORRECTED])

    def article(row: AnyRow) -> Article:
        return Article(
            row.id,
            key_of(row),
            tuple(refs.get(row.id, ())),
            row.position,
            _content_of(row),
            tuple(zones.get(row.id, ())),
            row.original,
            row.version,
            Certainty(row.certainty),
            row.part_of,
            tuple(parts.get(row.id, ())),
            printed.get(row.id),
        )

    return sound(rows, article)


def printed_texts(connection: Connection, ids: Sequence[int], *, by_source: bool = False) -> dict[int, Content]:
    """By article, what each of these articles, whose texts people corrected, said before.

    `by_source`: only of those that said what a source says, not of joined and split ones.
    """
    found: dict[int, Content] = {}
    for part in batches(ids):
        rows = connection.execute(_PRINTED, {"ids": part, "but": HAND if by_source else CORRECTED})
        found |= {row.id: _content_of(row) for row in rows}
    return found


def _content_of(row: AnyRow) -> Content:
    """What the article says; where that is damaged its title, and in place of its text that it is."""
    try:
        return _content.decode(row.content)
    except DAMAGE:
        log.exception("the text of article %s is damaged", row.id)
        return Content(title=row.title, blocks=(Paragraph(_(UNREADABLE)),))


def _page_refs(connection: Connection, ids: Sequence[int]) -> dict[int, list[PageRef]]:
    refs: dict[int, list[PageRef]] = {}
    for part in batches(ids):
        for article_id, label, name in connection.execute(_PAGE_REFS, {"ids": part}):
            refs.setdefault(article_id, []).append(PageRef(label, name))
    return refs


def _zones(connection: Connection, ids: Sequence[int]) -> dict[int, list[Zone]]:
    zones: dict[int, list[Zone]] = {}
    for part in batches(ids):
        rows = connection.execute(_ZONES, {"ids": part})
        for article, zone in sound(rows, lambda row: (row.article_id, Zone(row.label, _polygon.decode(row.polygon)))):
            zones.setdefault(article, []).append(zone)
    return zones


def _parts(connection: Connection, ids: Sequence[int]) -> dict[int, list[int]]:
    """Articles that continue each of `ids` (not those that only repeat it), in order."""
    parts: dict[int, list[int]] = {}
    for part in batches(ids):
        for whole, second in connection.execute(_PARTS, {"ids": part}):
            parts.setdefault(whole, []).append(second)
    return parts


def _copies(connection: Connection, issue_id: int) -> set[int]:
    """Articles of the issue that repeat another."""
    second = connection.scalars(_COPIES, {"issue": issue_id})
    return {article for article in second if article is not None}
