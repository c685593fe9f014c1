"""Whatever the bytes: sniffing never raises, reading raises nothing but UnreadableSourceError."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from archive.errors import UnreadableSourceError
from archive.formats.base import Format, Hints
from archive.formats.registry import FORMATS, find

PIECES = [
    "电子报阅读机\n", "当前报纸名称:", "临江日报", "日期:08-28\n", "字号:\n", "版面:第A06、A07版:都市",
    "2025年12月30日", " ", "\n", "●", "〔块〕{",
    "临发〔2025〕3号\n", "当前位置:", "发布时间:2025-01-01\n", "附件：\n", "一、总则\n", "<html>",
    "<a id=pageLink href=node_1.htm>第1版</a>",
    "<map name=pagepicmap><area coords='1,2,nan,1e9' href=content_1.htm>",
    "<!--enpproperty <founder-date>9999-99-99</founder-date>",
    "<founder-type>2</founder-type>", "/enpproperty-->", "<table><tr><td>", "<img src=x usemap=#m width=0>",
    "<div id=ozoom>", "</p>", '{"title":"',
    '","date":"2025-02-30"}\n', '{"paper":"报","date":"2025-01-01","title":"题","text":["a",{}]}\n',
    "[{\"title\":1}]", "title,text,date\n", "\u3000",
    "\x0b", "\u2028", "&nbsp;", "\ufffd", "\ufeff",
]  # fmt: skip
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=14).map("".join)
data = st.one_of(
    st.binary(max_size=200),
    texts.map(str.encode),
    texts.map(lambda text: text.encode("gb18030", "replace")),
    texts.map(lambda text: b"\xff\xfe" + text.encode("utf-16-le")),
)
names = st.sampled_from(["node_1.htm", "content_1.htm", "a/node_2.html", "a/x.jpg", "index.html", "p_files/i.png"])
hints = st.sampled_from(
    [Hints(), Hints({"paper": "临江日报", "date": "2025-12-30"}), Hints({"date": "x"}), Hints({}, {"text": "title"})]
)
quick = settings(max_examples=120, suppress_health_check=list(HealthCheck))


def read(form: Format, source: Any, given_hints: Hints) -> None:
    try:
        for draft in form.read(source, given_hints):
            assert draft.key.paper
            for article in draft.articles:
                assert all(0 <= value <= 1 for zone in article.zones for point in zone.polygon for value in point)
    except UnreadableSourceError as error:
        assert error.reason  # noqa: PT017 - any error of this kind will do


@quick
@given(data, hints)
@example(b"", Hints())
@example(b"\0" * 100, Hints())
@example(b"\x1f\x8b\x08broken gzip", Hints())
@example(b"\xfd7zXZ\x00broken xz", Hints())
def test_any_file(golden: Any, content: bytes, given_hints: Hints) -> None:
    source = golden.one_file(content, "input")
    for form in FORMATS:
        form.sniff(source)
    found = find(source)
    if found is not None:
        read(found, source, given_hints)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@settings(quick, max_examples=40)
@given(content=data, given_hints=hints)
def test_each_reader_on_any_file(golden: Any, form: Format, content: bytes, given_hints: Hints) -> None:
    read(form, golden.one_file(content, "input"), given_hints)


@settings(quick, max_examples=60)
@given(st.dictionaries(names, data, max_size=4), hints)
def test_any_tree(golden: Any, files: dict[str, bytes], given_hints: Hints) -> None:
    source = golden.Source(files, "tree-2025-12-30", is_tree=True)
    for form in FORMATS:
        if form.sniff(source):
            read(form, source, given_hints)


def test_the_first_sure_format_wins(golden: Any) -> None:
    assert [form.name for form in FORMATS] == [
        "founder", "svg-polygons", "portal", "json-site", "huaguang", "shtml", "dated-html", "issue-file",
        "archive-xml", "pdf", "docx", "ofd", "epub", "mht", "news-xml", "feed", "table", "generic-site", "html-page",
        "reading-machine-text", "txt-export", "gov-page-text", "official-text", "newspaper-text", "scans", "refused",
        "plain-text",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 x",
        b"\x89PNG\r\n\x1a\n\0\0\0\0",
        b"MIME-Version: 1.0\r\n",
        b'<?xml version="1.0"?><rss/>',
        b"   \n",
        b'{"a": [',
    ],
)
def test_not_ours(golden: Any, content: bytes) -> None:
    assert find(golden.one_file(content, "input.txt")) is None


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 20_000,
        "<table><tr><td>" * 3_000,
        "<a id=pageLink href=node_1.htm>" * 5_000,
        "<a id=pageLink href=node_1.htm>第1版</a>" + "<!--enpproperty " * 20_000,
        "<a id=pageLink href=node_1.htm>第1版</a><!--enpproperty " + "<a>" * 30_000 + "enpproperty-->",
        "<html>" + "<!-- x -->" * 5_000 + "<p>文</p>",
        "<html><p>" + "<!--enpcontent-->" * 20_000,
        "本报记者 " + "甲乙 " * 25 + "。",
        "驻" * 79 + "\n" + "记者" * 39,
        "题\n" + "|" * 50_000 + "发布时间:2025-01-01",
        "当前报纸名称:报\n版面:" + " \u3000" * 20_000 + "上一篇x",
        "第" + "1、" * 20_000 + "版",
        "a,b\n" * 20_000,
        "临江日报 " * 20_000,
    ],
    ids=range(14),
)
def test_no_text_takes_for_ever(golden: Any, text: str) -> None:
    for form in FORMATS:
        source = golden.one_file(text, "input")
        form.sniff(source)
        read(form, source, Hints({"paper": "临江日报", "date": "2025-12-30"}))
