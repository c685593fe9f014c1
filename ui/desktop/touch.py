"""Full screen is for fingers: everything that is touched there is 48 by 48 pixels at least, and lists are flicked."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtWidgets import QAbstractItemView, QCalendarWidget, QTableView, QWidget

from ui.desktop.views.delegates import TOUCH, RowDelegate
from ui.desktop.views.flick import set_flick

_BEFORE = "rowsBefore"


def set_touch(window: QWidget, *, on: bool) -> None:
    """Controls and rows of the window big enough for fingers, or as they were."""
    sheet = (files("resources") / "styles" / "touch.qss").read_text(encoding="utf-8")
    window.setStyleSheet(sheet if on else "")
    suit_lists(window, on=on)


def suit_lists(window: QWidget, *, on: bool) -> None:
    """The same for what scrolls in a dialog, which has its window's other measures from it."""
    set_flick(window, on=on)
    for view in window.findChildren(QAbstractItemView):
        delegate = view.itemDelegate()
        if isinstance(delegate, RowDelegate) and delegate.for_fingers != on:
            delegate.for_fingers = on
            view.doItemsLayout()
        elif isinstance(view, QTableView) and not isinstance(view.parent(), QCalendarWidget):
            _suit_rows(view, on=on)


def _suit_rows(table: QTableView, *, on: bool) -> None:
    """A table's rows are as high as its header has them, whatever a style sheet says."""
    rows, before = table.verticalHeader(), table.property(_BEFORE)
    if on and before is None:
        table.setProperty(_BEFORE, rows.defaultSectionSize())
        rows.setDefaultSectionSize(max(rows.defaultSectionSize(), TOUCH))
    elif not on and isinstance(before, int):
        table.setProperty(_BEFORE, None)
        rows.setDefaultSectionSize(before)


def over_full_screen(dialog: QWidget) -> bool:
    """Whether a window that it belongs to takes the whole screen."""
    around = dialog.parentWidget()
    while around is not None and not around.window().isFullScreen():
        around = around.window().parentWidget()
    return around is not None
