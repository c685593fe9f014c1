"""Pages saved whole: MHT files, `X_files` folders under all their names; and files that are refused with advice."""

from __future__ import annotations

import io
import struct
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from archive.errors import UnreadableSourceError, UnsupportedSourceError
from archive.formats.base import Hints
from archive.formats.registry import find
from archive.importing import discover
from archive.model import Figure

CASES = Path(__file__).parent / "cases"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
PAGE = """<html><head><title>渡口通船_临岚在线</title></head><body><h1>渡口通船</h1><p>2025-12-30 来源：临岚在线</p>
<div class="article-content"><p>江面起雾，船工收缆，老渡口等来了新船。岸上的人说，三十年没有见过这样大的雾。</p>
{picture}<p>灯塔换了新灯，潮水如约而来，摆渡人把缆绳系在老桩上，等最后一班客人。</p></div></body></html>"""


# ── MHT ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def mht(
    page: bytes, charset: str, *parts: tuple[str, str, bytes], location: str = "http://llzx.example/2025/12/30/1.html"
) -> bytes:
    """Parts: Content-Location or `cid:…`, MIME type, bytes."""
    message = EmailMessage()
    message["Subject"] = "渡口"
    message.make_related()
    root = EmailMessage()
    root.set_content(page, "text", "html", cte="quoted-printable")
    root.set_param("charset", charset)
    root["Content-Location"] = location
    message.attach(root)
    for address, kind, data in parts:
        part = EmailMessage()
        part.set_content(data, *kind.split("/"), cte="base64")
        name, value = (
            ("Content-ID", f"<{address[4:]}>") if address.startswith("cid:") else ("Content-Location", address)
        )
        part[name] = value
        message.attach(part)
    return b"MIME-Version: 1.0\r\n" + message.as_bytes().replace(b"MIME-Version: 1.0\n", b"")


@pytest.mark.parametrize(("encoding", "charset"), [("utf-8", "utf-8"), ("gb18030", "gb2312"), ("big5", "big5")])
@pytest.mark.parametrize(
    ("src", "address"),
    [
        ("cid:pic@llzx", "cid:pic@llzx"),
        ("http://llzx.example/2025/12/30/a.png", "http://llzx.example/2025/12/30/a.png"),
        ("../30/a.png", "http://llzx.example/2025/12/30/a.png"),
        ("http://llzx.example/pic.ashx?id=2&amp;w=3", "http://llzx.example/pic.ashx?id=2&w=3"),
    ],
)
def test_mht(golden: Any, encoding: str, charset: str, src: str, address: str) -> None:
    page = PAGE.format(picture=f'<img src="{src}">').encode(encoding, "xmlcharrefreplace")
    data = mht(page, charset, (address, "image/png", PNG), ("http://llzx.example/ad.html", "text/html", b"<p>ad</p>"))
    [draft] = golden.read_all(golden.one_file(data, "渡口.mht"), None, "mht")
    [article] = draft.articles
    assert (article.content.title, str(draft.key.date), draft.key.paper) == ("渡口通船", "2025-12-30", "临岚在线")
    [figure] = [block for block in article.content.blocks if isinstance(block, Figure)]
    assert next(blob.name for blob in draft.blobs) == "渡口.mht"
    assert [blob.data for blob in draft.blobs if blob.sha256 == figure.picture] == [PNG]
    assert article.original == draft.blobs[0].sha256
    assert len(draft.blobs) == 2
    assert "没有用到的部分：1 个" in draft.notes[-1]


def test_a_page_of_a_paper_saved_as_mht_keeps_its_zones(golden: Any) -> None:
    path = CASES / "founder-classic/html/2025-12/30"
    page = next(file for file in sorted(path.iterdir()) if file.name.startswith("node_"))
    [direct] = golden.read_all(golden.one_file(page.read_bytes(), page.name))
    data = mht(page.read_bytes(), "utf-8", location=f"http://ll.example/html/2025-12/30/{page.name}")
    [draft] = golden.read_all(golden.one_file(data, "版面.mhtml"), None, "mht")
    assert [article.zones for article in draft.articles] == [article.zones for article in direct.articles]
    assert any(article.zones for article in draft.articles)
    assert draft.key == direct.key
    assert {article.original for article in draft.articles} == {draft.blobs[0].sha256}
    assert {page.original for page in draft.pages} == {draft.blobs[0].sha256}


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n",
        b"MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--",
    ],
)
def test_mht_without_a_page(golden: Any, data: bytes) -> None:
    source = golden.one_file(data, "a.mht")
    form = find(source)
    assert form is not None
    with pytest.raises(UnreadableSourceError, match="MHT"):
        list(form.read(source, Hints()))


# ── “save page as, complete” ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("page", "folder", "link"),
    [
        ("渡口通船.htm", "渡口通船_files", "./%E6%B8%A1%E5%8F%A3%E9%80%9A%E8%88%B9_files/a.png"),
        ("渡口通船.html", "渡口通船.files", "渡口通船.files/a.png"),
        ("改过的名字.htm", "渡口通船_files", "./渡口通船_files/a.png"),
        ("改过的名字.htm", "Page01.files", "Page01.files\\a.png"),
    ],
)
def test_a_saved_page_finds_its_folder(golden: Any, tmp_path: Path, page: str, folder: str, link: str) -> None:
    for name, picture in ((page, link), ("另一页.htm", "x.png")):
        (tmp_path / name).write_text(PAGE.format(picture=f'<img src="{picture}">'), encoding="utf-8")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "a.png").write_bytes(PNG)
    (tmp_path / folder / "ad.htm").write_text("<html><body>广告框</body></html>", encoding="utf-8")
    [tree] = discover.sources(tmp_path)
    parts = {Path(part.name).name: part for part in discover.parts(tree)}
    assert set(parts) == {page, "另一页.htm"}
    assert parts[page].members == (page, f"{folder}/a.png", f"{folder}/ad.htm")
    [draft] = golden.read_all(parts[page], None, "html-page")
    [figure] = [block for block in draft.articles[0].content.blocks if isinstance(block, Figure)]
    assert figure.picture == next(blob.sha256 for blob in draft.blobs if blob.data == PNG)
    assert draft.missing == ()


def test_a_page_saved_from_word_is_read_whole(golden: Any) -> None:
    page = (
        "<html><head><meta name=Generator content='Microsoft Word 15'></head><body><div class=WordSection1>"
        "<p><img src='x.files/a.png'>通告</p><p>今日停渡。</p></div><div class=WordSection2><p>附表在后。</p></div></body></html>"
    )
    files = {"x.htm": page.encode(), "x.files/a.png": PNG}
    [draft] = golden.read_all(golden.Source(files, "x", is_tree=True), None, "html-page")
    texts = "".join(draft.articles[0].content.texts())
    assert "今日停渡。" in texts
    assert "附表在后。" in texts
    assert any(isinstance(block, Figure) and block.picture for block in draft.articles[0].content.blocks)


# ── refused ────────────────────────────────────────────────────────────────────────────────────────────────────────


def ole(*names: str) -> bytes:
    """An OLE file with nothing but a directory."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    entries = b""
    for name in ("Root Entry", *names):
        text = (name + "\0").encode("utf-16-le")
        entries += text.ljust(64, b"\0") + struct.pack("<H", len(text)) + bytes(62)
    return bytes(header) + entries.ljust(512, b"\0")


def zipped(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("通知.doc", ole("WordDocument"), ("DOC", "另存为 DOCX")),
        ("无名", ole("WordDocument"), ("DOC", "另存为 DOCX")),
        ("通知.wps", ole("WordDocument"), ("WPS 文字", "另存为 DOCX")),
        ("表.et", ole("Other"), ("WPS 表格", "XLSX")),
        ("讲稿.dps", ole("PowerPoint Document"), ("WPS 演示", "PDF")),
        ("锁.docx", ole("EncryptedPackage"), ("有密码", "没有密码的文件")),
        ("版.ceb", b"\x00\x01\x02CEB", ("CEB", "Apabi Reader", "打印成 PDF")),
        ("版.cebx", zipped("a"), ("CEBX", "打印成 PDF")),
        ("论文.caj", b"CAJ\x00\x01\x02\x03", ("CAJ", "打印成 PDF")),
        ("论文.kdh", b"KDH \x00\x01", ("KDH", "打印成 PDF")),
        ("论文.nh", b"\x01\x02\x03\x04\x05", ("NH", "打印成 PDF")),
        ("000001.pdg", b"HH\x02\x00\x00\x00", ("PDG", "打印成 PDF")),
        ("报.rar", b"Rar!\x1a\x07\x01\x00", ("RAR", "先解压")),
        ("报.7z", b"7z\xbc\xaf\x27\x1c\x00", ("7z", "先解压")),
        ("报.exe", b"MZ\x90\x00\x03\x00", ("程序", "解压")),
        ("稿.rtf", b"{\\rtf1\\ansi x}", ("RTF", "DOCX")),
        ("书.mobi", b"x" * 32 + bytes(28) + b"BOOKMOBI", ("Kindle", "EPUB")),
        ("讲稿.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml"), ("PowerPoint", "PDF")),
        ("稿.odt", zipped("mimetype", "content.xml"), ("OpenDocument", "DOCX")),
    ],
)
def test_refused_with_advice(golden: Any, name: str, data: bytes, words: tuple[str, ...]) -> None:
    source = golden.one_file(data, name)
    form = find(source)
    assert form is not None
    assert form.name == "refused"
    with pytest.raises(UnsupportedSourceError) as refused:
        list(form.read(source, Hints()))
    assert all(word in refused.value.reason for word in words)


@pytest.mark.parametrize("name", ["说明.doc", "HNA.txt", "BZh.txt", "通知.wps"])
def test_text_is_not_refused_for_its_name(golden: Any, name: str) -> None:
    found = find(golden.one_file("HN 今日渡口通船\n江面起雾。\n", name))
    assert found is None or found.name == "plain-text"


def test_words_in_bold_do_not_break_a_short_page(golden: Any) -> None:
    html = (
        "<html><head><title>渡口复航</title></head><body><h1>渡口复航</h1><p>停了三年的<b>渡口</b>今天复航，第一班船载着四十位老人。</p>"
        "<p><b>船老大</b>说，潮水是最好的钟表，人要跟着它走。</p></body></html>"
    )
    [draft] = golden.read_all(golden.one_file(html, "渡口.html"), None, "html-page")
    assert list(draft.articles[0].content.texts()) == [
        "停了三年的渡口今天复航，第一班船载着四十位老人。",
        "船老大说，潮水是最好的钟表，人要跟着它走。",
    ]
