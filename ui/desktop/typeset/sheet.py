"""A page typeset from its articles (重排), for pages of which there is no picture.

Not a facsimile and marked as none: the words and pictures are the archive's, their arrangement is ours.  The page has
as many columns as its text asks for; when that is not enough it grows longer, and only then are the longest articles
cut.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QImage, QPainter

from archive.model import Article, Page, PaperKind, Point, Zone
from reader.zones import PageZone
from ui.desktop.typeset.furniture import FOOT, HEAD, MARGIN, Furniture
from ui.desktop.typeset.layout import Arrangement, Cut, Module, Shape, arrange
from ui.desktop.typeset.measure import EM, Ruler
from ui.desktop.typeset.paint import draw, paint
from ui.desktop.typeset.pieces import ROW, Area, Ink, Mark, Placed, Typesetter
from ui.desktop.typeset.story import GUTTER, Setting, Story

_SHORTEST, _LONGEST = 1.28, 2.2
"""Height to width that a page has at least, and at most if cutting helps."""
_TRUST = 1.08
"""How far an estimated length may be above what is allowed and still be tried."""
_CROWD = 40
"""Stories that are placed with care; more than any page has are stacked like notices."""
_STEP = 0.8
"""Of what a page is too long, this much is cut at once: shorter stories also leave less blank."""
_LEAST_CUT = 4
"""Rows of body that no cut goes below."""
_PICTURE_PIXELS = 1600
_INSIDE = 0.45 * EM
"""How far a zone reaches into the white around its text."""
_WHITE = MARGIN - _INSIDE


class _Grid(msgspec.Struct, frozen=True):
    """Columns of `ems` characters to the line; `longest`: height to width beyond which smaller type is taken."""

    columns: int
    ems: int
    longest: float = 1.62

    @property
    def measure(self) -> float:
        return float(self.ems * EM)

    @property
    def width(self) -> float:
        return self.columns * (self.measure + GUTTER) - GUTTER + 2 * MARGIN


_NEWS = (
    *(_Grid(columns, ems) for columns, ems in ((2, 16), (2, 19), (3, 16), (3, 19), (4, 16), (4, 19), (5, 16))),
    _Grid(6, 16, _LONGEST),
    _Grid(7, 16, _LONGEST),
)
_DOCUMENTS = tuple(_Grid(columns, ems, _LONGEST) for columns, ems in ((1, 34), (2, 27), (3, 24), (4, 22), (5, 21)))
"""The largest type first."""


class TypesetPage(msgspec.Struct, frozen=True):
    """The finished page: `zones` in fractions, `aspect` height to width, `sentence` what a screen reader says of it.

    `placed` are its marks in units of `size`.
    """

    zones: tuple[PageZone, ...]
    aspect: float
    sentence: str
    placed: tuple[Placed, ...]
    size: tuple[float, float]
    pictures: Mapping[str, QImage]

    def image(self, width: int) -> QImage:
        """The page painted `width` pixels wide; from any thread."""
        return paint(self.placed, self.size, self.pictures, width)

    @property
    def on_paper(self) -> tuple[float, float]:
        """The size without the white at its sides, which paper has itself."""
        return self.size[0] - 2 * _WHITE, self.size[1]

    def draw(self, painter: QPainter) -> None:
        """The page painted on paper, in units of `on_paper`."""
        painter.translate(-_WHITE, 0)
        draw(painter, self.placed, self.pictures)


class _Sheet(msgspec.Struct, frozen=True):
    """Stories arranged in a grid."""

    grid: _Grid
    stories: Sequence[Story]
    settings: Sequence[Mapping[Shape, Setting]]
    arrangement: Arrangement

    @property
    def height(self) -> float:
        return max(HEAD + self.arrangement.rows * ROW + FOOT, self.grid.width * _SHORTEST)

    @property
    def aspect(self) -> float:
        return self.height / self.grid.width

    def left(self, column: int) -> float:
        return MARGIN + column * (self.grid.measure + GUTTER)


def typeset_page(
    paper: str,
    date: str,
    page: Page,
    articles: Sequence[Article],
    picture_of: Callable[[str], QImage | None],
) -> TypesetPage:
    """Set the page's articles.  `picture_of` gives the picture with a SHA-256, or None; it is asked once for each.

    Every article has a zone with at least its headline and beginning.  Runs in any thread.
    """
    pictures = _pictures(articles, picture_of)
    setter = Typesetter(Ruler(), {sha: (image.width(), image.height()) for sha, image in pictures.items()})
    sheet = _fitted(articles, setter)
    sentence = QCoreApplication.translate("typeset", "重排版面：没有版面图，由本机按稿件重新排成，不是报纸原样。")
    furniture = Furniture(setter.ruler, sheet.grid.width, sheet.height)
    own: list[Mark] = [*_rules(sheet), *furniture.masthead(paper, date, page), *furniture.foot(sentence)]
    if not articles:
        own += furniture.middle(QCoreApplication.translate("typeset", "这一版没有稿件"))
    placed = (Placed(0, 0, tuple(own)), *_bodies(sheet))
    zones = tuple(_zone(sheet, module, page.label) for module in sheet.arrangement.modules)
    return TypesetPage(zones, sheet.aspect, sentence, placed, (sheet.grid.width, sheet.height), pictures)


# ── fitting ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _fitted(articles: Sequence[Article], setter: Typesetter) -> _Sheet:
    """The sheet with the largest type that is not too long; else the one with the smallest, with cuts if need be."""
    documents = bool(articles) and all(article.key.kind == PaperKind.DOCUMENTS for article in articles)
    grids = _DOCUMENTS if documents else _NEWS
    rough = _stories(articles, setter, grids[0])
    for grid in grids[:-1]:
        if _estimated(rough, grid) <= grid.longest * _TRUST:
            sheet = _arranged(_stories(articles, setter, grid), grid)
            if sheet.aspect <= grid.longest:
                return sheet
    return _cut(_arranged(_stories(articles, setter, grids[-1]), grids[-1]))


def _stories(articles: Sequence[Article], setter: Typesetter, grid: _Grid) -> list[Story]:
    """The leading story, the others, short notices last; else as printed."""
    stories = [Story.of(article, setter, grid.measure) for article in articles]
    longest = max((story.rows for story in stories), default=0)
    lead = next((story for story in stories if story.rows >= 0.4 * longest), None)
    return sorted(stories, key=lambda story: (story.is_notice, story is not lead, story.rows * 5 < longest))


def _estimated(stories: Sequence[Story], grid: _Grid) -> float:
    """About the height to width, before anything is arranged; the stories may be set in another measure."""
    rows = sum(story.rows * story.measure / grid.measure + 5 for story in stories) / grid.columns
    return (rows * ROW + HEAD + FOOT) / grid.width


def _arranged(stories: Sequence[Story], grid: _Grid) -> _Sheet:
    notices = sum(story.is_notice for story in stories)
    stacked = max(notices if notices > grid.columns else 0, len(stories) - _CROWD)
    all_spans = range(1, grid.columns + 1)
    settings = [
        story.settings(
            (1,) if number >= len(stories) - stacked else all_spans,
            grid.columns,
            leads=number == 0 and not story.is_notice,
        )
        for number, story in enumerate(stories)
    ]
    wanted = int((grid.width * _SHORTEST - HEAD - FOOT) / ROW)
    arrangement = arrange([tuple(each) for each in settings], grid.columns, stacked=stacked, wanted=wanted)
    return _Sheet(grid, stories, settings, arrangement)


def _cut(sheet: _Sheet) -> _Sheet:
    """Shorten the longest stories evenly until the page is short enough or nothing is left to take."""
    note = QCoreApplication.translate("typeset", "（全文见右侧稿件）")
    limit = max((story.rows for story in sheet.stories), default=0)
    while sheet.aspect > _LONGEST and limit > _LEAST_CUT:
        over = _STEP * (sheet.aspect - _LONGEST) * sheet.grid.width / ROW * sheet.grid.columns
        limit = max(_LEAST_CUT, min(_level(sheet.stories, over), limit * 19 // 20))
        sheet = _arranged([story.cut(limit, note) for story in sheet.stories], sheet.grid)
    return sheet


def _level(stories: Sequence[Story], over: float) -> int:
    """The rows at which the longest stories must end to save `over` rows in all."""
    lengths = sorted((story.rows for story in stories), reverse=True)
    for count, length in enumerate(lengths, 1):
        shorter = lengths[count] if count < len(lengths) else 0
        if over <= (length - shorter) * count:
            return int(length - over / count)
        over -= (length - shorter) * count
    return 0


# ── marks ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _bodies(sheet: _Sheet) -> Iterator[Placed]:
    for module in sheet.arrangement.modules:
        story = sheet.stories[module.story]
        setting = sheet.settings[module.story][module.shape]
        x, y = sheet.left(module.column), HEAD + module.row * ROW
        yield from story.placed(setting, module.shape.span, module.rows, x, y)


def _rules(sheet: _Sheet) -> Iterator[Area]:
    """Tints below notices where these are the exception, then a thin rule for each cut."""
    notices = [module for module in sheet.arrangement.modules if sheet.stories[module.story].is_notice]
    if len(notices) * 2 < len(sheet.stories):
        for module in notices:
            left, top, right, bottom = _box(sheet, module)
            yield Area(left, top, right - left, bottom - top, Ink.TINT)
    for cut in sheet.arrangement.cuts:
        yield _rule(sheet, cut)


def _rule(sheet: _Sheet, cut: Cut) -> Area:
    if cut.span:
        width = cut.span * (sheet.grid.measure + GUTTER) - GUTTER
        return Area(sheet.left(cut.column), HEAD + (cut.row - 0.5) * ROW, width, 2, Ink.LINE)
    return Area(sheet.left(cut.column) - GUTTER / 2, HEAD + cut.row * ROW, 2, cut.rows * ROW, Ink.LINE)


# ── zones ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _zone(sheet: _Sheet, module: Module, label: str) -> PageZone:
    left, top, right, bottom = _box(sheet, module)
    left, right = left / sheet.grid.width, right / sheet.grid.width
    top, bottom = top / sheet.height, bottom / sheet.height
    article = sheet.stories[module.story].article
    polygon: tuple[Point, ...] = ((left, top), (right, top), (right, bottom), (left, bottom))
    return PageZone(article.id, article.content.title, Zone(label, polygon))


def _box(sheet: _Sheet, module: Module) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a module with some of the white around it, in units."""
    left = sheet.left(module.column)
    right = left + sheet.stories[module.story].width(module.shape.span)
    top = HEAD + module.row * ROW
    return left - _INSIDE, top - _INSIDE, right + _INSIDE, top + module.rows * ROW + _INSIDE


# ── pictures ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _pictures(articles: Sequence[Article], picture_of: Callable[[str], QImage | None]) -> dict[str, QImage]:
    """The articles' pictures that are there, none larger than a page can show."""
    found: dict[str, QImage] = {}
    for sha in dict.fromkeys(sha for article in articles for sha in article.content.pictures()):
        image = picture_of(sha)
        if image is None or image.isNull():
            continue
        if max(image.width(), image.height()) > _PICTURE_PIXELS:
            image = image.scaled(
                _PICTURE_PIXELS,
                _PICTURE_PIXELS,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        found[sha] = image
    return found
