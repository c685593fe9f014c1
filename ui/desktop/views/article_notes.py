"""Below an article's head: how sure its text is, and what belongs together with it.

Other parts, copies and 导读 are buttons that open them; what is only possible can be settled with 是 and 不是.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget

from archive.model import Certainty
from reader.relations import Reading, Relation
from ui.desktop import wording_relations
from ui.desktop.plain import literal
from ui.desktop.views.flow import FlowLayout

_LONGEST = 16
"""Characters of a title in a button."""


class ArticleNotes(QWidget):
    """Takes no room when there is nothing to say."""

    article_wanted = Signal(int)
    settled = Signal(int, int, bool)
    """First and second article, and whether the second continues the first."""
    printed_wanted = Signal(bool)
    """The text as it was before it was corrected, or as it is."""

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self, gap=4, row_gap=4)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
        self.issue_unsure = False

    def show_notes(self, reading: Reading) -> None:
        certainty, relations = reading.article.certainty, reading.relations
        self._flow.clear()
        if self.issue_unsure:
            self._add_badge(wording_relations.issue_unsure(), wording_relations.issue_unsure_explained())
        if certainty is not Certainty.SURE:
            self._add_badge(wording_relations.certainty(certainty), wording_relations.certainty_explained(certainty))
        if reading.corrected:
            self._add_corrected(reading)
        for relation in relations:
            self._add(relation)
        self.setVisible(bool(self._flow.count()))

    def _add(self, relation: Relation) -> None:
        words = wording_relations.relation(relation)
        title = " ".join(relation.title.split())
        if relation.article is None:
            self._add_group(_label(words, "muted"))
            return
        link = _button(words, title)
        link.setObjectName("relation")
        link.clicked.connect(lambda _=False, article=relation.article: self.article_wanted.emit(article))
        group: list[QWidget] = [link]
        if relation.pair is not None:
            link.setText(literal(f"{words}《{_cut(title)}》"))
            for text, linked in ((self.tr("是"), True), (self.tr("不是"), False)):
                tip = self.tr("两篇是一篇，接起来") if linked else self.tr("两篇不相接")
                button = _button(text, tip)
                button.setObjectName("settle")
                first, second = relation.pair
                button.clicked.connect(
                    lambda _=False, first=first, second=second, linked=linked: self.settled.emit(first, second, linked)
                )
                group.append(button)
        self._add_group(*group)

    def _add_corrected(self, reading: Reading) -> None:
        said = self.tr("这是更正前的原文") if reading.printed else self.tr("已更正 {n} 处").format(n=reading.corrected)
        words = self.tr("看更正后的") if reading.printed else self.tr("看原文")
        button = _button(words, said)
        button.setObjectName("printed")
        button.clicked.connect(lambda: self.printed_wanted.emit(not reading.printed))
        self._add_group(_label(f"{said} ·", "muted"), button)

    def _add_badge(self, words: str, explained: str) -> None:
        badge = _label(words, "badge")
        badge.setToolTip(explained)
        badge.setAccessibleDescription(explained)
        self._add_group(badge)

    def _add_group(self, *widgets: QWidget) -> None:
        self._flow.add_group(list(widgets), gap_after=14)
        for widget in widgets:
            widget.show()  # the layout would do so later, and count it as nothing until then


def _cut(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1] + "…"


def _label(words: str, role: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(words: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setToolTip(tip)
    button.setAccessibleName(f"{words}，{tip}" if tip else words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
