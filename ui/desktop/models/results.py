"""The hits of a search as a list that grows while one scrolls; each step is fetched beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from indexer.request import SearchRequest
from reader.library import Library, SearchHit, SearchPage
from ui.desktop.jobs import Job, Jobs

STEP = 50
HIT = Qt.ItemDataRole.UserRole
TITLE_SPANS = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class ResultsModel(QAbstractListModel):
    """`searched(total, took_ms)` when the first step is there, `failed(sentence)` when the search cannot be done."""

    searched = Signal(int, float)
    grown = Signal()
    failed = Signal(str)

    def __init__(self, library: Library, jobs: Jobs) -> None:
        super().__init__()
        self._library = library
        self._jobs = jobs
        self._request: SearchRequest | None = None
        self._hits: list[SearchHit] = []
        self._spans: list[tuple[tuple[int, int], ...]] = []
        self._total = 0
        self._job: Job | None = None

    @property
    def request(self) -> SearchRequest | None:
        return self._request

    @property
    def total(self) -> int:
        return self._total

    @property
    def searching(self) -> bool:
        return self._job is not None

    def search(self, request: SearchRequest) -> None:
        """Begin a new search; the list is empty until it answers."""
        if self._job:
            self._job.cancel()
        self.beginResetModel()
        self._request, self._hits, self._spans, self._total = request, [], [], 0
        self.endResetModel()
        self._fetch(self._first)

    def clear(self) -> None:
        if self._job:
            self._job.cancel()
        self._job = None
        self.beginResetModel()
        self._request, self._hits, self._spans, self._total = None, [], [], 0
        self.endResetModel()

    def hit(self, row: int) -> SearchHit | None:
        return self._hits[row] if 0 <= row < len(self._hits) else None

    def row_of(self, article: int) -> int:
        return next((row for row, hit in enumerate(self._hits) if hit.head.id == article), -1)

    # ── Qt's questions ─────────────────────────────────────────────────────────────────────────────────────────────

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._job is None and 0 < len(self._hits) < self._total

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._fetch(self._more)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(hit.head.title.split())
            case Qt.ItemDataRole.AccessibleTextRole:
                head = hit.head
                return f"{head.title}，{head.key.paper} {head.key.date or ''}。{hit.snippet.text}"
        return {HIT: hit, TITLE_SPANS: self._spans[index.row()]}.get(role)

    # ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _fetch(self, done: Callable[[Any], None]) -> None:
        assert self._request is not None
        request = replace(self._request, limit=STEP, offset=len(self._hits))
        library = self._library

        def work() -> tuple[SearchPage, list[tuple[tuple[int, int], ...]]]:
            page = library.search(request)
            titles = [" ".join(hit.head.title.split()) for hit in page.hits]
            return page, list(map(library.finder(request.query), titles))

        self._job = self._jobs.start(work, done, self._fail)

    def _first(self, answer: tuple[SearchPage, list[tuple[tuple[int, int], ...]]]) -> None:
        self._take(answer)
        self.searched.emit(self._total, answer[0].took_ms)

    def _more(self, answer: tuple[SearchPage, list[tuple[tuple[int, int], ...]]]) -> None:
        self._take(answer)
        self.grown.emit()

    def _take(self, answer: tuple[SearchPage, list[tuple[tuple[int, int], ...]]]) -> None:
        page, spans = answer
        self._job = None
        self._total = page.total if page.hits else len(self._hits)
        if page.hits:
            start = len(self._hits)
            self.beginInsertRows(QModelIndex(), start, start + len(page.hits) - 1)
            self._hits += page.hits
            self._spans += spans
            self.endInsertRows()

    def _fail(self, sentence: str) -> None:
        self._job = None
        self.failed.emit(sentence)
