"""An article that was printed in parts, as the one article that it is: what is read, printed and copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

import msgspec

from archive.errata import errata
from archive.model import Article, Block, Certainty, Paragraph
from archive.newspaper.jump_marks import joined, without_marks

_ENDS = 3
"""Paragraphs at an end among which a mark (下转第四版) may stand."""


class Seam(msgspec.Struct, frozen=True):
    """Where a later part begins: in `block` of the whole's blocks, at its start or (`mended`) within a sentence that
    the jump had broken.  `pages` are the labels of the part's pages.
    """

    part: int
    pages: tuple[str, ...]
    block: int
    mended: bool


class Whole(msgspec.Struct, frozen=True):
    """An article with all its parts, and where they meet; `corrected`: so many places of its text were corrected."""

    article: Article
    seams: tuple[Seam, ...] = ()
    corrected: int = 0


def whole(first: Article, parts: Sequence[Article]) -> Whole:
    """The first part with the texts of the others, jump marks taken off and broken sentences mended.

    Pages and zones of all parts; head and identity of the first; no surer than the least sure part.
    """
    corrected = sum(len(errata(part.printed, part.content)) for part in (first, *parts) if part.printed)
    if not parts:
        return Whole(first, corrected=corrected)
    blocks: tuple[Block, ...] = first.content.blocks
    seams: list[Seam] = []
    for part in parts:
        blocks, at, mended = _meet(blocks, part.content.blocks)
        seams.append(Seam(part.id, tuple(page.label for page in part.pages), at, mended))
    every = (first, *parts)
    article = msgspec.structs.replace(
        first,
        content=msgspec.structs.replace(first.content, blocks=blocks),
        pages=tuple(dict.fromkeys(page for part in every for page in part.pages)),
        zones=tuple(zone for part in every for zone in part.zones),
        certainty=next((part.certainty for part in every if part.certainty is not Certainty.SURE), Certainty.SURE),
    )
    return Whole(article, tuple(seams), corrected)


def as_printed(article: Article) -> Article:
    """The article as it was before people corrected its text."""
    return msgspec.structs.replace(article, content=article.printed) if article.printed else article


def _meet(before: tuple[Block, ...], after: tuple[Block, ...]) -> tuple[tuple[Block, ...], int, bool]:
    """The blocks of both, where those of the second begin, and whether a broken sentence was mended there."""
    tail = _texts(reversed(before))[::-1]
    head = _texts(after)
    texts = joined(tail, head)
    kept = len(without_marks(tail))
    mended = len(texts) < kept + len(without_marks(head))
    begin = len(before) - len(tail)
    blocks = (*before[:begin], *map(Paragraph, texts), *after[len(head) :])
    return blocks, begin + kept - mended, mended


def _texts(blocks: Iterable[Block]) -> list[str]:
    """The texts of the paragraphs that these blocks begin with, a few of them."""
    paragraphs = takewhile(lambda block: isinstance(block, Paragraph), blocks)
    return [block.text for block, _ in zip(paragraphs, range(_ENDS), strict=False) if isinstance(block, Paragraph)]
