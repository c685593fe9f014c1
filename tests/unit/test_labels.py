"""Page labels and dates as papers print them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.labels import (
    canonical_label,
    find_date,
    infer_year,
    label_order,
    pages_of,
    parse_date,
    parse_date_and_pages,
    parse_month_day,
    parse_pages,
    weekday,
)
from archive.model import PageRef, PartialDate


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("第1版", "01"),
        ("第A06版", "A06"),
        ("001", "01"),
        ("A1", "A01"),
        ("a1", "A01"),
        (" 第 1 版：头版", "01"),
        ("A01： 头版", "A01"),
        ("01版:要闻", "01"),
        ("第01版 要闻", "01"),
        ("(GA01) 封面", "GA01"),
        ("１２版", "12"),
        ("第十二版：文化", "12"),
        ("JSA01", "JSA01"),
        ("01B", "01B"),
        ("2-3", "02-03"),
        ("第2/3版", "02-03"),
        ("第05-08版", "05-08"),
        ("10—11版", "10-11"),
        ("0607", "06-07"),
        ("A06-A07", "A06-A07"),
        ("A06-07", "A06-A07"),
    ],
)
def test_canonical_label(printed: str, label: str) -> None:
    assert canonical_label(printed) == label


@pytest.mark.parametrize(
    "printed", ["", "头版", "下一版", "12家企业获奖", "2026年", "5 月", "0", "3-2", "0609", "node_2", "第A06、A07版"]
)
def test_not_one_label(printed: str) -> None:
    with pytest.raises(ValueError, match="not a page label"):
        canonical_label(printed)


@pytest.mark.parametrize(
    ("printed", "pages"),
    [
        ("第A06、A07版:都市新闻", [("A06", "都市新闻"), ("A07", "都市新闻")]),
        ("第A06，A07版：都市新闻", [("A06", "都市新闻"), ("A07", "都市新闻")]),
        ("第 2、3 版", [("02", None), ("03", None)]),
        ("第A06版、第A07版：专题", [("A06", "专题"), ("A07", "专题")]),
        ("第02版：综 合", [("02", "综合")]),
        ("第05版：KJ周刊", [("05", "KJ周刊")]),
        ("第05版：kj（周刊）", [("05", "kj（周刊）")]),
    ],
)
def test_parse_pages(printed: str, pages: list[tuple[str, str | None]]) -> None:
    assert parse_pages(printed) == tuple(PageRef(label, name) for label, name in pages)


def test_labels_sort_letters_then_numbers() -> None:
    labels = ["B01", "A10", "02-03", "A02", "10", "GA01", "01", "?"]
    assert sorted(labels, key=label_order) == ["01", "02-03", "10", "A02", "A10", "B01", "GA01", "?"]


@given(st.sampled_from(["", "A", "B", "GA", "JSA"]), st.integers(1, 999))
def test_every_printed_form_means_the_same(letters: str, number: int) -> None:
    label = canonical_label(f"{letters}{number}")
    assert canonical_label(label) == label
    forms = (
        f"第{letters}{number}版",
        f"{letters}{number:03}",
        f"{letters.lower()}{number}版：要闻",
        f" 第 {label} 版 ",
    )
    assert {canonical_label(form) for form in forms} == {label}


@given(st.text(max_size=30))
def test_any_text_is_a_label_or_none(text: str) -> None:
    for page in parse_pages(text):
        assert canonical_label(page.label) == page.label
        assert len(page.label) >= 2


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2021年11月09日", "2021-11-09"),
        ("2022-08", "2022-08"),
        ("2022年8月", "2022-08"),
        ("2022", "2022"),
        ("20220805", "2022-08-05"),
        ("2022/8/5", "2022-08-05"),
        ("2022.8.5", "2022-08-05"),
        ("2023-12-01 16:39", "2023-12-01"),
        ("２０２３年２月２６日", "2023-02-26"),
        ("二〇二三年二月二十六日", "2023-02-26"),
        ("二○○四年十二月十七日", "2004-12-17"),
        ("2023-02-30", None),
        ("08-28", None),
        ("x", None),
    ],
)
def test_parse_date(printed: str, expected: str | None) -> None:
    found = parse_date(printed)
    assert (None if found is None else str(found)) == expected


def test_date_with_page() -> None:
    assert parse_date_and_pages("2018年7月10日第13版\u00a0 ") == (PartialDate(2018, 7, 10), (PageRef("13"),))
    assert parse_date_and_pages("2023-12-01 16:39") == (PartialDate(2023, 12, 1), ())


def test_find_date_says_where() -> None:
    text = "（2026年07月29日 05版）"
    found = find_date(text)
    assert found is not None
    assert (str(found.date), text[found.start : found.end]) == ("2026-07-29", "2026年07月29日")


@pytest.mark.parametrize(
    ("printed", "today", "expected"),
    [
        ("08-28", date(2025, 10, 14), date(2025, 8, 28)),
        ("12-30", date(2026, 1, 2), date(2025, 12, 30)),
        ("10-14", date(2025, 10, 14), date(2025, 10, 14)),
        ("02-29", date(2026, 3, 1), date(2024, 2, 29)),
        ("02-29", date(1904, 2, 28), date(1896, 2, 29)),  # 1900 had none
        ("8月28日", date(2025, 10, 14), date(2025, 8, 28)),
    ],
)
def test_year_inference(printed: str, today: date, expected: date) -> None:
    month_day = parse_month_day(printed)
    assert month_day is not None
    assert infer_year(*month_day, today) == expected


@given(st.dates(date(1900, 1, 1)), st.integers(0, 364))
def test_the_inferred_day_is_the_latest_not_after_today(today: date, ago: int) -> None:
    day = date.fromordinal(max(today.toordinal() - ago, date(1900, 1, 1).toordinal()))
    inferred = infer_year(day.month, day.day, today)
    assert inferred <= today
    assert (inferred.month, inferred.day) == (day.month, day.day)
    assert inferred >= day


@given(st.dates(date(1000, 1, 1)))
def test_dates_come_back(day: date) -> None:
    expected = PartialDate.of(day)
    if 1000 <= day.year < 2200:
        assert parse_date(f"{day.year}年{day.month}月{day.day}日") == expected
        assert parse_date(day.isoformat()) == expected
        assert parse_date(f"{day:%Y%m%d}") == expected


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(text: str) -> None:
    parse_date(text)
    parse_date_and_pages(text)
    parse_month_day(text)


def test_weekday() -> None:
    assert weekday(date(2025, 10, 14)) == "星期二"


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("第2至3版", "02-03"),
        ("第二至四版", "02-04"),
        ("第12版/13版", "12-13"),
        ("第2版/第3版", "02-03"),
        ("A6A7版", "A06-A07"),
        ("第①版", "01"),
    ],
)
def test_more_spreads(printed: str, label: str) -> None:
    assert canonical_label(printed) == label


@pytest.mark.parametrize("printed", ["第一届会议开幕", "第1季度增长", "第1至3季度", "A1B2", "A06A08"])
def test_a_number_in_a_headline_is_no_label(printed: str) -> None:
    assert parse_pages(printed) == ()


@pytest.mark.parametrize(
    ("label", "pages"),
    [
        ("06", ["06"]),
        ("01B", ["01B"]),
        ("02-03", ["02", "03"]),
        ("05-08", ["05", "06", "07", "08"]),
        ("A06-A07", ["A06", "A07"]),
        ("A12-B01", ["A12", "B01"]),  # what lies between is not known
        ("01-90", ["01", "90"]),  # no spread that long was ever printed
        ("?", ["?"]),
    ],
)
def test_pages_of(label: str, pages: list[str]) -> None:
    assert list(pages_of(label)) == pages


@given(st.sampled_from(["", "A", "JSA"]), st.integers(1, 90), st.integers(1, 8))
def test_a_spread_covers_its_ends_and_all_between(letters: str, first: int, more: int) -> None:
    pages = pages_of(canonical_label(f"第{letters}{first}-{letters}{first + more}版"))
    assert [canonical_label(page) for page in pages] == list(pages)
    assert list(pages) == [f"{letters}{number:02}" for number in range(first, first + more + 1)]
    assert sorted(pages, key=label_order) == list(pages)


def test_supplements_stand_by_letters_then_numbers() -> None:
    labels = ["JSA02", "N01", "B10", "A10", "R01", "A02", "GA01", "C01", "02", "B02"]
    assert sorted(labels, key=label_order) == ["02", "A02", "A10", "B02", "B10", "C01", "GA01", "JSA02", "N01", "R01"]
