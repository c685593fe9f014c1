"""Correcting what articles say: title, kicker, subtitle, byline, paragraphs.  The printed text stays beside it.

A corrected text is a version of the format `corrected`; what it was before is the newest version of another format.
Each correction is one entry of the journal.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select

from archive.catalogue import schema as t
from archive.catalogue.arrivals import now
from archive.catalogue.articles import printed_texts
from archive.catalogue.corrections import Correction, Journal
from archive.catalogue.filing import articles_by_id, settle, titles
from archive.catalogue.rows import CORRECTED, HAND
from archive.errata import Erratum, errata
from archive.errors import UsageError
from archive.importing.decide import content_digest
from archive.model import Content, DraftArticle
from archive.wording import _

AnyRow = Row[*tuple[Any, ...]]
KIND = "correct-text"

_encode = msgspec.json.Encoder().encode
_content = msgspec.json.Decoder(Content).decode


def correct_text(connection: Connection, article_id: int, content: Content) -> Correction | None:
    """Let the article say this; what was printed, typed again, takes corrections back.

    `UsageError` without a title.
    """
    [article] = articles_by_id(connection, [article_id])
    known = _version(connection, article)
    before = _content(known.content)
    if not content.title.strip():
        raise UsageError(_("稿件要有标题"))
    if content == before:
        return None
    if content == printed_texts(connection, [article_id]).get(article_id) and known.format == CORRECTED:
        return revert_text(connection, article_id)
    journal = Journal(connection)
    _write(journal, article, content, known, CORRECTED, source_digest=article.source_digest or known.digest)
    changed = errata(before, content)
    return _close(
        journal, article, _("更正{title}的文字 {count} 处").format(title=titles([article]), count=len(changed)), changed
    )


def revert_text(connection: Connection, article_id: int) -> Correction | None:
    """Let the article say again what was printed; None where nothing was corrected."""
    [article] = articles_by_id(connection, [article_id])
    printed = connection.execute(
        select(t.versions)
        .where(t.versions.c.article_id == article_id, t.versions.c.version <= article.version)
        .where(t.versions.c.format != CORRECTED)
        .order_by(t.versions.c.version.desc())
        .limit(1)
    ).one()
    if printed.version == article.version:
        return None
    journal = Journal(connection)
    source_digest = article.source_digest if printed.format == HAND else None
    content = _content(printed.content)
    changed = errata(_content(_version(connection, article).content), content)
    _write(journal, article, content, printed, printed.format, source_digest=source_digest)
    return _close(journal, article, _("{title}恢复原文").format(title=titles([article])), changed)


def corrected(connection: Connection) -> list[int]:
    """Articles whose texts people corrected, in order."""
    current = (t.versions.c.article_id == t.articles.c.id) & (t.versions.c.version == t.articles.c.version)
    return list(
        connection.scalars(
            select(t.articles.c.id)
            .join(t.issues)
            .join(t.versions, current)
            .where(t.articles.c.source_digest.is_not(None), t.versions.c.format == CORRECTED)
            .where(t.articles.c.trashed_at.is_(None), t.issues.c.replaced == 0)
            .order_by(t.articles.c.id)
        )
    )


def _write(
    journal: Journal, article: AnyRow, content: Content, known: AnyRow, form: str, *, source_digest: str | None
) -> None:
    version = article.version + 1
    by_source = form == known.format
    journal.add_keyed(
        t.versions,
        {"article_id": article.id, "version": version},
        content=_encode(content).decode(),
        digest=content_digest(DraftArticle(content, known.original)),
        original=known.original,
        format=form,
        format_version=known.format_version if by_source else 1,
        added_at=now(),
        arrival_id=known.arrival_id if by_source and form != CORRECTED else None,
    )
    journal.set(
        t.articles,
        article.id,
        version=version,
        kicker=content.kicker,
        title=content.title,
        subtitle=content.subtitle,
        byline=content.byline,
        source_digest=source_digest,
    )


def _close(journal: Journal, article: AnyRow, sentence: str, changed: tuple[Erratum, ...]) -> Correction | None:
    journal.touch([number for number in (article.id, article.part_of) if number is not None])
    settle(journal.connection, article.issue_id)
    return journal.close(KIND, sentence, changed)


def _version(connection: Connection, article: AnyRow) -> AnyRow:
    return connection.execute(
        select(t.versions).where(t.versions.c.article_id == article.id, t.versions.c.version == article.version)
    ).one()
