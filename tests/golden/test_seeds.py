"""The five documents this product was ordered with: the issue's table, and not a character lost or added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from archive.formats.texts.machine_text import write_machine_text
from archive.model import DraftIssue, Figure, Heading, ListBlock, PageRef, PaperKind, Paragraph
from archive.text import compact

SEEDS = {
    "000": "seeds/000_35c72f37dac96a86.txt",
    "001": "seeds/001_c2454e8930dd8b8e.txt",
    "002": "seeds/002_de5df12b05a7674f.txt",
    "003": "seeds/003_beba4d10e82709f8.txt",
    "004": "seeds/004_c6e393158e368dba.txt",
}
# Lines that may be absent; nothing else may.
ABSENT = {
    "000": ("电子报阅读机", "字号:", "上一篇", "下一篇"),
    "001": (),
    "002": ("[bookmark:_GoBack]",),
    "003": (),
    "004": (
        "当前位置:首页/政务公开/重点领域信息公开/履职依据/政策文件", "访问量:", "【打印文本】", "分享到:",
        "扫一扫在手机打开当前页", "相关新闻",
    ),
}  # fmt: skip


def draft_of(golden: Any, seed: str) -> DraftIssue:
    drafts = golden.read_all(golden.one_file(golden.material(SEEDS[seed]).read_bytes(), SEEDS[seed].rsplit("/", 1)[1]))
    assert len(drafts) == 1
    assert len(drafts[0].articles) == 1
    draft: DraftIssue = drafts[0]
    return draft


def values(draft: DraftIssue) -> Iterator[str]:
    """Every string that `show --as json` holds."""
    article = draft.articles[0]
    yield draft.key.paper
    yield str(draft.key.date)
    for page in article.pages:
        yield page.label
        yield page.name or ""
    content = article.content
    yield from (
        part or "" for part in (content.kicker, content.title, content.subtitle, content.byline, content.source)
    )
    yield from content.fields.values()
    yield from content.texts()
    yield from content.printed


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost(golden: Any, seed: str) -> None:
    draft = draft_of(golden, seed)
    wanted = Counter(compact(golden.material(SEEDS[seed]).read_text(encoding="utf-8")))
    held = Counter(compact("".join(values(draft))))
    for piece in ABSENT[seed]:
        wanted -= Counter(compact(piece))
    assert wanted - held == Counter()


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_added(golden: Any, seed: str) -> None:
    draft = draft_of(golden, seed)
    text = compact(golden.material(SEEDS[seed]).read_text(encoding="utf-8"))
    content = draft.articles[0].content
    said = [content.kicker, content.title, content.byline, content.source, *content.fields.values(), *content.texts()]
    said += content.printed
    assert [value for value in said if value and compact(value) not in text] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_body_keeps_its_order(golden: Any, seed: str) -> None:
    text = compact(golden.material(SEEDS[seed]).read_text(encoding="utf-8"))
    at = 0
    for piece in draft_of(golden, seed).articles[0].content.texts():
        at = text.index(compact(piece), at) + len(compact(piece))


@pytest.mark.parametrize(
    ("seed", "kind", "paper", "date", "pages"),
    [
        (
            "000",
            PaperKind.NEWSPAPER,
            "厦门日报",
            "2025-08-28",
            (PageRef("A06", "都市新闻"), PageRef("A07", "都市新闻")),
        ),
        ("001", PaperKind.NEWSPAPER, "青岛日报", "2021-11-09", ()),
        ("002", PaperKind.DOCUMENTS, "包头市国资委", "2022", ()),
        ("003", PaperKind.DOCUMENTS, "中共威海市委 威海市人民政府", "2023-02-26", ()),
        ("004", PaperKind.DOCUMENTS, "企改科", "2023-12-01", ()),
    ],
)
def test_table(golden: Any, seed: str, kind: PaperKind, paper: str, date: str, pages: tuple[PageRef, ...]) -> None:
    draft = draft_of(golden, seed)
    assert (draft.key.kind, draft.key.paper, str(draft.key.date), draft.key.edition) == (kind, paper, date, "")
    assert draft.articles[0].pages == pages
    assert draft.missing == ()


def test_000_reading_date_byline_and_lists(golden: Any) -> None:
    content = draft_of(golden, "000").articles[0].content
    assert content.fields == {"阅读日期": "2025-10-14", "星期": "星期二"}
    assert content.byline == "本报记者 翁华鸿 通讯员 林琳"
    assert isinstance(content.blocks[0], Paragraph)
    assert content.byline in content.blocks[0].text
    assert sum(len(block.items) for block in content.blocks if isinstance(block, ListBlock)) == 20


def test_000_is_written_as_it_came(golden: Any) -> None:
    draft = draft_of(golden, "000")
    article = draft.articles[0]
    written = write_machine_text(draft.key, article.pages, article.content)
    assert compact(written) == compact(golden.material(SEEDS["000"]).read_text(encoding="utf-8"))


def test_001_kicker_figure_and_subheads(golden: Any) -> None:
    content = draft_of(golden, "001").articles[0].content
    assert (content.kicker or "").endswith("——")
    assert content.blocks[0] == Figure(None, "■青岛国际创新园。")
    headings = [block for block in content.blocks if isinstance(block, Heading)]
    assert len(headings) == 6
    assert all(heading.text.count("\n") == 1 for heading in headings)


def test_002_number_addressee_levels_and_residue(golden: Any) -> None:
    draft = draft_of(golden, "002")
    content = draft.articles[0].content
    assert content.fields["发文字号"] == "包国资发〔2022〕253号"
    assert content.fields["主送"] == "各旗县区国资监管机构、各监管企业"
    levels = {block.text.split(" ")[0]: block.level for block in content.blocks if isinstance(block, Heading)}
    assert levels["（2）"] == 2  # mistyped for （二）
    assert levels["（3）"] == 2
    assert levels["二、举措任务"] == 1
    assert any("[bookmark: _GoBack]" in note for note in draft.notes)


def test_003_number_and_signature(golden: Any) -> None:
    content = draft_of(golden, "003").articles[0].content
    assert content.title.count("\n") == 2
    assert content.fields == {
        "发文字号": "威发〔2023〕3号",
        "落款": "中共威海市委 威海市人民政府",
        "成文日期": "2023年2月26日",
    }


def test_004_facts_and_chrome(golden: Any) -> None:
    draft = draft_of(golden, "004")
    content = draft.articles[0].content
    assert content.fields == {"发布时间": "2023-12-01 16:39", "责任编辑": "李雪莲"}
    assert content.source == "企改科"
    assert len([note for note in draft.notes if "界面文字" in note]) == 6
