"""Page labels and dates as newspapers print them: 第A06、A07版：都市新闻 · 08-28 · 2021年11月09日 · 二〇二三年二月.

Pure functions from printed text to canonical values and back; nothing here knows a file format.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from archive.model import PageRef, PartialDate

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")

_DIGITS = {
    "〇": 0,
    "零": 0,
    "○": 0,
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_NUMERAL = "〇○零一二三四五六七八九十"
_ONE = rf"(?:(?:[A-Z]{{1,3}}\s?-?\s?\d{{1,3}}|\d{{1,4}})(?:[A-Z](?![A-Z\d]))?|[{_NUMERAL}]{{1,4}})"
_TO = r"\s?版?\s?[-–—~/至]\s?第?\s?"
_RUN_TOGETHER = r"(?<=\d)(?=[A-Z]{1,3}\d)"  # A06A07
_SPREAD = rf"{_ONE}(?:(?:{_TO}|{_RUN_TOGETHER}){_ONE})?"
_LABELS = rf"(?P<labels>{_SPREAD}(?:\s?版?\s?[、,;&和]\s?第?\s?{_SPREAD})*)"
_PRINTED = re.compile(
    rf"\s*(?P<open>[(\[【])?\s*(?P<di>第)?\s*{_LABELS}(?:\s*(?P<ban>版面|版))?(?(open)\s*[)\]】])"
    r"(?P<gap>\s*(?P<colon>[:|·])?\s*)(?P<name>.*)",
    re.ASCII | re.DOTALL,
)
_SINGLE = re.compile(r"(?P<letters>[A-Z]{0,3})[\s-]*(?P<number>\d{1,4})(?P<tail>[A-Z]?)", re.ASCII)
_LONGEST_SPREAD = 16  # pages

_YEAR = r"(?P<y>(?:1[0-9]|20|21)\d\d)"
_DATES = (
    re.compile(_YEAR + r"\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日", re.ASCII),
    re.compile(r"(?<!\d)" + _YEAR + r"(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)", re.ASCII),
    re.compile(r"(?<!\d)" + _YEAR + r"(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)", re.ASCII),
    re.compile(_YEAR + r"\s*年\s*(?P<m>\d{1,2})\s*月(?!\s*\d{1,2}\s*日)", re.ASCII),
)
_PARTIAL = (
    re.compile(_YEAR + r"\s*年?", re.ASCII),
    re.compile(_YEAR + r"[-/.](?P<m>\d{1,2})", re.ASCII),
)
_CHINESE_DATE = re.compile(
    r"(?P<y>[〇○零一二三四五六七八九]{4})\s*年(?:\s*(?P<m>[一二三四五六七八九十]{1,3})\s*月"
    r"(?:\s*(?P<d>[一二三四五六七八九十]{1,3})\s*日)?)?"
)
_MONTH_DAY = re.compile(r"\s*(\d{1,2})\s*(?:[-/.]|月)\s*(\d{1,2})\s*日?\s*", re.ASCII)


# ── page labels ────────────────────────────────────────────────────────────────────────────────────────────────────


def canonical_label(printed: str) -> str:
    """`第1版` → `01`, `第A06版：都市` → `A06`, `001` → `01`, `2-3` → `02-03`; `ValueError` for anything else."""
    pages = parse_pages(printed)
    if len(pages) != 1:
        raise ValueError(f"not a page label: {printed!r}")
    return pages[0].label


def printed_labels(labels: Iterable[str]) -> str:
    """Canonical labels as papers print them: `第A06、A07版`; empty without any."""
    joined = "、".join(labels)
    return f"第{joined}版" if joined else ""


@lru_cache(maxsize=4096)
def parse_pages(printed: str) -> tuple[PageRef, ...]:
    """Read `第A06、A07版:都市新闻` as its pages, each with the name that is printed once; `()` if it is no page label.

    A bare number counts only when it is clearly a label: with 第 or 版, with a colon, alone, or zero-padded.
    """
    if len(printed) > 120:
        return ()
    match = _PRINTED.fullmatch(unicodedata.normalize("NFKC", printed).upper())
    if not match:
        return ()
    # NFKC is for recognising; the name is taken from the text as printed.
    name = _printed_tail(printed, match["name"])
    labels = [_one(part) for part in re.split(r"版?\s?[、,;&和]\s?第?", match["labels"])]
    if None in labels:
        return ()
    marked = match["di"] or match["ban"] or match["open"]
    if match["name"] and not (match["ban"] or match["open"] or match["colon"]):
        sure = match["di"] or re.match(r"[A-Z]|0\d", match["labels"])
        if not (match["gap"] and sure):  # 第1季度增长, 12家企业
            return ()
    if not marked and re.search(rf"[{_NUMERAL}]", match["labels"]):
        return ()
    return tuple(PageRef(label, name) for label in labels if label is not None)


def label_order(label: str) -> tuple[int, str, int, str]:
    """Sort key for canonical labels: without letters first, then by letters, then by number; unknown ones last."""
    match = _SINGLE.match(label)
    if not match:
        return (1, label, 0, "")
    return (0, match["letters"], int(match["number"]), label[match.end("number") :])


def pages_of(label: str) -> tuple[str, ...]:
    """The single pages that a label covers, as canonical labels: `02-03` → `02`, `03`; itself if it is no spread.

    Of a spread across letters, or longer than any real one, only the two ends are known.
    """
    first, dash, last = label.partition("-")
    if not dash:
        return (label,)
    start, end = _SINGLE.fullmatch(first), _SINGLE.fullmatch(last)
    if not start or not end:
        return (label,)
    numbers = range(int(start["number"]), int(end["number"]) + 1)
    if start["letters"] != end["letters"] or start["tail"] or end["tail"] or not 2 <= len(numbers) <= _LONGEST_SPREAD:
        return (first, last)
    return tuple(f"{start['letters']}{number:02}" for number in numbers)


def _one(part: str) -> str | None:
    part = _join_letters(part)
    together = re.fullmatch(r"([A-Z]{1,3})(\d{1,3})\1(\d{1,3})", part)
    if together:
        part = f"{together[1]}{together[2]}-{together[3]}" if int(together[3]) == int(together[2]) + 1 else ""
    ends = [_single(end) for end in re.split(rf"{_TO}(?=[A-Z\d{_NUMERAL}])", part)]
    if len(ends) == 1:
        only = ends[0]
        if only and re.fullmatch(r"\d{4}", only):  # 0607: two pages run together, if they are neighbours
            first, last = int(only[:2]), int(only[2:])
            return f"{first:02}-{last:02}" if last == first + 1 else None
        return only
    first_label, last_label = ends[0], ends[1]
    if first_label is None or last_label is None:
        return None
    letters = re.match(r"[A-Z]*", first_label)
    if letters and letters[0] and last_label[0].isdigit():
        last_label = letters[0] + last_label
    return f"{first_label}-{last_label}" if label_order(first_label) < label_order(last_label) else None


def _join_letters(part: str) -> str:
    return re.sub(r"([A-Z])\s?-?\s?(?=\d)", r"\1", part)


def _single(text: str) -> str | None:
    text = text.strip()
    if text and text[0] in _NUMERAL:
        number = chinese_number(text)
        return f"{number:02}" if number else None
    match = _SINGLE.fullmatch(text)
    if not match or not int(match["number"]):
        return None
    if len(match["number"]) == 4:
        return match["number"] if not match["letters"] and not match["tail"] else None
    return f"{match['letters']}{int(match['number']):02}{match['tail']}"


def _printed_tail(printed: str, folded: str) -> str | None:
    """The name as printed: the shortest tail of `printed` that folds to `folded`, with letter-spacing taken out."""
    wanted = folded.strip()
    if not wanted:
        return None
    for start in range(len(printed) - 1, -1, -1):
        tail = printed[start:].strip()
        if unicodedata.normalize("NFKC", tail).upper().strip() == wanted:
            return re.sub(r"(?<=[一-鿿])\s+(?=[一-鿿])", "", tail) if _spaced(tail) else tail
    return wanted


def _spaced(text: str) -> bool:
    """`综 合`: every character stands alone."""
    return all(len(part) == 1 for part in text.split())


# ── dates ──────────────────────────────────────────────────────────────────────────────────────────────────────────


class FoundDate(msgspec.Struct, frozen=True):
    """A date and where it stood in the text (`text[start:end]`)."""

    date: PartialDate
    start: int
    end: int


@lru_cache(maxsize=4096)
def parse_date(text: str) -> PartialDate | None:
    """Read a cell or line that is a date (a time, weekday or page label may follow); None if it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    for pattern in _PARTIAL:
        if match := pattern.fullmatch(plain):
            return _partial(match.groupdict())
    found = find_date(plain)
    return found.date if found and found.start == 0 else None


def find_date(text: str) -> FoundDate | None:
    """The first date in a text that names at least its month (or a Chinese-numeral year)."""
    return next(dates_in(text), None)


def dates_in(text: str) -> Iterator[FoundDate]:
    """All dates in a text in reading order; days that do not exist are passed over."""
    position = 0
    while best := _next_date(text, position):
        yield best
        position = best.end


@lru_cache(maxsize=4096)
def parse_date_and_pages(text: str) -> tuple[PartialDate | None, tuple[PageRef, ...]]:
    """Read a cell such as `2018年7月10日第13版` as date and pages."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = find_date(plain)
    if found and found.start == 0:
        rest = plain[found.end :]
        return found.date, parse_pages(rest) if re.search(r"[第版A-Za-z]", rest) else ()
    return parse_date(plain), ()


def parse_month_day(text: str) -> tuple[int, int] | None:
    """Read `08-28` or `8月28日`; None if it is no such day in any year."""
    match = _MONTH_DAY.fullmatch(unicodedata.normalize("NFKC", text))
    if not match:
        return None
    month, day = int(match[1]), int(match[2])
    try:
        datetime.date(2000, month, day)
    except ValueError:
        return None
    return month, day


def infer_year(month: int, day: int, today: datetime.date) -> datetime.date:
    """The latest such day that is not after `today` (`08-28` read on 2025-10-14 is 2025-08-28).

    `ValueError` for a day that exists in no year or before the calendar's first.
    """
    for year in range(today.year, max(today.year - 9, 0), -1):
        try:
            candidate = datetime.date(year, month, day)
        except ValueError:
            continue
        if candidate <= today:
            return candidate
    raise ValueError(f"no such day: {month}-{day}")


def weekday(day: datetime.date) -> str:
    """`星期一` … `星期日`."""
    return WEEKDAYS[day.weekday()]


def _next_date(text: str, position: int) -> FoundDate | None:
    found: list[FoundDate] = []
    for pattern in _DATES:
        for match in pattern.finditer(text, position):
            date = _partial(match.groupdict())
            if date:
                found.append(FoundDate(date, match.start(), match.end()))
                break
    for match in _CHINESE_DATE.finditer(text, position):
        date = _chinese_date(match)
        if date:
            found.append(FoundDate(date, match.start(), match.end()))
            break
    return min(found, key=lambda hit: (hit.start, -hit.end), default=None)


def _partial(groups: dict[str, str | None]) -> PartialDate | None:
    year, month, day = (groups.get(name) for name in "ymd")
    try:
        return PartialDate(int(year or 0), int(month) if month else None, int(day) if day else None)
    except ValueError:
        return None


def _chinese_date(match: re.Match[str]) -> PartialDate | None:
    year = int("".join(str(_DIGITS[char]) for char in match["y"]))
    month = chinese_number(match["m"]) if match["m"] else None
    day = chinese_number(match["d"]) if match["d"] else None
    try:
        return PartialDate(year, month, day)
    except ValueError:
        return None


def chinese_number(text: str) -> int:
    """`二十六` → 26, `十` → 10, `一二` → 12; 0 when it is no number below 1000."""
    if "十" not in text:
        return int("".join(str(_DIGITS.get(char, 0)) for char in text)) if len(text) < 4 else 0
    tens, _, ones = text.partition("十")
    if "十" in ones or len(tens) > 1 or len(ones) > 1:
        return 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
