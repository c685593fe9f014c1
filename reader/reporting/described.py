"""A report as a printed document (`reader.printed`), from which HTML, Word and PDF follow."""

from __future__ import annotations

from collections.abc import Iterator

from archive.wording import _
from indexer.request import Snippet
from reader.printed import Document, Grid, Part, Rule, Section, Title, Tone, Words
from reader.reporting import contents


def describe(report: contents.Report) -> Document:
    """The whole report in one section: it begins under its title, not on a page of its own."""
    parts = (Title(report.title, 1, listed=False), *_lines(report.lines), *_parts(report))
    return Document(report.title, (Section(parts),), footer=_("电子报阅读机"), title_page=False)


def _parts(report: contents.Report) -> Iterator[Part]:
    for part in report.parts:
        yield Title(part.heading, 2, listed=False)
        yield from _lines(part.lines)
        yield from (Grid((table.headings, *table.rows), shares=_shares(table)) for table in part.tables)
        for number, entry in enumerate(part.entries, 1):
            if number > 1:
                yield Rule()
            yield Title(f"{number}. {entry.title}", 3, listed=False)
            yield Words(entry.source, Tone.SOURCE)
            if entry.passage and entry.passage.text.strip():
                yield _passage(entry.passage)


def _lines(lines: tuple[str, ...]) -> Iterator[Part]:
    return (Words(line, Tone.PLAIN) for line in lines)


def _passage(passage: Snippet) -> Words:
    """On one line: a break within it says nothing."""
    return Words(passage.text.replace("\r", " ").replace("\n", " "), Tone.PLAIN, passage.spans)


def _shares(table: contents.Table) -> tuple[float, ...]:
    """The first column has the names."""
    others = len(table.headings) - 1
    return (1 - 0.25 * others, *[0.25] * others) if 0 < others < 4 else ()
