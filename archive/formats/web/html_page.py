"""One saved HTML article, with the pictures that came along: a web page, a government document, a lone e-paper article.

Known structures first (meta, h1, 发布时间/来源 lines, usual containers); where none holds, trafilatura finds the main
text.
Only text and pictures are taken: no script, style or frame of the page is kept outside its stored original.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import ClassVar

from archive.errors import UnreadableSourceError
from archive.formats import single, unpack
from archive.formats.base import Hints, Source, blob
from archive.formats.markup import (
    Element,
    Found,
    Markup,
    blocks_of,
    by_class,
    by_id,
    parse,
    select,
    text_of,
    visible,
    words_of,
)
from archive.formats.paths import paper_code, path_date
from archive.formats.sites.article import own_id, read_article
from archive.formats.sites.detect import Names
from archive.formats.sites.document import Document
from archive.formats.sites.families import family_of_article
from archive.formats.texts.numbered import is_heading, marker, numbered_blocks
from archive.formats.tree import Tree, shown
from archive.formats.web.html_facts import HtmlFacts
from archive.formats.web.page_facts import is_chrome
from archive.labels import parse_pages
from archive.model import Block, Content, DraftIssue, Heading, PageRef, PaperKind, Paragraph, PartialDate
from archive.newspaper.papers import known_paper
from archive.text import byline_of, compact, declared_encoding, decode, paragraphs
from archive.wording import _

_HTML_NAME = re.compile(r"\.(?:s?html?|xhtml)(?:\.gz|\.xz)?$", re.IGNORECASE)
_COMPANIONS = re.compile(r"(?:_files|\.files|_file)/")
_LOOKS = re.compile(r"<!doctype\s+html|<html\b|<head\b|<body\b|<(?:p|div|table|h1|article|meta)\b[^>]*>", re.IGNORECASE)
_OTHER_XML = re.compile(r"<\?xml.{0,200}?<(?!\?|!|html)[a-z:]", re.IGNORECASE | re.DOTALL)
_BODIES = (
    by_id("UCAP-CONTENT"), by_id("ozoom"), by_class("TRS_Editor"), by_class("TRS_UEDITOR"),
    by_class("pages_content"), by_class("rm_txt_con"),
    by_id("rwb_zw"), by_id("content_area"), by_id("Cnt-Main-Article-QQ"), by_id("artibody"),
    by_id("articleContent"), by_id("zoom"),
    by_class("article-content"), by_class("article_content"), by_class("entry-content"), by_id("p-detail"),
    "descendant::founder-content",
    "descendant::article",
)  # fmt: skip
_ENOUGH = 60
_OF_WORD = "descendant-or-self::body[div[starts-with(@class, 'WordSection') or @class='Section1']]"


class HtmlPage:
    """A single article as HTML."""

    name: ClassVar[str] = "html-page"
    version: ClassVar[int] = 2
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        member = _page_of(source)
        if member is None:
            return False
        try:
            data = unpack.head(source) if not source.is_tree else source.read(member)[: 1 << 16]
        except (UnreadableSourceError, OSError, KeyError):
            return False
        return _is_html(data)

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        member = _page_of(source)
        if member is None:
            raise UnreadableSourceError(source.name, _("里面不是一个网页"))
        raw, data = unpack.content(source, member)
        markup = parse(data)
        if markup is None or not text_of(markup.root):
            raise UnreadableSourceError(source.name, _("网页里没有文字"))
        page = _Page(source, member, markup)
        reading = page.of_a_paper() or page.article(hints)
        file = single.TextFile(blob(member, raw), markup.text, single.decoding_notes(markup.decoded))
        yield single.draft(source, file, reading, hints)


def _page_of(source: Source) -> str | None:
    """The page itself: the one file, or the one HTML file of a tree that is not in a `_files` folder."""
    if not source.is_tree:
        return source.members[0] if len(source.members) == 1 else None
    pages = [member for member in source.members if _HTML_NAME.search(member) and not _COMPANIONS.search(member)]
    return pages[0] if len(pages) == 1 else None


def _is_html(data: bytes) -> bool:
    if not data or (b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return False
    start = decode(data, declared_encoding(data)).text.lstrip("\ufeff \t\r\n")[:20_000]
    if not start.startswith("<"):
        return False
    first = re.sub(r"<!--.*?-->", "", start[:4000], flags=re.DOTALL).lstrip()
    if re.match(r"<(?:rss|feed|svg|mets|alto|nitf)\b", first):
        return False
    if _OTHER_XML.match(start) and not re.search(r"<html\b", start, re.IGNORECASE):
        return False
    return _LOOKS.search(start) is not None


class _Page:
    """The page while it is read."""

    def __init__(self, source: Source, member: str, markup: Markup) -> None:
        self._source = source
        self._member = member
        self._markup = markup
        self._tree = Tree(source)
        self._missing: dict[str, None] = {}
        self._used: dict[str, None] = {}
        self._notes: list[str] = []

    def of_a_paper(self) -> single.Reading | None:
        """A lone article file of an e-paper, if paper and day are known."""
        document = Document(self._member, self._markup.root, self._markup.text, self._markup.decoded)
        family = family_of_article(document)
        if family is None:
            return None
        found = read_article(family, document, self._picture, "")
        where = f"{self._source.name}/{self._member}".replace("\\", "/")
        code = paper_code(where)
        paper = found.paper or (known_paper(code) if code else None)
        date = found.date or path_date(where)
        if date is None or not paper or not (found.content.title or found.content.blocks):
            return None
        pages = parse_pages(found.page) if found.page else ()
        identity = own_id(family, self._member) if Names.of(family).is_article(self._member) else None
        return self._reading(found.content, PaperKind.NEWSPAPER, paper, date, pages, own=identity)

    def article(self, hints: Hints) -> single.Reading:
        facts = HtmlFacts(self._markup)
        blocks = self._body()
        title = facts.title or next((text for block in blocks for text in _texts(block)), "")
        blocks = _without_title(blocks, title)
        if not title and not blocks:
            raise UnreadableSourceError(self._source.name, _("网页里没有找到正文"))
        content = Content(
            title,
            byline=facts.author or byline_of(blocks),
            source=facts.source,
            fields=facts.kept,
            blocks=blocks,
        )
        self._notes += facts.notes
        date = facts.date or path_date(facts.address or "") or path_date(self._member)
        if date is None:
            self._notes.append(_("网页没有写明日期"))
        newspaper = bool(hints.values.get("page")) and (date is not None or bool(hints.values.get("date")))
        kind = PaperKind.NEWSPAPER if newspaper else PaperKind.DOCUMENTS
        return self._reading(content, kind, facts.collection or single.UNSORTED, date)

    def _reading(
        self,
        content: Content,
        kind: PaperKind,
        paper: str,
        date: PartialDate | None,
        pages: tuple[PageRef, ...] = (),
        own: str | None = None,
    ) -> single.Reading:
        blobs = tuple(found for member in self._used if (found := self._tree.blob(member)))
        self._tree.used.add(self._member)
        return single.Reading(
            content,
            kind,
            paper,
            date,
            pages,
            notes=(*self._notes, *self._tree.notes),
            blobs=blobs,
            missing=tuple(self._missing),
            own_id=own,
            left_out=self._tree.left_out() if self._source.is_tree else (),
        )

    def _picture(self, src: str) -> Found | None:
        path = self._tree.path(self._member, src)
        if path is None:
            return None
        member = self._tree.find(self._member, path)
        found = self._tree.blob(member) if member else None
        if member is None or found is None:
            self._missing.setdefault(shown(path))
            return Found(None)
        self._used.setdefault(member)
        return Found(found.sha256)

    def _body(self) -> tuple[Block, ...]:
        for element in select(self._markup.root, _OF_WORD):  # saved from Word: all of it is the document
            return self._cleaned(blocks_of(element, self._picture))
        for element in select(self._markup.root, *_BODIES):
            if len(compact(text_of(element))) >= _ENOUGH:
                return self._cleaned(blocks_of(element, self._picture))
        lines = _main_text(self._markup.root)
        holder = _holder(self._markup.root, lines)
        if holder is not None:
            return self._cleaned(blocks_of(holder, self._picture))
        if lines:
            return self._cleaned(tuple(map(Paragraph, lines)))
        body = next(select(self._markup.root, "descendant-or-self::body"), self._markup.root)
        return self._cleaned(blocks_of(body, self._picture))

    def _cleaned(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        """Without lines of chrome; numbered headings as headings where the text is numbered like a document."""
        kept: list[Block] = []
        for block in blocks:
            if isinstance(block, Paragraph) and is_chrome(block.text):
                self._notes.append(_("去掉了网页的界面文字：{text}").format(text=block.text))
            else:
                kept.append(block)
        lines = [block.text for block in kept if isinstance(block, Paragraph)]
        if any(marker(line)[0] == 1 and is_heading(line) for line in lines):
            numbered = iter(numbered_blocks(lines))
            kept = [next(numbered, block) if isinstance(block, Paragraph) else block for block in kept]
        return tuple(kept)


def _texts(block: Block) -> list[str]:
    return [block.text] if isinstance(block, Paragraph | Heading) else []


def _without_title(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    """The title is often printed once more at the head of the text, over one line or several; pictures there stay."""
    printed = ""
    for count, block in enumerate(blocks[:6], 1):
        printed += compact("".join(_texts(block)))
        if printed == compact(title):
            return (*(block for block in blocks[:count] if not _texts(block)), *blocks[count:])
    return blocks


def _main_text(root: Element) -> list[str]:
    """Main text by trafilatura (imported only here: it takes its time); `[]` when it finds none."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs pages without text as errors
    try:
        found = trafilatura.extract(visible(root), include_comments=False, include_tables=True, favor_recall=True)
    except Exception:  # whatever the extractor stumbles over costs its help, not the page: our own way follows
        return []
    return paragraphs(found) if isinstance(found, str) else []


def _holder(root: Element, lines: list[str]) -> Element | None:
    """The smallest element that holds nearly all of the text and little else, so that pictures keep their place.

    The text as a whole is compared: of a short page the extractor gives every bold word a line of its own.
    """
    wanted = compact("".join(lines))
    size = len(wanted)
    counts: dict[Element, int] = {}
    for element in select(
        root,
        "descendant::p | descendant::h2 | descendant::h3 | descendant::li | descendant::div[not(div or p)]",
    ):
        text = compact(words_of(element))
        if text and text in wanted:
            for ancestor in element.iterancestors():
                counts[ancestor] = counts.get(ancestor, 0) + len(text)
    good = [element for element, held in counts.items() if held >= 0.8 * size]
    if not good or not size:
        return None
    holder = min(good, key=lambda element: len(text_of(element)))
    return holder if len(compact(text_of(holder))) <= 1.3 * size + 40 else None
