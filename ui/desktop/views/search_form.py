"""The search for people who do not write operators: fields in step with the box of the words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QWidget

from indexer.query.form import Form, NearWords, read, write
from indexer.query.nodes import Scope
from ui.desktop.views.flow import FlowLayout

DISTANCES = (0, 5, 10, 20)
"""Characters between two words that stand near each other."""


class SearchForm(QWidget):
    """`show_text` fills the fields from what was typed; `edited` says how the fields are typed."""

    edited = Signal(str)
    entered = Signal()
    """Enter in a field, or a box was ticked."""

    def __init__(self) -> None:
        super().__init__()
        self._written = ""
        self.all_words, self.phrase, self.any_words, self.none_words = (QLineEdit() for _ in range(4))
        self.title_words, self.author, self.near_left, self.near_right = (QLineEdit() for _ in range(4))
        self.scope = QComboBox()
        self.front, self.lead = QCheckBox(self.tr("头版")), QCheckBox(self.tr("头条"))
        self.pictures = QCheckBox(self.tr("有图"))
        self.beyond = QLabel(self.tr("检索框里的写法比这张表能表示的多，请在检索框里改。"))
        self.beyond.setProperty("role", "remark")
        self.beyond.setWordWrap(True)
        self.beyond.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for distance in DISTANCES:
            self._show_how(Scope.CHARACTERS, distance)
        self.scope.addItem(self.tr("同一句"), _how(Scope.SENTENCE, 0))
        self.scope.addItem(self.tr("同一段"), _how(Scope.PARAGRAPH, 0))
        self._show_how(Scope.CHARACTERS, DISTANCES[1])
        self.scope.setAccessibleName(self.tr("相近到什么程度"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        rows = (
            ((self.all_words, self.tr("都要有")), (self.phrase, self.tr("一字不差"))),
            ((self.any_words, self.tr("有其一")), (self.none_words, self.tr("不要有"))),
            ((self.title_words, self.tr("标题里")), (self.author, self.tr("作者"))),
        )
        for line, pair in enumerate(rows):
            for place, (box, words) in enumerate(pair):
                grid.addWidget(_named(box, words), line, 2 * place)
                grid.addWidget(box, line, 2 * place + 1)
        both = QHBoxLayout()
        both.setSpacing(6)
        both.addWidget(self.near_left, 1)
        both.addWidget(self.near_right, 1)
        both.addWidget(self.scope)
        self.near_right.setAccessibleName(self.tr("相近的另一个词"))
        grid.addWidget(_named(self.near_left, self.tr("相近")), len(rows), 0)
        grid.addLayout(both, len(rows), 1, 1, 3)
        ticks = QWidget()
        flow = FlowLayout(ticks, gap=8, row_gap=4, centred=False)
        for tick in (self.front, self.lead, self.pictures):
            flow.add_group([tick], gap_after=8)
        grid.addWidget(QLabel(self.tr("只查")), len(rows) + 1, 0)
        grid.addWidget(ticks, len(rows) + 1, 1, 1, 3)
        grid.addWidget(self.beyond, len(rows) + 2, 0, 1, 4)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 60)

    def _connect(self) -> None:
        for box in self._boxes():
            box.setMinimumWidth(40)
            box.textEdited.connect(self._write)
            box.returnPressed.connect(self.entered)
        self.scope.activated.connect(self._write)
        for tick in (self.front, self.lead, self.pictures):
            tick.clicked.connect(self._write)
            tick.clicked.connect(self.entered)

    def show_text(self, typed: str) -> None:
        """Say in the fields what was typed; where they cannot, they are closed."""
        if typed == self._written:
            return
        self._written = ""
        form = read(typed)
        self.beyond.setVisible(form is None)
        for field in (*self._boxes(), self.scope, self.front, self.lead, self.pictures):
            field.setEnabled(form is not None)
        self._show(form or Form())

    def _show(self, form: Form) -> None:
        left, right, scope, distance = form.near or ("", "", *self._how())
        texts = (
            form.all_words, form.phrase, form.any_words, form.none_words, form.title_words, form.author, left, right
        )  # fmt: skip
        for box, text in zip(self._boxes(), texts, strict=True):
            box.setText(text)
        self._show_how(scope, distance)
        for tick, on in ((self.front, form.front), (self.lead, form.lead), (self.pictures, form.pictures)):
            tick.setChecked(on)

    def form(self) -> Form:
        """What the fields say."""
        words, phrase, any_words, none_words, title, author, left, right = (box.text() for box in self._boxes())
        near: NearWords | None = (left, right, *self._how()) if left.strip() and right.strip() else None
        ticks = self.front.isChecked(), self.lead.isChecked(), self.pictures.isChecked()
        return Form(words, phrase, any_words, none_words, title, author, near, *ticks)

    def _how(self) -> tuple[Scope, int]:
        """How near the two words are."""
        scope, distance = self.scope.currentData().split()
        return Scope(scope), int(distance)

    def _show_how(self, scope: Scope, distance: int) -> None:
        how = _how(scope, distance)
        if self.scope.findData(how) < 0:
            words = self.tr("隔 {n} 字以内").format(n=distance) if distance else self.tr("紧挨着")
            self.scope.addItem(words, how)
        self.scope.setCurrentIndex(self.scope.findData(how))

    def _write(self) -> None:
        self._written = write(self.form())
        self.edited.emit(self._written)

    def _boxes(self) -> tuple[QLineEdit, ...]:
        """In the order of `Form`, then the two words that are near."""
        return (
            self.all_words, self.phrase, self.any_words, self.none_words, self.title_words, self.author,
            self.near_left, self.near_right,
        )  # fmt: skip


def _how(scope: Scope, distance: int) -> str:
    return f"{scope} {distance}"


def _named(box: QLineEdit, words: str) -> QLabel:
    label = QLabel(words)
    label.setBuddy(box)
    box.setAccessibleName(words)
    return label
