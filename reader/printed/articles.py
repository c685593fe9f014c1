"""Articles as parts of a printed document."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from archive.model import Article, Block, Figure, Heading, ListBlock, Paragraph, Table
from reader.exporting.markup import flat
from reader.exporting.pictures import Picture
from reader.navigation import source_of
from reader.printed.document import Grid, Image, Part, Title, Tone, Words

Load = Callable[[str], Picture | None]
"""Reads the picture with a SHA-256."""


def article_parts(article: Article, load: Load, *, level: int = 2) -> Iterator[Part]:
    """The whole article, its head first; `level` of its title."""
    content = article.content
    yield Title(flat(content.title) or "—", level, flat(content.kicker or ""), flat(content.subtitle or ""))
    yield Words(source_of(article.key, article.pages), Tone.SOURCE)
    for line in (content.byline, content.source):
        if line:
            yield Words(flat(line), Tone.FACT)
    for name, value in content.fields.items():
        yield Words(f"{name}：{value}", Tone.FACT)
    if content.dateline:
        yield Words(content.dateline)
    for block in content.blocks:
        yield from block_parts(block, load)


def block_parts(block: Block, load: Load) -> Iterator[Part]:
    match block:
        case Paragraph(text=text):
            yield Words(text)
        case Heading(text=text):
            yield Title(flat(text), 3, listed=False)
        case Figure(picture=sha, caption=caption, credit=credit):
            words = " ".join(flat(part) for part in (caption, credit) if part)
            if sha:
                yield Image(partial(load, sha), words, 0.8, words)
            elif words:
                yield Words(f"［图］{words}", Tone.FACT)
        case ListBlock(items=items):
            yield from (Words(item, Tone.PLAIN) for item in items)
        case Table(rows=rows):
            if filled := tuple(row for row in rows if row):
                yield Grid(filled, head=False)
