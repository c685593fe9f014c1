"""One issue put together from answers of an API: pages from a list, each page's articles, their texts, tied by id.

A page may stand in several answers (in the list, and in one of its own), an article in a page's list and in a file of
its own.  What is spoken of and did not come is named.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

import msgspec
from msgspec.structs import replace

from archive.formats.markup import Element, text_of
from archive.formats.sites.article import is_article_title
from archive.formats.sites.document import Document
from archive.formats.sites.language import Definition, ListRules, PageRules
from archive.formats.sites.page import ArticleLink, PageEntry, PageFile, PageParts, PageReader
from archive.formats.sites.selectors import elements, value
from archive.formats.tree import Tree, shown
from archive.labels import label_order
from archive.model import PageRef
from archive.wording import _


class _Page(msgspec.Struct, eq=False):
    """A page while the answers are gone through; `key` is what other answers call it."""

    ref: PageRef
    parts: PageParts
    document: Document
    key: str | None


class JsonIssue:
    """The pages of one issue out of its documents.

    `pages` are ready to be built, `used` the files that say something of them, `missing` what did not come, `strays`
    files whose articles are of no page that is known.
    """

    def __init__(self, tree: Tree, reader: PageReader, documents: Sequence[Document]) -> None:
        self._tree = tree
        self._definition = reader.definition
        self._stories = dict(_stories(reader.definition, documents))
        self._pages: dict[str, _Page] = {}
        self.used: set[str] = set()
        self.missing: list[str] = []
        self.strays: list[str] = []
        read = [(document, reader.read(document)) for document in documents]
        read.sort(key=lambda one: -len(one[1].entries))  # the longest list says the order
        for document, file in read:
            for entry in file.entries:
                self._add(document, entry.ref, entry.parts, entry.key)
        in_order = any(len(file.entries) > 1 for _, file in read)
        for document, file in read:
            self._add_file(document, file)
        found = list(self._pages.values())
        if not in_order:
            found.sort(key=lambda page: label_order(page.ref.label))
        for page in found:
            page.parts.listed = [self._with_text(page, link) for link in page.parts.listed]
            if not page.parts and self._definition.page.articles.items:
                self.missing.append(_("第{label}版的稿件目录").format(label=page.ref.label))
        paths = _paths(found)
        self.pages = [_page_file(page, paths) for page in found]

    # ── pages ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _add(self, document: Document, ref: PageRef, parts: PageParts, key: str | None) -> None:
        """A page, or more of one that is known."""
        self.used.add(document.path)
        parts = _settled(parts, document, self._definition.pages.each or PageRules())
        known = self._pages.get(ref.label)
        if known is None:
            self._pages[ref.label] = _Page(ref, parts, document, key)
            return
        known.parts = _joined(known.parts, parts)
        known.key = known.key or key
        known.ref = PageRef(ref.label, known.ref.name or ref.name)

    def _add_file(self, document: Document, file: PageFile) -> None:
        """What a file says of the one page that it is about."""
        if not file.parts and file.ref is None:
            return
        page = self._page_of(document, file)
        if page is None:
            if file.ref is None:
                if file.parts.listed:
                    self.strays.append(document.path)
                return
            page = self._pages[file.ref.label] = _Page(file.ref, PageParts(file.parts.space), document, None)
        self.used.add(document.path)
        page.parts = _joined(page.parts, _settled(file.parts, document, self._definition.page))
        if file.parts.listed:
            page.document = document

    def _page_of(self, document: Document, file: PageFile) -> _Page | None:
        """The page that a file is about: by its label, by its key, or by the articles that its zones lead to."""
        if file.ref is not None and file.ref.label in self._pages:
            return self._pages[file.ref.label]
        key = value(self._definition.page.key, document, (document.root,))
        names = {posixpath.basename(area.path) for area in file.parts.areas}
        for page in self._pages.values():
            if (key and page.key == key) or any(link.key in names for link in page.parts.listed):
                return page
        return None

    # ── articles ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _with_text(self, page: _Page, link: ArticleLink) -> ArticleLink:
        """The entry with its text: from an answer of its own, from the entry itself, or from a page of the site."""
        if link.key in self._stories:
            document, element = self._stories[link.key]
            self.used.add(document.path)
            return replace(link, element=element, document=document)
        document = link.document or page.document
        if link.element is None or self._has_text(document, link.element):
            return link
        if link.title and not is_article_title(link.title, self._definition):
            return link
        path = next(self._addresses(document, link.element), None)
        if path is not None and self._tree.find(document.path, path):
            return ArticleLink(path, link.title, key=link.key)
        self.missing.append(
            shown(path)
            if path
            else _("《{title}》的正文").format(title=link.title) + (f"（{link.key}）" if link.key else "")
        )
        return link

    def _has_text(self, document: Document, element: Element) -> bool:
        return any(text_of(body) for body in elements(self._definition.article.body, document, (element,)))

    def _addresses(self, document: Document, element: Element) -> Iterator[str]:
        each = self._definition.pages.each
        lists: tuple[ListRules, ...] = (self._definition.page.articles, *((each.articles,) if each else ()))
        for rules in lists:
            address = value(rules.address, document, (element,))
            if address and (path := self._tree.path(document.path, address)):
                yield path


def _stories(definition: Definition, documents: Sequence[Document]) -> Iterator[tuple[str, tuple[Document, Element]]]:
    """The articles that are answers of their own, by key."""
    for document in documents:
        for element in elements(definition.article.items, document, (document.root,)):
            if key := value(definition.article.key, document, (element,)):
                yield key.strip(), (document, element)


def _settled(parts: PageParts, document: Document, rules: PageRules) -> PageParts:
    """A page's parts with its articles' file and tidy keys; the zones' space is that of their own rules."""
    listed = [
        replace(link, document=document if link.element is not None else None, key=link.key and link.key.strip())
        for link in parts.listed
    ]
    return replace(parts, space=rules.zones.space, listed=listed)


def _joined(known: PageParts, more: PageParts) -> PageParts:
    """What two answers say of one page; an article that both list is said once."""
    keys = {link.key for link in known.listed}
    return replace(
        known,
        space=more.space if more.areas else known.space,
        image=known.image or more.image,
        size=known.size or more.size,
        pdf=known.pdf or more.pdf,
        areas=[*known.areas, *more.areas],
        listed=[*known.listed, *(link for link in more.listed if link.key is None or link.key not in keys)],
    )


def _paths(pages: Sequence[_Page]) -> dict[str, str]:
    """One path for each article, whatever lists it, by its key."""
    found: dict[str, str] = {}
    for page in pages:
        for link in page.parts.listed:
            if link.key:
                found.setdefault(link.key, link.path)
    return found


def _page_file(page: _Page, paths: dict[str, str]) -> PageFile:
    """The page for the builder; its zones lead to articles by id, or by the name of their file."""
    parts = page.parts
    parts.listed = [replace(link, path=paths[link.key]) if link.key else link for link in parts.listed]
    parts.areas = [replace(area, path=paths.get(_key(area.path), area.path)) for area in parts.areas]
    entry = PageEntry(None, page.ref, parts, page.key)
    return PageFile(page.document.path, page.document, PageParts(), entries=[entry])


def _key(path: str) -> str:
    """What a zone calls its article: `list.json#536596` → `536596`, `20260928_A01/1.html` → `1.html`."""
    return path.partition("#")[2] or posixpath.basename(path)
