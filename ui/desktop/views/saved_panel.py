"""我的检索: saved searches in folders, each with how many hits came in since one last looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QStyleOptionViewItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader.saved import SavedSearch
from ui.desktop.models.lists import DETAIL, VALUE
from ui.desktop.theme import Scheme, serif_font, ui_font
from ui.desktop.views.delegates import Index, RowDelegate
from ui.desktop.views.row_menus import RowMenus

COUNT = DETAIL + 1
"""How many are new; None while that is not known."""


class SavedPanel(QWidget):
    """`show_searches` fills it."""

    chosen = Signal(str)
    """The id of a search, to be run."""
    counted = Signal(int)
    """How many are new in all."""
    menu_opening = Signal(QMenu, str)
    """The context menu of a search opens: others put in what they can do."""

    def __init__(self, scheme: Scheme, *buttons: QAction) -> None:
        super().__init__()
        self._folded: set[str] = set()
        self.tree = QTreeWidget()
        self.tree.setObjectName("saved")
        self.tree.setAccessibleName(self.tr("我的检索"))
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setMouseTracking(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        delegate = SavedDelegate(scheme)
        delegate.setParent(self.tree)
        self.tree.setItemDelegate(delegate)
        self.none = QLabel(self.tr("还没有存着的检索。\n检索以后按 Ctrl+S 存下来，这里会数出新到了多少篇。"))
        self.none.setProperty("role", "muted")
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setContentsMargins(14, 6, 14, 4)
        head.setSpacing(4)
        for action in buttons:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setProperty("small", True)
            head.addWidget(button)
        head.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        column.addWidget(self.none, 1)
        self.tree.itemClicked.connect(self._choose)
        self.tree.itemActivated.connect(self._choose)
        self.tree.itemExpanded.connect(lambda item: self._folded.discard(item.text(0)))
        self.tree.itemCollapsed.connect(lambda item: self._folded.add(item.text(0)))
        RowMenus(self.tree, self._open_menu)
        self.show_searches((), {})

    def show_searches(self, searches: Sequence[SavedSearch], new: Mapping[str, int]) -> None:
        """`new` counts by id what is known; the row where one is stays."""
        here, folded = _id(self.tree.currentItem()), set(self._folded)
        folders: dict[str, QTreeWidgetItem] = {}
        self.tree.clear()
        for search in searches:
            if search.folder and search.folder not in folders:
                folders[search.folder] = QTreeWidgetItem(self.tree, [search.folder])
            item = QTreeWidgetItem([search.name])
            if search.folder:
                folders[search.folder].addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            item.setData(0, DETAIL, search.query)
            self._describe(item, search.id, new.get(search.id))
            if search.id == here:
                self.tree.setCurrentItem(item)
        for name, folder in folders.items():
            inside = (folder.child(row) for row in range(folder.childCount()))
            self._describe(folder, None, sum(item.data(0, COUNT) or 0 for item in inside if item))
            folder.setExpanded(name not in folded)
        self._folded = folded
        self.tree.setVisible(bool(searches))
        self.none.setVisible(not searches)
        self.counted.emit(sum(new.get(search.id, 0) for search in searches))

    def step_into(self) -> None:
        """The keyboard goes to where one was, or to the first."""
        first = self.tree.topLevelItem(0)
        if self.tree.currentItem() is None and first:
            self.tree.setCurrentItem(first)
        self.tree.setFocus()

    def _describe(self, item: QTreeWidgetItem, name: str | None, count: int | None) -> None:
        item.setData(0, VALUE, name)
        item.setData(0, COUNT, count)
        said = self.tr("{n} 篇新到").format(n=f"{count:,}") if count else self.tr("没有新到的") if count == 0 else ""
        spoken = "，".join(filter(None, (item.text(0), item.data(0, DETAIL), said)))
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, spoken)
        item.setToolTip(0, "\n".join(filter(None, (item.data(0, DETAIL), said))))

    def _choose(self, item: QTreeWidgetItem) -> None:
        if (name := _id(item)) is not None:
            self.chosen.emit(name)
        else:
            item.setExpanded(not item.isExpanded())

    def _open_menu(self, menu: QMenu, index: QModelIndex) -> None:
        if isinstance(name := index.data(VALUE), str):
            self.menu_opening.emit(menu, name)


def _id(item: QTreeWidgetItem | None) -> str | None:
    found = item.data(0, VALUE) if item else None
    return found if isinstance(found, str) else None


class SavedDelegate(RowDelegate):
    """A name above its query, on the right how many are new; a folder's name is quiet, with an arrow before it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, self.high(34) if index.data(VALUE) is None else 54)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        self.ground(painter, option)
        is_folder, count = index.data(VALUE) is None, index.data(COUNT)
        inner = option.rect.adjusted(8, 0, -14, 0)
        if count:
            inner.setRight(self._count(painter, option, f"{count:,}", is_folder=is_folder) - 8)
        if is_folder:
            self.line(painter, inner, index.data(), ui_font(13), self.scheme.muted)
        else:
            name = QRect(inner.left(), inner.top() + 6, inner.width(), 24)
            self.line(painter, name, index.data(), serif_font(16, bold=bool(count)), self.scheme.text)
            query = QRect(inner.left(), inner.top() + 30, inner.width(), 18)
            self.line(painter, query, index.data(DETAIL), ui_font(12), self.scheme.muted)
        painter.restore()

    def _count(self, painter: QPainter, option: QStyleOptionViewItem, text: str, *, is_folder: bool) -> int:
        """Where it begins."""
        font = ui_font(12)
        width = QFontMetrics(font).horizontalAdvance(text) + 14
        place = QRectF(option.rect.right() - 14 - width, option.rect.center().y() - 9, width, 19)
        painter.setPen(Qt.PenStyle.NoPen)
        if not is_folder:
            painter.setBrush(QColor(self.scheme.accent))
            painter.drawRoundedRect(place, 9, 9)
        painter.setFont(font)
        painter.setPen(QColor(self.scheme.muted if is_folder else self.scheme.on_accent))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        return int(place.left())
