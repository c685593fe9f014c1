"""XML as a tree: parsing without entities or network, elements by local name, the name of a file's root.

Prefixes and versions of namespaces differ between writers of one format, so names are compared without them.
"""

from __future__ import annotations

import re

from lxml import etree

from archive.text import declared_encoding, decode

Element = etree._Element

_PROLOG = re.compile(
    r"<\?.{0,2000}?\?>|<!--.{0,20000}?-->|<!DOCTYPE[^>\[]{0,2000}(?:\[[^\]]{0,20000}\]\s*)?>|\s+", re.DOTALL
)
_NUMBERED = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,9}));", re.IGNORECASE)
_START = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?([A-Za-z_][\w.-]{0,40})(?=[\s/>])")


def parse_xml(data: bytes, *, mend: bool = False) -> Element | None:
    """Well-formed XML in any encoding that `archive.text.decode` knows; None for anything else.

    Entities, document types and the network are left alone.  `mend`: what is not well formed is read as far as it goes.
    """
    root = _parsed(data, recover=False)
    if root is None:  # an encoding that is declared wrong, or too narrowly (gb2312)
        text = decode(data, declared_encoding(data)).text.lstrip("\ufeff \t\r\n")
        if text.startswith("<?xml"):
            text = text.partition("?>")[2]
        root = _parsed(_NUMBERED.sub(_character, text).encode("utf-8", "replace"), recover=mend)
    return root


def _character(reference: re.Match[str]) -> str:
    """A reference by number as it is, unless to half a character, which a mended tree would hold and could not give."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return "\ufffd" if 0xD800 <= number <= 0xDFFF else reference[0]


def _parsed(data: bytes, *, recover: bool) -> Element | None:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return root if isinstance(root, etree._Element) else None


def root_name(head: bytes) -> str | None:
    """The local name of the first element of a file, for sniffing by its first bytes; None when that is no XML."""
    if not head or (b"\0" in head[:1024] and not head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return None
    text = decode(head, declared_encoding(head)).text.lstrip("\ufeff \t\r\n")
    position = 0
    while skipped := _PROLOG.match(text, position):
        position = skipped.end()
    match = _START.match(text, position)
    return match[1] if match else None


def local(element: Element) -> str:
    """`{…}p` → `p`; empty for comments and entities."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: Element | None, *names: str) -> list[Element]:
    return [] if element is None else [child for child in element if local(child) in names]


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of each name in turn, from outside inwards; None where one is missing."""
    for name in path:
        element = next((found for found in element if local(found) == name), None) if element is not None else None
    return element


def descendants(element: Element | None, *names: str) -> list[Element]:
    return [] if element is None else [found for found in element.iter() if local(found) in names]


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by local name; None when the element or the attribute is not there."""
    if element is None:
        return None
    plain = element.get(name)
    if plain is not None:
        return plain
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)


def text_in(element: Element | None) -> str:
    """All text inside, as it stands."""
    return "" if element is None else "".join(str(part) for part in element.itertext())
