"""Numbers in the other script: 2026 ↔ 二〇二六, 20届 ↔ 二十届, 20万 ↔ 二十万.

A number of the other form stands alone in its text: no digit (no numeral) before or after it.  Not here: decimals,
numbers with separators, numbers beside Latin letters, 两.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final

import msgspec

from indexer import analysis
from indexer.query.nodes import Kind, Unit

MOST_NUMBERS: Final = 4
"""So many numbers of one phrase are written otherwise."""

ZEROS: Final = "〇零"
_ONES: Final = "〇一二三四五六七八九"
_POWERS: Final = {"十": 10, "百": 100, "千": 1_000, "万": 10_000}
_BIG: Final = "万亿"
_NUMERAL: Final = frozenset(analysis.NUMERALS)
_COUNTED: Final = frozenset("年月日届")
"""Before these a single numeral is a number (十月), elsewhere mostly a part of a word (十分, 三中全会)."""

_JOINTS: Final = (Kind.GAP, Kind.MARK, Kind.ANY, Kind.SOME)

Row = tuple[Unit, ...]
Way = tuple[Row, bool]
"""How a number is written, and whether in numerals."""


class _Number(msgspec.Struct, frozen=True):
    """Units [start, end) of a phrase; `ways` to write them, the first as typed.

    Not `sure`: a single one, which is written otherwise along with others only (2025年8月 ↔ 二〇二五年八月).
    """

    start: int
    end: int
    ways: tuple[Way, ...]
    sure: bool


def other_forms(units: Row) -> list[Row]:
    """The phrase with its numbers otherwise, likely ones first."""
    numbers = list(_numbers(units))[:MOST_NUMBERS]
    if not any(number.sure for number in numbers):
        return []
    chosen = product(*(range(len(number.ways)) for number in numbers))
    worth = sorted((cost, ways) for ways in chosen if (cost := _cost(numbers, ways)) is not None)
    return [_written(units, numbers, ways) for _, ways in worth]


def chinese(value: int) -> str:
    """1 … 99,999 as print says it: 十二, 一百零五, 二万零一十."""
    text, gap = "", False
    for unit, power in (*reversed(_POWERS.items()), ("", 1)):
        digit, value = divmod(value, power)
        if digit:
            text += ("零" if gap else "") + _ONES[digit] + unit
        gap = bool(text) and not digit
    return text.removeprefix("一") if text.startswith("一十") else text


def _cost(numbers: list[_Number], ways: tuple[int, ...]) -> int | None:
    """How unlikely it is that print writes the numbers so, 0 at best; None: in two scripts, or as typed."""
    scripts = {number.ways[way][1] for number, way in zip(numbers, ways, strict=True)}
    return sum(max(way - 1, 0) for way in ways) if any(ways) and len(scripts) == 1 else None


def _written(units: Row, numbers: list[_Number], ways: tuple[int, ...]) -> Row:
    row: list[Unit] = []
    at = 0
    for number, way in zip(numbers, ways, strict=True):
        row += [*units[at : number.start], *number.ways[way][0]]
        at = number.end
    return (*row, *units[at:])


# ── finding them ───────────────────────────────────────────────────────────────────────────────────────────────────


def _numbers(units: Row) -> Iterator[_Number]:
    start = 0
    while start < len(units):
        unit = units[start]
        end = start + 1
        if unit.kind is Kind.DIGITS or _is_numeral(unit):
            while end < len(units) and _is_numeral(units[end]):
                end += 1
            typed = units[start:end], unit.kind is Kind.CHARACTER
            if others := list(_in_digits(units, start, end) if typed[1] else _in_numerals(units, start, end)):
                sure = end - start > 1 or len(unit.text) > 1 or unit.text == "十"
                yield _Number(start, end, (typed, *others), sure)
        start = end


def _is_numeral(unit: Unit) -> bool:
    return unit.kind is Kind.CHARACTER and unit.text in _NUMERAL


def _kind(units: Row, at: int) -> Kind | None:
    return units[at].kind if 0 <= at < len(units) else None


def _in_numerals(units: Row, start: int, end: int) -> Iterator[Way]:
    """Digits with the numerals right behind them (20, 万), in numerals only."""
    digits, tail = units[start].text, "".join(unit.text for unit in units[start + 1 : end])
    if units[start].wild or tail.strip(_BIG) or _is_tied(units, start, end):
        return
    if len(digits) >= 3 and not tail:
        for zero in ZEROS if "0" in digits else ZEROS[:1]:
            yield _numerals("".join(zero if one == "0" else _ONES[int(one)] for one in digits))
    if len(digits) <= 5 and not digits.startswith("0"):
        yield from map(_numerals, _with_both_zeros(chinese(int(digits)) + tail))


def _in_digits(units: Row, start: int, end: int) -> Iterator[Way]:
    """Numerals in digits, whole (30000) or up to 万 (3万); and with the other zero."""
    text = "".join(unit.text for unit in units[start:end])
    is_part = len(text) == 1 and (end == len(units) or units[end].text not in _COUNTED)
    if is_part or _kind(units, end) is Kind.DIGITS:
        return
    head = text.rstrip(_BIG)
    if len(text) >= 3 and all(one in _ONES + ZEROS for one in text):
        yield (Unit(Kind.DIGITS, "".join(str(_ONES.find(one.replace("零", "〇"))) for one in text)),), False
    elif head and (value := _value(head)):
        yield (Unit(Kind.DIGITS, str(value)), *units[start + len(head) : end]), False
    if head != text and (value := _value(text)):
        yield (Unit(Kind.DIGITS, str(value)),), False
    if len(text) > 2:
        yield from (_numerals(other) for other in _with_both_zeros(text) if other != text)


def _is_tied(units: Row, start: int, end: int) -> bool:
    """Whether digits belong to something longer: GB2312, 1,000, 2025-08-12."""
    return (
        Kind.LATIN in (_kind(units, start - 1), _kind(units, end))
        or (_kind(units, start - 1) in _JOINTS and _kind(units, start - 2) is Kind.DIGITS)
        or (_kind(units, end) in _JOINTS and _kind(units, end + 1) is Kind.DIGITS)
    )


def _numerals(text: str) -> Way:
    return (Unit(Kind.NUMERALS, text),), True


def _value(numerals: str) -> int | None:
    """The number if it is written as `chinese` writes it (with either zero)."""
    plain = numerals.replace("〇", "零")
    value = digit = 0
    for one in plain:
        if one == "万":
            value, digit = (value + digit) * _POWERS[one], 0
        elif power := _POWERS.get(one):
            value, digit = value + (digit or 1) * power, 0
        else:
            digit = max(_ONES.find(one), 0)
    value += digit
    return value if 0 < value < 100_000 and chinese(value) == plain else None


def _with_both_zeros(numerals: str) -> Iterable[str]:
    return dict.fromkeys((numerals, numerals.replace("零", "〇"), numerals.replace("〇", "零")))
