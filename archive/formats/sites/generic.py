"""E-papers of no known family: what nearly all of them have in common is looked for, and the result marked unsure.

Taken only where a page picture with zones or a paper's list of labelled pages is really there, and a day is known: a
portal, an office's site or a blog taken for a newspaper is worse than an e-paper whose files are read one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints, Source
from archive.formats.paths import HTML_NAME, issue_folder, path_date
from archive.formats.sites.definitions import Definitions
from archive.formats.sites.detect import Names
from archive.formats.sites.document import load
from archive.formats.sites.language import Definition
from archive.formats.sites.page import ArticleLink, PageFile, PageReader
from archive.formats.sites.pictures import natural_size
from archive.formats.sites.reader import Group, Site, SiteFormat
from archive.formats.sites.selectors import elements
from archive.formats.tree import Tree
from archive.model import Certainty, DraftIssue
from archive.wording import _

_SNIFFED_FILES = 10
_SNIFFED_BYTES = 1 << 20
_MOST_FILES = 3000
_LIKELY = re.compile(r"(?:index|default|node|page|layout|paper|list|main|\d{1,3})[^/\d]*$", re.IGNORECASE)
_SMALLEST = 150  # pixels of a page picture's shorter side
_WIDEST = 2.3  # width to height, of a spread


class GenericSite(SiteFormat):
    """Saved e-papers whose system is not known (formats.md §5, 6)."""

    name: ClassVar[str] = "generic-site"
    version: ClassVar[int] = 1
    families: ClassVar[tuple[str, ...]] = ("generic",)

    def sniff(self, source: Source) -> bool:
        pages = [member for member in source.members if HTML_NAME.search(member)]
        likely = sorted(pages, key=lambda member: (not _LIKELY.search(member), member.count("/"), member))
        tree = Tree(source)
        return any(
            _of_one_paper(pages, member) and self._shows_paper(tree, member) for member in likely[:_SNIFFED_FILES]
        )

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        for draft in super().read(source, hints):
            articles = tuple(msgspec.structs.replace(one, certainty=Certainty.UNSURE) for one in draft.articles)
            yield msgspec.structs.replace(draft, articles=articles, unsure=True)

    def _site(self, tree: Tree, hints: Hints) -> Site:
        return _GenericSite(tree, self._definitions(), self._families(), hints)

    def _shows_paper(self, tree: Tree, member: str) -> bool:
        """Does a file show a page, or list a paper's pages, and is the day known?"""
        try:
            document = load(member, tree.source.read(member)[:_SNIFFED_BYTES])
        except (UnreadableSourceError, OSError, KeyError):
            return False
        if document is None or "版" not in document.text:
            return False
        page = _reader(tree, self._families()[0]).read(document)
        dated = page.date or path_date(tree.source.name.replace("\\", "/"))
        return dated is not None and (_shows_page(tree, page) or _lists_pages(tree, page))


def _of_one_paper(pages: list[str], member: str) -> bool:
    """Do at least half of the tree's web pages lie where the issues of that file's paper do?"""
    place = issue_folder(member)[0] if issue_folder(member)[1] else member[: member.rfind("/") + 1]
    return 2 * sum(page.startswith(place) for page in pages) >= len(pages)


# ── what is a page ─────────────────────────────────────────────────────────────────────────────────────────────────


class _AnyName(Names, frozen=True):
    """Before it is known which file is what: any may be a page, or what a zone leads to."""

    def is_article(self, path: str) -> bool:
        return False


class _Sorted(Names, frozen=True):
    """Files by what they were found to be."""

    tree: Tree
    page_files: frozenset[str]
    article_files: frozenset[str]

    def is_page(self, path: str) -> bool:
        return self.tree.find("", path) in self.page_files

    def is_article(self, path: str) -> bool:
        return self.tree.find("", path) in self.article_files


def _reader(tree: Tree, family: Definition) -> PageReader:
    return PageReader(tree, family, _AnyName((), (), ()))


def _shows_page(tree: Tree, page: PageFile) -> bool:
    """A picture in the shape of a page or spread, areas on it that lead to several files, and a label."""
    targets = {area.path for area in page.parts.areas if area.points}
    if page.ref is None or page.parts.image is None or len(targets) < 2:
        return False
    member = tree.find(page.member, page.parts.image)
    picture = tree.blob(member) if member else None
    size = (natural_size(picture.data) if picture else None) or page.parts.size
    return size is None or (min(size) >= _SMALLEST and size[0] <= _WIDEST * size[1])


def _lists_pages(tree: Tree, page: PageFile) -> bool:
    """Several labels that lead to as many files of one folder, one of them here, in a file that names its paper."""
    found = {entry.path: entry.ref for entry in page.entries if entry.path}
    labels = {ref.label for ref in found.values()}
    places = {issue_folder(path)[0] if path_date(path) else path[: path.rfind("/") + 1] for path in found}
    here = any(tree.find(page.member, path) for path in found)
    return page.paper is not None and len(labels) > 1 and len(labels) == len(found) and len(places) == 1 and here


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


class _GenericSite(Site):
    """A tree whose files are sorted first: pages, lists of pages, articles."""

    def __init__(self, tree: Tree, definitions: Definitions, families: tuple[Definition, ...], hints: Hints) -> None:
        super().__init__(tree, definitions, families, hints)
        self._lists: set[str] = set()
        self._names = self._sorted(families[0])

    def _sorted(self, family: Definition) -> _Sorted:
        """Pages are what lists lead to, else what shows one; articles often repeat the picture of their page."""
        reader = _reader(self.tree, family)
        listed: set[str] = set()
        shown: set[str] = set()
        leads: set[str] = set()
        texts: set[str] = set()
        members = [member for member in self.tree.members if HTML_NAME.search(member) or self._alone]
        for member in members[:_MOST_FILES]:
            document = load(member, self._bytes(member))
            if document is None or document.root.tag == "json":
                continue
            page = reader.read(document)
            if _lists_pages(self.tree, page):
                self._lists.add(member)
                listed |= self._here(member, (entry.path for entry in page.entries))
            if _shows_page(self.tree, page):
                shown.add(member)
            leads |= self._here(member, (area.path for area in page.parts.areas)) - {member}
            if elements(family.article.body, document, (document.root,)):
                texts.add(member)
            self.tree.forget()
        if len(members) > _MOST_FILES:
            self.tree.notes.append(_("网页太多，只看了前 {limit} 个").format(limit=_MOST_FILES))
        pages = listed | (shown - leads)
        return _Sorted((), (), (), self.tree, frozenset(pages), frozenset(texts - pages))

    def _here(self, member: str, paths: Iterator[str | None]) -> set[str]:
        """The members that links lead to."""
        return {found for path in paths if (found := self.tree.find(member, path))}

    def _folders(self) -> list[list[str]]:
        folders = super()._folders()
        kept = ([one for one in members if self._names.is_page(one) or one in self._lists] for members in folders)
        return [members for members in kept if members]

    def _read(self, members: list[str]) -> Iterator[Group]:
        for group in super()._read(members):
            for page in group.pages:
                if not page.parts and elements(group.definition.article.body, page.document, (page.document.root,)):
                    page.parts.listed = [ArticleLink(f"{page.member}#text", "", page.document.root)]
            yield group
