"""Correcting how things are filed: move, merge, split, join, delete.  Each is one entry of the journal.

What was deleted comes back by `archive.catalogue.trash`.  What sources say stays untouched beside all this
(`archive.catalogue.schema`), so an import or a reparse does not undo it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import msgspec
from sqlalchemy import Connection, Row, select, update

from archive.catalogue import schema as t
from archive.catalogue.arrange import arrange_articles
from archive.catalogue.arrivals import now
from archive.catalogue.corrections import Correction, Journal, places
from archive.catalogue.rows import HAND, date_text, is_issue
from archive.catalogue.store import last_position, paper_id
from archive.errors import UnknownItemError, UsageError
from archive.importing.decide import content_digest
from archive.labels import label_order
from archive.model import Content, DraftArticle, IssueKey, PaperKind
from archive.wording import _, listed

AnyRow = Row[*tuple[Any, ...]]

_encode = msgspec.json.Encoder().encode
_content = msgspec.json.Decoder(Content).decode


def move_issue(connection: Connection, key: IssueKey, to: IssueKey) -> Correction | None:
    """File an issue under another paper, date or edition.  `UsageError` when an issue is filed there already."""
    issue = _issue(connection, key)
    if key == to:
        return None
    if _find_issue(connection, to) is not None:
        raise UsageError(_("{to}已有一期；可换一个版次，或把版面逐个移过去").format(to=said(to)))
    journal = Journal(connection)
    _set_issue(journal, issue, key, to)
    return journal.close("move-issue", _("{key}移到{to}").format(key=said(key), to=said(to)))


def move_page(connection: Connection, key: IssueKey, label: str, to: IssueKey, to_label: str) -> Correction | None:
    """File a page with its articles in another issue (made where there is none) or under another label."""
    issue, page = _issue(connection, key), _page(connection, key, label)
    journal = Journal(connection)
    target = _issue_for(journal, to, issue)
    if _find_page(connection, target, to_label) is not None:
        raise UsageError(_("{to}已有第{to_label}版").format(to=said(to), to_label=to_label))
    home = {"home_issue_id": page.home_issue_id or page.issue_id, "home_label": page.home_label or page.label}
    position = _position(connection, target, to_label)
    journal.set(t.pages, page.id, issue_id=target, label=to_label, position=position, **home)
    for article in _articles_on(connection, page.id):  # those in the trash too: they may come back
        _set_article_issue(journal, article, target)
    settle(connection, issue.id, target)
    return journal.close(
        "move-page",
        _("{key}第{label}版移到{to}第{to_label}版").format(key=said(key), label=label, to=said(to), to_label=to_label),
    )


def move_articles(connection: Connection, ids: Sequence[int], to: IssueKey, labels: Sequence[str]) -> Correction | None:
    """File articles in an issue (made where there is none) on these pages; zones stay where the page stays."""
    articles = articles_by_id(connection, ids)
    journal = Journal(connection)
    touched: set[int] = set()
    for article in articles:
        issue = connection.execute(select(t.issues).where(t.issues.c.id == article.issue_id)).one()
        target = _issue_for(journal, to, issue)
        pages = [_page_for(journal, target, label) for label in labels]
        touched |= {article.issue_id, target}
        _set_article_issue(journal, article, target)
        there = [{"position": number, "page_id": page} for number, page in enumerate(pages)]
        journal.exchange(t.article_pages, article.id, there)
        kept = [zone for zone in places(connection, t.zones, article.id) if zone["page_id"] in pages]
        journal.exchange(t.zones, article.id, kept)
    settle(connection, *touched)
    where = _("第{labels}版").format(labels=listed(labels)) if labels else ""
    return journal.close(
        "move-article", _("{articles}移到{to}{where}").format(articles=titles(articles), to=said(to), where=where)
    )


def merge_papers(connection: Connection, kind: PaperKind, name: str, into: str) -> Correction | None:
    """File all issues of a paper under another name, for good: what comes in under the old name goes there too."""
    if name == into:
        return None
    source = _paper(connection, kind, name)
    journal = Journal(connection)
    target = paper_id(connection, IssueKey(kind, into, None))
    issues = connection.execute(
        select(t.issues).where(t.issues.c.paper_id == source).order_by(t.issues.c.date, t.issues.c.edition)
    ).all()
    for issue in issues:
        edition = _free_edition(connection, target, issue)
        journal.set(t.issues, issue.id, paper_id=target, edition=edition, **_home(issue, name))
        if not issue.replaced:
            journal.touch(article_ids(connection, issue.id))
    journal.add_keyed(t.paper_names, {"kind": kind, "name": name}, paper_id=target)
    return journal.close(
        "merge-papers", _("《{name}》并入《{into}》（{count} 期）").format(name=name, into=into, count=len(issues))
    )


def join_articles(connection: Connection, ids: Sequence[int]) -> Correction | None:
    """Make one article of several: the first takes the texts of the others, which go to the trash."""
    articles = articles_by_id(connection, ids)
    if len(articles) < 2:
        raise UsageError(_("至少要有两篇才能合并"))
    first, *others = articles
    contents = [_content_of(connection, article) for article in articles]
    blocks = tuple(block for content in contents for block in content.blocks)
    journal = Journal(connection)
    _rewrite(journal, first, msgspec.structs.replace(contents[0], blocks=blocks))
    for table, column in ((t.article_pages, "page_id"), (t.zones, "polygon")):
        rows = [row for article in articles for row in places(connection, table, article.id)]
        once = {(row["page_id"], row.get(column)): row for row in reversed(rows)}
        kept = [row for row in rows if once[row["page_id"], row.get(column)] is row]
        journal.exchange(table, first.id, [{**row, "position": number} for number, row in enumerate(kept)])
    for article in others:
        _trash_article(journal, article)
    settle(connection, *{article.issue_id for article in articles})
    return journal.close("join-articles", _("{articles}合成一篇").format(articles=titles(articles)))


def split_article(connection: Connection, article_id: int, at: int, title: str) -> Correction | None:
    """Make two articles of one: blocks from number `at` (from 0) on become an article of their own with this title."""
    [article] = articles_by_id(connection, [article_id])
    content = _content_of(connection, article)
    if not 0 < at < len(content.blocks) or not title.strip():
        raise UsageError(
            _("要在第 1 到第 {count} 段之后拆开，并给后一篇一个标题").format(count=len(content.blocks) - 1)
        )
    journal = Journal(connection)
    second = Content(title.strip(), source=content.source, blocks=content.blocks[at:])
    _rewrite(journal, article, msgspec.structs.replace(content, blocks=content.blocks[:at]))
    new_id = journal.add(
        t.articles,
        issue_id=article.issue_id,
        identity=f"{HAND}:{uuid4().hex}",
        position=article.position,
        title=second.title,
        version=1,
        placement=article.placement,
        certainty=article.certainty,
        placed_by_hand=True,
    )
    _add_version(journal, new_id, 1, second, _version(connection, article))
    for table in (t.article_pages, t.zones):
        journal.exchange(table, new_id, places(connection, table, article_id))
    journal.touch([new_id])
    settle(connection, article.issue_id)
    return journal.close(
        "split-article", _("《{title}》拆出《{second}》").format(title=_flat(article.title), second=_flat(second.title))
    )


def trash_articles(connection: Connection, ids: Sequence[int]) -> Correction | None:
    """Put articles into the trash."""
    articles = articles_by_id(connection, ids)
    journal = Journal(connection)
    for article in articles:
        _trash_article(journal, article)
    settle(connection, *{article.issue_id for article in articles})
    return journal.close("trash-article", _("删除{articles}").format(articles=titles(articles)))


def trash_page(connection: Connection, key: IssueKey, label: str) -> Correction | None:
    """Put a page into the trash, with the articles that stand on no other page."""
    issue, page = _issue(connection, key), _page(connection, key, label)
    journal, at = Journal(connection), now()
    for article in _articles_on(connection, page.id):
        if article.trashed_at is not None:
            continue
        rows = [row for row in places(connection, t.article_pages, article.id) if row["page_id"] != page.id]
        if rows:
            journal.exchange(t.article_pages, article.id, rows)
            journal.set(t.articles, article.id, placed_by_hand=True)
            journal.touch([article.id])
        else:
            _trash_article(journal, article, at)
    journal.set(t.pages, page.id, trashed_at=at)
    settle(connection, issue.id)
    return journal.close("trash-page", _("删除{key}第{label}版").format(key=said(key), label=label))


def trash_issue(connection: Connection, key: IssueKey) -> Correction | None:
    """Put an issue into the trash; importing it again is then refused until it is restored."""
    issue = _issue(connection, key)
    journal = Journal(connection)
    journal.touch(article_ids(connection, issue.id))
    journal.set(t.issues, issue.id, replaced=issue.id, trashed_at=now())
    return journal.close("trash-issue", _("删除{key}").format(key=said(key)))


# ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _set_issue(journal: Journal, issue: AnyRow, key: IssueKey, to: IssueKey) -> None:
    journal.set(
        t.issues,
        issue.id,
        paper_id=paper_id(journal.connection, to),
        date=date_text(to.date),
        edition=to.edition,
        **_home(issue, key.paper),
    )
    journal.touch(article_ids(journal.connection, issue.id))


def _home(issue: AnyRow, paper: str) -> dict[str, str]:
    """What sources call an issue that is about to move: as noted when it moved first, else its present place."""
    if issue.home_paper is not None:
        return {"home_paper": issue.home_paper, "home_date": issue.home_date, "home_edition": issue.home_edition}
    return {"home_paper": paper, "home_date": issue.date, "home_edition": issue.edition}


def _set_article_issue(journal: Journal, article: AnyRow, target: int) -> None:
    """Another issue for an article; its identity keeps the issue that its source knows."""
    values: dict[str, Any] = {"placed_by_hand": True}
    if target != article.issue_id:
        home = article.home_issue_id or article.issue_id
        plain = article.identity.removesuffix(f"@{home}")
        at_home = target == home
        values |= {
            "issue_id": target,
            "home_issue_id": None if at_home else home,
            "identity": plain if at_home else f"{plain}@{home}",
            "position": last_position(journal.connection, target) + 1,
        }
    journal.set(t.articles, article.id, **values)
    journal.touch([article.id])


def _trash_article(journal: Journal, article: AnyRow, at: str | None = None) -> None:
    journal.set(t.articles, article.id, trashed_at=at or now())
    journal.touch([article.id])


def _rewrite(journal: Journal, article: AnyRow, content: Content) -> None:
    """A new version of an article by hand; what its source said stays the measure for the next import."""
    known = _version(journal.connection, article)
    _add_version(journal, article.id, article.version + 1, content, known)
    journal.set(
        t.articles,
        article.id,
        version=article.version + 1,
        title=content.title,
        source_digest=article.source_digest or known.digest,
    )
    journal.touch([article.id])


def _add_version(journal: Journal, article_id: int, version: int, content: Content, known: AnyRow) -> None:
    journal.add_keyed(
        t.versions,
        {"article_id": article_id, "version": version},
        content=_encode(content).decode(),
        digest=content_digest(DraftArticle(content, known.original)),
        original=known.original,
        format=HAND,
        format_version=1,
        added_at=now(),
    )


def _issue_for(journal: Journal, key: IssueKey, like: AnyRow) -> int:
    """The issue of this key, made where there is none (by hand, so that a whole issue may come in beside it)."""
    found = _find_issue(journal.connection, key)
    if found is not None:
        return int(found.id)
    return journal.add(
        t.issues,
        paper_id=paper_id(journal.connection, key),
        date=date_text(key.date),
        edition=key.edition,
        format=like.format,
        collective=False,
        added_at=now(),
    )


def _page_for(journal: Journal, issue_id: int, label: str) -> int:
    page = _find_page(journal.connection, issue_id, label)
    if page is not None:
        return int(page.id)
    position = _position(journal.connection, issue_id, label)
    return journal.add(t.pages, issue_id=issue_id, label=label, position=position)


def settle(connection: Connection, *issues: int) -> None:
    """Order and links of issues whose articles moved are looked at anew."""
    for issue_id in issues:
        arrange_articles(connection, issue_id)
        connection.execute(update(t.issues).where(t.issues.c.id == issue_id).values(links_due=True))


def _paper(connection: Connection, kind: PaperKind, name: str) -> int:
    found: int | None = connection.scalar(select(t.papers.c.id).where(t.papers.c.name == name, t.papers.c.kind == kind))
    if found is None:
        raise UnknownItemError(_("报纸"), name)
    return found


def _find_issue(connection: Connection, key: IssueKey) -> AnyRow | None:
    return connection.execute(select(t.issues).join(t.papers).where(is_issue(key))).first()


def _issue(connection: Connection, key: IssueKey) -> AnyRow:
    found = _find_issue(connection, key)
    if found is None:
        raise UnknownItemError(_("期"), said(key))
    return found


def _find_page(connection: Connection, issue_id: int, label: str) -> AnyRow | None:
    return connection.execute(select(t.pages).where(t.pages.c.issue_id == issue_id, t.pages.c.label == label)).first()


def _page(connection: Connection, key: IssueKey, label: str) -> AnyRow:
    found = _find_page(connection, _issue(connection, key).id, label)
    if found is None:
        raise UnknownItemError(_("版"), label)
    return found


def articles_by_id(connection: Connection, ids: Sequence[int], *, trashed: bool = False) -> list[AnyRow]:
    """Articles in the order of `ids`.  `UnknownItemError` for one that is not there (or not in the trash)."""
    gone = t.articles.c.trashed_at
    rows = connection.execute(
        select(t.articles).where(t.articles.c.id.in_(ids), gone.is_not(None) if trashed else gone.is_(None))
    )
    found = {row.id: row for row in rows}
    for number in ids:
        if number not in found:
            raise UnknownItemError(_("回收站里的稿件") if trashed else _("稿件"), str(number))
    return [found[number] for number in dict.fromkeys(ids)]


def _articles_on(connection: Connection, page_id: int) -> list[AnyRow]:
    """All that stand on a page, those in the trash among them."""
    ids = select(t.article_pages.c.article_id).where(t.article_pages.c.page_id == page_id)
    query = select(t.articles).where(t.articles.c.id.in_(ids)).order_by(t.articles.c.position, t.articles.c.id)
    return list(connection.execute(query))


def article_ids(connection: Connection, issue_id: int) -> list[int]:
    return list(connection.scalars(select(t.articles.c.id).where(t.articles.c.issue_id == issue_id)))


def _version(connection: Connection, article: AnyRow) -> AnyRow:
    return connection.execute(
        select(t.versions).where(t.versions.c.article_id == article.id, t.versions.c.version == article.version)
    ).one()


def _content_of(connection: Connection, article: AnyRow) -> Content:
    return _content(_version(connection, article).content)


def _position(connection: Connection, issue_id: int, label: str) -> int:
    """Where a page of this label belongs among the issue's pages: before the first with a later label."""
    rows = connection.execute(
        select(t.pages.c.label, t.pages.c.position).where(t.pages.c.issue_id == issue_id).order_by(t.pages.c.position)
    ).all()
    for row in rows:
        if label_order(row.label) > label_order(label):
            return int(row.position)
    return rows[-1].position + 1 if rows else 1


def is_taken(connection: Connection, paper: int, date: str, edition: str) -> bool:
    query = select(t.issues.c.id).where(
        t.issues.c.paper_id == paper,
        t.issues.c.date == date,
        t.issues.c.edition == edition,
        t.issues.c.replaced == 0,
    )
    return connection.scalar(query) is not None


def _free_edition(connection: Connection, paper: int, issue: AnyRow) -> str:
    """The issue's own edition where it is free in the other paper, else the next number."""
    edition = str(issue.edition)
    number = 2
    while not issue.replaced and is_taken(connection, paper, issue.date, edition):
        edition, number = str(number), number + 1
    return edition


def said(key: IssueKey) -> str:
    edition = _("（{edition}）").format(edition=key.edition) if key.edition else ""
    return _("《{paper}》{date}").format(paper=key.paper, date=key.date or _("无日期")) + edition


def titles(articles: Sequence[AnyRow]) -> str:
    first = _("《{title}》").format(title=_flat(articles[0].title)) if articles else ""
    return first if len(articles) < 2 else _("{first}等 {count} 篇").format(first=first, count=len(articles))


def _flat(title: str) -> str:
    return title.replace("\n", " ")
