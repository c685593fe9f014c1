"""趋势: how many articles speak of something, by day, month or year, as numbers or as shares of all articles.

Everything is counted by the index; no article is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from archive.cells import guarded
from archive.errors import UsageError
from archive.model import PartialDate
from archive.wording import _
from indexer.request import Dates, Filters, SearchRequest

if TYPE_CHECKING:
    from reader.library import Library

MOST_SERIES: Final = 6
"""More cannot be told apart in a picture."""
MOST_DAYS: Final = 93
"""A longer time is counted by months unless days are asked for."""
MOST_MONTHS: Final = 96
"""A longer time is counted by years unless months are asked for."""
MOST_PERIODS: Final = 20_000
"""Fifty years of days; more is refused."""


class Step(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class Place(StrEnum):
    """Where in the paper; front pages and first articles of their pages overlap."""

    ANY = "any"
    FRONT = "front"
    LEAD = "lead"


class Asked(msgspec.Struct, frozen=True):
    """One series: a query (empty: all articles), under conditions."""

    query: str
    filters: Filters
    exact: bool = False


class Series(msgspec.Struct, frozen=True):
    """`counts` of the hits and `wholes` of all articles under the same conditions, one for each period.

    `unplaced`: hits whose date is not known, or not as exactly as the periods ask.
    """

    asked: Asked
    counts: tuple[int, ...]
    wholes: tuple[int, ...]
    unplaced: int = 0

    def shares(self) -> tuple[float, ...]:
        """0…1 of all articles of each period; 0 where there are none."""
        return tuple(count / whole if whole else 0.0 for count, whole in zip(self.counts, self.wholes, strict=True))


class Trends(msgspec.Struct, frozen=True):
    """`periods` follow one another without a gap."""

    step: Step
    periods: tuple[PartialDate, ...]
    series: tuple[Series, ...]


def several(
    queries: Sequence[str],
    *,
    papers: Sequence[str] = (),
    places: Sequence[Place] = (),
    filters: Filters | None = None,
    exact: bool = False,
) -> tuple[Asked, ...]:
    """Each query in each paper and each place.  `UsageError` when there are none or too many."""
    base = filters or Filters()
    asked = tuple(
        Asked(query, _at(replace(base, paper=paper or base.paper), place), exact)
        for query in dict.fromkeys(query.strip() for query in queries)
        if query
        for paper in dict.fromkeys(papers or (None,))
        for place in dict.fromkeys(places or (Place.ANY,))
    )
    if not asked:
        raise UsageError(_("先写下要比较的检索词"))
    if len(asked) > MOST_SERIES:
        raise UsageError(_("一次最多比较 {limit} 条线，现在有 {count} 条").format(limit=MOST_SERIES, count=len(asked)))
    return asked


def _at(filters: Filters, place: Place) -> Filters:
    match place:
        case Place.FRONT:
            return replace(filters, front=True)
        case Place.LEAD:
            return replace(filters, lead=True)
    return filters


def trends(library: Library, asked: Sequence[Asked], step: Step | None = None) -> Trends:
    """Count each series over the time that is asked for, or else over that of all articles under the conditions.

    `step` None: as it suits the time.  `UsageError` for more periods than `MOST_PERIODS`.
    """
    found = [_dates(library, one, everything=False) for one in asked]
    wholes = _wholes(library, asked)
    bounds = _bounds(asked, wholes)
    if bounds is None:
        nowhere = [Series(one, (), (), sum(_counts(dates))) for one, dates in zip(asked, found, strict=True)]
        return Trends(step or Step.YEAR, (), tuple(nowhere))
    step = step or _suiting(*bounds)
    periods = tuple(_periods(*bounds, step))
    numbers = {_order(period): number for number, period in enumerate(periods)}
    series = []
    for one, dates, whole in zip(asked, found, wholes, strict=True):
        counts, unplaced = _placed(dates, numbers, step)
        series.append(Series(one, counts, _placed(whole, numbers, step)[0], unplaced))
    return Trends(step, periods, tuple(series))


def period_filters(asked: Asked, period: PartialDate) -> Filters:
    """The conditions under which the hits of one period are found."""
    return replace(asked.filters, date_from=period, date_to=period)


def write_csv(found: Trends, names: Sequence[str], *, share: bool = False) -> str:
    """A row for each period: the counts of each series, all articles, and with `share` the shares in percent."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    heads = [
        [_("时间")],
        *(
            [name, _("{name}（全部）").format(name=name), *([_("{name}（%）").format(name=name)] if share else [])]
            for name in names
        ),
    ]
    writer.writerow(guarded(cell) for head in heads for cell in head)
    shares = [one.shares() for one in found.series]
    for number, period in enumerate(found.periods):
        row: list[object] = [period]
        for one, parts in zip(found.series, shares, strict=True):
            row += [one.counts[number], one.wholes[number], *([f"{100 * parts[number]:.4f}"] if share else [])]
        writer.writerow(row)
    return "\ufeff" + out.getvalue()


# ── counting ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _dates(library: Library, asked: Asked, *, everything: bool) -> Dates:
    request = SearchRequest(asked.query, asked.filters, limit=0, exact=asked.exact, partial=False, dates=True)
    return library.search_ids(replace(request, everything=everything or not asked.query)).dates


def _wholes(library: Library, asked: Sequence[Asked]) -> list[Dates]:
    """Of each series; what has the same conditions is counted once."""
    known = {filters: Asked("", filters) for filters in dict.fromkeys(one.filters for one in asked)}
    counted = {filters: _dates(library, one, everything=True) for filters, one in known.items()}
    return [counted[one.filters] for one in asked]


def _counts(dates: Dates) -> Iterator[int]:
    return (count for _, count in dates)


def _bounds(asked: Sequence[Asked], wholes: Sequence[Dates]) -> tuple[PartialDate, PartialDate] | None:
    """From when to when: as asked, else the first and the last date there is; None when nothing has a date."""
    orders = [order for dates in wholes for order, _ in dates if order]
    first, last = asked[0].filters.date_from, asked[0].filters.date_to
    if not orders and not (first and last):
        return None
    first = first or _date(min(orders))
    last = last or _date(max(orders))
    if first.first > last.last:
        raise UsageError(_("起止日期颠倒了：{first} 在 {last} 之后").format(first=first, last=last))
    return first, last


def _suiting(first: PartialDate, last: PartialDate) -> Step:
    if (last.last - first.first).days < MOST_DAYS:
        return Step.DAY
    return Step.MONTH if 12 * (last.last.year - first.first.year) < MOST_MONTHS else Step.YEAR


def _periods(first: PartialDate, last: PartialDate, step: Step) -> Iterator[PartialDate]:
    begin, end = first.first, last.last
    count = {
        Step.DAY: (end - begin).days + 1,
        Step.MONTH: 12 * (end.year - begin.year) + end.month - begin.month + 1,
        Step.YEAR: end.year - begin.year + 1,
    }[step]
    if count > MOST_PERIODS:
        raise UsageError(
            _("{first}—{last} 年按天太细了，请按月或按年，或者缩短时间").format(first=begin.year, last=end.year)
        )
    match step:
        case Step.DAY:
            yield from (PartialDate.of(begin + timedelta(days=number)) for number in range(count))
        case Step.MONTH:
            start = 12 * begin.year + begin.month - 1
            yield from (PartialDate(place // 12, place % 12 + 1) for place in range(start, start + count))
        case Step.YEAR:
            yield from (PartialDate(year) for year in range(begin.year, begin.year + count))


def _placed(dates: Dates, numbers: Mapping[int, int], step: Step) -> tuple[tuple[int, ...], int]:
    """Counts by period, and how many have no place."""
    counts, unplaced = [0] * len(numbers), 0
    for order, count in dates:
        number = numbers.get(_coarse(order, step))
        if number is None:
            unplaced += count
        else:
            counts[number] += count
    return tuple(counts), unplaced


def _coarse(order: int, step: Step) -> int:
    """The order of a date's period; a date that is less exact has that of no period."""
    return {Step.DAY: order, Step.MONTH: order // 100 * 100, Step.YEAR: order // 10_000 * 10_000}[step]


def _order(period: PartialDate) -> int:
    return period.year * 10_000 + (period.month or 0) * 100 + (period.day or 0)


def _date(order: int) -> PartialDate:
    year, month, day = order // 10_000, order // 100 % 100, order % 100
    return PartialDate(year, month or None, day or None)
