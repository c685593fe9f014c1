"""The right column: one article, its head scrolling with its body, and the bar that finds words in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import cast

from PySide6.QtCore import QByteArray, QEvent, QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QMenu,
    QStackedWidget,
    QTextBrowser,
    QTextEdit,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from archive.errors import DianzibaoError
from archive.model import Article
from archive.personal import Mark, Quote
from indexer.query.nodes import Field
from reader.library import Library
from reader.navigation import citation
from reader.relations import Reading
from reader.rendering.text import render_text
from reader.searching import Finder
from ui.desktop import wording_marks, wording_relations
from ui.desktop.jobs import Jobs
from ui.desktop.pictures import drawn, size_of
from ui.desktop.theme import Scheme
from ui.desktop.views.article_head import ArticleHead
from ui.desktop.views.article_text import SCHEME, SEAM, Setting, Typography, column_width, make_document, set_frame
from ui.desktop.views.delegates import utf16
from ui.desktop.views.find_bar import FindBar
from ui.desktop.views.mark_layer import MarkLayer, selected_quote
from ui.desktop.views.row_menus import open_menu


class ArticleView(QWidget):
    """`show_article` lays an article out; `mark` highlights what a query finds in it."""

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
        self.browser = ArticleBrowser(library, jobs)
        self.head = ArticleHead(scheme, actions)
        self.head.setParent(self.browser.viewport())
        self.quiet = QLabel()
        self.quiet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.quiet.setProperty("role", "muted")
        self.quiet.setWordWrap(True)
        self._marks: Sequence[Mark] = ()
        self.browser.tip_at = lambda position: found.text if (found := self.layer.at(position)) else ""
        self.layer = MarkLayer(scheme)
        self.find_bar = FindBar(scheme)
        self.find_bar.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.browser)
        self._stack.addWidget(self.quiet)
        column = QVBoxLayout(self)
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

    def show_article(self, article: Article | None, sentence: str = "") -> None:
        """Lay the article out, whole, from its top or from the part that was opened; without one, say the sentence."""
        self._reading = self._library.reading(article) if article else None
        self._hits, self._here = [], -1
        if self._reading is None:
            self.quiet.setText(sentence)
            self._stack.setCurrentWidget(self.quiet)
            return
        self._stack.setCurrentWidget(self.browser)
        self._marks = ()
        self.head.show_marks("")
        article = self._reading.article
        self.head.show_article(self._reading, dt.datetime.now().astimezone().date())
        self._build()
        self.browser.verticalScrollBar().setValue(0)
        self._part = 0.0
        self._go_to_part(article.id)
        self.browser.setAccessibleName(" ".join(article.content.title.split()))
        self._mark(go=not self.find_bar.isVisible())

    def set_type(self, type_: Typography) -> None:
        if type_ == self._type:
            return
        self._type = type_
        if self._reading:
            self._note_part()
            bar, part = self.browser.verticalScrollBar(), self._part
            self._build()
            bar.setValue(round(part * bar.maximum()))
            self._mark(go=False)

    def _build(self) -> None:
        assert self._reading is not None
        self.head.set_size(self._type.em)
        setting = self._setting()
        sizes = self._picture_sizes()
        content = self._reading.article.content
        seams = {seam.block: wording_relations.seam(seam) for seam in self._reading.seams}
        document = make_document(content, setting, self._scheme, sizes, self.browser, seams=seams)
        self.browser.show_document(document, setting.width)
        self.layer.place(document, self._marks)
        self._follow()

    def _setting(self) -> Setting:
        room = self.browser.viewport().width()
        em = self._type.em
        width = column_width(room, em, self._type.measure)
        side = (room - width) / 2
        height = self.head.fit(width)
        self.head.move(round(side), self.head.y())
        return Setting(em, side, height + em * 0.6, width, self._type.line, self._type.family)

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
        for block in _blocks(self.browser.document()) if number is not None else ():
            if block.blockFormat().hasProperty(SEAM) and block.blockFormat().intProperty(SEAM) == number:
                self.browser.show_cursor(QTextCursor(block))
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
        self.layer.place(self.browser.document(), marks)
        words = wording_marks.of_article(marks, self.layer.lost)
        if words != self.head.marks.text():  # the head has another height
            self.head.show_marks(words)
            self._fit()
        self._paint_hits()

    def go_to_mark(self, mark_id: str) -> None:
        cursor = self.layer.cursor_of(mark_id)
        if cursor is not None:
            self.browser.show_cursor(cursor)

    def mark_here(self) -> Mark | None:
        """The highlight in which the text cursor stands or the selection begins."""
        cursor = self.browser.textCursor()
        return self.layer.at(cursor.selectionStart())

    def selected_quote(self) -> Quote | None:
        return selected_quote(self.browser.textCursor()) if self._reading else None

    # ── finding ────────────────────────────────────────────────────────────────────────────────────────────────────

    def open_find(self) -> None:
        selected = self.browser.textCursor().selectedText()
        self.find_bar.open(selected or self._query)

    def _close_find(self) -> None:
        self.find_bar.hide()
        self.mark("")
        self.browser.setFocus()

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
            self._hits = [None] * min(in_head, 1)
            if self._find:
                self._hits += self._body_hits(self._find)
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
        else:
            self.browser.show_cursor(cursor)
        self._paint_hits()

    def _body_hits(self, find: Finder) -> list[QTextCursor | None]:
        hits: list[QTextCursor | None] = []
        document = self.browser.document()
        for block in _blocks(document):
            if block.blockFormat().hasProperty(SEAM):
                continue
            text = block.text()
            for start, end in find(text, Field.BODY):
                cursor = QTextCursor(document)
                cursor.setPosition(block.position() + utf16(text[:start]))
                cursor.setPosition(block.position() + utf16(text[:end]), QTextCursor.MoveMode.KeepAnchor)
                hits.append(cursor)
        return hits

    def _paint_hits(self) -> None:
        selections = self.layer.selections()
        for number, cursor in enumerate(self._hits):
            if cursor is None:
                continue
            selection = QTextEdit.ExtraSelection()
            style = QTextCharFormat()
            here = number == self._here
            style.setBackground(QColor(self._scheme.mark_current if here else self._scheme.mark))
            style.setForeground(QColor(self._scheme.mark_text))
            selection.format = style
            selection.cursor = cursor
            selections.append(selection)
        self.browser.setExtraSelections(selections)
        self.find_bar.show_count(self._here + 1 if self._hits else 0, len(self._hits), asked=bool(self._query))

    # ── copying ────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def article(self) -> Article | None:
        """As it is shown: whole."""
        return self._reading.article if self._reading else None

    def selected_text(self) -> str:
        return self.browser.textCursor().selection().toPlainText().strip()

    def text_with_source(self) -> str:
        """The selection, or the whole article, with paper, date and page below."""
        if self._reading is None:
            return ""
        article = self._reading.article
        text = self.selected_text() or render_text(article).strip()
        return f"{text}\n{citation(article.key, article.pages, article.content.title)}\n"


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


class ArticleBrowser(QTextBrowser):
    """Shows the document and loads nothing but the archive's own pictures."""

    size_stepped = Signal(int)
    end_passed = Signal(int)
    menu_opening = Signal(QMenu)
    about_to_resize = Signal()
    resized = Signal()

    def __init__(self, library: Library, jobs: Jobs) -> None:
        super().__init__()
        self._library, self._jobs = library, jobs
        self._width = 720.0
        self._asked: set[str] = set()
        self._shown: QTextDocument | None = None
        self.tip_at: Callable[[int], str] = lambda _position: ""
        self.lifted: Callable[[QMimeData], QMimeData] = lambda data: data
        """Makes what is dragged or copied out of the text."""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_document(self, document: QTextDocument, width: float) -> None:
        old, self._shown = self._shown, document
        self._asked, self._width = set(), width
        self.setDocument(document)
        if old is not None:
            old.deleteLater()

    def show_cursor(self, cursor: QTextCursor) -> None:
        """Scroll so that the place stands in the upper third."""
        plain = QTextCursor(cursor)
        plain.setPosition(cursor.selectionStart())
        self.setTextCursor(plain)
        bar = self.verticalScrollBar()
        top = self.cursorRect(plain).top() + bar.value()
        bar.setValue(max(0, top - self.viewport().height() // 3))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        url = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or url.scheme() != SCHEME:
            return QByteArray()
        sha = url.path()
        if sha not in self._asked:
            self._asked.add(sha)
            library, width = self._library, round(self._width * self.devicePixelRatioF())
            document = self.document()

            def done(image: QImage) -> None:
                if document is self.document():
                    document.addResource(QTextDocument.ResourceType.ImageResource.value, url, image)
                    self.viewport().update()

            self._jobs.start(lambda: drawn(library.pictures, sha, width), done, lambda _sentence: None, priority=1)
        blank = QImage(1, 1, QImage.Format.Format_ARGB32)
        blank.fill(Qt.GlobalColor.transparent)
        return blank

    def createMimeDataFromSelection(self) -> QMimeData:
        return self.lifted(super().createMimeDataFromSelection())

    def viewportEvent(self, event: QEvent) -> bool:
        """A note is shown where its words are pointed at."""
        if event.type() == QEvent.Type.ToolTip:
            asked = cast("QHelpEvent", event)
            QToolTip.showText(asked.globalPos(), self.tip_at(self.cursorForPosition(asked.pos()).position()), self)
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu(event.pos())
        self.menu_opening.emit(menu)
        open_menu(menu, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
            return
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        bar = self.verticalScrollBar()
        if bar.value() == (bar.minimum() if back else bar.maximum()):
            self.end_passed.emit(-1 if back else 1)
            return
        step = bar.pageStep() - 2 * self.fontMetrics().lineSpacing()
        bar.setValue(bar.value() + (-step if back else step))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y():
                self.size_stepped.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.about_to_resize.emit()
        super().resizeEvent(event)
        self.resized.emit()
