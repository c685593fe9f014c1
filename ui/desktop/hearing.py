"""What Qt leaves unsaid to those who hear the window, and where it would keep the Tab key to itself: mended for every
widget as it is polished."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QToolButton,
    QTreeView,
    QWidget,
)
from shiboken6 import isValid


def attend(widget: QWidget) -> None:
    """Name what is inside another control; let Tab go on."""
    parent = widget.parentWidget()
    match widget:
        case QToolButton() if isinstance(parent, QLineEdit):
            if not widget.accessibleName() and not widget.text():
                widget.setAccessibleName(QCoreApplication.translate("hearing", "清除"))
        case QLineEdit() if isinstance(parent, (QComboBox, QAbstractSpinBox)):
            # Later: asked for now, a window that Qt is just making would get a second wrapper, and crash.
            QTimer.singleShot(0, widget, partial(_name, widget, parent))
        case QPlainTextEdit() | QTextEdit():
            widget.setTabChangesFocus(True)
        case QTableView() | QTreeView():
            widget.setTabKeyNavigation(False)


def _name(inner: QWidget, control: QWidget) -> None:
    if isValid(inner) and isValid(control) and not inner.accessibleName():
        inner.setAccessibleName(name_of(control))


def name_of(widget: QWidget) -> str:
    """Its own accessible name, or the label that belongs to it; empty for neither."""
    if widget.accessibleName():
        return widget.accessibleName()
    labels = widget.window().findChildren(QLabel)
    return next((label.text().replace("&", "") for label in labels if label.buddy() is widget), "")
