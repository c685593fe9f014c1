"""The pages of an exported site as HTML: pure, of entries that know where they lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Final

import msgspec

from archive.labels import printed_labels
from archive.model import Article, IssueKey, Point
from reader.exporting.language import TRADITIONAL, language_of
from reader.exporting.markup import site_page
from reader.exporting.naming import UNDATED, address
from reader.navigation import WEEKDAYS
from reader.rendering.html import Picture, article_html

if TYPE_CHECKING:
    from reader.zones import PageZone

_TRADITIONAL: Final = {
    "目录": "目錄", "翻页": "翻頁", "这一版没有文章": "這一版沒有文章", "版面图": "版面圖",
}  # fmt: skip


class Place(msgspec.Struct, frozen=True):
    """One step of the way down: what it is called, where its page lies in the site."""

    name: str
    path: str


class Entry(msgspec.Struct, frozen=True):
    """A line of a list: where it leads, its words, and what is said of it besides."""

    path: str
    title: str
    about: str = ""


class PageEntry(msgspec.Struct):
    """A page of an issue: its articles, and where its pictures lie if it has them (`size` in pixels)."""

    path: str
    label: str
    name: str | None
    articles: list[Entry]
    picture: str = ""
    thumbnail: str = ""
    size: tuple[int, int] = (0, 0)
    zones: list[tuple[PageZone, Entry]] = msgspec.field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join(filter(None, (printed_labels([self.label]), self.name)))


# ── pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def home_page(home: Place, lang: str, papers: Sequence[Entry]) -> bytes:
    """All papers."""
    rows = (f'<li>{_link(row, "")} <span class="muted">{escape(row.about)}</span></li>' for row in papers)
    return _page(home, lang, [], ['<ul class="papers">', *rows, "</ul>"])


def list_page(home: Place, lang: str, entries: Sequence[Entry]) -> bytes:
    """A list of articles, such as a search found."""
    return _page(home, lang, [], [_list(entries, "", "list results", about=True)])


def paper_page(
    name: str, lang: str, path: str, where: Sequence[Place], issues: Sequence[tuple[IssueKey, Entry]]
) -> bytes:
    """The dates of a paper, month by month."""
    start = _folder(path)
    body: list[str] = []
    for month, held in groupby(issues, lambda issue: _month(issue[0])):
        days = (
            f'<li><a href="{address(entry.path, start)}" title="{entry.about}">{escape(_day(key, lang))}</a></li>'
            for key, entry in held
        )
        body += ['<section class="month">', f"<h2>{escape(month)}</h2>", '<ul class="days">', *days, "</ul></section>"]
    return _page(Place(name, path), lang, where, body)


def issue_page(
    key: IssueKey, lang: str, where: Sequence[Place], pages: Sequence[PageEntry], rest: Sequence[Entry]
) -> bytes:
    """The pages of an issue, each with its articles; `rest` stand on none."""
    *above, here = where
    start = _folder(here.path)
    body = ['<div class="pages">'] if pages else []
    for page in pages:
        href = address(page.path, start)
        body.append(f'<section class="page{"" if page.thumbnail else " bare"}">')
        if page.thumbnail:
            body.append(f'<a href="{href}">{image(address(page.thumbnail, start), alt=page.words)}</a>')
        body += ["<div>", f'<h2><a href="{href}">{escape(page.words)}</a></h2>', _list(page.articles, start, "list")]
        body.append("</div></section>")
    body += ["</div>"] if pages else []
    if rest:
        body += ["<section>", *([f"<h2>{_word('不在版面上的文章', lang)}</h2>"] if pages else [])]
        body += [_list(rest, start, "list results"), "</section>"]
    return _page(Place(f"{key.paper} {here.name}", here.path), lang, above, body)


def page_page(
    page: PageEntry, lang: str, where: Sequence[Place], steps: tuple[PageEntry | None, PageEntry | None]
) -> bytes:
    """A page's picture with its zones, its articles beside."""
    start = _folder(page.path)
    before, after = (Entry(step.path, step.words) if step else None for step in steps)
    turn = _steps(("上一版", before), ("下一版", after), start, lang)
    body = [f'<div class="spread{"" if page.picture else " bare"}">']
    if page.picture:
        body.append('<div class="picture">')
        body.append(image(address(page.picture, start), *page.size, alt=f"{page.words} {_word('版面图', lang)}"))
        body += (_zone(zone.zone.polygon, entry, start) for zone, entry in page.zones)
        body.append("</div>")
    nothing = "" if page.articles else f'<p class="muted">{_word("这一版没有文章", lang)}</p>'
    body += ['<div class="side">', f"<h1>{escape(page.words)}</h1>", _list(page.articles, start, "list"), nothing]
    body.append("</div></div>")
    return _page(Place(page.words, page.path), lang, where, body, turn, heading=False)


def article_page(
    article: Article,
    entry: Entry,
    lang: str,
    where: Sequence[Place],
    steps: tuple[Entry | None, Entry | None],
    picture: Picture,
) -> bytes:
    start = _folder(entry.path)
    turn = _steps(("上一篇", steps[0]), ("下一篇", steps[1]), start, lang)
    spoken = language_of((article.content.title, *article.content.texts()))
    body = [article_html(article, picture, spoken), turn.replace('class="steps"', 'class="steps foot"')]
    return _page(Place(entry.title, entry.path), lang, where, body, turn, heading=False)


def image(src: str, width: int = 0, height: int = 0, alt: str = "") -> str:
    size = f' width="{width}" height="{height}"' if width else ""
    return f'<img src="{src}"{size} alt="{escape(alt)}"/>'


def day_words(key: IssueKey) -> str:
    """`2025-08-28 星期四 晚版`"""
    if key.date is None:
        return UNDATED
    weekday = WEEKDAYS[key.date.first.weekday()] if key.date.is_day else ""
    return " ".join(filter(None, (str(key.date), weekday, key.edition)))


def span(keys: Sequence[IssueKey]) -> str:
    """`3 期，2025-08-26 至 2025-08-28`"""
    dates = [str(key.date) for key in keys if key.date]
    between = "" if not dates else dates[0] if dates[0] == dates[-1] else f"{dates[0]} 至 {dates[-1]}"
    return "，".join(filter(None, (f"{len(keys)} 期", between)))


# ── parts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _page(
    here: Place, lang: str, where: Sequence[Place], body: Iterable[str], turn: str = "", *, heading: bool = True
) -> bytes:
    start = _folder(here.path)
    way = "".join(f'<li><a href="{address(place.path, start)}">{escape(place.name)}</a></li>' for place in where)
    bar = [f'<nav class="bar" aria-label="{_word("位置", lang)}"><ol>{way}</ol>{turn}</nav>'] if way or turn else []
    title = [f"<h1>{escape(here.name)}</h1>"] if heading else []
    named = " - ".join(dict.fromkeys((here.name, *(place.name for place in reversed(where)))))
    return site_page(named, lang, address("style.css", start), [*bar, "<main>", *title, *body, "</main>"])


def _list(entries: Iterable[Entry], start: str, kind: str, *, about: bool = False) -> str:
    rows = (f"<li>{_link(entry, start)}{_about(entry) if about else ''}</li>" for entry in entries)
    lines = "".join(rows)
    return f'<ol class="{kind}">{lines}</ol>' if lines else ""


def _about(entry: Entry) -> str:
    return f'<span class="muted">{escape(entry.about)}</span>'


def _link(entry: Entry, start: str) -> str:
    return f'<a href="{address(entry.path, start)}">{escape(entry.title) or "—"}</a>'


def _steps(back: tuple[str, Entry | None], on: tuple[str, Entry | None], start: str, lang: str) -> str:
    """Previous and next; at an edge the word alone."""
    words = _step(*back, "prev", start) + _step(*on, "next", start)
    return f'<span class="steps" role="group" aria-label="{_word("翻页", lang)}">{words}</span>'


def _step(word: str, entry: Entry | None, relation: str, start: str) -> str:
    if entry is None:
        return f'<span aria-disabled="true">{word}</span>'
    return f'<a rel="{relation}" href="{address(entry.path, start)}" title="{escape(entry.title)}">{word}</a>'


def _zone(polygon: Sequence[Point], entry: Entry, start: str) -> str:
    """A link over the polygon's box, cut to its shape."""
    left, right = min(x for x, _ in polygon), max(x for x, _ in polygon)
    top, bottom = min(y for _, y in polygon), max(y for _, y in polygon)
    if right <= left or bottom <= top:
        return ""
    box = f"left:{left:.2%};top:{top:.2%};width:{right - left:.2%};height:{bottom - top:.2%}"
    points = ((f"{(x - left) / (right - left):.1%} {(y - top) / (bottom - top):.1%}") for x, y in polygon)
    shape = f";clip-path:polygon({','.join(points)})" if len(polygon) > 4 else ""
    href, title = address(entry.path, start), escape(entry.title)
    return f'<a class="zone" tabindex="-1" href="{href}" title="{title}" aria-label="{title}" style="{box}{shape}"></a>'


def _month(key: IssueKey) -> str:
    if key.date is None:
        return UNDATED
    return f"{key.date.year}年" + (f"{key.date.month}月" if key.date.month else "")


def _day(key: IssueKey, lang: str) -> str:
    date = key.date
    words = _word("目录", lang) if date is None or date.month is None else f"{date.month}月"
    if date is not None and date.day is not None:
        words = f"{date.day}日"
    return " ".join(filter(None, (words, key.edition)))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _word(word: str, lang: str) -> str:
    return _TRADITIONAL.get(word, word) if lang == TRADITIONAL else word
