"""The right column: one article, its head scrolling with its body, and the bar that finds words in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QAction, QTextCursor
from PySide6.QtWidgets import QLabel, QMenu, QStackedWidget, QVBoxLayout, QWidget

from archive.errors import DianzibaoError
from archive.model import Article
from archive.personal import Mark, Quote
from indexer.request import Span
from reader.converting import Script, article_in, converter, texts_of
from reader.library import Library
from reader.navigation import citation
from reader.quoting import locate
from reader.relations import Reading
from reader.rendering.text import render_text
from reader.searching import Finder
from ui.desktop import wording_marks, wording_relations
from ui.desktop.jobs import Jobs
from ui.desktop.pictures import size_of
from ui.desktop.theme import Scheme
from ui.desktop.views.article_browser import ArticleBrowser
from ui.desktop.views.article_head import ArticleHead
from ui.desktop.views.article_text import SEAM, Setting, Typography, column_width, make_document, set_frame
from ui.desktop.views.find_bar import FindBar
from ui.desktop.views.hit_bar import HitBar
from ui.desktop.views.mark_layer import MarkLayer, painted, selected_quote
from ui.desktop.views.shown_text import ShownText, blocks
from ui.desktop.views.vertical.heading import head_lines, running_head
from ui.desktop.views.vertical.view import VerticalView


class ArticleView(QWidget):
    """`show_reading` lays an article out; `mark` highlights what a query finds in it."""

    size_stepped = Signal(int)
    end_passed = Signal(int)
    """Space at the end (1) or Shift+Space at the beginning (−1)."""
    marked = Signal(object)
    """What finds the words that are highlighted now; None when none are."""
    menu_opening = Signal(QMenu)
    """The context menu of the text; others put in what they can do with the article."""

    def __init__(
        self, library: Library, jobs: Jobs, scheme: Scheme, actions: Mapping[str, QAction], type_: Typography
    ) -> None:
        super().__init__()
        self._library, self._scheme, self._type = library, scheme, type_
        self._reading: Reading | None = None
        self._query = ""
        self._find: Finder | None = None
        self._hits: list[QTextCursor | None] = []
        self._here = -1
        self._part = 0.0
        self._script, self._convert = Script.ORIGINAL, converter(Script.ORIGINAL)
        self.browser = ArticleBrowser(library, jobs, scheme)
        self._bar = HitBar(scheme.mark_current, scheme.accent)
        self.browser.setVerticalScrollBar(self._bar)
        self.head = ArticleHead(scheme, actions)
        self.head.setParent(self.browser.viewport())
        self.quiet = QLabel()
        self.quiet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.quiet.setProperty("role", "muted")
        self.quiet.setWordWrap(True)
        self._marks: Sequence[Mark] = ()
        self.browser.tip_at = lambda position: found.text if (found := self.layer.at(position)) else ""
        self.layer = MarkLayer(scheme)
        self._text = ShownText(self.browser.document())
        self.find_bar = FindBar(scheme)
        self.find_bar.hide()
        self.vertical = VerticalView(self.browser, scheme)
        self._is_vertical = False
        self._spoken: QTextCursor | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.browser)
        self._stack.addWidget(self.vertical)
        self._stack.addWidget(self.quiet)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.find_bar)
        self.setMinimumWidth(340)
        self._connect()

    def _connect(self) -> None:
        self.browser.size_stepped.connect(self.size_stepped)
        self.browser.end_passed.connect(self.end_passed)
        self.browser.menu_opening.connect(self.menu_opening)
        self.browser.resized.connect(self._fit)
        self.browser.verticalScrollBar().valueChanged.connect(self._follow)
        self.browser.about_to_resize.connect(self._note_part)
        self.find_bar.typed.connect(self.mark)
        self.find_bar.stepped.connect(self.step_hit)
        self.find_bar.closed.connect(self._close_find)

    # ── showing ────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_reading(self, reading: Reading | None, sentence: str = "") -> None:
        """Lay the article out, whole, from its top or from the part that was opened; without one, say the sentence."""
        self._reading = reading
        self._hits, self._here = [], -1
        if self._reading is None:
            self.quiet.setText(sentence)
            self._stack.setCurrentWidget(self.quiet)
            return
        self._stack.setCurrentWidget(self.text)
        self._marks = ()
        self.head.show_marks("")
        article = self._reading.article
        self._convert = converter(self._script, texts_of(article.content))
        self.head.show_article(self._reading, dt.datetime.now().astimezone().date(), self._convert)
        self._build()
        self.browser.verticalScrollBar().setValue(0)
        self._part = 0.0
        self._go_to_part(article.id)
        self.browser.setAccessibleName(" ".join(self.head.text(self.head.title).split()))
        self._mark(go=not self.find_bar.isVisible())

    @property
    def part(self) -> float:
        """How far down one is: 0 at the top, 1 at the end, also where all of it can be seen."""
        if self._is_vertical:
            return self.vertical.part
        bar = self.browser.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 1.0

    def go_to(self, part: float) -> None:
        """Scroll to this part of the length."""
        bar = self.browser.verticalScrollBar()
        bar.setValue(round(part * bar.maximum()))
        self._note_part()
        self.vertical.go_to(part)

    @property
    def text(self) -> QWidget:
        """What shows the article: `browser`, or `vertical`."""
        return self.vertical if self._is_vertical else self.browser

    def set_vertical(self, *, on: bool) -> None:
        """Set from top to bottom, or from left to right again; the place is kept."""
        if on == self._is_vertical:
            return
        here = self.vertical.place if self._is_vertical else self.browser.place_seen()
        focused = self.text.hasFocus()
        self._is_vertical = on
        if self._reading is None:
            return
        self._stack.setCurrentWidget(self.text)
        self._show_vertical()
        cursor = QTextCursor(self.browser.document())
        cursor.setPosition(here)
        if here:
            self._go_to(cursor)
        if focused:
            self.text.setFocus()

    def _show_vertical(self) -> None:
        if self._reading and self._is_vertical:
            setting = self._setting()
            running = running_head(self._reading.article, self.head.marks.text())
            head = head_lines(self.head, self._find, setting, self._scheme)
            self.vertical.show_text(head, running, setting, self._type.measure)

    def _go_to(self, cursor: QTextCursor) -> None:
        self.browser.show_cursor(cursor)
        if self._is_vertical:
            self.vertical.show_place(cursor.selectionStart())

    def place_of(self, cursor: QTextCursor) -> QRect:
        """Where the beginning of a selection stands in this view; empty when it is not shown."""
        place = QTextCursor(cursor)
        place.setPosition(cursor.selectionStart())
        if self._is_vertical:
            box = self.vertical.rect_of(place.position())
            return QRect(self.vertical.mapTo(self, box.topLeft()), box.size())
        box = self.browser.cursorRect(place)
        box.setWidth(self._type.em)
        return QRect(self.browser.viewport().mapTo(self, box.topLeft()), box.size())

    def set_type(self, type_: Typography) -> None:
        if type_ == self._type:
            return
        self._type = type_
        self._set_anew()

    def set_touch(self, *, on: bool) -> None:
        """Buttons of the head big enough for fingers."""
        self.head.set_touch(on=on)
        self._set_anew()

    def set_script(self, script: Script) -> None:
        """Show this article and those that follow in other characters; the place is kept."""
        if script is self._script:
            return
        self._script = script
        if self._reading:
            self._convert = converter(script, texts_of(self._reading.article.content))
            self.head.show_article(self._reading, dt.datetime.now().astimezone().date(), self._convert)
            self._set_anew()

    def _set_anew(self) -> None:
        if self._reading:
            self._note_part()
            bar, part = self.browser.verticalScrollBar(), self._part
            here = self.vertical.place if self.vertical.number else 0
            self._build()
            bar.setValue(round(part * bar.maximum()))
            self._mark(go=False)
            if self._is_vertical and here:
                self.vertical.show_place(here)

    def _build(self) -> None:
        assert self._reading is not None
        self.head.set_size(self._type.em)
        setting = self._setting()
        sizes = self._picture_sizes()
        content = self._reading.article.content
        seams = {seam.block: wording_relations.seam(seam) for seam in self._reading.seams}
        document = make_document(
            content, setting, self._scheme, sizes, self.browser, seams=seams, convert=self._convert
        )
        self._spoken = None
        self.browser.show_document(document, setting.width)
        self._text = ShownText(document)
        self.layer.place(self._text, self._marks)
        self._show_vertical()
        self._follow()

    def _setting(self) -> Setting:
        room = self.browser.viewport().width()
        em = self._type.em
        width = column_width(room, em, self._type.measure)
        side = (room - width) / 2
        height = self.head.fit(width)
        self.head.move(round(side), self.head.y())
        return Setting(em, side, height + em * 0.6, width, self._type.line, self._type.family, self._type.pinyin)

    def _fit(self) -> None:
        """The column became wider or narrower: move the margins; pictures have to be measured anew."""
        if self._reading is None:
            return
        bar = self.browser.verticalScrollBar()
        part = self._part
        if self._reading.article.content.pictures():
            self._build()
            self._mark(go=False)
        else:
            set_frame(self.browser.document(), self._setting())
        bar.setValue(round(part * bar.maximum()))
        self._follow()

    def _follow(self) -> None:
        self.head.move(self.head.x(), -self.browser.verticalScrollBar().value())

    def _note_part(self) -> None:
        """Remember how far down one is, so that a change of width or size keeps the place."""
        bar = self.browser.verticalScrollBar()
        self._part = min(1.0, bar.value() / bar.maximum()) if bar.maximum() else 0.0

    def _go_to_part(self, article: int) -> None:
        """Scroll to where a later part begins; the first stays at the top."""
        assert self._reading is not None
        number = next((seam.block for seam in self._reading.seams if seam.part == article), None)
        for block in blocks(self.browser.document()) if number is not None else ():
            if block.blockFormat().hasProperty(SEAM) and block.blockFormat().intProperty(SEAM) == number:
                self._go_to(QTextCursor(block))
                self._note_part()

    def _picture_sizes(self) -> dict[str, tuple[int, int]]:
        sizes = {}
        for sha in self._reading.article.content.pictures() if self._reading else ():
            try:
                size = size_of(self._library.original(sha))
            except DianzibaoError:
                continue
            if size[0] and size[1]:
                sizes[sha] = size
        return sizes

    # ── marks ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def show_marks(self, marks: Sequence[Mark]) -> None:
        """The reader's marks of this article: highlights in its text, the others below its head."""
        self._marks = marks
        self.layer.place(self._text, marks)
        words = wording_marks.of_article(marks, self.layer.lost)
        if words != self.head.marks.text():  # the head has another height
            self.head.show_marks(words)
            self._fit()
            self._show_vertical()
        self._paint_hits()

    def go_to_mark(self, mark_id: str) -> None:
        cursor = self.layer.cursor_of(mark_id)
        if cursor is not None:
            self._go_to(cursor)

    def go_to_quote(self, quote: Quote) -> None:
        """Show these words and select them, where they are still there."""
        where = locate(self._text.original, quote)
        if where is not None:
            cursor = self._text.cursor(*where)
            self._go_to(cursor)
            self.browser.setTextCursor(cursor)

    def mark_here(self) -> Mark | None:
        """The highlight in which the text cursor stands or the selection begins."""
        cursor = self.browser.textCursor()
        return self.layer.at(cursor.selectionStart())

    def asked_about(self) -> QTextCursor:
        """What is selected, else the character after the text cursor."""
        cursor = self.browser.textCursor()
        if not cursor.hasSelection():
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def selected_quote(self) -> Quote | None:
        return selected_quote(self._text, self.browser.textCursor()) if self._reading else None

    # ── finding ────────────────────────────────────────────────────────────────────────────────────────────────────

    def open_find(self) -> None:
        selected = self.browser.textCursor().selectedText()
        self.find_bar.open(selected or self._query)

    def _close_find(self) -> None:
        self.find_bar.hide()
        self.mark("")
        self.text.setFocus()

    @property
    def query(self) -> str:
        return self._query

    @property
    def hit_count(self) -> int:
        return len(self._hits)

    def mark(self, query: str, find: Finder | None = None, *, go: bool = True) -> None:
        """Highlight all that the query finds and go to the first; an empty query takes the marks away.

        `find`: what finds its words, where a search already said how it is meant.
        """
        self._query = query.strip()
        self._find = (find or self._library.finder(self._query)) if self._query else None
        self._mark(go=go)
        self.marked.emit(self._find)

    def _mark(self, *, go: bool) -> None:
        self._hits, self._here = [], -1
        if self._reading is not None:
            in_head = self.head.mark(self._find)
            if self._is_vertical:
                self.vertical.set_head(head_lines(self.head, self._find, self._setting(), self._scheme))
            self._hits = [None] * min(in_head, 1)
            if self._find:
                self._hits += self._text.find(self._find)
            if go and self._hits:
                self.step_hit(1)
        self._paint_hits()

    def step_hit(self, step: int) -> None:
        """Go to the next (1) or previous (−1) marked place, round at the ends."""
        if not self._hits:
            return
        self._here = (self._here + step) % len(self._hits) if self._here >= 0 else (0 if step > 0 else -1)
        self._here %= len(self._hits)
        cursor = self._hits[self._here]
        if cursor is None:
            self.browser.verticalScrollBar().setValue(0)
            self.vertical.show_place(0)
        else:
            self._go_to(cursor)
        self._paint_hits()

    def _paint_hits(self) -> None:
        selections = self.layer.selections()
        if self._spoken is not None:
            selections.append(painted(self._spoken, self._scheme.selection))
        for number, cursor in enumerate(self._hits):
            if cursor is None:
                continue
            ground = self._scheme.mark_current if number == self._here else self._scheme.mark
            selections.append(painted(cursor, ground, self._scheme.mark_text))
        self.browser.setExtraSelections(selections)
        self.vertical.update()
        self._bar.show_hits([self.browser.part_of(cursor) for cursor in self._hits], self._here)
        self.find_bar.show_count(self._here + 1 if self._hits else 0, len(self._hits), asked=bool(self._query))

    # ── reading aloud ──────────────────────────────────────────────────────────────────────────────────────────────

    def add_bar(self, bar: QWidget) -> None:
        """Below the text."""
        self._column.addWidget(bar)

    def paragraphs(self) -> list[tuple[int, str]]:
        """The body as it was printed: where each paragraph begins in the whole text, and its words."""
        return list(self._text.paragraphs())

    def place_read(self) -> int:
        """Where the text cursor stands in the printed text."""
        return self._text.span(self.browser.textCursor())[0]

    def show_spoken(self, span: Span | None) -> None:
        """Mark what is read aloud, by its place in the printed text, and keep it in sight; None for nothing."""
        self._spoken = self._text.cursor(*span) if span else None
        if self._spoken is not None:
            self.browser.reveal(self._spoken)
            if self._is_vertical:
                self.vertical.show_place(self._spoken.selectionStart())
        self._paint_hits()

    # ── copying ────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def reading(self) -> Reading | None:
        """What is shown."""
        return self._reading

    @property
    def article(self) -> Article | None:
        """The one that is shown, whole, as it is kept."""
        return self._reading.article if self._reading else None

    @property
    def as_shown(self) -> Article | None:
        """The article in the characters in which it is shown."""
        return article_in(self._reading.article, self._script) if self._reading else None

    def selected_text(self) -> str:
        return self.browser.textCursor().selection().toPlainText().strip()

    def text_with_source(self) -> str:
        """The selection, or the whole article, as it is shown; below it paper, date, page, title as they are kept."""
        if self._reading is None:
            return ""
        article = self._reading.article
        text = self.selected_text() or render_text(self.as_shown or article).strip()
        return f"{text}\n{citation(article.key, article.pages, article.content.title)}\n"
