"""An article as Markdown (CommonMark with pipe tables); every sign that Markdown would read is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable

from archive.model import Article, Block, Figure, Heading, ListBlock, Paragraph, Table
from reader.navigation import citation
from reader.rendering.text import source_line

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LINE_START = re.compile(r"^(\s*\d*)([-+=.)])(?=\s|$|[-=])", re.ASCII)


def render_markdown(article: Article, picture: Callable[[Figure], str] = lambda _figure: "") -> str:
    """The whole article; pictures appear as their caption, and where `picture` gives an address, as pictures."""
    content = article.content
    parts = [f"*{escaped(content.kicker)}*"] if content.kicker else []
    parts.append(f"# {escaped(' '.join(content.title.split()))}")
    if content.subtitle:
        parts.append(f"**{escaped(content.subtitle)}**")
    parts.append(escaped(source_line(article)))
    parts += [escaped(line) for line in (content.byline, content.source) if line]
    if content.fields:
        parts.append("\n".join(f"- {escaped(name)}：{escaped(value)}" for name, value in content.fields.items()))
    if content.dateline:
        parts.append(escaped(content.dateline))
    parts += [_block(block, picture) for block in content.blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def quoted(words: str, article: Article) -> str:
    """Words of the article as a quotation, with where they are from."""
    lines = [f"> {escaped(line)}" if line else ">" for line in words.split("\n")]
    return "\n".join([*lines, ">", f"> {escaped(citation(article.key, article.pages, article.content.title))}", ""])


def _block(block: Block, picture: Callable[[Figure], str]) -> str:
    match block:
        case Paragraph(text=text):
            return escaped(text)
        case Heading(level=level, text=text):
            return f"{'#' * min(level + 1, 6)} {escaped(' '.join(text.split()))}"
        case Figure(caption=caption, credit=credit):
            words = " ".join(part for part in (caption, credit) if part)
            shown = f"![](<{address}>)" if (address := picture(block)) else ""
            return "\n\n".join(filter(None, (shown, f"> 图：{escaped(words)}" if words else "")))
        case ListBlock(items=items):
            return "\n".join(f"- {escaped(item)}" for item in items)
        case Table(rows=rows):
            return _table(rows)
    raise AssertionError(block)


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    lines = ["| " + " | ".join([*(escaped(cell) for cell in row), *[""] * (width - len(row))]) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(line.replace("\n", " ") for line in lines)


def escaped(text: str) -> str:
    """Escape what Markdown would read; line breaks inside become hard breaks."""
    lines = [_LINE_START.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", line)) for line in text.split("\n")]
    return "  \n".join(lines)
