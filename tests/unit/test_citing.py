"""References to articles, in four forms."""

from __future__ import annotations

import json

import pytest

from archive.model import Article, Content, IssueKey, PageRef, PaperKind, PartialDate
from reader import citing
from reader.rendering.markdown import quoted


def article(content: Content, *, kind: PaperKind = PaperKind.NEWSPAPER, date: str | None = "2026-03-05") -> Article:
    key = IssueKey(
        kind, "临岚日报" if kind is PaperKind.NEWSPAPER else "市水务局", PartialDate.parse(date) if date else None
    )
    pages = (PageRef("A06", "都市"), PageRef("A07", "都市")) if kind is PaperKind.NEWSPAPER else ()
    return Article(id=7, key=key, pages=pages, order=1, content=content, zones=(), original="", version=1)


STORY = Content(title="澹江两岸\n等一声雷", subtitle="——先听土再看苗", byline="本报记者 宋稻禾 通讯员 庄叔同")
ORDER = Content(title="关于冬季巡查的通知", fields={"发文字号": "临水发〔2025〕17号"})


@pytest.mark.parametrize(
    ("found", "reference"),
    [
        (article(STORY), "宋稻禾, 庄叔同. 澹江两岸 等一声雷: 先听土再看苗[N]. 临岚日报, 2026-03-05(A06-A07)."),
        (article(Content(title="更正")), "更正[N]. 临岚日报, 2026-03-05(A06-A07)."),
        (article(Content(title="更正"), date="2026"), "更正[N]. 临岚日报, 2026(A06-A07)."),
        (article(Content(title="更正"), date=None), "更正[N]. 临岚日报(A06-A07)."),
        (
            article(Content(title="灯", byline="甲小明 乙小红 丙小刚 丁小花")),
            "甲小明, 乙小红, 丙小刚, 等. 灯[N]. 临岚日报, 2026-03-05(A06-A07).",
        ),
        (
            article(ORDER, kind=PaperKind.DOCUMENTS),
            "市水务局. 关于冬季巡查的通知: 临水发〔2025〕17号[Z]. 2026-03-05.",
        ),
    ],
)
def test_gb7714(found: Article, reference: str) -> None:
    assert citing.gb7714(found) == reference


def test_bibtex_keeps_signs_of_tex_as_they_are_printed() -> None:
    text = citing.bibtex(article(Content(title=r"涨 5% & 跌 {3}_$ \ #1", byline="记者 林知潮")))
    assert r"title = {涨 5\% \& 跌 \{3\}\_\$ \textbackslash{} \#1}," in text
    assert text.startswith("@article{dianzibao20260305-7,\n  author = {{林知潮}},\n")
    assert "pages = {A06, A07}," in text
    assert citing.bibtex(article(ORDER, kind=PaperKind.DOCUMENTS)).startswith("@misc{")


def test_ris_has_one_field_to_the_line() -> None:
    lines = citing.ris(article(STORY)).split("\r\n")
    assert lines[:4] == ["TY  - NEWS", "AU  - 宋稻禾", "AU  - 庄叔同", "TI  - 澹江两岸 等一声雷: 先听土再看苗"]
    assert lines[-2:] == ["ER  - ", ""]
    assert "DA  - 2026/03/05" in lines
    assert "SE  - 都市" in lines
    assert "M1  - 临水发〔2025〕17号" in citing.ris(article(ORDER, kind=PaperKind.DOCUMENTS)).split("\r\n")


def test_csl_json() -> None:
    [one, other] = json.loads(
        citing.csl_items([article(STORY), article(ORDER, kind=PaperKind.DOCUMENTS, date="2025-12")])
    )
    assert one["type"] == "article-newspaper"
    assert one["container-title"] == "临岚日报"
    assert one["author"] == [{"literal": "宋稻禾"}, {"literal": "庄叔同"}]
    assert one["issued"] == {"date-parts": [[2026, 3, 5]]}
    assert (other["publisher"], other["issued"]) == ("市水务局", {"date-parts": [[2025, 12]]})


def test_a_quotation_in_markdown_escapes_what_markdown_would_read() -> None:
    text = quoted("*潮*\n\n# 退", article(STORY))
    assert text.splitlines()[:4] == [r"> \*潮\*", ">", r"> \# 退", ">"]
    assert text.rstrip().endswith("> ——《澹江两岸 等一声雷》，临岚日报，2026-03-05 第A06、A07版")
