"""Where one is in the archive and what comes next: pure values, no library and no window.

An `OpenIssue` is what stands on the desk: the issue's pages and article heads in printed order.  Next and previous stop
at its edges (`None`).  `History` is back and forward as in a browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from archive.labels import canonical_label, printed_labels
from archive.model import ArticleHead, IssueKey, Page, PageRef

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
HISTORY_LENGTH = 200

_T = TypeVar("_T")


class Place(msgspec.Struct, frozen=True):
    """One point of the archive: an issue, and in it a page and an article as far as they are known."""

    key: IssueKey
    page: str | None = None
    article: int | None = None


class Whereabouts(msgspec.Struct, frozen=True):
    """What the status bar says: `index` of `total` articles on the page (of the issue when it has no pages)."""

    paper: str
    date: str | None
    weekday: int | None
    edition: str
    page: str | None
    page_name: str | None
    index: int
    total: int


class OpenIssue(msgspec.Struct, frozen=True):
    """An issue with its pages and article heads, both in printed order."""

    key: IssueKey
    pages: tuple[Page, ...] = ()
    heads: tuple[ArticleHead, ...] = ()

    def page(self, label: str | None) -> Page | None:
        return next((page for page in self.pages if page.label == label), None)

    def head(self, article: int | None) -> ArticleHead | None:
        return next((head for head in self.heads if head.id == article), None)

    def heads_on(self, label: str | None) -> tuple[ArticleHead, ...]:
        """Articles that stand on the page; all of them when the issue has no pages."""
        if not self.pages or label is None:
            return self.heads
        return tuple(head for head in self.heads if label in head.pages)

    def first_page(self) -> str | None:
        return self.pages[0].label if self.pages else None

    def last_page(self) -> str | None:
        return self.pages[-1].label if self.pages else None

    def page_beside(self, label: str | None, step: int) -> str | None:
        """The page `step` places further on (−1 back), None beyond the issue's edge."""
        return _beside([page.label for page in self.pages], label, step)

    def article_beside(self, article: int | None, step: int) -> int | None:
        """The article `step` places further on, across pages; None beyond the issue's edge.

        Parts and copies of others are read with those and passed over.
        """
        return _beside([head.id for head in self.heads if head.part_of is None or head.id == article], article, step)

    def page_for(self, article: int, current: str | None) -> str | None:
        """The page to show with an article: the current one if it stands there, else the first it stands on."""
        head = self.head(article)
        if head is None or not head.pages:
            return current
        return current if current in head.pages else head.pages[0]

    def whereabouts(self, page: str | None, article: int | None) -> Whereabouts:
        here = self.heads_on(page)
        ids = [head.id for head in here]
        date = self.key.date
        shown = self.page(page)
        return Whereabouts(
            paper=self.key.paper,
            date=str(date) if date else None,
            weekday=date.first.weekday() if date and date.is_day else None,
            edition=self.key.edition,
            page=page,
            page_name=shown.name if shown else None,
            index=ids.index(article) + 1 if article in ids else 0,
            total=len(ids),
        )


class History(msgspec.Struct):
    """Places one has been to.  Visiting a place drops what was ahead."""

    _back: list[Place] = msgspec.field(default_factory=list)
    _ahead: list[Place] = msgspec.field(default_factory=list)
    _here: Place | None = None

    def visit(self, place: Place) -> None:
        if place == self._here:
            return
        if self._here is not None:
            self._back = [*self._back, self._here][-HISTORY_LENGTH:]
        self._here = place
        self._ahead.clear()

    def back(self) -> Place | None:
        return self._move(self._back, self._ahead)

    def forward(self) -> Place | None:
        return self._move(self._ahead, self._back)

    @property
    def can_back(self) -> bool:
        return bool(self._back)

    @property
    def can_forward(self) -> bool:
        return bool(self._ahead)

    def _move(self, source: list[Place], target: list[Place]) -> Place | None:
        if not source or self._here is None:
            return None
        target.append(self._here)
        self._here = source.pop()
        return self._here


def page_line(pages: Sequence[PageRef]) -> str:
    """The label as printed: `第A06、A07版:都市新闻`; empty without pages."""
    if not pages:
        return ""
    names = list(dict.fromkeys(page.name for page in pages if page.name))
    line = printed_labels(page.label for page in pages)
    return f"{line}:{'、'.join(names)}" if names else line


def typed_label(typed: str) -> str:
    """A page as a reader types it, `第A06版`, `a6`, `6`, as its canonical label; what is no label stays as it is."""
    try:
        return canonical_label(typed)
    except ValueError:
        return typed.strip()


def short_date(key: IssueKey) -> str:
    """The issue's date as the masthead prints it: `08-28`; a partial date whole; empty when undated."""
    if key.date is None:
        return ""
    return f"{key.date.month:02}-{key.date.day:02}" if key.date.is_day else str(key.date)


def citation(key: IssueKey, pages: Sequence[PageRef], title: str) -> str:
    """Paper, date, page and title (which may be empty), for text that is copied out."""
    page = printed_labels(page.label for page in pages)
    where = " ".join(part for part in (str(key.date) if key.date else "", key.edition, page) if part)
    named = f"《{' '.join(title.split())}》，" if title else ""
    return f"——{named}{key.paper}{'，' + where if where else ''}"


def source_of(key: IssueKey, pages: Sequence[PageRef]) -> str:
    """`《厦门日报》2025年8月28日第A06、A07版：都市新闻`; without what is not known."""
    names = "、".join(dict.fromkeys(page.name for page in pages if page.name))
    labels = printed_labels(page.label for page in pages)
    return f"《{key.paper}》{day_of(key)}{key.edition}{labels}{f'：{names}' if names and labels else ''}"


def day_of(key: IssueKey) -> str:
    """`2025年8月28日`, as far as it is known."""
    date = key.date
    if date is None:
        return ""
    return "".join(f"{part}{sign}" for part, sign in ((date.year, "年"), (date.month, "月"), (date.day, "日")) if part)


def _beside(row: Sequence[_T], here: _T | None, step: int) -> _T | None:
    if here not in row:
        return None
    index = row.index(here) + step
    return row[index] if 0 <= index < len(row) else None
