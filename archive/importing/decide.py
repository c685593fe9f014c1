"""What is to be done with a draft, decided purely: same, new, newer version, or a conflict to ask about.

Gets the draft and what the archive knows of its issue, returns a plan; the pipeline and the catalogue act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from itertools import islice

import msgspec
from msgspec.structs import replace

from archive.errata import Erratum, apply
from archive.model import Certainty, Content, DraftArticle, DraftIssue, IssueKey, PaperKind

IDENTITY_TEXT = 40
"""Characters of body text that, with page and title, tell two articles apart where the source gives no id."""

_canonical = msgspec.json.Encoder(order="deterministic")


class Resolution(StrEnum):
    """The answer to a conflict."""

    KEEP = "keep"
    REPLACE = "replace"
    BOTH = "both"


class Conflict(msgspec.Struct, frozen=True):
    """The same issue comes from another source; `kept` and `incoming` name the two formats for the user."""

    key: IssueKey
    source: str
    kept: str
    incoming: str


class KnownArticle(msgspec.Struct, frozen=True):
    """An article of the issue that the archive has, found by its identity.

    `digest` and `placement` are what the source said last; people may have `edited` the text, `placed` it
    elsewhere or `trashed` it.  `errata`: what they corrected, where that can be told apart from what the source says.
    """

    id: int
    version: int
    digest: str
    placement: str
    page: str | None
    certainty: Certainty = Certainty.SURE
    edited: bool = False
    placed: bool = False
    trashed: bool = False
    errata: tuple[Erratum, ...] = ()


class KnownIssue(msgspec.Struct, frozen=True):
    """What the archive knows of an issue.  `collective`: it came as a whole or from a table, not article by article."""

    id: int
    format: str
    collective: bool
    articles: Mapping[str, KnownArticle]


class Action(StrEnum):
    NEW = "new"
    SAME = "same"
    PLACED = "placed"  # the same text on other pages or zones: no new version
    NEWER = "newer"
    HELD = "held"  # the source changed, but people corrected the article: theirs stays
    CARRIED = "carried"  # the source changed, and what people corrected was corrected in it, too


class ArticlePlan(msgspec.Struct, frozen=True):
    """What is to be done with one article; `known` is what it replaces (None for a new one).

    `carried`: the source's new text as people corrected the old one; `misfits`: corrections whose words are not in it.
    """

    action: Action
    identity: str
    digest: str
    article: DraftArticle
    known: KnownArticle | None
    carried: Content | None = None
    misfits: tuple[Erratum, ...] = ()


class IssuePlan(msgspec.Struct, frozen=True):
    """What is to be done with a draft's articles; its pages and originals are simply brought up to date.

    Whole-page text (of a PDF, of OCR) gives way to real articles from another source: `superseded` are such articles
    that the archive has, `omitted` counts those of the draft.
    """

    draft: DraftIssue
    known: KnownIssue | None
    articles: tuple[ArticlePlan, ...]
    superseded: tuple[int, ...] = ()
    omitted: int = 0


def plan(
    draft: DraftIssue, known: KnownIssue | None, format_name: str, *, collective: bool, repeats: dict[str, list[str]]
) -> IssuePlan | None:
    """The plan for a draft, or None when it conflicts with what is known.

    `repeats` remembers, for the run over one source, which identities came with which digests: a source may repeat an
    identity without an id with other content (two notices under one title), and both must be kept.
    """
    planned = plan_anyway(draft, known, format_name, repeats)
    if known is not None and _conflicts(draft, known, planned.articles, format_name, collective=collective):
        return None
    return planned


def plan_anyway(
    draft: DraftIssue, known: KnownIssue | None, format_name: str, repeats: dict[str, list[str]]
) -> IssuePlan:
    """As `plan`, for a draft that is known to belong to the issue."""
    plans: list[ArticlePlan] = []
    seen: set[str] = set()
    another = known if known and known.format != format_name and draft.key.kind is PaperKind.NEWSPAPER else None
    better = _sure_pages(another) if another else set()
    omitted = 0
    for article in draft.articles:
        digest = content_digest(article)
        identity = _numbered(identity_of(article), digest, f"{draft.key}", repeats, has_id=article.own_id is not None)
        if identity in seen:
            continue
        seen.add(identity)
        old = known.articles.get(identity) if known else None
        if old is None and article.certainty is not Certainty.SURE and _first_page(article) in better:
            omitted += 1
            continue
        plans.append(_carried(ArticlePlan(_action(article, digest, old), identity, digest, article, old)))
    superseded = _superseded(another, plans) if another else ()
    return IssuePlan(draft, known, tuple(plans), superseded, omitted)


def _first_page(article: DraftArticle) -> str | None:
    return article.pages[0].label if article.pages else None


def _sure_pages(known: KnownIssue) -> set[str | None]:
    """Pages that real articles are known of; articles without a page say nothing of any."""
    sure = (item for item in known.articles.values() if item.certainty is Certainty.SURE and not item.trashed)
    return {item.page for item in sure} - {None}


def _superseded(known: KnownIssue, plans: list[ArticlePlan]) -> tuple[int, ...]:
    """Whole-page texts that the archive has of pages whose real articles come now."""
    pages = {_first_page(item.article) for item in plans if item.article.certainty is Certainty.SURE} - {None}
    mine = {item.known.id for item in plans if item.known}
    return tuple(
        item.id
        for item in known.articles.values()
        if item.certainty is not Certainty.SURE and item.page in pages and item.id not in mine and not item.trashed
    )


def identity_of(article: DraftArticle) -> str:
    """The article's name within its issue: the source's own id, or else first page, title and the text's beginning."""
    if article.own_id is not None:
        return f"id:{article.own_id}"
    page = article.pages[0].label if article.pages else ""
    text = "".join(
        islice((char for part in article.content.texts() for char in part if not char.isspace()), IDENTITY_TEXT)
    )
    title = "".join(article.content.title.split())
    return "text:" + sha256("\0".join((page, title, text)).encode()).hexdigest()[:24]


def content_digest(article: DraftArticle) -> str:
    """SHA-256 of the canonical JSON of what the article says."""
    return sha256(_canonical.encode(article.content)).hexdigest()


def placement_digest(article: DraftArticle) -> str:
    """SHA-256 of where the article stands: its pages and zones."""
    return sha256(_canonical.encode([[page.label for page in article.pages], article.zones])).hexdigest()


def _numbered(identity: str, digest: str, key: str, repeats: dict[str, list[str]], *, has_id: bool) -> str:
    if has_id:
        return identity
    digests = repeats.setdefault(f"{key}\0{identity}", [])
    if digest not in digests:
        digests.append(digest)
    number = digests.index(digest)
    return identity if number == 0 else f"{identity}#{number + 1}"


def _action(article: DraftArticle, digest: str, old: KnownArticle | None) -> Action:
    if old is None:
        return Action.NEW
    newer, moved = old.digest != digest, old.placement != placement_digest(article)
    if old.trashed or not (newer or moved):
        return Action.SAME
    if (newer and old.edited) or (moved and old.placed):
        return Action.HELD
    return Action.NEWER if newer else Action.PLACED


def _carried(item: ArticlePlan) -> ArticlePlan:
    """People's corrections of an article that its source changed are made in the new text, if all of them fit it."""
    known, content = item.known, item.article.content
    if item.action is not Action.HELD or known is None or not known.errata or known.digest == item.digest:
        return item
    carried, misfits = apply(content, known.errata)
    if misfits:
        return replace(item, misfits=misfits)
    return replace(item, action=Action.NEWER if carried == content else Action.CARRIED, carried=carried)


def _conflicts(
    draft: DraftIssue, known: KnownIssue, plans: Sequence[ArticlePlan], format_name: str, *, collective: bool
) -> bool:
    if draft.key.kind is not PaperKind.NEWSPAPER or not known.articles or not plans:
        return False
    if format_name != known.format:
        known_sure = any(item.certainty is Certainty.SURE and not item.trashed for item in known.articles.values())
        both_sure = known_sure and any(item.article.certainty is Certainty.SURE for item in plans)
        return both_sure and (collective or known.collective)
    if not draft.whole or any(item.known is not None for item in plans):
        return False
    kept = {article.page for article in known.articles.values()}
    return any(page.label in kept for item in plans for page in item.article.pages[:1])
