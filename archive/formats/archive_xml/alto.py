"""ALTO 1 to 4: the pages of one file with their strings, boxes and blocks.  Nothing here knows what an article is."""

from __future__ import annotations

from lxml import etree
from msgspec.structs import replace

from archive.formats.archive_xml.elements import first_text, number, parse
from archive.formats.archive_xml.layout import Box, Run, Sheet, Span, bounds
from archive.formats.xml_tree import Element, descendants, local
from archive.text import tidy

_PROCESSING = ("OCRProcessing", "Processing", "ocrProcessingStep")
_ARTICLE_TYPES = {"article"}
_ADVERT_TYPES = {"advertisement", "advert", "ad"}
_UPRIGHT = 5.0  # degrees: what is turned by less is a scan that lies askew


def read_alto(data: bytes) -> list[Sheet]:
    """The pages of an ALTO file; none when it is not one, or too broken to tell."""
    root, damaged = parse(data)
    if root is None or local(root) != "alto":
        return []
    unit = first_text(root, "MeasurementUnit").lower()
    image = first_text(root, "fileName")
    recognised = bool(descendants(root, *_PROCESSING))
    sheets: list[Sheet] = []
    for page in descendants(root, "Page"):
        sheet = Sheet(
            width=number(page.get("WIDTH")) or 0.0,
            height=number(page.get("HEIGHT")) or 0.0,
            pixels=unit in ("", "pixel"),
            image=image,
            number=page.get("PRINTED_IMG_NR") or page.get("PHYSICAL_IMG_NR") or "",
            recognised=recognised,
            damaged=damaged,
        )
        _Walk(sheet, has_spaces=bool(descendants(page, "SP"))).page(page)
        sheets.append(sheet)
    return sheets


class _Walk:
    """Goes through one page in document order, which is the reading order.

    `has_spaces`: the page marks its spaces (`SP`); on one that does not, a space stands before every string.
    """

    def __init__(self, sheet: Sheet, *, has_spaces: bool) -> None:
        self._sheet = sheet
        self._runs = sheet.runs
        self._has_spaces = has_spaces
        self._space = False
        self._line, self._block = -1, -1
        self._line_box: Box | None = None

    def page(self, page: Element) -> None:
        starts: list[int] = []  # of the elements that are open
        for event, element in etree.iterwalk(page, events=("start", "end")):
            if event == "start":
                starts.append(len(self._runs))
                self._open(element)
            else:
                self._close(element, starts.pop())

    def _open(self, element: Element) -> None:
        match local(element):
            case "TextBlock":
                self._block += 1
                self._sheet.rotated += abs(number(element.get("ROTATION")) or 0.0) > _UPRIGHT
            case "TextLine":
                self._line += 1
                self._line_box = _box(element)
                self._space = False
            case "SP":
                self._space = True
            case "String":
                self._string(element)
            case "HYP" if self._runs and self._runs[-1].line == self._line:
                self._runs[-1] = replace(self._runs[-1], hyphen=True)

    def _string(self, element: Element) -> None:
        text = tidy(element.get("CONTENT") or "")
        if not text:
            return
        whole = tidy(element.get("SUBS_CONTENT") or "")
        part = (element.get("SUBS_TYPE") or "").lower()
        run = Run(
            text,
            _box(element) or self._line_box,
            self._line,
            self._block,
            space=self._space or not self._has_spaces,
            hyphen=part == "hyppart1",
            whole=whole if part == "hyppart1" else "",
            second=part == "hyppart2",
        )
        self._runs.append(run)
        self._space = False

    def _close(self, element: Element, start: int) -> None:
        name, identity = local(element), element.get("ID")
        kind = (element.get("TYPE") or "").lower() if name == "ComposedBlock" else ""
        if not identity and not kind:
            return
        box = _box(element) or bounds([run.box for run in self._runs[start:]])
        span = Span(start, len(self._runs), box)
        if identity:
            self._sheet.spans.setdefault(identity, span)
        if kind in _ARTICLE_TYPES:
            self._sheet.articles.append(span)
        elif kind in _ADVERT_TYPES:
            self._sheet.adverts.append(span)


def _box(element: Element) -> Box | None:
    """`HPOS VPOS WIDTH HEIGHT`, whole or decimal; None unless all are there."""
    left, top, width, height = (number(element.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
    if left is None or top is None or width is None or height is None:
        return None
    return left, top, left + max(width, 0.0), top + max(height, 0.0)
