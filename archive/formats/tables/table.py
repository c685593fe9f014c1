"""Tables of articles: JSON, CSV or TSV, spreadsheets; each row an article (columns: `archive.formats.tables.fields`).

A row that cannot be used is counted with its number and never stops the others.  Rows come from `table_rows` (text,
as a stream) and `spreadsheet`; `preview` shows a table's beginning, so that the columns can be mapped beforehand.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single, unpack
from archive.formats.base import Hints, Source
from archive.formats.tables import fields, spreadsheet, table_rows
from archive.formats.tables.fields import Columns, Row, TablePreview
from archive.formats.tables.table_rows import Numbered
from archive.model import DraftArticle, DraftIssue, DraftPage, IssueKey
from archive.text import tidy
from archive.wording import _, listed

CHUNK = 1000
PREVIEW_ROWS, PREVIEW_COLUMNS, PREVIEW_CELL = 20, 1000, 1000
"""What a preview shows at most: rows, columns, characters of a cell."""
_NAMED = 20  # columns that a sentence names

_READERS = {
    "lines": table_rows.json_lines,
    "array": table_rows.json_array,
    "object": table_rows.json_object,
    "csv": table_rows.csv_rows,
}


class Table:
    """JSON lines, JSON arrays and objects with lists, CSV, XLSX, XLS, ODS."""

    name: ClassVar[str] = "table"
    version: ClassVar[int] = 2
    per_file: ClassVar[bool] = True

    def sniff(self, source: Source) -> bool:
        return _kind(source) is not None

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        single.set_date(source.name, hints.values)
        single.set_pages(source.name, hints.values)
        notes: list[str] = []
        yield from _drafts(source, _rows(source, notes), hints, notes)


def preview(source: Source, hints: Hints) -> TablePreview:
    """The beginning of a table; `UnreadableSourceError` when it is none, has no row, or far too many columns."""
    first = [cells for _, cells in itertools.islice(_rows(source, []), PREVIEW_ROWS) if cells is not None]
    if not first:
        raise UnreadableSourceError(source.name, _("表格里没有一行"))
    names = tuple(dict.fromkeys(name for cells in first for name in cells))
    if len(names) > PREVIEW_COLUMNS:
        raise UnreadableSourceError(source.name, _("表格有 {count} 列，太多了，没法逐列指定").format(count=len(names)))
    rows = tuple(tuple(fields.cell_text(cells.get(name))[:PREVIEW_CELL] for name in names) for cells in first)
    guessed = fields.columns(names, Hints()).by_field
    mapping = {name: guessed[name][0] for name in fields.FIELDS if name in guessed}
    missing = tuple(fields.missing_fields(fields.columns(names, hints)))
    return TablePreview(names, rows, mapping, _fingerprint(names), missing)


def _fingerprint(names: Iterable[str]) -> str:
    """16 hex digits of the column names, in whatever order they stand."""
    return sha256("\0".join(sorted(tidy(name).lower() for name in names)).encode()).hexdigest()[:16]


def _kind(source: Source) -> str | None:
    """`sheets` or a kind of text; None for what is no table."""
    if spreadsheet.is_spreadsheet(source):
        return "sheets"
    head = unpack.head(source, table_rows.HEAD)
    return table_rows.kind_of(source.members[0], head) if head else None


def _rows(source: Source, notes: list[str]) -> Iterator[Numbered]:
    kind = _kind(source)
    if kind is None:
        raise UnreadableSourceError(source.name, _("不是表格"))
    if kind == "sheets":
        yield from spreadsheet.sheet_rows(source, notes)
        return
    with unpack.open_plain(source, source.members[0]) as stream:
        yield from _READERS[kind](stream, source)


# ── drafts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _drafts(source: Source, rows: Iterable[Numbered], hints: Hints, reading_notes: list[str]) -> Iterator[DraftIssue]:
    """Drafts of at most `CHUNK` rows, grouped by issue; the notes stand in the last one."""
    mapping: Columns | None = None
    chunk: list[Row] = []
    pending: list[DraftIssue] = []
    seen: dict[str, None] = {}
    broken: list[int] = []
    for number, cells in rows:
        if cells is None:
            broken.append(number)
            continue
        if mapping is None or any(name not in seen for name in cells):
            seen |= dict.fromkeys(cells)
            before = mapping
            mapping = fields.columns(seen, hints)
            if before is not None:
                mapping.used, mapping.problems = before.used, before.problems
        row = mapping.row(cells, number)
        if row is None:
            continue
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from pending
            pending = _grouped(chunk)
            chunk = []
    if chunk:
        yield from pending
        pending = _grouped(chunk)
    notes = (*reading_notes, *_notes(mapping, broken))
    if not pending:
        raise UnreadableSourceError(source.name, _why_nothing(mapping, notes))
    yield from pending[:-1]
    yield msgspec.structs.replace(pending[-1], notes=notes)


def _grouped(rows: list[Row]) -> list[DraftIssue]:
    issues: dict[IssueKey, list[Row]] = {}
    for row in rows:
        issues.setdefault(row.key, []).append(row)
    return [_issue(key, held) for key, held in issues.items()]


def _issue(key: IssueKey, rows: list[Row]) -> DraftIssue:
    if all(row.order is not None for row in rows):
        rows = sorted(rows, key=lambda row: row.order or 0)
    names: dict[str, str | None] = {}
    for row in rows:
        for page in row.pages:
            names[page.label] = names.get(page.label) or page.name
    return DraftIssue(
        key,
        pages=tuple(DraftPage(label, name) for label, name in names.items()),
        articles=tuple(DraftArticle(row.content, "", row.own_id, row.pages) for row in rows),
    )


def _notes(mapping: Columns | None, broken: list[int]) -> tuple[str, ...]:
    notes = mapping.notes() if mapping else ()
    if broken:
        first = listed(map(str, broken[:5])) + ("…" if len(broken) > 5 else "")
        notes = (*notes, _("不完整或不是一条记录：{count} 行（第 {first} 行）").format(count=len(broken), first=first))
    return notes


def _why_nothing(mapping: Columns | None, notes: tuple[str, ...]) -> str:
    missing = fields.missing_fields(mapping) if mapping else []
    if missing:
        have = listed(columns[0] for columns in mapping.by_field.values()) if mapping else ""
        names = listed(mapping.names[:_NAMED]) if mapping else ""
        return _(
            "缺少字段 {names}（表里的列：{columns}；认出的：{have}）；可用 --map 字段=列名 或 --set 字段=值 补上"
        ).format(names=listed(missing), columns=names, have=have or _("无"))
    return _("没有一行可以导入：{why}").format(why=_("；").join(notes)) if notes else _("没有一行可以导入")
