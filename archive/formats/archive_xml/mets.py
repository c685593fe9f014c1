"""METS as newspaper archives use it: which files make the pages, which areas of them make the articles.

Three profiles are met: articles tied to areas of pages by `structLink`; articles that point into the text files
themselves; pages without articles.  Pure structure: no other file is opened here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum

import msgspec

from archive.formats.archive_xml.elements import first_text, number, parse, words_in
from archive.formats.xml_tree import Element, attribute, children, descendants, local
from archive.labels import canonical_label, find_date, parse_date, parse_pages
from archive.model import PageRef, PartialDate, Point
from archive.text import tidy

MAX_PAGES = 2000
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|tiff?|jp2|jpx|j2k|bmp)$", re.IGNORECASE)
_PDF = re.compile(r"\.pdf$", re.IGNORECASE)
_SMALL = re.compile(r"thumb|icon|preview|teaser", re.IGNORECASE)

_ADVERTS = {"ad", "advert", "adverts", "advertisement", "advertisements", "advertisementsection", "classified"}
_PICTURES = {
    "illustration", "picture", "image", "photo", "photograph", "graphic", "figure", "cartoon", "drawing", "map",
}  # fmt: skip
_PERIODS = {"volume", "year", "month", "day"}
_FRAME = {
    *_PERIODS, "", "newspaper", "issue", "edition", "supplement", "content", "contents", "front",
    "main", "back", "section", "titlesection", "page", "physsequence", "head", "masthead", "pagenumber",
}  # fmt: skip


class Role(Enum):
    """What a part of an article is."""

    KICKER = "kicker"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    HEADING = "heading"
    CAPTION = "caption"
    BODY = "body"


_ROLES = {
    **dict.fromkeys(("overline", "kicker", "supertitle", "overtitle"), Role.KICKER),
    **dict.fromkeys(("title", "headline", "heading", "mainheading"), Role.TITLE),
    **dict.fromkeys(("subheadline", "subtitle"), Role.SUBTITLE),
    **dict.fromkeys(("author", "byline"), Role.BYLINE),
    **dict.fromkeys(("subheading", "crosshead", "crossheading", "intertitle"), Role.HEADING),
    "caption": Role.CAPTION,
}


class Kind(Enum):
    ARTICLE = "article"
    ADVERT = "advert"
    PICTURE = "picture"


class File(msgspec.Struct, frozen=True):
    """A file of the issue; `picture` and `document` by its type, neither for text; `small`: a thumbnail."""

    href: str
    picture: bool
    document: bool
    small: bool


class Area(msgspec.Struct, frozen=True):
    """A part of a file: what lies between two ids (both empty: all), or a polygon in pixels of that picture."""

    file: str
    begin: str = ""
    end: str = ""
    polygon: tuple[Point, ...] = ()


class Part(msgspec.Struct, frozen=True):
    """Areas that show the same thing: a rectangle on the picture, the words in the text file."""

    role: Role
    areas: tuple[Area, ...]


class PageEntry(msgspec.Struct, frozen=True):
    ref: PageRef
    files: tuple[str, ...]


class Item(msgspec.Struct, frozen=True):
    """An article, advertisement or picture.  `on` are indices of pages that it is only said to stand on."""

    id: str
    kind: Kind
    title: str
    byline: str
    parts: tuple[Part, ...]
    on: tuple[int, ...]


class Structure(msgspec.Struct, frozen=True):
    """One issue as its METS file describes it; pages in order, files by id."""

    paper: str
    date: PartialDate | None
    edition: str
    files: dict[str, File]
    pages: tuple[PageEntry, ...]
    items: tuple[Item, ...]
    damaged: bool


class _Description(msgspec.Struct):
    """What a `dmdSec` says (MODS or Dublin Core)."""

    title: str = ""
    host: str = ""
    date: str = ""
    byline: str = ""
    edition: str = ""


def read_mets(data: bytes) -> Structure | None:
    """The structure of an issue; None when the file is no METS, or too broken to tell."""
    root, damaged = parse(data)
    if root is None or local(root) != "mets":
        return None
    return _Reader(root).structure(damaged=damaged)


class _Reader:
    def __init__(self, root: Element) -> None:
        self.root = root
        self.descriptions = {section.get("ID") or "": _describe(section) for section in descendants(root, "dmdSec")}
        self.divs = {identity: div for div in descendants(root, "div") if (identity := div.get("ID"))}
        self.links = _links(root, set(self.divs))

    def structure(self, *, damaged: bool) -> Structure:
        maps = children(self.root, "structMap")
        physical = [tree for tree in maps if _kind(tree) == "physical"] or maps
        logical = [tree for tree in maps if tree not in physical] or maps
        page_divs = [div for tree in physical for div in descendants(tree, "div") if _kind(div) == "page"]
        page_divs = _in_order(page_divs)[:MAX_PAGES]
        files = _files(self.root)
        pages = _pages(page_divs) or _pages_of_text_files(files)
        page_of = {div.get("ID") or "": number for number, div in enumerate(page_divs)}
        items = tuple(self._item(div, page_of) for tree in logical for div in self._item_divs(tree))
        paper, date, edition = self._issue(logical)
        return Structure(paper, date, edition, files, pages, items, damaged)

    # ── the issue ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _issue(self, logical: list[Element]) -> tuple[str, PartialDate | None, str]:
        """Paper, date and edition, from the issue's own description, those above it, or printed labels."""
        divs = [div for tree in logical for div in descendants(tree, "div")]
        issue = next((div for div in divs if _kind(div) == "issue"), divs[0] if divs else self.root)
        outer = (div for div in issue.iterancestors() if local(div) == "div" and _kind(div) not in _PERIODS)
        above = [issue, *outer]
        said = [description for div in above for description in self._described(div)]
        labels = [label for element in (*above, self.root) if (label := _said(element, "LABEL"))]
        titles = [
            *(description.host for description in said),
            *(description.title for description in reversed(said)),
            *labels,
        ]
        dates = [description.date for description in said] + labels
        edition = next((description.edition for description in said if description.edition), "")
        return (
            next((title for title in map(_without_date, titles) if title), ""),
            next((date for printed in dates if (date := _date(printed))), None),
            "" if edition == "1" else edition,
        )

    def _described(self, div: Element) -> Iterator[_Description]:
        for identity in (div.get("DMDID") or "").split():
            if identity in self.descriptions:
                yield self.descriptions[identity]

    # ── articles ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _item_divs(self, tree: Element) -> Iterator[Element]:
        """The divs of a map that are articles, advertisements or pictures; what lies inside one belongs to it."""
        stack = children(tree, "div")[::-1]
        while stack:
            div = stack.pop()
            if self._is_item(div):
                yield div
            else:
                stack += children(div, "div")[::-1]

    def _is_item(self, div: Element) -> bool:
        kind = _kind(div)
        if kind == "article" or kind in _ADVERTS or kind in _PICTURES:
            return True
        if kind in _FRAME or kind in _ROLES or kind == "pagearea":
            return False
        titled = any(description.title for description in self._described(div))
        return titled or bool(self.links.get(div.get("ID") or "")) or bool(descendants(div, "fptr"))

    def _item(self, div: Element, page_of: dict[str, int]) -> Item:
        kind = _kind(div)
        said = list(self._described(div))
        parts: list[Part] = []
        on: dict[int, None] = {}
        for inner in descendants(div, "div"):
            role = Role.BODY if inner is div else _ROLES.get(_kind(inner), Role.BODY)
            if areas := _areas(inner):
                parts.append(Part(role, areas))
            for target in self.links.get(inner.get("ID") or "", ()):
                if target in page_of:
                    on[page_of[target]] = None
                    continue
                parts += [
                    Part(role, areas) for shown in descendants(self.divs[target], "div") if (areas := _areas(shown))
                ]
        title = next((description.title for description in said if description.title), "")
        return Item(
            div.get("ID") or "",
            Kind.ADVERT if kind in _ADVERTS else Kind.PICTURE if kind in _PICTURES else Kind.ARTICLE,
            title or _said(div, "LABEL"),
            next((description.byline for description in said if description.byline), ""),
            tuple(parts),
            tuple(on),
        )


# ── descriptions ───────────────────────────────────────────────────────────────────────────────────────────────────


def _describe(section: Element) -> _Description:
    found = _Description(date=first_text(section, "dateIssued", "date"))
    for info in descendants(section, "titleInfo"):
        title = " ".join(words_in(part) for part in children(info, "nonSort", "title"))
        related = next((outer for outer in info.iterancestors() if local(outer) == "relatedItem"), None)
        if related is None:
            found.title = found.title or title
        elif related.get("type") == "host":
            found.host = found.host or title
    if not found.title:  # Dublin Core: a title that stands by itself
        alone = (title for title in descendants(section, "title") if local(_parent(title)) != "titleInfo")
        found.title = next((text for title in alone if (text := words_in(title))), "")
    names = (words_in(part) for name in descendants(section, "name") for part in descendants(name, "namePart"))
    found.byline = " ".join(filter(None, names)) or first_text(section, "creator")
    for detail in descendants(section, "detail"):
        if detail.get("type") == "edition":
            found.edition = found.edition or first_text(detail, "number")
    return found


def _parent(element: Element) -> Element:
    parent = element.getparent()
    return element if parent is None else parent


def _without_date(label: str) -> str:
    """The name of a paper without a day behind it and without the punctuation that library records end in."""
    found = find_date(label)
    return tidy(label[: found.start] if found else label).strip(" .,;:·-–—(（")


def _date(printed: str) -> PartialDate | None:
    found = find_date(printed[:200])
    return found.date if found else parse_date(printed[:40])


# ── files and pages ────────────────────────────────────────────────────────────────────────────────────────────────


def _files(root: Element) -> dict[str, File]:
    files: dict[str, File] = {}
    for element in descendants(root, "file"):
        href = next((_said(place, "href") for place in children(element, "FLocat")), "")
        groups = [group.get("USE") or "" for group in element.iterancestors() if local(group) == "fileGrp"]
        use = " ".join((element.get("USE") or "", *groups))
        mime = (element.get("MIMETYPE") or "").lower()
        identity = element.get("ID")
        if identity and href:
            picture = mime.startswith("image/") or bool(_PICTURE.search(href))
            document = mime == "application/pdf" or bool(_PDF.search(href))
            files[identity] = File(href, picture, document and not picture, bool(_SMALL.search(use)))
    return files


def _in_order(divs: list[Element]) -> list[Element]:
    """By `ORDER` where every page has one."""
    orders = [number(div.get("ORDER")) for div in divs]
    if None in orders:
        return divs
    return [div for _, div in sorted(zip(orders, divs, strict=True), key=lambda pair: pair[0] or 0.0)]


def _pages(divs: list[Element]) -> tuple[PageEntry, ...]:
    """Pages with labels of their own: as printed if that can be read, else by their number in the issue."""
    pages: list[PageEntry] = []
    taken: set[str] = set()
    for order, div in enumerate(divs, 1):
        ref = _page_ref(_said(div, "ORDERLABEL")) or _page_ref(_said(div, "LABEL"))
        if ref is None or ref.label in taken:
            ref = next(made for count in range(order, 10_000) if (made := PageRef(f"{count:02}")).label not in taken)
        taken.add(ref.label)
        files = [div, *descendants(div, "fptr", "area")]
        pages.append(PageEntry(ref, tuple(dict.fromkeys(name for part in files if (name := part.get("FILEID"))))))
    return tuple(pages)


def _pages_of_text_files(files: dict[str, File]) -> tuple[PageEntry, ...]:
    """A page for each text file, when no map names pages."""
    text = [name for name, file in files.items() if not file.picture and not file.document][:MAX_PAGES]
    return tuple(PageEntry(PageRef(f"{number:02}"), (name,)) for number, name in enumerate(text, 1))


def _page_ref(printed: str) -> PageRef | None:
    printed = re.sub(r"(?i)^\W*(?:page|seite|p|s)\b[.\s]*", "", printed).strip("[]() ")
    if re.fullmatch(r"0*\d{1,3}", printed, re.ASCII):
        return PageRef(f"{int(printed):02}") if int(printed) else None
    pages = parse_pages(printed)
    if len(pages) == 1:
        return pages[0]
    try:
        return PageRef(canonical_label(printed))
    except ValueError:
        return None


# ── areas and links ────────────────────────────────────────────────────────────────────────────────────────────────


def _areas(div: Element) -> tuple[Area, ...]:
    """What a div itself points to, not what lies in the divs below it."""
    found: list[Area] = []
    for pointer in children(div, "fptr"):
        found += [
            Area(file, _said(place, "BEGIN"), _said(place, "END"), _polygon(place))
            for place in descendants(pointer, "area") or [pointer]
            if (file := place.get("FILEID"))
        ]
    return tuple(found)


def _polygon(area: Element) -> tuple[Point, ...]:
    """The corners of a rectangle or polygon; `()` for other shapes and for coordinates that make none."""
    numbers = [number(part) for part in re.split(r"[,\s]+", _said(area, "COORDS")[:10_000])]
    values = [value for value in numbers if value is not None]
    if len(values) != len(numbers):
        return ()
    shape = (area.get("SHAPE") or "RECT").upper()
    if shape == "RECT" and len(values) == 4:
        left, top, right, bottom = values
        return ((left, top), (right, top), (right, bottom), (left, bottom))
    if shape.startswith("POLY") and len(values) >= 6 and len(values) % 2 == 0:
        return tuple(zip(values[::2], values[1::2], strict=True))
    return ()


def _links(root: Element, known: set[str]) -> dict[str, dict[str, None]]:
    """What each logical div is tied to, in order: `smLink`, or arcs between the locators of a `smLinkGrp`."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for group in descendants(root, "structLink"):
        pairs = [(_said(link, "from"), _said(link, "to")) for link in descendants(group, "smLink")]
        for tied in descendants(group, "smLinkGrp"):
            places = {_said(place, "label"): _said(place, "href") for place in children(tied, "smLocatorLink")}
            pairs += [
                (places.get(_said(arc, "from"), ""), places.get(_said(arc, "to"), ""))
                for arc in children(tied, "smArcLink")
            ]
        for start, end in pairs:
            start, end = start.removeprefix("#"), end.removeprefix("#")
            if start in known and end in known:
                found[start][end] = None
    return dict(found)


def _said(element: Element, name: str) -> str:
    """An attribute by its local name, on one line; empty when absent."""
    return tidy(attribute(element, name) or "")


def _kind(element: Element) -> str:
    """A div's or map's `TYPE` in one spelling: `np:issue` is `issue`, `TITLE_SECTION` is `titlesection`."""
    return re.sub(r"[^a-z]", "", (element.get("TYPE") or "").rpartition(":")[2].lower())
