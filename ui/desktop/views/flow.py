"""A layout that sets groups of widgets in a row and begins a new row when a group does not fit."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QMargins, QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QWidget, QWidgetItem

ENDLESS = 10_000
"""A width that everything has room in."""


class OneLine(QLabel):
    """A label that wants its text in one line, and breaks it where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        around = self.contentsMargins()
        size = self.fontMetrics().size(0, self.text()) + QSize(1, 0)  # metrics are rounded down
        return size.grownBy(around)


class FlowLayout(QLayout):
    """Groups stay together unless one alone is too wide; hidden widgets take no room."""

    def __init__(
        self, parent: QWidget, gap: int = 4, row_gap: int = 0, *, centred: bool = True, apart: bool = False
    ) -> None:
        """`apart`: the first group at the left, those beside it at the right."""
        super().__init__(parent)
        self._centred, self._apart = centred, apart
        self._groups: list[_Group] = []
        self._gap, self._row_gap = gap, row_gap
        self._parts: list[list[_Part]] = []
        self._plans: dict[int, _Plan] = {}
        self.setContentsMargins(QMargins(0, 3, 0, 3))

    def add_group(self, widgets: list[QWidget], gap_after: int = 0, *, grows: bool = False) -> None:
        """`grows`: they fill their row."""
        items = []
        for widget in widgets:
            self.addChildWidget(widget)
            items.append(QWidgetItem(widget))
        self._groups.append(_Group(items, gap_after, grows))
        self.invalidate()

    def clear(self) -> None:
        """Take all widgets away for good."""
        for widget in (item.widget() for item in self._items()):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._groups = []
        self.invalidate()

    # ── what Qt asks of a layout ───────────────────────────────────────────────────────────────────────────────────

    def addItem(self, item: QLayoutItem) -> None:
        raise NotImplementedError("use add_group")

    def count(self) -> int:
        return sum(len(group.items) for group in self._groups)

    def itemAt(self, index: int) -> QLayoutItem | None:
        items = self._items()
        return items[index] if 0 <= index < len(items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._forget()
        for group in self._groups:
            if index < len(group.items):
                return group.items.pop(index)
            index -= len(group.items)
        return None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._plan(width).height

    def invalidate(self) -> None:
        """A widget has another size, or came or went."""
        self._forget()
        super().invalidate()

    def sizeHint(self) -> QSize:
        plan = self._plan(ENDLESS)
        return QSize(plan.widest, plan.height)

    def minimumSize(self) -> QSize:
        return self.sizeHint()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        items = self._items()
        for index, place in self._plan(rect.width()).places:
            items[index].setGeometry(place.translated(rect.topLeft()))

    # ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _items(self) -> list[QWidgetItem]:
        return [item for group in self._groups for item in group.items]

    def _forget(self) -> None:
        self._parts = []
        self._plans.clear()

    def _plan(self, width: int) -> _Plan:
        """Where everything stands; Qt asks a dozen times for one article."""
        if width not in self._plans:
            self._parts = self._parts or self._measured()
            self._plans[width] = self._made(width)
        return self._plans[width]

    def _measured(self) -> list[list[_Part]]:
        """What each group has to show."""
        found, index = [], 0
        for group in self._groups:
            shown = [(at, item.sizeHint()) for at, item in enumerate(group.items, index) if not item.isEmpty()]
            found.append([_Part(at, size.width(), size.height(), group.grows) for at, size in shown])
            index += len(group.items)
        return found

    def _made(self, width: int) -> _Plan:
        around = self.contentsMargins()
        room = width - around.left() - around.right()
        top, places = around.top(), list[tuple[int, QRect]]()
        pieces = self._pieces(room)
        for row in _rows(pieces, room):
            height = max(part.height for piece in row for part in piece.parts)
            used = sum(piece.width + piece.gap for piece in row) - row[-1].gap
            growing = sum(part.grows for piece in row for part in piece.parts)
            more = (room - used) // growing if growing else 0
            left = around.left() + ((room - used) // 2 if self._centred and not growing else 0)
            for number, piece in enumerate(row):
                if number == 1 and self._apart:
                    left += room - used
                for part in piece.parts:
                    wide = part.width + (more if part.grows else 0)
                    places.append((part.item, QRect(left, top + (height - part.height) // 2, wide, part.height)))
                    left += wide + self._gap
                left += piece.gap - self._gap
            top += height + self._row_gap
        widest = max((part.width for piece in pieces for part in piece.parts), default=0)
        return _Plan(top + around.bottom(), widest + around.left() + around.right(), places)

    def _pieces(self, room: int) -> list[_Piece]:
        """The groups that have something to show; one that is wider than the room in pieces of one widget."""
        pieces = []
        for parts, group in zip(self._parts, self._groups, strict=True):
            width = sum(part.width for part in parts) + self._gap * (len(parts) - 1)
            if parts and width <= room:
                pieces.append(_Piece(parts, width, group.gap))
            else:
                single = [self._narrowed(part, room) for part in parts]
                pieces += [_Piece([part], part.width, self._gap) for part in single]
        return pieces

    def _narrowed(self, part: _Part, room: int) -> _Part:
        """The part in no more than the room, if it can break its lines."""
        if part.width <= room or not (item := self._items()[part.item]).hasHeightForWidth():
            return part
        return part._replace(width=room, height=item.heightForWidth(room))


class _Group(NamedTuple):
    items: list[QWidgetItem]
    gap: int
    grows: bool


class _Part(NamedTuple):
    """A widget that is shown: which of the items, and its size."""

    item: int
    width: int
    height: int
    grows: bool


class _Piece(NamedTuple):
    """What stays in one row."""

    parts: list[_Part]
    width: int
    gap: int


class _Plan(NamedTuple):
    height: int
    widest: int
    places: list[tuple[int, QRect]]


def _rows(pieces: list[_Piece], room: int) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    used = 0
    for piece in pieces:
        if rows and used + piece.width <= room:
            rows[-1].append(piece)
        else:
            rows.append([piece])
            used = 0
        used += piece.width + piece.gap
    return rows
