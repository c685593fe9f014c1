"""Importing: find sources under paths, read them, decide, keep.  A generator of Progress and Outcome values.

The order of keeping is what survives a power cut: originals first (written, synced, named), then everything else in one
transaction with the change feed.  A kill at any moment leaves an issue either not there or all there; running the same
import again goes on where it stopped, since what is there is `same`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from archive.catalogue import Catalogue, Provenance, Written
from archive.errors import UnreadableSourceError, UnsupportedSourceError
from archive.formats.base import Hints, Source
from archive.importing import discover
from archive.importing.decide import Conflict, IssuePlan, KnownIssue, Resolution, plan, plan_anyway
from archive.importing.reading import Form, Reader, Reading
from archive.model import DraftIssue, IssueKey, PaperKind
from archive.newspaper.papers import PaperNames
from archive.originals import Originals
from archive.progress import Cancelled, Outcome, OutcomeKind, Progress
from archive.wording import N_, _

_IN_TRASH = N_("这一期在回收站里，要导入请先还原")

Ask = Callable[[Conflict], Resolution]


def keep_what_is_there(_conflict: Conflict) -> Resolution:
    """The default answer: nothing in the archive gives way unasked."""
    return Resolution.KEEP


class Importer:
    """Brings sources into one archive.

    `reader` reads the sources, `names` knows papers under several names, `ask` answers conflicts, `cancelled` is looked
    at between items.
    `adding`: somebody adds to issues by hand: that is no conflict, and nothing that is there gives way.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        originals: Originals,
        reader: Reader,
        *,
        names: PaperNames | None = None,
        hints: Hints | None = None,
        ask: Ask | None = None,
        cancelled: Cancelled | None = None,
        adding: bool = False,
    ) -> None:
        self._names = names or PaperNames()
        self._catalogue = catalogue
        self._originals = originals
        self._reader = reader
        self._hints = hints or Hints()
        self._ask = ask or keep_what_is_there
        self._cancelled = Cancelled() if cancelled is None else cancelled
        self._adding = adding

    def run(self, paths: Sequence[Path]) -> Iterator[Progress | Outcome]:
        """Import everything under the paths.  One bad source never stops the others."""
        link_issues(self._catalogue)  # of a run that was cut short
        sources: list[Source] = []
        for path in paths:
            if self._cancelled:
                return
            yield Progress(str(path), 0)
            try:
                sources += discover.sources(path)
            except UnsupportedSourceError as error:
                yield Outcome(error.source, OutcomeKind.REFUSED, reason=error.reason)
            except UnreadableSourceError as error:
                yield Outcome(error.source, OutcomeKind.FAILED, reason=error.reason)
        yield from self.run_sources(sources)

    def run_sources(self, sources: list[Source]) -> Iterator[Progress | Outcome]:
        """Import sources that are at hand."""
        done = 0
        while sources and not self._cancelled:
            source = sources.pop(0)
            yield Progress(source.name, done, done + 1 + len(sources))
            outcomes: list[Outcome] = []
            more: list[Source] = []
            for event in self._import(source, more):
                if isinstance(event, Outcome):
                    outcomes.append(event)
                else:
                    yield replace(event, done=done, total=done + 1 + len(sources))
            yield from outcomes
            sources[:0] = more
            done += 1
        link_issues(self._catalogue)
        yield Progress("", done, done)

    def _import(self, source: Source, more: list[Source]) -> Iterator[Progress | Outcome]:
        """One source.  Files of a tree that its format did not use but that may be sources themselves go to `more`."""
        try:
            if isinstance(source, discover.BrokenSource):
                raise source.error
            reading = self._reader.read(source, self._hints)
            if reading is None:
                if source.is_tree:
                    more += discover.parts(source)
                    return
                with source.open(source.members[0]) as stream:  # a file that cannot even be read says so itself
                    stream.read(1)
                raise UnsupportedSourceError(source.name, _("认不出这是什么文件"))
            yield from self._import_as(reading, source, more)
        except UnsupportedSourceError as error:
            yield Outcome(error.source, OutcomeKind.REFUSED, reason=error.reason)
        except UnreadableSourceError as error:
            yield Outcome(error.source, OutcomeKind.FAILED, reason=error.reason)

    def _import_as(self, reading: Reading, source: Source, more: list[Source]) -> Iterator[Progress | Outcome]:
        form = reading.form
        run = _Run(source.name, form, source.is_tree)
        for draft in reading.drafts:
            if self._cancelled:
                break
            if form.per_file and run.file is None:  # of a file in which nothing is read, nothing is kept
                with source.open(source.members[0]) as stream:
                    run.file = self._originals.put_stream(stream)
            own, draft = discover.split_left_out(source, draft)
            more += own
            outcome = self._keep(draft, run)
            if form.per_file:
                yield Progress(source.name, run.articles)
            else:
                yield outcome
        if form.per_file:
            yield run.outcome()

    def _keep(self, draft: DraftIssue, run: _Run) -> Outcome:
        draft = self._under_one_name(run.adopt(draft))
        sizes = {blob.sha256: len(blob.data) for blob in draft.blobs}
        for blob in draft.blobs:
            self._originals.put(blob.data, blob.sha256)
        if run.file is not None:
            sizes[run.file[0]] = run.file[1]
        provenance = Provenance(
            run.form.name,
            run.form.version,
            run.form.per_file or draft.whole,
            source=run.name,
            tree=run.tree,
            hints=self._hints,
            unsure=draft.unsure,
        )
        with self._catalogue.writing() as writer:
            known = writer.known_issue(draft.key)
            if known is None and writer.is_trashed(draft.key):
                return run.note(draft, _outcome(draft, run.name, OutcomeKind.REFUSED, reason=_(_IN_TRASH)))
            planned = self._plan(draft, known, run, provenance)
            if planned is None and known is not None:
                edition = writer.edition_from(draft.key, run.form.name)  # both were kept before: no need to ask again
                if edition is None:
                    match run.answer(Conflict(draft.key, run.name, known.format, run.form.name), self._ask):
                        case Resolution.KEEP:
                            return run.note(
                                draft, _outcome(draft, run.name, OutcomeKind.REFUSED, conflict_with=known.format)
                            )
                        case Resolution.REPLACE:
                            writer.replace_issue(known)
                        case Resolution.BOTH:
                            edition = writer.free_edition(draft.key)
                if edition is not None:
                    draft = msgspec.structs.replace(draft, key=msgspec.structs.replace(draft.key, edition=edition))
                planned = self._plan(draft, writer.known_issue(draft.key), run, provenance)
            assert planned is not None
            written = writer.write(planned, provenance, sizes)
        draft = msgspec.structs.replace(draft, notes=(*draft.notes, *_remarks(planned, written)))
        return run.note(draft, _outcome(draft, run.name, _kind(written)))

    def _under_one_name(self, draft: DraftIssue) -> DraftIssue:
        """A newspaper that came under a code or another name is filed under the name that it is known by."""
        if draft.key.kind is not PaperKind.NEWSPAPER:
            return draft
        name = self._names.canonical(draft.key.paper)
        return msgspec.structs.replace(draft, key=msgspec.structs.replace(draft.key, paper=name))

    def _plan(self, draft: DraftIssue, known: KnownIssue | None, run: _Run, provenance: Provenance) -> IssuePlan | None:
        if self._adding:
            return replace(plan_anyway(draft, known, provenance.format, run.repeats), superseded=())
        return plan(draft, known, provenance.format, collective=provenance.collective, repeats=run.repeats)


def link_issues(catalogue: Catalogue) -> None:
    """Look for jumps and copies in the issues that were written since this was last done."""
    for issue in catalogue.links_due():
        with catalogue.writing() as writer:
            writer.refresh_links(issue)


class _Run(msgspec.Struct):
    """What is remembered while one source is read."""

    name: str
    form: Form
    tree: bool
    file: tuple[str, int] | None = None  # SHA-256 and size of a table as it came in
    repeats: dict[str, list[str]] = msgspec.field(default_factory=dict)
    answers: dict[IssueKey, Resolution] = msgspec.field(default_factory=dict)
    outcomes: dict[OutcomeKind, int] = msgspec.field(default_factory=dict)
    articles: int = 0
    pages: set[tuple[IssueKey, str]] = msgspec.field(default_factory=set)
    keys: dict[IssueKey, None] = msgspec.field(default_factory=dict)
    last: Outcome | None = None
    missing: dict[str, None] = msgspec.field(default_factory=dict)
    notes: dict[str, None] = msgspec.field(default_factory=dict)

    def adopt(self, draft: DraftIssue) -> DraftIssue:
        """A table's drafts do not carry the table: it was kept as a stream, and is what their articles came from."""
        if self.file is None:
            return draft
        sha = self.file[0]
        articles = tuple(msgspec.structs.replace(article, original=sha) for article in draft.articles)
        return msgspec.structs.replace(draft, articles=articles)

    def answer(self, conflict: Conflict, ask: Ask) -> Resolution:
        """The user's answer, asked once for each issue of the source."""
        if conflict.key not in self.answers:
            self.answers[conflict.key] = ask(conflict)
        return self.answers[conflict.key]

    def note(self, draft: DraftIssue, outcome: Outcome) -> Outcome:
        """Remember what became of a draft; returns its outcome."""
        self.outcomes[outcome.outcome] = self.outcomes.get(outcome.outcome, 0) + 1
        self.articles += outcome.articles
        self.keys[draft.key] = None
        self.pages.update((draft.key, label) for label in _labels(draft))
        self.missing |= dict.fromkeys(outcome.missing)
        self.notes |= dict.fromkeys(outcome.notes)
        self.last = outcome
        return outcome

    def outcome(self) -> Outcome:
        """All drafts of a table as one outcome; paper and date where they are the same throughout."""
        if self.last is None:
            return Outcome(self.name, OutcomeKind.FAILED, reason=_("没有一行可以导入"), notes=tuple(self.notes))
        kinds = set(self.outcomes)
        refused = self.outcomes.get(OutcomeKind.REFUSED, 0)
        good = kinds - {OutcomeKind.REFUSED}
        kind = OutcomeKind.REFUSED if refused else good.pop() if len(good) == 1 else OutcomeKind.UPDATED
        papers = {key.paper for key in self.keys}
        dates = {key.date for key in self.keys}
        reason = (
            self.last.reason
            if refused == 1
            else _("{count} 期已从别的来源导入，保留原有的").format(count=refused)
            if refused
            else None
        )
        return Outcome(
            self.name,
            kind,
            self.last.kind,
            paper=papers.pop() if len(papers) == 1 else None,
            date=dates.pop() if len(dates) == 1 else None,
            pages=len(self.pages),
            articles=self.articles,
            missing=tuple(self.missing),
            notes=tuple(self.notes),
            reason=reason,
            conflict=bool(refused),
        )


def _remarks(planned: IssuePlan, written: Written) -> Iterator[str]:
    """What the archive did otherwise than the source says."""
    if planned.omitted:
        yield _("{count} 版的全版文字没有另存为稿件：这几版已有稿件").format(count=planned.omitted)
    if planned.superseded:
        yield _("{count} 版的全版文字已由稿件代替，移入回收站").format(count=len(planned.superseded))
    if written.held:
        yield _("{count} 篇经人工改过，来源有变，保留人工的").format(count=written.held)
    if written.trashed:
        yield _("{count} 篇在回收站里，没有放回").format(count=written.trashed)


def _kind(written: Written) -> OutcomeKind:
    if written.issue_is_new or (written.ids and written.added == len(written.ids)):
        return OutcomeKind.ADDED
    if written.added or written.updated or written.pages_changed:
        return OutcomeKind.UPDATED
    return OutcomeKind.SAME


def _outcome(
    draft: DraftIssue,
    source: str,
    kind: OutcomeKind,
    *,
    conflict_with: str | None = None,
    reason: str | None = None,
) -> Outcome:
    if conflict_with:
        reason = _("这一期已从别的来源（{source}）导入，保留了原有的").format(source=conflict_with)
    return Outcome(
        source,
        kind,
        draft.key.kind,
        draft.key.paper,
        draft.key.date,
        draft.key.edition,
        pages=len(_labels(draft)),
        articles=len(draft.articles),
        missing=draft.missing,
        left_out=draft.left_out,
        notes=draft.notes,
        reason=reason,
        conflict=conflict_with is not None,
    )


def _labels(draft: DraftIssue) -> set[str]:
    """The pages that a draft speaks of."""
    return {page.label for page in draft.pages} | {ref.label for article in draft.articles for ref in article.pages}
