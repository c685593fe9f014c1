"""The catalogue: what the archive holds, in one SQLite file, with the change feed that the indexer drains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from archive.catalogue import arrivals, articles, browse, corrections, days, feed, links, mending, merge, store, texts
from archive.catalogue.arrivals import Arrival, Provenance
from archive.catalogue.checking import Damage, check
from archive.catalogue.contents import contents
from archive.catalogue.corrections import Correction
from archive.catalogue.database import Database
from archive.catalogue.mending import Mending
from archive.catalogue.snapshot import Snapshot
from archive.catalogue.store import Written
from archive.catalogue.trash import Trash
from archive.catalogue.trash import trash as browse_trash
from archive.errors import UnfitBackupError
from archive.importing.decide import IssuePlan, KnownIssue
from archive.model import (
    Article,
    ArticleHead,
    ArticleLink,
    Change,
    Issue,
    IssueKey,
    Page,
    Paper,
    PartialDate,
    Word,
    Zone,
)
from archive.wording import _

__all__ = ["Arrival", "Catalogue", "Connection", "Correction", "Provenance", "Trash", "Writer", "Written"]


P = ParamSpec("P")
C = TypeVar("C")


class Catalogue:
    """One catalogue file.  Reading is safe from any thread; writing goes through `writing()`, one writer at a time."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)

    def close(self) -> None:
        self._database.close()

    def copy_to(self, path: Path) -> None:
        """Write a copy of the whole catalogue, as it is now, into a new file."""
        self._database.copy_to(path)

    @contextmanager
    def writing(self, *, keep: bool = True) -> Iterator[Writer]:
        """One transaction: everything done with the writer is kept, or nothing is (never with `keep` False)."""
        with self._database.writing(keep=keep) as connection:
            yield Writer(connection)

    # ── browsing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def papers(self) -> list[Paper]:
        with self._database.reading() as connection:
            return browse.papers(connection)

    def issues(self, paper: str | None = None) -> list[Issue]:
        with self._database.reading() as connection:
            return browse.issues(connection, paper)

    def pages(self, key: IssueKey) -> list[Page]:
        with self._database.reading() as connection:
            return browse.pages(connection, key)

    def articles(self, key: IssueKey, page: str | None = None) -> list[ArticleHead]:
        with self._database.reading() as connection:
            return articles.articles(connection, key, page)

    def zones(self, key: IssueKey, page: str) -> list[tuple[int, str, Zone]]:
        with self._database.reading() as connection:
            return articles.page_zones(connection, key, page)

    def page_words(self, key: IssueKey, page: str) -> tuple[Word, ...]:
        with self._database.reading() as connection:
            return browse.page_words(connection, key, page)

    def links(self, article_id: int) -> list[ArticleLink]:
        with self._database.reading() as connection:
            return links.of_article(connection, article_id)

    def arrivals(self, paper: str | None = None) -> list[Arrival]:
        with self._database.reading() as connection:
            return arrivals.arrivals(connection, paper=paper)

    def source_key(self, issue_id: int) -> IssueKey:
        with self._database.reading() as connection:
            return browse.issue_key(connection, issue_id, home=True)

    def corrections(self, limit: int) -> list[Correction]:
        with self._database.reading() as connection:
            return corrections.corrections(connection, limit)

    def corrected(self) -> list[int]:
        """Articles whose texts people corrected."""
        with self._database.reading() as connection:
            return texts.corrected(connection)

    def issues_of_day(self, day: PartialDate) -> list[IssueKey]:
        with self._database.reading() as connection:
            return days.issues_of(connection, day)

    def issues_in_other_years(self, day: PartialDate) -> list[IssueKey]:
        with self._database.reading() as connection:
            return days.in_other_years(connection, day)

    def day_beside(self, day: PartialDate, *, forward: bool) -> PartialDate | None:
        with self._database.reading() as connection:
            return days.beside(connection, day, forward=forward)

    def articles_between(
        self, first: PartialDate | None, last: PartialDate | None, paper: str | None = None
    ) -> list[int]:
        with self._database.reading() as connection:
            return days.articles_between(connection, first, last, paper)

    def papers_of(self, ids: Sequence[int]) -> dict[int, str]:
        with self._database.reading() as connection:
            return days.papers_of(connection, ids)

    def trash(self) -> Trash:
        with self._database.reading() as connection:
            return browse_trash(connection)

    def missing(self, paper: str) -> dict[IssueKey, tuple[str, ...]]:
        with self._database.reading() as connection:
            return arrivals.missing(connection, paper)

    def page_facts(self, paper: str) -> list[tuple[IssueKey, str, str | None, int, bool]]:
        with self._database.reading() as connection:
            return browse.page_facts(connection, paper)

    def links_due(self) -> list[int]:
        with self._database.reading() as connection:
            return links.due(connection)

    def neighbour_issue(self, key: IssueKey, *, forward: bool) -> IssueKey | None:
        with self._database.reading() as connection:
            return browse.neighbour_issue(connection, key, forward=forward)

    def originals(self) -> dict[str, int]:
        """SHA-256 → bytes of all that came in."""
        with self._database.reading() as connection:
            return arrivals.originals(connection)

    def check(self) -> Iterator[tuple[int, int, Damage | None]]:
        """Is it as it was written?  See `checking.check`."""
        with self._database.reading() as connection:
            yield from check(connection)

    def mend(self, other: Snapshot, path: Path) -> Mending:
        """Write this catalogue into a new file, with rows of another where its own are damaged.  See `mending.mend`."""
        with self._database.reading() as connection:
            return mending.mend(connection, self._database.path, other, path)

    def contents(self) -> dict[IssueKey, str]:
        """Every living issue with a digest of what it holds, told by content and not by row."""
        with self._database.reading() as connection:
            return contents(connection)

    def originals_of(self, keys: Sequence[IssueKey]) -> dict[str, int]:
        """SHA-256 → bytes of what living issues need."""
        with self._database.reading() as connection:
            return merge.originals_of(connection, keys)

    def bring_in(self, other: Catalogue, keys: Sequence[IssueKey], sentence: str) -> Correction | None:
        """Bring issues of another catalogue in, all of them or none.  See `merge.bring_in`.

        `UnfitBackupError` when its rows contradict each other.
        """
        try:
            with other._database.reading() as source, self.writing() as writer:
                return writer.correct(merge.bring_in, source, keys, sentence)
        except IntegrityError as error:
            raise UnfitBackupError(sentence, _("目录数据库的内容自相矛盾")) from error

    def take_back_restore(self) -> Correction:
        """Undo the last restore.  See `merge.take_back`."""
        with self.writing() as writer:
            return writer.correct(merge.take_back)

    def totals(self) -> dict[str, int]:
        with self._database.reading() as connection:
            return browse.totals(connection)

    # ── what the indexer reads (indexer.index.ArticleFeed) ─────────────────────────────────────────────────────────

    def changes(self, after: int, limit: int) -> list[Change]:
        with self._database.reading() as connection:
            return feed.changes(connection, after, limit)

    def last_change(self) -> int:
        with self._database.reading() as connection:
            return feed.last_change(connection)

    def articles_by_id(self, ids: Sequence[int]) -> list[Article]:
        with self._database.reading() as connection:
            return articles.articles_by_id(connection, ids)

    def leads(self, ids: Sequence[int]) -> set[int]:
        with self._database.reading() as connection:
            return articles.leads(connection, ids)

    def article_ids(self, after: int, limit: int) -> list[int]:
        with self._database.reading() as connection:
            return feed.article_ids(connection, after, limit)

    def came_by(self, moment: str) -> int:
        """The highest id of the articles that had come in by a moment (ISO, UTC); 0 when none had."""
        with self._database.reading() as connection:
            return feed.came_by(connection, moment)

    def newest_article(self) -> int:
        """The highest id of an article; 0 when there is none."""
        with self._database.reading() as connection:
            return feed.newest_article(connection)

    def article_count(self) -> int:
        with self._database.reading() as connection:
            return browse.article_count(connection)

    def index_checkpoint(self) -> tuple[str, int] | None:
        with self._database.reading() as connection:
            return feed.checkpoint(connection)

    def set_index_checkpoint(self, generation: str, seq: int) -> None:
        with self._database.writing() as connection:
            feed.set_checkpoint(connection, generation, seq)


class Writer:
    """What can be done inside one writing transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known_by_id(self, issue_id: int) -> KnownIssue:
        return store.known_by_id(self._connection, issue_id)

    def rename(self, article_id: int, identity: str) -> None:
        store.rename(self._connection, article_id, identity)

    def retag(self, arrival: Arrival, form: str) -> None:
        store.retag(self._connection, arrival, form)

    def key_of(self, issue_id: int) -> IssueKey:
        return browse.issue_key(self._connection, issue_id)

    def refresh_links(self, issue_id: int) -> None:
        links.refresh(self._connection, issue_id)

    def correct(self, operation: Callable[Concatenate[Connection, P], C], *args: P.args, **named: P.kwargs) -> C:
        """Carry out an operation of `archive.catalogue.filing`, `.links` or `.corrections`."""
        done = operation(self._connection, *args, **named)
        for issue_id in links.due(self._connection):
            links.refresh(self._connection, issue_id)
        return done

    def known_issue(self, key: IssueKey) -> KnownIssue | None:
        return store.known_issue(self._connection, key)

    def write(self, plan: IssuePlan, provenance: Provenance, sizes: Mapping[str, int]) -> Written:
        return store.write(self._connection, plan, provenance, sizes)

    def replace_issue(self, known: KnownIssue) -> None:
        store.replace_issue(self._connection, known)

    def is_trashed(self, key: IssueKey) -> bool:
        return store.is_trashed(self._connection, key)

    def edition_from(self, key: IssueKey, format_name: str) -> str | None:
        return store.edition_from(self._connection, key, format_name)

    def free_edition(self, key: IssueKey) -> str:
        return store.free_edition(self._connection, key)
