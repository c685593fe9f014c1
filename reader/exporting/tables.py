"""JSON lines and CSV: an article a row, under the names that our own import of tables reads."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

import msgspec

from archive.formats.tables.writing import COLUMNS, IN_CSV, cells_of, row_of
from archive.model import Article
from archive.wording import _, listed
from reader.exporting.contents import Contents, Step
from reader.exporting.pictures import Pictures
from reader.exporting.places import new_file

_encode = msgspec.json.Encoder().encode


def json_lines(contents: Contents, _pictures: Pictures, target: Path) -> Iterator[Step]:
    """One object a line."""
    with new_file(target) as new:
        for step in contents.everything():
            if isinstance(step, Article):
                new.stream.write(_encode(row_of(step)) + b"\n")
            else:
                yield step
        contents.finish(new.place)


def comma_separated(contents: Contents, _pictures: Pictures, target: Path) -> Iterator[Step]:
    """UTF-8 with the mark that spreadsheets want; further facts of an article have no column, and that is said."""
    dropped: dict[str, int] = {}
    with new_file(target) as new:
        text = TextIOWrapper(new.stream, "utf-8-sig", newline="", write_through=True)
        rows = csv.writer(text)
        rows.writerow(COLUMNS)
        for step in contents.everything():
            if isinstance(step, Article):
                rows.writerow(cells_of(step))
                for name in step.content.fields.keys() - IN_CSV:
                    dropped[name] = dropped.get(name, 0) + 1
            else:
                yield step
        text.flush()
        text.detach()
        if dropped:
            said = listed(
                _("{name} {count} 篇").format(name=name, count=count) for name, count in sorted(dropped.items())
            )
            contents.notes.append(_("CSV 里没有这些项目的列：{names}").format(names=said))
        contents.finish(new.place)
