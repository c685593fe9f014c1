"""Going through what is read aloud: articles one after another, in each its sentences, forward and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum

import msgspec
from PySide6.QtCore import QObject, Signal

from indexer.request import Span
from reader.speaking import spoken
from ui.desktop.speech.engines import Engine


class State(Enum):
    STOPPED = "stopped"
    SPEAKING = "speaking"
    PAUSED = "paused"


class Sentence(msgspec.Struct, frozen=True):
    """What is said; `span` in the article's printed text, None for what is announced or stands in the head."""

    text: str
    span: Span | None = None


class Item(msgspec.Struct, frozen=True):
    """An article of the programme, and what is announced before it (第三版，要闻)."""

    article: int
    announced: tuple[str, ...] = ()


class Reading(QObject):
    """`start` a programme; `open_article` shows an article and gives its sentences."""

    changed = Signal()
    """Another sentence, another state."""
    failed = Signal(str)

    def __init__(self, open_article: Callable[[int], Sequence[Sentence]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = open_article
        self.engine: Engine | None = None
        self.rate = 1.0
        self.words: Mapping[str, str] = {}
        self.state = State.STOPPED
        self._items: Sequence[Item] = ()
        self._item = 0
        self._sentences: Sequence[Sentence] = ()
        self._at = 0

    # ── where ──────────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def sentence(self) -> Sentence | None:
        """The one that is read, or at which it was paused."""
        return self._sentences[self._at] if self.state is not State.STOPPED and self._sentences else None

    @property
    def article(self) -> int | None:
        return self._items[self._item].article if self.state is not State.STOPPED else None

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Sentence (from 1), sentences, article (from 1), articles."""
        return self._at + 1, len(self._sentences), self._item + 1, len(self._items)

    # ── what to do ─────────────────────────────────────────────────────────────────────────────────────────────────

    def start(self, items: Sequence[Item], place: int = 0) -> None:
        """From the first article's sentence at a place of its text on; nothing to read ends at once."""
        self.stop()
        self._items = items
        if items:
            self.state = State.SPEAKING
            self._go_to_item(0, place)

    def pause(self) -> None:
        if self.state is State.SPEAKING:
            self.state = State.PAUSED
            self._silence()
            self.changed.emit()

    def go_on(self) -> None:
        """The sentence at which it was paused, once more from its beginning."""
        if self.state is State.PAUSED:
            self.state = State.SPEAKING
            self._say()

    def stop(self) -> None:
        if self.state is not State.STOPPED:
            self.state = State.STOPPED
            self._silence()
            self.changed.emit()

    def step(self, by: int) -> None:
        """So many sentences on or back, over the article's ends where the programme goes on."""
        if self.state is State.STOPPED:
            return
        at = self._at + by
        if at < 0:
            if self._item == 0:
                at = 0
            else:
                self._go_to_item(self._item - 1, last=True)
                return
        if at >= len(self._sentences):
            self._go_to_item(self._item + 1)
            return
        self._at = at
        self._say()

    def step_article(self, by: int) -> None:
        """The next article, or back to this one's beginning and then the one before."""
        if self.state is State.STOPPED:
            return
        if by < 0 and self._at > 1:
            by = 0
        self._go_to_item(max(0, self._item + by))

    def set_rate(self, rate: float) -> None:
        """From the present sentence on."""
        self.rate = rate
        if self.state is State.SPEAKING:
            self._say()

    # ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _go_to_item(self, number: int, place: int = 0, *, last: bool = False) -> None:
        while number < len(self._items):
            item = self._items[number]
            self._item = number
            opened = self._open(item.article)
            self._sentences = [*(Sentence(text) for text in item.announced), *opened]
            if self._sentences:
                self._at = len(self._sentences) - 1 if last else self._first_from(place)
                self._say()
                return
            number += 1
        self.stop()

    def _first_from(self, place: int) -> int:
        """The sentence that goes over a place of the text; 0 for the beginning."""
        if place <= 0:
            return 0
        spans = enumerate(sentence.span for sentence in self._sentences)
        return next((at for at, span in spans if span and span[1] > place), 0)

    def _say(self) -> None:
        """Say the present sentence if it is not paused; go on after it."""
        self._silence()
        self.changed.emit()
        if self.state is not State.SPEAKING or self.engine is None:
            return
        text = spoken(self._sentences[self._at].text, self.words)
        self.engine.speak(text, self.rate, lambda: self.step(1), self._fail)

    def _fail(self, sentence: str) -> None:
        self.stop()
        self.failed.emit(sentence)

    def _silence(self) -> None:
        if self.engine is not None:
            self.engine.stop()
