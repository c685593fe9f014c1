"""ALTO: units, lines and words of a page, divided words, boxes, and what pages say of themselves."""

from __future__ import annotations

from typing import Any

import pytest
from invented_xml import (
    INCH1200,
    LINLAN,
    MM10,
    NAMESPACES,
    PIXELS,
    Alto,
    alone,
    body,
    box,
    issue_with_areas,
    page,
    picture,
    texts,
    tree,
)

from archive.errors import UnreadableSourceError
from archive.formats.archive_xml.alto import read_alto
from archive.formats.archive_xml.layout import paragraphs
from archive.formats.base import Hints
from archive.model import Certainty


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
