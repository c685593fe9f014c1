"""One issue put together: its pages in order, their pictures and zones, their articles, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from archive.formats.markup import Found
from archive.formats.paths import path_date
from archive.formats.single import decoding_notes
from archive.formats.sites.article import is_article_title, own_id, read_article
from archive.formats.sites.document import Document, load
from archive.formats.sites.language import Definition
from archive.formats.sites.page import ArticleLink, PageFile
from archive.formats.sites.page_order import in_order
from archive.formats.sites.pictures import natural_size
from archive.formats.sites.selectors import compile_transform
from archive.formats.sites.zones import fractions, page_space
from archive.formats.tree import Tree, shown
from archive.model import Blob, Content, DraftArticle, DraftIssue, DraftPage, IssueKey, PageRef, Zone
from archive.text import compact
from archive.wording import _


class _Story(msgspec.Struct, eq=False):
    """An article while the pages are gone through."""

    page: PageFile
    link: ArticleLink
    title: str
    pages: list[PageRef] = msgspec.field(default_factory=list)
    zones: list[Zone] = msgspec.field(default_factory=list)


class IssueBuilder:
    """Collects one issue; `build` may be called once."""

    def __init__(
        self,
        tree: Tree,
        definition: Definition,
        key: IssueKey,
        pages: list[PageFile],
        notes: list[str],
        missing: Sequence[str] = (),
        used: Sequence[str] = (),
    ) -> None:
        self._tree = tree
        self._definition = definition
        self._key = key
        self._notes = notes
        self._missing = dict.fromkeys(missing)
        self._also = used
        self._missing_files: dict[str, None] = {}
        self._blobs: dict[str, Blob] = {}
        self._by_sha: dict[str, Blob] = {}
        self._stories: dict[str, _Story] = {}
        self._not_articles: dict[str, None] = {}
        self._days = {day for page in pages for day in (page.date, path_date(page.member)) if day}
        self._pages = self._in_order(pages)
        self._owners = self._owned()

    def build(self) -> DraftIssue:
        """The issue as a draft."""
        pages = [self._page(number, page, ref) for number, (page, ref) in enumerate(self._pages)]
        articles = [article for story in self._stories.values() if (article := self._article(story))]
        for member in self._also:
            self._use(member)
        if self._not_articles:
            self._notes.append(
                _("不算稿件的条目（广告、报头、本版责编等）：{count} 个").format(count=len(self._not_articles))
            )
        return DraftIssue(
            self._key,
            pages=tuple(pages),
            articles=tuple(articles),
            blobs=tuple(self._blobs.values()),
            missing=(*self._missing, *self._missing_files),
            notes=tuple(self._notes),
            whole=True,
        )

    def _in_order(self, pages: list[PageFile]) -> list[tuple[PageFile, PageRef]]:
        order = in_order(self._tree, pages, self._same_issue)
        self._notes += order.notes
        self._missing |= dict.fromkeys(order.missing)
        for member in (*order.lists, *(member for page in pages for member in page.others)):
            self._use(member)
        return order.pages

    def _same_issue(self, path: str) -> bool:
        """Links to other days are not this issue's, whatever date it is filed under."""
        day = path_date(path)
        return day is None or not self._days or day in self._days

    def _owned(self) -> dict[str, int]:
        """Which page an article belongs to that several pages name: the one whose map has it, else the first."""
        owners: dict[str, int] = {}
        for number, (page, _label) in enumerate(self._pages):
            for area in page.parts.areas:
                owners.setdefault(self._identity(page, area.path), number)
        for number, (page, _label) in enumerate(self._pages):
            for link in page.parts.listed:
                owners.setdefault(self._identity(page, link.path), number)
        return owners

    def _identity(self, page: PageFile, path: str) -> str:
        return self._tree.find(page.member, path) or path

    # ── one page ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _page(self, number: int, page: PageFile, ref: PageRef) -> DraftPage:
        parts = page.parts
        original = self._use(page.member)
        preview, picture = self._pictures(page)
        document = self._document(page)
        small = self._by_sha.get(preview) if preview else None
        space, agrees = page_space(parts.areas, parts.space, parts.size, natural_size(small.data) if small else None)
        if not agrees:
            self._notes.append(_("第{label}版的热区超出了版面图，按热区本身的范围换算").format(label=ref.label))
        for link in parts.listed:
            if self._owners[self._identity(page, link.path)] == number and self._same_issue(link.path):
                self._story(page, link, ref)
        for area in parts.areas:
            if not self._same_issue(area.path):
                continue
            story = self._story(page, ArticleLink(area.path, area.title), ref)
            if story is not None and area.points:
                story.zones.append(Zone(ref.label, fractions(area.points, area.space or space)))
        if bad := sum(not area.points for area in parts.areas):
            self._notes.append(_("第{label}版有 {count} 个热区的坐标看不懂").format(label=ref.label, count=bad))
        self._not_articles |= dict.fromkeys(f"{page.member}#{count}" for count in range(parts.unlinked))
        return DraftPage(
            ref.label, ref.name, picture or preview, preview or picture, document, original=original or None
        )

    def _story(self, page: PageFile, link: ArticleLink, ref: PageRef) -> _Story | None:
        identity = self._identity(page, link.path)
        if identity in self._not_articles:
            return None
        story = self._stories.get(identity)
        if story is None:
            if link.title and not is_article_title(link.title, self._definition):
                self._not_articles.setdefault(identity)
                self._use(self._tree.find(page.member, link.path))
                return None
            story = self._stories[identity] = _Story(page, link, link.title)
        if not story.title and link.title:
            story.title = link.title
        if ref not in story.pages:
            story.pages.append(ref)
        return story

    def _pictures(self, page: PageFile) -> tuple[str | None, str | None]:
        """SHA-256 of the small picture that the zones belong to, and of the best one."""
        image, large = page.parts.image, page.parts.large
        small = self._tree.find(page.member, image)
        wanted = (large, *(self._full(image) if image else ()))
        best = next((found for path in wanted if (found := self._tree.find(page.member, path))), None)
        if small is None and (named := image or (large if best is None else None)):
            self._missing.setdefault(shown(named))
        return self._use(small) or None, self._use(best) or None

    def _full(self, image: str) -> Iterator[str]:
        """Addresses at which the best picture may lie, given that of the small one."""
        for transform in self._definition.page.full:
            if (path := compile_transform(transform)(image)) != image:
                yield path

    def _document(self, page: PageFile) -> str | None:
        if page.parts.pdf is None:
            return None
        member = self._tree.find(page.member, page.parts.pdf)
        if member is None:
            self._notes.append(_("没有随来的 PDF：{pdf}").format(pdf=shown(page.parts.pdf)))
            return None
        return self._use(member) or None

    # ── one article ────────────────────────────────────────────────────────────────────────────────────────────────

    def _article(self, story: _Story) -> DraftArticle | None:
        """None for what turns out to be no article: a zone that no list names leads to 本版责编."""
        content, original = self._content(story)
        if content.title and not is_article_title(content.title, self._definition):
            self._not_articles.setdefault(story.link.path)
            return None
        link = story.link
        identity = link.key if link.element is not None else own_id(self._definition, link.path)
        return DraftArticle(content, original, identity, tuple(story.pages), tuple(story.zones))

    def _content(self, story: _Story) -> tuple[Content, str]:
        if story.link.element is not None:
            holder = story.link.document or story.page.document
            return self._read(holder, story), self._use(holder.path)
        member = self._tree.find(story.page.member, story.link.path)
        data = self._tree.blob(member) if member else None
        if member is None or data is None:
            self._missing_files.setdefault(shown(story.link.path))
            return Content(story.title), self._use(story.page.member)
        original = self._use(member)
        document = load(member, data.data, self._definition.encoding)
        if document is None:
            self._notes.append(_("{member} 里没有内容").format(member=member))
            return Content(story.title), original
        self._notes += [f"{member}：{note}" for note in decoding_notes(document.decoded)]
        return self._read(document, story), original

    def _read(self, document: Document, story: _Story) -> Content:
        """The article's content; pictures that are a page's are none of its own."""
        of_pages = {path for page, _ in self._pages for path in (page.parts.image, page.parts.large)}

        def picture(src: str) -> Found | None:
            path = self._tree.path(document.path, src)
            if path is None or path in of_pages:
                return None
            member = self._tree.find(document.path, path)
            if member is None:
                self._missing_files.setdefault(shown(path))
                return Found(None)
            return Found(self._use(member) or None)

        content = read_article(self._definition, document, picture, story.title, story.link.element).content
        if compact(story.title) == compact(content.title) and story.title.count("\n") > content.title.count("\n"):
            return msgspec.structs.replace(content, title=story.title)
        return content

    # ── bytes ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _use(self, member: str | None) -> str:
        """SHA-256 of a member that belongs to the issue; empty when it cannot be read."""
        found = self._tree.blob(member) if member else None
        if found is None:
            return ""
        self._blobs.setdefault(found.name, found)
        self._by_sha.setdefault(found.sha256, found)
        return found.sha256
