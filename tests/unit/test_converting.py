"""Other characters on the screen: words not only characters, nothing else touched, and the way back to what was printed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Content, Figure, Heading, ListBlock, Paragraph, Table
from reader.converting import Script, Shown, converted, converted_content, converter, is_traditional

OTHERS = [script for script in Script if script is not Script.ORIGINAL]
NEWS = st.text(
    "头发展皇后来软件程序里面干净互联网打印机重庆，。（）2026年4月3日 GDP增长5.2%台湾麵裡隻乾軟體頭髮", max_size=60
)


@pytest.mark.parametrize(
    ("text", "script", "expected"),
    [
        ("头发发展，皇后后来", Script.TRADITIONAL, "頭髮發展，皇后後來"),
        ("理发店里有一只猫", Script.TRADITIONAL, "理髮店裡有一隻貓"),
        ("網絡裏的軟件", Script.SIMPLIFIED, "网络里的软件"),
        ("鼠标和互联网", Script.TAIWAN, "滑鼠和網際網路"),
        ("鼠标和互联网", Script.TRADITIONAL, "鼠標和互聯網"),
        ("里面", Script.HONGKONG, "裏面"),
        ("头发", Script.ORIGINAL, "头发"),
    ],
)
def test_words_are_converted(text: str, script: Script, expected: str) -> None:
    assert converted(text, script) == expected


@given(NEWS, st.sampled_from(OTHERS))
def test_figures_letters_and_marks_stay(text: str, script: Script) -> None:
    kept = re.compile(r"[^\u4e00-\u9fff]+")
    assert kept.findall(converted(text, script)) == kept.findall(text)


def test_text_that_is_traditional_already_is_left_alone() -> None:
    text = "皇后大道的里長乾坤先生說：這裡的頭髮"
    assert is_traditional(text)
    assert converter(Script.TAIWAN, [text])(text) == text
    assert converter(Script.SIMPLIFIED, [text])(text).startswith("皇后大道的里长乾坤先生说")
    assert converter(Script.SIMPLIFIED, ["这里的头发"])("这里的头发") == "这里的头发"
    assert converter(Script.TRADITIONAL, ["这里的头发"])("头发") == "頭髮"


def test_all_texts_of_an_article() -> None:
    content = Content(
        title="头条", kicker="引题发", byline="记者", fields={"发文字号": "发1号"},
        blocks=(Paragraph("发"), Heading(1, "头发"), Figure("ab", "图说", None), ListBlock(("●发",)), Table((("头", "1"),))),
    )  # fmt: skip
    shown = converted_content(content, converter(Script.TRADITIONAL))
    assert (shown.title, shown.kicker, shown.subtitle, shown.byline) == ("頭條", "引題發", None, "記者")
    assert shown.fields == {"發文字號": "發1號"}
    assert list(shown.texts()) == ["發", "頭髮", "圖說", "●發", "頭", "1"]
    assert shown.pictures() == ("ab",)


def test_places_are_found_on_the_other_side() -> None:
    shown = Shown("在互联网上看报的人", "在網際網路上看報的人")
    assert shown.text[slice(*shown.to_shown(5, 7))] == "看報"
    assert shown.original[slice(*shown.to_original(6, 8))] == "看报"
    assert shown.text[slice(*shown.to_shown(1, 4))] == "網際網路"
    assert shown.original[slice(*shown.to_original(2, 4))] in ("互联网", "联网")  # part of a word: what stands for it


def test_finds_what_is_seen_and_what_was_printed() -> None:
    shown = Shown("互联网，联网", "網際網路，聯網")

    def finder(word: str):  # type: ignore[no-untyped-def]
        return lambda text, field=None: tuple((hit.start(), hit.end()) for hit in re.finditer(word, text))

    assert shown.find(finder("網際")) == ((0, 2),)
    assert shown.find(finder("互联网")) == ((0, 4),)
    assert shown.find(finder("[互網]..")) == ((0, 4),)  # both ways the same place: one
    assert Shown("看报", "看报").find(finder("看")) == ((0, 1),)


@given(NEWS, st.sampled_from(OTHERS), st.data())
def test_spans_keep_their_order_and_their_edges(text: str, script: Script, data: st.DataObject) -> None:
    shown = Shown(text, converted(text, script))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = shown.to_shown(start, end)
    assert 0 <= first <= last <= len(shown.text)
    assert shown.to_shown(0, len(text)) == (0, len(shown.text))
    back = shown.to_original(first, last)
    if start < end and first < last:  # the same words at least
        assert back[0] <= start
        assert end <= back[1]
