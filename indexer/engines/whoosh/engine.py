"""Answering queries: postings give candidates, the query's patterns decide, columns filter and order.  Exact counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import RLock
from typing import Final

from indexer import analysis
from indexer.engines.base import IndexDocument, split_head
from indexer.engines.ranking import Found, Match, date_bounds, occurrences, ranked
from indexer.engines.whoosh import manifest, writer
from indexer.engines.whoosh.snapshot import Segment, Snapshot
from indexer.engines.whoosh.terms import Lookup, Plan, plan
from indexer.errors import IndexDamagedError
from indexer.query import Part, Query
from indexer.request import Filters, Hit, Sort

FEW: Final = 150
"""So few candidates are verified in less time than more postings are read."""
_RETRIES: Final = 5


class WhooshEngine:
    """See `Engine`.  Searches of one engine run one after the other: its files have one reading position."""

    def __init__(self, folder: Path, *, create: bool) -> None:
        self._folder = folder
        self._lock = RLock()
        if create:
            writer.create(folder)
        self._snapshot: Snapshot | None = None
        self._refreshed()

    def write(self, puts: Iterable[IndexDocument], deletes: Iterable[int]) -> None:
        writer.commit(self._folder, puts, deletes)

    def search(
        self, query: Query, filters: Filters, sort: Sort, limit: int | None, offset: int
    ) -> tuple[int, tuple[Hit, ...]]:
        with self._lock:
            snapshot = self._refreshed()
            plans = [(part, plan(part)) for part in query.parts]
            matches = [
                match
                for segment in (snapshot.segments if plans else ())
                for match in _segment_matches(segment, plans, filters)
            ]
            documents, mean_length = snapshot.documents, snapshot.mean_length
        return len(matches), ranked(matches, sort, limit, offset, documents, mean_length)

    def count(self) -> int:
        with self._lock:
            return self._refreshed().documents

    def close(self) -> None:
        with self._lock:
            if self._snapshot:
                self._snapshot.close()
            self._snapshot = None

    def _refreshed(self) -> Snapshot:
        """The newest commit.  A writer may take files away while they are being opened: then there is a newer one."""
        for attempt in range(_RETRIES):
            data = manifest.read(self._folder)
            try:
                if self._snapshot and self._snapshot.data == data:
                    self._snapshot.check()
                else:
                    self._snapshot = Snapshot.open(self._folder, data, self._snapshot)
                return self._snapshot
            except IndexDamagedError:
                if attempt == _RETRIES - 1 or manifest.read(self._folder) == data:
                    raise
        raise AssertionError("unreachable")


_Weights = dict[int, int]
"""Document number → weight (see `terms.weights`)."""


def _segment_matches(segment: Segment, plans: list[tuple[Part, Plan]], filters: Filters) -> list[Match]:
    """All documents of a segment that match, with what was found of each part."""
    candidates, weights = _candidates(segment, [one for _, one in plans], _column_filter(segment, filters))
    verify = [(i, part) for i, (part, _) in enumerate(plans) if i not in weights]
    author = analysis.fold(filters.author or "")
    matches: list[Match] = []
    for number in candidates:
        found: dict[int, Found] = {}
        if verify or author:
            folded = segment.text(number)
            head, byline = split_head(folded)
            if author not in byline or not _verify(verify, folded, head, found):
                continue
        for i, known in weights.items():
            found[i] = Found(known[number] >> 1, bool(known[number] & 1))
        in_order = tuple([found[i] for i in range(len(plans))])
        matches.append(Match(segment.ids[number], segment.order[number], segment.lengths[number], in_order))
    return matches


def _candidates(
    segment: Segment, plans: list[Plan], passes: Callable[[int], bool]
) -> tuple[set[int], dict[int, _Weights]]:
    """Documents that may match, and by number of the part the weights of those parts that need no verification."""
    terms = segment.terms
    lookups: list[list[tuple[Lookup, range]]] = []
    for one in plans:
        ranges = [(lookup, _numbers(segment, lookup)) for lookup in one.lookups]
        if not all(numbers for _, numbers in ranges):
            return set(), {}
        lookups.append(sorted(ranges, key=lambda pair: terms.entries(pair[1])))
    left: set[int] | None = None
    weights: dict[int, _Weights] = {}
    with_terms = [i for i in range(len(plans)) if lookups[i]]
    for i in sorted(with_terms, key=lambda i: terms.entries(lookups[i][0][1])):
        for lookup, numbers in lookups[i]:
            cheap = plans[i].sufficient and terms.entries(numbers) <= FEW
            if left is not None and len(left) <= FEW and not cheap:
                break
            found = _lookup(segment, lookup, numbers)
            left = set(filter(passes, found.keys() - segment.deleted)) if left is None else left & found.keys()
            if plans[i].sufficient:
                weights[i] = found
    if left is None:
        left = set(filter(passes, set(range(len(segment.ids))) - segment.deleted))
    return left, weights


def _verify(parts: list[tuple[int, Part]], folded: str, head: int, found: dict[int, Found]) -> bool:
    """Whether all these parts stand in the text; counts go into `found`."""
    for i, part in parts:
        one = occurrences(part, folded, head)
        if one is None:
            return False
        found[i] = one
    return True


def _numbers(segment: Segment, lookup: Lookup) -> range:
    return segment.terms.exactly(lookup.begin) if lookup.exact else segment.terms.beginning_with(lookup.begin)


def _lookup(segment: Segment, lookup: Lookup, numbers: range) -> _Weights:
    """The documents of all terms that are meant, with their weights added up."""
    terms = segment.terms
    if lookup.rest is None:
        documents, weights = terms.postings(numbers)
        if len(numbers) == 1:
            return dict(zip(documents, weights, strict=True))
        return _added({}, documents, weights)
    added: _Weights = {}
    for number in numbers:
        if lookup.wants(terms.name(number)):
            _added(added, *terms.postings(range(number, number + 1)))
    return added


def _added(to: _Weights, documents: Iterable[int], weights: Iterable[int]) -> _Weights:
    get = to.get
    for number, weight in zip(documents, weights, strict=True):
        before = get(number, 0)
        to[number] = ((before >> 1) + (weight >> 1)) << 1 | ((before | weight) & 1)
    return to


def _column_filter(segment: Segment, filters: Filters) -> Callable[[int], bool]:
    """What the columns can decide."""
    checks: list[Callable[[int], bool]] = []
    if filters.paper is not None:
        papers, paper = segment.papers, filters.paper.encode(errors="surrogatepass")
        checks.append(lambda number: papers[number] == paper)
    bounds = date_bounds(filters)
    if bounds:
        begin, end = bounds
        first, last = segment.first, segment.last
        checks.append(lambda number: last[number] >= begin and 0 < first[number] <= end)
    if filters.page is not None:
        pages = segment.pages
        page = f"{writer.PAGE_BORDER}{filters.page}{writer.PAGE_BORDER}".encode(errors="surrogatepass")
        checks.append(lambda number: page in pages[number])
    if not checks:
        return lambda _: True
    return lambda number: all(check(number) for check in checks)
