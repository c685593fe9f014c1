"""Shared clean-up: decoding by evidence, paragraphs, bylines, captions, headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import Figure, Heading, ListBlock, Paragraph
from archive.text import blocks_of, byline_in, decode, figure, is_toolbar, looks_like_heading, paragraphs, tidy

TEXT = "江水东流，稻花香里说丰年。渡口的老船工又把灯点亮了。"


@pytest.mark.parametrize(
    ("data", "declared", "encoding"),
    [
        (TEXT.encode("utf-8"), "gb2312", "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), None, "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), None, "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), None, "utf-16-be"),
        (TEXT.encode("gb18030"), None, "gb18030"),
        (TEXT.encode("gb18030"), "gb2312", "gb18030"),
        ("漁火與燈塔，潮水與歸帆。".encode("big5hkscs"), "Big5", "big5hkscs"),
        ("他在這裡說，國家的學校都是大家的。".encode("big5hkscs"), None, "big5hkscs"),
        ("他在这里说，国家的学校都是大家的。".encode("gb18030"), None, "gb18030"),
        ("他在這裡說，國家的學校都是大家的。".encode("gb18030"), None, "gb18030"),
    ],
)
def test_decode_by_evidence(data: bytes, declared: str | None, encoding: str) -> None:
    decoded = decode(data, declared)
    assert (decoded.encoding, decoded.replaced) == (encoding, 0)
    assert "\ufeff" not in decoded.text


def test_broken_bytes_are_counted() -> None:
    decoded = decode(TEXT.encode("gb18030") + b"\xff\xff")
    assert decoded.encoding == "gb18030"
    assert decoded.replaced == decoded.text.count("\ufffd") > 0


def test_a_few_broken_bytes_do_not_make_utf8_gb18030() -> None:
    decoded = decode((TEXT * 3).encode() + b"\xff" + TEXT.encode())
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)
    assert decoded.text.replace("\ufffd", "") == TEXT * 4


@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "gbk", "big5", "nonsense"]))
def test_decode_takes_any_bytes(data: bytes, declared: str | None) -> None:
    assert decode(data, declared).replaced >= 0


def test_paragraphs_split_at_lines_and_inner_indents() -> None:
    text = "　　第一段。\r\n\r\n\u00a0\u00a0第二段。　　第三段。\u00a0\u00a0\u00a0\u00a0第四段。\u200b"
    assert paragraphs(text) == ["第一段。", "第二段。", "第三段。", "第四段。"]


@given(st.text(max_size=60))
def test_tidy_is_stable_and_loses_only_space(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert "\n" not in once


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("本版文/本报记者 江小渡 通讯员 苏北", "本报记者 江小渡 通讯员 苏北"),
        ("本报记者 江小渡", "本报记者 江小渡"),
        ("■ 本报记者 江小渡 苏北", "本报记者 江小渡 苏北"),
        ("□本报记者江小渡", "本报记者江小渡"),
        ("本版图/受访单位 提供", None),
        ("记者会现场", None),
        (TEXT, None),
    ],
)
def test_byline_in(line: str, byline: str | None) -> None:
    assert byline_in(line) == byline


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("■渡口晨雾。", Figure(None, "■渡口晨雾。")),
        ("渡口晨雾。本报记者 江小渡 摄", Figure(None, "渡口晨雾。", "本报记者 江小渡 摄")),
        ("渡口晨雾　江小渡 摄", Figure(None, "渡口晨雾", "江小渡 摄")),
        ("渡口晨雾。（江小渡 摄）", Figure(None, "渡口晨雾。", "（江小渡 摄）")),
        ("本报记者 江小渡 摄", Figure(None, None, "本报记者 江小渡 摄")),
    ],
)
def test_caption_and_credit(printed: str, expected: Figure) -> None:
    assert figure(printed) == expected


def test_lines_as_blocks() -> None:
    lines = ["点击", "●第一条", "●第二条", "渡口的灯亮了。", "（下转第4版）", "本报记者 江小渡"]
    assert blocks_of(lines) == (
        Heading(2, "点击"),
        ListBlock(("●第一条", "●第二条")),
        *map(Paragraph, lines[3:]),
    )


def test_toolbar_and_headings() -> None:
    assert is_toolbar("字号：大 中 小")
    assert is_toolbar("上一篇 下一篇")
    assert not is_toolbar("大桥合龙")
    assert looks_like_heading("顺着江水找答案")
    assert not looks_like_heading("江小渡 摄")
