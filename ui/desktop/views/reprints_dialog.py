"""转载: who ran an article, when, on which page, under which title; below, two printings side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from archive.labels import printed_labels
from archive.model import Article
from indexer.request import Span
from reader.library import Library
from reader.reprints import Line, Printing, Role, side_by_side
from ui.desktop import wording_reprints
from ui.desktop.jobs import Job, Jobs
from ui.desktop.theme import Scheme, serif_font

Found = tuple[Article, list[Printing]]


class ReprintsDialog(QDialog):
    """`show_article` looks an article's printings up; `article_wanted` opens one in the window."""

    article_wanted = Signal(int)

    def __init__(self, parent: QWidget, library: Library, jobs: Jobs, scheme: Scheme) -> None:
        super().__init__(parent)
        self._library, self._jobs, self._scheme = library, jobs, scheme
        self._opened: Article | None = None
        self._printings: list[Printing] = []
        self._job: Job | None = None
        self.setWindowTitle(self.tr("转载情况"))
        self.setModal(False)
        self.resize(900, 680)
        self.about, self.quiet = QLabel(), QLabel()
        self.about.setFont(serif_font(18, bold=True))
        self.quiet.setProperty("role", "muted")
        for label in (self.about, self.quiet):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.table = QTableWidget(0, 5)
        self._set_up_table()
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.tr("逐段对照"))
        self.text.document().setDocumentMargin(12)
        self.text.document().setDefaultFont(serif_font(16))
        self.open_button = QPushButton(self.tr("打开这一篇"))
        self.open_button.clicked.connect(self._open)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.text)
        split.setStretchFactor(1, 1)
        split.setSizes([190, 420])
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 22, 16)
        column.setSpacing(10)
        for part in (self.about, self.quiet, split):
            column.addWidget(part)
        column.setStretch(2, 1)
        column.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignRight)

    def _set_up_table(self) -> None:
        table = self.table
        table.setHorizontalHeaderLabels(
            [self.tr("日期"), self.tr("报纸"), self.tr("版面"), self.tr("标题"), self.tr("异同")]
        )
        table.setAccessibleName(self.tr("登过这篇稿件的报纸"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(34)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for place, width in enumerate((104, 150, 100, 0, 120)):
            header.resizeSection(place, width)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        table.itemSelectionChanged.connect(self._compare)
        table.itemActivated.connect(lambda _item: self._open())

    def show_article(self, number: int) -> None:
        """Look for the printings of an article, beside the window."""
        library = self._library
        if self._job:
            self._job.cancel()
        self.quiet.setText(self.tr("正在查找…"))
        self.quiet.show()

        def work() -> Found:
            article = library.whole_article(library.article(number))
            first = article.part_of or article.id  # what continues or repeats another is found with it
            return article, library.reprints.of(first)

        self._job = self._jobs.start(work, self._show, self.quiet.setText)

    def _show(self, found: Found) -> None:
        self._job = None
        self._opened, self._printings = found
        self.about.setText(" ".join(self._opened.content.title.split()))
        others = len([one for one in self._printings if one.role is Role.SAME])
        extracts = len([one for one in self._printings if one.role in (Role.EXTRACT, Role.LONGER)])
        words = [
            self.tr("另登 {n} 次").format(n=others) if others else "",
            self.tr("摘登 {n} 处").format(n=extracts) if extracts else "",
        ]
        nothing = self.tr("没有找到转载。刚收的报纸要等检索索引更新以后才比对。")
        self.quiet.setText(self.tr("，").join(filter(None, words)) or nothing)
        self.table.setRowCount(len(self._printings))
        for row, one in enumerate(self._printings):
            head = one.head
            title = " ".join(head.title.split())
            cells = (str(head.key.date or ""), head.key.paper, printed_labels(head.pages), title)
            for column, text in enumerate((*cells, wording_reprints.role(one))):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                if one.role is Role.ITSELF:
                    font = QFont(cell.font())
                    font.setBold(True)
                    cell.setFont(font)
                self.table.setItem(row, column, cell)
        there = bool(self._printings)
        for part in (self.table, self.text, self.open_button):
            part.setVisible(there)
        first = next((row for row, one in enumerate(self._printings) if one.role is not Role.ITSELF), -1)
        if first >= 0:
            self.table.selectRow(first)
            self.table.setFocus()
        else:
            self.text.clear()
            self.setFocus()  # or it would be nowhere

    def _selected(self) -> Printing | None:
        rows = self.table.selectionModel().selectedRows()
        return self._printings[rows[0].row()] if rows and rows[0].row() < len(self._printings) else None

    def _compare(self) -> None:
        """The article that was asked about on the left, the selected printing on the right."""
        one, opened, library = self._selected(), self._opened, self._library
        if one is None or opened is None:
            return
        self.open_button.setEnabled(True)

        def work() -> tuple[Article, list[Line]]:
            other = library.whole_article(library.article(one.head.id))
            return other, side_by_side(opened, other)

        def done(found: tuple[Article, list[Line]]) -> None:
            other, lines = found
            if self._selected() is one:
                self.text.setHtml(page(_named(opened), _named(other), lines, self._scheme))

        self._jobs.start(work, done, self.text.setPlainText)

    def _open(self) -> None:
        if one := self._selected():
            self.article_wanted.emit(one.head.id)


def page(left: str, right: str, lines: Iterable[Line], scheme: Scheme) -> str:
    """Two columns as HTML; all text of articles is escaped."""
    cell = "padding: 5px 10px; line-height: 150%;"
    rows = [
        f'<tr><td width="50%" style="padding: 2px 10px; color: {scheme.muted};">{escape(left)}</td>'
        f'<td width="50%" style="padding: 2px 10px; color: {scheme.muted};">{escape(right)}</td></tr>'
    ]
    for line in lines:
        sides = ((line.left, line.left_spans), (line.right, line.right_spans))
        cells = "".join(f'<td style="{cell}">{_marked(text, spans, scheme)}</td>' for text, spans in sides)
        rows.append(f"<tr>{cells}</tr>")
    return f'<table width="100%" cellspacing="0">{"".join(rows)}</table>'


def _marked(text: str, spans: Sequence[Span], scheme: Scheme) -> str:
    parts, end = [], 0
    style = f"background-color: {scheme.mark}; color: {scheme.mark_text};"
    for start, stop in spans:
        parts += [escape(text[end:start]), f'<span style="{style}">{escape(text[start:stop])}</span>']
        end = stop
    return "".join((*parts, escape(text[end:])))


def _named(article: Article) -> str:
    labels = [label.label for label in article.pages]
    return " ".join(filter(None, (article.key.words, printed_labels(labels) if labels else "")))
