"""Founder e-papers, classic and new: a folder, zip or lone page of a paper's site becomes issues (formats.md 2.B, 2.A).

Pages are read by `founder_pages`, articles by `founder_articles`, issues are put together by `founder_issue`.  A source
may hold several issues of several papers; a lone page is an issue with one page, and says what is missing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import ClassVar

from archive.errors import UnreadableSourceError
from archive.formats import single, unpack
from archive.formats.base import Hints, Source
from archive.formats.founder_issue import IssueBuilder
from archive.formats.founder_pages import (
    ARTICLE_NAME,
    HTML_NAME,
    PAGE_NAME,
    PageFile,
    PageLink,
    enp_properties,
    page_list,
    paper_code,
    path_date,
    read_page,
)
from archive.formats.markup import Markup, parse
from archive.formats.tree import Tree
from archive.model import DraftIssue, IssueKey, PaperKind, PartialDate
from archive.text import declared_encoding, decode

_SIGNS = re.compile(
    r"<a[^>]{0,200}\bid\s*=\s*[\"']?pageLink\b|<map[^>]{0,100}\bname\s*=\s*[\"']?pagepicmap\b|"
    r"<founder-type>\s*2\s*</founder-type>|"
    r"<a[^>]{0,200}\bhref\s*=\s*[\"']?[^\"'>\s]{0,200}\bnode_\w{1,20}\.s?html?[^>]{0,100}>\s*(?:<[^>]{1,200}>\s*)*第?\s*[A-Z]{0,3}\d{1,3}\s*版",
    re.IGNORECASE,
)
_SNIFFED = 12


class Founder:
    """E-papers made by Founder's publishing systems."""

    name: ClassVar[str] = "founder"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        if not source.is_tree:
            data = unpack.head(source, 1 << 20)
            return _has_signs(data) and _looks_like_page(source.members[0], data, alone=True)
        pages = [member for member in source.members if HTML_NAME.search(member)]
        pages.sort(key=lambda member: (not PAGE_NAME.search(member), ARTICLE_NAME.search(member) is not None))
        for member in pages[:_SNIFFED]:
            try:
                data = source.read(member)[: 1 << 20]
                if _has_signs(data) and (PAGE_NAME.search(pages[0]) or _looks_like_page(member, data)):
                    return True
            except (UnreadableSourceError, OSError, KeyError):
                continue
        return False

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        tree = Tree(source)
        groups = _groups(tree)
        if not groups:
            raise UnreadableSourceError(source.name, "没有找到版面页")
        builders: list[IssueBuilder] = []
        unknown: list[UnreadableSourceError] = []
        for pages in groups:
            try:
                builders.append(_builder(tree, pages, hints))
            except UnreadableSourceError as error:
                unknown.append(error)
        if not builders:
            raise unknown[0]
        tree.notes += [f"{error.reason}（其余各期已读）" for error in unknown]
        for number, builder in enumerate(builders):
            yield builder.build(last=number == len(builders) - 1)
            tree.forget()


def _has_signs(data: bytes) -> bool:
    if b"<" not in data[:4096] or b"\0" in data[:1024]:
        return False
    text = decode(data, declared_encoding(data)).text
    return (
        _SIGNS.search(text) is not None and re.search(r"<(?:html|body|div|table|a)\b", text, re.IGNORECASE) is not None
    )


def _looks_like_page(member: str, data: bytes, *, alone: bool = False) -> bool:
    markup = parse(data)
    return markup is not None and _is_page(member, markup, alone=alone)


def _groups(tree: Tree) -> list[list[PageFile]]:
    """The page files of the tree, issue by issue (by folder, then by day)."""
    found: dict[tuple[str, str], list[PageFile]] = {}
    lists: dict[str, list[PageLink]] = {}
    for member in tree.members:
        if not HTML_NAME.search(member):
            continue
        markup = _parsed(tree, member)
        if markup is None:
            continue
        if not _is_page(member, markup, alone=len(tree.members) == 1):
            if listed := page_list(tree, member, markup.root):
                lists[posixpath.dirname(member)] = listed
            continue
        page = read_page(tree, member, markup)
        page.date = page.date or _outside_date(tree, page)
        found.setdefault((posixpath.dirname(member), str(page.date)), []).append(page)
    for pages in found.values():
        _use_index(tree, pages, lists)
    return list(found.values())


def _parsed(tree: Tree, member: str) -> Markup | None:
    """A page file parsed; article files are not looked at yet."""
    if ARTICLE_NAME.search(member) and len(tree.members) > 1:
        return None
    found = tree.blob(member)
    tree.used.discard(member)
    return parse(found.data) if found is not None else None


def _is_page(member: str, markup: Markup, *, alone: bool) -> bool:
    kind = enp_properties(markup.text).get("founder-type")
    if kind in ("1", "2"):
        return kind == "2"
    if PAGE_NAME.search(member):
        return bool(markup.root.xpath("boolean(//area | //a[@href])"))
    has_map = bool(markup.root.xpath("boolean(//map//area[@href])"))
    body = bool(markup.root.xpath("boolean(//founder-content | //*[@id='ozoom']//p)"))
    return (has_map and not body) or (alone and not body)


def _outside_date(tree: Tree, page: PageFile) -> PartialDate | None:
    """A page without a date of its own: the name of the source, or the day in the links to its articles."""
    found = path_date(tree.source.name.replace("\\", "/"))
    if found:
        return found
    links = [area.path for area in page.areas] + [link.path for link in page.listed]
    days = {str(day): day for path in links if (day := path_date(path))}
    return next(iter(days.values())) if len(days) == 1 else None


def _use_index(tree: Tree, pages: list[PageFile], lists: dict[str, list[PageLink]]) -> None:
    """Pages that carry no list of their own get that of the index file which names them."""
    if any(page.pages for page in pages):
        return
    for listed in lists.values():
        by_member = {tree.find(pages[0].member, link.path): link for link in listed}
        if any(page.member in by_member for page in pages):
            for page in pages:
                page.pages = listed
                own = by_member.get(page.member)
                if own is not None:
                    page.label = own.refs[0]


def _builder(tree: Tree, pages: list[PageFile], hints: Hints) -> IssueBuilder:
    """Settle paper, date and edition of one issue; `UnreadableSourceError` where neither page nor user says them."""
    name = tree.source.name
    notes: list[str] = []
    if not any(page.areas or page.listed or page.image for page in pages):
        raise UnreadableSourceError(name, "版面页里没有找到稿件、热区或版面图")
    paper = hints.values.get("paper") or next((page.paper for page in pages if page.paper), None)
    if not paper:
        code = paper_code(f"{name}/{pages[0].member}") or next(
            (found for page in pages if page.image and (found := paper_code(page.image))), None
        )
        if code is None:
            raise UnreadableSourceError(name, "页面没有写明报名，请用 --set paper=报名 指定")
        paper = code
        notes.append(f"页面没有写明报名，暂用文件名中的代号 {code}；可用 --set paper=报名 指定")
    date = single.set_date(name, hints.values) or pages[0].date
    if date is None:
        raise UnreadableSourceError(name, "页面没有写明日期，请用 --set date=YYYY-MM-DD 指定")
    key = IssueKey(PaperKind.NEWSPAPER, paper, date, hints.values.get("edition", ""))
    return IssueBuilder(tree, key, pages, notes)
