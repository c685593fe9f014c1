"""Two printings side by side: what faces what, and what is marked as different."""

from __future__ import annotations

from archive.model import Article, Content, IssueKey, PaperKind, Paragraph
from reader.reprints import Line, side_by_side

KEY = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", None)


def printing(title: str, *paragraphs: str, byline: str | None = None) -> Article:
    content = Content(title, byline=byline, blocks=tuple(map(Paragraph, paragraphs)))
    return Article(1, KEY, (), 1, content, (), "", 1)


def test_title_faces_title_and_byline_byline_however_they_differ() -> None:
    lines = side_by_side(printing("甲", byline="林一"), printing("乙\n丙"))
    assert lines == [Line("甲", "乙 丙", ((0, 1),), ((0, 3),)), Line("林一", "", ((0, 2),), ())]


def test_paragraphs_that_are_alike_face_each_other_and_their_words_are_marked() -> None:
    left = printing("题", "同一段。", "第一班船座满了人，开往对岸。", "只在左边，别处没有的话。")
    right = printing("题", "右边多出来的导语。", "同一段。", "第一班船坐满了人，开往对岸。")
    assert side_by_side(left, right) == [
        Line("题", "题"),
        Line("", "右边多出来的导语。", (), ((0, 9),)),
        Line("同一段。", "同一段。"),
        Line("第一班船座满了人，开往对岸。", "第一班船坐满了人，开往对岸。", ((4, 5),), ((4, 5),)),
        Line("只在左边，别处没有的话。", "", ((0, 12),), ()),
    ]
