"""An article that was printed in parts, as the one article that it is: what is read, printed and copied."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import msgspec

from archive.continuations import joined
from archive.model import Article, Block, Paragraph

_ENDS = 3
"""Paragraphs at an end among which a mark (下转第四版) may stand."""


def whole(first: Article, parts: Sequence[Article]) -> Article:
    """The first part with the texts of the others, jump marks taken off and broken sentences mended.

    Pages and zones of all parts; head and identity of the first.
    """
    blocks: tuple[Block, ...] = first.content.blocks
    for part in parts:
        blocks = _meet(blocks, part.content.blocks)
    every = (first, *parts)
    return msgspec.structs.replace(
        first,
        content=msgspec.structs.replace(first.content, blocks=blocks),
        pages=tuple(dict.fromkeys(page for part in every for page in part.pages)),
        zones=tuple(zone for part in every for zone in part.zones),
    )


def _meet(before: tuple[Block, ...], after: tuple[Block, ...]) -> tuple[Block, ...]:
    tail = _texts(reversed(before))[::-1]
    head = _texts(after)
    seam = tuple(Paragraph(text) for text in joined(tail, head))
    return (*before[: len(before) - len(tail)], *seam, *after[len(head) :])


def _texts(blocks: Sequence[Block] | reversed[Block]) -> list[str]:
    """The texts of the paragraphs that these blocks begin with, a few of them."""
    paragraphs = takewhile(lambda block: isinstance(block, Paragraph), blocks)
    return [block.text for block, _ in zip(paragraphs, range(_ENDS), strict=False) if isinstance(block, Paragraph)]
