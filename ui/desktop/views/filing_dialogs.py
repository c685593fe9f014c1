"""Dialogs that ask where something belongs: move, merge two papers, continue another article.

None of them changes anything: `wanted` says what was filled in; the window carries it out and then `accept`s the
dialog, or has it `refuse` in words and stay open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from archive.errors import UnknownItemError, UsageError
from archive.labels import canonical_label, parse_date, printed_labels
from archive.model import ArticleHead, IssueKey, Paper, PaperKind, PartialDate
from reader.library import Library
from ui.desktop import wording

_BETWEEN_LABELS = re.compile(r"[\s,，、;；]+")


class FilingDialog(QDialog):
    """What is meant, a form, a quiet line, the reason why not, and two buttons."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._running = False
        self.about, self.quiet, self.wrong = QLabel(), QLabel(), QLabel()
        self.quiet.setProperty("role", "muted")
        self.wrong.setProperty("role", "wrong")
        for label in (self.about, self.quiet, self.wrong):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.hide()
        self.form = QFormLayout()
        self.form.setSpacing(10)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.do_button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self._submit)
        buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 18, 22, 16)
        self.column.setSpacing(12)
        self.column.addWidget(self.about)
        self.column.addLayout(self.form)
        self.column.addWidget(self.quiet)
        self.column.addWidget(self.wrong)
        self.column.addWidget(buttons)
        self.setMinimumWidth(460)

    def put(self, title: str, about: str, deed: str) -> None:
        """The window's title, what it is about, and the word on the button that does it."""
        self.setWindowTitle(title)
        self.about.setText(about)
        self.about.show()
        self.do_button.setText(deed)

    def value(self) -> object:
        """What was filled in.  `UsageError` for what cannot be meant."""
        raise NotImplementedError

    def remark(self, sentence: str) -> None:
        """What is good to know of the place that is filled in."""
        self.quiet.setText(sentence)
        self.quiet.setVisible(bool(sentence))

    def refuse(self, sentence: str) -> None:
        """It was not done, and why; the dialog stays open."""
        self._set_running(on=False)
        self.wrong.setText(sentence)
        self.wrong.show()

    def reject(self) -> None:
        if not self._running:
            super().reject()

    def _submit(self) -> None:
        try:
            value = self.value()
        except UsageError as error:
            self.refuse(str(error))
            return
        self.wrong.hide()
        self._set_running(on=True)
        self.wanted.emit(value)

    def _set_running(self, *, on: bool) -> None:
        self._running = on
        self.do_button.setEnabled(not on)


class PaperBox(QComboBox):
    """A paper's name: typed freely, completed from the known ones."""

    def __init__(self, papers: Sequence[Paper], current: str) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.addItems([paper.name for paper in papers])
        self.setCurrentText(current)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        self.setAccessibleName(QCoreApplication.translate("filing", "报纸"))

    def chosen(self) -> str:
        """The name as typed.  `UsageError` when there is none."""
        name = self.currentText().strip()
        if not name:
            raise UsageError(QCoreApplication.translate("filing", "要写报纸名"))
        return name


class Destination(msgspec.Struct, frozen=True):
    """Where to: an issue, and in it pages (canonical labels) where a page or articles are moved."""

    key: IssueKey
    pages: tuple[str, ...] = ()


class MoveDialog(FilingDialog):
    """Paper, date, edition and page; what is not changed stays.  Says what is there already."""

    def __init__(self, parent: QWidget, library: Library, papers: Sequence[Paper], about: str, here: Destination,
                 *, whole_issue: bool = False, one_page: bool = False) -> None:  # fmt: skip
        super().__init__(parent)
        self.put(self.tr("移动"), about, self.tr("移动"))
        self._library, self._here, self._one_page = library, here, one_page
        key = here.key
        self.paper = PaperBox([paper for paper in papers if paper.kind is key.kind], key.paper)
        self.date = QLineEdit(str(key.date or ""))
        self.edition = QLineEdit(key.edition)
        self.page = QLineEdit("、".join(here.pages))
        self.date.setPlaceholderText("2025-08-28")
        self.edition.setPlaceholderText(self.tr("一天出几种时才填"))
        self.page.setPlaceholderText(self.tr("如 A06；几版用顿号隔开") if not one_page else self.tr("如 A06"))
        self.form.addRow(self.tr("报纸"), self.paper)
        self.form.addRow(self.tr("日期"), self.date)
        self.form.addRow(self.tr("版次名"), self.edition)
        if not whole_issue:
            self.form.addRow(self.tr("版面"), self.page)
        self.paper.editTextChanged.connect(lambda _text: self._look())
        for line in (self.date, self.edition, self.page):
            line.textChanged.connect(lambda _text: self._look())
        self._look()
        (self.date if whole_issue else self.page).setFocus()
        (self.date if whole_issue else self.page).selectAll()

    def value(self) -> Destination:
        key = self._here.key
        name, date = self.paper.chosen(), read_date(self.date.text(), key.kind)
        pages = read_labels(self.page.text())
        if self._one_page and len(pages) != 1:
            raise UsageError(self.tr("要写一个版面，如 A06"))
        return Destination(IssueKey(key.kind, name, date, self.edition.text().strip()), pages)

    def _look(self) -> None:
        """Say what is at the place that is filled in now."""
        self.wrong.hide()
        try:
            to = self.value()
        except UsageError:
            self.remark("")
        else:
            self.remark(self.tr("现在的位置。") if to == self._here else what_is_there(self._library, to))


class MergeDialog(FilingDialog):
    """Into which of the papers (all of one kind) another of them goes."""

    def __init__(self, parent: QWidget, papers: Sequence[Paper], paper: Paper) -> None:
        super().__init__(parent)
        about = self.tr("《{paper}》和另一份其实是同一份报纸：各期都归到那个名字下，今后导入的也一样。")
        self.put(self.tr("并入另一份报纸"), about.format(paper=paper.name), self.tr("并入"))
        self._paper = paper
        self.into = PaperBox([other for other in papers if other.name != paper.name], "")
        self.form.addRow(self.tr("并入"), self.into)
        self.remark(self.tr("要归过去的：{size}。").format(size=wording.size(paper.issues, paper.kind)))

    def value(self) -> str:
        name = self.into.chosen()
        if name == self._paper.name:
            raise UsageError(self.tr("要写另一份报纸的名字"))
        return name


class LinkDialog(FilingDialog):
    """Which article of the issue another continues."""

    def __init__(self, parent: QWidget, title: str, heads: Sequence[ArticleHead], likely: int | None) -> None:
        super().__init__(parent)
        about = self.tr("《{title}》接在哪一篇后面？读、查、数都算作一篇。").format(title=title)
        self.put(self.tr("接在另一篇后面"), about, self.tr("接上"))
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("标题里的字"))
        self.words.setClearButtonEnabled(True)
        self.words.setAccessibleName(self.words.placeholderText())
        self.list = QListWidget()
        self.list.setObjectName("choice")
        self.list.setAccessibleName(self.tr("本期的稿件"))
        self.list.setMinimumHeight(280)
        for head in heads:
            item = QListWidgetItem(f"{printed_labels(head.pages)}  {' '.join(head.title.split())}".strip())
            item.setData(Qt.ItemDataRole.UserRole, head.id)
            self.list.addItem(item)
            if head.id == likely:
                self.list.setCurrentItem(item)
        self.column.insertWidget(1, self.words)
        self.column.insertWidget(2, self.list, 1)
        self.words.textChanged.connect(self._filter)
        self.list.itemActivated.connect(lambda _item: self._submit())
        self.words.setFocus()

    def value(self) -> int:
        item = self.list.currentItem()
        if self.list.currentRow() < 0 or item.isHidden():
            raise UsageError(self.tr("先选一篇"))
        return int(item.data(Qt.ItemDataRole.UserRole))

    def _filter(self, words: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(words.strip().casefold() not in item.text().casefold())


def read_date(text: str, kind: PaperKind) -> PartialDate | None:
    """A date as a person types it; documents may have none.  `UsageError` for what is no date."""
    if not text.strip() and kind is PaperKind.DOCUMENTS:
        return None
    date = parse_date(text.strip())
    if date is None:
        raise UsageError(QCoreApplication.translate("filing", "日期写成 2025、2025-08 或 2025-08-28"))
    return date


def read_labels(text: str) -> tuple[str, ...]:
    """Pages as a person types them (`A06、A07`), canonical.  `UsageError` for what is no label."""
    parts = [part for part in _BETWEEN_LABELS.split(text) if part]
    try:
        return tuple(dict.fromkeys(canonical_label(part) for part in parts))
    except ValueError as error:
        raise UsageError(QCoreApplication.translate("filing", "版面写成 1、A06 或 第A06版")) from error


def what_is_there(library: Library, to: Destination) -> str:
    """One sentence on what the archive has at a place."""
    translate, key = QCoreApplication.translate, to.key
    try:
        pages, heads = library.pages(key), library.articles(key)
    except UnknownItemError:
        return _others_of_the_day(library, key)
    size = wording.issue_size(len(pages), sum(head.part_of is None for head in heads))
    said = [translate("filing", "那里已有一期：{size}。").format(size=size)]
    for label in to.pages:
        page = next((page for page in pages if page.label == label), None)
        sentence = translate("filing", "第{label}版已有 {n} 篇。") if page else translate("filing", "没有第{label}版。")
        said.append(sentence.format(label=label, n=page.articles if page else 0))
    return "".join(said)


def _others_of_the_day(library: Library, key: IssueKey) -> str:
    issues = library.issues(key.paper)
    editions = [issue.key.edition for issue in issues if (issue.key.kind, issue.key.date) == (key.kind, key.date)]
    if not editions:
        return QCoreApplication.translate("filing", "那里还没有报纸。")
    names = "、".join(edition or QCoreApplication.translate("filing", "（没有版次名的一期）") for edition in editions)
    return QCoreApplication.translate("filing", "那一天已有：{editions}。").format(editions=names)
