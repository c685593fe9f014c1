"""A reading child with two more formats: `*.trial`, and tables `*.sheet`; the first line says what goes wrong.

Run by `test_worker`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import ClassVar

from archive.formats import registry
from archive.formats.base import Hints, Source, blob
from archive.formats.tables import table
from archive.formats.tables.fields import TablePreview
from archive.importing import worker_child, worker_messages
from archive.model import Blob, Content, DraftArticle, DraftIssue, IssueKey, PaperKind, Paragraph, PartialDate


def draft(day: int, *, size: int = 4) -> DraftIssue:
    original = blob(f"{day}.txt", bytes(size))
    article = DraftArticle(Content(f"第 {day} 天", blocks=(Paragraph("渡口照常开放。"),)), original.sha256)
    key = IssueKey(PaperKind.NEWSPAPER, "青湾晚报", PartialDate(2026, 3, day))
    return DraftIssue(key, articles=(article,), blobs=(original,))


class Trial:
    name: ClassVar[str] = "trial"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        return source.members[0].endswith(".trial")

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        yield draft(1)
        match source.read(source.members[0]).decode():
            case "crash":
                os.abort()
            case "leave":
                os._exit(7)
            case "hang":
                while True:
                    pass
            case "sleep":
                time.sleep(60)
            case "eat":
                held = [bytearray(1 << 24) for _ in count()]
                yield draft(len(held))
            case "flood":
                for _ in count():
                    yield draft(2)
            case "big":
                yield draft(2, size=3 << 20)
            case "forge":
                yield DraftIssue(draft(2).key, blobs=(Blob("x", b"y", "0" * 64),))
            case "bug":
                raise KeyError("\udcff 版面")
            case "recurse":
                self.sniff_again(source)
            case "print":
                sys.stdout.write("what a library says")
                sys.stdout.flush()
                os.write(1, b"what a C library says")
                assert sys.stdin.read() == ""
            case "write":
                Path(hints.values["source"], "left.txt").write_text("x")
            case "pid":
                yield DraftIssue(draft(2).key, notes=(str(os.getpid()),))

    def sniff_again(self, source: Source) -> None:
        self.sniff_again(source)


class Sheet(table.Table):
    def sniff(self, source: Source) -> bool:
        return source.members[0].endswith((".sheet", ".sheet.csv"))

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        yield from Trial().read(source, hints)


def preview(source: Source, hints: Hints) -> TablePreview:
    """What the trial does while a draft is read, done while a table is looked at."""
    if ".sheet" not in source.members[0]:
        return preview_of(source, hints)
    found = TablePreview(("题",), (("渡口",),), {"title": "题"}, "0" * 16, ("text",))
    match source.read(source.members[0]).decode():
        case "big":
            return TablePreview(("题",), (("渡" * (1 << 20),),), {}, "0" * 16, ())
        case "forge":
            worker_messages.encode = lambda _answer: encode(worker_messages.Ended())
        case _:
            list(Trial().read(source, hints))
    return found


encode, preview_of = worker_messages.encode, table.preview


if __name__ == "__main__":
    if sys.argv[1:] == ["broken"]:
        sys.exit(9)
    registry.FORMATS = (Trial(), Sheet(), *registry.FORMATS)
    table.preview = preview
    worker_child.main()
