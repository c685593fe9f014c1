"""What is exported: described purely by `Selection`, read from the library by `Contents`.

An article with its parts is one, a copy of it is not exported again; what cannot be read is left out and said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

import msgspec

from archive.catalogue.articles import UNREADABLE
from archive.errors import UnknownItemError, UsageError
from archive.model import Article, IssueKey, Page, Paragraph
from archive.progress import Cancelled, Progress
from archive.wording import N_, _

if TYPE_CHECKING:
    from reader.library import Library

WRITING: Final = N_("写出稿件")
PICTURES: Final = N_("写出版面图")
_BATCH: Final = 100


class Selection(msgspec.Struct, frozen=True):
    """Whole issues, each in printed order, or articles in the order given; `title` is what it is called."""

    title: str
    issues: tuple[IssueKey, ...] = ()
    articles: tuple[int, ...] = ()


class LeftOut(msgspec.Struct, frozen=True):
    """What was to be exported and could not be; `reason` in words."""

    name: str
    reason: str


class Section(msgspec.Struct, frozen=True):
    """An issue with its pages in printed order, or (`key` None) a list of articles.

    `articles`: ids of whole articles in order; `on`: which of them stand on a page, by label; `whole_of`: a part or
    copy → the article that it is read with.
    """

    key: IssueKey | None
    articles: tuple[int, ...]
    pages: tuple[Page, ...] = ()
    on: dict[str, tuple[int, ...]] = msgspec.field(default_factory=dict)
    whole_of: dict[int, int] = msgspec.field(default_factory=dict)

    @property
    def elsewhere(self) -> tuple[int, ...]:
        """Articles on none of the pages."""
        placed = {article for label in (page.label for page in self.pages) for article in self.on.get(label, ())}
        return tuple(article for article in self.articles if article not in placed)


Step = Progress | LeftOut


class Contents:
    """Reads a selection, once from beginning to end, and counts."""

    def __init__(self, library: Library, selection: Selection, cancelled: Cancelled) -> None:
        self.library, self.selection, self.cancelled = library, selection, cancelled
        self.issues = self.articles = self.left_out = 0
        """How many were read, and how many could not be."""
        self.finished = False
        self.notes: list[str] = []
        """What a form could not hold, a sentence each."""

    @cached_property
    def total(self) -> int:
        """About how many articles there are, for the progress."""
        if self.selection.articles:
            return len(self.selection.articles)
        wanted = set(self.selection.issues)
        papers = dict.fromkeys(key.paper for key in self.selection.issues)
        return sum(issue.articles for paper in papers for issue in self.library.issues(paper) if issue.key in wanted)

    def finish(self, *places: Callable[[], None]) -> None:
        """Give what was written its name, unless the work was stopped.  `UsageError` when nothing was."""
        if not self.cancelled:
            if not self.articles:
                raise UsageError(_("没有可以导出的稿件"))
            for place in places:
                place()
            self.finished = True

    def sections(self) -> Iterator[Section | LeftOut]:
        """One for each issue; one alone for a list of articles."""
        if self.selection.articles:
            yield self._list()
        for key in self.selection.issues:
            if self.cancelled:
                return
            try:
                section = self._issue(key)
            except UnknownItemError:
                yield self._left_out(key.words, _("这一期已经不在档案库里"))
                continue
            self.issues += 1
            yield section

    def walk(self, section: Section, some: Sequence[int] | None = None) -> Iterator[Article | Step]:
        """The section's articles, or `some` of them, whole."""
        ids = section.articles if some is None else some
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            found = {article.id: article for article in self.library.whole_articles(batch)}
            for article_id in batch:
                if self.cancelled:
                    return
                yield Progress(_(WRITING), self.articles, max(self.total, self.articles))
                yield self._checked(article_id, found.get(article_id))

    def everything(self) -> Iterator[Article | Step]:
        """All articles of all sections."""
        for section in self.sections():
            if isinstance(section, LeftOut):
                yield section
            else:
                yield from self.walk(section)

    def _checked(self, article_id: int, article: Article | None) -> Article | LeftOut:
        if article is None:
            return self._left_out(
                _("编号 {number}").format(number=article_id), _("没有这个稿件，或者它在目录数据库里损坏了")
            )
        if Paragraph(_(UNREADABLE)) in article.content.blocks:
            name = f"{article.key.words} {' '.join(article.content.title.split())}"
            return self._left_out(name, _("正文在目录数据库里损坏了，读不出来"))
        self.articles += 1
        return article

    def _left_out(self, name: str, reason: str) -> LeftOut:
        self.left_out += 1
        return LeftOut(name, reason)

    def _list(self) -> Section:
        """A part or a copy stands for the whole article; one that nobody can read is found out when it is read."""
        whole_of: dict[int, int] = {}
        for start in range(0, len(self.selection.articles), _BATCH):
            batch = self.selection.articles[start : start + _BATCH]
            belongs = {article.id: article.part_of for article in self.library.whole_articles(batch)}
            whole_of |= {article_id: belongs.get(article_id) or article_id for article_id in batch}
        return Section(None, tuple(dict.fromkeys(whole_of.values())), whole_of=whole_of)

    def _issue(self, key: IssueKey) -> Section:
        heads = self.library.articles(key)
        known = {head.id for head in heads}
        whole_of = {head.id: head.part_of if head.part_of in known else head.id for head in heads}
        pages = tuple(self.library.pages(key))
        on = {
            page.label: tuple(dict.fromkeys(whole_of[head.id] for head in heads if page.label in head.pages))
            for page in pages
        }
        articles: Sequence[int] = [head.id for head in heads if whole_of[head.id] == head.id]
        return Section(key, tuple(articles), pages, on, {part: whole or part for part, whole in whole_of.items()})
