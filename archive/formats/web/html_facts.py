"""What an HTML page says about its article outside the text: title, source, author, date, document number, site."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from archive.formats.markup import Markup, text_of
from archive.formats.web.page_facts import PageFacts
from archive.labels import find_date, parse_date
from archive.model import PartialDate
from archive.text import compact, tidy

_TITLE_META = ("articletitle", "og:title", "twitter:title", "dc.title")
_DATE_META = (
    "pubdate", "publishdate", "article:published_time", "og:release_date", "date", "dc.date",
    "weibo: article:create_at", "firstpublishedtime",
)  # fmt: skip
_SOURCE_META = ("contentsource", "source", "mediaid", "article:author_name")
_AUTHOR_META = ("author", "article:author", "reporter")
_SITE_META = ("og:site_name", "sitename", "application-name")
_SITE_TAIL = re.compile(r"\s*(?:--+|[-_|｜—–]|\s::\s)\s*([^-_|｜—–]{2,30})\s*$")
_NAMED = re.compile(r"(?:来源|來源)\s*[:：]\s*(\S{2,30})")
_LINES = 400


class HtmlFacts:
    """Facts of a page; None where it does not say."""

    def __init__(self, markup: Markup) -> None:
        soup = BeautifulSoup(markup.text, "lxml")
        self._meta = _metas(soup)
        self._facts = PageFacts()
        self.notes: list[str] = []
        _table_facts(soup, self._facts)
        lines = [tidy(line) for line in text_of(markup.root).split("\n")[:_LINES]]
        heading = _heading(soup)
        page_title = _words(soup.title) if soup.title else ""
        bare, self._site = _without_site(page_title)
        self.title = self._title(heading, bare)
        near = _near(lines, self.title)
        for line in near:
            self._facts.take(line)
        self.source = self._source(near)
        author = self._facts.fields.get("作者") or self._facts.fields.get("记者") or self._first(_AUTHOR_META)
        self.author = author if author and not author.isdigit() else None
        canonical = soup.find("link", rel="canonical", href=True)
        self.address = _attribute(canonical, "href") if isinstance(canonical, Tag) else self._meta.get("og:url")
        self.date = self._date(near)
        self.kept = {
            name: value for name, value in self._facts.kept.items() if name not in ("标题", "名称", "作者", "记者")
        }
        self.collection = (
            self._facts.fields.get("发布机构")
            or self._facts.fields.get("发文机关")
            or self.source
            or self._first(_SITE_META)
            or self._site
        )

    def _first(self, names: tuple[str, ...]) -> str | None:
        return next((value for name in names if (value := self._meta.get(name))), None)

    def _title(self, heading: str, bare: str) -> str:
        """The headline on the page, if the page's title agrees with it; else what the head of the file says."""
        meta = self._first(_TITLE_META) or ""
        if heading and (compact(heading) in compact(bare) or compact(bare) in compact(heading) or not (bare or meta)):
            return heading
        return meta or bare or heading

    def _source(self, near: list[str]) -> str | None:
        printed = self._facts.source or self._first(_SOURCE_META)
        if not printed:
            match = next((match for line in near if (match := _NAMED.search(line))), None)
            printed = match[1] if match else None
        cleaned = re.sub(r"^(?:来源|來源)\s*[:：]\s*", "", printed or "")
        return next(iter(cleaned.split()), None)  # what follows on the line is a date, a button, a remark

    def _date(self, near: list[str]) -> PartialDate | None:
        for printed in (self._facts.date, self._first(_DATE_META)):
            if printed and (date := parse_date(printed)):
                return date
        for line in near:
            found = find_date(line)
            if found and found.date.is_day and len(line) < 120:
                return found.date
        return None


def _metas(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in soup.find_all("meta", content=True):
        name = next(filter(None, (_attribute(meta, key) for key in ("name", "property", "itemprop"))), "").lower()
        value = tidy(_attribute(meta, "content"))
        if name and value:
            found.setdefault(name, value)
    return found


def _heading(soup: BeautifulSoup) -> str:
    """The first headline with words in it; `<br>` is a line break."""
    for heading in soup.find_all("h1"):
        for line_break in heading.find_all("br"):
            line_break.replace_with("\n")
        lines = (tidy(line) for line in heading.get_text().split("\n"))
        if text := "\n".join(line for line in lines if line):
            return text
    return ""


def _words(tag: Tag) -> str:
    return tidy(tag.get_text().replace("\n", " "))


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value.strip() if isinstance(value, str) else ""


def _without_site(title: str) -> tuple[str, str | None]:
    """`标题--文化--人民网` → (`标题`, `人民网`)."""
    site: str | None = None
    while match := _SITE_TAIL.search(title):
        site = site or match[1]
        title = title[: match.start()]
    return title.strip(), site


def _near(lines: list[str], title: str) -> list[str]:
    """The lines around the headline, where pages print date and source."""
    wanted = compact(title)
    at = [number for number, line in enumerate(lines) if wanted and compact(line) == wanted]
    start = at[-1] if at else 0
    return lines[max(0, start - 4) : start + 12] if at else lines[:20]


def _table_facts(soup: BeautifulSoup, facts: PageFacts) -> None:
    """`发文字号：` in one cell, its value in the next."""
    for cell in soup.find_all(["td", "th", "dt", "li"]):
        name = _words(cell)
        if len(name) > 14 or not name.endswith((":", "：")):
            continue
        following = cell.find_next_sibling(["td", "dd", "li"])
        value = _words(following) if following else ""
        if value and not value.endswith((":", "：")):
            facts.take(compact(name) + value)
