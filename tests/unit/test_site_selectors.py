"""Selectors: the grammar, each kind of place, each transform."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.formats.sites.document import Document, load
from archive.formats.sites.selectors import Selector, compile_transform, elements, value

PAGE = """<body><ul id="list"><li class="a b"><a href="x_1.htm?v=1" title="整题">一<br>二</a></li>
<li><a href="x_2.htm">三</a></li></ul><script>document.write(view("上<br>下  "))</script>
<!--enpcontent--><p>正文</p><!--/enpcontent-->
<!--meta <Title><![CDATA[题<目]]></Title><author></author> /meta--></body>"""


def document(text: str = PAGE, path: str = "html/a.htm") -> Document:
    found = load(path, text.encode())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("ul#list a", "一\n二"),
        ("a@href", "x_1.htm?v=1"),
        ("a:nth(2)@href", "x_2.htm"),
        ("a:nth(-1)", "三"),
        ("a:nth(7)", None),
        ("a@href | strip_query", "x_1.htm"),
        ("a@href ~ /x_(\\d+)/", "1"),
        ("a@href ~ /\\d+/ | into(con-{}.html)", "con-1.html"),
        ("a | br_to_space", "一 二"),
        ("script | view", "上\n下"),
        ("xpath:string(//li[2]/a/@href)", "x_2.htm"),
        ("xpath://a/@title | replace(整, 全)", "全题"),
        ("comment:meta/title", "题<目"),
        ("comment:meta/author", None),
        ("comment:enpcontent", "正文"),
        ("path: ~ /(\\w+)\\.htm$/", "a"),
        ("li.a.b a@title", "整题"),
        ("li.c a", None),
        ("LI[CLASS='a b' i]", None),
    ],
)
def test_selectors(selector: str, expected: str | None) -> None:
    found = document()
    assert value((selector,), found, (found.root,)) == expected


def test_the_first_selector_that_yields_wins() -> None:
    found = document()
    assert len(elements(("li.c", "li", "a"), found, (found.root,))) == 2
    assert value(("li.c", "a:nth(2)", "a"), found, (found.root,)) == "三"


def test_the_element_at_hand() -> None:
    found = document()
    [first, _] = elements(("li",), found, (found.root,))
    assert value(("@class",), found, (first,)) == "a b"
    assert value((".",), found, (first,)) == "一\n二"


@pytest.mark.parametrize(
    ("transform", "before", "after"),
    [
        ("strip_suffix(.1, .2)", "p/u.jpg.2", "p/u.jpg"),
        ("swap_suffix(.2, .1)", "p/u.jpg.2", "p/u.jpg.1"),
        ("strip_prefix(b_, m_)", "p/m_u.jpg", "p/u.jpg"),
        ("strip_stem(_b, _brief)", "p_b/u_brief.JPG", "p_b/u.JPG"),
        ("unescape", "&ldquo;", "“"),
        ("plain", "<p>题</p><p>目</p>", "题\n目"),
        ("replace(甲)", "甲乙", "乙"),
    ],
)
def test_transforms(transform: str, before: str, after: str) -> None:
    assert compile_transform(transform)(before) == after


def test_json_as_elements() -> None:
    found = document('{"pages": [{"no": 1, "名 称": "要闻", "open": true, "x": null}, {"no": 2}]}', "a.json")
    assert [part.findtext("no") for part in elements(("pages > item",), found, (found.root,))] == ["1", "2"]
    assert value(("xpath://名_称",), found, (found.root,)) == "要闻"
    assert load("a.js", b"window.data = [1, 2];\n") is not None
    assert load("a.json", b'{"a": ') is None
    assert load("a.json", b'{"a":' * 5000) is None


@given(st.text(max_size=60))
def test_a_wrong_selector_is_a_value_error(text: str) -> None:
    try:
        selector = Selector.compile(text)
    except ValueError:
        return
    found = document()
    list(selector.hits(found, (found.root,)))
    list(selector.elements(found, (found.root,)))
