"""Folders of page files: scans (JPEG, PNG, TIFF with several pages, WebP, BMP) and PDFs, a page or an issue each.

Paper, day and page come from the names of files and folders; several days in one tree are several issues.  Pictures
are measured by their headers and never decoded here, unless the user asks for recognition.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, ClassVar

import msgspec
from msgspec.structs import replace

from archive.errors import UnreadableSourceError, UnsupportedSourceError
from archive.formats import single, unpack
from archive.formats.base import Hints, Source, blob
from archive.formats.printed import recognition
from archive.formats.printed.file_names import FileName, read_file_name
from archive.formats.printed.page_issue import Engine, Leaf, build_issue, issue_key
from archive.formats.printed.pdf import pdf_leaves, read_pdf_file
from archive.formats.printed.pdf_words import PageText, read_pdf
from archive.formats.printed.recognition import LONGEST, Recogniser
from archive.labels import label_order
from archive.model import Blob, DraftIssue
from archive.wording import _, listed

if TYPE_CHECKING:
    import PIL.Image

PICTURES = {".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp"}
_MAGIC = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"RIFF", b"BM")
_NOISE = re.compile(r"(?:^|/)(?:thumbs\.db|desktop\.ini|\.ds_store)$", re.IGNORECASE)
_SHARE = 2 / 3  # of a folder's files that must be pages of some day
_MAX_FRAMES = 500
_MAX_PIXELS = 400_000_000


class Scans:
    """A tree of page files, or one picture.  `engine` gives what recognises pictures, when the user asks for that."""

    name: ClassVar[str] = "scans"
    version: ClassVar[int] = 1
    per_file: ClassVar[bool] = False

    def __init__(self, engine: Engine = recognition.installed) -> None:
        self._engine = engine

    def sniff(self, source: Source) -> bool:
        if not source.is_tree:
            return _is_picture(source.members[0]) and unpack.head(source, 16).startswith(_MAGIC)
        members = [member for member in source.members if not _NOISE.search(member)]
        return sum(file.is_page for file in _page_files(source)) >= max(1, _SHARE * len(members))

    def read(self, source: Source, hints: Hints) -> Iterator[DraftIssue]:
        files = _page_files(source)
        pages = [file for file in files if file.is_page or hints.values.get("date")]
        if not pages:
            raise UnsupportedSourceError(
                source.name,
                _("名字里看不出是哪家报纸、哪一天；是版面图的话，请用 --set paper=报名 --set date=YYYY-MM-DD 指定"),
            )
        groups = _by_issue(pages)
        if len(groups) > 1:
            hints = replace(hints, values={name: value for name, value in hints.values.items() if name != "date"})
        reader = _Reader(source, hints, self._engine)
        last: DraftIssue | None = None
        for draft in reader.drafts(groups, [file for file in files if file.is_pdf and file not in pages]):
            if last is not None:
                yield last
            last = draft
        if last is None:
            raise UnreadableSourceError(source.name, _("；").join(reader.problems[:3]) or _("没有找到版面"))
        left_out = tuple(member for member in source.members if member not in reader.used)
        yield msgspec.structs.replace(last, left_out=left_out, notes=(*last.notes, *reader.problems))


class _PageFile(msgspec.Struct, frozen=True):
    member: str
    name: FileName

    @property
    def is_pdf(self) -> bool:
        return self.member.lower().endswith(".pdf")

    @property
    def is_page(self) -> bool:
        """Does the name say enough?  A day and a number alone may be anybody's photographs."""
        labelled = bool(self.name.pages) and not self.name.running
        return self.name.date is not None and (labelled or self.name.paper is not None)


class _Reader:
    """Reads the files of one source; remembers what was used and what went wrong."""

    def __init__(self, source: Source, hints: Hints, engine: Engine) -> None:
        self.used: set[str] = set()
        self.problems: list[str] = []
        self._source = source
        self._hints = hints
        self._engine = engine
        self._recogniser: Recogniser | None = None

    def drafts(self, groups: Iterable[Sequence[_PageFile]], documents: Iterable[_PageFile]) -> Iterator[DraftIssue]:
        """An issue for each group, then what the PDFs are that belong to none."""
        for group in groups:
            try:
                yield self._issue(group)
            except UnsupportedSourceError:
                raise  # the recognition that was asked for is not there: true of every issue
            except UnreadableSourceError as error:
                self.problems.append(
                    _("{member} 等 {count} 个文件：{reason}").format(
                        member=group[0].member, count=len(group), reason=error.reason
                    )
                )
        for file in documents:
            try:
                yield from read_pdf_file(self._name(file), self._blob(file), self._hints, self._engine)
            except UnreadableSourceError as error:
                self.used.discard(file.member)
                self.problems.append(f"{file.member}：{error.reason}")

    def _issue(self, files: Sequence[_PageFile]) -> DraftIssue:
        notes: list[str] = []
        leaves: list[Leaf] = []
        for twins in _by_page(files, notes):
            leaves += self._leaves(twins)
        if not leaves:
            raise UnreadableSourceError(self._source.name, _("没有一页读得出来"))
        key = issue_key(self._source.name, files[0].name, leaves, self._hints, notes)
        if any(file.name.running for file in files):
            notes.append(_("按文件名里的序号排版次"))
        return build_issue(key, leaves, notes)

    def _leaves(self, twins: Sequence[_PageFile]) -> list[Leaf]:
        """The pages of the best of several files that show the same; the best of the others is its preview."""
        leaves: list[Leaf] = []
        for file in sorted(twins, key=self._rank):
            try:
                if not leaves:
                    leaves = self._pdf(file) if file.is_pdf else self._pictures(file)
                elif leaves[0].preview is None and not file.is_pdf:
                    leaves[0].preview = self._pictures(file)[0].file
            except UnsupportedSourceError:
                raise
            except UnreadableSourceError as error:
                self.used.discard(file.member)
                self.problems.append(f"{file.member}：{error.reason}")
        return leaves

    def _rank(self, file: _PageFile) -> tuple[bool, bool, int]:
        """A PDF before pictures, the largest picture before the others."""
        return not file.is_pdf, file.name.small, -self._source.size(file.member)

    def _pdf(self, file: _PageFile) -> list[Leaf]:
        held = self._blob(file)
        name = self._name(file)
        return pdf_leaves(name, held, read_pdf(held.data, name), file.name.pages, self._hints, self._engine)

    def _pictures(self, file: _PageFile) -> list[Leaf]:
        held = self._blob(file)
        count = _measure(self._name(file), held.data)
        given = single.set_pages(self._source.name, self._hints.values) or file.name.pages
        leaves: list[Leaf] = []
        for frame in range(count):
            ref = given[frame] if frame < len(given) else None
            text = self._recognised(file, held, frame) if self._hints.recognise and not file.name.small else None
            leaves.append(Leaf(held, frame, text=text, ref=ref, recognised=text is not None))
        return leaves

    def _recognised(self, file: _PageFile, held: Blob, frame: int) -> PageText:
        self._recogniser = self._recogniser or self._engine(self._source.name)
        return recognition.recognise(self._recogniser, _picture(self._name(file), held.data, frame))

    def _blob(self, file: _PageFile) -> Blob:
        held = blob(file.member, self._source.read(file.member))
        self.used.add(file.member)
        return held

    def _name(self, file: _PageFile) -> str:
        return f"{self._source.name}/{file.member}" if self._source.is_tree else self._source.name


# ── files ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _page_files(source: Source) -> list[_PageFile]:
    """The pictures and PDFs of a source with what their paths say."""
    base = re.sub(r"\.zip$", "", source.name, flags=re.IGNORECASE) + "/" if source.is_tree else ""
    return [
        _PageFile(member, read_file_name(base + member if base else source.name))
        for member in source.members
        if _is_picture(member) or (source.is_tree and member.lower().endswith(".pdf"))
    ]


def _is_picture(member: str) -> bool:
    return PurePosixPath(member).suffix.lower() in PICTURES


def _by_issue(files: Iterable[_PageFile]) -> list[list[_PageFile]]:
    """The files of one day and paper together, days in order."""
    groups: dict[tuple[str, str], list[_PageFile]] = {}
    for file in files:
        groups.setdefault((str(file.name.date or ""), (file.name.paper or "").lower()), []).append(file)
    return [groups[key] for key in sorted(groups)]


def _by_page(files: Sequence[_PageFile], notes: list[str]) -> list[list[_PageFile]]:
    """The files that show the same page together, pages in order.

    Without any labels each file stands for itself, in the order of names; beside labelled ones it is left out.
    """
    pages: dict[str, list[_PageFile]] = {}
    for file in files:
        if file.name.pages:
            pages.setdefault(file.name.pages[0].label, []).append(file)
    unlabelled = [file for file in files if not file.name.pages]
    if not pages:
        return [[file] for file in unlabelled]
    if unlabelled:
        notes.append(_("名字里没有版次，没有用：{names}").format(names=listed(file.member for file in unlabelled)))
    return [pages[label] for label in sorted(pages, key=label_order)]


# ── pictures ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _measure(name: str, data: bytes) -> int:
    """How many pictures are in a file, by its headers; `UnreadableSourceError` when it is broken or far too large."""
    with _opened(name, data) as image:
        frames = 0
        while frames < _MAX_FRAMES:
            if image.width * image.height > _MAX_PIXELS:
                raise UnreadableSourceError(
                    name, _("图片太大（{width}×{height}）").format(width=image.width, height=image.height)
                )
            frames += 1
            try:
                image.seek(frames)
            except EOFError:
                return frames
            if image.format != "TIFF":  # an animation is one picture
                return 1
    raise UnreadableSourceError(name, _("一个文件里有 {limit} 页以上，请拆开再导入").format(limit=_MAX_FRAMES))


def _picture(name: str, data: bytes, frame: int) -> PIL.Image.Image:
    """One picture of a file, decoded, no larger than it is recognised."""
    with _opened(name, data) as image:
        image.seek(frame)
        image.draft("RGB", (LONGEST, LONGEST))
        image.thumbnail((LONGEST, LONGEST))
        return image.convert("RGB")


@contextmanager
def _opened(name: str, data: bytes) -> Iterator[PIL.Image.Image]:
    """An opened picture; whatever Pillow's readers raise on a broken one becomes `UnreadableSourceError`."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # large pages are measured by our own limit
            with Image.open(io.BytesIO(data)) as image:
                yield image
    except UnreadableSourceError:
        raise
    except Exception as error:
        raise UnreadableSourceError(name, _("图片已损坏，打不开")) from error
