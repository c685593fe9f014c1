"""Patterns of site definitions: they read as Python's do, refuse in words what RE2 cannot, and never explode."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.formats.sites.patterns import Pattern


@pytest.mark.parametrize("pattern", ["(a+)+$", "^(a|a)*$", "(a|aa)+$", "(.*a){12}$"])
def test_no_pattern_explodes(pattern: str) -> None:
    compiled = Pattern.compile(pattern)
    began = time.process_time()
    assert not compiled.stands_in("a" * 50_000 + "!")
    assert time.process_time() - began < 5


@pytest.mark.parametrize("pattern", ["(", "a(?!b)", "(?<=a)b", r"(a)\1", "a{0,20000}", "[\ud800]"])
def test_what_cannot_be_run_is_refused_in_words(pattern: str) -> None:
    with pytest.raises(ValueError, match="正则表达式有误"):
        Pattern.compile(pattern)


@pytest.mark.parametrize(
    "pattern", [r"\d", r"\D", r"\s", r"\S", r"\w", r"\W", r"[\d]", r"[^\s]", r"[\w-]", r"[]\d]", r"[\s\S]"]
)
@given(st.characters(exclude_categories=("Cs", "Cn")))
def test_classes_know_all_scripts(pattern: str, character: str) -> None:
    told = re.compile(pattern, re.IGNORECASE).search(character) is not None
    assert Pattern.compile(pattern).stands_in(character) == told or (not character.isascii() and "w" in pattern.lower())


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"第(\d+)版", "第１２版", "１２"),
        (r"\d+", "第12版", "12"),
        (r"(a)|b", "b", ""),
        (r"B(?s:.)C", "xb\nc", "b\nc"),
        (r"\[\d\]", "第[3]版", "[3]"),
        (r"版\s+(\w+)", "版\u3000要闻_a", "要闻_a"),
        (r"b", "\ud800b", "b"),
        (r"c", "ab", None),
    ],
)
def test_the_first_group_or_all_is_found(pattern: str, text: str, found: str | None) -> None:
    assert Pattern.compile(pattern).find(text) == found


def test_all_of_a_text_or_a_part() -> None:
    title = Pattern.compile("广告(?:[:：].*)?")
    assert title.is_all_of("广告：某某")
    assert not title.is_all_of("本版广告")
    assert title.stands_in("本版广告")
