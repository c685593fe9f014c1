"""The pages of one issue as they are opened: text file, pictures, size, and what is to be said about them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from archive.errors import UnreadableSourceError
from archive.formats.archive_xml.alto import read_alto
from archive.formats.archive_xml.hocr import read_hocr
from archive.formats.archive_xml.layout import Sheet, Span, clamped
from archive.formats.archive_xml.members import Members, measured
from archive.formats.archive_xml.mets import Area
from archive.model import Blob, DraftPage, PageRef, Point
from archive.wording import _

READERS = {"alto": read_alto, "hocr": read_hocr}
_NAMES = {"alto": "ALTO", "hocr": "hOCR"}
_FITS = 1.02  # of the page: corners that stand out by less are within the rounding of their source


class Leaf(msgspec.Struct):
    """One page.  Pictures are SHA-256; `picture_size` is that of `picture` in pixels, `picture_file` its id in METS.

    `taken` has a byte for each run of the sheet: 1 when an article has it.
    """

    ref: PageRef
    sheet: Sheet = msgspec.field(default_factory=Sheet)
    original: str | None = None
    picture: str | None = None
    preview: str | None = None
    document: str | None = None
    picture_size: tuple[int, int] | None = None
    picture_file: str = ""
    taken: bytearray = msgspec.field(default_factory=bytearray)

    def take(self, span: Span) -> None:
        self.taken[span.start : span.end] = b"\1" * (span.end - span.start)

    def fractions(self, area: Area, *, of_sheet: bool) -> tuple[Point, ...]:
        """The corners of an area in fractions of the page; `()` when no size is known in which they lie.

        `of_sheet`: they count in the unit of the text file; else in pixels of a picture, which may have come or not.
        """
        sizes: list[tuple[float, float]] = []
        if self.original and (of_sheet or self.sheet.pixels):
            sizes.append((self.sheet.width, self.sheet.height))
        if not of_sheet and self.picture_size and area.file == self.picture_file:
            sizes.append(self.picture_size)
        for width, height in sizes:
            if all(x <= width * _FITS and y <= height * _FITS for x, y in area.polygon):
                return tuple((clamped(x / width), clamped(y / height)) for x, y in area.polygon)
        return ()

    def draft(self) -> DraftPage:
        return DraftPage(
            self.ref.label,
            self.ref.name,
            self.picture,
            self.preview or self.picture,
            self.document,
            words=self.sheet.words(),
            recognised=self.sheet.recognised,
            original=self.original,
        )


class Gathering:
    """What one issue gathers from the members: blobs, notes, what is missing.  Text files are parsed once."""

    def __init__(self, members: Members, kinds: Mapping[str, str]) -> None:
        self.members = members
        self.notes: list[str] = []
        self.blobs: dict[str, Blob] = {}
        self._missing: dict[str, None] = {}
        self._kinds = kinds
        self._sheets: dict[str, list[Sheet]] = {}

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(self._missing)

    def miss(self, name: str) -> None:
        self._missing.setdefault(name)

    def is_text(self, member: str) -> bool:
        return self._kinds.get(member) in READERS

    def keep(self, member: str) -> Blob | None:
        """A member that belongs to the issue as it came; None, and a note, when it cannot be read."""
        if member not in self.blobs:
            try:
                self.blobs[member] = self.members.load(member)
            except UnreadableSourceError as error:
                self.notes.append(str(error))
        return self.blobs.get(member)

    def sheets(self, member: str) -> list[Sheet]:
        """The pages of a text file; none, and a note, when nothing can be read in it."""
        if member not in self._sheets:
            kind = self._kinds[member]
            self._sheets[member] = []
            try:
                self.blobs[member], data = self.members.load_text(member)
            except UnreadableSourceError as error:
                self.notes.append(str(error))
                return []
            self._sheets[member] = READERS[kind](data)
            if not self._sheets[member]:
                self.notes.append(_("{member} 不是完好的 {form}，读不出版面").format(member=member, form=_NAMES[kind]))
        return self._sheets[member]

    def open(self, leaf: Leaf, member: str, sheet: Sheet) -> None:
        """Give a page its text."""
        leaf.sheet = sheet
        leaf.original = self.blobs[member].sha256
        leaf.taken = bytearray(len(sheet.runs))

    def show(self, leaf: Leaf, picture: str | None, preview: str | None = None) -> None:
        """Give a page its pictures (members)."""
        if picture and (found := self.keep(picture)):
            leaf.picture, leaf.picture_size = found.sha256, measured(found.data)
        if preview and preview != picture and (small := self.keep(preview)):
            leaf.preview = small.sha256

    def settle(self, leaf: Leaf) -> None:
        """Fix the page's size, now that text and picture are there, and say what was not right with it."""
        sheet, page = leaf.sheet, _("第{label}版").format(label=leaf.ref.label)
        if not sheet.settle(leaf.picture_size):
            self.notes.append(_("{page}写明的版面大小与字的位置不符，按文字本身的范围换算").format(page=page))
        if sheet.damaged:
            self.notes.append(_("{page}的文件有损坏，读出了能读的部分").format(page=page))
        if outside := sum(1 for run in sheet.runs if run.box and sheet.is_outside(run.box)):
            self.notes.append(
                _("{page}有 {count} 处文字的位置超出版面，已收到版面之内").format(page=page, count=outside)
            )
        if without := sum(1 for run in sheet.runs if run.box is None):
            self.notes.append(_("{page}有 {count} 处文字没有写明位置").format(page=page, count=without))
        if sheet.rotated:
            self.notes.append(
                _("{page}有 {count} 块文字是转了方向的，按未转读取").format(page=page, count=sheet.rotated)
            )
