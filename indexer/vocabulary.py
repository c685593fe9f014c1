"""Chinese words with their pinyin and frequency, and words that differ by region: the data suggestions are made from.

Nothing here knows an archive.  A word's level is the binary logarithm of how often it stands in 2^HIGHEST words.
"""

from __future__ import annotations

import gzip
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from indexer import analysis

HIGHEST: Final = 26
LONGEST_WORD: Final = 8
HAN: Final = "\u3400-\u9fff"
"""Inside of a character class: what the words here are made of."""

_WORD: Final = re.compile(f"([{HAN}]+)([a-t])")


class Word(NamedTuple):
    text: str
    level: int


class Vocabulary:
    """`words`: a line for each reading, in order: `yan'fa`, then its words, the most frequent first, each after a blank
    and followed by the letter of its level (a: 0).  `regions`: lines `软件<TAB>软体`.  All in simplified characters."""

    def __init__(self, words: str, regions: str) -> None:
        self._text = words
        self._lines = words.splitlines()
        self._regions = regions

    @cached_property
    def syllables(self) -> dict[str, tuple[Word, ...]]:
        """All syllables, each with its characters."""
        lines = (line for line in self._lines if "'" not in line)
        return {line.partition(" ")[0]: tuple(_words(line)) for line in lines}

    @cached_property
    def readings(self) -> dict[str, tuple[str, ...]]:
        """The syllables of each character, the usual one first."""
        found: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
        for syllable, characters in self.syllables.items():
            for character, level in characters:
                found[character].append((-level, syllable))
        return {character: tuple(syllable for _, syllable in sorted(pairs)) for character, pairs in found.items()}

    def simplified(self, text: str) -> str:
        """`text` in characters that are found here, as far as there are any; as long as `text`."""
        return "".join(one if one in self.readings else analysis.fold_characters(one) for one in text)

    def words(self, *syllables: str) -> tuple[Word, ...]:
        """The words that are read so, the most frequent first."""
        if len(syllables) == 1:
            return self.syllables.get(syllables[0], ())
        start = "'".join(syllables) + " "
        at = bisect_left(self._lines, start)
        if at == len(self._lines) or not self._lines[at].startswith(start):
            return ()
        return tuple(_words(self._lines[at]))

    def like(self, word: str) -> list[str]:
        """Words of two characters and more that differ from this one by one character more, less or other, or by two
        neighbours that changed places; the most frequent first.  `word`: of HAN only."""
        parts = [(word[:at], word[at : at + 1], word[at + 1 :]) for at in range(len(word) + 1)]
        forms = {f"{before}[{HAN}]{here}{after}" for before, here, after in parts}
        for before, here, after in parts[:-1]:
            forms |= {f"{before}[{HAN}]{after}", before + after, before + after[:1] + here + after[1:]}
        found = re.findall(f" ({'|'.join(sorted(forms))})([a-t])", self._text)
        alike = {text: _level(letter) for text, letter in found if text != word and len(text) > 1}
        return sorted(alike, key=lambda text: -alike[text])

    def elsewhere(self, text: str) -> list[str]:
        """Simplified text as the mainland, Taiwan or Hong Kong would have it (软件开发, 软体开发).

        Nothing if there is no difference, several where a word has several.
        """
        table, pattern = self._regional

        def rewritten(way: int) -> str:
            return pattern.sub(lambda match: table[match[0]][way % len(table[match[0]])], text)

        return [rewritten(way) for way in range(max((len(table[word]) for word in pattern.findall(text)), default=0))]

    @cached_property
    def _regional(self) -> tuple[dict[str, list[str]], re.Pattern[str]]:
        """Each word with those that stand for it elsewhere, and a pattern that finds the longest."""
        table: defaultdict[str, list[str]] = defaultdict(list)
        for line in self._regions.splitlines():
            one, other = line.split("\t")
            table[one].append(other)
            table[other].append(one)
        return table, re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The one in `resources/words`, read when first asked for."""
    import resources

    folder = files(resources).joinpath("words")
    words = gzip.decompress(folder.joinpath("words.txt.gz").read_bytes()).decode()
    return Vocabulary(words, folder.joinpath("regional.txt").read_text(encoding="utf-8"))


def _words(row: str) -> Iterator[Word]:
    for text, letter in _WORD.findall(row):
        yield Word(text, _level(letter))


def _level(letter: str) -> int:
    return ord(letter) - ord("a")
