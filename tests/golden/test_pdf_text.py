"""The text of a PDF's page: words, lines and their order, turned and vertical pages, bounds, damage."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_pages import BODY, FRONT, Sheet, check_boxes, make_pdf, quick, read

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.printed import pdf_words
from archive.formats.printed.page_paragraphs import joined
from archive.formats.printed.page_text import Glyph, in_order, lines_of
from archive.formats.printed.pdf import Pdf
from archive.formats.printed.pdf_words import page_count, page_image, page_words, read_pdf


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
