"""What the user typed → an engine-neutral query: parts that must all be found, each an exact pattern over folded text.

The grammar: a blank separates parts; typed punctuation stands for any run of punctuation or none; between quotes
(`"…"`, `“…”`, `「…」`) blanks and punctuation mean themselves; `202*` is a run of digits (or Latin letters) that begins
so.  A quotation mark without its partner is punctuation.  Quoted and unquoted text without a blank between them is one
part; typed punctuation beside quoted punctuation says nothing.  There is no syntax error: anything can be typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from indexer import analysis

MAX_LENGTH: Final = 1_000
"""Only the first thousand characters are read; a Latin or digit run that this cuts in two is left out."""

MAX_PARTS: Final = 32
"""Only the first 32 different parts count."""

_PIECES: Final = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」|([^"“「]+|.)', re.DOTALL)


class Kind(StrEnum):
    """What a unit of a query stands for."""

    CHARACTER = "character"
    LATIN = "latin"
    DIGITS = "digits"
    MARK = "mark"
    """Quoted punctuation or blank: this very character."""
    GAP = "gap"
    """Typed punctuation: any run of punctuation, or none."""


@dataclass(frozen=True, slots=True)
class Unit:
    """`text` is folded; `prefix`: a LATIN or DIGITS run that may go on."""

    kind: Kind
    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Units in a row, beginning and ending with something other than a GAP; `pattern` is the whole rule for them."""

    units: tuple[Unit, ...]
    pattern: re.Pattern[str] = field(compare=False, repr=False)

    def matches(self, folded: str, start: int = 0) -> Iterator[re.Match[str]]:
        """All places in folded text, also overlapping ones, from left to right."""
        search = self.pattern.search
        found = search(folded, start)
        while found:
            yield found
            found = search(folded, found.start() + 1)


@dataclass(frozen=True, slots=True)
class Query:
    """All parts must be found in one article.  No parts: finds nothing.  `shortened`: not all that was typed counts."""

    parts: tuple[Part, ...]
    shortened: bool = False


def parse(typed: str) -> Query:
    """Read what was typed; never fails."""
    text = analysis.fold_characters(typed[:MAX_LENGTH])
    shortened = len(typed) > MAX_LENGTH
    rows = list(_rows(text))
    if shortened and rows and rows[-1] and rows[-1][-1].kind in (Kind.LATIN, Kind.DIGITS):
        rows[-1].pop()
    units = dict.fromkeys(row for row in map(_tidy, rows) if row)
    if len(units) > MAX_PARTS:
        shortened = True
    return Query(tuple(Part(row, _pattern(row)) for row in list(units)[:MAX_PARTS]), shortened)


def _rows(text: str) -> Iterator[list[Unit]]:
    """The units of each part, not yet tidy."""
    row: list[Unit] = []
    for piece in _PIECES.finditer(text):
        quoted = next((inside for inside in piece.group(1, 2, 3) if inside is not None), None)
        if quoted is not None:
            row += [_GAP, *map(_quoted_unit, analysis.split_units(analysis.fold(quoted))), _GAP]
            continue
        first, *others = piece[4].split(" ")
        row += _typed_units(first)
        for other in others:
            yield row
            row = list(_typed_units(other))
    yield row


def _typed_units(text: str) -> Iterator[Unit]:
    units = [_quoted_unit(unit) for unit in analysis.split_units(text)]
    at = 0
    while at < len(units):
        unit, *following = units[at : at + 3]
        at += 1
        if unit.kind is Kind.MARK:
            yield _GAP
        elif unit.kind is not Kind.CHARACTER and following and following[0].text == "*" and (
            len(following) < 2 or following[1].kind is not unit.kind
        ):  # fmt: skip
            yield Unit(unit.kind, unit.text, prefix=True)
            at += 1
        else:
            yield unit


def _quoted_unit(text: str) -> Unit:
    if analysis.is_break(text):
        return Unit(Kind.MARK, text)
    if analysis.is_latin(text):
        return Unit(Kind.LATIN, text)
    return Unit(Kind.DIGITS if text[0] in "0123456789" else Kind.CHARACTER, text)


def _tidy(row: list[Unit]) -> tuple[Unit, ...]:
    """Without gaps that say nothing: at the ends, twice in a row, or beside quoted punctuation."""
    kept: list[Unit] = []
    gap = False
    for unit in row:
        if unit.kind is Kind.GAP:
            gap = True
            continue
        if gap and kept and Kind.MARK not in (unit.kind, kept[-1].kind):
            kept.append(_GAP)
        kept.append(unit)
        gap = False
    return tuple(kept)


def _pattern(units: tuple[Unit, ...]) -> re.Pattern[str]:
    """The rule for these units.

    Repeats are possessive: each is followed by what it cannot hold, so nothing is lost and no text can make it slow.
    """
    return re.compile("".join(map(_unit_pattern, units)))


def _unit_pattern(unit: Unit) -> str:
    if unit.kind is Kind.GAP:
        return f"[{analysis.punctuation()}]*+"
    text = re.escape(unit.text)
    if unit.kind in (Kind.CHARACTER, Kind.MARK):
        return text
    inside = analysis.LATIN if unit.kind is Kind.LATIN else analysis.DIGIT
    return f"(?<![{inside}]){text}" + (f"[{inside}]*+" if unit.prefix else f"(?![{inside}])")


_GAP: Final = Unit(Kind.GAP, "")
