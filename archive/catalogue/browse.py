"""Reading the catalogue: papers, issues, pages, articles, zones.  Queries return values of `archive.model`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, func, select, tuple_

from archive.catalogue import schema as t
from archive.catalogue.arrange import read_words
from archive.errors import UnknownItemError
from archive.model import (
    Article,
    ArticleHead,
    Certainty,
    Content,
    Issue,
    IssueKey,
    LinkKind,
    Page,
    PageRef,
    Paper,
    PaperKind,
    Paragraph,
    PartialDate,
    Point,
    Word,
    Zone,
)

AnyRow = Row[*tuple[Any, ...]]
_V = TypeVar("_V")

BATCH = 500
"""Ids asked for in one query; SQLite allows some thousands of parameters."""

DAMAGE = (ValueError, TypeError, AttributeError, msgspec.MsgspecError)
"""What making a value of a damaged row may raise."""
UNREADABLE = "（这一篇的正文在目录数据库里损坏了，读不出来。请在“工具 → 档案库的健康”里逐字节核对，再用备份修复。）"

log = logging.getLogger(__name__)
_content = msgspec.json.Decoder(Content)
_polygon = msgspec.json.Decoder(tuple[Point, ...])
_key_columns = (t.papers.c.kind, t.papers.c.name.label("paper"), t.issues.c.date, t.issues.c.edition)
_head_columns = (
    t.articles.c.id,
    *_key_columns,
    t.articles.c.position,
    t.articles.c.kicker,
    t.articles.c.title,
    t.articles.c.subtitle,
    t.articles.c.byline,
    t.articles.c.certainty,
    t.articles.c.part_of,
)
_shown = t.articles.c.trashed_at.is_(None)
_counted = and_(_shown, t.articles.c.part_of.is_(None))
"""An article that continues or repeats another counts as one with it."""
_newspapers_first = (t.papers.c.kind != PaperKind.NEWSPAPER, t.papers.c.name)


def date_text(date: PartialDate | None) -> str:
    """A date as the catalogue keeps it; `''` for none."""
    return "" if date is None else str(date)


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
    return list(_sound(rows, lambda row: Paper(row.name, PaperKind(row.kind), row[2], _date(row[3]), _date(row[4]))))


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
        .where(t.articles.c.issue_id == t.issues.c.id, _counted)
        .scalar_subquery()
    )
    query = (
        select(*_key_columns, pages.label("pages"), articles.label("articles"), t.issues.c.unsure)
        .select_from(t.issues.join(t.papers))
        .where(t.issues.c.replaced == 0)
        .order_by(*_newspapers_first, t.issues.c.date, t.issues.c.edition)
    )
    if paper is not None:
        query = query.where(t.papers.c.name == paper)
    rows = connection.execute(query)
    return list(_sound(rows, lambda row: Issue(_key(row), row.pages, row.articles, row.unsure)))


def pages(connection: Connection, key: IssueKey) -> list[Page]:
    """The issue's pages in printed order.  `UnknownItemError` for an issue that is not there."""
    issue_id = _issue_id(connection, key)
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
        select(*_key_columns, t.pages.c.label, t.pages.c.name, count.label("articles"), pictured.label("pictured"))
        .select_from(t.pages.join(t.issues).join(t.papers))
        .where(
            t.papers.c.name == paper,
            t.papers.c.kind == PaperKind.NEWSPAPER,
            t.issues.c.replaced == 0,
            t.pages.c.trashed_at.is_(None),
        )
        .order_by(t.issues.c.date, t.issues.c.edition, t.pages.c.position)
    )
    return [(_key(row), row.label, row.name, row.articles, row.pictured) for row in rows]


def page_words(connection: Connection, key: IssueKey, label: str) -> tuple[Word, ...]:
    """The words of one page; empty where there are none or no such page."""
    issue_id = _issue_id(connection, key)
    page_id = connection.scalar(select(t.pages.c.id).where(t.pages.c.issue_id == issue_id, t.pages.c.label == label))
    return () if page_id is None else read_words(connection, page_id)


def articles(connection: Connection, key: IssueKey, page: str | None) -> list[ArticleHead]:
    """The issue's articles in order; with `page` those that stand on it, in the same order."""
    issue_id = _issue_id(connection, key)
    query = _heads().where(t.articles.c.issue_id == issue_id, _shown).order_by(t.articles.c.position, t.articles.c.id)
    heads = _with_pages(connection, connection.execute(query).all())
    copies = _copies(connection, issue_id)
    numbered = [
        msgspec.structs.replace(head, order=number, repeats=head.id in copies) for number, head in enumerate(heads, 1)
    ]
    return numbered if page is None else [head for head in numbered if page in head.pages]


def articles_by_id(connection: Connection, ids: Sequence[int]) -> list[Article]:
    """Whole living articles in the order of `ids`; unknown ids are left out."""
    found: dict[int, Article] = {}
    for part in _batches(ids):
        version = (t.versions.c.article_id == t.articles.c.id) & (t.versions.c.version == t.articles.c.version)
        rows = connection.execute(
            select(*_head_columns, t.articles.c.version, t.versions.c.content, t.versions.c.original)
            .select_from(t.articles.join(t.issues).join(t.papers).join(t.versions, version))
            .where(t.articles.c.id.in_(part), t.issues.c.replaced == 0, _shown)
        ).all()
        found |= {article.id: article for article in _made(connection, rows)}
    return [found[article_id] for article_id in ids if article_id in found]


def _made(connection: Connection, rows: Sequence[AnyRow]) -> Iterator[Article]:
    ids = [row.id for row in rows]
    refs, zones, parts = _page_refs(connection, ids), _zones(connection, ids), _parts(connection, ids)

    def article(row: AnyRow) -> Article:
        return Article(
            row.id,
            _key(row),
            tuple(refs.get(row.id, ())),
            row.position,
            _content_of(row),
            tuple(zones.get(row.id, ())),
            row.original,
            row.version,
            Certainty(row.certainty),
            row.part_of,
            tuple(parts.get(row.id, ())),
        )

    return _sound(rows, article)


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
    for some in _batches(ids):
        first = select(t.articles.c.id).join(place).where(t.articles.c.id.in_(some), place.c.position == 0)
        found.update(connection.scalars(first.where(~earlier.exists())))
    return found


def page_zones(connection: Connection, key: IssueKey, label: str) -> list[tuple[int, str, Zone]]:
    """(article id, title, zone) of one page."""
    issue_id = _issue_id(connection, key)
    rows = connection.execute(
        select(t.zones.c.article_id, t.articles.c.title, t.zones.c.polygon)
        .select_from(t.zones.join(t.articles).join(t.pages, t.pages.c.id == t.zones.c.page_id))
        .where(t.pages.c.issue_id == issue_id, t.pages.c.label == label, _shown)
        .order_by(t.articles.c.position, t.zones.c.position)
    )
    return list(_sound(rows, lambda row: (row.article_id, row.title, Zone(label, _polygon.decode(row.polygon)))))


def issue_key(connection: Connection, issue_id: int, *, home: bool = False) -> IssueKey:
    """What an issue is filed under, or (`home`) what its sources call it."""
    row = connection.execute(
        select(*_key_columns, t.issues.c.home_paper, t.issues.c.home_date, t.issues.c.home_edition)
        .select_from(t.issues.join(t.papers))
        .where(t.issues.c.id == issue_id)
    ).one()
    if not home or row.home_paper is None:
        return _key(row)
    return IssueKey(PaperKind(row.kind), row.home_paper, _date(row.home_date), row.home_edition)


def neighbour_issue(connection: Connection, key: IssueKey, *, forward: bool) -> IssueKey | None:
    """The paper's next or previous issue that exists."""
    place = tuple_(t.issues.c.date, t.issues.c.edition)
    mark = tuple_(date_text(key.date), key.edition)
    order = (t.issues.c.date, t.issues.c.edition)
    row = connection.execute(
        select(*_key_columns)
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
    return None if row is None else _key(row)


def article_count(connection: Connection) -> int:
    """How many living articles there are that stand for themselves: one query, asked at every update of the index."""
    gone = select(t.issues.c.id).where(t.issues.c.replaced != 0)
    return int(connection.scalar(select(func.count()).where(t.articles.c.issue_id.not_in(gone), _counted)) or 0)


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


def _heads() -> Select[Any]:
    return select(*_head_columns).select_from(t.articles.join(t.issues).join(t.papers))


def _with_pages(connection: Connection, rows: Sequence[AnyRow]) -> list[ArticleHead]:
    refs = _page_refs(connection, [row.id for row in rows])

    def head(row: AnyRow) -> ArticleHead:
        return ArticleHead(
            row.id,
            _key(row),
            tuple(ref.label for ref in refs.get(row.id, ())),
            row.position,
            row.kicker,
            _text(row.title),
            row.subtitle,
            row.byline,
            Certainty(row.certainty),
            row.part_of,
        )

    return list(_sound(rows, head))


def _page_refs(connection: Connection, ids: Sequence[int]) -> dict[int, list[PageRef]]:
    refs: dict[int, list[PageRef]] = {}
    for part in _batches(ids):
        for article_id, label, name in connection.execute(
            select(t.article_pages.c.article_id, t.pages.c.label, t.pages.c.name)
            .join(t.pages)
            .where(t.article_pages.c.article_id.in_(part))
            .order_by(t.article_pages.c.article_id, t.article_pages.c.position)
        ):
            refs.setdefault(article_id, []).append(PageRef(label, name))
    return refs


def _zones(connection: Connection, ids: Sequence[int]) -> dict[int, list[Zone]]:
    zones: dict[int, list[Zone]] = {}
    for part in _batches(ids):
        rows = connection.execute(
            select(t.zones.c.article_id, t.pages.c.label, t.zones.c.polygon)
            .select_from(t.zones.join(t.pages, t.pages.c.id == t.zones.c.page_id))
            .where(t.zones.c.article_id.in_(part))
            .order_by(t.zones.c.article_id, t.zones.c.position)
        )
        for article, zone in _sound(rows, lambda row: (row.article_id, Zone(row.label, _polygon.decode(row.polygon)))):
            zones.setdefault(article, []).append(zone)
    return zones


def _parts(connection: Connection, ids: Sequence[int]) -> dict[int, list[int]]:
    """Articles that continue each of `ids` (not those that only repeat it), in order."""
    parts: dict[int, list[int]] = {}
    for part in _batches(ids):
        rows = connection.execute(
            select(t.articles.c.part_of, t.articles.c.id)
            .join(t.links, (t.links.c.second == t.articles.c.id) & (t.links.c.kind == LinkKind.CONTINUES))
            .where(t.articles.c.part_of.in_(part), t.links.c.certainty == "", _shown)
            .order_by(t.articles.c.part_of, t.articles.c.position)
        )
        for whole, second in rows:
            parts.setdefault(whole, []).append(second)
    return parts


def _copies(connection: Connection, issue_id: int) -> set[int]:
    """Articles of the issue that repeat another."""
    same = select(t.links.c.second).where(
        t.links.c.issue_id == issue_id, t.links.c.kind == LinkKind.SAME, t.links.c.certainty == ""
    )
    return {article for article in connection.scalars(same) if article is not None}


def _counts(connection: Connection, table: Any, issue_id: int) -> Iterable[tuple[int, int]]:
    query = (
        select(table.c.page_id, func.count())
        .select_from(table.join(t.pages, t.pages.c.id == table.c.page_id))
        .where(t.pages.c.issue_id == issue_id)
        .group_by(table.c.page_id)
    )
    return ((page_id, count) for page_id, count in connection.execute(query))


def is_issue(key: IssueKey) -> ColumnElement[bool]:
    """Of issues joined with papers: the living one that is filed under this key."""
    return and_(
        t.papers.c.name == key.paper,
        t.papers.c.kind == key.kind,
        t.issues.c.date == date_text(key.date),
        t.issues.c.edition == key.edition,
        t.issues.c.replaced == 0,
    )


def _issue_id(connection: Connection, key: IssueKey) -> int:
    issue_id = connection.scalar(select(t.issues.c.id).select_from(t.issues.join(t.papers)).where(is_issue(key)))
    if issue_id is None:
        raise UnknownItemError("期", " ".join(filter(None, (key.paper, date_text(key.date), key.edition))))
    return int(issue_id)


def _sound(rows: Iterable[AnyRow], make: Callable[[AnyRow], _V]) -> Iterator[_V]:
    """What is made of each row; a damaged one is left out, which the log says, and a check names it."""
    for row in rows:
        try:
            yield make(row)
        except DAMAGE:
            log.exception("a damaged row of the catalogue is left out")


def _content_of(row: AnyRow) -> Content:
    """What the article says; where that is damaged its title, and in place of its text that it is."""
    try:
        return _content.decode(row.content)
    except DAMAGE:
        log.exception("the text of article %s is damaged", row.id)
        return Content(title=row.title, blocks=(Paragraph(UNREADABLE),))


def _key(row: AnyRow) -> IssueKey:
    return IssueKey(PaperKind(row.kind), _text(row.paper), _date(row.date), _text(row.edition))


def _date(text: str | None) -> PartialDate | None:
    return PartialDate.parse(_text(text)) if text else None


def _text(value: object) -> str:
    """`ValueError` for what is no text any more: a flipped bit may have made a number of it."""
    if not isinstance(value, str):
        raise ValueError(f"not a text: {value!r}")
    return value


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))
