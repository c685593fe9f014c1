"""What else might be searched: other spellings, other words for the same, fewer words.  Only what is really found.

Takes its words from the vocabulary, not from the archive; that they are found there is asked of the index, one count
for each.  Latin words are tried with one letter open, for nothing lists those of the archive.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import chain, islice, product
from typing import Final

import msgspec

from indexer import analysis
from indexer.pinyin import readings, writings
from indexer.query import parse
from indexer.vocabulary import HAN, LONGEST_WORD, vocabulary
from indexer.words import words as cut

MOST_COUNTS: Final = 40
MOST_TRIED: Final = 5
"""Of one kind; the likeliest."""
MOST_OF_A_KIND: Final = 3
MOST_WORDS: Final = 6
"""Words of a query that are looked at one by one."""
RARE: Final = 10
"""A word that fewer articles have may be misspelt; a better spelling finds RARE times as many."""
MOST_TOGETHER: Final = 3
"""Ways to put each of several words otherwise."""
LONGEST_OPEN: Final = 12

_LATIN: Final = re.compile(f"[{analysis.LATIN}]+", re.IGNORECASE)
_HAN: Final = re.compile(f"[{HAN}]+")


class Kind(StrEnum):
    """How a suggestion comes about, the most useful first."""

    PINYIN = "pinyin"
    """yanfa → 研发."""
    SAME_SOUND = "same-sound"
    """只能制造 → 智能制造."""
    REGION = "region"
    """软件 → 软体, 计程车 → 出租车: folding cannot see that these are the same."""
    LIKE_SOUND = "like-sound"
    """人民营行 → 人民银行: z for zh, n for ng and the like."""
    LIKE_WORD = "like-word"
    """智能制遣 → 智能制造: one character other, more or less."""
    PLAIN = "plain"
    """标题:“生态 文明” 2025 → 生态 文明 2025: the words without quotes, fields, conditions."""
    CUT = "cut"
    """新能源汽车补贴 → 新能源 汽车 补贴."""
    OPEN = "open"
    """王晓明 → 王？明: one character may be any."""
    FEWER = "fewer"
    """All words but one, or but those that are not found."""
    ALONE = "alone"
    """One of the words."""


SPELLINGS: Final = frozenset({Kind.PINYIN, Kind.SAME_SOUND, Kind.LIKE_SOUND, Kind.LIKE_WORD, Kind.OPEN})


class Suggestion(msgspec.Struct, frozen=True):
    """`typed`: a query to put into the box; `count`: articles that it finds, at least one."""

    kind: Kind
    typed: str
    count: int


def suggestions(typed: str, count: Callable[[str], int], limit: int = 6) -> tuple[Suggestion, ...]:
    """At most `limit`, by kind, then by count; never fails on any text.

    `count` says how many articles a query finds; it is asked at most MOST_COUNTS times.
    """
    asked = _Asked(count)
    found: list[Suggestion] = []
    for kind, candidates in _kinds(typed, asked):
        if kind is Kind.OPEN and any(suggestion.kind in SPELLINGS for suggestion in found):
            continue  # they say what the open character is
        known = {typed, *(suggestion.typed for suggestion in found)}
        tried = islice((other for other in dict.fromkeys(candidates) if other not in known), MOST_TRIED)
        least = max(asked(typed) * RARE, 1) if kind in SPELLINGS else 1
        counted = [Suggestion(kind, other, times) for other in tried if (times := asked(other)) >= least]
        found += sorted(counted, key=lambda suggestion: -suggestion.count)[:MOST_OF_A_KIND]
        if len(found) >= limit:
            break
    return tuple(found[:limit])


class _Asked:
    """`count`, asked once for each query; 0 when it was asked MOST_COUNTS times."""

    def __init__(self, count: Callable[[str], int]) -> None:
        self._count = count
        self._known: dict[str, int] = {}

    def __call__(self, typed: str) -> int:
        if typed not in self._known and len(self._known) < MOST_COUNTS:
            self._known[typed] = self._count(typed)
        return self._known.get(typed, 0)


def _kinds(typed: str, asked: _Asked) -> Iterator[tuple[Kind, Iterable[str]]]:
    """The kinds in order, each with what may be tried, the likeliest first."""
    every = tuple(dict.fromkeys(phrase.typed for phrase in parse(typed).phrases()))
    words = every[:MOST_WORDS]
    missing = [word for word in words if not asked(word)]
    doubtful = [word for word in words if asked(word) < RARE or _LATIN.search(word)]
    sounds = {word: _sounding(word) for word in doubtful}
    sound = Kind.PINYIN if any(_LATIN.search(word) for word in doubtful if sounds[word]) else Kind.SAME_SOUND
    spaced = _spaced_pinyin(typed)
    yield Kind.PINYIN if spaced else sound, chain(spaced, _replaced(typed, words, sounds))
    yield Kind.REGION, _replaced(typed, words, {word: _elsewhere(word) for word in words})
    yield Kind.LIKE_SOUND, _replaced(typed, words, {word: _sounding(word, blurred=True) for word in doubtful})
    yield Kind.LIKE_WORD, _replaced(typed, words, {word: _like(word) for word in doubtful})
    plain = " ".join(every)
    if plain and plain != " ".join(typed.split()):
        yield Kind.PLAIN, [plain]
    parts = [part for word in words for part in (_parts(word) if word in missing else [word])]
    if len(parts) > len(words):
        yield Kind.CUT, [" ".join(parts)]
    yield Kind.OPEN, _replaced(typed, words, {word: _open(word) for word in missing})
    parts = parts[:MOST_WORDS]
    if len(parts) > 2:
        yield Kind.FEWER, _fewer(parts, asked)
    if len(parts) > 1:
        yield Kind.ALONE, parts


def _replaced(typed: str, words: Sequence[str], others: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What was typed with the words of `others` replaced, the likeliest (first) ones first."""
    choices = {word: several for word, several in others.items() if several}
    if not choices:
        return
    if len(choices) > 1:
        choices = {word: several[:MOST_TOGETHER] for word, several in choices.items()}
    pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
    for ranks in sorted(product(*(range(len(several)) for several in choices.values())), key=sum):
        chosen = {word: choices[word][rank] for word, rank in zip(choices, ranks, strict=True)}
        yield _put(typed, pattern, chosen)


def _put(typed: str, pattern: re.Pattern[str], chosen: Mapping[str, str]) -> str:
    return pattern.sub(lambda match: chosen.get(match[0], match[0]), typed)


def _spaced_pinyin(typed: str) -> list[str]:
    """`yan fa` as one word, where each is one syllable."""
    syllables = typed.lower().split()
    if len(syllables) > 1 and vocabulary().syllables.keys() >= set(syllables):
        return _sounding("'".join(syllables))
    return []


def _sounding(word: str, *, blurred: bool = False) -> list[str]:
    """Other rows of words that sound so, one of them at least no single character."""
    words = vocabulary()
    costs: dict[str, int] = {}
    for sounds in readings(word, words):
        for cost, text, longest in writings(sounds, words, blurred=blurred):
            if longest > 1 and text != words.simplified(word):
                costs[text] = min(cost, costs.get(text, cost))
    return sorted(costs, key=costs.__getitem__)


def _elsewhere(word: str) -> list[str]:
    words = vocabulary()
    return words.elsewhere(words.simplified(word))


def _like(word: str) -> list[str]:
    """Words of the vocabulary that are nearly this one; of two characters too many would be."""
    words = vocabulary()
    return words.like(words.simplified(word)) if _HAN.fullmatch(word) and 2 < len(word) <= LONGEST_WORD else []


def _parts(word: str) -> list[str]:
    """A long word as several, without what is no word; itself if it is one."""
    parts: list[str] = []
    start = 0
    for piece in cut(vocabulary().simplified(word)):
        if len(piece) > 1 and piece.isalnum():
            parts.append(word[start : start + len(piece)])
        start += len(piece)
    return list(dict.fromkeys(parts)) if len(parts) > 1 else [word]


def _open(word: str) -> list[str]:
    """The word with one inner character left open."""
    if not 2 < len(word) <= LONGEST_OPEN or not (_HAN.fullmatch(word) or _LATIN.fullmatch(word)):
        return []
    sign = "？" if _HAN.fullmatch(word) else "?"
    return [word[:at] + sign + word[at + 1 :] for at in range(1, len(word) - 1)]


def _fewer(parts: Sequence[str], asked: _Asked) -> Iterator[str]:
    """All parts that are found, then all but one; at least two."""
    found = [part for part in parts if asked(part)]
    if len(found) > 1:
        yield " ".join(found)
    for left_out in parts:
        yield " ".join(part for part in parts if part != left_out)
