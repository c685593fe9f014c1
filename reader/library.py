"""The Library: every use case once.  The window, the command line and scripts are plain users of it.

Reading methods may be called from any thread.  Long work is a generator of Progress and Outcome values and is consumed
by one thread.  `reader.open.open_library` builds one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec
from msgspec.structs import replace

from archive.catalogue import Catalogue
from archive.errors import UnknownItemError
from archive.formats.base import Hints
from archive.importing.decide import Conflict, Resolution
from archive.lock import writing
from archive.model import (
    Article,
    ArticleHead,
    ArticleLink,
    Issue,
    IssueKey,
    Page,
    Paper,
    PaperKind,
    Word,
)
from archive.newspaper.coverage import Coverage, IssueFacts, Ledger, PageFacts, coverage, ledger
from archive.newspaper.papers import PaperNames
from archive.originals import Originals
from archive.personal import Personal
from archive.progress import Cancelled, Outcome, Progress
from archive.wording import _
from indexer.index import Index
from indexer.request import Filters, SearchRequest, SearchResult
from reader.archives import copy_archive
from reader.clippings import Clippings
from reader.days import Days
from reader.filing import Filing
from reader.health import Health
from reader.keeping import Keeping
from reader.marks import Marks
from reader.relations import Reading, relations
from reader.reprints import Reprints
from reader.saved import SavedSearches
from reader.searching import Finder, Searching, SearchPage, finder
from reader.visiting import Visits
from reader.whole import Whole, as_printed, whole
from reader.zones import PageZone, smallest_first

if TYPE_CHECKING:
    from archive.drawing.drawer import Drawer
    from archive.importing.reading import Reader
    from archive.importing.reparse import Reread  # parsers are needed for importing only: start-up stays quick
    from indexer.suggest import Suggestion
    from reader.exporting.contents import Selection, Step
    from reader.exporting.forms import Exported
    from reader.pictures import PagePictures
    from reader.printed import Press


class Stats(msgspec.Struct, frozen=True):
    """What the archive holds; sizes in bytes; `pending` articles wait to be indexed."""

    papers: int
    issues: int
    pages: int
    articles: int
    originals: int
    original_bytes: int
    indexed: int
    pending: int
    folder: str


PREPARED = 400
"""Pages whose previews are made right after an import: a quarter of a minute for most, minutes for large scans."""

Ask = Callable[[Conflict], Resolution]


class Library:
    """One archive folder with its index.  Close it, or use it as a context manager.

    `reading` makes what reads the sources of imports, `drawing` what draws page pictures; each is asked when first
    needed.  Without `drawing`, pictures are decoded in this process.
    `personal` is the reader's own store (none: one that is gone with the library), `small` are files that backups keep.
    """

    def __init__(
        self,
        folder: Path,
        catalogue: Catalogue,
        originals: Originals,
        index: Index,
        reading: Callable[[], Reader],
        names: PaperNames | None = None,
        personal: Personal | None = None,
        small: Sequence[Path] = (),
        drawing: Callable[[], Drawer] | None = None,
    ) -> None:
        self.folder = folder
        self._names = names or PaperNames()
        self.filing = Filing(folder, catalogue)
        self._personal, self._small = personal or Personal(), small
        self.marks = Marks(self._personal, self)
        self.visits = Visits(self._personal, self)
        self.clippings = Clippings(self._personal, self)
        self.searches = SavedSearches(self._personal, catalogue, self)
        self.keeping = Keeping(folder, catalogue, originals, self._small_files)
        self._catalogue = catalogue
        self._originals = originals
        self._index = index
        self._reading = reading
        self._drawing = drawing
        self._made: Reader | None = None
        self.health = Health(folder, catalogue, originals, index)
        self.reprints, self.days = Reprints(catalogue, index), Days(catalogue)
        self._searching = Searching(catalogue, index, self.whole_article, self.reprints, self.marks.owned)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self._made is not None:
            self._made.close()
        if "pictures" in vars(self):
            self.pictures.end()
        elif self._drawing:
            from archive.drawing.drawer import ClosedDrawer

            self._drawing = ClosedDrawer  # for whoever comes late
        self._index.close()
        self._personal.close()
        self._catalogue.close()

    def set_private(self, *, on: bool) -> None:
        """Marks and visits are from now on kept in memory only; or those are forgotten."""
        self._personal.set_private(on=on)

    def stop_drawing(self) -> None:
        """A page that is being drawn is given up; the next one is drawn all the same."""
        if "pictures" in vars(self):
            self.pictures.close()

    def _small_files(self) -> dict[str, bytes]:
        """The user's own files, for backups: settings, names of papers, marks."""
        found = {}
        for path in self._small:
            with suppress(FileNotFoundError):
                found[path.name] = path.read_bytes()
        if self._personal.path and (marks := self._personal.copy()):
            found[self._personal.path.name] = marks
        return found

    # ── browsing ───────────────────────────────────────────────────────────────────────────────────────────────────

    def papers(self) -> list[Paper]:
        """Newspapers first, then collections of documents, each by name."""
        return self._catalogue.papers()

    def issues(self, paper: str | None = None) -> list[Issue]:
        """Issues by paper, then oldest first."""
        return self._catalogue.issues(paper)

    def pages(self, key: IssueKey) -> list[Page]:
        """The issue's pages in printed order; empty for documents."""
        return self._catalogue.pages(key)

    def articles(self, key: IssueKey, page: str | None = None) -> list[ArticleHead]:
        """The issue's articles in order; with `page` (canonical label) those that stand on it."""
        return self._catalogue.articles(key, page)

    def article(self, article_id: int) -> Article:
        """`UnknownItemError` when there is no such article."""
        for article in self._catalogue.articles_by_id([article_id]):
            return article
        raise UnknownItemError(_("稿件"), str(article_id))

    def corrected(self) -> list[Article]:
        """Articles whose texts people corrected."""
        return self._catalogue.articles_by_id(self._catalogue.corrected())

    def whole_article(self, article: Article) -> Article:
        """The article with the parts that continue it on other pages; for a part or a copy the whole it belongs to."""
        return self._whole(article).article

    def whole_articles(self, ids: Sequence[int]) -> Iterator[Article]:
        """As `whole_article`, many at once, in the order of `ids`; unknown ones are left out."""
        for article in self._catalogue.articles_by_id(ids):
            yield self.whole_article(article)

    def wholes(self, ids: Iterable[int]) -> set[int]:
        """These articles; instead of a part or a copy the one that it belongs to.  Unknown ones are left out."""
        articles = self._catalogue.articles_by_id(sorted(ids))
        return {article.id if article.part_of is None else article.part_of for article in articles}

    def reading(self, article: Article, *, printed: bool = False) -> Reading:
        """The article as it is read: whole, with where its parts meet and what belongs together with it.

        `printed`: as it was before people corrected its text.
        """
        found = self._whole(article, printed=printed)
        parts = (article.id if article.part_of is None else article.part_of, *found.article.parts)
        links = tuple(link for part in dict.fromkeys((article.id, *parts)) for link in self.links(part))
        if not links:
            return Reading(found.article, found.seams, (), found.corrected, printed)
        heads = {head.id: head for head in self.articles(article.key)}
        members = [heads[part] for part in parts if part in heads]
        kept = [page.label for page in self.pages(article.key)]
        related = relations(article.id, members, links, heads, kept)
        return Reading(found.article, found.seams, related, found.corrected, printed, links)

    def zones(self, key: IssueKey, page: str) -> list[PageZone]:
        """Zones of a page, smallest area first (the first that contains a point is the one meant)."""
        return smallest_first(PageZone(*found) for found in self._catalogue.zones(key, page))

    def page_words(self, key: IssueKey, page: str) -> tuple[Word, ...]:
        """The page's text as runs with boxes, in reading order; empty where the source has none."""
        return self._catalogue.page_words(key, page)

    def links(self, article_id: int) -> list[ArticleLink]:
        """What belongs together with an article: parts, copies, 导读, pages spoken of that are not here."""
        return self._catalogue.links(article_id)

    def ledger(self, paper: str) -> Ledger:
        """Which of the newspaper's days are there, whole, missing, without an issue, or unknown."""
        missing = self._catalogue.missing(paper)
        pages: dict[IssueKey, list[PageFacts]] = {
            issue.key: [] for issue in self.issues(paper) if issue.key.date is not None and issue.key.date.is_day
        }
        for key, label, name, articles, pictured in self._catalogue.page_facts(paper):
            if key in pages:
                pages[key].append(PageFacts(label, name, articles, pictured))
        return ledger(
            IssueFacts(key.date.first, key.edition, tuple(facts), missing.get(key, ()))
            for key, facts in pages.items()
            if key.date is not None
        )

    def coverage(self, filters: Filters) -> dict[str, Coverage]:
        """How much the archive holds of the period that a search is limited to, by newspaper; empty without a period.

        A newspaper that the period lies wholly outside of is left out, unless it was asked for.
        """
        if filters.date_from is None and filters.date_to is None:
            return {}
        found: dict[str, Coverage] = {}
        for paper in self.papers():
            if paper.kind is not PaperKind.NEWSPAPER or filters.paper not in (None, paper.name):
                continue
            days = self.ledger(paper.name)
            if not days.days:
                continue
            first = filters.date_from.first if filters.date_from else days.days[0].date
            last = filters.date_to.last if filters.date_to else days.days[-1].date
            apart = last < days.days[0].date or first > days.days[-1].date
            if last >= first and (not apart or filters.paper):
                found[paper.name] = coverage(days, first, last)
        return found

    def original(self, sha256: str) -> Path:
        """Where the bytes with this hash lie; read them, never write.  `UnknownItemError` when they are not there."""
        return self._originals.find(sha256)

    @cached_property
    def pictures(self) -> PagePictures:
        """Page pictures and pictures in articles, as pixels."""
        from reader.pictures import PagePictures  # most starts of the command line show none

        return PagePictures(self.folder, self.original, self._drawing() if self._drawing else None)

    def next_issue(self, key: IssueKey) -> IssueKey | None:
        """The paper's next issue that exists; None at the archive's edge."""
        return self._catalogue.neighbour_issue(key, forward=True)

    def previous_issue(self, key: IssueKey) -> IssueKey | None:
        """The paper's previous issue that exists; None at the archive's edge."""
        return self._catalogue.neighbour_issue(key, forward=False)

    # ── finding ────────────────────────────────────────────────────────────────────────────────────────────────────

    def search(self, request: SearchRequest) -> SearchPage:
        """The asked page of hits, each with its best passage."""
        return self._searching.page(request)

    def search_ids(self, request: SearchRequest) -> SearchResult:
        """Ids and scores alone, for lists without limit."""
        return self._searching.ids(request)

    def suggestions(self, request: SearchRequest) -> tuple[Suggestion, ...]:
        """What else might be tried when nothing was found; each finds something under the request's filters."""
        return self._searching.suggestions(request)

    def finder(self, query: str, *, exact: bool = False, partial: bool = False) -> Finder:
        """A function that says where the words of `query` stand in one paragraph of original text, for highlighting.

        `partial`: the words of a search that was answered with what has the most of it.
        """
        return finder(query, exact=exact, partial=partial)

    # ── keeping ────────────────────────────────────────────────────────────────────────────────────────────────────

    def import_paths(
        self,
        paths: Sequence[Path],
        *,
        hints: Hints | None = None,
        ask: Ask | None = None,
        cancelled: Cancelled | None = None,
    ) -> Iterator[Progress | Outcome]:
        """Import files and folders; one Outcome for each issue, document or table file.  Does not index."""
        from archive.importing.pipeline import Importer

        with writing(self.folder, _("导入")):
            importer = Importer(
                self._catalogue,
                self._originals,
                self._reader,
                names=self._names,
                hints=hints,
                ask=ask,
                cancelled=cancelled,
            )
            yield from importer.run(paths)

    def import_bytes(self, name: str, data: bytes, *, hints: Hints) -> Iterator[Progress | Outcome]:
        """Add something that lies in no file (from the clipboard), called `name`, to what is there.

        Each is a source of its own, told apart by its bytes: all are called alike.
        """
        from archive.importing.pipeline import Importer
        from archive.importing.sources import MemorySource

        stem, dot, suffix = name.rpartition(".")
        name = f"{stem} {sha256(data).hexdigest()[:8]}{dot}{suffix}"
        with writing(self.folder, _("导入")):
            importer = Importer(
                self._catalogue, self._originals, self._reader, names=self._names, hints=hints, adding=True
            )
            yield from importer.run_sources([MemorySource(name, data)])

    def prepare_pictures(self, issues: Sequence[IssueKey], cancelled: Cancelled | None = None) -> Iterator[Progress]:
        """Keep previews of the pages of these issues, the newest first, `PREPARED` at most.

        The others get theirs when they are first looked at.
        """
        newest = sorted(set(issues), key=lambda key: str(key.date), reverse=True)
        pages = (page for key in newest if key.kind is PaperKind.NEWSPAPER for page in self.pages(key))
        yield from self.pictures.prepare(islice(pages, PREPARED), cancelled)

    def reparse(
        self,
        *,
        apply: bool,
        everything: bool = False,
        paper: str | None = None,
        cancelled: Cancelled | None = None,
    ) -> Iterator[Progress | Reread]:
        """Read again what older importers read, or `everything`; keeps the result only with `apply`."""
        from archive.importing.reparse import reparse

        with writing(self.folder, _("重新解析")):
            yield from reparse(
                self._catalogue,
                self._originals,
                self._reader,
                apply=apply,
                everything=everything,
                paper=paper,
                names=self._names,
                cancelled=cancelled,
            )

    def copy_to(self, target: Path, cancelled: Cancelled | None = None) -> Iterator[Progress]:
        """Copy the whole archive to another folder, checked; see `reader.archives`."""
        with writing(self.folder, _("复制")):
            yield from copy_archive(self.folder, self._catalogue, target, cancelled)

    def export(
        self,
        selection: Selection,
        form: str,
        target: Path,
        cancelled: Cancelled | None = None,
        press: Press | None = None,
    ) -> Iterator[Step | Exported]:
        """Write issues or articles in another form to a new file or folder; see `reader.exporting.forms`."""
        from reader.exporting.forms import export

        yield from export(self, selection, form, target, Cancelled() if cancelled is None else cancelled, press)

    def update_index(self, cancelled: Cancelled | None = None) -> Iterator[Progress]:
        """Bring the index up to date with the archive."""
        with writing(self.folder, _("更新索引")):
            yield from self._index.update(cancelled)

    def reindex(self, cancelled: Cancelled | None = None) -> Iterator[Progress]:
        """Build the index anew beside the old one, then swap."""
        with writing(self.folder, _("重建索引")):
            yield from self._index.rebuild(cancelled)

    def pending(self) -> int:
        """How many changes of the archive are not in the index yet."""
        return self._index.pending()

    def stats(self) -> Stats:
        """What the archive holds."""
        return Stats(
            **self._catalogue.totals(),
            indexed=self._index.document_count(),
            pending=self._index.pending(),
            folder=str(self.folder),
        )

    @property
    def _reader(self) -> Reader:
        if self._made is None:
            self._made = self._reading()
        return self._made

    def _whole(self, article: Article, *, printed: bool = False) -> Whole:
        if article.part_of is not None:
            article = msgspec.structs.replace(self.article(article.part_of), id=article.id, part_of=article.part_of)
        parts = self._catalogue.articles_by_id(article.parts) if article.parts else []
        if not printed:
            return whole(article, parts)
        corrected = whole(article, parts).corrected
        return replace(whole(as_printed(article), [as_printed(part) for part in parts]), corrected=corrected)
