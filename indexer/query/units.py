"""Words → phrases: each stretch of a word as the units it is matched by, and the other ways to write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final

from indexer import analysis
from indexer.query import numbers
from indexer.query.nodes import Field, Kind, Phrase, Unit
from indexer.query.tokens import Piece, Word

MOST_FORMS: Final = 8
MOST_SKIPS: Final = 5
"""A word ends before its next `＊`: each multiplies the ways in which it can stand in a text."""

_GAP: Final = Unit(Kind.GAP)
_BLANK: Final = Unit(Kind.MARK, " ")
_RUNS: Final = (Kind.LATIN, Kind.DIGITS)

Row = tuple[Unit, ...]


def phrase(word: Word, *, fields: tuple[Field, ...] = (), exact: bool = False) -> Phrase | None:
    """What the word searches; None when it is nothing but typed punctuation.

    A `？` stands for any one character and also for itself, so that a copied line is found.
    """
    typed = _row(word.pieces, "*?", exact=exact)
    if not typed:
        return None
    forms = [typed, _row(word.pieces, "*", exact=exact)]
    if not exact:
        forms += numbers.other_forms(typed)
    return Phrase(word.typed, tuple(dict.fromkeys(forms))[:MOST_FORMS], fields, exact)


def together(phrases: Sequence[Phrase]) -> Phrase:
    """The phrases side by side as one; a blank may stand beside Latin letters and numbers."""
    forms = [
        form
        for rows in islice(product(*(phrase.forms for phrase in phrases)), MOST_FORMS)
        for form in (_side_by_side(rows, blanks=False), _side_by_side(rows, blanks=True))
    ]
    typed = "".join(phrase.typed for phrase in phrases)
    return Phrase(typed, tuple(dict.fromkeys(forms))[:MOST_FORMS], phrases[0].fields, phrases[0].exact)


def _side_by_side(rows: Sequence[Row], *, blanks: bool) -> Row:
    joined = rows[0]
    for row in rows[1:]:
        last, first = joined[-1].kind, row[0].kind
        blank = last in _RUNS or first in _RUNS if blanks else last in _RUNS and last is first
        joined += (_BLANK, *row) if blank else row
    return joined


def _row(pieces: Sequence[Piece], wild: str, *, exact: bool) -> Row:
    """The units of all pieces; `wild` are the signs that stand for other characters."""
    row: list[Unit] = []
    for piece in pieces:
        plain = analysis.plain(piece.text)
        folded = analysis.fold_plain(plain)
        shown = plain if exact else folded
        if piece.quoted:
            units = list(_quoted(folded, shown))
            row += units if len(pieces) == 1 else [_GAP, *_without_marks_around(units), _GAP]
        else:
            row += _typed(folded, shown, wild)
    skips = [at for at, unit in enumerate(row) if unit.kind is Kind.SOME]
    return _tidy(row[: skips[MOST_SKIPS]] if len(skips) > MOST_SKIPS else row)


def _quoted(folded: str, shown: str) -> Iterator[Unit]:
    at = 0
    for unit in analysis.split_units(folded):
        yield Unit(_kind(unit), shown[at : at + len(unit)])
        at += len(unit)


def _without_marks_around(units: list[Unit]) -> list[Unit]:
    """Beside other text a quotation's last punctuation may have more after it (“互联网+”行动)."""
    solid = [at for at, unit in enumerate(units) if unit.kind is not Kind.MARK]
    return units[solid[0] : solid[-1] + 1] if solid else []


def _kind(unit: str) -> Kind:
    if analysis.is_break(unit):
        return Kind.MARK
    if analysis.is_latin(unit):
        return Kind.LATIN
    return Kind.DIGITS if unit[0] in "0123456789" else Kind.CHARACTER


def _typed(folded: str, shown: str, wild: str) -> Iterator[Unit]:
    for match in _pattern(wild).finditer(folded):
        text, original = match[0], shown[slice(*match.span())]
        match match.lastgroup:
            case "latin" | "digits":
                signs = "".join(sign if sign in wild else one for sign, one in zip(text, original, strict=True))
                yield Unit(Kind(match.lastgroup), re.sub(r"\*+", "*", signs))
            case "wild":
                yield from (Unit(Kind.ANY) for sign in text if sign == "?")
                if "*" in text:
                    yield Unit(Kind.SOME)
            case "question":
                yield Unit(Kind.MARK, original)
            case "gap":
                yield _GAP
            case _:
                yield Unit(Kind.CHARACTER, original)


@lru_cache(maxsize=2)
def _pattern(wild: str) -> re.Pattern[str]:
    """Typed text, folded, as units.  Signs inside or right behind a run of letters or digits are of that run, others of
    the characters around; at an edge of the word, or beside punctuation, `*` only is of a run and all else is a gap."""
    breaks = analysis.punctuation()
    inside = f"(?=[^{breaks}])"
    runs = "|".join(
        rf"(?P<{kind}>(?:(?<![^{breaks}])\*+)?[{one}]+(?:[{wild}]+[{one}]+)*(?:[{wild}]+{inside}|\*+)?)"
        for kind, one in ((Kind.LATIN, analysis.LATIN), (Kind.DIGITS, analysis.DIGIT))
    )
    return re.compile(
        rf"{runs}|(?<=[^{breaks}])(?:(?P<wild>[{wild}]+)|(?P<question>\?)){inside}|(?P<gap>[{breaks}]+)|.", re.DOTALL
    )


def _tidy(row: list[Unit]) -> Row:
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
