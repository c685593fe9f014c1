"""DOCX files of ours, built here: what stands on the page is what is read."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.office.word_numbering import written
from archive.model import Figure, Heading, PaperKind, Paragraph, Table

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082"
)
LEVELS = (("chineseCountingThousand", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%3."))
NUMBERING = (
    f"<w:numbering {W}><w:abstractNum w:abstractNumId='0'>"
    + "".join(
        f"<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='{kind}'/><w:lvlText w:val='{text}'/>"
        f"<w:suff w:val='nothing'/></w:lvl>"
        for n, (kind, text) in enumerate(LEVELS)
    )
    + "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
    "<w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
    "</w:num></w:numbering>"
)
STYLES = (
    f"<w:styles {W}><w:style w:styleId='1'><w:name w:val='heading 1'/></w:style>"
    "<w:style w:styleId='T'><w:name w:val='Title'/><w:pPr><w:jc w:val='center'/></w:pPr></w:style>"
    "<w:style w:styleId='S'><w:name w:val='Subtitle'/></w:style>"
    "<w:style w:styleId='C'><w:name w:val='caption'/></w:style>"
    "<w:style w:styleId='N'><w:name w:val='编号'/><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    "</w:styles>"
)


def p(
    text: str = "", *, style: str = "", level: int | None = None, num: int = 1, centre: bool = False, raw: str = ""
) -> str:
    settings = f"<w:pStyle w:val='{style}'/>" if style else ""
    if level is not None:
        settings += f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{num}'/></w:numPr>"
    settings += "<w:jc w:val='center'/>" if centre else ""
    return f"<w:p><w:pPr>{settings}</w:pPr>{f'<w:r><w:t>{text}</w:t></w:r>' if text else ''}{raw}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = "".join("<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{cells}</w:tbl>"


def picture(identity: str) -> str:
    return f"<w:r><w:drawing><a:blip xmlns:a='a' r:embed='{identity}'/></w:drawing></w:r>"


def docx(*body: str, extra: dict[str, bytes | str] | None = None, relations: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr(
            "_rels/.rels",
            f"<Relationships><Relationship Id='a' Type='{RELATION}/officeDocument' Target='word/document.xml'/></Relationships>",
        )
        parts = "".join(
            f"<Relationship Id='{name}' Type='{RELATION}/{name}' Target='{name}.xml'/>"
            for name in ("styles", "numbering", "footnotes")
        )
        target.writestr("word/_rels/document.xml.rels", f"<Relationships>{parts}{relations}</Relationships>")
        target.writestr("word/styles.xml", STYLES)
        target.writestr("word/numbering.xml", NUMBERING)
        target.writestr(
            "word/footnotes.xml",
            f"<w:footnotes {W}><w:footnote w:id='2'>{p('水位以当日八时为准。')}</w:footnote></w:footnotes>",
        )
        target.writestr("word/document.xml", f"<w:document {W} {R}><w:body>{''.join(body)}</w:body></w:document>")
        for name, data in (extra or {}).items():
            target.writestr(name, data)
    return packed.getvalue()


def read(golden: Any, data: bytes, hints: Hints | None = None) -> Any:
    [draft] = golden.read_all(golden.one_file(data, "通知.docx"), hints, "docx")
    return draft


OFFICIAL = (
    p("临岚市水务局文件", centre=True),
    p("临水发〔2025〕17号", centre=True),
    p("临岚市水务局关于做好冬季渡口巡查的通知", centre=True),
    p("各区水务站："),
    p("为保证渡口安全，现通知如下。"),
    p("总体要求", level=0),
    p("摸清底数", level=1),
    p("逐个登记渡船，不留空白。", level=2),
    p("逐个登记船工。", level=2),
    p("明确分工", level=1),
    p("巡查安排", level=0),
    table(("渡口", "负责人"), ("东渡", "江一帆"), ("西渡", "沈望潮")),
    p("以上安排请遵照执行。"),
    p("附件：渡口名单"),
    p("临岚市水务局"),
    p("2025年12月3日"),
    p("附件"),
    p("渡口名单", centre=True),
    p("东渡、西渡、北渡。"),
)


def test_an_official_document(golden: Any) -> None:
    draft = read(golden, docx(*OFFICIAL[:-3]))
    [article] = draft.articles
    content = article.content
    assert (draft.key.kind, draft.key.paper, str(draft.key.date)) == (PaperKind.DOCUMENTS, "临岚市水务局", "2025-12-03")
    assert content.fields["发文字号"] == "临水发〔2025〕17号"
    assert content.fields["主送"] == "各区水务站"
    assert content.fields["落款"] == "临岚市水务局"
    assert "关于做好冬季渡口巡查的通知" in content.title
    assert article.original == draft.blobs[0].sha256


def test_the_signature_stands_above_the_attachments(golden: Any) -> None:
    draft = read(golden, docx(*OFFICIAL))
    assert str(draft.key.date) == "2025-12-03"
    assert draft.articles[0].content.fields["落款"] == "临岚市水务局"


def test_automatic_numbers_are_printed_and_make_headings(golden: Any) -> None:
    texts = [block.text for block in read(golden, docx(*OFFICIAL)).articles[0].content.blocks if hasattr(block, "text")]
    numbered = [text for text in texts if text[0] in "一二（123" and "年" not in text]
    assert numbered == [
        "一、总体要求", "（一）摸清底数", "1.逐个登记渡船，不留空白。", "2.逐个登记船工。", "（二）明确分工", "二、巡查安排",
    ]  # fmt: skip
    headings = [
        block for block in read(golden, docx(*OFFICIAL)).articles[0].content.blocks if isinstance(block, Heading)
    ]
    assert [(heading.level, heading.text) for heading in headings[:3]] == [
        (1, "一、总体要求"), (2, "（一）摸清底数"), (2, "（二）明确分工"),
    ]  # fmt: skip
    assert headings[-1] == Heading(1, "渡口名单")  # the attachment


def test_a_table_stands_where_it_stood(golden: Any) -> None:
    blocks = read(golden, docx(*OFFICIAL)).articles[0].content.blocks
    at = blocks.index(Table((("渡口", "负责人"), ("东渡", "江一帆"), ("西渡", "沈望潮"))))
    assert blocks[at - 1] == Heading(1, "二、巡查安排")
    assert blocks[at + 1] == Paragraph("以上安排请遵照执行。")


def test_a_newspaper_article_with_picture_and_caption(golden: Any) -> None:
    data = docx(
        p("老渡口通了新船", style="T"),
        p("三十年摆渡路上的灯火", style="S"),
        p("本报记者 沈望潮"),
        p("一", level=0),
        p("江面起雾。", raw=picture("pic")),
        p("新船靠岸。", style="C"),
        p("船工收了缆绳。"),
        relations=f"<Relationship Id='pic' Type='{RELATION}/image' Target='media/image1.png'/>",
        extra={"word/media/image1.png": PNG},
    )
    hints = Hints({"paper": "临岚日报", "date": "2025-12-30", "page": "第3版"})
    draft = read(golden, data, hints)
    content = draft.articles[0].content
    assert (content.title, content.subtitle, content.byline) == (
        "老渡口通了新船",
        "三十年摆渡路上的灯火",
        "本报记者 沈望潮",
    )
    assert (draft.key.kind, draft.articles[0].pages[0].label) == (PaperKind.NEWSPAPER, "03")
    [figure] = [block for block in content.blocks if isinstance(block, Figure)]
    assert figure.caption == "新船靠岸。"
    assert figure.picture == draft.blobs[1].sha256
    assert content.blocks[content.blocks.index(figure) - 1] == Paragraph("江面起雾。")


def test_notes_boxes_and_alternatives(golden: Any) -> None:
    box = f"<w:txbxContent>{p('框里的话')}</w:txbxContent>"
    alternatives = (
        "<mc:AlternateContent xmlns:mc='m'><mc:Choice><w:drawing>"
        f"{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    data = docx(
        p("水位公告", style="T"),
        p("水位上涨", raw="<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t>，注意安全。</w:t></w:r>"),
        p(raw=f"<w:r>{alternatives}</w:r>"),
        p(
            raw="<w:hyperlink><w:r><w:t>见网站</w:t></w:r></w:hyperlink><w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
        ),
    )
    texts = list(read(golden, data).articles[0].content.texts())
    assert texts == ["水位上涨〔1〕，注意安全。", "框里的话", "见网站", "〔1〕水位以当日八时为准。"]


def test_what_is_left_out_is_said(golden: Any) -> None:
    data = docx(
        p("通告", style="T"),
        p("留下的话。", raw="<w:del><w:r><w:delText>删掉的话</w:delText></w:r></w:del>"),
        p(raw="<w:r><w:rPr><w:vanish/></w:rPr><w:t>看不见的话</w:t></w:r>"),
        p("图丢了。", raw=picture("gone")),
        relations=f"<Relationship Id='h' Type='{RELATION}/header' Target='header1.xml'/>"
        f"<Relationship Id='o' Type='{RELATION}/oleObject' Target='embeddings/a.bin'/>",
        extra={"word/header1.xml": f"<w:hdr {W}>{p('内部资料')}</w:hdr>"},
    )
    draft = read(golden, data)
    text = "".join(draft.articles[0].content.texts())
    assert "删掉" not in text
    assert "看不见" not in text
    assert draft.missing == ("gone",)
    assert set(draft.notes) == {
        "没有收入删除的文字：1 处", "没有收入隐藏的文字：1 处", "页眉没有收入：内部资料", "内嵌的附件没有取出：embeddings/a.bin",
    }  # fmt: skip


def test_lists_start_anew_and_styles_number(golden: Any) -> None:
    data = docx(
        p("安排", style="T"), p("甲", level=0), p("乙", style="N"), p("丙", level=0, num=2), p("丁", level=0, num=2)
    )
    assert list(read(golden, data).articles[0].content.texts()) == ["一、甲", "二、乙", "一、丙", "二、丁"]


@pytest.mark.parametrize(
    ("number", "kind", "printed"),
    [
        (10, "chineseCounting", "十"), (12, "chineseCountingThousand", "十二"), (20, "japaneseCounting", "二十"),
        (105, "chineseCountingThousand", "一百零五"), (110, "chineseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千零一"), (16, "chineseLegalSimplified", "壹拾陆"),
        (2, "ideographTraditional", "乙"), (3, "decimalEnclosedCircle", "③"), (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"), (7, "decimalZero", "07"), (12, "decimalFullWidth", "１２"), (5, "unheardOf", "5"),
    ],
)  # fmt: skip
def test_numbers_as_printed(number: int, kind: str, printed: str) -> None:
    assert written(number, kind) == printed


@pytest.mark.parametrize(
    "data",
    [
        docx(),
        docx("<w:p>"),
        docx(*OFFICIAL)[:900],
        docx(*OFFICIAL).replace(b"word/document.xml", b"word/documenT.xm_", 1),
    ],
    ids=["empty", "torn XML", "torn zip", "lost part"],
)
def test_broken_ones_have_one_sentence(golden: Any, data: bytes) -> None:
    from archive.formats.office.word import Word

    with pytest.raises(UnreadableSourceError):
        list(Word().read(golden.one_file(data, "a.docx"), Hints()))
