"""The actions of the window as Qt has them, made from the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from ui.desktop.action_table import SPECS
from ui.desktop.action_table.spec import Spec

Actions = Mapping[str, QAction]


def words(text: str) -> str:
    """The words of the table in the interface's language."""
    return QCoreApplication.translate("actions", text)


def without_key(title: str) -> str:
    """A menu's title without its access key: `文件(&F)` → `文件`, `&File` → `File`."""
    return re.sub(r"\(&\w\)|&", "", title)


def make_actions(parent: QObject, handlers: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """A QAction for each entry that has a handler of its id, bound to it."""
    result: dict[str, QAction] = {}
    for spec in SPECS:
        if spec.id not in handlers:
            continue
        action = QAction(words(spec.text), parent)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(key) for key in spec.keys])
        short = QCoreApplication.translate("tools", spec.short) if spec.short else words(spec.text).rstrip("…")
        action.setIconText(short)
        tip = words(spec.tip) if spec.tip else words(spec.text).rstrip("…")
        action.setToolTip(f"{tip}（{shown_keys(spec)}）" if spec.keys else tip)
        action.setStatusTip("")
        handler = handlers[spec.id]
        action.triggered.connect(lambda _checked=False, call=handler: call())
        result[spec.id] = action
    return result


def shown_keys(spec: Spec) -> str:
    """The first shortcut, arrows as arrows."""
    text = spec.keys[0] if spec.keys else ""
    for name, sign in (("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓")):
        text = re.sub(rf"\+{name}$", f"+{sign}", text)
    return text
