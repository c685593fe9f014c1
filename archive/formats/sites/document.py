"""One file of a site, parsed once: its elements, its text, and what its comments say.

A JSON file (or a script that assigns one) is seen as elements too: an object's member is an element of that name, an
item of a list an element `item`.
"""

from __future__ import annotations

import html
import re

import msgspec
from lxml import etree

from archive.formats.markup import Element, fragment, parse, text_of
from archive.formats.sites.json_text import read_value
from archive.text import Decoded, clean, decode, tidy

_COMMENT_LIMIT = 100_000
_VALUE = re.compile(r"<([a-z][a-z0-9_-]{1,40})>(.{0,4000}?)</\1>", re.DOTALL | re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[(.{0,4000}?)\]\]>", re.DOTALL)
_NOT_IN_NAMES = re.compile(r"[^\w.-]")
_NOT_IN_TEXT = re.compile("[\ud800-\udfff\ufffe\uffff]")
_DEPTH = 60


class Document(msgspec.Struct):
    """A parsed file."""

    path: str
    root: Element
    text: str
    decoded: Decoded
    _properties: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)

    def properties(self, comment: str) -> dict[str, str]:
        """Names (lower case) and values of the last comment that begins with that word; both Founder dialects."""
        if comment not in self._properties:
            self._properties[comment] = _properties(self.text, comment)
        return self._properties[comment]

    def between(self, comment: str) -> Element | None:
        """What stands between `<!--name-->` and `<!--/name-->`."""
        name = re.escape(comment)
        opened = re.search(rf"<!--\s{{0,9}}<?{name}>?\s{{0,9}}-->", self.text, re.IGNORECASE)
        if opened is None:
            return None
        end = re.compile(rf"<!--\s{{0,9}}<?/{name}>?\s{{0,9}}-->", re.IGNORECASE).search(self.text, opened.end())
        return fragment(f"<div>{self.text[opened.end() : end.start()]}</div>") if end else None


def load(path: str, data: bytes, encoding: str | None = None) -> Document | None:
    """Parse a file's bytes; None when there is nothing in it.  `encoding` overrules all evidence."""
    if encoding:
        data = _decoded(data, encoding).text.encode("utf-8")
    if path.lower().endswith((".json", ".js")) or data.lstrip()[:1] in (b"{", b"["):
        return _load_json(path, data)
    markup = parse(data)
    return None if markup is None else Document(path, markup.root, markup.text, markup.decoded)


def plain(value: str) -> str:
    """A value's text: entities resolved, `<br>` and paragraphs as line ends, other markup gone."""
    if "<" not in value and "&" not in value:
        return tidy(value)
    root = fragment(f"<div>{html.unescape(value)}</div>")
    return text_of(root) if root is not None else tidy(value)


def _properties(text: str, comment: str) -> dict[str, str]:
    start = text.rfind(f"<!--{comment}")
    if start < 0:
        starts = [match.end() for match in re.finditer(rf"<!--\s{{0,9}}{re.escape(comment)}\b", text)]
        if not starts:
            return {}
        start = starts[-1]
    end = text.find("-->", start)
    printed = text[start : min(end if end >= 0 else len(text), start + _COMMENT_LIMIT)]
    inside = _CDATA.sub(lambda hit: html.escape(hit[1], quote=False), printed)
    values: dict[str, str] = {}
    for name, value in _VALUE.findall(inside):
        values.setdefault(name.lower(), value.strip())
    return {name: plain(value) for name, value in values.items()}


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding, "replace")
    except LookupError:
        return decode(data, encoding)
    return Decoded(text, encoding, text.count("�"))


def _load_json(path: str, data: bytes) -> Document | None:
    decoded = decode(data)
    text = clean(decoded.text)
    try:
        root = _element("json", read_value(text), 0)
    except ValueError:
        return None
    return Document(path, root, text, decoded)


def _element(name: str, value: object, depth: int) -> Element:
    try:
        element = etree.Element(name)
    except ValueError:  # letters that no element's name may have
        element = etree.Element("_")
    if depth > _DEPTH:
        raise ValueError("nested too deep")
    if isinstance(value, dict):
        for key, inner in value.items():
            element.append(_element(_element_name(str(key)), inner, depth + 1))
    elif isinstance(value, list):
        element.extend(_element("item", inner, depth + 1) for inner in value)
    elif value is not None:
        element.text = _NOT_IN_TEXT.sub("\ufffd", clean(str(value)))
    return element


def _element_name(key: str) -> str:
    name = _NOT_IN_NAMES.sub("_", key) or "_"
    return name if name[0].isalpha() or name[0] == "_" else f"_{name}"
