"""A site that opens from disk: papers → dates → pages with clickable zones → articles.  No script, nothing remote.

Articles of a list stand one after another in its order, without dates and pages between.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from archive.labels import printed_labels
from archive.model import Article, Figure, IssueKey, Page
from archive.progress import Progress
from archive.wording import _
from reader.exporting import site_pages
from reader.exporting.contents import PICTURES, Contents, LeftOut, Section, Step
from reader.exporting.language import SIMPLIFIED, language_of
from reader.exporting.markup import style_sheet
from reader.exporting.naming import Folders, Names, address
from reader.exporting.pictures import PAGE_WIDTH, THUMBNAIL_WIDTH, Pictures
from reader.exporting.places import Tree, new_tree
from reader.exporting.site_pages import Entry, PageEntry, Place
from reader.rendering.text import source_line

if TYPE_CHECKING:
    from reader.zones import PageZone

_HOME: Final = "index.html"
_LIST: Final = "articles"


def write_site(contents: Contents, pictures: Pictures, target: Path) -> Iterator[Step]:
    """The site's first page is `index.html`."""
    with new_tree(target) as tree:
        tree.write("style.css", style_sheet("site.css"))
        yield from _Site(contents, pictures, tree).write()
        contents.finish(tree.place)


class _Issue(msgspec.Struct):
    """An issue that was written."""

    key: IssueKey
    path: str
    articles: int
    lang: str


class _Written(msgspec.Struct):
    """The articles of a section that were written, by their ids in order."""

    entries: dict[int, Entry] = msgspec.field(default_factory=dict)
    lang: str = SIMPLIFIED


class _Site:
    def __init__(self, contents: Contents, pictures: Pictures, tree: Tree) -> None:
        self._contents, self._pictures, self._tree = contents, pictures, tree
        self._library = contents.library
        self._names = Names()
        self._folders = Folders(self._names)
        self._one_paper = len({key.paper for key in contents.selection.issues}) == 1
        self._home = Place(contents.selection.title, _HOME)

    def write(self) -> Iterator[Step]:
        issues: list[_Issue] = []
        for section in self._contents.sections():
            if isinstance(section, LeftOut):
                yield section
            elif section.key is None:
                yield from self._write_list(section)
            else:
                issues.append((yield from self._write_issue(section, section.key)))
        if issues or self._contents.selection.issues:
            self._write_papers(issues)

    # ── papers and dates ───────────────────────────────────────────────────────────────────────────────────────────

    def _write_papers(self, issues: list[_Issue]) -> None:
        papers: dict[str, list[_Issue]] = {}
        for issue in issues:
            papers.setdefault(issue.key.paper, []).append(issue)
        rows: list[Entry] = []
        for name, held in papers.items():
            path = self._paper_path(name)
            where = [] if self._one_paper else [self._home]
            dates = [(issue.key, Entry(issue.path, "", str(issue.articles))) for issue in held]
            self._tree.write(path, site_pages.paper_page(name, held[0].lang, path, where, dates))
            rows.append(Entry(path, name, site_pages.span([issue.key for issue in held])))
        if not self._one_paper:
            lang = issues[0].lang if issues else SIMPLIFIED
            self._tree.write(_HOME, site_pages.home_page(self._home, lang, rows))

    def _paper_path(self, name: str) -> str:
        return _HOME if self._one_paper else f"{self._folders.paper(name)}/index.html"

    # ── an issue ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _write_issue(self, section: Section, key: IssueKey) -> Generator[Step, None, _Issue]:
        folder = self._folders.issue(key)
        path = f"{folder}/index.html"
        where = [*([] if self._one_paper else [self._home]), Place(key.paper, self._paper_path(key.paper))]
        here = [*where, Place(site_pages.day_words(key), path)]
        pages = {page.label: self._names.new(folder, f"page-{page.label}", ".html") for page in section.pages}
        written = _Written()
        yield from self._write_articles(section, folder, here, pages, written)
        shown: list[PageEntry] = []
        for number, page in enumerate(section.pages):
            if self._contents.cancelled:
                break
            yield Progress(f"{_(PICTURES)} {printed_labels([page.label])}", number, len(section.pages))
            shown.append(self._page_entry(section, page, pages[page.label], written))
        for number, entry in enumerate(shown):
            steps = (shown[number - 1] if number else None, shown[number + 1] if number + 1 < len(shown) else None)
            self._tree.write(entry.path, site_pages.page_page(entry, written.lang, here, steps))
        rest = [written.entries[one] for one in section.elsewhere if one in written.entries]
        self._tree.write(path, site_pages.issue_page(key, written.lang, here, shown, rest))
        return _Issue(key, path, len(written.entries), written.lang)

    def _page_entry(self, section: Section, page: Page, path: str, written: _Written) -> PageEntry:
        """The page with its pictures written."""
        here = [written.entries[one] for one in section.on[page.label] if one in written.entries]
        found = self._pictures.of_page(page, PAGE_WIDTH, THUMBNAIL_WIDTH)
        entry = PageEntry(path, page.label, page.name, here)
        if found and section.key:
            large, small = found
            bare = path.removesuffix(".html")
            entry.picture, entry.size = f"{bare}.jpg", (large.width, large.height)
            entry.thumbnail = f"{bare}-small.jpg"
            self._tree.write(entry.picture, large.data)
            self._tree.write(entry.thumbnail, small.data)
            entry.zones = self._zones(section, section.key, page, written)
        return entry

    def _zones(self, section: Section, key: IssueKey, page: Page, written: _Written) -> list[tuple[PageZone, Entry]]:
        """The largest first: of two that lie on one another the smaller is meant."""
        zones = reversed(self._library.zones(key, page.label))
        whole = [(zone, written.entries.get(section.whole_of.get(zone.article, zone.article))) for zone in zones]
        return [(zone, entry) for zone, entry in whole if entry is not None]

    # ── articles ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _write_list(self, section: Section) -> Iterator[Step]:
        written = _Written()
        yield from self._write_articles(section, _LIST, [self._home], {}, written)
        entries = list(written.entries.values())
        self._tree.write(_HOME, site_pages.list_page(self._home, written.lang, entries))

    def _write_articles(
        self, section: Section, folder: str, where: list[Place], pages: dict[str, str], written: _Written
    ) -> Iterator[Step]:
        """Each is written when it is known which one follows."""
        waiting: Article | None = None
        previous: Entry | None = None
        for step in self._contents.walk(section):
            if not isinstance(step, Article):
                yield step
                continue
            number = len(written.entries) + 1
            title = " ".join(step.content.title.split())
            entry = Entry(f"{folder}/article-{number:03}.html", title, source_line(step))
            if waiting is None:
                written.lang = language_of([title, *step.content.texts()]) or SIMPLIFIED
            else:
                last = written.entries[waiting.id]
                self._write_article(waiting, last, where, pages, written.lang, (previous, entry))
                previous = last
            written.entries[step.id] = entry
            waiting = step
        if waiting is not None:
            last = written.entries[waiting.id]
            self._write_article(waiting, last, where, pages, written.lang, (previous, None))

    def _write_article(
        self,
        article: Article,
        entry: Entry,
        where: list[Place],
        pages: dict[str, str],
        lang: str,
        steps: tuple[Entry | None, Entry | None],
    ) -> None:
        folder = entry.path.rpartition("/")[0]
        label = next((page.label for page in article.pages if page.label in pages), None)
        above = [*where, Place(printed_labels([label]), pages[label])] if label else where

        def show(figure: Figure) -> str:
            return self._picture(figure, folder)

        self._tree.write(entry.path, site_pages.article_page(article, entry, lang, above, steps, show))

    def _picture(self, figure: Figure, folder: str) -> str:
        """The `<img>`, its file written."""
        picture = self._pictures.of_article(figure.picture) if figure.picture else None
        if picture is None or figure.picture is None:
            return ""
        path = f"{folder}/picture-{figure.picture[:16]}{picture.suffix}"
        self._tree.write(path, picture.data)
        return site_pages.image(address(path, folder), picture.width, picture.height, figure.caption or "")
