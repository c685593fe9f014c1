"""Dates as people type them into a search: `2025-08`, `2025年8月`, `2025..`, `去年`, `近7天`."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Final

from archive.labels import chinese_number, find_date, parse_date
from archive.model import PartialDate
from indexer import analysis

Period = tuple[PartialDate | None, PartialDate | None]
"""From and to, both included; None: open."""

_TO: Final = re.compile(r"\.{2,}|…+|[–—]+|~|至|到")
_MONTH: Final = re.compile(r"([12]\d{3})([01]\d)", re.ASCII)
_BACK: Final = re.compile(r"(?:最?近|过去)(\d{1,4}|[一二三四五六七八九十]{1,3})(天|日|周|个?星期|个?月|年)", re.ASCII)
_DAYS: Final = {"今天": 0, "today": 0, "昨天": 1, "yesterday": 1, "前天": 2}
_WEEKS: Final = {"本周": 0, "这周": 0, "上周": 1}
_MONTHS: Final = {"本月": 0, "这个月": 0, "上月": 1, "上个月": 1}
_YEARS: Final = {"今年": 0, "去年": 1, "前年": 2}


def period(typed: str, today: datetime.date) -> Period | None:
    """Read a date or a range of dates (`a..b`, `a至b`, open on either side); None if it is none.

    Ends in the wrong order change places.
    """
    text = analysis.fold(typed)
    try:
        if relative := _relative(text, today):
            return relative
    except (ValueError, OverflowError):  # before the calendar begins
        return None
    ends = [end.strip() for end in _TO.split(text, maxsplit=1)]
    dates = [_date(end) for end in ends]
    if not any(dates) or any(end and not date for end, date in zip(ends, dates, strict=True)):
        return None
    first, last = dates[0], dates[-1]
    return (last, first) if first and last and last.last < first.first else (first, last)


def _relative(text: str, today: datetime.date) -> Period | None:
    if text in _DAYS:
        day = today - datetime.timedelta(_DAYS[text])
        return _days(day, day)
    if text in _WEEKS:
        monday = today - datetime.timedelta(today.weekday() + 7 * _WEEKS[text])
        return _days(monday, monday + datetime.timedelta(6))
    if text in _MONTHS:
        back = _months_before(today, _MONTHS[text])
        month = PartialDate(back.year, back.month)
        return month, month
    if text in _YEARS:
        year = PartialDate(today.year - _YEARS[text])
        return year, year
    if match := _BACK.fullmatch(text.replace("半年", "六个月")):
        count = int(match[1]) if match[1].isdigit() else chinese_number(match[1])
        return _days(_before(today, count, match[2][-1]), today)
    return None


def _before(today: datetime.date, count: int, unit: str) -> datetime.date:
    """The first day of the last `count` days, weeks, months or years, the last of which is today."""
    if unit in "月年":
        return _months_before(today, count * (12 if unit == "年" else 1))
    return today - datetime.timedelta(count * (1 if unit in "天日" else 7) - 1)


def _months_before(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _days(first: datetime.date, last: datetime.date) -> Period:
    return PartialDate.of(first), PartialDate.of(last)


def _date(text: str) -> PartialDate | None:
    """Nothing but one date; `202508` is a month."""
    if match := _MONTH.fullmatch(text):
        text = f"{match[1]}-{match[2]}"
    if found := find_date(text):
        return found.date if (found.start, found.end) == (0, len(text)) else None
    return parse_date(text)
