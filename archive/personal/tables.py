"""The tables of a reader's own store, all in one place: what is in the file, and which of it can be undone."""

from __future__ import annotations

from typing import Final, NamedTuple

FORM: Final = 2
"""The form of the file (SQLite's `user_version`); a newer one is refused in words.  Form 1 had marks only."""


class Table(NamedTuple):
    """`columns` by name with their types, `id` first, which is the key; `indexed` is looked up together."""

    name: str
    columns: dict[str, str]
    indexed: tuple[str, ...] = ()

    def made(self) -> str:
        """SQL that makes the table where it is not there."""
        columns = ", ".join(f"{name} {kind}" for name, kind in self.columns.items())
        made = f"CREATE TABLE IF NOT EXISTS {self.name} ({columns});\n"
        if self.indexed:
            made += f"CREATE INDEX IF NOT EXISTS {self.name}_by_issue ON {self.name} ({', '.join(self.indexed)});\n"
        return made


_TEXT: Final = "TEXT NOT NULL"
_ID: Final = {"id": "TEXT PRIMARY KEY"}
ANCHOR: Final = {
    **dict.fromkeys(("paper_kind", "paper", "date", "edition", "page", "title"), _TEXT),
    "article": "INTEGER",
}
"""An article as the reader's own things name it."""
_ISSUE: Final = ("paper", "date", "edition")

MARKS: Final = Table(
    "marks",
    _ID | {"kind": _TEXT} | ANCHOR | dict.fromkeys(("words", "before", "after", "colour", "text", "at"), _TEXT),
    _ISSUE,
)
VISITS: Final = Table("visits", _ID | ANCHOR | {"place": "REAL NOT NULL", "at": _TEXT}, _ISSUE)
"""What was opened, when last, and how far it was read."""

KEPT: Final = (MARKS,)
"""What the reader made: each change is a deed that can be undone."""
TRACES: Final = (VISITS,)
"""What is only left behind by reading: no deeds, cleared with 清除痕迹."""

DEEDS: Final = """
CREATE TABLE IF NOT EXISTS deeds (id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, sentence TEXT NOT NULL,
  rows TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);
"""
