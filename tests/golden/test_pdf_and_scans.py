"""PDFs and page scans: what names, margins, type and geometry say.  The PDFs are written here, with a font that pdfium knows."""

from __future__ import annotations

import importlib.util
import io
import random
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from archive.errors import UnreadableSourceError, UnsupportedSourceError
from archive.formats.base import Hints
from archive.formats.printed import pdf_words
from archive.formats.printed.file_names import read_file_name
from archive.formats.printed.page_paragraphs import joined
from archive.formats.printed.page_text import Glyph, in_order, lines_of
from archive.formats.printed.pdf import Pdf
from archive.formats.printed.pdf_words import page_count, page_image, page_words, read_pdf
from archive.formats.printed.scans import Scans
from archive.model import Certainty, DraftIssue, PaperKind, Paragraph, Word

ROOT = Path(__file__).resolve().parents[2]
MARGIN = (20, 560, 10, "临岚日报　2025年12月30日 星期二　第01版 要闻")
HEADLINE = (20, 500, 28, "渡口重开")
BODY = [
    (20, 480, 10, "　　临岚江上的渡口昨日重新开"),
    (20, 465, 10, "放，首班船载客三十二人，其中"),
    (20, 450, 10, "多数是去对岸赶集的菜农。"),
    (20, 435, 10, "　　船工说，江水比去年高。"),
]

Text = tuple[float, float, float, str]


@dataclass
class Sheet:
    """A page of a PDF: texts with their place (points, y up) and size; `rotate` as in the file, `vertical` writing."""

    texts: list[Text]
    width: float = 400
    height: float = 600
    rotate: int = 0
    vertical: bool = False


def make_pdf(*sheets: Sheet, bookmarks: dict[int, str] | None = None, title: str = "") -> bytes:
    objects: list[bytes] = [b"", b""]

    def add(body: bytes) -> int:
        objects.append(body)
        return len(objects)

    cid = add(
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/DW 1000/W[1 95 500]>>"
    )
    fonts = b"".join(
        b"/%s %d 0 R "
        % (
            name,
            add(
                b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-%s/DescendantFonts[%d 0 R]>>"
                % (name, cid)
            ),
        )
        for name in (b"H", b"V")
    )
    pages = []
    for sheet in sheets:
        font = b"V" if sheet.vertical else b"H"
        content = b"".join(
            b"BT /%s %g Tf 1 0 0 1 %g %g Tm <%s> Tj ET\n" % (font, size, x, y, text.encode("utf-16-be").hex().encode())
            for x, y, size, text in sheet.texts
        )
        stream = add(b"<</Length %d>>stream\n%sendstream" % (len(content), content))
        pages.append(
            add(
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Rotate %d/Resources<</Font<<%s>>>>/Contents %d 0 R>>"
                % (sheet.width, sheet.height, sheet.rotate, fonts, stream)
            )
        )
    outline = len(objects) + 1
    marks = list((bookmarks or {}).items())
    add(b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (outline + 1, outline + len(marks), len(marks)))
    for number, (page, name) in enumerate(marks):
        following = b"/Next %d 0 R" % (outline + number + 2) if number + 1 < len(marks) else b""
        add(b"<</Title <%s>/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>" % (wide(name), outline, pages[page], following))
    info = add(b"<</Title <%s>>>" % wide(title))
    objects[0] = b"<</Type/Catalog/Pages 2 0 R%s>>" % (b"/Outlines %d 0 R" % outline if marks else b"")
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), b" ".join(b"%d 0 R" % page for page in pages))
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, info, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def wide(text: str) -> bytes:
    return (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode()


def picture(width: int = 60, height: int = 90, form: str = "PNG", frames: int = 1, shade: int = 200) -> bytes:
    out = io.BytesIO()
    images = [Image.new("L", (width, height), shade + number) for number in range(frames)]
    if frames > 1:
        images[0].save(out, form, save_all=True, append_images=images[1:])
    else:
        images[0].save(out, form)
    return out.getvalue()


FRONT = Sheet([MARGIN, HEADLINE, *BODY])


def read(golden: Any, name: str, data: bytes, hints: Hints | None = None) -> DraftIssue:
    [draft] = golden.read_all(golden.one_file(data, name), hints, "pdf")
    return draft


# ── one PDF ────────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── text of a page ─────────────────────────────────────────────────────────────────────────────────────────────────


def lines(data: bytes) -> list[str]:
    return [line.text for line in read_pdf(data, "x").pages[0].lines]


def test_spaces_radicals_and_runs() -> None:
    data = make_pdf(Sheet([(20, 500, 10, "⽉ ⻓ 江⸺水 ABC 22 元")]))
    assert lines(data) == ["月长江——水 ABC 22 元"]
    assert [word.text for word in page_words(data)] == ["月", "长", "江——水", "ABC", "22", "元"]


def test_columns_stay_apart_and_hyphens_go() -> None:
    left = [(20, 500 - 15 * row, 10, f"左栏第{row}行的文字在这里，") for row in range(4)]
    right = [(200, 500 - 15 * row, 10, f"右栏第{row}行的文字在这里，") for row in range(4)]
    rowwise = [text for pair in zip(left, right, strict=True) for text in pair]
    for texts in (left + right, rowwise, left[::-1] + right[::-1]):
        assert [line[:4] for line in lines(make_pdf(Sheet(texts)))] == [
            f"{side}栏第{row}" for side in "左右" for row in range(4)
        ]
    latin = Sheet([(20, 500, 10, "The ferry is in oper-"), (20, 485, 10, "ation again today.")])
    draft_text = read_pdf(make_pdf(latin), "x").pages[0].lines
    assert joined(line.text for line in draft_text) == "The ferry is in operation again today."


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_rotated_pages(rotate: int) -> None:
    """Boxes are where the page is shown: the text at the top left of the file goes round with the page."""
    data = make_pdf(Sheet([(20, 560, 20, "渡口重开")], rotate=rotate))
    word = page_words(data)[0]
    middle = ((word.left + word.right) / 2, (word.top + word.bottom) / 2)
    corner = {0: (0, 0), 90: (1, 0), 180: (1, 1), 270: (0, 1)}[rotate]
    assert all(abs(place - side) < 0.3 for place, side in zip(middle, corner, strict=True))


def test_vertical_writing() -> None:
    columns = [(360, 560, 12, "渡口重开之日"), (335, 560, 12, "江上有雾。"), (310, 560, 12, "首班船载客")]
    data = make_pdf(Sheet(columns[::-1], vertical=True))
    assert lines(data) == ["渡口重开之日", "江上有雾。", "首班船载客"]
    words = page_words(data)
    assert [word.text for word in words[:3]] == ["渡", "口", "重"]
    assert words[0].top < words[1].top
    assert words[0].left == pytest.approx(words[1].left, abs=0.01)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("collection", [(b"GB1", b"GB"), (b"CNS1", b"CNS"), (b"Japan1", b"JIS")], ids=str)
def test_a_page_without_its_fonts_is_drawn_with_ours(collection: tuple[bytes, bytes]) -> None:
    """A fresh machine has no Chinese font; without one pdfium leaves the page white."""
    ordering, encoding = collection
    page = make_pdf(Sheet([(20, 500, 28, "渡口重開")])).replace(b"(GB1)", b"(%s)" % ordering)
    page = page.replace(b"UniGB", b"Uni" + encoding).replace(b"STSong-Light", b"Somewhere")
    image = page_image(page, 0, 600).convert("L")
    assert sum(image.histogram()[:128]) > 300  # dark points


def test_characters_without_a_glyph_do_not_make_a_line_large() -> None:
    tall = [
        Glyph("気" if at == 2 else "字", 100, 100 + at * 10, 120 if at == 2 else 110, 110 + at * 10) for at in range(5)
    ]
    assert [(line.text, line.size) for line in lines_of(tall)] == [("字字気字字", 10)]


def test_a_page_of_confetti_is_put_in_order_in_time() -> None:
    chaos = random.Random(1)
    glyphs = [
        glyph
        for _ in range(5_000)
        for x, y in [(chaos.uniform(0, 900), chaos.uniform(0, 1400))]
        for glyph in (Glyph("江", x, y, x + chaos.uniform(1, 90), y + chaos.uniform(1, 30)), None)
    ]
    assert len(in_order(lines_of(glyphs), typeset=False)) > 4_000


def test_verse_keeps_its_lines(golden: Any) -> None:
    verse = [
        (20, 500 - 15 * row, 10, text)
        for row, text in enumerate(["江上有雾", "渡口的灯还亮着，照见归来的人们", "船未到", "人在等"])
    ]
    draft = read(golden, "诗.pdf", make_pdf(Sheet(verse)))
    assert len([*draft.articles[0].content.texts()]) + 1 == 4


def test_bounds_of_pages_and_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_pdf(Sheet(BODY), Sheet(BODY))
    assert page_count(data) == 2
    assert page_words(data, 7) == ()
    monkeypatch.setattr(pdf_words, "MAX_CHARACTERS", 5)
    page = read_pdf(data, "x").pages[0]
    assert sum(len(line.text) for line in page.lines) <= 5
    assert page.problem is not None
    monkeypatch.setattr(pdf_words, "MAX_PAGES", 1)
    with pytest.raises(UnreadableSourceError, match="拆开"):
        page_count(data)


quick = settings(max_examples=60, suppress_health_check=list(HealthCheck))
SOUND = make_pdf(FRONT, Sheet(BODY), bookmarks={1: "第02版"}, title="报")


@quick
@given(
    st.integers(0, len(SOUND)), st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=12)
)
def test_broken_pdfs(golden: Any, length: int, changes: list[tuple[int, int]]) -> None:
    """Truncated and with bytes changed: drafts with boxes inside the page, or one sentence."""
    data = bytearray(SOUND)
    for place, value in changes:
        data[place] = value
    for content in (bytes(data), bytes(data[:length])):
        source = golden.one_file(content, "青湾晚报2024010201.pdf")
        if not Pdf().sniff(source):
            continue
        try:
            for draft in Pdf().read(source, Hints()):
                check_boxes(draft)
        except UnreadableSourceError as error:
            assert error.reason  # noqa: PT017


def check_boxes(draft: DraftIssue) -> None:
    for page in draft.pages:
        for word in page.words:
            assert 0 <= word.left <= word.right <= 1
            assert 0 <= word.top <= word.bottom <= 1
    for article in draft.articles:
        for zone in article.zones:
            assert all(0 <= part <= 1 for point in zone.polygon for part in point)


# ── folders ────────────────────────────────────────────────────────────────────────────────────────────────────────


def tree(golden: Any, files: dict[str, bytes], name: str = "档案") -> Any:
    return golden.Source(files, name, is_tree=True)


def test_scans_of_several_days(golden: Any) -> None:
    files = {
        "临岚日报/1985-06-02/01.jpg": picture(form="JPEG"),
        "临岚日报/1985-06-02/01_s.jpg": picture(20, 30, "JPEG"),
        "临岚日报/1985-06-02/第2版.png": picture(),
        "临岚日报/1985-06-02/Thumbs.db": b"x",
        "lrb19850603_03.tif": picture(form="TIFF"),
        "lrb19850603_10.webp": picture(form="WEBP"),
        "llrb-1985-06-04.tif": picture(form="TIFF", frames=3),
        "说明.txt": b"x",
    }
    first, second, third = golden.read_all(tree(golden, files), None, "scans")
    assert (first.key.paper, str(first.key.date), first.whole) == ("临岚日报", "1985-06-02", True)
    assert [page.label for page in first.pages] == ["01", "02"]
    names = {held.sha256: held.name for held in first.blobs}
    assert [names.get(first.pages[0].picture or ""), names.get(first.pages[0].preview or "")] == [
        "临岚日报/1985-06-02/01.jpg",
        "临岚日报/1985-06-02/01_s.jpg",
    ]
    assert first.articles == ()
    assert ([page.label for page in second.pages], second.key.paper) == (["03", "10"], "lrb")
    assert [(page.label, page.frame) for page in third.pages] == [("01", 0), ("02", 1), ("03", 2)]
    assert third.left_out == ("临岚日报/1985-06-02/Thumbs.db", "说明.txt")


def test_a_folder_of_pdfs_with_pictures_beside_them(golden: Any) -> None:
    files = {
        "2025-12-30/01.pdf": make_pdf(FRONT),
        "2025-12-30/01.jpg": picture(form="JPEG"),
        "2025-12-30/02.pdf": make_pdf(Sheet(BODY)),
        "2025-12-30/03.jpg": picture(form="JPEG", shade=90),
        "2025-12-30/04.jpg": b"\xff\xd8\xffbroken",
        "附件.pdf": make_pdf(Sheet(BODY), title="渡口说明"),
    }
    issue, document = golden.read_all(tree(golden, files), None, "scans")
    assert (issue.key.paper, [page.label for page in issue.pages]) == ("临岚日报", ["01", "02", "03"])
    names = {held.sha256: held.name for held in issue.blobs}
    assert names[issue.pages[0].picture or ""] == "2025-12-30/01.pdf"
    assert names[issue.pages[0].preview or ""] == "2025-12-30/01.jpg"
    assert [article.pages[0].label for article in issue.articles] == ["01", "02"]
    assert (document.key.kind, document.articles[0].content.title) == (PaperKind.DOCUMENTS, "渡口说明")
    assert document.left_out == ("2025-12-30/04.jpg",)
    assert any("04.jpg" in note and "损坏" in note for note in document.notes)


@pytest.mark.parametrize(
    "files",
    [
        {"1985-06-02/01.jpg": b"", "a.txt": b"", "b.txt": b""},
        {"照片/IMG_0001.jpg": b"", "照片/IMG_0002.jpg": b""},
        {"2024-01-01/IMG_0001.jpg": b"", "2024-01-01/IMG_0002.jpg": b""},
        {},
    ],
)
def test_folders_that_hold_other_things(golden: Any, files: dict[str, bytes]) -> None:
    assert not Scans().sniff(tree(golden, files))


def test_a_lone_picture(golden: Any) -> None:
    with pytest.raises(UnsupportedSourceError, match="--set"):
        golden.read_all(golden.one_file(picture(), "猫.png"), None, "scans")
    hints = Hints({"paper": "临岚日报", "date": "1985-06-02", "page": "4"})
    [draft] = golden.read_all(golden.one_file(picture(), "猫.png"), hints, "scans")
    assert [page.label for page in draft.pages] == ["04"]
    with pytest.raises(UnreadableSourceError, match="paper"):
        golden.read_all(tree(golden, {"1985-06-02/01.png": picture()}), None, "scans")


@quick
@given(st.integers(0, 400), st.sampled_from(["PNG", "TIFF", "JPEG", "BMP", "WEBP"]), st.binary(max_size=20))
def test_broken_pictures(golden: Any, length: int, form: str, noise: bytes) -> None:
    files = {f"临岚日报/1985-06-02/01.{form.lower()}": picture(form=form)[:length] + noise}
    try:
        for draft in Scans().read(tree(golden, files), Hints()):
            check_boxes(draft)
    except UnreadableSourceError as error:
        assert error.reason  # noqa: PT017


# ── recognition ────────────────────────────────────────────────────────────────────────────────────────────────────


class Reader:
    """A recogniser that finds two columns, row by row as engines do, below a headline."""

    def recognise(self, image: Image.Image) -> tuple[Word, ...]:
        rows = [(f"左栏第{row}行的字，", f"右栏第{row}行的字，", 0.3 + 0.1 * row) for row in range(3)]
        return (
            Word("渡口重开", 0.1, 0.05, 0.9, 0.2),
            *(
                Word(text, left, top, left + 0.4, top + 0.05)
                for one, other, top in rows
                for text, left in ((one, 0.05), (other, 0.55))
            ),
        )


def test_recognised_scans_and_textless_pdfs(golden: Any) -> None:
    scan = tree(golden, {"临岚日报/1985-06-02/01.png": picture(600, 600)})
    [draft] = Scans(lambda name: Reader()).read(scan, Hints(recognise=True))
    [page] = draft.pages
    [article] = draft.articles
    assert page.recognised
    assert article.certainty is Certainty.RECOGNISED
    assert article.content.title == "渡口重开"
    text = "".join(article.content.texts())
    assert text.index("左栏第2") < text.index("右栏第0")
    check_boxes(draft)
    source = golden.one_file(make_pdf(Sheet([]), FRONT), "临岚日报2025123001.pdf")
    [draft] = Pdf(lambda name: Reader()).read(source, Hints(recognise=True))
    assert [page.recognised for page in draft.pages] == [True, False]
    [draft] = Pdf(lambda name: Reader()).read(source, Hints())
    assert not any(page.recognised for page in draft.pages)


def test_without_the_engine_a_sentence(golden: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    scan = tree(golden, {"临岚日报/1985-06-02/01.png": picture()})
    with pytest.raises(UnsupportedSourceError, match=r"dianzibao\[ocr\]"):
        list(Scans().read(scan, Hints(recognise=True)))


def test_the_real_engine(golden: Any) -> None:
    """In a process of its own: the engine's libraries warn and start threads."""
    if importlib.util.find_spec("rapidocr_onnxruntime") is None:
        pytest.skip("the extra `ocr` is not installed")
    page = ROOT / "resources/samples/llrb/images/2026-03/02/01/LLRB2026030201.jpg"
    if not page.exists():
        pytest.skip("resources/samples is not built")
    code = (
        "import sys; from PIL import Image; from archive.formats.printed.recognition import installed, recognise;"
        "text = recognise(installed('x'), Image.open(sys.argv[1]));"
        "print(sum(len(line.text) for line in text.lines))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(page)], capture_output=True, text=True, cwd=ROOT, check=True)
    assert int(done.stdout.split()[-1]) > 100


# ── real material ──────────────────────────────────────────────────────────────────────────────────────────────────


def real(golden: Any, path: Path) -> list[DraftIssue]:
    drafts: list[DraftIssue] = golden.read_all(golden.one_file(path.read_bytes(), path.name), None, "pdf")
    for draft in drafts:
        check_boxes(draft)
    return drafts


def test_a_real_issue_typeset_anew(golden: Any) -> None:
    path = golden.material("samples/documents/rmrb_20251020.generated.pdf")
    assert page_count(path.read_bytes()) == 228
    [draft] = real(golden, path)
    assert (draft.key.paper, str(draft.key.date), draft.whole) == ("人民日报", "2025-10-20", True)
    assert [page.label for page in draft.pages] == [f"{n:02}" for n in range(1, 21) if n not in (7, 12)]
    assert len(draft.articles) == 86  # of 99 entries, 13 are 责编 and 广告
    assert draft.articles[0].content.byline == "新华社记者"
    assert "第 6 页" not in "".join(draft.articles[0].content.texts())
    assert all(article.content.blocks or "版责编" in article.content.title for article in draft.articles)


def test_real_documents(golden: Any) -> None:
    folder = golden.material("samples/documents")
    [poem] = real(golden, folder / "jo.pdf")
    texts = list(poem.articles[0].content.texts())
    assert (poem.articles[0].content.title, texts[0], texts[1]) == (
        "序",
        "わたくしといふ現象は",
        "假定された有機交流電燈の",
    )
    assert texts.index("けれどもこれら新世代沖積世の") > texts.index("ひとつの青い照明です")
    [sideways] = real(golden, folder / "issue-449-vertical.pdf")
    assert sideways.articles[0].content.title == "Test Vertical Layout"
    [unknown] = real(golden, folder / "issue-791-non-unicode-cmap.pdf")
    assert any("没有编码" in note for note in unknown.notes)
    [turned] = real(golden, folder / "zen_of_python_corrupted.pdf")
    texts = list(turned.articles[0].content.texts())
    assert texts.index("Explicit is better than implicit.") == texts.index("Beautiful is better than ugly.") + 1
    with pytest.raises(UnreadableSourceError, match="密码"):
        real(golden, folder / "aes-256.pdf")


def test_real_broken_pdfs(golden: Any) -> None:
    read_count = 0
    for path in sorted(golden.material("samples/hostile/pdf_bad").iterdir()):
        source = golden.one_file(path.read_bytes(), path.name)
        if not Pdf().sniff(source):
            continue
        try:
            read_count += len(list(Pdf().read(source, Hints())))
        except UnreadableSourceError as error:
            assert error.reason  # noqa: PT017
    assert read_count == 16
