"""Site formats: a folder, zip or lone page of a paper's site becomes issues, by the definitions of some families.

A tree is read issue by issue: its files are grouped by their paths' dates first, only the pages of one issue are parsed
at a time.  A lone page is an issue with one page, and says what is missing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single, unpack
from archive.formats.base import Hints, Source
from archive.formats.paths import issue_folder, paper_code, path_date
from archive.formats.sites.definitions import Definitions, bundled
from archive.formats.sites.detect import Names, has_signs, is_page, known_by_name, readable_text
from archive.formats.sites.document import Document, load
from archive.formats.sites.facts import paper_and_date
from archive.formats.sites.issue import IssueBuilder
from archive.formats.sites.language import Definition
from archive.formats.sites.page import PageEntry, PageFile, PageReader
from archive.formats.sites.selectors import elements, value
from archive.formats.tree import Tree
from archive.model import DraftIssue, IssueKey, PaperKind, PartialDate
from archive.newspaper.papers import known_paper
from archive.wording import _

_ASKED_ARTICLES = 5
_SNIFFED_FILES = 12
_SNIFFED_BYTES = 1 << 20
_FORWARD = re.compile(
    r"""<meta\b[^>]{0,80}\brefresh\b[^>]{0,80}?\burl\s*=\s*["']?([^"'>\s]{1,200})"""
    r"""|\blocation(?:\.href)?\s*=\s*["']([^"']{1,200})["']""",
    re.IGNORECASE,
)
_FORWARD_LIMIT = 2000


class SiteFormat:
    """E-papers of some families, read by their definitions.

    A subclass names its format and the families, the surest first; the last one takes what the others do not know.
    """

    name: ClassVar[str]
    version: ClassVar[int]
    per_file: ClassVar[bool] = False
    families: ClassVar[tuple[str, ...]]

    def __init__(self, definitions: Definitions | None = None) -> None:
        self._given = definitions

    def sniff(self, source: Source) -> bool:
        names = Names.of(*self._families())
        if not source.is_tree:
            return self._knows(source.members[0], unpack.head(source, _SNIFFED_BYTES), names, alone=True)
        members = [member for member in source.members if names.may_be_page(member) or names.is_article(member)]
        members.sort(key=lambda name: (not names.is_page(name), not names.is_index(name), names.is_article(name)))
        named = bool(members) and names.is_page(members[0])
        for member in members[:_SNIFFED_FILES]:
            try:
                data = source.read(member)[:_SNIFFED_BYTES]
            except (UnreadableSourceError, OSError, KeyError):
                continue
            if self._knows(member, data, names, named=named):
                return True
        return False

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        site = self._site(Tree(source), hints)
        builders = site.builders()
        builder = next(builders, None)
        if builder is None:
            raise site.unknown[0] if site.unknown else UnreadableSourceError(source.name, _("没有找到版面页"))
        while builder is not None:
            following = next(builders, None)  # looked at before this one is built: the last one speaks for the tree
            draft = builder.build()
            if following is None:
                notes = (*draft.notes, *site.notes())
                draft = msgspec.structs.replace(draft, notes=notes, left_out=site.tree.left_out())
            site.tree.forget()
            yield draft
            builder = following

    def _site(self, tree: Tree, hints: Hints) -> Site:
        return Site(tree, self._definitions(), self._families(), hints)

    def _definitions(self) -> Definitions:
        return self._given or bundled()

    def _families(self) -> tuple[Definition, ...]:
        return tuple(self._definitions().get(name) for name in self.families)

    def _knows(self, member: str, data: bytes, names: Names, *, alone: bool = False, named: bool = False) -> bool:
        """Does a file bear the signs of a family, and is it a page (or is one `named` as such beside it)?"""
        text = readable_text(data)
        for family in self._families() if text else ():
            if has_signs(family, text):
                document = None if named else load(member, data)
                if named or (document is not None and is_page(family, names, document, alone=alone)):
                    return True
        return False


class Group(msgspec.Struct, frozen=True):
    """The page files of one issue and how they are read; `used` are other files that belong to it, `missing` what its
    files speak of and did not come."""

    definition: Definition
    pages: list[PageFile]
    used: Sequence[str] = ()
    missing: Sequence[str] = ()
    notes: Sequence[str] = ()


class Site:
    """A tree while its issues are read; `unknown` remembers those that could not be placed."""

    def __init__(self, tree: Tree, definitions: Definitions, families: tuple[Definition, ...], hints: Hints) -> None:
        self.tree = tree
        self.unknown: list[UnreadableSourceError] = []
        self._definitions = definitions
        self._families = families
        self._hints = hints
        self._names = Names.of(*families)
        self._alone = len(tree.members) == 1
        self._indexes = [member for member in tree.members if self._names.is_index(member)]
        self._listed: dict[str, list[PageEntry]] = {}

    def builders(self) -> Iterator[IssueBuilder]:
        """The issues of the tree ready to be built, one at a time."""
        for members in self._folders():
            for group in self._read(members):
                try:
                    yield self._builder(group)
                except UnreadableSourceError as error:
                    self.unknown.append(error)

    def notes(self) -> list[str]:
        """What is to be said at the end."""
        return [
            *self.tree.notes,
            *(_("{reason}（其余各期已读）").format(reason=error.reason) for error in self.unknown),
        ]

    def _folders(self) -> list[list[str]]:
        """The files that may be pages, issue by issue as far as their paths tell."""
        found: dict[tuple[str, str], list[str]] = {}
        for member in self.tree.members:
            if self._names.may_be_page(member) or self._alone:
                before, day = issue_folder(member)
                key = (before, str(day)) if day else (posixpath.dirname(member), "")
                found.setdefault(key, []).append(member)
        return list(found.values())

    def _read(self, members: list[str]) -> Iterator[Group]:
        """The page files among some members, issue by issue."""
        found: dict[str, list[PageFile]] = {}
        lists: list[list[PageEntry]] = []
        reader: PageReader | None = None
        for member in sorted(members, key=lambda member: not self._names.is_page(member)):  # the surest first
            data = self._bytes(member)
            family = reader.definition if reader else self._family(member, data)
            document = load(member, data, family.encoding)
            if document is None:
                continue
            if not is_page(family, self._names, document, alone=self._alone):
                if not elements(family.article.body, document, (document.root,)):
                    lists.append(self._page_list(PageReader(self.tree, family, self._names), document))
                continue
            if reader is None:
                definition = self._definition(document, family)
                reader = PageReader(self.tree, definition, self._names)
                if definition.encoding and definition.encoding != family.encoding:
                    document = load(member, data, definition.encoding) or document
            page = reader.read(document)
            page.date = page.date or self._outside_date(page)
            found.setdefault(str(page.date), []).append(page)
        for pages in found.values():
            assert reader is not None  # it read them
            if not any(page.entries for page in pages):
                self._use_index(pages, [*lists, *self._above(pages[0].member, reader)])
            yield Group(reader.definition, pages)

    def _bytes(self, member: str) -> bytes:
        found = self.tree.blob(member)
        self.tree.used.discard(member)  # the issue that takes it in marks it again
        if found is None:
            return b""
        return unpack.content(self.tree.source, member)[1] if self._alone else found.data  # a lone file may be packed

    # ── which definition ───────────────────────────────────────────────────────────────────────────────────────────

    def _family(self, member: str, data: bytes) -> Definition:
        """The family that knows the file by its name, else by its signs, else the last."""
        if len(self._families) == 1:
            return self._families[0]
        if (named := known_by_name(self._families, member)) is not None:
            return named
        text = readable_text(data[:_SNIFFED_BYTES])
        return next((family for family in self._families if has_signs(family, text)), self._families[-1])

    def _definition(self, document: Document, family: Definition) -> Definition:
        """The paper's own definition on that day, where there is one: known by name, or by host or code in a path."""
        paper, date = paper_and_date(document, family.facts)
        where = f"{self.tree.source.name}/{document.path}".replace("\\", "/")
        for alias in (paper, paper_code(where), *reversed(where.split("/"))):
            if alias and (found := self._definitions.paper(alias, family.id, date)):
                return found
        return family

    # ── what only the whole tree tells ─────────────────────────────────────────────────────────────────────────────

    def _outside_date(self, page: PageFile) -> PartialDate | None:
        """A page without a date of its own: the name of the source, or the day in the links to its articles."""
        found = path_date(self.tree.source.name.replace("\\", "/"))
        if found:
            return found
        parts = [page.parts, *(entry.parts for entry in page.entries)]
        links = [path for one in parts for path in one.targets()]
        days = {str(day): day for path in links if (day := path_date(path))}
        return next(iter(days.values())) if len(days) == 1 else None

    def _above(self, member: str, reader: PageReader) -> Iterator[list[PageEntry]]:
        """The page lists of the index files in the folders above a page, the nearest first."""
        above = [index for index in self._indexes if _holds(posixpath.dirname(index), member)]
        for index in sorted(above, key=lambda index: -index.count("/")):
            entries = self._listed.get(index)
            if entries is None:
                document = load(index, self._bytes(index), reader.definition.encoding)
                entries = self._page_list(reader, document) if document is not None else []
            if path_date(index) is None:  # one of the whole site, to be asked again; others are of one issue
                self._listed[index] = entries
            yield entries

    def _page_list(self, reader: PageReader, document: Document) -> list[PageEntry]:
        """The pages that a file lists which is none itself; such a file, and one that sends on, is not left out."""
        entries = reader.entries(document)
        named = [entry.path for entry in entries]
        if forward := _FORWARD.search(document.text[:_FORWARD_LIMIT]):
            named.append(self.tree.path(document.path, forward[1] or forward[2]))
        if any(self.tree.find(document.path, path) for path in named):
            self.tree.used.add(document.path)
        return entries

    def _use_index(self, pages: list[PageFile], lists: list[list[PageEntry]]) -> None:
        """Pages that carry no list of their own get that of the file which names them."""
        for entries in lists:
            by_member = {self.tree.find(pages[0].member, entry.path): entry for entry in entries}
            if any(page.member in by_member for page in pages):
                for page in pages:
                    page.entries = entries
                    own = by_member.get(page.member)
                    page.ref = own.ref if own else page.ref

    def _builder(self, group: Group) -> IssueBuilder:
        """Settle paper, date and edition of an issue; `UnreadableSourceError` where neither page nor user says them."""
        name, values, pages = self.tree.source.name, self._hints.values, group.pages
        notes = list(group.notes)
        if not any(page.parts or any(entry.parts for entry in page.entries) for page in pages):
            raise UnreadableSourceError(name, _("版面页里没有找到稿件、热区或版面图"))
        said = (page.paper for page in pages if page.paper)
        paper = values.get("paper") or next(said, None) or group.definition.name or self._paper_of_articles(group)
        if not paper:
            where = f"{name}/{pages[0].member}".replace("\\", "/")
            paths = (where, *(page.parts.image for page in pages))
            codes = (*(paper_code(path) for path in paths if path), *filter(known_paper, reversed(where.split("/"))))
            code = next(filter(None, codes), None)
            if code is None:
                raise UnreadableSourceError(name, _("页面没有写明报名，请用 --set paper=报名 指定"))
            paper = known_paper(code) or code
            notes.append(
                _("页面没有写明报名，按路径中的代号 {code} 记为 {paper}；可用 --set paper=报名 指定").format(
                    code=code, paper=paper
                )
            )
        date = single.set_date(name, values) or pages[0].date
        if date is None:
            raise UnreadableSourceError(name, _("页面没有写明日期，请用 --set date=YYYY-MM-DD 指定"))
        in_path = path_date(pages[0].member)
        if in_path is not None and in_path != date:
            notes.append(
                _("路径中的日期是 {in_path}，页面写的（或指定的）是 {date}，按 {date} 归档").format(
                    in_path=in_path, date=date
                )
            )
        key = IssueKey(PaperKind.NEWSPAPER, paper, date, values.get("edition", ""))
        return IssueBuilder(self.tree, group.definition, key, pages, notes, group.missing, group.used)

    def _paper_of_articles(self, group: Group) -> str | None:
        """The paper that the comment of an article names, where no page does."""
        definition = group.definition
        comments = tuple(where for where in definition.facts.paper if where.startswith("comment:"))
        links = ((page.member, link.path) for page in group.pages for link in page.parts.listed)
        members = (member for base, path in links if (member := self.tree.find(base, path)))
        for member in islice(members, _ASKED_ARTICLES):
            document = load(member, self._bytes(member), definition.encoding)
            if document is not None and (paper := value(comments, document, (document.root,))):
                return paper
        return None


def _holds(folder: str, member: str) -> bool:
    return not folder or member.startswith(f"{folder}/")
