"""Papers whose site is data: how answers are tied together, and what nearly-JSON is read as (formats.md 2.N)."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.registry import find
from archive.formats.sites.json_text import read_value
from archive.model import DraftIssue, Paragraph

CASES = Path(__file__).parent / "cases"
DAY = "llrb-2026-03-05"
SQUARE = ((0.0, 0.0), (0.5, 0.0), (0.5, 0.25), (0.0, 0.25))


def read(golden: Any, files: dict[str, Any], hints: Hints | None = None) -> DraftIssue:
    made = {
        f"{DAY}/{name}": body.encode() if isinstance(body, str) else json.dumps(body, ensure_ascii=False).encode()
        for name, body in files.items()
    }
    [draft] = golden.read_all(golden.Source(made, "saved", is_tree=True), hints, "json-site")
    return draft  # type: ignore[no-any-return]


def plates(**entry: Any) -> dict[str, Any]:
    """One page of the simplest shape, 100 units wide as far as its other zone says."""
    frame = {"id": 1, "title": "版框", "coords": "0,0,348,0,348,548,0,548"}
    return {"data": [{"version": "A01", "edition": "封面", "coodrs": [frame, {"id": 2, "title": "甲", **entry}]}]}


# ── nearly JSON ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("var data = [1, 2,];", ["1", "2"]),
        ("const a.b={x:'一\\'二', \"y\":null,}", {"x": "一'二", "y": None}),
        ("callback({'n': .5, h: 0x1F});", {"n": ".5", "h": "0x1F"}),
        ("/* 注 */ window.d = {a: `多\n行`, b: undefined} // 完", {"a": "多\n行", "b": None}),
        ("x = {a: '\\u706f\\x41\\/\\n'}; var y = {}", {"a": "灯A/\n"}),
        ("[{a:1}, , {b:true}]", [{"a": "1"}, {"b": True}]),
    ],
)
def test_what_scripts_assign_is_read(text: str, expected: object) -> None:
    assert read_value(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1", "var a = f()", "a = [b]", "{a: 'x}", "[1] + [2]", "{a 1}", "alert(1)", "/*", "[" * 100, "var"],
)
def test_what_is_no_literal_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_value(text)


@given(st.text(alphabet="{}[]:,'\"`\\ux0a1;=()/*-. \n名", max_size=60))
def test_any_text_is_a_value_or_a_value_error(text: str) -> None:
    with contextlib.suppress(ValueError):
        read_value(text)


@given(st.recursive(st.none() | st.booleans() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=4)))
def test_json_itself_is_read_as_json(value: object) -> None:
    assert read_value(json.dumps([value])) == [value]
    assert read_value("var d = " + json.dumps([value]) + ";") == [value]


# ── outlines ───────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "outline",
    [
        [{"x": 0, "y": 0}, {"x": 174, "y": 0}, {"x": 174, "y": 137}, {"x": 0, "y": 137}],
        [{"y": "0", "x": "0"}, {"y": "0", "x": "174"}, {"y": "137", "x": "174"}, {"y": "137", "x": "0"}],
        "[{x:0,y:0},{x:174,y:0},{x:174,y:137},{x:0,y:137},]",
        '[{"x":"0","y":"0"},{"x":"174","y":"0"},{"x":"174","y":"137"},{"x":"0","y":"137"}]',
        [[0, 0], [174, 0], [174, 137], [0, 137]],
        "0,0;174,0;174,0;174,137;0,137",
        {"left": 0, "top": 0, "width": 174, "height": 137},
        "0,0,174,137",
        {"x1": 0, "y1": 0, "x2": 174, "y2": 137},
    ],
)
def test_outlines_in_every_notation(golden: Any, outline: object) -> None:
    drawn = read(golden, {"plate": plates(coords=outline)}, Hints({"paper": "青湾晚报"})).articles[1]
    # no picture: the zones' own reach, a little more than that of the last vertex, is the space
    [zone] = drawn.zones
    wanted = [(174 / 351, 137 / 551)[axis] for axis in (0, 1)]
    assert {round(x, 4) for x, _ in zone.polygon} == {0.0, round(wanted[0], 4)}
    assert {round(y, 4) for _, y in zone.polygon} == {0.0, round(wanted[1], 4)}


@pytest.mark.parametrize("outline", ["无", "1,2", [], "1e999,0,1,1", [{"x": 1}]])
def test_an_outline_that_is_none_costs_no_article(golden: Any, outline: object) -> None:
    draft = read(golden, {"plate": plates(coords=outline)})
    assert [(article.content.title, len(article.zones)) for article in draft.articles] == [("版框", 1), ("甲", 0)]


# ── answers tied together ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_page_by_weight_and_articles_by_the_questions_name(golden: Any) -> None:
    [draft] = golden.read_all(golden.folder(CASES / "json-editions"), None, "json-site")
    assert [page.label for page in draft.pages] == ["01", "02", "10"]
    assert [(article.own_id, article.pages[0].label) for article in draft.articles] == [
        ("a1", "01"),
        ("a2", "01"),
        ("b1", "02"),
    ]
    assert draft.missing == ("《夜校开课》的正文（a2）", "《怎样看墒情》的正文（b1）", "第10版的稿件目录")


def test_a_list_of_articles_that_names_no_page_is_said(golden: Any) -> None:
    files = {
        "pages.json": {"obj": {"editionList": [{"id": "e1", "editionName": "第01版：要闻", "articleList": [{"id": 1, "title": "甲"}]}]}},
        "some.json": {"status": 200, "list": [{"id": "z", "title": "不知在哪一版"}]},
    }  # fmt: skip
    draft = read(golden, files)
    assert [article.content.title for article in draft.articles] == ["甲"]
    assert any("some.json" in note and "哪一版" in note for note in draft.notes)


def test_the_last_first_and_an_article_in_two_answers_once(golden: Any) -> None:
    page = {"page": {"pnumber": "01"}, "pagelist": [{"pnumber": "01"}], "articlelist": [{"id": 2, "title": "后"}, {"id": 1, "title": "前"}]}  # fmt: skip
    files = {"a": {"object": page}, "b": {"object": page}, "c": {"object": {"article": {"id": 1, "content": "一行\n二行"}}}}  # fmt: skip
    draft = read(golden, files)
    assert [article.content.title for article in draft.articles] == ["前", "后"]
    assert draft.articles[0].content.blocks == (Paragraph("一行"), Paragraph("二行"))
    assert draft.missing == ("《后》的正文（2）",)


def test_two_days_in_one_tree_are_two_issues(golden: Any) -> None:
    body = json.dumps(plates(content="正文。")).encode()
    files = {"qw-2026-01-02/getPlate": body, "qw-2026-01-03/getPlate": body, "注.json": b'{"a": 1}'}
    drafts = golden.read_all(golden.Source(files, "saved", is_tree=True), None, "json-site")
    assert [str(draft.key.date) for draft in drafts] == ["2026-01-02", "2026-01-03"]
    assert drafts[-1].left_out == ("注.json",)


def test_one_file_with_everything(golden: Any) -> None:
    data = (CASES / "json-catalog/llwb-2026-06-01/data.js").read_bytes()
    hints = Hints({"paper": "临岚晚报", "date": "2026-06-01"})
    [draft] = golden.read_all(golden.one_file(data, "data.js"), hints, "json-site")
    assert [page.label for page in draft.pages] == ["01", "02"]
    assert [article.content.title for article in draft.articles] == ["堤上的灯", "夏至前后"]
    assert draft.articles[0].own_id == "share/1.html"
    assert draft.missing == ("images/01.png", "images/02.png")


def test_an_answer_alone_that_brings_no_page_is_refused(golden: Any) -> None:
    with pytest.raises(UnreadableSourceError, match="没有找到版面页"):
        golden.read_all(golden.one_file('{"data":[{"paperName":"嶼光週報","paperData":"2026-04-11"}]}', "newest.json"))


@pytest.mark.parametrize(
    "text",
    [
        '[{"title":"题","date":"2025-01-01","paper":"临岚日报","text":"文"}]',
        '{"pages":[{"label":"01"}],"title":"x"}',
        '{"version":1,"edition":"community","data":[]}',
        "var catalog = {areas: []};",
    ],
)
def test_other_json_is_not_ours(golden: Any, text: str) -> None:
    found = find(golden.one_file(text, "data.json"))
    assert found is None or found.name != "json-site"


def test_a_picture_in_a_text_and_what_is_said_of_it(golden: Any) -> None:
    [draft] = golden.read_all(golden.folder(CASES / "json-editions"), None, "json-site")
    names = {blob.sha256: blob.name for blob in draft.blobs}
    [picture] = draft.articles[0].content.pictures()
    assert names[picture].endswith("a1.png")


# ── real answers ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("folder", "paper", "date", "pages", "articles"),
    [
        ("bjnews-2026-09-28", "新京报", "2026-09-28", ["01 要闻", "02 评论"], ["重点商圈\n客流同比增14.7%", "空白 标题"]),
        ("jfrb-2026-09-27", "解放日报", "2026-09-27", ["01 要闻", "02 评论"], ["前一条", "后一条", "评论"]),
        ("jfjb-2026-09-27", "解放军报", "2026-09-27", ["01 要闻", "02 评论"], ["习近平回到北京", "多空 白"]),
        ("kjrb-2026-09-26", "科技日报", "2026-09-26", ["01 今日要闻", "02 要闻"], ["标题甲", "标题乙"]),
    ],
)  # fmt: skip
def test_real_answers(golden: Any, folder: str, paper: str, date: str, pages: list[str], articles: list[str]) -> None:
    [draft] = golden.read_all(golden.folder(golden.material(f"samples/epaper/json/{folder}")), None, "json-site")
    assert (draft.key.paper, str(draft.key.date)) == (paper, date)
    assert [f"{page.label} {page.name}" for page in draft.pages] == pages
    assert [article.content.title for article in draft.articles] == articles
    assert len(draft.missing) >= len(articles)  # the samples hold no texts
