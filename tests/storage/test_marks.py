"""Marks stay with their articles whatever becomes of these, and every change of them is undone."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from archive.errors import EnvironmentProblemError, UnreadableSourceError, UsageError
from archive.model import Article, IssueKey, PaperKind, PartialDate
from archive.personal import Anchor, Mark, MarkKind, Personal, all_marks, flattened, new_mark
from archive.personal.tables import MARKS, QUERIES, VISITS
from indexer.request import SearchRequest
from reader import mark_files
from reader.folders import personal_file
from reader.library import Library
from reader.open import open_library
from reader.quoting import quote

ROWS = [("01", "渡口复航", "潮水退去，渡口复航。"), ("02", "=夜市开张", "潮水上涨，夜市照开。")]


@pytest.fixture
def filled(library: Library, press: Any) -> Library:
    press.bring(library, press.table(ROWS))
    return library


def articles(library: Library, press: Any) -> list[Article]:
    return [library.article(head.id) for head in library.articles(press.key())]


def mark_all(library: Library, article: Article) -> list[Mark]:
    marks, text = library.marks, "\n".join(article.content.texts())
    marks.toggle(article, MarkKind.STAR)
    marks.toggle(article, MarkKind.LATER)
    marks.highlight(article, quote(text, 0, 4), colour="green", text="查一查\n第二行")
    marks.note(article, "  -要紧 ")
    marks.tag(article, ["水运", " 水运 ", "民生"])
    return marks.of(article)


def test_nothing_is_written_before_the_first_mark(filled: Library, press: Any) -> None:
    [article, _] = articles(filled, press)
    assert filled.marks.of(article) == []
    assert not personal_file().exists()
    filled.marks.toggle(article, MarkKind.STAR)
    assert personal_file().is_file()


def test_all_kinds_and_their_undo(filled: Library, press: Any) -> None:
    [article, other] = articles(filled, press)
    found = mark_all(filled, article)
    kinds = [mark.kind for mark in found]
    assert sorted(kinds) == sorted(
        [MarkKind.STAR, MarkKind.LATER, MarkKind.HIGHLIGHT, MarkKind.NOTE, *[MarkKind.TAG] * 2]
    )
    assert filled.marks.of(other) == []
    assert filled.marks.tags() == ["民生", "水运"]
    states = [found]
    [highlight] = [mark for mark in found if mark.kind is MarkKind.HIGHLIGHT]
    for change in (
        lambda: filled.marks.toggle(article, MarkKind.STAR),
        lambda: filled.marks.edit(highlight, text="改了", colour="red"),
        lambda: filled.marks.note(article, ""),
        lambda: filled.marks.tag(article, ["水运"]),
        lambda: filled.marks.remove(filled.marks.of(article)),
    ):
        change()
        states.append(filled.marks.of(article))
    assert states[-1] == []
    for before in states[-2::-1]:
        assert filled.marks.undo() is not None
        assert filled.marks.of(article) == before
    while filled.marks.undo():
        pass
    assert filled.marks.all() == []


def test_refusals(filled: Library, press: Any) -> None:
    [article, _] = articles(filled, press)
    with pytest.raises(UsageError, match="先选中"):
        filled.marks.highlight(article, quote("", 0, 0))
    with pytest.raises(UsageError, match="颜色"):
        filled.marks.highlight(article, quote("潮水", 0, 2), colour="mauve")


def test_they_stay_when_the_article_comes_in_again_or_moves(filled: Library, press: Any) -> None:
    [article, other] = articles(filled, press)
    mark_all(filled, article)
    filled.filing.move_issue(
        press.key(), moved := IssueKey(PaperKind.NEWSPAPER, press.key().paper, PartialDate(2026, 5, 1))
    )
    [there, _] = filled.articles(moved)
    assert len(filled.marks.of(filled.article(there.id))) == 6
    assert {filled.marks.article_of(mark) for mark in filled.marks.all()} == {article.id}
    assert filled.marks.of(filled.article(other.id)) == []


def test_they_are_found_in_another_archive(filled: Library, press: Any, tmp_path: Path) -> None:
    """One store for all archives: the same article has another id there."""
    [article, _] = articles(filled, press)
    mark_all(filled, article)
    with open_library(tmp_path / "另一个") as second:
        press.bring(second, press.table(ROWS[::-1]))
        [found] = [head for head in second.articles(press.key()) if head.title == article.content.title]
        assert len(second.marks.of(second.article(found.id))) == 6
        assert {second.marks.article_of(mark) for mark in second.marks.all()} == {found.id}
        [rest] = [head for head in second.articles(press.key()) if head.title != article.content.title]
        assert second.marks.of(second.article(rest.id)) == []


@pytest.mark.parametrize("form", ["json", "csv"])
def test_files_come_back(filled: Library, press: Any, form: str) -> None:
    for article in articles(filled, press):
        mark_all(filled, article)
    kept = filled.marks.all()
    file = mark_files.written(kept, form).encode()
    back = mark_files.read(file, f"x.{form}")
    assert filled.marks.add(back) == 0  # all are there
    assert filled.marks.forget() == len(kept)
    assert filled.marks.undo() is None
    assert filled.marks.add(back) == len(kept)
    assert [msgspec.structs.replace(mark, anchor=None) for mark in filled.marks.all()] == [
        msgspec.structs.replace(mark, anchor=None) for mark in kept
    ]
    assert filled.marks.of(articles(filled, press)[0])


def test_a_spreadsheet_finds_no_formula(filled: Library, press: Any) -> None:
    mark_all(filled, articles(filled, press)[1])
    text = mark_files.written(filled.marks.all(), "csv")
    assert ",'=夜市开张," in text
    assert ",'-要紧," in text


@pytest.mark.parametrize("words", ["=夜市", "'=夜市", "''", "'引号", "＝全角", "平常"])
def test_what_is_guarded_comes_back_as_it_was(filled: Library, press: Any, words: str) -> None:
    filled.marks.note(articles(filled, press)[0], words)
    [mark] = mark_files.read(mark_files.written(filled.marks.all(), "csv").encode(), "x.csv")
    assert mark.text == words


def test_markdown_is_by_article(filled: Library, press: Any) -> None:
    mark_all(filled, articles(filled, press)[0])
    text = mark_files.written(filled.marks.all(), "markdown")
    assert text.count("## ") == 1
    assert "## 渡口复航 " in text
    assert "★" in text
    assert "> 潮水退去" in text
    assert "标签：" in text


@pytest.mark.parametrize(
    "data", [b"[", b"[{}]", b"a,b\n1,2", b"\xff\xfe", b'[{"id": 1}]', "种类,报纸\n星标,甲\n".encode()]
)
def test_what_is_no_file_of_marks_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableSourceError, match="不是导出的标记"):
        mark_files.read(data, "x.csv")


def test_backups_keep_marks_along(filled: Library, press: Any, tmp_path: Path) -> None:
    mark_all(filled, articles(filled, press)[0])
    for _ in filled.keeping.back_up(tmp_path / "备份"):
        pass
    [manifest] = (tmp_path / "备份" / "snapshots").glob("*.json")
    sha = msgspec.json.decode(manifest.read_bytes())["files"]["personal.sqlite"]
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes((tmp_path / "备份" / "objects" / sha[:2] / sha).read_bytes())
    assert all_marks(Personal(copy)) == filled.marks.all()[::-1]


def test_a_newer_store_and_a_broken_one_are_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "personal.sqlite"
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("PRAGMA user_version = 99")
    with pytest.raises(EnvironmentProblemError, match="升级"):
        all_marks(Personal(path))
    path.write_bytes("不是数据库。".encode() * 200)
    with pytest.raises(EnvironmentProblemError, match="个人标记"):
        all_marks(Personal(path))


def test_in_memory_nothing_is_left(tmp_path: Path, filled: Library, press: Any) -> None:
    from reader.marks import Marks

    [article, _] = articles(filled, press)
    private = Marks(Personal(), filled)
    private.toggle(article, MarkKind.STAR)
    assert len(private.all()) == 1
    assert filled.marks.all() == []
    assert not personal_file().exists()


def test_a_store_of_the_first_form_is_read_on_and_its_deeds_can_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "personal.sqlite"
    anchor = Anchor(IssueKey(PaperKind.NEWSPAPER, "琅琊日报", PartialDate.parse("2026-11-02"), ""), "一桥通车")
    mark = new_mark(MarkKind.STAR, anchor)
    old = sqlite3.connect(path)
    columns = ", ".join(f"{name} {kind}" for name, kind in MARKS.columns.items())
    old.executescript(
        f"CREATE TABLE marks ({columns}); CREATE TABLE deeds (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL,"
        " sentence TEXT NOT NULL, rows TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0); PRAGMA user_version = 1;"
    )
    rows = msgspec.json.encode([[mark.id, flattened(mark)]]).decode()
    old.execute("INSERT INTO deeds (at, sentence, rows) VALUES ('2026-11-20', '星标取消：一桥通车', ?)", (rows,))
    old.commit()
    old.close()

    store = Personal(path)
    assert all_marks(store) == []
    assert store.undo() is not None
    assert all_marks(store) == [mark]
    assert store.rows(VISITS) == []


def found(library: Library, typed: str) -> set[int]:
    return {hit.head.id for hit in library.search(SearchRequest(typed)).hits}


def test_marks_are_searched_together_with_the_text(filled: Library, press: Any) -> None:
    one, other = articles(filled, press)
    assert found(filled, "标签:水运") == found(filled, "是:星标") == set()
    assert found(filled, "潮水 -标签:水运") == {one.id, other.id}
    mark_all(filled, one)
    filled.marks.tag(other, ["民生", "Tide"])
    assert found(filled, "标签:水运") == found(filled, "标签:水運 潮水") == {one.id}
    assert found(filled, "标签:水") == set(), "a tag is the whole tag"
    assert found(filled, "标签:民生") == {one.id, other.id}
    assert found(filled, "潮水 -标签:水运") == found(filled, "tag:ＴＩＤＥ") == {other.id}
    assert found(filled, "标签:水运 OR 夜市") == {one.id, other.id}
    assert found(filled, "批注:要紧") == found(filled, "note:查一查") == {one.id}, "notes of highlights, too"
    assert found(filled, "批注:复航") == set()
    assert found(filled, "是:待读 有:划线 有:批注 有:标签 is:star") == {one.id}
    filled.marks.undo()
    assert found(filled, "标签:民生") == {one.id}


def test_marks_of_articles_that_are_not_here_find_nothing(filled: Library, press: Any) -> None:
    elsewhere = Anchor(IssueKey(PaperKind.NEWSPAPER, "别处晚报", PartialDate(2020)), "别处", "01", 1)
    filled.marks.add([new_mark(MarkKind.TAG, elsewhere, text="水运")])
    assert found(filled, "标签:水运") == set()
    assert len(found(filled, "-标签:水运")) == 2


def test_a_store_that_has_not_all_tables_gets_them(tmp_path: Path) -> None:
    """One that was made before a table was added to the form."""
    store = Personal(tmp_path / "personal.sqlite")
    store.rows(MARKS)
    store.change(
        "星标",
        put=[(MARKS, flattened(new_mark(MarkKind.STAR, Anchor(IssueKey(PaperKind.NEWSPAPER, "某报", None), "题"))))],
    )
    store.close()
    with closing(sqlite3.connect(tmp_path / "personal.sqlite")) as plain:
        plain.execute("DROP TABLE queries")
    again = Personal(tmp_path / "personal.sqlite")
    assert again.rows(QUERIES) == []
    assert len(all_marks(again)) == 1
    again.close()
