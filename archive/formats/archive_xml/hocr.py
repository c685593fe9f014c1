"""hOCR: the pages of one HTML file that a recogniser wrote, with lines, words and boxes in pixels of their pictures."""

from __future__ import annotations

import re

from lxml import etree

from archive.formats.archive_xml.elements import words_in
from archive.formats.archive_xml.layout import Box, Run, Sheet, Span, bounds
from archive.formats.markup import parse
from archive.formats.xml_tree import Element, local

_BOX = re.compile(r"\bbbox((?:\s+-?\d{1,9}(?:\.\d{1,9})?){4})", re.ASCII)
_IMAGE = re.compile(r"""\bimage\s+(?:"([^"]{1,1000})"|'([^']{1,1000})'|([^;\s]{1,1000}))""")
_NUMBER = re.compile(r"\b(?:lpageno|ppageno)\s+(\d{1,6})", re.ASCII)
_BLOCKS = {"ocr_carea", "ocr_par", "ocrx_block"}
_LINES = {"ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat"}
_WORDS = {"ocrx_word", "ocr_word"}


def read_hocr(data: bytes) -> list[Sheet]:
    """The pages of an hOCR file; none when there is no `ocr_page` in it."""
    markup = parse(data)
    if markup is None:
        return []
    return [_sheet(element) for element in markup.root.iter() if "ocr_page" in _classes(element)]


def _sheet(page: Element) -> Sheet:
    title = page.get("title") or ""
    image = _IMAGE.search(title)
    number = _NUMBER.search(title)
    origin = _box(page)
    sheet = Sheet(
        image=next((name for name in image.groups() if name), "") if image else "",
        number=number[1] if number else "",
        recognised=True,
    )
    if origin:
        sheet.width, sheet.height = origin[2] - origin[0], origin[3] - origin[1]
    _Walk(sheet, origin or (0.0, 0.0, 0.0, 0.0)).page(page)
    return sheet


class _Walk:
    """Goes through one page in document order; `origin` is the page's own box, from whose corner the others count."""

    def __init__(self, sheet: Sheet, origin: Box) -> None:
        self._sheet = sheet
        self._origin = origin
        self._line, self._block = -1, -1

    def page(self, page: Element) -> None:
        """A word is a run; so is a line in which no words are marked."""
        walk = etree.iterwalk(page, events=("start",))
        for _, element in walk:
            classes = _classes(element)
            is_line = bool(classes & _LINES)
            self._line += is_line
            self._block += bool(classes & _BLOCKS)
            if classes & _WORDS or (is_line and not any(_classes(inner) & _WORDS for inner in element.iter())):
                self._run(element)
                walk.skip_subtree()

    def _run(self, element: Element) -> None:
        text = words_in(element)
        if not text:
            return
        box = _box(element)
        left, top = self._origin[:2]
        if box:
            box = (box[0] - left, box[1] - top, max(box[0], box[2]) - left, max(box[1], box[3]) - top)
        self._sheet.runs.append(Run(text, box, self._line, self._block))
        if identity := element.get("id"):
            end = len(self._sheet.runs)
            self._sheet.spans.setdefault(identity, Span(end - 1, end, bounds([box])))


def _classes(element: Element) -> set[str]:
    return set((element.get("class") or "").split()) if local(element) else set()


def _box(element: Element) -> Box | None:
    match = _BOX.search((element.get("title") or "")[:4096])
    if not match:
        return None
    left, top, right, bottom = map(float, match[1].split())
    return left, top, right, bottom
