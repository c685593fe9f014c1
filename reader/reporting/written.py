"""A report as it is shown (the body of an HTML document) and as Markdown, with the words that were found marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Final

from indexer.request import Snippet
from reader.rendering.markdown import escaped
from reader.reporting.contents import Entry, Part, Report, Table

ARTICLE: Final = "article:"
"""Before the id of an article, as the address of a link."""


def body(report: Report, *, linked: bool = False) -> str:
    """What stands in the document's body: well-formed elements, one below the other.

    `linked`: headlines lead to `article:ID`, for who shows it beside the archive.
    """
    parts = [line for part in report.parts for line in _html_part(part, linked=linked)]
    return "\n".join((f"<h1>{escape(report.title)}</h1>", *map(_paragraph, report.lines), *parts))


def _html_part(part: Part, *, linked: bool) -> Iterator[str]:
    yield f"<h2>{escape(part.heading)}</h2>"
    yield from map(_paragraph, part.lines)
    yield from map(_html_table, part.tables)
    if part.entries:
        yield f"<ol>{''.join(_html_entry(entry, linked=linked) for entry in part.entries)}</ol>"


def _paragraph(line: str) -> str:
    return f"<p>{escape(line)}</p>"


def _html_table(table: Table) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.headings)
    rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in table.rows)
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _html_entry(entry: Entry, *, linked: bool) -> str:
    title = escape(entry.title)
    if linked:
        title = f'<a href="{ARTICLE}{entry.article}">{title}</a>'
    passage = ""
    if entry.passage and entry.passage.text.strip():
        marked = _marked(entry.passage, escape, lambda words: f"<mark>{escape(words)}</mark>")
        passage = f'<div class="passage">{marked}</div>'
    return f'<li><b>{title}</b><div class="source">{escape(entry.source)}</div>{passage}</li>'


# ── Markdown ───────────────────────────────────────────────────────────────────────────────────────────────────────


def markdown(report: Report) -> str:
    """A whole file."""
    blocks = [f"# {escaped(report.title)}", *map(escaped, report.lines)]
    for part in report.parts:
        blocks += [f"## {escaped(part.heading)}", *map(escaped, part.lines), *map(_markdown_table, part.tables)]
        blocks += [_markdown_entry(number, entry) for number, entry in enumerate(part.entries, 1)]
    return "\n\n".join(blocks) + "\n"


def _markdown_table(table: Table) -> str:
    rows = [[escaped(" ".join(cell.split())) for cell in row] for row in (table.headings, *table.rows)]
    rows.insert(1, ["---", *["--:"] * (len(table.headings) - 1)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _markdown_entry(number: int, entry: Entry) -> str:
    indent = " " * (len(str(number)) + 2)
    lines = [f"{number}. **{escaped(entry.title)}**  ", f"{indent}{escaped(entry.source)}"]
    if entry.passage and entry.passage.text.strip():
        marked = _marked(entry.passage, escaped, lambda words: f"**{escaped(words)}**")
        lines += ["", f"{indent}{marked}"]
    return "\n".join(lines)


def _marked(passage: Snippet, plain: Callable[[str], str], found: Callable[[str], str]) -> str:
    """The passage on one line, its words as `found` writes them."""
    parts, end = [], 0
    for start, stop in passage.spans:
        parts += [plain(_flat(passage.text[end:start])), found(_flat(passage.text[start:stop]))]
        end = stop
    return "".join([*parts, plain(_flat(passage.text[end:]))]).strip()


def _flat(text: str) -> str:
    """Without line breaks; other blanks stay, as words stand beside what this is a part of."""
    return text.replace("\r", "").replace("\n", " ")
