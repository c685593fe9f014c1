"""METS, ALTO and hOCR of papers that we invented, written by the builders below: each quirk has its test."""

from __future__ import annotations

import gzip
import io
import lzma
import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import UnreadableSourceError
from archive.formats.archive_xml.alto import read_alto
from archive.formats.archive_xml.layout import paragraphs
from archive.formats.archive_xml.reader import ArchiveXml
from archive.formats.base import Hints
from archive.model import Certainty, DraftIssue, Heading, Paragraph, Word

# ── builders ───────────────────────────────────────────────────────────────────────────────────────────────────────

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


def tree(golden: Any, content: Mapping[str, bytes], name: str = "tree", hints: Hints | None = None) -> list[DraftIssue]:
    drafts: list[DraftIssue] = golden.read_all(golden.Source(content, name, is_tree=True), hints, "archive-xml")
    return drafts


def texts(draft: DraftIssue) -> list[tuple[str, list[str]]]:
    return [(article.content.title, list(article.content.texts())) for article in draft.articles]


SMALL_PICTURE = picture(10, 20)
LINLAN = Hints({"paper": "临岚日报", "date": "1950-06-02"})

# ── METS ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_articles_tied_to_areas_of_the_page(golden: Any) -> None:
    [draft] = tree(
        golden, {"mets.xml": issue_with_areas(), "0001.xml": page(), "0001.png": picture(), "notes.txt": b"x"}
    )
    assert (draft.key.paper, str(draft.key.date), draft.key.edition, draft.whole) == (
        "The Linlan Gazette",
        "1893-04-05",
        "",
        True,
    )
    [sheet] = draft.pages
    names = {blob.sha256: blob.name for blob in draft.blobs}
    assert (sheet.label, names[sheet.picture], names[sheet.original], sheet.recognised) == (
        "01",
        "0001.png",
        "0001.xml",
        True,
    )
    assert [word.text for word in sheet.words] == [
        "HARBOUR",
        "NEWS",
        "The",
        "light-",
        "house",
        "is",
        "lit.",
        "Fine",
        "lamps",
    ]
    assert [word.line for word in sheet.words] == [0, 0, 1, 1, 2, 2, 2, 3, 3]
    article, advert = draft.articles
    assert (article.own_id, article.certainty, [ref.label for ref in article.pages]) == (
        "a1",
        Certainty.RECOGNISED,
        ["01"],
    )
    assert texts(draft)[0] == ("Harbour news", ["The lighthouse is lit."])  # HARBOUR NEWS repeats the title
    assert [zone.polygon[0] for zone in article.zones] == [(0.09, 0.045), (0.09, 0.095)]
    assert [zone.polygon[2] for zone in article.zones] == [(0.3, 0.065), (0.4, 0.135)]
    assert (advert.content.title, advert.content.fields) == ("广告：Fine lamps", {"类型": "广告"})
    assert (names[article.original], draft.left_out, draft.missing, draft.notes) == ("mets.xml", ("notes.txt",), (), ())


def docworks(title_of_article: str = "", *, label: str = "") -> bytes:
    """Articles that point into the text file themselves, their parts typed."""

    def part(kind: str, begin: str, inner: str = "") -> str:
        return f'<mets:div TYPE="{kind}">{area(begin) if begin else ""}{inner}</mets:div>'

    return mets(
        description(
            "ISSUE",
            more='<mods:relatedItem type="host"><mods:titleInfo><mods:nonSort>The</mods:nonSort><mods:title>Island News</mods:title></mods:titleInfo></mods:relatedItem><mods:part><mods:detail type="edition"><mods:number>2</mods:number></mods:detail></mods:part>',
        ),
        description("VOL", "Volume 5"),
        description("ART", title_of_article),
        files({"alto1": ("file://./ALTO/0001.xml", "Text")}),
        '<mets:structMap TYPE="LOGICAL"><mets:div TYPE="Newspaper"><mets:div TYPE="VOLUME" DMDID="VOL"><mets:div TYPE="ISSUE" DMDID="ISSUE" LABEL="1893-04-05"><mets:div TYPE="CONTENT">'
        f'<mets:div ID="A1" TYPE="ARTICLE" DMDID="ART" LABEL="{label}">'
        + part("HEADING", "", part("OVERLINE", "K") + part("TITLE", "T") + part("AUTHOR", "Y"))
        + part(
            "BODY", "", part("PARAGRAPH", "P") + part("SUBHEADING", "S") + part("PARAGRAPH", "Q") + part("CAPTION", "C")
        )
        + '</mets:div><mets:div ID="X1" TYPE="ILLUSTRATION"><mets:fptr><mets:area FILEID="alto1" BEGIN="I"/></mets:fptr></mets:div>'
        "</mets:div></mets:div></mets:div></mets:div></mets:structMap>"
        '<mets:structMap TYPE="PHYSICAL"><mets:div TYPE="Newspaper"><mets:div TYPE="PAGE" ORDER="1" ORDERLABEL="第A03版：海岛">'
        '<mets:fptr><mets:par><mets:area FILEID="alto1"/></mets:par></mets:fptr></mets:div></mets:div></mets:structMap>',
    )


def docworks_page() -> bytes:
    a = Alto(INCH1200, "v3-prefixed")
    order = {
        "K": "From the coast",
        "T": "A new pier",
        "Y": "By Lin",
        "P": "Work begins to-",
        "S": "Costs",
        "Q": "Nobody knows.",
        "C": "The pier.",
    }
    blocks = [
        a.block(name, a.line(a.string(text, 100, 100 * number))) for number, (name, text) in enumerate(order.items(), 1)
    ]
    return a.file(*blocks, f'<Illustration ID="I" {a.at(500, 500, 100, 100)}/>')


def test_articles_that_point_into_the_text(golden: Any) -> None:
    [draft] = tree(golden, {"x/mets.xml": docworks(), "x/ALTO/0001.xml": docworks_page()})
    assert (draft.key.paper, str(draft.key.date), draft.key.edition) == ("The Island News", "1893-04-05", "2")
    assert [(sheet.label, sheet.name) for sheet in draft.pages] == [("A03", "海岛")]
    article, illustration = draft.articles
    content = article.content
    assert (content.kicker, content.title, content.byline) == ("From the coast", "A new pier", "By Lin")
    assert content.blocks[:3] == (Paragraph("Work begins to-"), Heading(2, "Costs"), Paragraph("Nobody knows."))
    assert list(content.texts())[-1] == "The pier."
    assert article.zones[0].polygon == ((0.1, 0.05), (0.18, 0.05), (0.18, 0.06), (0.1, 0.06))
    assert (illustration.content.title, illustration.content.fields) == ("图片", {"类型": "图片"})
    assert illustration.zones[0].polygon[0] == (0.5, 0.25)


def test_a_described_title_goes_before_the_printed_one(golden: Any) -> None:
    source = {"mets.xml": docworks("A pier for Linlan"), "ALTO/0001.xml": docworks_page()}
    content = tree(golden, source)[0].articles[0].content
    assert (content.title, content.blocks[0]) == ("A pier for Linlan", Heading(2, "A new pier"))
    source["mets.xml"] = docworks(label="A New Pier")  # the same but for its case
    content = tree(golden, source)[0].articles[0].content
    assert (content.title, content.blocks[0]) == ("A New Pier", Paragraph("Work begins to-"))


def test_a_volume_is_not_the_name_of_the_paper(golden: Any) -> None:
    described = (
        docworks().replace(b'type="host"', b'type="original"').replace(b'LABEL=""', b'LABEL="Island News, 1893"', 1)
    )
    [draft] = tree(golden, {"mets.xml": described, "ALTO/0001.xml": docworks_page()})
    assert draft.key.paper.startswith("Island News")


def test_pages_without_articles(golden: Any) -> None:
    described = mets(
        files(
            {
                "p1": ("./0001.tif", "master"),
                "s1": ("./0001.jp2", "service"),
                "d1": ("./0001.pdf", "derivative"),
                "o1": ("./0001.xml", "ocr"),
            }
        ),
        '<mets:structMap xmlns:np="urn:library-of-congress:ndnp:mets:newspaper"><mets:div TYPE="np:issue"><mets:div TYPE="np:page">'
        '<mets:fptr FILEID="p1"/><mets:fptr FILEID="s1"/><mets:fptr FILEID="d1"/><mets:fptr FILEID="o1"/></mets:div></mets:div></mets:structMap>',
        label="Linlan Star (Linlan, Isl.), 1903-01-02",
    )
    jp2 = picture(form="JPEG2000")
    [draft] = tree(
        golden,
        {
            "mets.xml": described,
            "0001.xml": page(INCH1200),
            "0001.jp2": jp2,
            "0001.tif": picture(form="TIFF"),
            "0001.pdf": b"%PDF-1.4",
        },
    )
    names = {blob.sha256: blob.name for blob in draft.blobs}
    assert (draft.key.paper, str(draft.key.date)) == ("Linlan Star (Linlan, Isl.)", "1903-01-02")
    [sheet] = draft.pages
    assert (names[sheet.picture], names[sheet.document]) == (
        "0001.jp2",
        "0001.pdf",
    )  # a TIFF only when there is no other
    assert [article.content.title for article in draft.articles] == ["广告：Fine lamps", "第01版其余文字"]
    assert draft.articles[1].certainty is Certainty.UNSURE
    assert texts(draft)[1][1] == ["HARBOUR NEWS", "The lighthouse is lit."]
    assert draft.left_out == ("0001.tif",)


def test_what_is_outside_all_articles(golden: Any) -> None:
    a = Alto()
    for lines, found in ((2, False), (30, True)):
        more = a.block("R", *(a.line(a.string("remaining", 500, 300 + 30 * number)) for number in range(lines)))
        described = issue_with_areas().replace(b'END="w7"', b'END="w3"')
        text = page().replace(b"</PrintSpace>", more.encode() + b"</PrintSpace>")
        [draft] = tree(golden, {"mets.xml": described, "0001.xml": text})
        rest = [article for article in draft.articles if article.own_id == "rest-01"]
        assert [article.certainty for article in rest] == [Certainty.UNSURE] * found
        assert any("不属于任何稿件" in note for note in draft.notes) is not found


def test_a_lone_mets_file_brings_titles_and_says_what_is_missing(golden: Any) -> None:
    [draft] = golden.read_all(golden.one_file(issue_with_areas(), "mets.xml"), None, "archive-xml")
    assert [(article.content.title, [ref.label for ref in article.pages]) for article in draft.articles] == [
        ("Harbour news", ["01"]),
        ("广告", ["01"]),
    ]
    assert draft.missing == ("0001.xml", "0001.png")
    assert draft.pages[0].words == ()


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress], ids=["gz", "xz"])
@pytest.mark.parametrize(
    "href",
    [
        "0001.xml",
        "file://./0001.xml",
        "file:///mnt/scans/ocr/0001.xml",
        ".\\0001.xml",
        "../ALTO/0001.xml",
        "deep/er/0001.xml",
    ],
)
def test_packed_members_under_any_address(golden: Any, pack: Any, href: str) -> None:
    end = "gz" if pack is gzip.compress else "xz"
    source = {f"i/mets.xml.{end}": pack(issue_with_areas(href)), f"i/0001.xml.{end}": pack(page())}
    [draft] = tree(golden, source)
    assert texts(draft)[0][1] == ["The lighthouse is lit."]
    assert {blob.name: blob.data for blob in draft.blobs} == source  # kept as they came
    assert draft.missing == ("0001.png",)


def test_each_issue_of_a_tree_by_itself(golden: Any) -> None:
    other = issue_with_areas().replace(b"1893-04-05", b"1893-04-06")
    drafts = tree(
        golden,
        {
            "1/mets.xml": issue_with_areas(),
            "1/0001.xml": page(),
            "1/0001.png": picture(),
            "2/mets.xml": other,
            "2/0001.xml": page(),
            "2/broken.mets.xml": b"<mets><structMap/></mets>",
            "3/lrb19500602_03.xml": page(),
            "3/lrb19500602_04.xml": page(),
            "x.bin": b"x",
        },
    )
    assert [(str(draft.key.date), [sheet.label for sheet in draft.pages]) for draft in drafts] == [
        ("1893-04-05", ["01"]),
        ("1893-04-06", ["01"]),
        ("1950-06-02", ["03", "04"]),
    ]
    assert drafts[0].pages[0].picture is not None
    assert drafts[1].pages[0].picture is None  # not that of another day
    assert drafts[-1].left_out == ("x.bin",)
    assert "2/broken.mets.xml" in drafts[-1].notes[-1]
    assert all(draft.left_out == () for draft in drafts[:-1])


def test_what_cannot_be_placed_says_what_to_set(golden: Any) -> None:
    without_day = issue_with_areas().replace(b"1893-04-05", b"")
    for content, said in (
        (page(), "--set paper"),
        (without_day, "--set date"),
        (b"<mets><structMap/></mets>", "没有写明版面"),
    ):
        with pytest.raises(UnreadableSourceError, match=said):
            golden.read_all(golden.one_file(content, "x.xml"), None, "archive-xml")
    hints = Hints({"paper": "临岚日报", "date": "1950-06-02", "page": "第4版"})
    [draft] = golden.read_all(golden.one_file(page(), "x.xml"), hints, "archive-xml")
    assert (draft.key.paper, str(draft.key.date)) == ("临岚日报", "1950-06-02")
    assert (draft.pages[0].label, draft.whole) == ("04", False)


def test_items_that_repeat_the_issue_without_end_are_cut(golden: Any) -> None:
    pointer = '<mets:fptr FILEID="alto1"/>'
    items = "".join(f'<mets:div ID="m{number}" TYPE="ARTICLE" LABEL="m">{pointer}</mets:div>' for number in range(500))
    described = issue_with_areas().replace(b'<mets:div ID="a1"', items.encode() + b'<mets:div ID="a1"')
    [draft] = tree(golden, {"mets.xml": described, "0001.xml": page()})
    assert sum(bool(article.content.blocks) for article in draft.articles) < 200
    assert any("重复太多" in note for note in draft.notes)


# ── ALTO ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("decimals", [False, True])
@pytest.mark.parametrize("namespace", NAMESPACES)
@pytest.mark.parametrize("unit", [PIXELS, MM10, INCH1200], ids=lambda unit: unit[0])
def test_every_unit_and_namespace_reads_the_same(
    golden: Any, unit: tuple[str, float], namespace: str, decimals: bool
) -> None:
    one, other = (alone(golden, data) for data in (page(), page(unit, namespace, decimals=decimals)))
    assert texts(one) == texts(other)
    for word, expected in zip(other.pages[0].words, one.pages[0].words, strict=True):
        assert (word.text, word.line) == (expected.text, expected.line)
        assert box(word) == pytest.approx(box(expected), abs=0.002)


def alone(golden: Any, data: bytes, name: str = "p.xml") -> DraftIssue:
    """A text page as a file of its own."""
    draft: DraftIssue
    [draft] = golden.read_all(golden.one_file(data, name), LINLAN, "archive-xml")
    return draft


def box(word: Word) -> tuple[float, float, float, float]:
    return word.left, word.top, word.right, word.bottom


def body(golden: Any, data: bytes) -> list[str]:
    return [text for article in alone(golden, data).articles for text in article.content.texts()]


def test_the_page_is_one_article_whose_bounds_are_not_known(golden: Any) -> None:
    a = Alto()
    draft = alone(golden, a.file(a.block("B", a.line(a.string("Sea", 100, 100))), ocr=""))
    [article] = draft.articles
    assert (article.content.title, article.own_id) == ("第07版全版文字", "page-07")
    assert article.certainty is Certainty.UNSURE
    assert article.zones[0].polygon == ((0.1, 0.05), (0.18, 0.05), (0.18, 0.06), (0.1, 0.06))
    assert draft.pages[0].recognised is False  # nothing says so


def test_a_page_without_text_has_no_article(golden: Any) -> None:
    draft = alone(golden, Alto().file())
    assert (len(draft.pages), draft.articles) == (1, ())


def test_typed_blocks_are_articles(golden: Any) -> None:
    a = Alto()
    storm = a.block("B1", a.line(a.string("Storm", 100, 100)))
    blew = a.block("B2", a.line(a.string("It", 100, 200), a.string("blew.", 200, 200)))
    other = a.block("B3", a.line(a.string("elsewhere", 500, 500)))
    draft = alone(golden, a.file(f'<ComposedBlock TYPE="Article">{storm}{blew}</ComposedBlock>', other))
    assert texts(draft) == [("Storm", ["It blew."]), ("第07版其余文字", ["elsewhere"])]
    assert [article.certainty for article in draft.articles] == [Certainty.RECOGNISED, Certainty.UNSURE]


@pytest.mark.parametrize("between", ["", "<SP/>"])
def test_chinese_is_joined_without_spaces(golden: Any, between: str) -> None:
    a = Alto()
    printed = ["临", "岚", "港", "2024", "年", "“", "海鸥", "”", "号", "Blue", "<SP/>", "Sea", "轮"]
    strings = [text if "<" in text else a.string(text, 100 + 50 * at, 100) for at, text in enumerate(printed)]
    lines = (a.line(*strings, between=between), a.line(a.string("出航", 100, 140)))
    assert body(golden, a.file(a.block("B", *lines))) == ["临岚港2024年“海鸥”号Blue Sea轮出航"]


def test_missing_spaces(golden: Any) -> None:
    a = Alto()
    words = [a.string("North", 100, 100), a.string("wind", 200, 100), a.string("!", 280, 100)]
    assert body(golden, a.file(a.block("B", a.line(*words, between="")))) == ["North wind !"]  # the page marks none
    marked = a.line(words[0], words[1] + words[2])
    assert body(golden, a.file(a.block("B", marked))) == ["North wind!"]


PARTS = (
    '<String CONTENT="light" SUBS_TYPE="HypPart1" SUBS_CONTENT="lighthouse"/><HYP CONTENT="-"/>',
    '<String CONTENT="house" SUBS_TYPE="HypPart2" SUBS_CONTENT="lighthouse"/>',
)


@pytest.mark.parametrize("apart", ["", "</TextBlock><TextBlock>"], ids=["one block", "two blocks"])
@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        (*PARTS, "lighthouse"),
        ('<String CONTENT="light"/><HYP/>', '<String CONTENT="house"/>', "lighthouse"),
        ('<String CONTENT="light-"/>', '<String CONTENT="house"/>', "lighthouse"),
        ('<String CONTENT="light" SUBS_TYPE="HypPart1"/>', '<String CONTENT="house"/>', "lighthouse"),
        ('<String CONTENT="Linlan-"/>', '<String CONTENT="Bay"/>', "Linlan- Bay"),
    ],
    ids=["SUBS_CONTENT", "HYP", "printed", "SUBS_TYPE", "a name"],
)
def test_divided_words_are_joined_once(first: str, second: str, text: str, apart: str) -> None:
    lines = f"<TextLine>{first}</TextLine>{apart}<TextLine>{second}</TextLine>"
    [sheet] = read_alto(f"<alto><Page WIDTH='9' HEIGHT='9'><TextBlock>{lines}</TextBlock></Page></alto>".encode())
    assert " ".join(paragraphs([sheet.runs])) == text
    assert " ".join(paragraphs([sheet.runs[:1], sheet.runs[1:]])) == text  # also from one area into the next
    assert len(sheet.runs) == 2


def test_the_second_half_of_a_word_alone_stays_as_printed() -> None:
    lines = "".join(f"<TextLine>{part}</TextLine>" for part in PARTS)
    [sheet] = read_alto(f"<alto><Page><TextBlock>{lines}</TextBlock></Page></alto>".encode())
    assert paragraphs([sheet.runs[1:]]) == ["house"]
    assert paragraphs([sheet.runs[:1]]) == ["light"]


def test_a_divided_word_does_not_run_into_another_article() -> None:
    lines = "<TextLine><String CONTENT='light'/><HYP/></TextLine><TextLine><String CONTENT='Storm'/></TextLine>"
    [sheet] = read_alto(f"<alto><Page><TextBlock>{lines}</TextBlock></Page></alto>".encode())
    assert paragraphs([sheet.runs[:1], sheet.runs[1:]]) == ["light", "Storm"]


def test_an_id_that_two_articles_have_names_none(golden: Any) -> None:
    described = issue_with_areas().replace(b'ID="s1"', b'ID="a1"')
    [draft] = tree(golden, {"mets.xml": described, "0001.xml": page()})
    assert [article.own_id for article in draft.articles[:2]] == [None, None]


def test_indented_lines_begin_paragraphs_and_a_slanting_column_does_not(golden: Any) -> None:
    a = Alto()
    lefts = [100, 100, 130, 100, 100]
    lines = [a.line(a.string(f"line{at}.", left, 100 + 30 * at)) for at, left in enumerate(lefts)]
    assert body(golden, a.file(a.block("B", *lines))) == ["line0. line1.", "line2. line3. line4."]
    slanting = [a.line(a.string(f"line{at}.", 100 + 8 * at, 100 + 30 * at)) for at in range(5)]
    assert len(body(golden, a.file(a.block("B", *slanting)))) == 1


def test_boxes_outside_the_page_are_clamped_and_counted(golden: Any) -> None:
    a = Alto()
    lefts = {"in": 100, "left": -60, "right": 980, "middle": 200, "edge": 925}
    draft = alone(golden, a.file(a.block("B", a.line(*(a.string(text, left, 100) for text, left in lefts.items())))))
    words = draft.pages[0].words
    assert (words[1].left, words[2].right) == (0.0, 1.0)
    assert draft.notes == ("第07版有 2 处文字的位置超出版面，已收到版面之内",)


@pytest.mark.parametrize("size", [" ", 'WIDTH="0" HEIGHT="nan"'])
def test_a_page_without_a_size_has_that_of_its_picture(golden: Any, size: str) -> None:
    a = Alto()
    data = a.file(a.block("B", a.line(a.string("Sea", 100, 100))), size=size, image=r"\\store\scan\P 1.tif")
    [draft] = tree(golden, {"ocr/x_03.xml": data, "img/p 1.png": picture(1000, 2000)}, hints=LINLAN)
    assert box(draft.pages[0].words[0]) == (0.1, 0.05, 0.18, 0.06)
    [without] = tree(golden, {"ocr/x_03.xml": data}, hints=LINLAN)
    assert box(without.pages[0].words[0])[2:] == (1.0, 1.0)  # its own extent


def test_a_size_that_cannot_be_true_is_said(golden: Any) -> None:
    a = Alto(INCH1200)
    line = a.line(a.string("Sea", 500, 900))
    draft = alone(golden, a.file(a.block("B", line), size='WIDTH="1000" HEIGHT="2000"'))
    assert draft.pages[0].words[0].right == 1.0
    assert "版面大小" in draft.notes[0]


def test_strings_without_a_place_have_that_of_their_line_or_none(golden: Any) -> None:
    lines = (
        '<TextLine HPOS="1" VPOS="1" WIDTH="4" HEIGHT="1"><String CONTENT="one"/></TextLine>'
        '<TextLine><String CONTENT="two" HPOS="inf" VPOS="1" WIDTH="1" HEIGHT="1"/></TextLine>'
    )
    data = f"<alto><Page WIDTH='10' HEIGHT='10'><TextBlock>{lines}</TextBlock></Page></alto>"
    draft = alone(golden, data.encode(), "p1.xml")
    assert [(word.text, *box(word)) for word in draft.pages[0].words] == [("one", 0.1, 0.1, 0.5, 0.2)]
    assert list(draft.articles[0].content.texts()) == ["one two"]
    assert draft.notes == ("第01版有 1 处文字没有写明位置",)


def test_turned_blocks_are_read_and_said(golden: Any) -> None:
    a = Alto()
    blocks = [
        a.block(name, a.line(a.string(name, 100, 100)), more=f'ROTATION="{turn}"')
        for name, turn in (("askew", 1.5), ("turned", 90))
    ]
    draft = alone(golden, a.file(*blocks))
    assert list(draft.articles[0].content.texts()) == ["askew", "turned"]
    assert draft.notes == ("第07版有 1 块文字是转了方向的，按未转读取",)


def test_a_run_is_cut_where_its_characters_do_not_share_the_box_evenly(golden: Any) -> None:
    a = Alto()
    lines = (a.line(a.string("共30件", 100, 100, 60)), a.line(a.string("竖排", 500, 100, 20, 60)))
    words = alone(golden, a.file(a.block("B", *lines))).pages[0].words
    assert [(word.text, word.left, word.right) for word in words[:3]] == [
        ("共", 0.1, 0.12),
        ("30", 0.12, 0.14),
        ("件", 0.14, 0.16),
    ]
    assert [(word.text, word.top, word.bottom) for word in words[3:]] == [("竖", 0.05, 0.065), ("排", 0.065, 0.08)]


def test_a_damaged_page_is_read_as_far_as_it_goes(golden: Any) -> None:
    draft = alone(golden, page()[:-400])
    assert "第07版的文件有损坏，读出了能读的部分" in draft.notes
    assert "The lighthouse" in " ".join(draft.articles[-1].content.texts())
    [issue] = tree(golden, {"mets.xml": issue_with_areas(), "0001.xml": b"<alto>"})
    assert issue.notes[0] == "0001.xml 不是完好的 ALTO，读不出版面"
    assert issue.articles[0].content.title == "Harbour news"


def test_a_declared_encoding_that_is_too_narrow(golden: Any) -> None:
    a = Alto()
    data = a.file(a.block("B", a.line(a.string("朱镕基", 100, 100)))).decode()
    assert body(golden, data.replace("UTF-8", "gb2312").encode("gb18030")) == ["朱镕基"]


def test_a_folder_of_pages_is_an_issue(golden: Any) -> None:
    names = ("第2版.xml", "A01 要闻.alto.xml", "0012.xml")
    content = {f"嶼光週報/1985-06-02/{name}": page() for name in names}
    content["嶼光週報/1985-06-02/0012.jpg"] = picture(form="JPEG")
    content["嶼光週報/1985-06-03/alto/1.xml"] = page()
    drafts = tree(golden, content)
    assert [(draft.key.paper, str(draft.key.date), draft.whole) for draft in drafts] == [
        ("嶼光週報", "1985-06-02", True),
        ("嶼光週報", "1985-06-03", True),
    ]
    assert [(sheet.label, sheet.name, sheet.picture is not None) for sheet in drafts[0].pages] == [
        ("02", None, False),
        ("12", None, True),
        ("A01", "要闻", False),
    ]


def test_pages_that_share_a_number_are_told_apart(golden: Any) -> None:
    uncounted = page().replace(b'PHYSICAL_IMG_NR="7"', b"")
    content = {"a/ocr.xml": page(), "b/ocr.xml": page(), "seq-3/ocr.xml": uncounted}
    drafts = tree(golden, content, hints=LINLAN)
    assert [sheet.label for draft in drafts for sheet in draft.pages] == ["01", "03", "07"]
    assert "b/ocr.xml 没有写明版次，或与别的版面相同，暂记为第01版" in drafts[0].notes


def test_the_day_of_a_scan_is_not_the_day_of_the_paper(golden: Any) -> None:
    a = Alto()
    text = a.block("B", a.line(a.string("x", 1, 1)))
    scan, paper = (a.file(text, image=f"//store/{name}") for name in ("2019-07-11_09_03.tif", "lrb19500602_03.tif"))
    with pytest.raises(UnreadableSourceError, match="--set date"):
        golden.read_all(golden.one_file(scan, "p.xml"), Hints({"paper": "临岚日报"}), "archive-xml")
    [draft] = golden.read_all(golden.one_file(paper, "p.xml"), None, "archive-xml")
    assert (draft.key.paper, str(draft.key.date)) == ("lrb", "1950-06-02")
    assert "代号 lrb" in draft.notes[0]


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


def test_hocr_pages(golden: Any) -> None:
    lines = f"<p class='ocr_par'>{hocr_line('The', '<strong>light-</strong>')}{hocr_line('house', 'fell.', line=1)}</p>"
    unmarked = "<span class='ocr_line' title='bbox 200 200 400 240'>北风劲吹</span>"
    text = hocr(hocr_page(1, lines), hocr_page(2, unmarked, "临岚_02.png"))
    source = {"llb-1950-06-02.hocr": text, "临岚_02.png": picture()}
    [draft] = tree(golden, source, hints=Hints({"paper": "临岚日报"}))
    assert str(draft.key.date) == "1950-06-02"
    assert [(sheet.label, sheet.recognised, sheet.picture is not None) for sheet in draft.pages] == [
        ("01", True, False),
        ("02", True, True),
    ]
    assert texts(draft) == [("第01版全版文字", ["The lighthouse fell."]), ("第02版全版文字", ["北风劲吹"])]
    first, last = draft.pages[0].words[0], draft.pages[1].words[0]
    assert (first.text, *box(first)) == ("The", 0.1, 0.05, 0.18, 0.06)  # from the corner of the page
    assert (last.text, *box(last)) == ("北风劲吹", 0.1, 0.1, 0.3, 0.12)


def test_hocr_is_text_of_a_mets_issue_too(golden: Any) -> None:
    data = hocr(hocr_page(0, hocr_line("Sea", "air")))
    described = issue_with_areas("0001.hocr").replace(b'BEGIN="w3" END="w7"', b'BEGIN="w00" END="w01"')
    [draft] = tree(golden, {"mets.xml": described, "0001.hocr": data})
    assert texts(draft)[0] == ("Harbour news", ["Sea air"])


# ── hostile input ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_other_xml_and_html_is_left_alone(golden: Any) -> None:
    form = ArchiveXml()
    for data in (b"", b"<rss/>", b"<html><p class='ocrx'>ocr_page</p>", b"\x1f\x8b\x08broken", b"PK\x03\x04"):
        assert not form.sniff(golden.one_file(data, "x.xml"))
    declared = "<?xml version='1.0' encoding='gb2312'?><!-- 临岚 --><alto/>"
    assert form.sniff(golden.one_file(declared.encode("gb18030"), "x"))


@pytest.mark.timeout(20)
def test_entities_are_not_expanded(golden: Any) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<!DOCTYPE alto [<!ENTITY l0 "ha">{laughs}<!ENTITY f SYSTEM "{__file__}">]>'.encode()
    data = page().replace(b'CONTENT="The"', b'CONTENT="The &l8;"').replace(b"<alto", head + b"<alto", 1)
    data = data.replace(b"<OCRProcessing", b"<fileName>&f;</fileName><OCRProcessing")
    try:
        draft = alone(golden, data)
    except UnreadableSourceError:
        return
    assert sum(len(word.text) for word in draft.pages[0].words) < 1000


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "data",
    [
        b"<alto><Page>" + b"<ComposedBlock>" * 20_000,
        b'<mets><structMap TYPE="LOGICAL">' + b'<div TYPE="SECTION">' * 20_000,
        b"<div class='ocr_page'>" + b"<span class=ocr_line>" * 20_000,
        mets('<mets:structMap><mets:div ID="a" TYPE="ARTICLE"/></mets:structMap>', link("a", *["a"] * 20_000)),
    ],
    ids=["blocks", "divs", "lines", "links"],
)
def test_nothing_takes_for_ever(golden: Any, data: bytes) -> None:
    try:
        golden.read_all(golden.one_file(data, "x.xml"), LINLAN, "archive-xml")
    except UnreadableSourceError as error:
        assert error.reason  # noqa: PT017 - either outcome will do


NAMES = [b"HPOS", b"WIDTH", b"ID", b"CONTENT", b"BEGIN", b"COORDS", b"FILEID", b"TYPE", b"ORDER", b"bbox"]


def mutated(data: bytes, seed: int, ways: Sequence[str]) -> bytes:
    chance = random.Random(seed)
    for way in ways:
        at, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        if way == "truncate":
            data = data[:end]
        elif way == "drop":
            data = data[:at] + data[at : at + 200].partition(b">")[2] + data[at + 200 :]
        elif way == "swap":
            one, other = chance.sample(NAMES, 2)
            data = data.replace(one, b"\0").replace(other, one).replace(b"\0", other)
        elif way == "number":
            data = data.replace(b"100", chance.choice([b"-1e9", b"nan", b"1e400", b"", b"99999999"]))
        elif way == "bytes":
            data = data[:at] + chance.randbytes(8) + data[at + 8 :]
    return data


WAYS = st.lists(st.sampled_from(["truncate", "drop", "swap", "number", "bytes"]), max_size=3)


@settings(max_examples=120, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 1 << 30), WAYS, WAYS, WAYS)
def test_broken_variants(golden: Any, seed: int, of_mets: list[str], of_alto: list[str], of_hocr: list[str]) -> None:
    content = {
        "mets.xml": mutated(issue_with_areas(), seed, of_mets),
        "0001.xml": mutated(page(MM10), seed, of_alto),
        "0002.hocr": mutated(hocr(hocr_page(1, hocr_line("北", "wind"))), seed, of_hocr),
        "0001.png": SMALL_PICTURE,
    }
    form = ArchiveXml()
    source = golden.Source(content, "tree", is_tree=True)
    form.sniff(source)
    try:
        drafts = list(form.read(source, LINLAN))
    except UnreadableSourceError as error:
        assert error.reason  # noqa: PT017 - any error of this kind will do
        return
    for draft in drafts:
        corners = [point for article in draft.articles for zone in article.zones for point in zone.polygon]
        boxes = [box(word) for sheet in draft.pages for word in sheet.words]
        assert all(0 <= value <= 1 for values in (*corners, *boxes) for value in values)
        assert all(article.content.title and article.original for article in draft.articles)
