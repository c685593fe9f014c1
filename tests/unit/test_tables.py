"""Tables before they are imported: which files may be one, and what is remembered of their columns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from archive.importing.worker import WorkerReader
from reader.settings import Settings
from reader.tables import Mapped, is_table_name, look_at, remember, remembered


@pytest.fixture(scope="module")
def reader() -> Iterator[WorkerReader]:
    with closing(WorkerReader()) as reader:
        yield reader


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("导出.CSV", True), ("a/b.jsonl.gz", True), ("x.xlsx", True), ("x.txt", False), ("csv", False), ("x.gz", False)],
)
def test_tables_are_told_by_name(name: str, is_one: bool) -> None:
    assert is_table_name(name) is is_one


def test_what_a_table_lacks_depends_on_what_was_said(tmp_path: Path, reader: WorkerReader) -> None:
    path = tmp_path / "导出.csv"
    path.write_text("题,内文,日期\n甲,乙,2026-03-02\n丙,丁,2026-03-03\n", encoding="utf-8")
    found = look_at(reader, path, Hints())
    assert (found.columns, found.missing) == (("题", "内文", "日期"), ("paper", "title", "text"))
    assert look_at(reader, path, Hints(values={"paper": "甲报"}, columns={"title": "题"})).missing == ()


def test_a_preview_is_bounded(tmp_path: Path, reader: WorkerReader) -> None:
    path = tmp_path / "宽.csv"
    path.write_text(",".join(f"列{number}" for number in range(1001)) + "\n" + ",".join("1" * 1001), encoding="utf-8")
    with pytest.raises(UnreadableSourceError, match="1001 列，太多"):
        look_at(reader, path, Hints())
    path.write_text(f"题,内文\n甲,{'长' * 5000}\n", encoding="utf-8")
    assert look_at(reader, path, Hints()).rows == (("甲", "长" * 1000),)


def test_what_another_format_reads_is_no_table(tmp_path: Path, reader: WorkerReader) -> None:
    path = tmp_path / "文章.csv"
    path.write_text("一个题目\n正文只有一行，没有列。\n", encoding="utf-8")
    with pytest.raises(UnreadableSourceError):
        look_at(reader, path, Hints())


def test_columns_are_remembered_by_their_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    mapped = Mapped({"title": "题", "text": "内 文"}, {"paper": "甲,报", "byline": ""})
    remember(Settings(path), "00ab", mapped)
    remember(Settings(path), "11cd", Mapped({"title": "标"}))
    again = Settings(path)
    assert remembered(again, "00ab") == mapped
    assert remembered(again, "11cd") == Mapped({"title": "标"})
    assert remembered(again, "22ef") is None
    path.write_text('[tables]\n00ab = "?"\n', encoding="utf-8")
    assert remembered(Settings(path), "00ab") is None
