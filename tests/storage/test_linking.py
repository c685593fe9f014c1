"""Jumps and copies: found after an import, counted, searched and read as one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.errors import UsageError
from archive.importing.reading import InProcess
from archive.model import IssueKey, LinkKind, PaperKind, PartialDate
from indexer.request import Filters, SearchRequest
from reader.library import Library
from reader.open import open_library

DAY = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, 2))
ROWS = [
    ("01", "渡口复航十年记", "停了三年的渡口今天复航，第一班船载着四十位老人和他们的自行车（下转第四版）"),
    ("01", "夜市开张", "夜市在旧码头开张，头一晚卖出八百碗鱼丸。"),
    ("03", "象棋残局", "红先胜，着法下期公布。下转第9版"),
    ("04", "渡口复航十年记", "（上接第一版）驶向对岸。船老大说，潮水是最好的钟表。"),
]


@pytest.fixture
def library(tmp_path: Path, press: Any) -> Iterator[Library]:
    with open_library(tmp_path / "archive", reading=InProcess) as opened:
        press.bring(opened, press.table(ROWS))
        yield opened


def test_a_jump_is_one_article(library: Library) -> None:
    first, _market, chess, second = library.articles(DAY)
    assert (second.part_of, library.article(first.id).parts) == (first.id, (second.id,))
    [link] = library.links(first.id)
    assert (link.kind, link.first, link.second, link.sure) == (LinkKind.CONTINUES, first.id, second.id, True)
    assert library.issues()[0].articles == 3
    assert library.stats().articles == 3
    [hit] = library.search(SearchRequest("潮水是最好的钟表")).hits
    assert hit.head.id == first.id
    assert [hit.head.id for hit in library.search(SearchRequest("渡口复航")).hits] == [first.id]
    assert library.search(SearchRequest("潮水", Filters(page="04"))).total == 1
    [lost] = library.links(chess.id)
    assert (lost.second, lost.label, lost.sure) == (None, "09", False)


def test_people_decide_what_belongs_together(library: Library) -> None:
    first, market, _chess, second = library.articles(DAY)
    library.filing.link(first.id, second.id, linked=False)
    list(library.update_index())
    assert library.article(first.id).parts == ()
    assert [hit.head.id for hit in library.search(SearchRequest("钟表")).hits] == [second.id]
    library.filing.link(market.id, second.id, linked=True)
    list(library.update_index())
    assert library.article(market.id).parts == (second.id,)
    assert [hit.head.id for hit in library.search(SearchRequest("钟表")).hits] == [market.id]
    library.filing.undo()
    library.filing.undo()
    assert library.article(first.id).parts == (second.id,)
    with pytest.raises(UsageError, match="同一期"):
        library.filing.move_articles([market.id], IssueKey(DAY.kind, DAY.paper, PartialDate(2026, 3, 3)), ["01"])
        library.filing.link(first.id, market.id, linked=True)


def test_a_copy_is_found_once(library: Library, tmp_path: Path, press: Any) -> None:
    text = "凌晨四点，第一车白菜进了码头市场，过秤的人还在打哈欠，算盘珠子已经响了起来。"
    rows = [("01", "码头的算盘", text), ("02", "码头的算盘", text + "\n天亮以后，账也就清了。")]
    press.bring(library, press.table(rows, "早.jsonl", paper="青湾早报"))
    assert library.search(SearchRequest("算盘珠子")).total == 1
    [hit] = library.search(SearchRequest("算盘珠子")).hits
    assert hit.head.pages == ("02",)


def test_importing_again_changes_no_link(library: Library, tmp_path: Path, press: Any) -> None:
    last = library.stats().pending
    press.bring(library, tmp_path / "期.jsonl")
    assert library.stats().pending == last == 0
    assert library.issues()[0].articles == 3


def test_a_jump_is_read_as_one(library: Library) -> None:
    first, _market, _chess, second = library.articles(DAY)
    for part in (first, second):
        read = library.whole_article(library.article(part.id))
        assert (read.id, read.content.title) == (part.id, "渡口复航十年记")
        assert list(read.content.texts()) == [
            "停了三年的渡口今天复航，第一班船载着四十位老人和他们的自行车驶向对岸。船老大说，潮水是最好的钟表。"
        ]
        assert [page.label for page in read.pages] == ["01", "04"]
