"""An article as plain text: head, body, captions, each paragraph on a line of its own."""

from __future__ import annotations

from collections.abc import Iterator

from archive.model import Article, Block, Figure, Heading, ListBlock, Paragraph, Table
from reader.navigation import page_line


def render_text(article: Article) -> str:
    """The whole article, nothing left out; ends with a line break."""
    content = article.content
    lines = [line for line in (content.kicker, content.title, content.subtitle) if line]
    lines.append(source_line(article))
    lines += [line for line in (content.byline, content.source) if line]
    lines += [f"{name}：{value}" for name, value in content.fields.items()]
    if content.dateline:
        lines.append(content.dateline)
    lines.append("")
    for block in content.blocks:
        lines += _block_lines(block)
    return "\n".join(lines).rstrip() + "\n"


def source_line(article: Article) -> str:
    """`厦门日报 2025-08-28 第A06、A07版:都市新闻`."""
    key = article.key
    parts = (key.paper, str(key.date) if key.date else "", key.edition, page_line(article.pages))
    return " ".join(part for part in parts if part)


def _block_lines(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text=text):
            yield f"　　{text}"
        case Heading(text=text):
            yield ""
            yield text
        case Figure(caption=caption, credit=credit):
            yield f"［图］{' '.join(part for part in (caption, credit) if part)}"
        case ListBlock(items=items):
            yield from items
        case Table(rows=rows):
            yield from ("\t".join(row) for row in rows)
