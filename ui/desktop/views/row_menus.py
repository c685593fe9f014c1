"""Context menus of lists: opened by the pointer on a row, or by the keyboard on the row where one is."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu

Fill = Callable[[QMenu, QModelIndex], None]


class RowMenus(QObject):
    """`fill` puts into the menu what can be done with the row."""

    def __init__(self, view: QAbstractItemView, fill: Fill) -> None:
        super().__init__(view)
        self._view, self._fill = view, fill
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ContextMenu:
            return super().eventFilter(watched, event)
        asked = cast("QContextMenuEvent", event)
        viewport = self._view.viewport()
        if asked.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self._view.currentIndex()
            where = viewport.mapToGlobal(self._view.visualRect(index).center())
        else:
            where = asked.globalPos()
            index = self._view.indexAt(viewport.mapFromGlobal(where))
        if index.isValid():
            menu = QMenu(self._view)
            self._fill(menu, index)
            open_menu(menu, where)
        return True


def open_menu(menu: QMenu, where: QPoint) -> None:
    """Show it, unless it is empty, and forget it when it goes."""
    if menu.isEmpty():
        menu.deleteLater()
    else:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)
