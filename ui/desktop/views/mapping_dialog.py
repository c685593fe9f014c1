"""A table's first rows, with a choice of field above each column, and values for what no column says."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from archive.model import PartialDate
from reader.tables import Mapped
from ui.desktop.tables import TableFacts
from ui.desktop.theme import serif_font

_ROWS = 8
_LONGEST = 60
_CONSTANTS = ("paper", "date", "page", "source")


class MappingDialog(QDialog):
    """`mapped()` is what was chosen; it can be accepted when there are a paper and a title or text."""

    def __init__(self, parent: QWidget, facts: TableFacts, known: Mapped | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self._guessed = dict(facts.mapping or {})
        self.setWindowTitle(self.tr("表格的各列"))
        self.resize(940, 560)
        self._names = self._field_names()
        self.choices = [self._choice(column) for column in facts.columns]
        self.constants = {name: QLineEdit() for name in _CONSTANTS}
        self.table = QTableWidget(min(len(facts.rows), _ROWS) + 1, len(facts.columns))
        self.remark = QLabel()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._lay_out()
        self._choose(known or Mapped(self._guessed))
        self._check()

    def _field_names(self) -> dict[str, str]:
        return {
            "": self.tr("（不用）"), "paper": self.tr("报纸"), "date": self.tr("日期"), "edition": self.tr("版本"),
            "page": self.tr("版次"), "page_name": self.tr("版名"), "order": self.tr("顺序"),
            "kicker": self.tr("引题"), "title": self.tr("标题"), "subtitle": self.tr("副题"),
            "byline": self.tr("作者"), "text": self.tr("正文"), "source": self.tr("来源"), "url": self.tr("网址"),
            "id": self.tr("编号"),
        }  # fmt: skip

    def _lay_out(self) -> None:
        title = QLabel(self.tr("{name} 的各列是什么？").format(name=Path(self._facts.source).name))
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setFont(serif_font(20, bold=True))
        title.setStyleSheet("font-size: 20px;")
        words = QLabel(self.tr("每列上面选一个字段，不用的列留空。下次导入同样列名的表格，就照这样读。"))
        words.setProperty("role", "muted")
        words.setWordWrap(True)
        self._fill_table()
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for place, (name, box) in enumerate(self.constants.items()):
            label = QLabel(self.tr("全表{field}").format(field=self._names[name]))
            label.setBuddy(box)
            box.setAccessibleName(label.text())
            box.setPlaceholderText("2026-03-02" if name == "date" else self.tr("没有这一列时填"))
            box.textChanged.connect(self._check)
            grid.addWidget(label, place // 2, place % 2 * 2)
            grid.addWidget(box, place // 2, place % 2 * 2 + 1)
        self.remark.setWordWrap(True)
        self.remark.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText(self.tr("导入"))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        for widget in (title, words):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addLayout(grid)
        column.addWidget(self.remark)
        column.addWidget(self.buttons)

    def _fill_table(self) -> None:
        table = self.table
        table.setAccessibleName(self.tr("表格的前几行"))
        table.setHorizontalHeaderLabels(list(self._facts.columns))
        table.verticalHeader().hide()
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setWordWrap(False)
        table.verticalHeader().setDefaultSectionSize(34)
        table.setRowHeight(0, 46)
        for place, box in enumerate(self.choices):
            table.setCellWidget(0, place, box)
            for row, cells in enumerate(self._facts.rows[:_ROWS], 1):
                text = " ".join(cells[place].split())
                item = QTableWidgetItem(text if len(text) <= _LONGEST else text[:_LONGEST] + "…")
                table.setItem(row, place, item)
        table.horizontalHeader().setDefaultSectionSize(150)

    def _choice(self, column: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(self.tr("{column} 列是").format(column=column))
        for name, words in self._names.items():
            box.addItem(words, name)
        box.currentIndexChanged.connect(self._check)
        return box

    def _choose(self, mapped: Mapped) -> None:
        fields = {column: name for name, column in {**self._guessed, **mapped.columns}.items()}
        for column, box in zip(self._facts.columns, self.choices, strict=True):
            name = fields.get(column, "")
            box.setCurrentIndex(max(0, box.findData("" if mapped.values.get(name) == "" else name)))
        for name, value in mapped.values.items():
            if name in self.constants:
                self.constants[name].setText(value)

    # ── choosing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def mapped(self) -> Mapped:
        """A field that was guessed and is not wanted is set to nothing."""
        columns = {
            str(box.currentData()): column
            for column, box in zip(self._facts.columns, self.choices, strict=True)
            if box.currentData()
        }
        given = {name: box.text().strip() for name, box in self.constants.items() if box.text().strip()}
        values = {name: value for name, value in given.items() if name not in columns}
        unwanted = {name: "" for name in self._guessed if name not in columns and name not in values}
        return Mapped(columns, {**values, **unwanted})

    def _check(self) -> None:
        """Say what is still lacking; only then can it not be imported."""
        mapped = self.mapped()
        chosen = [str(box.currentData()) for box in self.choices if box.currentData()]
        for name, box in self.constants.items():
            box.setEnabled(name not in mapped.columns)
        has = {*mapped.columns, *(name for name, value in mapped.values.items() if value)}
        lacking = self._lacking(has, chosen)
        undated = self.tr("没有日期的，收作文件资料。") if "date" not in has else ""
        self.remark.setText(lacking or undated)
        self.remark.setProperty("role", "wrong" if lacking else "muted")
        self.remark.style().polish(self.remark)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not lacking)

    def _lacking(self, has: set[str], chosen: list[str]) -> str:
        twice = next((name for name in chosen if chosen.count(name) > 1), None)
        if twice:
            return self.tr("有两列都选了“{field}”。").format(field=self._names[twice])
        if "paper" not in has:
            return self.tr("还要知道是什么报纸：选一列，或者填“全表报纸”。")
        if not has & {"title", "text"}:
            return self.tr("还要选出标题或正文是哪一列。")
        date = self.constants["date"].text().strip()
        if date and self.constants["date"].isEnabled():
            try:
                PartialDate.parse(date)
            except ValueError:
                return self.tr("日期写成 2025、2025-08 或 2025-08-28")
        return ""
