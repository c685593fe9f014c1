"""The preferences, one sheet for each section, made from their declarations; and the keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from archive.model import Content, Paragraph
from reader.converting import Script, converter
from reader.settings import KEYS, Settings, Value
from ui.desktop import wording_settings
from ui.desktop.theme import Scheme
from ui.desktop.views.article_text import Setting, column_width, make_document
from ui.desktop.views.key_sheet import KeySheet
from ui.desktop.views.setting_fields import Field, make_field

_SAMPLE: Final = Content(
    title="",
    blocks=(
        Paragraph("春江潮水连海平，海上明月共潮生。滟滟随波千万里，何处春江无月明！江流宛转绕芳甸，月照花林皆似霰。"),
        Paragraph("版面编号 A06，2026年3月2日；字号、行距和栏宽改了，这里马上看得到。"),
    ),
)


class SettingsDialog(QDialog):
    """`chosen` gives the preferences and `keys` the keys as they are to be."""

    def __init__(self, parent: QWidget, settings: Settings, scheme: Scheme, actions: Mapping[str, QAction]) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self.setWindowTitle(self.tr("设置"))
        self.fields: dict[str, Field] = {key.name: make_field(key, settings.get(key.name)) for key in KEYS if key.shown}
        self.preview = QTextBrowser()
        self.preview.setFrameShape(QFrame.Shape.NoFrame)
        self.preview.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.preview.setFixedHeight(220)
        self.preview.setAccessibleName(self.tr("正文看起来的样子"))
        self.key_sheet = KeySheet(actions)
        self.sections, self.sheets = QListWidget(), QStackedWidget()
        self.sections.setObjectName("sections")
        self.sections.ensurePolished()  # rows are measured as they are put in
        self.sections.setAccessibleName(self.tr("设置的种类"))
        self._lay_out(settings)
        for field in self.fields.values():
            if field.key.name.startswith("article."):
                field.listen(self._show)
        self._show()

    def chosen(self) -> dict[str, Value]:
        return {name: field.value() for name, field in self.fields.items()}

    def keys(self) -> dict[str, list[str]]:
        return self.key_sheet.changed()

    def show_sheet(self, name: str) -> None:
        """A section by its name, or `keys`."""
        self.sections.setCurrentRow([*wording_settings.SECTIONS, "keys"].index(name))

    def _show(self) -> None:
        """The preview, as it would be."""
        value: dict[str, Any] = {name: field.value() for name, field in self.fields.items()}
        em, room = value["article.size"], self.preview.viewport().width()
        width = column_width(room, em, value["article.measure"])
        setting = Setting(em, (room - width) / 2, em * 0.6, width, value["article.line"], value["article.font"])
        convert = converter(Script(value["article.script"]), _SAMPLE.texts())
        self.preview.setDocument(make_document(_SAMPLE, setting, self._scheme, {}, self.preview, convert=convert))

    def _lay_out(self, settings: Settings) -> None:
        for name in wording_settings.SECTIONS:
            self.sections.addItem(wording_settings.section(name))
            self.sheets.addWidget(self._sheet(name))
        self.sections.addItem(self.tr("按键"))
        self.sheets.addWidget(self.key_sheet)
        self.sections.setFixedWidth(150)
        self.sections.currentRowChanged.connect(self.sheets.setCurrentIndex)
        self.sections.setCurrentRow(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)  # Enter belongs to the field where one is
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self.sections)
        row.addWidget(self.sheets, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 18, 22, 16)
        column.setSpacing(14)
        column.addLayout(row, 1)
        if settings.path:
            place = QLabel(self.tr("设置保存在 {path}").format(path=settings.path))
            place.setProperty("role", "muted")
            place.setWordWrap(True)
            column.addWidget(place)
        column.addWidget(buttons)
        self.resize(860, 600)

    def _sheet(self, section: str) -> QWidget:
        sheet, form = QWidget(), QFormLayout()
        form.setSpacing(12)
        for name, field in self.fields.items():
            if name.partition(".")[0] != section:
                continue
            said = wording_settings.name(field.key)
            if isinstance(field.widget, QCheckBox):
                form.addRow(field.widget)
            else:
                form.addRow(said, field.widget)
            field.widget.setAccessibleName(said)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addLayout(form)
        if section == "article":
            column.addWidget(self.preview)
        column.addStretch(1)
        return sheet

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()
