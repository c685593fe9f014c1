"""What is exported reads back: texts and books word for word, tables as they tell it, cells that look like formulas."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from exporting_shelf import back, export, read, row, said
from hypothesis import given
from hypothesis import strategies as st

from archive.cells import guarded, unguarded
from archive.formats.tables.writing import COLUMNS
from archive.importing.reading import InProcess
from archive.model import Article
from reader.library import Library
from reader.open import open_library

# ── reads back ─────────────────────────────────────────────────────────────────────────────────────────────────────


def told(articles: list[Article]) -> list[Any]:
    """As a table tells it: text without the form of headings and pictures."""
    return [
        (
            article.key,
            article.pages,
            msgspec.structs.replace(article.content, printed=(), blocks=()),
            [" ".join(text.split()) for text in article.content.texts()],
        )
        for article in articles
    ]


@pytest.mark.parametrize(("form", "name"), [("machine", "文件夹"), ("machine", "一个.txt"), ("epub", "书.epub")])
def test_what_reads_back_word_for_word(shelf: Library, tmp_path: Path, form: str, name: str) -> None:
    done = export(shelf, form, tmp_path / name)
    before = said(read(shelf))
    assert done.articles == len(before)
    after = said(back(tmp_path / name, tmp_path / "另一家"))
    assert sorted(after, key=repr) == sorted(before, key=repr)


@pytest.mark.parametrize("name", ["表.jsonl", "表.csv"])
def test_tables_read_back(shelf: Library, tmp_path: Path, name: str) -> None:
    form = name.rpartition(".")[2]
    done = export(shelf, form, tmp_path / name)
    before, after = told(read(shelf)), told(back(tmp_path / name, tmp_path / "另一家"))
    if form == "csv":  # there is no column for it, and undated rows are none without one
        assert done.notes == ("CSV 里没有这些项目的列：主送 1 篇",)
        before = [
            (key, pages, msgspec.structs.replace(head, fields=known(head.fields)), texts)
            for key, pages, head, texts in before
        ]
    assert sorted(after, key=repr) == sorted(before, key=repr)


def known(fields: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name != "主送"}


def test_one_text_of_several_articles_is_split_at_mastheads_only(shelf: Library, tmp_path: Path) -> None:
    """A headline, or a paragraph, may say what a masthead says."""
    path = tmp_path / "一个.jsonl"
    titles = ("电子报阅读机", "当前报纸名称:假的", "甲")
    rows = [row("01", title, f"电子报阅读机\n2026-03-13\n当前报纸名称:假的\n{title}的正文") for title in titles]
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in rows), encoding="utf-8")
    with open_library(tmp_path / "原", reading=InProcess) as library:
        list(library.import_paths([path]))
        before = said(read(library))
        export(library, "machine", tmp_path / "一个.txt")
    assert len(before) == 3
    assert said(back(tmp_path / "一个.txt", tmp_path / "另一家")) == before


# ── tables ─────────────────────────────────────────────────────────────────────────────────────────────────────────

FORMULAS = ("=1+1", "+86", "-5", "@某", "＝全角", "'=已有撇号", "''@", "平常", "——破折号", "'引号")


def test_cells_that_look_like_formulas_are_guarded_and_read_back(press: Any, library: Library, tmp_path: Path) -> None:
    press.bring(library, press.table([("01", title, title) for title in FORMULAS]))
    export(library, "csv", tmp_path / "表.csv")
    data = (tmp_path / "表.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(data.decode("utf-8-sig").splitlines())
    assert tuple(header) == COLUMNS
    assert not [cell for cells in rows for cell in cells if re.match(r"[=+\-@＝＋－＠]", cell)]
    assert [article.content.title for article in back(tmp_path / "表.csv", tmp_path / "另一家")] == list(FORMULAS)


@given(st.text() | st.text("'=+-@＝\t\r"))
def test_guarding_takes_nothing_away(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not guarded(cell).startswith(tuple("=+-@＝＋－＠\t\r"))


def test_a_strangers_table_is_read_as_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "表.csv").write_text("paper,date,title,text\n甲报,2026-03-02,'=一,'-二\n", encoding="utf-8")
    [article] = back(tmp_path / "表.csv", tmp_path / "库")
    assert article.content.title == "'=一"
