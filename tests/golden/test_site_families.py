"""The site families beside Founder (design/formats.md 2.C to 2.T): what holds for every one of them."""

from __future__ import annotations

from typing import Any

import pytest
from invented_sites import html, pages, read, texts, titles

from archive.formats.registry import FORMATS
from archive.formats.sites.generic import GenericSite
from archive.formats.sites.reader import SiteFormat

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
