"""Text → words, by rjieba, which nothing else imports.  For ranking and suggestions: what matches never asks for words.

Meant for simplified characters: fold first, folding keeps the offsets.  The first call loads the dictionary (0.2 s).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import log
from typing import Final

_COMPOUND: Final = re.compile("[\u3400-\u9fff]{3,8}")
_HALF_PAIR: Final = re.compile("[\ud800-\udfff]")
_TOTAL: Final = 6e7
"""What all frequencies of the dictionary add up to."""


def words(text: str) -> list[str]:
    """Words, punctuation and blanks in order; joined they are `text` (a lone surrogate becomes U+FFFD)."""
    import rjieba

    return rjieba.cut(_HALF_PAIR.sub("\ufffd", text))


def are_words(text: str, places: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether each [start, end) of a text begins and ends where words do; for a dozen characters on either side of it.

    Inside compounds, too: 中国 and 银行 are words of 中国人民银行; 中国 is none in 发展中国家.
    """
    cut = words(text)
    ends = list(accumulate(map(len, cut)))
    borders = {0, *ends}

    def at_border(offset: int) -> bool:
        if offset in borders:
            return True
        number = bisect_left(ends, offset)
        return offset - ends[number] + len(cut[number]) in _inside(cut[number])

    return [at_border(start) and at_border(end) for start, end in places]


@lru_cache(maxsize=10_000)
def _inside(word: str) -> tuple[int, ...]:
    """Boundaries inside a word of the dictionary: where the likeliest words that make it up meet, and inside those."""
    if not _COMPOUND.fullmatch(word) or not _known(word):
        return ()
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(word) + 1):
        best.append(
            max(
                (best[start][0] + _likelihood(piece), (*best[start][1], piece))
                for start in range(end)
                if (piece := word[start:end]) != word and (len(piece) == 1 or _known(piece))
            )
        )
    pieces = best[-1][1]
    if len(pieces) == len(word):  # a name, a proverb
        return ()
    starts = list(accumulate(map(len, pieces), initial=0))
    inner = [start + at for start, piece in zip(starts, pieces, strict=False) for at in _inside(piece)]
    return (*starts[1:-1], *inner)


def _known(word: str) -> bool:
    import rjieba

    return rjieba.cut(word, hmm=False) == [word]


def _likelihood(word: str) -> float:
    import rjieba

    return log(rjieba.suggest_freq(word) / _TOTAL)  # of a word that is known, its frequency
