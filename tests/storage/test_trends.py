"""Trends: counts and shares by day, month and year, without gaps, as brute force over the articles has them."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from archive.errors import UsageError
from archive.model import PartialDate
from indexer.request import Filters, SearchRequest
from reader.library import Library
from reader.trends import MOST_SERIES, Place, Step, Trends, period_filters, several, trends, write_csv

DAYS = {"2024-12-31": 1, "2025-01-01": 2, "2025-01-03": 1, "2025-03-01": 3}
"""Articles about the tide; each day has one more about something else on its second page."""


@pytest.fixture
def filled(library: Library, press: Any) -> Library:
    for number, (date, count) in enumerate(DAYS.items()):
        rows = [("01", f"潮{n}", "潮水。") for n in range(count)] + [("02", "别的", "无关。")]
        paper = "临岚日报" if date == "2025-03-01" else None
        press.bring(library, press.table(rows, f"{number}.jsonl", date=date, paper=paper))
    return library


def counted(found: Trends) -> dict[str, int]:
    """Of the first series, the periods that have some."""
    pairs = zip(found.periods, found.series[0].counts, strict=True)
    return {str(period): count for period, count in pairs if count}


def test_days_months_years(filled: Library) -> None:
    asked = several(["潮水"])
    by_day = trends(filled, asked, Step.DAY)
    assert counted(by_day) == DAYS
    assert len(by_day.periods) == 1 + 31 + 28 + 1, "empty days are there, too"
    assert [str(day) for day in by_day.periods[:3]] == ["2024-12-31", "2025-01-01", "2025-01-02"]
    by_month = trends(filled, asked, Step.MONTH)
    assert [str(month) for month in by_month.periods] == ["2024-12", "2025-01", "2025-02", "2025-03"]
    assert by_month.series[0].counts == (1, 3, 0, 3)
    assert by_month.series[0].wholes == (2, 5, 0, 4)
    assert by_month.series[0].shares() == (0.5, 0.6, 0.0, 0.75)
    by_year = trends(filled, asked, Step.YEAR)
    assert (by_year.series[0].counts, by_year.series[0].wholes) == ((1, 6), (2, 9))
    assert trends(filled, asked).step is Step.DAY, "as it suits so short a time"


def test_each_bar_is_what_a_search_of_its_period_finds(filled: Library) -> None:
    found = trends(filled, several(["潮水", "无关"], papers=["青湾晚报", "临岚日报"]), Step.MONTH)
    assert len(found.series) == 4
    for series in found.series:
        for period, count in zip(found.periods, series.counts, strict=True):
            request = SearchRequest(series.asked.query, period_filters(series.asked, period), limit=None)
            assert filled.search_ids(request).total == count, (series.asked, period)


def test_papers_and_places_apart(filled: Library) -> None:
    found = trends(filled, several(["无关"], places=[Place.ANY, Place.FRONT, Place.LEAD]), Step.YEAR)
    assert [one.counts for one in found.series] == [(1, 3), (0, 0), (1, 3)]
    assert [one.wholes for one in found.series] == [(2, 9), (1, 6), (2, 6)]
    found = trends(filled, several(["潮水"], papers=["临岚日报", "青湾晚报"]), Step.YEAR)
    assert [one.counts for one in found.series] == [(0, 3), (1, 3)], "all over the time of both"


def test_the_time_that_is_asked_for(filled: Library) -> None:
    filters = Filters(date_from=PartialDate(2024, 11), date_to=PartialDate(2025, 1))
    found = trends(filled, several(["潮水"], filters=filters), Step.MONTH)
    assert found.series[0].counts == (0, 1, 3)
    later = Filters(date_from=PartialDate(2026), date_to=PartialDate(2026, 2))
    assert trends(filled, several(["潮水"], filters=later), Step.MONTH).series[0].counts == (0, 0)
    with pytest.raises(UsageError, match="颠倒"):
        trends(filled, several(["潮水"], filters=Filters(date_from=PartialDate(2026), date_to=PartialDate(2025))))
    with pytest.raises(UsageError, match="太细"):
        ages = Filters(date_from=PartialDate(1000), date_to=PartialDate(2025))
        trends(filled, several(["潮水"], filters=ages), Step.DAY)


def test_what_knows_only_its_year_has_no_month(filled: Library, press: Any) -> None:
    press.bring(filled, press.table([("01", "某年", "潮水。")], "年.jsonl", date="2025", paper="年报"))
    by_month = trends(filled, several(["潮水"]), Step.MONTH)
    assert (sum(by_month.series[0].counts), by_month.series[0].unplaced) == (7, 1)
    by_year = trends(filled, several(["潮水"]), Step.YEAR)
    assert (by_year.series[0].counts, by_year.series[0].unplaced) == ((1, 7), 0)


def test_nothing_at_all(library: Library) -> None:
    found = trends(library, several(["潮水"]))
    assert (found.periods, found.series[0].counts, found.series[0].unplaced) == ((), (), 0)


def test_too_few_and_too_many() -> None:
    with pytest.raises(UsageError):
        several([" ", ""])
    with pytest.raises(UsageError, match=str(MOST_SERIES)):
        several([f"词{number}" for number in range(MOST_SERIES + 1)])
    assert len(several(["甲", "甲 ", " 甲"])) == 1


def test_csv(filled: Library) -> None:
    found = trends(filled, several(["潮水", "=无关"]), Step.YEAR)
    text = write_csv(found, ["潮水", "=无关"], share=True)
    assert text.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0] == ["时间", "潮水", "潮水（全部）", "潮水（%）", "'=无关", "'=无关（全部）", "'=无关（%）"]
    assert rows[1][:4] == ["2024", "1", "2", "50.0000"]
    assert len(rows) == 3
    assert "%" not in write_csv(found, ["甲", "乙"])
