"""OFD, China's national document format: a page of a paper under a page's name, else a document (公文).

`ofd_text` brings the characters; lines, paragraphs and words are made as for PDF.  No page picture is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.base import Hints, Source, blob
from archive.formats.office.office import Package, part_names
from archive.formats.office.office_text import Line, Part, read_parts
from archive.formats.printed.file_names import read_file_name
from archive.formats.printed.ofd_text import ROOT_PART, OfdDocument, read_ofd
from archive.formats.printed.page_issue import Leaf, build_issue, issue_key
from archive.formats.printed.page_paragraphs import blocks_of, body_size
from archive.model import Blob, DraftIssue, Heading, block_texts
from archive.wording import _

_PAGE_NUMBER = re.compile(r"[-—－–─·\s]*\d{1,4}[-—－–─·\s]*")
_FOOT = 0.88  # of the page's height: page numbers stand below
_TITLE_BLOCKS = 4


class Ofd:
    """OFD files."""

    name: ClassVar[str] = "ofd"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def sniff(self, source: Source) -> bool:
        return ROOT_PART in part_names(source)

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        with Package(source) as package:
            documents = read_ofd(package)
        member = source.members[0]
        file = blob(member, source.read(member))
        if not any(page.lines for document in documents for page in document.pages):
            raise UnreadableSourceError(source.name, _("OFD 里没有文字（可能是扫描图），请打印成 PDF 再导入"))
        named = read_file_name(source.name)
        is_page = bool(hints.values.get("page")) or bool(named.paper and named.date and named.pages)
        for document in documents:
            yield _issue(source, file, document, hints) if is_page else _document(source, file, document, hints)


def _issue(source: Source, file: Blob, document: OfdDocument, hints: Hints) -> DraftIssue:
    """Pages of a paper with their words, each one article."""
    named = read_file_name(source.name)
    given = single.set_pages(source.name, hints.values) or named.pages
    leaves = [
        Leaf(file, frame, page if page.lines else None, given[frame] if frame < len(given) else None)
        for frame, page in enumerate(document.pages)
    ]
    notes: list[str] = []
    draft = build_issue(issue_key(source.name, named, leaves, hints, notes), leaves, notes)
    pages = tuple(msgspec.structs.replace(page, picture=None, frame=0) for page in draft.pages)
    notes = [*draft.notes, _("OFD 的版面图没有画出，只有文字和位置"), *document.notes]
    return msgspec.structs.replace(draft, pages=pages, notes=tuple(notes), missing=tuple(document.missing))


def _document(source: Source, file: Blob, document: OfdDocument, hints: Hints) -> DraftIssue:
    """All text as one article, kept by issuer and date."""
    lines = [
        line
        for page in document.pages
        for line in page.lines
        if not (line.top > _FOOT * page.height and _PAGE_NUMBER.fullmatch(line.text))
    ]
    count = sum(len(page.lines) for page in document.pages) - len(lines)
    parts: list[Part] = []
    for number, block in enumerate(blocks_of(lines, body_size(lines))):
        role = "title" if isinstance(block, Heading) and number < _TITLE_BLOCKS else ""
        parts += [Line(text, role=role) for part in block_texts(block) for text in part.split("\n")]
    reading = read_parts(parts, hints)
    if reading is None:
        raise UnreadableSourceError(source.name, _("OFD 里没有文字"))
    notes = [*reading.notes, *document.notes]
    notes += [_("去掉了页码：{count} 处").format(count=count)] if count else []
    notes += [_("页面里的图片没有取出：{count} 张").format(count=document.pictures)] if document.pictures else []
    if not reading.content.title and document.title:
        reading = msgspec.structs.replace(
            reading, content=msgspec.structs.replace(reading.content, title=document.title)
        )
    reading = msgspec.structs.replace(reading, notes=tuple(notes), missing=tuple(document.missing))
    return single.draft(source, single.TextFile(file, "", ()), reading, hints)
