"""What belongs together with an article, as its reader is told."""

from __future__ import annotations

from collections.abc import Iterable

from archive.model import ArticleHead, ArticleLink, IssueKey, LinkKind, PaperKind, PartialDate
from reader.relations import Relation, Role, relations

KEY = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, 2))
PAGES = {1: "01", 2: "04", 3: "A06", 4: "02", 5: "05"}
HEADS = {
    number: ArticleHead(number, KEY, (page,), number, None, f"第{number}篇", None, None)
    for number, page in PAGES.items()
}


def told(opened: int, members: Iterable[int], *links: ArticleLink) -> tuple[Relation, ...]:
    return relations(opened, [HEADS[number] for number in members], links, HEADS, ("01", "02", "03", "04-05", "A06"))


def test_other_parts_are_named_from_each_part() -> None:
    links = (
        ArticleLink(LinkKind.CONTINUES, 1, 2, "04", sure=True),
        ArticleLink(LinkKind.CONTINUES, 2, 3, "A06", sure=True),
    )
    parts = (1, 2, 3)
    assert [(one.role, one.label) for one in told(1, parts, *links)] == [(Role.NEXT, "04"), (Role.NEXT, "A06")]
    assert [(one.role, one.label) for one in told(2, parts, *links)] == [(Role.BEGINNING, "01"), (Role.NEXT, "A06")]
    assert {one.role for one in told(3, parts, *links)} == {Role.BEGINNING}


def test_a_doubtful_part_can_be_settled_from_both_sides() -> None:
    link = ArticleLink(LinkKind.CONTINUES, 1, 2, "04", sure=False)
    assert told(1, (1,), link) == (Relation(Role.NEXT, "04", 2, "第2篇", sure=False, pair=(1, 2)),)
    assert told(2, (2,), link) == (Relation(Role.BEGINNING, "01", 1, "第1篇", sure=False, pair=(1, 2)),)


def test_what_people_denied_is_not_offered_again() -> None:
    assert told(1, (1,), ArticleLink(LinkKind.CONTINUES, 1, 2, None, sure=False, by_hand=True)) == ()


def test_copies_and_digests_from_both_sides() -> None:
    copy = ArticleLink(LinkKind.SAME, 1, 4, None, sure=True)
    assert [(one.role, one.article) for one in told(1, (1,), copy)] == [(Role.COPY, 4)]
    assert [(one.role, one.article) for one in told(4, (1,), copy)] == [(Role.COPY, 1)]
    digest = ArticleLink(LinkKind.DIGEST, 1, 2, None, sure=True)
    assert [one.role for one in told(1, (1,), digest)] == [Role.FULL_TEXT]
    assert [one.role for one in told(2, (2,), digest)] == [Role.DIGEST]


def test_a_copy_of_a_whole_in_parts_names_where_it_stands() -> None:
    links = (ArticleLink(LinkKind.CONTINUES, 1, 2, "04", sure=True), ArticleLink(LinkKind.SAME, 1, 4, None, sure=True))
    assert [(one.role, one.label) for one in told(4, (1, 2), *links)] == [(Role.COPY, "01")]


def test_a_page_that_is_spoken_of_is_there_or_not() -> None:
    absent = [ArticleLink(LinkKind.CONTINUES, 1, None, label, sure=False) for label in ("09", "05", "04-05")]
    assert [(one.label, one.page_kept) for one in told(1, (1,), *absent)] == [
        ("04-05", True),
        ("05", True),
        ("09", False),
    ]
    [back] = told(1, (1,), ArticleLink(LinkKind.CONTINUES, 1, None, "09", sure=False, back=True))
    assert back.role is Role.BEGINNING


def test_sure_relations_stand_first_and_nothing_twice() -> None:
    doubtful = ArticleLink(LinkKind.CONTINUES, 1, 4, "02", sure=False)
    copy = ArticleLink(LinkKind.SAME, 1, 5, None, sure=True)
    assert [one.article for one in told(1, (1,), doubtful, copy, doubtful)] == [5, 4]
