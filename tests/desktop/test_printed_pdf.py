"""Printed documents as PDF: pages, contents, head and foot, and text that can be copied."""

from __future__ import annotations

import re
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image as Pillow
from PySide6.QtWidgets import QApplication

from archive.progress import Progress
from reader.exporting.pictures import Picture
from reader.printed import Aside, Document, Grid, Image, Rule, Section, Title, Tone, Words
from ui.printing.flow import Flow
from ui.printing.pages import Pages
from ui.printing.pdf import write_pdf

SUM = "3fd478f3250fbbbfd3b94fe1e985955737c145627498896a8a6bf81f4baf66c7"
TEXT = "凌晨四点，第一车白菜进了码头市场，过秤的人还在打哈欠，算盘珠子已经响了起来。"


def picture() -> Picture:
    data = BytesIO()
    Pillow.new("RGB", (300, 420), "#445566").save(data, "JPEG")
    return Picture(data.getvalue(), ".jpg", 300, 420)


def printed(document: Document) -> pypdfium2.PdfDocument:
    stream = BytesIO()
    assert all(isinstance(step, Progress) for step in write_pdf(document, stream))
    return pypdfium2.PdfDocument(stream.getvalue())


def text_of(pdf: pypdfium2.PdfDocument, page: int) -> str:
    return pdf[page].get_textpage().get_text_range().replace("\r\n", "\n")


@pytest.fixture
def one(qapp: QApplication) -> pypdfium2.PdfDocument:
    parts = (
        Title("码头的算盘", 2, "市井", "——记一个早晨"),
        Aside(
            (Words("《临岚日报》2026年3月5日第01版：要闻", Tone.SOURCE), Words(f"原件 SHA-256：{SUM}", Tone.SUM)),
            Image(picture, share=0.3),
        ),
        Words(TEXT, marks=((0, 4),)),
        Words("第一行\n第二行", Tone.NOTE),
        Grid((("年份", "篇数"), ("2025", "240"), ("2026",))),
        Image(picture, "渡口的早晨"),
        Image(lambda: None, "读不出来的图"),
        Rule(),
        Words("OECD 说 GDP 增长 3.5%，口岸日月长。"),
    )
    return printed(Document("选稿", [Section(parts, "《临岚日报》2026年3月5日")], footer="页脚的字", title_page=False))


def test_all_text_can_be_copied(one: pypdfium2.PdfDocument) -> None:
    found = text_of(one, 0)
    for words in (
        "市井", "码头的算盘", "——记一个早晨", "《临岚日报》2026年3月5日第01版：要闻", f"SHA-256：{SUM}", "第一行\n第二行",
        "年份", "2025", "240", "渡口的早晨", "读不出来的图", "OECD 说 GDP 增长 3.5%，口岸日月长。", "页脚的字", "第 1 页，共 1 页",
    ):  # fmt: skip
        assert words in found
    assert TEXT in found.replace("\n", "")
    assert found.startswith("市井")
    assert one.get_metadata_dict()["Title"] == "选稿"


def test_faces_are_embedded_and_pictures_are_there(one: pypdfium2.PdfDocument) -> None:
    fonts = {item.get_font().get_base_name() for item in one[0].get_objects() if hasattr(item, "get_font")}
    assert fonts
    assert all("Dianzibao" in name for name in fonts), fonts
    assert all(item.get_font().is_embedded for item in one[0].get_objects() if hasattr(item, "get_font"))
    assert sum(item.type == pypdfium2.raw.FPDF_PAGEOBJ_IMAGE for item in one[0].get_objects()) >= 2


def test_contents_say_on_which_page_a_title_stands(qapp: QApplication) -> None:
    sections = [
        Section((Title(f"第{number}章", 1), *(Words(TEXT * 12) for _ in range(number + 3)), Title(f"末节{number}")))
        for number in range(1, 12)
    ]
    pdf = printed(Document("长书", sections, ("编者",), contents=True))
    front = text_of(pdf, 0)
    assert "".join(front.split()).startswith("长书编者目录第1章2末节13")
    lines = re.findall(r"(第\d+章|末节\d+)\s+(\d+)", front)
    assert len(lines) == 22
    for words, page in lines:
        assert words in text_of(pdf, int(page) - 1)
    assert f"第 {len(pdf)} 页，共 {len(pdf)} 页" in text_of(pdf, len(pdf) - 1)


def test_a_title_is_never_left_at_the_foot_of_a_page(qapp: QApplication) -> None:
    """Wherever the text ends, the title and the paragraph's first line below it stand on one page."""
    for filling in range(20, 60):
        words = [Words("一行") for _ in range(filling)]
        document = Document(
            "题", [Section((*words, Title("要跟着正文", 2, "引题"), Words("正文开始")))], title_page=False
        )
        pages = Pages(document)
        list(pages.measure())
        flow: Flow = pages._flow(0)
        blocks = {block.text(): flow._page_of(block) for block in flow._blocks()}
        assert blocks["引题"] == blocks["要跟着正文"] == blocks["正文开始"]


def test_what_stands_beside_a_picture_is_not_torn_from_its_title(qapp: QApplication) -> None:
    for filling in range(20, 60):
        words = [Words("一行") for _ in range(filling)]
        aside = Aside((Words("出处", Tone.SOURCE), Words("批注", Tone.NOTE)), Image(picture, share=0.3))
        pages = Pages(Document("题", [Section((*words, Title("要跟着正文"), aside))], title_page=False))
        list(pages.measure())
        flow = pages._flow(0)
        blocks = {block.text(): flow._page_of(block) for block in flow._blocks()}
        assert blocks["要跟着正文"] == blocks["出处"] == blocks["批注"] == blocks["\ufffc"]


def test_a_page_that_is_not_there(qapp: QApplication) -> None:
    pages = Pages(Document("空", [Section((Words("字"),))], title_page=False))
    list(pages.measure())
    assert pages.count == 1
    with pytest.raises(IndexError):
        pages.paint(None, 1)  # type: ignore[arg-type]
