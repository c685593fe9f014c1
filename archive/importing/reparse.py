"""Reading again what came in before: when an importer improved, its issues are read anew from the kept originals.

Nothing is lost by it: articles keep their ids (and so every mark on them), older texts stay as versions, what people
corrected stays theirs, and an article that is no longer read stays and is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec
from msgspec.structs import replace

from archive.catalogue import Arrival, Catalogue, Writer
from archive.errata import Erratum
from archive.errors import UnreadableSourceError
from archive.formats import registry
from archive.importing.decide import Action, IssuePlan, KnownArticle, KnownIssue, plan_anyway
from archive.importing.pipeline import link_issues
from archive.importing.reading import Form, Reader
from archive.importing.sources import StoredSource
from archive.model import Article, DraftArticle, DraftIssue, IssueKey, PaperKind
from archive.newspaper.papers import PaperNames
from archive.originals import Originals
from archive.progress import Cancelled, Progress
from archive.wording import _

ALIKE = 0.6
"""How alike two titles must be for an article that is read differently to be the same one."""


class ArticleChange(msgspec.Struct, frozen=True):
    """One article before and after; `before` None: newly read, `after` None: no longer read (it stays).

    `misfits`: corrections of its text whose words its source no longer has; the corrected text stays.
    """

    id: int | None
    before: str | None
    after: str | None
    action: Action | None
    misfits: tuple[Erratum, ...] = ()


class Reread(msgspec.Struct, frozen=True):
    """What reading one arrival again changes, or would change; `problem` is a sentence when it could not be read."""

    key: IssueKey
    source: str
    format: str
    changes: tuple[ArticleChange, ...] = ()
    pages_changed: bool = False
    read_as: IssueKey | None = None
    problem: str | None = None

    @property
    def is_same(self) -> bool:
        return not (self.changes or self.pages_changed or self.problem or self.read_as)


def reparse(
    catalogue: Catalogue,
    originals: Originals,
    reader: Reader,
    *,
    apply: bool,
    everything: bool = False,
    paper: str | None = None,
    names: PaperNames | None = None,
    cancelled: Cancelled | None = None,
) -> Iterator[Progress | Reread]:
    """Read again what older importers read (or `everything`), of one paper or all; keep the result only with `apply`.

    Yields what differs; an arrival that reads as before yields nothing.
    """
    due = [item for item in catalogue.arrivals(paper) if everything or _is_older(item)]
    groups: defaultdict[tuple[str, tuple[tuple[str, str], ...]], list[Arrival]] = defaultdict(list)
    for item in due:  # a table brought something to many issues: it is read once
        groups[item.provenance.source, item.files].append(item)
    for done, group in enumerate(groups.values()):
        if cancelled:
            return
        yield Progress(group[0].provenance.source, done, len(groups))
        for found in _reread(catalogue, originals, reader, group, names or PaperNames(), apply=apply):
            if not found.is_same:
                yield found
    link_issues(catalogue)
    yield Progress("", len(groups), len(groups))


def _is_older(arrival: Arrival) -> bool:
    form = registry.by_name(arrival.provenance.format)
    return form is None or form.version > arrival.provenance.format_version


def _reread(
    catalogue: Catalogue,
    originals: Originals,
    reader: Reader,
    group: Sequence[Arrival],
    names: PaperNames,
    *,
    apply: bool,
) -> Iterator[Reread]:
    source = _stored(group[0], originals)
    homes = {_known_as(catalogue.source_key(item.issue), names): item for item in group}
    name = group[0].provenance.format
    try:
        reading = reader.read(source, group[0].provenance.hints, name)
        if reading is None:
            yield from (Reread(key, source.name, name, problem=_("没有能读它的导入器了")) for key in homes)
            return
        form = reading.form
        name = form.name
        for draft in reading.drafts:
            key = _known_as(draft.key, names)
            home = key if key in homes else next(iter(homes)) if len(homes) == 1 else None
            if home is None:
                yield Reread(key, source.name, form.name, read_as=key)
                continue
            arrival = homes[home]
            read_as = key if key != home else None
            if form.per_file:
                sha = arrival.files[0][1]
                articles = tuple(msgspec.structs.replace(article, original=sha) for article in draft.articles)
                draft = msgspec.structs.replace(draft, articles=articles)
            draft = msgspec.structs.replace(draft, key=home)
            yield replace(_one(catalogue, arrival, form, draft, apply=apply), read_as=read_as)
    except UnreadableSourceError as error:
        yield from (Reread(key, source.name, name, problem=error.reason) for key in homes)


def _stored(arrival: Arrival, originals: Originals) -> StoredSource:
    name = arrival.provenance.source or "、".join(name for name, _ in arrival.files[:1])
    files = {member: originals.path(sha) for member, sha in arrival.files}
    return StoredSource(name, files, is_tree=arrival.provenance.tree)


def _known_as(key: IssueKey, names: PaperNames) -> IssueKey:
    if key.kind is not PaperKind.NEWSPAPER:
        return key
    return msgspec.structs.replace(key, paper=names.canonical(key.paper))


def _one(catalogue: Catalogue, arrival: Arrival, form: Form, draft: DraftIssue, *, apply: bool) -> Reread:
    with catalogue.writing(keep=apply) as writer:
        return _write(catalogue, writer, arrival, form, draft)


def _write(catalogue: Catalogue, writer: Writer, arrival: Arrival, form: Form, draft: DraftIssue) -> Reread:
    known = writer.known_by_id(arrival.issue)
    first = plan_anyway(draft, known, form.name, repeats={})
    kept = {item.known.id for item in first.articles if item.known}
    shas = {sha for _, sha in arrival.files}
    gone = {
        article.id: article
        for article in catalogue.articles_by_id([item.id for item in known.articles.values() if item.id not in kept])
        if article.original in shas
    }
    renamed = _adopted(first, gone)
    for article_id, identity in renamed.items():
        writer.rename(article_id, identity)
    known = _renamed(known, renamed)
    planned = plan_anyway(draft, known, form.name, repeats={})
    before = {item.known.id: item for item in planned.articles if item.known}
    titles = {article.id: article.content.title for article in catalogue.articles_by_id(list(before))}
    provenance = replace(arrival.provenance, format=form.name, format_version=form.version)
    sizes = {blob.sha256: len(blob.data) for blob in draft.blobs}
    if form.name != arrival.provenance.format:
        writer.retag(arrival, form.name)
    written = writer.write(planned, provenance, sizes)
    changes = [
        ArticleChange(
            item.known.id if item.known else None,
            titles.get(item.known.id) if item.known else None,
            item.article.content.title,
            item.action,
            item.misfits,
        )
        for item in planned.articles
        if item.action is not Action.SAME
    ]
    changes += [
        ArticleChange(article.id, article.content.title, None, None)
        for article in gone.values()
        if article.id not in renamed
    ]
    return Reread(
        writer.key_of(arrival.issue), arrival.provenance.source, form.name, tuple(changes), written.pages_changed
    )


def _adopted(planned: IssuePlan, gone: Mapping[int, Article]) -> dict[int, str]:
    """Articles that are read under another name now: id → new identity.  By file first, then by title."""
    left = dict(gone)
    renamed: dict[int, str] = {}
    for item in planned.articles:
        if item.action is not Action.NEW:
            continue
        best = max(left.values(), key=lambda article: _likeness(article, item.article), default=None)
        if best is not None and _likeness(best, item.article) >= ALIKE:
            renamed[best.id] = item.identity
            del left[best.id]
    return renamed


def _likeness(old: Article, new: DraftArticle) -> float:
    if old.original != new.original:
        return 0.0
    one, other = ("".join(content.title.split()) for content in (old.content, new.content))
    text, newer = ("".join(content.texts())[:200] for content in (old.content, new.content))
    alike = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return max(alike, SequenceMatcher(None, text, newer, autojunk=False).ratio() if text and newer else 0.0)


def _renamed(known: KnownIssue, renamed: Mapping[int, str]) -> KnownIssue:
    articles: dict[str, KnownArticle] = {
        renamed.get(item.id, identity): item for identity, item in known.articles.items()
    }
    return replace(known, articles=articles)
