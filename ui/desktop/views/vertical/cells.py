"""Text cut into cells: what stands one below the other in a column, each upright, turned or several signs across."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final

import msgspec

from ui.desktop.views.delegates import utf16

OPENING: Final = frozenset("（《〈「『【〔［｛“‘(")
CLOSING: Final = frozenset("）》〉」』】〕］｝，。、；：！？”’．,")
_NEVER_FIRST: Final = CLOSING | frozenset("·～ー%％‰℃々")
DASHES: Final = frozenset("—–―─")
_LATIN: Final = re.compile(r"[!-~\u00a1-\u00b6\u00b8-\u024f\u0370-\u03ff\u0400-\u04ff\u2018\u2019]+")
_RUN: Final = re.compile(rf"(?:{_LATIN.pattern})|\s+|.", re.DOTALL)
_ACROSS: Final = re.compile(r"\d{1,2}|[A-Z]|[!?]{2}", re.ASCII)


class Way(Enum):
    """How a cell's signs are set."""

    UPRIGHT = "upright"
    TURNED = "turned"  # by 90°, as Latin words are
    ACROSS = "across"  # side by side in the width of one character
    BLANK = "blank"


class Cell(msgspec.Struct, frozen=True):
    """`start` to `end` of the document (UTF-16 units), its signs, its length along the column in pixels.

    `give`: how much of that is empty and may be given up, at the end, or (`opening`) at the beginning.
    `ruby` stands beside it.
    """

    start: int
    end: int
    text: str
    way: Way
    length: float
    give: float = 0.0
    ruby: str = ""

    @property
    def opening(self) -> bool:
        return self.text in OPENING

    @property
    def never_first(self) -> bool:
        """At the top of a column."""
        return self.text[0] in _NEVER_FIRST

    @property
    def never_last(self) -> bool:
        return self.text[-1] in OPENING


def cells(
    text: str,
    start: int,
    size: float,
    advance: Callable[[str], float],
    ruby: Mapping[int, str] | None = None,
    ruby_advance: Callable[[str], float] = len,
) -> list[Cell]:
    """The text from the place `start` on, set in `size` pixels; `advance` measures what is turned.

    `ruby`: what stands beside the characters at these places of the text (UTF-16 units).
    """
    found: list[Cell] = []
    at = start
    for match in _RUN.finditer(text):
        run = match.group()
        end = at + utf16(run)
        if run.isspace():
            found.append(Cell(at, end, run, Way.BLANK, size if run == "\u3000" else size / 4 * len(run)))
        elif _ACROSS.fullmatch(run):
            found.append(Cell(at, end, run, Way.ACROSS, size))
        elif _LATIN.fullmatch(run) and run not in CLOSING | OPENING:
            found.append(Cell(at, end, run, Way.TURNED, advance(run) + size * 0.12))
        else:
            way = Way.TURNED if run in DASHES else Way.UPRIGHT
            give = size / 2 if run in OPENING or run in CLOSING else 0.0
            reading = (ruby or {}).get(at - start, "")
            length = max(size, ruby_advance(reading) + size * 0.2) if reading else size
            found.append(Cell(at, end, run, way, length, give, reading))
        at = end
    return found
