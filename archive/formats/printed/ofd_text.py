"""The text of an OFD file (GB/T 33190): documents, their pages, characters where they stand.

Lengths in an OFD are millimetres from the page's upper left corner.  Nothing is painted: glyph outlines, paths, seals
and annotations are not looked at.  What the text means is not known here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats.office.office import Package
from archive.formats.printed.page_text import Glyph, in_order, is_cjk, lines_of
from archive.formats.printed.pdf_words import PageText, normal
from archive.formats.xml_tree import Element, attribute, child, children, descendants, local, text_in
from archive.text import clean, tidy
from archive.wording import _

ROOT_PART = "OFD.xml"
MAX_PAGES = 2_000
MAX_CHARACTERS = 200_000  # of one page

_POINTS = 72 / 25.4
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)")
_ASCENT, _DESCENT = 0.86, 0.14  # of the type size, above and below the baseline
_NARROW = 0.5  # of the type size: the width of a Latin character that no step follows
_DEPTH = 20


class Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float


_A4 = Box(0.0, 0.0, 210.0, 297.0)


class OfdDocument(msgspec.Struct):
    """One document of the file: the title that it gives itself, its pages, how many pictures stand on them."""

    title: str | None = None
    pages: list[PageText] = msgspec.field(default_factory=list)
    pictures: int = 0
    notes: list[str] = msgspec.field(default_factory=list)
    missing: list[str] = msgspec.field(default_factory=list)


def read_ofd(package: Package) -> list[OfdDocument]:
    """The documents of the file; `UnreadableSourceError` when there is none or its parts are broken."""
    root = package.xml(ROOT_PART)
    found = [_document(package, body) for body in descendants(root, "DocBody")]
    if not any(document.pages for document in found):
        raise UnreadableSourceError(package.name, _("OFD 里没有页面"))
    return [document for document in found if document.pages]


def _document(package: Package, body: Element) -> OfdDocument:
    document = OfdDocument(tidy(text_in(child(body, "DocInfo", "Title"))) or None)
    address = text_in(child(body, "DocRoot"))
    part = package.find(ROOT_PART, address)
    if part is None:
        document.missing.append(address)
        return document
    root = package.xml(part)
    common = child(root, "CommonData")
    area = _page_box(child(common, "PageArea")) or _A4
    templates = {attribute(item, "ID"): attribute(item, "BaseLoc") or "" for item in children(common, "TemplatePage")}
    pages = children(child(root, "Pages"), "Page")
    if len(pages) > MAX_PAGES:
        raise UnreadableSourceError(package.name, _("OFD 的页太多（{count} 页）").format(count=len(pages)))
    for page in pages:
        content = _page_part(package, part, attribute(page, "BaseLoc") or "", document)
        if content is not None:
            layers = [
                template
                for used in children(content, "Template")
                if (base := templates.get(attribute(used, "TemplateID")))
                and (template := _page_part(package, part, base, document)) is not None
            ]
            box = _page_box(child(content, "Area")) or area
            document.pages.append(_page([*layers, content], box, document))
    _say_what_was_left(package, body, root, part, document)
    return document


def _page_part(package: Package, base: str, address: str, document: OfdDocument) -> Element | None:
    """A page's content; None, and it is said, when it did not come along or is broken."""
    part = package.find(base, address)
    if part is None:
        document.missing.append(address)
        return None
    try:
        return package.xml(part)
    except UnreadableSourceError as error:
        document.notes.append(str(error))
        return None


def _page_box(area: Element | None) -> Box | None:
    numbers = _numbers(text_in(child(area, "PhysicalBox")))
    return Box(*numbers) if len(numbers) == 4 and 0 < numbers[2] < 1e5 and 0 < numbers[3] < 1e5 else None


def _say_what_was_left(package: Package, body: Element, root: Element, part: str, document: OfdDocument) -> None:
    if child(body, "Signatures") is not None:
        document.notes.append(_("电子签章没有核验，也没有画出"))
    listed = package.find(part, text_in(child(root, "Attachments")))
    for attached in descendants(package.xml(listed), "Attachment") if listed else ():
        document.notes.append(_("附件没有取出：{name}").format(name=attribute(attached, "Name") or text_in(attached)))


# ── one page ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _page(layers: list[Element], box: Box, document: OfdDocument) -> PageText:
    glyphs: list[Glyph | None] = []
    for content in layers:
        for drawn in _objects(content):
            if local(drawn) == "ImageObject":
                document.pictures += 1
                continue
            glyphs += [None, *_glyphs(drawn, box)]
            if len(glyphs) > MAX_CHARACTERS:
                document.notes.append(_("有一页的文字太多，没有读完"))
                break
    lines = in_order(lines_of(glyphs, len(document.pages)), typeset=True)
    return PageText(box.width * _POINTS, box.height * _POINTS, tuple(lines))


def _objects(element: Element, depth: int = 0) -> Iterator[Element]:
    """Text and picture objects in the order in which they are drawn; invisible ones are none."""
    for inner in element if depth < _DEPTH else ():
        name = local(inner)
        if name in ("TextObject", "ImageObject"):
            if attribute(inner, "Visible") != "false":
                yield inner
        elif name in ("Content", "Layer", "PageBlock"):
            yield from _objects(inner, depth + 1)


def _glyphs(drawn: Element, page: Box) -> Iterator[Glyph]:
    """The characters of a text object, in points on the page."""
    boundary = _numbers(attribute(drawn, "Boundary") or "")
    matrix = _numbers(attribute(drawn, "CTM") or "")
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    left, top = (boundary[0], boundary[1]) if len(boundary) == 4 else (0.0, 0.0)
    size = _number(attribute(drawn, "Size"), 0.0)
    stretch = _number(attribute(drawn, "HScale"), 1.0)
    x = y = 0.0
    for code in children(drawn, "TextCode"):
        text = normal(clean(code.text or ""))
        x, y = _number(attribute(code, "X"), x), _number(attribute(code, "Y"), y)
        steps_x = _steps(attribute(code, "DeltaX"), len(text))
        steps_y = _steps(attribute(code, "DeltaY"), len(text))
        at_x, at_y = x, y
        for number, char in enumerate(text):
            width = size * stretch * (1.0 if is_cjk(char) else _NARROW)
            step = steps_x[number] if number < len(steps_x) else 0.0
            width = min(width, step) if step > 0 and not is_cjk(char) else width
            corners = [
                (left + a * px + c * py + e - page.x, top + b * px + d * py + f - page.y)
                for px in (at_x, at_x + width)
                for py in (at_y - size * _ASCENT, at_y + size * _DESCENT)
            ]
            xs, ys = [corner[0] * _POINTS for corner in corners], [corner[1] * _POINTS for corner in corners]
            if all(map(math.isfinite, (*xs, *ys))):
                yield Glyph(char, min(xs), min(ys), max(xs), max(ys))
            at_x += step or (0.0 if number < len(steps_y) else width)
            at_y += steps_y[number] if number < len(steps_y) else 0.0


def _steps(printed: str | None, length: int) -> list[float]:
    """`5 g 3 4.5 5` is 5 4.5 4.5 4.5 5: steps to the next character, no more than there are characters."""
    steps: list[float] = []
    parts = iter((printed or "").split())
    for part in parts:
        if len(steps) >= length:
            break
        if part == "g":
            count, step = _number(next(parts, None), 0.0), _number(next(parts, None), 0.0)
            steps += [step] * max(0, min(int(count), length - len(steps)))
        else:
            steps.append(_number(part, 0.0))
    return steps


def _numbers(printed: str) -> list[float]:
    return [float(part) for part in _NUMBER.findall(printed[:500])]


def _number(printed: str | None, default: float) -> float:
    match = _NUMBER.match(printed.strip()) if printed else None
    return float(match[0]) if match else default
