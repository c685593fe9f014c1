"""Real material from ../shared, where it is there: read as far as it goes, said as it is."""

from __future__ import annotations

import io
import lzma
from itertools import islice
from typing import Any

import pytest

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.registry import find
from archive.model import PaperKind

CLASSIC = "samples/epaper/founder-classic"
MISSING = (
    *(f"node_{number}.htm" for number in range(3, 10)),
    "../../../images/2023-02/10/01/KJRB2023021001_b.jpg",
    *(f"content_{number}.htm" for number in (548643, 548646, 548655, 548659, 548662)),
)


@pytest.mark.parametrize("alone", [False, True])
def test_kjrb_page(golden: Any, *, alone: bool) -> None:
    path = golden.material(f"{CLASSIC}/kjrb-2023-02-10")
    source = golden.folder(path)
    if alone:
        source = golden.one_file((path / "node_2.htm").read_bytes(), "node_2.htm")
    [draft] = golden.read_all(source, None, "founder")
    assert (draft.key.kind, draft.key.paper, str(draft.key.date)) == (PaperKind.NEWSPAPER, "科技日报", "2023-02-10")
    assert [(page.label, page.name) for page in draft.pages] == [("01", "今日要闻")]
    assert [(article.own_id, len(article.zones)) for article in draft.articles] == [
        ("548643", 1),
        ("548646", 2),
        ("548655", 1),
        ("548659", 2),
        ("548662", 1),
    ]
    assert all(article.content.title and not article.content.blocks for article in draft.articles)
    assert draft.missing == MISSING
    assert draft.left_out == ()


def test_hnrb_entry_and_pages(golden: Any) -> None:
    source = golden.folder(golden.material(f"{CLASSIC}/hnrb-2026-09-27"))
    [draft] = golden.read_all(source, Hints({"paper": "河南日报"}), "founder")
    assert [(article.content.title, article.pages[0].label) for article in draft.articles] == [
        ("标题一", "01"),
        ("标题二", "01"),
        ("标题三", "02"),
    ]


def test_rmrb_pages_without_advertisement_or_other_days(golden: Any) -> None:
    source = golden.folder(golden.material("samples/epaper/founder-new/rmrb-2026-09-27"))
    [draft] = golden.read_all(source, Hints({"paper": "人民日报"}), "founder")
    assert [(page.label, page.name) for page in draft.pages] == [("01", "要闻"), ("02", "理论")]
    assert [article.own_id for article in draft.articles] == ["101", "202"]


@pytest.mark.parametrize(
    ("name", "paper", "articles", "labels"),
    [
        ("hainan_daily_2026-07-23_full_issue.jsonl", "海南日报", 42, {"01", "02"}),
        ("xinmin_evening_2022_sample.jsonl", "新民晚报", 15, {"01", "04-05"}),
        ("macao_daily_hant_sample.jsonl", "澳門日報", 43, set()),
        ("rmrb_issue_2026-07-04_page_structure.jsonl", "人民日报", 106, {"01"}),  # and its 海外版
    ],
)
def test_tables_of_papers(golden: Any, name: str, paper: str, articles: int, labels: set[str]) -> None:
    data = golden.material(f"samples/corpora/{name}").read_bytes()
    drafts = golden.read_all(golden.one_file(data, name), None, "table")
    assert paper in {draft.key.paper for draft in drafts}
    assert sum(len(draft.articles) for draft in drafts) == articles
    assert labels <= {page.label for draft in drafts for page in draft.pages}


def test_gbk_csv_needs_a_paper_and_reads_date_with_page(golden: Any) -> None:
    source = golden.one_file(golden.material("samples/corpora/gbk_csv_rmrb.csv").read_bytes(), "gbk.csv")
    with pytest.raises(UnreadableSourceError, match="paper"):
        golden.read_all(source, None, "table")
    drafts = golden.read_all(source, Hints({"paper": "人民日报"}, {"text": "Abstract"}), "table")
    assert sum(len(draft.articles) for draft in drafts) == 20
    assert str(drafts[0].key.date) == "2018-07-10"
    assert drafts[0].articles[0].pages[0].label == "13"
    assert drafts[0].articles[0].pages[0].name is None


def test_government_documents(golden: Any) -> None:
    data = golden.material("samples/documents/gov_policy_sample.jsonl").read_bytes()
    drafts = golden.read_all(golden.one_file(data, "gov.jsonl"), None, "table")
    articles = [article for draft in drafts for article in draft.articles]
    assert {draft.key.kind for draft in drafts} == {PaperKind.DOCUMENTS}
    assert all("号" in article.content.fields["发文字号"] for article in articles if article.content.fields)


def test_xwlb_stream(golden: Any) -> None:
    path = golden.material("corpora/xwlb.jsonl.xz")
    with lzma.open(path) as stream:
        packed = lzma.compress(b"".join(islice(stream, 3000)), preset=0)
    drafts = golden.read_all(golden.one_file(packed, "xwlb.jsonl.xz"), None, "table")
    assert sum(len(draft.articles) for draft in drafts) == 3000
    assert {draft.key.paper for draft in drafts} == {"新闻联播"}
    assert all(not draft.whole and not draft.blobs for draft in drafts)
    assert "time" in drafts[-1].notes[0]


@pytest.mark.parametrize(
    ("name", "date", "words"),
    [
        ("gne_people_1.html.gz", "2019-06-15", "郑板桥"),
        ("gne_qq_2.html.gz", "2019-09-23", "爬虫"),
        ("gne_xinhuanet_1.html.gz", "2019-12-10", "罢工"),
        ("VIDE8k23URB1j4zjTpV3SfWc260427.shtml.gz", "2026-04-27", "农业保险"),
        ("twnews_cna.html.xz", "2016-03-19", "輪胎"),
    ],
)
def test_saved_news_pages(golden: Any, name: str, date: str, words: str) -> None:
    data = golden.material(f"samples/documents/{name}").read_bytes()
    [draft] = golden.read_all(golden.one_file(data, name), None, "html-page")
    content = draft.articles[0].content
    assert str(draft.key.date) == date
    assert words in content.title + "".join(content.texts())
    assert draft.articles[0].original == draft.blobs[0].sha256
    assert "function(" not in "".join(content.texts())


def test_government_pages(golden: Any) -> None:
    for path in sorted(golden.material("samples/documents/gov_policy_html").iterdir()):
        [draft] = golden.read_all(golden.one_file(path.read_bytes(), path.name), None, "html-page")
        content = draft.articles[0].content
        assert draft.key.paper == "国务院办公厅"
        assert content.fields["发文字号"].startswith("国办")
        assert content.title.startswith("国务院办公厅")
        assert not "".join(content.texts()).startswith(content.title)


def test_encodings(golden: Any) -> None:
    for path in sorted(golden.material("samples/corpora/encodings").rglob("*.*")):
        source = golden.one_file(path.read_bytes(), path.name)
        found = find(source)
        if found is None:
            continue
        for draft in found.read(source, Hints()):
            assert draft.articles


def test_sample_papers(golden: Any) -> None:
    """Our own papers, through the real importer: whole issues with pictures, zones, a jump and a spread."""
    samples = golden.folder.__globals__["ROOT"] / "resources" / "samples"
    if not samples.is_dir():
        pytest.skip("resources/samples is not built")
    for name in ("llrb", "ygzb"):
        drafts = golden.read_all(golden.folder(samples / name), None, "founder")
        assert len(drafts) >= 2
        for draft in drafts:
            assert draft.whole
            assert draft.missing == ()
            assert len(draft.pages) >= 4
            assert len(draft.articles) >= 15
            assert all(page.picture and page.preview and page.picture != page.preview for page in draft.pages)
            assert all(article.zones and article.content.blocks for article in draft.articles)
            assert not any("责编" in article.content.title for article in draft.articles)


def test_a_bomb_stops(golden: Any) -> None:
    from archive.formats import unpack

    source = golden.one_file(lzma.compress(b" " * 3_000_000), "bomb.xz")
    with pytest.raises(UnreadableSourceError, match="上限"), unpack.open_plain(source, "bomb.xz", 1_000_000) as stream:
        io.BytesIO(stream.read())
