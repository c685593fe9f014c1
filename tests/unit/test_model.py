"""Partial dates: the order and the periods that browsing and filters rely on."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.model import PartialDate

dates = st.dates(min_value=datetime.date(1000, 1, 1)).map(PartialDate.of)


def test_a_partial_date_sorts_before_its_first_day() -> None:
    texts = ["2023", "2022-08-01", "2022", "2022-08", "2021-12-31", "2022-01-01"]
    ordered = sorted(PartialDate.parse(text) for text in texts)
    assert [str(date) for date in ordered] == ["2021-12-31", "2022", "2022-01-01", "2022-08", "2022-08-01", "2023"]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-08-28", "2022-08-28", "2022-08-28"),
    ],
)
def test_the_period(text: str, first: str, last: str) -> None:
    date = PartialDate.parse(text)
    assert (date.first.isoformat(), date.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "22", "2022-13", "2023-02-29", "2022-8-", "２０２２", "2022-08-28x", "0999", "2022/08"]
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):
        PartialDate.parse(text)


@given(dates)
def test_written_and_read_back(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@given(dates, dates)
def test_order_is_the_calendar_order(one: PartialDate, other: PartialDate) -> None:
    assert (one < other) == (one.first < other.first)
