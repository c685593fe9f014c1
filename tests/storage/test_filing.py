"""Corrections by people: filed elsewhere, joined, split, deleted, undone, and safe from the next import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.errors import UnknownItemError, UsageError
from archive.formats.base import Hints
from archive.importing.reading import InProcess
from archive.model import Article, IssueKey, PaperKind, PartialDate
from archive.progress import Outcome, OutcomeKind
from indexer.request import SearchRequest
from reader.library import Library
from reader.open import open_library

DAY = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, 2))
NEXT = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, 3))
ROWS = [
    ("01", "渡口复航", "停了三年的渡口今天复航。"),
    ("01", "夜市开张", "夜市在旧码头开张。"),
    ("02", "读者来信", "来信说路灯太暗。"),
    ("A03", "象棋残局", "红先胜。"),
]


def titles(library: Library, key: IssueKey = DAY, page: str | None = None) -> list[str]:
    return [head.title for head in library.articles(key, page)]


def found(library: Library, query: str) -> list[Article]:
    list(library.update_index())
    return [library.article(hit.head.id) for hit in library.search(SearchRequest(query)).hits]


@pytest.fixture
def library(tmp_path: Path, press: Any) -> Iterator[Library]:
    with open_library(tmp_path / "archive", reading=InProcess) as opened:
        press.bring(opened, press.table(ROWS))
        yield opened


def by_title(library: Library, title: str, key: IssueKey = DAY) -> int:
    return next(head.id for head in library.articles(key) if head.title == title)


def test_a_moved_issue_is_found_at_its_new_place_and_known_when_it_comes_again(
    library: Library, tmp_path: Path, press: Any
) -> None:
    ids = [head.id for head in library.articles(DAY)]
    done = library.filing.move_issue(DAY, NEXT)
    assert done is not None
    assert "2026-03-03" in done.sentence
    assert [issue.key for issue in library.issues()] == [NEXT]
    assert [head.id for head in library.articles(NEXT)] == ids
    assert found(library, "渡口")[0].key == NEXT
    assert press.bring(library, tmp_path / "期.jsonl").outcome is OutcomeKind.SAME
    assert [issue.key for issue in library.issues()] == [NEXT]
    library.filing.undo()
    assert [issue.key for issue in library.issues()] == [DAY]
    assert found(library, "渡口")[0].key == DAY


def test_an_issue_is_not_moved_onto_another(library: Library, tmp_path: Path, press: Any) -> None:
    press.table(ROWS[:1], "别.jsonl", paper="青湾早报")
    press.bring(library, tmp_path / "别.jsonl")
    other = IssueKey(PaperKind.NEWSPAPER, "青湾早报", DAY.date)
    with pytest.raises(UsageError, match="已有一期"):
        library.filing.move_issue(other, DAY)
    assert library.filing.move_issue(other, IssueKey(PaperKind.NEWSPAPER, "青湾晚报", DAY.date, "早")) is not None
    assert len(library.issues("青湾晚报")) == 2


def test_merged_papers_stay_merged(library: Library, tmp_path: Path, press: Any) -> None:
    press.table([("01", "旧名一则", "文字。")], "旧.jsonl", paper="青灣晚報")
    press.bring(library, tmp_path / "旧.jsonl")
    assert library.filing.merge_papers(PaperKind.NEWSPAPER, "青灣晚報", "青湾晚报") is not None
    assert [paper.name for paper in library.papers()] == ["青湾晚报"]
    assert [issue.key.edition for issue in library.issues()] == ["", "2"]  # both papers had an issue on that day
    press.table([("01", "旧名一则", "文字。"), ("02", "旧名二则", "又一篇。")], "旧.jsonl", paper="青灣晚報")
    assert press.bring(library, tmp_path / "旧.jsonl").outcome is OutcomeKind.UPDATED
    assert [paper.name for paper in library.papers()] == ["青湾晚报"]
    assert found(library, "旧名二则")[0].key.paper == "青湾晚报"
    library.filing.undo()
    assert {paper.name for paper in library.papers()} == {"青湾晚报", "青灣晚報"}


def test_a_moved_page_takes_its_articles_along_and_new_ones_follow(
    library: Library, tmp_path: Path, press: Any
) -> None:
    library.filing.move_page(DAY, "A03", NEXT, "B01")
    assert titles(library, NEXT, "B01") == ["象棋残局"]
    assert [page.label for page in library.pages(DAY)] == ["01", "02"]
    press.table([*ROWS, ("A03", "谜语一则", "打一字。")])
    press.bring(library, tmp_path / "期.jsonl")
    assert titles(library, NEXT, "B01") == ["象棋残局", "谜语一则"]
    assert [page.label for page in library.pages(DAY)] == ["01", "02"]
    with pytest.raises(UsageError, match="已有第02版"):
        library.filing.move_page(DAY, "01", DAY, "02")


def test_a_moved_article_stays_where_it_was_put(library: Library, tmp_path: Path, press: Any) -> None:
    letter = by_title(library, "读者来信")
    library.filing.move_articles([letter], DAY, ["A03"])
    assert titles(library, DAY, "A03") == ["读者来信", "象棋残局"]
    assert titles(library, DAY, "02") == []
    rows = [*ROWS[:2], ("02", "读者来信", "来信说路灯太暗，已修好。"), ROWS[3]]
    press.table(rows)
    assert press.bring(library, tmp_path / "期.jsonl").outcome is OutcomeKind.UPDATED
    assert titles(library, DAY, "A03") == ["读者来信", "象棋残局"]
    assert found(library, "已修好")[0].id == letter
    library.filing.move_articles([letter], NEXT, ["01"])
    assert press.bring(library, tmp_path / "期.jsonl").outcome is OutcomeKind.SAME
    assert (titles(library, NEXT), library.article(letter).key) == (["读者来信"], NEXT)
    library.filing.move_articles([letter], DAY, ["02"])
    assert press.bring(library, tmp_path / "期.jsonl").outcome is OutcomeKind.SAME


def test_joined_articles_are_one_and_survive_the_next_import(library: Library, tmp_path: Path, press: Any) -> None:
    ferry, market = by_title(library, "渡口复航"), by_title(library, "夜市开张")
    library.filing.join([ferry, market])
    assert titles(library, DAY, "01") == ["渡口复航"]
    assert [article.id for article in found(library, "夜市")] == [ferry]
    outcome = press.bring(library, tmp_path / "期.jsonl")
    assert outcome.outcome is OutcomeKind.SAME
    assert outcome.notes == ("1 篇在回收站里，没有放回",)
    rows = [("01", "渡口复航", "停了三年的渡口今天复航了。"), *ROWS[1:]]
    outcome = press.bring(library, press.table(rows))
    assert outcome.notes == ("1 篇经人工改过，来源有变，保留人工的", "1 篇在回收站里，没有放回")
    assert "夜市" in "".join(library.article(ferry).content.texts())
    library.filing.undo()
    assert titles(library, DAY, "01") == ["渡口复航", "夜市开张"]
    assert [article.id for article in found(library, "夜市")] == [market]


def test_an_article_is_split(library: Library, tmp_path: Path, press: Any) -> None:
    press.table([("01", "两件事", "第一件事。\n第二件事。")], "长.jsonl", paper="青湾早报")
    press.bring(library, tmp_path / "长.jsonl")
    key = IssueKey(PaperKind.NEWSPAPER, "青湾早报", DAY.date)
    both = by_title(library, "两件事", key)
    with pytest.raises(UsageError, match="拆开"):
        library.filing.split(both, 2, "第二件")
    library.filing.split(both, 1, "第二件")
    assert titles(library, key, "01") == ["两件事", "第二件"]
    [second] = found(library, "第二件事")
    assert (second.content.title, second.id != both) == ("第二件", True)
    assert press.bring(library, tmp_path / "长.jsonl").outcome is OutcomeKind.SAME
    library.filing.undo()
    assert titles(library, key, "01") == ["两件事"]
    assert [article.id for article in found(library, "第二件事")] == [both]


def test_deleted_things_lie_in_the_trash_and_come_back(library: Library, tmp_path: Path, press: Any) -> None:
    chess = by_title(library, "象棋残局")
    library.filing.trash_articles([chess])
    assert "象棋残局" not in titles(library)
    assert found(library, "红先胜") == []
    assert [item.title for item in library.filing.trash().articles] == ["象棋残局"]
    with pytest.raises(UnknownItemError):
        library.article(chess)
    library.filing.restore_articles([chess])
    assert [article.id for article in found(library, "红先胜")] == [chess]
    library.filing.trash_page(DAY, "01")
    assert [page.label for page in library.pages(DAY)] == ["02", "A03"]
    assert press.bring(library, tmp_path / "期.jsonl").outcome is OutcomeKind.SAME
    assert [page.label for page in library.pages(DAY)] == ["02", "A03"]
    library.filing.undo()
    assert titles(library, DAY, "01") == ["渡口复航", "夜市开张"]


def test_a_deleted_issue_does_not_come_back_by_itself(library: Library, tmp_path: Path, press: Any) -> None:
    library.filing.trash_issue(DAY)
    assert library.issues() == []
    assert found(library, "渡口") == []
    outcome = press.bring(library, tmp_path / "期.jsonl")
    assert (outcome.outcome, outcome.reason) == (OutcomeKind.REFUSED, "这一期在回收站里，要导入请先还原")
    [issue] = library.filing.trash().issues
    library.filing.restore_issue(issue.id)
    assert len(found(library, "渡口")) == 1
    assert press.bring(library, tmp_path / "期.jsonl").outcome is OutcomeKind.SAME


def test_undoing_needs_what_was_done_to_stand(library: Library) -> None:
    letter = by_title(library, "读者来信")
    first = library.filing.move_articles([letter], DAY, ["A03"])
    assert first is not None
    library.filing.move_articles([letter], NEXT, ["01"])
    with pytest.raises(UsageError, match="先撤销后来的"):
        library.filing.undo(first.id)
    assert titles(library, NEXT) == ["读者来信"]  # nothing was half undone
    library.filing.undo()
    library.filing.undo()
    assert titles(library, DAY, "02") == ["读者来信"]
    with pytest.raises(UnknownItemError):
        library.filing.undo()
    assert [entry.undone_at is not None for entry in library.filing.journal()] == [True, True]


def test_a_page_whose_articles_lie_in_the_trash_is_moved_and_deleted_all_the_same(library: Library) -> None:
    ferry = by_title(library, "渡口复航")
    library.filing.trash_articles([ferry])
    library.filing.move_page(DAY, "01", NEXT, "01")
    library.filing.restore_articles([ferry])
    assert titles(library, NEXT, "01") == ["渡口复航", "夜市开张"]
    library.filing.trash_articles([ferry])
    library.filing.trash_page(NEXT, "01")
    assert {item.title for item in library.filing.trash().articles} == {"渡口复航", "夜市开张"}
    library.filing.restore_articles([ferry])  # with the page that it stands on
    assert titles(library, NEXT, "01") == ["渡口复航"]
    assert [page.label for page in library.pages(NEXT)] == ["01"]


def test_the_trash_lists_everything_with_its_date_and_gives_each_back_by_itself(library: Library) -> None:
    ferry, letter = by_title(library, "渡口复航"), by_title(library, "读者来信")
    library.filing.trash_articles([letter])
    library.filing.trash_page(DAY, "01")
    trash = library.filing.trash()
    assert [(item.label, item.key) for item in trash.pages] == [("01", DAY)]
    assert {item.title for item in trash.articles} == {"渡口复航", "夜市开张", "读者来信"}
    assert [item.at for item in trash.items] == sorted((item.at for item in trash.items), reverse=True)
    done = library.filing.restore_page(trash.pages[0].id)
    assert done is not None
    assert done.sentence == "还原《青湾晚报》2026-03-02第01版"
    assert titles(library, DAY, "01") == ["渡口复航", "夜市开张"]
    assert [article.id for article in found(library, "渡口")] == [ferry]
    assert [item.title for item in library.filing.trash().articles] == ["读者来信"]
    assert library.filing.trash().pages == ()
    library.filing.undo(done.id)
    assert [page.label for page in library.pages(DAY)] == ["02", "A03"]
    library.filing.restore_page(library.filing.trash().pages[0].id)
    with pytest.raises(UnknownItemError, match="回收站里的版面"):
        library.filing.restore_page(trash.pages[0].id)


def test_a_page_comes_back_after_whatever_was_corrected_since(library: Library, tmp_path: Path, press: Any) -> None:
    """Its article on two pages stands on it again; one deleted for itself before or after stays in the trash."""
    chess, ferry = by_title(library, "象棋残局"), by_title(library, "渡口复航")
    library.filing.move_articles([chess], DAY, ["01", "A03"])
    library.filing.trash_articles([ferry])
    library.filing.trash_page(DAY, "01")
    assert titles(library, DAY, "A03") == ["象棋残局"]
    library.filing.join([by_title(library, "读者来信"), chess])
    library.filing.undo()
    library.filing.merge_papers(PaperKind.NEWSPAPER, "青湾晚报", "青湾日报")
    moved = IssueKey(PaperKind.NEWSPAPER, "青湾日报", PartialDate(2026, 3, 5))
    library.filing.move_issue(IssueKey(PaperKind.NEWSPAPER, "青湾日报", PartialDate(2026, 3, 2)), moved)
    press.bring(library, tmp_path / "期.jsonl")
    [page] = library.filing.trash().pages
    assert page.key == moved
    library.filing.restore_page(page.id)
    assert titles(library, moved, "01") == ["夜市开张", "象棋残局"]
    assert titles(library, moved, "A03") == ["象棋残局"]
    assert [item.title for item in library.filing.trash().articles] == ["渡口复航"]


def test_an_article_deleted_anew_does_not_come_with_its_page(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    ferry = by_title(library, "渡口复航")
    library.filing.trash_page(DAY, "01")
    [page] = library.filing.trash().pages
    library.filing.restore_articles([ferry])  # with the page
    library.filing.trash_page(DAY, "01")
    library.filing.restore_articles([ferry])
    monkeypatch.setattr("archive.catalogue.filing.now", lambda: "2030-01-01T00:00:00+00:00")
    library.filing.trash_articles([ferry])
    library.filing.trash_page(DAY, "01")
    library.filing.restore_page(page.id)
    assert titles(library, DAY, "01") == []
    assert {item.title for item in library.filing.trash().articles} == {"渡口复航", "夜市开张"}


def test_what_was_deleted_before_its_issue_is_listed_and_waits_for_it(library: Library) -> None:
    chess = by_title(library, "象棋残局")
    library.filing.trash_articles([chess])
    library.filing.trash_page(DAY, "02")
    library.filing.trash_issue(DAY)
    trash = library.filing.trash()
    assert (len(trash.issues), len(trash.pages), len(trash.articles)) == (1, 1, 2)
    [page] = trash.pages
    with pytest.raises(UsageError, match="《青湾晚报》2026-03-02也在回收站里"):
        library.filing.restore_articles([chess])
    with pytest.raises(UsageError, match="《青湾晚报》2026-03-02也在回收站里"):
        library.filing.restore_page(page.id)
    library.filing.restore_issue(trash.issues[0].id)
    library.filing.restore_page(page.id)
    library.filing.restore_articles([chess])
    assert library.filing.trash().items == []
    assert len(titles(library)) == 4


def test_what_is_pasted_is_added_to_an_issue_that_came_from_elsewhere(library: Library) -> None:
    hints = Hints(values={"paper": DAY.paper, "date": str(DAY.date), "page": "02"})
    steps = library.import_bytes("粘贴的文字.txt", "路灯修好了\n来信之后第三天，路灯亮了。".encode(), hints=hints)
    [outcome] = [step for step in steps if isinstance(step, Outcome)]
    assert outcome.outcome is OutcomeKind.ADDED
    assert titles(library, DAY, "02") == ["读者来信", "路灯修好了"]


def test_everything_that_was_pasted_can_be_read_again(library: Library, press: Any) -> None:
    for text in ("第一段话。", "第二段话。"):
        hints = Hints({"paper": press.paper, "date": press.date, "page": "01", "title": text[:3]})
        list(library.import_bytes("粘贴的文字.txt", text.encode(), hints=hints))
    pasted = [item for item in library._catalogue.arrivals() if item.provenance.source.startswith("粘贴的文字")]
    assert len(pasted) == 2
    assert [len(item.files) for item in pasted] == [1, 1]


def test_a_move_into_a_new_issue_is_undone_though_links_were_found_there(library: Library, press: Any) -> None:
    press.bring(library, press.table([*ROWS, ("02", "潮汐表", "本周潮汐。下转第9版")]))
    tides = by_title(library, "潮汐表")
    library.filing.move_articles([tides], NEXT, ["01"])
    assert [link.label for link in library.links(tides)] == ["09"]
    library.filing.undo()
    assert [issue.key for issue in library.issues()] == [DAY]
    assert "潮汐表" in titles(library, DAY, "02")


def test_an_issue_that_was_moved_is_still_known_after_its_paper_was_merged(
    library: Library, tmp_path: Path, press: Any
) -> None:
    library.filing.move_issue(DAY, IssueKey(DAY.kind, DAY.paper, DAY.date, "早"))
    library.filing.merge_papers(DAY.kind, DAY.paper, "青湾日报")
    assert press.bring(library, tmp_path / "期.jsonl").outcome is OutcomeKind.SAME
    assert [(issue.key.paper, issue.key.edition) for issue in library.issues()] == [("青湾日报", "早")]
