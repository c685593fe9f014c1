"""Papers whose site is data: saved answers of an API in a folder, or one file with everything.

A file is known by the keys in it, not by its name.  `json_issue` ties the answers together; what an article or zone
looks like is the definitions' (`resources/sites/families/json-*.toml`).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import ClassVar

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints, Source
from archive.formats.paths import issue_folder, path_date
from archive.formats.sites.definitions import Definitions
from archive.formats.sites.detect import has_signs
from archive.formats.sites.document import Document, load
from archive.formats.sites.facts import paper_and_date, said_date
from archive.formats.sites.json_issue import JsonIssue
from archive.formats.sites.language import Definition
from archive.formats.sites.page import PageReader
from archive.formats.sites.reader import Group, Site, SiteFormat
from archive.formats.tree import Tree
from archive.model import PartialDate
from archive.text import decode
from archive.wording import _

_SNIFFED_FILES = 24
_SNIFFED_BYTES = 1 << 18
_LARGEST = 32 << 20  # an issue with all its texts has one or two million bytes
_OTHER = re.compile(
    r"\.(?:s?html?|xhtml|css|jpe?g|png|gif|webp|bmp|svg|ico|tiff?|pdf|zip|gz|xz|xml|mp[34]|m4a|woff2?|ttf|eot|db|csv|"
    r"tsv|jsonl|ndjson|docx?|xlsx?|epub|ofd)(?:\.\d)?$",
    re.IGNORECASE,
)
_START = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|//[^\n]*\n|/\*.*?\*/)*+(?:(?:(?:var|let|const)\s+)?[\w.$]{1,60}\s*[=(]\s*)?[{\[]",
    re.DOTALL,
)
_START_BYTES = 1000


class JsonSite(SiteFormat):
    """E-papers that come as JSON (formats.md 2.N)."""

    name: ClassVar[str] = "json-site"
    version: ClassVar[int] = 1
    families: ClassVar[tuple[str, ...]] = (
        "json-journal", "json-navi", "json-page-list", "json-paper-info", "json-editions", "json-layouts",
        "json-details", "json-catalog", "json-plates",
    )  # fmt: skip

    def sniff(self, source: Source) -> bool:
        members = [member for member in source.members if not _OTHER.search(member)]
        members.sort(key=lambda member: not member.lower().endswith(".json"))
        for member in members[:_SNIFFED_FILES]:
            text = _head(source, member)
            if text and any(has_signs(family, text) for family in self._families()):
                return True
        return False

    def _site(self, tree: Tree, hints: Hints) -> Site:
        return _JsonSite(tree, self._definitions(), self._families(), hints)


def _head(source: Source, member: str) -> str:
    """The beginning of a file's text; empty for one that holds no data or cannot be read."""
    try:
        with source.open(member) as stream:
            start = stream.read(_START_BYTES)
            if b"\0" in start or not _START.match(start):
                return ""
            return decode(start + stream.read(_SNIFFED_BYTES)).text
    except (UnreadableSourceError, OSError, KeyError, ValueError):
        return ""


class _JsonSite(Site):
    """A tree of answers while its issues are read."""

    def __init__(self, tree: Tree, definitions: Definitions, families: tuple[Definition, ...], hints: Hints) -> None:
        super().__init__(tree, definitions, families, hints)
        self._apart: list[Document] | None = None

    def _folders(self) -> list[list[str]]:
        """The answers and page files, issue by issue as far as their paths tell; those without a day in the last."""
        found: dict[tuple[str, str], list[str]] = {}
        for member in self.tree.members:
            if not _OTHER.search(member) or self._names.is_page(member):
                before, day = issue_folder(member)
                found.setdefault((before, str(day)) if day else ("", ""), []).append(member)
        undated = found.pop(("", ""), [])
        return [*found.values(), undated] if undated else list(found.values())

    def _read(self, members: list[str]) -> Iterator[Group]:
        documents = [document for member in members if (document := self._document(member))]
        family = self._best(documents)
        if family is None:
            return
        definition = self._definition(documents[0], family)
        reader = PageReader(self.tree, definition, self._names)
        issues: dict[str, list[Document]] = {}
        shared: list[Document] = []
        for document in documents:
            day = path_date(document.path) or said_date(document, definition.facts)
            (issues.setdefault(str(day), []) if day else shared).append(document)
        if path_date(members[0]):
            shared += self._undated()
        for own in list(issues.values()) or [shared]:
            group = self._group(definition, reader, own if own is shared else [*own, *shared])
            if group.pages:
                yield group

    def _group(self, definition: Definition, reader: PageReader, documents: list[Document]) -> Group:
        issue = JsonIssue(self.tree, reader, documents)
        signed = {document.path for document in documents if has_signs(definition, document.text)}
        paper, date = self._said(definition, documents)
        for page in issue.pages:
            page.paper, page.date = paper, date or self._outside_date(page)
        notes = [_("{path} 里的稿件目录没有说明是哪一版，没有用上").format(path=path) for path in issue.strays]
        return Group(definition, issue.pages, sorted(issue.used | signed), issue.missing, notes)

    def _said(self, definition: Definition, documents: list[Document]) -> tuple[str | None, PartialDate | None]:
        """The paper and the day that any of the answers names; a day that an answer says goes before its path's."""
        facts = [paper_and_date(document, definition.facts) for document in documents]
        said = [day for document in documents if (day := said_date(document, definition.facts))]
        papers, days = (paper for paper, _ in facts), (day for _, day in facts)
        return next(filter(None, papers), None), next(iter(said), None) or next(filter(None, days), None)

    def _document(self, member: str) -> Document | None:
        """A page of the site, or a file of data; None for any other."""
        if self.tree.source.size(member) > _LARGEST:
            return None
        data = self._bytes(member)
        if not self._names.is_page(member) and not _START.match(data[:_START_BYTES]):
            return None
        name = member if self._names.is_page(member) else f"{posixpath.splitext(member)[0]}.json"
        document = load(name, data)
        if document is not None:
            document.path = member
        return document

    def _best(self, documents: list[Document]) -> Definition | None:
        """The family whose signs most of the answers bear."""
        counts = [
            (sum(has_signs(family, document.text) for document in documents), family) for family in self._families
        ]
        most = max((count for count, _ in counts), default=0)
        return next((family for count, family in counts if count == most), None) if most else None

    def _undated(self) -> list[Document]:
        """Answers outside the dated folders: articles that are kept apart, or the list of papers."""
        if self._apart is None:
            apart = (member for member in self.tree.members if not _OTHER.search(member) and not path_date(member))
            self._apart = [document for member in apart if (document := self._document(member))]
        return self._apart
