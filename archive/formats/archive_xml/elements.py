"""What the readers of archive XML ask of its elements: local names throughout, numbers that can be coordinates."""

from __future__ import annotations

import math

from archive.formats.xml_tree import Element, descendants, parse_xml, text_in
from archive.text import tidy

_NUMBER_LIMIT = 1e8


def parse(data: bytes) -> tuple[Element | None, bool]:
    """The root, and whether parts of the file were too broken to be in it."""
    root = parse_xml(data)
    return (root, False) if root is not None else (parse_xml(data, mend=True), True)


def words_in(element: Element) -> str:
    """All text inside, on one line."""
    return tidy(text_in(element))


def first_text(root: Element, *names: str) -> str:
    """The text of the first element of these names that has any."""
    return next((text for element in descendants(root, *names) if (text := words_in(element))), "")


def number(printed: str | None) -> float | None:
    """A coordinate: finite and of a size that a page can have, else None."""
    try:
        value = float(printed or "")
    except ValueError:
        return None
    return value if math.isfinite(value) and abs(value) <= _NUMBER_LIMIT else None
