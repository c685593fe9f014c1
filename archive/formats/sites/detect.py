"""How files of a family are known: by the names of their paths, by signs in their text, by what they hold.

Bounded and quiet: whatever the bytes, the answer is yes or no.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import msgspec

from archive.formats.paths import HTML_NAME
from archive.formats.sites.document import Document
from archive.formats.sites.language import Definition
from archive.formats.sites.patterns import Pattern
from archive.formats.sites.selectors import elements, first
from archive.text import declared_encoding, decode

_MARKUP = re.compile(r"<[a-z]\w*[\s>]", re.IGNORECASE)
_JSON = re.compile(r"\s*(?:(?:(?:var|let|const)\s+)?[\w.$]{1,60}\s*=\s*)?[{\[]")


class Names(msgspec.Struct, frozen=True):
    """What a path may be, by the patterns of one or more families."""

    pages: tuple[Pattern, ...]
    articles: tuple[Pattern, ...]
    index: tuple[Pattern, ...]

    @classmethod
    def of(cls, *definitions: Definition) -> Names:
        detections = [definition.detect for definition in definitions]
        return cls(
            _patterns(text for rules in detections for text in rules.pages),
            _patterns(text for rules in detections for text in rules.articles),
            _patterns(text for rules in detections for text in rules.index),
        )

    def is_page(self, path: str) -> bool:
        return _matches(self.pages, path)

    def is_article(self, path: str) -> bool:
        return _matches(self.articles, path)

    def is_index(self, path: str) -> bool:
        return _matches(self.index, path)

    def may_be_page(self, path: str) -> bool:
        """Can a link of a page list lead there?"""
        return self.is_page(path) or (HTML_NAME.search(path) is not None and not self.is_article(path))

    def may_be_article(self, path: str) -> bool:
        """Can a zone lead there?"""
        return self.is_article(path) or (HTML_NAME.search(path) is not None and not self.is_page(path))


def known_by_name(families: Sequence[Definition], path: str) -> Definition | None:
    """The first of the families that has such files."""
    named = (family for family in families if (names := Names.of(family)).is_page(path) or names.is_article(path))
    return next(named, None)


def readable_text(data: bytes) -> str:
    """The first bytes of a file as text to look for signs in; empty for what is neither markup nor JSON."""
    if b"\0" in data[:1024]:
        return ""
    text = decode(data, declared_encoding(data)).text
    return text if _MARKUP.search(text) or _JSON.match(text) else ""


def has_signs(definition: Definition, text: str) -> bool:
    """Does a file's text bear one of the family's signs?"""
    signs = ((sign,) if isinstance(sign, str) else sign for sign in definition.detect.signs)
    return any(all(Pattern.compile(part).stands_in(text) for part in sign) for sign in signs)


def is_page(definition: Definition, names: Names, document: Document, *, alone: bool) -> bool:
    """Is a file a page?  It may say so; else its name does, else zones without an article's body."""
    scope = (document.root,)
    if first(definition.detect.page_when, document, scope):
        return True
    if first(definition.detect.article_when, document, scope):
        return False
    if names.is_page(document.path):
        return document.root.tag == "json" or bool(document.root.xpath("boolean(//body//*)"))
    body = bool(elements(definition.article.body, document, scope))
    return not body and (alone or bool(elements(definition.page.zones.items, document, scope)))


def _patterns(texts: Iterable[str]) -> tuple[Pattern, ...]:
    return tuple(Pattern.compile(text) for text in dict.fromkeys(texts))


def _matches(patterns: tuple[Pattern, ...], path: str) -> bool:
    return any(pattern.stands_in(path) for pattern in patterns)
