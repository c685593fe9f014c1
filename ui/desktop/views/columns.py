"""The three columns: which are shown, how wide they are, how they stand on a wide, an upright or a small screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QTabBar, QVBoxLayout, QWidget

from ui.desktop.fitting import Column

NAMES = ("side_bar", "middle", "article")
UPRIGHT = 1.1
"""Height to width from which a screen counts as upright."""
LEAST = {"side_bar": 208, "middle": 296, "article": 340}
"""The width below which a column is of no use."""
HANDLES = 2
"""What the lines between the columns take."""
LEAST_HEIGHT = 280
"""The same for the height of one that stands above another."""


def fitting(wanted: Iterable[str], front: str, width: int, height: int) -> set[str]:
    """Which of the columns there is room for, the one in front first; always one."""
    upright = height > width * UPRIGHT
    shown: set[str] = set()
    for name in (front, "article", "middle", "side_bar"):
        if name not in wanted:
            continue
        more = shown | {name}
        inner = [LEAST[one] for one in ("middle", "article") if one in more]
        needed = (max(inner, default=0) if upright else sum(inner)) + (LEAST["side_bar"] if "side_bar" in more else 0)
        stacked = LEAST_HEIGHT * len(inner) if upright and len(inner) > 1 else 0
        if not shown or (needed + HANDLES <= width and stacked <= height):
            shown = more
    return shown


class Columns(QWidget):
    """Side bar | middle | article; upright: side bar | middle above article.  Each form remembers its own widths.

    Where there is no room for all that are wanted, tabs above them bring one after the other to the front.
    """

    def __init__(self, side_bar: QWidget, middle: QWidget, article: QWidget, store: QSettings) -> None:
        super().__init__()
        self._store = store
        self._wanted, self._front = set(NAMES), "article"
        parts = (Column(side_bar), Column(middle), article)
        self._columns: dict[str, QWidget] = dict(zip(NAMES, parts, strict=True))
        for name, column in self._columns.items():
            column.setMinimumWidth(LEAST[name])
        self.inner = _splitter(parts[1], article)
        self.outer = _splitter(parts[0], self.inner)
        self.outer.setStretchFactor(1, 1)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(True)
        self.tabs.setAccessibleName(self.tr("各栏"))
        for words in (self.tr("报纸"), self.tr("版面"), self.tr("文章")):
            self.tabs.addTab(words)
        self.tabs.hide()
        self.tabs.currentChanged.connect(lambda place: self.bring(NAMES[place]))
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.tabs)
        row.addWidget(self.outer)
        self.setMinimumSize(LEAST["middle"], 100)

    def remembered(self) -> dict[str, bool]:
        """Which columns were shown the last time."""
        return {name: self._store.value(f"column/{name}", "true") in ("true", True) for name in NAMES}

    def show_columns(self, shown: Mapping[str, bool]) -> None:
        for name in NAMES:
            self._store.setValue(f"column/{name}", shown[name])
        self._wanted = {name for name in NAMES if shown[name]}
        self._show_fitting()

    @property
    def crowded(self) -> bool:
        """There is no room for all columns that are wanted."""
        return not self.tabs.isHidden()

    def bring(self, name: str) -> None:
        """This column is to be seen, if others have to go for it."""
        self._front = name
        self._show_fitting()

    def shows(self, name: str) -> bool:
        return not self._columns[name].isHidden()

    def _show_fitting(self) -> None:
        shown = fitting(self._wanted, self._front, self.width(), self.height())
        crowded = shown != self._wanted
        if crowded and not self.crowded and self.isVisible():
            self.remember()
        again = self.crowded and not crowded
        for name, column in self._columns.items():
            column.setVisible(name in shown)
        self.inner.setVisible(bool(shown - {"side_bar"}))
        self.tabs.blockSignals(True)
        for place, name in enumerate(NAMES):
            self.tabs.setTabVisible(place, name in self._wanted)
        first = self._front if self._front in shown else next(iter(shown))
        self.tabs.setCurrentIndex(NAMES.index(first))
        self.tabs.blockSignals(False)
        self.tabs.setVisible(crowded)
        if again:
            self.arrange(self.window().width(), self.window().height())

    def arrange(self, width: int, height: int) -> None:
        """Stand as the window's form asks, with the widths that this form had the last time."""
        upright = height > width * UPRIGHT
        form = "upright" if upright else "wide"
        inner = [height * 45 // 100, height * 55 // 100] if upright else [400, width - 650]
        orientation = Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal
        for name, splitter, sizes in (("outer", self.outer, [248, width - 248]), ("inner", self.inner, inner)):
            if splitter is self.inner:
                splitter.setOrientation(orientation)
            state = self._store.value(f"{form}/{name}")
            if not (isinstance(state, QByteArray) and splitter.restoreState(state)):
                splitter.setSizes(sizes)
        self.inner.setOrientation(orientation)

    def remember(self) -> None:
        """The widths, unless columns had to go."""
        if self.crowded:
            return
        form = "upright" if self.upright else "wide"
        for name, splitter in (("outer", self.outer), ("inner", self.inner)):
            if all(splitter.sizes()):
                self._store.setValue(f"{form}/{name}", splitter.saveState())

    @property
    def upright(self) -> bool:
        return self.inner.orientation() == Qt.Orientation.Vertical

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_fitting()
        if (self.window().height() > self.window().width() * UPRIGHT) != self.upright:
            self.remember()
            self.arrange(self.window().width(), self.window().height())


def _splitter(first: QWidget, second: QWidget) -> QSplitter:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    splitter.addWidget(first)
    splitter.addWidget(second)
    return splitter
