"""Founder e-paper page files: what one `node_….htm` says (date, paper, page list, zones, picture, articles, PDF).

Parsing only: nothing is looked up in the tree here except where links lead.  Design: formats.md 2.B and 2.A.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from archive.formats.markup import Element, Markup, by_class, by_id, fragment, select, text_of, words_of
from archive.formats.tree import Tree
from archive.labels import dates_in, find_date, parse_pages
from archive.model import PageRef, PartialDate, Point
from archive.text import tidy

PAGE_NAME = re.compile(r"(?:^|/)(?:node_|nbs\.|col\d|l\d{2})[^/]*\.s?html?$", re.IGNORECASE)
ARTICLE_NAME = re.compile(r"(?:^|/)(?:content|con|nw|article)[_.-][^/]*\.s?html?$", re.IGNORECASE)
HTML_NAME = re.compile(r"\.s?html?$", re.IGNORECASE)

_ENP = re.compile(r"<!--\s{0,9}enpproperty\b")
_ENP_LIMIT = 100_000
_ENP_VALUE = re.compile(r"<([a-z][a-z0-9_-]{1,40})>(.{0,4000}?)</\1>", re.DOTALL | re.IGNORECASE)
_CDATA = re.compile(r"<!\[CDATA\[(.{0,4000}?)\]\]>", re.DOTALL)
_PATH_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_]?(\d\d)[-/_]?(\d\d)(?!\d)")
_PAPER_TITLE = re.compile(
    r"(?P<paper>[^\s\-—_|·:：]{2,20}?)\s*(?:[-—_|·:：\s]*(?:多媒体)?(?:数字报|电子报|電子報|數字報|电子版|電子版|数字版)|"
    r"[-—_|\s]+(?:(?:19|20)\d\d|第).*|--.*)\s*(?:平台|刊|纸)?"
)
_PAPER_CODE = re.compile(r"(?:^|/)([A-Za-z]{2,10})[-_]?(?:19|20)\d\d[-_]?\d\d[-_/]?\d\d")
_SCRIPT_TITLE = re.compile(r"""view\(\s*["'](.*?)["']\s*\)""", re.DOTALL)
_LABEL_PLACES = (
    by_class("banci"), by_id("layout"), by_id("currentBM"), by_class("newslisttit"), by_class("pic-info-summary"),
    by_class("bm01"), "descendant::strong/parent::td", by_class("tabs"), by_class("ban_t"),
)  # fmt: skip
_LIST_PLACES = (
    by_id("main-ed-articlenav-list"), by_class("main-ed-articlenav-list"), by_class("news-list"),
    by_id("articlelist"),
    by_class("list01"), by_class("ul02_l"), by_class("titss"), by_id("titleList"), by_class("newslist"),
    "descendant::div[contains(concat(' ', normalize-space(@class), ' '), ' title ')][.//div[starts-with(@id, 'mp')]]",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """A zone as printed: where it leads, its points in pixels of the shown picture."""

    path: str
    points: tuple[Point, ...]
    title: str


@dataclass(frozen=True, slots=True)
class ArticleLink:
    path: str
    title: str


@dataclass(frozen=True, slots=True)
class PageLink:
    path: str
    refs: tuple[PageRef, ...]


@dataclass(slots=True)
class PageFile:
    """One page file as it says itself."""

    member: str
    label: PageRef | None = None
    paper: str | None = None
    date: PartialDate | None = None
    pages: list[PageLink] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    listed: list[ArticleLink] = field(default_factory=list)
    image: str | None = None
    size: tuple[float, float] | None = None
    pdf: str | None = None
    bad_areas: int = 0
    unlinked: int = 0


def read_page(tree: Tree, member: str, markup: Markup) -> PageFile:
    """Everything that a page file says."""
    page = PageFile(member)
    properties = enp_properties(markup.text)
    root = markup.root
    page.paper = properties.get("founder-papername") or properties.get("nodesearchname") or paper_in_title(root)
    page.date = date_of(properties, member) or date_in_text(root)
    page.pages = page_list(tree, member, root)
    page.label = _own_label(tree, page, root, properties)
    _picture(tree, page, root)
    _areas(tree, page, root)
    _articles(tree, page, root)
    page.pdf = _pdf(tree, member, root)
    return page


# ── facts that pages and articles share ────────────────────────────────────────────────────────────────────────────


def enp_properties(text: str) -> dict[str, str]:
    """Names and values of the last enpproperty comment, both dialects."""
    start = max((match.end() for match in _ENP.finditer(text)), default=None)
    if start is None:
        return {}
    end = text.find("-->", start)
    printed = text[start : min(end if end >= 0 else len(text), start + _ENP_LIMIT)]
    inside = _CDATA.sub(lambda hit: html.escape(hit[1], quote=False), printed)
    values: dict[str, str] = {}
    for name, value in _ENP_VALUE.findall(inside):
        values.setdefault(name.lower(), value.strip())
    return {name: plain_value(value) for name, value in values.items()}


def plain_value(value: str) -> str:
    """A property's text: entities resolved, `<br>` and paragraphs as line ends, other markup gone."""
    if "<" not in value and "&" not in value:
        return tidy(value)
    root = fragment(f"<div>{html.unescape(value)}</div>")
    return text_of(root) if root is not None else tidy(value)


def date_of(properties: dict[str, str], member: str) -> PartialDate | None:
    """The date in a file's comment, or else in its path."""
    printed = properties.get("founder-date") or properties.get("date") or ""
    found = find_date(printed)
    return found.date if found and found.date.is_day else path_date(member)


def path_date(path: str) -> PartialDate | None:
    """The last day that stands in a path: `html/2023-02/10/`, `layout/202603/07/`, `kjrb-2023-02-10/`."""
    for match in reversed(list(_PATH_DATE.finditer(path))):
        try:
            return PartialDate(*(int(part) for part in match.groups()))
        except ValueError:
            continue
    return None


def paper_code(path: str) -> str | None:
    """The letters before the date in a folder's or file's name: `kjrb-2023-02-10` → `kjrb`."""
    found = _PAPER_CODE.findall(path.replace("\\", "/"))
    return found[-1].lower() if found else None


def date_in_text(root: Element) -> PartialDate | None:
    """The day that the page prints, one with its weekday before others."""
    text = text_of(root)
    days = [found for found in dates_in(text[:20_000]) if found.date.is_day]
    for found in days:
        if re.match(r"\s*[（(]?(?:星期|周|週)[一二三四五六日天]", text[found.end : found.end + 8]):
            return found.date
    return days[0].date if days else None


def paper_in_title(root: Element) -> str | None:
    """`科技日报--数字报` → `科技日报`; None for a title that names no paper."""
    for title in select(root, "descendant-or-self::title"):
        match = _PAPER_TITLE.fullmatch(words_of(title))
        if match:
            return match["paper"]
    return None


def page_list(tree: Tree, member: str, root: Element) -> list[PageLink]:
    """The issue's pages in order, each once: links to page files whose text is a page label."""
    found: dict[str, tuple[PageRef, ...]] = {}
    for link in select(root, "descendant::a[@href]"):
        path = tree.path(member, link.get("href") or "")
        if path is None or not HTML_NAME.search(path) or ARTICLE_NAME.search(path):
            continue
        text = words_of(link)
        refs = parse_pages(text)
        if refs and path not in found:
            found[path] = refs
        elif not refs and path in found and text and found[path][0].name is None and not _is_turn(text):
            found[path] = tuple(PageRef(ref.label, text) for ref in found[path])
    return [PageLink(path, refs) for path, refs in found.items()]


def _is_turn(text: str) -> bool:
    return bool(re.search(r"[上下前后後]一?[版期页頁]|PDF|首页|返回", text, re.IGNORECASE))


# ── one page ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _own_label(tree: Tree, page: PageFile, root: Element, properties: dict[str, str]) -> PageRef | None:
    for link in page.pages:
        if tree.find(page.member, link.path) == page.member:
            return link.refs[0]
    for place in select(root, *_LABEL_PLACES):
        refs = parse_pages(words_of(place).rstrip(":： "))
        if refs:
            return refs[0]
    number = properties.get("founder-pagenum") or ""
    if refs := parse_pages(number):
        return refs[0]
    match = re.search(r"(?:node_|nbs\.\w+_|col|l)(0\d+|[A-Z]{1,3}\d+)\.html?$", page.member, re.IGNORECASE)
    refs = parse_pages(match[1]) if match else ()
    return refs[0] if refs else None


def _picture(tree: Tree, page: PageFile, root: Element) -> None:
    for image in select(
        root,
        "descendant::img[@usemap]",
        "descendant::img[@id='Bantu' or @id='mapimage']",
        by_class("preview", "img"),
    ):
        src = image.get("src")
        if src:
            page.image = tree.path(page.member, src)
            width, height = _number(image.get("width")), _number(image.get("height"))
            page.size = (width, height) if width and height else None
            return


def _areas(tree: Tree, page: PageFile, root: Element) -> None:
    maps = list(select(root, "descendant::map//area"))
    for area in maps or select(root, "descendant::area"):
        href = area.get("href") or area.get("url") or _onclick(area.get("onclick"))
        path = tree.path(page.member, href or "")
        if path is None or not HTML_NAME.search(path) or PAGE_NAME.search(path):
            continue
        points = _points(area.get("shape") or "", area.get("coords") or "")
        if len(set(points)) < 3:
            page.bad_areas += 1
            points = ()
        page.areas.append(Area(path, points, tidy(area.get("title") or area.get("btid") or "")))


def _points(shape: str, coords: str) -> tuple[Point, ...]:
    try:
        numbers = [float(part) for part in re.split(r"[,;\s]+", coords.strip()) if part]
    except ValueError:
        return ()
    if any(not -1e6 < number < 1e6 for number in numbers):
        return ()
    if len(numbers) == 4 and not shape.lower().startswith("poly"):
        left, top, right, bottom = numbers
        return ((left, top), (right, top), (right, bottom), (left, bottom))
    points: list[Point] = []
    for point in zip(numbers[::2], numbers[1::2], strict=False):
        if not points or points[-1] != point:
            points.append(point)
    return tuple(points)


def _articles(tree: Tree, page: PageFile, root: Element) -> None:
    """Links of the list that belongs to this page; other boxes (看点, footer) list other pages or other days."""
    targets = {area.path for area in page.areas}
    links = [(link, path) for link in select(root, "descendant::a[@href]") if (path := _article_path(tree, page, link))]
    container = _container(root, links, targets)
    for link, path in links:
        if container is None or _inside(link, container):
            page.listed.append(ArticleLink(path, _link_title(link)))
    if container is not None:
        page.unlinked = sum(
            1
            for item in select(container, "descendant::li")
            if words_of(item) and not item.xpath("ancestor::li | descendant::a")
        )


def _article_path(tree: Tree, page: PageFile, link: Element) -> str | None:
    path = tree.path(page.member, link.get("href") or "")
    return path if path is not None and ARTICLE_NAME.search(path) else None


def _container(root: Element, links: list[tuple[Element, str]], targets: set[str]) -> Element | None:
    """The list of this page's articles: a known place, or else the smallest element with most of the zones' links."""
    for place in select(root, *_LIST_PLACES):
        held = {path for link, path in links if _inside(link, place)}
        if held and (not targets or held & targets):
            return place
    best: tuple[int, Element] | None = None
    counts: dict[Element, set[str]] = {}
    for link, path in links:
        if path in targets:
            for ancestor in (link, *link.iterancestors()):
                counts.setdefault(ancestor, set()).add(path)
    for element, held in counts.items():
        depth = sum(1 for _ in element.iterancestors())
        score = len(held) * 1000 + depth
        if best is None or score > best[0]:
            best = (score, element)
    if best is None:
        return None
    element = best[1]
    while element.tag in ("a", "li", "tr", "td", "tbody", "font", "span", "b") and element.getparent() is not None:
        parent = element.getparent()
        assert parent is not None
        element = parent
    return element


def _inside(element: Element, container: Element) -> bool:
    return element is container or any(ancestor is container for ancestor in element.iterancestors())


def _link_title(link: Element) -> str:
    """The whole title of a list entry; lines of a headline stay lines."""
    for inner in select(link, "descendant::h4", "descendant::div[starts-with(@id, 'mp')]"):
        if text := text_of(inner):
            return text
    text = text_of(link)
    if not text:
        script = "".join(part.text or "" for part in select(link, "descendant::script"))
        match = _SCRIPT_TITLE.search(script)
        text = plain_value(match[1]) if match else ""
    spans = (part.get("title") for part in select(link, "descendant::span[@title]"))
    full = link.get("title") or next(spans, None) or ""
    cut = text.rstrip("…. ")
    return tidy(full) if full and cut != text and tidy(full).startswith(cut) else text or tidy(full)


def _pdf(tree: Tree, member: str, root: Element) -> str | None:
    """The PDF of this page: a link beside the page's name before those of the page list."""
    near = (
        by_class("pdf"),
        by_id("bigbmshowpdf"),
        by_class("bmshowpdf"),
        by_id("down-edpdf"),
        by_class("sxb2"),
        by_class("ban_t"),
    )
    pattern = "descendant-or-self::a[contains(translate(@href, 'PDF', 'pdf'), '.pdf')]"
    for place in select(root, *near):
        for link in select(place, pattern):
            return tree.path(member, link.get("href") or "")
    links = list(select(root, pattern))
    return tree.path(member, links[0].get("href") or "") if len(links) == 1 else None


def _onclick(script: str | None) -> str | None:
    match = re.search(r"""['"]([^'"]+\.s?html?[^'"]*)['"]""", script or "")
    return match[1] if match else None


def _number(text: str | None) -> float | None:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:px)?\s*", text or "")
    return float(match[1]) if match and float(match[1]) > 0 else None
