"""我的标记: all marks of the reader, newest first, narrowed by kind and by words; choosing one opens its article."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from archive.personal import Mark, MarkKind
from ui.desktop import wording, wording_marks
from ui.desktop.models.lists import VALUE, Rows
from ui.desktop.theme import Scheme, serif_font, ui_font
from ui.desktop.views.delegates import Index, RowDelegate
from ui.desktop.views.mark_layer import pen

_KINDS = (None, *MarkKind)


class MarksPanel(QWidget):
    """`show_marks` fills it; `chosen` says which mark is to be opened, `shown` that it needs them."""

    chosen = Signal(object)
    shown = Signal()

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._marks: Sequence[Mark] = ()
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(self.tr("标记的种类"))
        for kind in _KINDS:
            self.kinds.addItem(wording_marks.kind(kind) if kind else self.tr("全部标记"))
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("在标记里找"))
        self.words.setAccessibleName(self.tr("在标记里找"))
        self.words.setClearButtonEnabled(True)
        self.list = QListView()
        self.list.setAccessibleName(self.tr("我的标记"))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.model = Rows(self)
        self.list.setModel(self.model)
        self._delegate = _MarkDelegate(scheme)
        self.list.setItemDelegate(self._delegate)
        self.none = QLabel()
        self.none.setProperty("role", "muted")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.setContentsMargins(14, 10, 14, 6)
        row.setSpacing(8)
        row.addWidget(self.kinds)
        row.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        column.addWidget(self.none, 1)
        self.kinds.currentIndexChanged.connect(self._narrow)
        self.words.textChanged.connect(self._narrow)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self._narrow()

    def show_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._narrow()

    def showEvent(self, event: QShowEvent) -> None:
        self.shown.emit()
        super().showEvent(event)

    def _narrow(self) -> None:
        kind, words = _KINDS[self.kinds.currentIndex()], self.words.text().strip()
        of_kind = [mark for mark in self._marks if kind in (None, mark.kind)]
        shown = [mark for mark in of_kind if all(word in _text(mark) for word in words.split())]
        self.model.fill([(wording_marks.line(mark), mark.text, mark) for mark in shown])
        self.list.setVisible(bool(shown))
        self.none.setVisible(not shown)
        self.none.setText(
            self.tr("没有这样的标记")
            if self._marks
            else self.tr("还没有标记。\n读到要紧处，选中文字，在菜单“标记”里划线、批注，或给这一篇加星标。")
        )

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.data(VALUE))


class _MarkDelegate(RowDelegate):
    """The marked words or the title, the note, and where it stands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, 84)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mark = index.data(VALUE)
        if not isinstance(mark, Mark):
            return
        painter.save()
        self.ground(painter, option)
        inner = option.rect.adjusted(30, 8, -14, -8)
        if mark.colour:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(pen(self.scheme, mark.colour)))
            painter.drawRoundedRect(QRect(option.rect.left() + 14, inner.top() + 4, 8, inner.height() - 8), 3, 3)
        title = " ".join(mark.anchor.title.split())
        words = " ".join(mark.quote.words.split()) if mark.quote else title
        facts = (mark.anchor.key.paper, wording.issue_date(mark.anchor.key), title if mark.quote else "")
        where = " · ".join(filter(None, facts))
        for top, height, text, font, colour in (
            (0, 24, words, serif_font(16), self.scheme.text),
            (25, 20, wording_marks.detail(mark), ui_font(13), self.scheme.text),
            (47, 18, where, ui_font(12), self.scheme.muted),
        ):
            self.line(painter, QRect(inner.left(), inner.top() + top, inner.width(), height), text, font, colour)
        painter.restore()


def _text(mark: Mark) -> str:
    return "\n".join((mark.text, mark.anchor.title, mark.anchor.key.paper, mark.quote.words if mark.quote else ""))
