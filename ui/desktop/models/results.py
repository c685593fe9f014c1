"""The hits of a search as a list that grows while one scrolls; each step is fetched beside the window."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from indexer.query.nodes import Field
from indexer.request import SearchRequest, Span
from reader.library import Library
from reader.searching import Finder, SearchHit, SearchPage
from ui.desktop import wording_reprints
from ui.desktop.jobs import Job, Jobs

STEP = 50
HIT = Qt.ItemDataRole.UserRole
TITLE_SPANS = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class _Step(msgspec.Struct, frozen=True):
    """A step of an answer: `spans` says for each hit where the words stand in its title."""

    page: SearchPage
    find: Finder
    spans: list[tuple[Span, ...]]


class ResultsModel(QAbstractListModel):
    """The list of the last answer stays until the next one is there.

    `searched(page)` when the first step of an answer is in the list, `failed(sentence)` when there is none.
    """

    searched = Signal(object)
    failed = Signal(str)

    def __init__(self, library: Library, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._jobs = jobs
        self._request: SearchRequest | None = None
        self._found: tuple[str, Finder] | None = None
        self._hits: list[SearchHit] = []
        self._spans: list[tuple[Span, ...]] = []
        self._total = 0
        self._job: Job | None = None

    @property
    def request(self) -> SearchRequest | None:
        """What was asked last; its answer may still be under way."""
        return self._request

    @property
    def found(self) -> tuple[str, Finder | None]:
        """The query whose hits stand here, and what marks its words."""
        return self._found or ("", None)

    @property
    def total(self) -> int:
        return self._total

    @property
    def searching(self) -> bool:
        return self._job is not None

    def search(self, request: SearchRequest) -> None:
        """Begin a new search."""
        if self._job:
            self._job.cancel()
        self._request = request
        self._fetch(request)

    def clear(self) -> None:
        if self._job:
            self._job.cancel()
        self._job = self._request = self._found = None
        self.beginResetModel()
        self._hits, self._spans, self._total = [], [], 0
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
        if self.canFetchMore(parent) and self._request is not None:
            self._fetch(replace(self._request, offset=len(self._hits), facets=False, explain=False))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        hit = self._hits[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(hit.head.title.split())
            case Qt.ItemDataRole.AccessibleTextRole:
                head = hit.head
                elsewhere = wording_reprints.elsewhere(hit.elsewhere)
                return f"{head.title}，{head.key.paper} {head.key.date or ''}。{elsewhere}{hit.snippet.text}"
        return {HIT: hit, TITLE_SPANS: self._spans[index.row()]}.get(role)

    # ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _fetch(self, request: SearchRequest) -> None:
        library, request = self._library, replace(request, limit=STEP)

        def work() -> _Step:
            page = library.search(request)
            find = library.finder(request.query, exact=request.exact, partial=page.partial)
            spans = [find(" ".join(hit.head.title.split()), Field.TITLE) for hit in page.hits]
            return _Step(page, find, spans)

        first = request.offset == 0
        self._job = self._jobs.start(work, self._begin if first else self._grow, self._fail)

    def _begin(self, step: _Step) -> None:
        assert self._request is not None
        self._job = None
        self.beginResetModel()
        self._found = (self._request.query, step.find)
        self._hits, self._spans = list(step.page.hits), list(step.spans)
        self._total = step.page.total if self._hits else 0
        self.endResetModel()
        self.searched.emit(step.page)

    def _grow(self, step: _Step) -> None:
        self._job = None
        start, more = len(self._hits), step.page.hits
        self._total = step.page.total if more else start
        if more:
            self.beginInsertRows(QModelIndex(), start, start + len(more) - 1)
            self._hits += more
            self._spans += step.spans
            self.endInsertRows()

    def _fail(self, sentence: str) -> None:
        self.clear()
        self.failed.emit(sentence)
