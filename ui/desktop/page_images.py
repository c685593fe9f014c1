"""Pictures of pages for the window: what is wanted now is decoded, one at a time beside the window.

The view says all that it wants, the most urgent first; each new list replaces the one before.  A page without a
picture, or with one that cannot be read, is typeset from its articles.  Finished pictures stay in a bounded cache.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final
from weakref import WeakKeyDictionary

import msgspec
from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QImage

from archive.errors import DianzibaoError, UnreadableSourceError
from archive.model import IssueKey, Page
from reader.boxes import WHOLE, Box
from reader.library import Library
from reader.pictures import PREVIEW_WIDTH, THUMBNAIL_WIDTH, Facsimile, Raster, facsimile
from reader.zones import PageZone
from ui.desktop.jobs import Jobs
from ui.desktop.pictures import decode, drawn, image_of
from ui.desktop.typeset import TypesetPage, typeset_page

CACHE_BYTES = 96_000_000
"""Ten previews, or two sharp parts and some previews."""
TYPESET_WIDTH = 2600
"""The widest that a typeset page is painted."""
TO_KEEP = 4
"""So many decoded pictures wait to be kept on disk; more than that are decoded once more some day."""
TYPESETS = 12
"""So many are kept as they were set; each is text and places, not pixels."""
_ARTICLE_PICTURE = 1200


class Part(StrEnum):
    """How much of a page's picture is wanted."""

    THUMBNAIL = "thumbnail"
    BASE = "base"
    DETAIL = "detail"


class Wanted(msgspec.Struct, frozen=True):
    """One picture.  A DETAIL is the `region`, the whole page being `width` pixels wide; a THUMBNAIL is about so wide at
    least, if there are so many pixels; a BASE has its own width."""

    key: IssueKey
    page: Page
    part: Part
    width: int = 0
    region: Box = WHOLE


class PageImage(msgspec.Struct, frozen=True):
    """The picture and what was learnt of the page with it.

    `aspect` is height to width, `full_width` the pixels that the source has.  A typeset page brings its own zones;
    `sentence` says why there is no facsimile, or what is wrong with it.
    """

    image: QImage
    aspect: float
    full_width: int
    zones: tuple[PageZone, ...] | None = None
    sentence: str = ""
    is_final: bool = True

    @property
    def is_typeset(self) -> bool:
        return self.zones is not None


class _Kept:
    """What was drawn last of the pages of one archive, for the next window on it that speaks the same language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.images: OrderedDict[Wanted, PageImage] = OrderedDict()
        self.typesets: OrderedDict[tuple[IssueKey, str], TypesetPage] = OrderedDict()


_KEPT: Final[WeakKeyDictionary[Library, _Kept]] = WeakKeyDictionary()


class PageImages(QObject):
    """`want` a list; `arrived` brings one after the other, those in the cache at once."""

    arrived = Signal(object, object)
    """The Wanted and its PageImage; twice when a small picture can be shown until the better one is decoded."""
    failed = Signal(object, str)

    def __init__(self, library: Library, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._jobs = library, jobs
        self.pictures = library.pictures
        kept, language = _KEPT.get(library), QLocale().name()
        if kept is None or kept.language != language:  # a page that was set says so in words
            kept = _KEPT[library] = _Kept(language)
        self._cache, self._typesets = kept.images, kept.typesets
        self._hopeless: set[Wanted] = set()
        self._waiting: deque[Wanted] = deque()
        self._under_way: Wanted | None = None
        self._previewed: Wanted | None = None
        self._to_keep: deque[tuple[Facsimile, Raster]] = deque(maxlen=TO_KEEP)
        self._keeping = False

    @property
    def cached_bytes(self) -> int:
        return sum(found.image.sizeInBytes() for found in self._cache.values())

    def want(self, wanted: Sequence[Wanted]) -> None:
        """From now on only these.  What is under way ends, but is shown only if it is still among them."""
        here = [one for one in wanted if one in self._cache]
        absent = (one for one in dict.fromkeys(wanted) if one not in self._cache and one not in self._hopeless)
        self._waiting = deque(one for one in absent if one != self._under_way)
        if not any(one.part is Part.DETAIL for one in wanted) and self._under_way is None:
            self.pictures.release()
        for one in here:
            self._cache.move_to_end(one)
            self.arrived.emit(one, self._cache[one])
        self._next()

    def forget(self) -> None:
        """The archive changed: nothing that is held counts any more."""
        for held in (self._cache, self._typesets, self._hopeless):
            held.clear()

    def part(self, key: IssueKey, page: Page, box: Box) -> QImage:
        """A piece of the page with all its pixels.  Slow: call it beside the window."""
        source = facsimile(page)
        if source is not None:
            try:
                width, _height = self.pictures.size(source)
                return image_of(self.pictures.render(source, width, box))
            except UnreadableSourceError:
                self.pictures.release()
        image = self.typeset(key, page).image(TYPESET_WIDTH)
        wide, high = image.width(), image.height()
        return image.copy(
            round(box.left * wide), round(box.top * high), round(box.width * wide), round(box.height * high)
        )

    def is_typeset(self, key: IssueKey, page: Page) -> bool:
        """Whether it is shown as it is set from its articles: it has no picture, or none that can be read."""
        if shown := self._cache.get(Wanted(key, page, Part.BASE)):
            return shown.is_typeset
        try:
            source = facsimile(page)
            return source is None or not self.pictures.size(source)
        except DianzibaoError:
            return True

    def typeset(self, key: IssueKey, page: Page) -> TypesetPage:
        """The page set from its articles.  Slow: call it beside the window, if it is not to be printed."""
        found = self._typesets.get((key, page.label))
        if found is None:
            heads = self._library.articles(key, page.label)
            articles = [self._library.article(head.id) for head in heads]
            found = typeset_page(key.paper, str(key.date or ""), page, articles, self._article_picture)
            self._typesets[key, page.label] = found
            while len(self._typesets) > TYPESETS:
                self._typesets.popitem(last=False)
        return found

    def measure(self, pages: Iterable[Page]) -> dict[str, float]:
        """Height to width of the pages that have a picture, by label.  Call it beside the window."""
        aspects: dict[str, float] = {}
        for page in pages:
            source = facsimile(page)
            if source is None:
                continue
            try:
                width, height = self.pictures.size(source)
            except DianzibaoError:
                continue  # its own page will say so
            aspects[page.label] = height / width
        return aspects

    # ── one after the other ────────────────────────────────────────────────────────────────────────────────────────

    def _next(self) -> None:
        if self._under_way or self._keeping:
            return
        if not self._waiting:
            self._keep()
            return
        wanted = self._under_way = self._waiting.popleft()
        quick = self._previewed != wanted
        self._jobs.start(
            lambda: self._load(wanted, quick=quick),
            lambda found: self._take(wanted, found),
            lambda sentence: self._give_up(wanted, sentence),
            priority=2,
        )

    def _keep(self) -> None:
        """Nothing else is wanted: keep on disk what took long to decode."""
        if not self._to_keep:
            return
        source, raster = self._to_keep.popleft()
        self._keeping = True

        def done(_: object) -> None:
            self._keeping = False
            self._next()

        self._jobs.start(lambda: self.pictures.keep(source, raster), done, done)

    def _take(self, wanted: Wanted, found: PageImage) -> None:
        self._under_way = self._previewed = None
        if found.is_final and wanted.part is not Part.THUMBNAIL:  # those are kept by their list
            self._cache[wanted] = found
            while self.cached_bytes > CACHE_BYTES and len(self._cache) > 1:
                self._cache.popitem(last=False)
        elif not found.is_final:
            self._previewed = wanted
            self._waiting.appendleft(wanted)
        self.arrived.emit(wanted, found)
        self._next()

    def _give_up(self, wanted: Wanted, sentence: str) -> None:
        self._under_way = None
        self._hopeless.add(wanted)
        self.failed.emit(wanted, sentence)
        self._next()

    # ── beside the window ──────────────────────────────────────────────────────────────────────────────────────────

    def _load(self, wanted: Wanted, *, quick: bool) -> PageImage:
        source = facsimile(wanted.page)
        if source is None:
            return self._set(wanted)
        try:
            match wanted.part:
                case Part.THUMBNAIL:
                    return self._thumbnail(wanted.page, source, wanted.width)
                case Part.BASE:
                    return self._base(wanted.page, source, quick=quick)
                case Part.DETAIL:
                    raster = self.pictures.render(source, wanted.width, wanted.region)
                    return PageImage(image_of(raster), raster.height / raster.width, wanted.width)
        except DianzibaoError as error:
            return self._set(wanted, error.reason if isinstance(error, UnreadableSourceError) else str(error))

    def _thumbnail(self, page: Page, source: Facsimile, width: int) -> PageImage:
        """What is kept or came in small, if it is wide enough; else the preview, narrowed."""
        if width <= THUMBNAIL_WIDTH and (kept := self.pictures.kept(source, THUMBNAIL_WIDTH)):
            image = decode(kept)
        elif width > THUMBNAIL_WIDTH and (kept := self.pictures.kept(source, PREVIEW_WIDTH)):
            image = decode(kept, width)
        elif width <= THUMBNAIL_WIDTH and page.preview:
            image = drawn(self.pictures, page.preview, THUMBNAIL_WIDTH)
        else:
            image = image_of(self._decoded(source))
            smooth = Qt.TransformationMode.SmoothTransformation
            image = image.scaledToWidth(min(max(width, THUMBNAIL_WIDTH), image.width()), smooth)
        return PageImage(image, image.height() / image.width(), image.width())

    def _base(self, page: Page, source: Facsimile, *, quick: bool) -> PageImage:
        """The kept preview; else the site's small picture first (`quick`), and then the decoded one."""
        if kept := self.pictures.kept(source, PREVIEW_WIDTH):
            image = _opaque(decode(kept))
        elif quick and page.preview and page.preview != source.sha and (small := self._small(page.preview)):
            return PageImage(small, small.height() / small.width(), small.width(), is_final=False)
        else:
            image = image_of(self._decoded(source))
        width, height = self.pictures.size(source)
        return PageImage(image, height / width, max(width, image.width()))

    def _decoded(self, source: Facsimile) -> Raster:
        raster = self.pictures.preview(source)
        self._to_keep.append((source, raster))
        return raster

    def _small(self, sha: str) -> QImage | None:
        try:
            width, _height = self.pictures.size(Facsimile(sha))
            return drawn(self.pictures, sha, width) if width <= PREVIEW_WIDTH else None
        except DianzibaoError:
            return None

    def _set(self, wanted: Wanted, sentence: str = "") -> PageImage:
        """The page typeset; `sentence` says what is wrong with its picture."""
        page = self.typeset(wanted.key, wanted.page)
        least = {Part.THUMBNAIL: THUMBNAIL_WIDTH, Part.BASE: PREVIEW_WIDTH, Part.DETAIL: 0}[wanted.part]
        width = max(wanted.width, least)
        image = _opaque(page.image(min(width, TYPESET_WIDTH)))
        if wanted.region != WHOLE:
            box, wide, high = wanted.region, image.width(), image.height()
            image = image.copy(
                round(box.left * wide), round(box.top * high), round(box.width * wide), round(box.height * high)
            )
        return PageImage(image, page.aspect, TYPESET_WIDTH, page.zones, sentence or page.sentence)

    def _article_picture(self, sha: str) -> QImage | None:
        try:
            return drawn(self.pictures, sha, _ARTICLE_PICTURE)
        except DianzibaoError:
            return None


def _opaque(image: QImage) -> QImage:
    """In the format that is painted without conversion."""
    return image.convertToFormat(QImage.Format.Format_RGB32)
