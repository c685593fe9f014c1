"""The sheets of an issue in a scene: which pages lie where, which is the current one, which pictures they need.

It loads nothing: it says what it needs, and is given it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

import msgspec
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent

from archive.model import Point
from reader.boxes import WHOLE, Box
from ui.desktop.pictures import Scaled
from ui.desktop.theme import Scheme
from ui.desktop.views.page_layout import ASPECT, GAP, Mode, arrange, rows, sheet_size
from ui.desktop.views.page_sheet import Sheet
from ui.desktop.views.zoom_view import ZoomView

PART_PIXELS = 8_000_000
"""A sharp part is decoded with so much around it, so that panning a little needs nothing new."""
SETTLE = 60
"""Milliseconds."""
FAR = 2000
"""Pages that are further from what is seen, in units of the scene, let go of their pictures."""


class Need(msgspec.Struct, frozen=True):
    """The picture of a page is wanted: whole, or `region` of it with the whole being `width` pixels wide."""

    label: str
    width: int = 0
    region: Box = WHOLE


class PageSheets(ZoomView):
    """`show_pages` an issue, `turn_to` a page; `looked` says that `needs()` are others than before."""

    page_seen = Signal(str)
    """Another page came under the reader's eye."""
    looked = Signal()

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._scheme = scheme
        self.scaled = Scaled()
        self._mode = Mode.SINGLE
        self._labels: tuple[str, ...] = ()
        self._aspects: dict[str, float] = {}
        self._sheets: dict[str, Sheet] = {}
        self._page: str | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE)
        self._settling.timeout.connect(self._settle)

    def on_new_sheet(self, sheet: Sheet) -> None:
        """A page was laid out."""

    # ── pages ──────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def page(self) -> str | None:
        """The current page: the one turned to, or since then come under the eye."""
        return self._page

    @property
    def sheet(self) -> Sheet | None:
        """That of the current page."""
        return self._sheets.get(self._page or "")

    @property
    def sheets(self) -> Mapping[str, Sheet]:
        return self._sheets

    def show_pages(self, labels: Sequence[str]) -> None:
        """Another issue; `turn_to` says where to begin."""
        for sheet in self._sheets.values():
            self.scene().removeItem(sheet)
        self._sheets = {}
        self._labels, self._aspects, self._page = tuple(labels), {}, None
        self._lay_out()
        self._settle()

    def set_mode(self, mode: Mode) -> None:
        self._mode = mode
        self.wheel_scrolls = mode is Mode.STRIP
        scroll = Qt.ScrollBarPolicy.ScrollBarAsNeeded if mode is Mode.STRIP else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scroll)
        self._lay_out()
        self._reveal()

    def set_aspects(self, aspects: Mapping[str, float]) -> None:
        """Height to width of pages, as it becomes known; what one looks at stays in sight."""
        new = {label: min(max(aspect, 0.1), 10.0) for label, aspect in aspects.items() if label in self._labels}
        changed = {label for label, aspect in new.items() if abs(self.aspect(label) - aspect) > 0.0005}
        self._aspects |= new
        if changed & self._sheets.keys():
            self._lay_out()
            self._settle()

    def aspect(self, label: str) -> float:
        return self._aspects.get(label, ASPECT)

    def turn_to(self, label: str | None) -> None:
        """Show the page; nothing moves if it is the one under the eye already."""
        if label == self._page and (label is None or label in self._sheets):
            return
        self._page = label if label in self._labels else None
        if self._page not in self._sheets:
            self._lay_out()
        self._reveal()

    def scroll_to(self, label: str) -> None:
        """Show the page from its beginning."""
        self.turn_to(label)
        self._reveal()

    def _lay_out(self) -> None:
        """Put the sheets where they belong, keep those that stay, and keep in the middle what was there."""
        anchor = self._anchor()
        laid = rows(self._labels, self._mode, self._page)
        places = arrange(laid, self._aspects)
        for label in [label for label in self._sheets if label not in places]:
            self.scene().removeItem(self._sheets.pop(label))
        for label, rect in places.items():
            if label in self._sheets:
                self._sheets[label].place(rect)
            else:
                sheet = self._sheets[label] = Sheet(label, rect, self._scheme, self.scaled)
                self.scene().addItem(sheet)
                self.on_new_sheet(sheet)
        whole = QRectF()
        for rect in places.values():
            whole = whole.united(rect)
        if self._mode is Mode.STRIP:
            whole.adjust(0, -GAP / 2, 0, GAP / 2)
        self.scene().setSceneRect(whole if places else QRectF(0, 0, 1, 1))
        self.set_frame(self._usual(whole.size()), lowest=0.4 if self._mode is Mode.STRIP else 1.0)
        if anchor and anchor[0] in self._sheets:
            label, (x, y) = anchor
            self.centerOn(self._sheets[label].rect_of(Box(x, y, x, y)).topLeft())

    def _anchor(self) -> tuple[str, Point] | None:
        """The current page if it is in sight, else the one in the middle, and where in it the middle of the view is."""
        visible = self.visible_sheets()
        if not visible:
            return None
        return visible[0].label, visible[0].fraction(self.mapToScene(self.viewport().rect().center()))

    def _usual(self, whole: QSizeF) -> QSizeF:
        """What zoom 1 shows: the page or the opening; in a strip most pages, so that turning one never zooms."""
        if not self._sheets:
            return sheet_size(ASPECT)
        if self._mode is not Mode.STRIP:
            return whole
        sizes = [(round(sheet.rect.width()), round(sheet.rect.height())) for sheet in self._sheets.values()]
        return QSizeF(*max(dict.fromkeys(sizes), key=sizes.count))

    def _reveal(self) -> None:
        """Bring the current page into sight: whole if it fits in, else its beginning."""
        if sheet := self.sheet:
            rect, room = sheet.rect, self._seen_rect()
            if rect.height() > room.height():
                self.centerOn(rect.center().x(), rect.top() + room.height() / 2)
            elif self._mode is Mode.STRIP or not room.contains(rect.center()):
                self.centerOn(rect.center())
        self._settle()

    def _note_eye(self) -> None:
        """In a strip or an opening the page that one looks at becomes the current one."""
        if self._mode is Mode.SINGLE or self._page is None or not self._sheets:
            return
        if (sheet := self.sheet) and self._is_before_the_eye(sheet.rect):
            return
        middle = self._seen_rect().center()
        self._take_page(min(self._sheets.values(), key=lambda sheet: _distance(sheet.rect, middle)).label)

    def _is_before_the_eye(self, rect: QRectF) -> bool:
        """Whether a page, though not in the middle, may still be the one that is looked at.

        In a strip: it is there from top to bottom (the first and the last may never come to the middle).
        """
        seen = self._seen_rect()
        if self._mode is Mode.STRIP:
            slack = rect.height() / 30
            return seen.top() - slack <= rect.top() and rect.bottom() <= seen.bottom() + slack
        return seen.intersects(_inner(rect))

    def _take_page(self, label: str) -> None:
        if label != self._page:
            self._page = label
            self.page_seen.emit(label)

    def bring(self, label: str, box: Box) -> None:
        """Move (never zoom) so that this part of a page is in sight."""
        if (sheet := self._sheets.get(label)) and not self._seen_rect().contains(rect := sheet.rect_of(box)):
            self.ensureVisible(rect, 40, 80)

    # ── what is wanted ─────────────────────────────────────────────────────────────────────────────────────────────

    def visible_sheets(self) -> list[Sheet]:
        """Those in sight, the current one first."""
        seen = self._seen_rect()
        found = [sheet for sheet in self._sheets.values() if sheet.rect.intersects(seen)]
        return sorted(found, key=lambda sheet: (sheet.label != self._page, _distance(sheet.rect, seen.center())))

    def needs(self) -> list[Need]:
        """Pictures that are in sight and not here, or not sharp, the most urgent first."""
        if not self.isVisible():
            return []
        sheets = self.visible_sheets()
        needs = [Need(sheet.label) for sheet in sheets if sheet.lacks_picture]
        for sheet in sheets:
            pixels, seen = self.pixels(sheet), self._seen_box(sheet)
            if sheet.lacks_detail(pixels, seen):
                width = min(pixels, sheet.full_width)
                needs.append(Need(sheet.label, width, _around(seen, width, sheet.rect)))
        return needs

    def pixels(self, sheet: Sheet) -> int:
        """How many pixels wide the page is on the screen."""
        return max(1, round(sheet.rect.width() * self.scale_now * self.devicePixelRatioF()))

    def on_moved(self) -> None:
        if not self._settling.isActive():
            self._settling.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle()

    def _settle(self) -> None:
        """Show as many pixels as the screen has, let go of pages far away, ask for what is missing."""
        visible = self.visible_sheets()
        near = self._seen_rect().adjusted(0, -FAR, 0, FAR)
        for sheet in self._sheets.values():
            if sheet in visible:
                sheet.fit(self.pixels(sheet))
            elif not sheet.rect.intersects(near):
                sheet.forget_picture()
        self._note_eye()
        self.looked.emit()

    def _seen_rect(self) -> QRectF:
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def _seen_box(self, sheet: Sheet) -> Box:
        seen = self._seen_rect().intersected(sheet.rect)
        left, top = sheet.fraction(seen.topLeft())
        right, bottom = sheet.fraction(seen.bottomRight())
        return Box(left, top, right, bottom).clamped()

    def _sheet_at(self, point: QPointF) -> Sheet | None:
        where = self.mapToScene(point.toPoint())
        return next((sheet for sheet in self._sheets.values() if sheet.rect.contains(where)), None)

    # ── fitting ────────────────────────────────────────────────────────────────────────────────────────────────────

    def fit_page(self) -> None:
        if self._mode is Mode.STRIP and (sheet := self.sheet):
            self.fit(sheet.rect)
        else:
            self.fit(self.scene().sceneRect())

    def fit_width(self) -> None:
        if sheet := self.sheet:
            self.fit_across(self.scene().sceneRect() if self._mode is Mode.SPREAD else sheet.rect)


def _around(seen: Box, width: int, sheet: QRectF) -> Box:
    """The part that is seen with some page around it, `PART_PIXELS` at most unless the screen itself has more."""
    whole = width * width * sheet.height() / sheet.width()
    if whole <= PART_PIXELS:
        return WHOLE
    grow = max(1.0, sqrt(PART_PIXELS / max(whole * seen.width * seen.height, 1.0)))
    across, down = seen.width * (grow - 1) / 2, seen.height * (grow - 1) / 2
    return Box(seen.left - across, seen.top - down, seen.right + across, seen.bottom + down).clamped()


def _distance(rect: QRectF, point: QPointF) -> float:
    across = max(rect.left() - point.x(), 0.0, point.x() - rect.right())
    down = max(rect.top() - point.y(), 0.0, point.y() - rect.bottom())
    return across + down


def _inner(rect: QRectF) -> QRectF:
    """The middle half of a page."""
    return rect.adjusted(rect.width() / 4, rect.height() / 4, -rect.width() / 4, -rect.height() / 4)
