"""What was corrected and what lies in the trash: two lists that stay open while one takes things back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from archive.catalogue import Correction
from archive.catalogue.trash import Trashed, TrashedArticle, TrashedIssue
from archive.errata import Erratum, block_text
from archive.labels import printed_labels
from reader.filing import Filing
from ui.desktop import wording
from ui.desktop.traditional import said

Row = TypeVar("Row")
_LONGEST = 60
LENGTH = 200
"""So many corrections are listed."""


class RecordDialog(QDialog, Generic[Row]):
    """A table of rows, each with a value; `wanted` says with which of them the button was pressed."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget, widths: Sequence[int]) -> None:
        """`widths` of the columns in pixels; the second takes what is left."""
        super().__init__(parent)
        self._rows: list[Row] = []
        self.setModal(False)
        self.resize(720, 460)
        self.table = QTableWidget(0, len(widths))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(36)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for place, width in enumerate(widths):
            header.resizeSection(place, width)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.empty, self.wrong = QLabel(), QLabel()
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.wrong.setProperty("role", "wrong")
        for label in (self.empty, self.wrong):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.do_button, close = QPushButton(), QPushButton(self.tr("关闭"))
        self.do_button.setDefault(True)
        self.do_button.clicked.connect(self._want)
        close.clicked.connect(self.reject)
        self.table.itemSelectionChanged.connect(self._show_button)
        self.table.itemActivated.connect(lambda _item: self._want())
        buttons = QHBoxLayout()
        buttons.addWidget(self.wrong, 1)
        buttons.addWidget(self.do_button)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(buttons)

    def refuse(self, sentence: str) -> None:
        """It was not done, and why."""
        self.wrong.setText(sentence)

    def possible(self, row: Row) -> bool:
        """Can the button do anything for this row?"""
        return True

    def fill(self, rows: Sequence[tuple[Row, Sequence[str]]]) -> None:
        """Show these rows anew; the selection stays on its line."""
        line = max(self.table.currentRow(), 0)
        self.wrong.setText("")
        self._rows = [row for row, _cells in rows]
        self.table.setRowCount(len(rows))
        for number, (row, cells) in enumerate(rows):
            for column, text in enumerate(cells):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                if not self.possible(row):
                    cell.setForeground(self.palette().placeholderText())
                self.table.setItem(number, column, cell)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if rows:
            self.table.selectRow(min(line, len(rows) - 1))
        self._show_button()

    def _selected(self) -> Row | None:
        lines = self.table.selectionModel().selectedRows()
        return self._rows[lines[0].row()] if lines and lines[0].row() < len(self._rows) else None

    def _show_button(self) -> None:
        row = self._selected()
        self.do_button.setEnabled(row is not None and self.possible(row))

    def _want(self) -> None:
        row = self._selected()
        if row is not None and self.possible(row):
            self.wanted.emit(row)


class JournalDialog(RecordDialog[Correction]):
    """更正记录: the newest first; any that still stands can be undone."""

    def __init__(self, parent: QWidget, filing: Filing) -> None:
        super().__init__(parent, widths=(150, 0, 90, 80))
        self._filing = filing
        self.setWindowTitle(self.tr("更正记录"))
        self.table.setHorizontalHeaderLabels([self.tr("时间"), self.tr("更正"), self.tr("谁"), ""])
        self.table.setAccessibleName(self.windowTitle())
        self.empty.setText(self.tr("还没有更正过什么。"))
        self.do_button.setText(self.tr("撤销"))
        self.load()

    def possible(self, row: Correction) -> bool:
        return row.undone_at is None

    def load(self) -> None:
        entries = self._filing.journal(LENGTH)
        undone = self.tr("已撤销")
        self.fill(
            [
                (entry, (local(entry.at), said(entry.sentence), entry.who, undone if entry.undone_at else ""))
                for entry in entries
            ]
        )
        for line, entry in enumerate(entries):
            if entry.errata and (cell := self.table.item(line, 1)):
                cell.setToolTip("\n".join((entry.sentence, *map(_changed, entry.errata))))


class TrashDialog(RecordDialog[Trashed]):
    """回收站: issues, pages and articles that were deleted, the newest first, each to be restored by itself."""

    def __init__(self, parent: QWidget, filing: Filing) -> None:
        super().__init__(parent, widths=(76, 0, 150))
        self._filing = filing
        self.setWindowTitle(self.tr("回收站"))
        self.table.setHorizontalHeaderLabels([self.tr("是"), self.tr("名称"), self.tr("删除时间")])
        self.table.setAccessibleName(self.windowTitle())
        self.empty.setText(self.tr("回收站是空的。"))
        self.do_button.setText(self.tr("还原"))
        self.load()

    def load(self) -> None:
        self.fill([(item, (*self._words(item), local(item.at))) for item in self._filing.trash().items])

    def _words(self, item: Trashed) -> tuple[str, str]:
        issue = f"{item.key.paper} {wording.issue_date(item.key)}"
        if isinstance(item, TrashedIssue):
            return self.tr("一期"), issue
        if isinstance(item, TrashedArticle):
            return self.tr("稿件"), f"{' '.join(item.title.split())}（{issue}）"
        named = f" {item.name}" if item.name else ""
        return self.tr("一版"), f"{issue} {printed_labels([item.label])}{named}"


def _changed(erratum: Erratum) -> str:
    """`座满 → 坐满`, shortened."""
    before, after = (
        " ".join(" ".join(map(block_text, part)).split())[:_LONGEST] for part in (erratum.before, erratum.after)
    )
    return f"{before or '∅'} → {after or '∅'}"


def local(at: str) -> str:
    """A moment of the archive (UTC, ISO) in the reader's own time."""
    return dt.datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
