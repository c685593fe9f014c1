"""News agencies' XML: NITF, NewsML 1.2 and NewsML-G2, each item one article, kept by provider and day.

A picture item is an article with its caption, a package one with the list of what it holds; what they refer to is named
as missing, since nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

import msgspec
from lxml import etree

from archive.errors import UnreadableSourceError
from archive.formats import single, unpack
from archive.formats.base import Hints, Source, blob
from archive.formats.markup import Found, blocks_of, fragment
from archive.formats.xml_tree import (
    Element,
    attribute,
    child,
    children,
    descendants,
    local,
    parse_xml,
    root_name,
    text_in,
)
from archive.labels import find_date, parse_pages
from archive.model import Block, Content, DraftIssue, Figure, ListBlock, PageRef, PaperKind, Paragraph, PartialDate
from archive.text import paragraphs, tidy
from archive.wording import _

_ROOTS = {"nitf", "NewsML", "newsMessage", "newsItem", "packageItem"}
_COMPACT_DATE = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T|$)")
_WRAPPED = re.compile(r"\n\s*\n|\n(?=[^\S\n]{2,}\S)")
# NITF and other names as the page reader knows them; `media` becomes a figure with its caption.
_AS_HTML = {
    "hl1": "h2", "hl2": "h3", "media": "figure", "media-reference": "img", "media-caption": "figcaption",
    "block": "div", "body.content": "div", "bq": "blockquote", "tagline": "p", "abstract": "div", "credit": "p",
    "media-metadata": "script", "media-object": "script",
}  # fmt: skip


class NewsXml:
    """Single news items as XML."""

    name: ClassVar[str] = "news-xml"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        return root_name(unpack.head(source)) in _ROOTS

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        if len(source.members) != 1:
            raise UnreadableSourceError(source.name, _("不是单个文件"))
        member = source.members[0]
        raw, data = unpack.content(source, member)
        root = parse_xml(data)
        if root is None or local(root) not in _ROOTS:
            raise UnreadableSourceError(source.name, _("不是完好的 NITF 或 NewsML（XML 不完整）"))
        items = list(_items(root))
        if not items:
            raise UnreadableSourceError(source.name, _("新闻 XML 里没有稿件"))
        file = single.TextFile(blob(member, raw), "", ())
        for item in items:
            yield single.draft(source, file, _reading(item), hints)


class _Item(msgspec.Struct):
    """One item's facts as its standard prints them."""

    title: str = ""
    kicker: str | None = None
    subtitle: str | None = None
    byline: str | None = None
    dateline: str | None = None
    provider: str | None = None
    paper: str | None = None
    date: PartialDate | None = None
    pages: tuple[PageRef, ...] = ()
    own_id: str | None = None
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    blocks: list[Block] = msgspec.field(default_factory=list)
    missing: list[str] = msgspec.field(default_factory=list)
    notes: list[str] = msgspec.field(default_factory=list)


def _reading(item: _Item) -> single.Reading:
    title = item.title or next((text for block in item.blocks for text in _texts(block)), "")[:40] or single.UNTITLED
    content = Content(
        title,
        item.kicker,
        item.subtitle if item.subtitle != item.title else None,
        item.byline,
        item.provider,
        item.dateline,
        item.fields,
        tuple(item.blocks),
    )
    newspaper = item.paper is not None and item.date is not None
    kind = PaperKind.NEWSPAPER if newspaper else PaperKind.DOCUMENTS
    paper = item.paper or item.provider or single.UNSORTED
    notes = item.notes if item.date else [*item.notes, _("稿件没有写明日期")]
    return single.Reading(
        content, kind, paper, item.date, item.pages, notes=tuple(notes), missing=tuple(item.missing), own_id=item.own_id
    )


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield block.text


def _items(root: Element) -> Iterator[_Item]:
    match local(root):
        case "nitf":
            yield _nitf(root)
        case "NewsML":
            yield from map(_newsml, descendants(root, "NewsItem"))
        case _:
            yield from map(_g2, descendants(root, "newsItem", "packageItem"))


# ── NITF ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _nitf(root: Element) -> _Item:
    item = _Item()
    head, body = child(root, "head"), child(root, "body")
    top = child(body, "body.head")
    item.title = _words(child(top, "hedline", "hl1")) or _words(child(head, "title"))
    item.subtitle = _words(child(top, "hedline", "hl2")) or None
    item.byline = _nitf_byline(child(top, "byline"))
    item.dateline = _words(child(top, "dateline", "location")) or None
    if abstract := _words(child(top, "abstract")):
        item.fields["摘要"] = abstract
    for note in children(top, "note"):
        item.fields["编者按"] = _words(note)
    data = child(head, "docdata")
    published = child(head, "pubdata")
    owner = child(top, "rights", "rights.owner")
    holder = attribute(child(data, "doc.copyright"), "holder")
    item.provider = _words(child(top, "distributor")) or _words(owner) or holder or attribute(published, "name")
    item.own_id = attribute(child(data, "doc-id"), "id-string")
    story = attribute(child(top, "dateline", "story.date"), "norm")
    for printed in (attribute(child(data, "date.issue"), "norm"), attribute(published, "date.publication"), story):
        item.date = item.date or _date(printed)
    if attribute(published, "type") == "print":
        item.paper = attribute(published, "name")
        item.pages = parse_pages(attribute(published, "position.sequence") or "")
    content = child(body, "body.content")
    if content is not None:
        _nitf_body(content, item)
    taglines = children(child(body, "body.end"), "tagline")
    item.blocks += [Paragraph(text) for part in taglines if (text := _words(part))]
    return item


def _nitf_byline(byline: Element | None) -> str | None:
    """Name and office (`byttl`) as printed, with a comma between."""
    if byline is None:
        return None
    offices = [_words(office) for office in children(byline, "byttl")]
    for office in children(byline, "byttl"):
        office.text = ""
    return ", ".join(filter(None, (_words(byline), *offices))) or None


def _nitf_body(content: Element, item: _Item) -> None:
    """The body's blocks; a producer is the credit of its picture."""
    credits_by_figure: list[str | None] = []
    for media in descendants(content, "media"):
        references = descendants(media, "media-reference")
        producer = descendants(media, "media-producer")
        printed = _words(producer[0]) if producer else ""
        credits_by_figure += [printed or None] * len(references)
        for element in producer:
            _drop(element)
        for reference in references:
            address = attribute(reference, "source") or ""
            item.missing += [address] if address else []
            reference.set("src", address or "?")
    blocks = _blocks(content)
    figures = iter(credits_by_figure)
    for number, block in enumerate(blocks):
        if isinstance(block, Figure) and (credit := next(figures, None)):
            blocks[number] = Figure(None, block.caption, block.credit or credit)
    item.blocks += blocks


# ── NewsML 1.2 ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _newsml(news: Element) -> _Item:
    item = _Item()
    lines = next(iter(descendants(news, "NewsLines")), None)
    item.title = _words(child(lines, "HeadLine")) or _words(child(news, "Identification", "NameLabel"))
    item.subtitle = _words(child(lines, "SubHeadLine")) or None
    item.byline = _words(child(lines, "ByLine")) or None
    item.dateline = _words(child(lines, "DateLine")) or None
    identifier = child(news, "Identification", "NewsIdentifier")
    party = next((found for provider in descendants(news, "Provider") for found in children(provider, "Party")), None)
    item.provider = attribute(party, "FormalName") or _words(child(identifier, "ProviderId")) or None
    item.own_id = _words(child(identifier, "NewsItemId")) or None
    management = child(news, "NewsManagement")
    for printed in (child(management, "FirstCreated"), child(identifier, "DateId")):
        item.date = item.date or _date(text_in(printed))
    for content in descendants(news, "ContentItem"):
        held = child(content, "DataContent")
        if held is not None:
            _inline(held, item)
        elif address := attribute(content, "Href"):
            _picture(address, item, "", "")
    return item


# ── NewsML-G2 ──────────────────────────────────────────────────────────────────────────────────────────────────────


def _g2(news: Element) -> _Item:
    item = _Item()
    meta, about = child(news, "itemMeta"), child(news, "contentMeta")
    for line in children(about, "headline"):
        role = (attribute(line, "role") or "").lower()
        if "sub" in role:
            item.subtitle = item.subtitle or _words(line)
        else:
            item.title = item.title or _words(line)
    item.title = item.title or _words(child(meta, "title"))
    item.byline = _words(child(about, "by")) or None
    item.dateline = _words(child(about, "dateline")) or None
    provider = child(meta, "provider")
    item.provider = _words(child(provider, "name")) or attribute(provider, "literal") or attribute(provider, "qcode")
    item.own_id = attribute(news, "guid")
    for printed in (child(about, "contentCreated"), child(meta, "versionCreated"), child(meta, "firstCreated")):
        item.date = item.date or _date(text_in(printed))
    kind = attribute(child(meta, "itemClass"), "qcode") or ""
    caption = next((_words(line) for line in descendants(news, "description") if "caption" in _role(line)), "")
    contents = child(news, "contentSet")
    for content in contents if contents is not None else ():
        if local(content) in ("inlineXML", "inlineData"):
            _inline(content, item)
    remote = [attribute(part, "href") or attribute(part, "residref") for part in descendants(news, "remoteContent")]
    if kind.endswith((":picture", ":graphic")):
        credit = _words(child(about, "creditline")) or item.byline or ""
        _picture(next(filter(None, remote), ""), item, caption, credit)
    else:
        item.missing += [address for address in remote if address]
    references = descendants(news, "itemRef")
    if titles := tuple(text for part in references if (text := _words(child(part, "headline")))):
        item.blocks.append(ListBlock(titles))
    item.missing += [address for part in references if (address := attribute(part, "residref"))]
    return item


def _role(element: Element) -> str:
    return (attribute(element, "role") or "").lower()


# ── parts that the standards share ─────────────────────────────────────────────────────────────────────────────────


def _inline(holder: Element, item: _Item) -> None:
    """Text inside an item: NITF, XHTML, or characters (plain or with HTML written in them)."""
    bodies = descendants(holder, "body.content") or descendants(holder, "body")
    if bodies:
        for body in bodies:
            _nitf_body(body, item)
    elif len(holder):
        _nitf_body(holder, item)
    elif text := text_in(holder).strip():
        root = fragment(f"<div>{text}</div>") if re.search(r"</?(?:p|br|div|table)\b", text, re.IGNORECASE) else None
        plain = attribute(holder, "contenttype") == "text/plain"
        if root is not None and not plain:
            item.blocks += blocks_of(root, lambda _: Found(None))
        else:  # lines are wrapped by hand: a blank line or an indent begins a paragraph
            shown = text if root is None else "".join(str(part) for part in root.itertext())
            parts = (" ".join(part.split()) for part in _WRAPPED.split(shown.strip()))
            item.blocks += [Paragraph(line) for part in parts for line in paragraphs(part)]


def _picture(address: str, item: _Item, caption: str, credit: str) -> None:
    item.blocks.append(Figure(None, caption or None, credit or None))
    if address:
        item.missing.append(address)


def _blocks(content: Element) -> list[Block]:
    """An element's content as blocks, its elements renamed to what the page reader knows."""
    for element in content.iter():
        if name := local(element):
            element.tag = _AS_HTML.get(name, name)
    etree.cleanup_namespaces(content)
    return list(blocks_of(content, lambda _: Found(None)))


def _drop(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _words(element: Element | None) -> str:
    return " ".join(tidy(part) for part in text_in(element).split("\n") if tidy(part))


def _date(printed: str | None) -> PartialDate | None:
    """`20151210T191044Z`, `2013-03-04T11:14:13.000Z`: the day as it is written, whatever its zone."""
    if not printed:
        return None
    if match := _COMPACT_DATE.match(printed.strip()):
        printed = "-".join(match.groups())
    found = find_date(printed)
    return found.date if found else None
