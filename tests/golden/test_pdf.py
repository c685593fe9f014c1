"""PDFs: what names, margins, type and geometry say of papers, pages, articles and documents."""

from __future__ import annotations

from typing import Any

import pytest
from invented_pages import BODY, FRONT, HEADLINE, Sheet, make_pdf, read

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.printed.file_names import read_file_name
from archive.model import Certainty, PaperKind, Paragraph


def test_a_page_says_what_it_is(golden: Any) -> None:
    draft = read(golden, "upload.pdf", make_pdf(FRONT))
    assert (draft.key.kind, draft.key.paper, str(draft.key.date)) == (PaperKind.NEWSPAPER, "临岚日报", "2025-12-30")
    [page] = draft.pages
    assert (page.label, page.name, page.frame, page.picture, page.document) == (
        "01", "要闻", 0, draft.blobs[0].sha256, draft.blobs[0].sha256,
    )  # fmt: skip
    [article] = draft.articles
    assert (article.content.title, article.certainty) == ("渡口重开", Certainty.UNSURE)
    assert article.content.blocks[1:] == (
        Paragraph("临岚江上的渡口昨日重新开放，首班船载客三十二人，其中多数是去对岸赶集的菜农。"),
        Paragraph("船工说，江水比去年高。"),
    )
    assert article.zones[0].page == "01"
    [headline] = [word for word in page.words if word.text == "渡口重开"]
    assert (headline.left, headline.right) == (pytest.approx(0.05, abs=0.01), pytest.approx(0.33, abs=0.01))
    assert 0.1 < headline.top < 0.15 < headline.bottom < 0.2


@pytest.mark.parametrize(
    ("name", "paper", "date", "label"),
    [
        ("rmrb2024010101.pdf", "人民日报", "2024-01-01", "01"),
        ("KJRB2023021001.pdf", "科技日报", "2023-02-10", "01"),
        ("PeoplesDaily_20240101.pdf", "人民日报", "2024-01-01", "01"),
        ("qwwb20260723001.pdf", "qwwb", "2026-07-23", "01"),
        ("青湾晚报/2024-01-02/03.pdf", "青湾晚报", "2024-01-02", "03"),
        ("青湾晚报/2024/01/02/A03.pdf", "青湾晚报", "2024-01-02", "A03"),
        ("青湾晚报_2024年1月2日_第5版 副刊.pdf", "青湾晚报", "2024-01-02", "05"),
        ("青湾晚报-2024-01-02-完整版.pdf", "青湾晚报", "2024-01-02", "01"),
        ("QingwanDaily_20240102.pdf", "QingwanDaily", "2024-01-02", "01"),
    ],
)
def test_names(golden: Any, name: str, paper: str, date: str, label: str) -> None:
    draft = read(golden, name, make_pdf(Sheet([HEADLINE, *BODY])))
    assert (draft.key.kind, draft.key.paper, str(draft.key.date)) == (PaperKind.NEWSPAPER, paper, date)
    assert [page.label for page in draft.pages] == [label]


@pytest.mark.parametrize("name", ["201707221_pdf.pdf", "2017-07-22/01.pdf"])
def test_without_a_paper_it_says_what_to_set(golden: Any, name: str) -> None:
    data = make_pdf(Sheet([HEADLINE, *BODY]))
    with pytest.raises(UnreadableSourceError, match="--set paper"):
        read(golden, name, data)
    draft = read(golden, name, data, Hints({"paper": "青湾晚报"}))
    assert (draft.key.paper, str(draft.key.date), draft.pages[0].label) == ("青湾晚报", "2017-07-22", "01")


@pytest.mark.parametrize("name", ["IMG_20240101_120000", "scan20240101", "工作简报2024-01-01", "1985-06-02/scan003"])
def test_names_that_name_no_paper(name: str) -> None:
    assert read_file_name(f"{name}.pdf").paper is None


def test_the_user_decides(golden: Any) -> None:
    hints = Hints({"paper": "青湾晚报", "date": "2024-01-02", "page": "第7版:副刊", "edition": "二"})
    draft = read(golden, "rmrb2024010101.pdf", make_pdf(FRONT), hints)
    assert (draft.key.paper, str(draft.key.date), draft.key.edition) == ("青湾晚报", "2024-01-02", "二")
    assert [(page.label, page.name) for page in draft.pages] == [("07", "副刊")]


def test_the_printed_day_wins_over_the_name_and_that_is_told(golden: Any) -> None:
    draft = read(golden, "临岚日报_2024-05-05.pdf", make_pdf(FRONT))
    assert str(draft.key.date) == "2025-12-30"
    assert "文件名写的是 2024-05-05，版面印的是 2025-12-30，按版面归档" in draft.notes


def test_pages_of_another_day_are_told(golden: Any) -> None:
    other = Sheet([(20, 560, 10, "临岚日报　2025年12月31日 星期三　第02版"), *BODY])
    draft = read(golden, "x.pdf", make_pdf(FRONT, other))
    assert str(draft.key.date) == "2025-12-30"
    assert "版面上还印着别的日期：2025-12-31；都归在 2025-12-30" in draft.notes


def test_a_merged_pdf(golden: Any) -> None:
    """Labels from bookmarks, from the page itself, from the order; no label twice; sheets without text are pictures."""
    sheets = [
        FRONT,
        Sheet([(20, 570, 10, "A06　都市新闻"), *BODY]),
        Sheet([(20, 570, 10, "第01版"), *BODY]),
        Sheet([(20, 300, 10, "下转第4版"), *BODY]),
        Sheet([]),
    ]
    data = make_pdf(*sheets, bookmarks={3: "第08版：副刊"})
    draft = read(golden, "临岚日报-2025-12-30-完整版.pdf", data)
    assert draft.whole
    assert [(page.label, page.name, page.frame) for page in draft.pages] == [
        ("01", "要闻", 0),
        ("A06", "都市新闻", 1),
        ("03", None, 2),
        ("08", "副刊", 3),
        ("05", None, 4),
    ]
    assert [article.pages[0].label for article in draft.articles] == ["01", "A06", "03", "08"]
    assert "没有印出版次、按顺序编号的版：03、05" in draft.notes
    assert draft.pages[4].words == ()
    assert {page.picture for page in draft.pages} == {draft.blobs[0].sha256}


def test_a_pdf_without_text_or_name_says_what_to_set(golden: Any) -> None:
    with pytest.raises(UnreadableSourceError, match="没有文字"):
        read(golden, "x.pdf", make_pdf(Sheet([])))
    draft = read(golden, "x.pdf", make_pdf(Sheet([])), Hints({"paper": "临岚日报", "date": "2025-12-30"}))
    assert (len(draft.pages), draft.articles) == (1, ())


def test_an_ordinary_document(golden: Any) -> None:
    draft = read(golden, "说明.pdf", make_pdf(Sheet(BODY), title="Microsoft Word - 渡口说明.docx"))
    assert (draft.key.kind, draft.key.date, draft.pages) == (PaperKind.DOCUMENTS, None, ())
    assert draft.articles[0].content.title == "渡口说明"
    assert draft.articles[0].certainty is Certainty.UNSURE


def test_an_official_document(golden: Any) -> None:
    texts = [
        (60, 560, 18, "临岚市水利局关于渡口安全的通知"),
        (120, 520, 10, "临水发〔2025〕3号"),
        (20, 490, 10, "各渡口管理站："),
        (20, 470, 10, "　　请即检查船只。"),
        (200, 430, 10, "临岚市水利局"),
        (200, 410, 10, "2025年3月4日"),
    ]
    draft = read(golden, "通知.pdf", make_pdf(Sheet(texts)))
    assert (draft.key.kind, draft.key.paper, str(draft.key.date)) == (PaperKind.DOCUMENTS, "临岚市水利局", "2025-03-04")
    assert draft.articles[0].content.fields["发文字号"] == "临水发〔2025〕3号"


def test_an_issue_typeset_anew(golden: Any) -> None:
    """Articles run over the sheets; each belongs to the page under which it was printed."""
    contents = Sheet([(100, 560, 18, "稿件目录"), (20, 500, 10, "1. 渡口重开"), (180, 20, 8, "第 1 页")])
    first = Sheet(
        [
            (100, 560, 20, "渡口重开"),
            (150, 530, 10, "本报记者　林一帆"),
            (100, 510, 10, "《临岚日报》（2025年12月30日 第 01 版）"),
            *BODY[:2],
            (180, 20, 8, "第 2 页"),
        ]
    )
    second = Sheet([(20, 560, 10, "多数是去对岸赶集的菜农。"), (180, 20, 8, "第 3 页")])
    third = Sheet([(100, 560, 20, "广告"), (100, 510, 10, "《临岚日报》（2025年12月30日 第 02 版）")])
    fourth = Sheet([(100, 560, 20, "江水"), (100, 510, 10, "《临岚日报》（2025年12月30日 第 A03 版）"), BODY[3]])
    draft = read(golden, "x.pdf", make_pdf(contents, first, second, third, fourth))
    assert [(page.label, page.picture, page.frame) for page in draft.pages] == [("01", None, 1), ("A03", None, 4)]
    assert all(page.document == draft.blobs[0].sha256 for page in draft.pages)
    ferry, river = draft.articles
    assert (ferry.content.title, ferry.content.byline, ferry.certainty) == (
        "渡口重开",
        "本报记者　林一帆",
        Certainty.SURE,
    )
    assert ferry.content.blocks == (
        Paragraph("临岚江上的渡口昨日重新开放，首班船载客三十二人，其中多数是去对岸赶集的菜农。"),
    )
    assert river.pages[0].label == "A03"
    assert any("目录" in note for note in draft.notes)
    assert any("广告" in note for note in draft.notes)
