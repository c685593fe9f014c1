"""One Founder issue put together: its pages in order, their pictures and zones, their articles, what is missing."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import dataclass, field

from archive.formats.founder_articles import is_article_title, own_id, read_article
from archive.formats.founder_pages import PageFile, PageLink, path_date
from archive.formats.markup import Found, parse
from archive.formats.single import decoding_notes
from archive.formats.tree import Tree, shown
from archive.labels import label_order
from archive.model import (
    Blob,
    Content,
    DraftArticle,
    DraftIssue,
    DraftPage,
    IssueKey,
    PageRef,
    Point,
    Zone,
)
from archive.text import compact

_SMALL = re.compile(r"_(?:b|brief|s|small)(?=\.[A-Za-z]+$)", re.IGNORECASE)
_REDUCED = re.compile(r"\.[12]$")
_DEFAULT_SIZE = (350.0, 550.0)


@dataclass(slots=True)
class _Story:
    """An article while the pages are gone through."""

    path: str
    base: str
    title: str
    pages: list[PageRef] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    page_original: str = ""


class IssueBuilder:
    """Collects one issue; `build` may be called once."""

    def __init__(self, tree: Tree, key: IssueKey, pages: list[PageFile], notes: list[str]) -> None:
        self._tree = tree
        self._key = key
        self._notes = notes
        self._missing: dict[str, None] = {}
        self._missing_files: dict[str, None] = {}
        self._blobs: dict[str, Blob] = {}
        self._stories: dict[str, _Story] = {}
        self._not_articles: dict[str, None] = {}
        self._pages = self._in_order(pages)

    def build(self, *, last: bool) -> DraftIssue:
        """The issue as a draft; with `last` it also names the members of the source that nothing used."""
        owners = self._owners()
        pages = [self._page(page, owners) for page in self._pages]
        articles = [article for story in self._stories.values() if (article := self._article(story))]
        self._note_counts()
        left_out = self._tree.left_out() if last else ()
        notes = (*self._notes, *(self._tree.notes if last else ()))
        return DraftIssue(
            self._key,
            pages=tuple(pages),
            articles=tuple(articles),
            blobs=tuple(self._blobs.values()),
            missing=(*self._missing, *self._missing_files),
            notes=notes,
            left_out=left_out,
            whole=True,
        )

    def _in_order(self, pages: list[PageFile]) -> list[PageFile]:
        """Pages as their own list orders them; a page that no list names comes after, by label."""
        listed: dict[str, PageLink] = {}
        for page in pages:
            for link in page.pages:
                member = self._tree.find(page.member, link.path)
                if member is None:
                    if self._same_issue(link.path):
                        self._missing.setdefault(shown(link.path))
                else:
                    listed.setdefault(member, link)
        order = {member: number for number, member in enumerate(listed)}
        for page in pages:
            if page.label is None and page.member in listed:
                page.label = listed[page.member].refs[0]
        unlisted = [page.member for page in pages if listed and page.member not in listed]
        if unlisted:
            self._notes.append("版面目录里没有列出：" + "、".join(unlisted))
        taken = {page.label.label for page in pages if page.label}
        for page in pages:
            if page.label is None:
                label = next(name for number in range(1, 10_000) if (name := f"{number:02}") not in taken)
                taken.add(label)
                page.label = PageRef(label)
                self._notes.append(f"{page.member} 没有写明版次，暂记为第{label}版")
        return sorted(
            pages,
            key=lambda page: (
                order.get(page.member, len(order)),
                label_order(_label(page).label),
                page.member,
            ),
        )

    def _same_issue(self, path: str) -> bool:
        day = path_date(path)
        return day is None or day == self._key.date

    def _owners(self) -> dict[str, int]:
        """Which page an article belongs to that several pages name: the one whose map has it, else the first."""
        owners: dict[str, int] = {}
        for number, page in enumerate(self._pages):
            for area in page.areas:
                owners.setdefault(self._identity(page, area.path), number)
        for number, page in enumerate(self._pages):
            for link in page.listed:
                owners.setdefault(self._identity(page, link.path), number)
        return owners

    def _identity(self, page: PageFile, path: str) -> str:
        return self._tree.find(page.member, path) or path

    # ── one page ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _page(self, page: PageFile, owners: dict[str, int]) -> DraftPage:
        ref = _label(page)
        original = self._use(page.member)
        preview, picture = self._pictures(page)
        document = self._document(page)
        size = self._size(page, preview)
        number = self._pages.index(page)
        for link in page.listed:
            if owners[self._identity(page, link.path)] == number and self._same_issue(link.path):
                self._story(page, link.path, link.title, ref, original)
        for area in page.areas:
            if not self._same_issue(area.path):
                continue
            story = self._story(page, area.path, area.title, ref, original)
            if story is not None and area.points:
                story.zones.append(Zone(ref.label, tuple(_fraction(point, size) for point in area.points)))
        if page.bad_areas:
            self._notes.append(f"第{ref.label}版有 {page.bad_areas} 个热区的坐标看不懂")
        self._not_articles |= dict.fromkeys(f"{page.member}#{number}" for number in range(page.unlinked))
        return DraftPage(ref.label, ref.name, picture or preview, preview or picture, document)

    def _story(self, page: PageFile, path: str, title: str, ref: PageRef, original: str) -> _Story | None:
        identity = self._identity(page, path)
        if identity in self._not_articles:
            return None
        story = self._stories.get(identity)
        if story is None:
            if title and not is_article_title(title):
                self._not_articles.setdefault(identity)
                if member := self._tree.find(page.member, path):
                    self._use(member)
                return None
            story = self._stories[identity] = _Story(path, page.member, title, page_original=original)
        if not story.title and title:
            story.title = title
        if ref not in story.pages:
            story.pages.append(ref)
        return story

    def _pictures(self, page: PageFile) -> tuple[str | None, str | None]:
        """SHA-256 of the small picture that the zones belong to, and of the best one."""
        if page.image is None:
            return None, None
        small = self._tree.find(page.member, page.image)
        best: str | None = None
        for candidate in (
            _SMALL.sub("", page.image),
            _REDUCED.sub("", page.image),
            _REDUCED.sub(".1", page.image),
        ):
            if candidate != page.image and (member := self._tree.find(page.member, candidate)):
                best = member
                break
        if small is None:
            self._missing.setdefault(shown(page.image))
        return self._use(small) if small else None, self._use(best) if best else None

    def _document(self, page: PageFile) -> str | None:
        if page.pdf is None:
            return None
        member = self._tree.find(page.member, page.pdf)
        if member is None:
            self._notes.append(f"没有随来的 PDF：{shown(page.pdf)}")
            return None
        return self._use(member) or None

    def _size(self, page: PageFile, preview: str | None) -> tuple[float, float]:
        """Width and height of the picture that the zones were drawn on (formats.md 2.B.2)."""
        points = [point for area in page.areas for point in area.points]
        right = max((x for x, _ in points), default=0.0)
        bottom = max((y for _, y in points), default=0.0)
        natural = _natural_size(self._data(preview))
        for size in (page.size, natural):
            if size and right <= size[0] * 1.02 and bottom <= size[1] * 1.02:
                return size
        if page.size or natural:
            self._notes.append(f"第{_label(page).label}版的热区超出了版面图，按热区本身的范围换算")
            return max(right, 1.0), max(bottom, 1.0)
        return max(right + 3, _DEFAULT_SIZE[0]), max(bottom + 3, _DEFAULT_SIZE[1])

    # ── one article ────────────────────────────────────────────────────────────────────────────────────────────────

    def _article(self, story: _Story) -> DraftArticle | None:
        """None for what turns out to be no article: a zone that no list names leads to 本版责编."""
        content, original = self._content(story)
        if content.title and not is_article_title(content.title):
            self._not_articles.setdefault(story.path)
            return None
        return DraftArticle(content, original, own_id(story.path), tuple(story.pages), tuple(story.zones))

    def _content(self, story: _Story) -> tuple[Content, str]:
        member = self._tree.find(story.base, story.path)
        data = self._tree.blob(member) if member else None
        if member is None or data is None:
            self._missing_files.setdefault(shown(story.path))
            return Content(story.title), story.page_original
        original = self._use(member)
        markup = parse(data.data)
        if markup is None:
            self._notes.append(f"{member} 里没有内容")
            return Content(story.title), original
        self._notes += [f"{member}：{note}" for note in decoding_notes(markup.decoded)]
        shown_on_pages = {page.image for page in self._pages}

        def picture(src: str) -> Found | None:
            path = self._tree.path(member, src)
            if path is None or path in shown_on_pages:
                return None
            found = self._tree.find(member, path)
            if found is None:
                self._missing_files.setdefault(shown(path))
                return Found(None)
            return Found(self._use(found) or None)

        article = read_article(member, markup, picture, story.title)
        content = article.content
        if story.title and content.title and "\n" in story.title and compact(story.title) == compact(content.title):
            content = _retitled(content, story.title)
        return content, original

    # ── bytes ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _use(self, member: str | None) -> str:
        """SHA-256 of a member that belongs to the issue; empty when it cannot be read."""
        found = self._tree.blob(member) if member else None
        if found is None:
            return ""
        self._blobs.setdefault(found.name, found)
        return found.sha256

    def _data(self, sha256: str | None) -> bytes | None:
        return next((blob.data for blob in self._blobs.values() if blob.sha256 == sha256), None) if sha256 else None

    def _note_counts(self) -> None:
        if self._not_articles:
            self._notes.append(f"不算稿件的条目（广告、报头、本版责编等）：{len(self._not_articles)} 个")


def _label(page: PageFile) -> PageRef:
    assert page.label is not None  # _in_order gave every page one
    return page.label


def _retitled(content: Content, title: str) -> Content:
    if content.title.count("\n") >= title.count("\n"):
        return content
    return Content(
        title,
        content.kicker,
        content.subtitle,
        content.byline,
        content.source,
        content.dateline,
        content.fields,
        content.blocks,
    )


def _fraction(point: Point, size: tuple[float, float]) -> Point:
    (x, y), (width, height) = point, size
    return _clamped(x / width), _clamped(y / height)


def _clamped(part: float) -> float:
    return round(min(max(part, 0.0), 1.0), 6)


def _natural_size(data: bytes | None) -> tuple[float, float] | None:
    """A picture's size from its header; None for what Pillow does not open or deems a bomb."""
    if not data:
        return None
    from PIL import Image  # only here: most starts of the program measure no picture

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data)) as image:
                return float(image.width), float(image.height)
    except Exception:  # Pillow's readers raise anything at all on a broken file; then the rule for missing ones holds
        return None
