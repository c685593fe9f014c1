"""Menu bar and tool bar, built from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMainWindow, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from ui.desktop import theme
from ui.desktop.action_table import MENUS, SPECS, SUBMENUS
from ui.desktop.actions import words
from ui.desktop.theme import Scheme

TOOLS: tuple[str, ...] = (
    "side_bar", "", "back", "forward", "", "previous_issue", "next_issue", "previous_page", "next_page",
    "previous_article", "next_article", "", "smaller", "larger", "go_to", "", "clippings",
)  # fmt: skip
LOW = 460
"""The height of a window in which words and icons would take too much."""


def fill_menu_bar(window: QMainWindow, actions: Mapping[str, QAction]) -> None:
    """One menu for each entry of MENUS, a line where the group changes."""
    bar = window.menuBar()
    menus: dict[str, QMenu] = {}
    for menu, title in MENUS.items():
        if menu not in SUBMENUS:
            menus[menu] = bar.addMenu(words(title))
    groups: dict[str, str] = {}
    for spec in SPECS:
        target = menus.get(spec.menu)
        if target is None:
            parent = menus[SUBMENUS[spec.menu]]
            parent.addSeparator()
            target = menus[spec.menu] = parent.addMenu(words(MENUS[spec.menu]))
        if groups.setdefault(spec.menu, spec.group) != spec.group:
            target.addSeparator()
            groups[spec.menu] = spec.group
        target.addAction(actions[spec.id])
    for spec in SPECS:
        window.addAction(actions[spec.id])


def make_tool_bar(window: QMainWindow, actions: Mapping[str, QAction], search_box: QLineEdit) -> QToolBar:
    """Words under icons; the search box at the right, always there."""
    bar = QToolBar()
    bar.setObjectName("tools")
    bar.setMovable(False)
    bar.setFloatable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
    bar.setIconSize(QSize(20, 20))
    for name in TOOLS:
        if not name:
            bar.addSeparator()
            continue
        bar.addAction(actions[name])
        button = bar.widgetForAction(actions[name])
        if isinstance(button, QToolButton):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(actions[name].text())
    stretch = QWidget()
    stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(stretch)
    search_box.setObjectName("searchBox")
    search_box.setClearButtonEnabled(True)
    search_box.setMinimumWidth(190)
    search_box.setMaximumWidth(300)
    search_box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    bar.addWidget(search_box)
    window.addToolBar(bar)
    return bar


def suit_height(bar: QToolBar, height: int) -> None:
    """In a low window the words alone, and flat."""
    low = height < LOW
    if bar.property("low") == low:
        return
    bar.setProperty("low", low)
    style = Qt.ToolButtonStyle
    bar.setToolButtonStyle(style.ToolButtonTextOnly if low else style.ToolButtonTextUnderIcon)
    for button in bar.findChildren(QToolButton):
        bar.style().unpolish(button)
        bar.style().polish(button)
        button.setMinimumWidth(button.sizeHint().width())  # or Qt shortens the words before it folds buttons away
    if layout := bar.layout():
        layout.invalidate()


def paint_icons(actions: Mapping[str, QAction], scheme: Scheme) -> None:
    """Icons in the scheme's colour (only in the tool bar: menus are words)."""
    for spec in SPECS:
        if spec.icon:
            actions[spec.id].setIcon(theme.icon(spec.icon, scheme))
            actions[spec.id].setIconVisibleInMenu(False)
