"""The rows of spreadsheets (XLSX, XLSM, XLS, ODS) through calamine, sheet by sheet.

Calamine holds a sheet as one rectangle in memory, so what a file claims to span is measured before it is opened.  The
header is the first row that names fields, or else the first that is all text; rows above it are a caption.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, islice
from typing import TYPE_CHECKING

from lxml import etree

from archive.errors import UnreadableSourceError
from archive.formats import unpack
from archive.formats.base import Source
from archive.formats.office.office import part_names
from archive.formats.office.refused import ole_streams
from archive.formats.tables import fields
from archive.formats.tables.table_rows import Cells, Numbered
from archive.wording import _
from archive.zips import Zip

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

CELL_LIMIT = 8_000_000
"""Cells of one sheet's rectangle; calamine takes 32 bytes for each."""
FILE_LIMIT = 128 << 20
UNPACKED_LIMIT = 1 << 30

_XLSX_PLACE = re.compile(rb"<(?:\w+:)?(row|c)\b(?:[^<>]{0,300}?\br=\"([A-Z]*)(\d+)\")?")
_HEADER_SOUGHT = 20


def is_spreadsheet(source: Source) -> bool:
    """Told by the parts of a zip or the streams of an OLE file."""
    if source.is_tree or len(source.members) != 1:
        return False
    names = part_names(source)
    if names:
        return "xl/workbook.xml" in names or _is_ods(source, names)
    return bool({"Workbook", "Book"} & ole_streams(source))


def sheet_rows(source: Source, notes: list[str]) -> Iterator[Numbered]:
    """The rows below each sheet's header as cells by column name, numbered as in the sheet.

    Sheets without rows and captions above a header go to `notes`.  `UnreadableSourceError` for a broken, locked or
    oversized file.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    data, _name = unpack.content(source, source.members[0], FILE_LIMIT)
    if len(data) > FILE_LIMIT:
        raise UnreadableSourceError(source.name, _("表格超过 {limit} MB，请另存为 CSV").format(limit=FILE_LIMIT >> 20))
    try:
        _measure(source, data)
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            used = 0
            for name in book.sheet_names:
                rows = _rows(book.get_sheet_by_name(name), name, notes)
                first = next(rows, None)
                if first is not None:
                    used += 1
                    yield first
                    yield from rows
            if used > 1:
                notes.append(_("共读了 {count} 张工作表，行号是各表自己的").format(count=used))
    except (CalamineError, etree.LxmlError, OSError, ValueError, EOFError) as error:
        raise UnreadableSourceError(source.name, _("表格打不开（{error}）").format(error=error)) from error


def _is_ods(source: Source, names: frozenset[str]) -> bool:
    if not {"mimetype", "content.xml"} <= names:
        return False
    try:
        with source.open(source.members[0]) as stream:
            return b"opendocument.spreadsheet" in Zip(stream, source.name, UNPACKED_LIMIT).read("mimetype")
    except (UnreadableSourceError, OSError):
        return False


# ── rows of a sheet ────────────────────────────────────────────────────────────────────────────────────────────────


def _rows(sheet: CalamineSheet, name: str, notes: list[str]) -> Iterator[tuple[int, Cells]]:
    top = sheet.start[0] if sheet.start else 0
    rows = enumerate((list(map(_value, row)) for row in sheet.iter_rows()), top + 1)
    early = [(number, row) for number, row in islice(rows, _HEADER_SOUGHT) if any(cell != "" for cell in row)]
    at = _header_at([row for _, row in early])
    if at is None:
        notes.append(_("工作表“{name}”里没有表头和数据").format(name=name))
        return
    if at:
        notes.append(
            _("工作表“{name}”表头上方的 {count} 行没有用：{text}").format(name=name, count=at, text=_shown(early[:at]))
        )
    header = _names(early[at][1])
    for number, row in chain(early[at + 1 :], rows):
        if any(cell != "" for cell in row):
            yield number, dict(zip(header, row, strict=False))


def _header_at(rows: list[list[object]]) -> int | None:
    """The row that names at least two fields, else the first with two cells or more that are all text."""
    for number, row in enumerate(rows):
        known = fields.known_columns(str(cell) for cell in row if cell != "")
        if len(known) >= 2 and known & {"title", "text"}:
            return number
    for number, row in enumerate(rows):
        cells = [cell for cell in row if cell != ""]
        if len(cells) >= 2 and all(isinstance(cell, str) for cell in cells):
            return number
    return None


def _names(row: list[object]) -> list[str]:
    """Column names, each once: a nameless column is called by its place, a repeated one by name and place."""
    names: list[str] = []
    for place, cell in enumerate(row, 1):
        name = " ".join(str(cell).split()) or f"第{place}列"
        names.append(f"{name}（第{place}列）" if name in names else name)
    return names


def _shown(rows: list[tuple[int, list[object]]]) -> str:
    return "；".join(" ".join(str(cell) for cell in row if cell != "") for _, row in rows)[:80]


def _value(cell: object) -> object:
    """Dates as ISO text; a day that a sheet keeps with a time of midnight is a day."""
    if isinstance(cell, datetime.datetime):
        return str(cell.date()) if cell.time() == datetime.time() else cell.isoformat(" ")
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        return str(cell)
    return cell


# ── what a file claims to span ─────────────────────────────────────────────────────────────────────────────────────


def _measure(source: Source, data: bytes) -> None:
    """`UnreadableSourceError` when a sheet's rectangle would not fit (old XLS cannot exceed 65,536 × 256)."""
    if not data.startswith(b"PK\x03\x04"):
        return
    packed = Zip(BytesIO(data), source.name, UNPACKED_LIMIT)
    for member in packed.members:
        if member == "content.xml":
            cells = _ods_extent(packed.read(member))
        elif member.lower().endswith(".xml") and b"sheetData" in (sheet := packed.read(member)):
            cells = _xlsx_extent(sheet)
        else:
            continue
        if cells > CELL_LIMIT:
            raise UnreadableSourceError(source.name, _("工作表的范围大得不正常，请删去空白行列或另存为 CSV"))


def _xlsx_extent(sheet: bytes) -> int:
    """Rows × columns up to the last cell; a cell or row without a reference follows the one before."""
    row = column = last_row = last_column = 0
    for match in _XLSX_PLACE.finditer(sheet):
        letters, digits = match[2] or b"", match[3]
        if match[1] == b"row":
            row, column = int(digits[:9]) if digits and not letters else row + 1, 0
        elif digits and letters:
            row, column = int(digits[:9]), _column(letters)
        else:
            column += 1
        last_row, last_column = max(last_row, row), max(last_column, column)
    return last_row * last_column


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - 64
    return number


def _ods_extent(content: bytes) -> int:
    """Rows × columns that hold something; repeats of empty cells and rows at the end are not counted."""
    rows = columns = empty_rows = 0
    for _event, row in etree.iterparse(BytesIO(content), tag="{*}table-row", no_network=True, resolve_entities=False):
        width = gap = 0
        for cell in row:
            repeated = _repeated(cell, "number-columns-repeated")
            if len(cell) or any(str(key).endswith("}value-type") for key in cell.attrib):
                width, gap = width + gap + repeated, 0
            else:
                gap += repeated
        repeated = _repeated(row, "number-rows-repeated")
        if width:
            rows, empty_rows = rows + empty_rows + repeated, 0
        else:
            empty_rows += repeated
        columns = max(columns, width)
        row.clear()
    return rows * columns


def _repeated(element: etree._Element, name: str) -> int:
    value = next((str(value) for key, value in element.items() if str(key).endswith("}" + name)), "1")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 1
