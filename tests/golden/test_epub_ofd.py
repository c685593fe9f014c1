"""EPUB and OFD files of ours, built here."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.office.epub import Epub
from archive.formats.printed.ofd import Ofd
from archive.model import Certainty, Figure, PaperKind

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
CONTAINER = "<container><rootfiles><rootfile full-path='O/book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>"


def packed(parts: dict[str, str | bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


# ── EPUB ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def opf(title: str, items: dict[str, str], spine: list[str], *, metadata: str = "", ncx: str = "") -> str:
    nav, toc = "properties='nav'", "toc='ncx'"
    manifest = "".join(
        f"<item id='{name}' href='{href}' media-type='application/xhtml+xml' {nav if name == 'nav' else ''}/>"
        for name, href in items.items()
    )
    references = "".join(f"<itemref idref='{name}'/>" for name in spine)
    return (
        "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/' version='3.0'>"
        f"<metadata><dc:title>{title}</dc:title>{metadata}</metadata><manifest>{manifest}{ncx}</manifest>"
        f"<spine {toc if ncx else ''} page-progression-direction='rtl'>{references}</spine></package>"
    )


def xhtml(title: str, *paragraphs: str) -> str:
    body = "".join(text if text.startswith("<") else f"<p>{text}</p>" for text in paragraphs)
    return f"<html xmlns='http://www.w3.org/1999/xhtml'><head><title/></head><body><h1>{title}</h1>{body}</body></html>"


NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol>
<li><a href="s1.xhtml">第01版：要闻</a><ol><li><a href="text/a%201.xhtml">渡口通船</a></li><li><a href="text/b.xhtml#y">潮水如约</a></li>
<li><a href="text/b.xhtml#z">灯塔换灯</a></li></ol></li>
<li><a href="s2.xhtml">副刊</a><ol><li><a href="text/c.xhtml">江边小记</a></li><li><a href="text/gone.xhtml">不见的稿</a></li></ol></li>
</ol></nav></body></html>"""


def newspaper(**changes: str | bytes) -> dict[str, str | bytes]:
    items = {
        "nav": "nav.xhtml",
        "s1": "s1.xhtml",
        "a": "text/a%201.xhtml",
        "b": "text/b.xhtml",
        "c": "text/c.xhtml",
        "x": "extra.xhtml",
    }
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "O/book.opf": opf("临岚日报 2025-12-30", items, ["s1", "a", "b", "c", "x"]),
        "O/nav.xhtml": NAV,
        "O/s1.xhtml": xhtml("要闻", "<ul><li>渡口通船</li></ul>"),
        "O/text/a 1.xhtml": xhtml(
            "渡口通船",
            "本报记者 沈望潮",
            "<div class='calibre_navbar'><p>| 下一项 | 主菜单 |</p></div>",
            "江面起雾。",
            "<img src='../图.png'/>",
            "<img src='../lost.jpg'/>",
        ),
        "O/text/b.xhtml": xhtml(
            "合版", "<div><h2 id='y'>潮水如约</h2><p>八月十八。</p></div>", "<h2 id='z'>灯塔换灯</h2>", "灯亮了。"
        ),
        "O/text/c.xhtml": "<html><body><h1>江边小记</h1><p>风&nbsp;起<p>云涌</body></html>",
        "O/extra.xhtml": xhtml("广告", "目录里没有我。"),
        "O/图.png": PNG,
        **changes,
    }


def read(golden: Any, parts: dict[str, str | bytes], form: str = "epub", name: str = "a.epub") -> Any:
    [draft] = golden.read_all(golden.one_file(packed(parts), name), None, form)
    return draft


def test_level_one_is_a_page_and_level_two_an_article(golden: Any) -> None:
    draft = read(golden, newspaper())
    assert (draft.key.kind, draft.key.paper, str(draft.key.date)) == (PaperKind.NEWSPAPER, "临岚日报", "2025-12-30")
    assert [(page.label, page.name) for page in draft.pages] == [("01", "要闻"), ("02", "副刊")]
    assert [(article.content.title, article.pages[0].label) for article in draft.articles] == [
        ("渡口通船", "01"), ("潮水如约", "01"), ("灯塔换灯", "01"), ("江边小记", "02"),
    ]  # fmt: skip
    assert draft.whole
    assert {article.certainty for article in draft.articles} == {Certainty.SURE}


def test_articles_of_one_file_are_parted_at_their_fragments(golden: Any) -> None:
    first, second = read(golden, newspaper()).articles[1:3]
    assert list(first.content.texts())[-1] == "八月十八。"
    assert list(second.content.texts()) == ["灯亮了。"]


def test_pictures_navigation_bars_and_loose_html(golden: Any) -> None:
    draft = read(golden, newspaper())
    content = draft.articles[0].content
    assert content.byline == "本报记者 沈望潮"
    assert "主菜单" not in "".join(content.texts())
    assert [block.picture for block in content.blocks if isinstance(block, Figure)] == [draft.blobs[1].sha256, None]
    assert draft.missing == ("不见的稿", "../lost.jpg")
    assert "目录里没有，没有收入：O/extra.xhtml" in draft.notes
    assert list(draft.articles[3].content.texts()) == ["风 起", "云涌"]  # not well-formed XML


def test_an_ordinary_book_is_a_collection_and_unsure(golden: Any) -> None:
    items = {"a": "text/a%201.xhtml", "c": "text/c.xhtml", "g": "gone.xhtml"}
    parts = newspaper(
        **{"O/book.opf": opf("江上散记", items, ["a", "c", "a", "g"], metadata="<dc:date>2021</dc:date>")}
    )
    draft = read(golden, parts)
    assert (draft.key.kind, draft.key.paper, str(draft.key.date), draft.unsure) == (
        PaperKind.DOCUMENTS,
        "江上散记",
        "2021",
        True,
    )
    assert [article.content.title for article in draft.articles] == ["渡口通船", "江边小记"]
    assert draft.missing == ("gone.xhtml", "../lost.jpg")
    assert "书脊里重复引用 1 次，只收一次：O/text/a 1.xhtml" in draft.notes


def test_the_contents_of_older_books_are_read_too(golden: Any) -> None:
    ncx = (
        "<ncx xmlns='http://www.daisy.org/z3986/2005/ncx/'><navMap><navPoint><navLabel><text>要闻</text></navLabel>"
        "<content src='s1.xhtml'/><navPoint><navLabel><text>渡口通船</text></navLabel><content src='text/a%201.xhtml'/>"
        "</navPoint></navPoint></navMap></ncx>"
    )
    item = "<item id='ncx' href='toc.ncx' media-type='application/x-dtbncx+xml'/>"
    metadata = "<meta name='calibre:publication_type' content='periodical:newspaper:临岚'/><dc:date>2025-12-30T00:00:00</dc:date>"
    items = {"s1": "s1.xhtml", "a": "text/a%201.xhtml"}
    book = opf("临岚新闻 [周二]", items, ["s1", "a"], metadata=metadata, ncx=item)
    draft = read(golden, newspaper(**{"O/book.opf": book, "O/toc.ncx": ncx}))
    assert [(page.label, page.name) for page in draft.pages] == [("01", "要闻")]
    assert [article.content.title for article in draft.articles] == ["渡口通船"]
    assert str(draft.key.date) == "2025-12-30"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"META-INF/container.xml": "<container/>"}, "内容清单"),
        ({"META-INF/container.xml": "<contai"}, "container.xml"),
        ({"O/book.opf": "<package>"}, "XML 已损坏"),
        ({"O/book.opf": "<package/>"}, "没有正文"),
        (
            {"META-INF/encryption.xml": "<encryption><EncryptedData><EncryptionMethod Algorithm='http://www.w3.org/2001/04/xmlenc#aes128-cbc'/></EncryptedData></encryption>"},
            "版权保护",
        ),
        ({"../out.xhtml": "x"}, "越界"),
    ],
)  # fmt: skip
def test_books_that_cannot_be_read_say_why(golden: Any, change: dict[str, str | bytes], reason: str) -> None:
    with pytest.raises(UnreadableSourceError, match=reason):
        list(Epub().read(golden.one_file(packed(newspaper(**change)), "a.epub"), Hints()))


# ── OFD ────────────────────────────────────────────────────────────────────────────────────────────────────────────

NS = "xmlns:ofd='http://www.ofdspec.org/2016'"


def line(text: str, x: float, y: float, size: float = 5.6, *, deltas: str | None = None, extra: str = "") -> str:
    """A text object whose baseline is `y` millimetres below the page's top."""
    deltas = " ".join(str(size / 2 if char.isascii() else size) for char in text[:-1]) if deltas is None else deltas
    return (
        f"<ofd:TextObject Boundary='{x} {y - size} 190 {size * 1.2}' Size='{size}' {extra}>"
        f"<ofd:TextCode X='0' Y='{size}' DeltaX='{deltas}'>{text}</ofd:TextCode></ofd:TextObject>"
    )


def ofd(*pages: str, more: str = "", root: str = "") -> dict[str, str | bytes]:
    listed = "".join(f"<ofd:Page ID='{n}' BaseLoc='Pages/Page_{n}/Content.xml'/>" for n in range(len(pages)))
    return {
        "OFD.xml": f"<ofd:OFD {NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{root}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
        f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{more}</ofd:Document>",
        **{
            f"Doc_0/Pages/Page_{n}/Content.xml": f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"
            for n, page in enumerate(pages)
        },
    }


LETTER = (
    line("临岚市水务局文件", 45, 50, 14)
    + line("临水发〔2025〕17号", 75, 70)
    + line("关于做好冬季渡口巡查的通知", 50, 90, 8)
    + line("各区水务站：", 20, 110)
    + line("为保证今冬渡口的安全，经研究决定，自即日起对各渡口开展巡", 31.2, 120)
    + line("查。各站要摸清渡船与船工的底数，逐个登记，不留空白，发现隐患", 20, 128)
    + line("立即停渡，并在当日十七时以前把情况报到局里，由局里统一安排检", 20, 136)
    + line("修。现通知如下。", 20, 144)
    + line("一、总体要求", 31.2, 152)
    + line("渡船必须在每日开航以前检查缆绳、救生衣与灯火，由船工与站长两", 31.2, 160)
    + line("人签字。", 20, 168)
    + line("临岚市水务局", 130, 240)
    + line("2025年12月3日", 130, 250)
    + line("— 1 —", 100, 285, 4)
)


def test_an_official_ofd(golden: Any) -> None:
    parts = ofd(LETTER, root="<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>")
    draft = read(golden, parts, "ofd", "通知.ofd")
    content = draft.articles[0].content
    assert (draft.key.kind, draft.key.paper, str(draft.key.date)) == (PaperKind.DOCUMENTS, "临岚市水务局", "2025-12-03")
    assert content.fields["发文字号"] == "临水发〔2025〕17号"
    texts = list(content.texts())
    assert texts[1].startswith("为保证今冬渡口的安全，经研究决定，自即日起对各渡口开展巡查。各站要")
    assert texts[1].endswith("由局里统一安排检修。现通知如下。")
    assert texts[2] == "一、总体要求"
    assert set(draft.notes) == {"电子签章没有核验，也没有画出", "去掉了页码：1 处"}


def test_a_page_of_a_paper_has_words_with_boxes(golden: Any) -> None:
    page = line("渡口通船", 20, 40, 12) + line("江面起雾船工收缆", 20, 60) + line("AB灯", 20, 70, deltas="2.8 2.8")
    draft = read(golden, ofd(page), "ofd", "llrb2025123003.ofd")
    assert (draft.key.kind, str(draft.key.date)) == (PaperKind.NEWSPAPER, "2025-12-30")
    [drawn] = draft.pages
    assert (drawn.label, drawn.picture) == ("03", None)
    words = {word.text: word for word in drawn.words}
    title = words["渡口通船"]
    assert (title.left, title.right) == (pytest.approx(20 / 210, abs=1e-4), pytest.approx(68 / 210, abs=1e-4))
    assert title.top < 40 / 297 < title.bottom
    assert {"AB", "灯"} <= set(words)  # a new run where the script changes
    assert draft.articles[0].certainty is Certainty.UNSURE
    assert any("没有画出" in note for note in draft.notes)


@pytest.mark.parametrize(
    ("extra", "left"), [("CTM='2 0 0 2 0 0'", 20 / 210), ("CTM='1 0 0 1 10 0'", 30 / 210), ("Visible='false'", None)]
)
def test_matrix_and_visibility(golden: Any, extra: str, left: float | None) -> None:
    page = line("渡口", 20, 40, extra=extra) + line("潮水涨落", 20, 100)
    words = {word.text: word for word in read(golden, ofd(page), "ofd", "llrb2025123003.ofd").pages[0].words}
    assert ("渡口" in words) == (left is not None)
    if left is not None:
        assert words["渡口"].left == pytest.approx(left, abs=1e-4)


@pytest.mark.parametrize(
    "deltas", ["g 2 5.6", "5.6 5.6", "g 1 5.6 5.6", "g 99999999999 5.6", "g", "x y", "1e308 1e308"]
)
def test_steps_between_characters(golden: Any, deltas: str) -> None:
    page = line("渡口船", 20, 40, deltas=deltas) + line("潮水涨落", 20, 100)
    draft = read(golden, ofd(page), "ofd", "llrb2025123003.ofd")
    assert all(
        0 <= value <= 1 for word in draft.pages[0].words for value in (word.left, word.top, word.right, word.bottom)
    )
    assert "渡口船" in "".join(word.text for word in draft.pages[0].words) or "e308" in deltas


def test_missing_pages_and_attachments_are_named(golden: Any) -> None:
    parts = ofd(LETTER, LETTER, more="<ofd:Attachments>Attachs.xml</ofd:Attachments>")
    del parts["Doc_0/Pages/Page_1/Content.xml"]
    parts["Doc_0/Attachs.xml"] = f"<ofd:Attachments {NS}><ofd:Attachment Name='名单.xlsx'/></ofd:Attachments>"
    draft = read(golden, parts, "ofd", "通知.ofd")
    assert draft.missing == ("Pages/Page_1/Content.xml",)
    assert "附件没有取出：名单.xlsx" in draft.notes


@pytest.mark.parametrize(
    ("parts", "reason"),
    [({"OFD.xml": "<OFD/>"}, "没有页面"), ({"OFD.xml": "<OF"}, "已损坏"), (ofd("<ofd:PathObject/>"), "没有文字")],
)
def test_ofd_that_cannot_be_read(golden: Any, parts: dict[str, str | bytes], reason: str) -> None:
    with pytest.raises(UnreadableSourceError, match=reason):
        list(Ofd().read(golden.one_file(packed(parts), "a.ofd"), Hints()))


@settings(max_examples=60)
@given(st.data())
def test_any_damage_has_one_outcome(golden: Any, data: st.DataObject) -> None:
    form, parts = data.draw(st.sampled_from([(Epub(), newspaper()), (Ofd(), ofd(LETTER))]))
    name = data.draw(st.sampled_from(sorted(parts)))
    content = parts[name]
    content = content.encode() if isinstance(content, str) else content
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    damaged = content[:start] + data.draw(st.sampled_from([b"", b"<", b"&x;", b"\xff\x00", b"' id='"])) + content[end:]
    source = golden.one_file(packed({**parts, name: damaged}), "a")
    form.sniff(source)
    try:
        assert all(draft.key.paper for draft in form.read(source, Hints()))
    except UnreadableSourceError as error:
        assert error.reason  # noqa: PT017 - any error of this kind will do
