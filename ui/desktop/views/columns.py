"""The three columns: which are shown, how wide they are, how they stand on a wide or an upright screen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray, QSettings, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

NAMES = ("side_bar", "middle", "article")
UPRIGHT = 1.1
"""Height to width from which a screen counts as upright."""


class Columns(QWidget):
    """Side bar | middle | article; upright: side bar | middle above article.  Each form remembers its own widths."""

    def __init__(self, side_bar: QWidget, middle: QWidget, article: QWidget, store: QSettings) -> None:
        super().__init__()
        self._store = store
        self._columns = dict(zip(NAMES, (side_bar, middle, article), strict=True))
        self.inner = _splitter(middle, article)
        self.outer = _splitter(side_bar, self.inner)
        self.outer.setStretchFactor(1, 1)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.outer)

    def remembered(self) -> dict[str, bool]:
        """Which columns were shown the last time."""
        return {name: self._store.value(f"column/{name}", "true") in ("true", True) for name in NAMES}

    def show_columns(self, shown: Mapping[str, bool]) -> None:
        for name, column in self._columns.items():
            column.setVisible(shown[name])
            self._store.setValue(f"column/{name}", shown[name])
        self.inner.setVisible(shown["middle"] or shown["article"])

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
        form = "upright" if self.upright else "wide"
        for name, splitter in (("outer", self.outer), ("inner", self.inner)):
            if all(splitter.sizes()):
                self._store.setValue(f"{form}/{name}", splitter.saveState())

    @property
    def upright(self) -> bool:
        return self.inner.orientation() == Qt.Orientation.Vertical

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
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
