"""The engine: one commit at a time is searched, segment by segment, and the answers are put in order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from threading import RLock
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import rule
from indexer.engines.base import Answer, IndexDocument, Question
from indexer.engines.ranking import LENGTH_SHARE, SATURATION, TOGETHER_WEIGHT, freshness, rarity
from indexer.engines.whoosh import by_words, manifest, writer
from indexer.engines.whoosh.evaluate import Evaluation, Mask
from indexer.engines.whoosh.facets import Counting
from indexer.engines.whoosh.leaves import Leaves
from indexer.engines.whoosh.snapshot import Snapshot
from indexer.errors import IndexDamagedError
from indexer.query.nodes import Phrase, Query
from indexer.request import Counted, Explanation, Facets, Hit, Sort

Array = npt.NDArray[Any]
_RETRIES: Final = 5
_UNDATED_LAST: Final = 99_999_999
_PLACE_BITS: Final = 32
_NUMBER: Final = (1 << _PLACE_BITS) - 1


class WhooshEngine:
    """See `Engine`.  Searches share nothing but the snapshot and what was found before."""

    def __init__(self, folder: Path, *, create: bool, memory: int) -> None:
        self._folder = folder
        self._memory = memory
        self._lock = RLock()
        self._leaves = Leaves()
        if create:
            writer.create(folder)
        self._snapshot: Snapshot | None = None
        self._refreshed()

    def write(self, puts: Iterable[IndexDocument], deletes: Iterable[int]) -> None:
        writer.commit(self._folder, puts, deletes, self._memory)

    def merge(self) -> bool:
        return writer.merge_due(self._folder)

    def search(self, question: Question) -> Answer:
        return _Search(self._refreshed(), self._leaves, question).answer()

    def count(self) -> int:
        return self._refreshed().documents

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
                        self._leaves.forget({segment.path for segment in self._snapshot.segments})
                    return self._snapshot
                except IndexDamagedError:
                    if attempt == _RETRIES - 1 or manifest.read(self._folder) == data:
                        raise
        raise AssertionError("unreachable")


class _Rows(NamedTuple):
    """Documents that were found; `places` are segment << _PLACE_BITS | number."""

    scores: Array
    order: Array
    ids: Array
    places: Array

    def first(self, count: int, sort: Sort) -> _Rows:
        """The first `count` in order: by score or date, then by newest date, then by highest id."""
        if 0 < count < len(self.ids):
            main = self.keys(sort)[-1]
            near = np.flatnonzero(main <= np.partition(main, count - 1)[count - 1])
            return _Rows(*(column[near] for column in self)).first(0, sort).cut(count)
        order = np.lexsort(self.keys(sort))
        return _Rows(*(column[order] for column in self))

    def cut(self, count: int) -> _Rows:
        return _Rows(*(column[:count] for column in self))

    def keys(self, sort: Sort, count: int | None = None) -> tuple[Array, ...]:
        """What the first `count` rows (all) are sorted by, the most important last."""
        scores, order, ids, _ = self.cut(len(self.ids) if count is None else count)
        if sort is Sort.NEWEST:
            return -ids, -order
        if sort is Sort.OLDEST:
            return -ids, np.where(order > 0, order, _UNDATED_LAST)
        return -ids, -order, -scores


class _Search:
    """One question to one snapshot."""

    def __init__(self, snapshot: Snapshot, leaves: Leaves, question: Question) -> None:
        self._snapshot = snapshot
        self._question = question
        self._segments = [Evaluation(segment, leaves) for segment in snapshot.segments]
        self._known_counts: dict[Phrase, int] = {}

    def answer(self) -> Answer:
        query, filters = self._question.query, self._question.filters
        if query.root is None:
            nothing = Facets() if self._question.facets else None
            return Answer(0, (), nothing, Explanation() if self._question.explain else None)
        matched = [segment.matching(query.root) for segment in self._segments]
        kept = [segment.filtered(mask, filters) for segment, mask in zip(self._segments, matched, strict=True)]
        total = sum(int(mask.sum()) for mask in kept)
        answer = Answer(total, self._hits(kept, query))
        if self._question.facets or self._question.explain:
            counting = Counting() if self._question.facets else None
            for segment, mask in zip(self._segments, kept, strict=True):
                if counting:
                    counting.add(segment.segment, mask)
            answer = Answer(
                total,
                answer.hits,
                counting.facets() if counting else None,
                self._explanation(matched) if self._question.explain else None,
            )
        return answer

    def _hits(self, masks: list[Mask], query: Query) -> tuple[Hit, ...]:
        sort = self._question.sort
        scored = sort in (Sort.RELEVANCE, Sort.FRESH) and bool(query.phrases() or query.together)
        weighted = [(phrase, self._rarity(phrase)) for phrase in query.phrases()] if scored else []
        weighted += [(phrase, TOGETHER_WEIGHT * self._rarity(phrase)) for phrase in query.together] if scored else []
        rows: list[tuple[Array, Array, Array, Array]] = []
        for number, (segment, mask) in enumerate(zip(self._segments, masks, strict=True)):
            chosen = np.flatnonzero(mask)
            if len(chosen):
                scores = self._scores(segment, mask, weighted)[chosen] if scored else np.zeros(len(chosen), np.float32)
                places = chosen | number << _PLACE_BITS
                rows.append(
                    (scores, segment.segment.order[chosen].astype(np.int64), segment.segment.ids[chosen], places)
                )
        if not rows:
            return ()
        found = _Rows(*(np.concatenate(column) for column in zip(*rows, strict=True)))
        limit, offset = self._question.limit, self._question.offset
        end = len(found.ids) if limit is None else offset + limit
        if scored and self._question.by_words and (words := by_words.words_of(query.phrases())):
            first = found.first(max(end, by_words.MOST), sort)
            lifted = min(by_words.MOST, len(first.ids))
            looked_at = [
                (self._segments[place >> _PLACE_BITS], place & _NUMBER) for place in first.places[:lifted].tolist()
            ]
            first.scores[:lifted] *= np.array(by_words.factors(words, looked_at), np.float32)
            order = np.concatenate((np.lexsort(first.keys(sort, lifted)), np.arange(lifted, len(first.ids))))
            found = _Rows(*(column[order] for column in first))
        else:
            found = found.first(end, sort)
        ids, scores = found.ids[offset:end].tolist(), found.scores[offset:end].tolist()
        return tuple(Hit(*pair) for pair in zip(ids, scores, strict=True))

    def _scores(self, one: Evaluation, mask: Mask, weighted: list[tuple[Phrase, float]]) -> Array:
        segment = one.segment
        scores = np.zeros(len(segment), dtype=np.float32)
        scale = LENGTH_SHARE / max(self._snapshot.mean_length, 1.0)
        for phrase, weight in weighted:
            documents, times, bonus = one.weights(phrase, mask)
            counts = times.astype(np.float32)
            ground = SATURATION * (1 - LENGTH_SHARE + scale * segment.length[documents].astype(np.float32))
            scores[documents] += weight * (counts * (SATURATION + 1) / (counts + ground) + bonus)
        scores *= segment.priors
        if self._question.sort is Sort.FRESH:
            days, inverse = np.unique(segment.order, return_inverse=True)
            scores *= np.array([freshness(day, self._newest) for day in days.tolist()], np.float32)[inverse]
        return scores

    def _explanation(self, matched: list[Mask]) -> Explanation:
        taken = dict.fromkeys(rule.conditions(self._question.filters), 0)
        for segment, mask in zip(self._segments, matched, strict=True):
            for name, condition in segment.conditions(self._question.filters):
                taken[name] += int(mask.sum()) - int(condition(mask).sum())
        return Explanation(
            tuple(Counted(phrase.typed, self._count(phrase)) for phrase in self._question.query.phrases()),
            sum(int(mask.sum()) for mask in matched),
            tuple(Counted(name, count) for name, count in taken.items()),
        )

    def _rarity(self, phrase: Phrase) -> float:
        return rarity(self._snapshot.documents, self._count(phrase))

    def _count(self, phrase: Phrase) -> int:
        if phrase not in self._known_counts:
            self._known_counts[phrase] = sum(segment.count(phrase) for segment in self._segments)
        return self._known_counts[phrase]

    @property
    def _newest(self) -> int:
        """The last dated day of the index, as yyyymmdd; 0 when nothing is dated."""
        orders = (one.segment.order for one in self._segments if one.segment.live is None)
        some = (one.segment.order[one.segment.live] for one in self._segments if one.segment.live is not None)
        return max((int(order.max(initial=0)) for order in chain(orders, some)), default=0)
