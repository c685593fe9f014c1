"""Where to split an article: its paragraphs, and a line between two of them that is moved by clicking or by keys."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from archive.errors import UsageError
from archive.model import Article, Block, Figure, Heading, ListBlock, Paragraph, Table, block_texts
from ui.desktop.theme import Scheme, serif_font
from ui.desktop.views.filing_dialogs import FilingDialog

Index = QModelIndex | QPersistentModelIndex

_FLOWING = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignJustify
_TITLE = 30
"""Characters of a paragraph that may stand as a title."""
_CLAUSES = re.compile(rf"[^。！？!?；;]{{4,{_TITLE}}}(?=[，,。！？!?；;：:])")


class SplitDialog(FilingDialog):
    """For an article of two blocks or more.  `value`: the block that the second article begins with, and its title."""

    def __init__(self, parent: QWidget, article: Article, scheme: Scheme) -> None:
        super().__init__(parent)
        blocks, title = article.content.blocks, " ".join(article.content.title.split())
        about = self.tr("《{title}》从哪里拆开？点两段之间，或用上下键移动红线；红线以下成为另一篇。")
        self.put(self.tr("拆成两篇"), about.format(title=title), self.tr("拆开"))
        self._suggestions = [suggested_title(block) for block in blocks]
        self.paragraphs = Paragraphs([self._shown(block) for block in blocks], scheme)
        self.paragraphs.setAccessibleName(self.tr("各段；选中的一段是后一篇的开头"))
        self.title = QLineEdit()
        self.form.addRow(self.tr("后一篇的标题"), self.title)
        self.column.insertWidget(1, self.paragraphs, 1)
        self.paragraphs.currentRowChanged.connect(self._suggest)
        self.paragraphs.setCurrentRow(max(1, len(blocks) // 2))
        self.paragraphs.setFocus()
        self.resize(620, 640)

    def value(self) -> tuple[int, str]:
        title = self.title.text().strip()
        if not title:
            raise UsageError(self.tr("给后一篇一个标题"))
        return self.paragraphs.currentRow(), title

    def _suggest(self, row: int) -> None:
        """The paragraph's beginning as title, as long as nobody typed another."""
        if not self.title.isModified():
            self.title.setText(self._suggestions[row])

    def _shown(self, block: Block) -> str:
        text = " ".join(block_texts(block)).strip()
        match block:
            case Figure():
                return self.tr("〔图〕{text}").format(text=text)
            case Table():
                return self.tr("〔表〕{text}").format(text=text)
            case Paragraph() | Heading() | ListBlock():
                return text


class Paragraphs(QListWidget):
    """The current row is the first of the lower part; the topmost row cannot be that."""

    def __init__(self, texts: Sequence[str], scheme: Scheme) -> None:
        super().__init__()
        self.setItemDelegate(_Cut(self, scheme))
        self.setWordWrap(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setObjectName("paragraphs")
        for text in texts:
            self.addItem(QListWidgetItem(text))
        self.currentRowChanged.connect(lambda _row: self.viewport().update())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click cuts at the nearer edge of the paragraph it falls on."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid():
            below = point.y() > self.visualRect(index).center().y()
            self._cut_before(index.row() + below)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -5, Qt.Key.Key_PageDown: 5,
                 Qt.Key.Key_Home: -self.count(), Qt.Key.Key_End: self.count()}  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()  # Enter is the dialog's
        else:
            self._cut_before(self.currentRow() + step)

    def _cut_before(self, row: int) -> None:
        self.setCurrentRow(min(max(row, 1), self.count() - 1))


class _Cut(QStyledItemDelegate):
    """Draws a paragraph; the line above the current one; what lies below that on other ground."""

    SIDE, ABOVE = 16, 9

    def __init__(self, view: Paragraphs, scheme: Scheme) -> None:
        super().__init__(view)
        self._view, self._scheme = view, scheme
        self._font = serif_font(15)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        room = QRect(0, 0, self._view.viewport().width() - 2 * self.SIDE, 1 << 20)
        text = QFontMetrics(self._font).boundingRect(room, _FLOWING, index.data())
        return QSize(room.width(), text.height() + 2 * self.ABOVE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        scheme, rect, cut = self._scheme, option.rect, self._view.currentRow()
        painter.save()
        if index.row() >= cut:
            painter.fillRect(rect, QColor(scheme.soft))
        painter.setFont(self._font)
        painter.setPen(QColor(scheme.text))
        painter.drawText(rect.adjusted(self.SIDE, self.ABOVE, -self.SIDE, 0), _FLOWING, index.data())
        if index.row() == cut:
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), QColor(scheme.accent))
        painter.restore()


def suggested_title(block: Block) -> str:
    """A heading as it is; else the beginning of the text up to its last stop that is near enough for a title."""
    text = " ".join(next(block_texts(block), "").split()).lstrip("●■◆◇▲▼△▽◀▶★☆　 ")
    if isinstance(block, Heading) or len(text) <= _TITLE:
        return text.rstrip("。")
    match = _CLAUSES.match(text)
    return match[0] if match else text[:_TITLE]
