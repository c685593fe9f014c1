"""What the search benchmark asks: classes of queries drawn from the articles themselves, and the truth about each.

Words come in equal parts from four bands of frequency, so that a 95th percentile is among the most common words.
Nothing has digits or numerals: their other script is found as well, which neither `in` nor any peer does.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import msgspec
from search_corpus import PAPERS, SEED, Row, read_rows

from indexer import analysis

EACH: Final = 120
"""Queries of a class; a multiple of four."""
CHECKED: Final = 40
"""Of each class, whose answers are compared with the truth."""

ONE, TWO, FOUR, EIGHT = "1 character", "2-char word", "4 characters", "8 characters"
AND, FILTERED, NEWEST = "AND of two words", "paper + date", "newest first"
SNIPPETS, FACETS, SENTENCE = "top 20 with snippets", "facets + histogram", "whole sentence"
OURS_ALONE: Final = (ONE, SENTENCE)
"""No bigram is one character, and a peer would need a query for what has most of a sentence."""
TIMED: Final = (TWO, FOUR, EIGHT, AND, FILTERED, NEWEST, SNIPPETS, FACETS)
"""The classes for which there is a target."""

_SAMPLE: Final = 20_000
_BANDS: Final = (200, 1_000, 5_000, 20_000)
"""Words by rank: the 200 most frequent ones, the next ones up to 1,000, …"""
_CHARACTER_BANDS: Final = (50, 300, 1_000, 3_000)


class Asked(msgspec.Struct, frozen=True):
    """All `words` must be found (`most`: most of the first); the first 20 are wanted, with what else is asked for."""

    words: tuple[str, ...]
    paper: str | None = None
    first: int | None = None
    last: int | None = None
    newest: bool = False
    snippets: bool = False
    facets: bool = False
    most: bool = False

    def fits(self, row: Row, text: str) -> bool:
        """The rule by brute force; `text` is the article's, folded."""
        return (
            all(word in text for word in self.words)
            and (self.paper is None or self.paper == row.paper)
            and (self.first is None or self.last is None or self.first <= row.date <= self.last)
        )


Classes = dict[str, list[Asked]]
Truth = dict[str, list[list[int]]]
"""For the first CHECKED of each class the ids of all articles found."""


def draw(path: Path, limit: int | None = None) -> Classes:
    """The queries for a file of articles, the same each time."""
    import rjieba

    rng = random.Random(SEED)  # noqa: S311 - queries, not secrets
    rows = list(islice(read_rows(path, limit), _SAMPLE))
    texts = [analysis.fold(row.text) for row in rows]
    words: dict[int, Counter[str]] = {length: Counter() for length in (1, 2, 4)}
    for text in texts:
        words[1].update(filter(_is_sought, set(text)))
        for word in filter(_is_sought, set(rjieba.cut(text))):
            if len(word) in (2, 4):
                words[len(word)][word] += 1
    days = sorted(row.date for row in rows)
    first, last = days[len(days) // 3], days[len(days) * 2 // 3]

    def pick(length: int, bands: Sequence[int] = _BANDS) -> list[str]:
        ranked = sorted(words[length], key=lambda word: (-words[length][word], word))
        return _banded(ranked, bands, rng)

    pairs = zip(pick(2), rng.sample(pick(2), EACH), strict=True)
    return {
        ONE: [Asked((word,)) for word in pick(1, _CHARACTER_BANDS)],
        TWO: [Asked((word,)) for word in pick(2)],
        FOUR: [Asked((word,)) for word in pick(4)],
        EIGHT: [Asked((piece,)) for piece in _pieces(texts, 8, rng)],
        AND: [Asked(pair) for pair in pairs],
        FILTERED: [Asked((word,), paper=rng.choice(PAPERS), first=first, last=last) for word in pick(2)],
        NEWEST: [Asked((word,), newest=True) for word in pick(2)],
        SNIPPETS: [Asked((word,), snippets=True) for word in pick(2)],
        FACETS: [Asked((word,), facets=True) for word in pick(2)],
        SENTENCE: [Asked((one + other,), most=True) for one, other in _halves(texts, rng)],
    }


def truth(path: Path, classes: Classes, limit: int | None = None) -> Truth:
    """Brute force over the folded text of every article, but for sentences, of which there is no truth."""
    asked = {name: checked(queries) for name, queries in classes.items() if name != SENTENCE}
    found: Truth = {name: [[] for _ in queries] for name, queries in asked.items()}
    for row in read_rows(path, limit):
        text = analysis.FIELD_BORDER.join(map(analysis.fold, (row.title, row.author, *row.text.split("\n"))))
        for name, queries in asked.items():
            for query, ids in zip(queries, found[name], strict=True):
                if query.fits(row, text):
                    ids.append(row.id)
    return found


def checked(queries: Sequence[Asked]) -> Sequence[Asked]:
    """Those whose truth is known, of all bands."""
    return queries[:: max(len(queries) // CHECKED, 1)][:CHECKED]


def _banded(ranked: list[str], bands: Sequence[int], rng: random.Random) -> list[str]:
    """EACH words, equally many of each band; a short list is cut into bands of its own."""
    scale = min(1.0, len(ranked) / bands[-1])
    drawn: list[str] = []
    begin = 0
    for end in (int(band * scale) for band in bands):
        band = ranked[begin:end]
        drawn += [rng.choice(band) for _ in range(EACH // 4)] if len(band) < EACH // 4 else rng.sample(band, EACH // 4)
        begin = end
    return drawn


def _pieces(texts: Sequence[str], length: int, rng: random.Random) -> list[str]:
    found: list[str] = []
    while len(found) < EACH:
        text = rng.choice(texts)
        start = rng.randrange(max(len(text) - length, 1))
        piece = text[start : start + length]
        if len(piece) == length and _is_sought(piece):
            found.append(piece)
    return found


def _halves(texts: Sequence[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Halves of sentences that no article has side by side."""
    return zip(_pieces(texts, 8, rng), _pieces(texts, 8, rng), strict=True)


def _is_sought(word: str) -> bool:
    return all("一" <= one <= "鿿" for one in word) and not any(one in analysis.NUMERALS for one in word)


def new_issue(number: int, rows: Iterable[Row]) -> tuple[list[Row], str]:
    """A day's articles with ids of their own, made of others, and a name that only they have."""
    name = f"岑{chr(0x9F00 + number)}{chr(0x9F20 + number)}"
    return [
        msgspec.structs.replace(row, id=10_000_000 + number * 1_000 + at, date=20991231, text=f"{row.text}\n{name}说。")
        for at, row in enumerate(rows)
    ], name
