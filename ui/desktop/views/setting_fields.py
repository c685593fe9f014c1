"""One control for each kind of preference, made from its declaration."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from reader.settings import Key, Value
from ui.desktop import wording_settings
from ui.printing.fonts import SANS, SERIF


class Field(msgspec.Struct, frozen=True):
    """`value` reads the control; `listen` has a function called whenever it changes."""

    key: Key
    widget: QWidget
    value: Callable[[], Value]
    listen: Callable[[Callable[[], None]], object]


def make_field(key: Key, present: Value) -> Field:
    """The control for this preference, showing what it is now."""
    if key.name == "article.font":
        return _families(key, str(present))
    if key.choices:
        return _box(key, present, [(wording_settings.choice(key, value), value) for value in key.choices])
    if isinstance(key.default, bool):
        return _tick(key, on=bool(present))
    if isinstance(key.default, str):
        return _folder(key, str(present))
    return _number(key, present)


def _tick(key: Key, *, on: bool) -> Field:
    box = QCheckBox(wording_settings.name(key))
    box.setChecked(on)
    return Field(key, box, box.isChecked, lambda call: box.toggled.connect(lambda _on: call()))


def _box(key: Key, present: Value, entries: list[tuple[str, Value]]) -> Field:
    box = QComboBox()
    for text, data in entries:
        box.addItem(text, data)
    box.setCurrentIndex(box.findData(present))

    def value() -> Value:
        chosen: Value = box.currentData()
        return chosen

    return Field(key, box, value, lambda call: box.currentIndexChanged.connect(lambda _row: call()))


def _families(key: Key, present: str) -> Field:
    """Ours, then those of the system that have Chinese; the present one even if it is not there any more."""
    translate = QCoreApplication.translate
    entries = [
        (translate("settings", "宋体（随程序）"), "serif"),
        (translate("settings", "黑体（随程序）"), "sans"),
    ]
    ours = {*SERIF[:1], *SANS[:1]}
    systems = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    entries += [(name, name) for name in systems if name not in ours]
    if present not in [value for _text, value in entries]:
        entries.append((present, present))
    return _box(key, present, [*entries])


def _number(key: Key, present: Value) -> Field:
    spin: QSpinBox | QDoubleSpinBox
    if isinstance(key.default, float):
        spin = QDoubleSpinBox()
        spin.setRange(float(key.low or 0), float(key.high or 1e9))
        spin.setSingleStep(0.1)
        spin.setDecimals(1)
        spin.setValue(float(present))
        value: Callable[[], Value] = lambda: round(spin.value(), 2)  # noqa: E731
    else:
        spin = QSpinBox()
        spin.setRange(int(key.low or 0), int(key.high or 2_000_000_000))
        spin.setValue(int(present))
        value = spin.value
    spin.setSuffix(wording_settings.unit(key))
    spin.setStepType(QAbstractSpinBox.StepType.DefaultStepType)
    spin.lineEdit().setTextMargins(6, 0, 0, 0)  # a style sheet's padding does not reach it
    spin.setMinimumWidth(150)
    return Field(key, spin, value, lambda call: spin.valueChanged.connect(lambda _value: call()))


def _folder(key: Key, present: str) -> Field:
    line, button = QLineEdit(present), QPushButton(QCoreApplication.translate("settings", "选择…"))
    line.setClearButtonEnabled(True)
    line.setAccessibleName(wording_settings.name(key))
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(line, 1)
    row.addWidget(button)

    def choose() -> None:
        found = QFileDialog.getExistingDirectory(both, wording_settings.name(key), line.text())
        if found:
            line.setText(found)

    button.clicked.connect(choose)
    both.setFocusProxy(line)
    return Field(key, both, lambda: line.text().strip(), lambda call: line.textChanged.connect(lambda _text: call()))
