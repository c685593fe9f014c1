"""Articles as rows of a table, under the names that tables are imported by (`fields`): read back, they say the same.

A CSV cell that a spreadsheet would take for a formula is written with a `'` before it, and read without it where the
header is ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from archive.cells import guarded, unguarded
from archive.formats.tables.fields import NUMBER_FIELD, URL_FIELD
from archive.model import Article

COLUMNS: Final = (
    "id", "kind", "paper", "date", "edition", "page", "page_name", "order", "kicker", "title", "subtitle", "byline",
    "source", "dateline", "doc_no", "url", "text",
)  # fmt: skip
"""Of a CSV table; JSON lines have `fields` in place of `doc_no` and `url`."""
IN_CSV: Final = frozenset({NUMBER_FIELD, URL_FIELD})
"""Of an article's further facts those that have a column."""


def row_of(article: Article) -> dict[str, Any]:
    """One article as a JSON object: the text without its headings' and pictures' form, `fields` as an object."""
    key, content = article.key, article.content
    return {
        "id": str(article.id),
        "kind": key.kind,
        "paper": key.paper,
        "date": str(key.date) if key.date else None,
        "edition": key.edition or None,
        "page": "、".join(page.label for page in article.pages) or None,
        "page_name": _page_names(article) or None,
        "order": article.order,
        "kicker": content.kicker,
        "title": content.title,
        "subtitle": content.subtitle,
        "byline": content.byline,
        "source": content.source,
        "dateline": content.dateline,
        "text": "\n".join(content.texts()),
        "fields": content.fields,
        "original": article.original or None,
    }


def _page_names(article: Article) -> str:
    """One that all pages share, or one for each."""
    names = [page.name or "" for page in article.pages]
    return "、".join(names if len(set(names)) > 1 else names[:1])


def cells_of(article: Article) -> list[str]:
    """One article as the cells below `COLUMNS`, guarded."""
    row = row_of(article)
    row |= {"doc_no": article.content.fields.get(NUMBER_FIELD), "url": article.content.fields.get(URL_FIELD)}
    return [guarded("" if row[name] is None else str(row[name])) for name in COLUMNS]


def as_written(cells: Sequence[str], header: Sequence[str]) -> list[str]:
    """The cells as they were before they were guarded, if the header is ours."""
    return [unguarded(cell) for cell in cells] if tuple(header) == COLUMNS else list(cells)
