"""How far two headlines of one issue are the same: what tells the parts and the copies of an article.

Not for search: characters are compared as printed, only spaces and punctuation do not count.
"""

from __future__ import annotations

import re
from enum import IntEnum

import msgspec

_SHORTEST_CONTAINED = 4  # characters: 教育 stands in too many headlines to tell anything
_RELATED_PAIRS = 3
_RELATED_SHARE = 0.5

_NOT_WORDS = re.compile(r"[\W_]+")


class Resemblance(IntEnum):
    """Of two headlines: nothing, words in common, or equal (one may be a part of the other)."""

    NONE = 0
    RELATED = 1
    SAME = 2


class Headline(msgspec.Struct, frozen=True):
    """A headline without spaces and punctuation, and its pairs of neighbouring characters."""

    text: str
    pairs: frozenset[str]

    @classmethod
    def of(cls, title: str) -> Headline:
        text = _NOT_WORDS.sub("", title).casefold()
        return cls(text, frozenset(text[at : at + 2] for at in range(len(text) - 1)))

    def resembles(self, other: Headline) -> Resemblance:
        short, long = sorted((self.text, other.text), key=len)
        if short and (short == long or (len(short) >= _SHORTEST_CONTAINED and short in long)):
            return Resemblance.SAME
        common = len(self.pairs & other.pairs)
        fewest = min(len(self.pairs), len(other.pairs))
        if common >= _RELATED_PAIRS and common >= _RELATED_SHARE * fewest:
            return Resemblance.RELATED
        return Resemblance.NONE
