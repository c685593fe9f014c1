"""What belongs together with an article, as its reader is told: where it goes on, copies, 导读, pages that are missing.

Pure: links and heads in, relations out.  How they are worded is the window's affair.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum

import msgspec

from archive.labels import label_order, pages_of
from archive.model import Article, ArticleHead, ArticleLink, LinkKind
from reader.whole import Seam


class Role(Enum):
    """What the other article is to the one that is read."""

    NEXT = "next"  # it goes on there
    BEGINNING = "beginning"  # it began there
    COPY = "copy"
    DIGEST = "digest"  # a 导读 of this one
    FULL_TEXT = "full text"  # this one is a 导读 of it


_ROLES = {  # of the second article to the first, and of the first to the second
    LinkKind.CONTINUES: (Role.NEXT, Role.BEGINNING),
    LinkKind.SAME: (Role.COPY, Role.COPY),
    LinkKind.DIGEST: (Role.FULL_TEXT, Role.DIGEST),
}


class Relation(msgspec.Struct, frozen=True):
    """One of them.  `article` None: nothing is there on page `label`, nor (`page_kept` False) is the page.

    `pair` is the link in doubt, as `Filing.link` takes it; None where there is no doubt to settle.
    """

    role: Role
    label: str
    article: int | None = None
    title: str = ""
    sure: bool = True
    page_kept: bool = True
    pair: tuple[int, int] | None = None


class Reading(msgspec.Struct, frozen=True):
    """An article as it is read: whole, where its parts meet, and what belongs together with it.

    `corrected`: so many places of its text people corrected; `printed`: this is what it said before.  `links`: all that
    the archive holds of the article and of its other parts, from which the relations were read.
    """

    article: Article
    seams: tuple[Seam, ...] = ()
    relations: tuple[Relation, ...] = ()
    corrected: int = 0
    printed: bool = False
    links: tuple[ArticleLink, ...] = ()


def relations(
    opened: int,
    members: Sequence[ArticleHead],
    links: Iterable[ArticleLink],
    heads: Mapping[int, ArticleHead],
    kept: Collection[str],
) -> tuple[Relation, ...]:
    """What to say of article `opened`: its other parts first, then what is sure, by page, then what is not.

    `members` are the parts of the whole that is read, in their order; `links` those of all of them and of `opened`,
    `heads` the issue's articles, `kept` the labels of its pages.
    """
    order = [member.id for member in members]
    here = order.index(opened) if opened in order else len(order)
    parts = [
        Relation(Role.BEGINNING if place < here else Role.NEXT, member.pages[0], member.id, member.title)
        for place, member in enumerate(members)
        if member.id != opened and member.pages and opened in order
    ]
    pages = {page for label in kept for page in (label, *pages_of(label))}
    own = {opened, *order}
    others = (_absent(link, pages) if link.second is None else _other(link, opened, own, heads) for link in links)
    found = dict.fromkeys(relation for relation in others if relation is not None)
    return (*parts, *sorted(found, key=lambda relation: (not relation.sure, label_order(relation.label))))


def _absent(link: ArticleLink, pages: Collection[str]) -> Relation | None:
    """A page that is spoken of, and where nothing was found."""
    if link.label is None:
        return None
    role = Role.BEGINNING if link.back else Role.NEXT
    return Relation(role, link.label, sure=False, page_kept=link.label in pages)


def _other(link: ArticleLink, opened: int, own: Collection[int], heads: Mapping[int, ArticleHead]) -> Relation | None:
    """The article at the link's other end; None where it is a part of the whole, or people said that it is not."""
    denied, joined = link.by_hand and not link.sure, link.sure and link.kind is LinkKind.CONTINUES
    if denied or joined:
        return None
    for mine, other in ((link.first, link.second), (link.second, link.first)):
        head = heads.get(other) if other is not None else None
        if head is not None and head.pages and (mine == opened or (mine in own and other not in own)):
            role = _ROLES[link.kind][0 if other == link.second else 1]
            in_doubt = link.kind is LinkKind.CONTINUES
            pair = (link.first, link.second) if in_doubt and link.second is not None else None
            return Relation(role, head.pages[0], head.id, head.title, sure=link.sure, pair=pair)
    return None
