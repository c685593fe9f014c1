"""Founder e-paper article files: kicker, title, subtitle, byline, pictures and body of one `content_….htm`.

The trailing enpproperty comment speaks first, the layout where it is silent.  Design: formats.md 2.B.1, 2.B.3, 2.A.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive.formats.founder_pages import date_of, enp_properties, paper_in_title
from archive.formats.markup import (
    Element,
    Markup,
    Picture,
    blocks_of,
    by_class,
    by_id,
    figures_of,
    fragment,
    select,
    text_of,
    words_of,
)
from archive.labels import parse_date_and_pages, parse_pages
from archive.model import Block, Content, Figure, Paragraph, PartialDate
from archive.text import byline_of, compact

_NOT_ARTICLE = re.compile(
    r"(?:公益|分类|分類)?(?:广告|廣告)|公告|报头|報頭|报眼|報眼|中缝|中縫|广告专版|"
    r"(?:本版|本期|本刊|今日)(?:责任|責任|执行)?(?:编辑|編輯|责编|責編|主编|主編|美编|美編|校对|校對)(?:[:：\s].*)?|"
    r"(?:责任编辑|責任編輯|责编|責編|值班编委|版式设计)(?:[:：\s].*)?"
)
_OPEN = re.compile(r"<!--\s{0,9}(?:enpcontent|<npm:article-content>)\s{0,9}-->", re.IGNORECASE)
_CLOSE = re.compile(r"<!--\s{0,9}(?:/enpcontent|</npm:article-content>)\s{0,9}-->", re.IGNORECASE)
_BODIES = (
    "descendant::founder-content", by_id("ozoom"), by_class("newsdetatext"), by_id("articleContent"),
    by_id("news_content"),
    by_class("m-article-main"), by_class("article-entry"), by_id("contenttext"),
)  # fmt: skip
_TITLES = (
    by_id("Title"), "descendant::founder-title", by_class("main-article-title"), by_class("font01", "td"),
    by_class("bt1", "td"),
    by_class("BSHARE_TEXT"), f"{by_class('article')}//h1", f"{by_class('newsdetatit')}//h3", "descendant::h1",
)  # fmt: skip
_KICKERS = (by_id("PreTitle"), by_class("intro"), by_class("leading_title"))
_SUBTITLES = (by_id("SubTitle"), by_class("sub"))
_BYLINES = (
    by_id("Author"), "descendant::founder-author", by_class("main-article-author"), by_class("m-article-author"),
    f"{by_class('article')}//p[contains(concat(' ', normalize-space(@class), ' '), ' sec ')]",
    f"{by_class('article')}//h4",
)  # fmt: skip
_PICTURES = (by_id("newspic"), by_class("pci_c", "table"), by_class("attachment"))


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """What an article file says."""

    content: Content
    paper: str | None
    date: PartialDate | None
    page: str | None


def is_article_title(title: str) -> bool:
    """False for entries such as 广告, 报头 or 本版责编：某某."""
    return _NOT_ARTICLE.fullmatch(compact(title)) is None and _NOT_ARTICLE.fullmatch(title.strip()) is None


def read_article(member: str, markup: Markup, picture: Picture, listed_title: str) -> ArticleFile:
    """Everything that an article file says; `listed_title` stands in for a title that it does not give."""
    properties = enp_properties(markup.text)
    root = markup.root
    head = _Head(root)
    title = _with_lines(properties.get("founder-title") or properties.get("title"), head.title, listed_title)
    kicker = _with_lines(properties.get("founder-introtitle") or properties.get("introtitle"), head.kicker)
    subtitle = _with_lines(properties.get("founder-subtitle") or properties.get("subtitle"), head.subtitle)
    author = properties.get("founder-author") or properties.get("author") or head.byline
    blocks = _blocks(root, markup.text, picture)
    content = Content(
        title=title or "",
        kicker=kicker if kicker != title else None,
        subtitle=subtitle if subtitle != title else None,
        byline=author or byline_of(blocks),
        blocks=blocks,
    )
    paper = properties.get("founder-papername") or properties.get("nodesearchname") or paper_in_title(root)
    return ArticleFile(
        content, paper, date_of(properties, member), _page_number(root, properties.get("founder-pagenum"))
    )


def own_id(path: str) -> str:
    """`content_548643.htm` → `548643`, `content_1_1001.htm` → `1_1001`."""
    name = path.rsplit("/", 1)[-1]
    return re.sub(r"^(?:content|con|nw|article)[_.-]|\.s?html?$", "", name, flags=re.IGNORECASE)


def _page_number(root: Element, number: str | None) -> str | None:
    """The page that the comment names, or else the one printed after the date: `（2026年01月03日 01版）`."""
    if number:
        return number
    for element in select(root, by_class("date")):
        printed = words_of(element).strip("（）()")
        if pages := parse_date_and_pages(printed)[1]:
            return pages[0].label
    return None


class _Head:
    """Title block of the layout: by known places, or by the rows around the title."""

    def __init__(self, root: Element) -> None:
        self._root = root
        where = next((element for element in select(root, *_TITLES) if text_of(element)), None)
        self.title = text_of(where) if where is not None else None
        self.kicker = _first(root, _KICKERS)
        self.subtitle = _first(root, _SUBTITLES)
        self.byline = self._byline()
        if where is not None:
            self._around(where)

    def _byline(self) -> str | None:
        for element in select(self._root, *_BYLINES):
            dates = [
                words_of(date)
                for date in select(element, by_class("date"), by_class("newstime"))
                if date is not element
            ]
            text = words_of(element)
            for date in dates:
                text = text.replace(date, "")
            text = re.sub(r"^作者\s*[:：]\s*|[（(]\s*[)）]|《[^》]*》\s*[（(].*$", "", text).strip()
            if text and not parse_pages(text):
                return text
        return None

    def _around(self, title: Element) -> None:
        """Kicker, subtitle and author by position: the rows or headings before and after the title."""
        row = next((up for up in title.iterancestors("tr")), None)
        unit, tag = (row, "tr") if title.tag == "td" and row is not None else (title, "")
        if tag:
            before = [text_of(other) for other in unit.itersiblings("tr", preceding=True)][:1]
            after = [text_of(other) for other in unit.itersiblings("tr")][:2]
            self.kicker = self.kicker or (before[0] if before and before[0] else None)
            self.subtitle = self.subtitle or (after[0] if after and after[0] else None)
            self.byline = self.byline or (after[1] if len(after) > 1 and after[1] else None)
        elif title.tag in ("h1", "h2", "h3"):
            heads = ("h1", "h2", "h3", "h4")
            previous = next(title.itersiblings(*heads, preceding=True), None)
            following = next(title.itersiblings(*heads), None)
            if previous is not None and not self.kicker:
                self.kicker = text_of(previous) or None
            if following is not None and following.tag != "h4" and not self.subtitle:
                self.subtitle = text_of(following) or None


def _first(root: Element, places: tuple[str, ...]) -> str | None:
    return next((text for element in select(root, *places) if (text := text_of(element))), None)


def _with_lines(*candidates: str | None) -> str | None:
    """The first that says anything; where a later one has the same words over several lines, that one."""
    first = next((text for text in candidates if text), None)
    if first is None:
        return None
    same = [text for text in candidates if text and compact(text) == compact(first)]
    return max(same, key=lambda text: text.count("\n"))


def _blocks(root: Element, text: str, picture: Picture) -> tuple[Block, ...]:
    body = next((element for element in select(root, *_BODIES) if text_of(element) or element.xpath(".//img")), None)
    if body is None and (opened := _OPEN.search(text)) and (closed := _CLOSE.search(text, opened.end())):
        body = fragment(f"<div>{text[opened.end() : closed.start()]}</div>")
    inside = blocks_of(body, picture) if body is not None else ()
    outside: list[Figure] = []
    seen: list[Element] = []
    for container in select(root, *_PICTURES):
        nested = any(other in seen for other in container.iterancestors())
        if body is not None and (container is body or body in container.iterancestors()):
            continue
        if not nested:
            seen.append(container)
            outside.extend(figures_of(container, picture))
    # A picture's caption is sometimes the first paragraph of the body as well: said once is enough.
    captions = {compact((figure.caption or "") + (figure.credit or "")) for figure in outside} - {""}
    kept = [block for block in inside if not (isinstance(block, Paragraph) and compact(block.text) in captions)]
    return (*outside, *kept)
