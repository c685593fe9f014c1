"""How the hits of a search are spread over papers, months, pages, authors: lists with counts, to narrow it by."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QShowEvent
from PySide6.QtWidgets import QListView, QStyleOptionViewItem, QTabBar, QVBoxLayout, QWidget

from indexer.request import Counted, Facets
from ui.desktop import wording_search
from ui.desktop.models.lists import DETAIL, VALUE, Rows
from ui.desktop.theme import Scheme, ui_font
from ui.desktop.views.delegates import RowDelegate

NAMES = ("paper", "month", "section", "page", "author", "kind")
"""The lists, each by the condition that its values set."""


class FacetList(QWidget):
    """One list at a time, under tabs; a click or Enter chooses a value."""

    chosen = Signal(str, str)
    """One of `NAMES` and a value of its list."""

    def __init__(self, scheme: Scheme) -> None:
        super().__init__()
        self._facets = Facets()
        self.tabs = QTabBar()
        self.tabs.setObjectName("facetTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(False)  # no list is hidden: there is room for all names
        self.tabs.setAccessibleName(self.tr("缩小范围"))
        for name in NAMES:
            self.tabs.addTab(wording_search.condition(name))
        self.model = Rows(self)
        self.list = QListView()
        self.list.setObjectName("facets")
        self.list.setModel(self.model)
        delegate = CountDelegate(scheme)
        delegate.setParent(self.list)
        self.list.setItemDelegate(delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.list, 1)
        self.setMinimumSize(264, 120)
        self.tabs.currentChanged.connect(self._fill)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)

    def showEvent(self, event: QShowEvent) -> None:
        """All names of lists have room; how much is known only now, with the sheet's padding."""
        super().showEvent(event)
        self.setMinimumWidth(max(264, self.tabs.sizeHint().width()))

    @property
    def name(self) -> str:
        """Which list is shown."""
        return NAMES[self.tabs.currentIndex()]

    def show_facets(self, facets: Facets | None) -> None:
        self._facets = facets or Facets()
        for place, name in enumerate(NAMES):
            self.tabs.setTabEnabled(place, bool(self._counts(name)))
        self._fill()

    def _fill(self) -> None:
        name = self.name
        self.list.setAccessibleName(self.tabs.tabText(self.tabs.currentIndex()))
        self.model.fill(
            [(wording_search.value(name, one.value), f"{one.count:,}", one) for one in self._counts(name)]
        )  # fmt: skip

    def _counts(self, name: str) -> tuple[Counted, ...]:
        facets = self._facets
        return {
            "paper": facets.papers,
            "month": facets.months[::-1],
            "section": facets.sections,
            "page": facets.pages,
            "author": facets.authors,
            "kind": facets.kinds,
        }[name]

    def _choose(self, index: QModelIndex) -> None:
        one = index.data(VALUE)
        if isinstance(one, Counted):
            self.chosen.emit(self.name, one.value)


class CountDelegate(RowDelegate):
    """A value on the left, how many on the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, self.high(32))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        self.ground(painter, option)
        inner = option.rect.adjusted(16, 0, -14, 0)
        count, small = index.data(DETAIL), ui_font(12)
        room = QFontMetrics(small).horizontalAdvance(count)
        painter.setFont(small)
        painter.setPen(QColor(self.scheme.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        name = QRect(inner.left(), inner.top(), inner.width() - room - 10, inner.height())
        self.line(painter, name, index.data(), ui_font(14), self.scheme.text)
        painter.restore()
