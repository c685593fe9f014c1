"""docs/archive-format.md is true: its queries run, every table and column stands in it, and it names the revision."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from archive.catalogue.schema import SCHEMA_REVISION, metadata
from reader.health import OURS
from reader.library import Library

DOCUMENT = Path(__file__).parents[2] / "docs" / "archive-format.md"
ROWS = [("01", "渡口复航", "停了三年的渡口今天复航。"), ("02", "读者来信", "来信说路灯太暗。")]


def test_every_table_and_column_and_file_is_described() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    parts = dict(re.findall(r"^### (.+?)\n(.*?)(?=^##)", text, re.MULTILINE | re.DOTALL))
    for table in metadata.tables.values():
        [body] = [body for heading, body in parts.items() if table.name in heading.split(", ")]
        named = set(re.findall(r"`([a-z_0-9.]+)`", body))
        lacking = {column.name for column in table.columns if not {column.name, str(column)} & named}
        assert not lacking, f"{table.name}: {lacking}"
    assert SCHEMA_REVISION in text
    for name in OURS:
        assert name.removesuffix("-wal").removesuffix("-shm").removesuffix("-journal") in text


def test_its_queries_answer(library: Library, press: Any) -> None:
    press.bring(library, press.table(ROWS))
    queries = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    with closing(sqlite3.connect(library.folder / "catalogue.sqlite")) as plain:
        papers, texts, files = (plain.execute(query).fetchall() for query in queries)
    assert papers == [("青湾晚报", 1, 2)]
    assert texts == [(title, text) for _page, title, text in ROWS]
    [(paper, date, name, path)] = files
    assert (paper, date, name) == ("青湾晚报", "2026-03-02", "期.jsonl")
    assert (library.folder / path).is_file()
