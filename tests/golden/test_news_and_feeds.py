"""Agencies' XML and feeds kept as files, written by us."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.registry import find
from archive.formats.web.feed_file import FeedFile
from archive.formats.web.news_xml import NewsXml
from archive.model import Figure, Heading, ListBlock, PaperKind, Paragraph, Table

NITF = """<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE nitf SYSTEM "nitf.dtd" [<!ENTITY boom "x">]>
<nitf><head><title>备用题</title><docdata><doc-id id-string="LL-7"/><date.issue norm="20251230T101500+0800"/></docdata>
<pubdata type="{kind}" name="临岚日报" date.publication="20251230" position.sequence="A02"/></head><body>
<body.head><hedline><hl1>渡口通船</hl1><hl2>三十年的灯火</hl2></hedline><byline>沈望潮<byttl>本报记者</byttl></byline>
<distributor>临岚通讯社</distributor><dateline><location>临岚</location></dateline><abstract><p>老渡口有了新船。</p></abstract></body.head>
<body.content><p>江面&boom;起雾。</p><hl2>灯塔</hl2><block><p>灯亮了。</p></block>
<media media-type="image"><media-reference source="a.jpg"/><media-caption>新船靠岸</media-caption><media-producer>江一帆 摄</media-producer></media>
<table><tr><td>渡口</td><td>船</td></tr><tr><td>东渡</td><td>2</td></tr></table><ul><li>早班</li><li>晚班</li></ul></body.content>
<body.end><tagline>（完）</tagline></body.end></body></nitf>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gb18030"])
def test_nitf(golden: Any, encoding: str) -> None:
    data = NITF.format(encoding=encoding, kind="web").encode("gb18030" if encoding.startswith("gb") else encoding)
    [draft] = golden.read_all(golden.one_file(data, "a.xml"), None, "news-xml")
    [article] = draft.articles
    content = article.content
    assert (draft.key.kind, draft.key.paper, str(draft.key.date)) == (PaperKind.DOCUMENTS, "临岚通讯社", "2025-12-30")
    assert (content.title, content.subtitle, content.byline) == ("渡口通船", "三十年的灯火", "沈望潮, 本报记者")
    assert (content.dateline, content.fields, article.own_id) == ("临岚", {"摘要": "老渡口有了新船。"}, "LL-7")
    assert content.blocks == (
        Paragraph("江面起雾。"),
        Heading(3, "灯塔"),
        Paragraph("灯亮了。"),
        Figure(None, "新船靠岸", "江一帆 摄"),
        Table((("渡口", "船"), ("东渡", "2"))),
        ListBlock(("早班", "晚班")),
        Paragraph("（完）"),
    )
    assert draft.missing == ("a.jpg",)


def test_nitf_of_a_printed_page_is_a_newspaper_article(golden: Any) -> None:
    [draft] = golden.read_all(golden.one_file(NITF.format(encoding="utf-8", kind="print"), "a.xml"), None, "news-xml")
    assert (draft.key.kind, draft.key.paper) == (PaperKind.NEWSPAPER, "临岚日报")
    assert [page.label for page in draft.pages] == ["A02"]


G2 = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="g:1"><itemMeta><itemClass qcode="ninat:text"/><provider literal="ll"><name>临岚社</name></provider>
<versionCreated>2025-12-30T09:00:00+08:00</versionCreated></itemMeta><contentMeta><headline>渡口通船</headline><by>沈望潮</by></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns=""><body><body.content><p>江面起雾。</p></body.content></body></nitf></inlineXML>
</contentSet></newsItem>
<newsItem guid="g:2"><itemMeta><itemClass qcode="ninat:picture"/><provider literal="临岚社"/><versionCreated>2025-12-30</versionCreated></itemMeta>
<contentMeta><headline>新船</headline><creditline>临岚社</creditline><description role="drol:caption">新船靠岸</description></contentMeta>
<contentSet><remoteContent href="a.jpg"/><remoteContent href="a_small.jpg"/></contentSet></newsItem>
<newsItem guid="g:3"><itemMeta/><contentMeta/><contentSet><inlineData contenttype="text/plain">第一行，
接着写。

   第二段。</inlineData></contentSet></newsItem></itemSet></newsMessage>"""


def test_g2_text_picture_and_plain_lines(golden: Any) -> None:
    drafts = golden.read_all(golden.one_file(G2, "a.xml"), None, "news-xml")
    assert [draft.articles[0].content.title for draft in drafts] == ["渡口通船", "新船", "第一行， 接着写。"]
    assert [draft.articles[0].content.blocks for draft in drafts] == [
        (Paragraph("江面起雾。"),), (Figure(None, "新船靠岸", "临岚社"),), (Paragraph("第一行， 接着写。"), Paragraph("第二段。")),
    ]  # fmt: skip
    assert [draft.missing for draft in drafts] == [(), ("a.jpg",), ()]
    assert drafts[2].notes == ("稿件没有写明日期",)


def test_newsml_1(golden: Any) -> None:
    text = """<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>ll.example</ProviderId><DateId>20251230</DateId>
    <NewsItemId>n1</NewsItemId></NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>渡口通船</HeadLine>
    <SubHeadLine>灯火</SubHeadLine><ByLine>沈望潮</ByLine></NewsLines><ContentItem><DataContent><html><body><p>江面起雾。</p></body></html>
    </DataContent></ContentItem><ContentItem Href="a.jpg"/></NewsComponent></NewsItem></NewsML>"""
    [draft] = golden.read_all(golden.one_file(text, "a.xml"), None, "news-xml")
    content = draft.articles[0].content
    assert (content.title, content.subtitle, content.byline, str(draft.key.date)) == (
        "渡口通船",
        "灯火",
        "沈望潮",
        "2025-12-30",
    )
    assert content.blocks == (Paragraph("江面起雾。"), Figure(None))
    assert draft.missing == ("a.jpg",)


# ── feeds ──────────────────────────────────────────────────────────────────────────────────────────────────────────

RSS = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>{title}</title>
<item><title>渡口&amp;通船</title><link>http://ll.example/1</link><guid>1</guid><dc:creator>沈望潮</dc:creator><category>要闻</category>
<pubDate>Tue, 30 Dec 2025 23:30:00 -0800</pubDate><description>只是摘要</description>
<content:encoded><![CDATA[<p>江面&nbsp;起雾。</p><p><img src="http://ll.example/a.jpg"/></p><script>x()</script><p>灯亮了。</p>]]></content:encoded></item>
<item><title>灯塔</title><pubDate>2025-12-31 08:00</pubDate><description>&lt;p&gt;灯亮了。&lt;/p&gt;</description></item>
<item><title>潮水</title><pubDate>某日</pubDate><description>第一行
第二行</description></item><item><title>空条</title></item><item/></channel></rss>"""


@pytest.mark.parametrize(
    ("encoding", "codec"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("GBK", "gb18030"), ("big5", "utf-8")]
)
def test_rss(golden: Any, encoding: str, codec: str) -> None:
    data = RSS.format(encoding=encoding, title="临岚日报 - 要闻").encode(codec)
    drafts = golden.read_all(golden.one_file(data, "feed.xml"), None, "feed")
    assert [(draft.key.kind.value, draft.key.paper, str(draft.key.date)) for draft in drafts] == [
        ("newspaper", "临岚日报", "2025-12-30"), ("newspaper", "临岚日报", "2025-12-31"), ("documents", "临岚日报", "None"),
    ]  # fmt: skip
    first = drafts[0].articles[0]
    assert (first.content.title, first.content.byline, first.own_id) == ("渡口&通船", "沈望潮", "1")
    assert first.content.blocks == (Paragraph("江面 起雾。"), Figure(None), Paragraph("灯亮了。"))
    assert first.content.fields == {"网址": "http://ll.example/1", "栏目": "要闻"}
    assert [list(article.content.texts()) for article in drafts[2].articles] == [["第一行", "第二行"], []]
    assert drafts[2].notes == (
        "日期看不懂：1 条（第 3 条）", "只有标题，没有正文：1 条（第 4 条）", "没有日期：1 条（第 4 条）", "没有标题也没有正文：1 条（第 5 条）",
    )  # fmt: skip


def test_atom_with_its_kinds_of_content(golden: Any) -> None:
    text = """<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title type="html">水务公告 &lt;b&gt;全文&lt;/b&gt;</a:title>
    <a:entry><a:title>甲</a:title><a:id>urn:1</a:id><a:published>2025-12-30T01:00:00Z</a:published><a:author><a:name>水务局</a:name></a:author>
    <a:link rel="self" href="x"/><a:link href="http://ll.example/2"/>
    <a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2>停渡</h2><p>今日停渡。</p></div></a:content></a:entry>
    <a:entry><a:title>乙</a:title><a:updated>2025-12-30T02:00:00Z</a:updated><a:content type="html">&lt;p&gt;复航。&lt;/p&gt;</a:content></a:entry></a:feed>"""
    [draft] = golden.read_all(golden.one_file(text, "a.atom"), None, "feed")
    assert (draft.key.kind, draft.key.paper, str(draft.key.date)) == (
        PaperKind.DOCUMENTS,
        "水务公告 全文",
        "2025-12-30",
    )
    one, two = draft.articles
    assert one.content.blocks == (Heading(2, "停渡"), Paragraph("今日停渡。"))
    assert (one.content.byline, one.own_id, one.content.fields) == ("水务局", "urn:1", {"网址": "http://ll.example/2"})
    assert two.content.blocks == (Paragraph("复航。"),)


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_goes(golden: Any) -> None:
    text = "<rss><channel><title>水务公告</title><item><title>甲&nbsp;乙 & 丙</title><description>文。</description></item><item><title>断"
    [draft] = golden.read_all(golden.one_file(text, "a.xml"), None, "feed")
    assert draft.articles[0].content.title.startswith("甲 乙")


@pytest.mark.parametrize("text", ["<rss/>", "<feed></feed>", "<root><item/></root>"])
def test_other_xml_is_no_feed(golden: Any, text: str) -> None:
    assert find(golden.one_file(text, "a.xml")) is None


def test_a_feed_without_items_says_so(golden: Any) -> None:
    with pytest.raises(UnreadableSourceError, match="条目"):
        list(FeedFile().read(golden.one_file("<rss><channel><title>x</title></channel></rss>"), Hints()))


@settings(max_examples=80)
@given(st.data())
def test_any_damage_has_one_outcome(golden: Any, data: st.DataObject) -> None:
    form, text = data.draw(
        st.sampled_from(
            [
                (NewsXml(), NITF.format(encoding="utf-8", kind="print")),
                (NewsXml(), G2),
                (FeedFile(), RSS.format(encoding="gbk", title="报")),
            ]
        )
    )
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))
    damaged = text[:start] + data.draw(st.sampled_from(["", "<", "&x;", "]]>", "\0", "<p>" * 300])) + text[end:]
    source = golden.one_file(damaged, "a.xml")
    form.sniff(source)
    try:
        assert all(draft.key.paper for draft in form.read(source, Hints()))
    except UnreadableSourceError as error:
        assert error.reason  # noqa: PT017 - any error of this kind will do
