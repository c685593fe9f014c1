"""Marks that lead from page to page, as papers print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.newspaper.jump_marks import Direction, Mark, joined, read_marks, without_marks

ONWARD, BACK, ELSEWHERE = Direction.ONWARD, Direction.BACK, Direction.ELSEWHERE
BODY = "临岚日报讯 新渡口昨天开通。"


@pytest.mark.parametrize(
    ("mark", "pages"),
    [
        ("下转第4版", ["04"]),
        ("（下转第四版）", ["04"]),
        ("(下转４版)", ["04"]),
        ("下转A07版", ["A07"]),
        (" 转A07", ["A07"]),
        ("转第2版③", ["02"]),
        ("（下轉第四版）", ["04"]),
        ("轉A7", ["A07"]),
        ("▶下转02版", ["02"]),
        ("（下转第4、5版）", ["04", "05"]),
        ("（下转A06-A07版）", ["A06", "A07"]),
        ("【下转第十二版】", ["12"]),
        ("（紧接第2版）", ["02"]),
        ("（续第3版）", ["03"]),
        ("（下转第4版）。", ["04"]),
    ],
)
def test_onward_at_the_end(mark: str, pages: list[str]) -> None:
    read = read_marks(("开头。", BODY + mark))
    assert [(found.direction, list(found.pages)) for found in read.marks] == [(ONWARD, pages)]
    assert read.texts[1].rstrip("。") == BODY.rstrip("。")
    alone = read_marks((BODY, mark))
    assert [(found.direction, list(found.pages)) for found in alone.marks] == [(ONWARD, pages)]
    assert alone.texts == (BODY,)


@pytest.mark.parametrize(
    ("mark", "page"),
    [
        ("上接第1版", "01"),
        ("（上接第一版）", "01"),
        ("（上接A1版）", "A01"),
        ("◀上接A01版", "A01"),
        ("紧接第2版 ", "02"),
        ("接A01版 ", "A01"),
        ("（续第3版）", "03"),
        ("（上接01版①）", "01"),
    ],
)
def test_back_at_the_beginning(mark: str, page: str) -> None:
    for texts in ((mark + BODY, "末段。"), (mark, BODY, "末段。"), ("本报记者 甲", mark, BODY, "末段。")):
        read = read_marks(texts)
        assert [(found.direction, found.pages) for found in read.marks] == [(BACK, (page,))]
        assert read.texts[-2:] == (BODY, "末段。")


def test_a_mark_may_name_its_number_and_its_headline() -> None:
    assert read_marks(("（上接第1版③《新渡口开通》）", BODY)).marks == (Mark(BACK, ("01",), 3, "新渡口开通"),)


@pytest.mark.parametrize(
    "mark", ["（详见第3版）", "（报道见03版）", "见第三版", "→详见3版", "（相关报道见今日第3版）", "（03版）"]
)
def test_elsewhere(mark: str) -> None:
    assert read_marks((mark,)).marks == (Mark(ELSEWHERE, ("03",)),)


@pytest.mark.parametrize(
    "text",
    [
        "他把报纸翻转3版",
        "这是意见第1版",
        "从下转运到A4",
        "设备在流水线上接一个尖儿",
        "发展战略转型",
        "连接1版发布的消息",
        "第三版",
        "（3）",
        "这本书已出第3版",
        "详见附件1",
    ],
)
def test_running_text_is_no_mark(text: str) -> None:
    texts = (BODY, text, BODY) if text == "第三版" else (BODY, f"前文，{text}")
    assert read_marks(texts).marks == ()
    assert without_marks(texts) == texts


def test_several_marks_on_one_end() -> None:
    text = "正文到此（下转第4版）（相关报道见第5版）"
    assert [mark.direction for mark in read_marks((text,)).marks] == [ONWARD, ELSEWHERE]
    assert without_marks((text,)) == ("正文到此（相关报道见第5版）",)


def test_a_mark_inside_the_byline_bracket() -> None:
    assert without_marks(("正文。（记者甲 下转第4版）",)) == ("正文。（记者甲）",)


def test_parts_that_the_source_has_joined_have_no_open_jump() -> None:
    texts = ("起。", "承（下转第四版）", "（上接第一版）转。", "合。")
    assert read_marks(texts).marks == ()
    assert without_marks(texts) == ("起。", "承", "转。", "合。")


def test_joined_mends_the_broken_sentence() -> None:
    first = ("起。", "会议指出，要坚持", "（下转第2版）")
    second = ("▶上接第1版", "以读者为先。", "完。")
    assert joined(first, second) == ("起。", "会议指出，要坚持以读者为先。", "完。")
    assert joined(("起。（下转第2版）",), ("（上接第1版）承。",)) == ("起。", "承。")
    assert joined((), ("（上接第1版）承。",)) == ("承。",)


@given(st.lists(st.text(alphabet="下上转接见第版一1A（）()《》③▶ 、-，。甲乙", max_size=30), max_size=6))
def test_any_texts_have_marks_or_none(texts: list[str]) -> None:
    read = read_marks(texts)
    assert all(mark.pages for mark in read.marks)
    kept = without_marks(texts)
    assert sum(map(len, read.texts)) <= sum(map(len, kept)) <= sum(map(len, texts))


@pytest.mark.parametrize("piece", ["第", "1", "（", "A1、", "一二三", "详见", "转A1", " 1", "1版、第", "报道", "◀ "])
def test_no_text_takes_long(piece: str) -> None:
    for _ in range(20):
        read_marks((piece * 5000 + "版",))
