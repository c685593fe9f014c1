"""Dates in a query, as people type them."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.query.dates import period

TODAY = datetime.date(2026, 3, 31)
"""A Tuesday, and a day that February lacks."""


def read(typed: str, today: datetime.date = TODAY) -> str:
    days = period(typed, today)
    return "none" if days is None else "..".join(str(day or "") for day in days)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2025", "2025..2025"),
        ("２０２５年", "2025..2025"),
        ("2025-08", "2025-08..2025-08"),
        ("202508", "2025-08..2025-08"),
        ("2025年8月", "2025-08..2025-08"),
        ("2025-8-1", "2025-08-01..2025-08-01"),
        ("2025/8/1", "2025-08-01..2025-08-01"),
        ("2025年8月1日", "2025-08-01..2025-08-01"),
        ("二〇二五年八月一日", "2025-08-01..2025-08-01"),
        ("20250801", "2025-08-01..2025-08-01"),
        ("2025-08-01..2025-08-31", "2025-08-01..2025-08-31"),
        ("2025年8月至2025年10月", "2025-08..2025-10"),
        ("2024到2025", "2024..2025"),
        ("2025—2026", "2025..2026"),
        ("..2025", "..2025"),
        ("2025..", "2025.."),
        ("2026..2024", "2024..2026"),
        ("今天", "2026-03-31..2026-03-31"),
        ("昨天", "2026-03-30..2026-03-30"),
        ("前天", "2026-03-29..2026-03-29"),
        ("本周", "2026-03-30..2026-04-05"),
        ("上周", "2026-03-23..2026-03-29"),
        ("上週", "2026-03-23..2026-03-29"),
        ("本月", "2026-03..2026-03"),
        ("上月", "2026-02..2026-02"),
        ("上个月", "2026-02..2026-02"),
        ("今年", "2026..2026"),
        ("去年", "2025..2025"),
        ("前年", "2024..2024"),
        ("近7天", "2026-03-25..2026-03-31"),
        ("最近三十天", "2026-03-02..2026-03-31"),
        ("近两周", "none"),
        ("近2周", "2026-03-18..2026-03-31"),
        ("近1个月", "2026-02-28..2026-03-31"),
        ("近3个月", "2025-12-31..2026-03-31"),
        ("近半年", "2025-09-30..2026-03-31"),
        ("近一年", "2025-03-31..2026-03-31"),
        ("过去十年", "2016-03-31..2026-03-31"),
    ],
)
def test_dates(typed: str, expected: str) -> None:
    assert read(typed) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "..",
        "改天",
        "2025-13",
        "2025-02-30",
        "2025-08-01甲",
        "甲2025",
        "2025..甲",
        "近天",
        "近9999年",
        "25",
        "20251301",
    ],
)
def test_what_is_no_date(typed: str) -> None:
    assert read(typed) == "none"


@given(
    st.text(st.sampled_from("0123456789-./年月日.近最去前上本周天个半一二十至到~ "), max_size=14),
    st.dates(datetime.date(1, 1, 1)),
)
def test_any_text_is_a_period_in_order_or_none(typed: str, today: datetime.date) -> None:
    days = period(typed, today)
    if days is not None and days[0] and days[1]:
        assert days[0].first <= days[1].last
    assert days != (None, None)


@given(st.dates(datetime.date(1000, 1, 1)))
def test_every_day_is_read_in_each_way(day: datetime.date) -> None:
    if day.year < 2200:
        for typed in (f"{day:%Y-%m-%d}", f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
            assert read(typed) == f"{day}..{day}"
