"""The main text of a page whose form is not known: the smallest part that holds nearly all of its prose.

Prose is text outside links that reads like sentences; menus, lists of headlines and footers are none.
"""

from __future__ import annotations

import re
from collections import defaultdict

from archive.formats.markup import UNSEEN, Element

_NO_TEXT = UNSEEN | {"option", "a"}
# Where a text's place may be narrowed to; a lone paragraph is no place of its own.
_PARTS = {
    "html",
    "body",
    "div",
    "td",
    "tr",
    "tbody",
    "table",
    "article",
    "section",
    "main",
    "center",
    "form",
    "font",
    "span",
}
_SENTENCE = re.compile(r"[。！？；，、]")
_LONG = 25
_SHARE = 0.8
_LEAST = 12


def main_part(root: Element) -> Element | None:
    """The element with the main text; None where there is hardly any prose."""
    prose = _prose(root)
    if prose[root] < _LEAST:
        return None
    part = root
    while True:
        best = max(part, key=lambda child: prose.get(child, 0), default=None)
        if best is None or prose.get(best, 0) < _SHARE * prose[part] or best.tag not in _PARTS:
            return part
        part = best


def _prose(root: Element) -> defaultdict[Element, int]:
    """How many characters of prose every element holds."""
    own: defaultdict[Element, int] = defaultdict(int)
    silent: set[Element] = set()
    for element in root.iter():
        tag: object = element.tag  # a comment's is a function
        parent = element.getparent()
        if tag in _NO_TEXT or not isinstance(tag, str) or parent in silent:
            silent.add(element)
        else:
            own[element] += _weight(element.text)
        if element is not root and parent is not None and parent not in silent:
            own[parent] += _weight(element.tail)
    for element in reversed(list(root.iter())):  # children before their parents
        parent = element.getparent()
        if element is not root and parent is not None and own.get(element):
            own[parent] += own[element]
    return own


def _weight(text: str | None) -> int:
    text = "".join((text or "").split())
    return len(text) if len(text) >= _LONG or _SENTENCE.search(text) else 0
