"""Text as arrays of UTF-16 code units, and the codes of which the index's pairs are made.

A pair is a unit and what follows it.  Codes say more than units: the first letter or digit of a run has a code of its
own, the last one is followed by END, and what is no character is BREAK.  So a pair list alone knows that `26` is a
whole number, and most phrases are found without reading any text.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import analysis

Units = npt.NDArray[np.uint16]
"""Plain text in UTF-16 code units; zeros pad it."""
Keys = npt.NDArray[np.uint32]
"""Pairs of codes: first << 16 | second."""

BREAK: Final = 0
"""Punctuation, blank, border or the end of a document: ends a pair, begins none."""
END: Final = 0x0B
"""Follows the last letter of a Latin run, the last digit of a digit run."""
_DIGIT_STARTS: Final = 0x01
_LETTER_STARTS: Final = 0x80
"""Codes of `0` and `a` at the beginning of a run; control characters, which no folded text has."""

_HIGH: Final = (0xD800, 0xDC00)
_LOW: Final = (0xDC00, 0xE000)


class Class:
    """What a unit is, by its folded form."""

    BREAK: Final = 0
    CHARACTER: Final = 1
    LATIN: Final = 2
    DIGIT: Final = 3
    BLANK: Final = 4
    """A kind of BREAK, as the next."""
    BORDER: Final = 5


class Tables(NamedTuple):
    """`fold`: unit → folded unit; `classes`: unit → `Class`; `starts`: folded unit → its code as a first of a run."""

    fold: Units
    classes: npt.NDArray[np.uint8]
    starts: Units


@lru_cache(maxsize=1)
def tables() -> Tables:
    fold = np.arange(0x10000, dtype=np.uint16)
    for unit, folded in analysis.bmp_folding().items():
        fold[unit] = folded
    by_folded = np.array([_class_of(chr(unit)) for unit in range(0x10000)], dtype=np.uint8)
    classes = by_folded[fold]
    starts = np.arange(0x10000, dtype=np.uint16)
    starts[ord("0") : ord("9") + 1] = np.arange(_DIGIT_STARTS, _DIGIT_STARTS + 10)
    starts[ord("a") : ord("z") + 1] = np.arange(_LETTER_STARTS, _LETTER_STARTS + 26)
    return Tables(fold, classes, starts)


def units_of(text: str) -> Units:
    """Plain text as code units."""
    return np.frombuffer(text.encode("utf-16-le"), dtype="<u2").astype(np.uint16, copy=False)


def text_of(units: Units) -> str:
    """The way back; `units` are whole characters."""
    return units.astype("<u2", copy=False).tobytes().decode("utf-16-le")


def knows_start(unit: int) -> bool:
    """Whether this folded letter or digit has another code at the beginning of a run; é and the like have none."""
    return int(tables().starts[unit]) != unit


def codes(units: Units) -> tuple[Units, Units]:
    """For each unit its own code (BREAK where no pair begins), and the code of what follows it."""
    table = tables()
    folded, classes = table.fold[units], _classes(units)
    own = folded.copy()
    is_run = (classes == Class.LATIN) | (classes == Class.DIGIT)
    same = np.zeros(len(units), dtype=bool)
    same[1:] = is_run[1:] & (classes[1:] == classes[:-1])
    first = is_run & ~same
    own[first] = table.starts[folded[first]]
    own[(classes == Class.BREAK) | (classes >= Class.BLANK)] = BREAK
    following = np.zeros(len(units), dtype=np.uint16)
    following[:-1] = own[1:]
    ends = is_run.copy()
    ends[:-1] &= ~same[1:]
    following[ends] = END
    return own, following


def _classes(units: Units) -> npt.NDArray[np.uint8]:
    classes = tables().classes[units]
    if ((units >= _HIGH[0]) & (units < _LOW[1])).any():
        low = np.flatnonzero((units >= _LOW[0]) & (units < _LOW[1]))
        classes[low] = classes[low - 1]  # a pair is what its first half says
    return classes


def _class_of(character: str) -> int:
    """The class of a folded character of the basic plane, or of the first half of a pair."""
    if _HIGH[0] <= ord(character) < _HIGH[1]:
        plane = 0x10000 + ((ord(character) - _HIGH[0]) << 10)
        character = chr(plane)
        return Class.BREAK if analysis.is_break(character) else Class.CHARACTER
    if _LOW[0] <= ord(character) < _LOW[1]:
        return Class.CHARACTER
    if character in (analysis.FIELD_BORDER, analysis.PARAGRAPH_BORDER):
        return Class.BORDER
    if character == " ":
        return Class.BLANK
    if character == "\0" or analysis.is_break(character):
        return Class.BREAK
    if analysis.is_latin(character):
        return Class.LATIN
    return Class.DIGIT if "0" <= character <= "9" else Class.CHARACTER
