"""A whole British Library issue in METS and ALTO from ../shared: pages, articles, zones, and text that lies in its zones."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from archive.formats.base import Hints
from archive.model import Certainty, DraftIssue, Word, Zone

ISSUE = "samples/archive-xml/mets-alto"


@pytest.fixture(scope="module")
def draft(golden: Any) -> DraftIssue:
    read: DraftIssue
    [read] = golden.read_all(golden.folder(golden.material(ISSUE)), None, "archive-xml")
    return read


def test_issue_and_pages(draft: DraftIssue) -> None:
    assert (draft.key.paper, str(draft.key.date), draft.whole) == ("The Statesman", "1824-02-17", True)
    assert [(page.label, len(page.words), page.recognised) for page in draft.pages] == [
        ("01", 5140, True),
        ("02", 6362, True),
        ("03", 5010, True),
        ("04", 5580, True),
    ]
    assert draft.missing == tuple(f"0002647_18240217_000{number}.jp2" for number in range(1, 5))
    assert draft.left_out == ()
    assert len(draft.blobs) == 5


def test_articles(draft: DraftIssue) -> None:
    marked = [article for article in draft.articles if article.own_id and not article.own_id.startswith("rest")]
    assert [article.own_id for article in marked] == [*(f"art{number:04}" for number in range(1, 27)), "sect0001"]
    assert {article.certainty for article in marked} == {Certainty.RECOGNISED}
    titles = {article.own_id: article.content.title for article in marked}
    assert (titles["art0002"], titles["art0014"], titles["art0024"]) == (
        "COAL DUTIES.",
        "WELSH JUDGES.",
        "LONDON MARKETS.",
    )
    assert [ref.label for ref in marked[9].pages] == ["02", "03"]  # goes on overleaf
    assert marked[-1].content.fields == {"类型": "广告"}
    assert sum(len(article.zones) for article in marked) == 151
    assert [article.own_id for article in draft.articles if article not in marked] == ["rest-01"]


def test_words_inside_the_zones_of_an_article_give_its_text(draft: DraftIssue) -> None:
    pages = {page.label: page.words for page in draft.pages}
    for article in draft.articles:
        said = Counter("".join(article.content.texts()))
        lying = Counter(
            char for zone in article.zones for word in pages[zone.page] if inside(word, zone) for char in word.text
        )
        letters = [char for char in said if char.isalpha()]
        found = sum(min(said[char], lying[char]) for char in letters)
        assert found >= 0.97 * sum(said[char] for char in letters), article.own_id


def inside(word: Word, zone: Zone) -> bool:
    """Is the middle of the word in the rectangle?"""
    across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
    (left, top), _, (right, bottom), _ = zone.polygon
    return left <= across <= right and top <= down <= bottom


def test_divided_words_are_joined(draft: DraftIssue) -> None:
    text = "\n".join(text for article in draft.articles for text in article.content.texts())
    assert "acquainted with the First Principles of that Science" in text
    words = [word.text for word in draft.pages[0].words]
    at = words.index("Prin-")
    assert words[at + 1] == "ciples"


def test_pages_alone_need_the_paper_and_know_their_day(golden: Any) -> None:
    path = golden.material(ISSUE) / "0002647_18240217_0003.xml.gz"
    source = golden.one_file(path.read_bytes(), path.name)
    [draft] = golden.read_all(source, Hints({"paper": "The Statesman"}), "archive-xml")
    assert (str(draft.key.date), [page.label for page in draft.pages], draft.whole) == ("1824-02-17", ["03"], False)
    assert [article.own_id for article in draft.articles] == ["page-03"]
    assert len(draft.articles[0].zones) == 60
