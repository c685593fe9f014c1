"""RSS, RDF and Atom files saved with their text: each item an article, by the feed's title and the item's day.

Only what stands in the file is read: an item that holds no more than a summary is kept as such, and a linked page or
picture is never fetched.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import ClassVar

from archive.errors import UnreadableSourceError
from archive.formats import single, unpack
from archive.formats.base import Hints, Source
from archive.formats.markup import Found, blocks_of, fragment, words_of
from archive.formats.xml_tree import Element, attribute, child, children, descendants, local, parse_xml, root_name
from archive.labels import find_date
from archive.model import Block, Content, DraftArticle, DraftIssue, DraftPage, IssueKey, PageRef, PaperKind, PartialDate
from archive.text import byline_of, clean, declared_encoding, decode, tidy
from archive.wording import _, listed

_ROOTS = {"rss", "RDF", "feed"}
_ITEMS = re.compile(r"<(?:\w+:)?(?:channel|item|entry)\b")
_NEWSPAPER = re.compile(r"[《]?([\u4e00-\u9fff]{1,8}[报報])[》]?(?![\u4e00-\u9fff])")
# Most complete first; names with a prefix are compared by local name.
_BODIES = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated", "modified", "created")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30};)")


class FeedFile:
    """Feeds kept as files."""

    name: ClassVar[str] = "feed"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = True

    def sniff(self, source: Source) -> bool:
        head = unpack.head(source)
        if root_name(head) not in _ROOTS:
            return False
        return _ITEMS.search(decode(head, declared_encoding(head)).text) is not None

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        if len(source.members) != 1:
            raise UnreadableSourceError(source.name, _("不是单个文件"))
        _name, data = unpack.content(source, source.members[0])
        feed = _Feed(source, _parsed(source, data), hints)
        yield from feed.issues()


def _parsed(source: Source, data: bytes) -> Element:
    """The feed; names of HTML's entities, which feeds use without declaring them, become characters first."""
    root = parse_xml(data)
    if root is None:
        text = decode(data, declared_encoding(data)).text
        plain = _ENTITY.sub(lambda match: html.unescape(match[0]), text).encode("utf-8", "replace")
        root = parse_xml(plain) if plain != data else None
        root = parse_xml(plain, mend=True) if root is None else root
    if root is None or local(root) not in _ROOTS:
        raise UnreadableSourceError(source.name, _("不是完好的 RSS 或 Atom（XML 不完整）"))
    return root


class _Feed:
    """The feed while it is read: items grouped by issue, in their order."""

    def __init__(self, source: Source, root: Element, hints: Hints) -> None:
        self._source = source
        self._items = descendants(root, "item", "entry")
        self._hints = hints
        self._date = single.set_date(source.name, hints.values)
        self._pages = single.set_pages(source.name, hints.values)
        channel = child(root, "channel")
        title = child(channel, "title") if channel is not None else child(root, "title")
        self._title = _plain(title)
        named = _NEWSPAPER.match(self._title)
        self._newspaper = named is not None or bool(self._pages)
        self._paper = hints.values.get("paper") or (named[1] if named else self._title) or single.UNSORTED
        self._problems: dict[str, list[int]] = {}

    def issues(self) -> Iterator[DraftIssue]:
        """One draft for each day; the notes stand in the last.  `UnreadableSourceError` when no item can be used."""
        held: dict[IssueKey, list[DraftArticle]] = {}
        for number, item in enumerate(self._items, 1):
            read = self._item(item, number)
            if read is not None:
                held.setdefault(read[0], []).append(read[1])
        if not held:
            raise UnreadableSourceError(self._source.name, _("订阅文件里没有带标题或正文的条目"))
        last = next(reversed(held))
        for key, articles in held.items():
            pages = {page.label: page for article in articles for page in article.pages}
            yield DraftIssue(
                key,
                pages=tuple(DraftPage(page.label, page.name) for page in pages.values()),
                articles=tuple(articles),
                notes=self._notes() if key is last else (),
            )

    def _item(self, item: Element, number: int) -> tuple[IssueKey, DraftArticle] | None:
        title, blocks = _plain(child(item, "title")), self._body(item)
        if not title and not blocks:
            self._note(_("没有标题也没有正文"), number)
            return None
        if not blocks:
            self._note(_("只有标题，没有正文"), number)
        date = self._date or self._printed_date(item, number)
        content = Content(
            title or single.UNTITLED,
            byline=_author(item) or byline_of(blocks),
            source=_plain(child(item, "source")) or None,
            fields=_fields(item),
            blocks=blocks,
        )
        kind = PaperKind.NEWSPAPER if self._newspaper and date is not None else PaperKind.DOCUMENTS
        key = IssueKey(kind, self._paper, date, self._hints.values.get("edition", ""))
        own = _plain(child(item, "guid")) or _plain(child(item, "id")) or _link(item) or None
        pages: tuple[PageRef, ...] = self._pages if kind is PaperKind.NEWSPAPER else ()
        return key, DraftArticle(single.set_content(content, self._hints.values), "", own, pages)

    def _body(self, item: Element) -> tuple[Block, ...]:
        for name in _BODIES:
            for holder in children(item, name):
                if blocks := _blocks(holder):
                    return blocks
        return ()

    def _printed_date(self, item: Element, number: int) -> PartialDate | None:
        printed = [text for name in _DATES for holder in children(item, name) if (text := _plain(holder))]
        date = next((found for text in printed if (found := _parse_date(text))), None)
        if date is None:
            self._note(_("日期看不懂") if printed else _("没有日期"), number)
        return date

    def _note(self, problem: str, number: int) -> None:
        self._problems.setdefault(problem, []).append(number)

    def _notes(self) -> tuple[str, ...]:
        return tuple(
            _("{problem}：{count} 条（第 {names}{more} 条）").format(
                problem=problem,
                count=len(numbers),
                names=listed(map(str, numbers[:5])),
                more="…" if numbers[5:] else "",
            )
            for problem, numbers in self._problems.items()
        )


def _blocks(holder: Element) -> tuple[Block, ...]:
    """An element's content: elements inside it (xhtml), or HTML or plain text written as characters."""
    if len(holder):
        for element in holder.iter():
            if name := local(element):
                element.tag = name
        return blocks_of(holder, lambda _: Found(None))
    text = clean(holder.text or "").strip()
    if not text:
        return ()
    if "<" not in text:
        text = html.escape(html.unescape(text)).replace("\n", "<br>")
    root = fragment(f"<div>{text}</div>")
    return blocks_of(root, lambda _: Found(None)) if root is not None else ()


def _fields(item: Element) -> dict[str, str]:
    fields = {"网址": _link(item)} if _link(item) else {}
    subjects = dict.fromkeys(text for holder in children(item, "category", "subject") if (text := _subject(holder)))
    return {**fields, "栏目": "、".join(subjects)} if subjects else fields


def _subject(holder: Element) -> str:
    return _plain(holder) or tidy(attribute(holder, "label") or attribute(holder, "term") or "")


def _link(item: Element) -> str:
    """The item's address: RSS writes it as text, Atom as an attribute."""
    for link in children(item, "link"):
        if attribute(link, "rel") in (None, "alternate"):
            return _plain(link) or (attribute(link, "href") or "").strip()
    return ""


def _author(item: Element) -> str | None:
    for author in children(item, "author", "creator"):
        name = child(author, "name")
        if text := _plain(name if name is not None else author):
            return text
    return None


def _plain(element: Element | None) -> str:
    """An element's text on one line, markup and entities that were written in it resolved."""
    if element is None:
        return ""
    text = "".join(str(part) for part in element.itertext())
    if "<" in text or "&" in text:
        root = fragment(f"<div>{text}</div>")
        text = words_of(root) if root is not None else text
    return tidy(" ".join(clean(text).split("\n")))


def _parse_date(text: str) -> PartialDate | None:
    """The day as it is written, whatever its zone: RFC 822 (`Mon, 29 Dec 2025 …`), ISO, Chinese."""
    if found := find_date(text):
        return found.date
    try:
        return PartialDate.of(parsedate_to_datetime(text).date())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
