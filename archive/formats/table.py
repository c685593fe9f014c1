"""Tables of articles: JSON lines, a JSON array, CSV or TSV, each row an article (columns: `archive.formats.fields`).

Read as a stream, so that a file may be larger than memory; a row that cannot be used is counted with its line number
and never stops the others.  Spreadsheets are another format.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import fields, single, unpack
from archive.formats.base import Hints, Source
from archive.formats.fields import Columns, Row
from archive.model import DraftArticle, DraftIssue, DraftPage, IssueKey
from archive.text import decode

CHUNK = 1000
_MAX_ARRAY = 512 * 1024 * 1024
_MAX_LINE = 64 * 1024 * 1024
_MAX_CELL = 16 * 1024 * 1024
_DELIMITERS = (",", "\t", ";", "|")
_NAMED = re.compile(r"\.(?:csv|tsv)(?:\.gz|\.xz)?$", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"

Numbered = tuple[int, Mapping[str, object] | None]
_DECODER = msgspec.json.Decoder(dict[str, object])


class Table:
    """JSON lines, JSON arrays and CSV."""

    name: ClassVar[str] = "table"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = True

    def sniff(self, source: Source) -> bool:
        return _kind(source) is not None

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        kind = _kind(source)
        if kind is None:
            raise UnreadableSourceError(source.name, "不是表格")
        single.set_date(source.name, hints.values)
        single.set_pages(source.name, hints.values)
        member = source.members[0]
        with unpack.open_plain(source, member) as stream:
            rows = {"lines": _json_lines, "array": _json_array, "csv": _csv}[kind](stream, source)
            yield from _drafts(source, rows, hints)


def _kind(source: Source) -> str | None:
    """`lines`, `array`, `csv`, or None for what is no table."""
    data = unpack.head(source, 1 << 18)
    if not data or (b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return None
    start = data.removeprefix(_BOM).lstrip()
    if start.startswith(b"{"):
        first, _, rest = start.partition(b"\n")
        if _object(first) is not None:
            return "lines"
        # A first line broken or too long for the head: look on, or for how such an object begins.
        looks = re.match(rb'\{\s*"[^"\n]{1,80}"\s*:', first) and (
            not rest or any(_object(line) for line in rest.split(b"\n")[:20])
        )
        return "lines" if (looks and b"\n" in data) or (looks and len(data) == 1 << 18) else None
    if start.startswith(b"["):
        return "array" if re.match(rb"\[\s*\{\s*\"", start) else None
    return (
        "csv"
        if not start.startswith(b"<") and _csv_head(data, named=_NAMED.search(source.members[0]) is not None)
        else None
    )


def _csv_head(data: bytes, *, named: bool) -> bool:
    """A header with names that are fields, or several even rows in a file that is called a table."""
    if single.is_binary(data):
        return False
    text = decode(data).text.lstrip("\ufeff")
    lines = text.split("\n")
    delimiter = _delimiter(lines[0])
    if delimiter is None:
        return False
    try:
        header = next(csv.reader([lines[0].strip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return False
    names = [name.strip() for name in header]
    if len(names) < 2 or not all(names) or len(set(names)) < len(names) or any(len(name) > 40 for name in names):
        return False
    known = fields.known_columns(names)
    if len(known) >= 2 and known & {"title", "text"}:
        return True
    return _even(lines, delimiter, len(names), named=named) and all(
        len(name) <= 20 and not re.search(r"[。！？]", name) for name in names
    )


def _even(lines: list[str], delimiter: str, width: int, *, named: bool) -> bool:
    """Do the first lines have as many cells as the header?  (The user will map the columns.)

    A file that is not called a table needs three columns and four such lines.
    """
    try:
        rows = [row for row in itertools.islice(csv.reader(lines[:8], delimiter=delimiter), 5) if row]
    except csv.Error:
        return False
    enough = len(rows) >= 2 if named else len(rows) >= 4 and width >= 3
    return enough and all(len(row) == width for row in rows[:4])


def _delimiter(line: str) -> str | None:
    counts = {delimiter: line.count(delimiter) for delimiter in _DELIMITERS}
    best = max(counts, key=lambda delimiter: counts[delimiter])
    return best if counts[best] else None


# ── rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _object(line: bytes) -> Mapping[str, object] | None:
    """A JSON object from a line in UTF-8 or, failing that, GB18030."""
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return _DECODER.decode(line.decode("gb18030", "replace"))
        except (msgspec.DecodeError, RecursionError):
            return None
    return None


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Numbered lines; one that is longer than any article is passed on in pieces that will not parse."""
    number = 0
    while line := stream.readline(_MAX_LINE):
        number += 1
        yield number, line.removeprefix(_BOM) if number == 1 else line


def _json_lines(stream: BinaryIO, _source: Source) -> Iterator[Numbered]:
    for number, line in _lines(stream):
        if line.strip():
            yield number, _object(line)


def _json_array(stream: BinaryIO, source: Source) -> Iterator[Numbered]:
    data = stream.read(_MAX_ARRAY + 1)
    if len(data) > _MAX_ARRAY:
        raise UnreadableSourceError(source.name, "JSON 数组太大，请改成一行一条（JSONL）")
    try:
        rows = msgspec.json.decode(decode(data).text, type=list[object])
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableSourceError(source.name, f"JSON 不完整（{error}）") from error
    for number, row in enumerate(rows, 1):
        yield number, row if isinstance(row, dict) else None


def _csv(stream: BinaryIO, source: Source) -> Iterator[Numbered]:
    csv.field_size_limit(_MAX_CELL)
    text = _text_lines(stream)
    first = next(text, "")
    reader = csv.reader(itertools.chain([first], text), delimiter=_delimiter(first) or ",")
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise UnreadableSourceError(source.name, f"表头看不懂（{error}）") from error
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield number, None
            continue
        if any(cell.strip() for cell in cells):
            yield number, dict(zip(header, cells, strict=False)) if len(cells) <= len(header) else None


def _text_lines(stream: BinaryIO) -> Iterator[str]:
    """Lines of text, each decoded by itself: UTF-8 if it is, else GB18030 (whose bytes never hold a line end)."""
    for number, line in _lines(stream):
        if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            encoding = "utf-16-le" if line.startswith(b"\xff\xfe") else "utf-16-be"
            rest = io.BytesIO(line[2:] + stream.read(_MAX_ARRAY))
            yield from (text.replace("\0", "") for text in io.TextIOWrapper(rest, encoding, "replace", newline=""))
            return
        try:
            yield line.decode("utf-8").replace("\0", "")
        except UnicodeDecodeError:
            yield line.decode("gb18030", "replace").replace("\0", "")


# ── drafts ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _drafts(source: Source, rows: Iterable[Numbered], hints: Hints) -> Iterator[DraftIssue]:
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
            problems = mapping.problems if mapping else {}
            mapping = fields.columns(seen, hints)
            mapping.problems = problems
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
    notes = _notes(mapping, broken)
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
        first = "、".join(map(str, broken[:5])) + ("…" if len(broken) > 5 else "")
        notes = (*notes, f"不完整或不是一条记录：{len(broken)} 行（第 {first} 行）")
    return notes


def _why_nothing(mapping: Columns | None, notes: tuple[str, ...]) -> str:
    missing = fields.missing_fields(mapping) if mapping else []
    if missing:
        have = "、".join(mapping.by_field.values()) if mapping else ""
        return f"缺少字段 {'、'.join(missing)}（认出的列：{have or '无'}）；可用 --map 字段=列名 或 --set 字段=值 补上"
    return "没有一行可以导入" + ("：" + "；".join(notes) if notes else "")
