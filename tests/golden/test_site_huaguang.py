"""Huaguang sites: their oddities by name, on sites made here, and two real papers."""

from __future__ import annotations

from typing import Any

import pytest
from invented_sites import BOX, pages, picture, read, texts, titles

from archive.formats.base import Hints

# ── made here ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_unclosed_items_with_number_link_and_name_link(golden: Any) -> None:
    listed = (
        "<LI class=banci>[<SPAN class=banci-A01><A href=Page01NU.htm>01</A></SPAN>]:<A href=Page01NU.htm>头版</A>"
        "<LI class=banci>[<SPAN class=banci-A01><A href=Page02NU.htm>02</A></SPAN>]:<A href=Page02NU.htm>海陆</A>"
        "<LI class=banci><A href=Page02NU.htm>下一版</A><UL id=newslist><LI><A href=Articel01002MT.htm>潮信</A></UL>"
    )
    second = "<UL id=newslist><LI><A href=Articel02002MT.htm>月出</A><LI><A href=Articel01002MT.htm>潮信</A></UL>"
    draft = read(golden, {"20240506/Page01NU.htm": listed, "20240506/Page02NU.htm": second}, "huaguang")
    assert pages(draft) == [("01", "头版"), ("02", "海陆")]
    assert titles(draft) == [("潮信", "01"), ("月出", "02")]


WHOLE = (
    "<div class=linkto><h4>A01版：要闻<a class=pdf href=../PDF/A01.pdf>PDF</a></h4>"
    "<ul><li><a title=ArticelA01002LB.htm>潮信</a></li></ul>"
    "<h4>A02版：海陆</h4><ul><li><a title=ArticelA02002LB.htm>月出</a></li><li>本版编辑 江潮</li></ul></div>"
)


def test_a_whole_issue_in_one_file(golden: Any) -> None:
    files: dict[str, str | bytes] = {
        "20240506/PageArticleIndexLB.htm": WHOLE,
        "20240506/ArticelA02002LB.htm": "<div class=contenttext>　　月出东山。</div>",
        "PDF/A01.pdf": b"%PDF-1.4",
    }
    draft = read(golden, files, "huaguang")
    assert pages(draft) == [("A01", "要闻"), ("A02", "海陆")]
    assert titles(draft) == [("潮信", "A01"), ("月出", "A02")]
    assert texts(draft.articles[1]) == ["月出东山。"]
    assert draft.pages[0].document


def test_a_whole_issue_in_one_file_beside_its_pages_is_the_same_issue(golden: Any) -> None:
    page = "<ul class=gebanlist><li><a href=PageA01LB.htm>A01版：要闻</a><li><a href=PageA02LB.htm>A02版：海陆</a></ul>"
    area = "<img src=a.png usemap=#PageMap width=200 height=300><map name=PageMap><area coords='20,30,100,150' href=ArticelA01002LB.htm></map>"
    files: dict[str, str | bytes] = {
        "20240506/PageA01LB.htm": page + area,
        "20240506/PageArticleIndexLB.htm": WHOLE,
        "PDF/A01.pdf": b"%PDF-1.4",
    }
    draft = read(golden, files, "huaguang")
    assert pages(draft) == [("A01", "要闻"), ("A02", "海陆")]
    assert titles(draft) == [("潮信", "A01"), ("月出", "A02")]
    assert draft.articles[0].zones[0].polygon == BOX
    assert draft.pages[0].document
    assert draft.left_out == ()


def test_a_page_saved_under_another_name_is_known_by_its_zones(golden: Any) -> None:
    [path] = [name for name in golden.case("huaguang").files if name.endswith("Page02KR.htm")]
    source = golden.Source({"二版.htm": golden.case("huaguang").files[path]}, "saved/二版.htm")
    [draft] = golden.read_all(source, Hints({"date": "2024-05-06"}), "huaguang")
    assert [(page.label, page.original == draft.pages[0].original) for page in draft.pages] == [
        ("01", True),
        ("02", True),
        ("A01", True),
    ]
    assert {zone.page for article in draft.articles for zone in article.zones} == {"02"}
    assert not any("Page02KR" in missing for missing in draft.missing)


@pytest.mark.parametrize(
    ("style", "size", "natural"),
    [
        ("position:absolute;left:10%;top:10%;width:40%;height:40%", "", None),
        ("left:20px;top:30px;width:80px;height:120px", "width=200 height=300", None),
        ("LEFT: 20px; TOP: 30px; WIDTH: 80px; HEIGHT: 120px; border-width: 2px; margin-left:5px", "", (200, 300)),
        ("left:20.0;top:30.0;width:80.0;height:120.0", "style='width:200px;height:300px'", (400, 600)),
    ],
    ids=["percent", "px-of-the-shown-size", "px-of-the-file-and-other-lengths", "no-unit"],
)
@pytest.mark.parametrize("where", ["#mylink", "inside"])
def test_links_laid_over_the_picture(
    golden: Any, style: str, size: str, natural: tuple[int, int] | None, where: str
) -> None:
    """The link's own style is its zone, or that of the box in it; address in `alt`, headline in `neirong`."""
    own, inner = (f'style="{style}"', "") if where == "#mylink" else ("", f'<div style="{style}"></div>')
    body = f"<div><img src=a.png {size}><div id=mylink><a class=overlink href=# alt=Articel01002BC.htm neirong=潮信 {own}>{inner}</a></div></div>"
    files: dict[str, str | bytes] = {"20240506/Page01BC.htm": body}
    if natural:
        files["20240506/a.png"] = picture(*natural)
    [article] = read(golden, files, "huaguang").articles
    assert (article.content.title, [zone.polygon for zone in article.zones]) == ("潮信", [BOX])


def test_a_link_without_a_place_is_said_to_be_none(golden: Any) -> None:
    body = "<div id=mylink><a class=overlink href=Articel01002BC.htm neirong=潮信 style='left:20px'></a></div>"
    draft = read(golden, {"20240506/Page01BC.htm": body}, "huaguang")
    assert draft.articles[0].zones == ()
    assert "第01版有 1 个热区的坐标看不懂" in draft.notes


# ── real material ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_mrdx(golden: Any) -> None:
    source = golden.folder(golden.material("samples/epaper/huaguang/mrdx-2026-09-28"))
    [draft] = golden.read_all(source, None, "huaguang")
    assert (draft.key.paper, str(draft.key.date)) == ("新华每日电讯", "2026-09-28")
    assert pages(draft) == [("01", "要闻"), ("02", "文化")]
    assert [(article.own_id, article.pages[0].label) for article in draft.articles] == [
        ("01002", "01"),
        ("01003", "01"),
        ("02002", "02"),
    ]
    assert all(article.content.title and not article.zones for article in draft.articles)
    assert draft.missing == ("Page02BC.htm", "Articel01002NR.htm", "Articel01003NR.htm", "Articel02002NR.htm")
    assert draft.left_out == ()


def test_dzrb(golden: Any) -> None:
    source = golden.folder(golden.material("samples/epaper/huaguang/dzrb-2026-09-27"))
    [draft] = golden.read_all(source, None, "huaguang")
    assert (draft.key.paper, str(draft.key.date)) == ("大众日报", "2026-09-27")
    assert pages(draft) == [("01", "头版"), ("02", "要闻")]
    assert [(article.own_id, article.pages[0].label) for article in draft.articles] == [
        ("01002", "01"),
        ("02002", "02"),
    ]
    assert draft.missing == ("Articel01002MT.htm", "Articel02002MT.htm")
