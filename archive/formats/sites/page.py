"""Page files of a site: what one says of its page (label, picture, zones, articles, PDF) and of the issue's pages.

Parsing only: nothing is looked up in the tree here except where links lead.
"""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator
from functools import partial

import msgspec

from archive.formats.markup import Element, words_of
from archive.formats.sites.detect import Names
from archive.formats.sites.document import Document, load
from archive.formats.sites.facts import paper_and_date, printed_date
from archive.formats.sites.language import Definition, ListRules, PageRules, Selectors
from archive.formats.sites.patterns import Pattern
from archive.formats.sites.selectors import Scope, all_elements, elements, hits, value
from archive.formats.sites.zones import Area, Size, nth_address, number, read_areas
from archive.formats.tree import Tree
from archive.labels import parse_pages
from archive.model import PageRef, PartialDate
from archive.text import tidy

_TURN = re.compile(r"[上下前后後]一?[版期页頁]|PDF|首页|返回", re.IGNORECASE)
_SHOWN_SIZE = re.compile(r"(width|height)\s*:\s*(\d+(?:\.\d+)?)\s*px", re.IGNORECASE)
_RANK = re.compile(r"\s*(-?\d{1,12}(?:\.\d{1,6})?)\s*")
_PART_OF_LIST = ("a", "li", "tr", "td", "tbody", "font", "span", "b")


class ArticleLink(msgspec.Struct, frozen=True):
    """An entry of a page's article list; `element` holds the article itself where the list does, `key` is its id.

    `document`: the file that `element` stands in, where it is not the page's.
    """

    path: str
    title: str
    element: Element | None = None
    key: str | None = None
    document: Document | None = None


class PageParts(msgspec.Struct, eq=False):
    """What a page shows."""

    space: str = "image"
    image: str | None = None
    size: Size | None = None
    pdf: str | None = None
    areas: list[Area] = msgspec.field(default_factory=list)
    listed: list[ArticleLink] = msgspec.field(default_factory=list)
    unlinked: int = 0
    large: str | None = None

    def __bool__(self) -> bool:
        return bool(self.image or self.areas or self.listed)

    def targets(self) -> list[str]:
        """Where its zones and its list lead."""
        return [*(area.path for area in self.areas), *(link.path for link in self.listed)]

    def fill(self, other: PageParts) -> None:
        """Take over what another place says of the same page and this one does not."""
        if not self.image and not self.areas:
            self.space, self.image, self.size, self.areas = other.space, other.image, other.size, other.areas
        self.large = self.large or other.large
        self.pdf = self.pdf or other.pdf
        self.listed = self.listed or other.listed


class PageEntry(msgspec.Struct, frozen=True, eq=False):
    """A page as the issue's list has it: where its file is, label and name, and what the list itself shows of it."""

    path: str | None
    ref: PageRef
    parts: PageParts
    key: str | None = None


class PageFile(msgspec.Struct, eq=False):
    """One page as its file says it (for a page that has no file of its own: the file that lists it).

    `others`: files that its list of pages goes on in.
    """

    member: str
    document: Document
    parts: PageParts
    ref: PageRef | None = None
    paper: str | None = None
    date: PartialDate | None = None
    entries: list[PageEntry] = msgspec.field(default_factory=list)
    others: list[str] = msgspec.field(default_factory=list)


class PageReader:
    """Reads the page files of one issue by its definition."""

    def __init__(self, tree: Tree, definition: Definition, names: Names) -> None:
        self.definition = definition
        self._tree = tree
        self._names = names
        self._paired: dict[str, Document | None] = {}

    def read(self, document: Document) -> PageFile:
        """Everything that a page file says."""
        scope = (document.root,)
        rules = self.definition.page
        page = PageFile(document.path, document, self._parts(document, scope, rules))
        page.paper, page.date = paper_and_date(document, self.definition.facts)
        page.date = page.date or printed_date(document)
        page.entries = self.entries(document)
        own = next((e for e in page.entries if self._tree.find(document.path, e.path) == document.path), None)
        page.ref = own.ref if own else _label(document, scope, rules.label, rules.name)
        if page.parts.pdf in [entry.parts.pdf for entry in page.entries if entry is not own]:
            page.parts.pdf = None  # the only PDF of the file is another page's
        if own is not None:
            if own.parts.listed:
                page.parts.listed, page.parts.unlinked = own.parts.listed, own.parts.unlinked
            page.parts.fill(own.parts)
        if (paired := self._paired_file(document)) is not None:
            page.others.append(paired.path)
        return page

    def entries(self, document: Document) -> list[PageEntry]:
        """The issue's pages in order, each once.  A list with a single page gives way to a longer one."""
        best: list[PageEntry] = []
        for selector in self.definition.pages.items:
            found = self._entries(document, self._ordered(document, elements((selector,), document, (document.root,))))
            if len(found) > len(best):
                best = found
            if len(best) > 1:
                break
        return best

    # ── the list of pages ──────────────────────────────────────────────────────────────────────────────────────────

    def _ordered(self, document: Document, items: list[Element]) -> list[Element]:
        """Items by the number that they are ordered by, those without one last."""
        order = self.definition.pages.order
        if not order:
            return items
        ranks = {item: _RANK.fullmatch(value(order, document, (item,)) or "") for item in items}
        return sorted(items, key=lambda item: float(rank[1]) if (rank := ranks[item]) else math.inf)

    def _entries(self, document: Document, items: list[Element]) -> list[PageEntry]:
        rules = self.definition.pages
        starts = set(items)
        beside = self._paired_file(document)
        source = beside or document
        paired = elements(rules.paired, source, (source.root,)) if rules.paired and items else []
        found: dict[str, PageEntry] = {}
        for place, item in enumerate(items):
            partner = paired[place : place + 1]
            own: Scope = (item,) if beside else (item, *partner)
            path = self._page_address(document, own)
            if path is None and rules.each is None:
                continue
            key = path or f"#{place}"
            known = found.get(key)
            ref = _label(document, own, rules.label, rules.name)
            if ref is not None and known is None:
                scope = (*own, *_following(item, starts)) if rules.run_on else own
                parts = self._parts(document, scope, rules.each) if rules.each else PageParts()
                if beside and rules.each:
                    parts.fill(self._parts(beside, partner, rules.each))
                parts.pdf = parts.pdf or self._address(document, scope, rules.pdf)
                parts.large = parts.large or self._address(document, scope, rules.large)
                identity = value(rules.each.key, document, own) if rules.each else None
                found[key] = PageEntry(path, ref, parts, identity)
            elif ref is None and known is not None and known.ref.name is None:
                name = words_of(item)  # number and name are two links to the same page
                if name and not _TURN.search(name):
                    found[key] = PageEntry(known.path, PageRef(known.ref.label, name), known.parts, known.key)
        return list(found.values())

    def _paired_file(self, document: Document) -> Document | None:
        """The file beside this one that its list of pages goes on in."""
        patterns = [Pattern.compile(pattern) for pattern in self.definition.pages.paired_in]
        folder = posixpath.dirname(document.path)
        if patterns and folder not in self._paired:
            near = (member for member in self._tree.members if posixpath.dirname(member) == folder)
            member = next((name for name in near if any(pattern.stands_in(name) for pattern in patterns)), None)
            found = self._tree.blob(member) if member else None
            self._paired[folder] = load(found.name, found.data, self.definition.encoding) if found else None
        return self._paired.get(folder)

    def _page_address(self, document: Document, scope: Scope) -> str | None:
        for hit in hits(self.definition.pages.address, document, scope):
            path = self._tree.path(document.path, hit.value)
            if path and self._names.may_be_page(path):
                return path
        return None

    # ── one page ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _parts(self, document: Document, scope: Scope, rules: PageRules) -> PageParts:
        parts = PageParts(rules.zones.space)
        if rules.image:
            self._picture(parts, document, scope, rules.image)
        parts.areas = list(read_areas(document, scope, rules.zones, partial(self._zone_target, document)))
        self._articles(parts, document, scope, rules.articles)
        parts.pdf = self._address(document, scope, rules.pdf)
        parts.large = self._address(document, scope, rules.large)
        return parts

    def _zone_target(self, document: Document, address: str) -> str | None:
        """Where a zone leads, if to an article; `#id` is one that the list holds itself."""
        if len(address) > 1 and address.startswith("#"):
            return document.path + address
        path = self._tree.path(document.path, address)
        return path if path is not None and self._names.may_be_article(path) else None

    def _picture(self, parts: PageParts, document: Document, scope: Scope, where: Selectors) -> None:
        for hit in hits(where, document, scope):
            if path := self._tree.path(document.path, hit.value):
                parts.image = path
                parts.size = _shown_size(hit.element) if hit.element is not None else None
                return

    def _address(self, document: Document, scope: Scope, where: Selectors) -> str | None:
        paths = (self._tree.path(document.path, hit.value) for hit in hits(where, document, scope))
        return next((path for path in paths if path), None)

    def _articles(self, parts: PageParts, document: Document, scope: Scope, rules: ListRules) -> None:
        """The entries of this page's own list; other boxes (看点, footer) list other pages or other days."""
        items = [
            (item, path)
            for count, item in enumerate(elements(rules.items, document, scope), 1)
            if (path := self._article_path(document, item, rules, count))
        ]
        targets = {area.path for area in parts.areas}
        container = None if rules.inline else _container(document, scope, rules, items, targets)
        for item, path in reversed(items) if rules.reverse else items:
            if container is None or _inside(item, container):
                key = value(rules.key, document, (item,))
                parts.listed.append(
                    ArticleLink(path, _title(document, item, rules), item if rules.inline else None, key)
                )
        if container is not None and rules.entries:
            linked = {up for item, _ in items for up in (item, *item.iterancestors())}
            parts.unlinked = sum(
                1
                for entry in elements(rules.entries, document, (container,))
                if entry not in linked
                and not any(up.tag == entry.tag for up in entry.iterancestors())
                and words_of(entry)
            )

    def _article_path(self, document: Document, item: Element, rules: ListRules, count: int) -> str | None:
        """Where the `count`-th item of a list leads, if to an article."""
        if rules.inline:
            key = value(rules.key, document, (item,)) or item.getroottree().getpath(item)
            return f"{document.path}#{key}"
        fits = self._names.may_be_article if rules.any_name else self._names.is_article
        for hit in hits(rules.address, document, (item,)):
            path = self._tree.path(document.path, hit.value)
            if path is not None and fits(path):
                return path
        return self._tree.path(document.path, nth_address(rules.numbered, document, count) or "")


def _label(document: Document, scope: Scope, labels: Selectors, names: Selectors) -> PageRef | None:
    """The first printed label, with the name beside it or from its own place; two neighbours are one wide page."""
    for hit in hits(labels, document, scope):
        if refs := parse_pages(tidy(hit.value.replace("\n", " ")).rstrip(":： ")):
            label = refs[0].label if len(refs) == 1 else f"{refs[0].label}-{refs[-1].label}"
            name = refs[0].name or value(names, document, scope)
            return PageRef(label, tidy(name.replace("\n", " ")) if name else None)
    return None


def _following(item: Element, starts: set[Element]) -> Iterator[Element]:
    for sibling in item.itersiblings():
        if sibling in starts:
            return
        if isinstance(sibling.tag, str):
            yield sibling


def _shown_size(image: Element) -> Size | None:
    """The size at which a page shows its picture, by attributes or style."""
    style = {side.lower(): length for side, length in _SHOWN_SIZE.findall(image.get("style") or "")}
    width, height = (number(image.get(side)) or number(style.get(side)) for side in ("width", "height"))
    return (width, height) if width and height else None


def _container(
    document: Document, scope: Scope, rules: ListRules, items: list[tuple[Element, str]], targets: set[str]
) -> Element | None:
    """The list of this page's articles: a known place, or else the smallest element with most of the zones' links."""
    for place in all_elements(rules.lists, document, scope):
        held = {path for item, path in items if _inside(item, place)}
        if held and (not targets or held & targets):
            return place
    counts: dict[Element, set[str]] = {}
    for item, path in items:
        if path in targets:
            for element in (item, *item.iterancestors()):
                counts.setdefault(element, set()).add(path)
    if not counts:
        return None
    best = max(counts, key=lambda element: (len(counts[element]), sum(1 for _ in element.iterancestors())))
    while best.tag in _PART_OF_LIST and (parent := best.getparent()) is not None:
        best = parent
    return best


def _inside(element: Element, container: Element) -> bool:
    return element is container or any(ancestor is container for ancestor in element.iterancestors())


def _title(document: Document, item: Element, rules: ListRules) -> str:
    """The whole title of a list entry; lines of a headline stay lines."""
    text = value(rules.title, document, (item,)) or ""
    cut = text.rstrip("…. ")
    for hit in hits(rules.full_title, document, (item,)):
        full = tidy(hit.value)
        if not text or (cut != text and full.startswith(cut)):
            return full
    return text
