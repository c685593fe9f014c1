"""The clippings of a book as a list that takes what is dropped between its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from archive.personal import Clipping
from reader.clippings import Pick
from reader.proving import Verdict
from ui.desktop import wording_clippings
from ui.desktop.dragging import CLIPPINGS, PICKS, picks_in

Index = QModelIndex | QPersistentModelIndex
CLIPPING = Qt.ItemDataRole.UserRole
VERDICT = Qt.ItemDataRole.UserRole + 1


class ClippingsModel(QAbstractListModel):
    """`picked(picks, row)` and `moved(ids, row)`: what was dropped, before which row."""

    picked = Signal(list, int)
    moved = Signal(list, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clippings: Sequence[Clipping] = ()
        self._verdicts: Mapping[str, Verdict] = {}

    def show(self, clippings: Sequence[Clipping]) -> None:
        self.beginResetModel()
        self._clippings = clippings
        self.endResetModel()

    def show_verdicts(self, verdicts: Mapping[str, Verdict]) -> None:
        """By the ids of clippings."""
        self._verdicts = verdicts
        if self._clippings:
            self.dataChanged.emit(self.index(0), self.index(len(self._clippings) - 1))

    @property
    def clippings(self) -> Sequence[Clipping]:
        return self._clippings

    def row_of(self, name: str) -> int:
        """The row of the clipping with this id, −1 when it is not here."""
        return next((row for row, clipping in enumerate(self._clippings) if clipping.id == name), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._clippings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        clipping = self._clippings[index.row()]
        verdict = self._verdicts.get(clipping.id)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return wording_clippings.line(clipping, verdict)
            case Qt.ItemDataRole.ToolTipRole:
                return wording_clippings.tip(clipping, verdict)
        return {CLIPPING: clipping, VERDICT: verdict}.get(role)

    # ── dragging ───────────────────────────────────────────────────────────────────────────────────────────────────

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [CLIPPINGS, PICKS]

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Ids for this list, articles for another, words for everybody else."""
        rows = sorted({index.row() for index in indexes})
        chosen = [self._clippings[row] for row in rows]
        data = QMimeData()
        data.setData(CLIPPINGS, "\n".join(clipping.id for clipping in chosen).encode())
        data.setText("\n\n".join(wording_clippings.with_source(clipping) for clipping in chosen))
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        return data.hasFormat(CLIPPINGS) or data.hasFormat(PICKS)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Between two rows, on a row (before it), or below all."""
        at = row if row >= 0 else parent.row() if parent.isValid() else len(self._clippings)
        if data.hasFormat(CLIPPINGS):
            self.moved.emit(bytes(data.data(CLIPPINGS).data()).decode().split("\n"), at)
            return True
        picks: list[Pick] = picks_in(data)
        if picks:
            self.picked.emit(picks, at)
        return bool(picks)
