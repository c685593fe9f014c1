"""The bar above the page picture: what kind of page this is, in words, and the tools for looking at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from ui.desktop.views.delegates import TOUCH
from ui.desktop.views.page_layout import Mode

TOOLS = ("fit_page", "fit_width", "zoom_out", "zoom_in", "select_text")
MODES = {Mode.SINGLE: "mode_single", Mode.STRIP: "mode_strip", Mode.SPREAD: "mode_spread"}


class PageBar(QToolBar):
    def __init__(self, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("pageTools")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._actions = actions
        self._badges: dict[str, str] = {}
        self.badges = QWidget()
        self._row = QHBoxLayout(self.badges)
        self._row.setContentsMargins(6, 0, 0, 0)
        self._row.setSpacing(5)
        self.addWidget(self.badges)
        stretch = QWidget()
        stretch.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(stretch)
        for name in TOOLS:
            self.addAction(actions[name])
        self.mode = QToolButton()
        self.mode.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.mode.setToolTip(self.tr("版面的排法"))
        menu = QMenu(self.mode)
        menu.addActions([actions[name] for name in MODES.values()])
        self.mode.setMenu(menu)
        self.addWidget(self.mode)
        for button in self.buttons():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(button.toolTip())

    def buttons(self) -> Sequence[QToolButton]:
        """Those of the tools, in order."""
        found = [self.widgetForAction(self._actions[name]) for name in TOOLS]
        return [*(button for button in found if isinstance(button, QToolButton)), self.mode]

    def show_badges(self, badges: Mapping[str, str]) -> None:
        """Words and what they mean: `重排`, `识别文字`, …"""
        if badges == self._badges:
            return
        self._badges = dict(badges)
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.setParent(None)
                widget.deleteLater()
        for text, meaning in badges.items():
            badge = QLabel(text)
            badge.setProperty("role", "badge")
            badge.setToolTip(meaning)
            badge.setAccessibleName(text)
            badge.setAccessibleDescription(meaning)
            self._row.addWidget(badge, alignment=Qt.AlignmentFlag.AlignVCenter)

    def show_mode(self, mode: Mode) -> None:
        for other, name in MODES.items():
            self._actions[name].setChecked(other is mode)
        self.mode.setText(f"{self._actions[MODES[mode]].iconText()} ▾")

    def set_touch(self, *, on: bool) -> None:
        """Big enough for fingers."""
        for button in self.buttons():
            button.setMinimumSize(TOUCH if on else 0, TOUCH if on else 0)
