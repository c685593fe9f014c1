"""The pages of an issue as pictures: one, an opening of two, or all in a strip, with zones that open articles.

It never zooms by itself: what the reader chose stays for the paper.  It loads nothing: it says what it needs, and is
given it.  Screen readers see the article list, its twin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QShowEvent

from reader.boxes import WHOLE, Box
from reader.library import PageZone
from reader.page_text import NOTHING
from ui.desktop.theme import Scheme
from ui.desktop.views.page_layout import ASPECT, GAP, Mode, arrange, rows, sheet_size
from ui.desktop.views.page_sheet import Sheet
from ui.desktop.views.zoom_view import STEP, ZoomView

PART_PIXELS = 8_000_000
"""A sharp part is decoded with so much around it, so that panning a little needs nothing new."""
SETTLE = 60
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class Need:
    """The picture of a page is wanted: whole, or `region` of it with the whole being `width` pixels wide."""

    label: str
    width: int = 0
    region: Box = WHOLE


class PagePicture(ZoomView):
    """`show_pages` an issue, `turn_to` a page; `looked` says that `needs()` are others than before."""

    zone_entered = Signal(object)
    zone_chosen = Signal(int)
    page_seen = Signal(str)
    """Another page came under the reader's eye."""
    looked = Signal()
    menu_wanted = Signal(QPoint)
    selection_changed = Signal()
    copy_wanted = Signal()

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self.setObjectName("pagePicture")
        self.setAccessibleName(self.tr("版面图"))
        self.setAccessibleDescription(self.tr("键盘：上下键选一块，回车打开；同样的内容在本期目录里"))
        self._scheme = scheme
        self._mode = Mode.SINGLE
        self._labels: tuple[str, ...] = ()
        self._aspects: dict[str, float] = {}
        self._sheets: dict[str, Sheet] = {}
        self._page: str | None = None
        self._current: int | None = None
        self._hovered: int | None = None
        self._target: int | None = None
        self._selecting = False
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLE)
        self._settling.timeout.connect(self._settle)

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
        self._labels, self._aspects, self._page = tuple(labels), {}, None
        self._lay_out()

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
        if any(abs(self._aspects.get(label, ASPECT) - aspect) > 0.0005 for label, aspect in new.items()):
            self._aspects |= new
            self._lay_out()

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
        eye = self._eye()
        laid = rows(self._labels, self._mode, self._page)
        places = arrange(laid, self._aspects)
        for label in [label for label in self._sheets if label not in places]:
            self.scene().removeItem(self._sheets.pop(label))
        for label, rect in places.items():
            if label in self._sheets:
                self._sheets[label].place(rect)
            else:
                sheet = self._sheets[label] = Sheet(label, rect, self._scheme)
                sheet.set_marks(current=self._current, hovered=self._hovered)
                self.scene().addItem(sheet)
        whole = QRectF()
        for rect in places.values():
            whole = whole.united(rect)
        if self._mode is Mode.STRIP:
            whole.adjust(0, -GAP / 2, 0, GAP / 2)
        self.scene().setSceneRect(whole if places else QRectF(0, 0, 1, 1))
        self.set_frame(self._usual(whole.size()), lowest=0.4 if self._mode is Mode.STRIP else 1.0)
        if eye and eye[0] in self._sheets:
            label, (x, y) = eye
            self.centerOn(self._sheets[label].rect_of(Box(x, y, x, y)).topLeft())
        self._settle()

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
        sheet = self.sheet
        if sheet is None:
            return
        rect, room = sheet.rect, self._seen_rect()
        if rect.height() > room.height():
            self.centerOn(rect.center().x(), rect.top() + room.height() / 2)
        elif self._mode is Mode.STRIP or not room.contains(rect.center()):
            self.centerOn(rect.center())
        self._settle()

    def _eye(self) -> tuple[str, tuple[float, float]] | None:
        """The page in the middle of the view, and which point of it is there."""
        if not self._sheets:
            return None
        middle = self.mapToScene(self.viewport().rect().center())
        sheet = min(self._sheets.values(), key=lambda sheet: _distance(sheet.rect, middle))
        x, y = sheet.fraction(middle)
        return sheet.label, (x, y)

    def _note_eye(self) -> None:
        """In a strip or an opening the page that one looks at becomes the current one."""
        eye = self._eye()
        if self._mode is Mode.SINGLE or eye is None or self._page is None or eye[0] == self._page:
            return
        sheet = self.sheet
        if self._mode is Mode.SPREAD and sheet and self._seen_rect().intersects(_inner(sheet.rect)):
            return
        self._take_page(eye[0])

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
        near = self._seen_rect().adjusted(0, -2000, 0, 2000)
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

    # ── fitting ────────────────────────────────────────────────────────────────────────────────────────────────────

    def fit_page(self) -> None:
        if self._mode is Mode.STRIP and (sheet := self.sheet):
            self.fit(sheet.rect)
        else:
            self.fit(self.scene().sceneRect())

    def fit_width(self) -> None:
        if sheet := self.sheet:
            self.fit_across(self.scene().sceneRect() if self._mode is Mode.SPREAD else sheet.rect)

    def fit_zone(self, article: int) -> None:
        found = self._area(article)
        if found:
            area = found.adjusted(-0.03 * found.width(), -0.03 * found.height(), 0.03 * found.width(), 0)
            self.fit(area)

    # ── zones ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_current(self, article: int | None) -> None:
        """Outline the open article; if none of its zone is in sight, move there (never zoom)."""
        self._current = article
        self._mark_sheets()
        area = self._area(article) if article is not None else None
        if area and not area.intersects(self._seen_rect()):
            self.ensureVisible(area, 20, 20)

    def mark(self, article: int | None) -> None:
        """Outline the article's zones (the pointer is on its entry in the list)."""
        self._hovered = article
        self._mark_sheets()

    @property
    def target(self) -> int | None:
        """The article that a command means: of the menu, else under the pointer, else the open one if it is here."""
        for article in (self._target, self._hovered, self._current):
            if article is not None and self._area(article):
                return article
        return None

    def sheet_of(self, article: int) -> Sheet | None:
        """The page laid out that has a zone of the article, the current one if it has."""
        sheets = sorted(self._sheets.values(), key=lambda sheet: sheet.label != self._page)
        return next((sheet for sheet in sheets if sheet.area_of(article)), None)

    def zone_at(self, point: QPointF) -> PageZone | None:
        """The smallest zone that holds the point of the viewport."""
        where = self.mapToScene(point.toPoint())
        sheet = self._sheet_at(point)
        return sheet.zone_at(where) if sheet else None

    def centre_of(self, article: int) -> QPointF | None:
        """A point of the viewport inside the article's first zone that no smaller zone covers."""
        for sheet in self._sheets.values():
            if area := sheet.area_of(article):
                point = QPointF(self.mapFromScene(sheet.rect_of(area).center()))
                found = self.zone_at(point)
                if found is not None and found.article == article:
                    return point
        return None

    def _area(self, article: int) -> QRectF | None:
        sheet = self.sheet_of(article)
        box = sheet.area_of(article) if sheet else None
        return sheet.rect_of(box) if sheet and box else None

    def _sheet_at(self, point: QPointF) -> Sheet | None:
        where = self.mapToScene(point.toPoint())
        return next((sheet for sheet in self._sheets.values() if sheet.rect.contains(where)), None)

    def _mark_sheets(self) -> None:
        for sheet in self._sheets.values():
            sheet.set_marks(current=self._current, hovered=self._hovered)

    def _hover(self, article: int | None) -> None:
        if article != self._hovered:
            self.mark(article)
            self.zone_entered.emit(article)

    def _focus_zone(self, step: int) -> None:
        """Move the keyboard's outline in the order of the page."""
        order = self.sheet.articles if self.sheet else []
        if order:
            here = order.index(self._hovered) if self._hovered in order else (-1 if step > 0 else 0)
            article = order[(here + step) % len(order)]
            self._hover(article)
            if area := self._area(article):
                self.ensureVisible(area, 20, 20)

    # ── text ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def set_selecting(self, *, on: bool) -> None:
        """Dragging selects text instead of moving the page."""
        self._selecting = on
        self.set_flick(on=not on)
        self.select_nothing()
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor if on else Qt.CursorShape.ArrowCursor)

    def selected_sheet(self) -> Sheet | None:
        return next((sheet for sheet in self._sheets.values() if sheet.selection.text), None)

    def select_all(self) -> None:
        if self.sheet and self.sheet.text:
            self.select_nothing()
            self.sheet.select(self.sheet.text.everything())
            self.selection_changed.emit()

    def select_nothing(self) -> None:
        if sheet := self.selected_sheet():
            sheet.select(NOTHING)
            self.selection_changed.emit()

    # ── events ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def on_click(self, point: QPointF) -> None:
        if self._selecting:
            self.select_nothing()
        elif zone := self.zone_at(point):
            if sheet := self._sheet_at(point):
                self._take_page(sheet.label)
            self.zone_chosen.emit(zone.article)

    def on_hover(self, point: QPointF) -> None:
        zone = self.zone_at(point)
        if self._selecting:
            cursor = Qt.CursorShape.IBeamCursor
        else:
            cursor = Qt.CursorShape.PointingHandCursor if zone else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(cursor)
        self.viewport().setToolTip(" ".join(zone.title.split()) if zone else "")
        self._hover(zone.article if zone else None)

    def on_drag(self, start: QPointF, end: QPointF) -> bool:
        if not self._selecting:
            return False
        sheet = self._sheet_at(start)
        if sheet and sheet.text:
            if (other := self.selected_sheet()) and other is not sheet:
                self.select_nothing()
            points = [sheet.fraction(self.mapToScene(point.toPoint())) for point in (start, end)]
            sheet.select(sheet.text.between(*points))
            self.selection_changed.emit()
        return True

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self._target is None:
            self._hover(None)
        return super().viewportEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pressed = None
        zone = self.zone_at(event.position())
        if self.zoom > 1.01 or zone is None:
            self.fit_page()
        else:
            self.fit_zone(zone.article)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        zone = None if by_key else self.zone_at(QPointF(event.pos()))
        self._target = self._hovered if by_key else zone.article if zone else None
        if sheet := self._sheet_at(QPointF(event.pos())):
            self._take_page(sheet.label)
        self.mark(self._target)
        self.menu_wanted.emit(event.globalPos())

    def release_target(self) -> None:
        """The menu is closed."""
        self._target = None
        self._hover(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._selecting and event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
            return
        if self.selected_sheet() and event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
            return
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Right:
                self._focus_zone(1)
            case Qt.Key.Key_Up | Qt.Key.Key_Left:
                self._focus_zone(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if self._hovered is not None:
                self.zone_chosen.emit(self._hovered)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom_by(STEP)
            case Qt.Key.Key_Minus:
                self.zoom_by(1 / STEP)
            case Qt.Key.Key_0:
                self.fit_page()
            case _:
                super().keyPressEvent(event)


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
