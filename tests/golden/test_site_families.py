"""The site families beside Founder (design/formats.md 2.C to 2.T): their oddities by name, on sites made here."""

from __future__ import annotations

import io
from typing import Any

import pytest

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.registry import FORMATS, find
from archive.formats.sites.generic import GenericSite
from archive.formats.sites.reader import SiteFormat
from archive.model import DraftArticle, DraftIssue, Paragraph

CASES = {
    "huaguang": "huaguang",
    "shtml": "shtml",
    "dated-html": "dated-html",
    "issue-mobile": "issue-file",
    "issue-plist": "issue-file",
    "issue-lists": "issue-file",
    "issue-q": "issue-file",
    "issue-read": "issue-file",
    "issue-headings": "issue-file",
    "founder-dated": "founder",
}
SIMPLIFIED = [case for case in CASES if case != "issue-headings"]
SET = Hints({"paper": "岚屿日报", "date": "2024-05-06"})
BOX = ((0.1, 0.1), (0.5, 0.1), (0.5, 0.5), (0.1, 0.5))


def picture(width: int, height: int) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("L", (width, height), 255).save(stream, "PNG")
    return stream.getvalue()


def html(body: str, title: str = "岚屿日报数字报") -> bytes:
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>".encode()


def read(golden: Any, files: dict[str, str | bytes], form: str, hints: Hints = SET) -> DraftIssue:
    data = {name: html(text) if isinstance(text, str) else text for name, text in files.items()}
    [draft] = golden.read_all(golden.Source(data, "site", is_tree=True), hints, form)
    return draft  # type: ignore[no-any-return]


def pages(draft: DraftIssue) -> list[tuple[str, str | None]]:
    return [(page.label, page.name) for page in draft.pages]


def titles(draft: DraftIssue) -> list[tuple[str, str]]:
    return [(article.content.title, article.pages[0].label) for article in draft.articles]


def texts(article: DraftArticle) -> list[str]:
    return [block.text for block in article.content.blocks if isinstance(block, Paragraph)]


# ── every family ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("case", CASES)
def test_no_other_family_takes_the_site(golden: Any, case: str) -> None:
    source = golden.case(case)
    takers = [form.name for form in FORMATS if isinstance(form, SiteFormat) and form.sniff(source)]
    assert [name for name in takers if name != GenericSite.name] == [CASES[case]]
    assert takers[0] == CASES[case]


@pytest.mark.parametrize("case", SIMPLIFIED)
@pytest.mark.parametrize(("encoding", "declared"), [("gb18030", "utf-8"), ("gb18030", "gb2312"), ("utf-8", "gb2312")])
def test_gbk_and_declarations_that_lie(golden: Any, case: str, encoding: str, declared: str) -> None:
    assert recoded(golden, case, encoding, declared) == recoded(golden, case, "utf-8", "utf-8")


@pytest.mark.parametrize("declared", ["big5", "utf-8"])
def test_big5_and_declarations_that_lie(golden: Any, declared: str) -> None:
    utf8 = recoded(golden, "issue-headings", "utf-8", "utf-8")
    assert recoded(golden, "issue-headings", "big5hkscs", declared) == utf8


def recoded(golden: Any, case: str, encoding: str, declared: str) -> list[dict[str, Any]]:
    source = golden.recoded(golden.case(case), encoding, declared)
    return [golden.as_json(draft) for draft in golden.read_all(source, None, CASES[case])]


@pytest.mark.parametrize(
    ("case", "path", "labels"),
    [
        ("huaguang", "content/20240506/PageA01TB.htm", ["01", "02", "A01"]),  # its list shows the others too
        ("shtml", "shtml/scwb/20240506/vA02.shtml", ["A02"]),
        ("dated-html", "wcrb/20240506/html/page_02.htm", ["A02-A03"]),
        ("issue-mobile", "sdrb/mobile/2024/20240506/20240506_m.html", ["01", "02", "03"]),
        ("issue-plist", "dwnb/2024/20240506/20240506_001.htm", ["01"]),
        ("issue-lists", "hckb/2024/05/06/page_detail_1_20240506A01.html", ["A01"]),
        ("issue-q", "Html/2024-05-06/Qpaper.html", ["A01"]),
        ("issue-headings", "index.html", ["A01", "A02", "B01"]),
    ],
)
def test_a_lone_page(golden: Any, case: str, path: str, labels: list[str]) -> None:
    name = path.rpartition("/")[2]
    source = golden.Source({name: golden.case(case).files[path]}, f"saved/{path}")
    [draft] = golden.read_all(source, None, CASES[case])
    assert [page.label for page in draft.pages] == labels
    assert str(draft.key.date) == "2024-05-06"
    assert draft.articles
    assert draft.missing


@pytest.mark.parametrize(
    ("case", "path", "paper", "page", "identity"),
    [
        ("huaguang", "content/20240506/Articel01002NR.htm", "岚屿日报", "01", "01002"),
        ("huaguang", "content/20240506/ArticelA01002TB.htm", "岚屿日报", "A01", "A01002"),
        ("shtml", "shtml/scwb/20240506/60101.shtml", "沙城晚报", None, "60101"),
        ("dated-html", "nmrb20240506/html/page_01_content_000.htm", "农民日报", "01", "01_content_000"),
        ("issue-plist", "nmrb-2024-05-06/20240506_001_1.htm", "农民日报", "01", "001_1"),
    ],
)
def test_a_lone_article(golden: Any, case: str, path: str, paper: str, page: str | None, identity: str) -> None:
    """Page and order from its name, the day from the folder it was saved in, the paper from its title or that folder."""
    name = path.rsplit("/", 1)[1]
    data = next(data for member, data in golden.case(case).files.items() if member.endswith(f"/{name}"))
    [draft] = golden.read_all(golden.Source({name: data}, f"saved/{path}"), None, "html-page")
    [article] = draft.articles
    assert (draft.key.kind.value, draft.key.paper, str(draft.key.date)) == ("newspaper", paper, "2024-05-06")
    assert (article.own_id, [ref.label for ref in article.pages]) == (identity, [page] if page else [])
    assert article.content.kicker or case == "huaguang"
    assert texts(article)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("12345.html", "<ul id=left-menu><li><a href=/html/news/20240506/12346.html>通知</a></ul><p>正文在此，全文如下。</p>"),
        ("60101.shtml", "<h1>通知</h1><div id=content_div><p>正文在此，全文如下。</p></div>"),
        ("t20240506_1234.html", "<h1>通知</h1><div id=zoom><p>正文在此，全文如下。</p></div>"),
        ("index.html", "<h3>2版本说明</h3><p><a href=a20240506.html>下载</a>正文在此，全文如下。</p>"),
        ("read.html", "<a href='read.jsp?m=i&id=1'>阅读</a><div id=article_content><p>正文在此，全文如下。</p></div>"),
    ],
)  # fmt: skip
def test_other_web_pages_are_no_papers(golden: Any, name: str, body: str) -> None:
    for source in (golden.one_file(html(body, "通知"), name), golden.Source({name: html(body, "通知")}, is_tree=True)):
        [draft] = golden.read_all(source, None, "html-page")
        assert draft.key.kind.value == "documents"


HUAGUANG = (
    "20240506/Page{n}BC.htm",
    "20240506/Articel{n}002NR.htm",
    "<ul id=newslist><li><a href={article}>潮信</a></ul>",
)
SHTML = (
    "shtml/lyrb/20240506/v{n}.shtml",
    "shtml/lyrb/20240506/7{n}.shtml",
    "<ul class=conMItemList><li><a href={article}>潮信</a></ul>",
)
DATED = (
    "lyrb/20240506/html/page_{n}.htm",
    "lyrb/20240506/html/page_{n}_content_000.htm",
    "<ul><li><a class=bmdh_con_a href={article}>潮信</a></ul>",
)


@pytest.mark.parametrize(
    ("form", "site", "listed"),
    [
        ("huaguang", HUAGUANG, "<div class=listdaohang><h4><a href={1}>01版：要闻</a></h4><ul></ul><h4><a href={2}>02版：海陆</a></h4><ul></ul></div>"),
        ("huaguang", HUAGUANG, "<div class=shijuedaohang><a href={1}><h4>01版：要闻</h4></a><a href={2}><h4>02版：海陆</h4></a></div>"),
        ("huaguang", HUAGUANG, "<ul class=gebanlist><li><a href={1}>01版：要闻</a><li><a href={2}>02版：海陆</a></ul>"),
        ("huaguang", HUAGUANG, "<div class=leftmenu><li><a href={1}>01版：要闻</a><li><a href={2}>02版：海陆</a></div>"),
        ("huaguang", HUAGUANG, "<a class=atitle href={1}>01版：要闻</a><a class=atitle href={2}>02版：海陆</a>"),
        ("huaguang", HUAGUANG, "<div class=banmianlist_box><a href={1}>01版：要闻</a><a href={2}>02版：海陆</a></div>"),
        ("shtml", SHTML, "<table><tr><td class=info3 onclick=\"gourl('{1}','_top')\">第01版：要闻</td><td class=info3 onclick=\"gourl('{2}','_top')\">第02版：海陆</td></table>"),
        ("shtml", SHTML, "<table><tr><td class=info3><a href={1}>第01版：要闻</a></td><td class=info3><a href={2}>第02版：海陆</a></td></table>"),
        ("shtml", SHTML, "<ul class=conRList><li><a href={1}>01版：要闻</a><li><a href={2}>02版：海陆</a></ul>"),
        ("shtml", SHTML, "<div class=idx_r><ul><li><a href={1}>01版：要闻</a><li><a href={2}>02版：海陆</a></ul></div>"),
        ("shtml", SHTML, "<div class=main_r><ul><li><a href=/about.shtml>关于</a></ul><ul><li><a href={1}>01版：要闻</a><li><a href={2}>02版：海陆</a></ul></div>"),
        ("shtml", SHTML, "<div class=title-text><a href={1}>01版：要闻</a><a href={2}>02版：海陆</a></div>"),
        ("dated-html", DATED, "<dl><dd class=sub1><a href={1}>01版：要闻</a><dd class=sub1><a href={2}>02版：海陆</a></dl>"),
    ],
)  # fmt: skip
def test_every_form_of_the_page_list(golden: Any, form: str, site: tuple[str, str, str], listed: str) -> None:
    page, article, entries = site
    first, second = (page.format(n=number) for number in ("01", "02"))
    nav = listed.replace("{1}", f"/{first}").replace("{2}", f"/{second}")
    files: dict[str, str | bytes] = {first: nav + entries.format(article=article.format(n="01").rpartition("/")[2])}
    draft = read(golden, files, form)
    assert (pages(draft), titles(draft)) == ([("01", "要闻")], [("潮信", "01")])
    assert draft.missing == (second, article.format(n="01"))


@pytest.mark.parametrize(
    ("form", "site", "body"),
    [
        ("huaguang", HUAGUANG, "<span id=contenttext>　　涨。<br>　　落。</span>"),
        ("huaguang", HUAGUANG, "<div class=contenttext><p>涨。</p><p>落。</p></div>"),
        ("shtml", SHTML, "<div id=art>　　涨。<br><br>　　落。</div>"),
        ("shtml", SHTML, "<div id=content_div><p>涨。</p><p>落。</p></div>"),
        ("shtml", SHTML, "<div><p class=detail-text>涨。</p><p class=detail-text>落。</p></div>"),
        ("shtml", SHTML, "<div id=copytext><p>涨。</p><p>落。</p></div>"),
        ("shtml", SHTML, "<div id=ozoom><founder-content><p>涨。</p><p>落。</p></founder-content></div>"),
        ("dated-html", DATED, "<div id=zoom>&nbsp;&nbsp;&nbsp;&nbsp;涨。<br>&nbsp;&nbsp;&nbsp;&nbsp;落。</div>"),
    ],
)
def test_every_form_of_the_body(golden: Any, form: str, site: tuple[str, str, str], body: str) -> None:
    """Bare text with line breaks, paragraphs without a container of their own, toolbars around."""
    page, article, entries = (part.replace("{n}", "01") for part in site)
    name = article.rpartition("/")[2]
    toolbar = "<p>字号：大 中 小</p><p>分享到</p>"
    files: dict[str, str | bytes] = {
        page: entries.format(article=name) + f"<a href=/{page}>返回首页</a>",
        article: f"<h1>潮信</h1>{toolbar}{body}{toolbar}",
    }
    [found] = read(golden, files, form).articles
    assert texts(found) == ["涨。", "落。"]


# ── Huaguang ───────────────────────────────────────────────────────────────────────────────────────────────────────


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


# ── shtml and dated html ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "link",
    [
        "href='#' onclick=\"gourl('/shtml/lyrb/20240506/{}','_top')\"",
        "href=\"javascript:window.open('/shtml/lyrb/20240506/{}','_self');\"",
        "onclick='return gourl(\"/shtml/lyrb/20240506/{}\")'",
        "href=/shtml/lyrb/20240506/{}?t=1",
        "href='..\\20240506\\{}'",
    ],
    ids=["gourl", "window-open", "other-quotes", "absolute-with-query", "backslashes"],
)
def test_addresses_in_scripts_and_from_the_root(golden: Any, link: str) -> None:
    nav = "".join(f"<li><a {link.format(f'v0{n}.shtml')}>第0{n}版 {name}</a>" for n, name in ((1, "要闻"), (2, "海陆")))
    body = f"<div class=pageNav><ul>{nav}</ul></div><div class=titleNav><ul><li><a {link.format('701.shtml')}>潮信</a></ul></div>"
    files: dict[str, str | bytes] = {
        "shtml/lyrb/20240506/v01.shtml": body,
        "shtml/lyrb/20240506/701.shtml": "<h1>潮信</h1><div id=content_div>　　涨。</div>",
    }
    draft = read(golden, files, "shtml")
    assert (pages(draft), titles(draft)) == ([("01", "要闻")], [("潮信", "01")])
    assert texts(draft.articles[0]) == ["涨。"]
    assert draft.missing == ("shtml/lyrb/20240506/v02.shtml",)


def test_the_index_is_the_first_page(golden: Any) -> None:
    """Without `v01.shtml` the index stands for it, at its place; beside it, it says nothing new."""
    files = dict(golden.case("shtml").files)
    both = read(golden, files, "shtml")
    del files["shtml/scwb/20240506/v01.shtml"]
    alone = read(golden, files, "shtml")
    assert pages(both) == pages(alone) == [("01", "要闻"), ("A02", "沙洲 生活")]
    assert both.left_out == alone.left_out == ()
    assert "shtml/scwb/20240506/v01.shtml" not in alone.missing


def test_a_large_picture_named_by_the_list(golden: Any) -> None:
    draft = read(golden, dict(golden.case("dated-html").files), "dated-html")
    names = {blob.sha256: blob.name.rsplit("/", 1)[1] for blob in draft.blobs}
    spread = draft.pages[1]
    assert spread.label == "A02-A03"
    assert (names[spread.preview or ""], names[spread.picture or ""]) == ("page_02.png", "page_02_h.png")
    assert spread.document is None


def test_the_mobile_twin_is_not_a_second_issue(golden: Any) -> None:
    files = dict(golden.case("dated-html").files)
    twin = "<div class=nav-items><div class=nav-panel-heading>第A01版：头条</div><ul class=nav-list-group><li><a href=m1.htm>雾中行船三十年</a></ul></div>"
    draft = read(golden, {**files, "wcrb/20240506/mhtml/index.htm": twin}, "dated-html")
    assert [page.label for page in draft.pages] == ["A01", "A02-A03"]
    assert draft.left_out == ("wcrb/20240506/mhtml/index.htm",)
    alone = read(golden, {"wcrb/20240506/mhtml/index.htm": twin}, "issue-file")
    assert titles(alone) == [("雾中行船三十年", "A01")]


def test_two_pages_of_one_label_in_one_list_are_both_kept(golden: Any) -> None:
    group = "<div class=nav-items><div class=nav-panel-heading>第2版：{0}</div><ul class=nav-list-group><li><a data-href={1}.htm>{0}</a></ul></div>"
    body = group.format("潮信", "a") + group.format("月出", "b")
    draft = read(golden, {"20240506/20240506_m.html": body}, "issue-file")
    assert titles(draft) == [("潮信", "02"), ("月出", "02B")]


# ── issues in one file ─────────────────────────────────────────────────────────────────────────────────────────────


def test_articles_without_links_are_counted(golden: Any) -> None:
    """农民日报: the n-th article's address is the page's with `_n`; by the paper's own definition."""
    areas = "<area shape=rect coords='20,30,100,150' title=早稻下田><area shape=rect coords='100,30,180,150' title=水渠通到村口>"
    files: dict[str, str | bytes] = {
        "nmrb/20240506/20240506_plist.htm": "<table><tr><td><span class=bancititle><a href=20240506_001.html>第一版：要闻</a></span></td></tr></table>",
        "nmrb/20240506/20240506_001.html": f"<img src=a.png width=200 height=300 usemap=#m><map name=m>{areas}</map>",
        "nmrb/20240506/20240506_001_2.htm": "<h1>水渠通到村口</h1><div id=zhenwenzone>　　渠长四里。</div>",
    }
    draft = read(golden, files, "issue-file", Hints())
    assert draft.key.paper == "岚屿日报"  # what the page says stands before whose folder it lies in
    assert titles(draft) == [("早稻下田", "01"), ("水渠通到村口", "01")]
    assert [article.zones[0].polygon[0] for article in draft.articles] == [(0.1, 0.1), (0.5, 0.1)]
    assert texts(draft.articles[1]) == ["渠长四里。"]
    assert "nmrb/20240506/20240506_001_1.htm" in draft.missing


def test_an_encoding_that_only_the_papers_definition_knows(golden: Any) -> None:
    plist = "<table><tr><td><span class=bancititle><a href=20240506_001.htm>第01版：要闻</a></span></td></tr></table>"
    page = "<meta charset=big5><img src=a.png usemap=#m><map name=m><area coords='1,1,9,9' href=20240506_001_1.htm title=早稻下田></map>"
    files: dict[str, str | bytes] = {
        "mag.fznews.com.cn/fzrb/20240506/20240506_plist.htm": f"<meta charset=big5>{plist}".encode("gb18030"),
        "mag.fznews.com.cn/fzrb/20240506/20240506_001.htm": page.encode("gb18030"),
    }
    draft = read(golden, files, "issue-file", Hints())
    assert (draft.key.paper, pages(draft), titles(draft)) == ("福州日报", [("01", "要闻")], [("早稻下田", "01")])


def test_groups_in_another_file_belong_to_the_pages_in_order(golden: Any) -> None:
    draft = read(golden, dict(golden.case("issue-lists").files), "issue-file")
    assert [label for _, label in titles(draft)] == ["A01", "A02", "A02"]
    assert draft.left_out == ()
    files = {name: data for name, data in golden.case("issue-lists").files.items() if "article_list" not in name}
    assert titles(read(golden, files, "issue-file")) == [("夜市搬到河东", "A01")]


def test_the_program_of_a_site_answers_by_what_follows_the_question_mark(golden: Any) -> None:
    renamed = {
        name.replace("@", "?").removesuffix(".html"): data for name, data in golden.case("issue-read").files.items()
    }
    for files in (renamed, dict(golden.case("issue-read").files)):
        draft = read(golden, files, "issue-file")
        assert pages(draft) == [("01", "要闻"), ("02", "综合")]
        assert texts(draft.articles[0]) == ["灯从桥头挂到桥尾。"]
        assert draft.missing == ("epaper/20240506/read.do?m=a&aid=902",)


def test_a_page_of_advertisements_has_no_articles(golden: Any) -> None:
    """香港: the first heading stands without links, where the whole page is one advertisement."""
    draft = read(golden, dict(golden.case("issue-headings").files), "issue-file")
    assert pages(draft)[0] == ("A01", "新聞")
    assert {label for _, label in titles(draft)} == {"A02", "B01"}


def test_pages_in_folders_of_their_own_are_one_issue(golden: Any) -> None:
    draft = read(golden, dict(golden.case("founder-dated").files), "founder")
    assert pages(draft) == [("A01", "要闻"), ("A02", "泉水")]


@pytest.mark.parametrize(
    "entry",
    [
        "<META HTTP-EQUIV='REFRESH' CONTENT='0; URL=20240506/Page01BC.htm'>",
        '<meta http-equiv="refresh" content="0;url=20240506/Page01BC.htm">',
        "<script>window.location.href='20240506/Page01BC.htm'</script>",
    ],
)
def test_the_entry_is_no_page_and_not_left_out(golden: Any, entry: str) -> None:
    page = "<div class=leftmenu><li><a href=Page01BC.htm>01版：要闻</a></div><ul id=newslist><li><a href=Articel01002BC.htm>潮信</a></ul>"
    files: dict[str, str | bytes] = {
        "PaperIndex.htm": f"<html><head>{entry}</head></html>".encode(),
        "20240506/Page01BC.htm": page,
    }
    draft = read(golden, files, "huaguang")
    assert (pages(draft), draft.left_out) == ([("01", "要闻")], ())


def test_an_entry_alone_is_refused_with_a_sentence(golden: Any) -> None:
    entry = b"<html><head><META HTTP-EQUIV='REFRESH' CONTENT='0; URL=Page01BC.htm'></head><body></body></html>"
    source = golden.Source({"20240506/IssueIndex.htm": entry}, is_tree=True)
    form = find(source)
    assert form is not None
    with pytest.raises(UnreadableSourceError):
        list(form.read(source, Hints()))


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
