"""Tables before they are imported: which files may be one, and what is remembered of their columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.errors import UnreadableSourceError
from archive.formats.base import Hints
from reader.settings import Settings
from reader.tables import Mapped, is_table_name, look_at, remember, remembered


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("导出.CSV", True), ("a/b.jsonl.gz", True), ("x.xlsx", True), ("x.txt", False), ("csv", False), ("x.gz", False)],
)
def test_tables_are_told_by_name(name: str, is_one: bool) -> None:
    assert is_table_name(name) is is_one


def test_what_a_table_lacks_depends_on_what_was_said(tmp_path: Path) -> None:
    path = tmp_path / "导出.csv"
    path.write_text("题,内文,日期\n甲,乙,2026-03-02\n丙,丁,2026-03-03\n", encoding="utf-8")
    found, missing = look_at(path, Hints())
    assert (found.columns, missing) == (("题", "内文", "日期"), ("paper", "title", "text"))
    _, missing = look_at(path, Hints(values={"paper": "甲报"}, columns={"title": "题"}))
    assert missing == ()


def test_what_another_format_reads_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "文章.csv"
    path.write_text("一个题目\n正文只有一行，没有列。\n", encoding="utf-8")
    with pytest.raises(UnreadableSourceError):
        look_at(path, Hints())


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
