"""Printed documents as Word: opened again with python-docx, and looked at as XML."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import docx
from docx.enum.text import WD_COLOR_INDEX
from lxml import etree
from PIL import Image as Pillow

from reader.exporting.pictures import Picture
from reader.printed import Aside, Document, Grid, Image, Rule, Section, Title, Tone, Words
from reader.printed.word import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def picture() -> Picture:
    data = BytesIO()
    Pillow.new("RGB", (300, 420), "#445566").save(data, "JPEG")
    return Picture(data.getvalue(), ".jpg", 300, 420)


def written() -> bytes:
    parts = (
        Title("码头\x0b的算盘", 1, "市井", "——记一个早晨"),
        Aside((Words("《临岚日报》", Tone.SOURCE), Words("批注", Tone.NOTE)), Image(picture, share=0.3, alt="版面")),
        Words("凌晨四点，白菜", marks=((0, 4),)),
        Grid((("年", "篇"), ("2025", "240"))),
        Image(picture, "渡口"),
        Image(lambda: None, "读不出来"),
        Rule(),
    )
    other = (Title("第二篇"), Title("小标题", 3, listed=False), Words("正文\n第二行", Tone.PLAIN))
    sections = [Section(parts, "《临岚日报》2026年3月5日"), Section(other)]
    stream = BytesIO()
    steps = list(write_docx(Document("选稿", sections, ("编者",), "页脚", contents=True), stream))
    assert [step.done for step in steps] == [0, 1]
    return stream.getvalue()


def test_it_opens_with_all_that_was_said() -> None:
    word: Any = docx.Document(BytesIO(written()))
    said = [(paragraph.style.name, paragraph.text) for paragraph in word.paragraphs]
    assert said[:3] == [("Title", "选稿"), ("Fact", "编者"), ("Contents Heading", "目录")]
    assert [text for style, text in said if style == "Contents Line"] == ["码头\ufffd的算盘", "第二篇"]
    assert [text for style, text in said if style.startswith("Heading")] == ["码头\ufffd的算盘", "第二篇", "小标题"]
    assert [text for style, text in said if style == "Plain"] == ["正文\n第二行"]
    body = next(paragraph for paragraph in word.paragraphs if paragraph.style.name == "Body")
    assert [(run.text, run.font.highlight_color) for run in body.runs] == [
        ("凌晨四点", WD_COLOR_INDEX.YELLOW), ("，白菜", None)
    ]  # fmt: skip
    aside, grid = word.tables
    assert aside.cell(0, 0).text == "《临岚日报》\n批注"
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [["年", "篇"], ["2025", "240"]]
    assert len(word.inline_shapes) == 2  # one of them in the table
    assert [section.header.paragraphs[0].text for section in word.sections] == [
        "选稿",
        "《临岚日报》2026年3月5日",
        "选稿",
    ]
    assert word.sections[1].footer.paragraphs[0].text == "页脚\t第 1 页，共 1 页"
    assert word.core_properties.title == "选稿"


def test_fields_and_links_are_as_word_wants_them() -> None:
    with zipfile.ZipFile(BytesIO(written())) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
        footer = etree.fromstring(package.read("word/footer1.xml"))
    kinds = [item.get(f"{W}fldCharType") for item in tree.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    targets = {item.get(f"{W}name") for item in tree.iter(f"{W}bookmarkStart")}
    assert {item.get(f"{W}anchor") for item in tree.iter(f"{W}hyperlink")} == targets == {"_Toc1", "_Toc2"}
    assert [item.text.strip() for item in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    for properties in tree.iter(f"{W}pPr"):  # Word refuses a bookmark or a border in the wrong place
        assert properties.getparent()[0] is properties
