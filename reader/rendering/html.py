"""An article as HTML: complete, escaped, nothing remote; as a standalone document, or as a part of one of ours.

It is well-formed XML too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape

from archive.model import Article, Block, Figure, Heading, ListBlock, Paragraph, Table
from reader.rendering.text import source_line

_STYLE = """
body{max-width:36em;margin:2em auto;padding:0 1em;font:1.125rem/1.7 "Dianzibao Serif","Noto Serif CJK SC",
"Source Han Serif SC","Songti SC",SimSun,serif;color:#1f1d1a;background:#fbfaf7;text-align:justify}
header{text-align:center;border-bottom:1px solid #cfc8bb;margin-bottom:1.4em}
h1{font-size:1.7em;line-height:1.35;margin:.2em 0;white-space:pre-line}
.kicker,.subtitle{margin:.3em 0;white-space:pre-line}.meta,figcaption,dl{color:#6f685e;font-size:.85em}
p{text-indent:2em;margin:.35em 0;white-space:pre-line}header p{text-indent:0}
h2,h3,h4,h5{font-size:1.08em;margin:1.2em 0 .4em}
figure{margin:1.2em 0;text-align:center}ul{list-style:none;padding-left:2em}
table{border-collapse:collapse;margin:1em 0}td{border:1px solid #cfc8bb;padding:.2em .6em}
dl{display:grid;grid-template-columns:auto 1fr;gap:.1em 1em;text-align:left}dd{margin:0}
""".replace("\n", "")

Picture = Callable[[Figure], str]
"""The `<img>` of a figure; empty where it has none."""


def render_html(article: Article) -> str:
    """The whole article; pictures appear as their caption (the bytes stay in the archive)."""
    title = " ".join(article.content.title.split())
    return "\n".join(
        (
            "<!DOCTYPE html>",
            '<html lang="zh">',
            "<head>",
            '<meta charset="utf-8">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{escape(title)}</title>",
            f"<style>{_STYLE}</style>",
            "</head>",
            "<body>",
            article_html(article),
            "</body>",
            "</html>",
            "",
        )
    )


def article_html(article: Article, picture: Picture = lambda _figure: "", lang: str | None = None) -> str:
    """The `<article>` alone."""
    opening = "<article>" if lang is None else f'<article lang="{lang}" xml:lang="{lang}">'
    blocks = (_block(block, picture) for block in article.content.blocks)
    return "\n".join((opening, *_head(article), *filter(None, blocks), "</article>"))


def _head(article: Article) -> Iterator[str]:
    content = article.content
    yield "<header>"
    if content.kicker:
        yield f'<p class="kicker">{escape(content.kicker)}</p>'
    yield f"<h1>{escape(content.title)}</h1>"
    if content.subtitle:
        yield f'<p class="subtitle">{escape(content.subtitle)}</p>'
    yield f'<p class="meta">{escape(source_line(article))}</p>'
    for kind, line in (("byline", content.byline), ("source", content.source)):
        if line:
            yield f'<p class="meta {kind}">{escape(line)}</p>'
    if content.fields:
        rows = (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in content.fields.items())
        yield f"<dl>{''.join(rows)}</dl>"
    yield "</header>"
    if content.dateline:
        yield f'<p class="dateline">{escape(content.dateline)}</p>'


def _block(block: Block, picture: Picture) -> str:
    match block:
        case Paragraph(text=text):
            return f"<p>{escape(text)}</p>"
        case Heading(level=level, text=text):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Figure(caption=caption, credit=credit):
            words = " ".join(escape(part) for part in (caption, credit) if part)
            return f"<figure>{picture(block)}<figcaption>{words}</figcaption></figure>"
        case ListBlock(items=items) if items:
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"
        case Table(rows=rows) if any(rows):
            body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows if row)
            return f"<table>{body}</table>"
    return ""  # a list or a table with nothing in it
