"""An article as a reference: GB/T 7714—2015, BibTeX, RIS, CSL-JSON (the last three as Zotero takes them).

Authors are the names in the byline; `[N]` is an article of a newspaper, `[Z]` a document, whose issuer is its author.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from archive.model import Article, PaperKind, PartialDate
from archive.newspaper.bylines import authors

_MOST_NAMED: Final = 3
"""Authors that GB/T 7714 names before `等`."""
_NUMBER: Final = "发文字号"
_TEX: Final = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    sign: f"\\{sign}" for sign in "{}%&#_$"
}


def gb7714(article: Article) -> str:
    """`宋稻禾, 庄叔同. 油菜等一声雷: 先听土再看苗[N]. 临岚日报, 2026-03-05(01).`"""
    names = _names(article)
    named = ", ".join(names[:_MOST_NAMED]) + (", 等" if len(names) > _MOST_NAMED else "")
    title = ": ".join(filter(None, (_title(article), _subtitle(article))))
    start = f"{named}. " if named else ""
    if _is_document(article):
        date = f" {article.key.date}." if article.key.date else ""
        return f"{start}{title}[Z].{date}"
    pages = "-".join(dict.fromkeys(labels)) if (labels := _labels(article)) else ""
    where = ", ".join(filter(None, (article.key.paper, str(article.key.date or ""))))
    return f"{start}{title}[N]. {where}{f'({pages})' if pages else ''}."


def bibtex(article: Article) -> str:
    """One entry; `@article`, or `@misc` for a document."""
    key, document = article.key, _is_document(article)
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in _names(article)),
        "title": _tex(": ".join(filter(None, (_title(article), _subtitle(article))))),
        "number" if document else "journal": _tex(article.content.fields.get(_NUMBER, "") if document else key.paper),
        "edition": _tex(key.edition),
        "date": str(key.date or ""),
        "year": f"{key.date.year:04}" if key.date else "",
        "pages": ", ".join(_labels(article)),
        "entrysubtype": "" if document else "newspaper",
        "langid": "chinese",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'misc' if document else 'article'}{{{_id(article)},\n{lines}}}\n"


def ris(article: Article) -> str:
    """One entry; lines end as the format wants it."""
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in _ris_fields(article) if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def csl_json(article: Article) -> str:
    """An array of one item."""
    return csl_items([article])


def csl_items(articles: Iterable[Article]) -> str:
    """One array."""
    return json.dumps([_csl_item(article) for article in articles], ensure_ascii=False, indent=2) + "\n"


def _csl_item(article: Article) -> dict[str, object]:
    key, document = article.key, _is_document(article)
    item: dict[str, object] = {
        "id": _id(article),
        "type": "document" if document else "article-newspaper",
        "title": ": ".join(filter(None, (_title(article), _subtitle(article)))),
        "author": [{"literal": name} for name in _names(article)],
        "publisher" if document else "container-title": key.paper,
        "number": article.content.fields.get(_NUMBER, ""),
        "edition": key.edition,
        "issued": {"date-parts": [_parts(key.date)]} if key.date else None,
        "page": ", ".join(_labels(article)),
        "section": _section(article),
        "language": "zh",
    }
    return {name: value for name, value in item.items() if value}


STYLES: Final[dict[str, tuple[str, Callable[[Article], str]]]] = {
    "gb7714": ("GB/T 7714", gb7714),
    "bibtex": ("BibTeX", bibtex),
    "ris": ("RIS", ris),
    "csl": ("CSL-JSON", csl_json),
}
"""What can be asked for, by its id: what it is called, and what makes it."""


def _ris_fields(article: Article) -> Iterator[tuple[str, str]]:
    key, document = article.key, _is_document(article)
    yield "TY", "GOVDOC" if document else "NEWS"
    yield from (("AU", name) for name in _names(article))
    yield "TI", ": ".join(filter(None, (_title(article), _subtitle(article))))
    yield "PB" if document else "T2", key.paper
    if key.date:
        yield "DA", "/".join(f"{part:02}" for part in _parts(key.date))
        yield "PY", f"{key.date.year:04}"
    yield "SP", ", ".join(_labels(article))
    yield "SE", _section(article)
    yield "ET", key.edition
    yield "M1", article.content.fields.get(_NUMBER, "")
    yield "LA", "zh"


def _is_document(article: Article) -> bool:
    return article.key.kind is PaperKind.DOCUMENTS


def _names(article: Article) -> Sequence[str]:
    found = authors(article.content.byline)
    return found or ((article.key.paper,) if _is_document(article) else ())


def _title(article: Article) -> str:
    return " ".join(article.content.title.split())


def _subtitle(article: Article) -> str:
    if _is_document(article):
        return article.content.fields.get(_NUMBER, "")
    return " ".join((article.content.subtitle or "").split()).lstrip("—– ")


def _section(article: Article) -> str:
    return "、".join(dict.fromkeys(page.name for page in article.pages if page.name))


def _labels(article: Article) -> list[str]:
    return [page.label for page in article.pages]


def _parts(date: PartialDate) -> list[int]:
    return [part for part in (date.year, date.month, date.day) if part is not None]


def _id(article: Article) -> str:
    """A word without spaces that names the article within one archive."""
    date = re.sub(r"\D", "", str(article.key.date or ""))
    return f"dianzibao{date}-{article.id}"


def _tex(text: str) -> str:
    return "".join(_TEX.get(char, char) for char in text)
