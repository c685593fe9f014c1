"""E-papers of no known family: what is found of them, that it is marked unsure, and what must not be taken for one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.main_text import main_part
from archive.formats.markup import fragment, words_of
from archive.formats.registry import find
from archive.formats.sites.generic import GenericSite
from archive.model import Certainty, DraftIssue

CASES = Path(__file__).parent / "cases"
AREA = '<area shape=rect coords="{}" href="{}">'
MAP = "<map name=m>" + AREA.format("0,0,300,200", "a1.html") + AREA.format("0,210,300,400", "a2.html") + "</map>"
PICTURE = '<img src=p.jpg width={} height={} usemap="#m">'


def html(body: str, title: str = "海峤日报") -> bytes:
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>".encode()


def site(golden: Any, **files: bytes) -> Any:
    named = {f"hq-2026-08-09/{name}.html": data for name, data in files.items()}
    return golden.Source(named, "saved", is_tree=True)


def transcoded(golden: Any, case: str, encoding: str) -> Any:
    files = golden.folder(CASES / case).files
    made = {
        name: data.decode().replace("utf-8", encoding).encode(encoding) if name.endswith(".html") else data
        for name, data in files.items()
        if name != "expected.json"
    }
    return golden.Source(made, case, is_tree=True)


@pytest.mark.parametrize("case", ["generic-map", "generic-overlay", "generic-text"])
def test_all_that_is_guessed_is_marked(golden: Any, case: str) -> None:
    [draft] = golden.read_all(golden.folder(CASES / case), None, "generic-site")
    assert draft.unsure
    assert {article.certainty for article in draft.articles} == {Certainty.UNSURE}


@pytest.mark.parametrize("case", ["generic-map", "generic-overlay", "generic-text"])
def test_gbk_reads_the_same(golden: Any, case: str) -> None:
    [draft] = golden.read_all(transcoded(golden, case, "gb18030"), None, "generic-site")
    [expected] = golden.read_all(golden.folder(CASES / case), None, "generic-site")
    assert [article.content for article in draft.articles] == [article.content for article in expected.articles]


def test_a_traditional_paper_in_big5(golden: Any) -> None:
    listed = '<a href="01.html">第A01版：要聞</a> <a href="02.html">第A02版：離島</a>'
    body = "<h1>渡輪復航</h1><div><p>　　渡輪昨日復航，碼頭上站滿了人，船長說海面平靜。</p></div>"
    page = f"<h2>2026年8月9日</h2>{listed}<ul><li><a href=n1.html>渡輪復航</a></ul>"
    made = {"01": page, "02": f"<h2>2026年8月9日</h2>{listed}{body.replace('渡輪', '電車')}", "n1": body}
    files = {
        f"sy/{name}.html": f"<meta charset=big5><title>嶼光週報</title><body>{text}".encode("big5hkscs")
        for name, text in made.items()
    }
    [draft] = golden.read_all(golden.Source(files, "saved", is_tree=True), None, "generic-site")
    assert (draft.key.paper, str(draft.key.date)) == ("嶼光週報", "2026-08-09")
    assert [(page.label, page.name) for page in draft.pages] == [("A01", "要聞"), ("A02", "離島")]
    assert [article.content.title for article in draft.articles] == ["渡輪復航", "電車復航"]


def test_a_lone_page_names_what_is_missing(golden: Any) -> None:
    data = (CASES / "generic-map/hq/2026-08/09/p1.html").read_bytes()
    [draft] = golden.read_all(golden.one_file(data, "p1.html"), None, "generic-site")
    assert [page.label for page in draft.pages] == ["01"]
    assert len(draft.articles) == 2
    assert set(draft.missing) >= {"p2.html", "p3.html", "t1.html", "t2.html", "img/s_1.png"}


def test_an_article_that_repeats_its_pages_map_is_no_page(golden: Any) -> None:
    shown = PICTURE.format(300, 400) + MAP + "<h2>第01版：要闻</h2>"
    text = "<h1>潮信</h1><div><p>潮水如期而至，渔船在午后离港，岸上的人挥手。</p></div>"
    source = site(golden, p=html(shown), a1=html(shown + text), a2=html(shown + text))
    [draft] = golden.read_all(source, None, "generic-site")
    assert [page.label for page in draft.pages] == ["01"]
    assert [article.own_id for article in draft.articles] == ["a1", "a2"]


def test_what_does_not_belong_is_named(golden: Any) -> None:
    source = site(golden, p=html(PICTURE.format(300, 400) + MAP + "<h2>第01版</h2>"), other=html("<p>短</p>"))
    [draft] = golden.read_all(source, None, "generic-site")
    assert draft.left_out == ("hq-2026-08-09/other.html",)


# ── what is no newspaper ───────────────────────────────────────────────────────────────────────────────────────────

NO_PAPERS = {
    "a banner with areas": PICTURE.format(1000, 240) + MAP + "<h2>第01版</h2>",
    "a map of a region": PICTURE.format(300, 400) + MAP + "<p>点击地图上的区县，2026年8月9日，版权所有</p>",
    "an icon": PICTURE.format(60, 90) + MAP + "<h2>第01版</h2>",
    "one area": PICTURE.format(300, 400) + "<map name=m>" + AREA.format("0,0,9,9", "a1.html") + "</map><h2>第01版</h2>",
    "numbered pages of a list": '<a href="1.html">1</a> <a href="2.html">2</a> <a href="3.html">下一页</a> 版',
    "editions of a rule": '<a href="1.html">2019版</a> <a href="2.html">2021版</a>',
    "links elsewhere": '<a href="/a/01.html">第01版</a> <a href="/b/02.html">第02版</a>',
}


@pytest.mark.parametrize("body", NO_PAPERS.values(), ids=NO_PAPERS)
def test_no_newspaper(golden: Any, body: str) -> None:
    text = "<p>2026年8月9日</p><p>为进一步规范管理，现将有关事项通知如下，请认真贯彻执行。</p>"
    source = site(golden, index=html(body + text), a1=html(text), a2=html(text))
    found = find(source)
    assert found is None or found.name != "generic-site"


def test_page_labels_of_a_site_that_is_no_paper(golden: Any) -> None:
    """A handbook in numbered editions: labels enough, but nobody is a newspaper."""
    listed = '<a href="a1.html">第1版</a> <a href="a2.html">第2版</a><p>2026年8月9日</p>'
    source = site(golden, index=html(listed, "用户手册下载"), a1=html("<p>甲</p>"), a2=html("<p>乙</p>"))
    assert not GenericSite().sniff(source)


def test_one_saved_page_among_many_documents_does_not_take_them(golden: Any) -> None:
    page = html(PICTURE.format(300, 400) + MAP + "<h2>第01版 2026年8月9日</h2>")
    documents = {f"公文/{number}.html": html("<p>通知如下。</p>", "通知") for number in range(9)}
    source = golden.Source({"报纸/01.html": page, **documents}, "saved", is_tree=True)
    assert not GenericSite().sniff(source)


def test_without_a_day_nothing_is_guessed(golden: Any) -> None:
    source = golden.one_file(html(PICTURE.format(300, 400) + MAP + "<h2>第01版</h2>"), "p.html")
    assert not GenericSite().sniff(source)


def test_real_documents_and_portals_are_no_newspapers(golden: Any) -> None:
    folders = ("documents", "corpora/encodings", "epaper/portal", "hostile")
    files = [
        file
        for name in folders
        for file in golden.material(f"samples/{name}").rglob("*")
        if file.is_file() and "htm" in file.name
    ]
    assert files
    taken = [file.name for file in files if GenericSite().sniff(golden.one_file(file.read_bytes(), file.name))]
    assert taken == []


# ── portals and polygons ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_real_portal_by_pages(golden: Any) -> None:
    folder = golden.material("samples/epaper/portal/nbd-2026-09-28")
    [draft] = golden.read_all(golden.folder(folder), None, "portal")
    assert (draft.key.paper, str(draft.key.date)) == ("每日经济新闻", "2026-09-28")
    assert [(page.label, page.name) for page in draft.pages] == [("01", "封面"), ("02", "公司")]
    assert [article.content.title for article in draft.articles] == ["文章一", "文章二"]
    assert len(draft.missing) == 2


def test_a_real_portal_that_names_no_paper(golden: Any) -> None:
    source = golden.folder(golden.material("samples/epaper/portal/21jingji-2026-09-25"))
    with pytest.raises(UnreadableSourceError, match="没有写明报名"):
        golden.read_all(source, None, "portal")
    [draft] = golden.read_all(source, Hints({"paper": "21世纪经济报道"}), "portal")
    assert [(page.label, page.name) for page in draft.pages] == [("01", "头版"), ("02", "评论")]
    assert [article.content.title for article in draft.articles] == ["导读一", "评论一"]


def test_a_real_polygon(golden: Any) -> None:
    source = golden.folder(golden.material("samples/epaper/svg-polygon/sgcc"))
    with pytest.raises(UnreadableSourceError, match="没有写明日期"):
        golden.read_all(source, None, "svg-polygons")
    [draft] = golden.read_all(source, Hints({"date": "2025-06-13"}), "svg-polygons")
    [article] = draft.articles
    assert (draft.key.paper, article.content.title, article.own_id) == ("国家电网报", "绿能澎湃沃巴蜀", "746458")
    assert (article.pages[0].label, len(article.zones), draft.missing) == ("01", 1, ("con-746458.html",))


def test_polygons_without_a_drawing_of_their_own_follow_their_pages(golden: Any) -> None:
    polygons = "".join(
        f'<polygon points="0,0 9,0 9,{page + 5}" title="题{page}" data-pageid="{page}" data-contentid="{page}0">'
        f"</polygon>"
        for page in (3, 3, 4)
    )
    source = golden.one_file(html(polygons, "临岚电讯数字报 2026年6月13日"), "index.html")
    draft: DraftIssue
    [draft] = golden.read_all(source, Hints({"date": "2026-06-13"}), "svg-polygons")
    assert [page.label for page in draft.pages] == ["03", "04"]
    assert [(article.own_id, len(article.zones)) for article in draft.articles] == [("30", 2), ("40", 1)]


# ── the main text ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("markup", "begins"),
    [
        ("<div><a>一，二，三，四，五，六，七，八</a></div><div id=t><p>甲，乙。</p><p>丙丁戊己庚辛，壬癸子丑。</p></div>", "甲，乙。"),
        ("<table><tr><td>菜单</td><td>　　没有段落的正文，<br>第二行也是，第三行还是。</td></tr></table>", "没有段落的正文"),
        ("<div><p>正文第一段，长长的一句话写在这里。</p><p>第二段，也长，写在这里。</p></div><div>地址：某路，邮编</div>", "正文第一段"),
    ],
)  # fmt: skip
def test_the_main_part(markup: str, begins: str) -> None:
    root = fragment(f"<body>{markup}</body>")
    assert root is not None
    part = main_part(root)
    assert part is not None
    assert words_of(part).startswith(begins)


@pytest.mark.parametrize("markup", ["<p>短</p>", "<ul><li><a>很长的一条新闻标题，但只是链接，不是正文</a></ul>"])
def test_no_main_part(markup: str) -> None:
    root = fragment(f"<body>{markup}</body>")
    assert root is not None
    assert main_part(root) is None
