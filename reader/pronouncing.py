"""How characters are read: pinyin with tones, by the words in which they stand.  pypinyin is loaded when first used."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, NamedTuple

from reader.converting import Script, converted

_LEVEL_ONE: Final = range(0xB0, 0xD8)
"""Rows of GB 2312 that hold its 3,755 common characters, by the first byte of EUC-CN."""


class Pinyin(StrEnum):
    """Over which characters of a text pinyin stands."""

    NONE = "none"
    RARE = "rare"
    ALL = "all"


class Reading(NamedTuple):
    """The character at `at` is read `pinyin`."""

    at: int
    pinyin: str


def is_rare(char: str) -> bool:
    """A Chinese character that is not among the common ones, nor the traditional form of one of them."""
    if not _is_han(char):
        return False
    try:
        return converted(char, Script.SIMPLIFIED).encode("gb2312")[0] not in _LEVEL_ONE
    except UnicodeEncodeError:
        return True


def readings(text: str) -> list[str]:
    """One for each character, `chóng`; empty for what is no Chinese character or has no known reading."""
    from pypinyin import Style, pinyin

    plain = converted(text, Script.SIMPLIFIED)  # the words of the dictionary are simplified
    if len(plain) != len(text):
        plain = text
    found = pinyin(plain, style=Style.TONE, errors=_blanks)
    return [ways[0] if ways else "" for ways in found]


def other_readings(char: str, but: str) -> list[str]:
    """Those that the character has in other words, the frequent ones first."""
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")
    return [way for way in found[0] if way != but] if found else []


def annotated(text: str, which: Pinyin) -> list[Reading]:
    """What stands over the characters of a paragraph; a rare one is explained where it first occurs."""
    if which is Pinyin.NONE:
        return []
    wanted: list[int] = []
    seen: set[str] = set()
    for at, char in enumerate(text):
        if _is_han(char) and (which is Pinyin.ALL or (char not in seen and _is_rare(char))):
            wanted.append(at)
            seen.add(char)
    if not wanted:
        return []
    found = readings(text)
    return [Reading(at, found[at]) for at in wanted if found[at]]


def _blanks(others: str) -> Any:
    """For each of the characters that have no reading; pypinyin's types know of one answer for all of them only."""
    return [""] * len(others)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or char == "〇" or "\U00020000" <= char <= "\U0003ffff"


_is_rare = lru_cache(maxsize=8192)(is_rare)
