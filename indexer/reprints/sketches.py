"""A text as a small sample of its five-character passages, by which two texts are compared without being read.

Passages are hashed to 32 bits; those with the smallest hashes are kept: all below `KEEP`, and at least `LEAST` (a
bottom-k sketch).  Any two texts are sampled at the same places, so the shared part of their samples estimates how much
they share, also where one is an extract of the other (which MinHash signatures do not say).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from indexer import analysis
from indexer.engines.whoosh.alphabet import Class, tables

VERSION: Final = 1
"""Goes up whenever other hashes are kept of a text."""
SHINGLE: Final = 5
"""Characters of a passage; punctuation and blanks do not count, 繁 and 简, width and case are equal."""
KEEP: Final = 2**32 // 12
LEAST: Final = 48
SHORTEST: Final = 60
"""Texts with fewer characters are captions, notices, weather: they are alike without being reprints."""
_LOW: Final = KEEP * 3
"""Hashes below this are looked at first: enough for most texts."""
_AT_ONCE: Final = 2_000_000
"""Bytes of text that are hashed together."""
_PRIME: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = np.uint64(0xD6E8FEB86659FD93)
_SHIFT: Final = np.uint64(32)

_Number = TypeVar("_Number", np.uint32, np.uint64)
Hashes = npt.NDArray[np.uint32]


class Sketch(NamedTuple):
    """`hashes` ascending, each once; every passage with a hash of `bound` or less is among them."""

    hashes: Hashes
    bound: int


def sketch(texts: Iterable[str]) -> Sketch | None:
    """What is kept of a text in paragraphs; None where it is too short to be compared."""
    return sketches_of([" ".join(texts)])[0]


def sketches_of(texts: Sequence[str]) -> list[Sketch | None]:
    """As `sketch`, of many whole texts; in one go, as most of the time would go into the going."""
    found: list[Sketch | None] = []
    portion: list[bytes] = []
    room = _AT_ONCE
    for text in texts:
        portion.append(text.encode("utf-16-le", "surrogatepass"))
        room -= len(portion[-1])
        if room <= 0:
            found += _sketches(portion)
            portion, room = [], _AT_ONCE
    return [*found, *_sketches(portion)]


def _sketches(texts: Sequence[bytes]) -> Iterator[Sketch | None]:
    """Of texts in UTF-16."""
    units = np.frombuffer(b"".join(texts), dtype="<u2")
    letters = _letters()[units]
    owner = np.repeat(np.arange(len(texts)), [len(text) // 2 for text in texts])[letters]
    folded = tables().fold[units[letters]]
    lengths = np.bincount(owner, minlength=len(texts))
    hashes = _hashes(folded)
    inside = owner[SHINGLE - 1 :] == owner[: len(hashes)]
    hashes, owner = hashes[inside], owner[: len(hashes)][inside]
    ends = np.searchsorted(owner, np.arange(len(texts) + 1))
    low = hashes < _LOW
    keys = _distinct((owner[low].astype(np.uint64) << _SHIFT) | hashes[low])
    bounds = np.searchsorted(keys, np.arange(len(texts) + 1, dtype=np.uint64) << _SHIFT)
    kept = (keys & np.uint64(2**32 - 1)).astype(np.uint32)
    for number in range(len(texts)):
        if lengths[number] < SHORTEST:
            yield None
            continue
        own = kept[bounds[number] : bounds[number + 1]]
        all_own = len(own) < LEAST
        if all_own:
            own = _distinct(hashes[ends[number] : ends[number + 1]])
        count = max(int(np.searchsorted(own, KEEP)), min(LEAST, len(own)))
        is_whole = all_own and count == len(own)
        yield Sketch(own[:count], 2**32 - 1 if is_whole else max(int(own[count - 1]), KEEP - 1))


def _distinct(values: npt.NDArray[_Number]) -> npt.NDArray[_Number]:
    """Each value once, ascending; `numpy.unique` hashes them first, which takes many times as long."""
    ordered = np.sort(values)
    first = np.concatenate([np.ones(min(1, len(ordered)), bool), ordered[1:] != ordered[:-1]])
    found: npt.NDArray[_Number] = ordered[first]
    return found


@lru_cache(maxsize=1)
def _letters() -> npt.NDArray[np.bool_]:
    """Which units count: no punctuation, no blanks."""
    classes = tables().classes
    letters = np.isin(classes, (Class.CHARACTER, Class.LATIN, Class.DIGIT))
    for unit in (*range(0x3400), *range(0xFE00, 0x10000)):  # blanks are no class of their own in folded text
        letters[unit] &= bool(analysis.plain(chr(unit)).strip())
    return letters


def _hashes(units: npt.NDArray[np.uint16]) -> Hashes:
    """A hash of each passage, spread evenly."""
    count = max(0, len(units) - SHINGLE + 1)
    found = np.zeros(count, dtype=np.uint64)
    for step in range(SHINGLE):
        found = found * _PRIME + units[step : step + count].astype(np.uint64)
    for _ in range(2):
        found ^= found >> _SHIFT
        found *= _MIX
    return (found >> _SHIFT).astype(np.uint32)
