"""The text of a page picture: joined lines, places of what a query finds, selections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Word
from reader.page_text import PageText
from reader.searching import finder

HIGH = 0.01
ACROSS = 0.014
"""One em down and across on a page of 1.4."""


def line(text: str, number: int, left: float = 0.1, top: float | None = None, high: float = HIGH) -> Word:
    """A printed line of CJK text in type `high`; lines stand below one another."""
    at = 0.1 + number * 0.015 if top is None else top
    return Word(text, left, at, left + len(text) * high * 1.4, at + high, number)


def page(*words: Word) -> PageText:
    return PageText(words, 1.4)


def test_a_hit_across_a_line_break_has_a_box_on_each_line() -> None:
    text = page(line("渔村的孩子在图书", 0), line("馆里读报。", 1))
    one, other = text.find(finder("图书馆"))
    assert one == pytest.approx((0.1 + 6 * ACROSS, 0.1, 0.1 + 8 * ACROSS, 0.11))
    assert other == pytest.approx((0.1, 0.115, 0.1 + ACROSS, 0.125))


def test_a_hit_across_two_runs_of_one_line_is_one_box() -> None:
    first, second = Word("第3", 0.1, 0.1, 0.12, 0.11, 0), Word("号电车", 0.12, 0.1, 0.162, 0.11, 0)
    [box] = page(first, second).find(finder("3号电"))
    assert box == pytest.approx((0.11, 0.1, 0.148, 0.11))


def test_traditional_and_full_width_are_found_as_in_the_search() -> None:
    assert page(line("圖書館開放１０天", 0)).find(finder("图书馆开放"))
    assert page(line("圖書館開放１０天", 0)).find(finder("10"))
    assert not page(line("圖書館開放１０天", 0)).find(finder("1"))


def test_chinese_is_joined_without_spaces_and_latin_with_them() -> None:
    assert page(line("沿江的", 0), line("小镇", 1)).text == "沿江的小镇"
    latin = [Word(text, 0.1, 0.1 + n * 0.015, 0.4, 0.11 + n * 0.015, n) for n, text in enumerate(("the old", "paper"))]
    assert page(*latin).text == "the old paper"


def test_a_hyphenated_word_is_whole_again_and_found() -> None:
    words = [Word("newspa-", 0.1, 0.1, 0.2, 0.11, 0), Word("per", 0.1, 0.115, 0.14, 0.125, 1)]
    assert page(*words).text == "newspaper"
    assert len(page(*words).find(finder("newspaper"))) == 2


def test_words_of_one_line_stand_apart_where_the_print_does() -> None:
    near, far = Word("No.", 0.1, 0.1, 0.13, 0.11, 0), Word("7", 0.135, 0.1, 0.14, 0.11, 0)
    assert page(near, far).text == "No. 7"


def test_headline_indent_gap_and_short_last_line_make_paragraphs() -> None:
    text = page(
        line("江边的早晨", 0, high=0.02),
        line("雾散得很慢，船都还没有动，只有卖豆浆", 2),
        line("的推着车。", 3),
        line("过了七点，雾一下子没有了，江面亮得晃", 4),
        line("人眼睛，人也多起来。", 5, left=0.1 + 2 * ACROSS),
        line("图片说明", 12),
    )
    assert text.text.split("\n") == [
        "江边的早晨",
        "雾散得很慢，船都还没有动，只有卖豆浆的推着车。",
        "过了七点，雾一下子没有了，江面亮得晃",
        "人眼睛，人也多起来。",
        "图片说明",
    ]


def test_a_sentence_goes_on_in_the_next_column() -> None:
    text = page(line("这一天的报纸印到", 0, top=0.9), line("深夜才完。", 1, left=0.5, top=0.1))
    assert text.text == "这一天的报纸印到深夜才完。"
    assert len(text.find(finder("印到深夜"))) == 2


def test_a_selection_runs_in_reading_order_whichever_way_it_was_dragged() -> None:
    text = page(line("第一行的文字", 0), line("第二行的文字", 1))
    start, end = (0.1 + 2.5 * ACROSS, 0.105), (0.1 + 1.5 * ACROSS, 0.12)
    forwards, backwards = text.between(start, end), text.between(end, start)
    assert forwards == backwards
    assert forwards.text == "行的文字第二"
    assert len(forwards.boxes) == 2


def test_points_beside_the_text_mean_the_nearest_character() -> None:
    text = page(line("江边", 0), line("早晨", 1))
    assert text.between((0.0, 0.0), (1.0, 1.0)).text == "江边早晨"


def test_everything_keeps_paragraphs_apart() -> None:
    text = page(line("大标题", 0, high=0.03), line("正文", 3))
    assert text.everything().text == "大标题\n正文"
    assert len(text.everything().boxes) == 2


def test_a_page_without_words_finds_and_selects_nothing() -> None:
    empty = page()
    assert not empty
    assert empty.find(finder("江")) == ()
    assert empty.between((0, 0), (1, 1)).text == ""


runs = st.builds(
    lambda text, left, top, width, number: Word(text, left, top, min(1.0, left + width), min(1.0, top + 0.02), number),
    st.text("江边报纸图书館ab1 -。", min_size=1, max_size=8),
    st.floats(0, 0.9),
    st.floats(0, 0.9),
    st.floats(0.001, 0.3),
    st.integers(0, 5),
)


@given(st.lists(runs, max_size=12), st.text("江边报纸图书馆ab1", min_size=1, max_size=3))
def test_whatever_the_layout_hits_are_those_of_the_search_and_lie_on_the_page(words: list[Word], query: str) -> None:
    text = PageText(words)
    boxes = text.find(finder(query))
    assert bool(boxes) == any(map(finder(query), text.text.split("\n")))
    for box in boxes:
        assert 0 <= box.left < box.right <= 1 + 1e-9
        assert 0 <= box.top <= box.bottom <= 1


@given(st.lists(runs, min_size=1, max_size=12), *[st.tuples(st.floats(0, 1), st.floats(0, 1))] * 2)
def test_any_two_points_select_text_that_is_on_the_page(
    words: list[Word], start: tuple[float, float], end: tuple[float, float]
) -> None:
    text = PageText(words)
    selection = text.between(start, end)
    for part in selection.text.split("\n"):
        assert part in text.text
