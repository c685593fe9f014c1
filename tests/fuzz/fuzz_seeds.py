"""What fuzzing starts from: something whole for every importer, all of it written by us."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive.errors import UnreadableSourceError

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "golden" / "cases"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_LINES = (
    "临岚市水务局文件",
    "临水发〔2025〕17号",
    "关于做好冬季渡口巡查的通知",
    "各区水务站：",
    "一、总体要求",
    "2025年12月3日",
)
_NITF = """<?xml version="1.0"?><nitf><head><docdata><doc-id id-string="LL-7"/><date.issue norm="20251230"/></docdata>
<pubdata type="print" name="临岚日报" date.publication="20251230" position.sequence="A02"/></head><body><body.head>
<hedline><hl1>渡口通船</hl1><hl2>三十年的灯火</hl2></hedline><byline>沈望潮</byline></body.head><body.content><p>江面起雾。</p>
<media media-type="image"><media-reference source="a.jpg"/><media-caption>新船靠岸</media-caption></media>
<table><tr><td>渡口</td></tr></table><ul><li>早班</li></ul></body.content></body></nitf>"""
_RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>临岚日报</title><item><title>渡口通船</title>
<link>http://llrb.example/1</link><pubDate>Tue, 30 Dec 2025 10:15:00 +0800</pubDate><description>&lt;p&gt;江面起雾。&lt;/p&gt;</description>
</item><item><title>灯塔换灯</title><guid>2</guid></item></channel></rss>"""
_ALTO = """<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit>
<sourceImageInformation><fileName>临岚日报-2025-12-30-01.png</fileName></sourceImageInformation></Description><Layout>
<Page ID="P1" WIDTH="1000" HEIGHT="1400"><PrintSpace HPOS="0" VPOS="0" WIDTH="1000" HEIGHT="1400"><TextBlock ID="B1" HPOS="10" VPOS="20"
WIDTH="500" HEIGHT="60"><TextLine HPOS="10" VPOS="20" WIDTH="500" HEIGHT="30"><String CONTENT="渡口" HPOS="10" VPOS="20" WIDTH="60"
HEIGHT="30"/><SP/><String CONTENT="通船" HPOS="80" VPOS="20" WIDTH="60" HEIGHT="30" SUBS_TYPE="HypPart1"
SUBS_CONTENT="通船了"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"""
_METS = """<?xml version="1.0"?><mets:mets xmlns:mets="http://www.loc.gov/METS/" xmlns:mods="http://www.loc.gov/mods/v3"
xmlns:xlink="http://www.w3.org/1999/xlink"><mets:dmdSec ID="D0"><mets:mdWrap><mets:xmlData><mods:mods><mods:titleInfo><mods:title>临岚日报
</mods:title></mods:titleInfo><mods:originInfo><mods:dateIssued>2025-12-30</mods:dateIssued></mods:originInfo></mods:mods></mets:xmlData>
</mets:mdWrap></mets:dmdSec><mets:fileSec><mets:fileGrp USE="Fulltext"><mets:file ID="alto1"><mets:FLocat LOCTYPE="URL"
xlink:href="0001.xml"/></mets:file></mets:fileGrp><mets:fileGrp USE="Master"><mets:file ID="img1"><mets:FLocat LOCTYPE="URL"
xlink:href="0001.png"/></mets:file></mets:fileGrp></mets:fileSec><mets:structMap TYPE="LOGICAL"><mets:div ID="i" TYPE="ISSUE" DMDID="D0">
<mets:div ID="a1" TYPE="ARTICLE" LABEL="渡口"/></mets:div></mets:structMap><mets:structMap TYPE="PHYSICAL"><mets:div TYPE="physSequence">
<mets:div ID="p1" TYPE="page" ORDER="1" ORDERLABEL="第A03版：海岛"><mets:fptr FILEID="alto1"/><mets:fptr FILEID="img1"/><mets:div ID="pa1"
TYPE="pagearea"><mets:fptr><mets:area FILEID="img1" SHAPE="RECT" COORDS="9,9,500,90"/></mets:fptr><mets:fptr><mets:area FILEID="alto1"
BETYPE="IDREF" BEGIN="B1" END="B1"/></mets:fptr></mets:div></mets:div></mets:div></mets:structMap><mets:structLink><mets:smLinkGrp>
<mets:smLocatorLink xlink:href="#a1" xlink:label="l-a1"/><mets:smLocatorLink xlink:href="#pa1" xlink:label="l-pa1"/><mets:smArcLink
xlink:from="l-a1" xlink:to="l-pa1"/></mets:smLinkGrp></mets:structLink></mets:mets>"""
_HOCR = """<html><head><meta name="ocr-system" content="x"/><title>临岚日报2025-12-30</title></head><body><div class="ocr_page"
title='image "p.png"; bbox 0 0 1000 1400; ppageno 0'><p class="ocr_par"><span class="ocr_line" title="bbox 10 20 500 60">
<span class="ocrx_word" title="bbox 10 20 60 60; x_wconf 90">渡口</span></span></p></div></body></html>"""
_PROSE = "江面起雾，船工收缆，老渡口等来了新船。岸上的人说，三十年没有见过这样大的雾，灯塔的光只照得见一半航道。"
_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
_MHT = (
    'MIME-Version: 1.0\r\nSubject: x\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html;'
    " charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: http://llrb.example/2025-12/30/1.html\r\n\r\n"
    "<html><title>渡口通船_临岚日报</title><h1>渡口通船</h1><p>2025年12月30日 江面起雾，老渡口有了新船，两岸的人都来看。</p>"
    '<img src="cid:p"></html>\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <p>\r\n\r\n'
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgAAAAAgAB4iG8MwAAAABJRU5ErkJggg==\r\n--b--\r\n"
)


def packed(members: Mapping[str, str] | Mapping[str, bytes]) -> bytes:
    """A zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def _docx() -> bytes:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in _LINES)
    table = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>东渡</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f"<Relationships><Relationship Id='a' Type='{_RELATION}/officeDocument' Target='word/document.xml'/></Relationships>",
            "word/_rels/document.xml.rels": f"<Relationships><Relationship Id='n' Type='{_RELATION}/numbering' Target='numbering.xml'/></Relationships>",
            "word/numbering.xml": f"<w:numbering {_W}><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
            "<w:numFmt w:val='chineseCounting'/><w:lvlText w:val='%1、'/></w:lvl></w:abstractNum><w:num w:numId='1'>"
            "<w:abstractNumId w:val='0'/></w:num></w:numbering>",
            "word/document.xml": f"<w:document {_W}><w:body>{paragraphs}<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>"
            f"</w:pPr><w:r><w:t>逐个登记</w:t></w:r></w:p>{table}</w:body></w:document>",
        }
    )


def _xlsx() -> bytes:
    rows = (("报纸", "日期", "标题", "正文"), ("临岚日报", "2025-12-30", "渡口通船", "江面起雾。"))
    cells = "".join(
        f'<row r="{at}">'
        + "".join(f'<c r="{"ABCD"[n]}{at}" t="inlineStr"><is><t>{text}</t></is></c>' for n, text in enumerate(row))
        + "</row>"
        for at, row in enumerate(rows, 1)
    )
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r" Type="{_RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_RELATION}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{cells}</sheetData></worksheet>',
        }
    )


def _ofd() -> bytes:
    texts = "".join(
        f"<ofd:TextObject Boundary='20 {40 + 10 * n} 190 8' Size='6'><ofd:TextCode X='0' Y='6' DeltaX='g {len(line) - 1} 6'>{line}</ofd:TextCode></ofd:TextObject>"
        for n, line in enumerate(_LINES)
    )
    return packed(
        {
            "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            "</ofd:CommonData><ofd:Pages><ofd:Page ID='1' BaseLoc='Pages/1.xml'/></ofd:Pages></ofd:Document>",
            "Doc_0/Pages/1.xml": f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer>{texts}</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )


def _epub() -> bytes:
    page = "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>{0}</h1><p>江面起雾。</p></body></html>"
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container><rootfiles><rootfile full-path='book.opf' media-type='application/oebps-package+xml'/></rootfiles></container>",
            "book.opf": "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>临岚日报 2025-12-30"
            "</dc:title></metadata><manifest><item id='n' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/><item id='a' href='a.xhtml'"
            " media-type='application/xhtml+xml'/></manifest><spine><itemref idref='a'/></spine></package>",
            "nav.xhtml": "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops'><body><nav epub:type='toc'><ol><li>"
            "<span>第01版：要闻</span><ol><li><a href='a.xhtml'>渡口通船</a></li></ol></li></ol></nav></body></html>",
            "a.xhtml": page.format("渡口通船"),
        }
    )


def _pdf() -> bytes:
    """A page with some lines and a table of references, as plainly as a PDF can be written."""
    lines = b"".join(
        b"1 0 0 1 60 %d Tm (Ferry runs again, line %d of the page) Tj " % (700 - 20 * n, n) for n in range(12)
    )
    content = b"BT /F 12 Tf " + lines + b"ET"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    written = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(written)
    return written + b"xref\n0 6\n0000000000 65535 f \n" + table + trailer


@dataclass(frozen=True)
class Seed:
    """Something whole that an importer reads: one file, or a tree of them."""

    name: str
    files: dict[str, bytes]
    is_tree: bool

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(sorted(self.files))

    def size(self, member: str) -> int:
        return len(self.files[member])

    def read(self, member: str) -> bytes:
        if member not in self.files:
            raise UnreadableSourceError(self.name, "没有这个文件")
        return self.files[member]

    def open(self, member: str) -> BinaryIO:
        return io.BytesIO(self.read(member))


def seeds() -> Iterator[Seed]:
    """Files and folders; at least one for every importer."""
    written = {
        "通知.docx": _docx(),
        "表.xlsx": _xlsx(),
        "通知.ofd": _ofd(),
        "报.epub": _epub(),
        "页.mht": _MHT.encode(),
        "稿.xml": _NITF.encode(),
        "源.xml": _RSS.encode(),
        "页.alto.xml": _ALTO.encode(),
        "页.hocr": _HOCR.encode(),
        "20251230-A02-03.txt": f"\n渡口通船\n\n{_PROSE}\n{_PROSE}\n".encode(),
        "临岚日报20251230第01版.pdf": _pdf(),
        "稿.jsonl.gz": gzip.compress(
            '{"paper":"临岚日报","date":"2025-12-30","title":"渡口通船","text":"江面起雾。"}\n'.encode()
        ),
        "页.json": '[{"标题":"渡口通船","正文":"江面起雾。","日期":"2025-12-30","报纸":"临岚日报"}]'.encode(),
    }
    for name, data in written.items():
        yield Seed(name, {name: data}, is_tree=False)
    for folder in sorted(CASES.iterdir()):
        files = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != "expected.json"
        }
        yield Seed(folder.name, files, is_tree=len(files) > 1)
        for name, data in files.items():
            if name.endswith(".html") and len(data) < 20_000:
                yield Seed(Path(name).name, {Path(name).name: data}, is_tree=False)
                break
    paper = ROOT / "resources" / "samples" / "llrb"
    files = {path.relative_to(paper).as_posix(): path.read_bytes() for path in sorted(paper.rglob("*.htm"))}
    yield Seed("llrb", files, is_tree=True)
    yield Seed("mets", {"mets.xml": _METS.encode(), "0001.xml": _ALTO.encode(), "0001.png": _PNG}, is_tree=True)
    scans = {f"临岚日报/20251230/A0{n}.png": _PNG for n in range(1, 4)}
    yield Seed("scans", scans, is_tree=True)


QUERIES = (
    '渡口 通船 OR "江面 起雾" -灯塔', "标题：渡口 AND (作者：沈望潮 OR 版：A02) NOT 正文：雾", "渡口 ~5 灯塔 ~段 船",
    "日期：2025-12-30..2026-03-03 报纸：临岚日报", "最近三个月 去年 二〇二五年十二月", "三十年 30年 3?船 灯*塔 “渡口＊船”",
    "1,234.5 １２３ 一百二十三万 99999999999999999999", "';DROP TABLE articles;-- \" OR 1=1 \\' %_", "((((((((((渡口", "日期：99999999天",
)  # fmt: skip
"""What somebody may type."""
