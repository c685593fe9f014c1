"""An independent judge of what we keep and render of HTML: nh3, a sanitiser on a browser's parser (decision 15).

It does not stand in front of the importers, which need what it removes; it must find nothing to remove behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import nh3
import pytest
from hostile_html import FRAMES, HIDDEN, SEEN, SWALLOWING
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html

from archive.errors import UnreadableSourceError
from archive.formats import markup
from archive.formats.base import Hints
from archive.formats.registry import find
from archive.model import (
    Article,
    Block,
    Content,
    Figure,
    Heading,
    IssueKey,
    ListBlock,
    PageRef,
    PaperKind,
    Paragraph,
    PartialDate,
    Table,
)
from reader.rendering import render_html

CASES = Path(__file__).parent / "cases"
BEFORE, AFTER = "潮水涨了，船回来了。", "码头上站满了人。"
LAYOUT = {
    "a", "article", "b", "br", "center", "div", "figure", "figcaption", "h1", "h2", "i", "img", "li", "p", "span", "table",
    "tbody", "td", "tr", "ul",
}  # fmt: skip
NOT_SEEN = markup.UNSEEN - {"map", "form", "button", "select"} | {"title"}
"""Elements whose text the judge removes; of those that it may not name, the text is not removed."""
RENDERED = {
    "article", "header", "h1", "h2", "h3", "h4", "h5", "p", "dl", "dt", "dd", "figure", "figcaption", "ul", "li", "table",
    "tbody", "tr", "td",
}  # fmt: skip
HEAD = """<!DOCTYPE html>
<html lang="zh">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title></title>
<style></style>
</head>
"""
"""What stands before the body, without title and style."""
thorough = settings(max_examples=max(150, settings.default.max_examples), suppress_health_check=list(HealthCheck))
"""Some, in the suite; many in `scripts/fuzz`."""


# ── what is kept ───────────────────────────────────────────────────────────────────────────────────────────────────


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def judged(page: str) -> str:
    """All words that the sanitiser leaves, as one string."""
    left = nh3.clean(page, tags=LAYOUT, clean_content_tags=set(NOT_SEEN), attributes={}, link_rel=None)
    return "".join(words(html.fragment_fromstring(left, create_parent=True).text_content()))


DANGEROUS = [piece for piece in HIDDEN if "毒" not in judged(piece)]
"""What a style only hides is ours to leave out, not the judge's."""
CLOSED = [piece for piece in DANGEROUS if piece not in SWALLOWING]
"""Where an open piece ends, in a mixture, no two parsers agree; that none gets in, test_markup_stays_out shows."""
pieces = st.lists(st.sampled_from([*CLOSED, *SEEN]), min_size=1, max_size=12).map("".join)


def test_the_judge_knows_what_is_dangerous() -> None:
    assert {piece for piece in HIDDEN if piece not in DANGEROUS} == {
        "<span hidden>毒</span>",
        "<i style='display: none'>毒</i>",
    }


def kept(golden: Any, frame: str, words: str) -> Iterator[str]:
    """The texts of the body's blocks."""
    source = golden.one_file(FRAMES[frame].format(words).encode(), "content_1.html")
    form = find(source)
    assert form is not None
    for draft in form.read(source, Hints({"paper": "海角晚报", "date": "2026-03-13"})):
        for article in draft.articles:
            for block in article.content.blocks:
                yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text=text) | Heading(text=text):
            yield text
        case Figure(caption=caption, credit=credit):
            yield from (caption or "", credit or "")
        case ListBlock(items=items):
            yield from items
        case Table(rows=rows):
            for row in rows:
                yield from row


@pytest.mark.parametrize("frame", FRAMES)
@thorough
@given(said=pieces)
def test_the_judge_would_keep_every_word_that_we_keep(golden: Any, frame: str, said: str) -> None:
    left = " ".join(judged(part) for part in (f"{BEFORE}{said}{AFTER}", FRAMES[frame].format("")))
    for text in kept(golden, frame, f"{BEFORE}{said}{AFTER}"):
        for word in words(text):
            assert word in left, (word, left)


PAGE = re.compile(r"\.s?html?$")


def assert_the_judge_agrees(source: Any) -> None:
    """Comments, scripts and attributes may hold facts, never paragraphs."""
    form = find(source)
    pages = [source.read(member) for member in source.members if PAGE.search(member)]
    left = " ".join(judged(page.text) for data in pages if (page := markup.parse(data)))
    for draft in form.read(source, Hints({"paper": "海角晚报", "date": "2026-03-13"})) if form and pages else ():
        for article in draft.articles:
            for text in (text for block in article.content.blocks for text in _texts(block)):
                assert all(word in left for word in words(text)), text


@pytest.mark.parametrize("name", [path.name for path in sorted(CASES.iterdir())])
def test_of_every_golden_page_too(golden: Any, name: str) -> None:
    assert_the_judge_agrees(golden.case(name))


def test_of_every_real_page_too(golden: Any) -> None:
    pages = [path for path in sorted(golden.material("samples").rglob("*")) if PAGE.search(path.name)]
    assert len(pages) > 20
    for path in pages:
        try:
            assert_the_judge_agrees(golden.one_file(path.read_bytes(), path.name))
        except UnreadableSourceError as error:
            assert error.reason, path  # noqa: PT017 - any error of this kind will do


# ── what is rendered ───────────────────────────────────────────────────────────────────────────────────────────────


def article(said: str) -> Article:
    """The same in every field."""
    blocks = (Paragraph(said), Heading(1, said), Figure(None, said, said), ListBlock((said,)), Table(((said, said),)))
    content = Content(said, said, said, said, said, said, {said: said}, blocks)
    key = IssueKey(PaperKind.NEWSPAPER, said, PartialDate(2026, 3, 13))
    return Article(1, key, (PageRef("01", said),), 1, content, (), "0" * 64, 1)


def assert_nothing_to_remove(page: str) -> None:
    """The judge, who knows no address and no attribute but `class`, gives the body back as it was.

    Both are compared as trees: how quotes are written is all that may differ.
    """
    body = page.partition("<body>")[2].rpartition("</body>")[0]
    left = nh3.clean(body, tags=RENDERED, attributes={"p": {"class"}}, url_schemes=set(), link_rel=None)
    assert _tree(left) == _tree(body)
    head = page.partition("<body>")[0]
    assert re.sub(r"(<title>)[^<>]*(</title>)|(<style>)[^<>]*(</style>)", r"\1\2\3\4", head) == HEAD


def _tree(body: str) -> list[tuple[str, dict[str, str], str, str]]:
    root = html.fragment_fromstring(body, create_parent="div")
    etree.strip_tags(root, "tbody")
    return [(element.tag, dict(element.attrib), element.text or "", element.tail or "") for element in root.iter()]


@thorough
@given(
    st.lists(st.sampled_from([*HIDDEN, *SEEN, "</title>", "</style>", "\"'", "]]>", "-->"]), min_size=1).map("".join)
)
def test_the_judge_finds_nothing_in_what_we_render(said: str) -> None:
    assert_nothing_to_remove(render_html(article(said)))


@pytest.mark.parametrize("frame", FRAMES)
def test_a_hostile_page_comes_out_clean(golden: Any, frame: str) -> None:
    """All the way: read, then rendered."""
    source = golden.one_file(FRAMES[frame].format(BEFORE + "".join(HIDDEN) + AFTER).encode(), "content_1.html")
    [draft] = find(source).read(source, Hints({"paper": "海角晚报", "date": "2026-03-13"}))
    page = render_html(msgspec.structs.replace(article(""), content=draft.articles[0].content))
    assert_nothing_to_remove(page)
    assert "毒" not in page
    assert "船回来了" in page


@pytest.mark.parametrize("piece", [piece for piece in HIDDEN if "<!--" not in piece and "<?" not in piece])
def test_the_judge_would_see_it_if_nothing_were_escaped(monkeypatch: pytest.MonkeyPatch, piece: str) -> None:
    monkeypatch.setattr("reader.rendering.html.escape", lambda text: text)
    with pytest.raises(AssertionError):
        assert_nothing_to_remove(render_html(article(f"{BEFORE}{piece}{AFTER}")))
