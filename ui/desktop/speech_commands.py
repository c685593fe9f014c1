"""Reading aloud (朗读): an article from here, the page or the whole issue as a programme; the bar below the article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from archive.errors import UsageError
from archive.model import ArticleHead
from reader.settings import Settings
from reader.speaking import head_sentences, page_words, reading_words, sentences
from ui.desktop.actions import Actions
from ui.desktop.commands import Commands
from ui.desktop.desk import Desk
from ui.desktop.speech.engines import find_engine
from ui.desktop.speech.reading import Item, Reading, Sentence, State
from ui.desktop.speech.words_dialog import WordsDialog
from ui.desktop.theme import Scheme
from ui.desktop.views.article_view import ArticleView
from ui.desktop.views.dialogs import show_error
from ui.desktop.views.speak_bar import SpeakBar

_WHILE_READING = ("read_stop", "read_next", "read_previous")


class SpeechCommands(Commands):
    """`run` an action by its id.  A voice is looked for when it is first needed."""

    NAMES: ClassVar[tuple[str, ...]] = ("read_aloud", "read_page", "read_issue", "reading_words", *_WHILE_READING)

    def __init__(
        self, window: QWidget, desk: Desk, view: ArticleView, settings: Settings, actions: Actions, scheme: Scheme
    ) -> None:
        super().__init__(window)
        self._window, self._desk, self._view, self._settings = window, desk, view, settings
        self._actions, self._opening = actions, False
        self.reading = Reading(self._open, self)
        self.bar = SpeakBar(scheme)
        view.add_bar(self.bar)
        self._commands: dict[str, Callable[[], object]] = {
            "read_aloud": self._read_or_pause,
            "read_page": self._read_page,
            "read_issue": self._read_issue,
            "read_stop": self.reading.stop,
            "read_next": lambda: self.reading.step(1),
            "read_previous": lambda: self.reading.step(-1),
            "reading_words": self._edit_words,
        }
        self.reading.changed.connect(self._show)
        self.reading.failed.connect(lambda sentence: show_error(self._window, sentence))
        self.bar.paused.connect(self._pause)
        self.bar.stepped.connect(self.reading.step)
        self.bar.article_stepped.connect(self.reading.step_article)
        self.bar.rate_chosen.connect(self._choose_rate)
        self.bar.closed.connect(self.reading.stop)
        desk.article_changed.connect(self._another_article)
        self._show()

    def run(self, name: str) -> None:
        self._commands[name]()

    def abandon(self) -> None:
        self.reading.stop()

    # ── what is read ───────────────────────────────────────────────────────────────────────────────────────────────

    def _read_or_pause(self) -> None:
        if self.reading.state is not State.STOPPED:
            self._pause()
            return
        if self._desk.article is None:
            raise UsageError(self.tr("还没有打开文章"))
        self._start([Item(self._desk.article.id)], self._view.place_read())

    def _read_page(self) -> None:
        issue = self._desk.issue
        self._start(self._programme(issue.heads_on(self._desk.page) if issue else ()))

    def _read_issue(self) -> None:
        """Page by page, as printed."""
        issue = self._desk.issue
        self._start(self._programme(issue.heads if issue else ()))

    def _programme(self, heads: Sequence[ArticleHead]) -> list[Item]:
        """Each article once; the page is announced where it begins."""
        issue = self._desk.issue
        items: list[Item] = []
        before: str | None = None
        for head in heads:
            if head.part_of is not None:
                continue
            label = head.pages[0] if head.pages else None
            page = issue.page(label) if issue else None
            items.append(Item(head.id, (page_words(page),) if page and label != before else ()))
            before = label
        if not items:
            raise UsageError(self.tr("这里没有可以朗读的文章"))
        return items

    def _start(self, items: Sequence[Item], place: int = 0) -> None:
        self.reading.words = reading_words(self._settings.texts("speech.words"))
        self.reading.rate = self._settings.get("speech.rate")
        if self.reading.engine is None:
            self.reading.engine = find_engine(self)
        self.reading.start(items, place)

    def _open(self, article: int) -> list[Sentence]:
        """Show the article; its sentences."""
        if self._desk.article is None or self._desk.article.id != article:
            self._opening = True
            try:
                self._desk.open_article(article)
            finally:
                self._opening = False
        shown = self._view.article
        if shown is None:
            return []
        head = [Sentence(text[start:end]) for text in head_sentences(shown.content) for start, end in sentences(text)]
        body = [
            Sentence(text[start:end], (offset + start, offset + end))
            for offset, text in self._view.paragraphs()
            for start, end in sentences(text)
        ]
        return head + body

    # ── while it is read ───────────────────────────────────────────────────────────────────────────────────────────

    def _pause(self) -> None:
        if self.reading.state is State.PAUSED:
            self.reading.go_on()
        else:
            self.reading.pause()

    def _choose_rate(self, rate: float) -> None:
        self._settings.set("speech.rate", rate)
        self.reading.set_rate(rate)

    def _another_article(self) -> None:
        """The reader went elsewhere."""
        article = self._desk.article
        if not self._opening and self.reading.article not in (None, article.id if article else None):
            self.reading.stop()

    def _show(self) -> None:
        state, sentence = self.reading.state, self.reading.sentence
        reading = state is not State.STOPPED
        for name in _WHILE_READING:
            self._actions[name].setEnabled(reading)
        words = self.tr("暂停朗读") if state is State.SPEAKING else self.tr("继续朗读") if reading else self.tr("朗读")
        self._actions["read_aloud"].setText(words)
        if reading:
            self.bar.show_rate(self.reading.rate)
            self.bar.show_state(self.reading.counts, speaking=state is State.SPEAKING)
        self.bar.setVisible(reading)
        self._view.show_spoken(sentence.span if sentence else None)

    def _edit_words(self) -> None:
        dialog = WordsDialog(self._window, self._settings.texts("speech.words"))
        dialog.saved.connect(self._take_words)
        dialog.open()

    def _take_words(self, lines: list[str]) -> None:
        self._settings.set_texts("speech.words", lines)
        self.reading.words = reading_words(lines)
