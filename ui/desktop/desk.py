"""What lies open: paper, issue, page, article, and the ways from here to the next.  The views show it and ask it.

All moves go through `go`; whoever shows something listens to the signals, which say what is now another than before.
"""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal

from archive.errors import DianzibaoError, UnknownItemError
from archive.model import Article, Issue, IssueKey, Paper, PartialDate
from reader.library import Library
from reader.navigation import History, OpenIssue, Place, Whereabouts, typed_label
from reader.relations import Reading

REST = 60
"""Milliseconds after which the reader reads: the article that will most likely be next is fetched."""


class Desk(QObject):
    """The open place.  Reads the library's browsing methods only (they are quick); errors are the caller's."""

    papers_changed = Signal()
    paper_changed = Signal()
    issue_changed = Signal()
    page_changed = Signal()
    article_changed = Signal()
    moved = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.papers: list[Paper] = []
        self.paper: Paper | None = None
        self.issues: list[Issue] = []
        self.issue: OpenIssue | None = None
        self.page: str | None = None
        self.article: Article | None = None
        self.reading: Reading | None = None
        self.previous_issue_key: IssueKey | None = None
        self.next_issue_key: IssueKey | None = None
        self._history = History()
        self._ahead: tuple[Article, Reading] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self._read_ahead)

    # ── opening ────────────────────────────────────────────────────────────────────────────────────────────────────

    def refresh(self, place: Place | None = None, *, again: bool = True) -> None:
        """Read everything anew (after an import or a correction) and open `place`, or stay where one is.

        Where that is gone, the nearest that is there is opened.  With `again` False what is open is left in peace
        unless it became another.
        """
        self._ahead = None
        self.papers = self.library.papers()
        self.papers_changed.emit()
        place = place or self.place()
        name = place.key.paper if place else self.paper.name if self.paper else None
        known = [paper.name for paper in self.papers]
        if name not in known:
            self.paper = self.issue = self.page = self.article = self.reading = None
            if place and known:
                self.open_paper(known[0])
            self.moved.emit()
            return
        assert name is not None
        self._set_paper(name, again=True)
        if not again and place == self.place() and self._is_as_it_was():
            self.moved.emit()
        elif place and (nearest := self._nearest(place)):
            self.go(nearest, again=True)

    def open_paper(self, name: str) -> None:
        """Open the paper at its newest issue."""
        self._set_paper(name)
        if self.issues:
            self.open_issue(self.issues[-1].key)

    def open_issue(self, key: IssueKey) -> None:
        """Open the issue at its first page and that page's first article."""
        self.go(Place(key))

    def open_page(self, label: str) -> None:
        if self.issue:
            self.go(Place(self.issue.key, label))

    def see_page(self, label: str) -> None:
        """The reader scrolled to another page of the issue: it is the current one, the open article stays."""
        if self.issue and self.issue.page(label):
            self.go(Place(self.issue.key, label, self.article.id if self.article else None), remember=False)

    def open_date(self, date: PartialDate) -> bool:
        """Open the paper's issue of that date, else its first one within that day, month or year."""
        keys = [issue.key for issue in self.issues if issue.key.date is not None]
        exact = [key for key in keys if key.date == date]
        found = exact or [key for key in keys if key.date and date.first <= key.date.first <= date.last]
        if found:
            self.open_issue(found[0])
        return bool(found)

    def open_page_as_typed(self, typed: str) -> bool:
        """Open a page by its label in any printed form: `A06`, `第A06版`, `6`."""
        label = typed_label(typed)
        known = bool(self.issue and self.issue.page(label))
        if known:
            self.open_page(label)
        return known

    def open_article(self, article: int) -> None:
        """Open an article wherever it stands."""
        if self.article and self.article.id == article:
            return
        if self.issue and self.issue.head(article):
            self.go(Place(self.issue.key, self.issue.page_for(article, self.page), article))
        else:
            self.go(Place(self.library.article(article).key, None, article))

    def go(self, place: Place, *, remember: bool = True, again: bool = False) -> None:
        """Open a place; what it leaves open (page, article) becomes the first of its kind."""
        if self.paper is None or self.paper.name != place.key.paper:
            self._set_paper(place.key.paper)
        new_issue = again or self.issue is None or self.issue.key != place.key
        issue = self._read_issue(place.key) if new_issue or self.issue is None else self.issue
        label, article = place.page, place.article
        if article is not None and label is None:
            label = issue.page_for(article, None)
        if label is None or (issue.pages and issue.page(label) is None):
            label = issue.first_page()
        if article is None:
            here = issue.heads_on(label)
            kept = self.article.id if self.article and not new_issue else None
            article = kept if kept in {head.id for head in here} else (here[0].id if here else None)
        new_page = new_issue or label != self.page
        new_article = again or article != (self.article.id if self.article else None)
        opened = self._load(article) if new_article else (self.article, self.reading)
        self.issue, self.page, (self.article, self.reading) = issue, label, opened
        if remember:
            self._history.visit(Place(issue.key, label, article))
        for is_new, signal in (
            (new_issue, self.issue_changed), (new_page, self.page_changed), (new_article, self.article_changed),
        ):  # fmt: skip
            if is_new:
                signal.emit()
        self.moved.emit()
        self._rest.start()

    def close(self) -> None:
        """Nothing is read any more."""
        self._rest.stop()

    # ── stepping ───────────────────────────────────────────────────────────────────────────────────────────────────

    def article_beside(self, step: int) -> int | None:
        """The article before (−1) or after (1), across pages; from a page without articles the nearest that way."""
        if self.issue is None:
            return None
        if self.article is not None:
            return self.issue.article_beside(self.article.id, step)
        label = self.page
        while (label := self.issue.page_beside(label, step)) is not None:
            if heads := self.issue.heads_on(label):
                return heads[0 if step > 0 else -1].id
        return None

    def page_beside(self, step: int) -> str | None:
        return self.issue.page_beside(self.page, step) if self.issue else None

    def step_article(self, step: int) -> bool:
        article = self.article_beside(step)
        if article is not None:
            self.open_article(article)
        return article is not None

    def step_page(self, step: int) -> bool:
        label = self.page_beside(step)
        if label is not None:
            self.open_page(label)
        return label is not None

    def step_issue(self, step: int) -> bool:
        key = self.next_issue_key if step > 0 else self.previous_issue_key
        if key is not None:
            self.open_issue(key)
        return key is not None

    def back(self) -> None:
        self._return_to(self._history.back())

    def forward(self) -> None:
        self._return_to(self._history.forward())

    @property
    def can_back(self) -> bool:
        return self._history.can_back

    @property
    def can_forward(self) -> bool:
        return self._history.can_forward

    # ── asking ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def place(self) -> Place | None:
        if self.issue is None:
            return None
        return Place(self.issue.key, self.page, self.article.id if self.article else None)

    def whereabouts(self) -> Whereabouts | None:
        if self.issue is None:
            return None
        return self.issue.whereabouts(self.page, self.article.id if self.article else None)

    # ── inside ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _set_paper(self, name: str, *, again: bool = False) -> None:
        if not again and self.paper is not None and self.paper.name == name:
            return
        if not any(paper.name == name for paper in self.papers):
            self.papers = self.library.papers()
            self.papers_changed.emit()
        self.paper = next((paper for paper in self.papers if paper.name == name), None)
        self.issues = self.library.issues(name)
        self.paper_changed.emit()

    def _load(self, number: int | None) -> tuple[Article, Reading] | tuple[None, None]:
        ahead, self._ahead = self._ahead, None
        if ahead is not None and ahead[0].id == number:
            return ahead
        return (None, None) if number is None else self._read(number)

    def _read(self, number: int) -> tuple[Article, Reading]:
        article = self.library.article(number)
        return article, self.library.reading(article)

    def _read_ahead(self) -> None:
        following = self.article_beside(1)
        with suppress(DianzibaoError):  # whoever goes there is told
            self._ahead = None if following is None else self._read(following)

    def _is_as_it_was(self) -> bool:
        """Whether the archive still holds what is open."""
        if self.issue is None:
            return True
        try:
            opened = self._read(self.article.id) if self.article else (None, None)
            return (self.issue, self.article, self.reading) == (self._read_issue(self.issue.key), *opened)
        except UnknownItemError:
            return False

    def _return_to(self, place: Place | None) -> None:
        if place and (nearest := self._nearest(place)):
            self.go(nearest, remember=False)

    def _nearest(self, place: Place) -> Place | None:
        """The place, as much of it as is there: without an article that is gone, or the issue beside one that is."""
        try:
            heads = self.library.articles(place.key)
        except UnknownItemError:
            key = self.library.next_issue(place.key) or self.library.previous_issue(place.key)
            return Place(key) if key else None
        known = place.article is None or place.article in {head.id for head in heads}
        return place if known else Place(place.key, place.page)

    def _read_issue(self, key: IssueKey) -> OpenIssue:
        self.previous_issue_key = self.library.previous_issue(key)
        self.next_issue_key = self.library.next_issue(key)
        return OpenIssue(key, tuple(self.library.pages(key)), tuple(self.library.articles(key)))
