"""DOCX: an official document (公文), a newspaper article or any other text, with its tables and pictures in place.

`word_body` brings the lines as printed, `office_text` says what they are.  Old DOC files and locked ones are `refused`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.base import Hints, Source, blob
from archive.formats.office.office import Package, part_names
from archive.formats.office.office_text import read_parts
from archive.formats.office.word_body import read_body
from archive.model import DraftIssue
from archive.wording import _

MAIN_PART = "word/document.xml"


class Word:
    """Word's DOCX (and what WPS writes under that name)."""

    name: ClassVar[str] = "docx"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        return MAIN_PART in part_names(source)

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        with Package(source) as package:
            body = read_body(package)
        reading = read_parts(body.parts, hints)
        if reading is None:
            raise UnreadableSourceError(source.name, _("DOCX 里没有文字"))
        reading = msgspec.structs.replace(
            reading,
            notes=(*reading.notes, *body.notes),
            blobs=tuple(body.pictures.values()),
            missing=tuple(dict.fromkeys(body.missing)),
        )
        member = source.members[0]
        file = single.TextFile(blob(member, source.read(member)), "", ())
        yield single.draft(source, file, reading, hints)
