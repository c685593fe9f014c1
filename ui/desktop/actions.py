"""The actions of the window as Qt has them, made from the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence

from ui.desktop.action_table import SPECS

Actions = Mapping[str, QAction]


def words(text: str) -> str:
    """The words of the table in the interface's language."""
    return QCoreApplication.translate("actions", text)


def without_key(title: str) -> str:
    """A menu's title without its access key: `文件(&F)` → `文件`, `&File` → `File`."""
    return re.sub(r"\(&\w\)|&", "", title)


def make_actions(
    parent: QObject, handlers: Mapping[str, Callable[[], None]], keys: Mapping[str, Sequence[str]] | None = None
) -> dict[str, QAction]:
    """A QAction for each entry that has a handler of its id, bound to it; `keys` are those that the reader changed."""
    changed = keys or {}
    result: dict[str, QAction] = {}
    for spec in SPECS:
        if spec.id not in handlers:
            continue
        action = QAction(words(spec.text), parent)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(key) for key in changed.get(spec.id, spec.keys)])
        short = QCoreApplication.translate("tools", spec.short) if spec.short else words(spec.text).rstrip("…")
        action.setIconText(short)
        tip = words(spec.tip) if spec.tip else words(spec.text).rstrip("…")
        action.setToolTip(f"{tip}（{shown}）" if (shown := keys_of(action)) else tip)
        action.setStatusTip("")
        handler = handlers[spec.id]
        action.triggered.connect(lambda _checked=False, call=handler: call())
        result[spec.id] = action
    return result


def keys_of(action: QAction) -> str:
    """Its first shortcut, arrows as arrows; empty for none."""
    found = action.shortcuts()
    text = found[0].toString() if found else ""
    for name, sign in (("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓")):
        text = re.sub(rf"\+{name}$", f"+{sign}", text)
    return text
