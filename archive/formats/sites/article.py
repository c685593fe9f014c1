"""Article files of a site: kicker, title, subtitle, byline, pictures and body of one article.

The definition's selectors speak first (a family puts the comment at the file's end before its layout); what they leave
open is told by its place around the title.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import msgspec

from archive.formats.markup import Element, Picture, blocks_of, figures_of, text_of, words_of
from archive.formats.sites.definitions import bundled
from archive.formats.sites.document import Document
from archive.formats.sites.facts import paper_and_date
from archive.formats.sites.language import ArticleRules, Definition, HeadField, Position, Selectors
from archive.formats.sites.patterns import Pattern
from archive.formats.sites.selectors import Hit, Scope, all_elements, hits
from archive.labels import parse_date_and_pages, parse_pages
from archive.model import Block, Content, Figure, Paragraph, PartialDate
from archive.text import byline_in, byline_of, compact, tidy

_BYLINE_NOISE = re.compile(
    r"^作者\s*[:：]\s*|[（(][^（）()]{0,40}\d{4}\s*年[^（）()]{0,40}[)）]|《[^》]{0,40}》\s*[（(].*$|[（(]\s*[)）]"
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,8}\d{0,2});", re.IGNORECASE)
_EXTENSION = re.compile(r"\.s?html?$", re.IGNORECASE)


class ArticleFile(msgspec.Struct, frozen=True):
    """What an article file says."""

    content: Content
    paper: str | None
    date: PartialDate | None
    page: str | None


def read_article(
    definition: Definition, document: Document, picture: Picture, listed_title: str, element: Element | None = None
) -> ArticleFile:
    """Everything that an article file says; `listed_title` stands in for a title that it does not give.

    `element`: the part of the file that is the article, where it is not the whole file.
    """
    scope = (document.root if element is None else element,)
    rules = definition.article
    paper, date = paper_and_date(document, definition.facts)
    page = _page(document, scope, rules.page)
    head = _Head(document, scope, rules, listed_title)
    blocks = _blocks(document, scope, rules, picture)
    content = Content(
        title=head.title,
        kicker=head.other("kicker"),
        subtitle=head.other("subtitle"),
        byline=head.other("byline") or byline_of(blocks),
        blocks=blocks,
    )
    return ArticleFile(content, paper, date, page)


def own_id(definition: Definition, path: str) -> str:
    """The id in an article's path: `content_548643.htm` → `548643`, `content_1_1001.htm` → `1_1001`."""
    for pattern in definition.article.own_id:
        if found := Pattern.compile(pattern).find(path):
            return found
    return _EXTENSION.sub("", path.rsplit("/", 1)[-1])


def is_article_title(title: str, definition: Definition | None = None) -> bool:
    """False for entries such as 广告, 报头 or 本版责编：某某, by a site's definition or by what all papers share."""
    titles = (definition or bundled().get("newspaper")).drop.titles
    patterns = [Pattern.compile(text) for text in titles]
    return not any(pattern.is_all_of(form) for pattern in patterns for form in (compact(title), title.strip()))


def _page(document: Document, scope: Scope, where: Selectors) -> str | None:
    """The page that the file names: a number in its comment, or the one after a date `（2026年01月03日 01版）`."""
    for hit in hits(where, document, scope):
        printed = tidy(hit.value.replace("\n", " ")).strip("（）()")
        pages = parse_pages(printed) or parse_date_and_pages(printed)[1]
        if pages:
            return pages[0].label
    return None


class _Head:
    """Kicker, title, subtitle and byline as the selectors or the places around the title say them."""

    def __init__(self, document: Document, scope: Scope, rules: ArticleRules, listed_title: str) -> None:
        self._document = document
        titles = list(hits(rules.title, document, scope))
        beside = (rules.kicker, rules.subtitle, rules.byline)
        kickers, subtitles, bylines = (list(hits(where, document, scope)) for where in beside)
        # The comment is surest; of the layout's headings the one that the list names: a site's name is one too.
        titles.sort(key=lambda hit: hit.element is not None and not _begins(hit.value, listed_title))
        self.title = _with_lines([*titles, Hit(listed_title)]) or ""
        self._values: dict[HeadField, str | None] = {
            "kicker": _with_lines(kickers),
            "subtitle": _with_lines(subtitles),
            "byline": self._byline(bylines, rules.byline_noise),
        }
        place = next((hit.element for hit in titles if hit.element is not None and self._is_title(hit.value)), None)
        if place is not None:
            said = {id(hit.element) for hit in (*kickers, *subtitles, *bylines)}
            self._by_position(place, rules.positions, said)

    def other(self, name: HeadField) -> str | None:
        """A part of the head beside the title; never the title once more."""
        text = self._values[name]
        return text if text != self.title else None

    def _is_title(self, text: str) -> bool:
        """A comment and the layout may differ in a letter; a heading of the site is quite another."""
        said, printed = compact(self.title), compact(text)
        return said in printed or printed in said

    def _byline(self, candidates: list[Hit], noises: Selectors) -> str | None:
        for hit in candidates:
            text = tidy(hit.value.replace("\n", " "))
            if hit.element is not None:
                for noise in all_elements(noises, self._document, (hit.element,)):
                    text = text.replace(words_of(noise), "") if noise is not hit.element else text
            text = _BYLINE_NOISE.sub("", text).strip()
            if text and not parse_pages(text):
                return text
        return None

    def _by_position(self, title: Element, positions: tuple[Position, ...], said: set[int]) -> None:
        """Fill what no selector said from the elements around the title's."""
        for position in positions:
            tags = [tag.strip() for tag in position.unit.split(",")]
            unit = _unit(title, tags)
            if unit is not None:
                self._fill(position.before, unit.itersiblings(*tags, preceding=True), said)
                self._fill(position.after, unit.itersiblings(*tags), said)
                return

    def _fill(self, names: tuple[HeadField, ...], parts: Iterator[Element], said: set[int]) -> None:
        for name, part in zip(names, (part for part in parts if id(part) not in said), strict=False):
            where: HeadField = "byline" if byline_in(words_of(part)) else name
            self._values[where] = self._values[where] or text_of(part) or None


def _unit(title: Element, tags: list[str]) -> Element | None:
    """The element of such a kind that holds the title and nothing else."""
    text = text_of(title)
    for element in (title, *title.iterancestors()):
        if text_of(element) != text:
            return None
        if element.tag in tags:
            return element
    return None


def _begins(title: str, listed: str) -> bool:
    """Is it the title that a list shows, whole or cut?"""
    start = compact(listed).rstrip("….")
    return bool(start) and compact(title).startswith(start)


def _with_lines(candidates: list[Hit]) -> str | None:
    """The first that says anything; where another has the same words over several lines, that one."""
    said = [hit.value.strip() for hit in candidates if not hit.value.isspace()]
    same = [text for text in said if text and compact(text) == compact(said[0])]
    return max(same, key=lambda text: text.count("\n"), default=None)


def _blocks(document: Document, scope: Scope, rules: ArticleRules, picture: Picture) -> tuple[Block, ...]:
    bodies = all_elements(rules.body, document, scope)
    body = next((element for element in bodies if text_of(element) or element.xpath("boolean(.//img)")), None)
    outside: list[Figure] = []
    seen: list[Element] = [] if body is None else [body]
    for container in all_elements(rules.pictures, document, scope):
        if container in seen or any(up in seen for up in container.iterancestors()):
            continue
        if body is not None and container in body.iterancestors():
            continue
        seen.append(container)
        outside.extend(figures_of(container, picture))
    if body is None:
        return tuple(outside)
    for noise in list(all_elements(rules.body_noise, document, (body,))):
        _remove(noise)
    _resolve_entities(body)
    # A picture's caption is sometimes the first paragraph of the body as well: said once is enough.
    captions = {compact((figure.caption or "") + (figure.credit or "")) for figure in outside} - {""}
    inside = blocks_of(body, picture)
    return (*outside, *(b for b in inside if not (isinstance(b, Paragraph) and compact(b.text) in captions)))


def _remove(element: Element) -> None:
    """Take an element out; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        previous = element.getprevious()
        if previous is not None:
            previous.tail = (previous.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _resolve_entities(body: Element) -> None:
    """Entities that were escaped twice (`&amp;nbsp;`) still stand in the text as such."""
    for element in body.iter():
        if element.text and "&" in element.text and isinstance(element.tag, str):
            element.text = _ENTITY.sub(lambda hit: html.unescape(hit[0]), element.text)
        if element.tail and "&" in element.tail:
            element.tail = _ENTITY.sub(lambda hit: html.unescape(hit[0]), element.tail)
