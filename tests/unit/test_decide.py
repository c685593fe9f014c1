"""Decisions about drafts: identity, repeats, conflicts."""

from __future__ import annotations

from msgspec.structs import replace

from archive.importing.decide import (
    Action,
    KnownArticle,
    KnownIssue,
    content_digest,
    identity_of,
    placement_digest,
    plan,
)
from archive.model import (
    Certainty,
    Content,
    DraftArticle,
    DraftIssue,
    IssueKey,
    PageRef,
    PaperKind,
    Paragraph,
    PartialDate,
)

KEY = IssueKey(PaperKind.NEWSPAPER, "甲报", PartialDate(2026, 3, 2))


def article(
    title: str, text: str = "", own_id: str | None = None, page: str = "01", certainty: Certainty = Certainty.SURE
) -> DraftArticle:
    pages = (PageRef(page),) if page else ()
    return DraftArticle(Content(title, blocks=(Paragraph(text),)), "0" * 64, own_id, pages, certainty=certainty)


def page_text(page: str) -> DraftArticle:
    """The text of a whole page, as a PDF gives it."""
    return article(f"第{page}版", "全版文字", f"page-{page}", page, Certainty.UNSURE)


def known(*articles: DraftArticle, form: str = "a", collective: bool = True) -> KnownIssue:
    return KnownIssue(
        1,
        form,
        collective,
        {
            identity_of(item): KnownArticle(
                number,
                1,
                content_digest(item),
                placement_digest(item),
                item.pages[0].label if item.pages else None,
                item.certainty,
            )
            for number, item in enumerate(articles, 1)
        },
    )


def actions(
    issue: DraftIssue, there: KnownIssue | None, form: str = "a", *, collective: bool = True
) -> list[str] | None:
    planned = plan(issue, there, form, collective=collective, repeats={})
    return None if planned is None else [item.action.value for item in planned.articles]


def test_identity_without_an_id_is_page_title_and_beginning() -> None:
    long = "字" * 40
    assert identity_of(article("题", long + "尾")) == identity_of(article("题", long + "另一个尾"))
    assert identity_of(article("题", long)) != identity_of(article("题", "别" + long))
    assert identity_of(article("题", long)) != identity_of(article("题", long, page="02"))
    assert identity_of(article("题", long, own_id="1")) == identity_of(article("换了题", "换了文", own_id="1"))


def test_same_newer_new() -> None:
    there = known(article("甲", own_id="1"), article("乙", own_id="2"))
    issue = DraftIssue(
        KEY, articles=(article("甲", own_id="1"), article("乙改", own_id="2"), article("丙", own_id="3"))
    )
    assert actions(issue, there) == [Action.SAME, Action.NEWER, Action.NEW]


def test_a_moved_article_is_not_a_new_version() -> None:
    there = known(article("甲", own_id="1"))
    assert actions(DraftIssue(KEY, articles=(article("甲", own_id="1", page="02"),)), there) == [Action.PLACED]


def test_two_notices_under_one_title_are_both_kept_and_stay_the_same_next_time() -> None:
    same_start = "启事" * 20
    issue = DraftIssue(
        KEY,
        articles=(
            article("公告", same_start + "一"),
            article("公告", same_start + "二"),
            article("公告", same_start + "一"),
        ),
    )
    planned = plan(issue, None, "a", collective=True, repeats={})
    assert planned is not None
    identities = [item.identity for item in planned.articles]
    assert len(set(identities)) == 2
    again = plan(issue, None, "a", collective=True, repeats={})
    assert again is not None
    assert [item.identity for item in again.articles] == identities


def test_the_same_issue_from_another_source_is_a_conflict() -> None:
    there = known(article("甲", own_id="1"))
    other = DraftIssue(KEY, articles=(article("甲", own_id="9"),), whole=True)
    assert actions(other, there, "b") is None
    assert actions(other, there, "a") is None  # same family, same page, none of the same ids: another site's copy
    other_page = DraftIssue(KEY, articles=(article("丁", own_id="9", page="02"),), whole=True)
    assert actions(other_page, there, "a") == [Action.NEW]  # the next page of the same issue


def test_single_articles_add_up_whatever_form_they_come_in() -> None:
    there = known(article("甲"), collective=False)
    assert actions(DraftIssue(KEY, articles=(article("乙"),)), there, "b", collective=False) == [Action.NEW]


def test_documents_never_conflict() -> None:
    key = IssueKey(PaperKind.DOCUMENTS, "甲局", PartialDate(2026))
    there = known(article("甲"))
    assert actions(DraftIssue(key, articles=(article("乙"),)), there, "b") == [Action.NEW]


def test_page_text_gives_way_to_articles_in_either_order() -> None:
    texts = DraftIssue(KEY, articles=(page_text("01"), page_text("02")))
    planned = plan(texts, known(article("甲", own_id="1")), "pdf", collective=False, repeats={})
    assert planned is not None
    assert [item.article.pages[0].label for item in planned.articles] == ["02"]
    assert planned.omitted == 1
    whole = DraftIssue(KEY, articles=(article("甲", own_id="1"),), whole=True)
    planned = plan(whole, known(page_text("01"), page_text("02"), form="pdf"), "a", collective=True, repeats={})
    assert planned is not None
    assert (planned.superseded, planned.omitted) == ((1,), 0)


def test_documents_never_give_way() -> None:
    key = IssueKey(PaperKind.DOCUMENTS, "未分类文本", None)
    there = known(article("网页", page=""), form="html-page", collective=False)
    issue = DraftIssue(key, articles=(article("文件", "一份 PDF", page="", certainty=Certainty.UNSURE),))
    assert actions(issue, there, "pdf", collective=False) == [Action.NEW]


def test_what_people_corrected_is_held_against_a_source_that_changed() -> None:
    there = known(article("甲", own_id="1"), article("乙", own_id="2"))
    held = {name: replace(item, edited=item.id == 1, placed=item.id == 2) for name, item in there.articles.items()}
    there = replace(there, articles=held)
    assert actions(DraftIssue(KEY, articles=(article("甲", own_id="1"),)), there) == [Action.SAME]
    changed = (article("甲改", own_id="1"), article("乙改", own_id="2"))
    assert actions(DraftIssue(KEY, articles=changed), there) == [Action.HELD, Action.NEWER]
    moved = (article("甲", own_id="1", page="05"), article("乙", own_id="2", page="05"))
    assert actions(DraftIssue(KEY, articles=moved), there) == [Action.PLACED, Action.HELD]
