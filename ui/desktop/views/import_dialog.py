"""The import's progress and then its result: every item named, problems first, conflicts with their answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from archive.shown import shown
from reader.components import has_recognition
from ui.desktop.importing import ImportRun, Item, import_arguments, index_arguments
from ui.desktop.theme import Scheme, serif_font

ORDER = {"failed": 0, "refused": 1, "updated": 2, "added": 3, "same": 4}


class ImportDialog(QDialog):
    """Runs imports one after another; never blocks the window."""

    imported = Signal()
    """Papers may have come in."""
    indexed = Signal()
    """After each run: the index is another."""
    again_wanted = Signal()
    """Import the same once more, with recognition."""
    columns_wanted = Signal()
    """What the columns of the table are shall be said anew."""

    def __init__(self, parent: QWidget, archive: Path, scheme: Scheme) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("导入"))
        self.setModal(False)
        self.resize(820, 540)
        self._archive, self._scheme = archive, scheme
        self._run: ImportRun | None = None
        self._roots: list[str] = []
        self._options: dict[str, Sequence[str]] = {}
        self._items: list[Item] = []
        self.stopped = False
        """The last run did not come to its end."""
        self._rebuilding = False
        self.title, self.step = QLabel(), QLabel()
        self.bar = QProgressBar()
        self.table = QTableWidget(0, 4)
        self.answers = QWidget()
        self.details = QPlainTextEdit()
        self.recognise = QCheckBox(self.tr("识别没有文字的版面图"))
        self.again_button = QPushButton(self.tr("识别并再导入一次"))
        self.columns_line = QLabel()
        self.columns_button = QPushButton(self.tr("更改…"))
        self.cancel_button = QPushButton(self.tr("取消"))
        self.close_button = QPushButton(self.tr("关闭"))
        self._lay_out()

    def _lay_out(self) -> None:
        self.title.setFont(serif_font(22, bold=True))
        self.title.setStyleSheet("font-size: 22px;")
        self.step.setProperty("role", "muted")
        self.step.setTextFormat(Qt.TextFormat.PlainText)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("导入的进度"))
        self.table.setHorizontalHeaderLabels([self.tr("结果"), self.tr("来源"), self.tr("内容"), self.tr("说明")])
        self.table.setAccessibleName(self.tr("导入结果"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(36)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setAlternatingRowColors(True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in ((0, 76), (1, 220), (2, 290)):
            header.resizeSection(place, width)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.details.setReadOnly(True)
        self.details.setMaximumHeight(120)
        self.details.setAccessibleName(self.tr("选中一项的详情"))
        self.details.setPlaceholderText(self.tr("选中一项，看它的详情。"))
        question = QLabel(self.tr("这一期已从别处导入过，怎么办？"))
        answers = QHBoxLayout(self.answers)
        answers.setContentsMargins(0, 0, 0, 0)
        answers.addWidget(question, 1)
        for text, answer in (
            (self.tr("保留原有"), "keep"), (self.tr("用新的替换"), "replace"), (self.tr("两份都留"), "both"),
        ):  # fmt: skip
            button = QPushButton(text)
            button.setObjectName(answer)
            button.clicked.connect(lambda _checked=False, answer=answer: self._answer(answer))
            answers.addWidget(button)
        self.answers.hide()
        self._columns = QWidget()
        columns = QHBoxLayout(self._columns)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.addWidget(self.columns_line, 1)
        columns.addWidget(self.columns_button)
        self.columns_line.setProperty("role", "muted")
        self.columns_line.setTextFormat(Qt.TextFormat.PlainText)
        self.columns_button.clicked.connect(self.columns_wanted)
        self._columns.hide()
        buttons = QHBoxLayout()
        buttons.addWidget(self.recognise)
        buttons.addWidget(self.again_button)
        buttons.addStretch(1)
        self._lay_out_recognition()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.close_button)
        self.cancel_button.clicked.connect(self.cancel)
        self.close_button.clicked.connect(self.close)
        self.table.currentCellChanged.connect(lambda row, *_: self._show_details(row))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        for widget in (self.title, self.step, self.bar):
            column.addWidget(widget)
        column.addWidget(self._columns)
        column.addWidget(self.table, 1)
        column.addWidget(self.answers)
        column.addWidget(self.details)
        column.addLayout(buttons)

    def _lay_out_recognition(self) -> None:
        self.recognise.setToolTip(self.tr("扫描的版面没有文字：识别出来才能检索。较慢，每版几秒到几十秒。"))
        if not has_recognition():
            self.recognise.setEnabled(False)
            self.recognise.setText(self.tr("识别没有文字的版面图（没有安装文字识别组件）"))
            self.recognise.setToolTip(self.tr('要用识别，请先运行 pip install "dianzibao[ocr]"'))
        self.recognise.toggled.connect(self._offer_again)
        self.again_button.clicked.connect(self.again_wanted)
        self.again_button.hide()

    def _offer_again(self) -> None:
        """What came in before the box was ticked can be read once more."""
        missed = bool(self._roots) and "--recognise" not in self._options.get(self._roots[0], ())
        self.again_button.setVisible(self._run is None and self.recognising and missed and not self._rebuilding)

    @property
    def recognising(self) -> bool:
        return self.recognise.isEnabled() and self.recognise.isChecked()

    # ── running ────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def running(self) -> bool:
        return self._run is not None

    def start(self, arguments: Sequence[str], roots: Sequence[str] = (), *, keep: Sequence[Item] = ()) -> None:
        """Import: run the command line with these arguments; `roots` are the paths that the user gave."""
        self._begin(arguments, self.tr("正在导入…"), roots, keep)

    def start_import(self, paths: Sequence[str], options: Sequence[str] = (), *, more: bool = False) -> None:
        """Import the paths; a conflict that is answered later keeps their `options`.

        `more`: they belong to what was imported just now, whose results stay in the list.
        """
        if not more:
            self._options = {}
        self._options |= dict.fromkeys(paths, options)
        roots = [*self._roots, *paths] if more else list(paths)
        arguments = import_arguments(self._archive, paths, options=options)
        self.start(arguments, roots, keep=self._items if more else ())

    def say_columns(self, sentence: str) -> None:
        """By which remembered columns a table is read; empty to say nothing."""
        self.columns_line.setText(sentence)
        self._columns.setVisible(bool(sentence))

    def rebuild_index(self) -> None:
        """Build the search index anew, with the same progress and the same way to stop."""
        self._begin(index_arguments(self._archive, update=False), self.tr("正在重建检索索引…"), (), ())
        self._rebuilding = True

    def _begin(self, arguments: Sequence[str], title: str, roots: Sequence[str], keep: Sequence[Item]) -> None:
        if self._run is not None:
            return
        self._roots = list(roots) or self._roots
        self._items, self.stopped = list(keep), False
        self._rebuilding = False
        self.title.setText(title)
        self.step.setText("")
        self.bar.setRange(0, 0)
        self.bar.show()
        self.answers.hide()
        self.again_button.hide()
        self.cancel_button.setEnabled(True)
        self.cancel_button.show()
        self.close_button.setEnabled(False)
        self._fill()
        self._run = run = ImportRun(arguments, self)
        run.progressed.connect(self._show_progress)
        run.item.connect(self._take)
        run.finished.connect(self._finish)
        run.start()
        self.show()
        self.activateWindow()

    def cancel(self) -> None:
        if self._run:
            self.title.setText(self.tr("正在停下…"))
            self.cancel_button.setEnabled(False)
            self._run.cancel()

    def abandon(self) -> None:
        if self._run:
            self._run.abandon()

    def _show_progress(self, what: str, done: int, total: int) -> None:
        self.step.setText(f"{what}  {done}/{total}" if total else what)
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _take(self, item: Item) -> None:
        self._items.append(item)
        self._add_row(item)

    def _finish(self, sentence: str) -> None:
        cancelled = bool(self._run and self._run.cancelled)
        if self._run:
            self._run.deleteLater()
        self._run = None
        self.stopped = bool(sentence) or cancelled
        self._items.sort(key=lambda item: ORDER.get(item.outcome, 5))
        self.bar.hide()
        self.cancel_button.hide()
        self.close_button.setEnabled(True)
        self.close_button.setFocus()
        problems = sum(item.is_problem for item in self._items)
        if self._rebuilding:
            done = not (sentence or cancelled)
            self.title.setText(self.tr("检索索引已重建") if done else self.tr("检索索引没有重建完，仍用原来的"))
        elif sentence:
            self.title.setText(self.tr("没有导入完"))
        elif cancelled:
            self.title.setText(self.tr("已停下，已经导入的都保留着"))
        elif problems:
            self.title.setText(self.tr("导入完毕，{n} 项有问题").format(n=problems))
        else:
            self.title.setText(self.tr("导入完毕"))
        self.step.setText(sentence or ("" if self._rebuilding else self._counts()))
        self._fill()
        if self._items:
            self.table.setCurrentCell(0, 0)
        self._offer_again()
        if not self._rebuilding:
            self.imported.emit()
        self.indexed.emit()

    def _counts(self) -> str:
        words = self._words()
        parts = []
        for outcome in ORDER:
            number = sum(item.outcome == outcome for item in self._items)
            if number:
                parts.append(f"{words[outcome]} {number}")
        articles = sum(item.articles for item in self._items if not item.is_problem)
        parts.append(self.tr("共 {n} 篇").format(n=articles))
        missing = sum(len(item.missing) for item in self._items)
        if missing:
            parts.append(self.tr("缺 {n} 项").format(n=missing))
        left_out = sum(len(item.left_out) for item in self._items)
        if left_out:
            parts.append(self.tr("没有收进来 {n} 项").format(n=left_out))
        return " · ".join(parts)

    # ── results ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _words(self) -> dict[str, str]:
        return {
            "failed": self.tr("失败"), "refused": self.tr("未导入"), "updated": self.tr("更新"),
            "added": self.tr("新增"), "same": self.tr("已有"),
        }  # fmt: skip

    def _fill(self) -> None:
        self.table.setRowCount(0)
        for item in self._items:
            self._add_row(item)

    def _add_row(self, item: Item) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        content = " ".join(part for part in (item.paper, item.date, item.edition) if part)
        if item.articles or item.pages:
            counts = self.tr("{pages} 版 {articles} 篇") if item.pages else self.tr("{articles} 篇")
            content += " · " + counts.format(pages=item.pages, articles=item.articles)
        cells = (
            self._words().get(item.outcome, item.outcome),
            shown(self._short(item.source)),
            content,
            self._remark(item),
        )
        for column, text in enumerate(cells):
            cell = QTableWidgetItem(text)
            cell.setToolTip(shown(item.source) if column == 1 else text)
            if column == 0 and item.is_problem:
                cell.setForeground(QColor(self._scheme.wrong))
            self.table.setItem(row, column, cell)

    def _remark(self, item: Item) -> str:
        parts = [item.reason] if item.reason else []
        if item.missing:
            parts.append(self.tr("缺 {n} 项").format(n=len(item.missing)))
        if item.left_out:
            parts.append(self.tr("没有收进来 {n} 项").format(n=len(item.left_out)))
        return "；".join(parts)

    def _short(self, source: str) -> str:
        """The source below the folder that the user chose."""
        for root in self._roots:
            folder = str(Path(root).parent)
            if source.startswith(folder):
                return source[len(folder) :].lstrip("/\\") or source
        return source

    def _show_details(self, row: int) -> None:
        item = self._items[row] if 0 <= row < len(self._items) else None
        self.answers.setVisible(bool(item and item.conflict and item.is_problem and self._run is None))
        if item is None:
            self.details.setPlainText("")
            return
        lines = [shown(item.source)]
        if item.reason:
            lines.append(item.reason)
        for title, parts in (
            (self.tr("缺："), item.missing), (self.tr("没有收进来："), item.left_out), (self.tr("说明："), item.notes),
        ):  # fmt: skip
            if parts:
                lines.append(title + "、".join(map(shown, parts)))
        self.details.setPlainText("\n".join(lines))

    def _answer(self, answer: str) -> None:
        """Import the selected source again with the user's answer; the other results stay in the list."""
        row = self.table.currentRow()
        if self._run is not None or not 0 <= row < len(self._items):
            return
        item = self._items[row]
        source = item.source
        if not Path(source).exists():
            source = next((root for root in self._roots if item.source.startswith(root)), source)
        kept = [other for other in self._items if other is not item]
        options = self._options.get(source, ())
        self.start(import_arguments(self._archive, [source], answer, options), self._roots, keep=kept)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._run is not None:
            event.ignore()
        else:
            super().closeEvent(event)

    def reject(self) -> None:
        if self._run is None:
            super().reject()
