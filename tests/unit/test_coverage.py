"""What is kept of a paper, what is missing, and what nobody can tell."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.newspaper.coverage import (
    Coverage,
    DayState,
    Flaw,
    IssueFacts,
    Ledger,
    PageFacts,
    Reason,
    coverage,
    coverage_by_month,
    coverage_sentence,
    ledger,
    missing_pages,
)

Date = datetime.date
FULL, GAP, PAUSE, UNKNOWN = DayState.COMPLETE, DayState.INCOMPLETE, DayState.PAUSE, DayState.UNKNOWN


def days(first: Date, last: Date) -> list[Date]:
    return [Date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1)]


def issue(date: Date, labels: Iterable[str] = ("01", "02", "03", "04"), edition: str = "") -> IssueFacts:
    return IssueFacts(date, edition, tuple(PageFacts(label, None, 4, has_picture=True) for label in labels))


def kept(dates: Iterable[Date]) -> Ledger:
    return ledger(issue(date) for date in dates)


# ── pages ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("labels", "missing"),
    [
        ("01 02 04", "03"),
        ("01 02 03", ""),
        ("02 03", "01"),
        ("01 02-03 04", ""),  # a spread covers both
        ("01 02-03 05", "04"),
        ("A01 A03 B01 B02", "A02"),
        ("A01 A02 B03 B04", ""),  # one row of numbers under two letters
        ("A01 A02 B02", "B01"),
        ("01 02 03 GA01 GA03", "GA02"),
        ("01 02B 03", ""),
        ("", ""),
        ("x ?", ""),
    ],
)
def test_missing_pages(labels: str, missing: str) -> None:
    assert list(missing_pages(tuple(labels.split()))) == missing.split()


@given(st.lists(st.builds("{}{:02}".format, st.sampled_from(["", "A", "B", "JSA"]), st.integers(1, 40)), max_size=12))
def test_nothing_is_missing_once_what_was_missing_is_there(labels: list[str]) -> None:
    missing = missing_pages(tuple(labels))
    assert not set(missing) & set(labels)
    assert missing_pages((*labels, *missing)) == ()


def test_an_issue_is_judged_by_what_it_lacks() -> None:
    day = Date(2025, 8, 1)

    def flaws(*pages: PageFacts, missing: tuple[str, ...] = ()) -> tuple[DayState, list[Reason]]:
        found = ledger([IssueFacts(day, "", pages, missing)]).day(day)
        return found.state, list(found.reasons)

    front = PageFacts("01", "要闻", 5, has_picture=True)
    assert flaws(front) == (FULL, [])
    assert flaws(front, PageFacts("02", "综合", 0, has_picture=False)) == (GAP, [Reason(Flaw.EMPTY_PAGES, ("02",))])
    assert flaws(front, PageFacts("02", "广告", 0, has_picture=False)) == (FULL, [])
    assert flaws(front, PageFacts("02", None, 0, has_picture=True)) == (FULL, [Reason(Flaw.PICTURE_PAGES, ("02",))])
    assert flaws(front, PageFacts("03", "综合", 1, has_picture=True)) == (GAP, [Reason(Flaw.MISSING_PAGES, ("02",))])
    assert flaws(front, missing=("content_7.htm",)) == (GAP, [Reason(Flaw.SOURCE_MISSING, ("content_7.htm",))])


def test_fewer_pages_than_usual_are_not_missing() -> None:
    august = days(Date(2025, 8, 1), Date(2025, 8, 31))
    found = ledger([issue(day, ("01", "02") if day.weekday() > 4 else ("01", "02", "03", "04")) for day in august])
    assert {day.state for day in found.days} == {FULL}


def test_editions_of_a_day_are_judged_each() -> None:
    day = Date(2025, 8, 1)
    found = ledger([issue(day, ("01", "02"), "早版"), issue(day, ("01", "03"), "晚版")]).day(day)
    assert (found.state, found.issues) == (GAP, 2)
    assert [str(reason) for reason in found.reasons] == ["晚版：缺第02版"]


# ── days ───────────────────────────────────────────────────────────────────────────────────────────────────────────

YEAR = days(Date(2024, 1, 1), Date(2024, 12, 31))
PATTERNS: dict[str, Callable[[Date], bool]] = {
    "daily": lambda day: True,
    "weekdays": lambda day: day.weekday() < 5,
    "weekly": lambda day: day.weekday() == 3,
    "twice a week": lambda day: day.weekday() in (1, 4),
}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_is_learned(pattern: str) -> None:
    comes_out = PATTERNS[pattern]
    dates = [day for day in YEAR if comes_out(day)]
    lost = {day for at, day in enumerate(dates) if at % 11 == 5 and day.month not in (1, 2, 5, 10)}
    found = kept(set(dates) - lost)
    for day in found.days:
        expected = GAP if day.date in lost else FULL if comes_out(day.date) else PAUSE
        assert day.state is expected, day


def test_a_long_hole_is_missing_where_both_sides_agree() -> None:
    hole = set(days(Date(2024, 6, 1), Date(2024, 8, 15)))
    found = kept(day for day in YEAR if day not in hole and day.weekday() < 5)
    states = {day.date: day.state for day in found.days if day.date in hole}
    assert {state for day, state in states.items() if day.weekday() < 5} == {GAP}
    assert {state for day, state in states.items() if day.weekday() > 4} == {PAUSE}


def test_years_without_anything_are_unknown() -> None:
    found = kept([*days(Date(1995, 1, 1), Date(1995, 12, 31)), *days(Date(2005, 1, 1), Date(2005, 12, 31))])
    assert found.day(Date(2000, 3, 1)).state is UNKNOWN


def test_a_few_single_issues_are_no_pattern() -> None:
    found = kept([Date(2024, 3, 4), Date(2024, 3, 14), Date(2024, 4, 3), Date(2024, 5, 11), Date(2024, 6, 21)])
    assert {day.state for day in found.days} == {FULL, UNKNOWN}


def test_every_second_week_is_no_clear_pattern() -> None:
    found = kept(day for day in YEAR if day.weekday() == 3 and day.toordinal() // 7 % 2)
    assert {day.state for day in found.days} == {FULL, UNKNOWN}


def test_a_paper_may_change_its_days() -> None:
    change = Date(2024, 7, 1)
    found = kept(day for day in YEAR if day < change or day.weekday() < 5)
    weekends = [day for day in found.days if day.date.weekday() > 4]
    assert {day.state for day in weekends if day.date < change} == {FULL}
    assert {day.state for day in weekends if day.date > change + datetime.timedelta(weeks=9)} == {PAUSE}


def test_before_the_first_and_after_the_last_issue_nothing_is_known() -> None:
    found = ledger(map(issue, days(Date(2024, 3, 1), Date(2024, 6, 30))), Date(2024, 2, 1), Date(2024, 7, 31))
    assert found.day(Date(2024, 2, 28)).state is UNKNOWN
    assert found.day(Date(2024, 7, 1)).state is UNKNOWN
    assert found.day(Date(2030, 1, 1)).state is UNKNOWN


def test_nothing_kept_is_an_empty_ledger() -> None:
    assert ledger([]).days == ()
    assert ledger([]).day(Date(2024, 1, 1)).state is UNKNOWN


# ── holidays ───────────────────────────────────────────────────────────────────────────────────────────────────────

SPRING = {2022: Date(2022, 2, 1), 2023: Date(2023, 1, 22), 2024: Date(2024, 2, 10), 2025: Date(2025, 1, 29)}
YEARS = days(Date(2022, 1, 1), Date(2025, 12, 31))


def in_spring(day: Date, length: int) -> bool:
    return 0 <= (day - SPRING[day.year]).days < length


def test_a_pause_at_spring_festival_is_learned_from_other_years() -> None:
    found = kept(day for day in YEARS if not in_spring(day, 5))
    assert {day.state for day in found.days if in_spring(day.date, 5)} == {PAUSE}


def test_without_other_years_the_holiday_is_unknown() -> None:
    found = kept(day for day in YEAR if not in_spring(day, 5))
    pause = [day for day in found.days if in_spring(day.date, 5)]
    assert {day.state for day in pause} == {UNKNOWN}
    assert {str(reason) for day in pause for reason in day.reasons} == {"春节前后，不知是否出报"}


def test_a_paper_that_comes_out_on_holidays_is_missed_on_them() -> None:
    lost = Date(2024, 10, 2)
    assert kept(day for day in YEARS if day != lost).day(lost).state is GAP


# ── periods ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_sentence() -> None:
    august = days(Date(2025, 8, 1), Date(2025, 8, 31))
    present = [day for day in august if day.day not in (3, 10)]
    found = ledger(issue(day, ("01", "03") if day.day in (5, 6) else ("01", "02")) for day in present)
    sentence = coverage_sentence(coverage(found, august[0], august[-1]))
    assert sentence == "2025-08-01 至 2025-08-31 应有 31 期，收 29 期（缺 08-03、08-10），其中 2 期缺版"


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (Coverage(Date(2025, 8, 1), Date(2025, 8, 1), 1, 1, (), 0), "2025-08-01 应有 1 期，收 1 期"),
        (
            Coverage(Date(2025, 8, 1), Date(2025, 8, 9), 0, 0, (), 9),
            "2025-08-01 至 2025-08-09 没有收到任何一期，应有几期不详",
        ),
        (Coverage(Date(2025, 8, 2), Date(2025, 8, 3), 0, 0, (), 0), "2025-08-02 至 2025-08-03 不出报"),
        (
            Coverage(Date(2024, 12, 30), Date(2025, 1, 3), 2, 2, tuple(days(Date(2024, 12, 31), Date(2025, 1, 2))), 0),
            "2024-12-30 至 2025-01-03 应有 5 期，收 2 期（缺 2024-12-31 至 2025-01-02）",
        ),
        (
            Coverage(
                Date(2025, 1, 1), Date(2025, 1, 31), 10, 9, tuple(Date(2025, 1, day) for day in range(1, 20, 2)), 3
            ),
            "2025-01-01 至 2025-01-31 应有 20 期，收 10 期（缺 01-01、01-03、01-05、01-07、01-09、01-11 等 10 期），其中 1 期缺版，另有 3 天不详",
        ),
    ],
)
def test_other_sentences(found: Coverage, sentence: str) -> None:
    assert coverage_sentence(found) == sentence


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="not a period"):
        coverage(Ledger(), Date(2025, 1, 2), Date(2025, 1, 1))


@given(
    st.sets(st.dates(Date(2023, 1, 1), Date(2024, 6, 30)), max_size=200),
    st.dates(Date(2022, 6, 1), Date(2024, 12, 31)),
    st.integers(0, 400),
)
def test_the_figures_add_up(dates: set[Date], first: Date, length: int) -> None:
    found = kept(dates)
    last = first + datetime.timedelta(days=length)
    whole = coverage(found, first, last)
    assert whole.kept == sum(first <= date <= last for date in dates)
    assert whole.due == whole.kept + len(whole.missing)
    assert whole.due + whole.unknown <= length + 1
    assert not set(whole.missing) & dates
    months = coverage_by_month(found)
    assert sum(month.kept for month in months) == len(dates)
    assert all((month.first.year, month.first.month) == (month.last.year, month.last.month) for month in months)
    assert coverage_sentence(whole)


@given(st.sets(st.dates(Date(2023, 1, 1), Date(2023, 12, 31)), min_size=1))
def test_a_kept_day_is_never_said_to_be_a_pause(dates: set[Date]) -> None:
    states = {day.date: day.state for day in kept(dates).days}
    assert all(states[date] is FULL for date in dates)
    assert set(states) >= dates


def test_thirty_years_are_quick() -> None:
    issues = [issue(day) for day in days(Date(1996, 1, 1), Date(2025, 12, 31)) if day.toordinal() % 31]
    started = time.process_time()
    ledger(issues)
    assert time.process_time() - started < 1  # 0.1 s where nothing else runs
