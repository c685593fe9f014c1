"""Lines as Chinese newspapers break them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from ui.desktop.app import make_application
from ui.desktop.typeset.measure import EM, Face, Line, Ruler, Style

BODY = Style(Face.SERIF, EM)
CLOSING = "。，、；：！？）》」』】”"
OPENING = "（《「『【“"
WIDTH = 16.0 * EM


@pytest.fixture
def ruler(qapp: QApplication) -> Ruler:
    make_application()
    return Ruler()


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [line.text for line in lines]


@given(text=st.text(alphabet="临岚图书馆夜里十点。，（）《》“”、——2026abc ", max_size=200))
@settings(max_examples=40)
def test_lines_hold_the_whole_text_and_stay_inside(qapp: QApplication, text: str) -> None:
    make_application()
    lines = Ruler().lines(text, BODY, WIDTH, indent=2 * EM)
    assert "".join(texts(lines)).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert len(line.xs) == len(line.text)
        assert list(line.xs) == sorted(line.xs)
        assert line.width <= WIDTH + EM, "only a run of marks may hang over the edge"


@pytest.mark.parametrize("mark", list(CLOSING))
def test_no_closing_mark_begins_a_line(ruler: Ruler, mark: str) -> None:
    for length in range(1, 20):
        lines = ruler.lines("岚" * length + mark + "图书馆" * 12, BODY, WIDTH)
        assert not any(line.text.startswith(mark) for line in lines)
        assert all(line.width <= WIDTH + 0.01 for line in lines)


@pytest.mark.parametrize("mark", list(OPENING))
def test_no_opening_mark_ends_a_line(ruler: Ruler, mark: str) -> None:
    for length in range(1, 20):
        lines = ruler.lines("岚" * length + mark + "图书馆" * 12, BODY, WIDTH)
        assert not any(line.text.endswith(mark) for line in lines)


def test_lines_fill_the_measure_but_the_last(ruler: Ruler) -> None:
    lines = ruler.lines("临岚市图书馆从3月1日起，每周五、六、日延长开放至晚上10点半。" * 4, BODY, WIDTH, indent=2 * EM)
    assert lines[0].xs[0] == 2 * EM
    assert all(line.width == pytest.approx(WIDTH) for line in lines[:-1])
    assert lines[-1].width < WIDTH


def test_numbers_and_words_stay_whole_and_addresses_do_not_stick_out(ruler: Ruler) -> None:
    lines = ruler.lines("全长共计一二三四五六七八九十二三四2026年开工", BODY, WIDTH)
    assert any("2026" in line.text for line in lines)
    lines = ruler.lines("网址https://example.invalid/" + "a" * 90, BODY, WIDTH)
    assert len(lines) > 2
    assert all(line.width <= WIDTH + 0.01 for line in lines)


def test_marks_that_meet_share_their_halves(ruler: Ruler) -> None:
    assert ruler.width("”，", BODY) < 2 * EM
    assert ruler.width("岚a", BODY) > ruler.width("岚", BODY) + ruler.width("a", BODY)


def test_line_breaks_of_the_text_are_kept(ruler: Ruler) -> None:
    assert texts(ruler.lines("第一行\n第二行", BODY, WIDTH)) == ["第一行", "第二行"]
    assert ruler.lines("", BODY, WIDTH) == ()


def test_a_headline_breaks_at_its_pause(ruler: Ruler) -> None:
    title = Style(Face.BOLD, 2 * EM)
    assert texts(ruler.balanced("机制创新聚合力 奋勇争先促发展", title, WIDTH, 2)) == [
        "机制创新聚合力",
        "奋勇争先促发展",
    ]
    assert texts(ruler.balanced("屿上的灯塔守夜人“零下十八度”", title, WIDTH, 2)) == [
        "屿上的灯塔守夜人",
        "“零下十八度”",
    ]


def test_a_headline_without_a_pause_has_lines_of_about_one_length(ruler: Ruler) -> None:
    lines = ruler.balanced("汀月湾渡轮今起恢复早班每天增开两班", Style(Face.BOLD, 2 * EM), WIDTH * 1.2, 2)
    assert len(lines) == 2
    assert abs(len(lines[0].text) - len(lines[1].text)) <= 1


def test_a_rare_character_is_measured_too(ruler: Ruler) -> None:
    (line,) = ruler.lines("𠀀😀岚", BODY, WIDTH)
    assert len(line.xs) == 3
    assert line.width > EM
