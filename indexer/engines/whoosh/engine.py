"""The engine: one commit at a time is searched, segment by segment, and the answers are put in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from indexer import rule
from indexer.engines.base import Answer, IndexDocument, Question
from indexer.engines.ranking import SATURATION, TOGETHER_WEIGHT, freshness, rarity
from indexer.engines.whoosh import by_words, facets, manifest, writer
from indexer.engines.whoosh.evaluate import Evaluation, Mask
from indexer.engines.whoosh.facets import Names
from indexer.engines.whoosh.hits import Rows
from indexer.engines.whoosh.leaves import Leaves
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.errors import IndexDamagedError
from indexer.query.nodes import Phrase, Query
from indexer.request import Counted, Dates, Explanation, Facets, Hit, Sort

Array = npt.NDArray[Any]
_RETRIES: Final = 5


class WhooshEngine:
    """See `Engine`.  Searches share nothing but the snapshot and what was found before."""

    def __init__(self, folder: Path, *, create: bool, memory: int) -> None:
        self._folder = folder
        self._memory = memory
        self._lock = RLock()
        self._leaves = Leaves()
        self._names = Names()
        if create:
            writer.create(folder)
        self._snapshot: Snapshot | None = None
        self._refreshed()

    def write(self, puts: Iterable[IndexDocument], deletes: Iterable[int]) -> None:
        writer.commit(self._folder, puts, deletes, self._memory)

    def merge(self, most: int | None = None) -> bool:
        return writer.merge_due(self._folder, most)

    def search(self, question: Question) -> Answer:
        return _Search(self._refreshed(), self._leaves, self._names, question).answer()

    def count(self) -> int:
        return self._refreshed().documents

    def verify(self) -> None:
        for attempt in range(_RETRIES):
            data = manifest.read(self._folder)
            try:
                manifest.check(self._folder, data)
                break
            except IndexDamagedError:
                if attempt == _RETRIES - 1 or manifest.read(self._folder) == data:
                    raise

    def close(self) -> None:
        with self._lock:
            self._snapshot = None
            self._leaves.forget(set())

    def _refreshed(self) -> Snapshot:
        """The newest commit.  A writer may take files away while they are being opened: then there is a newer one."""
        with self._lock:
            for attempt in range(_RETRIES):
                data = manifest.read(self._folder)
                try:
                    if self._snapshot and self._snapshot.data == data:
                        self._snapshot.check()
                    else:
                        self._snapshot = Snapshot.open(self._folder, data, self._snapshot)
                        paths = {segment.path for segment in self._snapshot.segments}
                        self._leaves.forget(paths)
                        self._names.forget(paths)
                    return self._snapshot
                except IndexDamagedError:
                    if attempt == _RETRIES - 1 or manifest.read(self._folder) == data:
                        raise
        raise AssertionError("unreachable")


class _Search:
    """One question to one snapshot."""

    def __init__(self, snapshot: Snapshot, leaves: Leaves, names: Names, question: Question) -> None:
        self._snapshot = snapshot
        self._question = question
        self._names = names
        self._segments = [Evaluation(segment, leaves) for segment in snapshot.segments]
        self._known_counts: dict[Phrase, int] = {}

    def answer(self) -> Answer:
        query, filters = self._question.query, self._question.filters
        if query.root is None:
            nothing = Facets() if self._question.facets else None
            return Answer(0, (), nothing, Explanation() if self._question.explain else None)
        matched = [segment.matching(query.root) for segment in self._segments]
        kept = [segment.filtered(mask, filters) for segment, mask in zip(self._segments, matched, strict=True)]
        total = sum(int(np.count_nonzero(mask)) for mask in kept)
        return Answer(
            total,
            self._hits(kept, query),
            facets.count(self._names, zip(self._snapshot.segments, kept, strict=True))
            if self._question.facets
            else None,
            self._explanation(matched) if self._question.explain else None,
            max((int(one.segment.ids[mask].max(initial=0)) for one, mask in self._kept(kept)), default=0),
            self._dates(kept) if self._question.dates else (),
        )

    def _kept(self, masks: list[Mask]) -> Iterator[tuple[Evaluation, Mask]]:
        return zip(self._segments, masks, strict=True)

    def _dates(self, masks: list[Mask]) -> Dates:
        orders = [one.segment.order[np.flatnonzero(mask)].astype(np.int64) for one, mask in self._kept(masks)]
        dates, counts = np.unique(np.concatenate([np.zeros(0, np.int64), *orders]), return_counts=True)
        return tuple(zip(dates.tolist(), counts.tolist(), strict=True))

    def _hits(self, masks: list[Mask], query: Query) -> tuple[Hit, ...]:
        sort = self._question.sort
        if self._question.limit == 0:  # counted only: nothing is put in order
            return ()
        scored = sort in (Sort.RELEVANCE, Sort.FRESH) and bool(query.phrases() or query.together)
        weighted = [(phrase, self._rarity(phrase)) for phrase in query.phrases()] if scored else []
        weighted += [(phrase, TOGETHER_WEIGHT * self._rarity(phrase)) for phrase in query.together] if scored else []
        rows = Rows(self._segments, masks)
        if scored:
            rows.by_score(
                [self._scores(segment, mask, weighted) for segment, mask in zip(self._segments, masks, strict=True)]
            )
        else:
            rows.by_date(oldest=sort is Sort.OLDEST)
        words = by_words.words_of(query.phrases()) if scored and self._question.by_words else []
        return rows.hits(self._question.limit, self._question.offset, words)

    def _scores(self, one: Evaluation, mask: Mask, weighted: list[tuple[Phrase, float]]) -> Array:
        """The scores of the documents of a mask."""
        chosen = np.flatnonzero(mask)
        segment, grounds = one.segment, one.segment.grounds(self._snapshot.mean_length)[chosen]
        scores = np.zeros(len(chosen), dtype=np.float32)
        for phrase, weight in weighted:
            times, bonus = one.weights(phrase, mask, chosen)
            scores += weight * (times * (SATURATION + 1) / (times + grounds) + bonus)
        scores *= segment.priors[chosen]
        if self._question.sort is Sort.FRESH:
            days, inverse = np.unique(segment.order[chosen], return_inverse=True)
            scores *= np.array([freshness(day, self._newest) for day in days.tolist()], np.float32)[inverse]
        return scores

    def _explanation(self, matched: list[Mask]) -> Explanation:
        taken = dict.fromkeys(rule.conditions(self._question.filters), 0)
        for segment, mask in zip(self._segments, matched, strict=True):
            for name, condition in segment.conditions(self._question.filters):
                taken[name] += int(np.count_nonzero(mask)) - int(np.count_nonzero(condition(mask)))
        return Explanation(
            tuple(Counted(phrase.typed, self._count(phrase)) for phrase in self._question.query.phrases()),
            sum(int(np.count_nonzero(mask)) for mask in matched),
            tuple(Counted(name, count) for name, count in taken.items()),
        )

    def _rarity(self, phrase: Phrase) -> float:
        return rarity(self._snapshot.documents, self._count(phrase))

    def _count(self, phrase: Phrase) -> int:
        if phrase not in self._known_counts:
            self._known_counts[phrase] = sum(segment.count(phrase) for segment in self._segments)
        return self._known_counts[phrase]

    @cached_property
    def _newest(self) -> int:
        """The last dated day of the index, as yyyymmdd; 0 when nothing is dated."""
        segments = (one.segment for one in self._segments)
        orders = (one.order if one.live is None else one.order[one.live] for one in segments)
        return max((int(order.max(initial=0)) for order in orders), default=0)
