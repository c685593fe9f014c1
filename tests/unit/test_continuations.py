"""Parts, copies and 导读 of one issue find one another."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.labels import parse_pages
from archive.model import ArticleLink, LinkKind, PageRef
from archive.newspaper.continuations import Dangling, IssueText, issue_links
from archive.newspaper.jump_marks import Direction

LONG = "青湾晚报讯 渡口两岸的居民昨天清早就来到码头，等候第一班船靠岸。"


def article(number: int, page: str, title: str, *texts: str, name: str | None = None) -> IssueText:
    pages = tuple(PageRef(ref.label, name) for ref in parse_pages(page))
    return IssueText(number, pages, title, texts or (f"{LONG}第{number}篇。",))


def continues(first: int, second: int, label: str, *, sure: bool = True) -> ArticleLink:
    return ArticleLink(LinkKind.CONTINUES, first, second, label, sure=sure)


# ── parts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_parts_that_name_one_another() -> None:
    found = issue_links(
        [
            article(1, "第1版", "新渡口开通", f"{LONG}市民说，（下转第四版）"),
            article(2, "第1版", "春耕开始"),
            article(3, "第4版", "新渡口开通", "（上接第一版）再也不用绕路了。"),
            article(4, "第4版", "天气"),
        ]
    )
    assert found.links == (continues(1, 3, "04"),)
    assert found.dangling == ()


def test_two_jumps_to_one_page_are_told_apart_by_their_headlines() -> None:
    found = issue_links(
        [
            article(1, "1", "全市教育大会召开", "甲（下转第4版）"),
            article(2, "1", "经济半年报公布", "乙（下转第4版）"),
            article(3, "4", "上半年经济半年报", "（上接第1版）丙"),
            article(4, "4", "", "（上接第1版）丁"),
        ]
    )
    assert found.links == (continues(1, 4, "04"), continues(2, 3, "04"))


def test_numbered_jumps_belong_together() -> None:
    found = issue_links(
        [
            article(1, "1", "甲文", "甲（下转第2版①）"),
            article(2, "1", "乙文", "乙（下转第2版②）"),
            article(3, "2", "无题", "（上接第1版②）丙"),
            article(4, "2", "无题", "（上接第1版①）丁"),
        ]
    )
    assert found.links == (continues(1, 4, "02"), continues(2, 3, "02"))


def test_one_side_and_the_same_headline_are_enough() -> None:
    forward = [
        article(1, "A1", "新渡口开通", "甲（转A7）"),
        article(2, "A7", "新渡口开通", "乙"),
        article(3, "A7", "别的事"),
    ]
    assert issue_links(forward).links == (continues(1, 2, "A07"),)
    back = [article(1, "A1", "新渡口开通", "甲"), article(2, "A7", "新渡口开通", "◀上接A01版", "乙")]
    assert issue_links(back).links == (continues(1, 2, "A07"),)


def test_where_several_fit_all_are_possible() -> None:
    found = issue_links(
        [
            article(1, "1", "甲文", "甲（下转第4版）"),
            article(2, "4", "无题一", "（上接第1版）乙"),
            article(3, "4", "无题二", "（上接第1版）丙"),
        ]
    )
    assert found.links == (continues(1, 2, "04", sure=False), continues(1, 3, "04", sure=False))
    assert found.dangling == ()


def test_words_in_common_make_it_possible() -> None:
    found = issue_links(
        [article(1, "1", "新渡口今天开通市民欢迎", "甲（下转第4版）"), article(2, "4", "新渡口今天正式开通", "乙")]
    )
    assert found.links == (continues(1, 2, "04", sure=False),)


def test_a_part_that_began_elsewhere_is_no_candidate() -> None:
    found = issue_links(
        [article(1, "1", "新渡口开通", "甲（下转第4版）"), article(2, "4", "新渡口开通", "（上接第3版）乙")]
    )
    assert found.links == ()
    assert found.dangling == (Dangling(1, "04", Direction.ONWARD), Dangling(2, "03", Direction.BACK))


def test_a_chain_of_three() -> None:
    found = issue_links(
        [
            article(1, "1", "长篇通讯", "甲（下转第2版）"),
            article(2, "2", "长篇通讯", "（上接第1版）乙", "丙（下转第3版）"),
            article(3, "3", "长篇通讯", "（上接第2版）丁"),
        ]
    )
    assert found.links == (continues(1, 2, "02"), continues(2, 3, "03"))


def test_a_missing_page_is_told_and_so_is_a_page_without_the_part() -> None:
    found = issue_links(
        [
            article(1, "1", "甲文", "甲（下转第9版）"),
            article(2, "1", "乙文", "乙（下转第4版）"),
            article(3, "4", "别的事"),
        ]
    )
    assert found.links == ()
    assert found.dangling == (Dangling(1, "09", Direction.ONWARD), Dangling(2, "04", Direction.ONWARD))


def test_one_jump_to_two_pages() -> None:
    articles = [
        article(1, "1", "公报全文", "甲（下转第2、3版）"),
        article(2, "2", "公报全文", "（上接第1版）乙"),
        article(3, "3", "公报全文", "（上接第1版）丙"),
    ]
    assert issue_links(articles).links == (continues(1, 2, "02"), continues(1, 3, "03"))
    assert issue_links(articles[:2]).dangling == (Dangling(1, "03", Direction.ONWARD),)
    spread = [articles[0], article(4, "2-3", "公报全文", "（上接第1版）乙")]
    assert issue_links(spread).links == (continues(1, 4, "02"),)
    assert issue_links(spread).dangling == ()


def test_an_article_on_both_pages_is_whole() -> None:
    assert issue_links([article(1, "2-3", "通版文章", "甲（下转第3版）")]).dangling == ()


@pytest.mark.parametrize(("page", "printed"), [("001", "A01"), ("A01", "1")])
def test_papers_print_letters_that_their_site_does_not_have(page: str, printed: str) -> None:
    inner = "002" if page == "001" else "A02"
    found = issue_links(
        [article(1, page, "新渡口开通", "甲"), article(2, inner, "新渡口开通", f"上接{printed}版", "乙")]
    )
    assert found.links == (continues(1, 2, parse_pages(inner)[0].label),)


def test_the_mark_may_stand_in_the_headline_or_name_the_first_part() -> None:
    found = issue_links([article(1, "1", "新渡口开通", "甲（下转第2版）"), article(2, "2", "（上接第1版）", "乙")])
    assert found.links == (continues(1, 2, "02"),)
    named = issue_links(
        [
            article(1, "1", "新渡口开通", "甲"),
            article(2, "1", "天气"),
            article(3, "2", "", "（上接第1版《新渡口开通》）乙"),
        ]
    )
    assert named.links == (continues(1, 3, "02"),)


def test_traditional_characters() -> None:
    found = issue_links(
        [article(1, "A1", "新渡口啟用", "甲（下轉A7版）"), article(2, "A7", "新渡口啟用", "（上接A1版）乙")]
    )
    assert found.links == (continues(1, 2, "A07"),)


# ── copies and 导读 ────────────────────────────────────────────────────────────────────────────────────────────────


def test_equal_texts_and_contained_texts_are_the_same_article() -> None:
    found = issue_links(
        [
            article(1, "1", "新渡口开通", LONG),
            article(2, "3", "新渡口开通了", LONG, "船长说，以后每天十班。"),
            article(3, "3", "渡口", LONG.replace(" ", "\u3000")),
            article(4, "4", "天气"),
        ]
    )
    assert [(link.kind, link.first, link.second, link.sure) for link in found.links] == [
        (LinkKind.SAME, 2, 1, True),
        (LinkKind.SAME, 2, 3, True),
    ]


def test_short_and_empty_texts_are_never_copies() -> None:
    assert (
        issue_links(
            [article(1, "1", "图片新闻", ""), article(2, "2", "图片新闻", ""), article(3, "2", "短", "本报讯")]
        ).links
        == ()
    )


def test_of_equal_copies_the_one_on_the_digest_page_gives_way() -> None:
    found = issue_links([article(1, "1", "新渡口", LONG, name="导读"), article(2, "3", "新渡口", LONG, name="本市")])
    assert [(link.first, link.second) for link in found.links] == [(2, 1)]


def test_a_part_whose_whole_story_stands_on_the_other_page_is_a_copy_not_a_part() -> None:
    found = issue_links(
        [
            article(1, "1", "新渡口开通", f"{LONG}（下转第2版）"),
            article(2, "2", "新渡口开通", "（上接第1版）", LONG, "船长说，以后每天十班。"),
        ]
    )
    assert [(link.kind, link.first, link.second) for link in found.links] == [(LinkKind.SAME, 2, 1)]
    assert found.dangling == ()


def test_a_digest_names_the_page_of_its_article() -> None:
    found = issue_links(
        [article(1, "1", "新渡口开通", "（A04）"), article(2, "4", "新渡口开通", LONG), article(3, "4", "天气", "晴。")]
    )
    assert found.links == (ArticleLink(LinkKind.DIGEST, 1, 2, "04", sure=True),)


def test_a_digest_without_a_page_is_sure_on_a_digest_page_only() -> None:
    inner = article(2, "4", "新渡口今天开通", LONG * 2, name="本市")

    def on(name: str) -> list[tuple[LinkKind, bool]]:
        front = article(1, "1", "新渡口今天开通", "渡口两岸盼了十年。", name=name)
        return [(link.kind, link.sure) for link in issue_links([front, inner]).links]

    assert on("导读") == [(LinkKind.DIGEST, True)]
    assert on("要闻") == [(LinkKind.DIGEST, False)]
    assert on("本市") == []


def test_a_related_report_is_not_the_article_itself() -> None:
    found = issue_links(
        [
            article(1, "1", "新渡口开通", f"{LONG}（相关报道见第4版）"),
            article(2, "4", "老船工的一天", LONG * 3 + "别的话。"),
        ]
    )
    assert [link.kind for link in found.links if link.kind is LinkKind.DIGEST] == []


# ── any issue ──────────────────────────────────────────────────────────────────────────────────────────────────────

PIECES = st.sampled_from(
    ["甲", "乙", LONG, "（下转第2版）", "（上接第1版）", "（下转第1版）", "（上接第2版）", "转3版", "（见第3版）"]
)
ARTICLES = st.tuples(
    st.sampled_from(["1", "2", "3", "2-3", "A1", ""]),
    st.sampled_from(["新渡口今天开通", "新渡口", "天气", "", "（上接第1版）"]),
    st.lists(PIECES, max_size=4),
)


@given(st.lists(ARTICLES, max_size=8))
def test_links_never_contradict_one_another(drawn: list[tuple[str, str, list[str]]]) -> None:
    articles = [IssueText(at, parse_pages(page), title, tuple(texts)) for at, (page, title, texts) in enumerate(drawn)]
    found = issue_links(articles)
    sure = {link.second: link.first for link in found.links if link.kind is LinkKind.CONTINUES and link.sure}
    assert len(sure) == sum(link.kind is LinkKind.CONTINUES and link.sure for link in found.links)
    copies = Counter(link.second for link in found.links if link.kind is LinkKind.SAME)
    assert all(count == 1 for count in copies.values())
    for link in found.links:
        assert link.first != link.second
        assert link.kind is LinkKind.SAME or not {link.first, link.second} & set(copies)
    for start in sure:  # no part continues itself, however long the way
        seen, at = {start}, sure.get(start)
        while at is not None:
            assert at not in seen
            seen.add(at)
            at = sure.get(at)
    assert {loose.article for loose in found.dangling} <= set(range(len(articles)))


def test_a_large_issue_is_quick() -> None:
    articles = [
        article(
            at,
            str(at % 40 + 1),
            f"第{at}号消息",
            *(f"第{at}篇第{line}段，{LONG}" for line in range(30)),
            f"（下转第{at % 40 + 2}版）",
        )
        for at in range(200)
    ]
    started = time.process_time()
    issue_links(articles)
    assert time.process_time() - started < 1
