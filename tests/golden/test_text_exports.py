"""What collectors export: text files by name or with a head, tables of every kind."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.registry import find
from archive.formats.tables.table import Table, preview
from archive.formats.tables.table_rows import json_array

BODY = "江面起雾，船工收缆，老渡口等来了新船。岸上的人说，三十年没有见过这样大的雾，灯塔的光只照得见一半航道。"
HINTS = Hints({"paper": "临岚日报"})


# ── text files ─────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "head"),
    [
        (f"\n老渡口通船\n\n{BODY}\n", (None, "老渡口通船", None)),
        (f"江上新事\n老渡口通船\n\n{BODY}\n", ("江上新事", "老渡口通船", None)),
        (f"\n老渡口通船\n三十年的灯火\n{BODY}\n", (None, "老渡口通船", "三十年的灯火")),
        (f"江上新事\n老渡口通船\n三十年的灯火\n{BODY}\n", ("江上新事", "老渡口通船", "三十年的灯火")),
        (f"老渡口通船\n{BODY}\n{BODY}\n", (None, "老渡口通船", None)),
        (f"老渡口通船\n\n{BODY}\n", (None, "老渡口通船", None)),
        (f"老渡口通船\n本报记者 沈望潮\n灯塔换灯\n{BODY}\n", (None, "老渡口通船", None)),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-8-sig"])
def test_a_file_named_by_day_page_and_order(
    golden: Any, text: str, head: tuple[str | None, ...], encoding: str
) -> None:
    source = golden.one_file(text.encode(encoding), "20251230-A02-03.txt")
    [draft] = golden.read_all(source, HINTS, "txt-export")
    [article] = draft.articles
    assert (article.content.kicker, article.content.title, article.content.subtitle) == head
    assert BODY in list(article.content.texts())
    assert (draft.key.paper, str(draft.key.date), article.pages[0].label) == ("临岚日报", "2025-12-30", "A02")
    assert article.own_id == "A02-03"


HEADED = f"""标题：老渡口通船
引题：江上新事
作者：本报记者 沈望潮
日期：2025年12月30日
版面：第03版：要闻
链接：http://example.invalid/1.htm
字数：58
{"=" * 60}

　　{BODY}
　　灯塔换了新灯。
"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_with_a_head(golden: Any, encoding: str) -> None:
    source = golden.one_file(HEADED.encode(encoding), "00001_老渡口通船.txt")
    [draft] = golden.read_all(source, HINTS, "txt-export")
    [article] = draft.articles
    content = article.content
    assert (content.kicker, content.title, content.byline) == ("江上新事", "老渡口通船", "本报记者 沈望潮")
    assert [(page.label, page.name) for page in article.pages] == [("03", "要闻")]
    assert content.fields == {"网址": "http://example.invalid/1.htm", "字数": "58"}
    assert list(content.texts()) == [BODY, "灯塔换了新灯。"]


def tree(golden: Any, files: dict[str, str], name: str = "/报/临岚日报") -> Any:
    return golden.Source({path: text.encode() for path, text in files.items()}, name, is_tree=True)


def test_a_folder_is_read_day_by_day_and_names_the_paper(golden: Any) -> None:
    files = {
        f"{day}/{day}-{page}-{order}.txt": f"\n题{day}{page}{order}\n\n{BODY}"
        for day in ("20251230", "20251231")
        for page in ("01", "02")
        for order in ("01", "02")
    }
    files["20251231/20251231-09-01.txt"] = "\n\n"
    drafts = golden.read_all(tree(golden, {**files, "说明.md": "x"}), None, "txt-export")
    assert [(draft.key.paper, str(draft.key.date), len(draft.articles)) for draft in drafts] == [
        ("临岚日报", "2025-12-30", 4), ("临岚日报", "2025-12-31", 4),
    ]  # fmt: skip
    assert [page.label for page in drafts[0].pages] == ["01", "02"]
    assert drafts[1].left_out == ("说明.md",)
    assert ["文件里没有文字" in note for note in drafts[1].notes] == [True]


def test_a_folder_of_files_with_heads(golden: Any) -> None:
    files = {f"0000{n}_题.txt": HEADED.replace("老渡口通船", f"题{n}") for n in range(3)}
    [draft] = golden.read_all(tree(golden, files), None, "txt-export")
    assert [article.content.title for article in draft.articles] == ["题0", "题1", "题2"]


def test_a_folder_of_other_texts_is_not_taken(golden: Any) -> None:
    assert find(tree(golden, {"a.txt": "题\n文。", "20251230-01-01.txt": "题\n文。"})) is None


def test_without_a_paper_the_sentence_says_what_to_set(golden: Any) -> None:
    with pytest.raises(UnreadableSourceError, match="--set paper"):
        golden.read_all(golden.one_file(f"题\n\n{BODY}", "20251230-01-01.txt"))


# ── spreadsheets ───────────────────────────────────────────────────────────────────────────────────────────────────

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def xlsx_sheet(rows: list[list[str | int | None]], *, tail: str = "") -> str:
    def cell(row: int, column: int, value: str | int) -> str:
        place = f"{chr(65 + column)}{row}"
        if isinstance(value, str):
            return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
        return f'<c r="{place}" s="{int(value > 40_000)}"><v>{value}</v></c>'

    written = "".join(
        f'<row r="{number}">{"".join(cell(number, at, value) for at, value in enumerate(row) if value is not None)}</row>'
        for number, row in enumerate(rows, 1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{written}{tail}</sheetData></worksheet>'


def xlsx(*sheets: str) -> bytes:
    numbers = range(1, len(sheets) + 1)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            + "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="r{n}"/>' for n in numbers)
            + "</sheets></workbook>",
        )
        packed.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">'
            + "".join(
                f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
            )
            + f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        )
        packed.writestr(
            "xl/styles.xml",
            f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        )
        for number, sheet in zip(numbers, sheets, strict=True):
            packed.writestr(f"xl/worksheets/sheet{number}.xml", sheet)
    return target.getvalue()


def ods(rows: list[list[str]], repeats: str = "") -> bytes:
    table = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>' for value in row
        )
        + "</table:table-row>"
        for row in rows
    )
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        packed.writestr(
            "content.xml",
            f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="表">{table}{repeats}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return target.getvalue()


ROWS: list[list[str | int | None]] = [
    ["临岚日报稿件清单"],
    [],
    ["报名", "日期", "版次", "标题", "正文", "备注"],
    ["临岚日报", 46021, 1, "渡口通船", BODY, "已校"],
    [],
    ["临岚日报", "2025-12-30", "A02", "灯塔换灯", "灯亮了。"],
    ["临岚日报", "某日", None, "潮水", "潮来。"],
]


def test_every_sheet_of_a_workbook(golden: Any) -> None:
    second = [["标题", "正文", "日期", "报纸"], ["潮水如约", "八月十八。", "2025年12月30日", "临岚日报"]]
    data = xlsx(xlsx_sheet(ROWS), xlsx_sheet([["只有一格"]]), xlsx_sheet(second))
    [draft] = golden.read_all(golden.one_file(data, "稿件.xlsx"), None, "table")
    assert (draft.key.paper, str(draft.key.date)) == ("临岚日报", "2025-12-30")  # 46021 is that day
    assert [article.content.title for article in draft.articles] == ["渡口通船", "灯塔换灯", "潮水如约"]
    assert [page.label for page in draft.pages] == ["01", "A02"]
    assert draft.notes == (
        "工作表“表1”表头上方的 1 行没有用：临岚日报稿件清单",
        "工作表“表2”里没有表头和数据",
        "共读了 2 张工作表，行号是各表自己的",
        "没有用到的列：备注",
        "日期看不懂：1 行（第 7 行）",
    )


def test_opendocument_sheets(golden: Any) -> None:
    rows = [["报纸", "日期", "标题", "正文"], ["临岚日报", "2025-12-30", "渡口通船", BODY]]
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    [draft] = golden.read_all(golden.one_file(ods(rows, empty), "稿件.ods"), None, "table")
    assert [article.content.title for article in draft.articles] == ["渡口通船"]


@pytest.mark.parametrize(
    "data",
    [
        xlsx(xlsx_sheet(ROWS, tail='<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
        xlsx(xlsx_sheet(ROWS, tail="<row>" + "<c/>" * 16_000 + "</row>" + "<row/>" * 2_000)),
        ods([["标题"]], '<table:table-row table:number-rows-repeated="100000"><table:table-cell table:number-columns-repeated="1000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'),
    ],
    ids=["far cell", "many cells", "repeated cells"],
)  # fmt: skip
def test_a_sheet_that_would_fill_the_memory_is_refused(golden: Any, data: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match="范围大得不正常"):
        golden.read_all(golden.one_file(data, "a.xlsx"))


@settings(max_examples=60)
@given(st.data())
def test_any_damaged_workbook_has_one_outcome(golden: Any, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([xlsx(xlsx_sheet(ROWS)), ods([["标题", "正文"], ["题", "文"]])]))
    with zipfile.ZipFile(io.BytesIO(whole)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(parts[name]))] * 2)))
    parts[name] = parts[name][:start] + data.draw(st.sampled_from([b"", b"<", b"9999999", b"&x;"])) + parts[name][end:]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        for part, content in parts.items():
            packed.writestr(part, content)
    source = golden.one_file(target.getvalue(), "a.xlsx")
    if Table().sniff(source):
        try:
            list(Table().read(source, HINTS))
        except UnreadableSourceError as error:
            assert error.reason  # noqa: PT017 - any error of this kind will do


# ── JSON and the preview for mapping ───────────────────────────────────────────────────────────────────────────────

NESTED = {
    "paper": "临岚日报",
    "date": "2025-12-30",
    "id": 9,
    "data": {
        "pages": [
            {
                "page": "01",
                "page_name": "要闻",
                "title": "一版",
                "articles": [
                    {"title": "渡口通船", "text": [BODY, "灯亮了。"], "pictures": [{"title": "图一"}]},
                    {"title": "灯塔换灯", "content": "灯亮了。"},
                ],
            },
            {"page": "02", "articles": [{"title": "潮水", "text": "潮来。"}]},
        ]
    },
}


@pytest.mark.parametrize("indent", [None, 1])
def test_rows_deep_inside_an_object_take_over_what_holds_them(golden: Any, indent: int | None) -> None:
    data = json.dumps(NESTED, ensure_ascii=False, indent=indent)
    [draft] = golden.read_all(golden.one_file(data, "期.json"), None, "table")
    assert [(article.content.title, article.pages[0].label, article.own_id) for article in draft.articles] == [
        ("渡口通船", "01", None), ("灯塔换灯", "01", None), ("潮水", "02", None),
    ]  # fmt: skip
    assert [list(article.content.texts()) for article in draft.articles] == [
        [BODY, "灯亮了。"],
        ["灯亮了。"],
        ["潮来。"],
    ]
    assert draft.pages[0].name == "要闻"


def test_an_array_of_pages_is_read_into(golden: Any) -> None:
    pages = [
        {"paper": "临岚日报", "date": "2025-12-30", "page": n, "articles": [{"title": f"题{n}", "text": "文。"}]}
        for n in (1, 2)
    ]
    [draft] = golden.read_all(golden.one_file(json.dumps(pages), "期.json"), None, "table")
    assert [article.pages[0].label for article in draft.articles] == ["01", "02"]


@settings(max_examples=40)
@given(
    st.lists(
        st.dictionaries(st.text(max_size=4), st.text(max_size=30) | st.integers() | st.none(), min_size=1), max_size=20
    )
)
def test_an_array_in_pieces_is_the_array(golden: Any, rows: list[dict[str, Any]]) -> None:
    class Dripping(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 0, 7) if size and size > 0 else 7)

    for text in (json.dumps(rows), json.dumps(rows, indent=2)):
        read = list(json_array(Dripping(text.encode()), golden.one_file("")))
        assert [cells for _, cells in read] == rows


def test_a_torn_array_keeps_what_came_before(golden: Any) -> None:
    row = json.dumps({"paper": "临岚日报", "date": "2025-12-30", "title": "题", "text": "文。"})
    [draft] = golden.read_all(golden.one_file(f"[{row}, {row[:20]}", "a.json"), None, "table")
    assert len(draft.articles) == 1
    assert draft.notes == ("不完整或不是一条记录：1 行（第 2 行）",)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "Headline,报纸,Day,稿子\n渡口通船,临岚日报,2025-12-30,江面起雾\n".encode("gb18030")),
        ("a.jsonl", json.dumps({"Headline": "渡口通船", "报纸": "临岚日报", "Day": "2025-12-30", "稿子": "江面起雾"}).encode()),
        ("a.xlsx", xlsx(xlsx_sheet([["Headline", "报纸", "Day", "稿子"], ["渡口通船", "临岚日报", "2025-12-30", "江面起雾"]]))),
    ],
)  # fmt: skip
def test_a_preview_shows_columns_rows_and_a_guess(golden: Any, name: str, data: bytes) -> None:
    seen = preview(golden.one_file(data, name), Hints())
    assert seen.columns == ("Headline", "报纸", "Day", "稿子")
    assert seen.rows == (("渡口通船", "临岚日报", "2025-12-30", "江面起雾"),)
    assert seen.mapping == {"title": "Headline", "paper": "报纸"}
    assert (
        seen.fingerprint == preview(golden.one_file("Day,报纸,稿子,headline\n1,2,3,4\n", "b.csv"), Hints()).fingerprint
    )
    hints = Hints({}, {"date": "Day", "text": "稿子"})
    [draft] = golden.read_all(golden.one_file(data, name), hints, "table")
    assert list(draft.articles[0].content.texts()) == ["江面起雾"]


def test_a_preview_of_something_else_says_so(golden: Any) -> None:
    with pytest.raises(UnreadableSourceError, match="不是表格"):
        preview(golden.one_file("一段文字。", "a.txt"), Hints())


def test_the_users_mapping_wins_over_the_guess(golden: Any, tmp_path: Path) -> None:
    data = "title,正文,报纸,日期\n不是题,文。,临岚日报,2025-12-30\n"
    [draft] = golden.read_all(golden.one_file(data, "a.csv"), Hints({}, {"title": "正文", "text": "title"}), "table")
    assert (draft.articles[0].content.title, list(draft.articles[0].content.texts())) == ("文。", ["不是题"])
