"""What is kept of a paper and what is not: its issue ledger, and how much of a period it covers.

Pure: facts about issues in, states of days out.  On which days the paper comes out is learned in `publishing`; where
that is not clear, a day is unknown rather than missing.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum, StrEnum
from functools import lru_cache
from itertools import groupby

import msgspec

from archive.labels import pages_of, printed_labels
from archive.newspaper.publishing import Calendar, Habit, feast_on
from archive.wording import N_, _, listed

_HIGHEST_PAGE = 400  # what is numbered higher is no page of a run that could have gaps
MOST_RUNS = 6
"""Runs of missing days that a sentence names."""

_NUMBERED = re.compile(r"([A-Z]{0,3})(\d{2,3})[A-Z]?", re.ASCII)
_WITHOUT_ARTICLES = re.compile(r"广告|廣告|图片|圖片|影像|摄影|攝影|画刊|畫刊|专版|專版|海报|海報|招聘|分类信息|楼市")


# ── facts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class PageFacts(msgspec.Struct, frozen=True):
    """A page as it is kept: canonical label, name, number of its articles, whether its picture is there."""

    label: str
    name: str | None
    articles: int
    has_picture: bool


class IssueFacts(msgspec.Struct, frozen=True):
    """An issue as it is kept; `missing` names what its source spoke of and did not bring."""

    date: datetime.date
    edition: str
    pages: tuple[PageFacts, ...]
    missing: tuple[str, ...] = ()


# ── the ledger ─────────────────────────────────────────────────────────────────────────────────────────────────────


class DayState(StrEnum):
    """What is known of a day; the value is what a calendar shows."""

    COMPLETE = "全"
    INCOMPLETE = "缺"  # something of it is missing, or the whole issue
    PAUSE = "无"  # the paper does not come out on this day
    UNKNOWN = "？"


class Flaw(Enum):
    """Why a day is in its state.  The first four make it incomplete."""

    NOT_KEPT = "not kept"  # an issue is due, none is there
    MISSING_PAGES = "missing pages"  # numbers left out in a row of pages
    EMPTY_PAGES = "empty pages"  # neither articles nor picture
    SOURCE_MISSING = "source missing"  # named by the source and not brought
    PICTURE_PAGES = "picture pages"  # a picture without articles: advertisement, photographs, or not yet recognised
    HOLIDAY = "holiday"  # around a feast, of which the other years do not tell enough


class Reason(msgspec.Struct, frozen=True):
    """One reason, for one edition (`""` unless there are several), with page labels or names."""

    flaw: Flaw
    names: tuple[str, ...] = ()
    edition: str = ""

    def __str__(self) -> str:
        what = _(_SENTENCES[self.flaw]).format(pages=printed_labels(self.names), names=listed(self.names))
        return _("{where}：{problem}").format(where=self.edition, problem=what) if self.edition else what


_SENTENCES = {
    Flaw.NOT_KEPT: N_("应有一期，没有收到"),
    Flaw.MISSING_PAGES: N_("缺{pages}"),
    Flaw.EMPTY_PAGES: N_("{pages}没有稿件"),
    Flaw.SOURCE_MISSING: N_("来源提到而没有带来：{names}"),
    Flaw.PICTURE_PAGES: N_("{pages}只有版面图"),
    Flaw.HOLIDAY: N_("{names}前后，不知是否出报"),
}
_INCOMPLETE = (Flaw.NOT_KEPT, Flaw.MISSING_PAGES, Flaw.EMPTY_PAGES, Flaw.SOURCE_MISSING)


class Day(msgspec.Struct, frozen=True):
    """A day of the ledger; `issues` counts its editions that are kept."""

    date: datetime.date
    state: DayState
    issues: int = 0
    reasons: tuple[Reason, ...] = ()


class Ledger(msgspec.Struct, frozen=True):
    """A paper's days without gap, first to last; empty for a paper without issues."""

    days: tuple[Day, ...] = ()

    def day(self, date: datetime.date) -> Day:
        """The day; one that nothing is known of outside the ledger."""
        at = (date - self.days[0].date).days if self.days else -1
        return self.days[at] if 0 <= at < len(self.days) else Day(date, DayState.UNKNOWN)


def ledger(
    issues: Iterable[IssueFacts], first: datetime.date | None = None, last: datetime.date | None = None
) -> Ledger:
    """The days from `first` to `last`, or else from the first kept issue to the last, of one paper."""
    by_day: defaultdict[datetime.date, list[IssueFacts]] = defaultdict(list)
    for issue in issues:
        by_day[issue.date].append(issue)
    if not by_day:
        return Ledger()
    calendar = Calendar(by_day)
    dates = _days(first or min(by_day), last or max(by_day))
    return Ledger(
        tuple(_kept_day(date, by_day[date]) if date in by_day else _absent_day(date, calendar) for date in dates)
    )


def _kept_day(date: datetime.date, issues: Sequence[IssueFacts]) -> Day:
    reasons = tuple(reason for issue in issues for reason in _reasons(issue))
    incomplete = any(reason.flaw in _INCOMPLETE for reason in reasons)
    return Day(date, DayState.INCOMPLETE if incomplete else DayState.COMPLETE, len(issues), reasons)


def _absent_day(date: datetime.date, calendar: Calendar) -> Day:
    habit = calendar.habit(date)
    if habit is Habit.DUE:
        return Day(date, DayState.INCOMPLETE, reasons=(Reason(Flaw.NOT_KEPT),))
    if habit is Habit.PAUSE:
        return Day(date, DayState.PAUSE)
    feast = feast_on(date)
    return Day(date, DayState.UNKNOWN, reasons=(Reason(Flaw.HOLIDAY, (feast,)),) if feast else ())


def _reasons(issue: IssueFacts) -> Iterator[Reason]:
    gaps = missing_pages(tuple(page.label for page in issue.pages))
    without = [page for page in issue.pages if not page.articles]
    bare = [page for page in without if not page.has_picture and not _WITHOUT_ARTICLES.search(page.name or "")]
    pictures = [page for page in without if page.has_picture]
    found = (
        (Flaw.MISSING_PAGES, gaps),
        (Flaw.EMPTY_PAGES, tuple(page.label for page in bare)),
        (Flaw.SOURCE_MISSING, issue.missing),
        (Flaw.PICTURE_PAGES, tuple(page.label for page in pictures)),
    )
    yield from (Reason(flaw, names, issue.edition) for flaw, names in found if names)


@lru_cache(maxsize=1024)  # an archive has few different sets of labels
def missing_pages(labels: tuple[str, ...]) -> tuple[str, ...]:
    """The pages left out in each row of letters: `01 02 04` → `03`; a row that ends early misses nothing.

    A row may go on counting where the one before it ended (`A01 … A08 B09 …`), else it begins with 1.
    """
    rows: defaultdict[str, set[int]] = defaultdict(set)
    for label in labels:
        for match in map(_NUMBERED.fullmatch, pages_of(label)):
            if match and int(match[2]) <= _HIGHEST_PAGE:
                rows[match[1]].add(int(match[2]))
    missing: list[str] = []
    counted = 0
    for letters, numbers in sorted(rows.items()):
        start = counted + 1 if min(numbers) > counted else 1
        missing += (f"{letters}{number:02}" for number in range(start, max(numbers)) if number not in numbers)
        counted = max(numbers)
    return tuple(missing)


# ── coverage of a period ───────────────────────────────────────────────────────────────────────────────────────────


class Coverage(msgspec.Struct, frozen=True):
    """How much of a period is kept.  A day counts as one issue however many editions it has.

    `due` = `kept` + the `missing` days; `kept` = `complete` + `incomplete`.  Days of which it is not clear whether an
    issue came out are `unknown` and not due.
    """

    first: datetime.date
    last: datetime.date
    kept: int
    complete: int
    missing: tuple[datetime.date, ...]
    unknown: int

    @property
    def due(self) -> int:
        return self.kept + len(self.missing)

    @property
    def incomplete(self) -> int:
        return self.kept - self.complete


def coverage(ledger: Ledger, first: datetime.date, last: datetime.date) -> Coverage:
    """Of the days from `first` to `last`, both included; `ValueError` when they stand the wrong way round."""
    if last < first:
        raise ValueError(f"not a period: {first} to {last}")
    return _covered([ledger.day(date) for date in _days(first, last)])


def coverage_by_month(ledger: Ledger) -> tuple[Coverage, ...]:
    """One for each calendar month that the ledger touches, with the days of the ledger only."""
    months = groupby(ledger.days, key=lambda day: (day.date.year, day.date.month))
    return tuple(_covered(list(days)) for _, days in months)


def coverage_sentence(coverage: Coverage) -> str:
    """`2025-08-01 至 2025-08-31 应有 31 期，收 29 期（缺 08-03、08-10），其中 2 期缺版`."""
    period = str(coverage.first)
    if coverage.last != coverage.first:
        period += _(" 至 {last}").format(last=coverage.last)
    if not coverage.due:
        what = _("没有收到任何一期，应有几期不详") if coverage.unknown else _("不出报")
        return f"{period} {what}"
    parts = [_("{period} 应有 {due} 期，收 {kept} 期").format(period=period, due=coverage.due, kept=coverage.kept)]
    if coverage.missing:
        parts[0] += _("（缺 {days}）").format(days=_named(coverage))
    if coverage.incomplete:
        parts.append(_("其中 {count} 期缺版").format(count=coverage.incomplete))
    if coverage.unknown:
        parts.append(_("另有 {count} 天不详").format(count=coverage.unknown))
    return _("，").join(parts)


def _covered(days: Sequence[Day]) -> Coverage:
    kept = [day for day in days if day.issues]
    complete = sum(day.state is DayState.COMPLETE for day in kept)
    missing = tuple(day.date for day in days if day.state is DayState.INCOMPLETE and not day.issues)
    unknown = sum(day.state is DayState.UNKNOWN for day in days)
    return Coverage(days[0].date, days[-1].date, len(kept), complete, missing, unknown)


def missing_runs(coverage: Coverage) -> list[tuple[datetime.date, datetime.date]]:
    """First and last day of each run of missing days."""
    runs: list[tuple[datetime.date, datetime.date]] = []
    for date in coverage.missing:
        if runs and (date - runs[-1][1]).days == 1:
            runs[-1] = (runs[-1][0], date)
        else:
            runs.append((date, date))
    return runs


def _named(coverage: Coverage) -> str:
    """The missing days, runs of them as `08-12 至 08-20`; of very many the first."""
    one_year = coverage.first.year == coverage.last.year

    def said(date: datetime.date) -> str:
        return f"{date:%m-%d}" if one_year else str(date)

    runs = missing_runs(coverage)
    names = [
        said(first) if first == last else _("{first} 至 {last}").format(first=said(first), last=said(last))
        for first, last in runs[:MOST_RUNS]
    ]
    return listed(names) + (_(" 等 {count} 期").format(count=len(coverage.missing)) if len(runs) > MOST_RUNS else "")


def _days(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    return map(datetime.date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
