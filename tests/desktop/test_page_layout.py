"""Where pages lie beside one another: singles, openings, the strip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.desktop.views.page_layout import ASPECT, WIDTH, Mode, arrange, openings, rows


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("01 02 03 04", "01 | 02 03 | 04"),
        ("A01 A02 A03 A04 B01 B02 B03", "A01 | A02 A03 | A04 | B01 | B02 B03"),
        ("01 02 04 05 06 07", "01 | 02 | 04 05 | 06 07"),  # 03 is missing
        ("01 02-03 04 05", "01 | 02-03 | 04 05"),
        ("T1 T2 T3", "T1 | T2 T3"),
        ("封面 封底", "封面 | 封底"),
        ("", ""),
    ],
)
def test_openings(labels: str, expected: str) -> None:
    assert " | ".join(" ".join(row) for row in openings(labels.split())) == expected


def test_rows_of_each_mode() -> None:
    labels = ["01", "02", "03", "04"]
    assert rows(labels, Mode.SINGLE, "03") == [("03",)]
    assert rows(labels, Mode.SPREAD, "03") == [("02", "03")]
    assert rows(labels, Mode.STRIP, "03") == [("01",), ("02",), ("03",), ("04",)]
    assert rows(labels, Mode.SINGLE, None) == rows([], Mode.SPREAD, None) == []


def test_a_picture_wider_than_high_is_twice_as_wide() -> None:
    places = arrange([("01",), ("02-03",)], {"01": 1.43, "02-03": 0.715})
    assert places["02-03"].width() == 2 * WIDTH
    assert places["02-03"].height() == pytest.approx(places["01"].height())


aspects = st.dictionaries(st.sampled_from([f"{n:02}" for n in range(1, 12)]), st.floats(0.3, 3.0))


@given(st.integers(0, 11), st.sampled_from(list(Mode)), aspects)
def test_pages_never_overlap_and_none_is_lost(count: int, mode: Mode, known: dict[str, float]) -> None:
    labels = [f"{n:02}" for n in range(1, count + 1)]
    laid = openings(labels) if mode is Mode.SPREAD else rows(labels, Mode.STRIP, None)
    places = arrange(laid, known)
    assert list(places) == labels
    rects = list(places.values())
    for number, rect in enumerate(rects):
        assert rect.height() / rect.width() == pytest.approx(known.get(labels[number], ASPECT))
        assert not any(rect.intersects(other) for other in rects[:number])
