"""An article in parts as one: its text, its pages, and where its parts meet."""

from __future__ import annotations

import msgspec

from archive.model import (
    Article,
    Block,
    Certainty,
    Content,
    Figure,
    Heading,
    IssueKey,
    PageRef,
    PaperKind,
    Paragraph,
    PartialDate,
    block_texts,
)
from reader.whole import Seam, whole

KEY = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, 2))


def part(number: int, page: str, *blocks: Block | str) -> Article:
    body = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    return Article(number, KEY, (PageRef(page),), number, Content("渡口", blocks=body), (), "", 1)


def texts(article: Article) -> list[str]:
    return [text for block in article.content.blocks for text in block_texts(block)]


def test_a_broken_sentence_is_mended_and_the_seam_lies_in_it() -> None:
    found = whole(part(1, "01", "第一段。", "船慢慢（下转第四版）"), [part(2, "04", "（上接第一版）靠岸。", "完。")])
    assert texts(found.article) == ["第一段。", "船慢慢靠岸。", "完。"]
    assert found.seams == (Seam(2, ("04",), 1, mended=True),)
    assert [page.label for page in found.article.pages] == ["01", "04"]


def test_where_a_sentence_ends_the_part_begins_a_paragraph() -> None:
    found = whole(part(1, "01", "第一段。", "下转第四版"), [part(2, "04", "上接第一版", "第二段。")])
    assert texts(found.article) == ["第一段。", "第二段。"]
    assert found.seams == (Seam(2, ("04",), 1, mended=False),)


def test_three_parts_and_blocks_that_are_no_paragraphs() -> None:
    first = part(1, "01", "甲。", Figure(caption="图一"))
    second = part(2, "02", Heading(1, "小标题"), "乙。")
    third = part(3, "03", "丙。")
    found = whole(first, [second, third])
    assert texts(found.article) == ["甲。", "图一", "小标题", "乙。", "丙。"]
    assert [(seam.part, seam.block, seam.mended) for seam in found.seams] == [(2, 2, False), (3, 4, False)]


def test_the_whole_is_no_surer_than_its_parts() -> None:
    second = msgspec.structs.replace(part(2, "04", "乙。"), certainty=Certainty.RECOGNISED)
    assert whole(part(1, "01", "甲。"), [second]).article.certainty is Certainty.RECOGNISED
