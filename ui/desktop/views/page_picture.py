"""The pages of an issue as pictures, with zones that open articles and text to select.

It never zooms by itself: what the reader chose stays for the paper.  Screen readers see the article list, its twin.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication

from reader.page_text import NOTHING
from reader.zones import PageZone
from ui.desktop.spoken import announce
from ui.desktop.theme import Scheme
from ui.desktop.views.page_sheet import Sheet
from ui.desktop.views.page_sheets import PageSheets
from ui.desktop.views.zoom_view import STEP


class PagePicture(PageSheets):
    """Emits the zone that was entered (an article or None) or chosen, and what the reader wants of a page."""

    zone_entered = Signal(object)
    zone_chosen = Signal(int)
    menu_wanted = Signal(QPoint)
    selection_changed = Signal()
    copy_wanted = Signal()
    zone_lifted = Signal(int, str)
    """An article's area is dragged out of the page with this label."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__(scheme)
        self.setObjectName("pagePicture")
        self.setAccessibleName(self.tr("版面图"))
        self._current: int | None = None
        self._hovered: int | None = None
        self._target: int | None = None
        self._selecting = False
        self._describe()

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
        self._describe()
        self._mark_sheets()

    def fit_zone(self, article: int) -> None:
        found = self._area(article)
        if found:
            area = found.adjusted(-0.03 * found.width(), -0.03 * found.height(), 0.03 * found.width(), 0)
            self.fit(area)

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

    def on_new_sheet(self, sheet: Sheet) -> None:
        sheet.set_marks(current=self._current, hovered=self._hovered)

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
            announce(self, self.accessibleDescription())

    def _describe(self) -> None:
        """The area in which the keyboard or the pointer is: its title, and which of how many it is."""
        words = self.tr("键盘：上下键选一块，回车打开；同样的内容在本期目录里")
        order = self.sheet.articles if self.sheet else []
        if self.sheet and self._hovered in order:
            title = " ".join(self.sheet.title_of(self._hovered).split())
            place = self.tr("第 {n} 块，共 {total} 块").format(n=order.index(self._hovered) + 1, total=len(order))
            words = f"{title}，{place}" if title else place
        self.setAccessibleDescription(words)

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
            return self._lift(start)
        sheet = self._sheet_at(start)
        if sheet and sheet.text:
            if (other := self.selected_sheet()) and other is not sheet:
                self.select_nothing()
            points = [sheet.fraction(self.mapToScene(point.toPoint())) for point in (start, end)]
            sheet.select(sheet.text.between(*points))
            self.selection_changed.emit()
        return True

    def _lift(self, start: QPointF) -> bool:
        """With Ctrl, or where there is nothing to pan, dragging takes the area along."""
        bars = (self.horizontalScrollBar(), self.verticalScrollBar())
        pans = any(bar.maximum() > bar.minimum() for bar in bars)
        if pans and not QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        zone = self.zone_at(start)
        if zone is not None:
            self._pressed = None
            self.zone_lifted.emit(zone.article, zone.zone.page)
        return zone is not None

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
