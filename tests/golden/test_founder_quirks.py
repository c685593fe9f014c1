"""The oddities of Founder's sites (design/formats.md 2.A, 2.B and 3), each by its name, on sites made here."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.sites.families import Founder
from archive.model import DraftArticle, DraftIssue, Figure, Paragraph

CASES = Path(__file__).parent / "cases"
TEMPLATES = (
    "founder-classic", "founder-b-table", "founder-b-list", "founder-b2",
    "founder-new", "founder-a1", "founder-a2", "founder-a3", "founder-a4", "founder-a6",
)  # fmt: skip
DAY = "html/2024-05/06"
LIST = "<a id=pageLink href=node_1.htm>第01版：要闻</a><a id=pageLink href=node_2.htm>第02版：副刊</a>"


def picture(width: int, height: int) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(stream, "PNG")
    return stream.getvalue()


def html(body: str, title: str = "临岚日报--数字报") -> bytes:
    return f"<html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>".encode()


def page(areas: str, *, listed: str = "", size: str = "width=200 height=300", more: str = "") -> bytes:
    return html(
        f"<map name=PagePicMap>{areas}</map><img src=../../../images/01_b.png {size} usemap=#PagePicMap>"
        f"<div class=banci>第01版：<strong>要闻</strong></div><div class=title><ul>{listed}</ul></div>{more}"
    )


def entry(number: int, title: str) -> str:
    return f"<li><a href=content_{number}.htm><div id=mp{number}>{title}</div></a>"


def article(body: str, head: str = "<h1>潮信</h1>", comment: str = "") -> bytes:
    return html(f"{head}<div id=ozoom>{body}</div>{comment}", "潮信")


def read(golden: Any, files: dict[str, bytes], hints: Hints | None = None) -> DraftIssue:
    source = golden.Source({f"{DAY}/{name}" if "/" not in name else name: data for name, data in files.items()})
    source.is_tree = True
    [draft] = golden.read_all(source, hints, "founder")
    return draft  # type: ignore[no-any-return]


def read_one(golden: Any, body: bytes, *, title: str = "潮信") -> DraftArticle:
    area = '<area shape=rect coords="10,10,90,90" href=content_1.htm>'
    files = {"node_1.htm": page(area, listed=entry(1, title)), "content_1.htm": body}
    [found] = read(golden, files).articles
    return found


def texts(found: DraftArticle) -> list[str]:
    return [block.text for block in found.content.blocks if isinstance(block, Paragraph)]


# ── encodings: the truth of the bytes beats what the file says ─────────────────────────────────────────────────────


@pytest.mark.parametrize("case", TEMPLATES)
@pytest.mark.parametrize(("encoding", "declared"), [("gb18030", "utf-8"), ("gb18030", "gb2312"), ("utf-8", "gb2312")])
def test_every_template_in_gbk_and_with_lying_declarations(
    golden: Any, case: str, encoding: str, declared: str
) -> None:
    assert transcoded(golden, case, encoding, declared) == transcoded(golden, case, "utf-8", "utf-8")


@pytest.mark.parametrize("case", ["founder-b-list", "founder-new"])
def test_traditional_papers_in_big5(golden: Any, case: str) -> None:
    assert transcoded(golden, case, "big5hkscs", "big5") == transcoded(golden, case, "utf-8", "utf-8")


def transcoded(golden: Any, case: str, encoding: str, declared: str) -> list[dict[str, Any]]:
    """A template's files in another encoding, as JSON without what only their bytes decide."""
    source = golden.recoded(golden.case(case), encoding, declared)
    return [golden.as_json(draft) for draft in golden.read_all(source, None, "founder")]


# ── zones ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def zones(golden: Any, areas: str, size: str, natural: tuple[int, int] | None = None) -> list[tuple[Any, ...]]:
    files = {"node_1.htm": page(areas, size=size)}
    if natural:
        files["images/01_b.png"] = picture(*natural)
    return [zone.polygon for found in read(golden, files).articles for zone in found.zones]


BOX = ((0.1, 0.1), (0.5, 0.1), (0.5, 0.5), (0.1, 0.5))


@pytest.mark.parametrize(
    ("areas", "size", "natural"),
    [
        ('<area shape=rect coords="20,30,100,150" href=content_1.htm>', "width=200 height=300", (400, 600)),
        ('<Area shape="polygon" coords="20,30,100,30,100,30,100,150,20,150" href=content_1.htm>', "width=200 height=300", None),
        ('<area shape=polygon coords="20.0,30.00,100.0,30,100,150.0,20,150" href=content_1.htm>', "style='width:200px;height:300px'", None),
        ('<area shape=rect coords="20,30,100,150" url=content_1.htm>', "", (200, 300)),
        ("""<area shape=rect coords="20,30,100,150" onclick="go('content_1.htm?div=0','_top')">""", "", (200, 300)),
        ('<area shape=rect coords="40,60,200,300" href=content_1.htm>', "width=200 height=200", (400, 600)),
        ('<area shape=rect coords="35,55,175,275" href=content_1.htm>', "", None),
    ],
    ids=["rect-shown-size", "polygon-repeated-vertex", "decimals-style-size", "url-attribute", "onclick", "px-of-the-file", "no-picture"],
)  # fmt: skip
def test_zone_forms(golden: Any, areas: str, size: str, natural: tuple[int, int] | None) -> None:
    assert zones(golden, areas, size, natural) == [BOX]


def test_percent_coordinates(golden: Any) -> None:
    areas = '<area shape=rect coords="10,10,50,50" href=content_1.htm><area shape=rect coords="0,50,99,99" href=content_2.htm>'
    assert zones(golden, areas, "width=400 height=575")[0] == BOX


def test_div_twins_are_one_article_with_two_areas(golden: Any) -> None:
    areas = '<area shape=rect coords="20,30,100,150" href="content_1.htm?div=0"><area shape=rect coords="0,0,200,300" href="content_1.htm?div=-1">'
    [found] = read(golden, {"node_1.htm": page(areas, listed=entry(1, "潮信"))}).articles
    assert len(found.zones) == 2


def test_zones_stay_inside_the_page(golden: Any) -> None:
    areas = '<area shape=polygon coords="-9,-9,5000,-9,5000,9000,-9,9000" href=content_1.htm>'
    [polygon] = zones(golden, areas, "width=200 height=300")
    assert {value for point in polygon for value in point} == {0.0, 1.0}


# ── links and files ────────────────────────────────────────────────────────────────────────────────────────────────


def test_backslashes_and_other_case_in_addresses(golden: Any) -> None:
    body = page("", listed=entry(1, "潮信")).replace(b"../../../images/01_b.png", rb"..\..\..\Images\01_B.PNG")
    draft = read(golden, {"node_1.htm": body, "images/01_b.png": picture(200, 300)})
    assert draft.pages[0].preview
    assert "01_B" not in " ".join(draft.missing)


@pytest.mark.parametrize(
    ("small", "best"),
    [
        ("x_b.png", "x.png"), ("x_brief.png", "x.png"), ("x_s.png", "x.png"), ("b_x.png", "x.png"), ("m_x.png", "x.png"),
        ("x.png.2", "x.png"), ("x.png.2", "x.png.1"), ("x.png.1", "x.png"),
    ],
)  # fmt: skip
def test_small_picture_for_the_zones_full_one_to_look_at(golden: Any, small: str, best: str) -> None:
    body = page("", listed=entry(1, "潮信")).replace(b"01_b.png", small.encode())
    files = {"node_1.htm": body, f"images/{small}": picture(20, 30), f"images/{best}": picture(40, 60)}
    draft = read(golden, files)
    names = {blob.sha256: blob.name for blob in draft.blobs}
    assert names[draft.pages[0].preview or ""] == f"images/{small}"
    assert names[draft.pages[0].picture or ""] == f"images/{best}"


def test_headlines_of_other_pages_and_other_days_are_not_this_pages_articles(golden: Any) -> None:
    box = "<div class=today><a href=content_2.htm>副刊一则</a></div><div class=foot><a href=../../../html/2011-03/02/content_9.htm>关于我们</a></div>"
    first = page('<area shape=rect coords="0,0,9,9" href=content_1.htm>', listed=entry(1, "潮信"), more=box + LIST)
    second = page("", listed=entry(2, "副刊一则"), more=LIST).replace(
        "第01版：<strong>要闻".encode(), "第02版：<strong>副刊".encode()
    )
    draft = read(golden, {"node_1.htm": first, "node_2.htm": second})
    assert [(found.own_id, found.pages[0].label) for found in draft.articles] == [("1", "01"), ("2", "02")]


def test_a_chain_of_next_pages_that_loops_is_not_followed(golden: Any) -> None:
    loop = "<a class=preart href=node_1.htm>下一版</a>"
    draft = read(golden, {"node_1.htm": page("", listed=entry(1, "潮信"), more=loop)})
    assert [found.label for found in draft.pages] == ["01"]


def test_page_list_twice_and_query_and_dot_slash_are_one_page(golden: Any) -> None:
    twice = LIST + "<table><tr><td><a href=./node_1.htm?v=1>第01版：要闻</a></td></tr></table>"
    draft = read(golden, {"node_1.htm": page("", listed=entry(1, "潮信"), more=twice)})
    assert [found.label for found in draft.pages] == ["01"]
    assert [name for name in draft.missing if "node" in name] == [f"{DAY}/node_2.htm"]


@pytest.mark.parametrize(
    ("printed", "label"),
    [("第2-3版：跨版", "02-03"), ("第0607版：跨版", "06-07"), ("第05-08版：特刊", "05-08"), ("(GA01) 封面", "GA01"), ("JSA01：江苏", "JSA01"),
     ("第A06、A07版：都市", "A06-A07"), ("第 1 版：头版", "01"), ("A01： 头版", "A01")],
)  # fmt: skip
def test_labels(golden: Any, printed: str, label: str) -> None:
    listed = f"<a id=pageLink href=node_1.htm>{printed}</a>"
    draft = read(golden, {"node_1.htm": page("", listed=entry(1, "潮信"), more=listed)})
    assert [found.label for found in draft.pages] == [label]


def test_a_label_that_two_pages_bear_loses_neither(golden: Any) -> None:
    twice = LIST.replace("第02版", "第01版")
    files = {f"node_{n}.htm": page("", listed=entry(n, "潮信"), more=twice) for n in (1, 2)}
    draft = read(golden, files)
    assert [found.label for found in draft.pages] == ["01", "01B"]
    assert any("第01B版" in note for note in draft.notes)


def test_date_in_the_path_against_the_date_inside(golden: Any) -> None:
    comment = (
        "<!--enpproperty <founder-date>2024-05-07 00:00:00</founder-date><founder-type>2</founder-type> /enpproperty-->"
    )
    draft = read(golden, {"node_1.htm": page("", listed=entry(1, "潮信"), more=comment)})
    assert str(draft.key.date) == "2024-05-07"
    assert any("2024-05-06" in note for note in draft.notes)
    assert [found.content.title for found in draft.articles] == ["潮信"]


def test_a_date_that_the_user_sets_loses_no_article(golden: Any) -> None:
    files = {"node_1.htm": page("", listed=entry(1, "潮信"))}
    draft = read(golden, files, Hints({"date": "2024-05-08"}))
    assert (str(draft.key.date), len(draft.articles)) == ("2024-05-08", 1)


def test_paper_named_only_by_its_articles(golden: Any) -> None:
    body = html("<div class=title><ul>" + entry(1, "潮信") + "</ul></div>" + LIST, "首页")
    comment = "<!--enpproperty <title>潮信</title><nodesearchname>临岚日报</nodesearchname>/enpproperty-->"
    draft = read(golden, {"node_1.htm": body, "content_1.htm": article("<p>涨。</p>", comment=comment)})
    assert draft.key.paper == "临岚日报"


# ── titles and text ────────────────────────────────────────────────────────────────────────────────────────────────


def test_line_breaks_of_a_headline_stay(golden: Any) -> None:
    assert read_one(golden, article("<p>涨。</p>", "<h1>潮<br>信</h1>"), title="潮信").content.title == "潮\n信"


@pytest.mark.parametrize(
    "title", ["广告", "公告", "报头", "本版责编：江潮", "责任编辑 江潮", "本版编辑：江潮", "版式设计：江潮"]
)
def test_not_articles(golden: Any, title: str) -> None:
    area = '<area shape=rect coords="10,10,90,90" href=content_1.htm>'
    draft = read(golden, {"node_1.htm": page(area, listed=entry(1, title) + entry(2, "潮信"))})
    assert [found.content.title for found in draft.articles] == ["潮信"]
    assert any("不算稿件" in note for note in draft.notes)


def test_picture_zones_are_articles_without_text(golden: Any) -> None:
    found = read_one(golden, article("<img src=p.png>", "<h1>图片新闻</h1>"), title="图片新闻")
    assert [type(block) for block in found.content.blocks] == [Figure]


def test_toolbar_noise_and_the_copy_for_copying(golden: Any) -> None:
    body = "<p>放大 缩小 默认</p><p>　　潮涨。</p><p>【打印】 上一篇 下一篇</p><!-- 以下是供复制全文用 --><p>潮涨。</p>"
    assert texts(read_one(golden, article(body))) == ["潮涨。"]


def test_paragraphs_by_no_break_spaces_only(golden: Any) -> None:
    body = "&nbsp;&nbsp;&nbsp;&nbsp;潮涨。&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;潮落。<br>　　月出。"
    assert texts(read_one(golden, article(body))) == ["潮涨。", "潮落。", "月出。"]


def test_entities_escaped_twice(golden: Any) -> None:
    assert texts(read_one(golden, article("<p>&amp;ldquo;潮&amp;rdquo;与 A&amp;B</p>"))) == ["“潮”与 A&B"]


def test_rare_characters_as_little_pictures_keep_their_alt(golden: Any) -> None:
    assert texts(read_one(golden, article("<p>渔民<img src=/tplimg/a.gif alt=㞧>说</p>"))) == ["渔民㞧说"]


@pytest.mark.parametrize(
    ("head", "kicker", "subtitle", "byline"),
    [
        ("<h3>海上</h3><h1>潮信</h1><h2>八月</h2><h4>江潮</h4>", "海上", "八月", "江潮"),
        ("<h3>海上</h3><h1>潮信</h1><h3>八月</h3>", "海上", "八月", None),
        ("<div class=content><h3>海上</h3><h2>潮信</h2><h4>八月</h4></div>", "海上", "八月", None),
        ("<h1>潮信</h1><h4>本报记者 江潮</h4>", None, None, "本报记者 江潮"),
        ("<h1 class=logo>临岚日报</h1><div><h1>潮信</h1><h2>八月</h2></div>", None, "八月", None),
        ("<p id=PreTitle>海上</p><h2 id=Title>潮信</h2><p id=SubTitle>八月</p><div id=Author>江潮</div>", "海上", "八月", "江潮"),
        ("<table class=wz><tr valign=top><td>海上</td></tr><tr valign=top><td>潮信</td></tr><tr valign=top><td>八月</td></tr><tr valign=top><td>本报记者 江潮</td></tr></table>", "海上", "八月", "本报记者 江潮"),
        ("<table><tr><td class=font02>海上<tr><td class=font01>潮信<tr><td class=font02>八月</table>", "海上", "八月", None),
        ("<table><tr><td class=bt2></td></tr><tr><td class=bt1>潮信</td></tr><tr><td class=bt2>八月</td></tr></table>", None, "八月", None),
        ("<h2 class=leading_title>海上</h2><div class=article><h1>潮信</h1></div>", "海上", None, None),
    ],
    ids=["h3-h1-h2-h4", "h3-h1-h3", "h3-h2-h4", "author-in-h4", "heading-of-the-site", "PreTitle", "wz-rows", "font02-01-02", "bt2-bt1-bt2", "leading-title"],
)  # fmt: skip
def test_head_by_place(golden: Any, head: str, kicker: str | None, subtitle: str | None, byline: str | None) -> None:
    content = read_one(golden, article("<p>涨。</p>", head)).content
    assert (content.title, content.kicker, content.subtitle, content.byline) == ("潮信", kicker, subtitle, byline)


def test_an_author_in_h4_is_no_subtitle(golden: Any) -> None:
    listed = "<div id=titleList><a href=nw.D110000llrb_20240506_1-01.htm>潮信</a></div><a href=nbs.D110000llrb_01.htm>第01版</a>"
    head = html("<div class=article><h1>潮信</h1><h4>江潮</h4></div><div id=ozoom><p>涨。</p></div>")
    draft = read(golden, {"nbs.D110000llrb_01.htm": html(listed), "nw.D110000llrb_20240506_1-01.htm": head})
    [content] = [found.content for found in draft.articles]
    assert (content.subtitle, content.byline) == (None, "江潮")


@pytest.mark.parametrize(
    "comment",
    [
        "<founder-title>潮信</founder-title><founder-introtitle>海上</founder-introtitle><founder-subtitle>八月</founder-subtitle><founder-author>江潮</founder-author>",
        "<founder-title><![CDATA[潮信]]></founder-title><founder-introtitle><![CDATA[海上]]></founder-introtitle><founder-subtitle>八月</founder-subtitle><founder-author>江潮</founder-author>",
        "<title><p>潮信</p></title><introtitle><p>海上</p></introtitle><subtitle><p>八月</p></subtitle><author>江潮</author>",
    ],
    ids=["classic", "cdata", "cms"],
)
def test_the_comment_speaks_before_the_layout(golden: Any, comment: str) -> None:
    body = article(
        "<p>涨。</p>", "<h3>别的</h3><h1>潮信</h1><h2>另一个</h2>", f"<!--enpproperty {comment}/enpproperty-->"
    )
    content = read_one(golden, body).content
    assert (content.title, content.kicker, content.subtitle, content.byline) == ("潮信", "海上", "八月", "江潮")


def test_the_bodys_marker_in_a_comment_is_not_the_body(golden: Any) -> None:
    comment = "<!--enpproperty <founder-content>摘要</founder-content><founder-type>1</founder-type>/enpproperty-->"
    assert texts(read_one(golden, article("<p>涨。</p>", comment=comment))) == ["涨。"]


# ── whole trees ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_ten_years_are_read_issue_by_issue(golden: Any) -> None:
    """When the first issue comes out, of the later ones at most the next one's page files were touched."""
    files: dict[str, bytes] = {}
    for day in range(1, 9):
        folder = f"html/2024-05/{day:02}"
        files[f"{folder}/node_1.htm"] = page("", listed=entry(day, "潮信"))
        files[f"{folder}/content_{day}.htm"] = article("<p>涨。</p>")

    class Counting(golden.Source):  # type: ignore[misc,name-defined]
        touched: list[str] = []  # noqa: RUF012

        def read(self, member: str) -> bytes:
            self.touched.append(member)
            return super().read(member)  # type: ignore[no-any-return]

    source = Counting(files, "site", is_tree=True)
    drafts: Iterator[DraftIssue] = Founder().read(source, Hints())
    assert str(next(drafts).key.date) == "2024-05-01"
    assert {name for name in source.touched if "/2024-05/0" in name} <= {
        f"{DAY[:-2]}{day}/{name}" for day, name in (("01", "node_1.htm"), ("01", "content_1.htm"), ("02", "node_1.htm"))
    }
    assert [str(draft.key.date)[-2:] for draft in drafts] == [f"{day:02}" for day in range(2, 9)]


def test_a_lone_page_may_be_packed(golden: Any) -> None:
    packed = gzip.compress(page("", listed=entry(1, "潮信")))
    [draft] = golden.read_all(golden.one_file(packed, "node_1.htm.gz"), Hints({"date": "2024-05-06"}), "founder")
    assert [found.content.title for found in draft.articles] == ["潮信"]


def test_two_systems_in_one_tree(golden: Any) -> None:
    old = {
        f"old/{name}": data
        for name, data in golden.folder(CASES / "founder-b2").files.items()
        if "expected" not in name
    }
    new = {
        f"new/{name}": data
        for name, data in golden.folder(CASES / "founder-a6").files.items()
        if "expected" not in name
    }
    drafts = golden.read_all(golden.Source(old | new, "two", is_tree=True), None, "founder")
    assert [(draft.key.paper, len(draft.articles)) for draft in drafts] == [("澜江日报", 2), ("临川日报", 2)]
    assert drafts[-1].left_out == ()


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(TEMPLATES), st.randoms(use_true_random=False))
def test_broken_variants_have_one_clear_outcome(golden: Any, case: str, random: Any) -> None:
    files = {name: data for name, data in golden.folder(CASES / case).files.items() if name != "expected.json"}
    for name in random.sample(sorted(files), k=min(3, len(files))):
        files[name] = broken(files[name], random)
    source = golden.Source(files, case, is_tree=True)
    form = Founder()
    form.sniff(source)
    try:
        for draft in form.read(source, Hints({"paper": "临岚日报", "date": "2024-05-06"})):
            points = [point for found in draft.articles for zone in found.zones for point in zone.polygon]
            assert all(0 <= value <= 1 for point in points for value in point)
    except UnreadableSourceError as error:
        assert error.reason  # noqa: PT017 - any error of this kind will do


def broken(data: bytes, random: Any) -> bytes:
    """Cut off, with tags dropped, with attributes swapped, or with bytes changed."""
    kind = random.randrange(4)
    if kind == 0:
        return data[: random.randrange(len(data) + 1)]
    if kind == 1:
        return re.sub(rb"<[^>]*>", lambda tag: b"" if random.random() < 0.3 else tag[0], data)
    if kind == 2:
        names = [b"href", b"src", b"id", b"class", b"coords", b"usemap"]
        return re.sub(rb"\b(?:href|src|id|class|coords|usemap)\b", lambda _: random.choice(names), data)
    noisy = bytearray(data)
    for _ in range(len(noisy) // 50):
        noisy[random.randrange(len(noisy))] = random.randrange(256)
    return bytes(noisy)
