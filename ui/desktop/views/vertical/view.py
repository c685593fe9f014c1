"""The widget of vertical reading: one page at a time, turned with the space bar, the wheel, the arrows or a finger.

It shows the document of the horizontal text and has its text cursor: what is selected, marked and found is the same in
both, and everything that works on the one works on the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.desktop.theme import Scheme, ui_font
from ui.desktop.views.article_browser import ArticleBrowser
from ui.desktop.views.article_text import SCHEME, Setting
from ui.desktop.views.row_menus import open_menu
from ui.desktop.views.strokes import STILL
from ui.desktop.views.vertical.pages import Form, Line, Page, make_pages
from ui.desktop.views.vertical.paint import Ground, paint_page
from ui.desktop.views.vertical.pieces import HeadLine, body_pieces

_NOTCH: Final = 120
_SWIPE: Final = 60
_MARGIN: Final = 22


class VerticalView(QWidget):
    """`show_text` after each change of the browser's document."""

    page_turned = Signal(int, int)
    """The page that is shown, from 1, and how many there are."""

    def __init__(self, browser: ArticleBrowser, scheme: Scheme) -> None:
        super().__init__()
        self.setObjectName("verticalText")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._browser, self._scheme = browser, scheme
        self._head: Sequence[HeadLine] = ()
        self._running = ""
        self._setting, self._measure = Setting(18, 0, 0, 0), 36
        self._pages: list[Page] = [Page()]
        self._number = 0
        self._turned = 0.0
        self._touched: QPointF | None = None
        self._selecting = False
        self._pressed = ""
        """The picture on which the mouse went down, by its sum."""
        browser.selectionChanged.connect(self.update)
        browser.picture_arrived.connect(self.update)

    # ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_text(self, head: Sequence[HeadLine], running: str, setting: Setting, measure: int) -> None:
        """The browser's document with this head; `running` stands above each page.  From the first page on."""
        self._head, self._running, self._setting, self._measure = head, running, setting, measure
        self._number = 0
        self._lay_out()

    def set_head(self, head: Sequence[HeadLine]) -> None:
        """The same words, with what a search found in them."""
        self._head = head
        self._lay_out()

    @property
    def pages(self) -> int:
        return len(self._pages)

    @property
    def number(self) -> int:
        """Of the page that is shown, from 0."""
        return self._number

    @property
    def part(self) -> float:
        """How far one has read: 0 on the first of several pages, 1 on the last."""
        return self._number / (len(self._pages) - 1) if len(self._pages) > 1 else 1.0

    def go_to(self, part: float) -> None:
        self._turn_to(round(part * (len(self._pages) - 1)))

    @property
    def place(self) -> int:
        """The first place of the document on this page; 0 where only the head stands."""
        return min((start for start, _ in self._pages[self._number].places()), default=0)

    def show_place(self, place: int) -> None:
        """Turn to the page with this place of the document."""
        for number, page in enumerate(self._pages):
            if any(end > place for _, end in page.places()):
                self._turn_to(number)
                return
        self._turn_to(len(self._pages) - 1 if place > 0 else 0)

    def turn(self, step: int) -> bool:
        """A page on (1) or back (−1); False at the end."""
        number = self._number + step
        if not 0 <= number < len(self._pages):
            return False
        self._turn_to(number)
        return True

    def rect_of(self, place: int) -> QRect:
        """Where a place of the document stands on the page that is shown; empty when it stands on another."""
        for line in self._pages[self._number].lines:
            for placed in line.column.sets:
                if placed.cell.start <= place < placed.cell.end:
                    size = line.font.pixelSize()
                    x, y = line.box.center().x() - size / 2, line.box.top() + placed.top
                    return QRectF(x, y, size, placed.length).toRect()
        return QRect()

    def place_at(self, point: QPointF) -> int:
        """The place of the document at a point, or the nearest one in reading order."""
        lines = [line for line in self._pages[self._number].lines if line.column.sets[0].cell.start >= 0]
        if not lines:
            return 0
        line = min(lines, key=lambda one: _distance(one, point))
        y = point.y() - line.box.top()
        for placed in line.column.sets:
            if y < placed.top + placed.length:
                return placed.cell.start if y < placed.top + placed.length / 2 else placed.cell.end
        return line.column.sets[-1].cell.end

    def picture_at(self, point: QPointF) -> str:
        """The picture of this page under a point, by its sum; empty for none."""
        placed = next((one for one in self._pages[self._number].pictures if one.box.contains(point)), None)
        url = QUrl(placed.picture.url if placed else "")
        return url.path() if url.scheme() == SCHEME else ""

    def _lay_out(self) -> None:
        place = self.place if self._number else 0
        em = self._setting.em
        form = Form(QSizeF(self.size()), em, self._setting.line_height, self._measure)
        self._pages = make_pages(self._head, body_pieces(self._browser.document(), em), form)
        self._number = 0
        if place:
            self.show_place(place)
        document = self._browser.document()
        self.setAccessibleName(self._head[0].text if self._head else "")
        self.setAccessibleDescription(document.toPlainText().replace("\ufffc", self.tr("〔图片〕")))
        self._turn_to(self._number)

    def _turn_to(self, number: int) -> None:
        self._number = number
        self.page_turned.emit(number + 1, len(self._pages))
        self.update()

    # ── painting ───────────────────────────────────────────────────────────────────────────────────────────────────

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.TextAntialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), QColor(self._scheme.paper))
        self._paint_running_head(painter)
        paint_page(painter, self._pages[self._number], self._grounds(), self._scheme, self._image)
        painter.end()

    def _paint_running_head(self, painter: QPainter) -> None:
        painter.setFont(ui_font(13))
        painter.setPen(QColor(self._scheme.muted))
        row = QRectF(_MARGIN, 8, self.width() - 2 * _MARGIN, 20)
        count = f"{self._number + 1} / {len(self._pages)}"
        painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, count)
        room = row.adjusted(70, 0, 0, 0)
        words = painter.fontMetrics().elidedText(self._running, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
        painter.setPen(QPen(QColor(self._scheme.line), 1))
        painter.drawLine(QPointF(_MARGIN, 33.5), QPointF(self.width() - _MARGIN, 33.5))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._scheme.focus), 2))
            painter.drawLine(QPointF(_MARGIN, 33.5), QPointF(_MARGIN + 40, 33.5))

    def _grounds(self) -> list[Ground]:
        found = []
        for selection in self._browser.extraSelections():
            style, cursor = selection.format, selection.cursor
            ink = style.foreground().color() if style.hasProperty(style.Property.ForegroundBrush.value) else None
            line = style.underlineColor() if style.underlineStyle() != style.UnderlineStyle.NoUnderline else None
            ground = Ground(cursor.selectionStart(), cursor.selectionEnd(), style.background().color(), ink, line)
            found.append(ground)
        cursor = self._browser.textCursor()
        if cursor.hasSelection():
            found.append(Ground(cursor.selectionStart(), cursor.selectionEnd(), QColor(self._scheme.selection)))
        return found

    def _image(self, url: str) -> QImage | None:
        image = self._browser.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl(url))
        return image if isinstance(image, QImage) else None

    # ── hands ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.matches(QKeySequence.StandardKey.Copy):
            self._browser.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._browser.selectAll()
        elif event.key() == Qt.Key.Key_Space:
            self._go_on(-1 if back else 1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Down) and not event.modifiers():
            self.turn(1)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Up) and not event.modifiers():
            self.turn(-1)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self._turn_to(0 if event.key() == Qt.Key.Key_Home else len(self._pages) - 1)
        else:
            super().keyPressEvent(event)

    def _go_on(self, step: int) -> None:
        if not self.turn(step):
            self._browser.end_passed.emit(step)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y() or event.angleDelta().x()
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if delta:
                self._browser.size_stepped.emit(1 if delta > 0 else -1)
            return
        self._turned += delta
        if abs(self._turned) >= _NOTCH:  # a touch pad sends many small steps
            self.turn(-1 if self._turned > 0 else 1)
            self._turned = 0.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._browser.reading_wanted.emit(self._character_at(event.position()))
            return
        keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._move_cursor(self.place_at(event.position()), keep=keep)
        self._selecting = True
        self._pressed = self.picture_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._selecting:
            self._move_cursor(self.place_at(event.position()), keep=True)
        elif not event.buttons():
            over = self.picture_at(event.position())
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._selecting = False
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, ""
        if pressed and not self._browser.textCursor().hasSelection() and pressed == self.picture_at(event.position()):
            self._browser.picture_clicked.emit(pressed)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self._browser.textCursor().hasSelection():
            self._move_cursor(self._character_at(QPointF(event.pos())).selectionStart(), keep=False)
        menu = self._browser.createStandardContextMenu()
        self._browser.menu_opening.emit(menu)
        open_menu(menu, event.globalPos())

    def event(self, event: QEvent) -> bool:
        """A finger's stroke turns the page; a note is shown where its words are pointed at."""
        kind = event.type()
        if kind == QEvent.Type.ToolTip:
            asked = cast("QHelpEvent", event)
            place = self._character_at(QPointF(asked.pos())).selectionStart()
            QToolTip.showText(asked.globalPos(), self._browser.tip_at(place), self)
            return True
        if kind in (QEvent.Type.TouchBegin, QEvent.Type.TouchEnd):
            point = cast("QTouchEvent", event).points()[0].position()
            if kind == QEvent.Type.TouchBegin:
                self._touched = point
            elif self._touched is not None:
                self._stroke(point - self._touched, point)
            event.accept()
            return True
        if kind in (QEvent.Type.TouchUpdate, QEvent.Type.TouchCancel):
            return True
        return super().event(event)

    def _stroke(self, way: QPointF, point: QPointF) -> None:
        self._touched = None
        if abs(way.x()) >= _SWIPE and abs(way.x()) > abs(way.y()):
            self._go_on(1 if way.x() > 0 else -1)  # the next page lies at the left
        elif way.manhattanLength() < STILL and (sha := self.picture_at(point)):
            self._browser.picture_clicked.emit(sha)
        else:
            self._move_cursor(self.place_at(point), keep=False)

    def _character_at(self, point: QPointF) -> QTextCursor:
        """The character at a point, selected."""
        place = self.place_at(point)
        cursor = QTextCursor(self._browser.document())
        before = self.rect_of(place - 1)
        cursor.setPosition(place - 1 if before.contains(point.toPoint()) else place)
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _move_cursor(self, place: int, *, keep: bool) -> None:
        cursor = self._browser.textCursor()
        mode = QTextCursor.MoveMode.KeepAnchor if keep else QTextCursor.MoveMode.MoveAnchor
        cursor.setPosition(min(place, self._browser.document().characterCount() - 1), mode)
        self._browser.setTextCursor(cursor)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._head or self.isVisible():
            self._lay_out()


def _distance(line: Line, point: QPointF) -> float:
    box = line.box
    across = max(box.left() - point.x(), point.x() - box.right(), 0.0)
    along = max(box.top() - point.y(), point.y() - box.bottom(), 0.0)
    return across * across + along * along
