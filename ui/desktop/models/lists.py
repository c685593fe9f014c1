"""List models of papers, issues, pages and the articles of an issue."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPixmap

from archive.model import ArticleHead, Issue, IssueKey, Page, Paper
from reader.converting import Script, converter
from reader.navigation import OpenIssue
from ui.desktop import wording, wording_relations

Index = QModelIndex | QPersistentModelIndex
VALUE = Qt.ItemDataRole.UserRole
"""The row's value (Paper, Issue, Page, ArticleHead) or None for a heading."""
DETAIL = Qt.ItemDataRole.UserRole + 1
"""A quiet second line."""
HEADING = Qt.ItemDataRole.UserRole + 2
MARKED = Qt.ItemDataRole.UserRole + 3
"""True while the pointer is on the row's zone of the page picture."""

NOTE = Qt.ItemDataRole.UserRole + 4
"""A word or two on how sure the row's text is; empty for most."""


UNREAD = Qt.ItemDataRole.UserRole + 5
"""True for an article that was not opened, where that is known."""


class Rows(QAbstractListModel):
    """A list of (text, detail, value); a value of None makes a heading.

    The view is its `parent`: a model without one lives as long as somebody listens to it, and the window with it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, str, Any]] = []

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        text, detail, value = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{text}\n{detail}" if detail else text
        return {VALUE: value, DETAIL: detail, HEADING: value is None}.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._rows[index.row()][2] is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def row_of(self, value: Any) -> int:
        """The row that holds the value, −1 when there is none."""
        return next((row for row, entry in enumerate(self._rows) if entry[2] == value), -1)

    def fill(self, rows: list[tuple[str, str, Any]]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()


class PapersModel(Rows):
    """Newspapers, then collections of documents, each under a heading when there are both."""

    def show(self, papers: Sequence[Paper]) -> None:
        rows: list[tuple[str, str, Any]] = []
        kinds = list(dict.fromkeys(paper.kind for paper in papers))
        for kind in kinds:
            if len(kinds) > 1:
                rows.append((wording.kind(kind), "", None))
            rows += [(paper.name, _span(paper), paper) for paper in papers if paper.kind == kind]
        self.fill(rows)

    def row_named(self, name: str | None) -> int:
        values = (entry[2] for entry in self._rows)
        return next((row for row, paper in enumerate(values) if paper and paper.name == name), -1)


class IssuesModel(Rows):
    """Issues with their date and size, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsure: dict[IssueKey, str] = {}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        explained = self._unsure.get(self._rows[index.row()][2]) if index.isValid() else None
        if explained and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{self._rows[index.row()][0]}\n{explained}"
        return super().data(index, role)

    def show(self, issues: Sequence[Issue]) -> None:
        explained = wording_relations.issue_unsure_explained()
        self._unsure = {
            issue.key: f"{wording.issue_size(issue.pages, issue.articles)}\n{explained}"
            for issue in issues
            if issue.unsure
        }
        self.fill([
            (wording.issue_date(issue.key), _issue_detail(issue), issue.key)
            for issue in reversed(issues)
        ])  # fmt: skip

    def key(self, index: Index) -> IssueKey | None:
        value = self.data(index, VALUE)
        return value if isinstance(value, IssueKey) else None


class PagesModel(Rows):
    """The issue's pages with their thumbnails, which arrive later."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thumbnails: dict[str, QPixmap] = {}

    def show(self, pages: Sequence[Page]) -> None:
        self._thumbnails = {}
        self.fill([(page.label, page.name or "", page) for page in pages])

    def set_thumbnail(self, label: str, pixmap: QPixmap) -> None:
        self._thumbnails[label] = pixmap
        row = self.row_labelled(label)
        if row >= 0:
            index = self.index(row)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DecorationRole])

    def row_labelled(self, label: str | None) -> int:
        return next((row for row, entry in enumerate(self._rows) if entry[2].label == label), -1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.DecorationRole:
            return self._thumbnails.get(self._rows[index.row()][0])
        if index.isValid() and role == Qt.ItemDataRole.AccessibleTextRole:
            return wording.page_title(self._rows[index.row()][2])
        return super().data(index, role)


class ContentsModel(Rows):
    """The issue's articles grouped by page; an article on several pages is listed on each, as in the paper."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._marked: int | None = None
        self._read: set[int] | None = None
        self._script = Script.ORIGINAL

    def set_script(self, script: Script) -> None:
        """In which characters titles and names are shown."""
        if script is not self._script:
            self._script = script
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    def show(self, issue: OpenIssue | None) -> None:
        self._marked = None
        self.fill(list(_contents(issue)) if issue else [])

    def row_of_article(self, article: int | None, page: str | None = None) -> int:
        """The article's row under the page's heading, else its first row; −1 when it is not here."""
        rows = [row for row, entry in enumerate(self._rows) if entry[2] and entry[2].id == article]
        start = self.row_of_page(page)
        return next((row for row in rows if row > start), rows[0] if rows else -1)

    def row_of_page(self, label: str | None) -> int:
        """The heading of the page."""
        for row, (_text, detail, value) in enumerate(self._rows):
            if value is None and detail == label:
                return row
        return -1

    def page_at(self, index: Index) -> str | None:
        """The page whose heading this row is."""
        _text, detail, value = self._rows[index.row()]
        return detail if value is None else None

    def show_read(self, articles: set[int] | None) -> None:
        """The articles that were opened; None where nobody notes that."""
        self._read = articles
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [UNREAD])

    def add_read(self, articles: set[int]) -> None:
        if self._read is not None:
            self.show_read(self._read | articles)

    def mark(self, article: int | None) -> None:
        if article == self._marked:
            return
        changed = {self._marked, article}
        self._marked = article
        for row, (_text, _detail, head) in enumerate(self._rows):
            if head and head.id in changed:
                self.dataChanged.emit(self.index(row), self.index(row), [MARKED])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        value = self._rows[index.row()][2] if index.isValid() else None
        if role == MARKED:
            return value is not None and value.id == self._marked
        if role == UNREAD:
            return value is not None and self._read is not None and value.id not in self._read
        if role == DETAIL and value is None:
            return ""
        if value is not None and role == NOTE:
            return wording_relations.certainty(value.certainty)
        if value is not None and role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            text = " ".join(part for part in (value.kicker, self._rows[index.row()][0], value.subtitle) if part)
            text = self._shown(text)
            if role == Qt.ItemDataRole.AccessibleTextRole and self.data(index, UNREAD):
                text = f"{text}\n{wording.unread()}"
            explained = wording_relations.certainty_explained(value.certainty)
            return f"{text}\n{self.data(index, NOTE)}：{explained}" if explained else text
        found = super().data(index, role)
        return self._shown(found) if found and role in (Qt.ItemDataRole.DisplayRole, DETAIL) else found

    def _shown(self, text: str) -> str:
        return converter(self._script, [text])(text)


def _contents(issue: OpenIssue) -> list[tuple[str, str, ArticleHead | None]]:
    rows: list[tuple[str, str, ArticleHead | None]] = []
    known = {page.label for page in issue.pages}
    for page in issue.pages:
        rows.append((wording.page_title(page), page.label, None))
        rows += [_article_row(head, issue) for head in issue.heads_on(page.label)]
    rows += [_article_row(head, issue) for head in issue.heads if not known.intersection(head.pages)]
    return rows


def _article_row(head: ArticleHead, issue: OpenIssue) -> tuple[str, str, ArticleHead]:
    """The title; that of a part says first what it belongs to."""
    title = " ".join(head.title.split())
    whole = issue.head(head.part_of) if head.part_of is not None else None
    if whole is not None and whole.pages:
        title = f"{wording_relations.part(head, whole)}  {title}"
    return title, head.byline or "", head


def _issue_detail(issue: Issue) -> str:
    """Its size; of one whose source was not understood that alone: there is no room for both."""
    return wording_relations.unsure() if issue.unsure else wording.issue_size(issue.pages, issue.articles)


def _span(paper: Paper) -> str:
    size = wording.size(paper.issues, paper.kind)
    first, last = (str(date) if date else "" for date in (paper.first, paper.last))
    if first and last and first != last:
        return f"{size} · {first} – {last}"
    return f"{size} · {last or first}" if last or first else size
