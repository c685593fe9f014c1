"""What shows an article's text: it loads the archive's own pictures only; the space bar goes on to the next article."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QPoint, QPointF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QTextBrowser, QToolTip

from reader.library import Library
from ui.desktop.jobs import Jobs
from ui.desktop.pictures import drawn
from ui.desktop.theme import Scheme
from ui.desktop.views import ruby
from ui.desktop.views.article_text import SCHEME
from ui.desktop.views.row_menus import open_menu
from ui.desktop.views.strokes import Strokes


class ArticleBrowser(QTextBrowser):
    """Shows the document and loads nothing but the archive's own pictures."""

    size_stepped = Signal(int)
    end_passed = Signal(int)
    swiped = Signal(int)
    """A finger went to the left (1: onwards) or to the right (−1)."""
    menu_opening = Signal(QMenu)
    picture_clicked = Signal(str)
    reading_wanted = Signal(QTextCursor)
    """A character was asked about."""
    picture_arrived = Signal()
    about_to_resize = Signal()
    resized = Signal()

    def __init__(self, library: Library, jobs: Jobs, scheme: Scheme) -> None:
        super().__init__()
        self._library, self._jobs, self._scheme = library, jobs, scheme
        self._width = 720.0
        self._asked: set[str] = set()
        self._shown: QTextDocument | None = None
        self.tip_at: Callable[[int], str] = lambda _position: ""
        self.lifted: Callable[[QMimeData], QMimeData] = lambda data: data
        """Makes what is dragged or copied out of the text."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # or all that lies below is painted too
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._strokes = Strokes(self.viewport(), self.swiped.emit, self.size_stepped.emit, self._tap)

    def show_document(self, document: QTextDocument, width: float) -> None:
        old, self._shown = self._shown, document
        self._asked, self._width = set(), width
        self.setDocument(document)
        if old is not None:
            old.deleteLater()

    def show_cursor(self, cursor: QTextCursor) -> None:
        """Scroll so that the place stands in the upper third."""
        plain = QTextCursor(cursor)
        plain.setPosition(cursor.selectionStart())
        self.setTextCursor(plain)
        bar = self.verticalScrollBar()
        top = self.cursorRect(plain).top() + bar.value()
        bar.setValue(max(0, top - self.viewport().height() // 3))

    def reveal(self, cursor: QTextCursor) -> None:
        """Scroll to a place if it is not seen, without moving the text cursor."""
        place = QTextCursor(cursor)
        place.setPosition(cursor.selectionEnd())
        box, port = self.cursorRect(place), self.viewport().rect()
        place.setPosition(cursor.selectionStart())
        top = self.cursorRect(place).top()
        if top < 0 or box.bottom() > port.bottom():
            bar = self.verticalScrollBar()
            bar.setValue(max(0, top + bar.value() - port.height() // 4))

    def place_seen(self) -> int:
        """Where one reads: the text cursor's place if it is seen, else that at the top; 0 at the beginning."""
        if not self.verticalScrollBar().value():
            return 0
        cursor = self.textCursor()
        if self.viewport().rect().contains(self.cursorRect(cursor)):
            return cursor.selectionStart()
        return self.cursorForPosition(QPoint(1, 1)).position()

    def part_of(self, cursor: QTextCursor | None) -> float:
        """How far down the document a place stands, 0 to 1; None is its top."""
        if cursor is None:
            return 0.0
        layout = self.document().documentLayout()
        block = self.document().findBlock(cursor.selectionStart())
        line = block.layout().lineForTextPosition(cursor.selectionStart() - block.position())
        top = layout.blockBoundingRect(block).top() + (line.y() if line.isValid() else 0)
        return min(1.0, top / max(1.0, layout.documentSize().height()))

    def picture_at(self, point: QPoint) -> str:
        """The picture under this point of the viewport, by its sum; empty for none."""
        where = QPointF(point) + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        url = QUrl(self.document().documentLayout().imageAt(where))
        return url.path() if url.scheme() == SCHEME else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            over = self.picture_at(event.position().toPoint())
            self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.IBeamCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            sha = self.picture_at(event.position().toPoint())
            if sha:
                self.picture_clicked.emit(sha)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        url = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or url.scheme() != SCHEME:
            return QByteArray()
        sha = url.path()
        if sha not in self._asked:
            self._asked.add(sha)
            library, width = self._library, round(self._width * self.devicePixelRatioF())
            document = self.document()

            def done(image: QImage) -> None:
                if document is self.document():
                    document.addResource(QTextDocument.ResourceType.ImageResource.value, url, image)
                    self.viewport().update()
                    self.picture_arrived.emit()

            self._jobs.start(lambda: drawn(library.pictures, sha, width), done, lambda _sentence: None, priority=1)
        blank = QImage(1, 1, QImage.Format.Format_ARGB32)
        blank.fill(Qt.GlobalColor.transparent)
        return blank

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QPainter(self.viewport())
        ground.fillRect(event.rect(), QColor(self._scheme.paper))
        ground.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        down = self.verticalScrollBar().value()
        painter.translate(0, -down)
        area = event.rect()
        colour = QColor(self._scheme.muted)
        ruby.paint(painter, self.document(), area.top() + down, area.bottom() + down, colour)
        painter.end()

    def _tap(self, point: QPointF) -> None:
        """As a click: a picture opens, elsewhere the cursor goes there."""
        if sha := self.picture_at(point.toPoint()):
            self.picture_clicked.emit(sha)
        else:
            self.setTextCursor(self.cursorForPosition(point.toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """With Alt: how is this character read?"""
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and event.button() == Qt.MouseButton.LeftButton:
            self.reading_wanted.emit(self.character_at(event.position().toPoint()))
            return
        super().mousePressEvent(event)

    def character_at(self, point: QPoint) -> QTextCursor:
        """The character at a point of the viewport, selected."""
        cursor = self.cursorForPosition(point)
        if self.cursorRect(cursor).left() > point.x():  # Qt gives the nearest gap between two
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
        cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def createMimeDataFromSelection(self) -> QMimeData:
        return self.lifted(super().createMimeDataFromSelection())

    def viewportEvent(self, event: QEvent) -> bool:
        """Fingers scroll, stroke and pinch; a note is shown where its words are pointed at."""
        if isinstance(event, QTouchEvent):
            self._strokes.watch(event)
            event.accept()  # or Qt makes a mouse of it, which would select
            return True
        if event.type() == QEvent.Type.ToolTip:
            asked = cast("QHelpEvent", event)
            QToolTip.showText(asked.globalPos(), self.tip_at(self.cursorForPosition(asked.pos()).position()), self)
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        menu = self.createStandardContextMenu(event.pos())
        self.menu_opening.emit(menu)
        open_menu(menu, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        bar = self.verticalScrollBar()
        if bar.value() == (bar.minimum() if back else bar.maximum()):
            self.end_passed.emit(-1 if back else 1)
            return
        step = bar.pageStep() - 2 * self.fontMetrics().lineSpacing()
        bar.setValue(bar.value() + (-step if back else step))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.size_stepped.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.about_to_resize.emit()
        super().resizeEvent(event)
        self.resized.emit()
