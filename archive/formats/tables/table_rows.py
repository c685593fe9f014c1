"""The rows of tables written as text: JSON lines, a JSON array, a JSON object that holds lists, CSV and TSV.

Each row comes with its number (the line, or its place in the array) and is None when it is broken.  Lines and arrays
are read as streams.  Which column is which field is not decided here.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.base import Source
from archive.formats.tables import fields, writing
from archive.text import decode
from archive.wording import _

Cells = Mapping[str, object]
Numbered = tuple[int, Cells | None]

HEAD = 1 << 18
BOM = b"\xef\xbb\xbf"

_MAX_UTF16 = 512 << 20
_MAX_LINE = 64 << 20
_MAX_OBJECT = 64 << 20
_MAX_CELL = 16 << 20
_CHUNK = 1 << 20
_DEPTH = 6
_DELIMITERS = (",", "\t", ";", "|")
_NAMED = re.compile(r"\.(?:csv|tsv)(?:\.gz|\.xz)?$", re.IGNORECASE)
_BEGINS = re.compile(rb'\{\s*"[^"\n]{1,80}"\s*:')
_LIST_INSIDE = re.compile(rb'"\s*:\s*\[\s*\{\s*"')
# What an object says of all rows in it; its own title, text, number or address is not theirs.
_SHARED = {"paper", "date", "edition", "page", "page_name", "source"}
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = msgspec.json.Decoder(dict[str, object])


# ── which kind of table ────────────────────────────────────────────────────────────────────────────────────────────


def kind_of(member: str, head: bytes) -> str | None:
    """`lines`, `array`, `object`, `csv`, or None for what is no table, from a file's first bytes (`HEAD` at most)."""
    if not head or (b"\0" in head[:4096] and not head.startswith((b"\xff\xfe", b"\xfe\xff"))):
        return None
    start = head.removeprefix(BOM).lstrip()
    if start.startswith(b"{"):
        return _kind_of_object(head, start)
    if start.startswith(b"["):
        return "array" if re.match(rb"\[\s*\{\s*\"", start) else None
    named = _NAMED.search(member) is not None
    return "csv" if not start.startswith(b"<") and _csv_head(head, named=named) else None


def _kind_of_object(head: bytes, start: bytes) -> str | None:
    first, _, rest = start.partition(b"\n")
    one = _object(first)
    if one is not None:
        alone = not rest.strip() and "text" not in fields.known_columns(one)
        return "object" if alone and _LIST_INSIDE.search(first) else "lines"
    # A first line broken or too long for the head: look on, or for how such an object begins.
    begun = _BEGINS.match(first)
    if begun and any(_object(line) for line in rest.split(b"\n")[:20]):
        return "lines"
    if _BEGINS.match(start) and _LIST_INSIDE.search(start):
        return "object"
    return "lines" if begun and not rest and (b"\n" in head or len(head) == HEAD) else None


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


# ── JSON ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _object(line: bytes) -> Cells | None:
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
        yield number, line.removeprefix(BOM) if number == 1 else line


def json_lines(stream: BinaryIO, _source: Source) -> Iterator[Numbered]:
    for number, line in _lines(stream):
        if line.strip():
            yield number, _object(line)


def json_array(stream: BinaryIO, _source: Source) -> Iterator[Numbered]:
    """The elements of an array, decoded one after another as they come; rows inside an element count on their own."""
    number = 0
    for element in _elements(stream):
        for row in _rows_of(element, {}, 0) if isinstance(element, dict) else (None,):
            number += 1
            yield number, row


def json_object(stream: BinaryIO, source: Source) -> Iterator[Numbered]:
    """The rows in the lists of one object, each with what the objects that hold it say (paper, date, page …)."""
    data = stream.read(_MAX_OBJECT + 1)
    if len(data) > _MAX_OBJECT:
        raise UnreadableSourceError(source.name, _("JSON 太大，请改成一行一条（JSONL）"))
    try:
        held = msgspec.json.decode(decode(data).text, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableSourceError(source.name, _("JSON 不完整（{error}）").format(error=error)) from error
    yield from enumerate(_rows_below(held, _shared(held, {}), 0), 1)


def _elements(stream: BinaryIO) -> Iterator[object]:
    """What stands in a JSON array, element by element; None at the end of one that is not whole."""
    text = _Text(stream)
    decoder = json.JSONDecoder()
    position = text.skip(text.skip(0) + 1)  # past the bracket
    step = _CHUNK
    while (begins := text.buffer[position : position + 1]) != "]":
        try:
            element, end = decoder.raw_decode(text.buffer, position)
        except (ValueError, RecursionError) as error:
            whole = isinstance(error, RecursionError) or len(text.buffer) - position > _MAX_LINE
            if not begins or whole or not text.more(step):
                yield None
                return
            step *= 2  # what is long is not tried again and again
            continue
        yield element
        step = _CHUNK
        if end > _CHUNK:
            text.buffer, end = text.buffer[end:], 0
        position = text.skip(end)


class _Text:
    """A stream decoded as it comes: UTF-8 (perhaps with its mark), UTF-16 with its mark, or else GB18030."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        start = stream.read(_CHUNK)
        self._decoder = getincrementaldecoder(decode(start).encoding)("replace")
        self.buffer = self._decoder.decode(start).lstrip("\ufeff")

    def more(self, size: int) -> bool:
        """Read on; False at the end."""
        data = self._stream.read(size)
        self.buffer += self._decoder.decode(data, final=not data)
        return bool(data)

    def skip(self, position: int) -> int:
        """Where the next thing begins after white space and commas."""
        while True:
            match = _BETWEEN.match(self.buffer, position)
            position = match.end() if match else position
            if position < len(self.buffer) or not self.more(_CHUNK):
                return position


def _rows_of(item: Cells, inherited: Cells, depth: int) -> Iterator[Cells]:
    """An element of a list as a row, or the rows in its own lists when those are what has titles and texts."""
    own = {**inherited, **item}
    if depth < _DEPTH and "text" not in fields.known_columns(own) and _speaks_below(item, depth):
        yield from _rows_below(item, _shared(item, inherited), depth + 1)
    else:
        yield own


def _rows_below(holder: Cells, inherited: Cells, depth: int) -> Iterator[Cells]:
    """The rows in an object's lists; an object inside it (`data`) only holds, it is no row."""
    for value in holder.values() if depth <= _DEPTH else ():
        if isinstance(value, dict):
            yield from _rows_below(value, _shared(value, inherited), depth + 1)
        elif isinstance(value, list):
            for item in value:
                if isinstance(item, dict):
                    yield from _rows_of(item, inherited, depth + 1)


def _shared(holder: Cells, inherited: Cells) -> Cells:
    plain = {key: value for key, value in holder.items() if not _holds_objects(value)}
    return {**inherited, **{key: value for key, value in plain.items() if not fields.known_columns((key,)) - _SHARED}}


def _speaks_below(item: Cells, depth: int) -> bool:
    """Has anything in the object's lists a title or a text?"""
    inner = [one for value in item.values() if isinstance(value, list) for one in value if isinstance(one, dict)]
    inner += [value for value in item.values() if isinstance(value, dict)]
    return depth <= _DEPTH and any(
        fields.known_columns(one) & {"title", "text"} or _speaks_below(one, depth + 1) for one in inner
    )


def _holds_objects(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


# ── CSV ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def csv_rows(stream: BinaryIO, source: Source) -> Iterator[Numbered]:
    csv.field_size_limit(_MAX_CELL)
    text = _text_lines(stream)
    first = next(text, "")
    reader = csv.reader(itertools.chain([first], text), delimiter=_delimiter(first) or ",")
    try:
        header = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise UnreadableSourceError(source.name, _("表头看不懂（{error}）").format(error=error)) from error
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
            fits = len(cells) <= len(header)
            yield number, dict(zip(header, writing.as_written(cells, header), strict=False)) if fits else None


def _text_lines(stream: BinaryIO) -> Iterator[str]:
    """Lines of text, each decoded by itself: UTF-8 if it is, else GB18030 (whose bytes never hold a line end)."""
    for number, line in _lines(stream):
        if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            encoding = "utf-16-le" if line.startswith(b"\xff\xfe") else "utf-16-be"
            rest = io.BytesIO(line[2:] + stream.read(_MAX_UTF16))
            yield from (text.replace("\0", "") for text in io.TextIOWrapper(rest, encoding, "replace", newline=""))
            return
        try:
            yield line.decode("utf-8").replace("\0", "")
        except UnicodeDecodeError:
            yield line.decode("gb18030", "replace").replace("\0", "")
