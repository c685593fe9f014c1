"""A layout that sets groups of widgets in a row and begins a new row when a group does not fit."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


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
        self._least: int | None = None
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
        self._least = None
        super().invalidate()

    def sizeHint(self) -> QSize:
        return QSize(self._widest(), self.heightForWidth(10_000))

    def minimumSize(self) -> QSize:
        return QSize(self._widest(), self.heightForWidth(10_000))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    # ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _widest(self) -> int:
        if self._least is None:
            self._least = max((self._width(items) for items, _gap in self._groups), default=0)
        return self._least

    def _width(self, items: list[QWidgetItem]) -> int:
        shown = [item.sizeHint().width() for item in items if not item.isEmpty()]
        return sum(shown) + self._gap * max(0, len(shown) - 1)

    def _rows(self, room: int) -> list[list[tuple[list[QWidgetItem], int]]]:
        rows: list[list[tuple[list[QWidgetItem], int]]] = []
        used = 0
        for items, gap in self._groups:
            width = self._width(items)
            if not width:
                continue
            if rows and used + width <= room:
                rows[-1].append((items, gap))
            else:
                rows.append([(items, gap)])
                used = 0
            used += width + gap
        return rows

    def _place(self, rect: QRect, *, move: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        top = inner.top()
        for row in self._rows(inner.width()):
            height = max(item.sizeHint().height() for items, _gap in row for item in items if not item.isEmpty())
            width = sum(self._width(items) + gap for items, gap in row) - row[-1][1]
            left = inner.left() + ((inner.width() - width) // 2 if self._centred else 0)
            for number, (items, gap) in enumerate(row):
                if number == 1 and self._apart:
                    left += inner.width() - width
                for item in (item for item in items if not item.isEmpty()):
                    size = item.sizeHint()
                    if move:
                        item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                    left += size.width() + self._gap
                left += gap - self._gap
            top += height + self._row_gap
        return top - rect.top() + self.contentsMargins().bottom()
