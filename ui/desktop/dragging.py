"""What is dragged into a clipping book: articles out of lists, words out of the text, areas out of page pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, cast

import msgspec
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from archive.personal import Quote
from reader.clippings import Pick

PICKS: Final = "application/x-dianzibao-picks"
CLIPPINGS: Final = "application/x-dianzibao-clippings"
"""Ids of clippings that change their place."""


class _Pick(msgspec.Struct, frozen=True):
    article: int
    quote: Quote | None = None
    page: str | None = None


def data_of(picks: Sequence[Pick], text: str = "") -> QMimeData:
    """The picks for our own lists, and the text for everybody else."""
    data = QMimeData()
    plain = [_Pick(pick.article, pick.quote, pick.page) for pick in picks]
    data.setData(PICKS, msgspec.json.encode(plain))
    if text:
        data.setText(text)
    return data


def picks_in(data: QMimeData) -> list[Pick]:
    """Empty for what is none of ours."""
    if not data.hasFormat(PICKS):
        return []
    found = msgspec.json.decode(bytes(data.data(PICKS).data()), type=list[_Pick])
    return [Pick(pick.article, pick.quote, pick.page) for pick in found]


def drag(source: QWidget, picks: Sequence[Pick], text: str = "") -> None:
    """Begin a drag; returns when it has ended."""
    lifted = QDrag(source)
    lifted.setMimeData(data_of(picks, text))
    lifted.exec(Qt.DropAction.CopyAction)


class DragOut(QObject):
    """Lets rows of a list be dragged; `articles` says which ones a row means.

    A list that selects several rows by dragging over them does so no more: with Shift and Ctrl it still does.
    """

    def __init__(self, view: QAbstractItemView, articles: Callable[[QModelIndex], Sequence[int]]) -> None:
        super().__init__(view)
        self._view, self._articles = view, articles
        self._pressed: QPoint | None = None
        self._spent = False
        """The button went down for a drag that has ended: until the next time, moving means nothing."""
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress:
                mouse = cast("QMouseEvent", event)
                plain = mouse.button() == Qt.MouseButton.LeftButton and not mouse.modifiers()
                self._pressed = mouse.position().toPoint() if plain else None
                self._spent = False
            case QEvent.Type.MouseButtonRelease:
                self._pressed = None
                return self._spent
            case QEvent.Type.MouseMove if self._spent:
                return bool(cast("QMouseEvent", event).buttons())
            case QEvent.Type.MouseMove if self._pressed is not None:
                moved = cast("QMouseEvent", event).position().toPoint() - self._pressed
                if moved.manhattanLength() >= QApplication.startDragDistance():
                    index, self._pressed, self._spent = self._view.indexAt(self._pressed), None, True
                    if articles := self._articles(index):
                        text = str(index.data() or "")
                        drag(self._view, [Pick(article) for article in articles], text)
                return True
        return super().eventFilter(watched, event)
