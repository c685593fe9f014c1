"""What a search says of itself: how many hits, how the words were understood, what took how much away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from archive.wording import _
from indexer.request import Explanation
from reader.searching import SearchPage
from ui.desktop import wording_search


class SearchTold(QWidget):
    """`say` one sentence, or `show_page` an answer; the explanation is asked for when it is unfolded."""

    details_wanted = Signal()
    narrowing = Signal(bool)
    """The lists to narrow by are unfolded, or folded."""

    def __init__(self) -> None:
        super().__init__()
        self.summary = _label("section")
        self.understood, self.remarks = _label("section"), _label("remark")
        self.notice, self.explained = _label("notice"), _label("section")
        self.notice.setText(self.tr("没有一篇含有全部文字，以下是最接近的。"))
        self.explained.setAccessibleName(self.tr("检索详情"))
        self.explained.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.narrow = _fold(self.tr("缩小范围"), self.tr("按报纸、年月、版名、版次、作者缩小范围，各有多少篇"))
        self.details = _fold(self.tr("详情"), self.tr("每个词有多少篇，每个条件去掉多少篇"))
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(self.summary, 1)
        row.addWidget(self.narrow)
        row.addWidget(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 2, 8, 4)
        column.setSpacing(3)
        column.addLayout(row)
        for label in (self.notice, self.understood, self.remarks, self.explained):
            column.addWidget(label)
        self.narrow.toggled.connect(self.narrowing)
        self.details.toggled.connect(self._unfold)
        self.say("")

    @property
    def unfolded(self) -> bool:
        return self.details.isChecked()

    def say(self, sentence: str) -> None:
        """Nothing was found out."""
        self.summary.setText(sentence)
        self._show_parts(found=False)
        for label in (self.notice, self.understood, self.remarks, self.explained):
            label.hide()

    def say_busy(self) -> None:
        """The search takes a while; the last answer still stands."""
        self.summary.setText(self.tr("正在检索…"))

    def show_page(self, page: SearchPage) -> None:
        found = self.tr("找到 {n} 篇，用时 {ms} 毫秒").format(n=f"{page.total:,}", ms=round(page.took_ms))
        nearest = self.tr("最接近的 {n} 篇，用时 {ms} 毫秒").format(n=f"{page.total:,}", ms=round(page.took_ms))
        self.summary.setText((nearest if page.partial else found) if page.total else self.tr("没有找到"))
        self._show_parts(found=bool(page.total))
        self.details.show()
        self.notice.setVisible(page.partial)
        _fill(
            self.understood,
            [self.tr("这样理解：{told}").format(told=_("；").join(page.told))] if page.told else [],
        )
        _fill(self.remarks, list(page.remarks))
        if not self.unfolded:
            self.explained.clear()

    def heard(self, page: SearchPage) -> str:
        """The answer in a sentence for those who hear it."""
        found = self.tr("找到 {n} 篇") if not page.partial else self.tr("没有一篇含有全部文字，最接近的有 {n} 篇")
        return found.format(n=f"{page.total:,}")

    def show_explanation(self, explanation: Explanation | None) -> None:
        _fill(self.explained, wording_search.explanation(explanation) if explanation else [])
        self.explained.setVisible(self.unfolded and explanation is not None)

    def _show_parts(self, *, found: bool) -> None:
        self.narrow.setVisible(found)
        self.details.setVisible(found)
        self.setVisible(bool(self.summary.text()))

    def _unfold(self, on: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.explained.setVisible(on and bool(self.explained.text()))
        if on:
            self.details_wanted.emit()


def _fill(label: QLabel, lines: Sequence[str]) -> None:
    label.setText("\n".join(lines))
    label.setVisible(bool(lines))


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _fold(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setCheckable(True)
    button.setProperty("small", True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
