"""The preferences that a reader changes, and the text as it will be set."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QLabel,
    QSpinBox,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from archive.model import Content, Paragraph
from reader.settings import Settings
from ui.desktop.theme import Scheme
from ui.desktop.views.article_text import Setting, column_width, make_document
from ui.printing.fonts import SANS, SERIF

_SAMPLE: Final = Content(
    title="",
    blocks=(
        Paragraph("春江潮水连海平，海上明月共潮生。滟滟随波千万里，何处春江无月明！江流宛转绕芳甸，月照花林皆似霰。"),
        Paragraph("版面编号 A06，2026年3月2日；字号、行距和栏宽改了，这里马上看得到。"),
    ),
)


class SettingsDialog(QDialog):
    """`chosen` gives what the text is to look like, by settings' keys; theme and language are read from their boxes."""

    def __init__(self, parent: QWidget, settings: Settings, scheme: Scheme) -> None:
        super().__init__(parent)
        self._scheme = scheme
        self.setWindowTitle(self.tr("设置"))
        self.theme, self.language, self.family = QComboBox(), QComboBox(), QComboBox()
        for text, value in (
            (self.tr("跟随系统"), "system"), (self.tr("浅色"), "light"),
            (self.tr("护眼"), "sepia"), (self.tr("深色"), "dark"), (self.tr("高对比"), "contrast"),
        ):  # fmt: skip
            self.theme.addItem(text, value)
        self.language.addItem("中文", "zh")
        self.language.addItem("English", "en")
        self._fill_families(settings.get("article.font"))
        for box, key in ((self.theme, "theme"), (self.language, "language")):
            box.setCurrentIndex(box.findData(settings.get(f"window.{key}")))
        self.em, self.line, self.measure = QSpinBox(), QDoubleSpinBox(), QSpinBox()
        self.em.setRange(12, 48)
        self.em.setSuffix(self.tr(" 像素"))
        self.em.setValue(settings.get("article.size"))
        self.line.setRange(1.2, 3.0)
        self.line.setSingleStep(0.1)
        self.line.setDecimals(1)
        self.line.setSuffix(self.tr(" 倍"))
        self.line.setValue(settings.get("article.line"))
        self.measure.setRange(12, 80)
        self.measure.setSuffix(self.tr(" 字"))
        self.measure.setValue(settings.get("article.measure"))
        for spin in (self.em, self.line, self.measure):
            spin.lineEdit().setTextMargins(6, 0, 0, 0)  # a style sheet's padding does not reach it
        self.preview = QTextBrowser()
        self.preview.setFrameShape(QFrame.Shape.NoFrame)
        self.preview.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.preview.setFixedHeight(230)
        self.preview.setAccessibleName(self.tr("正文看起来的样子"))
        self._lay_out(settings)
        self.family.currentIndexChanged.connect(self._show)
        for spin in (self.em, self.measure):
            spin.valueChanged.connect(self._show)
        self.line.valueChanged.connect(self._show)
        self._show()

    def chosen(self) -> dict[str, int | float | str]:
        return {
            "article.size": self.em.value(),
            "article.line": round(self.line.value(), 2),
            "article.measure": self.measure.value(),
            "article.font": self.family.currentData(),
        }

    def _fill_families(self, present: str) -> None:
        """Ours, then those of the system that have Chinese; the present one even if it is not there any more."""
        self.family.addItem(self.tr("宋体（随程序）"), "serif")
        self.family.addItem(self.tr("黑体（随程序）"), "sans")
        ours = {*SERIF[:1], *SANS[:1]}
        systems = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
        for name in systems:
            if name not in ours:
                self.family.addItem(name, name)
        if self.family.findData(present) < 0:
            self.family.addItem(present, present)
        self.family.setCurrentIndex(self.family.findData(present))

    def _show(self) -> None:
        em, room = self.em.value(), self.preview.viewport().width()
        width = column_width(room, em, self.measure.value())
        setting = Setting(em, (room - width) / 2, em * 0.6, width, self.line.value(), self.family.currentData())
        self.preview.setDocument(make_document(_SAMPLE, setting, self._scheme, {}, self.preview))

    def _lay_out(self, settings: Settings) -> None:
        form = QFormLayout()
        form.setSpacing(12)
        for name, field in (
            (self.tr("配色"), self.theme), (self.tr("语言"), self.language), (self.tr("正文字体"), self.family),
            (self.tr("正文字号"), self.em), (self.tr("行距"), self.line), (self.tr("一行最多"), self.measure),
        ):  # fmt: skip
            form.addRow(name, field)
            field.setAccessibleName(name)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(14)
        column.addLayout(form)
        column.addWidget(self.preview)
        if settings.path:
            place = QLabel(self.tr("设置保存在 {path}").format(path=settings.path))
            place.setProperty("role", "muted")
            place.setWordWrap(True)
            column.addWidget(place)
        column.addWidget(buttons)
        self.setFixedWidth(640)

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._show()
