"""Pure parts that the window and the command line share: navigation, wording, text, HTML and Markdown."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from archive.model import (
    Article,
    ArticleHead,
    Block,
    Content,
    Figure,
    Heading,
    IssueKey,
    ListBlock,
    Page,
    PageRef,
    PaperKind,
    Paragraph,
    PartialDate,
    Table,
)
from reader import navigation
from reader.navigation import History, OpenIssue, Place
from reader.rendering.html import render_html
from reader.rendering.markdown import render_markdown
from reader.rendering.text import render_text
from ui.desktop.views.article_text import column_width, spaced_runs

KEY = IssueKey(PaperKind.NEWSPAPER, "厦门日报", PartialDate(2025, 8, 28))
PAGES = tuple(Page(label, name, order, 1, 1, None, None) for order, (label, name) in
              enumerate((("A06", "都市新闻"), ("A07", "都市新闻"), ("A08", None)), 1))  # fmt: skip
BLOCKS: tuple[Block, ...] = (
    Paragraph("正文 <b>&amp;</b> *星* _线_ # 号"),
    Paragraph("1. 像列表的一行"),
    Heading(1, "小标题"),
    ListBlock(("●一项", "●二项")),
    Figure("0" * 64, "图注", "某某 摄"),
    Table((("甲", "乙|丙"), ("丁",))),
)
ARTICLE = Article(
    7, KEY, (PageRef("A06", "都市新闻"), PageRef("A07", "都市新闻")), 1,
    Content("主题<一>", kicker="引题", subtitle="副题", byline="本报记者 林一", source="来源：本报",
            fields={"发文字号": "〔2022〕7号"}, blocks=BLOCKS),
    (), "f" * 64, 1,
)  # fmt: skip


def head(number: int, *pages: str) -> ArticleHead:
    return ArticleHead(number, KEY, pages, number, None, f"题{number}", None, None)


ISSUE = OpenIssue(KEY, PAGES, (head(1, "A06", "A07"), head(2, "A06"), head(3, "A08")))


def test_beside_stops_at_the_edges() -> None:
    assert [ISSUE.article_beside(2, step) for step in (-1, 1)] == [1, 3]
    assert ISSUE.article_beside(3, 1) is None
    assert ISSUE.page_beside("A06", -1) is None
    assert ISSUE.page_beside("A06", 1) == "A07"
    assert ISSUE.article_beside(None, 1) is None


def test_an_article_on_two_pages_stays_on_the_page_one_is_on() -> None:
    assert ISSUE.page_for(1, "A07") == "A07"
    assert ISSUE.page_for(1, "A08") == "A06"
    assert [found.id for found in ISSUE.heads_on("A07")] == [1]


def test_where_am_i() -> None:
    here = ISSUE.whereabouts("A06", 2)
    assert (here.paper, here.date, here.weekday, here.page, here.page_name, here.index, here.total) == (
        "厦门日报", "2025-08-28", 3, "A06", "都市新闻", 2, 2,
    )  # fmt: skip
    documents = OpenIssue(IssueKey(PaperKind.DOCUMENTS, "某局", PartialDate(2022)), (), (head(1),))
    there = documents.whereabouts(None, 1)
    assert (there.paper, there.date, there.weekday, there.page, there.index, there.total) == (
        "某局", "2022", None, None, 1, 1,
    )  # fmt: skip


def test_wording_of_the_head() -> None:
    assert navigation.page_line(ARTICLE.pages) == "第A06、A07版:都市新闻"
    assert navigation.short_date(KEY) == "08-28"
    assert navigation.citation(KEY, ARTICLE.pages, "题\n目") == "——《题 目》，厦门日报，2025-08-28 第A06、A07版"


@pytest.mark.parametrize(("typed", "label"), [("第A06版", "A06"), ("a06", "A06"), ("6", "06"), ("第6版", "06")])
def test_pages_as_typed(typed: str, label: str) -> None:
    assert navigation.typed_label(typed) == label


def test_history_drops_what_was_ahead() -> None:
    history = History()
    places = [Place(KEY, None, number) for number in range(4)]
    for place in places[:3]:
        history.visit(place)
    assert history.back() == places[1]
    assert history.forward() == places[2]
    history.back()
    history.visit(places[3])
    assert not history.can_forward
    assert history.back() == places[1]
    assert history.back() == places[0]
    assert history.back() is None


def test_plain_text_has_everything() -> None:
    text = render_text(ARTICLE)
    for part in ("引题", "主题<一>", "副题", "林一", "来源：本报", "〔2022〕7号", "●二项", "图注 某某 摄", "甲\t乙|丙"):
        assert part in text
    assert text.endswith("\n")


def test_html_is_whole_escaped_and_loads_nothing() -> None:
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)
            assert not {name for name, _value in attrs} & {"src", "href", "onclick"}

        def handle_data(self, data: str) -> None:
            seen.append(data)

    page = render_html(ARTICLE)
    Reader().feed(page)
    assert "正文 <b>&amp;</b> *星* _线_ # 号" in seen
    assert page.startswith("<!DOCTYPE html>")
    assert {"h1", "h2", "ul", "figure", "table", "dl"} <= set(seen)
    assert "b" not in seen


def test_markdown_escapes_what_it_would_read() -> None:
    text = render_markdown(ARTICLE)
    assert "# 主题\\<一\\>" in text
    assert "正文 \\<b\\>\\&amp;\\</b\\> \\*星\\* \\_线\\_ \\# 号" in text
    assert "\n1\\. 像列表" in text
    assert "| 甲 | 乙\\|丙 |\n| --- | --- |\n| 丁 |  |" in text


def test_spacing_changes_no_character() -> None:
    text = "他说：“《论语》2025年,AI很好。”（完）"
    runs = list(spaced_runs(text))
    assert "".join(run for run, _spacing in runs) == text
    assert dict(runs)["："] == -0.5
    assert dict(runs)["5"] > 0  # a little air between 2025 and 年


def test_measure_is_whole_ems() -> None:
    assert column_width(2000, 18) == 36 * 18
    assert column_width(500, 18) % 18 == 0
    assert column_width(500, 18) <= 500
