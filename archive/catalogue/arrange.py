"""Pages of an issue and the order of things in it, when an issue comes whole and when it comes piece by piece.

A draft that holds every known page says the order; where pages come one by one, they stand in the order of labels,
and articles by page, then as they came.
"""

from __future__ import annotations

import zlib

import msgspec
from sqlalchemy import Connection, Row, bindparam, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.catalogue import schema as t
from archive.errors import UnreadableSourceError
from archive.labels import label_order
from archive.model import DraftIssue, DraftPage, Word
from archive.wording import _

WORDS_AT_MOST = 64 << 20
"""Bytes of a page's words, unpacked: a page has some thousands."""
_FACTS = ("name", "preview", "document", "original")
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(tuple[Word, ...]).decode


class PlacedPage(msgspec.Struct, frozen=True):
    """A page's row and the issue it is filed in (people may have moved it)."""

    id: int
    issue: int


class Pages(msgspec.Struct, frozen=True):
    """Pages by the label that the source gives them; `changed`: something about them is new."""

    places: dict[str, PlacedPage]
    changed: bool


def write_pages(connection: Connection, issue_id: int, draft: DraftIssue) -> Pages:
    """Bring the issue's pages up to date.  What a draft does not know never erases what is known."""
    wanted = _wanted(draft)
    if not wanted:
        return Pages({}, changed=False)
    home = t.at_home(t.pages, issue_id)
    known: dict[str, Row[*tuple[object, ...]]] = {
        row.home_label or row.label: row for row in connection.execute(select(t.pages).where(home))
    }
    order = _order(known, wanted)
    places: dict[str, PlacedPage] = {}
    changed = False
    for position, label in enumerate(order, 1):
        page, row = wanted.get(label, DraftPage(label)), known.get(label)
        if row is None:
            values = {"issue_id": issue_id, "label": label, "position": position, **_facts(page, None)}
            key = connection.execute(insert(t.pages).values(values)).inserted_primary_key
            assert key is not None
            places[label], news = PlacedPage(int(key[0]), issue_id), True
        else:
            places[label] = PlacedPage(row.id, row.issue_id)
            facts = _facts(page, row) | ({} if row.home_issue_id else {"position": position})
            news = any(getattr(row, name) != value for name, value in facts.items())
            if news:
                connection.execute(update(t.pages).where(t.pages.c.id == row.id).values(facts))
        changed |= _write_words(connection, places[label].id, page) or news
    return Pages(places, changed)


def read_words(connection: Connection, page_id: int) -> tuple[Word, ...]:
    """The page's words with their boxes; empty where the source had none.

    `UnreadableSourceError` for what no page has: rows may have come from a stranger's backup.
    """
    packed = connection.scalar(select(t.page_words.c.words).where(t.page_words.c.page_id == page_id))
    if packed is None:
        return ()
    try:
        inflater = zlib.decompressobj()
        data = inflater.decompress(packed, WORDS_AT_MOST)
        if inflater.eof:
            return _decode(data)
    except (zlib.error, ValueError, TypeError) as error:
        raise UnreadableSourceError(_("版面上的文字"), _("读不出来")) from error
    raise UnreadableSourceError(_("版面上的文字"), _("不完整，或者解开后太大"))


def _order(known: dict[str, Row[*tuple[object, ...]]], wanted: dict[str, DraftPage]) -> list[str]:
    if set(known) <= set(wanted):
        return list(wanted)
    if all(label in known for label in wanted):
        return sorted(known, key=lambda label: known[label].position)
    return sorted({**known, **wanted}, key=label_order)


def _facts(page: DraftPage, row: Row[*tuple[object, ...]] | None) -> dict[str, object]:
    """What the draft knows of the page; a PDF never takes the place of a picture that its zones were drawn on."""
    facts: dict[str, object] = {name: value for name in _FACTS if (value := getattr(page, name)) is not None}
    from_document = page.picture is not None and page.picture == page.document
    if page.picture is not None and not (from_document and row is not None and row.picture):
        facts["picture"] = page.picture
    if page.picture is not None or page.document is not None:
        facts["frame"] = page.frame
    if page.words:
        facts["recognised"] = page.recognised
    return facts


def _write_words(connection: Connection, page_id: int, page: DraftPage) -> bool:
    """Keep the page's words; True when they are new."""
    if not page.words:
        return False
    packed = zlib.compress(_encode(page.words), 6)
    known = connection.scalar(select(t.page_words.c.words).where(t.page_words.c.page_id == page_id))
    if known == packed:
        return False
    row = upsert(t.page_words).values(page_id=page_id, words=packed)
    connection.execute(row.on_conflict_do_update(index_elements=["page_id"], set_={"words": packed}))
    return True


def arrange_articles(connection: Connection, issue_id: int) -> None:
    """Number the articles of an issue that came in pieces: by first page, then as they came."""
    first = (
        select(t.article_pages.c.article_id, func.min(t.pages.c.position).label("page"))
        .join(t.pages)
        .where(t.pages.c.issue_id == issue_id)
        .group_by(t.article_pages.c.article_id)
        .subquery()
    )
    rows = connection.execute(
        select(t.articles.c.id, t.articles.c.position)
        .outerjoin(first, first.c.article_id == t.articles.c.id)
        .where(t.articles.c.issue_id == issue_id, t.articles.c.trashed_at.is_(None))
        .order_by(func.coalesce(first.c.page, 0), t.articles.c.position, t.articles.c.id)
    ).all()
    moved = [{"article": row.id, "place": number} for number, row in enumerate(rows, 1) if row.position != number]
    if moved:
        statement = (
            update(t.articles).where(t.articles.c.id == bindparam("article")).values(position=bindparam("place"))
        )
        connection.execute(statement, moved)


def _wanted(draft: DraftIssue) -> dict[str, DraftPage]:
    """The draft's pages by label, and those that only its articles speak of."""
    pages = {page.label: page for page in draft.pages}
    for article in draft.articles:
        for ref in article.pages:
            page = pages.setdefault(ref.label, DraftPage(ref.label))
            if page.name is None and ref.name is not None:
                pages[ref.label] = msgspec.structs.replace(page, name=ref.name)
    return pages
