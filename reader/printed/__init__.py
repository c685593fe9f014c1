"""Printed documents: one description (`document`), written as Word here (`word`), as PDF and on paper by `ui.printing`.

Whoever has something to hand over (articles, clippings, a report) describes it as a `Document`; every form follows from
that.  `articles` describes articles.
"""

from reader.printed.document import (
    Aside,
    Document,
    Grid,
    Image,
    Part,
    Press,
    Rule,
    Section,
    Title,
    Tone,
    Words,
)

__all__ = ["Aside", "Document", "Grid", "Image", "Part", "Press", "Rule", "Section", "Title", "Tone", "Words"]
