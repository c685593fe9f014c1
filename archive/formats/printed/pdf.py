"""A PDF: one page of a paper, a whole issue page by page or typeset anew, or an ordinary document.

What it is follows from its name, from what its pages print, and from what the user says; a PDF that nothing calls a
newspaper is a document.  Folders of PDFs are read by `archive.formats.printed.scans`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import ClassVar

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.base import Hints, Source, blob
from archive.formats.printed import recognition
from archive.formats.printed.file_names import FileName, read_file_name
from archive.formats.printed.page_issue import UNKNOWN_CHARACTERS, Engine, Leaf, build_issue, issue_key
from archive.formats.printed.page_paragraphs import blocks_of, body_size
from archive.formats.printed.pdf_words import PageText, PdfText, page_image, read_pdf
from archive.formats.printed.printed_page import headline_of
from archive.formats.printed.recognition import LONGEST, Recogniser
from archive.formats.printed.reflowed import read_reflowed
from archive.formats.texts.official_text import read_official_text
from archive.labels import parse_pages
from archive.model import (
    Blob,
    Block,
    Certainty,
    Content,
    DraftArticle,
    DraftIssue,
    IssueKey,
    PageRef,
    PaperKind,
    block_texts,
)
from archive.text import byline_of
from archive.wording import _

MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1024
_LONGEST_TITLE = 60
_PROGRAM = re.compile(r"^Microsoft \w+ - |\.(?:docx?|wps|txt|rtf|xlsx?|pptx?|pdf|indd|cdr|qxd)$", re.IGNORECASE)


class Pdf:
    """One PDF file.  `engine` gives what recognises pages without text, when the user asks for that."""

    name: ClassVar[str] = "pdf"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def __init__(self, engine: Engine = recognition.installed) -> None:
        self._engine = engine

    def sniff(self, source: Source) -> bool:
        if source.is_tree:
            return False
        try:
            with source.open(source.members[0]) as stream:
                return MAGIC in stream.read(_MAGIC_WITHIN)
        except (UnreadableSourceError, OSError, IndexError):
            return False

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        member = source.members[0]
        file = blob(member, source.read(member))
        yield from read_pdf_file(source.name, file, hints, self._engine)


def read_pdf_file(name: str, file: Blob, hints: Hints, engine: Engine) -> Iterator[DraftIssue]:
    """What one PDF is; `UnreadableSourceError` for a broken one and for a paper of which nobody says name or day."""
    pdf = read_pdf(file.data, name)
    if reflowed := read_reflowed(pdf, file):
        yield from _filed_as_told(name, reflowed, hints)
        return
    named = read_file_name(name)
    leaves = pdf_leaves(name, file, pdf, named.pages, hints, engine)
    texts = [leaf.text for leaf in leaves if leaf.text is not None]
    lines = [line for text in texts for line in text.lines]
    blocks = blocks_of(lines, body_size(lines))
    official = read_official_text("\n".join(text for block in blocks for text in block_texts(block)))
    if not _is_newspaper(named, leaves, hints, official=official is not None):
        yield _document(name, leaves, official or _plain(name, pdf.title, texts, blocks), hints)
        return
    if not texts and not (named.paper or hints.values.get("paper")):
        reason = _("PDF 里没有文字，看不出是哪家报纸、哪一天，请用 --set paper=报名 --set date=YYYY-MM-DD 指定")
        raise UnreadableSourceError(name, reason)
    notes: list[str] = []
    yield build_issue(issue_key(name, named, leaves, hints, notes), leaves, notes)


def pdf_leaves(
    name: str, file: Blob, pdf: PdfText, named: tuple[PageRef, ...], hints: Hints, engine: Engine
) -> list[Leaf]:
    """The pages of a PDF with the labels that the user, the file's name (`named`) and its bookmarks give them."""
    given = single.set_pages(name, hints.values) or named
    recogniser: Recogniser | None = None
    leaves: list[Leaf] = []
    for frame, page in enumerate(pdf.pages):
        ref = given[frame] if frame < len(given) else _bookmarked(pdf.bookmarks.get(frame))
        text = page if page.lines else None
        recognised = hints.recognise and text is None and page.problem is None
        if recognised:
            recogniser = recogniser or engine(name)
            found = recognition.recognise(recogniser, page_image(file.data, frame, LONGEST, name))
            text = found if found.lines else None
        leaves.append(Leaf(file, frame, text, ref, is_pdf=True, recognised=recognised, problem=page.problem))
    return leaves


def _filed_as_told(name: str, drafts: list[DraftIssue], hints: Hints) -> Iterator[DraftIssue]:
    """The user's paper over the printed one, and the user's day where there is only one issue."""
    date = single.set_date(name, hints.values) if len(drafts) == 1 else None
    for draft in drafts:
        key = draft.key
        key = IssueKey(
            key.kind, hints.values.get("paper") or key.paper, date or key.date, hints.values.get("edition", "")
        )
        yield msgspec.structs.replace(draft, key=key)


def _bookmarked(title: str | None) -> PageRef | None:
    pages = parse_pages(title) if title else ()
    return pages[0] if len(pages) == 1 else None


def _is_newspaper(named: FileName, leaves: list[Leaf], hints: Hints, *, official: bool) -> bool:
    """Does the user, the name or the first page say so?  Pages that are only pictures can be nothing else."""
    values = hints.values
    if values.get("page") or (named.paper and named.date and (named.pages or not named.code)):
        return True
    if not any(leaf.text for leaf in leaves):
        return True
    if official:
        return False
    first = leaves[0].margins
    printed = first.date and (first.page or first.sure) and (first.paper or named.paper)
    return bool(printed or named.is_placed or (values.get("paper") and values.get("date")))


def _plain(name: str, title: str | None, pages: list[PageText], blocks: tuple[Block, ...]) -> single.Reading:
    """A document without a number: its own title, else its first large line, else the file's name."""
    large = headline_of(pages[0])
    first = next((text for block in blocks[:1] for text in block_texts(block) if len(text) <= _LONGEST_TITLE), None)
    own = _PROGRAM.sub("", title) if title else None
    found = "\n".join(line.text for line in large) or own or first
    if blocks and found in tuple(block_texts(blocks[0])):
        blocks = blocks[1:]
    content = Content(found or PurePosixPath(name).stem, byline=byline_of(blocks), blocks=blocks)
    return single.Reading(content, PaperKind.DOCUMENTS, single.UNSORTED, None)


def _document(name: str, leaves: list[Leaf], reading: single.Reading, hints: Hints) -> DraftIssue:
    """All text of the PDF as one article, kept by issuer and date like other documents."""
    values, file = hints.values, leaves[0].file
    notes = [
        _("第 {number} 页：{problem}").format(number=leaf.frame + 1, problem=leaf.problem)
        for leaf in leaves
        if leaf.problem
    ]
    if any(leaf.text and leaf.text.unknown for leaf in leaves):
        notes.append(_(UNKNOWN_CHARACTERS))
    certainty = Certainty.RECOGNISED if any(leaf.recognised for leaf in leaves) else Certainty.UNSURE
    content = single.set_content(reading.content, values)
    date = single.set_date(name, values) or reading.date or read_file_name(name).date
    key = IssueKey(PaperKind.DOCUMENTS, values.get("paper") or reading.paper or single.UNSORTED, date)
    article = DraftArticle(content, file.sha256, values.get("id"), certainty=certainty)
    return DraftIssue(key, articles=(article,), blobs=(file,), notes=(*notes, *reading.notes))
