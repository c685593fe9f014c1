"""Correcting how things are filed: every operation once, each logged, undoable and safe from the next import.

Each takes the archive's one writer for a moment (`ArchiveLockedError` when another has it) and leaves its changes in
the change feed; `Library.update_index` brings them into the index.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from archive.catalogue import Catalogue, Connection, Correction, Trash, corrections, filing, links, texts, trash
from archive.lock import writing
from archive.model import Content, IssueKey, PaperKind
from archive.wording import _

P = ParamSpec("P")
C = TypeVar("C")


class Filing:
    """The corrections that a reader of one archive can make.  Each returns its journal entry, None for no change."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder = folder
        self._catalogue = catalogue

    def move_issue(self, key: IssueKey, to: IssueKey) -> Correction | None:
        """To another paper, date or edition; `UsageError` when an issue is filed there already."""
        return self._do(filing.move_issue, key, to)

    def move_page(self, key: IssueKey, page: str, to: IssueKey, label: str) -> Correction | None:
        """With its articles, to another issue or under another label."""
        return self._do(filing.move_page, key, page, to, label)

    def move_articles(self, ids: Sequence[int], to: IssueKey, pages: Sequence[str]) -> Correction | None:
        """To another issue or other pages."""
        return self._do(filing.move_articles, ids, to, pages)

    def merge_papers(self, kind: PaperKind, name: str, into: str) -> Correction | None:
        """All issues of a paper under another name, now and whenever more come in."""
        return self._do(filing.merge_papers, kind, name, into)

    def join(self, ids: Sequence[int]) -> Correction | None:
        """One article of several; the others go to the trash."""
        return self._do(filing.join_articles, ids)

    def split(self, article: int, at: int, title: str) -> Correction | None:
        """Blocks from number `at` on become an article of their own."""
        return self._do(filing.split_article, article, at, title)

    def link(self, first: int, second: int, *, linked: bool) -> Correction | None:
        """`second` continues `first`, or does not."""
        return self._do(links.decide, first, second, linked=linked)

    def correct_text(self, article: int, content: Content) -> Correction | None:
        """The article says this; what was printed stays beside it, is found, too, and can be shown.

        `UsageError` without a title.
        """
        return self._do(texts.correct_text, article, content)

    def revert_text(self, article: int) -> Correction | None:
        """The article says again what was printed."""
        return self._do(texts.revert_text, article)

    def trash_articles(self, ids: Sequence[int]) -> Correction | None:
        return self._do(filing.trash_articles, ids)

    def trash_page(self, key: IssueKey, page: str) -> Correction | None:
        return self._do(filing.trash_page, key, page)

    def trash_issue(self, key: IssueKey) -> Correction | None:
        return self._do(filing.trash_issue, key)

    def restore_articles(self, ids: Sequence[int]) -> Correction | None:
        return self._do(trash.restore_articles, ids)

    def restore_page(self, page: int) -> Correction | None:
        """By the number that the trash shows, with the articles that went with it."""
        return self._do(trash.restore_page, page)

    def restore_issue(self, issue: int) -> Correction | None:
        """By the number that the trash shows."""
        return self._do(trash.restore_issue, issue)

    def undo(self, correction: int | None = None) -> Correction:
        """Take back a correction, the newest when none is named; `UsageError` when later ones stand on it."""
        return self._do(corrections.undo, correction)

    def trash(self) -> Trash:
        return self._catalogue.trash()

    def journal(self, limit: int = 100) -> list[Correction]:
        """The newest corrections first."""
        return self._catalogue.corrections(limit)

    def _do(self, operation: Callable[Concatenate[Connection, P], C], *args: P.args, **named: P.kwargs) -> C:
        with writing(self._folder, _("更正")), self._catalogue.writing() as writer:
            return writer.correct(operation, *args, **named)
