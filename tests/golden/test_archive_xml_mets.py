"""METS: articles tied to areas of pages or pointing into the text, pages without articles, what is missing."""

from __future__ import annotations

import gzip
import lzma
from typing import Any

import pytest
from invented_xml import (
    INCH1200,
    Alto,
    area,
    description,
    files,
    issue_with_areas,
    mets,
    page,
    picture,
    texts,
    tree,
)

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.model import Certainty, Heading, Paragraph


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


def test_an_id_that_two_articles_have_names_none(golden: Any) -> None:
    described = issue_with_areas().replace(b'ID="s1"', b'ID="a1"')
    [draft] = tree(golden, {"mets.xml": described, "0001.xml": page()})
    assert [article.own_id for article in draft.articles[:2]] == [None, None]
