"""Marks as files: JSON and CSV, which come back, and Markdown to be read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

import msgspec

from archive.cells import guarded, unguarded
from archive.errors import UnreadableSourceError
from archive.personal import Mark, MarkKind, flattened, unflattened
from archive.shown import shown
from archive.wording import _, listed
from reader.navigation import citation
from reader.rendering.markdown import escaped

FORMS: Final = ("json", "csv", "markdown")
SUFFIXES: Final = {".json": "json", ".csv": "csv", ".md": "markdown"}
"""The form that a file's name asks for."""
_COLUMNS: Final = (
    *("kind", "paper_kind", "paper", "date", "edition", "page", "title", "words", "before", "after"),
    *("colour", "text", "at", "id"),
)


def written(marks: Sequence[Mark], form: str) -> str:
    """The marks in one of `FORMS`."""
    return {"json": _json, "csv": _csv, "markdown": _markdown}[form](marks)


def read(data: bytes, name: str) -> list[Mark]:
    """Marks from a file that `written` made as JSON or CSV.  `UnreadableSourceError` for anything else."""
    try:
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"["):
            return msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=list[Mark])
        rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        return [_of_row(row) for row in rows]
    except (msgspec.MsgspecError, csv.Error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableSourceError(
            name, _("不是导出的标记（{error}）").format(error=shown(str(error))[:80])
        ) from error


def _json(marks: Sequence[Mark]) -> str:
    return msgspec.json.format(msgspec.json.encode(marks)).decode() + "\n"


def _csv(marks: Sequence[Mark]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for mark in marks:
        flat = flattened(mark)
        writer.writerow(guarded(str(flat[name])) for name in _COLUMNS)
    return "\ufeff" + out.getvalue()


def _of_row(row: dict[str, str]) -> Mark:
    return unflattened({**{name: unguarded(row[name]) for name in _COLUMNS}, "article": None})


def _markdown(marks: Sequence[Mark]) -> str:
    """By article, in the order of papers and dates: its source, then words, notes and tags."""

    def place(mark: Mark) -> tuple[str, str, str, str, str]:
        key = mark.anchor.key
        return key.paper, str(key.date or ""), key.edition, mark.anchor.page, mark.anchor.title

    parts = [_("# 我的标记")]
    for _place, group in groupby(sorted(marks, key=place), key=place):
        parts += _article(list(group))
    return "\n\n".join(parts) + "\n"


def _article(marks: Sequence[Mark]) -> Iterable[str]:
    anchor = marks[0].anchor
    signs = "".join({MarkKind.STAR: "★", MarkKind.LATER: _("待读")}.get(mark.kind, "") for mark in marks)
    yield f"## {escaped(' '.join(anchor.title.split()))}{f' {signs}' if signs else ''}"
    where = citation(anchor.key, [], "").removeprefix("——")
    yield escaped(where + (_("，第{page}版").format(page=anchor.page) if anchor.page else ""))
    if tags := [mark.text for mark in marks if mark.kind is MarkKind.TAG]:
        yield escaped(_("标签：{names}").format(names=listed(tags)))
    for mark in marks:
        if mark.quote:
            yield "\n".join(f"> {escaped(line)}" for line in mark.quote.words.splitlines())
        if mark.text and mark.kind is not MarkKind.TAG:
            yield escaped(mark.text)
