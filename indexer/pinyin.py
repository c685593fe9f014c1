"""Sounds and how they may be written: pinyin, or characters with their readings → the likeliest rows of words.

Tones do not count.  A word is as likely as it is frequent, several words in a row as likely as all of them together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from itertools import chain, islice, product
from typing import Final, NamedTuple

from indexer.vocabulary import HAN, HIGHEST, LONGEST_WORD, Vocabulary

MOST_SYLLABLES: Final = 16
MOST_WAYS: Final = 8
"""Readings of one spelling (fangan: fang'an, fan'gan; 重: zhong, chong) and writings of one reading that are kept."""

CHOICE: Final = 4
"""Words of one sound that are tried at each place."""

LONGEST_SYLLABLE: Final = 6

OTHERWISE: Final = 5
"""Another character than the one typed costs as much as a word that is 2^5 times less frequent."""

BLURRED: Final = 6
"""So does a syllable that only sounds alike, 2^6."""

_PIECES: Final = re.compile(f"[a-z']+|[{HAN}]")
_TONES: Final = re.compile("[\u0300\u0301\u0304\u030c]")
_ALIKE: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))


class Sound(NamedTuple):
    """A syllable, and the character that was typed for it; "" where pinyin was typed."""

    syllable: str
    typed: str = ""


def readings(word: str, vocabulary: Vocabulary) -> list[tuple[Sound, ...]]:
    """The ways to read a word of characters, of pinyin (`yanfa`, `xi'an`, `yánfā`) or of both; none if there are others
    in it, or it is longer than MOST_SYLLABLES."""
    letters = _TONES.sub("", unicodedata.normalize("NFKD", word.lower())).replace("u\u0308", "v").replace("’", "'")
    letters = vocabulary.simplified(letters)
    pieces = _PIECES.findall(letters)
    if "".join(pieces) != letters or len(letters) > MOST_SYLLABLES * LONGEST_SYLLABLE:
        return []
    ways = [
        [(Sound(syllable, piece),) for syllable in vocabulary.readings.get(piece, ())]
        if piece >= HAN[0]
        else _spelled(piece, vocabulary)
        for piece in pieces
    ]
    found = [tuple(chain.from_iterable(parts)) for parts in islice(product(*ways), MOST_WAYS)]
    return [sounds for sounds in found if len(sounds) <= MOST_SYLLABLES]


class Writing(NamedTuple):
    """`cost`: less is likelier.  `longest`: characters of its longest word."""

    cost: int
    text: str
    longest: int


def writings(sounds: Sequence[Sound], vocabulary: Vocabulary, *, blurred: bool = False) -> list[Writing]:
    """The likeliest ways to write this, at most MOST_WAYS, the likeliest first.

    `blurred`: also what only sounds alike: zh for z, ch for c, sh for s, ng for n, l for n and the other way round.
    """
    ways = [[Writing(0, "", 0)]]
    for end in range(1, len(sounds) + 1):
        found: dict[str, Writing] = {}
        for start in range(max(end - LONGEST_WORD, 0), end):
            for cost, word in _choices(sounds[start:end], vocabulary, blurred=blurred):
                for before in ways[start]:
                    text = before.text + word
                    writing = Writing(before.cost + cost, text, max(before.longest, len(word)))
                    found[text] = min(writing, found.get(text, writing))
        ways.append(nsmallest(MOST_WAYS, found.values()))
    return ways[-1]


def _choices(sounds: Sequence[Sound], vocabulary: Vocabulary, *, blurred: bool) -> Iterator[tuple[int, str]]:
    """Single words for these sounds with their costs, the typed one always among them if it is a word."""
    syllables = [sound.syllable for sound in sounds]
    typed = "".join(sound.typed for sound in sounds)
    keys = [(0, syllables)]
    if blurred:
        keys += [
            (BLURRED, [*syllables[:at], alike, *syllables[at + 1 :]])
            for at, syllable in enumerate(syllables)
            for alike in _alike(syllable)
        ]
    for cost, key in keys:
        for rank, (word, level) in enumerate(vocabulary.words(*key)):
            if rank < CHOICE or word == typed:
                others = sum(sound.typed not in ("", character) for sound, character in zip(sounds, word, strict=True))
                yield HIGHEST - level + cost + OTHERWISE * others, word


def _alike(syllable: str) -> Iterator[str]:
    """What people mistake for this syllable; some of it is none."""
    yield syllable[:-1] if syllable.endswith("ng") else f"{syllable}g"
    for one, other in _ALIKE:
        if syllable.startswith(one):
            yield other + syllable.removeprefix(one)
        elif syllable.startswith(other):
            yield one + syllable.removeprefix(other)


def _spelled(letters: str, vocabulary: Vocabulary) -> list[tuple[Sound, ...]]:
    """Letters cut into syllables, none across an apostrophe; the ways with the fewest first."""
    letters = re.sub("([ln])ve", r"\1ue", letters)
    rests: list[list[tuple[Sound, ...]]] = [[] for _ in letters] + [[()]]
    for start in range(len(letters) - 1, -1, -1):
        if letters[start] == "'":
            rests[start] = rests[start + 1]
            continue
        ends = range(start + 1, min(start + LONGEST_SYLLABLE, len(letters)) + 1)
        ways = (
            (Sound(letters[start:end]), *rest)
            for end in ends
            if letters[start:end] in vocabulary.syllables
            for rest in rests[end]
        )
        rests[start] = nsmallest(MOST_WAYS, ways, key=len)
    return rests[0]
