"""EPUB: a newspaper made into a book (level 1 of its contents a page, level 2 an article), or an ordinary book.

A newspaper is told by what it calls itself; of any other book each document of the spine becomes an article in a
collection named after the book, marked as unsure.  A book that we have written says itself which issues it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.base import Hints, Source, blob
from archive.formats.markup import Element, Found, Picture, blocks_of, select, words_of
from archive.formats.office.epub_book import CONTAINER, Book, Entry, page, read_book
from archive.formats.office.epub_issues import IssueMark
from archive.formats.office.epub_own import own_content, own_labels
from archive.formats.office.office import Package, part_names
from archive.labels import dates_in, find_date, parse_date, parse_pages
from archive.model import (
    Blob,
    Block,
    Certainty,
    Content,
    DraftArticle,
    DraftIssue,
    DraftPage,
    Heading,
    IssueKey,
    PageRef,
    PaperKind,
    Paragraph,
    PartialDate,
)
from archive.text import byline_of, compact
from archive.wording import _

_PAPER = re.compile(r"[《]?(?P<paper>[\u4e00-\u9fff]{1,10}[报報])[》]?(?![\u4e00-\u9fff]*书)")
_DAY_OF_TITLE = re.compile(r"[\s\[［(（,，_-]*$")
_CHROME = re.compile(r"(?:^|\s)(?:calibre_navbar|touchscreen_navbar|navbar|calibre_rescale)(?:\s|$)")
_MARK = "\ue000"  # private use: stands where an article of a shared file begins
_FRONT = re.compile(r"cover|titlepage|封面", re.IGNORECASE)


class Epub:
    """E-books: a newspaper's issue or a book."""

    name: ClassVar[str] = "epub"
    version: ClassVar[int] = 2
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        return CONTAINER in part_names(source)

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        with Package(source) as package:
            book = read_book(package)
            if not book.spine:
                raise UnreadableSourceError(source.name, _("EPUB 里没有正文"))
            original = blob(source.members[0], source.read(source.members[0]))
            yield from _Reader(package, book, original, hints).drafts()


class _Planned(msgspec.Struct, frozen=True):
    """An article to be read: its label in the contents (or none), where it lies, the page that it belongs to."""

    label: str
    part: str
    fragment: str = ""
    page: PageRef | None = None


class _Reader:
    """One book while it is read."""

    def __init__(self, package: Package, book: Book, original: Blob, hints: Hints) -> None:
        self._package = package
        self._book = book
        self._original = original
        self._hints = hints
        self._pictures: dict[str, Blob] = {}
        self._missing = list(book.missing)
        self._notes = list(book.notes)

    def drafts(self) -> Iterator[DraftIssue]:
        marks, entries = self._book.issues, self._book.entries
        if len(marks) == 1:
            yield self._own(marks[0], entries)
        elif marks and len(marks) == len(entries):
            yield from (self._own(mark, entry.below) for mark, entry in zip(marks, entries, strict=True))
        else:
            yield self._draft()

    def _own(self, mark: IssueMark, entries: tuple[Entry, ...]) -> DraftIssue:
        """An issue of a book of ours: as many pages as it names, then articles without a page."""
        refs, pages = mark.refs, entries[: len(mark.pages)]
        planned = [(one, ref) for entry, ref in zip(pages, refs, strict=False) for one in entry.below]
        articles = [self._own_article(entry, ref, refs) for entry, ref in planned]
        articles += [self._own_article(entry, None, refs) for entry in entries[len(refs) :]]
        held = tuple(article for article in articles if article)
        pictures = {sha for article in held for sha in article.content.pictures()}
        draft = DraftIssue(
            mark.key,
            pages=tuple(DraftPage(ref.label, ref.name) for ref in refs),
            articles=held,
            blobs=(self._original, *(found for found in self._pictures.values() if found.sha256 in pictures)),
            missing=tuple(dict.fromkeys(self._missing)),
            notes=tuple(self._notes),
            whole=True,
        )
        self._missing, self._notes = [], []
        return draft

    def _own_article(self, entry: Entry, page: PageRef | None, pages: tuple[PageRef, ...]) -> DraftArticle | None:
        part = entry.part
        root = self._root(part) if part else None
        content = own_content(root, lambda address: self._picture(part or "", address)) if root is not None else None
        if root is None or content is None:
            self._missing.append(entry.label)
            return None
        labels = own_labels(root)
        named = tuple(ref for ref in pages if ref.label in labels) or ((page,) if page else ())
        return DraftArticle(content, self._original.sha256, part, named)

    def _draft(self) -> DraftIssue:
        key = self._key()
        newspaper = key.kind is PaperKind.NEWSPAPER
        planned = self._newspaper() if newspaper else self._chapters()
        articles = [article for group in _by_part(planned) for article in self._articles(group, newspaper=newspaper)]
        if not articles:
            raise UnreadableSourceError(self._package.name, _("EPUB 里没有文字"))
        pages = {plan.page.label: plan.page for plan in planned if plan.page is not None}
        return DraftIssue(
            key,
            pages=tuple(DraftPage(page.label, page.name) for page in pages.values()),
            articles=tuple(articles),
            blobs=(self._original, *self._pictures.values()),
            missing=tuple(dict.fromkeys(self._missing)),
            notes=tuple(self._notes),
            whole=newspaper,
            unsure=not newspaper,
        )

    def _key(self) -> IssueKey:
        """A newspaper needs a day and either a calling of its own (`periodical`) or a name that is a newspaper's."""
        values, title = self._hints.values, self._book.title
        date = single.set_date(self._package.name, values) or _date_of(title) or parse_date(self._book.date)
        named = _PAPER.match(title)
        levels = any(entry.below for entry in self._book.entries)
        is_paper = bool(date and date.is_day) and (self._book.periodical or (named is not None and levels))
        paper = values.get("paper") or (named["paper"] if is_paper and named else _without_date(title))
        kind = PaperKind.NEWSPAPER if is_paper else PaperKind.DOCUMENTS
        return IssueKey(kind, paper or single.UNSORTED, date, values.get("edition", ""))

    def _newspaper(self) -> list[_Planned]:
        """Articles under their pages; an entry of level 1 with nothing below it is an article without a page."""
        planned: list[_Planned] = []
        index: set[str | None] = {self._book.nav}
        sections = 0
        for entry in self._book.entries:
            if entry.below:
                sections += 1
                index.add(entry.part)
                ref = next(iter(parse_pages(entry.label)), PageRef(f"{sections:02}", entry.label or None))
                planned += [_Planned(one.label, one.part, one.fragment, ref) for one in _flat(entry) if one.part]
                self._missing += [one.label for one in _flat(entry) if not one.part]
            elif entry.part:
                planned.append(_Planned(entry.label, entry.part, entry.fragment))
            else:
                self._missing.append(entry.label)
        named = {plan.part for plan in planned}
        for part in self._book.spine:
            if part not in named and part not in index and not _FRONT.search(part):
                self._notes.append(_("目录里没有，没有收入：{part}").format(part=part))
        return planned

    def _chapters(self) -> list[_Planned]:
        """Every document of the spine but the contents themselves, with its label in the contents."""
        labels: dict[str, str] = {}
        for entry in self._book.entries:
            for inner in (entry, *_flat(entry)):
                if inner.part:
                    labels.setdefault(inner.part, inner.label)
        return [_Planned(labels.get(part, ""), part) for part in self._book.spine if part != self._book.nav]

    def _articles(self, group: list[_Planned], *, newspaper: bool) -> Iterator[DraftArticle]:
        """The articles of one file: one, or several that begin at fragments."""
        part = group[0].part
        root = self._root(part)
        if root is None:
            return
        for element in list(select(root, "descendant::*[@class]")):
            if _CHROME.search(element.get("class") or "") and (parent := element.getparent()) is not None:
                parent.remove(element)
        for plan, blocks in _split(root, group, lambda address: self._picture(part, address)):
            article = self._article(root, plan, blocks, newspaper=newspaper)
            if article is not None:
                yield article

    def _root(self, part: str) -> Element | None:
        """A document as a tree; None, and a note, when it cannot be read."""
        try:
            root = page(self._package.zip.read(part))
        except UnreadableSourceError as error:
            self._notes.append(str(error))
            return None
        if root is None:
            self._notes.append(_("读不出来：{part}").format(part=part))
        return root

    def _article(
        self, root: Element, plan: _Planned, blocks: tuple[Block, ...], *, newspaper: bool
    ) -> DraftArticle | None:
        title, blocks = _title(plan.label, root, blocks, alone=not plan.fragment)
        if not blocks and (not newspaper or not title):
            if not _FRONT.search(plan.part):
                self._notes.append(_("没有文字，没有收入：{part}").format(part=plan.part))
            return None
        content = Content(title or single.UNTITLED, byline=byline_of(blocks), blocks=blocks)
        own = f"{plan.part}#{plan.fragment}" if plan.fragment else plan.part
        certainty = Certainty.SURE if newspaper else Certainty.UNSURE
        pages = (plan.page,) if plan.page else ()
        return DraftArticle(content, self._original.sha256, own, pages, certainty=certainty)

    def _picture(self, part: str, address: str) -> Found | None:
        found = self._package.find(part, address)
        if found is None:
            if "://" not in address:
                self._missing.append(address)
            return Found(None)
        if found not in self._pictures:
            picture = self._package.picture(found)
            if picture is None:
                self._notes.append(_("这种图片显示不了：{found}").format(found=found))
                return Found(None)
            self._pictures[found] = picture
        return Found(self._pictures[found].sha256)


def _flat(entry: Entry) -> Iterator[Entry]:
    """All that stands below an entry, in order."""
    for below in entry.below:
        yield below
        yield from _flat(below)


def _by_part(planned: list[_Planned]) -> list[list[_Planned]]:
    """Articles that lie in one file together; a place that the contents name twice counts once."""
    groups: dict[str, dict[str, _Planned]] = {}
    for plan in planned:
        groups.setdefault(plan.part, {}).setdefault(plan.fragment, plan)
    return [list(group.values()) for group in groups.values()]


def _split(root: Element, group: list[_Planned], picture: Picture) -> Iterator[tuple[_Planned, tuple[Block, ...]]]:
    """The blocks of each article of a file.  What stands before the first fragment belongs to the first article."""
    places = {plan.fragment: number for number, plan in enumerate(group) if plan.fragment} if len(group) > 1 else {}
    for element in list(select(root, "descendant::*[@id]")) if places else ():
        number = places.pop(element.get("id") or "", None)
        if number is not None and (parent := element.getparent()) is not None:
            mark = parent.makeelement("p", {})
            mark.text = f"{_MARK}{number}"
            element.addprevious(mark)
    current = 0
    held: dict[int, list[Block]] = {}
    body = next(select(root, "descendant-or-self::body"), root)
    for block in blocks_of(body, picture):
        if isinstance(block, Paragraph) and block.text.startswith(_MARK) and block.text[1:].isdigit():
            current = min(int(block.text[1:]), len(group) - 1)
        else:
            held.setdefault(current, []).append(block)
    for number, plan in enumerate(group):
        yield plan, tuple(held.get(number, ()))


def _title(label: str, root: Element, blocks: tuple[Block, ...], *, alone: bool) -> tuple[str, tuple[Block, ...]]:
    """The headline (of the contents, the first heading, or the file's title) and the blocks without it."""
    heading = next((block for block in blocks[:4] if isinstance(block, Heading)), None)
    printed = next((words_of(found) for found in select(root, "descendant::head/title")), "") if alone else ""
    title = label or (heading.text if heading else "") or printed
    first = blocks[0] if blocks else None
    if isinstance(first, Heading | Paragraph) and compact(first.text) == compact(title):
        return first.text, blocks[1:]
    return title, blocks


def _date_of(text: str) -> PartialDate | None:
    """The last day that a text names: `临岚日报 2025-12-30`, `[周二, 30 12月 2025]` is none."""
    found = list(dates_in(text))
    return found[-1].date if found else None


def _without_date(title: str) -> str:
    found = find_date(title)
    bare = title[: found.start] + title[found.end :] if found else title
    return _DAY_OF_TITLE.sub("", bare).strip(" []［］()（）") or title
