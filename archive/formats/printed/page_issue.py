"""Pages that lie in files, PDFs and pictures, put together as one issue: labels, pictures, words, an article a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats import single
from archive.formats.base import Hints
from archive.formats.printed.file_names import FileName
from archive.formats.printed.pdf_words import PageText
from archive.formats.printed.printed_page import Margins, page_article, read_margins
from archive.formats.printed.recognition import Recogniser
from archive.labels import printed_labels
from archive.model import Blob, Certainty, DraftArticle, DraftIssue, DraftPage, IssueKey, PageRef, PaperKind
from archive.wording import N_, _, listed

Engine = Callable[[str], Recogniser]
"""Gives the recogniser for a source's name, or says why there is none."""
UNKNOWN_CHARACTERS = N_("PDF 里的文字大多没有编码，读出来的可能是乱码")


class Leaf(msgspec.Struct):
    """One page as a file brings it: the file, the page's number in it (from 0), its text, the label known for it.

    `problem` says what of it could not be read.
    """

    file: Blob
    frame: int = 0
    text: PageText | None = None
    ref: PageRef | None = None
    is_pdf: bool = False
    recognised: bool = False
    preview: Blob | None = None
    problem: str | None = None
    margins: Margins = msgspec.field(default_factory=Margins)

    def __post_init__(self) -> None:
        if self.text is not None:
            self.margins = read_margins(self.text)

    @property
    def certainty(self) -> Certainty:
        return Certainty.RECOGNISED if self.recognised else Certainty.UNSURE


def issue_key(source: str, name: FileName, leaves: Sequence[Leaf], hints: Hints, notes: list[str]) -> IssueKey:
    """Which issue this is: the user's word before what is printed before what the name says.

    `UnreadableSourceError` with what to set when nothing says the paper or the day.
    """
    printed_paper = next((leaf.margins.paper for leaf in leaves if leaf.margins.paper), None)
    code = name.paper if name.code else None
    paper = hints.values.get("paper") or (None if code else name.paper) or printed_paper or code
    if not paper:
        raise UnreadableSourceError(source, _("不知道是哪家报纸，请用 --set paper=报名 指定"))
    if paper == code and not hints.values.get("paper"):
        notes.append(_("没有写明报名，暂用文件名中的代号 {code}；可用 --set paper=报名 指定").format(code=code))
    days = [leaf.margins.date for leaf in leaves if leaf.margins.date]
    sure = [leaf.margins.date for leaf in leaves if leaf.margins.date and leaf.margins.sure]
    told = single.set_date(source, hints.values)
    date = next((day for day in (told, *sure, name.date, *days) if day), None)
    if date is None:
        raise UnreadableSourceError(source, _("不知道是哪一天的报纸，请用 --set date=YYYY-MM-DD 指定"))
    if not told and name.date and name.date != date:
        notes.append(_("文件名写的是 {named}，版面印的是 {date}，按版面归档").format(named=name.date, date=date))
    if other := [day for day in dict.fromkeys(sure) if day != date]:
        notes.append(_("版面上还印着别的日期：{names}；都归在 {date}").format(names=listed(map(str, other)), date=date))
    return IssueKey(PaperKind.NEWSPAPER, paper, date, hints.values.get("edition", ""))


def build_issue(key: IssueKey, leaves: Sequence[Leaf], notes: Iterable[str]) -> DraftIssue:
    """The leaves, in their order, as pages with one article for the text of each."""
    pages: list[DraftPage] = []
    articles: list[DraftArticle] = []
    blobs: dict[str, Blob] = {}
    said = list(notes)
    for leaf, ref in zip(leaves, _refs(leaves, said), strict=True):
        sha = leaf.file.sha256
        blobs[sha] = leaf.file
        if leaf.preview is not None:
            blobs[leaf.preview.sha256] = leaf.preview
        pages.append(
            DraftPage(
                ref.label,
                ref.name,
                picture=sha,
                preview=leaf.preview.sha256 if leaf.preview else None,
                document=sha if leaf.is_pdf else None,
                frame=leaf.frame,
                words=leaf.text.words if leaf.text else (),
                recognised=leaf.recognised,
                original=sha,
            )
        )
        where = printed_labels((ref.label,))
        if leaf.problem:
            said.append(f"{where}：{leaf.problem}")
        if leaf.text is not None:
            if leaf.text.unknown:
                said.append(_("{where}：{problem}").format(where=where, problem=_(UNKNOWN_CHARACTERS)))
            if article := page_article(leaf.text, ref, sha, leaf.certainty):
                articles.append(article)
    if not articles:
        said.append(_("只有版面图，没有文字"))
    return DraftIssue(
        key,
        pages=tuple(pages),
        articles=tuple(articles),
        blobs=tuple(blobs.values()),
        notes=tuple(dict.fromkeys(said)),
        whole=len(pages) > 1,
    )


def _refs(leaves: Sequence[Leaf], notes: list[str]) -> list[PageRef]:
    """The label of each leaf: known, printed, or else the first free number from its place on; no label twice."""
    wanted = [leaf.ref or leaf.margins.page for leaf in leaves]
    first = {ref.label: at for at, ref in reversed(list(enumerate(wanted))) if ref is not None}
    taken = set(first)
    refs: list[PageRef] = []
    numbered: list[str] = []
    for at, ref in enumerate(wanted):
        if ref is None or first[ref.label] != at:
            number = at + 1
            while f"{number:02}" in taken:
                number += 1
            ref = PageRef(f"{number:02}")
            taken.add(ref.label)
            numbered.append(ref.label)
        refs.append(ref)
    if numbered and len(leaves) > 1:
        notes.append(_("没有印出版次、按顺序编号的版：{names}").format(names=listed(numbered)))
    return refs
