"""The engine on sites of other families, by declarations alone: what the language must be able to say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, ClassVar

import pytest

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.sites.definitions import Definitions
from archive.formats.sites.reader import SiteFormat
from archive.model import DraftIssue, Paragraph


class OurFamily(SiteFormat):
    name: ClassVar[str] = "our-family"
    version: ClassVar[int] = 1
    families: ClassVar[tuple[str, ...]] = ("ours",)


def read(golden: Any, folder: Path, definition: str, files: dict[str, str | bytes]) -> DraftIssue:
    (folder / "families").mkdir(parents=True, exist_ok=True)
    (folder / "families" / "ours.toml").write_text(f'extends = "newspaper"\n{definition}', encoding="utf-8")
    data = {name: text if isinstance(text, bytes) else text.encode() for name, text in files.items()}
    source = golden.Source(data, "site", is_tree=True)
    form = OurFamily(Definitions.with_users(folder))
    assert form.sniff(source)
    [draft] = form.read(source, Hints({"paper": "临岚日报", "date": "2024-05-06"}))
    return draft


def titles(draft: DraftIssue) -> list[tuple[str, list[str]]]:
    return [(article.content.title, [page.label for page in article.pages]) for article in draft.articles]


def test_all_pages_in_one_file_as_headings_with_lists(golden: Any, tmp_path: Path) -> None:
    """A heading a page, its PDF beside the link, its articles in the list that follows; links without href."""
    definition = r"""
    detect = { pages = ['Page\d\w+\.htm$'], articles = ['Articel\w+\.htm$'], signs = ['daoxiang'] }
    [pages]
    items = ["div.daohang > h4"]
    run_on = true
    address = ["a[href*='Page']@href"]
    label = ["a[href*='Page']"]
    each = { pdf = ["a[href$='.pdf']@href"], articles = { items = ["a[daoxiang]"] } }
    [article]
    title = ["#title"]
    body = ["#contenttext"]
    """
    listed = (
        "<div class=daohang><h4><a href=../PDF/01.pdf>下载</a><a href=Page01BC.htm>01版：要闻</a></h4>"
        "<ul><li><a daoxiang=Articel01002NR.htm>潮信</a></li></ul>"
        "<h4><a href=../PDF/02.pdf>下载</a><a href=Page02BC.htm>02版：文苑</a></h4>"
        "<ul><li><a daoxiang=Articel02002NR.htm>月出</a></li></ul></div>"
    )
    files: dict[str, str | bytes] = {
        "20240506/Page01BC.htm": listed,
        "20240506/Articel01002NR.htm": "<div id=title>潮信</div><span id=contenttext>　　涨。<br>　　落。</span>",
        "PDF/02.pdf": b"%PDF-1.4",
    }
    draft = read(golden, tmp_path, definition, files)
    assert [(page.label, page.name, bool(page.document)) for page in draft.pages] == [
        ("01", "要闻", False),
        ("02", "文苑", True),
    ]
    assert titles(draft) == [("潮信", ["01"]), ("月出", ["02"])]
    assert [block.text for block in draft.articles[0].content.blocks if isinstance(block, Paragraph)] == [
        "涨。",
        "落。",
    ]
    assert "20240506/Page02BC.htm" in draft.missing


def test_the_nth_group_is_the_nth_page(golden: Any, tmp_path: Path) -> None:
    """A whole issue in one file: thumbnails in one list, articles in another."""
    definition = r"""
    detect = { pages = ['_m\.html$'], articles = ['/\d+\.html$'], signs = ['picList'] }
    [pages]
    items = ["div.nav-items"]
    paired = ["ul#picList li"]
    label = [".heading"]
    each = { image = ["img@src"], articles = { items = ["a[data-href]"] } }
    """
    body = (
        "<ul id=picList><li><img src=1.jpg><li><img src=2.jpg></ul>"
        "<div class=nav-items><div class=heading>第1版 要闻</div><a data-href=a/1.html>潮信</a></div>"
        "<div class=nav-items><div class=heading>第2版 文苑</div><a data-href=a/2.html>月出</a></div>"
    )
    draft = read(golden, tmp_path, definition, {"20240506/20240506_m.html": body, "20240506/2.jpg": b"jpeg"})
    assert [(page.label, bool(page.picture)) for page in draft.pages] == [("01", False), ("02", True)]
    assert titles(draft) == [("潮信", ["01"]), ("月出", ["02"])]


@pytest.mark.parametrize(
    ("style", "size"),
    [("left:10%;top:20%;width:30%;height:40%", ""), ("left: 20px; top: 80px; width: 60px; height:160px", "width=200 height=400")],
    ids=["percent", "px"],
)  # fmt: skip
def test_overlays_and_addresses_in_scripts(golden: Any, tmp_path: Path, style: str, size: str) -> None:
    definition = r"""
    detect = { pages = ['v\d+\.shtml$'], articles = ['/\d+\.shtml$'], signs = ['selectBox'] }
    [pages]
    items = [".pageNav a"]
    [page]
    image = ["#paperPage img@src"]
    full = ["strip_prefix(m_)"]
    zones = { kind = "overlay", items = ["a.selectBox"], title = ["@title"] }
    articles = { lists = [".titleNav"], items = [".titleNav a"] }
    """
    body = (
        "<div class=pageNav><a onclick=\"gourl('/shtml/lrb/20240506/v01.shtml','_top')\">第01版 要闻</a></div>"
        f"<div id=paperPage><img src=/lrb/20240506/m_9.jpg {size}></div>"
        f'<a class=selectBox title=潮信 style="position:absolute;{style}" href=/shtml/lrb/20240506/77.shtml></a>'
        "<div class=titleNav><a onclick=\"gourl('/shtml/lrb/20240506/77.shtml','_top')\">潮信</a></div>"
    )
    files: dict[str, str | bytes] = {
        "shtml/lrb/20240506/v01.shtml": body,
        "lrb/20240506/m_9.jpg": b"small",
        "lrb/20240506/9.jpg": b"big",
    }
    draft = read(golden, tmp_path, definition, files)
    [article] = draft.articles
    assert [zone.polygon for zone in article.zones] == [((0.1, 0.2), (0.4, 0.2), (0.4, 0.6), (0.1, 0.6))]
    assert draft.pages[0].picture != draft.pages[0].preview


def test_polygons_of_a_drawing_with_ids_for_addresses(golden: Any, tmp_path: Path) -> None:
    definition = r"""
    detect = { pages = ['page\d+\.html$'], articles = ['con-\d+\.html$'], signs = ['<polygon'] }
    [page]
    label = ["h2"]
    [page.zones]
    kind = "polygon"
    items = ["polygon.area"]
    coords = ["@points"]
    address = ["@data-contentid | into(con-{}.html)"]
    """
    body = '<h2>第01版</h2><svg viewBox="0 0 1000 2000"><polygon class="area" points="100.5,200 500,200 500,1000" title="潮信" data-contentid="7"/></svg>'
    [article] = read(golden, tmp_path, definition, {"20240506/page1.html": body}).articles
    assert (article.content.title, article.zones[0].polygon) == ("潮信", ((0.1005, 0.1), (0.5, 0.1), (0.5, 0.5)))
    assert article.own_id == "con-7"


JSON_ISSUE = {
    "paperInfo": [
        {"paperNumber": "01", "paperBk": "要闻", "xyList": [
            {"id": 2, "title": "月 出", "html": "<p>　　月出东山。</p>", "xy": "[{x:0,y:0},{x:1389,y:0},{x:1389,y:2000}]"},
            {"id": 1, "title": "潮信", "html": "<p>涨。</p>", "xy": "[]"},
        ]},
        {"paperNumber": "02", "paperBk": "广告", "xyList": []},
    ]
}  # fmt: skip


@pytest.mark.parametrize("wrap", ["{}", "var data = {};"], ids=["json", "script"])
def test_json_with_everything_in_it(golden: Any, tmp_path: Path, wrap: str) -> None:
    definition = r"""
    detect = { pages = ['(?:index\.json|data\.js)$'], signs = ['paperInfo'] }
    [pages]
    items = ["paperInfo > item"]
    label = ["paperNumber"]
    name = ["paperBk"]
    [pages.each]
    articles = { items = ["xyList > item"], title = ["title"], reverse = true, inline = true, key = ["id"] }
    [pages.each.zones]
    kind = "json"
    items = ["xyList > item"]
    address = ["id | into(#{})"]
    coords = ["xy"]
    space = "2778x4000"
    [article]
    title = ["title"]
    body = ["html | html"]
    """
    name = "index.json" if wrap == "{}" else "data.js"
    text = wrap.replace("{}", json.dumps(JSON_ISSUE, ensure_ascii=False))
    draft = read(golden, tmp_path, definition, {f"20240506/{name}": text})
    assert [(page.label, page.name) for page in draft.pages] == [("01", "要闻"), ("02", "广告")]
    assert titles(draft) == [("潮信", ["01"]), ("月 出", ["01"])]
    assert [article.own_id for article in draft.articles] == ["1", "2"]
    assert draft.articles[1].zones[0].polygon == ((0.0, 0.0), (0.5, 0.0), (0.5, 0.5))
    assert draft.articles[1].content.blocks == (Paragraph("月出东山。"),)


def test_number_link_and_name_link_are_one_page(golden: Any, tmp_path: Path) -> None:
    definition = r"""
    detect = { pages = ['Page\d\w+\.htm$'], articles = ['Articel\w+\.htm$'], signs = ['class=banci'] }
    [pages]
    items = ["li.banci a"]
    [page.articles]
    items = ["#newslist a"]
    """
    body = (
        "<LI class=banci>[<A href=Page01NU.htm>01</A>]:<A href=Page01NU.htm>头版</A>"
        "<LI class=banci><A href=Page02NU.htm>下一版</A><UL id=newslist><LI><A href=Articel01002MT.htm>潮信</A></UL>"
    )
    draft = read(golden, tmp_path, definition, {"20240506/Page01NU.htm": body})
    assert [(page.label, page.name) for page in draft.pages] == [("01", "头版")]


def test_an_encoding_can_be_set(golden: Any, tmp_path: Path) -> None:
    definition = r"""
    encoding = "big5"
    detect = { pages = ['p\d+\.htm$'], articles = ['a\d+\.htm$'], signs = ['BANCI'] }
    [page]
    label = ["b"]
    articles = { items = ["a"] }
    """
    body = "<div id=BANCI><b>第01版：要聞</b><a href=a1.htm>潮信</a></div>".encode("big5")
    draft = read(golden, tmp_path, definition, {"20240506/p1.htm": body})
    assert (draft.pages[0].name, draft.articles[0].content.title) == ("要聞", "潮信")


def test_a_page_with_nothing_on_it_is_refused_with_a_sentence(golden: Any, tmp_path: Path) -> None:
    definition = "detect = { pages = ['p\\d+\\.htm$'], signs = ['BANCI'] }"
    with pytest.raises(UnreadableSourceError, match="没有找到稿件"):
        read(golden, tmp_path, definition, {"20240506/p1.htm": "<div id=BANCI><a href=x>1</a></div>"})
