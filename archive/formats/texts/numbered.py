"""Numbered headings of official documents: 一、 = 1, （一） = 2, 1. = 3, (1) = 4, as printed and as mistyped.

A numbered line that runs on (`（一）指导思想。以…`) is a paragraph; only a short line that is nothing else is a
heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.labels import chinese_number
from archive.model import Block, Heading, ListBlock, Paragraph
from archive.text import BULLETS

_CHINESE = "一二三四五六七八九十〇零百"
_MARKERS = (
    (1, re.compile(rf"(?:第[{_CHINESE}]+[章编]\s*|(?P<n>[{_CHINESE}]+)\s*[、.．])")),
    (2, re.compile(rf"[（(]\s*(?P<n>[{_CHINESE}]+)\s*[）)]")),
    (3, re.compile(r"(?P<n>\d{1,3})\s*[.．、](?!\d)")),
    (4, re.compile(r"[（(]\s*(?P<n>\d{1,3})\s*[）)]")),
)
_LIMIT = 50


def numbered_blocks(lines: Iterable[str]) -> list[Block]:
    """Lines as headings, lists and paragraphs.

    `（2）` where `（二）` is due is a second-level heading: it follows a second-level heading numbered one less and no
    deeper heading stands between.
    """
    blocks: list[Block] = []
    second = 0  # the number of the last second-level heading, 0 where something else came between
    for line in lines:
        level, number = marker(line)
        heading = level and is_heading(line)
        if level == 4 and second and number == second + 1:
            level = 2
        if heading:
            blocks.append(Heading(level, line))
        elif line[0] in BULLETS:
            last = blocks[-1] if blocks else None
            if isinstance(last, ListBlock):
                blocks[-1] = ListBlock((*last.items, line))
            else:
                blocks.append(ListBlock((line,)))
        else:
            blocks.append(Paragraph(line))
        if level == 2:
            second = number
        elif level in (1, 3):
            second = 0
    return blocks


def marker(line: str) -> tuple[int, int]:
    """Level 1…4 and number of a line's marker; `(0, 0)` without one, number 0 where it is not counted."""
    for level, pattern in _MARKERS:
        if match := pattern.match(line):
            printed = match["n"]
            if not printed:
                return level, 0
            return level, int(printed) if printed.isascii() else chinese_number(printed)
    return 0, 0


def is_heading(line: str) -> bool:
    """Short, and no sentence."""
    return len(line) <= _LIMIT and not re.search(r"[。；;：:，,]$", line) and "。" not in line
