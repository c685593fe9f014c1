"""HTML as a tree: lenient parsing of any bytes, text of an element, and an element's content as blocks.

Only text and picture addresses are taken out; scripts, styles and hidden copies never become text.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator

import msgspec
from lxml import etree

from archive.model import Block, Figure, Heading, ListBlock, Paragraph, Table
from archive.text import (
    Decoded,
    clean,
    declared_encoding,
    decode,
    figure,
    is_toolbar,
    looks_like_heading,
    paragraphs,
    tidy,
)

Element = etree._Element
Picture = Callable[[str], "Found | None"]

# What a browser does not show as text, or what is no part of what was printed.
UNSEEN = frozenset(
    {
        "script", "style", "noscript", "iframe", "frameset", "noframes", "form", "button", "select", "input",
        "textarea", "datalist", "object", "applet", "noembed", "audio", "video", "canvas", "svg", "map", "template",
        "head",
    }
)  # fmt: skip
_BLOCK = {
    "p", "div", "section", "article", "center", "blockquote", "pre", "dl", "dt", "dd", "tr", "td", "th",
    "tbody", "table", "body",
    "html", "main", "header", "footer", "aside", "li", "ul", "ol", "figure", "figcaption", "caption",
    "founder-content", "address", "hr",
}  # fmt: skip
_FIGURE_CLASS = re.compile(r"(?:^|\s)(?:attachment|pci_c|newspic|picture|pic-box|article-img|tp|image-box)(?:\s|$)")
_CAPTION_CLASS = re.compile(r"(?:^|\s)(?:att-content|tushuo|picinfo|pic-?desc|img-?desc|caption|tu-?zhu)(?:\s|$)")
_NOISE = re.compile(r"(?:^|\s)(?:copycontent|bshare\S*|share\S*|toolbar|zoom-?tool)(?:\s|$)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_ICON = re.compile(
    r"(?:tplimg|/css/|/icons?/|spacer|blank\.gif|/d\.gif|checkbox|logo|qrcode|erweima|1x1)", re.IGNORECASE
)
_COPY_FOLLOWS = re.compile(r"供复制全文用|供複製全文用")


class Found(msgspec.Struct, frozen=True):
    """A picture that a page shows: SHA-256 when it came along, else None."""

    sha256: str | None


class Markup(msgspec.Struct, frozen=True):
    """A parsed file."""

    root: Element
    text: str
    decoded: Decoded


def parse(data: bytes) -> Markup | None:
    """Parse as a browser would; None when there is no element in it."""
    decoded = decode(data, declared_encoding(data))
    text = clean(decoded.text)
    root = fragment(text)
    return None if root is None else Markup(root, text, decoded)


def fragment(text: str) -> Element | None:
    """Markup from text; None when nothing can be made of it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, recover=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root if isinstance(root, etree._Element) else None


def select(root: Element, *paths: str) -> Iterator[Element]:
    """The elements that each XPath finds, path by path."""
    for path in paths:
        result = root.xpath(path)
        for found in result if isinstance(result, list) else ():
            if isinstance(found, etree._Element):
                yield found


def by_class(name: str, tag: str = "*") -> str:
    """XPath of the elements that bear a class."""
    return f"descendant-or-self::{tag}[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"


def by_id(name: str, tag: str = "*") -> str:
    return f"descendant-or-self::{tag}[@id='{name}']"


def text_of(element: Element) -> str:
    """An element's visible text; `<br>` and block ends are line ends, lines are tidy, blank ones dropped."""
    parts: list[str] = []
    _gather(element, parts, root=True)
    lines = (tidy(line) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def visible(root: Element) -> Element:
    """A copy without what is not shown; for readers that do not know what is."""
    root = copy.deepcopy(root)
    root.tail = None
    for element in list(root.iter("*")):
        parent = element.getparent()
        if parent is not None and (_tag(element) in UNSEEN or _hidden(element)):
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + (element.tail or "")
            else:
                before.tail = (before.tail or "") + (element.tail or "")
            parent.remove(element)
    return root


def words_of(element: Element) -> str:
    """The text on one line."""
    return tidy(text_of(element).replace("\n", " "))


def _gather(element: Element, parts: list[str], *, root: bool = False) -> None:
    tag = _tag(element)
    if tag and tag not in UNSEEN and (root or not _hidden(element)):
        if tag == "br":
            parts.append("\n")
        if not root and tag in _BLOCK:
            parts.append("\n")
        if element.text:
            parts.append(element.text.replace("\n", " "))
        for child in element:
            _gather(child, parts)
            if child.tail:
                parts.append(child.tail.replace("\n", " "))
        if not root and tag in _BLOCK:
            parts.append("\n")


def _tag(element: Element) -> str:
    """The element's name; empty for comments and processing instructions."""
    tag: object = element.tag
    return tag.lower() if isinstance(tag, str) else ""


def _hidden(element: Element) -> bool:
    return (
        "hidden" in element.attrib
        or bool(_HIDDEN.search(element.get("style") or ""))
        or bool(_NOISE.search(f"{element.get('class') or ''} {element.get('id') or ''}"))
    )


# ── blocks ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def blocks_of(element: Element, picture: Picture) -> tuple[Block, ...]:
    """An element's content as blocks; `picture` finds a picture by its address, None for one that is not content."""
    walk = _Walk(picture)
    walk.children(element)
    walk.flush()
    return tuple(walk.blocks)


class _Walk:
    def __init__(self, picture: Picture) -> None:
        self.blocks: list[Block] = []
        self._picture = picture
        self._text: list[str] = []
        self._stopped = False

    def children(self, element: Element) -> None:
        if element.text:
            self._text.append(element.text.replace("\n", " "))
        for child in element:
            self._one(child)
            if self._stopped:
                return
            if child.tail:
                self._text.append(child.tail.replace("\n", " "))

    def flush(self) -> None:
        for line in paragraphs("".join(self._text)):
            if not is_toolbar(line):
                self.blocks.append(Paragraph(line))
        self._text.clear()

    def _one(self, element: Element) -> None:
        tag = _tag(element)
        if not tag:
            # Whatever follows this comment is the same text once more.
            self._stopped = bool(_COPY_FOLLOWS.search(str(element.text or ""))) and bool(self.blocks or self._text)
            return
        if tag in UNSEEN or _hidden(element):
            return
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if tag == "br":
            self._text.append("\n")
        elif tag == "img":
            self._image(element)
        elif tag == "figure" or (_FIGURE_CLASS.search(name) and element.xpath(".//img")):
            self.flush()
            self.blocks.extend(figures_of(element, self._picture))
        elif tag in ("figcaption", "caption") or _CAPTION_CLASS.search(name):
            self._caption(element)
        elif tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            self.flush()
            if text := text_of(element):
                self.blocks.append(Heading(min(int(tag[1]), 4), text))
        elif tag in ("ul", "ol"):
            self._list(element)
        elif tag == "table" and (rows := _data_rows(element)):
            self.flush()
            self.blocks.append(Table(rows))
        elif tag in _BLOCK:
            self._block(element, tag)
        else:
            self.children(element)

    def _block(self, element: Element, tag: str) -> None:
        self.flush()
        line = text_of(element) if tag in ("p", "center", "div") and _emphatic(element) else ""
        if line and "\n" not in line and looks_like_heading(line, 40):
            self.blocks.append(Heading(2, line))
            return
        self.children(element)
        self.flush()

    def _image(self, element: Element) -> None:
        found = _found(element, self._picture)
        if found is None:
            # 生僻字 stand as little pictures in the text; their alt text is the character.
            alt = (element.get("alt") or "").strip()
            if len(alt) == 1:
                self._text.append(alt)
            return
        self.flush()
        self.blocks.append(Figure(found.sha256))

    def _caption(self, element: Element) -> None:
        self.flush()
        text = text_of(element)
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Figure) and not last.caption and not last.credit:
            self.blocks[-1] = figure(text, last.picture)
        elif text:
            self.blocks.append(Paragraph(tidy(text)))

    def _list(self, element: Element) -> None:
        self.flush()
        if element.xpath(".//img | .//table | .//p"):
            self.children(element)
            self.flush()
            return
        items = tuple(text for text in (words_of(item) for item in element.iterchildren("li")) if text)
        if items:
            self.blocks.append(ListBlock(items))


def figures_of(container: Element, picture: Picture) -> list[Figure]:
    """The pictures of a container, each with the text that follows it (before the first: with the first)."""
    figures: list[tuple[Found, list[str]]] = []
    early: list[str] = []
    for node in visible(container).iter():
        tag = _tag(node)
        if tag == "img" and (found := _found(node, picture)):
            figures.append((found, early if not figures else []))
        target = figures[-1][1] if figures else early
        if node.text and tag and tag != "img":
            target.append(node.text)
        if node.tail:
            target.append(node.tail)
    return [figure(tidy(" ".join(words).replace("\n", " ")), found.sha256) for found, words in figures]


def _found(element: Element, picture: Picture) -> Found | None:
    src = element.get("src") or element.get("data-src") or element.get("data-original") or ""
    if not src or src.startswith("data:") or _ICON.search(src) or element.get("usemap"):
        return None
    return picture(src)


def _emphatic(element: Element) -> bool:
    """Is all of the element's text bold, or the element centred?"""
    if (
        (element.get("align") or "").lower() == "center"
        or _tag(element) == "center"
        or "text-align:center" in ((element.get("style") or "").replace(" ", "").lower())
    ):
        return not element.xpath(".//img")
    bold = "".join(text_of(part) for part in element.iter("strong", "b"))
    return bool(bold) and "".join(bold.split()) == "".join(text_of(element).split())


def _data_rows(table: Element) -> tuple[tuple[str, ...], ...]:
    """A table's cells when it holds data; `()` for one that only arranges text or pictures."""
    if table.xpath(".//img | .//table"):
        return ()
    rows = tuple(
        tuple(words_of(cell) for cell in row.iterchildren("td", "th"))
        for row in table.iter("tr")
        if any(True for _ in row.iterchildren("td", "th"))
    )
    rows = tuple(row for row in rows if any(row))
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return ()
    return rows
