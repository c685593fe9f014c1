"""Real office files, feeds and exports from ../shared, where they are there."""

from __future__ import annotations

from typing import Any

import pytest

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.formats.registry import find
from archive.model import Figure, ListBlock, PaperKind

NEWS = "samples/archive-xml/nitf-newsml"


@pytest.mark.parametrize(
    ("name", "paper", "date", "title", "blocks", "missing"),
    [
        ("newsml-1.2/afp.xml", "AFP", "2014-08-29", "Sweden court accepts receivership for Saab carmaker", 10, 0),
        ("newsml-g2/ansa-newsmlg2-text.xml", "ansa.it", "2017-10-11", "Catalan independence declaration unacceptable - Alfano", 4, 1),
        ("newsml-g2/picture.xml", "reuters.com", "2013-03-04", "A woman casts her ballot inside a polling station in Kenya's town of Gatundu", 1, 1),
        ("newsml-g2/snep.xml", "reuters.com", "2013-03-04", "OUSTPM Link List", 1, 10),
        ("newsml-g2/text.xml", "reuters.com", "2013-03-01", "Soccer-Smiling Benitez pleads for support after midweek outburst against opponent", 1, 0),
        ("nitf/ap-nitf.xml", "The Associated Press", "2015-12-10", "Can trading pollution like stocks help fight climate change?", 28, 0),
        ("nitf/efe_nitf.xml", "Agencia EFE", "2017-01-02", "Honduran president announces Cabinet changes", 1, 0),
        ("nitf/nitf-fishing.xml", "XML Team Solutions, Inc.", "2002-02-25", "Weather and Tide Updates for Norfolk", 11, 1),
    ],
)  # fmt: skip
def test_news_items(golden: Any, name: str, paper: str, date: str, title: str, blocks: int, missing: int) -> None:
    data = golden.material(f"{NEWS}/{name}").read_bytes()
    [draft] = golden.read_all(golden.one_file(data, name), None, "news-xml")
    [article] = draft.articles
    assert (draft.key.paper, str(draft.key.date), article.content.title) == (paper, date, title)
    assert (len(article.content.blocks), len(draft.missing)) == (blocks, missing)


def test_every_news_sample_is_listed() -> None:
    [listed] = [mark for mark in test_news_items.pytestmark if mark.name == "parametrize"]  # type: ignore[attr-defined]
    assert len(listed.args[1]) == 8


def test_a_package_lists_and_a_picture_is_captioned(golden: Any) -> None:
    package, picture = (
        golden.read_all(golden.one_file(golden.material(f"{NEWS}/newsml-g2/{name}.xml").read_bytes()))[0]
        .articles[0]
        .content
        for name in ("snep", "picture")
    )
    assert isinstance(package.blocks[0], ListBlock)
    assert len(package.blocks[0].items) == 10
    assert isinstance(picture.blocks[0], Figure)
    assert picture.byline == "MARKO DJURICA"


def test_epub_samples(golden: Any) -> None:
    paths = sorted(golden.material("samples/documents/epub").glob("*.epub"))
    assert len(paths) == 16
    for path in paths:
        [draft] = golden.read_all(golden.one_file(path.read_bytes(), path.name), None, "epub")
        assert draft.key.kind is PaperKind.DOCUMENTS
        assert draft.unsure
        assert len(draft.articles) == (2 if "duplicate-item" in path.name else 1)
        assert draft.missing == ()
        assert bool(draft.notes) == ("duplicate-item" in path.name)


def test_mht_sample(golden: Any) -> None:
    data = golden.material("samples/documents/simple.mht").read_bytes()
    [draft] = golden.read_all(golden.one_file(data, "simple.mht"), None, "mht")
    [article] = draft.articles
    assert article.content.title == "Hey, I’m zsx!"
    assert "我只是在测试文件而已（笑）" in list(article.content.texts())
    [figure] = [block for block in article.content.blocks if isinstance(block, Figure)]
    assert figure.picture == draft.blobs[1].sha256
    assert article.original == draft.blobs[0].sha256


@pytest.mark.parametrize(
    ("name", "form", "words", "articles"),
    [
        ("gb2312/cnblog.org.xml", "feed", "出版商", 16),
        ("gb2312/_chromium_gb18030_with_no_encoding_specified.html.xml", "html-page", "中国", 1),
        ("gb2312/_mozilla_bug171813_text.html", "html-page", "魔力宝贝", 1),
        ("gb2312/_ude_1.txt", "plain-text", "汉语", 1),
        ("gb18030/744521a-gbk.txt", "plain-text", "公元", 1),
        ("gb18030/_ude_1.txt", "plain-text", "漢語", 1),
        ("big5/coolloud.org.tw.xml", "feed", "苦勞", 20),
        ("big5/_chromium_Big5_with_no_encoding_specified.html", "html-page", "台北看守所", 1),
        ("big5/_ude_1.txt", "plain-text", "維基", 1),
        ("euc_jp/_mozilla_bug431054_text.html", "html-page", "", 1),
    ],
)
def test_encoding_samples(golden: Any, name: str, form: str, words: str, articles: int) -> None:
    data = golden.material(f"samples/corpora/encodings/{name}").read_bytes()
    drafts = golden.read_all(golden.one_file(data, name.rsplit("/", 1)[1]), None, form)
    found = [article for draft in drafts for article in draft.articles]
    assert len(found) == articles
    text = "".join(draft.key.paper for draft in drafts)
    text += "".join(article.content.title + "".join(article.content.texts()) for article in found)
    assert words in text


@pytest.mark.parametrize(
    ("name", "reason"),
    [("opencc_testcases.json", "缺少字段 paper"), ("cmrc2018.passages.jsonl", "缺少字段 paper"), ("cmrc2018.queries.jsonl", "缺少字段 paper")],
)  # fmt: skip
def test_tables_without_a_paper_say_what_to_set(golden: Any, name: str, reason: str) -> None:
    source = golden.one_file(golden.material(f"samples/corpora/{name}").read_bytes(), name)
    form = find(source)
    assert form is not None
    with pytest.raises(UnreadableSourceError, match=reason):
        list(form.read(source, Hints()))
