"""What of an article is searched: archive values → engine documents.  The only place that knows both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from archive.model import Article, Content, Figure
from archive.newspaper.bylines import authors
from indexer.engines.base import IndexDocument
from indexer.query.nodes import Field

NUMBER_FIELD = "发文字号"
_FRONT: Final = re.compile("A?0*1")


def field_texts(content: Content, printed: Content | None = None) -> dict[Field, tuple[str, ...]]:
    """The searched texts of each field, original, one for each paragraph-like unit; absent fields are left out.

    `printed`: what the article said before people corrected it; what differs there is searched, too, behind the rest.
    """
    texts = _field_texts(content)
    if printed is not None:
        for field, units in _field_texts(printed).items():
            known = texts.get(field, ())
            texts[field] = (*known, *(unit for unit in units if unit not in known))
    return texts


def _field_texts(content: Content) -> dict[Field, tuple[str, ...]]:
    head = {
        Field.TITLE: content.title,
        Field.KICKER: content.kicker,
        Field.SUBTITLE: content.subtitle,
        Field.BYLINE: content.byline,
        Field.NUMBER: content.fields.get(NUMBER_FIELD),
    }
    texts: dict[Field, tuple[str, ...]] = {field: (text,) for field, text in head.items() if text}
    body = tuple(content.texts())
    return {**texts, Field.BODY: body} if body else texts


def snippet_texts(content: Content, printed: Content | None = None) -> tuple[tuple[Field, str], ...]:
    """All searched texts with their fields, the body first: what `indexer.snippets.snippet` should choose from."""
    fields = field_texts(content, printed)
    return tuple((field, text) for field in (Field.BODY, *Field) for text in fields.pop(field, ()))


def index_document(article: Article, parts: Sequence[Article] = (), *, lead: bool = False) -> IndexDocument:
    """The engine's view of an article; `parts` continue it on other pages and are found with it.

    `lead`: it is the first article of its page.
    """
    date = article.key.date
    texts = field_texts(article.content, article.printed)
    if more := tuple(text for part in parts for text in field_texts(part.content, part.printed).get(Field.BODY, ())):
        texts[Field.BODY] = texts.get(Field.BODY, ()) + more
    pages = [page for one in (article, *parts) for page in one.pages]
    return IndexDocument(
        id=article.id,
        texts=texts,
        paper=article.key.paper,
        first=int(f"{date.first:%Y%m%d}") if date else 0,
        last=int(f"{date.last:%Y%m%d}") if date else 0,
        order=date.year * 10_000 + (date.month or 0) * 100 + (date.day or 0) if date else 0,
        pages=tuple(dict.fromkeys(page.label for page in pages)),
        sections=tuple(dict.fromkeys(page.name for page in pages if page.name)),
        authors=authors(article.content.byline),
        kind=article.key.kind,
        front=bool(article.pages) and _FRONT.fullmatch(article.pages[0].label) is not None,
        lead=lead,
        pictures=any(isinstance(block, Figure) and block.picture for block in article.content.blocks),
    )
