"""Full screen is for fingers: everything that is touched there is 48 by 48 pixels at least."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtWidgets import QAbstractItemView, QWidget

from ui.desktop.views.delegates import RowDelegate


def set_touch(window: QWidget, *, on: bool) -> None:
    """Controls and rows of the window big enough for fingers, or as they were."""
    sheet = (files("resources") / "styles" / "touch.qss").read_text(encoding="utf-8")
    window.setStyleSheet(sheet if on else "")
    for view in window.findChildren(QAbstractItemView):
        delegate = view.itemDelegate()
        if isinstance(delegate, RowDelegate):
            delegate.for_fingers = on
            view.doItemsLayout()
