"""A layout that sets groups of widgets in a row and begins a new row when a group does not fit."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


class _Group(NamedTuple):
    """`gap` comes after it."""

    shown: list[tuple[QWidgetItem, QSize]]
    width: int
    gap: int


class FlowLayout(QLayout):
    """Groups stay together; hidden widgets take no room."""

    def __init__(
        self, parent: QWidget, gap: int = 4, row_gap: int = 0, *, centred: bool = True, apart: bool = False
    ) -> None:
        """`apart`: the first group at the left, those beside it at the right."""
        super().__init__(parent)
        self._centred, self._apart = centred, apart
        self._groups: list[tuple[list[QWidgetItem], int]] = []
        self._gap, self._row_gap = gap, row_gap
        self._heights: dict[int, int] = {}
        self._measured: list[_Group] | None = None
        self.setContentsMargins(QMargins(0, 3, 0, 3))

    def add_group(self, widgets: list[QWidget], gap_after: int = 0) -> None:
        items = []
        for widget in widgets:
            self.addChildWidget(widget)
            items.append(QWidgetItem(widget))
        self._groups.append((items, gap_after))
        self.invalidate()

    def clear(self) -> None:
        """Take all widgets away for good."""
        for widget in (item.widget() for items, _gap in self._groups for item in items):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._groups = []
        self.invalidate()

    # ── what Qt asks of a layout ───────────────────────────────────────────────────────────────────────────────────

    def addItem(self, item: QLayoutItem) -> None:
        raise NotImplementedError("use add_group")

    def count(self) -> int:
        return sum(len(items) for items, _gap in self._groups)

    def itemAt(self, index: int) -> QLayoutItem | None:
        flat = [item for items, _gap in self._groups for item in items]
        return flat[index] if 0 <= index < len(flat) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        for items, _gap in self._groups:
            if index < len(items):
                return items.pop(index)
            index -= len(items)
        return None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # Qt asks a dozen times for one article
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """A widget has another size, or came or went."""
        self._heights.clear()
        self._measured = None
        super().invalidate()

    def sizeHint(self) -> QSize:
        return QSize(self._widest(), self.heightForWidth(10_000))

    def minimumSize(self) -> QSize:
        return QSize(self._widest(), self.heightForWidth(10_000))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    # ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _shown(self) -> list[_Group]:
        """The groups of which something is shown, measured once until something changes."""
        if self._measured is None:
            self._measured = []
            for items, gap in self._groups:
                shown = [(item, item.sizeHint()) for item in items if not item.isEmpty()]
                width = sum(size.width() for _item, size in shown) + self._gap * (len(shown) - 1)
                if width > 0:
                    self._measured.append(_Group(shown, width, gap))
        return self._measured

    def _widest(self) -> int:
        return max((group.width for group in self._shown()), default=0)

    def _rows(self, room: int) -> list[list[_Group]]:
        rows: list[list[_Group]] = []
        used = 0
        for group in self._shown():
            if rows and used + group.width <= room:
                rows[-1].append(group)
            else:
                rows.append([group])
                used = 0
            used += group.width + group.gap
        return rows

    def _place(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for row in self._rows(inner.width()):
            height = max(size.height() for group in row for _item, size in group.shown)
            width = sum(group.width + group.gap for group in row) - row[-1].gap
            left = inner.left() + ((inner.width() - width) // 2 if self._centred else 0)
            for number, group in enumerate(row if move else ()):
                if number == 1 and self._apart:
                    left += inner.width() - width
                for item, size in group.shown:
                    item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                    left += size.width() + self._gap
                left += group.gap - self._gap
            top += height + self._row_gap
        return top - rect.top() + self.contentsMargins().bottom()
