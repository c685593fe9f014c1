"""Links between the articles of an issue: found after writing, kept, and shown to the index as changes.

An article that continues another for sure, or repeats it, is counted and indexed with it (`articles.part_of`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, and_, bindparam, delete, insert, or_, select, update

from archive.catalogue import schema as t
from archive.catalogue.articles import articles_by_id
from archive.catalogue.corrections import Correction, Journal, announce
from archive.errors import UnknownItemError, UsageError
from archive.model import ArticleLink, Certainty, LinkKind, PaperKind
from archive.newspaper.jump_marks import Direction
from archive.wording import _

_POSSIBLE, _BACK = "possible", "back"
"""What stands as certainty of a link that is not sure, and of a page spoken of where the article began."""
_article: BindParameter[int] = bindparam("article")
_OF_ARTICLE = (
    select(t.links)
    .where(
        t.links.c.issue_id == select(t.articles.c.issue_id).where(t.articles.c.id == _article).scalar_subquery(),
        or_(t.links.c.first == _article, t.links.c.second == _article),
    )
    .order_by(t.links.c.id)
)


def due(connection: Connection) -> list[int]:
    """Living newspaper issues that were written since their links were last looked for."""
    return list(
        connection.scalars(
            select(t.issues.c.id)
            .join(t.papers)
            .where(t.issues.c.links_due, t.issues.c.replaced == 0, t.papers.c.kind == PaperKind.NEWSPAPER)
            .order_by(t.issues.c.id)
        )
    )


def refresh(connection: Connection, issue_id: int) -> None:
    """Look for the issue's links anew.  What people said of two articles stays."""
    from archive.newspaper.continuations import IssueText, issue_links  # for writing only: reading starts without it

    ids = list(
        connection.scalars(
            select(t.articles.c.id)
            .where(t.articles.c.issue_id == issue_id, t.articles.c.trashed_at.is_(None))
            .order_by(t.articles.c.position, t.articles.c.id)
        )
    )
    texts = [
        IssueText(article.id, article.pages, article.content.title, tuple(article.content.texts()))
        for article in articles_by_id(connection, ids)
        if article.certainty is not Certainty.UNSURE  # a whole page's text would hold all its articles
    ]
    found = issue_links(texts) if any(text.pages for text in texts) else None
    by_hand = [link for link in of_issue(connection, issue_id) if link.by_hand]
    settled = {frozenset((link.first, link.second)) for link in by_hand}
    connection.execute(delete(t.links).where(t.links.c.issue_id == issue_id, t.links.c.by_hand.is_(False)))
    rows = [
        _row(issue_id, link)
        for link in (found.links if found else ())
        if frozenset((link.first, link.second)) not in settled
    ]
    rows += [
        _row(
            issue_id,
            ArticleLink(
                LinkKind.CONTINUES, item.article, None, item.label, sure=False, back=item.direction is Direction.BACK
            ),
        )
        for item in (found.dangling if found else ())
    ]
    if rows:
        connection.execute(insert(t.links), rows)
    _set_parts(connection, issue_id, ids)
    connection.execute(update(t.issues).where(t.issues.c.id == issue_id).values(links_due=False))


def of_issue(connection: Connection, issue_id: int) -> list[ArticleLink]:
    """All links of the issue."""
    rows = connection.execute(select(t.links).where(t.links.c.issue_id == issue_id).order_by(t.links.c.id))
    return [_link(row) for row in rows]


def of_article(connection: Connection, article_id: int) -> list[ArticleLink]:
    """The links that an article has a part in."""
    rows = connection.execute(_OF_ARTICLE, {"article": article_id})
    return [_link(row) for row in rows]


def decide(connection: Connection, first: int, second: int, *, linked: bool) -> Correction | None:
    """A person says that `second` continues `first`, or (`linked` False) that the two do not belong together."""
    rows = {row.id: row for row in connection.execute(select(t.articles).where(t.articles.c.id.in_((first, second))))}
    if len(rows) < 2:
        raise UnknownItemError(_("稿件"), f"{first}、{second}")
    if rows[first].issue_id != rows[second].issue_id:
        raise UsageError(_("只有同一期里的两篇才能接在一起"))
    issue_id = rows[first].issue_id
    pair = or_(
        and_(t.links.c.first == first, t.links.c.second == second),
        and_(t.links.c.first == second, t.links.c.second == first),
    )
    connection.execute(delete(t.links).where(t.links.c.issue_id == issue_id, pair))
    journal = Journal(connection)
    journal.add(t.links, **_row(issue_id, ArticleLink(LinkKind.CONTINUES, first, second, None, linked, by_hand=True)))
    journal.touch([first, second])
    refresh(connection, issue_id)
    before, after = (rows[number].title.replace("\n", " ") for number in (first, second))
    sentence = _("《{first}》和《{second}》接成一篇") if linked else _("《{first}》和《{second}》不相接")
    return journal.close("link", sentence.format(first=before, second=after))


def _set_parts(connection: Connection, issue_id: int, ids: Sequence[int]) -> None:
    """Point each part at the article that it belongs to; whoever gains or loses a part is indexed anew."""
    parent = {
        link.second: link.first
        for link in of_issue(connection, issue_id)
        if link.second is not None and link.sure and link.kind is not LinkKind.DIGEST
    }
    known = {
        row.id: row.part_of
        for row in connection.execute(select(t.articles.c.id, t.articles.c.part_of).where(t.articles.c.id.in_(ids)))
    }
    touched: dict[int, None] = {}
    for article in ids:
        whole = _root(article, parent)
        if whole != known[article]:
            connection.execute(update(t.articles).where(t.articles.c.id == article).values(part_of=whole))
            touched |= dict.fromkeys(number for number in (article, whole, known[article]) if number is not None)
    announce(connection, list(touched))


def _root(article: int, parent: dict[int, int]) -> int | None:
    """The article that a chain of parts begins with; None for one that is no part."""
    seen = {article}
    here = parent.get(article)
    while here is not None and here not in seen:
        seen.add(here)
        if here not in parent:
            return here
        here = parent[here]
    return None


def _link(row: Row[*tuple[Any, ...]]) -> ArticleLink:
    sure, back = row.certainty == "", row.certainty == _BACK
    return ArticleLink(LinkKind(row.kind), row.first, row.second, row.label, sure, row.by_hand, back)


def _row(issue_id: int, link: ArticleLink) -> dict[str, object]:
    return {
        "issue_id": issue_id,
        "kind": link.kind.value,
        "first": link.first,
        "second": link.second,
        "label": link.label,
        "certainty": "" if link.sure else _BACK if link.back else _POSSIBLE,
        "by_hand": link.by_hand,
    }
