"""Reading-machine text: what is written reads back the same, whatever an article holds."""

from __future__ import annotations

import string
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.formats.texts.machine_body import escape, read_body, unescape, write_body
from archive.formats.texts.machine_text import READ_ON, READ_WEEKDAY, read_machine_text, write_machine_text
from archive.labels import weekday
from archive.model import (
    Block,
    Content,
    Figure,
    Heading,
    IssueKey,
    ListBlock,
    PageRef,
    PaperKind,
    Paragraph,
    PartialDate,
    Table,
)
from archive.text import byline_of

WORDS = [
    "灯",
    "渡口",
    "江水。",
    "●",
    "〔段〕",
    "日期:",
    "引题:",
    "\\n",
    "\n",
    "　　",
    " ",
    "第A07版:",
    "电子报阅读机",
    "本报记者 江小渡",
    "版面:",
]
texts = st.one_of(st.text(max_size=20), st.lists(st.sampled_from(WORDS), max_size=6).map("".join))
hashes = st.one_of(st.none(), st.text(alphabet="0123456789abcdef", min_size=64, max_size=64))
blocks: st.SearchStrategy[Block] = st.one_of(
    texts.map(Paragraph),
    st.builds(Heading, st.integers(1, 4), texts),
    st.builds(ListBlock, st.lists(texts, max_size=3).map(tuple)),
    st.builds(Figure, hashes, st.one_of(st.none(), texts), st.one_of(st.none(), texts)),
    st.builds(Table, st.lists(st.lists(texts, max_size=3).map(tuple), max_size=3).map(tuple)),
)
optional = st.one_of(st.none(), texts)
field_names = texts.filter(lambda name: name not in ("阅读日期", "星期"))
contents = st.builds(
    Content,
    title=texts,
    kicker=optional,
    subtitle=optional,
    byline=optional,
    source=optional,
    dateline=optional,
    fields=st.dictionaries(field_names, texts, max_size=2),
    blocks=st.lists(blocks, max_size=5).map(tuple),
)
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))
dates = st.one_of(
    days.map(PartialDate.of),
    st.builds(PartialDate, st.integers(1900, 2099)),
    st.builds(PartialDate, st.integers(1900, 2099), st.integers(1, 12)),
)
labels = st.builds(
    lambda letters, number: f"{letters}{number:02}", st.sampled_from(["", "A", "GA"]), st.integers(1, 120)
)
names = st.one_of(st.none(), texts.filter(bool))
pages = st.lists(st.tuples(labels, names), max_size=3, unique_by=lambda page: page[0]).map(
    lambda found: tuple(PageRef(*page) for page in found)
)
keys = st.builds(
    IssueKey,
    st.sampled_from(PaperKind),
    st.one_of(st.just("临江日报"), texts.filter(bool)),
    dates,
    st.sampled_from(["", "晚刊", "早 刊"]),
)


@settings(max_examples=150)
@given(keys, pages, contents, st.one_of(st.none(), days))
def test_read_is_the_inverse_of_write(
    key: IssueKey, pages: tuple[PageRef, ...], content: Content, reading_date: date | None
) -> None:
    read = read_machine_text(write_machine_text(key, pages, content, reading_date))
    assert read is not None
    expected = content
    if reading_date and PartialDate.of(reading_date) != key.date:
        fields = {READ_ON: reading_date.isoformat(), READ_WEEKDAY: weekday(reading_date)}
        expected = msgspec.structs.replace(content, fields={**content.fields, **fields})
    assert msgspec.structs.replace(read.content, printed=()) == expected
    assert IssueKey(read.kind, read.paper or "", read.date, read.edition) == key
    assert read.pages == pages


@settings(max_examples=200)
@given(st.lists(blocks, max_size=6).map(tuple))
def test_body_comes_back(body: tuple[Block, ...]) -> None:
    assert read_body(list(write_body(body))) == body


@given(st.text())
def test_escapes_come_back(text: str) -> None:
    assert unescape(escape(text)) == text
    assert "\n" not in escape(text)


@given(st.text(alphabet=string.printable + "〔〕段题列项图表行块\\电子报阅读机当前报纸名称日期版面:：\n"))
def test_any_text_is_read_or_not(text: str) -> None:
    read_machine_text("当前报纸名称:临江日报\n" + text)


def test_plain_articles_are_written_plainly() -> None:
    body = (
        Paragraph("本报记者 江小渡"),
        Paragraph("渡口的灯亮了。"),
        Heading(2, "灯下"),
        ListBlock(("●一盏", "●两盏")),
    )
    content = Content("渡口的灯", byline=byline_of(body), blocks=body)
    key = IssueKey(PaperKind.NEWSPAPER, "临江日报", PartialDate(2025, 12, 30))
    written = write_machine_text(key, (PageRef("A06", "都市"), PageRef("A07", "文化")), content, date(2026, 1, 2))
    assert [line.strip() for line in written.split("\n") if line.strip()] == [
        "电子报阅读机", "2026-01-02", "星期五", "当前报纸名称:临江日报", "渡口的灯", "第A07版:文化",
        "日期:12-30", "字号:",
        "版面:第A06、A07版:都市       上一篇    下一篇", "本报记者 江小渡", "渡口的灯亮了。", "灯下", "●一盏",
        "●两盏",
    ]  # fmt: skip


@pytest.mark.parametrize(("read_on", "expected"), [("2026-01-02", "2025-12-30"), ("2025-12-30", "2025-12-30")])
def test_the_year_is_inferred(read_on: str, expected: str) -> None:
    text = f"电子报阅读机\n{read_on}\n当前报纸名称：临江日报\n\n渡口的灯\n日期：12-30\n字号：\n版面：第3版\n\n灯亮了。"
    read = read_machine_text(text)
    assert read is not None
    assert str(read.date) == expected
    assert ("阅读日期" in read.content.fields) == (read_on != expected)


def test_two_title_lines_stay_two() -> None:
    read = read_machine_text("当前报纸名称:临江日报\n渡口的灯\n亮了\n日期:2026-01-02\n字号:\n版面:\n")
    assert read is not None
    assert read.content.title == "渡口的灯\n亮了"
