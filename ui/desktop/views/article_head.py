"""The article's head: the reading machine's own format, in its order.

电子报阅读机 / today / weekday / 当前报纸名称 / kicker / title / subtitle /
日期 / 字号 / 版面 上一篇 下一篇 / byline, source.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from indexer.query.nodes import Field
from indexer.request import Span
from reader.converting import Shown
from reader.navigation import page_line, short_date
from reader.relations import Reading
from reader.searching import Finder
from ui.desktop import wording
from ui.desktop.theme import Scheme, serif_font
from ui.desktop.views.article_notes import ArticleNotes
from ui.desktop.views.delegates import TOUCH
from ui.desktop.views.flow import FlowLayout, OneLine


class ArticleHead(QWidget):
    """Made once; `show_article` fills it, `mark` shows where searched words stand in it."""

    def __init__(self, scheme: Scheme, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setObjectName("articleHead")
        self._scheme = scheme
        self._texts: dict[QLabel, Shown] = {}
        self.product = _label("product")
        self.today, self.weekday = (_label(role="muted") for _ in range(2))
        self.paper, self.date, self.size_words, self.pages = (_label(role="muted", label=OneLine()) for _ in range(4))
        self.kicker, self.title, self.subtitle = _label("kicker"), _label("title"), _label("subtitle")
        for label in (self.kicker, self.title, self.subtitle):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.pages.setContentsMargins(0, 0, 8, 0)
        self.byline, self.source = _label("byline"), _label("source", role="muted")
        for label in (self.byline, self.source):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.marks = _label("marks", role="muted")
        self.marks.setWordWrap(True)
        self.marks.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.marks.setContentsMargins(0, 10, 0, 0)
        self.marks.hide()
        self.notes = ArticleNotes()
        self.fields = QWidget()
        self._field_grid = QGridLayout(self.fields)
        self._field_grid.setContentsMargins(0, 8, 0, 2)
        self._field_grid.setHorizontalSpacing(16)
        self._field_grid.setVerticalSpacing(3)
        self._field_grid.setColumnStretch(1, 1)
        self._lay_out(actions)

    def _lay_out(self, actions: Mapping[str, QAction]) -> None:
        self._masthead = QWidget()
        masthead = FlowLayout(self._masthead, gap=10, row_gap=2, centred=False, apart=True)
        masthead.setContentsMargins(0, 0, 0, 0)
        masthead.add_group([self.product], gap_after=10)
        masthead.add_group([self.today, self.weekday], gap_after=10)
        masthead.add_group([self.paper])
        sizes = _buttons(actions, ("smaller", "larger", "size_large", "size_medium", "size_small"))
        self._sizes = sizes
        self.set_touch(on=False)
        for button, text in zip(sizes[:2], ("A−", "A+"), strict=True):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setText(text)
        steps = _buttons(actions, ("previous_article", "next_article"))
        self._bar = QWidget()
        flow = FlowLayout(self._bar, gap=2)
        flow.add_group([self.date], gap_after=10)
        flow.add_group([self.size_words, *sizes], gap_after=10)
        flow.add_group([self.pages, *steps])
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 14)
        column.setSpacing(0)
        column.addWidget(self._masthead)
        column.addSpacing(8)
        column.addWidget(_rule(2, self._scheme.text))
        column.addSpacing(2)
        column.addWidget(_rule(1, self._scheme.text))
        column.addSpacing(22)
        column.addWidget(self.kicker)
        column.addWidget(self.title)
        column.addWidget(self.subtitle)
        column.addSpacing(16)
        column.addWidget(_rule(1, self._scheme.line))
        column.addWidget(self._bar)
        column.addWidget(_rule(1, self._scheme.line))
        column.addWidget(self.marks)
        column.addWidget(self.notes)
        column.addSpacing(10)
        column.addWidget(self.byline)
        column.addWidget(self.source)
        column.addWidget(self.fields)

    def set_touch(self, *, on: bool) -> None:
        """Big enough for fingers."""
        for button in self._sizes:
            button.setFixedWidth(TOUCH + 4 if on else 36)

    def show_marks(self, words: str) -> None:
        """What the reader said of the article; empty for nothing."""
        self.marks.setText(words)
        self.marks.setVisible(bool(words))

    def show_article(self, reading: Reading, today: dt.date, convert: Callable[[str], str] = str) -> None:
        """`convert`: in which characters the article's own words are shown."""
        article, content = reading.article, reading.article.content
        self.product.setText(self.tr("电子报阅读机"))
        self.today.setText(today.isoformat())
        self.weekday.setText(wording.weekday(today.weekday()))
        self.paper.setText(self.tr("当前报纸名称:{paper}").format(paper=article.key.paper))
        self.date.setText(self.tr("日期:{date}").format(date=short_date(article.key) or self.tr("无")))
        self.date.setToolTip(wording.issue_date(article.key))
        self.size_words.setText(self.tr("字号:"))
        line = page_line(article.pages)
        self.pages.setText(self.tr("版面:{pages}").format(pages=line) if line else "")
        self.pages.setVisible(bool(line))
        for label, text in (
            (self.kicker, content.kicker), (self.title, content.title), (self.subtitle, content.subtitle),
            (self.byline, content.byline), (self.source, content.source),
        ):  # fmt: skip
            self._texts[label] = Shown(text or "", convert(text or ""))
            label.setText(escape(self._texts[label].text).replace("\n", "<br>"))
            label.setVisible(bool(text))
        self.notes.show_notes(reading)
        self._show_fields({convert(name): convert(value) for name, value in content.fields.items()})

    def set_size(self, em: int) -> None:
        """Fonts in proportion to the body's."""
        length = max((len(line) for line in self.text(self.title).split("\n")), default=0)
        small = max(13, round(em * 0.88)), max(13, round(em * 0.84))
        for label, pixels in (
            (self.kicker, round(em * 1.05)), (self.title, round(em * (1.85 if length <= 24 else 1.6))),
            (self.subtitle, round(em * 1.15)), (self.byline, small[0]), (self.source, small[1]),
        ):  # fmt: skip
            font = serif_font(pixels, bold=label is self.title)
            if label.font() != font:
                label.setFont(font)

    def fit(self, width: int) -> int:
        """Set the head for a column of this width; returns the height that it takes."""
        self._balance(width)
        for part in (self._masthead, self._bar, self.notes, self.fields):
            part.updateGeometry()  # or its remembered height would be that of the article before
        self._column.activate()
        height = self._column.heightForWidth(width)
        self.setFixedSize(width, height)
        return height

    def _balance(self, width: int) -> None:
        """Break kicker, title and subtitle into lines of like length instead of leaving one character over."""
        for label, above in ((self.kicker, 0), (self.title, 8), (self.subtitle, 8)):
            metrics = QFontMetrics(label.font())
            needed = 0.0
            for line in self.text(label).split("\n"):
                length = metrics.horizontalAdvance(line)
                rows = max(1, ceil(length / (width - 2)))
                needed = max(needed, length / rows + (metrics.height() * 0.8 if rows > 1 else 2))
            side = max(0, round((width - needed) / 2))
            label.setContentsMargins(side, above, side, 4)

    def mark(self, find: Finder | None) -> int:
        """Mark what `find` finds in kicker, title, subtitle and byline; returns how many places."""
        count = 0
        for label, text in self._texts.items():
            spans = self.found(label, find)
            count += len(spans)
            label.setText(_marked(text.text, spans, self._scheme))
        return count

    def found(self, label: QLabel, find: Finder | None) -> tuple[Span, ...]:
        """What `find` finds in the text of one of them."""
        text = self._texts.get(label)
        return text.find(find, _FIELDS.get(label.objectName())) if find and text and text.text else ()

    def text(self, label: QLabel) -> str:
        """What stands in kicker, title, subtitle, byline or source, without markup."""
        return self._texts[label].text if label in self._texts else ""

    def _show_fields(self, fields: Mapping[str, str]) -> None:
        while item := self._field_grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for row, (name, value) in enumerate(fields.items()):
            key, text = QLabel(name), QLabel(value)
            for label in (key, text):
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setProperty("role", "muted")
                label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            text.setWordWrap(True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._field_grid.addWidget(key, row, 0)
            self._field_grid.addWidget(text, row, 1)
            for label in (key, text):
                label.show()  # the layout would do so later, and count them as nothing until then
        self.fields.setVisible(bool(fields))


def _marked(text: str, spans: Sequence[tuple[int, int]], scheme: Scheme) -> str:
    parts, done = [], 0
    for start, end in spans:
        parts.append(escape(text[done:start]))
        style = f"background-color:{scheme.mark};color:{scheme.mark_text}"
        parts.append(f'<span style="{style}">{escape(text[start:end])}</span>')
        done = end
    parts.append(escape(text[done:]))
    return "".join(parts).replace("\n", "<br>")


def _label(name: str = "", role: str = "", label: QLabel | None = None) -> QLabel:
    label = label or QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.RichText if name in _RICH else Qt.TextFormat.PlainText)
    return label


def _buttons(actions: Mapping[str, QAction], names: Sequence[str]) -> list[QToolButton]:
    result = []
    for name in names:
        button = QToolButton()
        button.setDefaultAction(actions[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setAccessibleName(actions[name].text())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        result.append(button)
    return result


def _rule(height: int, colour: str) -> QFrame:
    line = QFrame()
    line.setFixedHeight(height)
    line.setStyleSheet(f"background: {colour}; border: none;")
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return line


_FIELDS = {field.value: field for field in Field}
"""What a search calls the labels, by their names."""
_RICH = frozenset(("kicker", "title", "subtitle", "byline", "source"))
