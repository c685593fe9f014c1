"""Articles of archive XML: those that METS marks out, those that a page types so, and what is left of a page.

Advertisements and pictures are kept as articles too, so that they can be found; their field 类型 says what they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

import msgspec

from archive.formats.archive_xml.layout import Run, Span, bounds, corners, paragraphs
from archive.formats.archive_xml.mets import Area, Item, Kind, Part, Role
from archive.formats.archive_xml.pages import Leaf
from archive.formats.single import UNTITLED
from archive.model import Block, Certainty, Content, DraftArticle, Heading, PageRef, Paragraph, Zone
from archive.text import compact, figure
from archive.wording import _

KIND_FIELD = "类型"

_KIND_NAMES = {Kind.ADVERT: "广告", Kind.PICTURE: "图片"}
_TITLE = 60  # characters of a first paragraph that can be a title
_OPENING = 40
_SHARE = 4  # times the text of an issue that its articles together may have: areas may overlap, but not without end


# ── articles that METS marks out ───────────────────────────────────────────────────────────────────────────────────


class ItemReader:
    """Makes articles of the items of a METS file whose SHA-256 is `original`.

    `places` are the pages by the ids of all their files, `texts` by those of the text files that could be read.  What
    could not be used is counted.
    """

    def __init__(
        self, leaves: Sequence[Leaf], texts: Mapping[str, Sequence[Leaf]], places: Mapping[str, Leaf], original: str
    ) -> None:
        self.leaves, self.texts, self.places, self.original = leaves, texts, places, original
        self.unplaced = self.empty = self.too_much = 0
        self._left = _SHARE * sum(len(leaf.sheet.runs) for leaf in leaves) + 1000

    def read(self, items: Sequence[Item]) -> Iterator[DraftArticle]:
        ids = Counter(item.id for item in items)
        for item in items:
            story = _Story()
            for part in item.parts:
                self._part(part, story)
            for number in item.on:
                story.pages.setdefault(self.leaves[number].ref)
            if not story.texts and not story.pages:
                self.empty += 1
                continue
            yield DraftArticle(
                story.content(item),
                self.original,
                item.id if item.id and ids[item.id] == 1 else None,
                tuple(story.pages),
                tuple(story.zones),
                Certainty.RECOGNISED if story.recognised else Certainty.SURE,
            )

    def notes(self) -> Iterator[str]:
        if self.unplaced:
            yield _("有 {count} 处稿件位置在版面上找不到").format(count=self.unplaced)
        if self.too_much:
            yield _("有 {count} 处稿件文字与别的稿件重复太多，没有收入").format(count=self.too_much)
        if self.empty:
            yield _("有 {count} 个条目既没有文字也没有版面，没有收入").format(count=self.empty)

    def _part(self, part: Part, story: _Story) -> None:
        """The text of a part and its zones: as drawn on the picture, or else the boxes of its text."""
        for area in part.areas:
            if place := self.places.get(area.file):
                story.pages.setdefault(place.ref)
        drawn = [self._draw(area, story) for area in part.areas if area.polygon]
        for area in part.areas:
            if area.polygon or area.file not in self.texts:
                continue
            leaf, span = self._find(area)
            if span is None:
                self.unplaced += 1
            elif span.end - span.start > self._left:
                self.too_much += 1
            else:
                self._left -= span.end - span.start
                leaf.take(span)
                story.add(part.role, leaf, span)
                box = span.box or bounds([run.box for run in leaf.sheet.runs[span.start : span.end]])
                if box and not any(drawn):
                    story.zones.append(Zone(leaf.ref.label, corners(leaf.sheet.fraction(box))))

    def _draw(self, area: Area, story: _Story) -> bool:
        """Add the zone that an area draws; False when its page is not known, or not how large it is."""
        leaf = self.places.get(area.file)
        points = leaf.fractions(area, of_sheet=area.file in self.texts) if leaf else ()
        if leaf is None or not points:
            self.unplaced += 1
            return False
        story.zones.append(Zone(leaf.ref.label, points))
        return True

    def _find(self, area: Area) -> tuple[Leaf, Span | None]:
        """The page and the runs that an area of a text file means; without ids it is all of the page."""
        leaves = self.texts[area.file]
        if not area.begin:
            return leaves[0], Span(0, len(leaves[0].sheet.runs), None)
        for leaf in leaves:
            if span := leaf.sheet.span_between(area.begin, area.end):
                return leaf, span
        return leaves[0], None


class _Story(msgspec.Struct):
    """An item while its parts are gone through."""

    texts: list[tuple[Role, Sequence[Run]]] = msgspec.field(default_factory=list)
    pages: dict[PageRef, None] = msgspec.field(default_factory=dict)
    zones: list[Zone] = msgspec.field(default_factory=list)
    recognised: bool = False

    def add(self, role: Role, leaf: Leaf, span: Span) -> None:
        self.pages.setdefault(leaf.ref)
        if runs := leaf.sheet.runs[span.start : span.end]:
            self.texts.append((role, runs))
            self.recognised |= leaf.sheet.recognised

    def content(self, item: Item) -> Content:
        head: dict[Role, str] = {}
        blocks: list[Block] = []
        for role, parts in groupby(self.texts, key=lambda text: text[0]):
            lines = paragraphs([runs for _, runs in parts])
            if role in (Role.KICKER, Role.TITLE, Role.SUBTITLE, Role.BYLINE) and role not in head and not blocks:
                head[role] = " ".join(lines)
            elif role in (Role.BODY, Role.BYLINE):
                blocks += map(Paragraph, lines)
            elif role is Role.CAPTION:
                blocks.append(figure(" ".join(lines)))
            else:
                blocks += [Heading(2, line) for line in lines]
        printed = head.get(Role.TITLE, "")
        if item.title and printed and not _same(item.title, printed):
            blocks.insert(0, Heading(2, printed))
        title, blocks = _headed(item.title or printed, blocks)
        name = _KIND_NAMES.get(item.kind)
        if name and not item.title:
            title = f"{name}：{title}" if title else name
        return Content(
            title or UNTITLED,
            head.get(Role.KICKER),
            head.get(Role.SUBTITLE),
            item.byline or head.get(Role.BYLINE),
            fields={KIND_FIELD: name} if name else {},
            blocks=tuple(blocks),
        )


# ── articles of a page by itself ───────────────────────────────────────────────────────────────────────────────────


def typed_articles(leaf: Leaf) -> Iterator[DraftArticle]:
    """Areas that the page types as articles and advertisements, and that no article has yet."""
    sheet = leaf.sheet
    for kind, spans in ((Kind.ARTICLE, sheet.articles), (Kind.ADVERT, sheet.adverts)):
        for span in spans:
            if span.start == span.end or any(leaf.taken[span.start : span.end]):
                continue
            leaf.take(span)
            story = _Story()
            story.add(Role.BODY, leaf, span)
            if span.box:
                story.zones.append(Zone(leaf.ref.label, corners(sheet.fraction(span.box))))
            certainty = Certainty.RECOGNISED if sheet.recognised else Certainty.SURE
            content = story.content(Item("", kind, "", "", (), ()))
            yield DraftArticle(content, leaf.original or "", None, (leaf.ref,), tuple(story.zones), certainty)


def rest_of_page(leaf: Leaf, fair: int) -> tuple[DraftArticle | None, int]:
    """What no article has, as one article if it is at least `fair` characters; and how many it is."""
    free = [run for run, taken in zip(leaf.sheet.runs, leaf.taken, strict=True) if not taken]
    characters = sum(len(run.text) for run in free)
    if not free or characters < fair:
        return None, characters
    name = "其余" if any(leaf.taken) else "全版"
    content = Content(f"第{leaf.ref.label}版{name}文字", blocks=tuple(Paragraph(text) for text in paragraphs([free])))
    blocks = (bounds([run.box for run in runs]) for _, runs in groupby(free, key=lambda run: run.block))
    zones = tuple(Zone(leaf.ref.label, corners(leaf.sheet.fraction(box))) for box in blocks if box)
    identity = f"{'rest' if any(leaf.taken) else 'page'}-{leaf.ref.label}"
    return DraftArticle(content, leaf.original or "", identity, (leaf.ref,), zones, Certainty.UNSURE), characters


# ── titles ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _headed(title: str, blocks: list[Block]) -> tuple[str, list[Block]]:
    """The title, and the body without it: a first paragraph that repeats it goes.

    Without a title it is the first paragraph, if that is short and others follow, or else the opening words, which then
    stay in the body too.
    """
    first = blocks[0].text if blocks and isinstance(blocks[0], Paragraph | Heading) else ""
    if title:
        return title, blocks[1:] if _same(title, first) else blocks
    if not _is_telling(first):
        return "", blocks
    if len(blocks) > 1 and len(first) <= _TITLE:
        return first, blocks[1:]
    if len(first) <= _OPENING:
        return first, blocks
    return (first[:_OPENING].rpartition(" ")[0] or first[:_OPENING]) + "…", blocks


def _is_telling(text: str) -> bool:
    """More than a speck that was taken for letters?"""
    return sum(2 if char > "\u2e7f" else 1 for char in text if char.isalnum()) >= 4


def _same(title: str, printed: str) -> bool:
    return compact(title).casefold() == compact(printed).casefold()
