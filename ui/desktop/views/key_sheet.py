"""The keys of the actions, to be changed: one sheet of the settings."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.desktop import actions
from ui.desktop.action_table import MENUS, SPECS

_ID = Qt.ItemDataRole.UserRole


class KeySheet(QWidget):
    """`changed` gives the keys that are not as the program has them, for the settings."""

    def __init__(self, present: Mapping[str, QAction]) -> None:
        super().__init__()
        self._usual = {spec.id: [QKeySequence(key).toString() for key in spec.keys] for spec in SPECS}
        self._keys = {name: [key.toString() for key in action.shortcuts()] for name, action in present.items()}
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("找动作或按键"))
        self.words.setAccessibleName(self.tr("找动作或按键"))
        self.words.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels([self.tr("动作"), self.tr("按键")])
        self.tree.setAccessibleName(self.tr("动作和按键"))
        self.tree.setUniformRowHeights(True)
        self.tree.ensurePolished()  # rows are measured as they are put in
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().resizeSection(1, 170)
        self.edit = QKeySequenceEdit()
        self.edit.setMaximumSequenceLength(1)
        self.edit.setAccessibleName(self.tr("新的按键"))
        self.none, self.usual = QPushButton(self.tr("不用按键")), QPushButton(self.tr("恢复默认"))
        self.all_usual = QPushButton(self.tr("全部恢复默认"))
        self.wrong = QLabel()
        self.wrong.setProperty("role", "wrong")
        self.wrong.setWordWrap(True)
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._groups: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self._fill()
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("改成")))
        row.addWidget(self.edit, 1)
        row.addWidget(self.none)
        row.addWidget(self.usual)
        row.addWidget(self.all_usual)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.words)
        column.addWidget(self.tree, 1)
        column.addWidget(self.wrong)
        column.addLayout(row)
        self.words.textChanged.connect(self._narrow)
        self.tree.currentItemChanged.connect(lambda *_: self._show())
        self.edit.editingFinished.connect(self._take)
        self.none.clicked.connect(lambda: self._set([]))
        self.usual.clicked.connect(lambda: self._set(self._usual[self._here()]))
        self.all_usual.clicked.connect(self._reset)
        self.tree.setCurrentItem(next(iter(self._rows.values())))

    def changed(self) -> dict[str, list[str]]:
        return {name: keys for name, keys in self._keys.items() if keys != self._usual[name]}

    def choose(self, name: str) -> None:
        """Go to the action of this id."""
        self.tree.setCurrentItem(self._rows[name])

    def set_key(self, key: str) -> bool:
        """The current action gets this key, unless another one has it; whether it did."""
        here = self._here()
        taken = next((name for name, keys in self._keys.items() if key in keys and name != here), None)
        if taken is not None:
            text = self.tr("{key} 已经是“{action}”的按键").format(key=key, action=self._rows[taken].text(0))
            self.wrong.setText(text)
            return False
        self._set([key])
        return True

    def _fill(self) -> None:
        for menu, title in MENUS.items():
            specs = [spec for spec in SPECS if spec.menu == menu and spec.id in self._keys]
            if not specs:
                continue
            group = QTreeWidgetItem(self.tree, [actions.without_key(actions.words(title))])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self._groups.append((group, []))
            for spec in specs:
                item = QTreeWidgetItem(group, [actions.words(spec.text).rstrip("…")])
                item.setData(0, _ID, spec.id)
                self._rows[spec.id] = item
                self._groups[-1][1].append(item)
                self._show_keys(spec.id)
        self.tree.expandAll()

    def _show_keys(self, name: str) -> None:
        item, keys = self._rows[name], self._keys[name]
        item.setText(1, "  ".join(keys))
        font = item.font(1)
        font.setBold(keys != self._usual[name])
        item.setFont(1, font)

    def _here(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, _ID) or "") if item else ""

    def _show(self) -> None:
        here = self._here()
        for widget in (self.edit, self.none, self.usual):
            widget.setEnabled(bool(here))
        self.wrong.setText("")
        self.edit.setKeySequence(QKeySequence(next(iter(self._keys.get(here, [])), "")))

    def _take(self) -> None:
        key, here = self.edit.keySequence().toString(), self._here()
        if here and key and key not in self._keys[here] and not self.set_key(key):
            self.edit.setKeySequence(QKeySequence(next(iter(self._keys[here]), "")))

    def _set(self, keys: list[str]) -> None:
        here = self._here()
        if here:
            self._keys[here] = list(keys)
            self._show_keys(here)
            self._show()

    def _reset(self) -> None:
        for name in self._keys:
            self._keys[name] = list(self._usual[name])
            self._show_keys(name)
        self._show()

    def _narrow(self, words: str) -> None:
        wanted = words.strip().lower()
        for group, items in self._groups:
            for item in items:
                item.setHidden(wanted not in item.text(0).lower() and wanted not in item.text(1).lower())
            group.setHidden(all(item.isHidden() for item in items))
