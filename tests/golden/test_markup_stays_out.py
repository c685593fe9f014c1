"""What is kept of a page is words: nothing that a browser would run, load or hide reaches an article."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hostile_html import FRAMES, HIDDEN, SEEN, SWALLOWING
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.formats.base import Hints
from archive.formats.registry import find

quick = settings(max_examples=150, suppress_health_check=list(HealthCheck))


def read(golden: Any, frame: str, words: str) -> str:
    """What is kept of a page: the content of its articles."""
    source = golden.one_file(FRAMES[frame].format(words).encode(), "content_1.html")
    form = find(source)
    assert form is not None
    drafts = form.read(source, Hints({"paper": "海角晚报", "date": "2026-03-13"}))
    return msgspec.json.encode([article.content for draft in drafts for article in draft.articles]).decode()


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("piece", HIDDEN)
def test_each_piece_stays_out_and_costs_nothing_else(golden: Any, frame: str, piece: str) -> None:
    kept = read(golden, frame, f"潮水涨了，船回来了。{piece}码头上站满了人。")
    assert "毒" not in kept
    assert "船回来了" in kept
    assert "站满了人" in kept or piece in SWALLOWING


@quick
@given(st.sampled_from(list(FRAMES)), st.lists(st.sampled_from(HIDDEN + SEEN), min_size=1, max_size=12))
def test_no_mixture_of_pieces_gets_in(golden: Any, frame: str, pieces: list[str]) -> None:
    kept = read(golden, frame, "潮水涨了，船回来了。" + "".join(pieces) + "码头上站满了人。")
    assert "毒" not in kept
    assert "船回来了" in kept
