"""On which days a paper comes out, learned from the days that are kept: daily, weekdays only, weekly, not at 春节.

Pure counting over dates; it knows nothing of issues and pages.  What it learns holds around a day only (eight weeks
before and after), so a paper may change its days over the years.
"""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable
from enum import Enum
from itertools import accumulate

_WEEKS = 8  # looked at on either side of a day
_FEWEST = 4  # weeks that must be known around a day to say anything
_FAR = 26  # weeks: what lies further away says nothing about a day
_SILENCE = 5  # a longer run of weeks without any issue is a hole in the archive, not a habit of the paper
_MOSTLY = 0.7  # of the weeks: the paper comes out on this weekday
_HARDLY = 0.125  # of the weeks: it does not
_YEARS = 3  # looked at on either side for a holiday
_FEWEST_YEARS = 2

# The day of the year (1 January = 1) on which the spring festival falls, from 1950 on.
_FIRST_SPRING = 1950
_SPRING = (
    *(48, 37, 27, 45, 34, 24, 43, 31, 49, 39), *(28, 46, 36, 25, 44, 33, 21, 40, 30, 48),
    *(37, 27, 46, 34, 23, 42, 31, 49, 38, 28), *(47, 36, 25, 44, 33, 51, 40, 29, 48, 37),
    *(27, 46, 35, 23, 41, 31, 50, 38, 28, 47), *(36, 24, 43, 32, 22, 40, 29, 49, 38, 26),
    *(45, 34, 23, 41, 31, 50, 39, 28, 47, 36), *(25, 43, 32, 22, 41, 29, 48, 37, 26, 44),
    *(34, 23, 42, 31, 50, 39, 28, 46, 35, 24), *(43, 32, 22, 41, 30, 48, 37, 26, 45, 33),
)  # fmt: skip
_FEASTS = {"元旦": range(3), "春节": range(-1, 8), "劳动节": range(5), "国庆节": range(8)}  # days; 除夕 is -1
_FIXED = {"元旦": (1, 1), "劳动节": (5, 1), "国庆节": (10, 1)}


class Habit(Enum):
    """Does the paper come out on a day?"""

    DUE = "due"
    PAUSE = "pause"
    UNCLEAR = "unclear"


class Calendar:
    """What the kept days of one paper say about every day between the first and the last of them.

    Before and after these nothing is known: the paper may not have existed, or nobody has collected it.
    """

    def __init__(self, kept: Collection[datetime.date]) -> None:
        self._kept = frozenset(day.toordinal() for day in kept)
        self._first = min(self._kept, default=1)
        self._last = max(self._kept, default=0)
        self._weeks = _known_weeks(sorted({_week(day) for day in self._kept}))
        # Per weekday and running over the known weeks: days inside the kept span, and those of them that are kept.
        days = [[week * 7 + weekday + 1 for week in self._weeks] for weekday in range(7)]
        self._seen = [_running(self._first <= day <= self._last for day in line) for line in days]
        self._came = [_running(day in self._kept for day in line) for line in days]
        self._habits: dict[int, tuple[Habit, ...]] = {}  # by week

    def habit(self, day: datetime.date) -> Habit:
        """`DUE` or `PAUSE` only where the pattern is clear, holidays considered."""
        ordinal = day.toordinal()
        if not self._first <= ordinal <= self._last:
            return Habit.UNCLEAR
        usual = self._usual(ordinal)
        feast = feast_on(day)
        return self._on_feast(day, feast) if feast and usual is Habit.DUE else usual

    def _usual(self, ordinal: int) -> Habit:
        """The habit of the weekday in these weeks."""
        week = _week(ordinal)
        if week not in self._habits:
            self._habits[week] = self._week_habits(week)
        return self._habits[week][(ordinal - 1) % 7]

    def _week_habits(self, week: int) -> tuple[Habit, ...]:
        """The habit of each weekday, Monday first, in the weeks around one, itself left out."""
        here, after = bisect_left(self._weeks, week), bisect_right(self._weeks, week)
        first = max(here - _WEEKS, bisect_left(self._weeks, week - _FAR))
        last = min(after + _WEEKS, bisect_right(self._weeks, week + _FAR))
        around = [line[here] - line[first] + line[last] - line[after] for line in (*self._seen, *self._came)]
        shares = [came / seen if seen >= _FEWEST else None for seen, came in zip(around[:7], around[7:], strict=True)]
        habits = [_habit(share) for share in shares]
        if Habit.DUE in habits:
            return tuple(habits)
        # Without any weekday that is sure, a day without issue tells nothing: a paper of which few issues are kept.
        return tuple(Habit.UNCLEAR for _ in habits)

    def _on_feast(self, day: datetime.date, feast: str) -> Habit:
        """What the paper did on the same day of the feast in the years around, where it was due as well."""
        offset = day.toordinal() - _feast_start(feast, day.year)
        years = (year for year in range(day.year - _YEARS, day.year + _YEARS + 1) if year != day.year)
        days = [_feast_start(feast, year) + offset for year in years]
        came = [
            other in self._kept
            for other in days
            if self._first <= other <= self._last and self._usual(other) is Habit.DUE
        ]
        if len(came) < _FEWEST_YEARS or any(came) != all(came):
            return Habit.UNCLEAR
        return Habit.DUE if all(came) else Habit.PAUSE


def feast_on(day: datetime.date) -> str | None:
    """The holiday around which papers pause (`春节`), if the day belongs to one."""
    ordinal = day.toordinal()
    return next((name for name, days in _FEASTS.items() if ordinal - _feast_start(name, day.year) in days), None)


def _feast_start(feast: str, year: int) -> int:
    """The ordinal of the feast's first day; 0, which is before all days, where it is not known."""
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return 0
    if feast in _FIXED:
        return datetime.date(year, *_FIXED[feast]).toordinal()
    if not 0 <= year - _FIRST_SPRING < len(_SPRING):
        return 0
    return datetime.date(year, 1, 1).toordinal() + _SPRING[year - _FIRST_SPRING] - 1


def _habit(share: float | None) -> Habit:
    if share is None or _HARDLY < share < _MOSTLY:
        return Habit.UNCLEAR
    return Habit.DUE if share >= _MOSTLY else Habit.PAUSE


def _week(ordinal: int) -> int:
    """Weeks from Monday to Sunday, numbered."""
    return (ordinal - 1) // 7


def _known_weeks(weeks: list[int]) -> list[int]:
    """The weeks with issues and the short runs without any between them."""
    known = weeks[:1]
    for week in weeks[1:]:
        known += range(known[-1] + 1, week) if week - known[-1] <= _SILENCE else ()
        known.append(week)
    return known


def _running(flags: Iterable[bool]) -> list[int]:
    """How many of the flags before each place are set."""
    return list(accumulate(flags, initial=0))
