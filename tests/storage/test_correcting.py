"""Correcting what articles say: the printed text stays, both are found, and reading again keeps what people wrote."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from archive.errors import UsageError
from archive.importing.decide import Action
from archive.importing.reparse import Reread
from archive.model import Content, Heading, Paragraph
from archive.progress import OutcomeKind
from indexer.request import SearchRequest
from reader.correcting import Fate, apply_patch, as_diff, patch_of, read_patch, write_patch
from reader.library import Library
from reader.open import open_library

ROWS = [
    ("01", "渡口复行", "停了三年的渡口今天复航。\n第一班船座满了人。\n船老大说，潮水是最好的钟表。"),
    ("02", "读者来信", "来信说路灯太暗。"),
]


@pytest.fixture
def ferry(library: Library, press: Any) -> int:
    press.bring(library, press.table(ROWS))
    return library.articles(press.key())[0].id


def corrected(content: Content) -> Content:
    blocks = list(content.blocks)
    blocks[1] = Paragraph("第一班船坐满了人。")
    return structs.replace(content, title="渡口复航", byline="本报记者 林一", blocks=tuple(blocks))


def hits(library: Library, query: str) -> list[int]:
    list(library.update_index())
    return [hit.head.id for hit in library.search(SearchRequest(query, partial=False)).hits]


def test_both_texts_are_found_and_the_printed_one_can_be_shown(library: Library, ferry: int) -> None:
    printed = library.article(ferry).content
    entry = library.filing.correct_text(ferry, corrected(printed))
    assert entry is not None
    assert entry.who
    article = library.article(ferry)
    assert (article.content, article.printed) == (corrected(printed), printed)
    for words in ("坐满了人", "座满了人", "复航", "复行", "title:复行", "author:林一"):
        assert hits(library, words) == [ferry], words
    [hit] = library.search(SearchRequest("座满了人")).hits
    assert "座满了人" in hit.snippet.text
    reading = library.reading(article)
    assert (reading.corrected, reading.article.content.title) == (3, "渡口复航")
    before = library.reading(article, printed=True)
    assert (before.corrected, before.printed, before.article.content) == (3, True, printed)
    assert [head.title for head in library.articles(article.key)] == ["渡口复航", "读者来信"]


def test_the_log_says_who_when_what_before_and_after_and_undoing_puts_it_back(library: Library, ferry: int) -> None:
    printed = library.article(ferry).content
    library.filing.correct_text(ferry, corrected(printed))
    library.filing.correct_text(ferry, structs.replace(corrected(printed), subtitle="副题"))
    newest, first = library.filing.journal()
    assert [(one.place, one.before, one.after) for one in newest.errata] == [("subtitle", (), (Paragraph("副题"),))]
    assert {one.place for one in first.errata} == {"title", "byline", "body"}
    assert first.at
    assert first.who
    library.filing.undo()
    assert library.article(ferry).content == corrected(printed)
    library.filing.undo()
    article = library.article(ferry)
    assert (article.content, article.printed) == (printed, None)
    assert hits(library, "坐满了人") == []


def test_going_back_to_what_was_printed(library: Library, ferry: int, tmp_path: Path, press: Any) -> None:
    printed = library.article(ferry).content
    library.filing.correct_text(ferry, corrected(printed))
    assert library.filing.revert_text(ferry) is not None
    assert (library.article(ferry).content, library.article(ferry).printed) == (printed, None)
    assert library.filing.revert_text(ferry) is None
    assert press.bring(library, tmp_path / "期.jsonl").outcome is OutcomeKind.SAME
    library.filing.undo()
    assert library.article(ferry).printed == printed
    assert library.filing.correct_text(ferry, printed) is not None  # typed back by hand: the same
    assert library.article(ferry).printed is None


def test_an_article_keeps_a_title(library: Library, ferry: int) -> None:
    content = library.article(ferry).content
    with pytest.raises(UsageError, match="标题"):
        library.filing.correct_text(ferry, structs.replace(content, title=" "))
    assert library.filing.correct_text(ferry, content) is None


def test_a_source_that_changed_elsewhere_carries_the_corrections(library: Library, ferry: int, press: Any) -> None:
    library.filing.correct_text(ferry, corrected(library.article(ferry).content))
    press.table([("01", "渡口复行", f"{ROWS[0][2]}\n夜里又开了一班。"), ROWS[1]])
    assert press.bring(library, press.folder / "期.jsonl").outcome is OutcomeKind.UPDATED
    article = library.article(ferry)
    assert article.printed is not None
    assert list(article.content.texts())[1:] == [
        "第一班船坐满了人。", "船老大说，潮水是最好的钟表。", "夜里又开了一班。",
    ]  # fmt: skip
    assert (article.content.title, article.printed.title) == ("渡口复航", "渡口复行")
    assert library.articles(article.key)[0].title == "渡口复航"
    assert press.bring(library, press.folder / "期.jsonl").outcome is OutcomeKind.SAME


def test_a_source_that_says_it_right_itself_needs_no_correction(library: Library, ferry: int, press: Any) -> None:
    content = library.article(ferry).content
    wanted = structs.replace(content, title="渡口复航")
    library.filing.correct_text(ferry, wanted)
    press.table([("01", "渡口复航", ROWS[0][2]), ROWS[1]])
    press.bring(library, press.folder / "期.jsonl")
    article = library.article(ferry)
    assert (article.content, article.printed) == (wanted, None)


def test_reading_again_names_corrections_that_no_longer_fit(library: Library, ferry: int, press: Any) -> None:
    wanted = corrected(library.article(ferry).content)
    library.filing.correct_text(ferry, wanted)
    path = press.table([("01", "渡口复行", "全换了。"), ROWS[1]])
    assert press.bring(library, path).notes == ("1 篇经人工改过，来源有变，保留人工的",)
    assert library.article(ferry).content == wanted  # people's words stay
    library.filing.undo()
    assert library.article(ferry).printed is None


def test_reparse_lists_what_no_longer_fits(
    library: Library, ferry: int, press: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import archive.importing.reparse as module

    library.filing.correct_text(ferry, corrected(library.article(ferry).content))
    plan = module.plan_anyway

    def otherwise(draft: Any, *rest: Any, **named: Any) -> Any:
        """As an importer would read it that leaves the first two paragraphs out."""
        articles = tuple(
            structs.replace(one, content=structs.replace(one.content, blocks=one.content.blocks[2:]))
            for one in draft.articles
        )
        return plan(structs.replace(draft, articles=articles), *rest, **named)

    monkeypatch.setattr(module, "plan_anyway", otherwise)
    [found] = [step for step in library.reparse(apply=False, everything=True) if isinstance(step, Reread)]
    [change] = [one for one in found.changes if one.id == ferry]
    assert change.action is Action.HELD
    assert [one.before for one in change.misfits] == [(Paragraph("第一班船座满了人。"),)]


def test_a_moved_page_leaves_the_corrected_head_alone(library: Library, ferry: int, press: Any) -> None:
    library.filing.correct_text(ferry, corrected(library.article(ferry).content))
    press.table([("03", *ROWS[0][1:]), ROWS[1]])
    press.bring(library, press.folder / "期.jsonl")
    article = library.article(ferry)
    assert [page.label for page in article.pages] == ["03"]
    heads = {head.id: head.title for head in library.articles(article.key)}
    assert heads[ferry] == article.content.title == "渡口复航"


def test_a_joined_article_that_is_corrected_stays_joined(library: Library, ferry: int, press: Any) -> None:
    letter = library.articles(press.key())[1].id
    library.filing.join([ferry, letter])
    joined = library.article(ferry).content
    library.filing.correct_text(ferry, structs.replace(joined, title="合成一篇"))
    assert library.article(ferry).printed == joined
    press.table([("01", "渡口复行", "全换了。"), ROWS[1]])
    press.bring(library, press.folder / "期.jsonl")
    assert list(library.article(ferry).content.texts()) == list(joined.texts())
    library.filing.revert_text(ferry)
    assert library.article(ferry).content == joined


def test_a_patch_goes_to_another_archive(library: Library, ferry: int, press: Any, tmp_path: Path) -> None:
    content = corrected(library.article(ferry).content)
    content = structs.replace(content, blocks=(Heading(1, "复航"), *content.blocks))
    library.filing.correct_text(ferry, content)
    diff = as_diff(library.article(ferry))
    assert "-第一班船座满了人。\n" in diff
    assert "+第一班船坐满了人。\n" in diff
    data = write_patch(patch_of(library))
    assert read_patch(data).log[0].who
    with open_library(tmp_path / "另一个") as other:
        press.bring(other, press.folder / "期.jsonl")
        [applied] = apply_patch(other, read_patch(data))
        assert applied.fate is Fate.APPLIED
        assert applied.article is not None
        assert other.article(applied.article).content == content
        assert [one.fate for one in apply_patch(other, read_patch(data))] == [Fate.SAME]
        other.filing.undo()
        assert other.article(applied.article).printed is None
    with open_library(tmp_path / "第三个") as third:
        assert [one.fate for one in apply_patch(third, read_patch(data))] == [Fate.UNKNOWN]
    with pytest.raises(UsageError, match="补丁"):
        read_patch(b'{"format": "x"}')
