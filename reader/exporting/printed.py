"""Word and PDF: a document of what is selected, described once and written by the press of either form.

A list of articles: each begins on a page of its own.  An issue: each of its pages does, its picture first, the articles
below one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from archive.labels import printed_labels
from archive.model import Article, IssueKey, Page
from archive.progress import Progress
from archive.wording import _
from reader.exporting.contents import Contents, LeftOut, Step
from reader.exporting.contents import Section as Selected
from reader.exporting.pictures import Picture, Pictures
from reader.exporting.places import new_file
from reader.exporting.reading_order import begins
from reader.navigation import source_of
from reader.printed import Document, Image, Part, Press, Rule, Section, Title
from reader.printed.articles import article_parts

PAGE_WIDTH, PRINT_WIDTH = 1250, 2400
"""Pixels of a page's picture in a document, and of one that is printed alone."""


def write_printed(press: Press, contents: Contents, pictures: Pictures, target: Path) -> Iterator[Step]:
    """One document of the whole selection."""
    with new_file(target) as new:
        sections: list[Section] = []
        for chosen in contents.sections():
            if isinstance(chosen, LeftOut):
                yield chosen
            elif chosen.key is None:
                yield from _articles(contents, pictures, chosen, sections)
            else:
                yield from _issue(contents, pictures, chosen, chosen.key, sections)
        if contents.cancelled or not contents.articles:
            contents.finish(new.place)
            return
        several = len(sections) > 1
        title = contents.selection.title
        footer = title if not several else _("电子报阅读机")
        document = Document(title, sections, footer=footer, contents=several, title_page=several)
        for step in press(document, new.stream):
            if contents.cancelled:
                return
            yield step
        contents.finish(new.place)


def _articles(contents: Contents, pictures: Pictures, chosen: Selected, sections: list[Section]) -> Iterator[Step]:
    for step in contents.walk(chosen):
        if isinstance(step, Article):
            sections.append(article_section(step, pictures))
        else:
            yield step


def article_section(article: Article, pictures: Pictures) -> Section:
    """An article on pages of its own, where it is from at their head."""
    return Section(tuple(article_parts(article, pictures.drawn)), source_of(article.key, article.pages))


def page_section(page: Page, source: str, pictures: Pictures) -> Section:
    """A page's picture alone, as large as the paper allows, sharp enough for a printer."""
    return Section((Image(partial(_page_picture, pictures, page, PRINT_WIDTH), alt=source, whole=True),), source)


def _issue(
    contents: Contents, pictures: Pictures, chosen: Selected, key: IssueKey, sections: list[Section]
) -> Iterator[Step]:
    first = begins(chosen)
    for page in chosen.pages:
        words = " ".join(filter(None, (printed_labels([page.label]), page.name)))
        parts: list[Part] = [Title(f"{key.words} {words}", 1)]
        if page.picture or page.document or page.preview:
            parts.append(Image(partial(_page_picture, pictures, page), alt=words))
        yield from _below(contents, pictures, chosen, first[page.label], parts)
        sections.append(Section(tuple(parts), source_of(key, ()) + words))
    if first[None]:
        parts = (
            [Title(key.words, 1)]
            if not chosen.pages
            else [Title(_("{issue} 不在版面上的文章").format(issue=key.words), 1)]
        )
        yield from _below(contents, pictures, chosen, first[None], parts)
        sections.append(Section(tuple(parts), source_of(key, ())))


def _below(
    contents: Contents, pictures: Pictures, chosen: Selected, ids: Iterable[int], parts: list[Part]
) -> Iterator[Progress | LeftOut]:
    """Articles one below the other, with a line between them."""
    first = True
    for step in contents.walk(chosen, tuple(ids)):
        if not isinstance(step, Article):
            yield step
            continue
        parts += () if first else (Rule(),)
        parts += article_parts(step, pictures.drawn)
        first = False


def _page_picture(pictures: Pictures, page: Page, width: int = PAGE_WIDTH) -> Picture | None:
    return next(iter(pictures.of_page(page, width)), None)
