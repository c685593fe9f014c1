"""Real Founder pages from ../shared: labels, titles, zones inside the page, what is missing."""

from __future__ import annotations

from typing import Any

import pytest

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints

CLASSIC = "samples/epaper/founder-classic"
NEW = "samples/epaper/founder-new"


def test_zones_of_a_real_page_lie_inside_it_and_cover_it(golden: Any) -> None:
    [draft] = golden.read_all(golden.folder(golden.material(f"{CLASSIC}/kjrb-2023-02-10")), None, "founder")
    polygons = [zone.polygon for article in draft.articles for zone in article.zones]
    assert len(polygons) == 7
    assert all(0 <= value <= 1 for polygon in polygons for point in polygon for value in point)
    assert max(y for polygon in polygons for _, y in polygon) > 0.99
    assert draft.pages[0].original == next(blob.sha256 for blob in draft.blobs if blob.name == "node_2.htm")
    assert all("科技日报" not in article.content.title for article in draft.articles)  # the footer's links


def test_a_code_that_several_papers_use_is_not_guessed(golden: Any) -> None:
    [draft] = golden.read_all(golden.folder(golden.material(f"{CLASSIC}/hnrb-2026-09-27")), None, "founder")
    assert draft.key.paper == "hnrb"
    assert any("--set paper" in note for note in draft.notes)


def test_a_known_code_names_the_paper(golden: Any) -> None:
    [draft] = golden.read_all(golden.folder(golden.material(f"{NEW}/rmrb-2026-09-27")), None, "founder")
    assert (draft.key.paper, str(draft.key.date)) == ("人民日报", "2026-09-27")
    assert [article.content.title for article in draft.articles] == ["标题一", "标题二"]


def test_a_page_without_paper_asks_for_it(golden: Any) -> None:
    path = golden.material(f"{CLASSIC}/synthetic-enpproperty/front-page.html")
    source = golden.one_file(path.read_bytes(), path.name)
    with pytest.raises(UnreadableSourceError, match="--set paper"):
        golden.read_all(source, None, "founder")
    [draft] = golden.read_all(source, Hints({"paper": "海南日报", "date": "2026-09-27"}), "founder")
    assert [(article.content.title, article.own_id) for article in draft.articles] == [("头版测试报道", "1_1001")]


def test_an_article_file_that_repeats_its_page_is_an_article(golden: Any) -> None:
    path = golden.material(f"{NEW}/synthetic-rmrb-article/article.html")
    [draft] = golden.read_all(golden.one_file(path.read_bytes(), path.name), None, "html-page")
    assert draft.articles[0].content.title == "测试标题"


def test_a_folder_of_several_papers(golden: Any) -> None:
    drafts = golden.read_all(golden.folder(golden.material(CLASSIC)), None, "founder")
    assert [(draft.key.paper, len(draft.articles)) for draft in drafts] == [("hnrb", 3), ("科技日报", 5)]
