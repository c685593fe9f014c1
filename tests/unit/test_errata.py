"""Errata: from two texts and back, on other texts, and the text that an editor edits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errata import apply, errata
from archive.errors import UsageError
from archive.model import Block, Content, Figure, Heading, ListBlock, Paragraph, Table
from reader.correcting import as_text, from_text

WORDS = st.text("渡口复航，。甲乙", min_size=1, max_size=6)
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    WORDS.map(Paragraph), WORDS.map(lambda text: Heading(2, text)), WORDS.map(lambda text: Figure("ab", text))
)
CONTENTS = st.builds(
    Content,
    title=WORDS,
    kicker=st.none() | WORDS,
    byline=st.none() | WORDS,
    blocks=st.lists(BLOCKS, max_size=8).map(tuple),
)
TEXT = Content("题", blocks=tuple(map(Paragraph, ("一段。", "第二段说到码头。", "三段。", "第二段说到码头。"))))


@given(CONTENTS, CONTENTS)
def test_errata_make_the_corrected_text_of_the_printed_one(printed: Content, corrected: Content) -> None:
    assert apply(printed, errata(printed, corrected)) == (corrected, ())


def test_the_same_paragraph_twice_is_told_apart_by_what_stands_before_it() -> None:
    wanted = Content("题", blocks=(*TEXT.blocks[:3], Paragraph("第二段说到渡口。")))
    assert apply(TEXT, errata(TEXT, wanted)) == (wanted, ())


def test_words_are_found_in_a_paragraph_that_differs_elsewhere() -> None:
    printed = Content("题", blocks=(Paragraph("第一班船座满了人，开往对岸的小镇。"),))
    changes = errata(printed, Content("题", blocks=(Paragraph("第一班船坐满了人，开往对岸的小镇。"),)))
    other = Content("题", blocks=(Paragraph("昨日，第一班船座满了人，开往对岸的小镇，又回来。"), Paragraph("完。")))
    found, misfits = apply(other, changes)
    assert next(found.texts()) == "昨日，第一班船坐满了人，开往对岸的小镇，又回来。"
    assert misfits == ()


def test_what_does_not_fit_is_named_and_nothing_is_guessed() -> None:
    wanted = Content("新题", blocks=(TEXT.blocks[0], TEXT.blocks[2], TEXT.blocks[3]))
    changes = errata(TEXT, wanted)
    other = Content("别的题", blocks=(Paragraph("一段。"), Paragraph("全换了。")))
    assert apply(other, changes) == (other, changes)


def test_an_insertion_is_not_made_twice() -> None:
    wanted = Content("题", blocks=(TEXT.blocks[0], Paragraph("插进来的。"), *TEXT.blocks[1:]))
    changes = errata(TEXT, wanted)
    assert apply(wanted, changes) == (wanted, ())


BODY = (Paragraph("一段，\n分两行。"), Heading(1, "小标题"), Figure("ab", "图说", "某某摄"), ListBlock(("●甲",)),
        Table((("甲", "乙"),)), Figure("cd"))  # fmt: skip


def test_an_unedited_text_says_the_same() -> None:
    assert from_text(as_text(BODY), BODY) == BODY


def test_structure_is_edited_as_text() -> None:
    text = as_text(BODY).replace("# 小标题", "## 小标题").replace("〔图1〕图说", "〔图1〕改过的图说")
    found = from_text(text.replace("〔图2〕", "末段。"), BODY)
    assert found == (
        BODY[0],
        Heading(2, "小标题"),
        Figure("ab", "改过的图说", "某某摄"),
        *BODY[3:5],
        Paragraph("末段。"),
    )


@pytest.mark.parametrize("text", ["〔图3〕", "〔表1〕\n\n〔表1〕"])
def test_what_is_not_there_cannot_be_placed(text: str) -> None:
    with pytest.raises(UsageError, match="写了两次"):
        from_text(text, BODY)
