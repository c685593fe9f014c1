"""METS, ALTO and hOCR of papers that we invented, written by the builders here, and what tests read of them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from archive.formats.base import Hints
from archive.model import DraftIssue, Word

# ── METS and ALTO ──────────────────────────────────────────────────────────────────────────────────────────────────

PIXELS, MM10, INCH1200 = ("pixel", 1.0), ("mm10", 254 / 300), ("inch1200", 4.0)
NAMESPACES = {
    "none": ("alto", ""),
    "v1": ("alto", 'xmlns="http://schema.ccs-gmbh.com/ALTO"'),
    "v2": ("alto", 'xmlns="http://www.loc.gov/standards/alto/ns-v2#"'),
    "v3-prefixed": ("a:alto", 'xmlns:a="http://www.loc.gov/standards/alto/ns-v3#"'),
    "v4": ("alto", 'xmlns="http://www.loc.gov/standards/alto/ns-v4#"'),
}
OCR = "<OCRProcessing ID='O1'><ocrProcessingStep/></OCRProcessing>"


class Alto:
    """Writes one page of 1000 × 2000 pixels; `scale` turns pixels into the unit of the file."""

    def __init__(self, unit: tuple[str, float] = PIXELS, namespace: str = "v2", *, decimals: bool = False) -> None:
        self.unit, self.scale = unit
        self.root, self.declared = NAMESPACES[namespace]
        self.prefix = "a:" if self.root.startswith("a:") else ""
        self.decimals = decimals

    def at(self, left: float, top: float, width: float, height: float) -> str:
        names = ("HPOS", "VPOS", "WIDTH", "HEIGHT")
        values = [value * self.scale for value in (left, top, width, height)]
        return " ".join(
            f'{name}="{value:.3f}"' if self.decimals else f'{name}="{round(value)}"'
            for name, value in zip(names, values, strict=True)
        )

    def string(self, text: str, left: float, top: float, width: float = 80, height: float = 20, more: str = "") -> str:
        return f'<String CONTENT="{text}" {self.at(left, top, width, height)} {more}/>'

    def line(self, *strings: str, between: str = "<SP/>") -> str:
        return f"<TextLine>{between.join(strings)}</TextLine>"

    def block(self, identity: str, *lines: str, more: str = "") -> str:
        return f'<TextBlock ID="{identity}" {more}>{"".join(lines)}</TextBlock>'

    def file(self, *blocks: str, size: str | None = None, ocr: str = OCR, image: str = "") -> bytes:
        size = self.at(0, 0, 1000, 2000).partition("WIDTH")[2] if size is None else size
        if size.startswith("="):
            size = f"WIDTH{size}"
        named = f"<sourceImageInformation><fileName>{image}</fileName></sourceImageInformation>" if image else ""
        text = (
            f"<{self.root} {self.declared}><Description><MeasurementUnit>{self.unit}</MeasurementUnit>{named}{ocr}"
            f'</Description><Layout><Page ID="P1" PHYSICAL_IMG_NR="7" {size}><PrintSpace>{"".join(blocks)}</PrintSpace>'
            f"</Page></Layout></{self.root}>"
        )
        if self.prefix:
            text = text.replace("</", "\0").replace("<", f"<{self.prefix}").replace("\0", f"</{self.prefix}")
            text = text.replace(f"{self.prefix}{self.prefix}", self.prefix)
        return ('<?xml version="1.0" encoding="UTF-8"?>\n' + text).encode()


def page(unit: tuple[str, float] = PIXELS, namespace: str = "v2", *, decimals: bool = False) -> bytes:
    """A page with a headline, two lines with a divided word, and an advertisement."""
    a = Alto(unit, namespace, decimals=decimals)
    return a.file(
        a.block("B1", a.line(a.string("HARBOUR", 100, 100), a.string("NEWS", 200, 100, more='ID="w2"'))),
        a.block(
            "B2",
            a.line(
                a.string("The", 100, 200, more='ID="w3"'),
                a.string("light", 200, 200, more='SUBS_TYPE="HypPart1" SUBS_CONTENT="lighthouse"') + "<HYP/>",
            ),
            a.line(
                a.string("house", 100, 240, more='SUBS_TYPE="HypPart2" SUBS_CONTENT="lighthouse"'),
                a.string("is", 200, 240),
                a.string("lit.", 300, 240, more='ID="w7"'),
            ),
        ),
        f'<ComposedBlock ID="C1" TYPE="Advertisement" {a.at(500, 1000, 400, 200)}>'
        + a.block("B3", a.line(a.string("Fine", 520, 1010), a.string("lamps", 620, 1010, more='ID="w9"')))
        + "</ComposedBlock>",
    )


METS = 'xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3" xmlns:xlink="http://www.w3.org/1999/xlink"'


def description(identity: str, title: str = "", date: str = "", more: str = "") -> str:
    inner = f"<mods:titleInfo><mods:title>{title}</mods:title></mods:titleInfo>" if title else ""
    inner += f"<mods:originInfo><mods:dateIssued>{date}</mods:dateIssued></mods:originInfo>" if date else ""
    return f'<mets:dmdSec ID="{identity}"><mets:mdWrap><mets:xmlData><mods:mods>{inner}{more}</mods:mods></mets:xmlData></mets:mdWrap></mets:dmdSec>'


def files(named: Mapping[str, tuple[str, str]]) -> str:
    """File ids with href and group."""
    return (
        "<mets:fileSec>"
        + "".join(
            f'<mets:fileGrp USE="{use}"><mets:file ID="{name}"><mets:FLocat LOCTYPE="URL" xlink:href="{href}"/></mets:file></mets:fileGrp>'
            for name, (href, use) in named.items()
        )
        + "</mets:fileSec>"
    )


def mets(*parts: str, label: str = "") -> bytes:
    return f'<?xml version="1.0"?><mets:mets {METS} LABEL="{label}">{"".join(parts)}</mets:mets>'.encode()


def area(begin: str = "", end: str = "", rect: str = "") -> str:
    found = f'<mets:fptr><mets:area FILEID="img1" SHAPE="RECT" COORDS="{rect}"/></mets:fptr>' if rect else ""
    if begin:
        found += f'<mets:fptr><mets:area FILEID="alto1" BETYPE="IDREF" BEGIN="{begin}" END="{end}"/></mets:fptr>'
    return found


def link(start: str, *ends: str) -> str:
    places = "".join(f'<mets:smLocatorLink xlink:href="#{name}" xlink:label="l-{name}"/>' for name in (start, *ends))
    arcs = "".join(f'<mets:smArcLink xlink:from="l-{start}" xlink:to="l-{end}"/>' for end in ends)
    return f"<mets:smLinkGrp>{places}{arcs}</mets:smLinkGrp>"


def issue_with_areas(href: str = "0001.xml", picture: str = "0001.png") -> bytes:
    """Articles tied to areas of the page by structLink."""
    return mets(
        description("D0", "The Linlan Gazette.", "1893-04-05"),
        description("D1", "Harbour news"),
        description("D2"),
        files({"img1": (picture, "Master"), "alto1": (href, "Fulltext")}),
        '<mets:structMap TYPE="LOGICAL"><mets:div ID="i" TYPE="ISSUE" DMDID="D0" LABEL="The Linlan Gazette. 1893-04-05">'
        '<mets:div ID="a1" TYPE="ARTICLE" DMDID="D1"/><mets:div ID="s1" TYPE="ADVERT" DMDID="D2"/></mets:div></mets:structMap>',
        '<mets:structMap TYPE="PHYSICAL"><mets:div TYPE="physSequence"><mets:div ID="p1" TYPE="page" ORDER="1" ORDERLABEL="1">'
        '<mets:fptr FILEID="img1"/><mets:fptr FILEID="alto1"/>'
        f'<mets:div ID="pa1" TYPE="pagearea">{area("B1", "B1", "90,90,300,130")}</mets:div>'
        f'<mets:div ID="pa2" TYPE="pagearea">{area("w3", "w7", "90,190,400,270")}</mets:div>'
        f'<mets:div ID="pa3" TYPE="pagearea">{area("C1", "", "500,1000,900,1200")}</mets:div>'
        "</mets:div></mets:div></mets:structMap>",
        f"<mets:structLink>{link('a1', 'pa1', 'pa2')}{link('s1', 'pa3')}</mets:structLink>",
    )


def picture(width: int = 100, height: int = 200, form: str = "PNG") -> bytes:
    from PIL import Image

    data = io.BytesIO()
    Image.new("L", (width, height), 255).save(data, form)
    return data.getvalue()


SMALL_PICTURE = picture(10, 20)


# ── hOCR ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def hocr(*pages: str) -> bytes:
    head = '<head><meta name="ocr-system" content="x"/></head>'
    html = f'<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">{head}<body>{"".join(pages)}</body></html>'
    return html.encode()


def hocr_page(number: int, inner: str, image: str = "p.png") -> str:
    title = f'image "{image}"; bbox 100 0 1100 2000; ppageno {number}'
    return f"<div class='ocr_page' id='page_{number}' title='{title}'><div class='ocr_carea'>{inner}</div></div>"


def hocr_line(*words: str, line: int = 0) -> str:
    top = 100 + 30 * line
    inner = " ".join(
        f"<span class='ocrx_word' id='w{line}{at}' title='bbox {200 + 100 * at} {top} {280 + 100 * at} {top + 20}; x_wconf 91'>{word}</span>"
        for at, word in enumerate(words)
    )
    return f"<span class='ocr_line' title='bbox 200 {top} 600 {top + 20}; baseline 0 -4'>{inner}</span>"


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────

LINLAN = Hints({"paper": "临岚日报", "date": "1950-06-02"})


def tree(golden: Any, content: Mapping[str, bytes], name: str = "tree", hints: Hints | None = None) -> list[DraftIssue]:
    drafts: list[DraftIssue] = golden.read_all(golden.Source(content, name, is_tree=True), hints, "archive-xml")
    return drafts


def alone(golden: Any, data: bytes, name: str = "p.xml") -> DraftIssue:
    """A text page as a file of its own."""
    draft: DraftIssue
    [draft] = golden.read_all(golden.one_file(data, name), LINLAN, "archive-xml")
    return draft


def texts(draft: DraftIssue) -> list[tuple[str, list[str]]]:
    return [(article.content.title, list(article.content.texts())) for article in draft.articles]


def body(golden: Any, data: bytes) -> list[str]:
    return [text for article in alone(golden, data).articles for text in article.content.texts()]


def box(word: Word) -> tuple[float, float, float, float]:
    return word.left, word.top, word.right, word.bottom
