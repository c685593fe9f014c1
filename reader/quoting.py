"""Words of an article found again after its text has changed: by themselves, else by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from archive.personal import Quote

_AROUND: Final = 32
"""Characters kept before and after."""
_LEAST_SIDE: Final = 2
_LEAST_AROUND: Final = 16
"""Characters of each side, and of both, that must agree where the words themselves have changed."""
_GROWTH: Final = 2
"""How many times as long as before the changed words may be."""
_SPACE: Final = re.compile(r"[\s\ufffc\u2028\u2029]")


def quote(text: str, start: int, end: int) -> Quote:
    """The words from `start` to `end` of a text, as they can be found again."""
    before, after = (_plain(part) for part in (text[:start], text[end:]))
    return Quote(text[start:end].strip(), before[-_AROUND:], after[:_AROUND])


def locate(text: str, wanted: Quote) -> tuple[int, int] | None:
    """Where the words stand in a text, as `start, end`; None when they are gone.

    White space does not count.  Of several places the one whose surroundings agree most is taken; where the words
    have changed, what now stands between the same surroundings.
    """
    places = [at for at, char in enumerate(text) if not _SPACE.match(char)]
    plain = "".join(text[at] for at in places)
    words = _plain(wanted.words)
    found = list(_all(plain, words)) if words else []
    if found:
        at = max(found, key=lambda place: _agreeing(plain, place, place + len(words), wanted))
        start, end = at, at + len(words)
    else:
        between = _between(plain, wanted, len(words))
        if between is None:
            return None
        start, end = between
    return places[start], places[end - 1] + 1


def _between(plain: str, wanted: Quote, length: int) -> tuple[int, int] | None:
    before, after = wanted.before, wanted.after
    if min(len(before), len(after)) < _LEAST_SIDE or len(before) + len(after) < _LEAST_AROUND:
        return None
    for start in (at + len(before) for at in _all(plain, before)):
        end = plain.find(after, start)
        if start < end <= start + _GROWTH * length + _LEAST_AROUND:
            return start, end
    return None


def _agreeing(plain: str, start: int, end: int, wanted: Quote) -> int:
    """How many characters on both sides are as they were."""
    before = sum(1 for _ in _same(reversed(plain[max(start - _AROUND, 0) : start]), reversed(wanted.before)))
    return before + sum(1 for _ in _same(iter(plain[end : end + _AROUND]), iter(wanted.after)))


def _same(one: Iterator[str], other: Iterator[str]) -> Iterator[str]:
    for here, there in zip(one, other, strict=False):
        if here != there:
            return
        yield here


def _all(plain: str, words: str) -> Iterator[int]:
    at = plain.find(words)
    while at >= 0:
        yield at
        at = plain.find(words, at + 1)


def _plain(text: str) -> str:
    return _SPACE.sub("", text)
