"""剪报本: the books, and what is in the open one, in the reader's order; takes what is dropped on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QStackedLayout,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive.personal import Book, ClipKind, Clipping
from reader.proving import Finding, Verdict
from ui.desktop import wording_clippings
from ui.desktop.models.clippings import CLIPPING, VERDICT, ClippingsModel
from ui.desktop.theme import Scheme, serif_font, ui_font
from ui.desktop.views.delegates import Index, RowDelegate

_LEFT, _RIGHT = 40, 14
"""Pixels beside what a row says."""


class ClippingsPanel(QWidget):
    """`show_books` fills it.  Its signals say what the reader wants; it changes nothing itself."""

    book_chosen = Signal(object)
    opened = Signal(object)
    noted = Signal(object)
    removed = Signal(list)
    stepped = Signal(list, int)
    """Clippings that go up (−1) or down (1)."""
    copied = Signal(list)

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._books: Sequence[Book] = ()
        self.books = QComboBox()
        self.books.setAccessibleName(self.tr("剪报本"))
        self.books.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.menu_button = QToolButton()
        self.menu_button.setText("⋯")
        self.menu_button.setToolTip(self.tr("这一本可以做的"))
        self.menu_button.setAccessibleName(self.tr("这一本可以做的"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.model = ClippingsModel(self)
        self.list = _List()
        self.list.setModel(self.model)
        self._delegate = _Delegate(scheme)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("剪报"))
        self.hint = QLabel(
            self.tr("这里还是空的。\n\n把目录或检索结果里的稿件、选中的文字、版面上的一块拖进来，或者按 Ctrl+J 剪下。")
        )
        self.hint.setProperty("role", "muted")
        self.hint.setWordWrap(True)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # what is dropped falls on the list
        self.hint.setContentsMargins(24, 0, 24, 40)
        self._lay_out()
        self._connect()
        self.setMinimumWidth(260)
        self.setMinimumHeight(160)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 8, 6)
        head.setSpacing(6)
        head.addWidget(self.books, 1)
        head.addWidget(self.menu_button)
        stack = QStackedLayout()
        stack.setStackingMode(QStackedLayout.StackingMode.StackAll)
        stack.addWidget(self.hint)
        stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(stack, 1)

    def _connect(self) -> None:
        self.books.activated.connect(lambda row: self.book_chosen.emit(self._books[row]))
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        self.list.key_pressed.connect(self._key)

    # ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_books(self, books: Sequence[tuple[Book, int]], book: Book | None, clippings: Sequence[Clipping]) -> None:
        """The books with how many clippings each has; those of the open book.  What was selected stays so."""
        kept = {clipping.id for clipping in self.selected()}
        current = self.current()
        self._books = [made for made, _ in books]
        self.books.clear()
        for made, count in books:
            self.books.addItem(self.tr("{name}（{n}）").format(name=made.name, n=count))
        self.books.setEnabled(bool(books))
        self.books.setPlaceholderText(self.tr("还没有剪报本"))
        self.books.setCurrentIndex(self._books.index(book) if book in self._books else -1)
        self.model.show(clippings)
        self.hint.setVisible(not clippings)
        self.hint.raise_()
        self.select(kept, current.id if current else "")

    def show_menu(self, menu: QMenu) -> None:
        self.menu_button.setMenu(menu)

    def select(self, names: set[str], current: str = "") -> None:
        """The clippings with these ids."""
        selection, flag = self.list.selectionModel(), self.list.selectionModel().SelectionFlag
        row = self.model.row_of(current)
        if row >= 0:
            selection.setCurrentIndex(self.model.index(row), flag.NoUpdate)
            self.list.scrollTo(self.model.index(row))
        selection.clearSelection()
        for name in names:
            if (at := self.model.row_of(name)) >= 0:
                selection.select(self.model.index(at), flag.Select)

    def current(self) -> Clipping | None:
        found = self.list.currentIndex().data(CLIPPING)
        return found if isinstance(found, Clipping) else None

    def selected(self) -> list[Clipping]:
        """In the order of the list."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        return [self.model.clippings[row] for row in rows]

    # ── what is wanted ─────────────────────────────────────────────────────────────────────────────────────────────

    def _open(self, index: QModelIndex) -> None:
        """Unless several are being selected."""
        if len(self.list.selectedIndexes()) < 2:
            self.opened.emit(index.data(CLIPPING))

    def _key(self, event: QKeyEvent) -> None:
        chosen, current = self.selected(), self.current()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        match event.key():
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if chosen:
                self.removed.emit(chosen)
            case Qt.Key.Key_F2 if current:
                self.noted.emit(current)
            case Qt.Key.Key_Up | Qt.Key.Key_Down if control and chosen:
                self.stepped.emit(chosen, -1 if event.key() == Qt.Key.Key_Up else 1)
            case Qt.Key.Key_C if control and chosen:
                self.copied.emit(chosen)
            case _:
                event.ignore()


class _List(QListView):
    key_pressed = Signal(QKeyEvent)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clippings")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def event(self, event: QEvent) -> bool:
        """F2 is a note here, where elsewhere it corrects the article."""
        if event.type() == QEvent.Type.ShortcutOverride and cast("QKeyEvent", event).key() == Qt.Key.Key_F2:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What means nothing to the panel is the list's own."""
        event.accept()
        self.key_pressed.emit(event)
        if not event.isAccepted():
            super().keyPressEvent(event)


class _Delegate(RowDelegate):
    """Its number, the words or the title in one or two lines, the note, and where it is from."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        clipping = index.data(CLIPPING)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else 300
        lines = len(_lines(_head(clipping), width - _LEFT - _RIGHT)) if isinstance(clipping, Clipping) else 1
        below = 21 if isinstance(clipping, Clipping) and _detail(clipping) else 0
        return QSize(220, lines * 23 + below + 18 + 22)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        clipping, verdict = index.data(CLIPPING), index.data(VERDICT)
        if not isinstance(clipping, Clipping):
            return
        painter.save()
        self.ground(painter, option)
        inner = option.rect.adjusted(_LEFT, 9, -_RIGHT, -9)
        self._number(painter, QRect(option.rect.left() + 10, inner.top() + 1, 24, 22), index.row() + 1)
        top = inner.top()
        for part in _lines(_head(clipping), inner.width()):
            self.line(painter, QRect(inner.left(), top, inner.width(), 23), part, serif_font(16), self.scheme.text)
            top += 23
        if detail := _detail(clipping):
            below = QRect(inner.left(), top + 1, inner.width(), 20)
            self.line(painter, below, detail, ui_font(13), self.scheme.accent if clipping.note else self.scheme.muted)
        foot = QRect(inner.left(), inner.bottom() - 17, inner.width(), 18)
        right = self._badge(painter, foot, clipping, verdict)
        self.line(painter, foot.adjusted(0, 0, -right, 0), clipping.kept.source, ui_font(12), self.scheme.muted)
        painter.restore()

    def _number(self, painter: QPainter, box: QRect, number: int) -> None:
        painter.setFont(ui_font(12))
        painter.setPen(QColor(self.scheme.muted))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(number))

    def _badge(self, painter: QPainter, box: QRect, clipping: Clipping, verdict: Verdict | None) -> int:
        """What became of it, else what it is; returns the room it takes."""
        words = wording_clippings.finding(verdict.finding) if verdict else wording_clippings.kind(clipping.kind)
        font = ui_font(12)
        width = QFontMetrics(font).horizontalAdvance(words) + 14
        pill = QRectF(box.right() - width, box.top(), width, box.height())
        wrong = verdict is not None and verdict.finding is not Finding.SAME
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.scheme.wrong if wrong else self.scheme.soft))
        painter.drawRoundedRect(pill, 9, 9)
        painter.setFont(font)
        painter.setPen(QColor(self.scheme.on_accent if wrong else self.scheme.muted))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, words)
        return width + 10


def _head(clipping: Clipping) -> str:
    head = wording_clippings.head(clipping)
    return f"“{head}”" if clipping.kind is ClipKind.WORDS else head


def _detail(clipping: Clipping) -> str:
    """The note; without one what else says which it is."""
    about = wording_clippings.title(clipping) if clipping.kind is ClipKind.WORDS else clipping.kept.byline
    return " ".join(clipping.note.split()) or about


def _lines(text: str, width: int) -> list[str]:
    """One or two; the second may be too long."""
    metrics = QFontMetrics(serif_font(16))
    if metrics.horizontalAdvance(text) <= width:
        return [text]
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if metrics.horizontalAdvance(text[:middle]) <= width else (low, middle - 1)
    return [text[:low], text[low:]]
