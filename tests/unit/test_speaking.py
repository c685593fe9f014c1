"""What is handed to a voice: sentences, and figures as words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import UsageError
from archive.model import Content, Page
from reader.speaking import (
    LONGEST,
    digit_words,
    head_sentences,
    number_words,
    page_words,
    reading_words,
    sentences,
    spoken,
)

VALUES = {char: value for value, char in enumerate("零一二三四五六七八九")}
PLACES = {"十": 10, "百": 100, "千": 1000}
TEXT = st.text("渡口复航。！？；，“”（）\n 2026年3月5日0.5%‰-—~/:¥$kmA07", max_size=200)


def value(words: str) -> int:
    """Chinese numerals read back, by another way than they were written."""
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        if sign in words:
            high, low = words.rsplit(sign, 1)
            return value(high) * size + value(low)
    total, digit = 0, 0
    for char in words:
        if char in PLACES:
            total += (digit or 1) * PLACES[char]
            digit = 0
        else:
            digit = VALUES[char]
    return total + digit


@given(st.integers(0, 10**16 - 1))
def test_numbers_read_back(number: int) -> None:
    words = number_words(number)
    assert value(words) == number
    assert "零零" not in words
    assert words == "零" or not words.endswith("零")


@pytest.mark.parametrize(
    ("number", "words"),
    [(10, "十"), (15, "十五"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (10_050, "一万零五十"),
     (100_000, "十万"), (20_000_000_001, "二百亿零一"), (1_000_300, "一百万零三百"), (10**20, "一" + "零" * 20)],
)  # fmt: skip
def test_numbers(number: int, words: str) -> None:
    assert number_words(number) == words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2026年3月5日", "二零二六年三月五日"), ("2026-03-05", "二零二六年三月五日"), ("14:30开会", "十四点三十分开会"),
        ("8:05", "八点零五分"), ("9:00", "九点整"), ("增长5.2%", "增长百分之五点二"), ("3%—5%", "百分之三到五"), ("-1.5%", "负百分之一点五"),
        ("2‰", "千分之二"), ("1,234人", "一千二百三十四人"), ("3-5名", "三到五名"), ("占1/3", "占三分之一"), ("18.5kg", "十八点五公斤"),
        ("120km/h", "一百二十公里每小时"), ("-3℃", "负三摄氏度"), ("￥12.5", "十二点五元"), ("$3亿", "三亿美元"),
        ("第A06版", "第A零六版"), ("0592-5550123", "零五九二 五五五零一二三"), ("13800001111", "一三八零零零零一一一一"), ("007", "零零七"),
        ("２０２６年", "二零二六年"), ("2024—2026年", "二零二四到二零二六年"), ("●要点", "要点"), ("GDP增长", "GDP增长"), ("5万", "五万"),
    ],
)  # fmt: skip
def test_figures_are_words(text: str, said: str) -> None:
    assert spoken(text) == said


@given(TEXT)
def test_no_figure_is_left_and_words_stay(text: str) -> None:
    said = spoken(text)
    assert not re.search(r"[0-9%‰]", said)
    assert spoken(said) == said
    for word in ("渡口", "复航"):
        assert said.count(word) == text.count(word)


@given(TEXT)
def test_sentences_cover_the_text(text: str) -> None:
    spans = sentences(text)
    done = 0
    for start, end in spans:
        assert done <= start < end <= done + len(text)
        assert not any(char.isalnum() for char in text[done:start])
        assert end - start <= LONGEST
        assert "\n" not in text[start:end].strip()
        done = end
    assert not any(char.isalnum() for char in text[done:])


def test_where_sentences_end() -> None:
    text = "他说：“开船了！”大家笑。几点？八点；到点走……再见"
    parts = [text[start:end] for start, end in sentences(text)]
    assert parts == ["他说：“开船了！”", "大家笑。", "几点？", "八点；", "到点走……", "再见"]
    long = "很长的一句话，" * 40 + "完。"
    assert [long[start:end][-1] for start, end in sentences(long)][:-1] == ["，"] * (len(sentences(long)) - 1)


def test_the_readers_own_readings() -> None:
    words = reading_words(["重庆=chóngqìng", " 行长 = 航掌 ", "", "单县＝shan4 xian4"])
    assert words["行长"] == "航掌"
    from reader.pronouncing import readings

    assert readings(words["重庆"]) == ["chóng", "qìng"]
    assert readings(words["单县"]) == ["shàn", "xiàn"]
    assert spoken("重庆的行长", words) == f"{words['重庆']}的航掌"
    for wrong in ("重庆", "=x", "重庆=", "重庆=xyz", "重庆=chong"):
        with pytest.raises(UsageError):
            reading_words([wrong])


def test_longer_words_go_first() -> None:
    assert spoken("银行行长", {"行": "航", "行长": "杭掌"}) == "银航杭掌"


def test_what_is_announced() -> None:
    assert head_sentences(Content("两行的\n标题", kicker="引题", byline="记者 林一")) == [
        "引题",
        "两行的 标题",
        "记者 林一",
    ]
    assert page_words(Page("03", "要闻", 3, 1, 0, None, None)) == "第03版，要闻"
    assert digit_words("A07") == "A零七"
