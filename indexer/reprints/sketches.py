"""A text as a small sample of its five-character passages, by which two texts are compared without being read.

Passages are hashed to 32 bits; those with the smallest hashes are kept: all below `KEEP`, and at least `LEAST` (a
bottom-k sketch).  Any two texts are sampled at the same places, so the shared part of their samples estimates how much
they share, also where one is an extract of the other (which MinHash signatures do not say).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import analysis
from indexer.engines.whoosh.alphabet import Class, tables, units_of

VERSION: Final = 1
"""Goes up whenever other hashes are kept of a text."""
SHINGLE: Final = 5
"""Characters of a passage; punctuation and blanks do not count, 繁 and 简, width and case are equal."""
KEEP: Final = 2**32 // 12
LEAST: Final = 48
SHORTEST: Final = 60
"""Texts with fewer characters are captions, notices, weather: they are alike without being reprints."""
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
_SHIFT: Final = np.uint64(32)

Hashes = npt.NDArray[np.uint32]


class Sketch(NamedTuple):
    """`hashes` ascending, each once; every passage with a hash of `bound` or less is among them."""

    hashes: Hashes
    bound: int


def sketch(texts: Iterable[str]) -> Sketch | None:
    """What is kept of a text in paragraphs; None where it is too short to be compared."""
    units = units_of(analysis.plain(" ".join(texts)))
    table = tables()
    classes = table.classes[units]
    folded = table.fold[units][(classes == Class.CHARACTER) | (classes == Class.LATIN) | (classes == Class.DIGIT)]
    if len(folded) < SHORTEST:
        return None
    hashes = np.unique(_hashes(folded))
    kept = max(int(np.searchsorted(hashes, KEEP)), min(LEAST, len(hashes)))
    whole = kept == len(hashes)
    return Sketch(hashes[:kept].copy(), 2**32 - 1 if whole else max(int(hashes[kept - 1]), KEEP - 1))


def _hashes(units: npt.NDArray[np.uint16]) -> Hashes:
    """A hash of each passage, spread evenly."""
    count = len(units) - SHINGLE + 1
    found = np.zeros(count, dtype=np.uint64)
    for step in range(SHINGLE):
        found = found * _PRIME + units[step : step + count].astype(np.uint64)
    for _ in range(2):
        found ^= found >> _SHIFT
        found *= _MIX
    return (found >> _SHIFT).astype(np.uint32)
